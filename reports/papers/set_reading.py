"""From the YAML file of a document set to the set, or to every fault of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache
from pathlib import Path
from typing import Any

from reports.papers.blocks import (
    KINDS,
    OWN_ADDRESSEE,
    Align,
    Annex,
    Block,
    Cell,
    Column,
    DocumentSet,
    DocumentSpec,
    Dots,
    EachBlock,
    EachRow,
    End,
    Group,
    Head,
    Paragraph,
    Part,
    Picture,
    Row,
    Subject,
    Table,
    TableRow,
    WhenBlock,
)
from reports.papers.templates import At
from scoring.base.problems import Problem, ProblemsFound, nearest, shown
from scoring.formats.strict_yaml import Tree, read

_ALIGNS: dict[str, Align] = {"trái": "left", "giữa": "center", "phải": "right"}
_HEADS: dict[str, Head] = {"công văn": "letter", "có tên loại": "titled", "phụ lục": "annex"}
_ENDS: dict[str, End] = {
    "không": "none",
    "chữ ký": "signature",
    "chữ ký người có thẩm quyền": "own signature",
    "biên bản": "minutes",
}
_VERDICTS = ("đạt", "không đạt", "chưa kết luận được")
_BLOCKS = (*KINDS, "chấm", "hình", "bảng", "gồm")
_MODIFIERS = {"từng", "là", "khi", "khi không"}
_LINK = re.compile(r"\[(?P<text>.*)\]\((?P<mark>#?)(?P<where>.*)\)")


@lru_cache(maxsize=8)
def document_set(path: Path, model: type) -> DocumentSet:
    """Read one set, whose texts name fields of *model*.

    Raises ``ProblemsFound`` with every fault, sorted by line.
    """
    tree, problems = read(path)
    if tree is None:
        raise ProblemsFound(problems)
    reader = _Reader(tree)
    found = reader.document_set(path.stem, model)
    if problems or reader.problems:
        raise ProblemsFound([*problems, *reader.problems])
    return found


class _Reader:
    """Walks the tree; a fault is noted and a harmless value stands in for the wrong one."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._pictures: list[Picture] = []
        self.problems: list[Problem] = []

    def document_set(self, name: str, model: type) -> DocumentSet:
        optional = {"tiêu đề tệp"}
        root = self._keys(self._tree.value, (), {"bộ hồ sơ", "văn bản", *optional}, optional)
        documents = tuple(
            self._document(value, at) for value, at in self._list(root, (), "văn bản")
        )
        title = self._text(root, (), "bộ hồ sơ")
        places = {**self._tree.keys, **self._tree.values}
        return DocumentSet(
            id=name,
            file=self._tree.file,
            title=title,
            model=model,
            file_title=self._text(root, (), "tiêu đề tệp"),
            documents=documents,
            places=places,
            wanted=documents,
        )

    def _document(self, value: Any, at: At) -> DocumentSpec:
        optional = {"ký hiệu", "nội bộ"}
        known = {"mã", "tệp", "tên", "tên loại", "các phần", *optional}
        keys = self._keys(value, at, known, optional)
        self._pictures = []
        parts = tuple(self._part(inner, place) for inner, place in self._list(keys, at, "các phần"))
        return DocumentSpec(
            code=self._text(keys, at, "mã"),
            file=self._subject(keys.get("tệp", ""), (*at, "tệp")),
            title=self._subject(keys.get("tên", ""), (*at, "tên")),
            kind=self._text(keys, at, "tên loại"),
            is_internal=self._yes(keys, at, "nội bộ"),
            symbol=str(keys["ký hiệu"]) if "ký hiệu" in keys else None,
            parts=parts,
            pictures=tuple(self._pictures),
        )

    def _part(self, value: Any, at: At) -> Part:
        optional = {"trích yếu", "phụ lục", "kính gửi", "khổ ngang", "kết", "chân trang"}
        keys = self._keys(value, at, {"đầu", "gồm", *optional}, optional)
        head = _HEADS.get(self._choice(keys, at, "đầu", _HEADS), "titled")
        annex = self._annex(keys.get("phụ lục"), (*at, "phụ lục")) if head == "annex" else None
        subject = None
        if head != "annex":
            subject = self._subject(keys.get("trích yếu"), (*at, "trích yếu"))
        given = keys.get("kính gửi")
        # có, không, or somebody else than the profile's recipient, who is named with his title.
        addressee = given if isinstance(given, str) and " " in given else None
        return Part(
            head=head,
            subject=subject,
            annex=annex,
            is_addressed=addressee is not None or self._yes(keys, at, "kính gửi"),
            addressee=addressee or OWN_ADDRESSEE,
            is_landscape=self._yes(keys, at, "khổ ngang"),
            has_foot="chân trang" not in keys or self._yes(keys, at, "chân trang"),
            blocks=self._blocks(keys, at),
            end=_ENDS[self._choice(keys, at, "kết", _ENDS)] if "kết" in keys else "none",
            at=at,
        )

    def _annex(self, value: Any, at: At) -> Annex:
        keys = self._keys(value, at, {"số", "tên", "kèm theo"})
        texts = [self._text(keys, at, key) for key in ("số", "tên", "kèm theo")]
        return Annex(*texts)

    def _subject(self, value: Any, at: At) -> Subject:
        if isinstance(value, str):
            return Subject(value, value, value)
        keys = self._keys(value, at, set(_VERDICTS))
        met, not_met, open_ = (self._text(keys, at, verdict) for verdict in _VERDICTS)
        return Subject(met, not_met, open_)

    def _blocks(self, keys: dict[str, Any], at: At, key: str = "gồm") -> tuple[Block, ...]:
        found: list[Block] = []
        for value, place in self._list(keys, at, key):
            block = self._block(value, place)
            if block is not None:
                for path, where, is_wanted in self._conditions(value, place):
                    block = WhenBlock(path, is_wanted, (block,), where)
                if "từng" in value:
                    name = self._text(value, place, "là")
                    path = self._text(value, place, "từng")
                    block = EachBlock(path, name, (block,), (*place, "từng"))
                found.append(block)
        return tuple(found)

    def _conditions(self, value: dict[str, Any], at: At) -> Iterator[tuple[str, At, bool]]:
        for key, is_wanted in (("khi", True), ("khi không", False)):
            if key in value:
                yield self._text(value, at, key), (*at, key), is_wanted

    def _block(self, value: Any, at: At) -> Block | None:
        if not isinstance(value, dict):
            self._fault(at, "sai-dang", "cần một khối «loại khối: nội dung»")
            return None
        kind = next((key for key in _BLOCKS if key in value), "")
        if not kind:
            first = next(iter(value), "")
            hint = nearest(first, _BLOCKS) or f"các khối: {', '.join(_BLOCKS)}"
            self._fault((*at, first), "khoi-la", f"không có khối {shown(first)}", hint)
            return None
        optional = _MODIFIERS | ({"neo"} if kind in KINDS else set())
        self._keys(value, at, {kind, *optional}, optional)
        match kind:
            case "chấm":
                return Dots(self._count(value, at, "chấm"))
            case "hình":
                return self._picture(value, at)
            case "bảng":
                return self._table(value["bảng"], (*at, "bảng"))
            case "gồm":
                return Group(self._blocks(value, at))
        text, anchor = self._text(value, at, kind), str(value.get("neo", ""))
        return Paragraph(KINDS[kind], text, anchor, (*at, kind))

    def _picture(self, value: dict[str, Any], at: At) -> Picture:
        path = self._text(value, at, "hình")
        self._pictures.append(Picture(path, len(self._pictures) + 1, (*at, "hình")))
        return self._pictures[-1]

    def _table(self, value: Any, at: At) -> Table:
        optional = {"để viết tay", "liền trang", "tên ẩn"}
        keys = self._keys(value, at, {"tên", "cột", "dòng", *optional}, optional)
        columns = tuple(self._column(inner, place) for inner, place in self._list(keys, at, "cột"))
        if sum(column.percent for column in columns) != 100:  # noqa: PLR2004 -- per cent
            self._fault((*at, "cột"), "be-rong", "bề rộng các cột cộng lại phải là 100")
        rows = tuple(self._rows(keys, at, len(columns), "dòng"))
        caption = self._text(keys, at, "tên")
        is_tall, is_kept, is_hidden = (
            self._yes(keys, at, key) for key in ("để viết tay", "liền trang", "tên ẩn")
        )
        return Table(caption, is_hidden, columns, rows, is_tall, is_kept, at)

    def _column(self, value: Any, at: At) -> Column:
        optional = {"căn", "tên dòng"}
        keys = self._keys(value, at, {"đầu cột", "rộng", *optional}, optional)
        align = _ALIGNS[self._choice(keys, at, "căn", _ALIGNS)] if "căn" in keys else "left"
        names_row = self._yes(keys, at, "tên dòng")
        heading = self._text(keys, at, "đầu cột")
        return Column(heading, self._count(keys, at, "rộng"), align, names_row, at)

    def _rows(self, keys: dict[str, Any], at: At, width: int, key: str) -> Iterator[TableRow]:
        for value, place in self._list(keys, at, key):
            kind = "gồm" if isinstance(value, dict) and "gồm" in value else "ô"
            optional = {"từng", "là", "đậm", "số dòng"}
            row = self._keys(value, place, {kind, *optional}, optional)
            rows: tuple[TableRow, ...]
            if kind == "gồm":
                rows = tuple(self._rows(row, place, width, "gồm"))
            else:
                rows = (self._row(row, place, width),)
            if "từng" in row:
                name, path = self._text(row, place, "là"), self._text(row, place, "từng")
                yield EachRow(path, name, rows, (*place, "từng"))
            else:
                yield from rows

    def _row(self, row: dict[str, Any], at: At, width: int) -> Row:
        cells = [piece.strip() for piece in self._text(row, at, "ô").split("|")]
        if len(cells) != width:
            message = f"dòng này có {len(cells)} ô, bảng có {width} cột"
            self._fault((*at, "ô"), "so-o", message, "các ô cách nhau bằng dấu |")
        times = self._count(row, at, "số dòng") if "số dòng" in row else 1
        found = tuple(_cell(text, (*at, "ô")) for text in cells)
        return Row(found, self._yes(row, at, "đậm"), times)

    def _keys(
        self, value: Any, at: At, known: set[str], optional: AbstractSet[str] = frozenset()
    ) -> dict[str, Any]:
        if not isinstance(value, dict):
            self._fault(at, "sai-dang", "cần một nhóm khóa «khóa: giá trị»")
            return {}
        for key in value:
            if key not in known:
                hint = nearest(key, known) or f"các khóa dùng được: {', '.join(sorted(known))}"
                self._fault((*at, key), "khoa-la", f"khóa {shown(key)} không dùng ở đây", hint)
        for key in known - optional - value.keys():
            self._fault(at, "thieu-khoa", f"thiếu khóa «{key}»")
        return value

    def _list(self, keys: dict[str, Any], at: At, key: str) -> list[tuple[Any, At]]:
        value = keys.get(key, ())
        if not isinstance(value, tuple):
            self._fault((*at, key), "sai-dang", "cần một danh sách, mỗi mục bắt đầu bằng «- »")
            return []
        return [(inner, (*at, key, place)) for place, inner in enumerate(value)]

    def _text(self, keys: dict[str, Any], at: At, key: str) -> str:
        value = keys.get(key, "")
        if not isinstance(value, str):
            self._fault((*at, key), "khong-phai-chu", f"{shown(value)} không phải là chữ")
        return str(value)

    def _count(self, keys: dict[str, Any], at: At, key: str) -> int:
        value = keys.get(key, 1)
        if not isinstance(value, int):
            self._fault((*at, key), "khong-phai-so", f"{shown(value)} không phải là số nguyên")
            return 1
        return value

    def _yes(self, keys: dict[str, Any], at: At, key: str) -> bool:
        value = keys.get(key, "không")
        if value not in {"có", "không"}:
            self._fault((*at, key), "co-khong", f"{shown(value)}: chỉ viết «có» hoặc «không»")
        return bool(value == "có")

    def _choice(self, keys: dict[str, Any], at: At, key: str, known: dict[str, Any]) -> str:
        value = self._text(keys, at, key)
        if value in known:
            return value
        hint = nearest(value, known) or f"chọn: {', '.join(known)}"
        self._fault((*at, key), "gia-tri-la", f"{shown(value)} không dùng được ở đây", hint)
        return next(iter(known))

    def _fault(self, at: At, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self._tree.place(at), code, message, hint))


def _cell(text: str, at: At) -> Cell:
    """Read a cell: plain, ``[text](#anchor)`` or ``[text](tone)``."""
    found = _LINK.fullmatch(text)
    if not found:
        return Cell(text, "", "", at)
    where = found["where"]
    return Cell(found["text"], where if found["mark"] else "", "" if found["mark"] else where, at)

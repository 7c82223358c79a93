"""The blocks of a document as its set's file has them: paragraphs, tables, figures, loops."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reports.papers.blocks import (
    KINDS,
    Align,
    Block,
    Cell,
    Column,
    Contents,
    Dots,
    EachBlock,
    EachRow,
    Group,
    Paragraph,
    Photos,
    Picture,
    Row,
    Table,
    TableRow,
    WhenBlock,
)
from reports.papers.set_keys import SetKeys
from reports.papers.templates import At
from scoring.base.problems import nearest, shown
from scoring.formats.strict_yaml import Tree

_ALIGNS: dict[str, Align] = {"trái": "left", "giữa": "center", "phải": "right"}
_BLOCKS = (*KINDS, "mục lục", "chấm", "hình", "ảnh", "bảng", "gồm")
_MODIFIERS = {"từng", "là", "khi", "khi không"}
_LINK = re.compile(r"\[(?P<text>.*)\]\((?P<mark>#?)(?P<where>.*)\)")


class BlockReader(SetKeys):
    """Reads blocks; knows the figures and lists of photographs of the document so far."""

    def __init__(self, tree: Tree) -> None:
        """Begin with a document that has neither."""
        super().__init__(tree)
        self.pictures: list[Picture] = []
        self.photos: list[Photos] = []

    def blocks(self, keys: dict[str, Any], at: At, key: str = "gồm") -> tuple[Block, ...]:
        """Return the blocks of the list at *key*."""
        found: list[Block] = []
        for value, place in self.list(keys, at, key):
            block = self._block(value, place)
            if block is not None:
                for path, where, is_wanted in self._conditions(value, place):
                    block = WhenBlock(path, is_wanted, (block,), where)
                if "từng" in value:
                    name = self.text(value, place, "là")
                    path = self.text(value, place, "từng")
                    block = EachBlock(path, name, (block,), (*place, "từng"))
                found.append(block)
        return tuple(found)

    def _conditions(self, value: dict[str, Any], at: At) -> Iterator[tuple[str, At, bool]]:
        for key, is_wanted in (("khi", True), ("khi không", False)):
            if key in value:
                yield self.text(value, at, key), (*at, key), is_wanted

    def _block(self, value: Any, at: At) -> Block | None:
        if not isinstance(value, dict):
            self.fault(at, "sai-dang", "cần một khối «loại khối: nội dung»")
            return None
        kind = next((key for key in _BLOCKS if key in value), "")
        if not kind:
            first = next(iter(value), "")
            hint = nearest(first, _BLOCKS) or f"các khối: {', '.join(_BLOCKS)}"
            self.fault((*at, first), "khoi-la", f"không có khối {shown(first)}", hint)
            return None
        optional = _MODIFIERS | ({"neo"} if kind in KINDS else set())
        self.keys(value, at, {kind, *optional}, optional)
        match kind:
            case "mục lục":
                return Contents(self.text(value, at, kind), (*at, kind))
            case "chấm":
                return Dots(self.count(value, at, "chấm"))
            case "hình":
                return self._picture(value, at)
            case "ảnh":
                self.photos.append(Photos(self.text(value, at, kind), (*at, kind)))
                return self.photos[-1]
            case "bảng":
                return self._table(value["bảng"], (*at, "bảng"))
            case "gồm":
                return Group(self.blocks(value, at))
        text, anchor = self.text(value, at, kind), str(value.get("neo", ""))
        return Paragraph(KINDS[kind], text, anchor, (*at, kind))

    def _picture(self, value: dict[str, Any], at: At) -> Picture:
        path = self.text(value, at, "hình")
        self.pictures.append(Picture(path, len(self.pictures) + 1, (*at, "hình")))
        return self.pictures[-1]

    def _table(self, value: Any, at: At) -> Table:
        optional = {"để viết tay", "liền trang", "tên ẩn"}
        keys = self.keys(value, at, {"tên", "cột", "dòng", *optional}, optional)
        columns = tuple(self._column(inner, place) for inner, place in self.list(keys, at, "cột"))
        if sum(column.percent for column in columns) != 100:  # noqa: PLR2004 -- per cent
            self.fault((*at, "cột"), "be-rong", "bề rộng các cột cộng lại phải là 100")
        rows = tuple(self._rows(keys, at, len(columns), "dòng"))
        caption = self.text(keys, at, "tên")
        is_tall, is_kept, is_hidden = (
            self.yes(keys, at, key) for key in ("để viết tay", "liền trang", "tên ẩn")
        )
        return Table(caption, is_hidden, columns, rows, is_tall, is_kept, at)

    def _column(self, value: Any, at: At) -> Column:
        optional = {"căn", "tên dòng"}
        keys = self.keys(value, at, {"đầu cột", "rộng", *optional}, optional)
        align = _ALIGNS[self.choice(keys, at, "căn", _ALIGNS)] if "căn" in keys else "left"
        names_row = self.yes(keys, at, "tên dòng")
        heading = self.text(keys, at, "đầu cột")
        return Column(heading, self.count(keys, at, "rộng"), align, names_row, at)

    def _rows(self, keys: dict[str, Any], at: At, width: int, key: str) -> Iterator[TableRow]:
        for value, place in self.list(keys, at, key):
            kind = "gồm" if isinstance(value, dict) and "gồm" in value else "ô"
            optional = {"từng", "là", "đậm", "số dòng"}
            row = self.keys(value, place, {kind, *optional}, optional)
            rows: tuple[TableRow, ...]
            if kind == "gồm":
                rows = tuple(self._rows(row, place, width, "gồm"))
            else:
                rows = (self._row(row, place, width),)
            if "từng" in row:
                name, path = self.text(row, place, "là"), self.text(row, place, "từng")
                yield EachRow(path, name, rows, (*place, "từng"))
            else:
                yield from rows

    def _row(self, row: dict[str, Any], at: At, width: int) -> Row:
        cells = [piece.strip() for piece in self.text(row, at, "ô").split("|")]
        if len(cells) != width:
            message = f"dòng này có {len(cells)} ô, bảng có {width} cột"
            self.fault((*at, "ô"), "so-o", message, "các ô cách nhau bằng dấu |")
        times = self.count(row, at, "số dòng") if "số dòng" in row else 1
        found = tuple(_cell(text, (*at, "ô")) for text in cells)
        return Row(found, self.yes(row, at, "đậm"), times)


def _cell(text: str, at: At) -> Cell:
    """Read a cell: plain, ``[text](#anchor)`` or ``[text](tone)``."""
    found = _LINK.fullmatch(text)
    if not found:
        return Cell(text, "", "", at)
    where = found["where"]
    return Cell(found["text"], where if found["mark"] else "", "" if found["mark"] else where, at)

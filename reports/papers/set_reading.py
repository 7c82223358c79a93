"""From the YAML file of a document set to the set, or to every fault of the file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from reports.papers.block_reading import BlockReader
from reports.papers.blocks import (
    OWN_ADDRESSEE,
    Annex,
    DocumentSet,
    DocumentSpec,
    End,
    Head,
    Part,
    Subject,
)
from reports.papers.templates import At
from scoring.base.problems import ProblemsFound
from scoring.formats.strict_yaml import read

_HEADS: dict[str, Head] = {"công văn": "letter", "có tên loại": "titled", "phụ lục": "annex"}
_ENDS: dict[str, End] = {
    "không": "none",
    "chữ ký": "signature",
    "chữ ký người có thẩm quyền": "own signature",
    "biên bản": "minutes",
}
_VERDICTS = ("đạt", "không đạt", "chưa kết luận được")


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


class _Reader(BlockReader):
    """Walks the whole file."""

    def document_set(self, name: str, model: type) -> DocumentSet:
        """Return the set that the file called *name* holds."""
        optional = {"tiêu đề tệp"}
        root = self.keys(self.tree.value, (), {"bộ hồ sơ", "văn bản", *optional}, optional)
        documents = tuple(self._document(value, at) for value, at in self.list(root, (), "văn bản"))
        title = self.text(root, (), "bộ hồ sơ")
        places = {**self.tree.keys, **self.tree.values}
        return DocumentSet(
            id=name,
            file=self.tree.file,
            title=title,
            model=model,
            file_title=self.text(root, (), "tiêu đề tệp"),
            documents=documents,
            places=places,
            wanted=documents,
        )

    def _document(self, value: Any, at: At) -> DocumentSpec:
        optional = {"ký hiệu", "nội bộ"}
        known = {"mã", "tệp", "tên", "tên loại", "các phần", *optional}
        keys = self.keys(value, at, known, optional)
        self.pictures, self.photos = [], []
        parts = tuple(self._part(inner, place) for inner, place in self.list(keys, at, "các phần"))
        return DocumentSpec(
            code=self.text(keys, at, "mã"),
            file=self._subject(keys.get("tệp", ""), (*at, "tệp")),
            title=self._subject(keys.get("tên", ""), (*at, "tên")),
            kind=self.text(keys, at, "tên loại"),
            is_internal=self.yes(keys, at, "nội bộ"),
            symbol=str(keys["ký hiệu"]) if "ký hiệu" in keys else None,
            parts=parts,
            pictures=tuple(self.pictures),
            photos=tuple(block.path for block in self.photos),
        )

    def _part(self, value: Any, at: At) -> Part:
        optional = {"trích yếu", "phụ lục", "kính gửi", "khổ ngang", "kết", "chân trang"}
        keys = self.keys(value, at, {"đầu", "gồm", *optional}, optional)
        head = _HEADS.get(self.choice(keys, at, "đầu", _HEADS), "titled")
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
            is_addressed=addressee is not None or self.yes(keys, at, "kính gửi"),
            addressee=addressee or OWN_ADDRESSEE,
            is_landscape=self.yes(keys, at, "khổ ngang"),
            has_foot="chân trang" not in keys or self.yes(keys, at, "chân trang"),
            blocks=self.blocks(keys, at),
            end=_ENDS[self.choice(keys, at, "kết", _ENDS)] if "kết" in keys else "none",
            at=at,
        )

    def _annex(self, value: Any, at: At) -> Annex:
        keys = self.keys(value, at, {"số", "tên", "kèm theo"})
        texts = [self.text(keys, at, key) for key in ("số", "tên", "kèm theo")]
        return Annex(*texts)

    def _subject(self, value: Any, at: At) -> Subject:
        if isinstance(value, str):
            return Subject(value, value, value)
        keys = self.keys(value, at, set(_VERDICTS))
        met, not_met, open_ = (self.text(keys, at, verdict) for verdict in _VERDICTS)
        return Subject(met, not_met, open_)

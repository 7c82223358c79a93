"""What people wrote about a dossier, and its files: each once, with every place it stands in.

These may have to be taken out again; figures, codes and names of offices never are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, select

from registry.store.canonical_json import canonical, kept
from registry.store.dossier_keys import Key
from registry.store.schema import (
    appraisals,
    decisions,
    events,
    evidence,
    files,
    remark_answers,
    remarks,
    submissions,
)
from registry.store.veil import is_mark, mark, text_sha256

SHORTEST_WITHIN = 8
"""Characters of a text that is taken out where it stands within a longer one, too."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One field of one row: ``submissions``, ``1/2``, ``notes``."""

    place: str
    entry: str
    field: str

    @property
    def words(self) -> str:
        """The spot as an officer names it; of dossiers only the number in the register."""
        number = self.entry.split("/")
        if self.place == "files":
            return f"tệp minh chứng {self.entry[:12]}…"
        if self.place == "events":
            return f"lý do của mắt xích {self.entry}"
        return f"{_WORDS[self.place, self.field]} {number[1]}"


_WORDS = {
    ("submissions", "notes"): "ghi chú của bản nộp",
    ("submissions", "source"): "tên tệp của bản nộp",
    ("evidence", "name"): "tên minh chứng của bản nộp",
    ("evidence", "proofs"): "lời về minh chứng của bản nộp",
    ("appraisals", "content"): "lời của bản thẩm định",
    ("appraisals", "result"): "kết quả của bản thẩm định",
    ("appraisals", "source"): "tên tệp của bản thẩm định",
    ("decisions", "content"): "lý do của quyết định",
    ("remarks", "text"): "yêu cầu bổ sung",
    ("remark_answers", "text"): "trả lời yêu cầu bổ sung",
}


@dataclass(slots=True)
class FreeText:
    """A text with the spots it stands in; of a file ``text`` is its name."""

    sha256: str
    text: str
    is_file: bool
    spots: list[Spot] = field(default_factory=list)

    @property
    def handle(self) -> str:
        """What a person types to name it."""
        return self.sha256[:12]

    @property
    def places(self) -> list[str]:
        """Where it stands, in words, each place once."""
        return list(dict.fromkeys(spot.words for spot in self.spots))


Walk = Callable[[Any], Iterator[str]]
"""Yields what is a free text among plain JSON values."""


def _itself(value: Any) -> Iterator[str]:
    yield value


def _of_a_form(notes: Any) -> Iterator[str]:
    for name in ("profile", "sources", "notes"):
        yield from notes[name].values()
    for given in notes["evidence"].values():
        yield from _of_a_paper(given)


def _of_a_paper(given: Any) -> Iterator[str]:
    yield from (given.get(name) for name in ("number", "day", "issuer", "page"))


def _of_proofs(proofs: Any) -> Iterator[str]:
    for proof in proofs:
        yield from _of_a_paper(proof.get("given") or {})


def _of_an_appraisal(content: Any) -> Iterator[str]:
    for finding in content["parts"].values():
        yield finding["text"]
    for ruling in content["rulings"]:
        yield from (ruling[name] for name in ("reason", "citation", "by"))


def _of_a_decision(content: Any) -> Iterator[str]:
    yield content["reason"]


def _nothing(_: Any) -> Iterator[str]:
    return iter(())


@dataclass(frozen=True, slots=True)
class Column:
    """A column that people's words stand in: how to find them, how its values are written."""

    table: Table
    name: str
    texts: Walk
    write: Callable[[Any], str] | None = None
    """``None`` where the value is the text itself."""

    def value(self, stored: str) -> Any:
        """Return what is stored as plain values."""
        return stored if self.write is None else json.loads(stored)

    def stored(self, value: Any) -> str:
        """Return plain values as they are stored."""
        return value if self.write is None else self.write(value)


COLUMNS = (
    Column(events, "reason", _itself),
    Column(submissions, "notes", _of_a_form, canonical),
    Column(submissions, "source", _itself),
    Column(evidence, "name", _itself),
    Column(evidence, "proofs", _of_proofs, canonical),
    Column(appraisals, "content", _of_an_appraisal, canonical),
    Column(appraisals, "result", _nothing, kept),
    Column(appraisals, "source", _itself),
    Column(decisions, "content", _of_a_decision, canonical),
    Column(remarks, "text", _itself),
    Column(remark_answers, "text", _itself),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a column, with the spot it stands in."""

    column: Column
    spot: Spot
    row: dict[str, Any]
    """The key of its row by column."""
    value: Any


def cells(connection: Connection, number: int, key: Key) -> Iterator[Cell]:
    """Yield every value of a dossier in which people's words may stand."""
    for column in COLUMNS:
        table = column.table
        keys = list(table.primary_key)
        about: ColumnElement[bool] = table.c.dossier == (str(key) if table is events else number)
        query = select(*keys, table.c[column.name].label("stored")).where(about).order_by(*keys)
        for row in connection.execute(query).mappings().all():
            if row["stored"] is not None:
                at = {one.name: row[one.name] for one in keys}
                spot = Spot(table.name, "/".join(map(str, at.values())), column.name)
                yield Cell(column, spot, at, column.value(row["stored"]))


def free_texts(connection: Connection, number: int, key: Key) -> list[FreeText]:
    """Return the texts and files of a dossier that are there still, in the order of its rows."""
    found: dict[str, FreeText] = {}
    for cell in cells(connection, number, key):
        for text in cell.column.texts(cell.value):
            if not text or is_mark(text):
                continue
            sha256 = text_sha256(text)
            one = found.setdefault(sha256, FreeText(sha256, text, is_file=False))
            if cell.spot not in one.spots:
                one.spots.append(cell.spot)
    query = (
        select(files.c.sha256, evidence.c.name)
        .join(evidence, evidence.c.sha256 == files.c.sha256)
        .where(evidence.c.dossier == number, files.c.content != b"")
        .order_by(evidence.c.version, evidence.c.position)
    )
    for row in connection.execute(query):
        spot = Spot("files", row.sha256, "content")
        found.setdefault(row.sha256, FreeText(row.sha256, row.name, is_file=True, spots=[spot]))
    return [*found.values()]


def without(value: Any, texts: frozenset[str]) -> Any:
    """Return plain values with the mark in place of each text that is, or holds, one of these."""
    match value:
        case str():
            return mark(value) if any(_holds(value, text) for text in texts) else value
        case dict():
            return {key: without(item, texts) for key, item in value.items()}
        case list():
            return [without(item, texts) for item in value]
    return value


def _holds(value: str, text: str) -> bool:
    return value == text or (len(text) >= SHORTEST_WITHIN and text in value)

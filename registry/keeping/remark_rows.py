"""Remarks and answers against the events they came with: count, hash, number, version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Table, select

from registry.acts.remarks import noted
from registry.keeping.content_audit import fault
from registry.keeping.links import Rows, Seen
from registry.store.dossier_keys import Key
from registry.store.schema import remark_answers, remarks
from registry.store.veil import is_mark
from scoring.base.problems import Problem

_WORDS = {remarks.name: "yêu cầu bổ sung", remark_answers.name: "trả lời yêu cầu bổ sung"}
_SAID = {
    remarks.name: ("number", "place", "text"),
    remark_answers.name: ("number", "version", "text"),
}

Row = Mapping[str, Any]


def remark_problems(
    connection: Connection,
    seen: Seen,
    keys: Mapping[int, Key],
    only: Collection[Key] | None,
) -> Iterator[Problem]:
    """Yield what is changed, lost or stray among remarks and answers."""
    asked: dict[int, dict[int, int]] = defaultdict(dict)
    for row in _rows(connection, remarks):
        asked[row["dossier"]][row["number"]] = row["seq"]
    yield from _table(connection, remarks, seen, (seen.remarks, keys, only))
    yield from _table(connection, remark_answers, seen, (seen.answers, keys, only))
    for row in _rows(connection, remark_answers):
        key = keys.get(row["dossier"])
        is_about = only is None or key in only
        if is_about and asked[row["dossier"]].get(row["number"], row["seq"]) >= row["seq"]:
            place = f"{key or '?'}, {_WORDS[remark_answers.name]} {row['number']}"
            yield fault(place, "khong-dung-buoc", "trả lời trước khi có yêu cầu")


def _table(
    connection: Connection,
    table: Table,
    seen: Seen,
    said: tuple[Rows, Mapping[int, Key], Collection[Key] | None],
) -> Iterator[Problem]:
    rows, keys, only = said
    words = _WORDS[table.name]
    found: dict[int, list[Row]] = defaultdict(list)
    for row in _rows(connection, table):
        key = keys.get(row["dossier"])
        if only is not None and key not in only:
            continue
        place = f"{key or '?'}, {words} {row['number']}"
        if row["seq"] not in rows or rows[row["seq"]][0] != key:
            yield fault(place, "dong-la", "không sự kiện nào ghi dòng này")
            continue
        found[row["seq"]].append(row)
        entry = "/".join(str(row[column.name]) for column in table.primary_key)
        if is_mark(row["text"]) and not seen.redacted.touches(table.name, entry, "text"):
            message = "lời bị che mà không sự kiện nào ghi việc che"
            yield fault(place, "noi-dung-bi-sua", message)
    for seq, (key, note) in rows.items():
        if only is not None and key not in only:
            continue
        place = f"{key}, {words} (mắt xích {seq})"
        here = [{name: row[name] for name in _SAID[table.name]} for row in found[seq]]
        if len(here) != note["count"]:
            message = f"sự kiện ghi {note['count']} dòng, sổ có {len(here)}"
            yield fault(place, "mat-dong", message)
        elif noted(here) != note:
            yield fault(place, "noi-dung-bi-sua", "không khớp với chuỗi sự kiện")


def _rows(connection: Connection, table: Table) -> list[Row]:
    query = select(table).order_by(table.c.dossier, table.c.number)
    return [dict(row) for row in connection.execute(query).mappings()]

"""Texts and files of evidence against their names, which are hashes, and against who needs them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import Connection, select

from registry.store.schema import dossiers, evidence, files, submissions, texts
from registry.workflow.settings import RULESET
from scoring.base.canonical import sha256_of_text
from scoring.base.problems import Place, Problem, shown

_STRAY = "không sự kiện nào ghi dòng này"


def contents_that_differ(
    connection: Connection, settings: Mapping[str, str], taken_out: Collection[str]
) -> Iterator[Problem]:
    """Yield what is changed, lost or stray among texts and files.

    *settings* maps the SHA-256 of each text that an event names to what kind it is, *taken_out*
    holds those of the files that an event emptied.
    """
    yield from texts_that_differ(connection, settings)
    yield from _files(connection, taken_out)


def texts_that_differ(connection: Connection, settings: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what is changed, lost or stray among texts alone."""
    query = (
        select(submissions.c.ruleset_sha256, dossiers.c.ruleset)
        .join(dossiers, dossiers.c.id == submissions.c.dossier)
        .distinct()
    )
    scored: dict[str, set[str]] = {}
    for row in connection.execute(query):
        scored.setdefault(row.ruleset_sha256, set()).add(row.ruleset)
    needed = {**settings, **dict.fromkeys(scored, RULESET)}
    found = set()
    for row in connection.execute(select(texts).order_by(texts.c.sha256)):
        found.add(row.sha256)
        place = f"{row.kind} {row.name}"
        if sha256_of_text(row.content) != row.sha256:
            yield fault(place, "noi-dung-bi-sua", "nội dung không khớp SHA-256 của nó")
        kind = needed.get(row.sha256)
        if kind is None:
            # A stray ruleset is no trifle: the register takes packages under rulesets it knows.
            yield fault(f"{place} ({row.sha256[:12]}…)", "dong-la", _STRAY)
        elif row.kind != kind or (kind == RULESET and row.name not in scored[row.sha256]):
            expected = " hoặc ".join([kind] if kind != RULESET else sorted(scored[row.sha256]))
            message = f"loại hay tên của văn bản này đã bị sửa; phải là {shown(expected)}"
            yield fault(f"{place} ({row.sha256[:12]}…)", "noi-dung-bi-sua", message)
    for sha256 in sorted(needed.keys() - found):
        yield fault(f"văn bản {sha256[:12]}…", "mat-dong", "dòng đã mất")


def _files(connection: Connection, taken_out: Collection[str]) -> Iterator[Problem]:
    used = set(connection.execute(select(evidence.c.sha256).distinct()).scalars())
    kept = set()
    for row in connection.execute(
        select(files.c.sha256, files.c.size).order_by(files.c.sha256)
    ).all():
        kept.add(row.sha256)
        place = f"tệp minh chứng {row.sha256[:12]}…"
        # One at a time: a file may have 20 MB.
        query = select(files.c.content).where(files.c.sha256 == row.sha256)
        content = connection.execute(query).scalar_one()
        if row.sha256 in taken_out:
            # Whether it is empty is asked with what was taken out.
            pass
        elif hashlib.sha256(content).hexdigest() != row.sha256:
            yield fault(place, "noi-dung-bi-sua", "nội dung không khớp SHA-256 của nó")
        elif len(content) != row.size:
            message = f"tệp có {len(content)} byte, sổ ghi {row.size}"
            yield fault(place, "noi-dung-bi-sua", message)
        if row.sha256 not in used:
            yield fault(place, "dong-la", _STRAY)
    for sha256 in sorted(used - kept):
        yield fault(f"tệp minh chứng {sha256[:12]}…", "mat-dong", "tệp đã mất")


def fault(place: str, code: str, message: str) -> Problem:
    """Return a finding on what *place* names."""
    return Problem(Place(place), code, message)

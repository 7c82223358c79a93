"""The tables of a register. Everything but ``states`` is written once and never changed.

Texts and whole numbers only, so that SQLite and PostgreSQL hold the very same values. Days and
times are ISO 8601 texts; ``detail``, ``assessment``, ``result`` … are canonical JSON.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()


def _table(name: str, *items: Column[Any] | UniqueConstraint | ForeignKeyConstraint) -> Table:
    # Without SQLite's own row number there is no second way to a row: every key is guarded.
    return Table(name, metadata, *items, sqlite_strict=True, sqlite_with_rowid=False)


texts = _table(
    "texts",
    Column("sha256", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("content", Text, nullable=False),
)
"""Rulesets, workflows, deadlines: every text ever used, by the SHA-256 of its bytes."""

files = _table(
    "files",
    Column("sha256", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
"""Evidence, each file once however many dossiers hold it."""

dossiers = _table(
    "dossiers",
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("commune", Text, nullable=False),
    Column("year", Integer, nullable=False, index=True),
    Column("ruleset", Text, nullable=False),
    UniqueConstraint("commune", "year", "ruleset"),
)
"""A commune's year under one ruleset (its id; which text of it, each submission says)."""

submissions = _table(
    "submissions",
    Column("dossier", Integer, ForeignKey("dossiers.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("sha256", Text, nullable=False, index=True),
    Column("ruleset_sha256", Text, ForeignKey("texts.sha256"), nullable=False),
    Column("assessment", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("office", Text),
    Column("notes", Text),
    Column("documents", Text, nullable=False),
    Column("package_sha256", Text, index=True),
    Column("source", Text, nullable=False),
)
"""Every version a commune sent. ``sha256`` is of its content, ``source`` the file's name.

``result`` is the whole ``phuhop.result/1``, ``summary`` the few values of it that lists show.
"""

evidence = _table(
    "evidence",
    Column("dossier", Integer, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("proofs", Text, nullable=False),
    Column("sha256", Text, ForeignKey("files.sha256"), nullable=False),
    ForeignKeyConstraint(["dossier", "version"], ["submissions.dossier", "submissions.version"]),
)
"""Which files a version holds; ``proofs`` says for which parts of the ruleset."""

appraisals = _table(
    "appraisals",
    Column("dossier", Integer, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("submission", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("source", Text, nullable=False),
    ForeignKeyConstraint(["dossier", "submission"], ["submissions.dossier", "submissions.version"]),
)
"""Every version of the verifier's sheet, with what the engine made of it."""

decisions = _table(
    "decisions",
    Column("dossier", Integer, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("appraisal", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("content", Text, nullable=False),
    ForeignKeyConstraint(["dossier", "appraisal"], ["appraisals.dossier", "appraisals.version"]),
)
"""Recognised or not: outcome, number, day, signer, reason."""

events = _table(
    "events",
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("agency", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("dossier", Text, index=True),
    Column("before", Text),
    Column("after", Text),
    Column("reason", Text),
    Column("detail", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    UniqueConstraint("hash"),
)
"""The chain: who did what, when, to which dossier (``99001/2024@06-QD-TTg-2019``)."""

remarks = _table(
    "remarks",
    Column("dossier", Integer, ForeignKey("dossiers.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("seq", Integer, ForeignKey("events.seq"), nullable=False, index=True),
    Column("place", Text, nullable=False),
    Column("text", Text, nullable=False),
)
"""What a verifier asks a commune to add or mend, numbered on through all returns of a dossier.

``place`` is a code of the ruleset (part, item, figure, row of evidence) or ``chung``; the event
of the return, ``seq``, holds how many there are and their hash.
"""

remark_answers = _table(
    "remark_answers",
    Column("dossier", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("seq", Integer, ForeignKey("events.seq"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("text", Text, nullable=False),
    ForeignKeyConstraint(["dossier", "number"], ["remarks.dossier", "remarks.number"]),
)
"""What a commune answers to a remark, with the step ``seq`` that hands in the version again."""

redactions = _table(
    "redactions",
    Column("seq", Integer, ForeignKey("events.seq"), primary_key=True, autoincrement=False),
    Column("place", Text, primary_key=True),
    Column("entry", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("content", Text, nullable=False),
)
"""What stands in place of texts that were taken out: table, key and column of each, and the
event that says by whom and why. Of a file nothing is left."""

states = _table(
    "states",
    Column("dossier", Integer, ForeignKey("dossiers.id"), primary_key=True),
    Column("state", Text, nullable=False, index=True),
    Column("locked", Integer, nullable=False),
    Column("submission", Integer, nullable=False),
    Column("appraisal", Integer),
    Column("decision", Integer),
    Column("since", Text, nullable=False),
    Column("due", Text),
    Column("seq", Integer, nullable=False),
)
"""What the events come to, for looking up quickly; the audit compares."""

APPEND_ONLY = (
    texts,
    files,
    dossiers,
    submissions,
    evidence,
    appraisals,
    decisions,
    events,
    remarks,
    remark_answers,
    redactions,
)

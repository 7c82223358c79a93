"""Triggers that let a text be replaced when a redaction says by what, and nothing else.

They stand where ``triggers`` refuses every update. A row of ``redactions`` names the one field
and its new value; the audit asks for the event that wrote this row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

FIELDS: Mapping[str, tuple[str, ...]] = {
    "submissions": ("notes", "source"),
    "evidence": ("name", "proofs"),
    "appraisals": ("content", "result", "source"),
    "decisions": ("content",),
    "events": ("reason",),
    "remarks": ("text",),
    "remark_answers": ("text",),
    "files": ("content",),
}
"""What people write: the columns of each table whose texts may be taken out."""

_BYTES = frozenset({"files"})
"""Tables whose content is no text: it is emptied."""


@dataclass(frozen=True, slots=True)
class Guarded:
    """A table with its columns and those of its key, as a migration or the schema states them."""

    name: str
    columns: Sequence[str]
    key: Sequence[str]


def statements(
    dialect: str, tables: Sequence[Guarded], message: str, schema: str = ""
) -> Iterator[str]:
    """Yield what makes the triggers; *schema* is where PostgreSQL keeps ``redactions``."""
    for table in tables:
        name = f"{table.name}_no_update"
        if dialect == "sqlite":
            yield sqlite_trigger(table, message)
            continue
        function = f"phuhop_redacts_{table.name}"
        yield (
            f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$${function_body(table, message, schema)}$$"
        )
        yield (
            f"CREATE TRIGGER {name} BEFORE UPDATE ON {table.name} FOR EACH ROW "
            f"EXECUTE FUNCTION {function}()"
        )
        yield f"ALTER TABLE {table.name} ENABLE ALWAYS TRIGGER {name}"


def sqlite_trigger(table: Guarded, message: str) -> str:
    """Return the statement of the trigger on SQLite."""
    allowed = _allowed(table, "IS", "redactions")
    return (
        f"CREATE TRIGGER {table.name}_no_update BEFORE UPDATE ON {table.name} "
        f"WHEN NOT ({allowed}) BEGIN SELECT RAISE(ABORT, '{message}: {table.name}'); END"
    )


def function_body(table: Guarded, message: str, schema: str) -> str:
    """Return the body of the trigger's function on PostgreSQL.

    The schema is named: whoever has a table of that name elsewhere cannot put it before ours.
    """
    allowed = _allowed(table, "IS NOT DISTINCT FROM", f'"{schema}".redactions')
    return (
        f" BEGIN IF NOT ({allowed}) THEN RAISE EXCEPTION '{message}: %', TG_TABLE_NAME; "
        "END IF; RETURN NEW; END "
    )


def _allowed(table: Guarded, same: str, redactions: str) -> str:
    """Return the condition of an update that a redaction asks for, and that changes something."""
    changes = " AND ".join(f"NEW.{column} {same} OLD.{column}" for column in table.columns)
    return f"{_as_told(table, same, redactions)} AND NOT ({changes})"


def _as_told(table: Guarded, same: str, redactions: str) -> str:
    entry = " || '/' || ".join(f"CAST(OLD.{column} AS TEXT)" for column in table.key)
    value = "length(NEW.{0}) = 0" if table.name in _BYTES else "r.content = NEW.{0}"
    parts = []
    for column in table.columns:
        kept = f"NEW.{column} {same} OLD.{column}"
        if column in FIELDS[table.name]:
            told = (
                f"SELECT 1 FROM {redactions} r WHERE r.place = '{table.name}' "  # noqa: S608 # nosec B608 -- ours
                f"AND r.entry = {entry} AND r.field = '{column}' AND {value.format(column)}"
            )
            kept = f"({kept} OR EXISTS ({told}))"
        parts.append(kept)
    return " AND ".join(parts)

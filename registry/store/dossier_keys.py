"""How a person names a dossier: ``99001/2024``; under one of two rulesets ``99001/2024@id``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import Connection, select

from registry.store.schema import dossiers
from scoring.base.problems import Place, Problem, ProblemsFound, shown

_FORM = re.compile(r"([0-9]{5})/([0-9]{4})(?:@([^@\s]+))?")


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """A commune's five digits, the assessment year, the ruleset's id."""

    commune: str
    year: int
    ruleset: str

    def __str__(self) -> str:
        """Return the full name, as events hold it."""
        return f"{self.short}@{self.ruleset}"

    @property
    def short(self) -> str:
        """The name without the ruleset, as people say it."""
        return f"{self.commune}/{self.year}"


class WrongKey(ValueError):  # noqa: N818 -- it names what was given
    """The text is not the name of a dossier."""


def parse_key(text: str) -> tuple[str, int, str | None]:
    """Return commune, year and, where given, ruleset; raises ``WrongKey``.

    >>> parse_key("99001/2024")
    ('99001', 2024, None)
    """
    found = _FORM.fullmatch(text.strip())
    if found is None:
        hint = "viết MÃ_XÃ/NĂM như 99001/2024, khi cần thêm @bộ-tiêu-chí"
        raise WrongKey(f"{shown(text)} không phải tên hồ sơ; {hint}")
    return found[1], int(found[2]), found[3]


def full_key(text: str) -> Key:
    """Return the key an event holds; raises ``WrongKey``."""
    commune, year, ruleset = parse_key(text)
    if ruleset is None:
        raise WrongKey(text)
    return Key(commune, year, ruleset)


def find(connection: Connection, text: str) -> tuple[int, Key]:
    """Return the number and full key of a dossier in the register.

    Raises ``WrongKey`` for what is no name, ``ProblemsFound`` where there is no such dossier,
    or one under each of several rulesets.
    """
    commune, year, ruleset = parse_key(text)
    query = select(dossiers).where(dossiers.c.commune == commune, dossiers.c.year == year)
    rows = connection.execute(query.order_by(dossiers.c.ruleset)).all()
    fitting = [row for row in rows if ruleset in {None, row.ruleset}]
    place = Place(text)
    if len(fitting) == 1:
        row = fitting[0]
        return row.id, Key(row.commune, row.year, row.ruleset)
    keys = [str(Key(row.commune, row.year, row.ruleset)) for row in fitting]
    if keys:
        message = f"có {len(keys)} hồ sơ, theo {len(keys)} bộ tiêu chí"
        hint = f"viết rõ: {', '.join(keys)}"
        raise ProblemsFound([Problem(place, "nhieu-ho-so", message, hint)])
    raise ProblemsFound([_absent(connection, place, commune)])


def _absent(connection: Connection, place: Place, commune: str) -> Problem:
    query = select(dossiers).where(dossiers.c.commune == commune)
    others = connection.execute(query.order_by(dossiers.c.year, dossiers.c.ruleset)).all()
    named = ", ".join(str(Key(row.commune, row.year, row.ruleset)) for row in others)
    hint = f"xã này có: {named}" if named else "xem danh sách hồ sơ"
    return Problem(place, "khong-co-ho-so", "sổ không có hồ sơ này", hint)

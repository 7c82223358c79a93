"""Which ruleset a command uses: by id, by file, by day, or by each row's year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import criteria
from scoring.rules.catalogue import Catalogue, catalogue
from scoring.rules.loading import load

if TYPE_CHECKING:
    from scoring.rules.ruleset import Ruleset

Choose = Callable[[int], "Ruleset | None"]


class Day(click.ParamType):  # type: ignore[type-arg]  # generic only in newer click
    """A day written as ``2024-11-30`` or ``30/11/2024``."""

    name = "ngày"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day; a wrong one is wrong usage."""
        if isinstance(value, date):
            return value
        try:
            if "/" in value:
                day, month, year = (int(piece) for piece in value.split("/"))
                return date(year, month, day)
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} không phải là ngày; viết ngày như 2024-11-30", param, ctx)


def ruleset_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add ``--ruleset`` and ``--as-of`` to a command."""
    command = click.option(
        "--as-of",
        "as_of",
        type=Day(),
        metavar="NGÀY",
        help="Dùng bộ tiêu chí có hiệu lực vào ngày này (mặc định: 31/12 của năm đánh giá).",
    )(command)
    return click.option(
        "--ruleset",
        "ruleset",
        metavar="MÃ",
        help="Mã bộ tiêu chí (xem: phuhop rules list), hoặc đường dẫn tới một tệp YAML.",
    )(command)


def shipped() -> Catalogue:
    """Return the rulesets that travel with the program; raises ``ProblemsFound``."""
    return catalogue(criteria.DECISIONS)


def choose_ruleset(ruleset: str | None, as_of: date | None) -> Choose:
    """Return the function that gives the ruleset of an assessment year.

    Raises ``click.UsageError`` for an unknown id or day, ``ProblemsFound`` for faulty files.
    """
    if ruleset is not None and as_of is not None:
        raise click.UsageError("chỉ dùng một trong hai: --ruleset hoặc --as-of")
    if ruleset is not None:
        chosen = named_ruleset(ruleset)
        return lambda _year: chosen
    rulesets = shipped()
    if as_of is None:
        return rulesets.for_year
    in_force = rulesets.in_force_on(as_of)
    if in_force is None:
        raise click.UsageError(f"ngày {as_of:%d/%m/%Y} chưa có bộ tiêu chí nào có hiệu lực")
    return lambda _year: in_force


def named_ruleset(name: str) -> Ruleset:
    """Return a ruleset by its id, or from a YAML file of the user's (a draft is a copy)."""
    if name.endswith((".yaml", ".yml")):
        return load(Path(name))
    try:
        return shipped().get(name)
    except LookupError as error:
        raise click.UsageError(str(error.args[0])) from None


def chosen_codes(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes of ``all`` or ``01,03`` in the set's order.

    Raises ``click.UsageError`` for a code the set does not have.

    >>> chosen_codes("03, 1", ("01", "02", "03"))
    ('01', '03')
    """
    if text.strip() == "all":
        return known
    asked = [piece.strip().zfill(2) for piece in text.split(",") if piece.strip()]
    strange = [code for code in asked if code not in known]
    if strange or not asked:
        named = f"không có văn bản «{strange[0]}»" if strange else "chưa nêu văn bản nào"
        raise click.UsageError(f"{named}; các mã: {', '.join(known)}, hoặc all")
    return tuple(code for code in known if code in asked)

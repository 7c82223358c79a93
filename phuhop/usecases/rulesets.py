"""Which ruleset a command uses: by id, by file, by day, or by each row's year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import criteria
from phuhop.usecases.wrong_use import WrongUse
from scoring.rules.catalogue import Catalogue, catalogue
from scoring.rules.loading import load

if TYPE_CHECKING:
    from scoring.rules.ruleset import Ruleset

Choose = Callable[[int], "Ruleset | None"]


def shipped() -> Catalogue:
    """Return the rulesets that travel with the program; raises ``ProblemsFound``."""
    return catalogue(criteria.DECISIONS)


def choose_ruleset(ruleset: str | None, as_of: date | None) -> Choose:
    """Return the function that gives the ruleset of an assessment year.

    Raises ``WrongUse`` for an unknown id or day, ``ProblemsFound`` for faulty files.
    """
    if ruleset is not None and as_of is not None:
        raise WrongUse("as_of", "chỉ nêu một trong hai: bộ tiêu chí, hoặc ngày có hiệu lực")
    if ruleset is not None:
        chosen = named_ruleset(ruleset)
        return lambda _year: chosen
    rulesets = shipped()
    if as_of is None:
        return rulesets.for_year
    in_force = rulesets.in_force_on(as_of)
    if in_force is None:
        raise WrongUse("as_of", f"ngày {as_of:%d/%m/%Y} chưa có bộ tiêu chí nào có hiệu lực")
    return lambda _year: in_force


def named_ruleset(name: str) -> Ruleset:
    """Return a ruleset by its id, or from a YAML file of the user's (a draft is a copy)."""
    if name.endswith((".yaml", ".yml")):
        return load(Path(name))
    try:
        return shipped().get(name)
    except LookupError as error:
        raise WrongUse("ruleset", str(error.args[0])) from None

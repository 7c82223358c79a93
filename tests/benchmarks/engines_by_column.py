"""Engines that take whole columns. Each function prepares and returns ``() -> totals``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from engine_terms import AgainstBefore, Bands, Items, Term

Named = dict[str, list]


def pandas_cut(terms: list[Term], named: Named) -> Callable[[], np.ndarray]:
    import pandas as pd

    frame = pd.DataFrame(named)

    def score() -> np.ndarray:
        total = np.zeros(len(frame), np.int64)
        for term in terms:
            match term:
                case Items():
                    for code, points in term.points.items():
                        total += frame[code].to_numpy() * points
                case Bands():
                    edges = [-np.inf, *(edge for edge, _ in reversed(term.edges)), np.inf]
                    points = [term.lowest, *(p for _, p in reversed(term.edges))]
                    value = frame[term.top]
                    if term.bottom is not None:
                        # Multiplied first: 29 / 50 * 100 is not 58 in floating point.
                        value = value * term.multiplier / frame[term.bottom]
                    rows = pd.cut(value, edges, labels=False, right=False)
                    total += np.array(points)[rows.to_numpy()]
                case AgainstBefore():
                    total += _trend(term, lambda code: frame[code].to_numpy())
        return total

    return score


def _trend(term: AgainstBefore, get: Callable[[str], Any]) -> np.ndarray:
    none, lower, equal, higher = term.points
    (a, b), (c, d) = (x.split(" * ") for x in (term.now, term.before))
    now, before = get(a) * get(b), get(c) * get(d)
    conditions = [get(term.cases) == 0, now < before, now == before]
    return np.select(conditions, [none, lower, equal], higher)


def openfisca(terms: list[Term], named: Named) -> Callable[[], np.ndarray]:
    """A variable for each part; bands are OpenFisca's own scale of single amounts."""
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    commune = build_entity("commune", "communes", "", is_person=True)
    system = TaxBenefitSystem([commune])
    shape = {"entity": commune, "definition_period": DateUnit.YEAR}
    for code, values in named.items():
        kind = bool if isinstance(values[0], bool) else int
        system.add_variable(type(code, (Variable,), {"value_type": kind, **shape}))
    for number, term in enumerate(terms):
        members = {"value_type": int, "formula": _formula(term), **shape}
        system.add_variable(type(f"p{number}", (Variable,), members))

    def score() -> np.ndarray:
        simulation = SimulationBuilder().build_default_simulation(system, len(first))
        for code, values in arrays.items():
            simulation.set_input(code, "2024", values)
        return sum(simulation.calculate(f"p{n}", "2024") for n in range(len(terms)))

    arrays = {code: np.array(values) for code, values in named.items()}
    first = next(iter(arrays.values()))
    return score


def _formula(term: Term) -> Callable:
    from openfisca_core.taxscales import SingleAmountTaxScale

    scale = SingleAmountTaxScale()
    if isinstance(term, Bands):
        scale.add_bracket(float("-inf"), term.lowest)
        for edge, points in reversed(term.edges):
            scale.add_bracket(edge, points)

    def formula(commune: Any, period: Any, _parameters: Any) -> np.ndarray:
        match term:
            case Items():
                return sum(commune(code, period) * points for code, points in term.points.items())
            case Bands():
                value = commune(term.top, period)
                if term.bottom is not None:
                    value = value * term.multiplier / commune(term.bottom, period)
                return scale.calc(value)
        return _trend(term, lambda code: commune(code, period))

    return formula


ENGINES: dict[str, tuple[str, Callable[[list[Term], Named], Callable[[], np.ndarray]]]] = {
    "pandas.cut": ("pandas", pandas_cut),
    "OpenFisca-Core": ("openfisca_core", openfisca),
}

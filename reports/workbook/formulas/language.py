"""Pieces of spreadsheet formulas, of functions that Excel 2010 and LibreOffice share.

Everything that decides is compared as whole numbers multiplied crosswise, as in the scorer;
a blank or wrong input is the empty text, which equals no number and earns nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from scoring.engine.score_sheet import Finding, Outcome
from scoring.rules.kinds.bands import Band

NOTHING = '""'
SCORED, MISSING, NEEDS_APPRAISAL, UNKNOWN_RULE = (f'"{outcome.value}"' for outcome in Outcome)
MET, NOT_MET, CANNOT_SAY = (f'"{finding.value}"' for finding in Finding)

_LONGEST_TEXT = 240
"""Excel takes at most 255 characters in one text of a formula."""


def text(value: str) -> str:
    """Return a text as a formula writes it, in pieces where it is long.

    >>> text("Đạt")
    '"Đạt"'
    """
    pieces = [value[at : at + _LONGEST_TEXT] for at in range(0, len(value), _LONGEST_TEXT)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


def when(condition: str, then: str, otherwise: str) -> str:
    """Return ``IF(…)``."""
    return f"IF({condition},{then},{otherwise})"


def first(cases: Iterable[tuple[str, str]], otherwise: str) -> str:
    """Return the value of the first condition that holds, as nested ``IF``."""
    formula = otherwise
    for condition, value in reversed(list(cases)):
        formula = when(condition, value, formula)
    return formula


def both(conditions: Iterable[str]) -> str:
    """Return ``AND(…)`` of any number of conditions."""
    listed = list(conditions)
    return f"AND({','.join(listed)})" if listed else "TRUE"


def either(conditions: Iterable[str]) -> str:
    """Return ``OR(…)`` of any number of conditions."""
    listed = list(conditions)
    return f"OR({','.join(listed)})" if listed else "FALSE"


def is_blank(*cells: str) -> str:
    """Return the condition that one of the computed *cells* has no value."""
    return either(f'{cell}=""' for cell in cells)


def choose(index: str, values: Sequence[str]) -> str:
    """Return ``CHOOSE(…)``; *index* counts from 1."""
    return f"CHOOSE({index},{','.join(values)})"


def whole(points: Fraction | None, scale: int) -> str:
    """Return points as a whole number of ``1/scale``; 0 stands for points not known."""
    return str(int((points or Fraction(0)) * scale))


def least_above(quotient: str) -> str:
    """Return the formula for rounding up to a whole number."""
    return f"-INT(-({quotient}))"


def holds(band: Band, top: str, bottom: str) -> str:
    """Return the condition that *top* ÷ *bottom* lies in *band*, multiplied crosswise."""
    bounds = (
        (band.at_least, ">="),
        (band.above, ">"),
        (band.at_most, "<="),
        (band.below, "<"),
    )
    return both(
        f"{times(top, bound.denominator)}{sign}{times(bottom, bound.numerator)}"
        for bound, sign in bounds
        if bound is not None
    )


def times(factor: str, number: int) -> str:
    """Return a product, without a factor of 1."""
    if number == 1:
        return factor
    return str(int(factor) * number) if factor.isdigit() else f"{factor}*{number}"


def rounded(value: str, keeps: Iterable[str]) -> str:
    """Return *value* rounded for the eye to the fewest decimals that stay on its own side.

    *keeps* are conditions with ``{}`` for the rounded value: 94,999 must not print as 95.
    """
    conditions = list(keeps)
    cases = []
    for decimals in range(2, 10):
        shorter = f"ROUND({value},{decimals})"
        cases.append((both(condition.format(shorter) for condition in conditions), shorter))
    return first(cases, value) if conditions else f"ROUND({value},2)"


def same_side(edge: Fraction, top: str, bottom: str) -> str:
    """Return a condition for ``rounded``: the same side of *edge* as the exact ratio."""
    exact = f"{times(top, edge.denominator)}-{times(bottom, edge.numerator)}"
    number = edge.numerator if edge.denominator == 1 else f"{edge.numerator}/{edge.denominator}"
    return f"SIGN({{}}-{number})=SIGN({exact})"

"""What the check beside a figure says of a number that is likelier a percentage."""

from __future__ import annotations

from reports.workbook.formulas.language import both, text
from scoring.engine.lost_rates import HUNDRED, LostRate


def percent_doubt(rate: LostRate, cases: str, whole: str, unit: str) -> tuple[str, str] | None:
    """Return the condition and the words, ``None`` where no percentage can be told.

    *cases* and *whole* are the cells of the counts; the condition is the intake's
    (``LostRate.may_be_percent``).
    """
    least = rate.least_percent
    if least is None:
        return None
    own, all_ = f"N({cases})", f"N({whole})"
    condition = both(
        [
            f"{own}<={HUNDRED}",
            f"{all_}>{HUNDRED}",
            f"{own}*{least.denominator}>={least.numerator}",
            f"{own}*{HUNDRED * least.denominator}<{all_}*{least.numerator}",
        ]
    )
    share, meant = f"ROUND({own}*{HUNDRED}/{all_},2)", f"ROUND({own}*{all_}/{HUNDRED},0)"
    asked = text("? có phải đã ghi phần trăm? ")
    seen = f'{own}&" trên "&{all_}&" là "&{share}'
    words = f'{asked}&{seen}&" %; nếu là "&{own}&" % thì khoảng "&{meant}&{text(f" {unit}")}'
    return condition, words

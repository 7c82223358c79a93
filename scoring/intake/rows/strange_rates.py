"""Counts that make a rate as no honest count does: percentages typed where a count belongs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scoring.base.quantities import decimal_text, rate, vietnamese
from scoring.engine.lost_rates import HUNDRED, LostRate, lost_rates
from scoring.rules.ruleset import Ruleset

CHECK = "kiểm tra lại; nếu đúng thì để nguyên"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A warning that has only a heading yet; ``other`` is a second column it speaks of."""

    code: str
    heading: str | None
    message: str
    hint: str = CHECK
    other: str | None = None


class StrangeRates:
    """The rates of a ruleset that can be doubted, looked up once for any number of rows."""

    def __init__(self, ruleset: Ruleset) -> None:
        """Look up which rates earn nothing, and from where on."""
        self._figures = ruleset.figures
        self._rates = [
            (one.numerator, one.denominator, *one.screen, one) for one in lost_rates(ruleset)
        ]

    def of(self, figures: Mapping[str, int]) -> Iterator[Doubt]:
        """Yield the doubts about *figures*; without a count or its whole there is none."""
        for top, bottom, a, b, one in self._rates:
            cases, whole = figures.get(top), figures.get(bottom)
            if cases is None or not whole or a * cases > b * whole:
                continue
            if one.may_be_percent(cases, whole):
                yield self._percent(one, cases, whole)
            elif one.is_far(cases, whole):
                yield _far(one, cases, whole)

    def _percent(self, one: LostRate, cases: int, whole: int) -> Doubt:
        unit = self._figures[one.numerator].unit
        meant = (cases * whole + HUNDRED // 2) // HUNDRED
        message = (
            f"{_share(one, cases, whole)} %; nếu là {cases} % thì khoảng {vietnamese(meant)} {unit}"
        )
        hint = f"ghi số đếm, không ghi phần trăm; nếu đúng là {cases} {unit} thì để nguyên"
        return Doubt("co-the-la-phan-tram", one.numerator, message, hint, one.denominator)


def _far(one: LostRate, cases: int, whole: int) -> Doubt:
    unit = " %" if one.multiplier == HUNDRED else f" trên {vietnamese(one.multiplier)}"
    edge = f"{vietnamese(decimal_text(one.edge))}{unit}"
    far = "chưa được một nửa" if one.is_higher_better else "từ hai lần trở lên"
    message = (
        f"phần {one.part} được 0 điểm vì số này: {_share(one, cases, whole)}{unit}, {far} mức còn "
        f"điểm ({edge})"
    )
    hint = "nếu chưa có số liệu thì để trống; " if not cases else ""
    return Doubt("xa-muc-co-diem", one.numerator, message, hint + CHECK, one.denominator)


def _share(one: LostRate, cases: int, whole: int) -> str:
    share = vietnamese(decimal_text(rate(cases, whole, one.multiplier)))
    return f"{vietnamese(cases)} trên {vietnamese(whole)} là {share}"

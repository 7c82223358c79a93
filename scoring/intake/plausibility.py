"""Figures that can be true but hardly are: warnings, which withhold no result.

Each looks at the structure of the ruleset (what is a denominator, what is compared), never
at which figure it is. A warning that is usually wrong teaches people to read none, so each
threshold has its reason beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from scoring.base.problems import Place, Problem, Severity
from scoring.base.quantities import vietnamese
from scoring.engine.assessment import Assessment
from scoring.rules.indicators import Ratio
from scoring.rules.parts import AgainstPrevious, BandScale
from scoring.rules.ruleset import PREVIOUS, Ruleset

LARGEST_COUNT = 200_000
"""Persons or cases. The most populous commune-level units rarely have more than 300,000
inhabitants of every age, and children are between a fifth and a third of them."""

SMALLEST_COMPARED = 30
"""Below this many children a change by half is ordinary: 12 may well become 20."""

FEWEST_EQUAL = 3
"""So many compared figures must repeat before it looks copied; one or two repeat by chance."""

_CHECK = "kiểm tra lại; nếu đúng thì để nguyên"

PlaceOf = Callable[[str | None], Place | None]
"""The place of a heading's cell in the row, ``None`` where the table has no such column;
of the row itself when asked for ``None``."""


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A warning that has only a heading yet; ``other`` is a second column it speaks of."""

    code: str
    heading: str | None
    message: str
    hint: str = _CHECK
    other: str | None = None


def implausible(assessment: Assessment, ruleset: Ruleset, place_of: PlaceOf) -> Iterator[Problem]:
    """Yield a warning for every figure of *assessment* that deserves a second look.

    A doubt about a column that the table does not have is not raised: the missing column
    was told once for the whole table.
    """
    for doubts in (_large, _zero_denominators, _halves, _leaps, _copies):
        for doubt in doubts(assessment, ruleset):
            place = place_of(doubt.heading)
            if place is not None and (doubt.other is None or place_of(doubt.other) is not None):
                yield Problem(place, doubt.code, doubt.message, doubt.hint, Severity.WARNING)


def _periods(assessment: Assessment) -> tuple[tuple[str, str, Mapping[str, int]], ...]:
    """Suffix of the headings, words for messages, and the figures of both periods."""
    return ("", "", assessment.figures), (PREVIOUS, " kỳ trước", assessment.previous)


def rates(ruleset: Ruleset) -> Iterator[tuple[BandScale | AgainstPrevious, Ratio]]:
    """Yield the parts that read a ratio, each with it."""
    for _, part in ruleset.parts:
        if isinstance(part, BandScale | AgainstPrevious) and isinstance(part.indicator, Ratio):
            yield part, part.indicator


def _matters(part: BandScale | AgainstPrevious, suffix: str, assessment: Assessment) -> bool:
    """Whether a part reads this period: without a case now, nothing earlier is compared."""
    if not suffix:
        return True
    return (
        isinstance(part, AgainstPrevious) and assessment.figures.get(part.indicator.numerator) != 0
    )


def _large(assessment: Assessment, ruleset: Ruleset) -> Iterator[_Doubt]:
    for suffix, _, figures in _periods(assessment):
        for code, value in figures.items():
            if value > LARGEST_COUNT:
                message = f"{vietnamese(value)} {ruleset.figures[code].unit} là quá lớn với một xã"
                yield _Doubt("so-lon-bat-thuong", f"{code}{suffix}", message)


def _zero_denominators(assessment: Assessment, ruleset: Ruleset) -> Iterator[_Doubt]:
    """Where the ruleset gives points for a zero denominator, no case arose: that is no doubt."""
    for suffix, period, figures in _periods(assessment):
        parts: dict[str, list[str]] = {}
        for part, ratio in rates(ruleset):
            rule = part.zero_denominator
            if (
                figures.get(ratio.denominator) == 0
                and _matters(part, suffix, assessment)
                and rule is not None
                and rule.outcome == "chờ thẩm định"
            ):
                parts.setdefault(ratio.denominator, []).append(part.code)
        for code, codes in parts.items():
            message = f"mẫu số{period} của phần {', '.join(codes)} bằng 0"
            hint = "nếu chưa có số liệu thì để trống; nếu đúng là 0 thì phải chờ thẩm định"
            yield _Doubt("mau-so-bang-0", f"{code}{suffix}", message, hint)


def _halves(assessment: Assessment, ruleset: Ruleset) -> Iterator[_Doubt]:
    """Find pairs of which one half is given."""
    for suffix, period, figures in _periods(assessment):
        told: set[tuple[str, str]] = set()
        for part, ratio in rates(ruleset):
            top, bottom = ratio.numerator, ratio.denominator
            if (top in figures) == (bottom in figures) or (top, bottom) in told:
                continue
            if not _matters(part, suffix, assessment):
                continue
            told.add((top, bottom))
            given, blank = (top, bottom) if top in figures else (bottom, top)
            message = (
                f"phần {part.code}: có số liệu này mà để trống «{ruleset.figures[blank].name}»"
            )
            hint = f"điền cột «{blank}{suffix}»; thiếu{period} thì phần này chưa chấm được"
            yield _Doubt("thieu-mot-nua", f"{given}{suffix}", message, hint, f"{blank}{suffix}")


def _leaps(assessment: Assessment, ruleset: Ruleset) -> Iterator[_Doubt]:
    denominators = {
        part.indicator.denominator for _, part in ruleset.parts if isinstance(part, AgainstPrevious)
    }
    for code in ruleset.figures:
        now, before = assessment.figures.get(code), assessment.previous.get(code)
        if code not in denominators or not now or not before:
            continue
        if max(now, before) >= SMALLEST_COMPARED and 2 * abs(now - before) > before:
            message = (
                f"«{ruleset.figures[code].name}» là {vietnamese(now)}, kỳ trước "
                f"{vietnamese(before)}: thay đổi hơn một nửa"
            )
            hint = "kiểm tra hai kỳ có cùng địa giới, cùng cách đếm không; nếu đúng thì để nguyên"
            yield _Doubt("thay-doi-lon", code, message, hint, f"{code}{PREVIOUS}")


def _copies(assessment: Assessment, ruleset: Ruleset) -> Iterator[_Doubt]:
    pairs = [
        (assessment.figures[code], assessment.previous[code])
        for code in ruleset.figures
        if code in assessment.figures and code in assessment.previous
    ]
    if len(pairs) < FEWEST_EQUAL or any(now != before for now, before in pairs):
        return
    # All zero is an honest answer of a quiet commune; equal populations are not chance.
    if any(now for now, _ in pairs):
        message = f"cả {len(pairs)} số liệu kỳ trước giống hệt kỳ này"
        yield _Doubt("giong-ky-truoc", None, message, "kiểm tra có chép nhầm cột không")

"""Figures that can be true but hardly are: warnings, which withhold no result.

Each looks at the structure of the ruleset (what is a denominator, what is compared), never
at which figure it is. A warning that is usually wrong teaches people to read none, so each
threshold has its reason beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Protocol

from scoring.base.problems import Place, Problem, Severity
from scoring.base.quantities import vietnamese
from scoring.engine.lost_rates import HUNDRED
from scoring.intake.rows.strange_rates import CHECK, Doubt, StrangeRates
from scoring.rules.indicators import Ratio
from scoring.rules.kinds.part import Part
from scoring.rules.ruleset import PREVIOUS, Ruleset

LARGEST_COUNT = 200_000
"""Persons or cases. The most populous commune-level units rarely have more than 300,000
inhabitants of every age, and children are between a fifth and a third of them."""

SMALLEST_COMPARED = 30
"""Below this many children a change by half is ordinary: 12 may well become 20."""

SMALLEST_DIGIT = 20
"""Cases. From here on ten times as many, or a tenth, is likelier a digit too many or too few
than a change: 300 before and 2 now. No unit of four simulated nations has that."""

FEWEST_EQUAL = 3
"""So many compared figures must repeat before it looks copied, so many denominators be 100
before they look like percentages; one or two are so by chance."""

Counts = Mapping[str, int]

PlaceOf = Callable[[str | None], Place | None]
"""The place of a heading's cell in the row, ``None`` where the table has no such column;
of the row itself when asked for ``None``."""


class Counted(Protocol):
    """Whatever has counts of two periods: an assessment, or a row that is none yet."""

    @property
    def figures(self) -> Counts:
        """The counts of this period."""

    @property
    def previous(self) -> Counts:
        """The counts of the period before."""


class Plausibility:
    """What a ruleset makes of figures, looked up once for any number of rows."""

    def __init__(self, ruleset: Ruleset) -> None:
        """Look up denominators, pairs and what is compared."""
        self._ruleset = ruleset
        rates = [*_rates(ruleset)]
        self._pairs = [(part.code, ratio.numerator, ratio.denominator) for part, ratio in rates]
        compared = [(part, ratio) for part, ratio in rates if part.is_compared]
        self._compared_pairs = [(p.code, r.numerator, r.denominator) for p, r in compared]
        populations = {ratio.denominator for _, ratio in compared}
        self._populations = [code for code in ruleset.figures if code in populations]
        self._compared = [code for code in ruleset.figures if code in ruleset.compared_figures]
        open_ = [
            (part.code, ratio)
            for part, ratio in rates
            if part.zero_denominator and part.zero_denominator.outcome == "chờ thẩm định"
        ]
        again = {part.code for part, _ in compared}
        self._denominators = [(code, r.denominator) for code, r in open_]
        self._compared_denominators = [
            (code, r.numerator, r.denominator) for code, r in open_ if code in again
        ]
        self._strange_rates = StrangeRates(ruleset)
        self._wholes = [*dict.fromkeys(ratio.denominator for _, ratio in rates)]
        self._cases = [*dict.fromkeys(r.numerator for _, r in compared)]
        self._sizes = len(ruleset.figures), len(self._compared)
        self._open_now = _getter(code for _, code in self._denominators)
        self._open_before = _getter(code for _, _, code in self._compared_denominators)
        self._compared_now = _getter(self._compared)

    def doubts(self, counted: Counted) -> list[Doubt]:
        """Return every doubt about the figures of *counted*; places are not known here."""
        figures, previous = counted.figures, counted.previous
        if self._is_plain(figures, previous):
            return []
        return [
            *self._large(figures, ""),
            *self._large(previous, PREVIOUS),
            *self._zero_denominators(figures, previous),
            *self._halves(figures, previous),
            *self._leaps(figures, previous),
            *self._digits(figures, previous),
            *self._strange_rates.of(figures),
            *self._hundreds(figures),
            *self._copies(figures, previous),
        ]

    def _is_plain(self, figures: Counts, previous: Counts) -> bool:
        """Whether there is nothing to doubt: a quick answer for most rows without a blank."""
        return (
            (len(figures), len(previous)) == self._sizes
            and max(figures.values(), default=0) <= LARGEST_COUNT
            and max(previous.values(), default=0) <= LARGEST_COUNT
            and 0 not in self._open_now(figures)
            and 0 not in self._open_before(previous)
            and self._compared_now(figures) != self._compared_now(previous)
            and not any(self._leaps(figures, previous))
            and not any(self._digits(figures, previous))
            and not any(self._strange_rates.of(figures))
            and [*figures.values()].count(HUNDRED) < FEWEST_EQUAL
        )

    def problems(self, counted: Counted, place_of: PlaceOf) -> Iterator[Problem]:
        """Yield a warning for every figure of *counted* that deserves a second look.

        A doubt about a column that the table does not have is not raised: the missing column
        was told once for the whole table.
        """
        for doubt in self.doubts(counted):
            place = place_of(doubt.heading)
            if place is not None and (doubt.other is None or place_of(doubt.other) is not None):
                yield Problem(place, doubt.code, doubt.message, doubt.hint, Severity.WARNING)

    def _large(self, counts: Counts, suffix: str) -> Iterator[Doubt]:
        if max(counts.values(), default=0) <= LARGEST_COUNT:
            return
        for code, value in counts.items():
            if value > LARGEST_COUNT:
                unit = self._ruleset.figures[code].unit
                message = f"{vietnamese(value)} {unit} là quá lớn với một xã"
                yield Doubt("so-lon-bat-thuong", f"{code}{suffix}", message)

    def _zero_denominators(self, figures: Counts, previous: Counts) -> Iterator[Doubt]:
        """Where the ruleset gives points for a zero denominator, no case arose: no doubt."""
        if 0 in figures.values():
            zero = [(c, code) for code, c in self._denominators if figures.get(c) == 0]
            yield from _zeros(zero, "", "")
        if 0 in previous.values():
            # Without a case now, nothing earlier is compared.
            zero = [
                (bottom, code)
                for code, top, bottom in self._compared_denominators
                if previous.get(bottom) == 0 and figures.get(top) != 0
            ]
            yield from _zeros(zero, PREVIOUS, " kỳ trước")

    def _halves(self, figures: Counts, previous: Counts) -> Iterator[Doubt]:
        """Find pairs of which one half is given."""
        now = []
        if len(figures) < len(self._ruleset.figures):
            now = [one for one in self._pairs if (one[1] in figures) != (one[2] in figures)]
        before = [
            one
            for one in self._compared_pairs
            if (one[1] in previous) != (one[2] in previous) and figures.get(one[1]) != 0
        ]
        for halves, counts, suffix, period in (
            (now, figures, "", ""),
            (before, previous, PREVIOUS, " kỳ trước"),
        ):
            # The first part that reads a pair speaks for all.
            pairs = {one[1:]: one[0] for one in reversed(halves)}
            for (top, bottom), code in pairs.items():
                given, blank = (top, bottom) if top in counts else (bottom, top)
                name = self._ruleset.figures[blank].name
                message = f"phần {code}: có số liệu này mà để trống «{name}»"
                hint = f"điền cột «{blank}{suffix}»; thiếu{period} thì phần này chưa chấm được"
                yield Doubt("thieu-mot-nua", f"{given}{suffix}", message, hint, f"{blank}{suffix}")

    def _leaps(self, figures: Counts, previous: Counts) -> Iterator[Doubt]:
        for code in self._populations:
            now, before = figures.get(code), previous.get(code)
            if not now or not before or max(now, before) < SMALLEST_COMPARED:
                continue
            if 2 * abs(now - before) > before:
                message = (
                    f"«{self._ruleset.figures[code].name}» là {vietnamese(now)}, kỳ trước "
                    f"{vietnamese(before)}: thay đổi hơn một nửa"
                )
                hint = (
                    "kiểm tra hai kỳ có cùng địa giới, cùng cách đếm không; nếu đúng thì để nguyên"
                )
                yield Doubt("thay-doi-lon", code, message, hint, f"{code}{PREVIOUS}")

    def _digits(self, figures: Counts, previous: Counts) -> Iterator[Doubt]:
        """Find cases of which one period has ten times as many as the other."""
        for code in self._cases:
            now, before = figures.get(code), previous.get(code)
            if now is None or before is None or max(now, before) < SMALLEST_DIGIT:
                continue
            if 10 * min(now, before) <= max(now, before):
                # The larger one is doubted: that is where a digit was typed twice.
                is_before = before > now
                message = (
                    f"«{self._ruleset.figures[code].name}» kỳ trước là {vietnamese(before)}, kỳ "
                    f"này {vietnamese(now)}: hơn kém nhau từ mười lần"
                )
                hint = "kiểm tra có thừa hay thiếu một chữ số không; nếu đúng thì để nguyên"
                own, other = (PREVIOUS, "") if is_before else ("", PREVIOUS)
                yield Doubt("thay-doi-lon", f"{code}{own}", message, hint, f"{code}{other}")

    def _hundreds(self, figures: Counts) -> Iterator[Doubt]:
        wholes = [code for code in self._wholes if figures.get(code) == HUNDRED]
        if len(wholes) >= FEWEST_EQUAL:
            message = f"{len(wholes)} mẫu số cùng là {HUNDRED}: có phải đã ghi phần trăm?"
            yield Doubt("co-the-la-phan-tram", wholes[0], message, "ghi số đếm; " + CHECK)

    def _copies(self, figures: Counts, previous: Counts) -> Iterator[Doubt]:
        pairs = [
            (figures[code], previous[code])
            for code in self._compared
            if code in figures and code in previous
        ]
        if len(pairs) < FEWEST_EQUAL or any(now != before for now, before in pairs):
            return
        # All zero is an honest answer of a quiet commune; equal populations are not chance.
        if any(now for now, _ in pairs):
            message = f"cả {len(pairs)} số liệu kỳ trước giống hệt kỳ này"
            yield Doubt("giong-ky-truoc", None, message, "kiểm tra có chép nhầm cột không")


def _getter(codes: Iterable[str]) -> Callable[[Counts], tuple[int, ...]]:
    """Return what gives the counts of *codes*, all of which must be there."""
    listed = [*dict.fromkeys(codes)]
    if len(listed) > 1:
        found: Callable[[Counts], tuple[int, ...]] = itemgetter(*listed)
        return found
    return lambda counts: tuple(counts[code] for code in listed)


def _zeros(zero: list[tuple[str, str]], suffix: str, period: str) -> Iterator[Doubt]:
    parts: dict[str, list[str]] = {}
    for code, part in zero:
        parts.setdefault(code, []).append(part)
    for code, codes in parts.items():
        message = f"mẫu số{period} của phần {', '.join(codes)} bằng 0"
        hint = "nếu chưa có số liệu thì để trống; nếu đúng là 0 thì phải chờ thẩm định"
        yield Doubt("mau-so-bang-0", f"{code}{suffix}", message, hint)


def _rates(ruleset: Ruleset) -> Iterator[tuple[Part, Ratio]]:
    """Yield the parts that read a ratio, each with it."""
    return ((part, part.ratio) for _, part in ruleset.parts if part.ratio is not None)

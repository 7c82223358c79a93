"""Indicators over a place in real values, beside the year before, with how many units are in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from reports.duties.model import FigureWords
from reports.plans.words import NO_NUMBER, coverage_words
from reports.wording.shares import of_text
from reports.wording.text_lines import wrapped
from scoring.base.quantities import decimal_text, json_number, vietnamese
from scoring.results.table_writing import NUMBER, TEXT, Heading, Value
from scoring.totals.amounts import Amount
from scoring.totals.indicators import Indicator, load_indicators
from scoring.totals.place_sums import PlaceYear, amount_of

_ALL = 100
_PREVIOUS = " (kỳ trước, do xã báo cáo)"


def indicator_words(amount: Amount | None) -> str:
    """Return ``57/60 = 95%``, ``5/1.234 = 4,05 trên 1.000``, a count, or a dash."""
    if amount is None or not amount.covered or amount.numerator is None:
        return NO_NUMBER
    if amount.multiplier is None:
        return vietnamese(amount.numerator)
    whole = amount.denominator or 0
    if not whole:
        return f"{vietnamese(amount.numerator)}/0, không phát sinh"
    if amount.multiplier == _ALL:
        return of_text(amount.numerator, whole)
    value = vietnamese(decimal_text(Fraction(amount.numerator * amount.multiplier, whole)))
    counts = f"{vietnamese(amount.numerator)}/{vietnamese(whole)}"
    return f"{counts} = {value} trên {vietnamese(amount.multiplier)}"


def answer_words(amount: Amount | None) -> str:
    """Return what one commune answered, or a dash."""
    if amount is None or not amount.covered:
        return NO_NUMBER
    return "có" if amount.numerator else "không"


def figure_words(
    codes: Iterable[str], years: Mapping[int, PlaceYear], year: int
) -> Iterator[FigureWords]:
    """Yield a line for each indicator.

    Where the year before was not given, what communes themselves reported of the period before
    stands in its place, and says so.
    """
    indicators = load_indicators()
    for code in codes:
        indicator = indicators[code]
        now, before, is_reported = amounts(indicator, years, year)
        tail = _PREVIOUS if is_reported else ""
        is_answer = indicator.name_of_one is not None and now is not None and now.wanted == 1
        words = answer_words if is_answer else indicator_words
        yield FigureWords(
            name=(indicator.name_of_one if is_answer else None) or indicator.name,
            now=words(now),
            before=f"{words(before)}{tail}",
            coverage=coverage_words(now) or NO_NUMBER,
        )


def amounts(
    indicator: Indicator, years: Mapping[int, PlaceYear], year: int
) -> tuple[Amount | None, Amount | None, bool]:
    """Return the amount of *year*, the one before it, and whether that was reported with it."""
    place = years.get(year)
    now = None if place is None else amount_of(indicator, place)
    earlier = years.get(year - 1)
    before = None if earlier is None else amount_of(indicator, earlier)
    if before is not None or place is None:
        return now, before, False
    previous = amount_of(indicator, place, previous=True)
    has_some = previous is not None and previous.covered > 0
    return now, previous if has_some else None, has_some


FIGURE_HEADINGS = (
    Heading("chi_so", TEXT),
    Heading("ten", TEXT),
    Heading("nam", NUMBER),
    *(Heading(name, NUMBER) for name in ("tu_so", "mau_so", "gia_tri", "nhan_voi")),
    *(Heading(name, NUMBER) for name in ("so_don_vi_co_so", "so_don_vi")),
    *(Heading(name, TEXT) for name in ("con_thieu", "nam_truoc", "muc_tin_cay")),
)


def figure_rows(years: Mapping[int, PlaceYear], year: int) -> Iterator[dict[str, Value]]:
    """Yield every indicator that anything is known of as a row of a table."""
    for code, indicator in load_indicators().items():
        now, before, _ = amounts(indicator, years, year)
        if now is None:
            continue
        value = now.value
        yield {
            "chi_so": code,
            "ten": indicator.name,
            "nam": year,
            "tu_so": now.numerator,
            "mau_so": now.denominator,
            "gia_tri": None if value is None else json_number(value),
            "nhan_voi": now.multiplier,
            "so_don_vi_co_so": now.covered,
            "so_don_vi": now.wanted,
            "con_thieu": "; ".join(now.missing) or None,
            "nam_truoc": indicator_words(before) if before is not None else None,
            "muc_tin_cay": str(indicator.verified),
        }


def figures_text(place: str, years: Mapping[int, PlaceYear], year: int) -> str:
    """Return every indicator for the terminal."""
    lines = [
        f"SỐ LIỆU CỦA {place.upper()}, NĂM {year} – lưu hành nội bộ, không công bố",
        *wrapped("Tỷ lệ là tổng chia cho tổng; xã để trống một trong hai số thì không tính.", "  "),
    ]
    for line in figure_words(load_indicators(), years, year):
        if line.now == NO_NUMBER and line.before == NO_NUMBER:
            continue
        lines += ["", *wrapped(line.name, ""), *wrapped(f"Năm {year}: {line.now}", "  ")]
        lines += [*wrapped(f"Năm {year - 1}: {line.before}", "  ")]
        lines += [*wrapped(line.coverage, "  ")] if line.coverage != NO_NUMBER else []
    return "\n".join([*lines, ""])

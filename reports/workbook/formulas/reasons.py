"""The sentence beside each part's points: what was read, or what is still missing."""

from __future__ import annotations

from collections.abc import Mapping

from reports.workbook.formulas.language import (
    MISSING,
    NEEDS_APPRAISAL,
    SCORED,
    UNKNOWN_RULE,
    both,
    first,
    text,
    when,
)
from reports.workbook.plan import WorkbookPlan
from scoring.rules.indicators import Ratio
from scoring.rules.kinds.against_previous import AgainstPrevious
from scoring.rules.kinds.band_scale import BandScale
from scoring.rules.kinds.item_sum import ItemSum
from scoring.rules.kinds.trends import Trend

Own = Mapping[str, str]


def _missing(names: list[tuple[str, str]]) -> str:
    """Return «Còn thiếu: …» of the cells that are blank, each with its name's formula."""
    listed = "&".join(when(f'{cell}=""', f'"; "&{name}', '""') for cell, name in names)
    return f'"Còn thiếu: "&MID({listed},3,999)'


def _name(plan: WorkbookPlan, code: str) -> str:
    return plan.system("B", code)


def why_items(part: ItemSum, plan: WorkbookPlan, own: Own) -> str:
    """Return how many items are answered có, or which are not answered."""
    answers = [plan.now(item.code) for item in part.items]
    yes = "+".join(f"({cell}=1)" for cell in answers)
    blank = [(plan.now(item.code), text(item.code)) for item in part.items]
    unknown = text("Có nội dung trả lời «có» mà chưa rõ số điểm")
    return first(
        [
            (f"{own['H']}={MISSING}", f'{_missing(blank)}&" (chưa trả lời)"'),
            (f"{own['H']}={UNKNOWN_RULE}", unknown),
        ],
        f'({yes})&"/{len(answers)} nội dung trả lời «có»"',
    )


def why_ratio(part: BandScale, plan: WorkbookPlan, own: Own) -> str:
    """Return the two counts, or the one, and the band they fall in."""
    if isinstance(part.indicator, Ratio):
        codes = [part.indicator.numerator, part.indicator.denominator]
        read = f'{own["C"]}&"/"&{own["D"]}'
    else:
        codes = [part.indicator.figure]
        read = own["C"]
    cells = [own["C"], own["D"]]
    names = [(cell, _name(plan, code)) for cell, code in zip(cells, codes, strict=False)]
    cases = [(f"{own['H']}={MISSING}", _missing(names))]
    rule = part.zero_denominator
    if rule is not None:
        zero = f"{_name(plan, codes[-1])}&{text(f' là 0: {rule.outcome} ({rule.citation})')}"
        cases.append((f"{own['G']}=0", zero))
    band = f'{read}&" thuộc mức «"&{own["M"]}&"»"'
    cases.append((f"{own['H']}={UNKNOWN_RULE}", f"{band}&{text(', nhưng chưa rõ số điểm')}"))
    return first(cases, band)


def why_trend(part: AgainstPrevious, plan: WorkbookPlan, own: Own) -> str:
    """Return both periods' rates and the trend, or what is missing to compare them."""
    ratio, rule = part.indicator, part.zero_denominator
    top, bottom = _name(plan, ratio.numerator), _name(plan, ratio.denominator)
    before = '&" (kỳ trước)"'
    now_missing = [(own["C"], top), (own["D"], bottom)]
    old_missing = [(own["E"], f"{top}{before}"), (own["F"], f"{bottom}{before}")]
    zero = f"{bottom}&{text(f' là 0: {rule.outcome} ({rule.citation})')}"
    old_zero = f"{bottom}&{text(f' kỳ trước là 0: chờ thẩm định ({rule.citation})')}"
    now = f'"Kỳ này "&{own["C"]}&"/"&{own["D"]}'
    trend = f'{now}&", kỳ trước "&{own["E"]}&"/"&{own["F"]}&": "&{own["M"]}'
    is_now_missing = f'OR({own["C"]}="",{own["D"]}="")'
    return first(
        [
            (both([f"{own['H']}={MISSING}", is_now_missing]), _missing(now_missing)),
            (f"{own['H']}={MISSING}", _missing(old_missing)),
            (f"{own['D']}=0", zero),
            (f"{own['H']}={NEEDS_APPRAISAL}", old_zero),
            (f"{own['G']}=1", text(f"Kỳ này {Trend.NO_CASE_AROSE.value}")),
            (f"{own['H']}<>{SCORED}", f"{trend}&{text(', nhưng chưa rõ số điểm')}"),
        ],
        trend,
    )

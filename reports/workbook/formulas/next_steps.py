"""What is missing, and which steps bring most: the first lines of *Tự chấm*.

A step is the next better band of a part. Parts of sensitive criteria are no places to look for
points, so none of theirs is among them.
"""

from __future__ import annotations

from reports.workbook.formulas.language import NOTHING, text, when
from reports.workbook.plan import WORKINGS_SHEET, WorkbookPlan
from scoring.rules.kinds.part import Part

KEY, STEP = "AZ", "BA"
"""Columns of the workings, far behind every helper: a part's rank as a number, its words."""

_STEPS = 3
_ROOM = 1_000
"""More than any decision has parts: the gain counts first, then the order of the parts."""


def step_words(part: Part, plan: WorkbookPlan) -> str:
    """Return the words of a part's next better band, empty where there is none."""
    label, count, gain = (plan.part(letter, part.code) for letter in "ONP")
    word = " thêm " if part.is_higher_better else " ít hơn "
    points = gain if plan.scale == 1 else f"({gain})/{plan.scale}"
    words = f'"«"&{label}&"»:{word}"&{count}&" (+"&{points}&" điểm)"'
    return when(f'{count}=""', NOTHING, words)


def step_cells(plan: WorkbookPlan) -> dict[str, dict[str, str]]:
    """Return the two helper cells of each part's row of workings, by the part's code."""
    found: dict[str, dict[str, str]] = {}
    for place, (criterion, part) in enumerate(plan.ruleset.parts):
        gain = plan.part("P", part.code)
        if not part.figures or criterion.is_sensitive:
            found[part.code] = {KEY: "0", STEP: NOTHING}
            continue
        key = when(f"N({gain})>0", f"{gain}*{_ROOM}-{place}", "0")
        found[part.code] = {KEY: key, STEP: step_words(part, plan)}
    return found


def best_steps(plan: WorkbookPlan) -> str:
    """Return the formula of the steps that bring most, the first first."""
    keys, words, codes = (_column(plan, letter) for letter in (KEY, STEP, "A"))
    pieces = []
    for place in range(1, min(_STEPS, len(plan.part_rows)) + 1):
        key = f"LARGE({keys},{place})"
        at = f"MATCH({key},{keys},0)"
        sign = text("; ") if place > 1 else NOTHING
        said = f'{sign}&"phần "&INDEX({codes},{at})&": "&INDEX({words},{at})'
        pieces.append(when(f"{key}>0", said, NOTHING))
    return "&".join(pieces) if pieces else NOTHING


def still_blank(plan: WorkbookPlan) -> str:
    """Return the formula that counts blanks as ``phuhop check`` does, and names open parts."""
    ruleset = plan.ruleset
    figures, items = list(ruleset.figures), list(ruleset.items)
    asked = len(figures) + len(ruleset.compared_figures)
    told = []
    # A decision may ask for figures alone, or for answers alone.
    if figures:
        counted = f"COUNT({_range(plan, 'F', figures)})+COUNT({_range(plan, 'H', figures)})"
        told.append(f'({asked}-({counted}))&"/{asked} số liệu"')
    if items:
        answered = f"COUNT({_range(plan, 'G', items)})"
        told.append(f'({len(items)}-{answered})&"/{len(items)} nội dung"')
    pieces = ['"Còn trống "&' + '&", "&'.join(told)]
    codes = "&".join(
        when(f'{plan.part("I", part.code)}=""', text(f", {part.code}"), NOTHING)
        for _, part in ruleset.parts
    )
    named = f'". Chưa chấm được: "&MID({codes},3,200)&"."'
    pieces.append(when(f'({codes})=""', text("."), named))
    return "&".join(pieces)


def _column(plan: WorkbookPlan, letter: str) -> str:
    rows = plan.part_rows.values()
    return f"{WORKINGS_SHEET}!${letter}${min(rows)}:${letter}${max(rows)}"


def _range(plan: WorkbookPlan, letter: str, ids: list[str]) -> str:
    first, last = plan.system(letter, ids[0]), plan.system(letter, ids[-1])
    return f"{first}:{last.partition('!')[2]}"

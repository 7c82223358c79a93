"""The two hidden sheets: what the form is and where its ids are; the workings of the points."""

from __future__ import annotations

from collections.abc import Iterator

from reports.papers.figure_help import form_help
from reports.workbook.draft import Draft
from reports.workbook.figures_sheet import BEFORE_COLUMN, NOW_COLUMN
from reports.workbook.formulas.counts import (
    Typed,
    count_of,
    is_nothing,
    text_of,
    why_no_count,
    without_zero_fraction,
)
from reports.workbook.formulas.doubts import percent_doubt
from reports.workbook.formulas.language import NOTHING, both, either, first, is_blank, text, when
from reports.workbook.formulas.next_steps import step_cells
from reports.workbook.formulas.parts import part_row
from reports.workbook.formulas.verdict import criterion_row, summary_row
from reports.workbook.items_sheet import ANSWER_COLUMN
from reports.workbook.plan import (
    FIGURES_SHEET,
    ITEMS_SHEET,
    LAST_INPUT_ROW,
    SYSTEM_FIRST,
    SYSTEM_SHEET,
    UNIT_SHEET,
    WORKINGS_SHEET,
)
from scoring.engine.lost_rates import lost_rates
from scoring.forms.ids import (
    AREA_FIELDS,
    BEFORE,
    CITY,
    FORM,
    FORM_YEAR,
    KIND,
    LAST,
    NAME,
    PROVINCE,
    RULESET_ID,
    RULESET_SHA,
    SYSTEM,
    VALUE,
    WORKINGS,
    YEAR,
    mark,
)
from scoring.forms.tally import SATISFIED_CODE, VALID_CODE

_UNIT_COLUMN = "C"


def write_system(draft: Draft) -> None:
    """Write the hidden sheet with form version, ruleset, year, and where every id stands."""
    sheet, ruleset = draft.sheets[SYSTEM_SHEET], draft.ruleset
    sheet.hide()
    sheet.protect("")
    sheet.write_string(0, 0, mark(SYSTEM))
    sheet.write_string(0, 1, VALUE)
    tally = form_help().tally_of(ruleset)
    facts = {
        "phien_ban": FORM,
        RULESET_ID: ruleset.id,
        "so_hieu": ruleset.document.number,
        RULESET_SHA: ruleset.sha256,
        FORM_YEAR: str(draft.year),
        "muc_tin_cay": ruleset.level.value,
        **({VALID_CODE: tally.valid, SATISFIED_CODE: tally.satisfied} if tally else {}),
        LAST: "",
    }
    for row, (name, value) in enumerate(facts.items(), 1):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, value)
    heads = (
        "mã · tên · trang · ô · ô kỳ trước · số đọc được · dùng · kỳ trước · dùng · kiểm tra · dòng"
        " · ô ghi · chữ · chữ số · ô kỳ trước ghi · chữ · chữ số"
    )
    for column, words in enumerate(heads.split(" · ")):
        sheet.write_string(SYSTEM_FIRST - 2, column, words)
    for id_ in draft.plan.fields:
        _field(draft, id_)
    for code in ruleset.figures:
        _figure(draft, code)
    for code in ruleset.items:
        _item(draft, code)
    _other_cells(draft)


def write_workings(draft: Draft) -> None:
    """Write the hidden sheet that computes every part, criterion, condition and the verdict."""
    sheet, plan = draft.sheets[WORKINGS_SHEET], draft.plan
    sheet.hide()
    sheet.protect("")
    sheet.write_string(0, 0, mark(WORKINGS))
    steps = step_cells(plan)
    for _, part in plan.ruleset.parts:
        formulas = {**part_row(part, plan), **steps[part.code]}
        _line(draft, plan.part_rows[part.code], part.code, formulas)
    for criterion in plan.ruleset.criteria:
        row = plan.criterion_rows[criterion.number]
        _line(draft, row, str(criterion.number), dict(criterion_row(criterion, plan)))
    _line(draft, plan.summary_row, "tong", dict(summary_row(plan)))


def _line(draft: Draft, row: int, id_: str, formulas: dict[str, str]) -> None:
    sheet = draft.sheets[WORKINGS_SHEET]
    sheet.write_string(row - 1, 0, id_)
    for column, formula in formulas.items():
        sheet.write_formula(f"{column}{row}", f"={formula}", None, "")


def _place(draft: Draft, id_: str, sheet_name: str, column: str) -> tuple[int, str]:
    """Write id and row look-up; return the row (from 1) and the input as a formula reads it."""
    sheet = draft.sheets[SYSTEM_SHEET]
    row = SYSTEM_FIRST + draft.plan.ids.index(id_)
    sheet.write_string(row - 1, 0, id_)
    ids = f"'{sheet_name}'!$A$1:$A${LAST_INPUT_ROW}"
    sheet.write_formula(row - 1, 10, f"=IFERROR(MATCH($A{row},{ids},0),0)", None, "")
    return row, _read(sheet_name, column, row)


def _read(sheet_name: str, column: str, row: int) -> str:
    return f"INDEX('{sheet_name}'!${column}$1:${column}${LAST_INPUT_ROW},$K{row})"


def _write(draft: Draft, row: int, column: str, formula: str) -> None:
    # Whatever an input holds, no error may spread into the points.
    safe = f'=IFERROR(IF($K{row}=0,"",{formula}),"")'
    draft.sheets[SYSTEM_SHEET].write_formula(f"{column}{row}", safe, None, "")


def _label(draft: Draft, row: int, label: str, ids: tuple[str, str]) -> None:
    sheet = draft.sheets[SYSTEM_SHEET]
    name, cell = draft.cells[ids]
    for column, words in enumerate((label, name, cell), 1):
        sheet.write_string(row - 1, column, words)


def _yes_no(read: str) -> str:
    word = f"LOWER(TRIM({read}))"
    return first([(f'{word}="có"', "1"), (f'{word}="không"', "0")], NOTHING)


def _field(draft: Draft, id_: str) -> None:
    row, read = _place(draft, id_, UNIT_SHEET, _UNIT_COLUMN)
    _label(draft, row, id_, (id_, VALUE))
    word = f"LOWER(TRIM({read}))"
    if id_ == CITY:
        province = f"LOWER({draft.plan.field(PROVINCE)})"
        _write(draft, row, "G", when(f'{word}=""', _city_of(province), _yes_no(read)))
    elif id_ in {field.id for field in AREA_FIELDS.values()}:
        _write(draft, row, "G", _yes_no(read))
    elif id_ == KIND:
        kinds = draft.ruleset.recognition.kinds
        known = either(f"{word}={text(kind)}" for kind in kinds)
        name = f"LOWER({draft.plan.field(NAME)})"
        named = first([(_begins(name, f"{kind} "), text(kind)) for kind in kinds], NOTHING)
        _write(draft, row, "G", when(f'{word}=""', named, when(known, word, NOTHING)))
    elif id_ == YEAR:
        _write(draft, row, "G", read)
    else:
        _write(draft, row, "G", f"TRIM({read})")


def _begins(value: str, beginning: str) -> str:
    return f"LEFT({value},{len(beginning)})={text(beginning)}"


def _city_of(province: str) -> str:
    """Return what the name of a province says of its type: of cities only those are named so."""
    return first(
        [
            (either(_begins(province, word) for word in ("thành phố ", "tp ", "tp.")), "1"),
            (_begins(province, "tỉnh "), "0"),
        ],
        NOTHING,
    )


def _figure(draft: Draft, code: str) -> None:
    row, now = _place(draft, code, FIGURES_SHEET, NOW_COLUMN)
    figure = draft.ruleset.figures[code]
    _label(draft, row, figure.name, (code, NOW_ID))
    sheet = draft.sheets[SYSTEM_SHEET]
    cells = [(now, Typed(*(f"${column}{row}" for column in "LMNFG")))]
    if code in draft.ruleset.compared_figures:
        before = _read(FIGURES_SHEET, BEFORE_COLUMN, row)
        cells.append((before, Typed(*(f"${column}{row}" for column in "OPQHI"))))
        sheet.write_string(row - 1, 4, draft.cells[code, BEFORE][1])
    for input_, cell in cells:
        # An input that is an error stays one here: the check names it, the count is then "".
        # While the figure's own cell is blank, the sum of another sheet counts where there is one.
        own = cell.count.endswith(f"F{row}")
        blank = draft.sums.get(code, NOTHING) if own else NOTHING
        typed = first([(f"$K{row}=0", NOTHING), (f"ISBLANK({input_})", blank)], input_)
        sheet.write_formula(cell.typed.replace("$", ""), f"={typed}", None, "")
        made = {
            cell.text: text_of(cell),
            cell.digits: without_zero_fraction(cell.text),
            cell.count: count_of(cell, draft.plan.largest),
            cell.used: _within(draft, code, cell.count[1]),
        }
        for place, formula in made.items():
            _write(draft, row, place[1], formula)
    check = _check(draft, row, code, *(cell for _, cell in cells))
    sheet.write_formula(f"J{row}", f'=IFERROR({check},"✘ ô báo lỗi")', None, "")


NOW_ID = "ky_nay"


def _wholes(draft: Draft, code: str) -> list[str]:
    """Return the figures that *code* must not exceed, the nearest first."""
    figures = draft.ruleset.figures
    chain: list[str] = []
    step = figures[code].not_exceeding
    while step is not None and step in figures and step not in chain and step != code:
        chain.append(step)
        step = figures[step].not_exceeding
    return chain


def _within(draft: Draft, code: str, column: str) -> str:
    """Return the number unless it exceeds the nearest whole that is given: then it is wrong."""
    own = draft.plan.system(column, code)
    chain = [draft.plan.system(column, whole) for whole in _wholes(draft, code)]
    limit = first([(f'{cell}<>""', f"({own}<={cell})*1") for cell in chain], "1")
    return first([(is_blank(own), NOTHING), (f"({limit})=0", NOTHING)], own)


def _check(draft: Draft, row: int, code: str, now: Typed, before: Typed | None = None) -> str:
    """Return what to say beside the figure: ✔, what is missing, or what is wrong."""
    exceeds, largest = _exceeds(draft, code), draft.plan.largest
    cases = [
        (f"$K{row}=0", text("✘ mất dòng này")),
        (is_nothing(now), text("? còn trống")),
        (f'{now.count}=""', why_no_count(now, largest)),
        (f'{now.used}=""', text(exceeds)),
    ]
    if before is not None:
        users = dict.fromkeys(draft.plan.previous_users(code))
        is_needed = either(f"N({draft.plan.now(user)})>0" for user in users)
        no_count = both([f'{before.count}=""', f"NOT({is_nothing(before)})"])
        cases += [
            (both([is_nothing(before), is_needed]), text("? cần số kỳ trước")),
            (no_count, why_no_count(before, largest, " kỳ trước")),
            (both([f'{before.count}<>""', f'{before.used}=""']), text(f"{exceeds} (kỳ trước)")),
        ]
    return first([*cases, *_doubts(draft, code, now)], text("✔"))


def _doubts(draft: Draft, code: str, now: Typed) -> Iterator[tuple[str, str]]:
    for rate in lost_rates(draft.ruleset):
        if rate.numerator == code:
            unit = draft.ruleset.figures[code].unit
            doubt = percent_doubt(rate, now.used, draft.plan.now(rate.denominator), unit)
            if doubt is not None:
                yield doubt


def _exceeds(draft: Draft, code: str) -> str:
    names = [draft.ruleset.figures[whole].name for whole in _wholes(draft, code)[:1]]
    return f"✘ vượt quá «{names[0]}»" if names else "✘"


def _item(draft: Draft, code: str) -> None:
    row, read = _place(draft, code, ITEMS_SHEET, ANSWER_COLUMN)
    _label(draft, row, draft.ruleset.items[code].question, (code, "tra_loi"))
    _write(draft, row, "G", _yes_no(read))
    check = first(
        [
            (f"$K{row}=0", text("✘ mất dòng này")),
            (f'TRIM({read})=""', text("? chưa trả lời")),
            (f'$G{row}=""', text("✘ chọn có hoặc không")),
        ],
        text("✔"),
    )
    formula = f'=IFERROR({check},"✘ ô báo lỗi")'
    draft.sheets[SYSTEM_SHEET].write_formula(f"J{row}", formula, None, "")


def _other_cells(draft: Draft) -> None:
    """List the inputs that no formula reads: sources, notes, evidence, the office profile."""
    sheet = draft.sheets[SYSTEM_SHEET]
    row = SYSTEM_FIRST + len(draft.plan.ids)
    listed = {
        (id_, column) for id_ in draft.plan.ids for column in (NOW_ID, BEFORE, VALUE, "tra_loi")
    }
    for (id_, column), (name, cell) in draft.cells.items():
        if (id_, column) in listed:
            continue
        for at, words in enumerate((f"{id_} {column}", "", name, cell)):
            sheet.write_string(row, at, words)
        row += 1

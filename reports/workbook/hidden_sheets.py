"""The two hidden sheets: what the form is and where its ids are; the workings of the points."""

from __future__ import annotations

from reports.workbook.draft import Draft
from reports.workbook.figures_sheet import BEFORE_COLUMN, NOW_COLUMN
from reports.workbook.formulas.language import NOTHING, both, either, first, is_blank, text, when
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
from scoring.forms.ids import (
    AREA_FIELDS,
    BEFORE,
    CITY,
    FORM,
    FORM_YEAR,
    KIND,
    LAST,
    RULESET_ID,
    RULESET_SHA,
    SYSTEM,
    VALUE,
    WORKINGS,
    YEAR,
    mark,
)

_UNIT_COLUMN = "C"


def write_system(draft: Draft) -> None:
    """Write the hidden sheet with form version, ruleset, year, and where every id stands."""
    sheet, ruleset = draft.sheets[SYSTEM_SHEET], draft.ruleset
    sheet.hide()
    sheet.protect("")
    sheet.write_string(0, 0, mark(SYSTEM))
    sheet.write_string(0, 1, VALUE)
    facts = {
        "phien_ban": FORM,
        RULESET_ID: ruleset.id,
        "so_hieu": ruleset.document.number,
        RULESET_SHA: ruleset.sha256,
        FORM_YEAR: str(draft.year),
        "muc_tin_cay": ruleset.level.value,
        LAST: "",
    }
    for row, (name, value) in enumerate(facts.items(), 1):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, value)
    heads = (
        "mã · tên · trang · ô · ô kỳ trước · số đọc được · dùng · kỳ trước · dùng · kiểm tra · dòng"
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
    for _, part in plan.ruleset.parts:
        _line(draft, plan.part_rows[part.code], part.code, dict(part_row(part, plan)))
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
    if id_ == CITY or id_ in {field.id for field in AREA_FIELDS.values()}:
        _write(draft, row, "G", _yes_no(read))
    elif id_ == KIND:
        word = f"LOWER(TRIM({read}))"
        known = either(f"{word}={text(kind)}" for kind in draft.ruleset.recognition.kinds)
        _write(draft, row, "G", when(known, word, NOTHING))
    elif id_ == YEAR:
        _write(draft, row, "G", read)
    else:
        _write(draft, row, "G", f"TRIM({read})")


def _figure(draft: Draft, code: str) -> None:
    row, now = _place(draft, code, FIGURES_SHEET, NOW_COLUMN)
    figure = draft.ruleset.figures[code]
    _label(draft, row, figure.name, (code, NOW_ID))
    sheet = draft.sheets[SYSTEM_SHEET]
    is_compared = code in draft.ruleset.compared_figures
    before = _read(FIGURES_SHEET, BEFORE_COLUMN, row)
    _write(draft, row, "F", _whole(now, draft.plan.largest))
    _write(draft, row, "G", _within(draft, code, "F"))
    if is_compared:
        sheet.write_string(row - 1, 4, draft.cells[code, BEFORE][1])
        _write(draft, row, "H", _whole(before, draft.plan.largest))
        _write(draft, row, "I", _within(draft, code, "H"))
    check = _check(draft, row, code, now, before if is_compared else None)
    sheet.write_formula(f"J{row}", f'=IFERROR({check},"✘ ô báo lỗi")', None, "")


NOW_ID = "ky_nay"


def _whole(read: str, largest: int) -> str:
    """Return the input where it is a whole number in range; text never counts as a number."""
    in_range = both([f"{read}>=0", f"{read}<={largest}", f"{read}=INT({read})"])
    return when(f"ISNUMBER({read})", when(in_range, read, NOTHING), NOTHING)


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


def _check(draft: Draft, row: int, code: str, now: str, before: str | None) -> str:
    """Return what to say beside the figure: ✔, what is missing, or what is wrong."""
    exceeds = text(_exceeds(draft, code))
    whole = text("✘ cần số nguyên từ 0")
    cases = [
        (f"$K{row}=0", text("✘ mất dòng này")),
        (f'{now}=""', text("? còn trống")),
        (f'$F{row}=""', whole),
        (f'$G{row}=""', exceeds),
    ]
    if before is not None:
        users = dict.fromkeys(draft.plan.previous_users(code))
        is_needed = either(f"N({draft.plan.now(user)})>0" for user in users)
        cases += [
            (both([f'{before}=""', is_needed]), text("? cần số kỳ trước")),
            (both([f'{before}<>""', f'$H{row}=""']), text("✘ kỳ trước: cần số nguyên từ 0")),
            (both([f'$H{row}<>""', f'$I{row}=""']), text(f"{_exceeds(draft, code)} (kỳ trước)")),
        ]
    return first(cases, text("✔"))


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

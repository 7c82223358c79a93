"""The hidden sheet of a form: what it is, where its ids are, what is read and said of each."""

from __future__ import annotations

from collections.abc import Iterator

from reports.papers.figure_help import form_help
from reports.workbook.draft import Draft
from reports.workbook.figures_sheet import BEFORE_COLUMN, NOW_COLUMN
from reports.workbook.formulas.counts import Typed, is_nothing, why_no_count
from reports.workbook.formulas.doubts import percent_doubt
from reports.workbook.formulas.language import NOTHING, both, either, first, text, when
from reports.workbook.items_sheet import ANSWER_COLUMN
from reports.workbook.plan import (
    FIGURES_SHEET,
    ITEMS_SHEET,
    SYSTEM_FIRST,
    SYSTEM_SHEET,
    UNIT_SHEET,
)
from reports.workbook.read_cells import (
    BEFORE_CELLS,
    NOW_CELLS,
    input_at,
    looked_up,
    typed_cells,
    wholes,
    write_count,
    write_read,
    yes_no,
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


def _label(draft: Draft, row: int, label: str, ids: tuple[str, str]) -> None:
    sheet = draft.sheets[SYSTEM_SHEET]
    name, cell = draft.cells[ids]
    for column, words in enumerate((label, name, cell), 1):
        sheet.write_string(row - 1, column, words)


def _field(draft: Draft, id_: str) -> None:
    row = looked_up(draft, id_, UNIT_SHEET)
    read = input_at(UNIT_SHEET, _UNIT_COLUMN, row)
    _label(draft, row, id_, (id_, VALUE))
    word = f"LOWER(TRIM({read}))"
    if id_ == CITY:
        province = f"LOWER({draft.plan.field(PROVINCE)})"
        write_read(draft, row, "G", when(f'{word}=""', _city_of(province), yes_no(read)))
    elif id_ in {field.id for field in AREA_FIELDS.values()}:
        write_read(draft, row, "G", yes_no(read))
    elif id_ == KIND:
        kinds = draft.ruleset.recognition.kinds
        known = either(f"{word}={text(kind)}" for kind in kinds)
        name = f"LOWER({draft.plan.field(NAME)})"
        named = first([(_begins(name, f"{kind} "), text(kind)) for kind in kinds], NOTHING)
        write_read(draft, row, "G", when(f'{word}=""', named, when(known, word, NOTHING)))
    elif id_ == YEAR:
        write_read(draft, row, "G", read)
    else:
        write_read(draft, row, "G", f"TRIM({read})")


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
    row = looked_up(draft, code, FIGURES_SHEET)
    figure = draft.ruleset.figures[code]
    _label(draft, row, figure.name, (code, NOW_ID))
    sheet = draft.sheets[SYSTEM_SHEET]
    cells = [typed_cells(NOW_CELLS, row)]
    # While the figure's own cell is blank, the sum of another sheet counts where there is one.
    own = input_at(FIGURES_SHEET, NOW_COLUMN, row)
    write_count(draft, code, own, cells[0], blank=draft.sums.get(code, NOTHING))
    if code in draft.ruleset.compared_figures:
        cells.append(typed_cells(BEFORE_CELLS, row))
        write_count(draft, code, input_at(FIGURES_SHEET, BEFORE_COLUMN, row), cells[1])
        sheet.write_string(row - 1, 4, draft.cells[code, BEFORE][1])
    check = _check(draft, row, code, *cells)
    sheet.write_formula(f"J{row}", f'=IFERROR({check},"✘ ô báo lỗi")', None, "")


NOW_ID = "ky_nay"


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
    names = [draft.ruleset.figures[whole].name for whole in wholes(draft, code)[:1]]
    return f"✘ vượt quá «{names[0]}»" if names else "✘"


def _item(draft: Draft, code: str) -> None:
    row = looked_up(draft, code, ITEMS_SHEET)
    read = input_at(ITEMS_SHEET, ANSWER_COLUMN, row)
    _label(draft, row, draft.ruleset.items[code].question, (code, "tra_loi"))
    write_read(draft, row, "G", yes_no(read))
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

"""The sheet *Kiểm phiếu*: ballots by hamlet, summed into the two figures of *Số liệu*."""

from __future__ import annotations

from reports.papers.figure_help import form_help
from reports.workbook import inputs as form_inputs
from reports.workbook.draft import Draft
from reports.workbook.formulas.language import NOTHING, first, text, when
from reports.workbook.plan import TALLY_SHEET
from reports.workbook.style import coloured, laid_out, titled
from scoring.base.limits import LARGEST_TYPED, LONGEST_TEXT
from scoring.forms.tally import CHILDREN, CITIZENS, PLACE_NAME, PLACES, TALLY, row_of

_COLUMNS = (
    (PLACE_NAME, 38),
    (CHILDREN[0], 14),
    (CHILDREN[1], 14),
    (CITIZENS[0], 14),
    (CITIZENS[1], 14),
    ("", 32),
)
_HEADS = (
    "Thôn, tổ dân phố, trường",
    "Trẻ em: hợp lệ",
    "Trẻ em: hài lòng",
    "Người dân: hợp lệ",
    "Người dân: hài lòng",
    "Kiểm tra",
)
_GOOD = "✔"
_HALF, _NO_COUNT = "? còn trống một số", "✘ không phải số đếm"
_TOO_MANY = "✘ hài lòng nhiều hơn hợp lệ"


def write_tally(draft: Draft) -> None:
    """Write the sheet, and note where the sums of both figures stand; nothing without them."""
    sheet, styles = draft.sheets[TALLY_SHEET], draft.styles
    laid_out(sheet, styles, TALLY, columns=_COLUMNS, pages=1, footer=draft.footer)
    sheet.set_column(7, 7, 4, styles["id"], {"hidden": True})
    row = titled(
        sheet,
        styles,
        f"Kiểm phiếu mức độ hài lòng năm {draft.year}",
        [
            "Ghi số phiếu của từng nơi, không ghi tên người trả lời. Không có phiếu nào thì ghi 0.",
            "Ô ở trang Số liệu để trống thì biểu lấy tổng ở đây; đã ghi ở đó thì dùng số ở đó.",
        ],
    )
    total, start = row, row + 2
    last = start + PLACES - 1
    for column, words in enumerate(_HEADS, 1):
        sheet.write_string(row + 1, column, words, styles["head"])
    sheet.set_row(row + 1, 36)
    sheet.freeze_panes(start, 2)
    for number in range(1, PLACES + 1):
        _place(draft, start + number - 1, row_of(number))
    _totals(draft, total, (start + 1, last + 1))
    coloured(sheet, styles, (start, 6, last, 6))
    sheet.print_area(0, 0, last, len(_COLUMNS))


def _place(draft: Draft, row: int, id_: str) -> None:
    draft.row(TALLY_SHEET, row, id_)
    name = form_inputs.words("Thôn, tổ dân phố, trường", "Tên nơi phát phiếu", LONGEST_TEXT)
    draft.input(TALLY_SHEET, (row, 1), (id_, PLACE_NAME), "type_text", name)
    for column, words in enumerate(_HEADS[1:5], 2):
        validation = form_inputs.count(words, "Số phiếu", LARGEST_TYPED)
        draft.input(
            TALLY_SHEET, (row, column), (id_, _COLUMNS[column - 1][0]), "type_count", validation
        )
    draft.formula(TALLY_SHEET, (row, 6), _check(row + 1), "check")
    # 1 where the row spoils the sum: signs of checks are wildcards to COUNTIF.
    spoilt = f'IF(AND($G{row + 1}<>"",$G{row + 1}<>"{_GOOD}"),1,0)'
    draft.formula(TALLY_SHEET, (row, 7), spoilt, "id")


def _check(row: int) -> str:
    cells = [f"${column}{row}" for column in "CDEF"]
    wrong = ",".join(
        f'AND({cell}<>"",IFERROR(OR(NOT(ISNUMBER({cell})),{cell}<0,{cell}<>INT({cell})),TRUE))'
        for cell in cells
    )
    half = ",".join(f"COUNTA({a}:{b})=1" for a, b in (cells[:2], cells[2:]))
    return first(
        [
            (f"COUNTA($C{row}:$F{row})=0", NOTHING),
            (f"OR({wrong})", text(_NO_COUNT)),
            (f"OR({half})", text(_HALF)),
            (f"OR(N({cells[1]})>N({cells[0]}),N({cells[3]})>N({cells[2]}))", text(_TOO_MANY)),
        ],
        text(_GOOD),
    )


def _totals(draft: Draft, row: int, rows: tuple[int, int]) -> None:
    sheet, styles = draft.sheets[TALLY_SHEET], draft.styles
    sheet.set_row(row, 24)
    sheet.write_string(row, 1, "Cộng", styles["group"])
    area = f"$G${rows[0]}:$G${rows[1]}"
    bad = f"SUM($H${rows[0]}:$H${rows[1]})"
    tally = form_help().tally_of(draft.ruleset)
    codes = (tally.valid, tally.satisfied) if tally else ("", "")
    for code, columns, at in zip(codes, ("CE", "DF"), (2, 3), strict=True):
        sums = "+".join(f"SUM(${c}${rows[0]}:${c}${rows[1]})" for c in columns)
        is_open = f'OR(COUNTIF({area},"{_GOOD}")=0,{bad}>0)'
        draft.formula(TALLY_SHEET, (row, at), when(is_open, NOTHING, sums), "points")
        if code:
            draft.sums[code] = f"'{TALLY_SHEET}'!${'ABCDEFG'[at]}${row + 1}"
    sheet.write_string(row, 4, "← hợp lệ, hài lòng của cả hai đối tượng", styles["line"])

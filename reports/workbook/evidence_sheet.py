"""The sheet *Minh chứng*: of each document its number, day, issuer and page; never the paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.workbook import inputs as form_inputs
from reports.workbook.draft import Draft
from reports.workbook.figures_sheet import LONGEST_NOTE
from reports.workbook.formulas.language import NOTHING, first, text, when
from reports.workbook.guide_sheet import sample_formula
from reports.workbook.plan import EVIDENCE_SHEET
from reports.workbook.style import coloured, height, laid_out, titled
from scoring.base.levels import Level
from scoring.engine.explanation import level_words
from scoring.forms.ids import (
    DAY,
    EVIDENCE,
    FILES,
    ISSUER,
    LABEL,
    NUMBER,
    PAGE,
    VALUE,
    evidence_ids,
    other_ids,
)
from scoring.forms.paper_fields import SIGNED_ON
from scoring.rules.kinds.part import Part
from scoring.rules.verification import Evidence, EvidenceItem

_HEADS = (
    "Phần",
    "TL",
    "Tài liệu cần có",
    "Số, ký hiệu",
    "Ngày",
    "Cơ quan ban hành",
    "Trang, mục",
    "Tên tệp",
    "Còn thiếu",
    "Căn cứ, mức tin cậy",
)
_LAST = len(_HEADS)
_DOCUMENT_WIDTH, _BASIS_WIDTH = 54, 28
_COLUMNS = (
    ("", 8),
    ("", 7),
    (LABEL, _DOCUMENT_WIDTH),
    (NUMBER, 18),
    (DAY, 13),
    (ISSUER, 26),
    (PAGE, 15),
    (FILES, 24),
    ("", 24),
    ("", _BASIS_WIDTH),
)
_ADDED = "tài liệu khác (nếu có)"
_NOT_NEEDED, _LACKING = "không cần: trả lời «không»", "✘ còn thiếu"
_NUMBER_COLUMN, _GIVEN, _MISSING = "C", "$D{row}:$I{row}", 9


def write_evidence(draft: Draft) -> None:
    """Write the sheet *Minh chứng*."""
    sheet, styles, ruleset = draft.sheets[EVIDENCE_SHEET], draft.styles, draft.ruleset
    laid_out(sheet, styles, EVIDENCE, columns=_COLUMNS, landscape=True, footer=draft.footer)
    row = titled(
        sheet,
        styles,
        f"Minh chứng năm {draft.year}",
        [
            (
                "Chỉ ghi số, ký hiệu, ngày, cơ quan ban hành, trang hoặc mục của văn bản. "
                "Không ghi tên trẻ em, không dán tài liệu."
            ),
            (
                "Tệp minh chứng: đặt tên bắt đầu bằng mã phần, ví dụ «7 báo cáo tiêm chủng.pdf», "
                "hoặc ghi tên tệp vào cột «Tên tệp». Ảnh thì không để nhìn rõ mặt trẻ em."
            ),
        ],
    )
    counted = row
    row += 1
    draft.formula(EVIDENCE_SHEET, (row, 1), sample_formula(draft.plan), "sample")
    row += 1
    for column, words in enumerate(_HEADS, 1):
        sheet.write_string(row, column, words, styles["head"])
    sheet.set_row(row, 24)
    sheet.freeze_panes(row + 1, 4)
    sheet.repeat_rows(row)
    start = row + 1
    ids = evidence_ids(ruleset)
    numbers: dict[str, int] = {}
    added: list[str] = []
    asked = 0
    for _, part in ruleset.parts:
        for document, _, _ in _needed(part, draft):
            if document.name:
                numbers.setdefault(document.key, len(numbers) + 1)
    for criterion, part in ruleset.parts:
        row += 1
        _group(draft, row, f"Tiêu chí {criterion.number}. {part.name or criterion.name}")
        # The ids and the documents come in the same order: the part's own, then its items'.
        for id_, (document, basis, answer) in zip(
            ids[part.code], _needed(part, draft), strict=True
        ):
            row += 1
            _document(draft, row, id_, document.name, basis, answer)
            asked += bool(document.name)
            if document.name:
                number: str = text(f"{numbers[document.key]:02}")
            else:
                # The next number, once anything is noted: as the papers count them.
                number = _next(row + 1, len(numbers), added)
                added.append(f"${_NUMBER_COLUMN}${row + 1}")
            draft.formula(EVIDENCE_SHEET, (row, 2), number, "middle")
    coloured(sheet, styles, (start, _MISSING, row, _MISSING))
    draft.formula(EVIDENCE_SHEET, (counted, 1), _counted(start + 1, row + 1, asked), "line")
    sheet.print_area(0, 0, row, _LAST)


def _next(row: int, asked: int, added: list[str]) -> str:
    given = f"COUNTA({_GIVEN.format(row=row)})=0"
    before = f"+COUNT({','.join(added)})" if added else ""
    return when(given, NOTHING, f"{asked + 1}{before}")


def _counted(first_row: int, last_row: int, asked: int) -> str:
    """Return how many of the needed documents are noted, as ``phuhop check`` counts them."""
    area = f"$J${first_row}:$J${last_row}"
    missing, unneeded = (f"COUNTIF({area},{text(words)})" for words in (_LACKING, _NOT_NEEDED))
    return f'"Còn thiếu "&{missing}&"/"&({asked}-{unneeded})&" tài liệu cần có."'


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A document by its name, none for one that the officer names; equal ones are one."""

    name: str
    key: str


def _needed(part: Part, draft: Draft) -> Iterator[tuple[_Wanted, str, str | None]]:
    """Yield the documents with their basis, and the answer that makes them needed."""
    for document, basis in _documents(part.evidence):
        yield _Wanted(document, f"{document}|{basis}"), basis, None
    for item in part.items:
        for document, basis in _documents(item.evidence):
            wanted = _Wanted(f"{item.code} {document}", f"{document}|{basis}")
            yield wanted, basis, draft.plan.now(item.code)
    for _ in other_ids(part.code):
        yield _Wanted("", ""), _ADDED, None


def _documents(evidence: Evidence) -> Iterator[tuple[str, str]]:
    for needed in evidence:
        if isinstance(needed, EvidenceItem):
            level = level_words(needed.verified.as_level)
            yield needed.document, f"{needed.citation}; {level}" if needed.citation else level
        else:
            yield needed, level_words(Level.ASSUMED)


def _group(draft: Draft, row: int, name: str) -> None:
    # Not merged: merged rows get in the way of sorting and inserting.
    sheet, look = draft.sheets[EVIDENCE_SHEET], draft.styles["group_line"]
    sheet.set_row(row, 22)
    sheet.write_string(row, 1, name, look)
    for column in range(2, _LAST + 1):
        sheet.write_blank(row, column, None, look)


def _document(  # noqa: PLR0913, PLR0917 -- the cells of a row, in their order
    draft: Draft, row: int, id_: str, document: str, basis: str, answer: str | None
) -> None:
    sheet, styles = draft.sheets[EVIDENCE_SHEET], draft.styles
    draft.row(EVIDENCE_SHEET, row, id_)
    sheet.set_row(row, height((document, _DOCUMENT_WIDTH), (basis, _BASIS_WIDTH)))
    sheet.write_string(row, 1, id_.partition(":")[0], styles["middle"])
    message = "Không ghi tên hay thông tin của trẻ em"
    if document:
        sheet.write_string(row, 3, document, styles["cell"])
    else:
        validation = form_inputs.words("Tên tài liệu khác", message, LONGEST_NOTE)
        draft.input(EVIDENCE_SHEET, (row, 3), (id_, LABEL), "type_text", validation)
    for column, (name, title) in enumerate(
        (
            (NUMBER, "Số, ký hiệu"),
            (DAY, "Ngày ban hành"),
            (ISSUER, "Cơ quan ban hành"),
            (PAGE, "Trang, mục"),
            (FILES, "Tên tệp"),
        ),
        4,
    ):
        if name == DAY:
            validation = form_inputs.day(title, "Ngày/tháng/năm, ví dụ 15/11/2024")
        else:
            hint = "Nhiều tệp thì cách nhau bằng dấu ;" if name == FILES else message
            validation = form_inputs.words(title, hint, LONGEST_NOTE)
        style = "type_day" if name == DAY else "type_text"
        draft.input(EVIDENCE_SHEET, (row, column), (id_, name), style, validation)
    signed = draft.cells[SIGNED_ON, VALUE]
    report = f"'{signed[0]}'!${signed[1][0]}${signed[1][1:]}"
    draft.formula(EVIDENCE_SHEET, (row, _MISSING), _missing(row + 1, answer, report), "check")
    sheet.write_string(row, _LAST, basis, styles["small"])


def _missing(row: int, answer: str | None, report: str) -> str:
    """Return what to say of a row; *answer* is the cell of the answer that makes it needed."""
    # Of a document that the officer names, the name counts as something noted.
    given = f"COUNTA({_GIVEN.format(row=row)})-({_asked(row)})"
    lacks = "&".join(
        when(f'$%s{row}=""' % column, text(f", {word}"), NOTHING)
        for column, word in (("E", "số"), ("F", "ngày"), ("G", "cơ quan"), ("H", "trang"))
    )
    is_late = f"IF(AND(ISNUMBER($F{row}),ISNUMBER({report})),$F{row}>{report},FALSE)"
    cases = [(is_late, text("✘ sau ngày ký báo cáo")), (f"COUNTA($E{row}:$H{row})=4", text("✔ đủ"))]
    if answer is not None:
        cases.append((f'AND({given}=0,{answer}=0,{answer}<>"")', text(_NOT_NEEDED)))
    cases.append((f"{given}=0", when(_asked(row), text(_LACKING), NOTHING)))
    return first(cases, f'"? thiếu "&MID({lacks},3,99)')


def _asked(row: int) -> str:
    """Return the condition that the ruleset asks for the row's document: its basis says so."""
    return f"$K{row}<>{text(_ADDED)}"

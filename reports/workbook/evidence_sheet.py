"""The sheet *Minh chứng*: of each document its number, day, issuer and page; never the paper."""

from __future__ import annotations

from collections.abc import Iterator

from reports.workbook import inputs as form_inputs
from reports.workbook.draft import Draft
from reports.workbook.figures_sheet import LONGEST_NOTE
from reports.workbook.formulas.language import NOTHING, first, text, when
from reports.workbook.guide_sheet import sample_formula
from reports.workbook.plan import EVIDENCE_SHEET
from reports.workbook.style import coloured, height, laid_out, titled
from scoring.base.levels import Level
from scoring.engine.explanation import level_words
from scoring.forms.ids import DAY, EVIDENCE, ISSUER, LABEL, NUMBER, OTHER, PAGE, evidence_ids
from scoring.rules.kinds.part import Part
from scoring.rules.verification import Evidence, EvidenceItem

_HEADS = (
    "Phần",
    "Tài liệu cần có",
    "Số, ký hiệu",
    "Ngày",
    "Cơ quan ban hành",
    "Trang, mục",
    "Còn thiếu",
    "Căn cứ, mức tin cậy",
)
_LAST = len(_HEADS)
_DOCUMENT_WIDTH, _BASIS_WIDTH = 60, 30


def write_evidence(draft: Draft) -> None:
    """Write the sheet *Minh chứng*."""
    sheet, styles, ruleset = draft.sheets[EVIDENCE_SHEET], draft.styles, draft.ruleset
    laid_out(
        sheet,
        styles,
        EVIDENCE,
        columns=[
            ("", 8),
            (LABEL, _DOCUMENT_WIDTH),
            (NUMBER, 20),
            (DAY, 14),
            (ISSUER, 30),
            (PAGE, 18),
            ("", 24),
            ("", _BASIS_WIDTH),
        ],
        landscape=True,
        footer=draft.footer,
    )
    row = titled(
        sheet,
        styles,
        f"Minh chứng năm {draft.year}",
        [
            (
                "Chỉ ghi số, ký hiệu, ngày, cơ quan ban hành, trang hoặc mục của văn bản. "
                "Không ghi tên trẻ em, không dán tài liệu."
            )
        ],
    )
    draft.formula(EVIDENCE_SHEET, (row, 1), sample_formula(draft.plan), "sample")
    row += 1
    for column, words in enumerate(_HEADS, 1):
        sheet.write_string(row, column, words, styles["head"])
    sheet.set_row(row, 24)
    sheet.freeze_panes(row + 1, 3)
    sheet.repeat_rows(row)
    start = row + 1
    ids = evidence_ids(ruleset)
    for criterion, part in ruleset.parts:
        row += 1
        _group(draft, row, f"Tiêu chí {criterion.number}. {part.name or criterion.name}")
        # The ids and the documents come in the same order: the part's own, then its items'.
        for id_, (document, basis, answer) in zip(
            ids[part.code], _needed(part, draft), strict=True
        ):
            row += 1
            _document(draft, row, id_, document, basis, answer)
    coloured(sheet, styles, (start, 7, row, 7))
    sheet.print_area(0, 0, row, _LAST)


def _needed(part: Part, draft: Draft) -> Iterator[tuple[str, str, str | None]]:
    """Yield the documents with their basis, and the answer that makes them needed."""
    for document, basis in _documents(part.evidence):
        yield document, basis, None
    for item in part.items:
        for document, basis in _documents(item.evidence):
            yield f"{item.code} {document}", basis, draft.plan.now(item.code)
    yield "Tài liệu khác (nếu có)", "", None


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
    is_other = id_.endswith(f":{OTHER}")
    sheet.write_string(row, 2, document, styles["check" if is_other else "cell"])
    for column, (name, title) in enumerate(
        (
            (NUMBER, "Số, ký hiệu"),
            (DAY, "Ngày ban hành"),
            (ISSUER, "Cơ quan ban hành"),
            (PAGE, "Trang, mục"),
        ),
        3,
    ):
        if name == DAY:
            validation = form_inputs.day(title, "Ngày/tháng/năm, ví dụ 15/11/2024")
        else:
            message = "Không ghi tên hay thông tin của trẻ em"
            validation = form_inputs.words(title, message, LONGEST_NOTE)
        style = "type_day" if name == DAY else "type_text"
        draft.input(EVIDENCE_SHEET, (row, column), (id_, name), style, validation)
    draft.formula(EVIDENCE_SHEET, (row, 7), _missing(row + 1, answer, is_other=is_other), "check")
    sheet.write_string(row, 8, basis, styles["small"])


def _missing(row: int, answer: str | None, *, is_other: bool) -> str:
    given = f"COUNTA($D{row}:$G{row})"
    lacks = "&".join(
        when(f'$%s{row}=""' % column, text(f", {word}"), NOTHING)
        for column, word in (("D", "số"), ("E", "ngày"), ("F", "cơ quan"), ("G", "trang"))
    )
    cases = [(f"{given}=4", text("✔ đủ"))]
    if is_other:
        cases.append((f"{given}=0", NOTHING))
    else:
        if answer is not None:
            cases.append((f"{answer}=0", text("không cần: trả lời «không»")))
        cases.append((f"{given}=0", text("✘ còn thiếu")))
    return first(cases, f'"? thiếu "&MID({lacks},3,99)')

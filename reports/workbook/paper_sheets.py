"""The sheets *Văn bản* and *Hội đồng*: everything the papers would otherwise leave dotted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from reports.dossier.sets import commune_set
from reports.workbook import inputs as form_inputs
from reports.workbook.draft import Draft
from reports.workbook.formulas.language import NOTHING, first, text, when
from reports.workbook.guide_sheet import sample_formula
from reports.workbook.plan import COUNCIL_SHEET, PAPERS_SHEET
from reports.workbook.style import height, laid_out, titled
from scoring.base.limits import LONGEST_TEXT
from scoring.forms import paper_fields as rows
from scoring.forms.ids import COUNCIL, KIND, LABEL, NAME, PAPERS, POSITION, VALUE
from scoring.forms.paper_fields import (
    LONGEST_PARAGRAPH,
    FieldGroup,
    Kind,
    PaperField,
    council_groups,
    paper_groups,
)
from scoring.rules.ruleset import Ruleset

_LABEL_WIDTH, _VALUE_WIDTH, _THIRD_WIDTH, _HINT_WIDTH = 44, 56, 40, 42
_STYLES = {Kind.DAY: "type_day", Kind.COUNT: "type_count"}
_PARAGRAPH_HEIGHT = 64
_NOT_TOLD = "…… (để viết tay)"
_NO_LINE = "(không ghi dòng này)"
_MOST_PEOPLE, _MOST_NUMBER = 200, 99_999


@cache
def _papers() -> tuple[tuple[str, str], ...]:
    """Return the code and the kind of each paper of the commune's set that carries a number."""
    return tuple((d.code, d.kind) for d in commune_set().documents if d.symbol is not None)


def paper_sheets(ruleset: Ruleset) -> tuple[FieldGroup, ...]:
    """Return the rows of both sheets."""
    return (*paper_groups(_papers()), *_council(ruleset))


def _council(ruleset: Ruleset) -> tuple[FieldGroup, ...]:
    return council_groups((c.number, c.name) for c in ruleset.criteria)


def write_papers(draft: Draft) -> None:
    """Write the sheet *Văn bản*: beside each cell stands what the papers will say."""
    lead = "Ô để trống thì văn bản in theo cột «Văn bản sẽ in», hoặc chừa chỗ để viết tay."
    _write(draft, PAPERS_SHEET, PAPERS, "Văn bản", lead, paper_groups(_papers()))


def write_council(draft: Draft) -> None:
    """Write the sheet *Hội đồng*."""
    lead = "Dùng cho báo cáo và biên bản; ô để trống thì văn bản chừa chỗ để viết tay."
    _write(draft, COUNCIL_SHEET, COUNCIL, "Hội đồng đánh giá", lead, _council(draft.ruleset))


def _write(  # noqa: PLR0913, PLR0917 -- what the two sheets differ in
    draft: Draft, name: str, id_: str, title: str, lead: str, groups: tuple[FieldGroup, ...]
) -> None:
    sheet, styles = draft.sheets[name], draft.styles
    is_council = id_ == COUNCIL
    columns = [
        (LABEL, _LABEL_WIDTH),
        (VALUE, _VALUE_WIDTH),
        (POSITION if is_council else "", _THIRD_WIDTH),
        ("", _HINT_WIDTH),
    ]
    laid_out(sheet, styles, id_, columns=columns, landscape=True, footer=draft.footer)
    row = titled(sheet, styles, f"{title} năm {draft.year}", [lead])
    draft.formula(name, (row, 1), sample_formula(draft.plan), "sample")
    third = "Chức vụ, đơn vị công tác" if is_council else "Văn bản sẽ in"
    sheet.freeze_panes(row + 1, 2)
    cells: dict[str, str] = {}
    for group in groups:
        row += 1
        for column, words in enumerate((group.title, "Ghi vào đây", third, "Cách ghi"), 1):
            sheet.write_string(row, column, words, styles["head"])
        sheet.set_row(row, 24)
        for field in group.fields:
            row += 1
            cells[field.id] = f"$C${row + 1}"
            _field(draft, name, row, field)
            if is_council:
                _position(draft, name, row, field)
            else:
                style = "check_day" if field.kind is Kind.DAY else "check"
                draft.formula(name, (row, 3), _printed(draft, field, cells), style)
    sheet.print_area(0, 0, row, len(columns))


def _field(draft: Draft, name: str, row: int, field: PaperField) -> None:
    sheet, styles = draft.sheets[name], draft.styles
    draft.row(name, row, field.id)
    lowest = _PARAGRAPH_HEIGHT if field.kind is Kind.PARAGRAPH else 0
    sheet.set_row(row, max(height((field.label, _LABEL_WIDTH), (field.hint, _HINT_WIDTH)), lowest))
    sheet.write_string(row, 1, field.label, styles["cell"])
    sheet.write_string(row, 4, field.hint, styles["faint"])
    title, message = field.label, field.hint or field.label
    match field.kind:
        case Kind.DAY:
            validation = form_inputs.day(title, message)
        case Kind.COUNT:
            is_paper = field.id.startswith(rows.PAPER_NUMBER)
            largest = _MOST_NUMBER if is_paper else _MOST_PEOPLE
            validation = form_inputs.count(title, message, largest)
        case Kind.PARAGRAPH:
            validation = form_inputs.words(title, message, LONGEST_PARAGRAPH)
        case _:
            validation = form_inputs.words(title, message, LONGEST_TEXT)
    style = _STYLES.get(field.kind, "type_text")
    draft.input(name, (row, 2), (field.id, VALUE), style, validation)


def _position(draft: Draft, name: str, row: int, field: PaperField) -> None:
    if field.kind is not Kind.PERSON:
        draft.sheets[name].write_blank(row, 3, None, draft.styles["closed"])
        return
    validation = form_inputs.words("Chức vụ, đơn vị công tác", field.label, LONGEST_TEXT)
    draft.input(name, (row, 3), (field.id, POSITION), "type_text", validation)


def _printed(draft: Draft, field: PaperField, cells: Mapping[str, str]) -> str:
    """Return what the papers will say: the cell, else what is usual for a People's Committee."""
    usual = _USUAL.get(field.id.partition(":")[0])
    own = cells[field.id]
    otherwise = text(_NOT_TOLD) if usual is None else usual(draft, cells)
    if field.kind is Kind.DAY:
        otherwise = NOTHING if field.id != rows.SIGNED_ON else text(_NOT_TOLD)
    return when(f'{own}=""', otherwise, own)


def _issuer(draft: Draft, cells: Mapping[str, str]) -> str:
    name, kind = draft.plan.field(NAME), draft.plan.field(KIND)
    known = f'"Ủy ban nhân dân "&{kind}&" "&{_bare(draft)}'
    given = cells[rows.ISSUER_NAME]
    return when(f'{given}=""', when(f'OR({name}="",{kind}="")', text(_NOT_TOLD), known), given)


def _bare(draft: Draft) -> str:
    """Return the commune's name without its kind."""
    name, kind = draft.plan.field(NAME), draft.plan.field(KIND)
    has_kind = f'LEFT(LOWER({name}),LEN({kind})+1)={kind}&" "'
    return when(has_kind, f"TRIM(MID({name},LEN({kind})+2,300))", name)


def _of_committee(usual: Callable[[Draft, Mapping[str, str]], str]) -> Callable[..., str]:
    """Return what is usual where the issuer is a People's Committee, and nowhere else."""

    def formula(draft: Draft, cells: Mapping[str, str]) -> str:
        is_committee = f'LEFT(LOWER({_issuer(draft, cells)}),15)="ủy ban nhân dân"'
        return when(is_committee, usual(draft, cells), text(_NOT_TOLD))

    return formula


def _place(draft: Draft, cells: Mapping[str, str]) -> str:
    del cells
    name, bare = draft.plan.field(NAME), _bare(draft)
    is_number = f"ISNUMBER(LEFT({bare},1)*1)"
    return first(
        [(f'OR({name}="",ISNUMBER(FIND(",",{name})))', text(_NOT_TOLD)), (is_number, name)], bare
    )


def _signs_as(draft: Draft, cells: Mapping[str, str]) -> str:
    """Return in whose name the signer of the position below signs.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, ô số 7a.
    """
    del draft
    at = cells[rows.AUTHORITY]
    # The position stands in the row below; the row is not written yet.
    below = f"$C${int(at.rpartition('$')[2]) + 1}"
    signer = f"$C${int(at.rpartition('$')[2]) + 2}"
    position = f"LOWER({below})"
    return first(
        [
            (f'LEFT({position},12)="phó chủ tịch"', text("KT. Chủ tịch")),
            (f'LEFT({position},8)="chủ tịch"', text("TM. Ủy ban nhân dân")),
            (f'AND({below}="",{signer}="")', text("TM. Ủy ban nhân dân")),
        ],
        text(_NOT_TOLD),
    )


def _position_usual(draft: Draft, cells: Mapping[str, str]) -> str:
    del draft
    signer = f"$C${int(cells[rows.SIGNER_POSITION].rpartition('$')[2]) + 1}"
    return when(f'{signer}=""', text("Chủ tịch"), text(_NOT_TOLD))


def _kept_by(draft: Draft, cells: Mapping[str, str]) -> str:
    del draft
    unit = cells[rows.UNIT_SYMBOL]
    return when(f'{unit}=""', text("VT"), f'"VT, "&{unit}')


_USUAL: Mapping[str, Callable[[Draft, Mapping[str, str]], str]] = {
    rows.ISSUER_NAME: _issuer,
    rows.PARENT: _of_committee(lambda _, __: text(_NO_LINE)),
    rows.SYMBOL: _of_committee(lambda _, __: text("UBND")),
    rows.UNIT_SYMBOL: _of_committee(lambda _, __: text("(không ghi)")),
    rows.PLACE: _of_committee(_place),
    rows.AUTHORITY: _of_committee(_signs_as),
    rows.SIGNER_POSITION: _of_committee(_position_usual),
    rows.RECIPIENT_COPY: lambda _, __: NOTHING,
    rows.KEPT_BY: _of_committee(_kept_by),
    rows.PAPER_SYMBOL: lambda _, __: NOTHING,
}
"""What papers say where a cell is blank: as ``reports.papers.usual_office`` has it."""

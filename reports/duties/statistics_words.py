"""The words of a form of statistics: its heads, its rows as texts, its signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import criteria
from reports.papers.blocks import DocumentSet
from reports.papers.office import EMPTY, Office
from reports.papers.office_words import OfficeWords, office_words
from reports.papers.set_reading import document_set
from reports.word.writing import docx_templates
from reports.wording.clean import cleaned
from reports.wording.notices import Notice
from reports.wording.shares import share_text
from reports.wording.words import DOTS, SAMPLE_NOTICE, SHORT_DOTS
from scoring.base.quantities import vietnamese
from scoring.duties.filled_forms import FilledForm, FormCell
from scoring.duties.statistics import Form, StatisticsFile

FORMS_SET = criteria.DOCUMENTS / "bieu-te.yaml"
_NO_DAY = f"ngày {SHORT_DOTS} tháng {SHORT_DOTS}"


@dataclass(frozen=True, slots=True)
class SignatureWords:
    """Who signs, and how."""

    who: str
    how: str


@dataclass(frozen=True, slots=True)
class FormRowWords:
    """A row; ``c1`` … are its numbers as text, empty where the form has no such column."""

    name: str
    code: str
    c1: str = ""
    c2: str = ""
    c3: str = ""
    c4: str = ""
    c5: str = ""
    c6: str = ""
    c7: str = ""
    c8: str = ""
    c9: str = ""
    c10: str = ""
    c11: str = ""
    c12: str = ""
    c13: str = ""
    c14: str = ""
    c15: str = ""
    c16: str = ""


@dataclass(frozen=True, slots=True)
class FormWords:
    """A form's words, its rows included."""

    number: str
    name: str
    year: str
    issued: str
    due: str
    sender: str
    receiver: str
    unit: str
    signed_on: str
    signatures: tuple[SignatureWords, ...]
    rows: tuple[FormRowWords, ...]


@dataclass(frozen=True, slots=True)
class FormPaper:
    """What one form's Word document may name."""

    title: str
    office: OfficeWords
    notices: tuple[Notice, ...]
    form: FormWords
    sender_signs: str
    sender_how: str
    head_signs: str
    head_how: str


def forms_set() -> DocumentSet:
    """Return the set the forms' Word documents are declared in."""
    return document_set(FORMS_SET, FormPaper)


def form_words(
    file: StatisticsFile,
    form: Form,
    year: int,
    filled: FilledForm | None = None,
    office: Office = EMPTY,
) -> FormWords:
    """Return the words; without *filled* the rows have no numbers.

    The office's own name stands as sender where its profile gives one, else who sends by the
    dated data.
    """
    exchange = file.exchange_for(year)
    rows = []
    for row in form.rows:
        numbers = {}
        if filled is not None and not row.is_heading:
            numbers = {
                column.code: cell_words(filled.cells[row.code, column.code])
                for column in form.columns
            }
        rows.append(FormRowWords(row.name, row.code, **numbers))
    return cleaned(
        FormWords(
            number=form.number,
            name=form.name,
            year=f"Năm {year} (kỳ báo cáo {file.period})",
            issued=f"Ban hành theo {file.circular}",
            due=f"Ngày gửi: {file.due_for(year):%d/%m/%Y}",
            sender=office.issuer or exchange.sender,
            receiver=exchange.receiver,
            unit=form.unit,
            signed_on=f"{office.place or DOTS}, {_NO_DAY} năm {year + 1}",
            signatures=tuple(SignatureWords(one.who, one.how) for one in file.signatures),
            rows=tuple(rows),
        )
    )


def cell_words(cell: FormCell) -> str:
    """Return a cell as text: a count, a share without its sign, nothing where it is blank."""
    if cell.number is None or (cell.is_share and not cell.whole):
        return ""
    if cell.is_share:
        return share_text(cell.number, cell.whole or 0).removesuffix("%")
    return vietnamese(cell.number)


def form_documents(
    made: Sequence[tuple[FilledForm, FormWords]], office: Office = EMPTY, *, is_sample: bool
) -> dict[str, bytes]:
    """Return each form as a Word document by the name of its file."""
    documents = forms_set()
    found = {}
    for filled, words in made:
        first, last = words.signatures[0], words.signatures[-1]
        paper = FormPaper(
            title=f"Biểu số {words.number}. {words.name}. {words.year}",
            office=office_words(office),
            notices=(SAMPLE_NOTICE,) if is_sample else (),
            form=words,
            sender_signs=first.who,
            sender_how=first.how,
            head_signs=last.who,
            head_how=last.how,
        )
        for template in docx_templates(documents.chosen((filled.form.code,))):
            found[template.name] = template.fill(cleaned(paper))
    return found

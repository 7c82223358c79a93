"""What an officer typed into the workbook besides figures, as the documents print it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from reports.papers.office import EMPTY, Office
from reports.papers.office_file import DEGREES
from scoring.base.problems import Place, Problem, Severity, shown
from scoring.forms import cell_notes
from scoring.forms.form import EvidenceGiven, Form
from scoring.forms.ids import PROFILE_FIELDS
from scoring.tables.cell_text import CellFault

NO_FORM = Form("", "", "")
"""The form of a commune that reported by a table."""

_TO_OFFICE = {
    "ho_so_co_quan": "issuer",
    "ho_so_dia_danh": "place",
    "ho_so_ngay": "day",
    "ho_so_nguoi_ky": "signer",
    "ho_so_chuc_vu_ky": "position",
}
"""Which field of the office profile a row of the form fills in."""
_PREPARED_BY, _PREPARER_POSITION = "ho_so_nguoi_lap", "ho_so_chuc_vu_lap"
_LABELS = {field.id: field.label for field in PROFILE_FIELDS}


def completed(office: Office, form: Form) -> Office:
    """Return the profile with its blanks filled in from the form; the file is never overruled."""
    given: dict[str, Any] = {
        name: value
        for id_, name in _TO_OFFICE.items()
        if getattr(office, name) is None and (value := _value(form, id_)) is not None
    }
    return replace(office, **given) if given else office


def office_remarks(office: Office | None, form: Form, place: Place) -> Iterator[Problem]:
    """Yield a warning for each row of the form that is not printed as it stands there.

    *place* is the form's. The office's own file says what is printed where the two differ.
    """
    for id_, name in _TO_OFFICE.items():
        typed = form.profile.get(id_)
        if typed is None:
            continue
        label = _LABELS[id_]
        value, said = _value(form, id_), getattr(office or EMPTY, name)
        message = ""
        if value is None:
            message = f"«{label}»: {shown(typed)} không phải là ngày; để trống trên văn bản"
        elif said is not None and said != value:
            message = f"«{label}»: biểu ghi {shown(typed)}, tệp thông tin cơ quan ghi "
            message += f"{shown(_typed(said))}; văn bản in theo tệp thông tin cơ quan"
        elif name == "signer" and (degree := DEGREES.match(typed)):
            message = f"«{label}»: {shown(typed)} có ghi «{degree[0]}»; dưới chữ ký chỉ ghi họ tên"
        if message:
            yield Problem(place, "thong-tin-co-quan", message, "", Severity.WARNING)


def _value(form: Form, id_: str) -> str | date | None:
    typed = form.profile.get(id_)
    if typed is None or _TO_OFFICE[id_] != "day":
        return typed
    try:
        return cell_notes.day(typed)
    except CellFault:
        return None


def _typed(value: object) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def prepared_by(form: Form) -> str:
    """Return who filled the form in, empty where that was not said."""
    given = (form.profile.get(id_) for id_ in (_PREPARED_BY, _PREPARER_POSITION))
    return ", ".join(filter(None, given))


def source_words(form: Form, code: str, evidence: str) -> str:
    """Return where a figure comes from: what was typed, then the numbers of the evidence."""
    typed = form.sources.get(code)
    return f"{typed} ({evidence})" if typed else evidence


def note_words(form: Form, named: Iterable[tuple[str, str]]) -> str:
    """Return the explanations given for these codes, each with its name where it has one."""
    told = [
        f"{name}: {note}" if name else note
        for code, name in named
        if (note := form.notes.get(code)) is not None
    ]
    return f"Giải trình: {'; '.join(told)}." if told else ""


def given_words(given: EvidenceGiven) -> str:
    """Return number, day, issuer and page of a document on one line.

    >>> given_words(EvidenceGiven("12/BC-TYT", date(2024, 11, 5), "Trạm Y tế", "3"))
    '12/BC-TYT ngày 05/11/2024, Trạm Y tế, trang 3'
    """
    day = given.day
    dated = f"ngày {_typed(day)}" if day else ""
    page = f"trang {given.page}" if given.page and given.page.isdigit() else given.page
    first = " ".join(filter(None, (given.number, dated)))
    return ", ".join(filter(None, (first, given.issuer, page)))

"""What an officer typed into the workbook besides figures, as the documents print it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from scoring.forms.form import EvidenceGiven, Form

NO_FORM = Form("", "", "")
"""The form of a commune that reported by a table."""

_PREPARED_BY, _PREPARER_POSITION = "ho_so_nguoi_lap", "ho_so_chuc_vu_lap"


def _typed(value: object) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def prepared_by(form: Form) -> str:
    """Return who filled the form in, empty where that was not said."""
    given = (form.profile.get(id_) for id_ in (_PREPARED_BY, _PREPARER_POSITION))
    return ", ".join(filter(None, given))


def typed_sources(form: Form, codes: Iterable[str]) -> str:
    """Return where the figures of these codes come from, each source once."""
    told = dict.fromkeys(form.sources[code] for code in codes if code in form.sources)
    return f"Nguồn: {'; '.join(told)}." if told else ""


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

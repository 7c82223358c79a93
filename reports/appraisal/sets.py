"""The two document sets of appraisal, and which of their documents a case calls for."""

from __future__ import annotations

import criteria
from reports.appraisal.model import AppraisalPapers, RecognitionPapers
from reports.papers.blocks import DocumentSet
from reports.papers.set_reading import document_set

_SETS = criteria.DOCUMENTS

SUPPLEMENT, MINUTES, COMPARISON, REPORT, REPLY = "01", "02", "03", "04", "05"
"""Codes of the papers about one commune."""

DECISION = "07"


def appraisal_set() -> DocumentSet:
    """Return the papers about one commune."""
    return document_set(_SETS / "tham-dinh.yaml", AppraisalPapers)


def recognition_set() -> DocumentSet:
    """Return the papers about the list of communes to recognise."""
    return document_set(_SETS / "cong-nhan.yaml", RecognitionPapers)


def numbered() -> tuple[str, ...]:
    """Return the codes of all documents that bear a number."""
    return (*appraisal_set().numbered, *recognition_set().numbered)


def called_for(papers: AppraisalPapers) -> tuple[str, ...]:
    """Return the codes of the papers that this commune's case calls for.

    None of them says anything else than the register: what was given back is not refused, what
    is decided asks for nothing more, what is not concluded has no report yet.
    """
    if papers.is_returned:
        wanted = {SUPPLEMENT, MINUTES, COMPARISON} if papers.is_appraised else {SUPPLEMENT}
    elif papers.is_decided:
        wanted = {MINUTES, COMPARISON, REPORT, *([REPLY] if papers.is_refused else [])}
    else:
        wanted = {MINUTES, COMPARISON, *([SUPPLEMENT] if papers.supplements else [])}
        if papers.is_concluded:
            wanted |= {REPORT, *([REPLY] if papers.result.is_not_met else [])}
    return tuple(code for code in appraisal_set().codes if code in wanted)


def file_name(name: str, *, is_draft: bool) -> str:
    """Return the name of the file of a decision or refusal, which says that it is a draft.

    >>> file_name("07-quyet-dinh-cong-nhan.docx", is_draft=True)
    '07-du-thao-quyet-dinh-cong-nhan.docx'
    """
    code, _, rest = name.partition("-")
    return f"{code}-du-thao-{rest}" if is_draft and code in {DECISION, REPLY} else name

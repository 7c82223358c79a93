"""The two document sets of appraisal, and which of their documents a case calls for."""

from __future__ import annotations

import criteria
from reports.appraisal.model import AppraisalPapers, RecognitionPapers
from reports.papers.blocks import DocumentSet
from reports.papers.set_reading import document_set

_SETS = criteria.DOCUMENTS

SUPPLEMENT, REPLY = "01", "05"
"""Codes of the papers that only some cases call for."""

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
    """Return the codes of the papers that this commune's case calls for."""
    left_out = {
        *(() if papers.has_supplements else (SUPPLEMENT,)),
        *(() if papers.result.is_not_met else (REPLY,)),
    }
    return tuple(code for code in appraisal_set().codes if code not in left_out)


def file_name(name: str, *, is_draft: bool) -> str:
    """Return the name of a decision's file, which says that it is a draft.

    >>> file_name("07-quyet-dinh-cong-nhan.docx", is_draft=True)
    '07-du-thao-quyet-dinh-cong-nhan.docx'
    """
    code, _, rest = name.partition("-")
    return f"{code}-du-thao-{rest}" if is_draft and code == DECISION else name

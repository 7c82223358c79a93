"""The papers of a decision: as a draft before it is recorded, and as the register has it."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop import __version__
from phuhop.usecases.verifier.appraisal_papers import (
    Compiler,
    letterhead_remark,
    of_communes,
    of_lists,
)
from registry.views.case_file import CaseFile, case_file
from reports.appraisal.decisions import Decided
from reports.appraisal.sets import DECISION, REPLY, numbered
from reports.html.writing import html_parts
from reports.papers.office import EMPTY, Office
from reports.papers.office_file import load_office
from reports.word.writing import docx_templates
from reports.wording.stamp import Stamp
from scoring.base.problems import Place, Problem, ProblemsFound

if TYPE_CHECKING:
    from phuhop.usecases.office.deciding import OnePaper
    from registry.store.database import Database


def draft_papers(
    database: Database,
    paper: OnePaper,
    reasons: Mapping[str, str | None],
    office: str | None = None,
    *,
    is_shown: bool = False,
) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """Return the papers as they would be; *reasons* has a line a dossier that is chosen.

    They are Word files; with *is_shown* only the paper that decides, as parts of a page.
    Raises ``ProblemsFound`` for a dossier without an appraisal and for a faulty letterhead.
    """
    cases = _cases(database, [*reasons])
    outcomes = [
        Decided(
            paper.recognised,
            paper.number,
            paper.day,
            paper.signer,
            None if paper.recognised else reasons[str(case.key)],
        )
        for case in cases
    ]
    return _papers(cases, outcomes, office, recognised=paper.recognised, is_shown=is_shown)


def recorded_papers(
    database: Database, keys: Sequence[str], office: str | None = None
) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """Return the papers of dossiers that one paper decided, as the register has it now."""
    cases = [case for case in _cases(database, keys) if case.decided is not None]
    outcomes = [case.decided for case in cases if case.decided is not None]
    recognised = bool(outcomes) and outcomes[0].recognised
    return _papers(cases, outcomes, office, recognised=recognised)


def _papers(
    cases: Sequence[CaseFile],
    outcomes: Sequence[Decided],
    text: str | None,
    *,
    recognised: bool,
    is_shown: bool = False,
) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    office = _office(text)
    comparisons = [case.comparison for case in cases if case.comparison is not None]
    if len(comparisons) != len(cases) or not cases:
        places = [case.key for case in cases if case.comparison is None]
        message = "chưa có bản thẩm định nào cho bản hiện hành"
        faults = [Problem(Place(str(key)), "chua-tham-dinh", message) for key in places]
        raise ProblemsFound(faults or [Problem(Place("hồ sơ"), "chua-chon", "chưa chọn hồ sơ nào")])
    head = str(cases[0].head)
    compiler: Compiler = html_parts if is_shown else docx_templates
    if recognised:
        codes = {DECISION} if is_shown else None
        made = of_lists(comparisons, office, head, outcomes, codes, compiler)
    else:
        made = of_communes(comparisons, office, head, outcomes, {REPLY}, compiler)
    found = {f"{one.folder}/{name}": page for one in made for name, page in one.papers.items()}
    remark = letterhead_remark(office, outcomes[0], Place(str(cases[0].key)))
    return found, () if remark is None else (remark,)


def _cases(database: Database, keys: Sequence[str]) -> list[CaseFile]:
    with database.reading() as connection:
        return [case_file(connection, key, Stamp(__version__)) for key in keys]


def _office(text: str | None) -> Office:
    if text is None:
        return EMPTY
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "co-quan.yaml"
        path.write_text(text, "utf-8")
        return load_office(path, numbered())

"""Which documents of a dossier are there: by file, by number and day, and which are missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from registry.evidence.folder import missing
from registry.evidence.matching import EvidenceCodes
from registry.store.dossier_keys import Key
from registry.views.evidence_overview import EvidenceState, asked_documents, evidence_overview
from reports.dossier.evidence import EvidenceList
from reports.dossier.form_entries import NO_FORM
from scoring.engine.assessment import Assessment
from scoring.engine.scorer import score
from tests.support.registries import FULL, exhibit, hand_in, new_register, version
from tests.support.sample_sheets import ASSESSMENTS
from tests.support.strategies import decision_06

RULES = decision_06()
ASKED = asked_documents(RULES)


def state(tmp_path: Path, assessment: Assessment, **changes: object) -> EvidenceState:
    register = new_register((tmp_path / "so.db").as_posix())
    hand_in(register, replace(version(assessment), **changes))
    with register.reading() as connection:
        return evidence_overview(connection)[Key("99001", 2024, FULL.partition("@")[2])]


@pytest.mark.parametrize("name", ASSESSMENTS)
def test_documents_are_numbered_as_the_papers_number_them(name: str) -> None:
    listed = EvidenceList(score(RULES, ASSESSMENTS[name])).listed

    assert [(one.plain_label, one.needed.document, {*one.codes}) for one in listed] == [
        (one.label, one.name, {*one.codes}) for one in ASKED
    ]


def test_without_files_and_notes_the_same_are_missing_as_of_a_package(tmp_path: Path) -> None:
    assessment = ASSESSMENTS["mien-nui-dat"]
    sheet = score(RULES, assessment)
    told = [one.plain_label for one in missing(EvidenceCodes(sheet, NO_FORM), [], sheet)]
    found = state(tmp_path, assessment)

    assert told == [one.label for one in found.missing]
    assert (0, len(told)) == (found.given, found.asked)


def test_a_file_or_a_number_on_the_form_is_a_document_that_is_there(tmp_path: Path) -> None:
    first, second, *_ = ASKED
    file = replace(exhibit(b"%PDF-1.4"), proofs=[{"codes": [*first.codes], "label": first.label}])
    noted = {next(iter(second.rows)): {"number": "12/BC", "day": None}}
    found = state(
        tmp_path,
        ASSESSMENTS["mien-nui-dat"],
        evidence=(file,),
        notes={"evidence": noted},
    )

    assert 2 == found.given
    assert not {first.label, second.label} & {one.label for one in found.missing}


def test_what_is_answered_no_needs_no_document(tmp_path: Path) -> None:
    assessment = ASSESSMENTS["mien-nui-dat"]
    denied = replace(assessment, answers=dict.fromkeys(assessment.answers, False))

    assert state(tmp_path, denied).asked < len(ASKED)

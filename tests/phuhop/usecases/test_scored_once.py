"""Whatever is made of a dossier, no part of its figures is scored twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from phuhop.usecases.commune.dossiers import Order, write_dossiers
from phuhop.usecases.commune.packing import PackOrder, write_packages
from phuhop.usecases.register.bulk import Choice
from phuhop.usecases.register.casework import worksheets
from phuhop.usecases.register.papers import PapersWish, write_papers
from phuhop.usecases.rulesets import shipped
from registry.evidence.policy import evidence_policy
from registry.package.making import Maker
from registry.package.reading import read_package
from registry.package.reproduction import reproduced
from registry.store.database import Database
from reports.dossier.sets import commune_set
from reports.workbook.appraisal.beside import NOTHING_BESIDE
from scoring.appraisal.findings import Appraisal, EvidenceFinding, PartFinding
from scoring.base.problems import Place
from scoring.engine import scorer
from scoring.engine.assessment import Assessment
from scoring.engine.score_sheet import PartScore
from scoring.intake.reading import Entry
from scoring.rules.kinds.part import Part
from scoring.rules.ruleset import Figure
from tests.support.packages import RULESET_TEXT, a_package, saved
from tests.support.registries import KEY, appraise, hand_in, new_register, step
from tests.support.registries import version as a_version
from tests.support.sample_sheets import ASSESSMENTS
from tests.support.strategies import decision_06

Scored = Counter[tuple[str, str]]
"""How often each part of each assessment was scored."""

FORMATS = ("html", "docx")
FOUND = Appraisal(
    "99001",
    2024,
    "06-QD-TTg-2019",
    figures={"tre_duoc_kham_suc_khoe": 1000},
    parts={"9": PartFinding("tai-lieu-ghi-so-khac", "Sổ ghi 1.000", EvidenceFinding.PARTLY)},
)
ENTRY = Entry(ASSESSMENTS["mien-nui-dat"], decision_06(), Place("so-lieu.csv"))


@pytest.fixture
def scored(monkeypatch: pytest.MonkeyPatch) -> Scored:
    counted: Scored = Counter()
    real = scorer.score_part

    def counting(
        part: Part, citation: str, figures: Mapping[str, Figure], assessment: Assessment
    ) -> PartScore:
        counted[assessment.sha256, part.code] += 1
        return real(part, citation, figures, assessment)

    monkeypatch.setattr(scorer, "score_part", counting)
    return counted


@pytest.fixture
def register(tmp_path: Path) -> Database:
    """Give a register with one dossier that a verifier found otherwise."""
    database = new_register(str(tmp_path / "so.db"))
    hand_in(database, a_version())
    step(database, "start", "thẩm định")
    appraise(database, FOUND)
    return database


def assert_scored_once(scored: Scored, assessments: int) -> None:
    assert assessments == len({sha256 for sha256, _ in scored})
    assert {1} == set(scored.values())


def test_papers_of_a_register_are_made_of_one_scoring_of_each_side(
    register: Database, tmp_path: Path, scored: Scored
) -> None:
    scored.clear()
    written: list[object] = []
    wish = PapersWish(Choice(keys=(KEY,)), tmp_path / "ra", FORMATS)
    write_papers(register, wish, written.append)

    assert 10 < len(written)
    assert_scored_once(scored, 2)


def test_a_worksheet_from_the_register_is_made_of_one_scoring_of_each_side(
    register: Database, scored: Scored
) -> None:
    scored.clear()
    made = worksheets(register, Choice(keys=(KEY,)), NOTHING_BESIDE)

    assert 1 == len(made.files)
    assert_scored_once(scored, 2)


def test_a_dossier_is_scored_once(tmp_path: Path, scored: Scored) -> None:
    (written,) = write_dossiers([ENTRY], Order(tmp_path, FORMATS))

    # The page, and every document but the annex of photographs: there are none.
    assert len(commune_set().codes) == len(written.paths)
    assert_scored_once(scored, 1)


def test_a_package_is_scored_once(tmp_path: Path, scored: Scored) -> None:
    folder = tmp_path / "minh-chung"
    folder.mkdir()
    texts = {decision_06().sha256: RULESET_TEXT}
    order = PackOrder(tmp_path, False, True, {}, folder, evidence_policy(), texts)  # noqa: FBT003
    (packed,) = write_packages([ENTRY], order)

    assert packed.lacking > 0
    assert_scored_once(scored, 1)


def test_a_package_made_again_is_scored_once(tmp_path: Path, scored: Scored) -> None:
    package = read_package(saved(tmp_path, a_package()))
    scored.clear()

    assert reproduced(package, Maker(), shipped()).is_identical
    assert_scored_once(scored, 1)

"""A package whose texts name a child is not taken in; opening it tells its owner."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from phuhop.usecases.commune.handing_over import reproduce, unpack
from phuhop.usecases.commune.packages import with_packages
from registry.acts.submission import submission_of_package
from registry.package.private_words import private_words_in
from registry.package.reading import read_package
from scoring.base.private_text import confirmation_of
from scoring.base.problems import ProblemsFound
from scoring.intake.reading import Intake
from tests.support.packages import a_form, a_package, an_exhibit, saved
from tests.support.sample_sheets import STAMP

CHILD = "Cháu Hoa, sinh 02/03/2015"


def with_proof(**given: str) -> Any:
    exhibit = an_exhibit()
    proof = exhibit.proofs[0]
    return replace(exhibit, proofs=(replace(proof, given=replace(proof.given, **given)),))


@pytest.mark.parametrize(
    "changes",
    [
        {"form": replace(a_form(), notes={"1.1": CHILD})},
        {"form": replace(a_form(), profile={"hd_ket_luan:1": CHILD})},
        {"office_text": f"nơi nhận:\n  - {CHILD}\n".encode()},
        {"evidence": (replace(an_exhibit(), name="cháu Hoa sinh 2015.pdf"),)},
        {"evidence": (with_proof(number=CHILD),)},
        {"evidence": (with_proof(issuer=CHILD),)},
        {"evidence": (with_proof(page=CHILD),)},
    ],
)
def test_a_package_with_words_that_name_a_child_is_not_taken_in(
    tmp_path: Path, changes: dict[str, Any]
) -> None:
    path = saved(tmp_path, a_package(**changes))
    package = read_package(path)
    (problem,) = private_words_in(package)

    assert "Hoa" not in str(problem)
    with pytest.raises(ProblemsFound) as caught:
        submission_of_package(package, STAMP)
    assert [problem] == caught.value.problems
    found = with_packages(Intake((), ()), [path], None)
    assert () == found.entries
    assert problem in found.problems


def test_its_owner_opens_it_and_is_told(tmp_path: Path) -> None:
    path = saved(tmp_path, a_package(form=replace(a_form(), notes={"1.1": CHILD})))
    for done in (
        reproduce([path], None, lambda _: None),
        unpack([path], tmp_path / "ra", None, lambda _: None),
    ):
        assert ["chu-rieng-tu"] == [problem.code for problem in done.problems]
        assert not any(problem.is_fault for problem in done.problems)


def test_a_confirmed_text_comes_in(tmp_path: Path) -> None:
    text = f"{CHILD} {confirmation_of(CHILD)}"
    path = saved(tmp_path, a_package(form=replace(a_form(), notes={"1.1": text})))

    assert submission_of_package(read_package(path), STAMP)

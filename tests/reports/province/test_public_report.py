"""The public report: in the decree's form, and a function of what is public alone."""

from __future__ import annotations

import random
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.province.public import public_documents, public_report
from reports.wording.stamp import Stamp
from scoring.plans.loading import SAMPLE
from scoring.plans.share_targets import load_plan
from scoring.recognition.communes import State
from scoring.release.policy import load_policy
from scoring.release.public import PublicRelease
from scoring.release.release import public_release
from scoring.rules.ruleset import Ruleset
from tests.support.communes import province_year, with_other_secrets
from tests.support.strategies import decision_06 as rules
from tests.support.word_files import as_text
from tests.support.word_form.decree_check import decree_faults

STAMP = Stamp("26.11.0")
TARGETS = load_plan(SAMPLE).targets
REPORT, ANNEX = "bao-cao-cong-khai.docx", "phu-luc-cong-khai.docx"


def release(ruleset: Ruleset, *, is_sealed: bool = True) -> PublicRelease:
    """Return what is public of two years of 60 units."""
    units = [
        one
        for year in (2025, 2026)
        for one in province_year(ruleset, 60, year, year=year, is_sealed=is_sealed)
    ]
    return public_release(units, ruleset, load_policy())


@pytest.mark.parametrize("is_sealed", [True, False])
def test_every_document_has_the_form(decision_06: Ruleset, *, is_sealed: bool) -> None:
    made = public_documents(release(decision_06, is_sealed=is_sealed), STAMP, targets=TARGETS)

    assert [REPORT, ANNEX] == list(made)
    for name, content in made.items():
        assert [] == decree_faults(name, content)


def test_numbers_are_those_of_the_release(decision_06: Ruleset) -> None:
    found = release(decision_06)
    count = found.whole.count
    report = public_report(found, STAMP, targets=TARGETS)

    assert (str(count.total), str(count.recognised), str(count.states[State.REFUSED])) == (
        report.whole.total,
        report.whole.recognised,
        report.whole.refused,
    )
    assert len(found.communes) == len(report.units)
    assert [str(one.number) for one in found.criteria] == [line.number for line in report.criteria]


def test_only_open_criteria_have_numbers(decision_06: Ruleset) -> None:
    report = public_report(release(decision_06), STAMP)
    sensitive = {str(one.number) for one in decision_06.criteria if one.is_sensitive}

    assert not sensitive & {line.number for line in report.criteria}
    assert "Không nêu điểm, số trẻ em của các tiêu chí nhạy cảm: 3 (" in report.method[0].text


def test_an_unsealed_table_is_called_self_scored(decision_06: Ruleset) -> None:
    made = public_documents(release(decision_06, is_sealed=False), STAMP)

    for content in made.values():
        assert "SỐ LIỆU TỰ CHẤM, CHƯA QUA SỔ" in as_text(content)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_two_data_sets_alike_in_public_give_the_same_bytes(seed: int) -> None:
    ruleset = rules()
    one = province_year(ruleset, 30, seed)
    other = with_other_secrets(one, ruleset, random.Random(seed))  # noqa: S311 -- invented data
    made = [
        public_documents(public_release(units, ruleset, load_policy()), STAMP, targets=TARGETS)
        for units in (one, other)
    ]

    assert made[0] == made[1]


def test_no_field_of_a_public_unit_holds_a_total(decision_06: Ruleset) -> None:
    report = public_report(release(decision_06), STAMP)

    names = {field.name for field in fields(report.units[0])}
    assert {"number", "code", "name", "place", "state", "paper", "day", "points"} == names

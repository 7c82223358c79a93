"""The table of ballots: rows as typed, sums only where they are known and add up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.dossier.ballots import BallotTable, BallotWords, ballot_table
from reports.dossier.form_entries import NO_FORM
from reports.papers.figure_help import form_help
from scoring.forms.form import Form
from scoring.rules.ruleset import Ruleset
from tests.support.sample_sheets import ASSESSMENTS, sheet_of

TYPED = {
    "kp:1:noi": "Thôn Đông",
    "kp:1:hop_le_tre_em": "60",
    "kp:1:hai_long_tre_em": "50",
    "kp:1:hop_le_nguoi_dan": "80",
    "kp:1:hai_long_nguoi_dan": "70",
    "kp:2:noi": "Thôn Đoài",
    "kp:2:hop_le_nguoi_dan": "60",
    "kp:2:hai_long_nguoi_dan": "51",
}


def table(ruleset: Ruleset, total: tuple[int | None, int | None], **typed: str) -> BallotTable:
    tally = form_help().tally
    assert tally is not None
    one = ASSESSMENTS["mien-nui-dat"]
    figures = {**one.figures, tally.valid: total[0], tally.satisfied: total[1]}
    known = {code: number for code, number in figures.items() if number is not None}
    form = replace(NO_FORM, profile=typed) if typed else NO_FORM
    assert isinstance(form, Form)
    return ballot_table(sheet_of(ruleset, replace(one, figures=known)), form)


def test_without_a_count_of_places_the_total_alone_is_known(decision_06: Ruleset) -> None:
    found = table(decision_06, (1_200, 171))

    assert (BallotWords(),) * 12 == found.rows
    assert BallotWords(valid="1.200", satisfied="171") == found.total
    assert (BallotWords(), BallotWords()) == (found.children, found.citizens)


def test_what_was_counted_in_each_place_stands_with_its_sums(decision_06: Ruleset) -> None:
    found = table(decision_06, (200, 171), **TYPED)

    assert (
        BallotWords("Thôn Đông", "Trẻ em", "60", "50"),
        BallotWords("Thôn Đông", "Người dân", "80", "70"),
        BallotWords("Thôn Đoài", "Người dân", "60", "51"),
    ) == found.rows
    assert ("60", "50") == (found.children.valid, found.children.satisfied)
    assert ("140", "121") == (found.citizens.valid, found.citizens.satisfied)
    assert ("200", "171") == (found.total.valid, found.total.satisfied)


@pytest.mark.parametrize("total", [(201, 171), (200, 170), (None, None)])
def test_sums_that_are_not_the_total_are_left_blank(
    decision_06: Ruleset, total: tuple[int | None, int | None]
) -> None:
    found = table(decision_06, total, **TYPED)

    assert (BallotWords(), BallotWords()) == (found.children, found.citizens)
    assert ("" if total[0] is None else str(total[0])) == found.total.valid


def test_a_blank_among_the_ballots_makes_no_sum(decision_06: Ruleset) -> None:
    half = {key: text for key, text in TYPED.items() if key != "kp:2:hai_long_nguoi_dan"}
    found = table(decision_06, (200, 171), **half)

    assert BallotWords("Thôn Đoài", "Người dân", "60", "") == found.rows[-1]
    assert (BallotWords(), BallotWords()) == (found.children, found.citizens)


def test_what_a_package_says_of_ballots_is_no_number_unless_it_is_one(
    decision_06: Ruleset,
) -> None:
    found = table(decision_06, (200, 171), **{**TYPED, "kp:2:hai_long_nguoi_dan": "9" * 5_000})

    assert ("60", "") == (found.rows[-1].valid, found.rows[-1].satisfied)


def test_ballots_of_citizens_alone_have_one_sum(decision_06: Ruleset) -> None:
    citizens = {key: text for key, text in TYPED.items() if "tre_em" not in key}
    found = table(decision_06, (140, 121), **citizens)

    assert (BallotWords(), "140") == (found.children, found.citizens.valid)

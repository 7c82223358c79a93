"""The record of editions: written, read back, refused when it is something else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from reports.site.record import FORMAT, Change, Printed, Record, read_record, record_of, written
from scoring.engine.score_sheet import Finding
from scoring.recognition.communes import State
from scoring.release.public import OfficialResult
from scoring.rules.ruleset import Ruleset
from tests.support.public_samples import release

NOW = Printed("2", date(2026, 12, 20), "b" * 64, 2026)


def test_a_record_reads_back_as_it_was_written(decision_06: Ruleset) -> None:
    record = record_of(release(decision_06).communes, 2026, NOW, None)
    change = Change(None, "state", "WAITING", "RECOGNISED", is_correction=False)
    told = Record(
        2026, (Printed("1", None, "a" * 64, 2026), NOW), {"99100": (change,)}, record.units
    )

    assert told == read_record(written(told))


def test_a_record_holds_states_decisions_and_public_points_only(decision_06: Ruleset) -> None:
    made = release(decision_06)
    tree = json.loads(written(record_of(made.communes, 2026, NOW, None)))

    assert {"format", "year", "editions", "changes", "units"} == set(tree)
    assert {frozenset({"state", "decision", "points"})} == set(
        map(frozenset, tree["units"].values())
    )
    assert {str(one.number) for one in made.criteria} == {
        number for unit in tree["units"].values() for number in unit["points"]
    }


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b'{"format": "phuhop.editions/2"}',
        json.dumps({"format": FORMAT, "year": 2026}).encode(),
        json.dumps(
            {
                "format": FORMAT,
                "year": 2026,
                "editions": [],
                "changes": {},
                "units": {"1": {"state": "GONE", "decision": None, "points": {}}},
            }
        ).encode(),
        json.dumps(
            {
                "format": FORMAT,
                "year": 2026,
                "editions": [{"version": "1", "day": "hôm nay", "sha256": ""}],
                "changes": {},
                "units": {},
            }
        ).encode(),
        json.dumps(
            {
                "format": FORMAT,
                "year": 2026,
                "editions": [],
                "changes": {"99100": [[None, "state", "WAITING", "GONE", True]]},
                "units": {},
            }
        ).encode(),
        b'{"format": "phuhop.editions/1", "year": 1, "editions": [], "changes": [], "units": {}}',
    ],
)
def test_what_is_no_record_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- the caller words it
        read_record(content)


def test_a_unit_that_is_new_in_an_edition_has_nothing_to_correct(decision_06: Ruleset) -> None:
    communes = release(decision_06).communes
    before = record_of(communes[1:], 2026, Printed("1", None, "a" * 64, 2026), None)

    assert {} == record_of(communes, 2026, NOW, before).changes


def test_a_unit_that_was_missing_once_keeps_what_was_told_of_it(decision_06: Ruleset) -> None:
    first, *rest = release(decision_06).communes
    change = Change(None, "decision", None, '["1", "", ""]', is_correction=False)
    whole = record_of([first, *rest], 2026, NOW, None)
    told = Record(2026, whole.editions, {first.code: (change,)}, whole.units)
    without = record_of(rest, 2026, Printed("3", None, "c" * 64, 2026), told)
    again = record_of([first, *rest], 2026, Printed("4", None, "d" * 64, 2026), without)

    assert (change,) == again.changes[first.code]
    assert whole.units == again.units


def test_a_new_year_keeps_the_list_of_earlier_editions(decision_06: Ruleset) -> None:
    communes = release(decision_06).communes
    before = record_of(communes, 2025, Printed("1", None, "a" * 64, 2025), None)
    record = record_of(communes, 2026, NOW, before)

    assert [(2025, "1"), (2026, "2")] == [(one.year, one.version) for one in record.editions]
    assert {} == record.changes
    assert record == read_record(written(record))


def test_editions_written_without_a_year_are_of_the_year_of_the_record(
    decision_06: Ruleset,
) -> None:
    record = record_of(release(decision_06).communes, 2026, NOW, None)
    tree = json.loads(written(record))
    for one in tree["editions"]:
        del one["year"]

    assert record == read_record(json.dumps(tree).encode())


def _result(points: int, verdict: Finding = Finding.MET) -> OfficialResult:
    return OfficialResult(Fraction(points), Fraction(points), Fraction(points), verdict)


def test_an_official_total_that_a_policy_publishes_is_corrected_like_anything_else(
    decision_06: Ruleset,
) -> None:
    first = next(one for one in release(decision_06).communes if one.state is State.RECOGNISED)
    before = record_of([replace(first, official=_result(900))], 2026, NOW, None)
    record = record_of(
        [replace(first, official=_result(920))], 2026, Printed("3", None, "c" * 64, 2026), before
    )
    (change,) = record.changes[first.code]

    assert ("official", True) == (change.what, change.is_correction)
    assert record == read_record(written(record))


def test_a_policy_that_changes_corrects_no_result(decision_06: Ruleset) -> None:
    first = release(decision_06).communes[0]
    before = record_of([first], 2026, NOW, None)
    now = replace(first, official=_result(900))

    assert {} == record_of([now], 2026, Printed("3", None, "c" * 64, 2026), before).changes


def test_points_that_come_while_a_unit_waits_correct_nothing(decision_06: Ruleset) -> None:
    first = next(
        one for one in release(decision_06).communes if one.state is State.WAITING and one.points
    )
    assert first.points is not None
    number = next(n for n, points in first.points.criteria.items() if points)
    other = {**first.points.criteria, number: Fraction(0)}
    now = replace(first, points=replace(first.points, criteria=other))
    before = record_of([first], 2026, NOW, None)
    record = record_of([now], 2026, Printed("3", None, "c" * 64, 2026), before)

    assert [False] == [change.is_correction for change in record.changes[first.code]]

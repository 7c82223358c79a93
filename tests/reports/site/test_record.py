"""The record of editions: written, read back, refused when it is something else."""

from __future__ import annotations

import json
from datetime import date

import pytest

from reports.site.record import FORMAT, Change, Printed, Record, read_record, record_of, written
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

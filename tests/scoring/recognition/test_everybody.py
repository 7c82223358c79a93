"""All units of a place and year: by register, by a list, or the table alone and why."""

from __future__ import annotations

from datetime import date

import pytest

from scoring.base.communes import CommuneKind
from scoring.base.problems import ProblemsFound
from scoring.engine.score_sheet import Finding
from scoring.recognition.communes import State
from scoring.recognition.everybody import Whole, everybody
from scoring.results.rows import Decision, ResultRow, Status
from scoring.units.registers import Register, Unit, Units
from tests.support.result_rows import RULES, result_row

HERE, THERE = "Tỉnh Mẫu", "Tỉnh Khác"


def _unit(code: str, province: str = HERE, kind: CommuneKind = CommuneKind.COMMUNE) -> Unit:
    return Unit(code, f"Xã {code}", kind, "", province)


# An invented register: ten communes, one of them a đặc khu, and three of another province.
UNITS = Units(
    (
        Register(
            "Sổ hư cấu",
            date(2024, 1, 1),
            None,
            {
                **{str(code): _unit(str(code)) for code in range(70001, 70010)},
                "70010": _unit("70010", kind=CommuneKind.SPECIAL_ZONE),
                **{str(code): _unit(str(code), THERE) for code in range(70101, 70104)},
            },
        ),
    )
)


def _row(code: str, status: Status | None = None, **more: object) -> ResultRow:
    return result_row(code, 900, status=status, **{"from_register": True, **more})


def _states(rows: list[ResultRow], **more: object) -> dict[State, int]:
    count = everybody(rows, 2024, lambda: UNITS, **more).count  # type: ignore[arg-type]
    return {state: number for state, number in count.states.items() if number}


def test_the_whole_is_the_register_of_31_december_those_that_sent_nothing_included() -> None:
    rows = [
        _row("70001", Status.RECOGNISED),
        _row("70002", Status.NOT_RECOGNISED),
        _row("70003", Status.APPRAISED),
        _row("70004", Status.SELF_SCORED),
    ]
    found = everybody(rows, 2024, lambda: UNITS)

    assert (Whole.REGISTER, "", ()) == (found.whole, found.why_table, found.remarks)
    assert (10, 1, 1) == (found.count.total, found.count.recognised, found.count.special_zones)
    assert {
        State.RECOGNISED: 1,
        State.REFUSED: 1,
        State.WAITING: 2,
        State.SENT_NOTHING: 6,
    } == _states(rows)
    assert [None] * 6 == [one.result for one in found.communes if one.state is State.SENT_NOTHING]


def test_a_table_that_is_not_the_registers_decides_nothing() -> None:
    rows = [_row("70001", Status.RECOGNISED, from_register=False)]

    assert {State.SELF_SCORED: 1, State.SENT_NOTHING: 9} == _states(rows)
    assert everybody(rows, 2024, lambda: UNITS).count.share is None


def test_a_decision_stands_only_with_what_it_decided() -> None:
    paper = Decision("15/QĐ-UBND", date(2024, 11, 29), None)
    rows = [
        _row("70001", Status.RECOGNISED, decision=paper),
        _row("70002", Status.APPRAISED, decision=paper),
        _row("70003", Status.RECOGNISED, decision=paper, from_register=False),
    ]
    found = everybody(rows, 2024, lambda: UNITS).communes

    assert [paper, None, None] == [one.decision for one in found[:3]]


def test_communes_of_another_province_are_named_never_counted_silently() -> None:
    rows = [_row(f"990{at:02}") for at in range(1, 12)] + [_row("99050", province=THERE)]
    both = everybody(rows, 2024, lambda: UNITS)
    one = everybody(rows, 2024, lambda: UNITS, province="tỉnh mẫu")

    assert 12 == both.count.total
    assert "còn 1 xã của Tỉnh Khác: 99050" in str(both.remarks[0])
    assert 11 == one.count.total
    assert "xã 99050 (Xã 99050) thuộc Tỉnh Khác, không phải tỉnh mẫu" in str(one.remarks[0])


def test_two_provinces_have_the_units_of_both() -> None:
    rows = [_row("70001", Status.RECOGNISED), _row("70101", province=THERE)]
    found = everybody(rows, 2024, lambda: UNITS)

    assert (13, (), ("Tỉnh Mẫu", "Tỉnh Khác")) == (
        found.count.total,
        found.remarks,
        found.provinces,
    )


def test_a_list_says_who_is_expected_and_who_is_not() -> None:
    expected = {code: _unit(code, "") for code in ("99001", "99002")}
    rows = [_row("99001", Status.RECOGNISED), _row("99009", Status.RECOGNISED)]
    found = everybody(rows, 2024, lambda: UNITS, expected)

    assert (Whole.EXPECTED, 2, 1) == (found.whole, found.count.total, found.count.recognised)
    assert {HERE} == {one.province for one in found.communes}
    assert "xã 99009 (Xã 99009) không có trong danh sách" in str(found.remarks[0])


@pytest.mark.parametrize(
    ("code", "year", "why"),
    [
        ("99001", 2024, "có đơn vị hư cấu"),
        ("70001", 2023, "không có sổ đơn vị hành chính của ngày 31/12/2023"),
        ("70011", 2024, "1 xã của bảng không có trong sổ đơn vị hành chính ngày 31/12/2024"),
    ],
)
def test_without_a_register_the_table_is_the_whole_and_it_says_why(
    code: str, year: int, why: str
) -> None:
    found = everybody([_row(code, year=year)], year, lambda: UNITS)

    assert (Whole.TABLE, 1) == (found.whole, found.count.total)
    assert why in found.why_table


def test_a_commune_under_two_rulesets_in_one_year_is_refused() -> None:
    rows = [_row("70001"), _row("70001", ruleset=RULES._replace(id="dự-thảo"))]
    with pytest.raises(ProblemsFound, match="một xã chỉ tính một lần"):
        everybody(rows, 2024, lambda: UNITS)


def test_a_verdict_recognises_nobody() -> None:
    row = _row("70001", Status.APPRAISED)

    assert Finding.MET is row.verdict
    assert State.WAITING is everybody([row], 2024, lambda: UNITS).communes[0].state

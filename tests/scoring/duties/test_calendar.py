"""The calendar: dated, with sources, working days counted, the same list for register and file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from phuhop.usecases.duties.calendar import calendar_of
from registry.workflow.due_dates import Deadlines
from scoring.base.problems import ProblemsFound
from scoring.duties.calendar import SHIPPED, load_calendar

TODAY = date(2026, 11, 28)
Run = Callable[..., Result]


def test_a_province_owes_its_report_and_form_604_to_the_right_office() -> None:
    found = {one.duty.code: one for one in calendar_of("Hưng Yên", TODAY).due}

    assert date(2026, 12, 1) == found["ket_qua_nam"].day
    form = found["bieu_604_so_y_te"]
    assert (date(2027, 1, 15), 2026) == (form.day, form.year)
    assert "Cục Bà mẹ và Trẻ em, Bộ Y tế" == form.duty.recipient
    assert "bieu_604" not in found
    assert {"tỉnh"} == {one.duty.tier for one in found.values()}


def test_before_march_2025_the_other_office_sent_it() -> None:
    due = load_calendar().between(date(2024, 12, 1), date(2025, 2, 1), "tỉnh")

    assert ["Sở Lao động – Thương binh và Xã hội"] == [
        one.duty.who for one in due if one.duty.code.startswith("bieu_604")
    ]


def test_ten_working_days_skip_weekends_and_the_new_year() -> None:
    duties = {duty.code: duty for duty in load_calendar().duties}
    calendar = load_calendar()

    assert date(2027, 1, 15) == calendar.day_of(duties["tai_nan_ca_nam"], 2026)
    assert date(2026, 7, 14) == calendar.day_of(duties["tai_nan_6_thang"], 2026)
    assert calendar.day_of(duties["tai_nan_6_thang"], 2025) is None


def test_what_has_no_day_stands_apart_and_invents_none() -> None:
    found = calendar_of("99001", TODAY)
    text = found.text()

    assert {"dien_dan_tre_em", "hoi_dong_nhan_dan_xa"} == {duty.code for duty in found.undated}
    assert "trong 15 ngày sau khi diễn đàn kết thúc" in text
    assert "công nhận" not in text.lower().replace("được công nhận", "")


def test_a_register_reminds_of_the_same_days() -> None:
    reminded = {due.day for due in Deadlines({}).duties(TODAY, 2026)}
    calendar = load_calendar()
    days = {calendar.day_of(duty, 2026) for duty in calendar.duties} - {None}

    assert days == reminded


@given(st.dates(date(2019, 1, 1), date(2035, 1, 1)), st.integers(0, 800))
def test_what_is_due_lies_within_and_in_force(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    found = load_calendar().between(first, last)

    assert all(first <= one.day <= last for one in found)
    assert all(one.duty.is_in_force(one.day) for one in found)
    assert [one.day for one in found] == sorted(one.day for one in found)


def test_an_ics_file_has_short_lines_and_every_event() -> None:
    found = calendar_of("Hưng Yên", TODAY)
    content = found.file(".ics")
    lines = content.split(b"\r\n")

    assert content == calendar_of("Hưng Yên", TODAY).file(".ics")
    assert b"" == lines[-1]
    assert all(len(line) <= 75 for line in lines)
    assert [line.decode() for line in lines]
    text = content.decode().replace("\r\n ", "")
    assert len(found.due) == text.count("BEGIN:VEVENT") == text.count("END:VEVENT")
    assert "DTSTART;VALUE=DATE:20261201" in text
    assert "Cục Bà mẹ và Trẻ em\\, Bộ Y tế" in text
    assert "TRIGGER:-P21D" in text
    uids = [line for line in text.split("\r\n") if line.startswith("UID:")]
    assert len(uids) == len({*uids})


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("    tháng: 9\n    ngày: 20\n", "    tháng: 9\n", "thieu-ngay"),
        ("    ngày: 20\n", "    ngày: 31\n", "ngay-khong-co"),
        ("mã: ket_qua_nam_xa", "mã: ke_hoach_nam_sau", "trung-ma"),
        ("    cấp: tỉnh\n", "    cấp: huyện\n", "gia-tri-la"),
    ],
)
def test_each_mistake_is_told(tmp_path: Path, old: str, new: str, code: str) -> None:
    text = SHIPPED.read_text("utf-8")
    assert old in text
    path = tmp_path / "lich.yaml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_calendar(path)

    assert code in {problem.code for problem in found.value.problems}


def test_the_command_prints_writes_and_refuses(run: Run, tmp_path: Path) -> None:
    place = ("calendar", "--place", "Hưng Yên", "--on", "2026-11-28")
    assert "01/12/2026 (còn 3 ngày)" in run(*place).output
    assert 0 == run(*place, "-o", tmp_path / "lich.ics").exit_code
    assert 0 == run(*place, "-o", tmp_path / "lich.xlsx").exit_code
    wrong = run("calendar", "--place", "Hưng Yê")

    assert wrong.exit_code
    assert "có phải «" in wrong.output

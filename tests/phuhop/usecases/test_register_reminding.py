"""Reminders: what is missing, what the office owes every year, messages ready to send."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import load_workbook

from registry.workflow.due_dates import SHIPPED, deadlines_of
from scoring.base.problems import ProblemsFound
from tests.support.registries import hand_in, new_register, step

Run = Callable[..., Result]
EXPECTED = "ma_xa,ten_xa\n99001,Xã Suối Mơ\n99007,Xã Bản Đào\n"
CONTACTS = "ma_xa,thu_dien_tu,dien_thoai\n99007,bandao@example.vn,0900000000\n"


@pytest.fixture
def remind(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give ``registry remind`` of a register whose only dossier of 2024 was sent back."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PHUHOP_DATABASE_URL", raising=False)
    Path("xa.csv").write_text(EXPECTED, encoding="utf-8")
    Path("lien-he.csv").write_text(CONTACTS, encoding="utf-8")
    register = new_register("so-dang-ky.db")
    hand_in(register)
    step(register, "return", "thẩm định", "Thiếu báo cáo tiêm chủng")

    def command(*arguments: object) -> Result:
        return run("registry", "remind", "--year", 2024, "--on", "2024-12-10", *arguments)

    return command


def test_the_days_of_the_office_come_once_a_year_with_their_levels() -> None:
    deadlines = deadlines_of(SHIPPED.read_text(encoding="utf-8"), "thoi-han.yaml", None)
    of_2026 = {due.day: due for due in deadlines.duties(date(2026, 11, 28), 2026)}
    next_ones = [due.day for due in deadlines.duties(date(2026, 12, 2))]

    assert {date(2026, 12, 1), date(2027, 1, 15), date(2027, 1, 31)} <= of_2026.keys()
    assert {"nguồn thứ cấp"} == {due.level for due in of_2026.values()}
    assert all(day >= date(2026, 12, 2) for day in next_ones)
    assert date(2027, 12, 1) in next_ones


def test_a_day_that_no_year_has_is_told_with_its_line() -> None:
    text = (
        "hằng năm:\n  - việc: Báo cáo\n    tháng: 2\n    ngày: 30\n    nhắc trước: 7\n"
        "    đối chiếu: {mức: giả định}\n"
    )

    with pytest.raises(ProblemsFound) as found:
        deadlines_of(text, "thoi-han.yaml", None)
    assert ["ngay-khong-co"] == [problem.code for problem in found.value.problems]
    assert 2 == found.value.problems[0].place.line


def test_the_list_names_missing_documents_and_the_days_of_the_office(remind: Run) -> None:
    plain, asked = remind("--all"), remind("--missing-evidence")

    assert "Báo cáo kết quả thực hiện kế hoạch năm" in plain.stdout
    assert re.search("01/12/2024 +quá 9 ngày +nguồn thứ cấp", plain.stdout)
    assert "thiếu TL 01" not in plain.stdout
    assert "99001/2024  Xã Suối Mơ  yêu cầu bổ sung: 0/" in asked.stdout
    assert "thiếu TL 01, TL 02" in asked.stdout


def test_every_commune_that_has_to_act_gets_one_message(remind: Run) -> None:
    done = remind("--all", "--missing-evidence", "--expected", "xa.csv", "--messages", "nhac.txt")
    text = Path("nhac.txt").read_text(encoding="utf-8")

    assert 0 == done.exit_code, done.stderr
    assert "nhac.txt: 2 lời nhắc" in done.stdout
    assert 2 == text.count("Kính gửi Ủy ban nhân dân xã ")
    assert "Hồ sơ đang ở bước «yêu cầu bổ sung»." in text
    assert "Minh chứng: đã có 0/" in text
    assert "Cơ quan thẩm định chưa nhận được hồ sơ nào của đơn vị." in text
    # What only the office owes is nobody else's business.
    assert "Báo cáo kết quả thực hiện kế hoạch" not in text


def test_messages_as_a_table_for_mail_merge_hold_the_addresses(remind: Run) -> None:
    arguments = ("--expected", "xa.csv", "--messages", "nhac.xlsx", "--contacts", "lien-he.csv")
    done = remind("--all", *arguments)
    rows = [*load_workbook("nhac.xlsx").active.iter_rows(values_only=True)]

    assert 0 == done.exit_code, done.stderr
    assert ("Mã xã", "Tên xã", "Năm", "Thư điện tử", "Điện thoại (Zalo)") == rows[0][:5]
    assert ("99007", "Xã Bản Đào", 2024, "bandao@example.vn", "0900000000") == rows[2][:5]


def test_wrong_contacts_and_endings_are_told_and_nothing_is_written(remind: Run) -> None:
    strange = remind("--messages", "nhac.pdf")
    contacts = remind("--messages", "nhac.txt", "--contacts", "xa.csv")
    alone = remind("--contacts", "lien-he.csv")

    assert [2, 1, 2] == [one.exit_code for one in (strange, contacts, alone)]
    assert "tên tệp phải có đuôi .txt, .xlsx, .csv" in strange.stderr
    assert "xa.csv" in contacts.stderr
    assert "không phải bảng liên hệ của các xã" in contacts.stderr
    assert not [*Path().glob("nhac.*")]


def test_the_json_of_a_reminder_holds_duties_and_documents(remind: Run) -> None:
    lines = [
        json.loads(line)
        for line in remind("--all", "--missing-evidence", "--json").stdout.splitlines()
    ]

    assert any(one.get("evidence", {}).get("missing") for one in lines)
    assert any(one["task"].startswith("Báo cáo kết quả") for one in lines if one.get("task"))

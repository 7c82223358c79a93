"""A province of 60 communes: every text, table and paper says the same numbers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from scoring.plans.loading import SAMPLE
from tests.support.province_story import (
    ALL,
    APPEAL,
    RECOGNISED,
    REFUSED,
    SENT_NOTHING,
    WAITING,
    YEAR,
)
from tests.support.word_files import as_text

Run = Callable[..., Result]
SHARE = "46,67%"


@pytest.fixture
def base(province_story: Path) -> tuple[object, ...]:
    """Return the options that say where results come from."""
    return ("--db", province_story / "so.db", "--expected", province_story / "phai-gui.csv")


def _report(base: tuple[object, ...], folder: Path, run: Run) -> str:
    done = run("report", *base, "--plan", SAMPLE, "-o", folder / "bc")
    assert 0 == done.exit_code, done.output
    names = ("bao-cao-noi-bo.docx", "phu-luc-noi-bo.docx")
    return "\n".join(as_text((folder / "bc" / name).read_bytes()) for name in names)


def test_targets_report_form_ranking_and_public_report_say_the_same(
    base: tuple[object, ...], tmp_path: Path, run: Run
) -> None:
    path = tmp_path / "chi-tieu.json"
    run("targets", *base, "-o", path)
    held = json.loads(path.read_text("utf-8"))["targets"][1]
    assert ("cả nước", 2030) == (held["noi"], held["nam"])
    assert (ALL, RECOGNISED, REFUSED, WAITING, SENT_NOTHING, SHARE) == tuple(
        held[name]
        for name in (
            "tong_so",
            "so_duoc_cong_nhan",
            "so_khong_duoc_cong_nhan",
            "so_cho_quyet_dinh",
            "so_chua_gui",
            "ty_le",
        )
    )

    run("targets", *base, "--plan", SAMPLE, "-o", path)
    tracked = json.loads(path.read_text("utf-8"))["targets"]
    (of_plan,) = [one for one in tracked if one["ma_chi_tieu"] == "7"]
    assert (RECOGNISED, ALL) == (of_plan["tu_so"], of_plan["mau_so"])
    assert f"{RECOGNISED}/{ALL} = {SHARE}" == of_plan["thuc_hien"]

    internal = _report(base, tmp_path, run)
    assert f"| Tỉnh Trăng Non | {ALL} | {RECOGNISED} | {SHARE} |" in internal
    assert (
        f"| Cộng | {ALL} | {RECOGNISED} | {REFUSED} | {WAITING} | {SENT_NOTHING} | {SHARE} |"
        in (internal)
    )
    assert f"| 74,5% | {SHARE} | ✘ Chưa đạt | 1–17 |" in internal

    head = " ".join(run("rank", *base).stdout.split())
    assert (
        f"{ALL} đơn vị cấp xã: {RECOGNISED} được công nhận; {REFUSED} không được công nhận; "
        f"{WAITING} đang chờ quyết định; {SENT_NOTHING} chưa gửi gì, tỷ lệ {SHARE}."
    ) in head
    assert "KHÔNG CÔNG BỐ" in head

    done = run("publish", *base, "--plan", SAMPLE, "-o", tmp_path / "trang")
    assert 0 == done.exit_code, done.output
    public = as_text((tmp_path / "trang" / "bao-cao" / "bao-cao-cong-khai.docx").read_bytes())
    numbers = f"{ALL} | {RECOGNISED} | {REFUSED} | {WAITING} | {SENT_NOTHING} | {SHARE}"
    assert f"| Tỉnh Trăng Non | {numbers} |" in public
    assert f"| 74,5% | {SHARE} | ✘ Chưa đạt | 1–17 |" in public


def test_the_internal_report_has_the_decision_of_the_appeal_and_who_sent_nothing(
    base: tuple[object, ...], tmp_path: Path, run: Run
) -> None:
    text = _report(base, tmp_path, run)

    assert re.search(rf"\| {APPEAL} \| .* \| 31/QĐ-UBND \| 27/11/{YEAR} \|", text)
    assert "4 đơn vị chưa gửi gì: Xã Khe Sương, Xã Hồ Sương, Xã Vườn Sương" in text
    assert "Đã thẩm định 49 hồ sơ" in text
    assert "Theo số liệu hiện có:" in text
    assert "Chỉ vì có tiêu chí bị điểm liệt" in text


def test_a_table_of_the_register_gives_the_same_report_but_what_only_it_knows(
    base: tuple[object, ...], province_story: Path, tmp_path: Path, run: Run
) -> None:
    run("registry", "export", "--db", province_story / "so.db", "-o", tmp_path / "kq.xlsx")
    table = (tmp_path / "kq.xlsx", "--expected", province_story / "phai-gui.csv")
    of_register = _report(base, tmp_path, run)
    (tmp_path / "hai").mkdir()
    of_table = _report(table, tmp_path / "hai", run)

    assert set(of_table.splitlines()) < set(of_register.splitlines())


def test_a_filled_in_report_is_not_overwritten(
    base: tuple[object, ...], tmp_path: Path, run: Run
) -> None:
    _report(base, tmp_path, run)
    path = tmp_path / "bc" / "bao-cao-noi-bo.docx"
    path.write_bytes(b"da sua")
    done = run("report", *base, "-o", tmp_path / "bc")

    assert 1 == done.exit_code
    assert "đã có tệp này" in done.stderr
    assert b"da sua" == path.read_bytes()

"""Many dossiers at once: chosen by what they are like, tried before they are recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from registry.store.database import Database
from registry.views.listing import listed
from reports.workbook.appraisal.worksheet import appraisal_form
from scoring.engine.assessment import Assessment
from tests.support.registries import ASSESSMENT, hand_in, new_register, step, version
from tests.support.strategies import decision_06

Run = Callable[..., Result]
VERIFIER = "Trần Thị Mơ:thẩm định"
CODES = ("99001", "99002", "99003")
WRONG_LIST = (
    "# đợt 1",
    "99001/2024",
    "  99002/2024 ;",
    "99002/2024",
    "99009/2024",
    "9900/2024",
    "99001/2023",
    "",
    "Xã Mẫu 4",
    "99003/2024,Xã Mẫu 3",
)
"""As a spreadsheet saves it: with a byte order mark and ends of lines of Windows."""


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """Give a register with three dossiers; the appraisal of the last has begun."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PHUHOP_DATABASE_URL", raising=False)
    database = new_register("so-dang-ky.db")
    for code in CODES:
        hand_in(database, version(of(code)))
    step(database, "start", "thẩm định", key="99003/2024")
    return database


def of(code: str) -> Assessment:
    return replace(ASSESSMENT, commune=replace(ASSESSMENT.commune, code=code))


def states(register: Database) -> list[str]:
    with register.reading() as connection:
        return [row.standing.state for row in listed(connection)]


def test_dossiers_are_chosen_by_state_and_year(run: Run, register: Database) -> None:
    done = run("registry", "start", "--state", "đã nộp", "--year", 2024, "--as", VERIFIER)

    assert 0 == done.exit_code, done.stderr
    assert ["đang thẩm định"] * 3 == states(register)
    assert 2 == len(done.stdout.splitlines())


def test_a_preview_says_what_each_would_come_to_and_keeps_nothing(
    run: Run, register: Database
) -> None:
    done = run("registry", "start", "--year", 2024, "--dry-run", "--as", VERIFIER)

    assert 1 == done.exit_code
    assert (
        "99001/2024@06-QD-TTg-2019: bắt đầu thẩm định, «đã nộp» → «đang thẩm định»"
        == done.stdout.splitlines()[0]
    )
    assert "XEM TRƯỚC: 2 hồ sơ ghi được; sổ chưa thay đổi gì." in done.stderr
    assert "99003/2024" in done.stderr
    assert ["đã nộp", "đã nộp", "đang thẩm định"] == states(register)


def test_a_list_of_names_is_a_choice_and_a_wrong_name_stops_no_other(
    run: Run, register: Database
) -> None:
    Path("chon.txt").write_text("99002/2024\n# để sau: 99001/2024\n99009/2024\n", encoding="utf-8")
    done = run("registry", "start", "--list", "chon.txt", "--as", VERIFIER)

    assert 1 == done.exit_code
    assert "99009/2024: [khong-co-ho-so]" in done.stderr
    assert ["đã nộp", "đang thẩm định", "đang thẩm định"] == states(register)


def test_every_wrong_line_of_a_list_is_told_at_once_and_nothing_is_recorded(
    run: Run, register: Database
) -> None:
    before = states(register)
    Path("chon.txt").write_bytes("\r\n".join(WRONG_LIST).encode("utf-8-sig"))
    done = run("registry", "start", "--list", "chon.txt", "--as", VERIFIER)
    form = "không phải tên hồ sơ; viết MÃ_XÃ/NĂM như 99001/2024, khi cần thêm @bộ-tiêu-chí"
    here = "99001/2024@06-QD-TTg-2019"

    assert 1 == done.exit_code
    assert [
        "chon.txt:4: [trung-dong] cảnh báo: 99002/2024 đã có ở dòng 3",
        "chon.txt:5: [khong-co-ho-so] 99009/2024: sổ không có hồ sơ này; xem phuhop registry list",
        f"chon.txt:6: [ten-ho-so-sai] «9900/2024» {form}",
        f"chon.txt:7: [khong-co-ho-so] 99001/2023: sổ không có hồ sơ này; xã này có: {here}",
        f"chon.txt:9: [ten-ho-so-sai] «Xã Mẫu 4» {form}",
        f"chon.txt:10: [ten-ho-so-sai] «99003/2024,Xã Mẫu 3» {form}",
        "5 lỗi, 1 cảnh báo",
    ] == done.stderr.splitlines()
    assert before == states(register)


def test_a_wrong_name_stops_the_command_before_anything_is_recorded(
    run: Run, register: Database
) -> None:
    before = states(register)
    done = run("registry", "start", "99001/2024", "9900/2024", "--as", VERIFIER)

    assert 2 == done.exit_code
    assert before == states(register)


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "nêu MÃ_XÃ/NĂM, danh sách, hoặc chọn theo trạng thái, năm, kết luận"),
        (("--verdict", "dạt"), "không có kết luận «dạt»; có phải «đạt»?"),
        (("--verdict", "đạt"), "không có hồ sơ nào như thế"),
        (("--state", "đã nọp"), "không có trạng thái «đã nọp»"),
    ],
)
def test_a_choice_that_means_nothing_is_wrong_usage(
    run: Run, arguments: tuple[str, ...], told: str
) -> None:
    done = run("registry", "start", *arguments, "--as", VERIFIER)

    assert 2 == done.exit_code
    assert told in done.stderr


def test_a_folder_of_worksheets_is_recorded_each_for_its_own_commune(
    run: Run, register: Database
) -> None:
    run("registry", "start", "--state", "đã nộp", "--as", VERIFIER)
    Path("phieu").mkdir()
    for code in CODES[:2]:
        Path(f"phieu/{code}.xlsx").write_bytes(appraisal_form(decision_06(), of(code)))
    for name in ("lan-1", "lan-2"):
        Path(f"phieu/{name}.xlsx").write_bytes(appraisal_form(decision_06(), of("99003")))
    done = run("registry", "appraise", "phieu", "--as", VERIFIER)

    assert 1 == done.exit_code
    assert 2 == done.stderr.count("[trung-tham-dinh] hồ sơ 99003/2024 còn có phiếu")
    assert "2 lỗi, 0 cảnh báo" == done.stderr.splitlines()[-1]
    with register.reading() as connection:
        assert [1, 1, None] == [row.standing.appraisal for row in listed(connection)]


def test_a_damaged_worksheet_of_a_folder_is_told_and_one_that_is_open_is_warned_of(
    run: Run, register: Database
) -> None:
    """A sheet of nobody's dossier, a commune's table and letters are beside them."""
    run("registry", "start", "--state", "đã nộp", "--as", VERIFIER)
    Path("phieu").mkdir()
    sheets = {code: appraisal_form(decision_06(), of(code)) for code in (*CODES, "99009")}
    for code, content in sheets.items():
        Path(f"phieu/{code}.xlsx").write_bytes(content)
    Path("phieu/99001.xlsx").write_bytes(sheets["99001"][:9_000])
    middle = bytes(byte ^ 0x5A for byte in sheets["99002"][3_000:3_400])
    content = sheets["99002"][:3_000] + middle + sheets["99002"][3_400:]
    Path("phieu/99002.xlsx").write_bytes(content)
    for name in ("~$99003.xlsx", "Thumbs.db", "cong-van.docx"):
        Path(f"phieu/{name}").write_bytes(b"x")
    done = run("registry", "appraise", "phieu", "--as", VERIFIER)
    damaged = "[tep-hong] tệp .xlsx hỏng, không đọc được; mở bằng Excel và lưu lại"

    assert [
        "99009/2024: [khong-co-ho-so] sổ không có hồ sơ này; xem phuhop registry list",
        f"phieu/99001.xlsx: {damaged}",
        f"phieu/99002.xlsx: {damaged}",
        (
            "phieu/99003.xlsx: [dang-mo] cảnh báo: phiếu đang mở trong Excel; những gì chưa lưu "
            "thì chưa được đọc; lưu, đóng phiếu rồi ghi lại"
        ),
        "3 lỗi, 1 cảnh báo",
    ] == done.stderr.splitlines()
    with register.reading() as connection:
        assert [None, None, 1] == [row.standing.appraisal for row in listed(connection)]


def test_finishing_by_state_names_what_each_sheet_lacks(run: Run, register: Database) -> None:
    Path("phieu.xlsx").write_bytes(appraisal_form(decision_06(), of("99003")))
    run("registry", "appraise", "phieu.xlsx", "--as", VERIFIER)
    done = run("registry", "appraise", "--finish", "--state", "đang thẩm định", "--as", VERIFIER)

    assert 1 == done.exit_code
    assert "phiếu còn để trống" in done.stderr
    assert ["đã nộp", "đã nộp", "đang thẩm định"] == states(register)


@pytest.mark.usefixtures("register")
def test_worksheets_and_filters_do_not_go_together(run: Run) -> None:
    Path("phieu").mkdir()
    told = [
        run("registry", "appraise", *arguments, "--as", VERIFIER)
        for arguments in (
            ("phieu",),
            ("phieu", "--state", "đã nộp"),
            ("99001/2024", "a.xlsx", "b.xlsx"),
            ("99001/2024",),
        )
    ]

    assert [2] * 4 == [one.exit_code for one in told]
    assert "không có phiếu thẩm định nào ở đây" in told[0].stderr
    assert "một hồ sơ thì một phiếu" in told[2].stderr

"""The commands of the register: what they print, what they answer to wrong usage."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import Result

from scoring.appraisal.findings import Appraisal
from tests.support.form_workbooks import a_form
from tests.support.registries import ASSESSMENT, FULL, with_figures
from tests.support.strategies import decision_06

Run = Callable[..., Result]
MO = "Trần Thị Mơ:thẩm định"


@pytest.fixture
def office(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give the commands of a register with one dossier in the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PHUHOP_DATABASE_URL", raising=False)
    monkeypatch.delenv("PHUHOP_AS", raising=False)
    Path("bieu.xlsx").write_bytes(a_form())

    def command(*arguments: object) -> Result:
        return run("registry", *arguments)

    assert 0 == command("init", "--as", "Vũ Văn Khe:quản trị").exit_code
    assert 0 == command("import", "bieu.xlsx", "--as", "Hoàng Văn Suối:tiếp nhận").exit_code
    return command


def without_links(text: str) -> str:
    """Return the text without hashes and today's date, which differ from day to day."""
    text = re.sub(r"[0-9a-f]{64}", "…", text)
    text = re.sub(r"[0-9a-f]{12}…", "…", text)
    return re.sub(r"[0-9]{2}/[0-9]{2}/[0-9]{4}( [0-9:]{5})?", "…", text)


def test_the_list_says_where_each_dossier_stands(office: Run) -> None:
    assert (
        "hồ sơ       tên         trạng thái  từ ngày  bản  minh chứng  tự chấm  thẩm định  "
        "kết luận  quyết định\n"
        "99001/2024  Xã Suối Mơ  đã nộp      …  1    1/22        940                 đạt\n"
        "\n"
        "1 hồ sơ: đã nộp 1.\n"
        "SỐ LIỆU MẪU: mã từ 80001 là đơn vị hư cấu.\n"
    ) == re.sub("từ ngày +", "từ ngày  ", without_links(office("list").stdout))


def test_an_empty_list_says_so_and_an_unknown_state_is_told(office: Run) -> None:
    assert "Không có hồ sơ nào.\n" == office("list", "--year", "2020").stdout
    wrong = office("list", "--state", "đã nọp")

    assert 2 == wrong.exit_code
    assert "không có trạng thái «đã nọp»; có phải «đã nộp»?" in wrong.stderr


def test_a_step_prints_its_link_and_a_refusal_the_legal_steps(office: Run) -> None:
    done = office("start", "99001/2024", "--as", MO)
    again = office("start", "99001/2024", "--as", MO)

    assert f"{FULL}: bắt đầu thẩm định, nay «đang thẩm định»; mắt xích 3:…\n" == without_links(
        done.stdout
    )
    assert 1 == again.exit_code
    assert (
        f"{FULL}: [buoc-trai-quy-trinh] hồ sơ ở trạng thái «đang thẩm định», không có bước "
        "«bắt đầu thẩm định»; bước hợp lệ: yêu cầu bổ sung (return: thẩm định); "
        "ghi bản thẩm định (appraise: thẩm định); "
        "hoàn thành thẩm định (appraise --finish: thẩm định); "
        "hủy hồ sơ nhập nhầm (cancel: thẩm định, cấp trên); "
        "chuyển hồ sơ cho xã sau sáp nhập (transfer: thẩm định, cấp trên)\n"
        "1 lỗi, 0 cảnh báo\n"
    ) == again.stderr


def test_several_dossiers_in_one_command_and_one_refusal_stops_no_other(office: Run) -> None:
    done = office("start", "99002/2024", "99001/2024", "--as", MO)

    assert 1 == done.exit_code
    assert "99002/2024: [khong-co-ho-so]" in done.stderr
    assert "nay «đang thẩm định»" in done.stdout


def test_show_tells_the_whole_story(office: Run) -> None:
    office("return", "99001/2024", "--as", MO, "--reason", "Thiếu sổ", "--due", "2030-01-05")
    shown = without_links(office("show", "99001/2024").stdout)

    assert (
        "Xã Suối Mơ · 99001/2024@06-QD-TTg-2019\n"
        "SỐ LIỆU MẪU – đơn vị hư cấu, không phải số liệu thật.\n"
        "Trạng thái: yêu cầu bổ sung từ …\n"
        "Hạn ghi riêng: …\n"
    ) == shown[: shown.index("Bước hợp lệ")]
    assert "  bản 1 (hiện hành): 940 điểm, đạt; tệp bieu.xlsx; SHA-256 …; " in shown
    assert "  3. Lý do: Thiếu sổ\n" in shown
    assert "Mắt xích cuối của hồ sơ: 3:…\nĐầu chuỗi của sổ:        3:…\n" in shown


def test_an_appraisal_is_recorded_with_both_totals(office: Run) -> None:
    office("start", "99001/2024", "--as", MO)
    finding = Appraisal("99001", 2024, decision_06().id, figures={"tre_duoc_kham_suc_khoe": 1_000})
    Path("td.json").write_text(json.dumps(finding.canonical()), encoding="utf-8")
    done = office("appraise", "99001/2024", "td.json", "--as", MO)
    again = office("appraise", "99001/2024", "td.json", "--as", MO)

    assert (
        f"{FULL}: ghi bản thẩm định, nay «đang thẩm định»; mắt xích 4:…\n"
        "             điểm  kết luận\n"
        "  tự chấm    940   đạt\n"
        "  thẩm định  925   đạt\n"
        "  Để hoàn thành còn thiếu:\n"
        "  - phiếu chưa ghi người thẩm định\n"
        "  - phần 9 khác số tự chấm mà chưa ghi lý do\n"
        "  - phiếu chưa ghi ngày thẩm định\n"
        "  - phiếu chưa ghi «có» ở ô «Đã xem hồ sơ và tài liệu?»\n"
    ) == without_links(done.stdout)
    assert again.stdout.startswith("Đã có (bản thẩm định 1), không thay đổi gì.\n")


def test_an_appraisal_is_finished_by_a_command_of_its_own(office: Run) -> None:
    office("start", "99001/2024", "--as", MO)
    signed = {"appraiser": "Trần Thị Mơ", "day": date(2024, 11, 29), "is_seen": True}
    finding = Appraisal("99001", 2024, decision_06().id, **signed)
    Path("td.json").write_text(json.dumps(finding.canonical()), encoding="utf-8")
    neither = office("appraise", "99001/2024", "--as", MO)
    early = office("appraise", "99001/2024", "--finish", "--as", MO)
    both = office("appraise", "99001/2024", "td.json", "--finish", "--as", MO)

    assert [2, 1, 0] == [neither.exit_code, early.exit_code, both.exit_code]
    assert "nêu phiếu để ghi, hoặc hoàn thành bản đã ghi" in neither.stderr
    assert "chưa có bản thẩm định" in early.stderr
    assert (f"{FULL}: hoàn thành thẩm định, nay «đã thẩm định»; mắt xích 5:…\n") == without_links(
        both.stdout
    ).splitlines(keepends=True)[-1]


def test_a_file_that_is_no_appraisal_is_told(office: Run) -> None:
    office("start", "99001/2024", "--as", MO)
    missing = office("appraise", "99001/2024", "khong-co.json", "--as", MO)
    Path("td.json").write_text("{", encoding="utf-8")
    broken = office("appraise", "99001/2024", "td.json", "--as", MO)

    assert [1, 1] == [missing.exit_code, broken.exit_code]
    assert "khong-co.json: [khong-doc-duoc] không đọc được tệp: không có tệp này" in missing.stderr
    assert "[json-sai]" in broken.stderr


def test_json_everywhere(office: Run) -> None:
    office("start", "99001/2024", "--as", MO)
    commands = [
        ("list", "--json"),
        ("show", "99001/2024", "--json"),
        ("return", "99001/2024", "--as", MO, "--reason", "Thiếu sổ", "--json"),
        ("remind", "--all", "--json"),
        ("audit", "--json"),
        ("export", "-o", "bang.csv", "--json"),
        ("backup", "sao-luu.db", "--json"),
        ("restore", "sao-luu.db", "--db", "khac.db", "--json"),
        ("import", "bieu.xlsx", "--as", "A:cấp xã", "--json"),
        ("init", "--db", "moi.db", "--as", "A:quản trị", "--json"),
    ]
    for command in commands:
        done = office(*command)

        assert 0 == done.exit_code, command
        for line in done.stdout.splitlines():
            assert isinstance(json.loads(line), dict), command


def test_json_of_a_dossier_holds_its_chain(office: Run) -> None:
    shown = json.loads(office("show", "99001/2024", "--json").stdout)
    (event,) = shown["events"]

    assert f"{event['seq']}:{event['hash']}" == shown["head"]
    assert ("tiếp nhận", "Hoàng Văn Suối", "đã nộp") == (
        event["role"],
        event["person"],
        event["after"],
    )
    assert event["detail"]["submission"]["sha256"] == shown["versions"][0]["sha256"]


def test_the_audit_ends_with_the_head_and_checks_a_printed_one(office: Run) -> None:
    head = json.loads(office("audit", "--json").stdout)["head"]
    office("start", "99001/2024", "--as", MO)
    sound = office("audit", "--head", head)
    lost = office("audit", "--head", f"9:{'0' * 64}")
    wrong = office("audit", "--head", "9:abc")

    assert [0, 1, 2] == [sound.exit_code, lost.exit_code, wrong.exit_code]
    assert "Chuỗi liền mạch: 3 mắt xích, 1 hồ sơ.\nĐầu chuỗi: 3:…\n" == without_links(sound.stdout)
    assert "[mat-dau-chuoi]" in lost.stderr
    assert "--head: viết SỐ:BĂM như in ở cuối hồ sơ, băm đủ 64 chữ số" in wrong.stderr
    assert "mắt xích mất ở cuối không tự lộ ra" in office("audit").stdout


def test_the_export_is_a_results_table_that_others_read(office: Run, run: Run) -> None:
    from scoring.results.reading import read_results

    done = office("export", "-o", "bang.xlsx")
    read = read_results([Path("bang.xlsx")])
    (row,) = read.rows

    assert "bang.xlsx: 1 hồ sơ; niêm phong bang.xlsx.niem-phong.json\n" == done.stdout
    assert () == tuple(read.problems)
    assert ("99001", "tự chấm") == (row.code, row.status.value)
    assert 2 == office("export", "-o", "bang.docx").exit_code
    assert 0 == run("registry", "export", "-o", "bang.parquet").exit_code


def test_a_draft_is_in_no_table(office: Run) -> None:
    Path("b.xlsx").write_bytes(a_form(with_figures(phieu_hai_long=190)))
    office("withdraw", "99001/2024", "--as", "A:cấp xã", "--reason", "Ghi nhầm")
    done = office("export", "-o", "bang.csv")

    assert "bang.csv: 0 hồ sơ; niêm phong bang.csv.niem-phong.json\n" == done.stdout
    assert "Không vào bảng vì còn là bản nháp: 99001/2024\n" == done.stderr


WRONG = {
    ("start", "99001/2024", "--as", "Trần Thị Mơ"): (
        "«Trần Thị Mơ» thiếu họ tên hoặc vai trò; "
        'viết "Họ tên:vai trò", ví dụ "Trần Thị Mơ:thẩm định"'
    ),
    ("start", "99001/2024", "--as", "Mơ:thẩm đinh"): (
        "không có vai trò «thẩm đinh»; có phải «thẩm định»?"
    ),
    ("start", "99001-2024", "--as", MO): (
        "«99001-2024» không phải tên hồ sơ; viết MÃ_XÃ/NĂM như 99001/2024, "
        "khi cần thêm @bộ-tiêu-chí"
    ),
    ("list", "--db", "mysql://a:bimat@b/c"): (
        "địa chỉ cơ sở dữ liệu là đường dẫn tệp SQLite hoặc postgresql://…"
    ),
    ("decide", "99001/2024", "--as", "A:quyết định"): (
        "nêu một trong hai: --recognise (công nhận), --refuse (không công nhận)"
    ),
    ("configure", "--as", "A:quản trị"): "nêu --workflow hoặc --deadlines",
}


@pytest.mark.parametrize("command", WRONG)
def test_wrong_usage_is_told(office: Run, command: tuple[str, ...]) -> None:
    done = office(*command)

    assert 2 == done.exit_code
    assert WRONG[command] == done.stderr.strip().splitlines()[-1].removeprefix("Error: ")
    assert "bimat" not in done.output


def test_who_acts_must_be_said(office: Run) -> None:
    done = office("start", "99001/2024")

    assert 2 == done.exit_code
    assert "'--as'" in done.stderr


def test_a_role_typed_with_separate_accents_is_the_role(office: Run) -> None:
    done = office("start", "99001/2024", "--as", unicodedata.normalize("NFD", MO))

    assert (0, "") == (done.exit_code, done.stderr)
    assert unicodedata.normalize("NFC", MO).partition(":")[0] in office("show", "99001/2024").output


def test_what_was_extracted_is_not_mixed_with_another_version(office: Run) -> None:
    Path("xem").mkdir()
    first = office("extract", "99001/2024", "-o", "xem")
    Path("xem/result.json").write_text("ghi chú của tôi", encoding="utf-8")
    second = office("extract", "99001/2024", "-o", "xem")

    assert (0, 1) == (first.exit_code, second.exit_code)
    assert (
        "xem: [da-co-thu-muc] thư mục này đã có tệp, không ghi đè; "
        "chọn thư mục khác bằng -o\n1 lỗi, 0 cảnh báo\n"
    ) == second.stderr
    assert "ghi chú của tôi" == Path("xem/result.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "command",
    [
        ("show", "99001/2024"),
        ("remind",),
        ("export", "-o", "ra.csv"),
        ("backup", "ra.db"),
        ("start", "99001/2024", "--as", MO),
    ],
)
def test_a_register_without_its_chain_is_told(office: Run, command: tuple[str, ...]) -> None:
    with closing(sqlite3.connect("so-dang-ky.db")) as connection, connection:
        connection.execute("DROP TRIGGER events_no_delete")
        connection.execute("DELETE FROM events")
    done = office(*command)

    assert 1 == done.exit_code
    assert "so-dang-ky.db: [so-thieu-dong] sổ " in done.stderr
    assert done.stderr.endswith(
        "; phuhop registry audit cho biết ở đâu; khôi phục từ bản sao lưu\n1 lỗi, 0 cảnh báo\n"
    )
    assert [] == list(Path().glob("ra.*"))


def test_a_decision_and_its_publication(office: Run) -> None:
    office("start", "99001/2024", "--as", MO)
    finding = Appraisal(
        "99001",
        2024,
        decision_06().id,
        assessment_sha256=ASSESSMENT.sha256,
        appraiser="Trần Thị Mơ",
        is_seen=True,
        day=date(2024, 11, 29),
    )
    Path("td.json").write_text(json.dumps(finding.canonical()), encoding="utf-8")
    office("appraise", "99001/2024", "td.json", "--finish", "--as", MO)
    by = ("--as", "Lê Văn Đồi:quyết định")
    paper = (
        "--number",
        "15/QĐ-UBND",
        "--day",
        f"{datetime.now().astimezone():%d/%m/%Y}",
        "--signer",
        "Lê Văn Đồi",
    )
    decided = office("decide", "99001/2024", "--recognise", *paper, *by)
    office("publish", "99001/2024", *by)
    shown = without_links(office("show", "99001/2024").stdout)

    assert 0 == decided.exit_code
    assert "  công nhận (hiện hành): 15/QĐ-UBND ngày …, người ký Lê Văn Đồi\n" in shown
    assert "    Bảng điểm chưa đối chiếu văn bản gốc (mức thấp nhất: giả định).\n" in shown
    assert "Trạng thái: công bố" in shown


def test_reminders_are_a_table(office: Run) -> None:
    soon = office("remind", "--on", "2040-01-01")

    assert "99001/2024  Xã Suối Mơ  đã nộp      Bắt đầu thẩm định" in soon.stdout
    assert "quá " in soon.stdout
    assert "Không có việc nào đến hạn.\n" == office("remind", "--on", "2020-03-01").stdout


def test_the_worksheet_of_verify_blank_is_an_appraisal(office: Run, run: Run) -> None:
    office("start", "99001/2024", "--as", MO)
    assert 0 == run("verify", "blank", "bieu.xlsx", "-o", "phieu.xlsx").exit_code
    done = office("appraise", "99001/2024", "phieu.xlsx", "--as", MO)

    assert 0 == done.exit_code
    assert "ghi bản thẩm định, nay «đang thẩm định»" in done.stdout
    assert "  thẩm định  940   đạt\n" in done.stdout
    # Nobody has filled it in yet.
    assert "  - phiếu còn để trống, chưa ghi gì\n" in done.stdout
    assert 1 == office("appraise", "99001/2024", "--finish", "--as", MO).exit_code


def test_a_reason_that_names_a_child_never_enters_the_chain(office: Run) -> None:
    reason = "Hồ sơ cháu Hoa, sinh 02/03/2015, thôn 2"
    office("start", "99001/2024", "--as", MO)
    refused = office("return", "99001/2024", "--as", MO, "--reason", reason, "--due", "2030-01-05")

    assert 1 == refused.exit_code
    assert "[chu-rieng-tu]" in refused.stderr
    assert "Hoa" not in refused.output
    assert "Hoa" not in office("show", "99001/2024").stdout
    assert "đang thẩm định" in office("list").stdout


def test_a_return_says_what_it_asks_for_and_is_answered_by_number(office: Run) -> None:
    asked = ("--remark", "7=Bổ sung số sổ tiêm chủng", "--remark", "chung=Ký lại bản in")
    returned = office("return", "99001/2024", "--as", MO, "--reason", "Thiếu tài liệu", *asked)
    said = ("--reason", "Số liệu không đổi", "--answer", "1=Đã ghi số sổ")
    sent = office("submit", "99001/2024", "--as", "Lò Thị A:cấp xã", *said)
    shown = office("show", "99001/2024").stdout

    assert (0, 0) == (returned.exit_code, sent.exit_code)
    assert "YÊU CẦU BỔ SUNG\n  1. Phần 7. Trẻ em dưới 1 tuổi được tiêm chủng" in shown
    assert "trả lời: Đã ghi số sổ (Lò Thị A, bản 1" in shown
    assert "2. Cả hồ sơ: Ký lại bản in" in shown
    assert 1 == shown.count("chưa trả lời")
    assert 0 == office("audit").exit_code


@pytest.mark.parametrize(
    ("step", "option", "text", "told"),
    [
        ("return", "--remark", "7", "--remark: «7» thiếu nơi hoặc lời; viết như «7=Bổ sung số sổ»"),
        ("submit", "--answer", "z=Đã", "--answer: «z» không phải số của yêu cầu bổ sung"),
    ],
)
def test_a_remark_or_an_answer_written_otherwise_is_told(
    office: Run, step: str, option: str, text: str, told: str
) -> None:
    wrong = office(step, "99001/2024", "--as", MO, "--reason", "x", option, text)

    assert 2 == wrong.exit_code
    assert told in wrong.stderr

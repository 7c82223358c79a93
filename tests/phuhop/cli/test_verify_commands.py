"""The group ``verify``: files in, worksheets, tables, documents and lists out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import load_workbook

from phuhop.usecases.samples.demo import SAMPLES
from reports.workbook.appraisal.worksheet import appraisal_form
from reports.workbook.form import form
from reports.workbook.prefill import of_assessment
from tests.support.appraisal_samples import AGREED, DISAGREED
from tests.support.sample_sheets import ASSESSMENTS
from tests.support.strategies import decision_06
from tests.support.worksheets import filled, worksheet

Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the form and the worksheet of one commune."""
    ruleset = decision_06()
    assessment = ASSESSMENTS["mien-nui-dat"]
    (tmp_path / "bieu.xlsx").write_bytes(form(ruleset, 2024, of_assessment(assessment)))
    (tmp_path / "phieu.xlsx").write_bytes(worksheet(ruleset, filled(DISAGREED)))
    return tmp_path


def test_blank_writes_one_worksheet_a_commune(run: Run, folder: Path) -> None:
    done = run("verify", "blank", folder / "bieu.xlsx", "-o", folder / "moi.xlsx")

    assert 0 == done.exit_code
    assert (folder / "moi.xlsx").read_bytes() == worksheet(decision_06())


def test_blank_of_many_communes_needs_a_folder(run: Run, tmp_path: Path) -> None:
    table = SAMPLES / "so-lieu-mau.csv"
    wrong = run("verify", "blank", table, "-o", tmp_path / "mot.xlsx")
    right = run("verify", "blank", table, "-o", tmp_path / "ra")

    assert 2 == wrong.exit_code
    assert "-o: có 14 xã thì phải là thư mục" in wrong.output
    assert 14 == len(list((tmp_path / "ra").glob("tham-dinh-*.xlsx"))), right.output


def test_compare_prints_both_verdicts_and_the_table(run: Run, folder: Path) -> None:
    done = run("verify", "compare", folder / "bieu.xlsx", folder / "phieu.xlsx")

    assert 0 == done.exit_code
    assert "KẾT LUẬN  tự chấm: ✔ đạt; thẩm định: ✘ KHÔNG ĐẠT" in done.output
    assert "Σ      1.000   940" in done.output
    assert "SỐ LIỆU MẪU" in done.output
    assert "giả định, không phải quy định" in done.output


def test_compare_as_json_has_both_results_and_the_ruling(run: Run, folder: Path) -> None:
    done = run("verify", "compare", folder / "bieu.xlsx", folder / "phieu.xlsx", "--json")
    found = json.loads(done.stdout)

    assert "phuhop.comparison/1" == found["format"]
    assert {"claimed": "MET", "verified": "NOT_MET"} == found["verdict"]
    assert DISAGREED.figures == found["appraisal"]["figures"]
    seventh = found["verified"]["criteria"][6]["parts"][0]
    assert "NEEDS_APPRAISAL" == seventh["ruling"]["instead_of"]


def test_compare_takes_the_row_of_a_table(run: Run, folder: Path) -> None:
    path = folder / "td.json"
    own = {**AGREED.canonical(), "commune": "99003"}
    path.write_text(json.dumps(own), encoding="utf-8")
    done = run("verify", "compare", SAMPLES / "so-lieu-mau.csv", path)

    assert 0 == done.exit_code
    assert "99003" in done.output
    assert "Mọi phần như tự chấm." in done.output
    # What is doubtful in other communes' rows is not this commune's matter.
    assert "cảnh báo" not in done.output


def test_an_appraisal_of_other_figures_is_refused(run: Run, folder: Path) -> None:
    changed = {**AGREED.canonical(), "assessment_sha256": "0" * 64}
    (folder / "td.json").write_text(json.dumps(changed), encoding="utf-8")
    done = run("verify", "compare", folder / "bieu.xlsx", folder / "td.json")

    assert 1 == done.exit_code
    assert "số liệu tự chấm đã đổi sau khi lập bản thẩm định" in done.output
    assert "KẾT LUẬN" not in done.output


def test_ledger_pairs_files_of_a_folder_by_commune_and_year(run: Run, folder: Path) -> None:
    done = run("verify", "ledger", folder)

    assert 0 == done.exit_code
    assert "tiêu chí 9: 1/1 xã tự chấm cao hơn thẩm định (−50 điểm)." in done.output
    assert "Kết luận đổi sau thẩm định: 1/1 xã." in done.output


def test_ledger_tells_of_what_has_no_partner_and_goes_on(run: Run, folder: Path) -> None:
    (folder / "la.json").write_text(
        json.dumps({**AGREED.canonical(), "commune": "99009"}), encoding="utf-8"
    )
    shutil.copy(folder / "phieu.xlsx", folder / "phieu-2.xlsx")
    done = run("verify", "ledger", folder, "--json")

    assert 1 == done.exit_code
    assert "không có biểu dùng được của xã 99009 năm 2024" in done.stderr
    assert "[trung-tham-dinh]" in done.stderr
    assert 1 == len(json.loads(done.stdout)["communes"])


def test_ledger_of_nothing_is_told(run: Run, tmp_path: Path) -> None:
    done = run("verify", "ledger", tmp_path)

    assert 1 == done.exit_code
    assert "không có biểu tự đánh giá nào ở đây" in done.output


def test_documents_are_written_into_one_folder_a_commune(run: Run, folder: Path) -> None:
    done = run(
        "verify", "documents", folder / "bieu.xlsx", folder / "phieu.xlsx", "-o", folder / "ra"
    )

    assert 0 == done.exit_code
    assert [
        "01-thong-bao-yeu-cau-bo-sung.docx",
        "02-bien-ban-tham-dinh.docx",
        "03-bang-so-sanh.docx",
        "04-bao-cao-tham-dinh.docx",
        "05-du-thao-van-ban-tra-loi.docx",
    ] == [path.name for path in sorted((folder / "ra" / "99001-xa-suoi-mo-2024").glob("*.docx"))]


def test_a_faulty_profile_writes_nothing(run: Run, folder: Path) -> None:
    profile = folder / "co-quan.yaml"
    profile.write_text('số văn bản:\n  "09": 1\n', encoding="utf-8")
    done = run(
        "verify",
        "documents",
        folder / "bieu.xlsx",
        folder / "phieu.xlsx",
        "--office",
        profile,
        "-o",
        folder / "ra",
    )

    assert 1 == done.exit_code
    assert "không có văn bản mang số nào có mã «09»" in done.output
    assert not (folder / "ra").exists()


def test_focus_prints_order_sample_and_how_it_was_drawn(run: Run) -> None:
    table = SAMPLES / "so-lieu-mau.csv"
    done = run("verify", "focus", table, "--sample", 2, "--seed", "2024-thu")
    again = run("verify", "focus", table, "--sample", 2, "--seed", "2024-thu", "--json")

    assert 0 == done.exit_code, done.output
    assert "hạt giống «2024-thu»" in done.output
    assert "không phải nhận xét về đơn vị nào" in done.output
    found = json.loads(again.stdout)
    assert 2 == len(found["sample"]["codes"])
    assert all(code in done.output for code in found["sample"]["codes"])


def test_focus_tells_one_line_a_commune_and_everything_of_those_asked_for(run: Run) -> None:
    table = SAMPLES / "so-lieu-mau.csv"
    lines = run("verify", "focus", table).stdout.splitlines()
    told = run("verify", "focus", table, "--details", "99002")
    strange = run("verify", "focus", table, "--details", "12345")

    rows = [line for line in lines if "  99002  " in line]
    assert 1 == len(rows)
    assert "thì kết luận thành «" in rows[0]
    assert "99002" in told.stdout
    assert "99001" not in told.stdout
    assert 2 == strange.exit_code
    assert "không có xã «12345» trong năm 2024" in strange.stderr


def test_focus_as_a_table_has_one_row_a_commune_in_the_order_of_the_list(
    run: Run, tmp_path: Path
) -> None:
    table, output = SAMPLES / "so-lieu-mau.csv", tmp_path / "noi-nen-xem.xlsx"
    codes = [
        one["code"]
        for one in json.loads(run("verify", "focus", table, "--json").stdout)["communes"]
    ]
    done = run("verify", "focus", table, "-o", output)
    rows = [*load_workbook(output).active.iter_rows(values_only=True)]

    assert f"{output.as_posix()}: {len(codes)} xã\n" == done.stdout
    assert ("Thứ tự", "Mã xã", "Tên") == rows[0][:3]
    assert codes == [row[1] for row in rows[1:]]
    assert {"SỐ LIỆU MẪU"} == {row[-1] for row in rows[1:]}


def test_focus_takes_files_or_a_register_and_a_table_with_a_known_ending(
    run: Run, tmp_path: Path
) -> None:
    neither = run("verify", "focus")
    strange = run("verify", "focus", SAMPLES / "so-lieu-mau.csv", "-o", tmp_path / "a.pdf")

    assert [2, 2] == [neither.exit_code, strange.exit_code]
    assert "-o: tên tệp phải có đuôi .xlsx, .csv" in strange.stderr


def test_a_sample_without_seed_says_the_one_it_made(run: Run) -> None:
    done = run("verify", "focus", SAMPLES / "so-lieu-mau.csv", "--sample", 1, "--json")
    seed = json.loads(done.stdout)["sample"]["seed"]
    again = run(
        "verify", "focus", SAMPLES / "so-lieu-mau.csv", "--sample", 1, "--seed", seed, "--json"
    )

    assert json.loads(again.stdout) == json.loads(done.stdout)


def test_a_seed_without_sample_is_wrong_usage(run: Run) -> None:
    done = run("verify", "focus", SAMPLES / "so-lieu-mau.csv", "--seed", "a")

    assert 2 == done.exit_code


@pytest.fixture
def package(run: Run, folder: Path) -> Path:
    """Return the form of the folder as a package; the form itself is gone."""
    done = run("pack", folder / "bieu.xlsx", "-o", folder / "goi.phuhop")
    assert done.exit_code == 0, done.stderr
    (folder / "bieu.xlsx").unlink()
    return folder / "goi.phuhop"


def test_a_package_stands_where_its_form_stood(run: Run, folder: Path) -> None:
    form_text = run("verify", "compare", folder / "bieu.xlsx", folder / "phieu.xlsx").stdout
    run("pack", folder / "bieu.xlsx", "-o", folder / "goi.phuhop")
    done = run("verify", "compare", folder / "goi.phuhop", folder / "phieu.xlsx")

    assert 0 == done.exit_code
    assert form_text == done.stdout


def test_every_command_of_verify_takes_packages(run: Run, folder: Path, package: Path) -> None:
    blank = run("verify", "blank", package, "-o", folder / "moi.xlsx")
    ledger = run("verify", "ledger", package, folder / "phieu.xlsx")
    papers = run("verify", "documents", package, folder / "phieu.xlsx", "-o", folder / "ra")
    focus = run("verify", "focus", package)

    assert [0, 0, 0, 0] == [done.exit_code for done in (blank, ledger, papers, focus)]
    assert (folder / "moi.xlsx").read_bytes() == worksheet(decision_06())
    assert "Kết luận đổi sau thẩm định: 1/1 xã." in ledger.stdout
    assert (folder / "ra" / "99001-xa-suoi-mo-2024" / "02-bien-ban-tham-dinh.docx").exists()
    assert "99001" in focus.stdout


@pytest.mark.usefixtures("package")
def test_packages_and_worksheets_of_a_folder_are_paired(run: Run, folder: Path) -> None:
    done = run("verify", "ledger", folder)

    assert 0 == done.exit_code
    assert "Kết luận đổi sau thẩm định: 1/1 xã." in done.stdout


def test_letters_and_pictures_of_a_folder_are_passed_over(run: Run, folder: Path) -> None:
    for name in ("cong-van.txt", "anh.jpg", "Thumbs.db"):
        (folder / name).write_bytes(b"x")
    done = run("verify", "ledger", folder)

    assert (0, "") == (done.exit_code, done.stderr)


def test_a_table_is_no_appraisal_and_another_communes_sheet_is_called_that(
    run: Run, folder: Path
) -> None:
    table = run("verify", "compare", folder / "bieu.xlsx", SAMPLES / "so-lieu-mau.csv")
    other = ASSESSMENTS["mien-nui-dat"]
    other = replace(other, commune=replace(other.commune, code="99002"))
    (folder / "khac.xlsx").write_bytes(appraisal_form(decision_06(), other))
    sheet = run("verify", "compare", folder / "bieu.xlsx", folder / "khac.xlsx")

    assert "[khong-phai-phieu] đây là bảng, không phải bản thẩm định" in table.stderr
    assert "[khac-xa]" in sheet.stderr
    assert "[khac-ban]" not in sheet.stderr


def test_a_commune_in_a_package_and_in_a_form_is_withheld(run: Run, folder: Path) -> None:
    run("pack", folder / "bieu.xlsx", "-o", folder / "goi.phuhop")
    done = run("verify", "ledger", folder)

    assert 1 == done.exit_code
    assert "goi.phuhop: [trung-xa] xã 99001 năm 2024 còn có ở " in done.stderr
    assert "không có biểu dùng được của xã 99001 năm 2024" in done.stderr


def test_a_refused_package_is_told_and_the_others_are_read(
    run: Run, folder: Path, package: Path
) -> None:
    (folder / "xau.phuhop").write_bytes(b"PK\x03\x04")
    done = run("verify", "focus", package, folder / "xau.phuhop")

    assert 1 == done.exit_code
    assert "xau.phuhop: [tep-hong] gói hỏng hoặc bị cắt ngang" in done.stderr
    assert "99001" in done.stdout


def test_a_package_with_numbers_of_its_own_is_not_believed(run: Run, tmp_path: Path) -> None:
    draft = SAMPLES / "du-thao-mau.yaml"
    run("pack", SAMPLES / "so-lieu-du-thao-mau.csv", "--ruleset", draft, "-o", tmp_path)
    packages = sorted(tmp_path.glob("*.phuhop"))[:1]
    refused = run("verify", "focus", *packages)
    accepted = run("verify", "focus", *packages, "--ruleset", draft)

    assert 1 == refused.exit_code
    assert ".phuhop: ruleset.yaml: [bo-tieu-chi-la] bộ tiêu chí «du-thao-mau»" in refused.stderr
    assert 0 == accepted.exit_code

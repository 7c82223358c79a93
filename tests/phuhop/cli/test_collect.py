"""Folders of workbooks, one table out of them, and workbooks out of a table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from phuhop.usecases.samples.demo import SAMPLES
from scoring.engine.assessment import Assessment
from scoring.intake.reading import read_tables
from tests.support.form_workbooks import a_form
from tests.support.sample_sheets import ASSESSMENTS
from tests.support.strategies import decision_06

TABLE = SAMPLES / "so-lieu-mau.csv"
FORMATS = (".csv", ".xlsx", ".parquet")


def assessments(*paths: Path) -> list[Assessment]:
    intake = read_tables(paths, lambda _: decision_06(), this_year=2026)
    assert () == intake.faults
    return sorted((e.assessment for e in intake.entries), key=lambda a: a.commune.code)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three good forms, one of them in a folder below."""
    inside = tmp_path / "bieu" / "huyen"
    inside.mkdir(parents=True)
    for name, assessment in list(ASSESSMENTS.items())[:3]:
        place = inside if name == "mien-nui-dat" else inside.parent
        (place / f"{name}.xlsx").write_bytes(a_form(assessment))
    return tmp_path / "bieu"


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_table_to_forms_to_a_table_loses_nothing(tmp_path: Path, run, suffix: str) -> None:
    made = run("form", "--year", 2024, "--prefill", TABLE, "-o", tmp_path / "bieu")
    collected = run("collect", tmp_path / "bieu", "-o", tmp_path / f"bang{suffix}")

    assert (0, 0) == (made.exit_code, collected.exit_code)
    assert 14 == len(made.stdout.splitlines())
    assert assessments(TABLE) == assessments(tmp_path / f"bang{suffix}")


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_forms_give_the_same_bytes(folder: Path, tmp_path: Path, run, suffix: str) -> None:
    for name in ("a", "b"):
        run("collect", folder, "-o", tmp_path / f"{name}{suffix}")

    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


def test_one_bad_file_never_stops_the_others(folder: Path, tmp_path: Path, run) -> None:
    (folder / "hong.xlsx").write_bytes(b"PK\x03\x04 hong")
    (folder / "xls.xls").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 99)
    result = run("collect", folder, "-o", tmp_path / "bang.csv")

    assert 1 == result.exit_code
    assert 3 == len(assessments(tmp_path / "bang.csv"))
    assert [
        "Đã đọc 5 tệp, được 3 xã; 2 tệp có lỗi.",
        f"  ✘ {folder.as_posix()}/hong.xlsx: tệp .xlsx hỏng, không đọc được",
        f"  ✘ {folder.as_posix()}/xls.xls: đây là tệp Office cũ (.xls) hoặc tệp có mật khẩu",
    ] == result.stderr.splitlines()[-3:]


def test_lock_files_are_no_data_and_other_files_are_named(folder: Path, run) -> None:
    (folder / "~$mien-nui-dat.xlsx").write_bytes(b"x")
    (folder / ".an.xlsx").write_bytes(b"x")
    (folder / "anh.jpg").write_bytes(b"x")
    result = run("score", "--json", folder)

    assert (0, 3) == (result.exit_code, len(result.stdout.splitlines()))
    assert "bỏ qua 1 tệp không phải bảng tính: anh.jpg" in result.stderr


def test_a_folder_without_workbooks_is_told(tmp_path: Path, run) -> None:
    result = run("score", tmp_path)

    assert 1 == result.exit_code
    assert "[thu-muc-trong] thư mục không có bảng tính nào" in result.stderr


def test_tables_and_forms_are_read_together(folder: Path, tmp_path: Path, run) -> None:
    table = tmp_path / "bang.csv"
    lines = TABLE.read_text(encoding="utf-8-sig").splitlines()
    table.write_text("\n".join([lines[0], lines[8]]), encoding="utf-8")
    result = run("score", "--json", table, folder)
    codes = [json.loads(line)["commune"]["code"] for line in result.stdout.splitlines()]

    assert ["99001", "99002", "99003", "99008"] == sorted(codes)


def test_the_dossiers_of_a_folder_are_written(folder: Path, tmp_path: Path, run) -> None:
    (folder / "hong.xlsx").write_bytes(b"PK\x03\x04 hong")
    result = run("dossier", folder, "-o", tmp_path / "ho-so", "--format", "html")

    assert 1 == result.exit_code
    assert 3 == len(list((tmp_path / "ho-so").rglob("ho-so.html")))
    assert "Đã đọc 4 tệp, được 3 xã; 1 tệp có lỗi." in result.stderr


def test_last_year_s_form_fills_the_previous_period(tmp_path: Path, run) -> None:
    (tmp_path / "cu.xlsx").write_bytes(a_form())
    new = tmp_path / "moi.xlsx"
    result = run("form", "--year", 2026, "--prefill", tmp_path / "cu.xlsx", "-o", new)
    (assessment,) = assessments(new)

    assert 0 == result.exit_code
    assert {} == assessment.figures
    assert {"tong_so_tre_em": 1250, "tre_bi_xam_hai": 0} == {
        code: assessment.previous[code] for code in ("tong_so_tre_em", "tre_bi_xam_hai")
    }
    assert ASSESSMENTS["mien-nui-dat"].commune == assessment.commune


def test_a_form_prefilled_from_a_form_keeps_its_notes_and_evidence(tmp_path: Path, run) -> None:
    old, new = tmp_path / "cu.xlsx", tmp_path / "moi.xlsx"
    old.write_bytes(a_form())
    run("form", "--year", 2024, "--prefill", old, "-o", new)
    forms = [read_tables([path], lambda _: decision_06()).entries[0].form for path in (old, new)]

    assert forms[0] is not None
    assert forms[0].evidence
    assert forms[0] == forms[1]


def test_a_commune_is_found_in_a_register(tmp_path: Path, run) -> None:
    path = tmp_path / "b.xlsx"
    result = run("form", "--year", 2024, "--commune", "99007", "--register", TABLE, "-o", path)

    assert 0 == result.exit_code
    assert ("Xã Đảo Sao", 2024) == (assessments(path)[0].commune.name, assessments(path)[0].year)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("-o", "bieu.pdf"), "tệp biểu phải có đuôi .xlsx"),
        (("--commune", "9007", "-o", "b.xlsx"), 'có phải "09007"?'),
        (("--register", "x.csv", "-o", "b.xlsx"), "--register cần --commune"),
        (("--ruleset", "khong-co", "-o", "b.xlsx"), "khong-co"),
        (("--prefill", TABLE, "-o", "b.xlsx"), "-o: bảng có 14 xã thì phải là thư mục"),
    ],
)
def test_wrong_usage_of_form_is_told(run, arguments: tuple[object, ...], expected: str) -> None:
    result = run("form", "--year", 2024, *arguments)

    assert 2 == result.exit_code
    assert expected in result.stderr


def test_a_year_without_a_decision_is_told(run) -> None:
    result = run("form", "--year", 2010, "-o", "b.xlsx")

    assert (2, True) == (result.exit_code, "năm 2010 chưa có bộ tiêu chí" in result.stderr)


def test_an_unknown_commune_of_a_register_is_told(run) -> None:
    result = run("form", "--year", 2024, "--commune", "00004", "--register", TABLE, "-o", "b.xlsx")

    assert (1, True) == (result.exit_code, "danh mục không có mã xã «00004»" in result.stderr)


def test_a_table_of_another_kind_is_wrong_usage(folder: Path, run) -> None:
    result = run("collect", folder, "-o", "bang.txt")

    assert (2, True) == (
        result.exit_code,
        "-o: tên tệp phải có đuôi .xlsx, .csv, .parquet" in result.stderr,
    )


def test_a_name_that_looks_like_a_formula_stays_a_text(tmp_path: Path, run) -> None:
    assessment = ASSESSMENTS["mien-nui-dat"]
    commune = type(assessment.commune)("99001", "-Xã Mẫu", assessment.commune.kind)
    (tmp_path / "a.xlsx").write_bytes(a_form(Assessment(commune, 2024)))
    run("collect", tmp_path / "a.xlsx", "-o", tmp_path / "bang.csv")

    assert b";'-X" not in (tmp_path / "bang.csv").read_bytes().split(b"\n")[0]
    assert b"'-X" in (tmp_path / "bang.csv").read_bytes()
    assert "-Xã Mẫu" == assessments(tmp_path / "bang.csv")[0].commune.name

"""Packages, forms and tables come in: each once, one bad file stops no other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from phuhop.usecases.register.importing import Importing, files_of
from registry.evidence.listing import read_list
from registry.evidence.model import LARGEST_EVIDENCE, Exhibit, Proof
from registry.keeping.audit import audit
from registry.package.handed_in import Made, Reported
from registry.package.unpacking import FIGURES, WORKBOOK
from registry.package.writing import package_bytes
from registry.store.database import Database
from registry.views.history import history
from registry.views.listing import listed
from scoring.base.problems import ProblemsFound
from scoring.engine.assessment import Assessment
from scoring.engine.scorer import score
from scoring.results.json_writing import as_result
from scoring.rules.loading import load
from scoring.rules.ruleset import Ruleset
from tests.support.form_workbooks import a_form
from tests.support.intake_tables import assessments, taken
from tests.support.registries import (
    ASSESSMENT,
    FULL,
    KEY,
    by,
    exhibit,
    hand_in,
    new_register,
    ruleset_text,
    said,
    step,
    version,
    with_figures,
)
from tests.support.sample_sheets import ASSESSMENTS, STAMP
from tests.support.strategies import decision_06

PDF = b"%PDF-1.7\n% so ho tich\n%%EOF"
PROOFS = (Proof(("2",), "TL 02", "Sổ hộ tịch"),)


def a_package(
    assessment: Assessment = ASSESSMENT,
    text: str | None = None,
    ruleset: Ruleset | None = None,
    changed: dict[str, Any] | None = None,
    proofs: tuple[Proof, ...] = PROOFS,
) -> bytes:
    """Return a package; with *changed* its result says what is not true."""
    rules = ruleset or decision_06()
    result = as_result(score(rules, assessment), STAMP.program)
    for name, values in (changed or {}).items():
        result[name] |= values
    reported = Reported(
        ruleset=rules,
        ruleset_text=(text or ruleset_text()).encode(),
        assessment=assessment,
        evidence=(Exhibit(PDF, "pdf", "Sổ hộ tịch 2024.pdf", proofs),),
    )
    return package_bytes(reported, Made(result, {}), STAMP.program)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = new_register(str(tmp_path / "so.db"))
    yield opened
    opened.close()


def imported(
    database: Database, paths: Sequence[Path], ruleset: str | None = None
) -> tuple[list[str], list[str]]:
    """Import files as the command does; return its lines and the faults it tells."""
    files, problems = files_of(paths)
    importing = Importing(database, by("tiếp nhận"), ruleset, None, draft=False)
    folder = f"{paths[0].parent}/"
    lines = [str(line).replace(folder, "") for file in files for line in importing.file(file)]
    faults = [p for p in (*problems, *importing.problems) if p.is_fault]
    return lines, [line.replace(folder, "") for line in said(faults)]


def put(folder: Path, **files: bytes) -> list[Path]:
    """Write files whose names have ``__`` for the dot."""
    paths = []
    for name, content in files.items():
        paths.append(folder / name.replace("__", "."))
        paths[-1].write_bytes(content)
    return paths


def test_a_package_comes_in_with_its_evidence(database: Database, tmp_path: Path) -> None:
    lines, faults = imported(database, put(tmp_path, a__phuhop=a_package()))
    with database.reading() as connection:
        (kept,) = history(connection, KEY).versions

    assert ["a.phuhop: 99001/2024: bản 1, nộp; minh chứng 1/22"] == lines
    assert [] == faults
    (file,) = kept.evidence
    assert ("Sổ hộ tịch 2024.pdf", len(PDF), ["2"]) == (
        file["name"],
        file["size"],
        file["proofs"][0]["codes"],
    )
    assert () == audit(database).problems


def test_the_same_package_twice_changes_nothing_and_says_so(
    database: Database, tmp_path: Path
) -> None:
    paths = put(tmp_path, a__phuhop=a_package())
    imported(database, paths)
    before = audit(database).head
    lines, faults = imported(database, paths)

    assert ["a.phuhop: 99001/2024: đã có (bản 1), không thay đổi gì; hồ sơ đang «đã nộp»"] == lines
    assert [] == faults
    assert before == audit(database).head


def test_an_older_version_again_is_told_which_one_counts(
    database: Database, tmp_path: Path
) -> None:

    (first,) = put(tmp_path, a__xlsx=a_form(with_figures(phieu_hai_long=190)))
    imported(database, [first])
    step(database, "return", "thẩm định", "Bổ sung")
    imported(database, put(tmp_path, b__xlsx=a_form(ASSESSMENT)))

    assert [
        (
            "a.xlsx: 99001/2024: đã có (bản 1), không thay đổi gì; bản hiện hành là bản 2; "
            "hồ sơ đang «nộp lại»"
        )
    ] == imported(database, [first])[0]


def test_a_bad_package_stops_no_other(database: Database, tmp_path: Path) -> None:
    ward = ASSESSMENTS["phuong-thieu-so-lieu"]
    folder = tmp_path / "gui-ve"
    folder.mkdir()
    put(folder, a__phuhop=a_package()[:2_000], b__phuhop=a_package(), c__xlsx=a_form(ward))
    lines, faults = imported(database, [folder])

    assert [
        "gui-ve/b.phuhop: 99001/2024: bản 1, nộp; minh chứng 1/22",
        "gui-ve/c.xlsx: 99002/2024: bản 1, nộp; minh chứng 0/22",
    ] == lines
    (fault,) = faults
    assert fault.startswith("gui-ve/a.phuhop: ")


def test_a_table_brings_a_dossier_for_each_row(
    database: Database, tmp_path: Path, run: Callable[..., Result]
) -> None:
    run("demo", "-o", tmp_path / "demo")
    lines, _ = imported(database, [tmp_path / "demo" / "so-lieu-mau.csv"])
    with database.reading() as connection:
        keys = [row.key.short for row in listed(connection)]

    assert 14 == len(lines)
    assert "99001/2024" == keys[0]
    assert sorted(keys) == keys


def test_two_files_of_one_dossier_in_a_run_are_not_taken_for_two_versions(
    database: Database, tmp_path: Path
) -> None:
    paths = put(
        tmp_path, a__xlsx=a_form(ASSESSMENT), b__xlsx=a_form(with_figures(phieu_hai_long=190))
    )
    lines, faults = imported(database, paths)

    assert ["a.xlsx: 99001/2024: bản 1, nộp; minh chứng 1/22"] == lines
    assert [
        (
            "b.xlsx: [trung-xa] trong lần nhập này 99001/2024 đã có từ a.xlsx, nội dung khác; "
            "giữ lại một tệp; bản cũ và bản mới thì nhập lần lượt"
        )
    ] == faults


def _milder(tmp_path: Path) -> tuple[Ruleset, str, Path]:
    """Return a ruleset that calls itself the decision but asks for fewer points."""
    text = ruleset_text().replace("điểm: 800", "điểm: 700")
    path = tmp_path / "06-QD-TTg-2019.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path), text, path


def test_a_package_with_other_rules_under_the_same_name_is_refused(
    database: Database, tmp_path: Path
) -> None:
    ruleset, text, _ = _milder(tmp_path)
    paths = put(tmp_path, a__phuhop=a_package(ASSESSMENT, text, ruleset))

    assert (
        [],
        [
            (
                "a.phuhop: ruleset.yaml: [bo-tieu-chi-la] bộ tiêu chí «06-QD-TTg-2019» trong gói "
                "khác với các bộ đã biết; nếu bộ đó đúng, nêu tệp YAML của nó rồi "
                "làm lại"
            )
        ],
    ) == imported(database, paths)


def test_other_rules_are_taken_when_the_office_names_their_file_and_from_then_on(
    database: Database, tmp_path: Path
) -> None:
    ruleset, text, path = _milder(tmp_path)
    first = put(tmp_path, a__phuhop=a_package(ASSESSMENT, text, ruleset))
    other = replace(ASSESSMENT, year=2022)
    second = put(tmp_path, b__phuhop=a_package(other, text, ruleset))

    assert ["a.phuhop: 99001/2024: bản 1, nộp; minh chứng 1/22"] == imported(
        database, first, str(path)
    )[0]
    assert ["b.phuhop: 99001/2022: bản 1, nộp; minh chứng 1/22"] == imported(database, second)[0]


def test_a_result_that_does_not_follow_is_refused(database: Database, tmp_path: Path) -> None:
    paths = put(tmp_path, a__phuhop=a_package(changed={"total": {"points": 1_000}}))

    assert (
        [],
        [
            (
                "a.phuhop: [ket-qua-khac] kết quả trong gói khác với kết quả tính lại: tổng điểm; "
                "chấm lại gói để xem; lập lại gói bằng đúng phần mềm"
            )
        ],
    ) == imported(database, paths)


def test_a_result_on_firmer_ground_than_the_rules_is_refused(
    database: Database, tmp_path: Path
) -> None:
    firmer = {"ruleset": {"level": "văn bản gốc"}}
    lines, (fault,) = imported(database, put(tmp_path, a__phuhop=a_package(changed=firmer)))

    assert [] == lines
    assert "kết quả tính lại: bộ tiêu chí, mức tin cậy; " in fault


def test_a_version_that_the_workflow_refuses_is_told_under_its_file(
    database: Database, tmp_path: Path
) -> None:
    hand_in(database)
    paths = put(tmp_path, a__xlsx=a_form(with_figures(phieu_hai_long=190)))

    assert [
        (
            f"a.xlsx: [buoc-trai-quy-trinh] {FULL}: hồ sơ ở trạng thái «đã nộp», không có bước "
            "«nộp» hoặc «nộp lại»; bước hợp lệ: rút để sửa (cấp xã); bắt đầu thẩm định "
            "(thẩm định); yêu cầu bổ sung (thẩm định); "
            "khóa số liệu (thẩm định, cấp trên); "
            "hủy hồ sơ nhập nhầm (thẩm định, cấp trên); "
            "chuyển hồ sơ cho xã sau sáp nhập (thẩm định, cấp trên)"
        )
    ] == imported(database, paths)[1]


def test_a_file_of_evidence_is_kept_once_for_all_dossiers(database: Database) -> None:
    hand_in(database, version(ASSESSMENT, PDF))
    hand_in(database, version(ASSESSMENTS["xa-bi-diem-liet"], PDF))
    with database.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT count(*) FROM files").scalar()

    assert 1 == kept
    assert () == audit(database).problems


def test_a_file_too_large_is_refused_and_nothing_kept(database: Database) -> None:
    large = replace(exhibit(PDF), size=LARGEST_EVIDENCE + 1)
    with pytest.raises(ProblemsFound) as caught:
        hand_in(database, replace(version(), evidence=(large,)))

    assert [
        (
            "bieu.xlsx: [tep-qua-lon] tệp minh chứng «so-ho-tich.pdf» có 20.000.001 byte; "
            "mỗi tệp không quá 20 MB; quét ở độ phân giải thấp hơn"
        )
    ] == said(caught.value.problems)
    assert 1 == audit(database).events


def test_what_stood_in_the_workbook_beside_the_figures_is_kept(
    database: Database, tmp_path: Path
) -> None:
    imported(database, put(tmp_path, a__xlsx=a_form()))
    with database.engine.connect() as connection:
        notes = json.loads(
            connection.exec_driver_sql("SELECT notes FROM submissions").scalar() or ""
        )

    assert "Trạm y tế" == notes["sources"]["tre_duoi_1_tuoi"]
    assert "12/BC-UBND" == notes["evidence"]["3:khac"]["number"]


def test_a_file_about_abused_children_is_refused(database: Database, tmp_path: Path) -> None:
    proofs = (Proof(("3",), "TL 05", "Báo cáo"),)
    paths = put(tmp_path, a__phuhop=a_package(proofs=proofs))

    assert (
        [],
        [
            (
                "a.phuhop/manifest.json: [khong-nhan-tep] không nhận tệp «Sổ hộ tịch 2024.pdf» "
                "của phần 3: hồ sơ xâm hại trẻ em có tên, địa chỉ của trẻ em; "
                "chỉ ghi số, ký hiệu và ngày của văn bản"
            )
        ],
    ) == imported(database, paths)
    with database.engine.connect() as connection:
        assert 0 == connection.exec_driver_sql("SELECT count(*) FROM files").scalar()


def test_a_version_comes_out_as_it_went_in(
    database: Database, tmp_path: Path, run: Callable[..., Result]
) -> None:
    imported(database, put(tmp_path, a__phuhop=a_package()))
    done = run("registry", "extract", KEY, "-o", tmp_path / "ra", "--db", tmp_path / "so.db")
    missing = run(
        "registry", "extract", KEY, "--version", 2, "-o", tmp_path / "r", "--db", tmp_path / "so.db"
    )
    names = sorted(p.relative_to(tmp_path / "ra") for p in (tmp_path / "ra").rglob("*.*"))
    table, file = sorted((tmp_path / "ra" / "minh-chung").iterdir())

    assert 0 == done.exit_code
    assert ["06-QD-TTg-2019.yaml", "assessment.json"] == [str(name) for name in names[:2]]
    assert (PDF, ".pdf") == (file.read_bytes(), file.suffix)
    # The name is the officer's, and what was taken out is a form and a table again.
    assert [file.name] == [line.file for line in read_list(table)]
    for name in (WORKBOOK, FIGURES):
        assert [ASSESSMENT] == assessments(taken(tmp_path / "ra" / name))
    assert ASSESSMENT.canonical() == json.loads((tmp_path / "ra" / "assessment.json").read_text())
    assert f"{FULL}: [khong-co-ban] hồ sơ không có bản 2\n1 lỗi, 0 cảnh báo\n" == missing.stderr

"""pack, unpack and reproduce as an officer and a verifier use them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from phuhop.usecases.commune.packing import PackOrder, ruleset_texts, write_packages
from phuhop.usecases.processes import ONE_PROCESS
from phuhop.usecases.samples.demo import SAMPLES
from registry.evidence.policy import evidence_policy
from registry.package.reading import read_package
from registry.package.reproduction import reproduced
from reports.workbook.form import form as workbook
from reports.workbook.prefill import of_assessment, of_form
from scoring.base.problems import Place
from scoring.intake.reading import Entry, read_tables
from tests.support.filled_form import FORM
from tests.support.packages import PDF, members
from tests.support.sample_sheets import ASSESSMENTS
from tests.support.strategies import decision_06

pytestmark = pytest.mark.slow

TABLE = SAMPLES / "so-lieu-mau.csv"
OFFICE = 'mã đơn vị: "99001"\nhọ tên: Trần Thị Khác\n'


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """An officer's desk: the filled workbook, a folder of evidence, the office's profile."""
    cells = of_assessment(ASSESSMENTS["mien-nui-dat"]) | of_form(FORM)
    (tmp_path / "bieu.xlsx").write_bytes(workbook(decision_06(), 2024, cells))
    (tmp_path / "mc" / "7").mkdir(parents=True)
    (tmp_path / "mc" / "7" / "Báo cáo.pdf").write_bytes(PDF)
    (tmp_path / "mc" / "TL 05 sổ.pdf").write_bytes(PDF + b"5")
    (tmp_path / "co-quan.yaml").write_text(OFFICE, encoding="utf-8")
    return tmp_path


def packed(desk: Path, run, *more: object) -> Result:
    return run(
        "pack", desk / "bieu.xlsx", "--evidence", desk / "mc", "-o", desk / "goi.phuhop", *more
    )


def test_a_workbook_and_a_folder_become_a_package(desk: Path, run) -> None:
    result = packed(desk, run)
    package = read_package(desk / "goi.phuhop")

    assert 0 == result.exit_code, result.stderr
    assert [
        (desk / "goi.phuhop").as_posix(),
        "  7/Báo cáo.pdf → phần 7, TL 15: Báo cáo kết quả tiêm chủng mở rộng của trạm y tế",
        "  TL 05 sổ.pdf → phần 2, TL 05: Sổ hộ tịch (đăng ký khai sinh)",
    ] == result.stdout.splitlines()
    assert ["7/Báo cáo.pdf", "TL 05 sổ.pdf"] == [file.name for file in package.evidence]
    assert package.form is not None
    assert (FORM.notes, FORM.sources, FORM.profile, FORM.evidence) == (
        package.form.notes,
        package.form.sources,
        package.form.profile,
        package.form.evidence,
    )


def test_the_documents_that_are_missing_are_listed(desk: Path, run) -> None:
    lines = [line for line in packed(desk, run).stderr.splitlines() if "thieu-minh-chung" in line]

    assert (
        f"{(desk / 'bieu.xlsx').as_posix()}: [thieu-minh-chung] cảnh báo: chưa có tệp, chưa ghi "
        "số, ngày của TL 18: Thống kê giáo dục mầm non (phần 10)"
    ) in lines
    assert not [line for line in lines if "TL 15:" in line or "TL 05:" in line]


def test_a_file_that_is_not_taken_makes_the_exit_code_1_and_the_rest_is_packed(
    desk: Path, run
) -> None:
    (desk / "mc" / "ảnh.pdf").write_bytes(PDF)
    result = packed(desk, run)

    assert 1 == result.exit_code
    assert "mc/ảnh.pdf: [khong-ro-ma]" in result.stderr
    assert 2 == len(read_package(desk / "goi.phuhop").evidence)


def test_the_office_file_is_packed_and_its_difference_from_the_form_told(desk: Path, run) -> None:
    result = packed(desk, run, "--office", desk / "co-quan.yaml")
    package = read_package(desk / "goi.phuhop")

    assert 0 == result.exit_code
    assert "«Người ký»: biểu ghi «Hà Văn Mẫu»" in result.stderr
    assert OFFICE.encode() == package.office_text
    assert "Trần Thị Khác" in package.content(package.documents[-1]).decode()


def test_evidence_of_abuse_is_taken_only_with_a_policy_of_ones_own(desk: Path, run) -> None:
    (desk / "mc" / "3 báo cáo.pdf").write_bytes(PDF)
    policy = desk / "quy-tac.yaml"
    policy.write_text("quy tắc: Nội bộ\n", encoding="utf-8")
    refused, taken = packed(desk, run), packed(desk, run, "--evidence-policy", policy)
    opened = run("unpack", desk / "goi.phuhop", "-o", desk / "ra")

    assert "mc/3 báo cáo.pdf: [khong-nhan-tep] không nhận tệp của phần 3" in refused.stderr
    assert 0 == taken.exit_code
    assert "goi.phuhop/manifest.json: [khong-nhan-tep]" in opened.stderr
    assert (
        0
        == run(
            "unpack", desk / "goi.phuhop", "-o", desk / "ra", "--evidence-policy", policy
        ).exit_code
    )


def test_the_same_desk_gives_the_same_package(desk: Path, run) -> None:
    packed(desk, run)
    first = (desk / "goi.phuhop").read_bytes()
    packed(desk, run)

    assert first == (desk / "goi.phuhop").read_bytes()


def test_a_table_of_many_communes_gives_a_package_each(tmp_path: Path, run) -> None:
    own = tmp_path / "mc" / "99001 Trăng Non"
    own.mkdir(parents=True)
    (own / "7.pdf").write_bytes(PDF)
    (tmp_path / "mc" / "khác").mkdir()
    (tmp_path / "mc" / "rời.pdf").write_bytes(PDF)
    result = run("pack", TABLE, "--evidence", tmp_path / "mc", "-o", tmp_path / "goi")
    packages = sorted((tmp_path / "goi").glob("*.phuhop"))

    assert 14 == len(packages)
    assert "99001-xa-trang-non-2024.phuhop" == packages[0].name
    assert [1] + [0] * 13 == [len(read_package(path).evidence) for path in packages]
    assert "mc/khác: [thu-muc-la] tên thư mục không bắt đầu bằng mã xã nào" in result.stderr
    assert "mc: [tep-la] 1 tệp nằm ngoài thư mục của từng xã; không dùng: rời.pdf" in result.stderr
    assert "[thieu-minh-chung] cảnh báo: 14 xã còn thiếu minh chứng" in result.stderr
    assert 1 == result.exit_code


def test_all_packages_of_the_demo_reproduce(tmp_path: Path, run) -> None:
    run("pack", TABLE, "-o", tmp_path)
    result = run("reproduce", "--json", *sorted(tmp_path.glob("*.phuhop")))

    assert 0 == result.exit_code, result.stderr
    assert [True] * 14 == [json.loads(line)["identical"] for line in result.stdout.splitlines()]


def test_many_communes_do_not_fit_into_one_file(tmp_path: Path, run) -> None:
    result = run("pack", TABLE, "-o", tmp_path / "goi.phuhop")

    assert 2 == result.exit_code
    assert "-o: bảng có 14 xã thì phải là thư mục, mỗi xã một tệp .phuhop" in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_faulty_row_is_withheld_and_the_others_are_packed(tmp_path: Path, run) -> None:
    result = run("pack", SAMPLES / "so-lieu-co-loi.csv", "-o", tmp_path)

    assert 1 == result.exit_code
    assert len(list(tmp_path.iterdir())) == len(
        read_tables([SAMPLES / "so-lieu-co-loi.csv"], lambda _year: decision_06()).entries
    )


def test_a_ruleset_of_ones_own_travels_with_the_package(tmp_path: Path, run) -> None:
    draft = SAMPLES / "du-thao-mau.yaml"
    run("pack", SAMPLES / "so-lieu-du-thao-mau.csv", "--ruleset", draft, "-o", tmp_path)
    packages = sorted(tmp_path.glob("*.phuhop"))
    result = run("reproduce", *packages)

    assert packages
    assert draft.read_bytes() == read_package(packages[0]).ruleset_text
    assert 0 == result.exit_code, result.stdout
    assert "không phải bản đi kèm phần mềm" in " ".join(result.stdout.split())


def test_a_package_is_opened_into_files_with_safe_names(desk: Path, run) -> None:
    packed(desk, run, "--office", desk / "co-quan.yaml")
    result = run("unpack", desk / "goi.phuhop", "-o", desk / "ra")
    folder = desk / "ra" / "99001-xa-suoi-mo-2024"

    assert 0 == result.exit_code
    assert f"{folder.as_posix()}\n" == result.stdout
    assert [
        "assessment.json",
        "bang-so-lieu.csv",
        "bieu-tu-danh-gia.xlsx",
        "form.json",
        "ho-so/01-cong-van-de-nghi.docx",
        "ho-so/02-bao-cao-tu-danh-gia.docx",
        "ho-so/03-bang-tu-cham-diem.docx",
        "ho-so/04-bien-ban-hop.docx",
        "ho-so/05-danh-muc-tai-lieu-kiem-chung.docx",
        "ho-so/06-phieu-hoi-muc-do-hai-long.docx",
        "ho-so/ho-so.html",
        "manifest.json",
        "minh-chung/bao-cao.pdf",
        "minh-chung/danh-muc.csv",
        "minh-chung/tl-05-so.pdf",
        "office.yaml",
        "result.json",
        "ruleset.yaml",
    ] == sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_what_was_opened_can_be_packed_again(desk: Path, run) -> None:
    packed(desk, run)
    run("unpack", desk / "goi.phuhop", "-o", desk / "ra")
    (folder,) = (desk / "ra").iterdir()
    again = run(
        "pack",
        folder / "bieu-tu-danh-gia.xlsx",
        "--evidence",
        folder / "minh-chung",
        "-o",
        desk / "lai.phuhop",
    )
    one, other = (members((desk / f"{name}.phuhop").read_bytes()) for name in ("goi", "lai"))

    assert 0 == again.exit_code, again.stderr
    # Names of evidence files became safe ones; nothing else changed.
    assert {
        "documents/05-danh-muc-tai-lieu-kiem-chung.docx",
        "documents/ho-so.html",
        "manifest.json",
    } == {name for name in one if one[name] != other.get(name)}
    assert set(one) == set(other)


def test_nothing_is_written_over(desk: Path, run) -> None:
    packed(desk, run)
    (desk / "ra" / "99001-xa-suoi-mo-2024").mkdir(parents=True)
    (desk / "ra" / "99001-xa-suoi-mo-2024" / "của tôi.txt").write_text("a", encoding="utf-8")
    result = run("unpack", desk / "goi.phuhop", "-o", desk / "ra")

    assert 1 == result.exit_code
    assert "[da-co-thu-muc] đã có thư mục này; phần mềm không ghi đè tệp đã mở ra" in result.stderr
    assert ["của tôi.txt"] == [p.name for p in (desk / "ra").rglob("*") if p.is_file()]


def test_a_refused_package_leaves_no_trace(desk: Path, run) -> None:
    (desk / "xau.phuhop").write_bytes(b"PK\x03\x04")
    result = run("unpack", desk / "xau.phuhop", "-o", desk / "ra")

    assert 1 == result.exit_code
    assert "xau.phuhop: [tep-hong] gói hỏng hoặc bị cắt ngang" in result.stderr
    assert not (desk / "ra").exists()


def test_files_of_one_name_are_kept_apart(desk: Path, run) -> None:
    (desk / "mc" / "9").mkdir()
    (desk / "mc" / "9" / "Báo cáo.pdf").write_bytes(PDF + b"9")
    packed(desk, run)
    run("unpack", desk / "goi.phuhop", "-o", desk / "ra")

    assert ["bao-cao-2.pdf", "bao-cao.pdf", "danh-muc.csv", "tl-05-so.pdf"] == sorted(
        path.name for path in (desk / "ra").glob("*/minh-chung/*")
    )


def test_json_tells_of_each_package_written_by_whom_it_is_and_what_it_lacks(
    desk: Path, run
) -> None:
    result = packed(desk, run, "--json")
    (line,) = map(json.loads, result.stdout.splitlines())
    package = read_package(desk / "goi.phuhop")
    missing = [p for p in line.pop("problems") if p["code"] == "thieu-minh-chung"]

    assert {
        "format": "phuhop.packed/1",
        "file": (desk / "goi.phuhop").as_posix(),
        "package": package.sha256,
        "commune": "99001",
        "year": 2024,
        "evidence": 2,
        "missing": len(missing),
    } == line
    assert {"place", "code", "message", "severity"} == set(missing[0])
    assert f"[thieu-minh-chung] cảnh báo: {missing[0]['message']}" in result.stderr


def test_json_tells_of_each_package_opened_or_why_it_was_not(desk: Path, run) -> None:
    packed(desk, run)
    (desk / "xau.phuhop").write_bytes(b"PK\x03\x04")
    both = ("unpack", desk / "goi.phuhop", desk / "xau.phuhop", "-o", desk / "ra", "--json")
    first, second = run(*both), run(*both)
    opened, refused = map(json.loads, first.stdout.splitlines())
    again, _ = map(json.loads, second.stdout.splitlines())

    assert {
        "format": "phuhop.unpacked/1",
        "file": (desk / "goi.phuhop").as_posix(),
        "package": read_package(desk / "goi.phuhop").sha256,
        "commune": "99001",
        "year": 2024,
        "folder": (desk / "ra" / "99001-xa-suoi-mo-2024").as_posix(),
    } == opened
    assert ["tep-hong"] == [reason["code"] for reason in refused["refused"]]
    assert ["da-co-thu-muc"] == [reason["code"] for reason in again["refused"]]
    assert "[tep-hong] gói hỏng hoặc bị cắt ngang" in first.stderr
    assert [1, 1] == [first.exit_code, second.exit_code]


def test_every_json_line_about_a_package_names_its_format(desk: Path, run) -> None:
    packed(desk, run)
    (desk / "xau.phuhop").write_bytes(b"PK\x03\x04")
    result = run("reproduce", desk / "goi.phuhop", desk / "xau.phuhop", "--json")

    assert ["phuhop.reproduced/1"] * 2 == [
        json.loads(line)["format"] for line in result.stdout.splitlines()
    ]


def test_a_package_cannot_be_written_where_a_file_stands_in_the_way(desk: Path, run) -> None:
    (desk / "chan").write_text("", encoding="utf-8")
    result = run("pack", desk / "bieu.xlsx", "-o", desk / "chan" / "goi.phuhop")

    assert 1 == result.exit_code
    assert "[khong-ghi-duoc]" in result.stderr


def test_the_library_does_what_the_command_does(desk: Path, run) -> None:
    from phuhop.usecases.rulesets import shipped
    from registry.package.making import Maker

    packed(desk, run)

    assert reproduced(read_package(desk / "goi.phuhop"), Maker(), shipped()).is_identical


def test_two_processes_write_the_same_packages_in_the_same_order(tmp_path: Path) -> None:
    assessment = ASSESSMENTS["mien-nui-dat"]
    rules = decision_06()
    entries = [
        Entry(
            replace(assessment, commune=replace(assessment.commune, code=f"{99100 + n}")),
            rules,
            Place("bang.csv", n),
        )
        for n in range(ONE_PROCESS + 10)
    ]
    texts = ruleset_texts([rules], None)
    written = []
    for processes in (1, 2):
        order = PackOrder(
            tmp_path / str(processes),
            is_file=False,
            is_only=False,
            offices={},
            evidence=None,
            policy=evidence_policy(),
            texts=texts,
        )
        paths = [one.path for one in write_packages(entries, order, processes=processes)]
        written.append([(path.name, path.read_bytes()) for path in paths])

    assert ONE_PROCESS + 10 == len(written[0])
    assert written[0] == written[1]

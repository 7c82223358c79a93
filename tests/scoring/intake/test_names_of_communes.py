"""Names of communes: easily confused ones are told, and one that is against its kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from phuhop.usecases.commune.packages import remarks
from phuhop.usecases.province.expected_communes import units_of_table
from phuhop.usecases.reading import completed, shipped_units
from phuhop.usecases.rulesets import choose_ruleset
from registry.package.reading import read_package
from scoring.base.place_names import is_easily_confused, kind_named
from scoring.intake.reading import read_tables
from scoring.rules.ruleset import KINDS
from scoring.units.table_check import check_tables
from tests.support.form_workbooks import a_form, put
from tests.support.form_workbooks import taken as forms_taken
from tests.support.intake_tables import HEADINGS, as_csv, as_parquet, as_xlsx, taken
from tests.support.packages import a_package, an_assessment, saved

pytestmark = pytest.mark.usefixtures("in_a_folder_of_its_own")


def told(*communes: tuple[str, str, str, str | None], year: int = 2024) -> list[str]:
    """What is said of names in a table of code, name, kind and district."""
    rows = [
        (code, name, kind, "không", "Tỉnh Mẫu", district, "không", year)
        for code, name, kind, district in communes
    ]
    path = Path("bang.csv")
    path.write_bytes(as_csv([HEADINGS, *rows]))
    intake = taken(path)
    assert len(communes) == len(intake.entries), intake.problems
    return [f"{p.place.line} {p.message}" for p in intake.problems if p.code.startswith("ten-")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Xã Hòa Bình", "Xã Hoà Bình"),
        ("Xã Yên Viên", "Thị trấn Yên Viên"),
        ("Xã Ba Tô", "Xã Ba Tơ"),
        ("Phường Phúc Diễn", "phường Phú Diễn"),
        ("Xã Ðông Hà", "X. Đông Hà"),
        ("Xã Ea H’Leo", "Xã Ea Hleo"),
        ("Xã Đăk Tô", "Xã Đắk Tô"),
    ],
)
def test_names_that_are_easily_confused_are_told_in_one_district(one: str, other: str) -> None:
    kinds = {name: "thị trấn" if name.startswith("Thị") else "xã" for name in (one, other)}
    kinds |= {name: "phường" for name in kinds if name.lower().startswith("phường")}
    first, second = ("99001", one, kinds[one]), ("99002", other, kinds[other])

    assert is_easily_confused(one, other)
    (line,) = told((*first, "Huyện Mẫu"), (*second, "Huyện Mẫu"))
    assert line.startswith(f"3 «{other}» và «{one}» (mã 99001, bang.csv:2: ")
    assert [] == told((*first, "Huyện Mẫu"), (*second, "Huyện Khác"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phường 1", "Phường 10"),
        ("Phường I", "Phường IV"),
        ("Xã Ba Tơ", "Xã Ba Vì"),
        ("Xã Tân An", "Xã An Tân"),
        # What tells sisters apart is looked at by everybody.
        ("Xã Mây Trắng", "Xã Mây Trắng A"),
        ("Xã Mây Trắng I", "Xã Mây Trắng II"),
        # So is the first letter of a word, and the kind that stands in front.
        ("Xã Ia O", "Xã Ia Ko"),
        ("Xã Mây Ân", "Xã Mây Tân"),
        ("Xã Suối Hà", "Thị trấn Suối Hòa"),
    ],
)
def test_other_names_are_not(one: str, other: str) -> None:
    kinds = [kind_named(name).value for name in (one, other)]

    assert not is_easily_confused(one, other)
    assert [] == told(("99001", one, kinds[0], None), ("99002", other, kinds[1], None))


def names_told(*communes: tuple[str, str]) -> list[str]:
    """What is said of xã of one district, of codes and names, by who knows the registers."""
    rows = [
        (code, name, "xã", "không", "Tỉnh Quảng Ngãi", "Huyện Ba Tơ", "không", 2026)
        for code, name in communes
    ]
    path = Path("bang.csv")
    path.write_bytes(as_csv([HEADINGS, *rows]))
    found = read_tables([path], choose_ruleset(None, None), complete=completed)
    return [p.message for p in found.problems if p.code == "ten-de-nham"]


def test_names_that_the_register_has_with_these_codes_are_not_told() -> None:
    register = {
        name: unit.code
        for unit in shipped_units().on(date(2026, 12, 31)).units.values()
        if (name := unit.name) in {"Xã Ba Tơ", "Xã Ba Tô"}
    }
    right = [(code, name) for name, code in register.items()]
    (code, _), (other, name) = right

    assert [] == names_told(*right)
    # One name twice, or the codes exchanged: now somebody slipped.
    assert 1 == len(names_told((code, name), (other, name)))
    assert 1 == len(names_told((other, right[0][1]), (code, name)))


def test_of_all_real_names_few_are_easily_confused() -> None:
    """What a list of the nation would be told if no register knew its codes."""
    units = shipped_units().on(date(2026, 12, 31)).units.values()
    rows = [(one.code, one.name, one.kind.value, "không", one.province) for one in units]
    path = Path("ca-nuoc.csv")
    path.write_bytes(as_csv([HEADINGS, *((*row, None, "không", 2026) for row in rows)]))
    problems = read_tables([path], choose_ruleset(None, None)).problems

    assert 15 < sum(p.code == "ten-de-nham" for p in problems) < 20


def test_without_districts_the_province_counts_and_each_pair_is_told_once() -> None:
    names = ("Xã Văn Lăng", "Xã Văn Lang", "Xã Khác")
    lines = told(*((f"9900{n}", name, "xã", None) for n, name in enumerate(names)))

    assert 1 == len(lines)
    assert "cùng tỉnh có tên dễ nhầm" in lines[0]


def test_two_forms_are_compared_too() -> None:
    other = put({("Đơn vị", "C5"): "99902", ("Đơn vị", "C6"): "Xã Suối Mo"})
    names = [p.message for p in forms_taken(a_form(), other).problems if p.code == "ten-de-nham"]

    assert 1 == len(names)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Xã Trăng Non", "phường"),
        ("P. Bến Nghé", "xã"),
        ("XÃ TRĂNG NON", "thị trấn"),
        ("TT Trăng Non", "xã"),
    ],
)
@pytest.mark.parametrize("write", [as_csv, as_xlsx, as_parquet])
def test_a_name_against_its_kind_is_told(name: str, kind: str, write) -> None:
    row = ("99001", name, kind, "không", "Tỉnh Mẫu", None, "không", 2024)
    suffix = {as_csv: "csv", as_xlsx: "xlsx", as_parquet: "parquet"}[write]
    path = Path(f"bang.{suffix}")
    path.write_bytes(write([HEADINGS, row]))
    found = [p.message for p in taken(path).problems if p.code == "ten-khac-loai"]

    assert [f"«{name}» mà loại đơn vị là «{kind}»"] == found


@pytest.mark.parametrize("name", ["Trăng Non", "Xa Phiên", "Phương Canh", "Xã", "Tân Xã"])
def test_a_name_without_a_kind_is_against_none(name: str) -> None:
    assert kind_named(name) is None
    assert [] == told(*((f"9900{n}", name, kind, f"{n}") for n, kind in enumerate(KINDS[:3])))


def test_a_form_of_another_kind_than_its_name_is_told_at_the_cell() -> None:
    intake = forms_taken(put({("Đơn vị", "C7"): "thị trấn"}))

    (problem,) = [p for p in intake.problems if p.code == "ten-khac-loai"]
    assert "C7" == problem.place.cell


def test_a_package_whose_name_is_against_its_kind_is_told(tmp_path: Path) -> None:
    assessment = an_assessment()
    commune = replace(assessment.commune, name="Phường Suối Mơ")
    content = a_package(assessment=replace(assessment, commune=commune))
    (problem,) = remarks(read_package(saved(tmp_path, content)))

    assert "«Phường Suối Mơ» mà loại đơn vị là «xã»" == problem.message
    assert not problem.is_fault


def test_so_is_a_row_of_a_list_of_communes_and_of_a_table_of_units() -> None:
    path = Path("danh-sach.csv")
    path.write_bytes("ma_xa,ten_xa,loai,nam\n99001,Xã Mây,phường,2026\n".encode())
    expected = "danh-sach.csv:2: cột «loai»: «Xã Mây» mà loại đơn vị là «phường»"
    listed = units_of_table(path)[1]
    checked = check_tables([path], shipped_units(), None, today=date(2026, 11, 28)).problems

    assert [expected] == [f"{p.place}: {p.message}" for p in listed]
    assert [expected] == [f"{p.place}: {p.message}" for p in checked]

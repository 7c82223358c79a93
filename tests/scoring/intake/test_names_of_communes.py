"""Names of communes: easily confused ones are told, and one that is against its kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.base.place_names import is_easily_confused, kind_named
from scoring.rules.ruleset import KINDS
from tests.support.form_workbooks import a_form, put
from tests.support.form_workbooks import taken as forms_taken
from tests.support.intake_tables import HEADINGS, as_csv, as_parquet, as_xlsx, taken

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
    [("Phường 1", "Phường 10"), ("Xã Ba Tơ", "Xã Ba Vì"), ("Xã Tân An", "Xã An Tân")],
)
def test_other_names_are_not(one: str, other: str) -> None:
    kind = "phường" if one.startswith("Phường") else "xã"

    assert not is_easily_confused(one, other)
    assert [] == told(("99001", one, kind, None), ("99002", other, kind, None))


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

"""A dossier of a commune that is not, or that nobody waits for, does not come into the register."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from phuhop.usecases.register.right_commune import wrong_commune
from registry.keeping.audit import audit
from registry.store.database import Database
from registry.views.listing import Wanted, listed
from registry.views.missing_communes import absent
from registry.views.results_export import export
from scoring.base.communes import CommuneKind
from scoring.base.problems import ProblemsFound
from tests.support.form_workbooks import a_form
from tests.support.registries import ASSESSMENT, KEY, hand_in, new_register, said, step, version

Run = Callable[..., Result]
AS = ("--as", "Hoàng Văn Suối:tiếp nhận")
REAL = replace(
    ASSESSMENT,
    year=2026,
    commune=replace(
        ASSESSMENT.commune,
        code="11953",
        name="Phường Phố Hiến",
        kind=CommuneKind.WARD,
        areas=(),
        province="Tỉnh Hưng Yên",
        district=None,
        centrally_run_city=False,
    ),
)


def told(**changes: object) -> list[str]:
    commune = replace(REAL.commune, **changes)  # type: ignore[arg-type]
    return said([*wrong_commune(replace(REAL, commune=commune), "x.phuhop", None)])


def test_a_commune_as_the_register_of_the_year_has_it_is_right() -> None:
    assert [] == told()


def test_an_invented_commune_is_in_no_register() -> None:
    assert [] == said([*wrong_commune(ASSESSMENT, "x.phuhop", None)])


def test_another_name_code_or_province_is_a_fault_that_names_the_right_one() -> None:
    (name,) = told(name="Xã Tào Lao", kind=CommuneKind.WARD)
    (province,) = told(province="Tỉnh Tây Ninh")
    code = told(code="00002")

    assert "[ten-ma-lech] 11953/2026: mã 11953 là «Phường Phố Hiến, Tỉnh Hưng Yên», " in name
    assert "[tinh-lech] 11953/2026: mã 11953 thuộc «Tỉnh Hưng Yên»" in province
    assert code[0].startswith("x.phuhop: [ma-")


@pytest.fixture
def office(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PHUHOP_DATABASE_URL", raising=False)
    new_register("so-dang-ky.db")
    Path("bieu.xlsx").write_bytes(a_form(ASSESSMENT))

    def command(*arguments: object) -> Result:
        return run("registry", *arguments)

    return command


def test_whom_nobody_waits_for_is_refused_and_told(office: Run) -> None:
    Path("xa.csv").write_text("ma_xa,ten_xa\n99007,Xã Bản Đào\n", encoding="utf-8")
    refused = office("import", "bieu.xlsx", "--expected", "xa.csv", *AS)
    Path("xa.csv").write_text("ma_xa,ten_xa\n99001,Xã Suối Mơ\n", encoding="utf-8")
    taken = office("import", "bieu.xlsx", "--expected", "xa.csv", *AS)

    assert [1, 0] == [refused.exit_code, taken.exit_code]
    assert (
        "bieu.xlsx: [ngoai-danh-sach] 99001/2024: «Xã Suối Mơ» không có trong danh sách các xã "
        "phải nộp; kiểm tra lại mã xã và danh sách"
    ) in refused.stderr


def test_a_province_stands_for_its_communes(office: Run) -> None:
    Path("bieu.xlsx").write_bytes(a_form(replace(ASSESSMENT, year=2026)))
    wrong = office("import", "bieu.xlsx", "--province", "Hưng Yên", *AS)
    both = office("import", "bieu.xlsx", "--province", "Hưng Yên", "--expected", "xa.csv", *AS)

    assert "[ngoai-danh-sach]" in wrong.stderr
    assert 2 == both.exit_code


def test_what_is_cancelled_is_in_no_list_count_table_or_paper(address: str) -> None:
    database = new_register(address)
    hand_in(database)
    other = replace(ASSESSMENT, commune=replace(ASSESSMENT.commune, code="99005"))
    hand_in(database, version(other))
    with pytest.raises(ProblemsFound) as caught:
        step(database, "cancel", "thẩm định")
    event = step(database, "cancel", "thẩm định", "Xã của tỉnh khác gửi nhầm")

    assert "phải nêu lý do" in said(caught.value.problems)[0]
    assert "đã hủy" == event.after
    assert ["99005/2024"] == keys(database)
    assert [KEY] == keys(database, Wanted(state="đã hủy"))
    with database.reading() as connection:
        exported = export(connection)
        waited = absent(connection, {"99001": "", "99005": ""}, 2024, date(2024, 11, 30))

        assert (["99005"], ()) == ([row["ma_xa"] for row in exported.table], exported.left_out)
        assert ["99001"] == [one.commune for one in waited]
    assert () == audit(database).problems


def test_a_cancelled_dossier_takes_no_version_and_comes_back_by_the_upper_role_alone(
    address: str,
) -> None:
    database = new_register(address)
    hand_in(database)
    step(database, "cancel", "thẩm định", "Nhập nhầm")
    with pytest.raises(ProblemsFound) as caught:
        hand_in(database, version(replace(ASSESSMENT, answers={})))
    step(database, "reopen", "cấp trên", "Hủy nhầm")

    assert "bước hợp lệ: khôi phục hồ sơ đã hủy, đã chuyển (cấp trên)" in str(
        caught.value.problems[0]
    )
    assert "đã nộp" == step(database, "submit", "cấp xã").after
    assert [KEY] == keys(database)
    assert () == audit(database).problems


def test_the_command_cancels_and_its_dossier_has_no_papers(office: Run) -> None:
    office("import", "bieu.xlsx", *AS)
    done = office("cancel", KEY, "--reason", "Nhập nhầm", "--as", "Trần Thị Mơ:thẩm định")
    papers = office("documents", KEY, "-o", "ra")

    assert 0 == done.exit_code
    assert "hủy hồ sơ nhập nhầm, nay «đã hủy»" in done.stdout
    assert "Không có hồ sơ nào.\n" == office("list").stdout
    due = map(json.loads, office("remind", "--all", "--json").stdout.splitlines())
    assert [] == [one for one in due if one["dossier"] is not None]
    assert "[da-huy] hồ sơ ở trạng thái «đã hủy», không lập văn bản" in papers.stderr


def keys(database: Database, wanted: Wanted | None = None) -> list[str]:
    with database.reading() as connection:
        return [one.key.short for one in listed(connection, wanted)]

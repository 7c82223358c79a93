"""Guides and exercises inside the portal; every page has its help."""

from __future__ import annotations

import html
import re
import tomllib
from pathlib import Path

import pytest
from django.test import Client

from phuhop.portal.accounts.models import Role
from phuhop.portal.learning.guides import BY_ROLE, NAMES, guide
from phuhop.portal.learning.help import SECTIONS, help_address, help_of
from phuhop.usecases.duties.practice import exercise_of, exercises
from tests.support import portal
from tests.support.portal_routes import routes

ROOT = Path(__file__).parents[3]


def _text(page: bytes) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.decode())).split())


def test_every_route_has_a_help_that_there_is() -> None:
    wrong = []
    for route in routes():
        name, _, anchor = help_of(route.name, route.address()).partition("#")
        if name not in NAMES or (anchor and anchor not in guide(name).sections):
            wrong.append((route.name, name, anchor))

    assert [] == wrong


def test_the_table_of_help_names_no_route_that_there_is_not() -> None:
    assert {*SECTIONS} <= {one.name for one in routes()}


def test_a_page_links_to_its_help_signed_in_or_not() -> None:
    portal.draft()
    officer = portal.signed_in(portal.person("mo", "xa-chuyen-vien"))
    page = officer.get(f"/xa/{portal.COMMUNE}/{portal.YEAR}/tieu-chi/7/")
    login = Client(headers={"host": "localhost"}).get("/tai-khoan/vao/")

    assert 'href="/hoc/huong-dan/xa/#dien-tieu-chi"' in page.content.decode()
    assert 'href="/hoc/huong-dan/tai-khoan/#nhan-tai-khoan"' in login.content.decode()
    assert "/hoc/huong-dan/tinh/" == help_address(None, "/tinh/2026/moi/")


def test_each_role_finds_its_own_guide_first() -> None:
    assert {*BY_ROLE} == {*Role}
    for role in Role:
        page = portal.signed_in(portal.person(role.value, role.value)).get("/hoc/")
        own = guide(BY_ROLE[role][0]).title
        assert _text(page.content).index(own) < _text(page.content).index("vai khác")


@pytest.mark.parametrize("name", NAMES)
def test_a_guide_is_a_page_whose_sections_can_be_linked(name: str) -> None:
    page = Client(headers={"host": "localhost"}).get(f"/hoc/huong-dan/{name}/")

    assert f"<h1>{guide(name).title}</h1>" in page.content.decode()
    assert all(f'id="{anchor}"' in page.content.decode() for anchor in guide(name).sections)
    assert len(page.content) < 100_000


def test_there_is_no_guide_outside_the_folder() -> None:
    client = Client(headers={"host": "localhost"})

    assert {404} == {
        client.get(f"/hoc/huong-dan/{name}/").status_code for name in ("khong-co", "README")
    }


def test_the_guides_go_into_the_wheel_beside_the_code_that_reads_them() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    forced = told["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]

    assert {"docs/can-bo/cong": "phuhop/portal/learning/guides"} == forced
    assert {f"{name}.md" for name in NAMES} == {
        path.name for path in (ROOT / "docs" / "can-bo" / "cong").iterdir()
    }


def test_a_right_answer_and_a_wrong_one_are_told_with_the_reason_and_kept_nowhere() -> None:
    client = Client(headers={"host": "localhost"})
    one = exercise_of(exercises()[0].code)
    address = f"/hoc/bai-tap/{one.code}/"
    wrong = next(n for n in range(len(one.choices)) if n != one.right)

    asked = _text(client.get(address).content)
    right, other = (
        _text(client.post(address, {"chon": str(n)}).content) for n in (one.right, wrong)
    )

    assert one.teaches not in asked
    assert "✔ Đúng." in right
    assert f"✘ Chưa đúng. Đáp án: {one.choices[one.right]}." in other
    assert one.teaches in other
    assert "Chọn một câu trả lời" in _text(client.post(address, {"chon": "99"}).content)
    assert 404 == client.get("/hoc/bai-tap/khong-co/").status_code

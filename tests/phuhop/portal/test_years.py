"""Two open years of one commune: no page, file or post of one shows or changes the other."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from phuhop.portal.drafts.models import Draft, DraftFile
from tests.support import portal
from tests.support.portal_routes import Route, routes

ONE, OTHER = 2024, 2025
MARK = {ONE: "70124", OTHER: "70125"}
"""A count and a note that only one of the years holds."""

FIELD = "figures.tong_so_tre_em"
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def leader() -> Client:
    """Return a leader over a commune that fills in two years, a file on each."""
    client = portal.signed_in(portal.person("tu", "xa-lanh-dao"))
    for year in (ONE, OTHER):
        texts = {**portal.typed_for_a_pass(), FIELD: MARK[year], "notes.1.1": f"riêng {MARK[year]}"}
        portal.fill_in(portal.draft(year=year), texts)
        file = SimpleUploadedFile(f"riêng {MARK[year]}.pdf", PDF + MARK[year].encode())
        address = f"/xa/{portal.COMMUNE}/{year}/minh-chung/"
        assert 302 == client.post(address, {"hang": "7:1", "tep": file}).status_code
    return client


def _of_a_dossier() -> list[Route]:
    return [route for route in routes() if {"commune", "year"} <= route.arguments]


@pytest.mark.parametrize("year", ["0", "0000", "1989", "2101", "9999", "10000", "9" * 20])
def test_a_year_that_there_is_not_is_no_page(year: str) -> None:
    people = [
        portal.signed_in(portal.person(role, role, (), scope="tat-ca"))
        for role in ("cap-tren", "quyet-dinh", "tham-dinh", "quan-tri", "tiep-nhan")
    ]
    addresses = [one.address(year=year) for one in routes() if "<year:year>" in one.text]
    answers = [
        (address, client.get(address).status_code, client.post(address).status_code)
        for address in addresses
        for client in people
    ]

    assert len(addresses) > 40
    assert set() == {one for one in answers if one[1:] != (404, 404)}


def _stored(year: int) -> tuple[object, ...]:
    draft = Draft.objects.get(year=year)
    fields = sorted((row.field, row.value) for row in draft.fields.all())
    return draft.revision, draft.state, fields, sorted(one.name for one in draft.files.all())


def test_no_page_and_no_file_of_a_year_shows_the_other(leader: Client) -> None:
    files = {one.draft.year: one.pk for one in DraftFile.objects.all()}
    shown = {ONE: 0, OTHER: 0}
    wrong = []
    for route in _of_a_dossier():
        for year, other in ((ONE, OTHER), (OTHER, ONE)):
            address = route.address(commune=portal.COMMUNE, year=str(year), file=str(files[year]))
            answer = leader.get(address)
            text = answer.content.decode(errors="replace")
            shown[year] += MARK[year] in text
            if MARK[other] in text:
                wrong.append((route.name, year))
            title = re.search(r"<title>(.*?)</title>", text)
            if title and answer.status_code == 200 and str(year) not in title[1]:
                wrong.append((route.name, title[1]))

    assert [] == wrong
    assert all(count > 5 for count in shown.values())


def test_no_post_to_a_year_changes_the_other(leader: Client) -> None:
    files = {one.draft.year: one.pk for one in DraftFile.objects.all()}
    revision = Draft.objects.get(year=OTHER).revision
    wrong = []
    for route in _of_a_dossier():
        before = _stored(OTHER)
        posted = {
            **portal.posted({FIELD: "5"}, revision),
            f"gia-tri.{FIELD}": "5",
            "lay": "tat-ca",
            "ban": str(revision),
            "da-xem": "on",
            "ly-do": "x",
        }
        leader.post(
            route.address(commune=portal.COMMUNE, year=str(ONE), file=str(files[OTHER])), posted
        )
        if _stored(OTHER) != before:
            wrong.append(route.name)

    assert [] == wrong


def test_a_file_of_one_year_is_none_of_the_other(leader: Client) -> None:
    files = {one.draft.year: one.pk for one in DraftFile.objects.all()}

    for year, other in ((ONE, OTHER), (OTHER, ONE)):
        base = f"/xa/{portal.COMMUNE}/{year}/minh-chung"
        assert 404 == leader.get(f"{base}/{files[other]}/").status_code
        assert 404 == leader.post(f"{base}/{files[other]}/bo/").status_code
    assert 2 == DraftFile.objects.count()


def test_a_form_of_one_year_that_is_sent_to_the_other_is_refused(leader: Client) -> None:
    page = leader.get(f"/xa/{portal.COMMUNE}/{ONE}/tieu-chi/3/").content.decode()
    assert f'name="ho-so" value="{portal.COMMUNE}/{ONE}"' in page
    before = _stored(OTHER)
    posted = {**portal.posted({FIELD: "5"}, 1), "ho-so": f"{portal.COMMUNE}/{ONE}"}

    for path in ("tieu-chi/3/", "luu/", "nop/"):
        answer = leader.post(f"/xa/{portal.COMMUNE}/{OTHER}/{path}", posted)
        assert 409 == answer.status_code
    assert before == _stored(OTHER)

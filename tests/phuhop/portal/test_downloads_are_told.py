"""Every file that goes out to be kept stands in the security log: which, of what, for whom."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client

from phuhop.portal.commune.downloads import attachment
from phuhop.portal.drafts.models import DraftFile
from phuhop.portal.keeper.log import WORDS
from phuhop.portal.permissions import Access
from phuhop.portal.security_log import JsonLines
from tests.support import portal
from tests.support.packages import PDF
from tests.support.portal_routes import routes

BASE = f"/xa/{portal.COMMUNE}/{portal.YEAR}/"
FIGURE, NAME = "7770777", "chim hoàng yến.pdf"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "an-ninh.jsonl"
    handler, logger = logging.FileHandler(path), logging.getLogger("phuhop.security")
    handler.setFormatter(JsonLines())
    logger.addHandler(handler)
    yield path
    logger.removeHandler(handler)
    handler.close()


def _lines(path: Path) -> list[dict[str, object]]:
    every = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in every if line["what"] == "tai-ve"]


@pytest.mark.parametrize(("status", "is_told"), [(200, True), (404, False)])
def test_whichever_route_gives_a_file_the_log_says_so_with_unit_and_year(
    log: Path, monkeypatch: pytest.MonkeyPatch, status: int, *, is_told: bool
) -> None:
    def giving(_: HttpRequest, **__: object) -> HttpResponse:
        response = attachment(FIGURE.encode(), NAME, "application/pdf")
        response.status_code = status
        return response

    giving.access = Access.ANYBODY  # type: ignore[attr-defined]
    expected = []
    client = portal.signed_in(portal.person("mo", "xa-chuyen-vien"))
    for route in routes():
        monkeypatch.setattr(route.pattern, "callback", giving)
        client.get(route.address())
        unit = "99001" if "commune" in route.arguments else None
        year = "2024" if "year" in route.arguments else None
        expected.append((route.name, "mo", unit, year))

    assert (expected if is_told else []) == [
        (x["kind"], x["account"], x.get("commune"), str(x["year"]) if "year" in x else None)
        for x in _lines(log)
    ]
    said = log.read_text(encoding="utf-8")
    assert [] == [one for one in (FIGURE, NAME, "hoàng yến") if one in said]


def test_what_an_officer_takes_is_told_once_each_and_a_page_is_no_file(log: Path) -> None:
    portal.fill_in(portal.draft(), portal.typed_for_a_pass())
    client = portal.signed_in(portal.person("mo", "xa-chuyen-vien"))
    client.post(BASE + "minh-chung/", {"hang": "7:1", "tep": SimpleUploadedFile(NAME, PDF)})
    file = DraftFile.objects.get()

    for address in (
        "ho-so/tat-ca.zip",
        "ho-so/goi.phuhop",
        "ho-so/chim-hoang-yen.docx",
        "bieu-excel/tep/",
        f"minh-chung/{file.pk}/",
        "ho-so/",
        "minh-chung/",
    ):
        client.get(BASE + address)
    Client(headers={"host": "localhost"}).get(BASE + "bieu-excel/tep/")

    lines = _lines(log)
    assert 4 == len(lines)
    assert ["tat-ca.zip", "goi.phuhop", None, None] == [line.get("which") for line in lines]
    assert file.pk == lines[-1]["file"]
    assert all((portal.COMMUNE, portal.YEAR) == (x["commune"], x["year"]) for x in lines)
    assert all("mo" == line["account"] and line["request"] and line["at"] for line in lines)
    assert "chim" not in log.read_text(encoding="utf-8")
    assert "tai-ve" in WORDS

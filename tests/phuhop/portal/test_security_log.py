"""The security log: what happened at the doors, by whom, from where; never what was typed."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from phuhop.portal.accounts.models import Account
from phuhop.portal.keeper.log import WORDS, lines_of
from phuhop.portal.security_log import JsonLines
from tests.support import portal
from tests.support.places import ROOT

LOGIN = "/tai-khoan/vao/"
CANARIES = {
    "password": "chim-hoang-yen-mat-khau-1",
    "figure": "7770777",
    "note": "chim hoàng yến ở thôn Suối",
    "file": "chim-hoang-yen.pdf",
    "address": "chim-hoang-yen-dia-chi",
}


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """Let every logger there is write to one file, as loud as it can be."""
    path = tmp_path / "moi-nhat-ky.jsonl"
    ours, everything = logging.FileHandler(path), logging.FileHandler(tmp_path / "khac.log")
    ours.setFormatter(JsonLines())
    loggers = ((logging.getLogger("phuhop.security"), ours), (logging.getLogger(), everything))
    for logger, handler in loggers:
        logger.addHandler(handler)
    yield path
    for logger, handler in loggers:
        logger.removeHandler(handler)
        handler.close()


def _lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _a_day(client: Client) -> list[str]:
    """Do what a day brings, with a canary in everything that is typed; return secrets shown."""
    base = f"/xa/{portal.COMMUNE}/{portal.YEAR}/"
    stranger = Client(headers={"host": "localhost"})
    for login in ("mo", CANARIES["password"]):
        stranger.post(LOGIN, {"login": login, "password": CANARIES["password"]})
    client.post(
        base + "tieu-chi/7/",
        portal.posted(
            {
                "figures.tre_duoi_1_tuoi": CANARIES["figure"],
                "notes.tre_duoi_1_tuoi": CANARIES["note"],
            }
        ),
    )
    file = SimpleUploadedFile(CANARIES["file"], b"MZ\x90\x00")
    client.post(base + "minh-chung/", {"hang": "7:1", "tep": file})
    client.get(f"/{CANARIES['address']}/?q={CANARIES['note']}")
    client.get("/quan-tri/tai-khoan/")
    stranger.get(f"/moi/{CANARIES['address']}/")
    page = client.get("/tai-khoan/ma/bat/")
    if page.status_code == 200:
        return [page.content.decode().partition("<code>")[2].partition("</code>")[0]]
    return []


def test_no_log_holds_a_password_token_seed_figure_or_word_of_anybody(log: Path) -> None:
    portal.fill_in(portal.draft(), portal.typed_for_a_pass())
    client = portal.signed_in(portal.person("mo", "xa-chuyen-vien"))
    administrator = portal.signed_in(portal.person("quan-tri", "quan-tri", [], "tat-ca"))

    secrets = _a_day(client)
    invited = administrator.post(
        "/quan-tri/tai-khoan/moi/",
        {
            "username": "tu",
            "full_name": "Vàng A Tú",
            "unit": "Xã",
            "role": "xa-chuyen-vien",
            "communes": "99001",
        },
    )
    link = invited.content.decode().partition("/moi/")[2].partition("/")[0]
    stranger = Client(headers={"host": "localhost"})
    words = CANARIES["password"]
    stranger.post(f"/moi/{link}/", {"mat-khau": words, "mat-khau-2": words})
    assert Account.objects.filter(username="tu").exists()

    said = "".join(one.read_text(encoding="utf-8") for one in log.parent.iterdir())
    assert [] == [one for one in (*CANARIES.values(), link, *secrets) if one and one in said]
    assert client.cookies["phien"].value not in said


def test_what_happens_at_the_doors_is_said_with_who_when_and_from_where(log: Path) -> None:
    portal.draft()
    client = portal.signed_in(portal.person("mo", "xa-chuyen-vien"))

    _a_day(client)
    client.post("/tai-khoan/ra/")

    lines = _lines(log)
    happened = {str(line["what"]) for line in lines}
    expected = {"dang-nhap-hong", "tep-bi-tu-choi", "truy-cap-bi-tu-choi", "dang-xuat"}
    assert expected == expected & happened
    assert {*happened} <= {*WORDS}
    assert all(str(line["at"]).endswith("+07:00") for line in lines)
    of_requests = [line for line in lines if line.get("page")]
    assert of_requests
    assert all(line["address"] == "127.0.0.1" and line["request"] for line in of_requests)
    (failed, unknown) = [line for line in lines if line["what"] == "dang-nhap-hong"]
    assert ("mo", None) == (failed["account"], unknown["account"])


def test_a_line_about_another_account_says_who_asked_and_whom_it_was_about(log: Path) -> None:
    client = portal.signed_in(portal.person("mo", "xa-chuyen-vien"))
    other = portal.person("lan", "xa-chuyen-vien")

    client.get(f"/quan-tri/tai-khoan/{other.pk}/")

    (line,) = [one for one in _lines(log) if one["what"] == "truy-cap-bi-tu-choi"]
    assert ("mo", other.pk) == (line["account"], line["of"])


def test_a_line_that_a_full_disk_cut_off_hides_no_other(tmp_path: Path) -> None:
    path = tmp_path / "an-ninh.jsonl"
    whole = '{"at": "2026-11-28T08:00:00+07:00", "what": "dang-nhap", "account": "mo"}'
    path.write_text(f'{whole}\n{{"at": "2026\n{whole}\n', encoding="utf-8")

    lines, count = lines_of(path, "dang-nhap", "mo", "2026-11-28")

    assert (2, "đăng nhập") == (count, lines[0]["what"])
    assert ([], 0) == lines_of(path, "", "ai khác", "")
    assert ([], 0) == lines_of(tmp_path / "khong-co", "", "", "")


def test_whatever_the_portal_records_has_words_for_the_administrator() -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "phuhop" / "portal").rglob("*.py"))
    recorded = {*re.findall(r"\b(?:told|logged)\(\s*\"([a-z-]+)\"", code)}

    assert len(recorded) > 30
    assert set() == recorded - {*WORDS}

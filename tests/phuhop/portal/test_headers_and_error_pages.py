"""Every answer forbids what a page does not need; what goes wrong is told in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from sqlalchemy.exc import OperationalError as OutOfReach

from phuhop.portal import errors
from scoring.base.problems import Place, Problem, ProblemsFound
from tests.support import portal
from tests.support.portal_routes import routes

FIGURES = "1065 trẻ ở thôn Suối"
TRACES = ("Traceback", "File &quot;", "Exception", FIGURES)


def _officer(**about: Any) -> Client:
    client = portal.signed_in(portal.person("mo", "xa-lanh-dao"))
    client.raise_request_exception = about.get("raises", False)
    return client


def _lacking(answer: HttpResponse) -> list[str]:
    policy = answer.headers.get("Content-Security-Policy", "")
    wanted = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Strict-Transport-Security": "max-age=31536000",
        "X-Frame-Options": "DENY",
    }
    return [
        *(k for k, v in wanted.items() if not answer.headers.get(k, "").startswith(v)),
        *(
            one
            for one in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
            if one not in policy
        ),
        *(one for one in ("unsafe", "*", "http:") if one in policy),
        *(["no-store"] if "no-store" not in answer.headers.get("Cache-Control", "") else []),
    ]


@override_settings(SECURE_HSTS_SECONDS=31_536_000)
def test_every_answer_of_every_route_carries_every_header() -> None:
    portal.fill_in(portal.draft(), portal.typed_for_a_pass())
    client = _officer()
    wrong = []
    for route in routes():
        for method in (client.get, client.delete):
            answer = method(route.address(), secure=True)
            if lacking := _lacking(answer):
                wrong.append((route.name, answer.status_code, lacking))
    for address in ("/khong-co/", "/xa/%00/2024/", "/tep/khong-co.css"):
        wrong += [(address, _lacking(client.get(address, secure=True)))]

    assert [] == [one for one in wrong if one[-1]]


def test_a_static_file_says_what_it_is_and_may_be_kept() -> None:
    answer = Client(headers={"host": "localhost"}).get("/tep/cong.css")
    answer.close()

    assert 200 == answer.status_code
    assert "nosniff" == answer["X-Content-Type-Options"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "no-store" not in answer["Cache-Control"]


PROBLEM = Problem(Place("so.db"), "so-ban", "sổ đang bận quá 60 giây", "thử lại sau")
RAISED = {
    400: SuspiciousOperation(FIGURES),
    403: PermissionDenied(FIGURES),
    409: ProblemsFound([PROBLEM]),
    413: RequestDataTooBig(FIGURES),
    500: RuntimeError(FIGURES),
    503: OperationalError(FIGURES),
}


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Exception]]:
    """Put a view that raises what it is told in the place of the first page."""
    told: dict[str, Exception] = {}

    def raising(_: HttpRequest) -> HttpResponse:
        raise told["error"]

    route = next(one for one in routes() if one.name == "home")
    raising.access = route.pattern.callback.access  # type: ignore[attr-defined]
    monkeypatch.setattr(route.pattern, "callback", raising)
    return told


@pytest.mark.parametrize("status", RAISED)
def test_what_goes_wrong_is_told_in_words_with_a_number(
    broken: dict[str, Exception], status: int
) -> None:
    broken["error"] = RAISED[status]

    answer = _officer().get("/")

    text = answer.content.decode()
    assert status == answer.status_code
    assert "Số của lần này: <code>" in text
    assert [] == [one for one in TRACES if one in text]
    assert [] == [one for one in _lacking(answer) if one != "Strict-Transport-Security"]


def test_what_the_register_says_is_told_where_no_page_has_words_for_it(
    broken: dict[str, Exception],
) -> None:
    broken["error"] = ProblemsFound([PROBLEM])

    assert "sổ đang bận quá 60 giây; thử lại sau" in _officer().get("/").content.decode()


def test_a_database_that_is_away_before_any_view_is_asked_is_no_fault_either(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    officer = _officer()

    def away(*_: object, **__: object) -> None:
        raise OperationalError(FIGURES)

    monkeypatch.setattr(CursorWrapper, "execute", away)
    officer.raise_request_exception = False
    answers = [officer.get("/"), officer.post("/xa/99001/2024/luu/", {"biet": "0"})]

    assert [503, 503] == [one.status_code for one in answers]
    assert all("Thử lại sau ít phút" in one.content.decode() for one in answers)
    assert FIGURES not in caplog.text


def test_a_server_that_just_went_away_is_told_as_such_and_not_as_a_refusal(
    broken: dict[str, Exception],
) -> None:
    away = Problem(Place("sổ"), "khong-ket-noi-duoc", "máy chủ cơ sở dữ liệu vừa dừng", "khởi động")
    broken["error"] = ProblemsFound([away])

    answer = _officer().get("/")

    assert 503 == answer.status_code
    assert "khởi động" not in answer.content.decode()


def test_a_register_out_of_reach_is_no_fault_of_the_program(
    broken: dict[str, Exception],
) -> None:
    broken["error"] = OutOfReach("SELECT", {}, RuntimeError(FIGURES))

    assert 503 == _officer().get("/").status_code


def test_every_refusal_has_a_page() -> None:
    request = HttpRequest()
    request.META["SERVER_NAME"] = "localhost"
    statuses = (400, 403, 404, 405, 409, 413, 422, 429, 500, 503)

    assert [*statuses] == [errors.page(request, status).status_code for status in statuses]


def test_a_page_that_is_asked_in_the_wrong_way_says_so() -> None:
    portal.draft()

    answer = _officer().get(f"/xa/{portal.COMMUNE}/{portal.YEAR}/mo-lai/")

    assert 405 == answer.status_code
    assert "POST" == answer["Allow"]
    assert "Mở trang từ các nút" in answer.content.decode()


def test_no_page_holds_style_or_script_of_its_own() -> None:
    templates = [*(portal.Path(__file__).parents[3] / "phuhop" / "portal" / "templates").rglob("*")]
    texts = [one.read_text(encoding="utf-8") for one in templates if one.is_file()]

    assert texts
    assert [] == [t for t in texts if "style=" in t or "onclick" in t or "<script>" in t]

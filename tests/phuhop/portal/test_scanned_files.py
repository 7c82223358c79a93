"""Files and the antivirus: infected ones go nowhere, waiting ones to nobody but their sender."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.utils import timezone

from phuhop.portal.drafts.models import Blob, Draft, DraftFile
from phuhop.portal.drafts.scanner import Scanner, ScannerAway, scanner_of
from phuhop.portal.drafts.scanning import scan_waiting
from tests.support import portal
from tests.support.fake_clamd import EICAR, Clamd, clamd
from tests.support.packages import PDF

BASE = f"/xa/{portal.COMMUNE}/{portal.YEAR}/"
EVIDENCE = f"{BASE}minh-chung/"
INFECTED = PDF + b"%" + EICAR
AWAY = Scanner(path="/khong-co/clamd.ctl", seconds=1)


@pytest.fixture
def daemon() -> Iterator[Clamd]:
    with clamd() as found, override_settings(SCANNER=found.scanner):
        yield found


@pytest.fixture
def officer() -> Client:
    portal.fill_in(portal.draft(), portal.typed_for_a_pass())
    return portal.signed_in(portal.person("mo", "xa-chuyen-vien"))


def _leader() -> Client:
    return portal.signed_in(portal.person("tu", "xa-lanh-dao"))


def _send(client: Client, content: bytes = PDF) -> Any:
    return client.post(EVIDENCE, {"hang": "7:1", "tep": SimpleUploadedFile("a.pdf", content)})


def _text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def _hand_in(leader: Client) -> Any:
    revision = Draft.objects.get().revision
    return leader.post(f"{BASE}nop/", {"ban": revision, "da-xem": "on"})


def test_an_infected_file_is_told_and_not_kept(officer: Client, daemon: Clamd) -> None:
    answer = _send(officer, INFECTED)

    assert (422, 0) == (answer.status_code, Blob.objects.count())
    assert "a.pdf: máy quét thấy mã độc trong tệp; không nhận" in _text(answer)
    assert [INFECTED] == daemon.seen


def test_a_clean_file_is_said_to_be_so_and_goes_to_all_of_the_commune(
    officer: Client, daemon: Clamd
) -> None:
    assert 302 == _send(officer).status_code

    assert "✔ đã quét, sạch" in _text(officer.get(EVIDENCE))
    assert PDF == _leader().get(f"{EVIDENCE}{DraftFile.objects.get().pk}/").content
    assert 1 == len(daemon.seen)


def test_while_the_scanner_is_away_a_file_waits_and_is_its_senders_alone(officer: Client) -> None:
    leader = _leader()
    with override_settings(SCANNER=AWAY):
        assert 302 == _send(officer).status_code
        one = f"{EVIDENCE}{DraftFile.objects.get().pk}/"

        assert "… chờ quét mã độc" in _text(officer.get(EVIDENCE))
        assert PDF == officer.get(one).content
        other = leader.get(one)
        assert (409, True) == (other.status_code, "đang chờ quét mã độc" in _text(other))
        refused = _hand_in(leader)
        assert (409, True) == (refused.status_code, "a.pdf: tệp chưa quét" in _text(refused))
        assert "dang-lap" == Draft.objects.get().state


def test_what_waited_is_looked_at_by_the_worker_and_an_infected_one_is_closed_to_all(
    officer: Client,
) -> None:
    leader = _leader()
    with override_settings(SCANNER=AWAY):
        _send(officer)
        _send(officer, INFECTED)
        scan_waiting(timezone.now())
    assert {""} == {*Blob.objects.values_list("scan", flat=True)}
    with clamd() as daemon, override_settings(SCANNER=daemon.scanner):
        scan_waiting(timezone.now())
        scan_waiting(timezone.now())
        assert 2 == len(daemon.seen)

        clean, infected = DraftFile.objects.order_by("id")
        assert 200 == leader.get(f"{EVIDENCE}{clean.pk}/").status_code
        assert "✘ có mã độc" in _text(officer.get(EVIDENCE))
        assert "a.pdf: tệp có mã độc" in _text(_hand_in(leader))
    # Whoever takes the scanner away does not open what it closed.
    for client in (officer, leader):
        assert 409 == client.get(f"{EVIDENCE}{infected.pk}/").status_code
    assert 302 == officer.post(f"{EVIDENCE}{infected.pk}/bo/").status_code
    assert 1 == Blob.objects.count()


def test_handing_in_looks_at_what_waits_before_anything_goes_into_the_register(
    officer: Client,
) -> None:
    leader = _leader()
    _send(officer)
    with clamd() as daemon, override_settings(SCANNER=daemon.scanner):
        daemon.answer = b"INSTREAM size limit exceeded. ERROR\0"
        assert 409 == _hand_in(leader).status_code
        daemon.answer = None
        _send(officer, INFECTED)
        assert "dang-lap" == Draft.objects.get().state


def test_without_a_scanner_nothing_is_said_of_it(officer: Client) -> None:
    _send(officer)

    assert "quét" not in _text(officer.get(EVIDENCE))
    assert 200 == _leader().get(f"{EVIDENCE}{DraftFile.objects.get().pk}/").status_code


def test_what_an_office_brings_is_looked_at_before_it_is_read(daemon: Clamd) -> None:
    receiver = portal.signed_in(portal.person("nhan", "tiep-nhan", scope="danh-sach"))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a", EICAR)
    file = SimpleUploadedFile("a.phuhop", made.getvalue())

    answer = receiver.post(f"/tinh/{portal.YEAR}/nhap/", {"tep": file})

    assert (422, True) == (answer.status_code, "máy quét thấy mã độc" in _text(answer))
    daemon.answer = b""
    assert "chưa quét mã độc được" in _text(
        receiver.post(
            f"/tinh/{portal.YEAR}/nhap/", {"tep": SimpleUploadedFile("a.csv", b"ma_xa\n")}
        )
    )


@pytest.mark.parametrize(
    "answer", [b"", b"stream: \0", b"stream: OK FOUND ERROR\0", b"OK, nearly\0", b"x" * 9_000]
)
def test_what_is_no_clear_answer_is_none(answer: bytes) -> None:
    with clamd() as daemon:
        daemon.answer = answer
        with pytest.raises(ScannerAway):
            daemon.scanner.infection(b"a")


def test_a_large_file_arrives_whole() -> None:
    content = bytes(range(256)) * 1_000
    with clamd() as daemon:
        assert daemon.scanner.infection(content) is None
        assert [content] == daemon.seen


def test_the_address_of_a_scanner_is_a_socket_or_a_host() -> None:
    def of(text: str) -> Scanner | None:
        return scanner_of({"PHUHOP_PORTAL_CLAMD": text})

    assert of("") is None
    assert Scanner(path="/run/clamav/clamd.ctl") == of("unix:///run/clamav/clamd.ctl")
    assert Scanner(host="may-quet", port=3310) == of("tcp://may-quet")
    for wrong in ("clamd", "unix:", "http://a:3310", "tcp:///x"):
        with pytest.raises(ValueError, match="unix:///run"):
            of(wrong)


def test_the_checkup_says_whether_the_scanner_answers(daemon: Clamd) -> None:
    del daemon
    client = portal.signed_in(portal.person("quan-tri", "quan-tri", [], "tat-ca"))
    with_one = _text(client.get("/quan-tri/kham/"))
    with override_settings(SCANNER=AWAY):
        away = _text(client.get("/quan-tri/kham/"))
    with override_settings(SCANNER=None):
        without = _text(client.get("/quan-tri/kham/"))

    assert "máy quét trả lời; 0 tệp chờ quét" in with_one
    assert "máy quét không trả lời" in away
    assert "không có máy quét" in without

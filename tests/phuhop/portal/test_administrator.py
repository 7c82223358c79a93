"""The administrator's pages: accounts, log, rules with their difference, checkup; no figures."""

from __future__ import annotations

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from phuhop.portal.accounts.models import Account
from phuhop.portal.drafts.register import register
from phuhop.usecases.register_rules import rules_now
from tests.support import portal

RULES = "/quan-tri/quy-trinh/"


@pytest.fixture
def administrator() -> Client:
    return portal.signed_in(portal.person("quan-tri", "quan-tri", [], "tat-ca"))


def _text(page: bytes) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.decode())).split())


def test_units_stand_with_their_accounts_and_can_be_searched(administrator: Client) -> None:
    portal.person("mo", "xa-chuyen-vien")

    page = _text(administrator.get("/quan-tri/tai-khoan/").content)
    assert "Xã Trăng Non Mo mo xã: chuyên viên – 99001" in page
    assert "1 tài khoản" in _text(administrator.get("/quan-tri/tai-khoan/?tim=mo").content)
    nobody = _text(administrator.get("/quan-tri/tai-khoan/?tim=khong-ai").content)
    assert "Không có tài khoản nào hợp với «khong-ai»" in nobody


def test_one_person_is_shown_with_rights_and_sessions_that_can_be_ended(
    administrator: Client,
) -> None:
    of = portal.person("mo", "xa-chuyen-vien")
    client = portal.signed_in(of)
    client.get("/")
    address = f"/quan-tri/tai-khoan/{of.pk}/"
    page = _text(administrator.get(address).content)
    assert "xã: chuyên viên – 99001" in page
    assert "127.0.0.1" in page

    administrator.post(f"{address}phien/")

    assert 302 == client.get("/").status_code
    assert "Không đăng nhập ở đâu" in _text(administrator.get(address).content)


def test_an_administrator_locks_everybody_but_not_the_door_behind_themselves(
    administrator: Client,
) -> None:
    own = Account.objects.get(username="quan-tri")

    answer = administrator.post(f"/quan-tri/tai-khoan/{own.pk}/khoa/", follow=True)

    assert "Không tự khóa tài khoản của mình được" in _text(answer.content)
    assert Account.objects.get(pk=own.pk).is_active


def test_no_page_of_an_administrator_shows_a_figure(administrator: Client) -> None:
    texts = {**portal.typed_for_a_pass(), "figures.tong_so_tre_em": "7770777"}
    portal.fill_in(portal.draft(), texts)
    of = portal.person("mo", "xa-chuyen-vien")

    for address in (
        "/",
        "/quan-tri/tai-khoan/",
        f"/quan-tri/tai-khoan/{of.pk}/",
        "/quan-tri/ra-soat/",
        "/quan-tri/nhat-ky/",
        "/quan-tri/kham/",
        RULES,
    ):
        answer = administrator.get(address, follow=True)
        assert 200 == answer.status_code
        assert "7770777" not in answer.content.decode()
        assert "7.770.777" not in answer.content.decode()


def _rules_file(old: str, new: str) -> SimpleUploadedFile:
    text = rules_now(register()).workflow
    assert old in text
    return SimpleUploadedFile("quy-trinh.yaml", text.replace(old, new, 1).encode())


def test_new_rules_are_shown_line_by_line_before_they_hold(administrator: Client) -> None:
    before = rules_now(register())
    old, new = "Kiểm tra, yêu cầu bổ sung, thẩm định", "Kiểm tra, thẩm định"

    answer = administrator.post(RULES, {"quy-trinh": _rules_file(old, new)})

    page = _text(answer.content)
    assert f"− bỏ việc: {old}" in page
    assert f"+ thêm việc: {new}" in page
    assert before == rules_now(register())
    sent = html.unescape(
        answer.content.decode().partition('name="quy-trinh" hidden>\n')[2].partition("</text")[0]
    )
    for _ in range(2):
        done = administrator.post(
            RULES, {"quy-trinh": sent, "thay": str(before.seen), "ap-dung": "1"}, follow=True
        )
        assert "Đã áp dụng từ bây giờ" in _text(done.content)
    assert new in rules_now(register()).workflow
    assert before.seen < rules_now(register()).seen
    undo = {"quy-trinh": before.workflow, "thay": str(rules_now(register()).seen), "ap-dung": "1"}
    administrator.post(RULES, undo)
    assert before.workflow == rules_now(register()).workflow


def test_faults_of_new_rules_are_told_with_their_lines_and_change_nothing(
    administrator: Client,
) -> None:
    before = rules_now(register())

    answer = administrator.post(RULES, {"quy-trinh": _rules_file("đến: đã nộp", "đến: đã nộpp")})

    assert 422 == answer.status_code
    assert "không có trạng thái «đã nộpp»" in _text(answer.content)
    assert 422 == administrator.post(RULES, {}).status_code
    assert before == rules_now(register())


def test_rules_that_changed_meanwhile_are_not_overwritten(administrator: Client) -> None:
    before = rules_now(register())
    changed = before.workflow.replace("Kiểm tra, yêu cầu", "Xem, yêu cầu", 1)

    answer = administrator.post(
        RULES, {"quy-trinh": changed, "thay": str(before.seen - 1), "ap-dung": "1"}
    )

    assert 422 == answer.status_code
    assert before == rules_now(register())


def test_the_checkup_says_what_is_well_and_what_to_do(administrator: Client) -> None:
    page = _text(administrator.get("/quan-tri/kham/").content)

    assert "khóa chống sửa ✔ ổn" in page
    assert "HTTP không mã hóa" in page
    assert "mời thêm một quản trị" in page


def test_the_review_says_what_speaks_against_an_account(administrator: Client) -> None:
    portal.person("mo", "xa-chuyen-vien")

    page = _text(administrator.get("/quan-tri/ra-soat/").content)

    assert "chưa đăng nhập lần nào; chưa bật mã xác nhận" in page

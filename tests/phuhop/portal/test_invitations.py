"""Letters: one person, once, 72 hours; a list all or none; a reset that nobody else can use."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from phuhop.portal.accounts.invitations import Invited, invited
from phuhop.portal.accounts.models import Account, Grant, Invitation, Role, Scope
from phuhop.portal.accounts.people_list import people_of
from phuhop.portal.accounts.rights import Right
from scoring.base.problems import ProblemsFound
from tests.support import portal

PEOPLE = "/quan-tri/tai-khoan/"
NEW = "một câu mới và cũng rất dài"
SECRET = "JBSWY3DPEHPK3PXP"  # noqa: S105 -- of an invented person
HEAD = "ten_dang_nhap;ho_ten;don_vi;vai_tro;ma_xa;tinh;tu_ngay;den_ngay"
GOOD = (
    "mo-1;Lò Thị Mơ;Xã Trăng Non;xã: chuyên viên;99001;;;",
    "tu-1;Vàng A Tú;Xã Trăng Non;Xã: lãnh đạo;99001;;01/12/2026;31/12/2027",
    "td-1;Trần Thị Mận;Tổ thẩm định;thẩm định;99001 99002;;;",
    "tinh-1;Lê Văn Đồi;Sở;cấp trên;;Tỉnh Đồi Sim;;",
)


@pytest.fixture
def administrator() -> Client:
    return portal.signed_in(portal.person("quan-tri", "quan-tri", [], "tat-ca"))


def _text(page: bytes) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.decode())).split())


def _links(page: bytes) -> list[str]:
    return re.findall(r"<code>http://localhost(/moi/[^<]+)</code>", page.decode())


def _stranger() -> Client:
    return Client(headers={"host": "localhost"})


def _take(link: str, password: str = NEW, **more: str) -> int:
    answer = _stranger().post(link, {"mat-khau": password, "mat-khau-2": password, **more})
    return int(answer.status_code)


def _file(*lines: str, name: str = "danh-sach.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\r\n".join((HEAD, *lines)).encode("utf-8-sig"))


def _send(client: Client, *lines: str) -> tuple[int, bytes]:
    answer = client.post(PEOPLE + "danh-sach/", {"tep": _file(*lines)})
    return answer.status_code, answer.content


def test_a_list_becomes_one_letter_a_person_each_used_once(administrator: Client) -> None:
    status, page = _send(administrator, *GOOD)
    links = _links(page)

    assert (200, 4, 4) == (status, len(links), Invitation.objects.count())
    assert [302, 404] == [_take(links[1]) for _ in range(2)]
    account = Account.objects.get(username="tu-1")
    grant = account.grants.get()
    assert ("xa-lanh-dao", ["99001"], "quan-tri") == (grant.role, grant.communes, grant.granted_by)
    assert "2027-12-31" == f"{grant.until_day}"
    assert account.check_password(NEW)


def test_the_same_list_again_gives_other_letters_and_the_old_are_worth_nothing(
    administrator: Client,
) -> None:
    _, first = _send(administrator, *GOOD)
    _, second = _send(administrator, *GOOD)

    assert [404, 302] == [_take(_links(page)[0]) for page in (first, second)]


WRONG = {
    "Xã;Lò Thị Mơ;Xã Trăng Non;xã: chuyên viên;99001;;;": "«xã» không làm tên đăng nhập được",
    "mo-1;;Xã Trăng Non;xã: chuyên viên;99001;;;": "ô «ho_ten» để trống",
    "mo-1;Mơ;Xã;xã chuyên viên;99001;;;": "có phải «xã: chuyên viên»?",
    "mo-1;Mơ;Xã;xã: chuyên viên;9901;;;": "«9901» không phải mã xã",
    "mo-1;Mơ;Xã;xã: chuyên viên;;;;": "tài khoản cấp xã phải gắn với xã của mình",
    "mo-1;Mơ;Xã;xã: chuyên viên;;Tỉnh Đồi Sim;;": "tài khoản cấp xã phải gắn với xã của mình",
    "mo-1;Mơ;Xã;thẩm định;99001;Tỉnh Đồi Sim;;": "có cả mã xã và tỉnh",
    "mo-1;Mơ;Xã;quản trị;99001;;;": "quản trị là của cả cổng",
    "mo-1;Mơ;Xã;thẩm định;99001;;2026-31-12;": "«2026-31-12» không phải là ngày",
    "mo-1;Mơ;Xã;thẩm định;99001;;31/12/2026;01/12/2026": "trước ngày bắt đầu",
    "quan-tri;Mơ;Xã;thẩm định;99001;;;": "đã có người dùng",
    "td-1;Mơ;Xã;thẩm định;99001;;;": "đã có ở dòng 2",
}


@pytest.mark.parametrize("line", WRONG)
def test_each_mistake_in_a_list_is_told_with_its_line(administrator: Client, line: str) -> None:
    status, page = _send(administrator, GOOD[2], line)

    assert 422 == status
    assert WRONG[line] in _text(page)
    assert "danh-sach.csv:3" in _text(page)
    assert 0 == Invitation.objects.count()


def test_every_mistake_is_told_at_once_and_nobody_is_invited(administrator: Client) -> None:
    status, page = _send(administrator, GOOD[0], *list(WRONG)[:4])

    assert 422 == status
    assert "4 chỗ cần sửa" in _text(page)
    assert 0 == Invitation.objects.count()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "tep-trong"),
        (b"ten_dang_nhap;ho_ten;ma_xa\r\na;b;99001\r\n", "thieu-cot"),
        (HEAD.encode(), "tep-trong"),
        (b"PK\x03\x04hong", "tep-hong"),
        (b"%PDF-1.7", "thieu-cot"),
    ],
)
def test_what_is_no_list_is_told(content: bytes, code: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        people_of(content, "a.csv")

    assert code in {one.code for one in found.value.problems}


def test_the_sample_list_can_be_sent_as_it_is(administrator: Client) -> None:
    sample = administrator.get(PEOPLE + "danh-sach/mau/").content

    assert 3 == len(people_of(sample, "mau.csv"))


def _letter(username: str = "mo-1", role: Role = Role.OFFICER) -> str:
    who = Invited(username, "Lò Thị Mơ", "Xã", Right(role, Scope.COMMUNE, ("99001",)))
    return invited([who], "quan-tri")[0].path


def test_a_letter_is_worth_nothing_after_72_hours(administrator: Client) -> None:
    assert administrator
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        link = _letter()
        clock.shift(timedelta(hours=71, minutes=59))
        assert 200 == _stranger().get(link).status_code
        clock.shift(timedelta(minutes=2))

        assert 404 == _stranger().get(link).status_code
        assert 404 == _take(link)


def test_a_letter_that_was_taken_back_or_replaced_is_worth_nothing(administrator: Client) -> None:
    link = _letter()
    (one,) = Invitation.objects.all()
    answer = administrator.post(f"/quan-tri/thu-moi/{one.pk}/lai/")
    other = _links(answer.content)[0]
    assert 404 == _take(link)
    newest = Invitation.objects.latest("id")

    administrator.post(f"/quan-tri/thu-moi/{newest.pk}/thu/")

    assert 404 == _take(other)
    assert not Account.objects.filter(username="mo-1").exists()


def test_letters_of_an_administrator_who_is_none_any_more_are_worth_nothing(
    administrator: Client,
) -> None:
    assert administrator
    link = _letter()
    Grant.objects.update(until_day=datetime.now(UTC).date() - timedelta(days=2))

    assert 404 == _take(link)


def test_a_letter_for_a_name_that_there_is_changes_no_password(administrator: Client) -> None:
    assert administrator
    link = _letter()
    portal.person("mo-1", "xa-chuyen-vien")

    assert 404 == _take(link)
    assert Account.objects.get(username="mo-1").check_password(portal.PASSWORD)


def test_no_page_and_no_store_holds_the_link_of_a_letter(administrator: Client) -> None:
    link = _letter()
    token = link.split("/")[2]
    stored = repr([*Invitation.objects.values()])

    assert token not in stored
    assert token not in administrator.get(PEOPLE).content.decode()


def _code() -> str:
    return format_hotp_value(hotp_value(SECRET, int(datetime.now(UTC).timestamp()) // 30))


def test_a_letter_alone_sets_no_new_password(administrator: Client) -> None:
    of = portal.person("mo", "xa-chuyen-vien")
    TOTP.activate(of, SECRET)
    at_work = portal.signed_in(of)
    assert 200 == at_work.get("/").status_code
    answer = administrator.post(f"{PEOPLE}{of.pk}/dat-lai/")
    link = _links(answer.content)[0]

    with time_machine.travel(datetime.now(UTC), tick=False):
        assert [422, 422, 302] == [_take(link), _take(link, ma="000000"), _take(link, ma=_code())]

    of.refresh_from_db()
    assert of.check_password(NEW)
    assert 302 == at_work.get("/").status_code


def test_who_has_no_second_factor_gets_no_reset(administrator: Client) -> None:
    of = portal.person("mo", "xa-chuyen-vien")

    answer = administrator.post(f"{PEOPLE}{of.pk}/dat-lai/", follow=True)

    assert "Chỉ đặt lại được khi người ấy có mã xác nhận" in _text(answer.content)
    assert 0 == Invitation.objects.count()


def test_an_administrator_never_takes_both_password_and_factor(administrator: Client) -> None:
    of = portal.person("mo", "xa-chuyen-vien")
    TOTP.activate(of, SECRET)
    administrator.post(f"{PEOPLE}{of.pk}/dat-lai/")

    answer = administrator.post(f"{PEOPLE}{of.pk}/bo-ma/", follow=True)

    assert "thu hồi thư ấy trước" in _text(answer.content)
    assert of.authenticator_set.exists()


def test_a_reset_is_not_guessed(administrator: Client) -> None:
    of = portal.person("mo", "xa-chuyen-vien")
    TOTP.activate(of, SECRET)
    answer = administrator.post(f"{PEOPLE}{of.pk}/dat-lai/")
    link = _links(answer.content)[0]

    statuses = [_take(link, ma=f"{n:06}") for n in range(8)]

    assert [422] * 5 == statuses[:5]
    assert {429} == {*statuses[5:]}


def test_after_a_reset_the_factor_stays_until_its_owner_came_in_with_both(
    administrator: Client,
) -> None:
    of = portal.person("mo", "xa-chuyen-vien")
    TOTP.activate(of, SECRET)
    link = _links(administrator.post(f"{PEOPLE}{of.pk}/dat-lai/").content)[0]
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        assert 302 == _take(link, ma=_code())
        answer = administrator.post(f"{PEOPLE}{of.pk}/bo-ma/", follow=True)
        assert "đăng nhập bằng mật khẩu mới cùng mã xác nhận trước" in _text(answer.content)
        assert of.authenticator_set.exists()

        # A password alone, the one that the letter gave, is no sign-in yet.
        clock.shift(timedelta(seconds=31))
        owner = Client(headers={"host": "localhost"})
        owner.post("/tai-khoan/vao/", {"login": "mo", "password": NEW})
        administrator.post(f"{PEOPLE}{of.pk}/bo-ma/")
        assert of.authenticator_set.exists()

        assert 302 == owner.post("/tai-khoan/ma/", {"code": _code()}).status_code
        administrator.post(f"{PEOPLE}{of.pk}/bo-ma/")
    assert not of.authenticator_set.exists()

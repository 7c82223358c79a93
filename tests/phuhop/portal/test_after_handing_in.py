"""After handing in: taken back, given back, gone on with, and every version's story."""

from __future__ import annotations

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from phuhop.portal.drafts.models import Draft, DraftState
from phuhop.portal.drafts.register import register
from phuhop.usecases.returns.remarks import list_remarks
from registry.acts.acts import StepWords, act
from registry.acts.remarks import Remark
from registry.store.chain import Actor
from tests.support import portal

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
VERIFIER = Actor("Nguyễn Văn Mẫu", "thẩm định", "2026-11-28T08:00:00+07:00")


def _text(page: bytes) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.decode())).split())


class Case:
    """A dossier that was handed in with one file, and its leader."""

    def __init__(self, commune: str) -> None:
        self.commune = commune
        self.base = f"/xa/{commune}/{portal.YEAR}/"
        portal.fill_in(portal.draft(commune), portal.typed_for_a_pass())
        self.leader = portal.signed_in(portal.person("tu", "xa-lanh-dao", [commune]))
        file = SimpleUploadedFile("tiêm chủng.pdf", PDF + commune.encode())
        self.leader.post(self.base + "minh-chung/", {"hang": "7:1", "tep": file})
        self.hand_in()

    @property
    def draft(self) -> Draft:
        return Draft.objects.filter(commune=self.commune).latest("id")

    def hand_in(self) -> int:
        said = {"ban": self.draft.revision, "da-xem": "on"}
        return int(self.leader.post(self.base + "nop/", said).status_code)

    def given_back(self) -> None:
        remarks = (Remark("7:1", "Chưa thấy báo cáo"), Remark("chung", "Xem lại chính tả"))
        words = StepWords("Phần 7 thiếu báo cáo của trạm y tế", remarks=remarks)
        act(register(), f"{self.commune}/{portal.YEAR}", "return", VERIFIER, words)

    def page(self, path: str = "") -> str:
        return _text(self.leader.get(self.base + path).content)


@pytest.fixture(scope="session")
def codes() -> list[str]:
    """Return codes of communes that no other test hands in."""
    return [f"9920{number}" for number in range(9, -1, -1)]


def test_the_leader_takes_a_dossier_back_and_finds_everything_that_was_handed_in(
    codes: list[str],
) -> None:
    case = Case(codes.pop())
    assert "Rút hồ sơ năm 2024 để sửa" in case.page()
    before = {row.field: row.value for row in case.draft.fields.all()}
    form = case.leader.get(case.base + "rut/").content.decode()
    hidden = dict(re.findall(r'name="(ban|mat-xich)" value="(\d+)"', form))

    answers = [
        case.leader.post(case.base + "rut/", {**hidden, "ly-do": "Nhầm số liệu phần 7"})
        for _ in range(2)
    ]

    assert [302, 302] == [one.status_code for one in answers]
    assert DraftState.OPEN == case.draft.state
    assert before == {row.field: row.value for row in case.draft.fields.all()}
    assert ["tiêm chủng.pdf"] == [one.name for one in case.draft.files.all()]
    assert 2 == Draft.objects.filter(commune=case.commune).count()
    assert 1 == case.page("lich-su/").count("Nhầm số liệu phần 7")


def test_without_a_reason_nothing_is_taken_back(codes: list[str]) -> None:
    case = Case(codes.pop())

    answer = case.leader.post(case.base + "rut/", {"ly-do": " "})

    assert 409 == answer.status_code
    assert DraftState.HANDED_IN == case.draft.state


def test_an_officer_cannot_take_back_and_no_dossier_under_verification_is_taken_back(
    codes: list[str],
) -> None:
    case = Case(codes.pop())
    officer = portal.signed_in(portal.person("mo", "xa-chuyen-vien", [case.commune]))
    assert 404 == officer.get(case.base + "rut/").status_code
    act(register(), f"{case.commune}/{portal.YEAR}", "start", VERIFIER, StepWords())

    assert "Bây giờ không rút được" in case.page("rut/")
    assert 409 == case.leader.post(case.base + "rut/", {"ly-do": "Nhầm"}).status_code


def test_a_dossier_that_was_given_back_is_opened_mended_and_handed_in_again(
    codes: list[str],
) -> None:
    case = Case(codes.pop())
    case.given_back()
    assert "Phần 7 thiếu báo cáo của trạm y tế" in case.page()
    assert "yêu cầu bổ sung" in case.page()

    case.leader.post(case.base + "mo-lai/")
    case.leader.post(case.base + "mo-lai/")
    draft = case.draft
    assert (1, DraftState.OPEN) == (draft.based_on, draft.state)
    seen = draft.fields.get(field="figures.tre_duoi_1_tuoi_tiem_chung_day_du").revision
    field = "figures.tre_duoi_1_tuoi_tiem_chung_day_du"
    case.leader.post(case.base + "tieu-chi/7/", portal.posted({field: "48"}, seen))

    assert 302 == case.hand_in()
    story = case.page("lich-su/")
    assert "Bản 2 (hiện hành)" in story
    assert "nộp lại" in case.page()
    assert 2 == Draft.objects.filter(commune=case.commune).count()


def test_remarks_stand_with_their_place_and_answers_go_in_with_the_next_version(
    codes: list[str],
) -> None:
    case = Case(codes.pop())
    case.given_back()
    case.leader.post(case.base + "mo-lai/")
    assert "Báo cáo kết quả tiêm chủng mở rộng của trạm y tế» : Chưa thấy báo cáo" in case.page()
    assert "Chưa thấy báo cáo" in case.page("tieu-chi/7/")

    case.leader.post(case.base + "tra-loi/", portal.posted({"remarks.1": "Đã thêm báo cáo"}))
    case.leader.post(case.base + "luu/", portal.posted({"remarks.2": "Đã xem lại"}))
    refused = case.hand_in()
    said = {"ban": case.draft.revision, "da-xem": "on", "giai-trinh": "Tệp đã nộp đủ"}
    again = case.leader.post(case.base + "nop/", said)

    assert (409, 302) == (refused, again.status_code)
    assert ["Đã thêm báo cáo", "Đã xem lại"] == [
        one.text
        for remark in list_remarks(register(), f"{case.commune}/{portal.YEAR}")
        for one in remark.answers
    ]
    assert "nộp lại" in case.page()
    assert "Tệp đã nộp đủ" in case.page("lich-su/")


def test_two_answers_to_one_remark_are_both_shown(codes: list[str]) -> None:
    case = Case(codes.pop())
    case.given_back()
    case.leader.post(case.base + "mo-lai/")
    officer = portal.signed_in(portal.person("mo", "xa-chuyen-vien", [case.commune]))
    officer.post(case.base + "tra-loi/", portal.posted({"remarks.1": "Đã thêm"}))

    answer = case.leader.post(case.base + "tra-loi/", portal.posted({"remarks.1": "Không có"}))

    assert 409 == answer.status_code
    assert "Mo vừa ghi Đã thêm" in _text(answer.content)
    kept = case.leader.post(
        case.base + "tra-loi/",
        {
            **portal.posted({"remarks.1": "Không có"}, seen=case.draft.revision),
            "lay-kia": "remarks.1",
        },
    )
    assert 302 == kept.status_code
    assert "Đã thêm" == case.draft.fields.get(field="remarks.1").value


def test_nothing_is_opened_again_while_the_register_takes_no_version(codes: list[str]) -> None:
    case = Case(codes.pop())

    case.leader.post(case.base + "mo-lai/")

    assert 1 == Draft.objects.filter(commune=case.commune).count()


def test_a_version_that_came_in_by_a_file_is_opened_as_the_register_reads_it(
    codes: list[str],
) -> None:
    case = Case(codes.pop())
    case.given_back()
    texts = {row.field: row.value for row in case.draft.fields.all()}
    Draft.objects.filter(pk=case.draft.pk).update(content_sha256="")

    case.leader.post(case.base + "mo-lai/")

    assert texts == {row.field: row.value for row in case.draft.fields.all()}
    assert [("7:1", "tiêm chủng.pdf", "pdf")] == [
        (one.row, one.name, one.type) for one in case.draft.files.all()
    ]


def test_the_history_tells_each_change_with_what_stood_there_before() -> None:
    portal.draft()
    client: Client = portal.signed_in(portal.person("mo", "xa-chuyen-vien"))
    base = f"/xa/{portal.COMMUNE}/{portal.YEAR}/"
    field = "figures.tre_duoi_1_tuoi"
    first = client.post(base + "luu/", portal.posted({field: "57"})).json()
    client.post(base + "luu/", portal.posted({field: "58"}, first["fields"][field]["revision"]))

    page = _text(client.get(base + "lich-su/").content)

    assert "Số trẻ em dưới 1 tuổi 57 58 Mo" in page
    assert "chưa nộp lần nào" in page

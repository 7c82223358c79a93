"""A province of sixty communes, from invitation to published site, by people in browsers.

PostgreSQL, gunicorn's workers, a worker of jobs, Chromium. Fifty-six dossiers lie in the register
already (``province_story``); one commune is played from its invitation on: handed in, returned,
answered, handed in again, verified with a disagreement and a ruling, recognised. Another was
refused, appeals, is recognised: the site that was published before is corrected.
``PHUHOP_SHOTS`` names a folder for a picture of each page.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from docx import Document
from sqlalchemy import select

from registry.keeping.audit import audit
from registry.store.database import Database, open_register
from registry.store.schema import appraisals, states, submissions
from registry.views.listing import APPRAISAL_THAT_COUNTS, VERSION_THAT_COUNTS
from reports.workbook.form import form
from reports.workbook.prefill import known_to, of_assessment
from scoring.base.quantities import vietnamese
from tests.support import postgresql, province_story
from tests.support.chromium import ABSENT, CHROMIUM, browser, violations
from tests.support.portal_server import PortalServer, served
from tests.support.scored_years import best_year
from tests.support.strategies import decision_06

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason=ABSENT),
    pytest.mark.skipif(postgresql.programs() is None, reason=postgresql.ABSENT),
]
YEAR = province_story.YEAR
TODAY = f"{date.today():%d/%m/%Y}"  # noqa: DTZ011 -- people write the day where they are
PLAYED = province_story.commune(56)
OWN = f"/xa/{PLAYED.code}/{YEAR}/"
DESK = f"/tham-dinh/{PLAYED.code}/{YEAR}/"
PASSWORD = "một câu rất dài và dễ nhớ"  # noqa: S105 -- of invented people
PEOPLE = {
    "lanh-dao": ("Vàng A Tủa", PLAYED.name, "xã: lãnh đạo", PLAYED.code),
    "tham-dinh": ("Hoàng Thị Mai", "Sở Y tế", "thẩm định", ""),
    "quyet-dinh": ("Lý Văn Páo", "UBND tỉnh", "quyết định", ""),
    "cap-tren": ("Nông Thị Hoa", "Sở Y tế", "cấp trên", ""),
}
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
INFANTS, VACCINATED = "tre_duoi_1_tuoi", "tre_duoi_1_tuoi_tiem_chung_day_du"
NO_CIRCUMSTANCES = ("tre_hoan_canh_dac_biet", "tre_hoan_canh_dac_biet_duoc_tro_giup")
RULED = "6.1"
"""With no child in special circumstances the decision says nothing of this part."""


class Somebody:
    """A person in a browser of their own, who looks at every page for what nobody may see."""

    def __init__(self, chromium: Any, base: str, name: str) -> None:
        self.context = chromium.new_context(viewport={"width": 1280, "height": 900})
        self.page = self.context.new_page()
        self.name, self._base = name, base
        self._told: list[str] = []
        self.page.on("console", lambda message: self._told.append(message.text))
        self._seen = 0
        self._judged: set[str] = set()

    def go(self, path: str) -> str:
        """Open a page; return its text."""
        answer = self.page.goto(f"{self._base}{path}")
        assert answer is None or answer.ok, f"{path}: {answer.status}"
        return self.text()

    def text(self) -> str:
        """Return what the page says, after looking at it as a whole."""
        assert [] == [words for words in self._told if "Content Security Policy" in words]
        assert self.page.evaluate(WIDE) == 0, self.page.url
        self._judge()
        self._picture()
        return " ".join(str(self.page.inner_text("body")).split())

    def press(self, words: str | re.Pattern[str]) -> str:
        """Press a button by its words; return what the next page says."""
        with self.page.expect_navigation() as came:
            self.page.get_by_role("button", name=words).first.click()
        assert came.value is None or came.value.ok, f"{words}: {came.value.status}"
        return self.text()

    def fill(self, label: str, value: str) -> None:
        """Type into the field with this label."""
        self.page.get_by_label(label, exact=False).first.fill(value)

    def set(self, name: str, value: str) -> None:
        """Type into the field that is posted under *name*."""
        self.page.locator(f'[name="{name}"]').first.fill(value)

    def _judge(self) -> None:
        """Let axe look at the first page of each kind, and see whether it fits on a phone."""
        kind = re.sub(r"\d+|(?<=/moi/)[^/]+", "#", urlsplit(self.page.url).path)
        if self.page.locator("[role=alert]").count():
            kind += " with faults"
        if kind not in self._judged:
            self._judged.add(kind)
            assert [] == violations(self.page), self.page.url
            self.page.set_viewport_size({"width": 390, "height": 900})
            assert self.page.evaluate(WIDE) == 0, f"{self.page.url} at 390"
            self.page.set_viewport_size({"width": 1280, "height": 900})

    def _picture(self) -> None:
        folder = os.environ.get("PHUHOP_SHOTS")
        if not folder:
            return
        self._seen += 1
        for width in (1280, 390):
            self.page.set_viewport_size({"width": width, "height": 900})
            name = f"{self.name}-{self._seen:02}-{width}.png"
            self.page.screenshot(path=Path(folder) / name, full_page=True)
        self.page.set_viewport_size({"width": 1280, "height": 900})


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalServer]:
    """Give a portal over the sixty communes."""
    with ExitStack() as stack:
        cluster = stack.enter_context(postgresql.cluster(is_durable=False))
        register = stack.enter_context(postgresql.new_database(cluster.url))
        database = stack.enter_context(postgresql.new_database(cluster.url))
        home = tmp_path_factory.mktemp("tỉnh mẫu") / "cổng"
        server = PortalServer(home, register, database)
        server.run("province")
        yield stack.enter_context(served(server))


@pytest.fixture(autouse=True)
def empty_portal() -> None:
    """Leave the portal of this process alone: these pages are of another one."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as found:
        yield found


def _accepted(person: Somebody, path: str, username: str) -> None:
    person.go(path)
    person.set("mat-khau", PASSWORD)
    person.set("mat-khau-2", PASSWORD)
    person.press("Đặt mật khẩu")
    person.go("/tai-khoan/vao/")
    person.set("login", username)
    person.set("password", PASSWORD)
    person.press("Đăng nhập")


def _workbook(vaccinated: int) -> bytes:
    """Return the commune's form; a number of infants vaccinated, one part left for a ruling."""
    reported = replace(best_year(), commune=PLAYED, year=YEAR)
    none = dict.fromkeys(NO_CIRCUMSTANCES, 0)
    figures = {**reported.figures, **none, VACCINATED: vaccinated}
    rules = decision_06()
    known = known_to(rules, of_assessment(replace(reported, figures=figures)))
    return form(rules, YEAR, known)


def _invite(everybody: dict[str, Somebody], way: str) -> None:
    """Let the administrator in by the printed link, and the others by letters."""
    admin = everybody["quan-tri"]
    _accepted(admin, way, "quan-tri")
    for username, (name, unit, role, commune) in PEOPLE.items():
        admin.go("/quan-tri/tai-khoan/")
        for field, value in (("username", username), ("full_name", name), ("unit", unit)):
            admin.set(field, value)
        admin.page.locator('[name="role"]').first.select_option(label=role)
        admin.set("communes", commune)
        if not commune:
            admin.set("province", province_story.PROVINCE)
        letter = admin.press("Tạo thư mời")
        (path,) = set(re.findall(r"(/moi/\S+/)", letter))
        _accepted(everybody[username], path, username)


def _bring(leader: Somebody, content: bytes, folder: Path) -> None:
    """Take everything that a workbook says into the draft."""
    path = folder / "biểu của xã.xlsx"
    path.write_bytes(content)
    leader.go(f"{OWN}bieu-excel/")
    leader.page.set_input_files("#tep", str(path))
    leader.press("Xem khác nhau")
    leader.press(f"Lấy tất cả cho năm {YEAR}")


def _hand_in(leader: Somebody) -> str:
    leader.go(f"{OWN}nop/")
    if leader.page.locator('[name="da-xem"]').count():
        leader.page.check('[name="da-xem"]')
    return leader.press(f"Nộp hồ sơ năm {YEAR}")


def _give_back(verifier: Somebody) -> None:
    verifier.go(DESK)
    verifier.press(f"hồ sơ năm {YEAR}")
    verifier.go(f"{DESK}tra-lai/")
    verifier.page.locator('[name="noi-moi"]').select_option("7")
    verifier.set("loi-moi", "Sổ tiêm chủng không khớp số đã báo cáo")
    verifier.set("sheet.return_reason", "Chưa đủ căn cứ của tiêu chí 7")
    verifier.press(f"Trả hồ sơ năm {YEAR}")


def _verify(verifier: Somebody, desk: str, figures: dict[str, str], *more: tuple[str, str]) -> str:
    """Type what was found, explain every difference, finish; return what the last page says."""
    verifier.go(desk)
    for name, value in figures.items():
        verifier.set(f"figures.{name}", value)
    for name, value in more:
        verifier.set(name, value)
    verifier.press(f"Lưu bàn thẩm định năm {YEAR}")
    verifier.go(f"{desk}ket-luan/")
    for reason in verifier.page.locator('select[name$=".reason"]').all():
        reason.select_option(index=1)
    for words in verifier.page.locator('[name^="parts."][name$=".text"]').all():
        words.fill("Sổ gốc ghi khác")
    for name, value in (
        ("appraiser", "Hoàng Thị Mai"),
        ("position", "Chuyên viên"),
        ("day", TODAY),
    ):
        verifier.set(f"sheet.{name}", value)
    verifier.page.locator('[name="sheet.seen"]').select_option("có")
    verifier.press("Lưu")
    return verifier.press(f"Ghi và hoàn thành thẩm định năm {YEAR}")


def _decide(decider: Somebody, code: str, number: str) -> str:
    """Recognise one of those that wait."""
    decider.go(f"/quyet-dinh/{YEAR}/")
    decider.page.check(f'[name="chon"][value^="{code}/{YEAR}"]')
    decider.set("so", number)
    decider.set("ngay", TODAY)
    decider.set("nguoi-ky", "Lý Văn Páo")
    before = decider.press("Xem trước, chưa ghi")
    assert "chưa ghi gì" in before
    recorded = decider.press("Công nhận các hồ sơ đã chọn")
    assert "Đã ghi" in recorded
    return decider.go(f"/quyet-dinh/{YEAR}/van-ban/")


def _order_edition(superior: Somebody) -> None:
    superior.go(f"/tinh/{YEAR}/cong-bo/")
    superior.press(f"Lập bản xem trước của năm {YEAR}")


def _publish(superior: Somebody) -> str:
    """Look at the front page of what was built, put it in front; return what was told of it."""
    built = superior.go(f"/tinh/{YEAR}/cong-bo/")
    with superior.page.expect_navigation():
        superior.page.get_by_role("link", name=re.compile("Xem bản số")).first.click()
    assert PLAYED.name in superior.page.content()
    superior.go(f"/tinh/{YEAR}/cong-bo/")
    superior.press("Công bố bản số")
    assert "công khai" in superior.go(f"/tinh/{YEAR}/cong-bo/")
    return built


def _bring_list(superior: Somebody, folder: Path) -> None:
    """Say which sixty communes have to send a dossier."""
    superior.go(f"/tinh/{YEAR}/tep/")
    name = province_story.expected_table(folder)
    superior.page.set_input_files("#chon-danh-sach", str(name))
    taken = superior.press(re.compile("Kiểm tra và dùng.*Danh sách đơn vị phải gửi hồ sơ"))
    assert f"Đã nhận tệp «{name.name}»" in taken


def _order_report(superior: Somebody) -> str:
    """Order the report to the People's Council; return where its job is looked at."""
    superior.go(f"/tinh/{YEAR}/bao-cao/")
    superior.press(re.compile(f"Lập ở việc chạy nền.*Báo cáo Hội đồng nhân dân năm {YEAR}"))
    return str(superior.page.url)


def _taken(superior: Somebody, job: str, folder: Path) -> list[list[str]]:
    """Take the Word file of a finished job; return the rows of its tables."""
    superior.go(urlsplit(job).path)
    with superior.page.expect_download() as came:
        superior.page.get_by_role("link", name=re.compile(r"\.docx$")).click()
    path = folder / came.value.suggested_filename
    came.value.save_as(path)
    tables = Document(str(path)).tables
    return [[cell.text for cell in row.cells] for one in tables for row in one.rows]


def _sum(database: Database, figure: str) -> int:
    """Add up a figure over the register: what was verified, else what was reported."""
    query = (
        select(submissions.c.assessment, appraisals.c.content)
        .select_from(states)
        .join(submissions, VERSION_THAT_COUNTS)
        .join(appraisals, APPRAISAL_THAT_COUNTS, isouter=True)
    )
    with database.reading() as connection:
        rows = connection.execute(query).all()
    found = 0
    for reported, verified in rows:
        said = json.loads(reported)["figures"][figure]
        found += said if verified is None else json.loads(verified)["figures"].get(figure, said)
    return found


def _check_report(rows: list[list[str]], register: Database) -> None:
    """Hold the report to the People's Council to what the register says."""
    vaccinated, infants = (_sum(register, one) for one in (VACCINATED, INFANTS))
    shown = next(row[1] for row in rows if row[0].startswith("Tỷ lệ trẻ em dưới 1 tuổi được tiêm"))
    assert shown.startswith(f"{vietnamese(vaccinated)}/{vietnamese(infants)} = ")
    # All, recognised, refused, waiting, silent.
    assert [f"Năm {YEAR}", "60", "29", "16", "12", "3", "48,33%"] in rows


def _reopen(superior: Somebody, code: str, reason: str) -> None:
    superior.go(f"/tinh/{YEAR}/xa/{code}/")
    form_of = superior.page.locator("form").filter(has=superior.page.locator('[value="reopen"]'))
    superior.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    form_of.locator("textarea").fill(reason)
    with superior.page.expect_navigation():
        form_of.locator("button").click()
    assert "đang thẩm định" in superior.text(), superior.text()


AROUND = {
    "quan-tri": (
        "/quan-tri/ra-soat/",
        "/quan-tri/nhat-ky/",
        "/quan-tri/quy-trinh/",
        "/quan-tri/kham/",
        f"/tinh/{YEAR}/thoi-han/",
        f"/tinh/{YEAR}/so/",
    ),
    "lanh-dao": (f"{OWN}tieu-chi/7/", f"{OWN}minh-chung/", f"{OWN}lich-su/", "/thong-bao/"),
    "tham-dinh": ("/tham-dinh/", f"/tham-dinh/chenh-lech/?nam={YEAR}", "/hoc/"),
    "quyet-dinh": (f"/quyet-dinh/{YEAR}/?viec=khong-cong-nhan", "/viec-nen/"),
    "cap-tren": (
        *(
            f"/tinh/{YEAR}/{page}/"
            for page in ("xa", "xep-hang", "chi-tieu", "chi-so", "dung-lai", "bao-cao", "tep")
        ),
        f"/thong-bao/nhac-cac-xa/{YEAR}/",
    ),
}
"""What each of them opens besides, to look at."""


def test_from_invitation_to_a_corrected_publication(
    province: PortalServer, chromium: Any, tmp_path: Path
) -> None:
    server = province
    everybody = {name: Somebody(chromium, server.base, name) for name in ("quan-tri", *PEOPLE)}
    _, leader, verifier, decider, superior = everybody.values()
    _invite(everybody, server.way_in)

    # The commune: begun, filled from its workbook, handed in.
    leader.go("/")
    leader.press(f"Bắt đầu hồ sơ năm {YEAR}")
    _bring(leader, _workbook(49), tmp_path)
    assert "đã nộp" in _hand_in(leader)

    # The verifier begins, finds something, gives it back.
    _give_back(verifier)

    # The commune answers, corrects, hands in again.
    asked = leader.go(OWN)
    assert "Sổ tiêm chủng không khớp số đã báo cáo" in asked
    leader.press("Mở bản để sửa")
    leader.fill("Trả lời yêu cầu 1", "Đã đối chiếu lại, còn 48 trẻ")
    leader.press(f"Lưu trả lời năm {YEAR}")
    _bring(leader, _workbook(48), tmp_path)
    assert "đã nộp" in _hand_in(leader)

    # The verifier sees what changed, disagrees, explains, finishes.
    changed = verifier.go(f"{DESK}thay-doi/")
    assert "49" in changed
    assert "48" in changed
    verifier.go(DESK)
    verifier.press(f"hồ sơ năm {YEAR}")
    ruling = {"points": "50", "reason": "Không có trẻ em thuộc diện này", "by": "Hội đồng"}
    ruled = [(f"rulings.{RULED}.{column}", value) for column, value in ruling.items()]
    citation = (f"rulings.{RULED}.citation", "Biên bản ngày 28/11/2026")
    finished = _verify(verifier, DESK, {VACCINATED: "47"}, *ruled, citation)
    assert "đã thẩm định" in finished

    # The decider recognises it together with those that wait.
    decisions = decider.go(f"/quyet-dinh/{YEAR}/")
    assert PLAYED.name in decisions
    assert "45/QĐ-UBND" in _decide(decider, PLAYED.code, "45/QĐ-UBND")

    # The province publishes; then an appeal is won and the site corrected.
    _bring_list(superior, tmp_path)
    _order_edition(superior)
    server.run("work")
    _publish(superior)
    _reopen(superior, province_story.APPEAL, "Đơn vị bổ sung sổ tiêm chủng bản gốc")
    other = f"/tham-dinh/{province_story.APPEAL}/{YEAR}/"
    assert "đã thẩm định" in _verify(verifier, other, {VACCINATED: ""})
    _decide(decider, province_story.APPEAL, "46/QĐ-UBND")
    _order_edition(superior)
    report = _order_report(superior)
    server.run("work")
    assert f"Đính chính ngày {TODAY}" in _publish(superior)

    register = open_register(server.register)
    _check_report(_taken(superior, report, tmp_path), register)
    assert "công nhận: 29" in superior.go(f"/tinh/{YEAR}/")
    for name, paths in AROUND.items():
        for path in paths:
            everybody[name].go(path)
    assert [] == [problem for problem in audit(register).problems if problem.is_fault]
    register.close()

"""One commune's story in a real Chromium: on both engines, without JavaScript, on a bad line."""

from __future__ import annotations

import gzip
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from registry.acts.acts import StepWords, act
from registry.acts.remarks import Remark
from registry.store.chain import Actor
from registry.store.database import open_register
from tests.support import postgresql
from tests.support.chromium import ABSENT, CHROMIUM, Person, browser
from tests.support.portal_server import Trial, trial

pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason=ABSENT)]

YEAR = 2024
OFFICER, LEADER = "xã: chuyên viên", "xã: lãnh đạo"
FIELD = "figures.tre_duoi_1_tuoi_tiem_chung_day_du"
PAGES = (
    *("", "don-vi/", "tieu-chi/1/", "tieu-chi/7/", "tat-ca/", "con-thieu/", "minh-chung/"),
    *("co-quan/", "nam-truoc/", "bieu-excel/", "ho-so/", "lich-su/", "nop/"),
)
SEEDS = range(int(os.environ.get("PHUHOP_SEEDS", "1")))
"""How many bad lines are tried; 50 once before a release."""


@pytest.fixture(autouse=True)
def empty_portal() -> None:
    """Leave the portal of this process alone: these pages are of another one."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def on_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    with trial(tmp_path_factory.mktemp("cong thử") / "cổng") as found:
        yield found


@pytest.fixture
def on_postgresql(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Trial]:
    server = request.getfixturevalue("postgresql_url")
    with (
        postgresql.new_database(server) as register,
        postgresql.new_database(server) as store,
        trial(tmp_path, register, store) as found,
    ):
        yield found


def _given_back(portal: Trial, commune: str) -> None:
    """Give a dossier back, as a verifier does at the desk."""
    verifier = Actor("Mùa Thị Mẫu", "thẩm định", "2026-11-28T09:00:00+07:00")
    remarks = (Remark("7", "Chưa khớp báo cáo của trạm y tế"),)
    register = open_register(portal.register)
    words = StepWords("Bổ sung phần 7", remarks=remarks)
    act(register, f"{commune}/{YEAR}", "return", verifier, words)
    register.close()


def _press(page: Any, selector: str) -> None:
    """Press what leads to another page; with JavaScript a save in flight comes first."""
    with page.expect_navigation():
        page.click(selector)


def _hand_in(person: Person, base: str, explanation: str = "") -> None:
    person.open(f"{base}nop/")
    if person.page.locator('[name="da-xem"]').count():
        person.page.check('[name="da-xem"]')
    if explanation:
        person.page.fill('[name="giai-trinh"]', explanation)
    _press(person.page, f"button:has-text('Nộp hồ sơ năm {YEAR}')")


def _story(
    person: Person, portal: Trial, commune: str, folder: Path, *, is_judged: bool = False
) -> None:
    """Fill in, upload, hand in; given back, answer, hand in again; take the dossier along.

    With *is_judged* the pages that are met on the way are held to the rules of access.
    """
    base, page = f"/xa/{commune}/{YEAR}/", person.page
    wrong: list[str] = []

    def look() -> None:
        wrong.extend(person.faults() if is_judged else ())

    person.open(f"{base}tieu-chi/7/")
    page.fill(f'[name="{FIELD}"]', "55")
    _press(page, f"text=Lưu tiêu chí 7 năm {YEAR}")
    assert "✔ Đã lưu" in person.text()
    names = ("7 báo cáo.pdf", "8.1 cân đo.pdf")
    for name in names:
        (folder / name).write_bytes(b"%PDF-1.7\n%" + name.encode() + b"\n%%EOF\n")
    person.open(f"{base}minh-chung/")
    names += ("9 ảnh.jpg",)
    Image.effect_noise((2_400, 400), 60).convert("RGB").save(folder / names[-1])
    page.set_input_files("#tep", [str(folder / name) for name in names])
    if is_judged:
        # The browser makes the photograph smaller before it is sent.
        page.wait_for_function("() => document.body.innerText.includes('ảnh đã thu nhỏ từ')")
    _press(page, f"text=Thêm tệp cho năm {YEAR}")
    assert all(name in person.text() for name in names)
    _hand_in(person, base)
    assert "đã nộp" in page.inner_text("header")
    person.open(f"{base}tieu-chi/7/")
    assert "chỉ để xem" in person.text()
    person.open(f"{base}rut/")
    look()

    _given_back(portal, commune)
    person.open(base)
    assert "Chưa khớp báo cáo của trạm y tế" in person.text()
    _press(page, f"button:has-text('Mở bản để sửa năm {YEAR}')")
    look()
    page.fill('[name="remarks.1"]', "Đã sửa theo báo cáo")
    _press(page, f"button:has-text('Lưu trả lời năm {YEAR}')")
    assert "Đã sửa theo báo cáo" == page.input_value('[name="remarks.1"]')
    _press(page, "text=Mở tiêu chí 7")
    page.fill(f'[name="{FIELD}"]', "54")
    _press(page, f"text=Lưu tiêu chí 7 năm {YEAR}")
    _hand_in(person, base)

    assert "nộp lại" in page.inner_text("header")
    person.open(f"{base}lich-su/")
    assert "Bản 2 (hiện hành)" in person.text()
    look()
    person.open(f"{base}ho-so/")
    with page.expect_download() as download:
        page.click("text=Tất cả trong một tệp nén")
    assert download.value.suggested_filename.endswith(f"-{YEAR}.zip")
    assert [] == wrong
    assert [] == person.complaints


def test_the_story_of_a_commune_over_files(chromium: Any, on_files: Trial, tmp_path: Path) -> None:
    person = Person(chromium, on_files, LEADER)
    _story(person, on_files, "99001", tmp_path, is_judged=True)


def test_the_story_of_a_commune_without_javascript(
    chromium: Any, on_files: Trial, tmp_path: Path
) -> None:
    person = Person(chromium, on_files, LEADER, java_script_enabled=False)
    _story(person, on_files, "99002", tmp_path)


def test_the_story_of_a_commune_on_postgresql(
    chromium: Any, on_postgresql: Trial, tmp_path: Path
) -> None:
    _story(Person(chromium, on_postgresql, LEADER), on_postgresql, "99001", tmp_path)


def test_every_page_is_small_fits_a_telephone_and_breaks_no_rule_of_access(
    chromium: Any, on_files: Trial
) -> None:
    person = Person(chromium, on_files, OFFICER, viewport={"width": 320, "height": 700})
    base, wrong = f"/xa/99005/{YEAR}/", []
    for path in (f"{base}{page}" for page in PAGES):
        assert person.open(path).ok
        shown = [one for one in person.answers if not one.url.startswith("data:")]
        bodies = [one.body() for one in shown if not one.url.endswith("/dang-mo/")]
        first_visit = sum(len(gzip.compress(body)) for body in bodies)
        sizes = len(bodies), first_visit, len(bodies[0])
        if any(size > most for size, most in zip(sizes, (5, 60_000, 100_000), strict=True)):
            wrong.append((path, sizes))
        wrong += [(path, one) for one in person.faults()]

    assert [] == wrong
    assert [] == person.complaints


def test_empty_wrong_and_disputed_pages_break_no_rule_of_access(
    chromium: Any, on_files: Trial
) -> None:
    person, other = (Person(chromium, on_files, role) for role in (OFFICER, LEADER))
    base, wrong = f"/xa/99004/{YEAR}/", []
    name = "figures.tre_duoc_kham_suc_khoe"
    for one in (person, other):
        one.open(f"{base}tieu-chi/9/")
    _typed(other.page, name, "2001")
    person.page.fill(f'[name="{name}"]', "2002")
    person.page.wait_for_function("() => document.body.innerText.includes('vừa ghi «2001»')")
    wrong += [("conflict", one) for one in person.faults()]
    assert person.page.title().startswith("1 ô chưa lưu – ")
    person.page.click("text=Lấy số kia")
    assert "2001" == person.page.input_value(f'[name="{name}"]')
    assert name == person.page.evaluate("document.activeElement.name")
    assert not person.page.title().startswith("1 ô")

    person.page.locator("details").first.evaluate("details => details.open = true")
    person.page.fill('[name="notes.tre_duoc_kham_suc_khoe"]', "x" * 100_000)
    _typed(person.page, name, "2003")
    person.page.wait_for_function("() => document.body.innerText.includes('dài 100.000 ký tự')")
    wrong += [("too long", one) for one in person.faults()]
    assert person.page.title().startswith("1 ô chưa lưu – ")
    person.page.fill('[name="notes.tre_duoc_kham_suc_khoe"]', "ngắn")

    _typed(person.page, name, "vài trẻ")
    wrong += [("fault", one) for one in person.faults()]
    for path in (f"{base}con-thieu/", f"{base}nop/", "/", "/khong-co/", f"/xa/99006/{YEAR}/"):
        person.open(path)
        wrong += [(path, one) for one in person.faults()]

    assert [] == wrong
    assert [] == person.complaints + other.complaints


def _typed(page: Any, name: str, value: str) -> None:
    page.fill(f'[name="{name}"]', value)
    state = page.locator(f'[data-trang-thai="{name}"]').element_handle()
    page.wait_for_function("element => element.textContent.includes('đã lưu')", arg=state)


def test_by_the_keyboard_alone_a_figure_is_typed_saved_and_the_focus_stays(
    chromium: Any, on_files: Trial
) -> None:
    person = Person(chromium, on_files, OFFICER)
    page = person.page
    person.open(f"/xa/99003/{YEAR}/tieu-chi/7/")
    page.keyboard.press("Tab")
    assert "Tới nội dung" == page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == FIELD:
            break
    person.answers.clear()
    page.keyboard.press("Control+A")
    page.keyboard.type("41")
    state = page.locator(f'[data-trang-thai="{FIELD}"]').element_handle()
    page.wait_for_function("element => element.textContent.includes('đã lưu')", arg=state)

    assert (FIELD, "41") == tuple(
        page.evaluate("[document.activeElement.name, document.activeElement.value]")
    )
    assert "41/" in page.inner_text("#phan-7")
    saves = [one for one in person.answers if one.url.endswith("/luu/")]
    assert [True] == [0 < len(one.body()) <= 4_000 for one in saves]
    page.keyboard.type("0")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "410" == page.input_value(f'[name="{FIELD}"]')
    _typed(page, FIELD, "41")


def test_a_session_that_ends_while_typing_loses_nothing(chromium: Any, on_files: Trial) -> None:
    person = Person(chromium, on_files, OFFICER)
    page = person.page
    person.open(f"/xa/99003/{YEAR}/tieu-chi/7/")
    person.context.clear_cookies()
    page.fill(f'[name="{FIELD}"]', "43")
    page.wait_for_selector("#het-phien")
    assert [] == person.faults()
    assert "chưa lưu" in page.title()

    again = person.context.new_page()
    again.goto(person.way)
    state = page.locator(f'[data-trang-thai="{FIELD}"]').element_handle()
    page.wait_for_function("element => element.textContent.includes('đã lưu')", arg=state)

    assert 0 == page.locator("#het-phien").count()
    person.open(f"/xa/99003/{YEAR}/tieu-chi/7/")
    assert "43" == page.input_value(f'[name="{FIELD}"]')


_WATCH = """
(() => {
  const acked = new Set(), early = window.early = [], first = window.fetch;
  window.fetch = (where, about) => first(where, about).then((response) => {
    if (response.ok && about.body) { for (const [name] of about.body) { acked.add(name); } }
    return response;
  });
  new MutationObserver(() => document.querySelectorAll("[data-trang-thai]").forEach((place) => {
    const name = place.getAttribute("data-trang-thai");
    if (place.textContent.includes("✔ đã lưu") && !acked.has(name)) { early.push(name); }
  })).observe(document, {subtree: true, childList: true, characterData: true});
})();
"""
"""Notes each field that is called saved before an answer said so."""


@pytest.mark.parametrize("seed", SEEDS)
def test_on_a_bad_line_everything_arrives_as_it_was_typed(
    chromium: Any, on_files: Trial, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 -- a bad line, no secret
    person = Person(chromium, on_files, OFFICER)
    page, base = person.page, f"/xa/99003/{YEAR}/"
    page.add_init_script(_WATCH)
    person.open(f"{base}tat-ca/")
    names = page.eval_on_selector_all(
        "input[data-o]", "fields => fields.map((field) => field.name)"
    )
    values = {name: str(chance.randrange(1, 400)) for name in names}

    def broken(route: Any) -> None:
        fate = chance.random()
        if fate < 0.05:
            route.abort()
        elif fate < 0.1:
            # It arrives, its answer does not.
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route(f"**{base}luu/", broken)
    line = person.context.new_cdp_session(page)
    slow = {"latency": 800, "downloadThroughput": 8_000, "uploadThroughput": 8_000}
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", {"offline": False, **slow})
    for name, value in values.items():
        page.focus(f'[name="{name}"]')
        page.keyboard.press("Control+A")
        page.keyboard.type(value)
    page.wait_for_function("() => !document.title.includes('chưa lưu')", timeout=60_000)

    assert 21 <= len(values)
    assert [] == page.evaluate("window.early")
    page.unroute_all()
    line.detach()
    person.open(f"{base}tat-ca/")
    assert values == {name: page.input_value(f'[name="{name}"]') for name in values}

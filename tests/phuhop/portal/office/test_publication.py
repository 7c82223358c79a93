"""An edition is built, looked at behind the login, put in front at once, recorded; or refused."""

from __future__ import annotations

import json
import secrets
import threading
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from phuhop.portal.jobs import worker
from phuhop.portal.office import editions
from phuhop.portal.office.models import Edition, EditionState
from reports.site.record import RECORD
from tests.support import office_portal
from tests.support.office_portal import APPRAISED, DECIDED, YEAR, somebody, state_of

ADDRESS = f"/tinh/{YEAR}/cong-bo/"
SAID = {"ngay": f"28/11/{YEAR}", "lan": "2"}

pytestmark = pytest.mark.usefixtures("province")


def _built(browser: Client) -> Edition:
    """Order an edition on the page and let a worker build it."""
    answer = browser.post(ADDRESS, SAID)
    assert 302 == answer.status_code
    worker.work(threading.Event(), once=True)
    return Edition.objects.latest("id")


def _publish(browser: Client, edition: Edition) -> str:
    answer = browser.post(f"{ADDRESS}{edition.pk}/cong-bo/", follow=True)
    return answer.content.decode()


def _front() -> str:
    return (editions.public_folder() / "index.html").read_text(encoding="utf-8")


def test_an_edition_is_built_looked_at_published_and_recorded_for_each_dossier() -> None:
    browser = somebody("cap-tren")
    edition = _built(browser)
    answer = browser.get(f"{ADDRESS}{edition.pk}/xem/")
    seen = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    answer.close()
    before = editions.public_folder().exists()

    page = _publish(browser, edition)

    assert EditionState.BUILT == edition.state
    assert DECIDED == len(edition.dossiers)
    assert _front() == seen
    assert not before
    assert "đang là trang công khai" in page
    assert DECIDED == page.count("công bố (mắt xích ")
    assert {"công bố"} == {state_of(str(99101 + at)) for at in range(DECIDED)}


def test_an_edition_carries_the_day_and_number_that_were_asked_for() -> None:
    browser = somebody("cap-tren")
    shown = browser.get(ADDRESS).content.decode()
    edition = _built(browser)
    front = (editions.folder_of(edition) / "index.html").read_text(encoding="utf-8")

    assert f'value="{timezone.localdate():%d/%m/%Y}"' in shown
    assert 'name="lan" class="count" value="1"' in shown
    assert f"28 tháng 11 năm {YEAR}" in front
    assert ("2", f"{YEAR}-11-28") == _printed(edition)


def _printed(edition: Edition) -> tuple[str, str]:
    """Return version and day of the last edition in the site's own record."""
    record = (editions.folder_of(edition) / RECORD).read_text(encoding="utf-8")
    last = json.loads(record)["editions"][-1]
    return last["version"], last["day"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ngay": ""}, "phải nêu ngày công bố"),
        ({"ngay": "mai"}, "«mai» không phải là ngày"),
        ({"ngay": "9" * 20}, "không phải là ngày"),
        ({"ngay": "31/02/2026"}, "«31/02/2026» không phải là ngày"),
        ({"lan": " "}, "phải nêu là lần thứ mấy"),
    ],
)
def test_an_edition_without_day_or_number_is_not_ordered(
    changes: dict[str, str], words: str
) -> None:
    answer = somebody("cap-tren").post(ADDRESS, {**SAID, **changes})

    assert 422 == answer.status_code
    assert words in answer.content.decode()
    assert not Edition.objects.exists()


def test_a_dossier_that_moved_since_the_edition_was_built_refuses_it_whole() -> None:
    browser = somebody("cap-tren")
    edition = _built(browser)
    office_portal.appraise_again("99101")

    page = _publish(browser, edition)

    assert "quyết định đã mở lại sau lúc lập bản này; lập lại bản công bố" in page
    assert not editions.public_folder().exists()
    assert "công nhận" == state_of("99102")
    assert EditionState.BUILT == Edition.objects.get(pk=edition.pk).state


def test_a_file_that_was_changed_since_refuses_the_edition() -> None:
    browser = somebody("cap-tren")
    edition = _built(browser)
    page = editions.folder_of(edition) / "index.html"
    page.write_text("khác", "utf-8")

    assert "tệp đã bị sửa sau khi công bố" in _publish(browser, edition)
    assert not editions.public_folder().exists()


@pytest.mark.parametrize("after", ["before the swap", "after the swap", "amid the records"])
def test_a_crash_between_two_steps_is_mended_by_publishing_again(
    after: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = somebody("cap-tren")
    edition = _built(browser)
    _crash(after, monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        browser.post(f"{ADDRESS}{edition.pk}/cong-bo/")
    assert EditionState.PUBLISHING == Edition.objects.get(pk=edition.pk).state
    assert "Làm tiếp việc công bố" in browser.get(ADDRESS).content.decode()
    monkeypatch.undo()

    page = _publish(browser, edition)

    assert "đang là trang công khai" in page
    assert {"công bố"} == {state_of(str(99101 + at)) for at in range(DECIDED)}
    assert all(ok for _, ok, _ in Edition.objects.get(pk=edition.pk).outcomes)


def _crash(after: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from phuhop.usecases.office import publishing

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    if after == "before the swap":
        monkeypatch.setattr(editions, "put_in_front", killed)
    elif after == "after the swap":
        monkeypatch.setattr(editions, "record_publication", killed)
    else:
        true_act, done = publishing.act, []

        def once(*given: object, **more: object) -> object:
            if done:
                raise KeyboardInterrupt
            done.append(given)
            return true_act(*given, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(publishing, "act", once)


def test_a_later_edition_says_what_it_corrects_and_takes_the_place_at_once() -> None:
    from phuhop.portal.drafts.register import register
    from registry.acts.acts import StepWords, act
    from tests.support.registries import by

    browser = somebody("cap-tren")
    first = _built(browser)
    _publish(browser, first)
    act(register(), f"99102/{YEAR}", "reopen", by("cấp trên"), StepWords("Phản ánh là đúng"))

    second = _built(browser)
    page = _publish(browser, second)

    assert any(one.startswith("Xã Đồi Mây: Đính chính") for one in second.changes), second.changes
    assert "Khác bản trước: 1 đơn vị" in page
    assert editions.public_folder().resolve() == editions.folder_of(second).resolve()
    assert editions.folder_of(first).is_dir()


def test_files_of_old_editions_go_but_not_of_those_that_somebody_reads_or_waits_for(
    province: Path,
) -> None:
    served, half, shown, previewed = (_edition_of_a_page() for _ in range(4))
    for one, state in (
        (served, EditionState.PUBLISHED),
        (half, EditionState.PUBLISHING),
        (shown, EditionState.PUBLISHED),
    ):
        Edition.objects.filter(pk=one.pk).update(state=state)
    Edition.objects.update(built_at=timezone.now() - editions.LOOKED_AT * 2)
    young = [_edition_of_a_page() for _ in range(editions.MOST_KEPT + 1)]
    editions.put_in_front(editions.folder_of(served))

    editions.build(editions.Ordered(YEAR, "cap-tren"), timezone.localdate())

    there = [editions.folder_of(one).is_dir() for one in (served, half, shown, previewed, *young)]
    assert [True, True, False, False, *[True] * len(young)] == there
    assert (EditionState.PUBLISHED, "") == _state_of(shown)
    assert (EditionState.GONE, "") == _state_of(previewed)
    browser = somebody("cap-tren")
    assert 404 == browser.get(f"{ADDRESS}{previewed.pk}/xem/").status_code
    assert 2 == browser.get(ADDRESS).content.decode().count("Tệp của bản này đã dọn")
    browser.post(f"{ADDRESS}{previewed.pk}/cong-bo/")
    assert editions.public_folder().resolve() == editions.folder_of(served).resolve()
    assert province.exists()


def _state_of(edition: Edition) -> tuple[str, str]:
    edition.refresh_from_db()
    return edition.state, edition.folder


@pytest.mark.parametrize(
    "path",
    [
        "../../so.db",
        "..%2f..%2fso.db",
        "/etc/passwd",
        "%2e%2e/%2e%2e/khoa-bi-mat",
        "khong-co.html",
        "xa/",
    ],
)
def test_a_preview_gives_the_files_of_its_edition_and_no_other(path: str) -> None:
    browser = somebody("cap-tren")
    edition = _edition_of_a_page()

    assert 404 == browser.get(f"{ADDRESS}{edition.pk}/xem/{path}").status_code
    there = browser.get(f"{ADDRESS}{edition.pk}/xem/index.html")
    there.close()
    assert 200 == there.status_code


@pytest.mark.parametrize("role", ["tham-dinh", "tiep-nhan", "quan-tri", "xa-lanh-dao"])
def test_a_preview_is_for_whoever_may_publish(role: str, province: Path) -> None:
    edition = _edition_of_a_page()

    assert 404 == somebody(role).get(f"{ADDRESS}{edition.pk}/xem/").status_code
    assert province.exists()


def _edition_of_a_page() -> Edition:
    """Keep an edition that is one page: what it says is no matter here."""
    edition = Edition.objects.create(
        year=YEAR, state=EditionState.BUILT, folder=secrets.token_hex(12), built_at=timezone.now()
    )
    folder = editions.folder_of(edition)
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("trang", "utf-8")
    return edition


def test_who_has_but_some_communes_builds_and_sees_no_edition() -> None:
    edition = _edition_of_a_page()
    browser = somebody("cap-tren", scope="xa", communes=(APPRAISED[0],), province="")

    answers = [browser.post(ADDRESS, SAID), browser.get(f"{ADDRESS}{edition.pk}/xem/")]

    assert [404, 404] == [one.status_code for one in answers]
    assert "Chỉ người được giao mọi đơn vị" in browser.get(ADDRESS).content.decode()


def test_a_refused_edition_says_every_reason_as_the_command_does() -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    browser = somebody("cap-tren")
    file = SimpleUploadedFile("phai-gui.csv", "ma_xa;ten_xa\n99101;Xã Suối Mây\n".encode())
    browser.post(f"/tinh/{YEAR}/tep/", {"loai": "danh-sach", "tep": file})

    edition = _built(browser)

    assert EditionState.REFUSED == edition.state
    assert any("không có trong danh sách đơn vị phải gửi" in one for one in edition.told)
    assert "không lập được" in browser.get(ADDRESS).content.decode()

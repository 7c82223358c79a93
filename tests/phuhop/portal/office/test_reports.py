"""The yearly reports: each at once or as a job, over a whole province, refused with why."""

from __future__ import annotations

import io
import re
import threading
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from phuhop.portal.jobs import worker
from phuhop.portal.jobs.models import Job
from phuhop.usecases.office.reports import REPORTS
from tests.support import office_portal
from tests.support.office_portal import APPRAISED, YEAR, somebody

ADDRESS = f"/tinh/{YEAR}/bao-cao/"

pytestmark = pytest.mark.usefixtures("province")

_FILES = {
    "bao-cao-tinh": ".docx",
    "bao-cao-hdnd": ".docx",
    "bao-cao-ke-hoach": ".docx",
    "mau-loi": ".xlsx",
    "bieu-te": ".xlsx",
    "so-lieu": ".xlsx",
    "xep-hang": ".csv",
    "chi-tieu": ".xlsx",
    "ket-qua": ".xlsx",
    "nhac-viec": ".txt",
}


@pytest.mark.parametrize(("code", "ending"), _FILES.items())
def test_each_report_is_files_to_keep(code: str, ending: str) -> None:
    answer = somebody("cap-tren").post(ADDRESS, {"bao-cao": code})

    assert 200 == answer.status_code, answer.content.decode()
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert any(name.endswith(ending) for name in names), names


def test_every_report_stands_in_the_table_of_this_test() -> None:
    assert {*_FILES, "lich-viec"} == {*REPORTS}


def test_what_cannot_be_made_is_said_on_the_page() -> None:
    # No register of units has the invented province: nobody knows what it owes.
    answer = somebody("cap-tren").post(ADDRESS, {"bao-cao": "lich-viec"})

    assert 422 == answer.status_code
    assert "không có tỉnh, thành phố «Tỉnh Trăng Non»" in answer.content.decode()


def test_the_blank_texts_of_a_report_are_a_file_that_may_be_brought_back() -> None:
    browser = somebody("cap-tren")
    archive = zipfile.ZipFile(io.BytesIO(browser.post(ADDRESS, {"bao-cao": "mau-loi"}).content))

    for kind in ("loi-hdnd", "loi-ke-hoach"):
        file = SimpleUploadedFile(f"{kind}.xlsx", archive.read(f"{kind}.xlsx"))
        brought = browser.post(f"/tinh/{YEAR}/tep/", {"loai": kind, "tep": file})
        assert 302 == brought.status_code, brought.content.decode()
    assert 200 == browser.post(ADDRESS, {"bao-cao": "bao-cao-hdnd"}).status_code


def test_a_report_ordered_as_a_job_is_offered_by_the_job() -> None:
    browser = somebody("cap-tren")

    browser.post(ADDRESS, {"bao-cao": "chi-tieu", "lam": "viec-nen"})
    worker.work(threading.Event(), once=True)

    job = Job.objects.get(kind="bao-cao-cua-tinh")
    assert "xong" == job.state, job.words
    assert [f"chi-tieu-{YEAR}.xlsx"] == [one.name for one in job.files.all()]


@pytest.mark.parametrize("page", ["xep-hang", "chi-tieu", "chi-so", "dung-lai", "bao-cao"])
def test_pages_of_a_whole_province_are_for_who_has_all_of_it(page: str) -> None:
    some = somebody("cap-tren", "mot-xa", scope="xa", communes=(APPRAISED[0],), province="")

    answer = some.get(f"/tinh/{YEAR}/{page}/")

    assert 200 == answer.status_code
    assert "ả tỉnh" in answer.content.decode()
    assert "99101" not in answer.content.decode()
    assert 404 == some.post(ADDRESS, {"bao-cao": "chi-tieu"}).status_code


@pytest.mark.parametrize(
    "page", ["xep-hang", "chi-tieu", "chi-so", "dung-lai", "bao-cao", "cong-bo"]
)
def test_a_register_with_another_provinces_dossier_is_whole_for_no_one_province(page: str) -> None:
    office_portal.hand_in_elsewhere()
    own, everything = (
        somebody("cap-tren"),
        somebody("cap-tren", "ca-nuoc", scope="tat-ca", province=""),
    )
    address = f"/tinh/{YEAR}/{page}/"

    shown = own.get(address).content.decode()

    assert "ả tỉnh" in shown
    assert "99995" not in shown
    if page in {"bao-cao", "cong-bo"}:
        assert 404 == own.post(address, {"bao-cao": "ket-qua"}).status_code
    assert "Chỉ người được giao" not in everything.get(address).content.decode()


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("xep-hang/", "Lưu hành trong cơ quan"),
        ("chi-tieu/", "Tỷ lệ xã, phường được công nhận"),
        ("chi-tieu/?ke-hoach=hungyen-39-2024", "Phải đạt"),
        ("chi-so/", "Mang tính khuyến khích"),
        ("dung-lai/", "Cho thấy"),
    ],
)
def test_pages_of_a_whole_province_are_made_once_for_a_state_of_the_register(
    page: str, words: str
) -> None:
    browser = somebody("cap-tren")

    texts = [browser.get(f"/tinh/{YEAR}/{page}").content.decode() for _ in range(2)]
    first, second = (re.sub(r'csrfmiddlewaretoken" value="[^"]+"', "", one) for one in texts)

    assert words in first
    assert first == second


@pytest.mark.parametrize(
    "page", ["xep-hang", "chi-tieu", "chi-so", "dung-lai", "bao-cao", "cong-bo"]
)
def test_a_year_without_any_result_has_pages_that_say_so(page: str) -> None:
    answer = somebody("cap-tren").get(f"/tinh/{YEAR + 1}/{page}/")

    assert answer.status_code in {200, 422}
    assert str(YEAR + 1) in answer.content.decode()


def test_whoever_may_not_list_the_communes_is_not_sent_to_the_list() -> None:
    some = somebody("quyet-dinh", "mot-xa", scope="xa", communes=(APPRAISED[0],), province="")

    text = some.get(f"/tinh/{YEAR}/cong-bo/").content.decode()

    assert "ả tỉnh" in text or "tất cả các đơn vị ấy" in text
    assert f'href="/tinh/{YEAR}/xa/"' not in text


def test_the_ranking_has_ties_and_says_who_is_not_ranked_and_why() -> None:
    page = somebody("cap-tren").get(f"/tinh/{YEAR}/xep-hang/").content.decode()

    assert "Chưa xếp hạng: 7 đơn vị" in page
    assert "mới tự chấm, chưa thẩm định" in page


def test_the_register_is_looked_after_and_its_last_days_are_told() -> None:
    browser = somebody("quan-tri", scope="tat-ca", province="")
    address = f"/tinh/{YEAR}/so/"
    before = browser.get(address).content.decode()

    for kind in ("kiem-so", "sao-luu", "thu-khoi-phuc"):
        assert 302 == browser.post(address, {"viec": kind}).status_code
        worker.work(threading.Event(), once=True)

    after = browser.get(address).content.decode()
    assert 3 == before.count("chưa làm lần nào")
    assert "chưa làm lần nào" not in after
    assert "Khôi phục thử bản sao lưu" in after
    assert "Đã ghi " in after
    assert "Chuỗi liền mạch" in after


def test_a_restore_test_without_a_backup_says_so() -> None:
    browser = somebody("quan-tri", scope="tat-ca", province="")

    browser.post(f"/tinh/{YEAR}/so/", {"viec": "thu-khoi-phuc"})
    worker.work(threading.Event(), once=True)

    job = Job.objects.get(kind="thu-khoi-phuc")
    assert "chưa có bản sao lưu nào" in job.remarks[0], (job.state, job.words)

"""The papers of a dossier written from the register: whose, filled with what, in what bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import text

from phuhop.usecases.register.reading import DossierReader
from phuhop.usecases.verifier.appraisal_papers import made
from registry.acts.acts import StepWords, act
from registry.acts.deciding import decide
from registry.package.making import Maker
from registry.store.chain import head_of
from registry.store.database import Database
from registry.views.case_file import case_file
from reports.appraisal.decisions import Decided
from reports.dossier.dossier import CHAIN_HEAD
from reports.wording.stamp import Stamp
from scoring.appraisal.findings import Appraisal, EvidenceFinding, PartFinding
from tests.support.appraisal_samples import DISAGREED
from tests.support.appraising_office import OFFICE
from tests.support.packages import OFFICE_TEXT, a_package, saved
from tests.support.registries import (
    FULL,
    KEY,
    appraise,
    by,
    hand_in,
    new_register,
    paper,
    save_appraisal,
    step,
    version,
    with_figures,
)
from tests.support.registries import version as a_version
from tests.support.sample_sheets import ASSESSMENTS, STAMP
from tests.support.word_files import as_text

Run = Callable[..., Result]


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """Give a register with one dossier whose appraisal has begun."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PHUHOP_DATABASE_URL", raising=False)
    Path("co-quan.yaml").write_text(OFFICE, encoding="utf-8")
    database = new_register("so-dang-ky.db")
    hand_in(database, a_version())
    step(database, "start", "thẩm định")
    return database


def head(database: Database) -> str:
    with database.reading() as connection:
        return str(head_of(connection))


def papers(run: Run, *arguments: object, out: str = "ra") -> dict[str, bytes]:
    """Run the command; return the files it wrote."""
    done = run("registry", "documents", *arguments, "-o", out)
    assert done.exit_code == 0, done.stderr
    return files(out)


DOUBTED = replace(
    DISAGREED,
    parts={**DISAGREED.parts, "12": PartFinding("chua-du-noi-dung", None, EvidenceFinding.PARTLY)},
)
"""Nothing stands against finishing it: what gives points was accepted, if in part."""


def files(folder: str) -> dict[str, bytes]:
    found = sorted(
        path
        for path in Path(folder).rglob("*")
        # The list of what was written last lies beside the papers, out of the way.
        if path.is_file() and not path.name.startswith(".")
    )
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def words(found: dict[str, bytes], ending: str) -> str:
    """Return the text of the one file of this ending."""
    (name,) = [name for name in found if name.endswith(ending)]
    return as_text(found[name])


@pytest.mark.usefixtures("register")
def test_a_dossier_under_appraisal_has_the_communes_papers_only_and_this_is_said(
    run: Run,
) -> None:
    done = run("registry", "documents", KEY, "-o", "ra")

    assert 0 == done.exit_code
    assert (
        f"{FULL}: [chua-tham-dinh] cảnh báo: chưa có bản thẩm định nào cho bản hiện hành; "
        "chỉ lập văn bản của xã\n0 lỗi, 1 cảnh báo\n"
    ) == done.stderr
    assert {"99001-xa-suoi-mo-2024"} == {name.split("/")[0] for name in files("ra")}
    assert "99001-xa-suoi-mo-2024/ho-so.html" in files("ra")


@pytest.mark.usefixtures("register")
def test_asked_only_for_papers_of_an_appraisal_that_is_not_there_is_a_fault(run: Run) -> None:
    done = run("registry", "documents", KEY, "--documents", "td02", "-o", "ra")

    assert 1 == done.exit_code
    assert (
        f"{FULL}: [chua-tham-dinh] chưa có bản thẩm định nào cho bản hiện hành; "
        "ghi bằng phuhop registry appraise, hoặc chọn văn bản của xã\n"
    ) in done.stderr
    assert not Path("ra").exists()


def test_every_paper_that_has_a_place_for_it_prints_the_chains_head(
    register: Database, run: Run
) -> None:
    appraise(register, DOUBTED)
    found = papers(run, KEY)
    link = head(register)
    printed = [name for name, content in found.items() if link in said(name, content)]

    # One page and one paper of the commune's dossier; of the appraisal all but the annex.
    assert [
        "06-phieu-hoi-muc-do-hai-long.docx",
        "ho-so.html",
        "tham-dinh/01-thong-bao-yeu-cau-bo-sung.docx",
        "tham-dinh/02-bien-ban-tham-dinh.docx",
        "tham-dinh/04-bao-cao-tham-dinh.docx",
        "tham-dinh/05-du-thao-van-ban-tra-loi.docx",
    ] == [name.removeprefix("99001-xa-suoi-mo-2024/") for name in printed]
    assert f"{CHAIN_HEAD} | {link}" in words(found, "06-phieu-hoi-muc-do-hai-long.docx")
    assert link in found["99001-xa-suoi-mo-2024/ho-so.html"].decode()
    assert f"dấu kiểm đầu chuỗi:\n{link}\n" in words(found, "tham-dinh/02-bien-ban-tham-dinh.docx")


def said(name: str, content: bytes) -> str:
    return as_text(content) if name.endswith(".docx") else content.decode()


def test_the_same_register_gives_the_same_bytes_and_another_step_another_head(
    register: Database, run: Run
) -> None:
    first = papers(run, KEY, "--office", "co-quan.yaml")
    again = papers(run, KEY, "--office", "co-quan.yaml", out="ra-2")
    appraise(register, None)
    after = papers(run, KEY, "--office", "co-quan.yaml", out="ra-3")

    assert first == again
    assert first["99001-xa-suoi-mo-2024/ho-so.html"] != after["99001-xa-suoi-mo-2024/ho-so.html"]


def test_the_appraisals_papers_are_those_of_verify_documents(register: Database, run: Run) -> None:
    appraise(register)
    found = papers(run, KEY)
    with register.reading() as connection:
        case = case_file(connection, KEY, STAMP)
    assert case.comparison is not None
    same = {
        one.folder.replace("suoi-mo-2024", "suoi-mo-2024/tham-dinh") + f"/{name}": content
        for one in made([case.comparison], audit=head(register))
        for name, content in one.papers.items()
    }

    assert same == {name: found[name] for name in same}
    assert {name for name in found if "tham-dinh/" in name or "cong-nhan" in name} == set(same)


def test_a_packages_own_ruleset_office_notes_and_evidence_are_printed(
    register: Database, run: Run, tmp_path: Path
) -> None:
    (submission,) = DossierReader(None, None).versions(saved(tmp_path, a_package()))
    step(register, "return", "thẩm định", "Thiếu sổ")
    hand_in(register, submission)
    with register.reading() as connection:
        case = case_file(connection, KEY, Stamp("26.11.0"))
    again = Maker().made(case.reported, Stamp("26.11.0")).documents
    html = papers(run, KEY)["99001-xa-suoi-mo-so-lieu-mau-2024/ho-so.html"].decode()

    assert OFFICE_TEXT == case.reported.office_text
    assert {"TL 15": ("TL 15 báo cáo tiêm chủng.pdf",)} == case.reported.attached
    assert "TL 15 báo cáo tiêm chủng.pdf" in html
    assert "12/BC-TYT" in html
    # Without the head, what was packed.
    assert submission.documents == {
        name: hashlib.sha256(made).hexdigest() for name, made in again.items()
    }


def test_the_decision_has_the_registers_number_day_and_signer(register: Database, run: Run) -> None:
    appraise(register, None)
    decide(register, KEY, by("quyết định"), paper())
    found = papers(run, KEY, "--office", "co-quan.yaml")
    decision = words(found, "07-du-thao-quyet-dinh-cong-nhan.docx")

    assert "Số: 15/QĐ-UBND" in decision
    assert "Đồi Gió, ngày 30 tháng 11 năm 2024" in decision
    assert "Lê Văn Đồi" in decision
    # The profile's position is that of the profile's signer.
    assert "CHỦ TỊCH\n" not in decision
    assert "Nguyễn Văn Mẫu" not in decision
    assert "DỰ THẢO" in decision
    assert any(name.startswith("cong-nhan-2024-15-qd-ubnd-2024-11-30/") for name in found)
    assert "Nguyễn Văn Mẫu" in words(found, "06-to-trinh.docx")


def test_a_refusal_numbers_the_reply(register: Database, run: Run) -> None:
    appraise(register, DOUBTED)
    refused = paper(recognised=False, reason="Không đủ điểm", number="16/UBND-LĐTBXH")
    decide(register, KEY, by("quyết định"), refused)
    found = papers(run, KEY)

    assert "Số: 16/UBND-LĐTBXH" in words(found, "05-du-thao-van-ban-tra-loi.docx")
    assert not [name for name in found if "quyet-dinh" in name]


def test_a_commune_refused_though_it_meets_the_points_is_on_no_list(
    register: Database, run: Run
) -> None:
    appraise(register, None)
    refused = paper(recognised=False, reason="Có đơn chưa giải quyết")
    decide(register, KEY, by("quyết định"), refused)
    found = papers(run, KEY)
    reply = words(found, "05-du-thao-van-ban-tra-loi.docx")

    assert not [name for name in found if name.startswith("cong-nhan")]
    # It has its paper all the same, which says why and claims nothing of the points.
    assert "Số: 15/QĐ-UBND" in reply
    assert "Có đơn chưa giải quyết" in reply
    assert "Xã Suối Mơ chưa được công nhận phù hợp với trẻ em năm 2024." in reply
    assert "chưa đáp ứng điều kiện công nhận" not in reply


def of_the_appraisal(found: dict[str, bytes]) -> list[str]:
    return [name.rpartition("/")[2][:2] for name in found if "/tham-dinh/" in name]


def test_what_is_returned_has_its_notice_with_the_reason_and_the_day(
    register: Database, run: Run
) -> None:
    words_ = StepWords("Thiếu sổ tiêm chủng của trạm y tế", date(2024, 12, 5))
    act(register, KEY, "return", by("thẩm định"), words_)
    before = papers(run, KEY)
    hand_in(register, a_version(replace(ASSESSMENTS["mien-nui-dat"], answers={})))
    step(register, "start", "thẩm định")
    save_appraisal(register, None)
    act(register, KEY, "return", by("thẩm định"), StepWords("Thiếu biên bản"))
    after = papers(run, KEY, out="ra-2")

    assert ["01"] == of_the_appraisal(before)
    notice = words(before, "01-thong-bao-yeu-cau-bo-sung.docx")
    assert "Lý do: Thiếu sổ tiêm chủng của trạm y tế" in notice
    assert "Thời hạn gửi bổ sung: chậm nhất ngày 05 tháng 12 năm 2024." in notice
    assert ["01", "02", "03"] == of_the_appraisal(after)
    assert "Lý do: Thiếu biên bản" in words(after, "01-thong-bao-yeu-cau-bo-sung.docx")
    assert not [name for name in after if name.startswith("cong-nhan")]


def test_after_a_decision_nobody_is_asked_to_complete_anything(
    register: Database, run: Run
) -> None:
    appraise(register, DOUBTED)
    before = papers(run, KEY)
    refused = paper(recognised=False, reason="Không đủ điểm", number="16/UBND-LĐTBXH")
    decide(register, KEY, by("quyết định"), refused)
    after = papers(run, KEY, out="ra-2")

    assert ["01", "02", "03", "04", "05"] == of_the_appraisal(before)
    assert ["02", "03", "04", "05"] == of_the_appraisal(after)
    assert "Không đủ điểm" in words(after, "05-du-thao-van-ban-tra-loi.docx")


def test_what_is_not_finished_has_no_report_and_is_on_no_list(register: Database, run: Run) -> None:
    save_appraisal(register, None)
    found = papers(run, KEY)

    assert ["02", "03"] == of_the_appraisal(found)
    assert not [name for name in found if name.startswith("cong-nhan")]


def test_another_commune_of_the_same_decision_is_named(register: Database, run: Run) -> None:
    appraise(register, None)
    decide(register, KEY, by("quyết định"), paper())
    second = ASSESSMENTS["mien-nui-dat"]
    other = replace(second.commune, code="99002", name="Xã Bản Đào")
    hand_in(register, a_version(replace(second, commune=other)))
    step(register, "start", "thẩm định", key="99002/2024")
    appraise(register, Appraisal("99002", 2024, "06-QD-TTg-2019"), key="99002/2024")
    decide(register, "99002/2024", by("quyết định"), paper())
    alone = run("registry", "documents", KEY, "-o", "ra")
    both = run("registry", "documents", KEY, FULL, "99002/2024", "-o", "ra-2")

    assert (
        f"{FULL}: [thieu-ho-so] cảnh báo: quyết định 15/QĐ-UBND còn công nhận "
        "99002/2024@06-QD-TTg-2019, không có trong danh sách in; nêu cả các hồ sơ đó để in đủ "
        "danh sách của quyết định\n0 lỗi, 1 cảnh báo\n"
    ) == alone.stderr
    assert "" == both.stderr
    assert "Công nhận 02 đơn vị" in words(files("ra-2"), "quyet-dinh-cong-nhan.docx")


def test_codes_choose_among_both_sets(register: Database, run: Run) -> None:
    appraise(register, None)
    found = papers(run, KEY, "--documents", "td02, 1", "--format", "docx")
    wrong = run("registry", "documents", KEY, "--documents", "td99", "-o", "ra")
    pages = run("registry", "documents", KEY, "--documents", "td02", "--format", "html", "-o", "x")

    assert ["01", "02"] == sorted(name.rpartition("/")[2][:2] for name in found)
    assert 2 == wrong.exit_code
    assert "không có văn bản «td99»; các mã: all, 01, " in wrong.stderr
    assert "văn bản thẩm định chỉ có dạng docx, pdf" in pages.stderr


def test_papers_that_the_case_does_not_call_for_are_told(register: Database, run: Run) -> None:
    appraise(register, None)
    done = run("registry", "documents", KEY, "--documents", "td05", "-o", "ra")

    assert 1 == done.exit_code
    assert (
        "td05: [khong-co-van-ban] hồ sơ này không cần đến văn bản nào trong số đã chọn\n"
        "1 lỗi, 0 cảnh báo\n"
    ) == done.stderr


@pytest.mark.usefixtures("register")
def test_one_unknown_dossier_withholds_no_other(run: Run) -> None:
    done = run("registry", "documents", "99009/2024", KEY, "-o", "ra")

    assert 1 == done.exit_code
    assert "99009/2024: [khong-co-ho-so] sổ không có hồ sơ này" in done.stderr
    assert "99001-xa-suoi-mo-2024/ho-so.html" in files("ra")


def test_no_paper_says_anything_else_than_the_register(register: Database, run: Run) -> None:
    with register.engine.begin() as connection:
        triggers = connection.execute(
            text("SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='submissions'")
        ).scalars()
        for name in triggers.all():
            connection.execute(text(f'DROP TRIGGER "{name}"'))
        connection.execute(
            text("UPDATE submissions SET result = replace(result, '\"MET\"', '\"NOT_MET\"')")
        )
    done = run("registry", "documents", KEY, "-o", "ra")

    assert 1 == done.exit_code
    assert (
        f"{FULL}: [ket-qua-khac] bản nộp 1 chấm lại khác với kết quả đã ghi trong sổ: kết luận, "
        "điều kiện công nhận; không lập văn bản; kiểm tra sổ bằng phuhop registry audit, hoặc "
        "dùng đúng bản phần mềm đã ghi\n"
    ) in done.stderr
    assert not Path("ra").exists()


def test_json_names_each_file_and_the_head_it_prints(register: Database, run: Run) -> None:
    done = run("registry", "documents", KEY, "--documents", "01", "--json", "-o", "ra")
    lines = [json.loads(line) for line in done.stdout.splitlines()]

    assert {("file", "head")} == {tuple(line) for line in lines}
    assert {head(register)} == {line["head"] for line in lines}


@pytest.mark.usefixtures("register")
def test_pdf_without_libreoffice_is_wrong_usage(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("phuhop.files.pdf.soffice", lambda: None)
    done = run("registry", "documents", KEY, "--format", "pdf", "-o", "ra")

    assert 2 == done.exit_code
    assert "cần LibreOffice để ghi PDF" in done.stderr


def test_a_decision_with_neither_number_nor_day_is_no_paper_yet() -> None:
    assert ("", "") == Decided(recognised=True).paper
    assert ("5", "2024-12-01") == Decided(True, "5", date(2024, 12, 1)).paper  # noqa: FBT003


def test_papers_a_person_worked_on_are_kept_and_those_of_other_figures_moved_aside(
    run: Run, tmp_path: Path
) -> None:
    database = new_register(str(tmp_path / "so.db"))
    hand_in(database, version(with_figures(phieu_hai_long=190)))
    target = ("-o", tmp_path / "van-ban", "--db", tmp_path / "so.db")
    first = run("registry", "documents", KEY, "--documents", "01,02", *target)
    (folder,) = (tmp_path / "van-ban").iterdir()
    worked = next(path for path in folder.glob("01*.docx"))
    other = next(path for path in folder.glob("02*.docx"))
    worked.write_bytes(b"sua tay")
    step(database, "return", "thẩm định", "Thiếu sổ")
    hand_in(database)
    second = run("registry", "documents", KEY, "--documents", "01", *target)

    assert 0 == first.exit_code, first.output
    assert 0 == second.exit_code, second.output
    assert b"sua tay" == (folder / f"{worked.stem} (bản trước).docx").read_bytes()
    assert (folder / f"{other.stem} (bản trước).docx").exists()
    assert not other.exists()
    assert "đã được sửa sau khi phần mềm ghi; bản đó được giữ lại" in second.stderr

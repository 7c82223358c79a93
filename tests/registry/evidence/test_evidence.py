"""Which file proves what, which files are not taken, and which documents are missing."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath

import pytest

from registry.evidence.file_types import MOST_PIXELS, type_of
from registry.evidence.folder import Gathered, gathered, missing
from registry.evidence.matching import EvidenceCodes, Unmatched
from registry.evidence.model import LARGEST_EVIDENCE, Proof
from registry.evidence.policy import SHIPPED, evidence_policy
from reports.dossier.form_entries import NO_FORM
from scoring.base.problems import ProblemsFound
from scoring.engine.scorer import score
from scoring.forms.form import EvidenceGiven, Form
from scoring.tables.zip_limits import Unsafe
from tests.support.packages import PDF, docx, jpg, photo, png, zipped
from tests.support.sample_sheets import ASSESSMENTS
from tests.support.strategies import decision_06

ASSESSMENT = ASSESSMENTS["mien-nui-dat"]
FORM = Form("", "", "", evidence={"7:1": EvidenceGiven("12/BC-TYT", date(2024, 11, 15))})
SHEET = score(decision_06(), ASSESSMENT)


def codes(form: Form = NO_FORM) -> EvidenceCodes:
    return EvidenceCodes(SHEET, form)


def named(path: str) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(proof.label, proof.codes) for proof in codes().named(PurePosixPath(path))]


def taken(folder: Path, form: Form = NO_FORM) -> Gathered:
    return gathered(folder, codes(form), evidence_policy().reasons(decision_06()))


def told(folder: Path, form: Form = NO_FORM) -> list[str]:
    return [
        str(problem).removeprefix(f"{folder.as_posix()}/")
        for problem in taken(folder, form).problems
    ]


def put(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@pytest.mark.parametrize(
    ("path", "label", "code"),
    [
        ("TL 15 báo cáo tiêm chủng.pdf", "TL 15", "7"),
        ("TL15.pdf", "TL 15", "7"),
        ("tl_15-bao-cao.pdf", "TL 15", "7"),
        ("TL.015 báo cáo.pdf", "TL 15", "7"),
        ("7.pdf", "TL 15", "7"),
        ("07 báo cáo.pdf", "TL 15", "7"),
        ("7. Báo cáo.pdf", "TL 15", "7"),
        ("7_báo cáo 2024.pdf", "TL 15", "7"),
        ("Phần 7 – báo cáo.pdf", "TL 15", "7"),
        ("Tiêu chí 7.pdf", "TL 15", "7"),
        ("TC7 báo cáo.pdf", "TL 15", "7"),
        (unicodedata.normalize("NFD", "Tiêu chí 7.pdf"), "TL 15", "7"),
        ("1.1 kế hoạch.docx", "TL 01", "1.1"),
        ("Nội dung 1.1.docx", "TL 01", "1.1"),
        ("5.1 tai nạn.pdf", "TL 08", "5.1"),
        ("7/báo cáo.pdf", "TL 15", "7"),
        ("7/quý 4/báo cáo.pdf", "TL 15", "7"),
        ("1/1.1 kế hoạch.docx", "TL 01", "1.1"),
        ("7/2024-12-31 báo cáo.pdf", "TL 15", "7"),
        ("Minh chứng/TL 15/1 trang đầu.pdf", None, "1"),
    ],
)
def test_a_name_says_what_its_file_proves(path: str, label: str | None, code: str) -> None:
    assert [(label, (code,))] == named(path)


def test_a_document_of_two_parts_proves_both() -> None:
    assert [("TL 16", ("8.1", "8.2"))] == named("TL 16 cân đo.xlsx")


def test_a_part_with_several_documents_is_proved_but_not_which() -> None:
    assert [(None, ("6.2",))] == named("6.2 hồ sơ.pdf")


@pytest.mark.parametrize(
    ("path", "message", "hint"),
    [
        (
            "báo cáo 7.pdf",
            "tên tệp và tên thư mục không bắt đầu bằng mã nào",
            "đặt tên như «7 …» hoặc «1.1 …» (mã phần); hoặc «TL 07 …» theo Phụ lục II",
        ),
        (
            "2024 báo cáo.pdf",
            "tên tệp và tên thư mục không bắt đầu bằng mã nào",
            "đặt tên như «7 …» hoặc «1.1 …» (mã phần); hoặc «TL 07 …» theo Phụ lục II",
        ),
        (
            "15.11.2024.pdf",
            "tên tệp và tên thư mục không bắt đầu bằng mã nào",
            "đặt tên như «7 …» hoặc «1.1 …» (mã phần); hoặc «TL 07 …» theo Phụ lục II",
        ),
        ("TL 99 báo cáo.pdf", "không có tài liệu TL 99 trong Phụ lục II", "có TL 01 đến TL 23"),
        ("6 hồ sơ.pdf", "tiêu chí 6 có nhiều phần", "ghi rõ phần: 6.1, 6.2"),
    ],
)
def test_a_name_that_says_nothing_certain_is_told(path: str, message: str, hint: str) -> None:
    with pytest.raises(Unmatched) as found:
        named(path)

    assert (message, hint) == (found.value.message, found.value.hint)


def test_files_are_taken_with_what_the_form_says_of_them(tmp_path: Path) -> None:
    put(tmp_path, {"7/Báo cáo.pdf": PDF, "12.1 sân chơi.JPEG": photo()})
    found = taken(tmp_path, FORM)

    assert ["anh-tre-em"] == [problem.code for problem in found.problems]
    assert [
        ("12.1 sân chơi.JPEG", "jpg", EvidenceGiven()),
        ("7/Báo cáo.pdf", "pdf", FORM.evidence["7:1"]),
    ] == [(one.name, one.type, one.proofs[0].given) for one in found.exhibits]


FILED = Form(
    "",
    "",
    "",
    evidence={
        "7:1": EvidenceGiven("12/BC-TYT", files="scan001.pdf; Ảnh/IMG_01.jpg"),
        "9:1": EvidenceGiven(files="khong-co.pdf"),
    },
)


def test_a_file_whose_name_the_form_has_needs_no_code(tmp_path: Path) -> None:
    put(tmp_path, {"scan001.pdf": PDF, "Ảnh/img_01.JPG": photo(place=False), "9 khám.pdf": PDF})
    found = taken(tmp_path, FILED)

    assert {
        "scan001.pdf": [("TL 15", ("7",))],
        "Ảnh/img_01.JPG": [("TL 15", ("7",))],
        "9 khám.pdf": [("TL 17", ("9",))],
    } == {one.name: [(p.label, p.codes) for p in one.proofs] for one in found.exhibits}
    assert [
        (
            f"{tmp_path.as_posix()}: [thieu-tep] cảnh báo: biểu ghi tên tệp «khong-co.pdf» nhưng "
            "thư mục không có tệp này"
        )
    ] == [str(problem) for problem in found.problems if problem.code != "anh-tre-em"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "ảnh.png",
            png(9, 9),
            (
                "[khong-ro-ma] tên tệp và tên thư mục không bắt đầu bằng mã nào; đặt tên như "
                "«7 …» hoặc «1.1 …» (mã phần); hoặc «TL 07 …» theo Phụ lục II"
            ),
        ),
        (
            "7.doc",
            b"\xd0\xcf\x11\xe0" * 9,
            "[kieu-tep-la] không phải kiểu tệp được nhận; chỉ nhận pdf, docx, xlsx, jpg, png",
        ),
        (
            "7.docx",
            PDF,
            "[kieu-tep-la] đuôi «.docx» nhưng nội dung là pdf; đổi đuôi thành .pdf",
        ),
        (
            "7.zip",
            docx(),
            (
                "[kieu-tep-la] đuôi «.zip» nhưng nội dung là docx; chỉ nhận pdf, docx, xlsx, jpg, "
                "png"
            ),
        ),
        ("7.pdf", b"", "[tep-trong] tệp không có nội dung"),
        (
            "7.pdf",
            PDF + b"\0" * LARGEST_EVIDENCE,
            "[tep-qua-lon] tệp 20 MB, lớn hơn 20 MB; quét lại ở 200–300 dpi hoặc chia nhỏ",
        ),
        (
            "3 danh sách.pdf",
            PDF,
            (
                "[khong-nhan-tep] không nhận tệp của phần 3: hồ sơ xâm hại trẻ em có tên, địa chỉ "
                "của trẻ em; chỉ ghi số, ký hiệu và ngày của văn bản vào biểu, trang Minh chứng"
            ),
        ),
        (
            "TL 14 quyết định.pdf",
            PDF,
            (
                "[khong-nhan-tep] không nhận tệp của phần 6.2: danh sách trẻ em có hoàn cảnh đặc "
                "biệt có tên, hoàn cảnh của từng trẻ em; chỉ ghi số, ký hiệu và ngày của văn bản "
                "vào biểu, trang Minh chứng"
            ),
        ),
    ],
)
def test_a_file_that_is_not_taken_is_told(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    put(tmp_path, {name: content, "9 khám.pdf": PDF})

    assert [f"{name}: {message}"] == told(tmp_path)
    assert ["9 khám.pdf"] == [one.name for one in taken(tmp_path).exhibits]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    outside = put(tmp_path / "ngoai", {"7.pdf": PDF})
    folder = put(tmp_path / "trong", {"9.pdf": PDF})
    (folder / "7.pdf").symlink_to(outside / "7.pdf")
    (folder / "8").symlink_to(outside, target_is_directory=True)

    assert [
        "7.pdf: [lien-ket] là liên kết tới tệp khác; chép tệp thật vào",
        "8: [lien-ket] là liên kết tới tệp khác; chép tệp thật vào",
    ] == told(folder)
    assert ["9.pdf"] == [one.name for one in taken(folder).exhibits]


def test_what_programs_leave_behind_is_nobodys_evidence(tmp_path: Path) -> None:
    put(tmp_path, {"7/Thumbs.db": b"x", "7/~$báo cáo.docx": b"x", ".DS_Store": b"x"})

    assert [] == told(tmp_path)


def test_no_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        taken(tmp_path / "khong")

    assert ["không có thư mục này"] == [problem.message for problem in found.value.problems]


def test_a_list_says_what_names_do_not(tmp_path: Path) -> None:
    rows = "tep;ma;so_ky_hieu;ngay\nscan001.pdf;TL 15;12/BC;15/11/2024\nscan002.pdf;9; ;\n"
    put(tmp_path, {"scan001.pdf": PDF, "scan002.pdf": PDF, "danh-muc.csv": rows.encode()})
    found = taken(tmp_path)

    assert () == found.problems
    assert [
        (("7",), EvidenceGiven("12/BC", date(2024, 11, 15))),
        (("9",), EvidenceGiven()),
    ] == [(one.proofs[0].codes, one.proofs[0].given) for one in found.exhibits]


def test_one_file_of_the_list_may_prove_several_things(tmp_path: Path) -> None:
    rows = 'tep,ma\nscan.pdf,"TL 15; 9"\n'
    put(tmp_path, {"scan.pdf": PDF, "danh-muc.csv": rows.encode()})

    assert [[("7",), ("9",)]] == [
        [proof.codes for proof in one.proofs] for one in taken(tmp_path).exhibits
    ]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("ma;ngay\n7;\n", "danh-muc.csv:1: [thieu-cot] thiếu cột «tep»"),
        (
            "tep;ma\nb.pdf;7\n",
            "danh-muc.csv:2: [thieu-tep] không có tệp «b.pdf» trong thư mục",
        ),
        ("tep;ma\n9.pdf;\n", "danh-muc.csv:2: [thieu-gia-tri] thiếu tên tệp hoặc mã"),
        (
            "tep;ma\n9.pdf;9\n9.pdf;7\n",
            "danh-muc.csv:3: [trung-tep] tệp «9.pdf» ghi hai lần",
        ),
        ("tep;ma\n9.pdf;99\n", "9.pdf: [khong-ro-ma] không có mã «99»"),
        (
            "tep;ma;ngay\n9.pdf;9;hôm qua\n",
            "danh-muc.csv:2: [ngay-sai] «hôm qua» không phải là ngày",
        ),
        ("tep;ma;ho_ten\n9.pdf;9;A\n", "danh-muc.csv:1: [cot-la] không có cột «ho_ten»"),
    ],
)
def test_a_faulty_list_is_told(tmp_path: Path, rows: str, message: str) -> None:
    put(tmp_path, {"9.pdf": PDF, "danh-muc.csv": rows.encode()})

    assert told(tmp_path)[0].startswith(message)


def test_a_list_against_the_form_is_told_and_the_form_is_kept(tmp_path: Path) -> None:
    rows = "tep;ma;so_ky_hieu\na.pdf;7;99/BC\n"
    put(tmp_path, {"a.pdf": PDF, "danh-muc.csv": rows.encode()})
    found = taken(tmp_path, FORM)

    assert [FORM.evidence["7:1"]] == [one.proofs[0].given for one in found.exhibits]
    assert "danh mục ghi số, ngày khác biểu tự đánh giá; văn bản in theo biểu" == (
        found.problems[0].message
    )


def lacking(exhibits: tuple = (), form: Form = NO_FORM, **answers: bool) -> list[str]:
    given = {code.replace("_", "."): answer for code, answer in answers.items()}
    sheet = score(decision_06(), replace(ASSESSMENT, answers={**ASSESSMENT.answers, **given}))
    return [one.plain_label for one in missing(EvidenceCodes(sheet, form), exhibits, sheet)]


def test_a_document_is_missed_until_there_is_a_file_or_a_number(tmp_path: Path) -> None:
    exhibits = taken(put(tmp_path, {"9.pdf": PDF})).exhibits

    assert "TL 15" in lacking()
    assert "TL 15" not in lacking(form=FORM)
    assert "TL 17" in lacking()
    assert "TL 17" not in lacking(exhibits)


def test_a_file_of_a_part_stands_for_all_its_documents() -> None:
    exhibit = taken_proof(Proof(("6.2",)))

    assert not {"TL 11", "TL 12", "TL 13", "TL 14"} & set(lacking((exhibit,)))


def taken_proof(proof: Proof):  # noqa: ANN201 -- a stand-in of which only the proofs are read
    from registry.evidence.model import Exhibit

    return Exhibit(PDF, "pdf", "a.pdf", (proof,))


def test_a_document_of_an_item_answered_no_is_not_missed() -> None:
    assert "TL 22" in lacking(**{"12_2": True})
    assert "TL 22" not in lacking(**{"12_2": False})


@pytest.mark.parametrize(
    ("content", "type_"),
    [
        (PDF, "pdf"),
        (docx(), "docx"),
        (zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b"<a/>"}), "xlsx"),
        (png(7_000, 8_000), "png"),
        (jpg(7_000, 8_000), "jpg"),
    ],
)
def test_five_types_are_told_by_their_bytes(content: bytes, type_: str) -> None:
    assert type_ == type_of(content)


def test_the_largest_picture_is_taken_and_one_pixel_more_is_not() -> None:
    assert "png" == type_of(png(MOST_PIXELS // 1_000, 1_000))
    with pytest.raises(Unsafe, match="ảnh"):
        type_of(png(MOST_PIXELS // 1_000 + 1, 1_000))


def test_the_policy_names_criteria_of_the_shipped_ruleset() -> None:
    slugs = {criterion.slug for criterion in decision_06().criteria}
    policy = evidence_policy()

    assert {"abuse", "offending_and_drugs", "injuries", "special_circumstances"} == {
        one.slug for one in policy.restricted or ()
    }
    assert {one.slug for one in policy.restricted or ()} <= slugs


def test_papers_on_dead_children_are_not_taken_but_those_on_injuries_are() -> None:
    reasons = evidence_policy().reasons(decision_06())

    assert {"3", "4", "5.2", "6.1", "6.2"} == set(reasons)
    assert "tử vong" in reasons["5.2"]


def test_another_policy_allows_more(tmp_path: Path) -> None:
    path = tmp_path / "rieng.yaml"
    path.write_text("quy tắc: Nội bộ\n", encoding="utf-8")

    assert {} == evidence_policy(path).reasons(decision_06())


def test_a_faulty_policy_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "sai.yaml"
    path.write_text(SHIPPED.read_text(encoding="utf-8").replace("lý do", "ly do", 1), "utf-8")
    with pytest.raises(ProblemsFound) as found:
        evidence_policy(path)

    assert "[khoa-la]" in str(found.value)


def test_items_of_a_restricted_criterion_are_restricted(tmp_path: Path) -> None:
    path = tmp_path / "rieng.yaml"
    path.write_text(
        "quy tắc: A\nchỉ ghi số và ngày:\n  - tiêu chí: resources\n    lý do: thử\n", "utf-8"
    )

    assert {"1", "1.1", "1.2", "1.3", "1.4"} == set(evidence_policy(path).reasons(decision_06()))


def test_a_file_name_that_names_a_child_is_refused_and_not_printed(tmp_path: Path) -> None:
    put(tmp_path, {"1.1 cháu Hoa sinh 2015.pdf": PDF, "7 báo cáo.pdf": PDF})
    found = taken(tmp_path)
    (problem,) = [problem for problem in found.problems if problem.is_fault]

    assert ["7 báo cáo.pdf"] == [exhibit.name for exhibit in found.exhibits]
    assert "chu-rieng-tu" == problem.code
    assert "tên tệp thứ 1" in str(problem)
    assert "Hoa" not in str(problem)


def test_so_is_what_the_list_of_files_says(tmp_path: Path) -> None:
    listed = "tep;ma;so_ky_hieu;co_quan\na.pdf;7;12/BC;bà của cháu Hoa, 0912 345 678\n"
    put(tmp_path, {"danh-muc.csv": listed.encode(), "a.pdf": PDF})
    problem = taken(tmp_path).problems[0]

    assert "chu-rieng-tu" == problem.code
    assert "Hoa" not in str(problem)

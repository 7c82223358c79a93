"""A package is scored and rendered again: identical, or exactly what differs is named."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from phuhop import __version__
from phuhop.usecases.commune.reproduction_text import as_object, as_text
from phuhop.usecases.rulesets import shipped
from registry.package.document_differences import document_difference
from registry.package.making import Maker
from registry.package.package import ASSESSMENT, MANIFEST, RESULT
from registry.package.reading import read_package
from registry.package.reproduction import Reproduction, reproduced
from scoring.rules.catalogue import Catalogue
from scoring.rules.loading import load_bytes
from tests.support.packages import (
    RULESET_TEXT,
    a_package,
    changed,
    members,
    reported,
    saved,
    with_json,
)

GOOD = a_package()
PAGE, WORDS = "documents/ho-so.html", "documents/04-bien-ban-hop.docx"


def found(folder: Path, content: bytes, catalogue: Catalogue | None = None) -> Reproduction:
    return reproduced(read_package(saved(folder, content)), Maker(), catalogue or shipped())


def told(folder: Path, content: bytes) -> list[str]:
    return [str(one) for one in found(folder, content).differences]


def tampered(member: str, change: Callable[[Any], object]) -> bytes:
    return changed(GOOD, with_json(member, change), is_rehashed=True)


def part_of(result: Any, number: int, code: str) -> Any:
    (criterion,) = [one for one in result["criteria"] if one["number"] == number]
    return next(part for part in criterion["parts"] if part["code"] == code)


def other_rules(text: bytes) -> bytes:
    """The package with its ruleset, and whatever has its hash, replaced by another."""
    return a_package(
        ruleset=load_bytes(text, "ruleset.yaml", "06-QD-TTg-2019"), ruleset_text=text, evidence=()
    )


def test_a_package_that_nobody_touched_is_identical(tmp_path: Path) -> None:
    result = found(tmp_path, GOOD)

    assert result.is_identical
    assert result.shipped.is_same


def test_one_changed_figure_is_named_by_criterion_part_total_and_document(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        document["figures"]["tre_duoi_1_tuoi_tiem_chung_day_du"] = 96

    differences = told(tmp_path, tampered(ASSESSMENT, change))

    assert "tổng điểm, nhiều nhất: trong gói 825, tính lại 810" in differences
    assert "tiêu chí 7, điểm: trong gói 50, tính lại 35" in differences
    assert "tiêu chí 7, phần 7, tử số: trong gói 100, tính lại 96" in differences
    assert "tiêu chí 7, phần 7, mức: trong gói «từ 98», tính lại «từ 95 dưới 98»" in differences
    assert {
        "văn bản ho-so.html",
        "văn bản 02-bao-cao-tu-danh-gia.docx",
        "văn bản 03-bang-tu-cham-diem.docx",
    } <= {text.partition(":")[0] for text in differences}
    assert not [text for text in differences if text.startswith("tiêu chí 8")]


@pytest.mark.parametrize(
    ("change", "difference"),
    [
        (
            lambda result: result.update(verdict="MET"),
            "kết luận: trong gói «đạt», tính lại «không đạt»",
        ),
        (
            lambda result: part_of(result, 9, "9").update(points=None),
            "tiêu chí 9, phần 9, điểm: trong gói chưa có, tính lại 50",
        ),
        (
            lambda result: part_of(result, 9, "9").update(outcome="MISSING"),
            "tiêu chí 9, phần 9, kết quả: trong gói «thiếu số liệu», tính lại «đã chấm»",
        ),
        (
            lambda result: result["conditions"][1].update(finding="CANNOT_SAY"),
            (
                "điều kiện «Không có tiêu chí nào bị điểm liệt», kết quả: trong gói «chưa kết luận "
                "được», tính lại «không đạt»"
            ),
        ),
        (
            lambda result: result["criteria"].pop(6),
            "tiêu chí 7: trong gói không có, tính lại có",
        ),
        (
            lambda result: result["criteria"].append(result["criteria"][0]),
            "trong gói có mục lạ hoặc lặp lại, tính lại không có",
        ),
        (
            lambda result: result.update(input_sha256="0" * 64),
            f"SHA-256 của số liệu: trong gói «{'0' * 59}…»",
        ),
        (
            lambda result: result["ruleset"].update(level="văn bản gốc"),
            "bộ tiêu chí, mức tin cậy: trong gói «văn bản gốc», tính lại «giả định»",
        ),
        (
            lambda result: result["criteria"][0].update(explanation="Khen."),
            "tiêu chí 1, giải thích: trong gói «Khen.», tính lại «",
        ),
        (
            lambda result: result.update(rank=1),
            "«rank»: trong gói 1, tính lại không có",
        ),
        (
            lambda result: result["total"].update(max=1000.5),
            "tổng điểm, nhiều nhất: trong gói 1.000,5, tính lại 825",
        ),
    ],
)
def test_a_result_that_does_not_follow_is_named(
    tmp_path: Path, change: Callable[[Any], object], difference: str
) -> None:
    (only,) = told(tmp_path, tampered(RESULT, change))

    assert difference in only


def test_sentences_are_silent_where_their_numbers_differ(tmp_path: Path) -> None:
    def change(result: Any) -> None:
        part_of(result, 7, "7").update(points=10, explanation="khác")

    assert ["tiêu chí 7, phần 7, điểm: trong gói 10, tính lại 50"] == told(
        tmp_path, tampered(RESULT, change)
    )


def test_a_changed_page_is_named_with_the_first_words_that_differ(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts[PAGE] = parts[PAGE].replace("Bản tự đánh giá năm 2024".encode(), b"Ban nam 2024", 1)

    (difference,) = told(tmp_path, changed(GOOD, change, is_rehashed=True))

    assert difference.startswith("văn bản ho-so.html: trong gói «")


def test_a_changed_word_file_is_named_with_the_first_words_that_differ(tmp_path: Path) -> None:
    name = "documents/03-bang-tu-cham-diem.docx"

    def change(parts: dict[str, bytes]) -> None:
        inside = members(parts[name])
        body = inside["word/document.xml"].decode()
        inside["word/document.xml"] = body.replace("Trẻ em bị xâm hại", "Trẻ em", 1).encode()
        parts[name] = _zipped(inside)

    assert [
        (
            "văn bản 03-bang-tu-cham-diem.docx: trong gói «Trẻ em (*)», "
            "tính lại «Trẻ em bị xâm hại (*)»"
        )
    ] == told(tmp_path, changed(GOOD, change, is_rehashed=True))


def test_a_word_file_that_was_only_compressed_differently_is_the_same(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        for name in [name for name in parts if name.endswith(".docx")]:
            parts[name] = _zipped(members(parts[name]))

    assert [] == told(tmp_path, changed(GOOD, change, is_rehashed=True))


def test_a_broken_word_file_is_no_traceback() -> None:
    difference = document_difference("a.docx", b"PK", members(GOOD)[WORDS])

    assert "văn bản a.docx: trong gói tệp Word hỏng, tính lại tệp Word lành" == str(difference)


def test_a_document_more_or_less_is_named(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        manifest = json.loads(parts[MANIFEST])
        parts["documents/them.html"] = parts.pop(PAGE)
        for one in manifest["members"]:
            one["path"] = one["path"].replace("ho-so.html", "them.html")
        parts[MANIFEST] = json.dumps(manifest).encode()

    assert [
        "văn bản ho-so.html: trong gói không có, tính lại có",
        "văn bản them.html: trong gói có, tính lại không có",
    ] == told(tmp_path, changed(GOOD, change))


def test_another_signer_is_named(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts["office.yaml"] = "họ tên: Người Khác\n".encode()

    differences = told(tmp_path, changed(GOOD, change, is_rehashed=True))

    assert "văn bản 01-cong-van-bao-cao.docx" in {d.partition(":")[0] for d in differences}


def test_a_corrected_ruleset_breaks_no_package_and_is_told(tmp_path: Path) -> None:
    old = RULESET_TEXT + "# bản cũ\n".encode()
    result = found(tmp_path, other_rules(old))

    assert result.is_identical
    assert not result.shipped.is_same
    assert () == result.shipped.differences
    assert hashlib.sha256(RULESET_TEXT).hexdigest() == result.shipped.sha256
    assert "Chấm theo bản đi kèm: kết quả không đổi." in " ".join(as_text(result).split())


def test_what_would_differ_under_the_shipped_ruleset_is_told(tmp_path: Path) -> None:
    text = RULESET_TEXT.decode()
    assert 1 == text.count("điểm: 800")
    result = found(tmp_path, other_rules(text.replace("điểm: 800", "điểm: 600").encode()))

    assert result.is_identical
    assert "ngưỡng, điểm: trong gói 600, tính lại 800" in [
        str(one) for one in result.shipped.differences or ()
    ]
    assert "- ngưỡng, điểm: theo gói 600, theo bản đi kèm 800" in as_text(result)


def test_a_ruleset_the_program_does_not_have_is_told(tmp_path: Path) -> None:
    none = found(tmp_path, GOOD, Catalogue(()))

    assert (None, None) == (none.shipped.ruleset_id, none.shipped.differences)
    assert "phần mềm không có bộ nào cho năm này" in " ".join(as_text(none).split())


def test_another_program_version_is_told_and_its_words_are_kept(tmp_path: Path) -> None:
    result = found(tmp_path, Maker().packed(reported(), "25.1.0"))

    assert result.is_identical
    assert f"Gói do phuhop 25.1.0 lập, chấm lại bằng phuhop {__version__}." in as_text(result)


def test_the_finding_is_one_object_of_json(tmp_path: Path) -> None:
    def change(result: Any) -> None:
        result["verdict"] = "MET"

    written = json.loads(as_object(found(tmp_path, tampered(RESULT, change))))

    assert written["identical"] is False
    assert [{"where": "kết luận", "packaged": "«đạt»", "again": "«không đạt»"}] == (
        written["differences"]
    )
    assert ("99001", 2024) == (written["commune"], written["year"])


def test_reproduce_says_identical_and_exits_with_0(tmp_path: Path, run) -> None:
    path = saved(tmp_path, GOOD)
    result = run("reproduce", path)

    assert 0 == result.exit_code
    assert result.stdout.startswith(
        f"✔ 99001 Xã Suối Mơ (SỐ LIỆU MẪU), năm 2024: giống hệt ({path.as_posix()}, gói "
    )


def test_reproduce_goes_on_after_a_package_that_is_refused(tmp_path: Path, run) -> None:
    bad = saved(tmp_path, GOOD[:100], "hong.phuhop")
    good = saved(tmp_path, tampered(RESULT, lambda result: result.update(verdict="MET")))
    result = run("reproduce", bad, good)
    as_json = run("reproduce", "--json", bad, good)

    assert 1 == result.exit_code
    assert f"{bad.as_posix()}: [tep-hong] gói hỏng hoặc bị cắt ngang" in result.stderr
    assert "✘ 99001 Xã Suối Mơ (SỐ LIỆU MẪU), năm 2024: KHÁC 1 chỗ" in result.stdout
    assert ["tep-hong"] == [
        one["code"] for one in json.loads(as_json.stdout.splitlines()[0])["refused"]
    ]
    assert 2 == len(as_json.stdout.splitlines())


def _zipped(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()

"""The appraisal's documents: their words, the decree's form, drafts of decisions."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import criteria
from phuhop.usecases.verifier.appraisal_papers import letterhead_remark, made
from reports.appraisal.decisions import Decided
from reports.appraisal.model import DRAFT
from reports.appraisal.recognition_papers import recognition_papers
from reports.appraisal.sets import numbered, recognition_set
from reports.papers.office import EMPTY, Office
from reports.papers.office_file import load_office
from scoring.appraisal.appraised import appraise
from scoring.appraisal.comparison import AppraisalComparison, compare
from scoring.appraisal.findings import Appraisal, Ruling
from scoring.base.levels import Level
from scoring.base.problems import Place
from scoring.engine.score_sheet import Finding
from scoring.rules.loading import load
from scoring.rules.ruleset import Ruleset
from tests.support.appraisal_samples import AGREED, DISAGREED, HERE
from tests.support.appraising_office import OFFICE
from tests.support.places import GOLDEN
from tests.support.sample_sheets import ASSESSMENTS, STAMP
from tests.support.word_files import as_text
from tests.support.word_form.decree_check import decree_faults

OPEN = replace(
    AGREED, figures={"tre_duoc_kham_suc_khoe": None}, parts={"9": DISAGREED.parts["6.1"]}
)
CASES = {
    "dat": ("mien-nui-dat", AGREED),
    "khong-dat": ("mien-nui-dat", DISAGREED),
    "bo-ngo": ("mien-nui-dat", OPEN),
    "ten-kho": ("ten-kho", replace(DISAGREED, commune="99004")),
}


def office_of(folder: Path) -> Office:
    path = folder / "co-quan.yaml"
    path.write_text(OFFICE, encoding="utf-8")
    return load_office(path, numbered())


def compared(ruleset: Ruleset, name: str, appraisal: Appraisal) -> AppraisalComparison:
    # What changes whenever somebody edits a comment in the YAML is held still.
    still = replace(ruleset, sha256="0" * 64)
    return compare(appraise(still, ASSESSMENTS[name], appraisal, HERE))


def papers(
    comparisons: Sequence[AppraisalComparison], office: Office = EMPTY, audit: str = ""
) -> dict[str, bytes]:
    return {
        f"{one.folder}/{name}": content
        for one in made(comparisons, office, audit)
        for name, content in one.papers.items()
    }


@pytest.mark.parametrize("case", CASES)
def test_every_document_has_the_decrees_form(
    decision_06: Ruleset, tmp_path: Path, case: str
) -> None:
    found = [compared(decision_06, *CASES[case])]
    faults = [
        str(fault)
        for office in (EMPTY, office_of(tmp_path))
        for name, content in papers(found, office, "3f9a1c0d").items()
        for fault in decree_faults(name, content)
    ]

    assert [] == faults


def test_which_documents_a_case_calls_for(decision_06: Ruleset) -> None:
    def codes(case: str) -> list[str]:
        names = papers([compared(decision_06, *CASES[case])])
        return sorted(name.split("/")[1][:2] for name in names)

    assert ["02", "03", "04", "06", "07"] == codes("dat")
    assert ["01", "02", "03", "04", "05"] == codes("khong-dat")
    assert ["01", "02", "03", "04"] == codes("bo-ngo")


@pytest.mark.parametrize("case", ["dat", "khong-dat", "bo-ngo"])
def test_the_words_are_the_golden_words(
    decision_06: Ruleset, tmp_path: Path, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("phuhop.usecases.verifier.appraisal_papers.__version__", STAMP.program)
    found = papers([compared(decision_06, *CASES[case])], office_of(tmp_path), "3f9a1c0d")
    text = "".join(f"=== {name}\n{as_text(found[name])}\n" for name in sorted(found))
    golden = GOLDEN / f"tham-dinh-{case}.docx.txt"
    if os.environ.get("PHUHOP_UPDATE_GOLDEN"):
        golden.write_text(text, encoding="utf-8", newline="\n")

    assert golden.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("given", "proposal", "decision"),
    [
        ("TM. Ủy ban nhân dân", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], ["CHỦ TỊCH"]),
        ("KT. Chủ tịch", ["KT. CHỦ TỊCH", "CHỦ TỊCH"], ["KT. CHỦ TỊCH", "CHỦ TỊCH"]),
    ],
)
def test_a_chairman_decides_on_behalf_of_nobody(
    decision_06: Ruleset, tmp_path: Path, given: str, proposal: list[str], decision: list[str]
) -> None:
    path = tmp_path / "co-quan.yaml"
    text = OFFICE.replace("quyền hạn: không có", f"quyền hạn: {given}")
    path.write_text(text, encoding="utf-8")
    found = papers([compared(decision_06, *CASES["dat"])], load_office(path, numbered()))

    def signature(of: str) -> list[str]:
        (name,) = (name for name in found if name.rpartition("/")[2].startswith(of))
        words = [
            piece.strip() for line in as_text(found[name]).splitlines() for piece in line.split("|")
        ]
        return [word for word in words if word in {*proposal, *decision}]

    assert (proposal, decision) == (signature("06"), signature("07"))


def test_each_document_prints_the_office_that_issues_it(
    decision_06: Ruleset, tmp_path: Path
) -> None:
    path = tmp_path / "co-quan.yaml"
    other = (
        'cơ quan khác:\n  - văn bản:\n      - "07"\n    cơ quan chủ quản: không có\n'
        "    cơ quan ban hành: Ủy ban nhân dân tỉnh Sông Mây\n    ký hiệu cơ quan: UBND\n"
    )
    own = "Ủy ban nhân dân huyện Đồi Gió\nký hiệu cơ quan: UBND"
    text = OFFICE.replace(own, "Sở Y tế\nký hiệu cơ quan: SYT")
    path.write_text(text + other, encoding="utf-8")
    found = papers([compared(decision_06, *CASES["dat"])], load_office(path, numbered()))
    heads = {
        name.rpartition("/")[2][:2]: " ".join(as_text(content).upper().split())
        for name, content in found.items()
    }

    assert ["SỞ Y TẾ" in heads["06"], "SỞ Y TẾ" in heads["07"]] == [True, False]
    assert "ỦY BAN NHÂN DÂN TỈNH SÔNG MÂY" in heads["07"]
    # The decision cites the proposal by the number of the office that wrote it.
    assert "SỐ: 05/QĐ-UBND" in heads["07"]
    assert "/TTR-SYT" in heads["07"]


@pytest.mark.parametrize(
    ("number", "told"),
    [("20/QĐ-UBND", ["khac-co-quan"]), ("20/QĐ-SYT", []), (None, [])],
)
def test_a_decision_on_another_offices_paper_is_told(
    tmp_path: Path, number: str | None, told: list[str]
) -> None:
    path = tmp_path / "co-quan.yaml"
    path.write_text("ký hiệu cơ quan: SYT\n", encoding="utf-8")
    remark = letterhead_remark(
        load_office(path, numbered()), Decided(recognised=True, number=number), Place("99001/2024")
    )

    assert told == ([] if remark is None else [remark.code])


def test_two_runs_give_the_same_bytes(decision_06: Ruleset) -> None:
    found = [compared(decision_06, *CASES["khong-dat"])]

    assert papers(found) == papers(found)


def parts_of(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            name: archive.read(name).decode()
            for name in ("word/document.xml", "word/footer1.xml", "docProps/core.xml")
        }


def decision(found: dict[str, bytes]) -> tuple[str, dict[str, str]]:
    ((name, content),) = [(n, c) for n, c in found.items() if "/07-" in n]
    return name, parts_of(content)


def test_a_decision_on_numbers_not_compared_is_a_draft_everywhere(decision_06: Ruleset) -> None:
    name, parts = decision(papers([compared(decision_06, *CASES["dat"])]))

    assert "cong-nhan-2024/07-du-thao-quyet-dinh-cong-nhan.docx" == name
    # The foot stands on every page, the first one included.
    assert DRAFT in parts["word/footer1.xml"]
    assert DRAFT in parts["docProps/core.xml"]
    assert 2 <= parts["word/document.xml"].count("DỰ THẢO")


OFFICIAL = "{mức: văn bản gốc, ngày: 2026-11-20, người: Trần Thị Mẫu, bản: bản in thử}"


def official(folder: Path) -> Ruleset:
    """Return Decision 06 as if every number had been compared with the official text."""
    text = (criteria.DECISIONS / "06-QD-TTg-2019.yaml").read_text(encoding="utf-8")
    path = folder / "06-QD-TTg-2019.yaml"
    path.write_text(re.sub(r"\{mức: [^}]*\}", OFFICIAL, text), encoding="utf-8")
    ruleset = load(path)

    assert Level.OFFICIAL_TEXT is ruleset.level
    return ruleset


def test_with_every_number_compared_a_decision_is_no_draft(tmp_path: Path) -> None:
    ruleset = official(tmp_path)
    name, parts = decision(papers([compared(ruleset, *CASES["dat"])]))

    assert "cong-nhan-2024/07-quyet-dinh-cong-nhan.docx" == name
    assert "DỰ THẢO" not in "".join(parts.values())


def test_one_unofficial_commune_of_the_list_makes_the_decision_a_draft(tmp_path: Path) -> None:
    """A person's number for a rule nobody knows is no law, whatever the rest rests on."""
    ruleset = unknown_band(tmp_path)
    met = compare(appraise(ruleset, ASSESSMENTS["mien-nui-dat"], AGREED, HERE))
    ruled = Appraisal(
        "99003",
        2024,
        ruleset.id,
        figures={"tre_bi_xam_hai": 0, "tre_khai_sinh_dung_quy_dinh": 400},
        rulings=(Ruling("2", met.appraised.claimed.part("2").max_points, "Hội đồng quyết định"),),
    )
    other = compare(appraise(ruleset, ASSESSMENTS["xa-bi-diem-liet"], ruled, HERE))

    assert Finding.MET is other.appraised.verified.verdict
    assert "07-quyet-dinh" in decision(papers([met]))[0]
    assert "07-du-thao" in decision(papers([met, other]))[0]


def unknown_band(folder: Path) -> Ruleset:
    """Return an official ruleset that does not know the points of one band of part 2."""
    official(folder)
    path = folder / "06-QD-TTg-2019.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index('- mã: "2"')
    band = text.index("từ: 95", start)
    points = text.index("điểm: 35", band)
    text = f"{text[:points]}điểm: chưa rõ{text[points + len('điểm: 35') :]}"
    kind = text.index("cách tính:", start)
    text = f"{text[:kind]}điểm tối đa: 50\n        {text[kind:]}"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_nobody_can_make_final_words_out_of_numbers_not_compared(decision_06: Ruleset) -> None:
    found = [compared(decision_06, *CASES["dat"])]
    words = recognition_papers(found, STAMP, EMPTY, recognition_set())

    for wrong in ({"is_draft": False}, {"draft": ""}, {"draft": "Bản cuối"}):
        fields: dict[str, Any] = wrong
        with pytest.raises(ValueError, match="is a draft"):
            replace(words, **fields)


def test_no_commune_that_is_not_met_stands_in_a_decision(decision_06: Ruleset) -> None:
    met = compared(decision_06, *CASES["dat"])
    others = [
        compared(decision_06, "xa-bi-diem-liet", replace(AGREED, commune="99003")),
        compared(decision_06, "phuong-thieu-so-lieu", replace(AGREED, commune="99002")),
    ]
    words = recognition_papers([*others, met], STAMP, EMPTY, recognition_set())

    assert ["99001"] == [unit.code for unit in words.recognised]
    assert ["99002", "99003"] == [unit.code for unit in words.others]
    with pytest.raises(ValueError, match="no commune meets"):
        recognition_papers(others, STAMP, EMPTY, recognition_set())


def test_who_recognises_after_june_2025_is_a_dotted_blank(decision_06: Ruleset) -> None:
    found = [compared(decision_06, *CASES["dat"])]

    def authority(day: date) -> tuple[str, str]:
        words = recognition_papers(found, STAMP, Office(day=day), recognition_set())
        return words.authority, words.authority_note

    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN CẤP HUYỆN" == authority(date(2025, 6, 30))[0]
    assert set("…") == set(authority(date(2025, 7, 1))[0])
    assert "chưa rõ" in authority(date(2025, 7, 1))[1]


def test_the_head_of_the_chain_is_printed_only_when_there_is_one(decision_06: Ruleset) -> None:
    found = [compared(decision_06, *CASES["dat"])]

    assert all(
        ("3f9a1c0d" in as_text(content)) == (not name.split("/")[1].startswith("03"))
        for name, content in papers(found, EMPTY, "3f9a1c0d").items()
    )
    assert not [n for n, c in papers(found).items() if "Nhật ký hồ sơ" in as_text(c)]

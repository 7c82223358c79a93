from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from enum import Enum
from fractions import Fraction
from typing import Any

import pytest
from sample_sheets import ASSESSMENTS, FIGURES, MOUNTAIN, STAMP, sheet_of

from reports.clean import clean
from reports.dossier import dossier
from reports.dossier_model import Column, Dossier, Findings, Table
from scoring.assessment import Assessment
from scoring.explanation import explain
from scoring.levels import Level
from scoring.quantities import vietnamese
from scoring.result import RulesetUsed, ScoreSheet
from scoring.ruleset import Ruleset

NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")


def texts(value: Any) -> Iterator[str]:
    """Yield every text in a value, and every number as a document would print it."""
    match value:
        case str():
            yield value
        case Enum():
            yield str(value.value)
        case bool() | None:
            return
        case int() | Fraction():
            yield str(value)
            # Shares with no finite decimals never are points; their text stands beside them.
            yield vietnamese(Fraction(value)) if value.denominator < 99 else ""
        case Column():
            yield value.heading
        case _:
            for inner in members(value):
                yield from texts(inner)


def members(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        return iter(value.values())
    if isinstance(value, tuple):
        return iter(value)
    return (getattr(value, field.name) for field in fields(value))


def numbers(value: Any) -> set[str]:
    return {
        number for text in texts(value) for number in NUMBER.findall(text.replace("SHA-256", ""))
    }


def made(ruleset: Ruleset, name: str) -> tuple[ScoreSheet, Dossier]:
    sheet = sheet_of(ruleset, ASSESSMENTS[name])
    return sheet, dossier(sheet, STAMP)


@pytest.mark.parametrize("name", ASSESSMENTS)
def test_every_number_of_a_dossier_stands_in_the_sheet(decision_06: Ruleset, name: str) -> None:
    sheet, papers = made(decision_06, name)
    written = {vietnamese(part.value_text) for part in sheet.parts if part.value_text}
    # The distance to the threshold stands in the explanation alone.
    allowed = numbers(sheet) | numbers(STAMP.program) | written | numbers(explain(sheet))

    assert set() == numbers(papers) - allowed


@pytest.mark.parametrize("code", ["tre_khai_sinh_dung_quy_dinh", "tre_duoc_kham_suc_khoe"])
def test_another_figure_prints_another_number(decision_06: Ruleset, code: str) -> None:
    count = FIGURES[code]
    other = Assessment(MOUNTAIN, 2024, {**FIGURES, code: count - 1})

    before = numbers(dossier(sheet_of(decision_06, replace(other, figures=FIGURES)), STAMP))
    after = numbers(dossier(sheet_of(decision_06, other), STAMP))

    assert {vietnamese(count)} <= before - after
    assert {vietnamese(count - 1)} <= after - before


def test_conditions_and_verdict_stand_before_the_total(decision_06: Ruleset) -> None:
    _, papers = made(decision_06, "mien-nui-dat")

    assert ["dieu-kien", "tong-diem", "tong-hop", "chi-tiet", "co-so"] == [
        section.slug for section in papers.sections
    ]
    assert isinstance(papers.sections[0].blocks[0], Findings)


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("mien-nui-dat", "✔ Đạt"),
        ("phuong-thieu-so-lieu", "? Chưa kết luận được"),
        ("xa-bi-diem-liet", "✘ Không đạt"),
    ],
)
def test_a_verdict_is_told_by_sign_and_word(decision_06: Ruleset, name: str, verdict: str) -> None:
    _, papers = made(decision_06, name)
    findings = papers.sections[0].blocks[0]

    assert isinstance(findings, Findings)
    assert verdict == str(findings.verdict.mark)
    assert 3 == len(findings.lines)


def test_what_still_decides_is_told_only_while_something_decides(decision_06: Ruleset) -> None:
    sheet, papers = made(decision_06, "phuong-thieu-so-lieu")
    deciding = next(s for s in papers.sections if s.slug == "con-bo-ngo")
    table = deciding.blocks[1]

    assert isinstance(table, Table)
    assert len(sheet.deciding) == len(table.rows)
    assert [vietnamese(part.stake) for part in sheet.deciding] == [
        row[3].text for row in table.rows
    ]


def test_a_blank_is_shown_as_blank_and_never_as_zero(decision_06: Ruleset) -> None:
    _, papers = made(decision_06, "phuong-thieu-so-lieu")
    criterion = next(c for s in papers.sections for c in s.inner if c.slug == "satisfaction")
    table = next(block for block in criterion.blocks if isinstance(block, Table))

    assert ["(trống)", "200"] == [row[2].text for row in table.rows]


def test_an_unknown_authority_is_left_to_be_filled_in(decision_06: Ruleset) -> None:
    assessment = replace(ASSESSMENTS["mien-nui-dat"], year=2026)
    papers = dossier(sheet_of(decision_06, assessment), STAMP)
    said = [text for text in texts(papers) if text.startswith("chưa rõ: …")]

    assert 1 == len(said)


def with_level(sheet: ScoreSheet, level: Level) -> ScoreSheet:
    used: RulesetUsed = replace(sheet.ruleset, level=level)
    return replace(sheet, ruleset=used)


def test_the_notices_go_when_their_reason_goes(decision_06: Ruleset) -> None:
    real = replace(MOUNTAIN, code="00001")
    sheet = sheet_of(decision_06, replace(ASSESSMENTS["mien-nui-dat"], commune=real))

    assumed = dossier(with_level(sheet, Level.ASSUMED), STAMP).notices
    official = dossier(with_level(sheet, Level.OFFICIAL_TEXT), STAMP).notices

    assert ["Bảng điểm chưa đối chiếu văn bản gốc"] == [notice.short for notice in assumed]
    assert () == official


@pytest.mark.parametrize("code", ["99001", "99999"])
def test_an_invented_commune_is_called_a_sample(decision_06: Ruleset, code: str) -> None:
    commune = replace(MOUNTAIN, code=code)
    sheet = sheet_of(decision_06, replace(ASSESSMENTS["mien-nui-dat"], commune=commune))

    assert "SỐ LIỆU MẪU – xã hư cấu, không phải số liệu thật" == (
        dossier(sheet, STAMP).notices[0].short
    )


def test_assumed_evidence_is_marked_as_no_regulation(decision_06: Ruleset) -> None:
    _, papers = made(decision_06, "mien-nui-dat")
    notes = {text for text in texts(papers) if text.startswith("(chưa thấy văn bản")}

    assert {"(chưa thấy văn bản nào quy định; mức tin cậy: giả định, không phải quy định)"} == notes


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Thôn\x0bĐông", "Thôn Đông"),
        ("A\r\n\tB", "A B"),
        ("\ud83d lẻ", "\ufffd lẻ"),
        ("x\ufffe\U0001ffffy\u202ez", "xyz"),
        ("<b>&\"'«»", "<b>&\"'«»"),
        ("ng\u00adời", "ng\u00adời"),
    ],
)
def test_only_what_xml_refuses_is_cleaned(typed: str, kept: str) -> None:
    assert kept == clean(typed)


def test_the_same_sheet_gives_the_same_dossier(decision_06: Ruleset) -> None:
    first, second = (made(decision_06, "mien-nui-dat")[1] for _ in range(2))

    assert first == second

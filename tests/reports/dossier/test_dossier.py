from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from enum import Enum
from fractions import Fraction
from html import escape
from typing import Any

import pytest

from reports.dossier.dossier import dossier
from reports.dossier.model import Dossier
from reports.dossier.sets import commune_set
from reports.html.writing import html_template
from reports.wording.clean import clean
from scoring.base.levels import Level
from scoring.base.quantities import vietnamese
from scoring.engine.assessment import Assessment
from scoring.engine.explanation import explain
from scoring.engine.score_sheet import RulesetUsed, ScoreSheet
from scoring.rules.ruleset import Ruleset
from tests.support.sample_sheets import ASSESSMENTS, FIGURES, MOUNTAIN, STAMP, sheet_of

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
    lost = {
        vietnamese(scored.max_points - scored.maximum) for scored in (*sheet.criteria, *sheet.parts)
    }
    open_ = {
        vietnamese(scored.maximum - scored.minimum) for scored in (*sheet.criteria, *sheet.parts)
    }
    listed = {f"{number:02}" for number in range(len(papers.evidence) + 3)}
    lost |= {vietnamese(sheet.total.max_points - sheet.total.maximum)}
    # The distance to the threshold stands in the explanation alone.
    allowed = numbers(sheet) | numbers(STAMP.program) | written | numbers(explain(sheet))
    allowed |= lost | open_ | listed

    allowed.add(str(sheet.year + 1))
    # Widths of bars, and how far the total is from the threshold.
    board, goal = papers.board, sheet.threshold.points
    spans = [f"{bar.share} {bar.most} {bar.limit}" for bar in board.bars]
    allowed |= set(NUMBER.findall(" ".join((board.share, board.most, board.goal, *spans))))
    allowed |= {vietnamese(abs(end - goal)) for end in (sheet.total.minimum, sheet.total.maximum)}
    lacking = sum(not (d.given or d.tick == "☒") for d in papers.evidence)
    allowed |= {str(len(papers.evidence) - lacking), str(len(papers.evidence))}

    assert set() == numbers(papers) - allowed


@pytest.mark.parametrize("code", ["tre_khai_sinh_dung_quy_dinh", "tre_duoc_kham_suc_khoe"])
def test_another_figure_prints_another_number(decision_06: Ruleset, code: str) -> None:
    count = FIGURES[code]
    other = Assessment(MOUNTAIN, 2024, {**FIGURES, code: count - 1})

    before = numbers(dossier(sheet_of(decision_06, replace(other, figures=FIGURES)), STAMP))
    after = numbers(dossier(sheet_of(decision_06, other), STAMP))

    assert {vietnamese(count)} <= before - after
    assert {vietnamese(count - 1)} <= after - before


def test_the_verdict_stands_before_the_total(decision_06: Ruleset) -> None:
    for name in ASSESSMENTS:
        _, papers = made(decision_06, name)
        page = html_template(commune_set()).fill(papers)

        assert 0 < page.index(papers.result.mark) < page.index(escape(papers.result.total_sentence))


@pytest.mark.parametrize(
    ("name", "verdict", "flags"),
    [
        ("mien-nui-dat", "Đạt", (True, False, False)),
        ("phuong-thieu-so-lieu", "Chưa kết luận được", (False, False, True)),
        ("xa-bi-diem-liet", "Không đạt", (False, True, False)),
    ],
)
def test_a_verdict_is_told_in_words_without_signs(
    decision_06: Ruleset, name: str, verdict: str, flags: tuple[bool, ...]
) -> None:
    _, papers = made(decision_06, name)
    result = papers.result

    assert verdict == result.mark
    assert flags == (result.is_met, result.is_not_met, result.is_open)
    assert 3 == len(papers.conditions)


def test_what_still_decides_is_told_only_while_something_decides(decision_06: Ruleset) -> None:
    sheet, papers = made(decision_06, "phuong-thieu-so-lieu")

    assert [vietnamese(part.stake) for part in sheet.deciding] == [d.stake for d in papers.deciding]
    assert papers.deciding
    assert not made(decision_06, "mien-nui-dat")[1].deciding


def test_lost_points_are_named_in_the_table_and_in_the_figure(decision_06: Ruleset) -> None:
    sheet, papers = made(decision_06, "xa-bi-diem-liet")
    lost = {
        c.number: vietnamese(c.max_points - c.maximum)
        for c in sheet.criteria
        if c.maximum < c.max_points
    }

    assert lost
    assert lost == {int(c.number): c.lost for c in papers.criteria if c.lost != "0"}
    for number, points in lost.items():
        assert f"tiêu chí {number} mất {points} điểm" in papers.chart.description
        words = papers.chart.bars[number - 1].words
        assert words.endswith(", điểm liệt" if words.startswith("0/") else f", mất {points}")


def test_each_evidence_has_one_number_and_every_source_leads_to_it(decision_06: Ruleset) -> None:
    _, papers = made(decision_06, "mien-nui-dat")
    known = [document.number for document in papers.evidence]
    sources = {
        number
        for criterion in papers.criteria
        for line in (criterion, *criterion.lines)
        for number in filter(None, line.evidence.split("; "))
    }

    assert len(set(known)) == len(known) > 15
    assert sources == set(known)


def test_a_blank_is_shown_as_blank_and_never_as_zero(decision_06: Ruleset) -> None:
    _, papers = made(decision_06, "phuong-thieu-so-lieu")
    criterion = next(c for c in papers.criteria if c.slug == "satisfaction")

    assert "Thiếu số liệu: Số phiếu trả lời hài lòng. Ô trống không phải là 0" in criterion.data
    assert "từ 0 đến 75" == criterion.points


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

    assert [
        "Bảng điểm chưa đối chiếu văn bản gốc; mức yếu nhất: giả định, không phải quy định"
    ] == [notice.short for notice in assumed]
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
    marks = {d.document[-3:] for d in papers.evidence}

    assert {"(*)", "(‡)"} == marks
    assert "(*) giả định, không phải quy định:" in papers.evidence_note
    assert "(‡) nguồn thứ cấp:" in papers.evidence_note


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


def test_the_board_sets_last_year_beside_this_year_points_and_rates(decision_06: Ruleset) -> None:
    now = ASSESSMENTS["mien-nui-dat"]
    worse = replace(now, year=2023, figures={**FIGURES, "tre_khai_sinh_dung_quy_dinh": 0})
    sheet, earlier = sheet_of(decision_06, now), sheet_of(decision_06, worse)
    board = dossier(sheet, STAMP, before=earlier).board
    totals = board.compared[0]

    assert "Năm 2023" == board.compared_with
    assert ("Tổng điểm", vietnamese(earlier.total.minimum), vietnamese(sheet.total.minimum)) == (
        totals.name,
        totals.before,
        totals.now,
    )
    assert "0 điểm; 0%" == next(one for one in board.compared if one.name[0] == "2").before
    assert dossier(sheet, STAMP).board.compared_with == "Kỳ trước"


def test_the_board_names_what_proof_is_lacking(decision_06: Ruleset) -> None:
    _, papers = made(decision_06, "mien-nui-dat")

    assert papers.board.evidence.startswith("Đã có 0/22 tài liệu kiểm chứng. Còn thiếu: TL\u00a001")


def test_a_package_carries_no_internal_sheet_and_no_next_steps(decision_06: Ruleset) -> None:
    assert not {"00", "07"} & {document.code for document in commune_set().handed_in.wanted}
    assert "tóm tắt" not in made(decision_06, "mien-nui-dat")[1].enclosed
    assert () == made(decision_06, "mien-nui-dat")[1].board.steps

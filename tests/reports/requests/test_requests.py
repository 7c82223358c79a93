"""Papers that ask for figures: every figure once, each office on one page."""

from __future__ import annotations

import io
from pathlib import Path

from docx import Document

from reports.papers.figure_help import form_help
from reports.requests.papers import request_papers, requests
from scoring.base.communes import Commune, CommuneKind
from scoring.rules.ruleset import Ruleset

COMMUNE = Commune("03160", "Xã Mường Nhé", CommuneKind.COMMUNE)


def test_each_figure_of_the_decision_is_asked_of_one_office(decision_06: Ruleset) -> None:
    papers = [*request_papers(decision_06, 2026, COMMUNE)]
    asked = [figure.name for paper in papers for figure in paper.figures]

    assert sorted(figure.name for figure in decision_06.figures.values()) == sorted(asked)
    assert len(papers) == len({paper.source for paper in papers})


def test_the_help_knows_every_figure_of_the_decision_and_no_other(decision_06: Ruleset) -> None:
    assert set(decision_06.figures) == set(form_help().figures)
    assert form_help().tally_of(decision_06) is not None


def test_last_year_is_asked_only_where_it_is_compared_with(decision_06: Ruleset) -> None:
    before = {
        figure.name: figure.before
        for paper in request_papers(decision_06, 2026)
        for figure in paper.figures
    }

    assert {
        figure.name: "" if code in decision_06.compared_figures else "không cần"
        for code, figure in decision_06.figures.items()
    } == before


def test_the_paper_has_the_committees_head_and_a_place_to_sign(decision_06: Ruleset) -> None:
    papers = requests(decision_06, 2026, COMMUNE)
    document = Document(io.BytesIO(papers["03-tram-y-te.docx"]))
    words = "\n".join(
        [
            *(paragraph.text for paragraph in document.paragraphs),
            *(cell.text for table in document.tables for row in table.rows for cell in row.cells),
        ]
    )

    assert papers == requests(decision_06, 2026, COMMUNE)
    for said in ("ỦY BAN NHÂN DÂN", "Kính gửi: Trạm Y tế.", "trên trẻ được cân.", "ký, ghi rõ"):
        assert said in words


def test_the_command_writes_form_and_papers_and_overwrites_none(tmp_path: Path, run) -> None:
    wish = ("form", "--year", 2026, "--commune", "03160", "-o", tmp_path / "b.xlsx")
    done = run(*wish, "--requests", tmp_path / "xin")
    first = tmp_path / "xin" / "01-cong-an-xa.docx"
    first.write_bytes("đã sửa".encode())
    again = run(*wish, "--requests", tmp_path / "xin")

    assert 0 == done.exit_code, done.stderr
    assert 1 + len([*(tmp_path / "xin").iterdir()]) == len(done.stdout.splitlines())
    assert 1 == again.exit_code
    assert "[da-co-tep]" in again.stderr
    assert "đã sửa" == first.read_text("utf-8")


def test_papers_are_for_one_commune(tmp_path: Path, run) -> None:
    done = run("form", "--year", 2026, "--prefill", "a.csv", "-o", tmp_path, "--requests", tmp_path)

    assert 2 == done.exit_code
    assert "--requests không dùng cùng --prefill" in done.stderr

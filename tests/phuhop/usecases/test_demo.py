"""The newcomer's samples: a register with decisions, and the site that is published from it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from phuhop.files.site_folder import read_site
from phuhop.usecases.province.results import Expected, Source, results_of, years_of
from phuhop.usecases.samples import demo
from phuhop.usecases.samples.register import Decided, decisions_of, make_register
from registry.acts.acts import StepWords, act
from registry.store.database import open_register
from reports.wording.stamp import Stamp
from scoring.intake.reading import read_tables
from scoring.recognition.communes import State
from tests.support.registries import by


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mau")
    demo.run_demo(folder)
    return folder


def test_the_sample_site_says_who_is_recognised_refused_waits_and_sent_nothing(
    folder: Path,
) -> None:
    page = (folder / "cong-bo" / "index.html").read_text(encoding="utf-8")

    assert "6 trên 14 xã, phường, thị trấn được công nhận, đạt 42,86%" in page
    assert ["6", "4", "3", "1"] == re.findall("<strong>([0-9]+)</strong> ", page)
    assert "SỐ LIỆU MẪU" in page
    assert [] == read_site(folder / "cong-bo")[1]


def test_the_sample_register_counts_what_its_site_says(folder: Path) -> None:
    database = open_register(str(folder / "so-mau.db"))
    years = years_of(
        results_of(Source(database=database)), Expected(folder / "so-lieu-mau.csv")
    ).latest
    database.close()

    assert {
        State.RECOGNISED: 6,
        State.REFUSED: 4,
        State.WAITING: 3,
        State.SENT_NOTHING: 1,
        State.SELF_SCORED: 0,
    } == years.count.states


def test_a_step_somebody_tried_in_the_sample_register_is_kept(folder: Path, tmp_path: Path) -> None:
    again = tmp_path / "mau"
    shutil.copytree(folder, again)
    database = open_register(str(again / "so-mau.db"))
    act(database, "99010/2024", "reopen", by("cấp trên", "2024-12-06"), StepWords("Thử một bước"))
    database.close()
    before = (again / "so-mau.db").read_bytes()
    demo.run_demo(again)

    assert before == (again / "so-mau.db").read_bytes()


def test_a_register_that_cannot_be_made_whole_is_not_there(tmp_path: Path) -> None:
    from phuhop.usecases.rulesets import choose_ruleset

    table = demo.SAMPLES / "so-lieu-mau.csv"
    entries = read_tables([table], choose_ruleset(None, None)).entries
    decisions = decisions_of(demo.SAMPLES / "quyet-dinh-mau.csv")
    with pytest.raises(KeyError):
        make_register(
            tmp_path / "so.db", entries, [*decisions[:1], Decided("99999", None)], Stamp("thử")
        )

    assert [] == list(tmp_path.iterdir())

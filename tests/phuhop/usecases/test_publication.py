"""A province publishes from its register; a commune wins its appeal; it publishes again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import criteria
from phuhop.usecases.province.publication import (
    MadePublication,
    PublicationFiles,
    PublicationWish,
    publish,
)
from phuhop.usecases.province.publication_check import check_publication
from phuhop.usecases.province.results import Expected, Source
from registry.store.database import Database
from registry.workflow.kept_rulesets import kept_rulesets
from reports.open_data.forced_text import forced_lines
from scoring.base.problems import ProblemsFound
from scoring.recognition.communes import State
from scoring.release.public import ForcedKind, PublicCommune
from scoring.rules.sensitive import are_equal_but_for_marks
from tests.support import province_story as story
from tests.support.registries import hand_in, new_register
from tests.support.strategies import decision_06

TODAY = date(2026, 11, 28)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tinh")


@pytest.fixture(scope="module")
def register(folder: Path) -> Iterator[Database]:
    database = story.lead(folder)
    yield database
    database.close()


def wish(register: Database, folder: Path) -> PublicationWish:
    return PublicationWish(Source(database=register), Expected(story.expected_table(folder)))


@pytest.fixture(scope="module")
def before(register: Database, folder: Path) -> MadePublication:
    return publish(wish(register, folder), folder / "site", TODAY)


@pytest.fixture(scope="module")
def after(register: Database, folder: Path, before: MadePublication) -> MadePublication:
    assert before.files
    story.win_appeal(register)
    return publish(wish(register, folder), folder / "site", TODAY)


def appeal(made: MadePublication) -> PublicCommune:
    return next(one for one in made.release.communes if one.code == story.APPEAL)


def test_all_sixty_units_are_counted_by_state(after: MadePublication) -> None:
    count = after.release.whole.count

    assert (60, 28, 16, 12, 4) == (
        count.total,
        count.recognised,
        count.states[State.REFUSED],
        count.states[State.WAITING],
        count.states[State.SENT_NOTHING],
    )
    assert after.release.is_sealed


def test_an_appeal_that_was_won_is_a_correction_of_one_unit(
    before: MadePublication, after: MadePublication
) -> None:
    assert State.REFUSED is appeal(before).state
    assert State.RECOGNISED is appeal(after).state
    assert {story.APPEAL} == set(after.record.changes)
    assert all(one.is_correction for one in after.record.changes[story.APPEAL])
    assert 2 == len(after.record.editions)
    assert before.record.editions[0] == after.record.editions[0]


def test_publishing_the_same_again_is_no_new_edition(
    register: Database, folder: Path, after: MadePublication
) -> None:
    again = publish(wish(register, folder), folder / "site", TODAY)

    assert after.record == again.record


def test_the_published_folder_passes_its_check(folder: Path, after: MadePublication) -> None:
    checked = check_publication(folder / "site")

    assert () == checked.problems
    assert after.release.communes == checked.release.communes
    assert after.files == checked.files + 1
    assert any("28" in line for line in forced_lines(checked.release))


def test_what_a_decision_forces_stands_beside_it(after: MadePublication) -> None:
    kinds = {
        state: {
            one.forced.kind for one in after.release.communes if one.state is state and one.forced
        }
        for state in State
    }

    assert kinds[State.RECOGNISED] <= {ForcedKind.AT_LEAST, ForcedKind.ABOVE_FLOOR}
    assert kinds[State.REFUSED] <= {ForcedKind.NOTHING, ForcedKind.LOST}
    assert set() == kinds[State.WAITING] | kinds[State.SENT_NOTHING]


def test_an_earlier_site_that_was_edited_is_not_followed(
    register: Database, folder: Path, after: MadePublication
) -> None:
    page = folder / "site" / "index.html"
    whole = page.read_bytes()
    page.write_bytes(whole + b"<!-- -->")
    with pytest.raises(ProblemsFound) as found:
        publish(wish(register, folder), folder / "site", TODAY)
    page.write_bytes(whole)

    assert ["tep-da-sua"] == [one.code for one in found.value.problems]
    assert after.files


def test_the_register_keeps_the_rules_its_results_were_scored_by(register: Database) -> None:
    with register.reading() as connection:
        kept = kept_rulesets(connection)

    assert kept
    assert all(are_equal_but_for_marks(one, decision_06()) for one in kept)


def test_a_list_that_leaves_out_units_with_results_is_refused(
    register: Database, folder: Path, tmp_path: Path
) -> None:
    short = tmp_path / "phai-gui.csv"
    lines = story.expected_table(folder).read_text("utf-8").splitlines()
    # The header and the recognised ones alone: their share would be 100 %.
    short.write_text("\n".join([*lines[: story.RECOGNISED + 1], ""]), "utf-8")
    short_wish = PublicationWish(Source(database=register), Expected(short))

    with pytest.raises(ProblemsFound) as found:
        publish(short_wish, tmp_path / "site", TODAY)

    left_out = story.REFUSED + story.WAITING
    assert ["ngoai-danh-sach"] * left_out == [one.code for one in found.value.problems]
    assert not (tmp_path / "site").exists()


def test_a_total_that_is_of_the_table_alone_is_told_everywhere(
    register: Database, tmp_path: Path, after: MadePublication
) -> None:
    words = "Tổng số chỉ theo bảng kết quả"
    made = publish(PublicationWish(Source(database=register)), tmp_path / "site", TODAY)
    pages = [tmp_path / "site" / name for name in ("index.html", "phuong-phap.html")]

    assert "tong-so-theo-bang" in {one.code for one in made.problems}
    assert all(words in page.read_text("utf-8") for page in pages)
    assert "tong-so-theo-bang" not in {one.code for one in after.problems}


def test_an_older_year_does_not_replace_a_newer_one(
    folder: Path, tmp_path: Path, after: MadePublication
) -> None:
    old = new_register(str(tmp_path / "so.db"))
    hand_in(old)
    whole = (folder / "site" / "cac-ban.json").read_bytes()

    with pytest.raises(ProblemsFound, match="bản công bố năm 2026, mới hơn năm 2024"):
        publish(PublicationWish(Source(database=old)), folder / "site", TODAY)
    assert whole == (folder / "site" / "cac-ban.json").read_bytes()
    assert after.files


def test_a_ruleset_file_that_moves_the_marks_publishes_nothing(
    register: Database, folder: Path, tmp_path: Path
) -> None:
    source, mark = criteria.DECISIONS / f"{decision_06().id}.yaml", "    nhạy cảm: có\n"
    eighth = "    slug: malnutrition\n"
    copy = tmp_path / source.name
    text = source.read_text("utf-8").replace(mark, "").replace(eighth, f"{eighth}{mark}")
    copy.write_text(text, "utf-8")
    moved = replace(wish(register, folder), files=PublicationFiles(ruleset=str(copy)))

    with pytest.raises(ProblemsFound, match="bỏ dấu «nhạy cảm: có» ở tiêu chí 3, 4, 5, 6"):
        publish(moved, tmp_path / "site", TODAY)
    with pytest.raises(ProblemsFound, match="bỏ dấu"):
        check_publication(folder / "site", str(copy))

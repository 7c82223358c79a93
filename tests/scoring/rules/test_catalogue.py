"""Which rulesets there are, and that each day has exactly one in force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

import criteria
from scoring.base.problems import ProblemsFound
from scoring.rules.catalogue import Catalogue, catalogue
from tests.support.places import SOUND

SOUND = (SOUND).read_text(encoding="utf-8")

Write = Callable[..., None]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def into_the_folder(name: str, starts: str, ends: str = "null") -> None:
        text = SOUND.replace("có hiệu lực từ: 2019-01-03", f"có hiệu lực từ: {starts}")
        text = text.replace("hết hiệu lực từ: null", f"hết hiệu lực từ: {ends}")
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")

    return into_the_folder


def _problems(folder: Path) -> list[str]:
    with pytest.raises(ProblemsFound) as caught:
        catalogue(folder)
    start = f"{folder.as_posix()}/"
    return [str(problem).removeprefix(start) for problem in caught.value.problems]


def test_the_shipped_folder_has_decision_06() -> None:
    shipped = catalogue(criteria.DECISIONS)

    assert "06/QĐ-TTg" == shipped.get("06-QD-TTg-2019").document.number


def test_each_day_since_the_first_shipped_decision_has_one_ruleset() -> None:
    shipped = catalogue(criteria.DECISIONS)
    first = shipped.rulesets[0].document.in_force_from

    assert shipped.in_force_on(first - timedelta(days=1)) is None
    for days in range((date(2030, 1, 1) - first).days):
        day = first + timedelta(days=days)
        in_force = [r.id for r in shipped.rulesets if r.document.is_in_force(day)]
        assert 1 == len(in_force), day


def test_a_decision_ends_on_the_day_the_next_begins(tmp_path: Path, write: Write) -> None:
    write("cu", "2019-01-03", "2021-07-01")
    write("moi", "2021-07-01")
    both = catalogue(tmp_path)

    assert ["cu", "moi"] == [ruleset.id for ruleset in both.rulesets]
    assert "cu" == _id(both, date(2021, 6, 30))
    assert "moi" == _id(both, date(2021, 7, 1))


def _id(known: Catalogue, day: date) -> str | None:
    found = known.in_force_on(day)
    return found.id if found else None


def test_the_ruleset_of_a_year_is_the_one_of_its_last_day(tmp_path: Path, write: Write) -> None:
    write("cu", "2019-01-03", "2021-07-01")
    write("moi", "2021-07-01")
    both = catalogue(tmp_path)
    of_2020, of_2021 = both.for_year(2020), both.for_year(2021)

    assert of_2020
    assert "cu" == of_2020.id
    assert of_2021
    assert "moi" == of_2021.id
    assert both.for_year(2018) is None


def test_the_order_is_that_of_force_not_of_names(tmp_path: Path, write: Write) -> None:
    write("a-moi", "2021-07-01")
    write("b-cu", "2019-01-03", "2021-07-01")

    assert ["b-cu", "a-moi"] == [ruleset.id for ruleset in catalogue(tmp_path).rulesets]


def test_days_with_two_rulesets_are_told(tmp_path: Path, write: Write) -> None:
    write("cu", "2019-01-03", "2021-07-02")
    write("moi", "2021-07-01")
    expected = (
        "moi.yaml: [trung-hieu-luc] từ ngày 01/07/2021 trùng hiệu lực với bộ «cu» "
        "(còn đến 01/07/2021); ghi «hết hiệu lực từ: 2021-07-01» trong tệp cu.yaml"
    )

    assert [expected] == _problems(tmp_path)


def test_a_predecessor_without_an_end_is_told(tmp_path: Path, write: Write) -> None:
    write("cu", "2019-01-03")
    write("moi", "2021-07-01")
    expected = (
        "moi.yaml: [trung-hieu-luc] từ ngày 01/07/2021 trùng hiệu lực với bộ «cu» "
        "(chưa ghi ngày hết hiệu lực); ghi «hết hiệu lực từ: 2021-07-01» trong tệp cu.yaml"
    )

    assert [expected] == _problems(tmp_path)


def test_days_without_a_ruleset_are_told(tmp_path: Path, write: Write) -> None:
    write("cu", "2019-01-03", "2021-06-30")
    write("moi", "2021-07-01")
    expected = (
        "moi.yaml: [ho-hieu-luc] từ 30/06/2021 đến 30/06/2021 không có bộ tiêu chí nào hiệu lực"
    )

    assert [expected] == _problems(tmp_path)


def test_the_faults_of_all_files_are_told_together(tmp_path: Path, write: Write) -> None:
    write("mot", "2019-13-03")
    write("hai", "2019-01-33")

    assert ["hai.yaml", "mot.yaml"] == [told.split(":")[0] for told in _problems(tmp_path)]


def test_cases_are_no_ruleset(tmp_path: Path, write: Write) -> None:
    write("mot", "2019-01-03")
    (tmp_path / "mot.cases.yaml").write_text("- tên: không phải bộ tiêu chí\n", encoding="utf-8")

    assert ["mot"] == [ruleset.id for ruleset in catalogue(tmp_path).rulesets]


def test_a_misspelt_id_gets_the_nearest_one_as_a_hint() -> None:
    with pytest.raises(LookupError) as caught:
        catalogue(criteria.DECISIONS).get("06-QD-TTG-2019")

    expected = "không có bộ tiêu chí «06-QD-TTG-2019»; có phải «06-QD-TTg-2019»?"

    assert expected == str(caught.value)

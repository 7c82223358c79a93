"""The invented nation: shaped like the register, calibrated, marked as invented everywhere."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import criteria
from phuhop.usecases.samples.nation import run_nation
from phuhop.usecases.samples.nation_summary import shares
from scoring.base.problems import ProblemsFound
from scoring.batch.columns import Columns
from scoring.batch.scorer import MET, BatchScorer
from scoring.rules.ruleset import Ruleset
from scoring.simulation.figures import Skeleton, simulate
from scoring.simulation.model import PARAMETERS, SimulationModel, load_model
from scoring.simulation.places import SIMULATED, Nation, invent, names, register_of
from scoring.units.loading import load_units
from scoring.units.registers import Units

NEW, OLD = 2025, 2024
GIA_LAI_RECOGNISED, GIA_LAI_BLAMED = 105 / 220, 110 / 115
TOLERANCE = 0.03  # of both shares; a sample of 220 communes has a standard error of 0.034


@cache
def _units() -> Units:
    return load_units(criteria.UNITS)


@pytest.fixture(scope="module")
def model(decision_06: Ruleset) -> SimulationModel:
    return load_model(PARAMETERS, decision_06)


@pytest.fixture(scope="module")
def nations(decision_06: Ruleset, model: SimulationModel) -> dict[int, Nation]:
    return {
        year: invent(model, decision_06, _units(), year=year, seed=model.seed)
        for year in (NEW, OLD)
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nation")
    run_nation(folder)
    return folder


def _arrays(columns: Columns) -> list[np.ndarray]:
    counts = [*columns.figures.values(), *columns.previous.values()]
    return [columns.areas, *(c.values for c in counts), *(a.yes for a in columns.answers.values())]


def _rows(path: Path) -> list[dict]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";"))


def test_the_published_shares_are_those_of_gia_lai(model: SimulationModel) -> None:
    assert GIA_LAI_RECOGNISED == model.published.share_recognised
    assert GIA_LAI_BLAMED == model.published.share_blamed
    assert TOLERANCE == float(model.published.tolerance) / 100


@pytest.mark.parametrize("year", [NEW, OLD])
def test_the_nation_is_recognised_and_fails_as_gia_lai_did(
    nations: dict[int, Nation], decision_06: Ruleset, year: int
) -> None:
    result = BatchScorer(decision_06).score(nations[year].known_to(decision_06))
    is_recognised = result.verdict == MET
    by_number = {c.number: c.minimum == 0 for c in result.criteria}
    blamed = (by_number[3] | by_number[5])[~is_recognised].mean()

    assert pytest.approx(GIA_LAI_RECOGNISED, abs=TOLERANCE) == is_recognised.mean()
    assert pytest.approx(GIA_LAI_BLAMED, abs=TOLERANCE) == blamed


def test_the_summarys_shares_are_those_counted_from_points(
    nations: dict[int, Nation], decision_06: Ruleset, model: SimulationModel
) -> None:
    result = BatchScorer(decision_06).score(nations[NEW].known_to(decision_06))
    failed = result.verdict != MET
    by_number = {c.number: c.minimum == 0 for c in result.criteria}
    found = shares(result, model.published)

    assert (~failed).sum() / len(failed) == float(found.recognised)
    assert (by_number[3] | by_number[5])[failed].mean() == pytest.approx(float(found.blamed))


@pytest.mark.parametrize("year", [NEW, OLD])
def test_kinds_provinces_and_cities_are_as_many_as_in_the_register(
    nations: dict[int, Nation], year: int
) -> None:
    register = register_of(_units(), year)
    communes = nations[year].columns.communes
    day = max(register.valid_from, date(year, 12, 31))
    cities = {
        said.province_code
        for unit in register.units.values()
        if (said := _units().province_type(register, unit.province_code, day)) and said.is_city
    }

    assert Counter(u.kind for u in register.units.values()) == Counter(c.kind for c in communes)
    assert sorted(Counter(u.province_code for u in register.units.values()).values()) == sorted(
        Counter(c.province for c in communes).values()
    )
    assert sum(u.province_code in cities for u in register.units.values()) == sum(
        bool(c.centrally_run_city) for c in communes
    )


def test_a_year_before_the_registers_has_the_ten_thousand_older_communes(
    nations: dict[int, Nation],
) -> None:
    assert 10_035 == nations[OLD].columns.size
    assert 3_321 == nations[NEW].columns.size


@pytest.mark.parametrize("year", [NEW, OLD])
def test_no_code_and_no_name_is_a_real_communes(nations: dict[int, Nation], year: int) -> None:
    communes = nations[year].columns.communes
    real = {u.bare_key for r in _units().registers for u in r.units.values()}
    plain = {key for r in _units().registers for key in r.by_plain_name}
    invented = {c.name.split(" ", 1)[1].casefold() for c in communes}
    codes = {code for register in _units().registers for code in register.units}

    assert set() == invented & (real | plain)
    assert set() == {c.code for c in communes} & codes
    assert len(communes) == len({c.code for c in communes}) == len({c.name for c in communes})
    assert all(c.is_invented and c.code < "99001" for c in communes)


def test_no_name_that_the_words_can_give_is_a_real_communes(model: SimulationModel) -> None:
    from scoring.base.place_names import plain_key, readings

    first, second, third = model.names.words
    every = names(model.names, len(first) * len(second) * len(third), 0)
    plain = {key for r in _units().registers for key in r.by_plain_name}
    keys = {plain_key(next(readings(f"Xã {name}"))[1]) for name in every}

    assert set() == keys & plain


@pytest.mark.parametrize("year", [NEW, OLD])
def test_no_count_exceeds_the_count_it_is_part_of(
    nations: dict[int, Nation], decision_06: Ruleset, year: int
) -> None:
    columns = nations[year].columns
    exceeding = [
        (code, period)
        for code, figure in decision_06.figures.items()
        for period, counts in (("now", columns.figures), ("before", columns.previous))
        if figure.not_exceeding in counts
        and code in counts
        and (counts[code].values > counts[figure.not_exceeding].values).any()
    ]

    assert [] == exceeding


def test_a_limit_of_the_ruleset_holds_where_the_parameters_know_nothing_of_it(
    decision_06: Ruleset, model: SimulationModel
) -> None:
    size = 500
    skeleton = Skeleton(
        np.zeros(size, np.int8), np.zeros(size, np.int64), np.zeros(size, np.int8), size
    )
    loose = model.figures["phieu_hop_le"]
    changed = SimulationModel(
        **{**vars(model), "figures": {**model.figures, "phieu_hai_long": loose}}
    )
    figures = simulate(changed, decision_06, skeleton, 1).figures

    assert (figures["phieu_hai_long"].values <= figures["phieu_hop_le"].values).all()
    assert (figures["phieu_hai_long"].values < figures["phieu_hop_le"].values).any()


def test_the_same_seed_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    run_nation(tmp_path)

    assert {p.name: p.read_bytes() for p in folder.iterdir()} == {
        p.name: p.read_bytes() for p in tmp_path.iterdir()
    }


def test_another_seed_gives_another_nation(
    nations: dict[int, Nation], decision_06: Ruleset, model: SimulationModel
) -> None:
    other = invent(model, decision_06, _units(), year=NEW, seed=model.seed + 1).columns
    mine = nations[NEW].columns

    assert not any(np.array_equal(a, b) for a, b in zip(_arrays(mine), _arrays(other), strict=True))
    assert [c.name for c in mine.communes] != [c.name for c in other.communes]


def test_a_figures_numbers_do_not_depend_on_the_others(
    nations: dict[int, Nation], decision_06: Ruleset, model: SimulationModel
) -> None:
    later = dict(reversed(model.figures.items()))
    changed = SimulationModel(**{**vars(model), "figures": later})
    again = invent(changed, decision_06, _units(), year=NEW, seed=model.seed).columns

    assert all(
        np.array_equal(a, b)
        for a, b in zip(_arrays(nations[NEW].columns), _arrays(again), strict=True)
    )


def test_figures_that_share_a_factor_rise_together(nations: dict[int, Nation]) -> None:
    figures = nations[NEW].columns.figures

    def share(code: str, whole: str) -> np.ndarray:
        return figures[code].values / np.maximum(1, figures[whole].values)

    injured = share("tre_bi_tai_nan_thuong_tich", "tong_so_tre_em")
    abused = share("tre_bi_xam_hai", "tong_so_tre_em")
    stunted = share("tre_duoi_5_tuoi_thap_coi", "tre_duoi_5_tuoi")
    immunised = share("tre_duoi_1_tuoi_tiem_chung_day_du", "tre_duoi_1_tuoi")

    assert np.corrcoef(injured, abused)[0, 1] > 0.1
    assert np.corrcoef(stunted, immunised)[0, 1] < -0.1


def test_every_file_says_that_it_is_simulated(folder: Path) -> None:
    texts = {p.name: p.read_bytes() for p in folder.iterdir()}

    assert 5 == len(texts)
    assert [] == [name for name, text in texts.items() if SIMULATED.encode() not in text]


def test_every_row_and_every_line_of_results_says_that_it_is_simulated(
    folder: Path, tmp_path: Path
) -> None:
    figures = _rows(folder / "so-lieu-mo-phong.csv")
    results = _rows(folder / "ket-qua-mo-phong.csv")
    lines = (folder / "tong-hop-mo-phong.txt").read_text("utf-8-sig").splitlines()
    told = [line for line in run_nation(tmp_path).splitlines() if line]

    assert 3_321 == len(figures)
    assert 3_321 - 13 == len(results)
    assert all(SIMULATED in row["tinh"] for row in (*figures, *results))
    assert all(SIMULATED in line for line in (*lines, *told))


def test_intake_reads_the_table_as_it_was_made(
    folder: Path, nations: dict[int, Nation], decision_06: Ruleset
) -> None:
    from scoring.batch.columns import columns_of
    from scoring.intake.reading import read_tables

    intake = read_tables([folder / "so-lieu-mo-phong.csv"], lambda _year: decision_06)
    read = columns_of(decision_06, [entry.assessment for entry in intake.entries])
    made = nations[NEW].known_to(decision_06)

    assert list(made.communes) == list(read.communes)
    assert all(np.array_equal(a, b) for a, b in zip(_arrays(made), _arrays(read), strict=True))
    assert {"loai-khong-ap-dung"} == {problem.code for problem in intake.faults}


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("thieu-tham-so", "  phieu_hai_long:\n", "  phieu:\n"),
        ("ma-la", '  "12.2": {', '  "12.3": {'),
        ("tuong-quan", "    theo: {rủi ro: 0.7}", "    theo: {rủi ro: 1.7}"),
        ("tuong-quan", "    theo: {rủi ro: 0.7}", "    theo: {may mắn: 0.7}"),
        ("cach-sinh", "    tỷ lệ: 0.988\n", ""),
        ("cach-sinh", "    tỷ lệ: 0.988\n", "    tỷ lệ: 1\n"),
        ("cach-sinh", "tong_so_tre_em, tỷ lệ: 0.29", "tre_duoi_1_tuoi, tỷ lệ: 0.29"),
    ],
)
def test_parameters_that_do_not_fit_are_told(
    tmp_path: Path, decision_06: Ruleset, code: str, old: str, new: str
) -> None:
    text = PARAMETERS.read_text("utf-8")
    path = tmp_path / "mo-phong.yaml"
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_model(path, decision_06)

    assert old in text
    assert code in {problem.code for problem in found.value.problems}
    assert all(problem.place.line for problem in found.value.problems)


def test_the_command_writes_what_the_function_writes(folder: Path, tmp_path: Path, run) -> None:
    result = run("demo", "--nation", "-o", tmp_path)

    assert 0 == result.exit_code
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == {
        p.name: p.read_bytes() for p in tmp_path.iterdir()
    }


def test_year_and_seed_are_those_of_the_command(tmp_path: Path, run) -> None:
    result = run("demo", "--nation", "--year", 2025, "--seed", 7, "-o", tmp_path)
    summary = (tmp_path / "tong-hop-mo-phong.txt").read_text("utf-8-sig")

    assert "3.321 đơn vị" in result.output
    assert "năm 2025, hạt giống 7" in summary


@pytest.mark.parametrize("option", [("--year", 2025), ("--seed", 7)])
def test_an_option_without_a_nation_is_wrong_usage(tmp_path: Path, run, option: tuple) -> None:
    result = run("demo", "-o", tmp_path / "demo", *option)

    assert 2 == result.exit_code
    assert not (tmp_path / "demo").exists()


def test_another_year_has_the_same_units_under_the_same_names_and_its_own_figures(
    nations: dict[int, Nation], decision_06: Ruleset, model: SimulationModel
) -> None:
    now = nations[NEW].columns
    later = invent(model, decision_06, _units(), year=NEW + 1, seed=model.seed).columns
    pairs = list(zip(now.communes, later.communes, strict=True))
    renamed = {(one.province, other.province) for one, other in pairs} - {
        (one.province, one.province) for one, _ in pairs
    }

    assert [(c.code, c.name, c.areas) for c, _ in pairs] == [
        (c.code, c.name, c.areas) for _, c in pairs
    ]
    # A province that became a city has its number still.
    assert {one.split()[-5:] == other.split()[-5:] for one, other in renamed} <= {True}  # type: ignore[union-attr]
    assert set(model.figures) - {c for c, f in model.figures.items() if f.size is None} == {
        code
        for code in now.figures
        if np.array_equal(now.figures[code].values, later.figures[code].values)
    }

"""The ASEM connectivity index, as COINr computed it: the same values, sums and ranks of ours.

Data of the R package COINr 1.1.14 (MIT), 51 countries, 49 indicators: ``tests/files/asem``.
"""

from __future__ import annotations

import csv
from fractions import Fraction

import pytest

from scoring.indices.computing import Computed, compute
from scoring.indices.loading import Index, load_index
from scoring.indices.standings import ranks
from tests.support.places import FILES

ASEM = FILES / "asem"
NEAR = Fraction(1, 10**9)


def _rows(name: str) -> list[dict[str, str]]:
    with (ASEM / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Write their structure in our words, and read it."""
    weights = {row["Code"]: row["Weight"] for row in _rows("weights.csv")}
    known = "đối chiếu: {mức: nguồn thứ cấp, nguồn: COINr}"
    above, below = [], []
    for row in _rows("structure.csv"):
        code, parent = row["iCode"], row["Parent"]
        head = f'  - mã: "{code}"\n    tên: "{row["iName"]}"\n    {known}\n'
        own = f"{head}    trọng số: {weights.get(code, '1.0')}\n"
        own += f'    thuộc: "{parent}"\n' if parent else ""
        if row["Type"] == "Aggregate":
            above.append(own)
        elif row["Type"] == "Indicator":
            better = "cao" if float(row["Direction"]) > 0 else "thấp"
            below.append(f"{own}    chiều: càng {better} càng tốt\n")
    path = tmp_path_factory.mktemp("asem") / "asem.yaml"
    path.write_text(
        f"tên: ASEM\nthang: 100\nlời dẫn: COINr\n{known}\n"
        f"chỉ số tổng hợp:\n{''.join(above)}chỉ số thành phần:\n{''.join(below)}",
        encoding="utf-8",
    )
    return load_index(path)


@pytest.fixture(scope="module")
def computed(index: Index) -> Computed:
    rows = _rows("treated.csv")
    measured = {
        one.code: {row["UnitCode"]: Fraction(row[one.code]) for row in rows}
        for one in index.sub_indices
    }
    return compute(index, [row["UnitCode"] for row in rows], measured)


@pytest.mark.parametrize("name", ["normalised.csv", "aggregated.csv"])
def test_every_number_is_theirs(index: Index, computed: Computed, name: str) -> None:
    scores = {score.place: score for score in computed.scores}
    codes = [one.code for one in index.sub_indices]
    codes += [one.code for one in index.file.aggregates] if name == "aggregated.csv" else []

    far = [
        (row["UnitCode"], code)
        for row in _rows(name)
        for code in codes
        if abs(Fraction(row[code]) - scores[row["UnitCode"]].values[code]) > NEAR
    ]

    assert 51 == len(scores)
    assert len(codes) >= 49
    assert [] == far


def test_every_rank_is_theirs(computed: Computed) -> None:
    found = ranks(computed, {})

    assert {row["UnitCode"]: int(row["Index"]) for row in _rows("ranks.csv")} == {
        place: one.rank for place, one in found.items()
    }


def test_what_each_number_brings_sums_to_the_index(computed: Computed) -> None:
    assert 1 == sum(computed.shares.values())
    for score in computed.scores:
        assert computed.total(score) == sum(computed.contributions(score).values())

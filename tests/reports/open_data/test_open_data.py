"""Open data: four formats that say the same, re-read by others, and a check of the files."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pandas as pd
import pytest

from reports.open_data.columns import OpenTable, dictionary
from reports.open_data.files import CC_BY_4, SUMS, WHOLE, About, Licence, open_data
from reports.open_data.tables import open_tables
from scoring.recognition.communes import State
from scoring.release.policy import load_policy
from scoring.release.public import PublicRelease
from scoring.release.release import public_release
from scoring.rules.ruleset import Ruleset
from tests.support.communes import province_year

ABOUT = About("26.11.0", "2", "Sở mẫu", date(2024, 12, 31), objections_until=date(2025, 1, 31))


@pytest.fixture(scope="module")
def release(decision_06: Ruleset) -> PublicRelease:
    units = province_year(decision_06, 70, 4, luck=0.85)
    before = province_year(decision_06, 40, 5, year=2022, is_sealed=False)
    named = replace(units[0], name='=HYPERLINK("http://x")')
    return public_release([named, *units[1:], *before], decision_06, load_policy())


@pytest.fixture(scope="module")
def files(release: PublicRelease) -> dict[str, bytes]:
    return open_data(release, ABOUT)


def tables(release: PublicRelease) -> list[OpenTable]:
    found = open_tables(release, ABOUT.objections_until)
    return [*found, dictionary(found, release.ruleset.level)]


def values(frame: Any) -> list[list[Any]]:
    return [
        [None if pd.isna(value) else value for value in row]
        for row in frame.itertuples(index=False, name=None)
    ]


def types_of(table: OpenTable) -> dict[str, Any]:
    kinds = {"chữ": "string", "số nguyên": "Int64", "số thập phân": "Float64"}
    return {column.name: kinds[column.kind] for column in table.columns}


def unmarked(value: Any) -> Any:
    """Return a text without the apostrophe that keeps a spreadsheet from running it."""
    return value[1:] if isinstance(value, str) and value.startswith("'=") else value


def test_pandas_reads_the_published_tables_from_csv(
    release: PublicRelease, files: dict[str, bytes]
) -> None:
    for table in tables(release):
        content = files[f"{table.name}.csv"]
        frame = pd.read_csv(io.BytesIO(content), sep=";", decimal=",", dtype=types_of(table))

        assert content.startswith("\ufeff".encode())
        assert [column.name for column in table.columns] == list(frame.columns)
        assert [list(row) for row in table.rows] == [
            [unmarked(value) for value in row] for row in values(frame)
        ]


def test_pandas_reads_the_published_tables_from_parquet(
    release: PublicRelease, files: dict[str, bytes]
) -> None:
    for table in tables(release):
        frame = pd.read_parquet(io.BytesIO(files[f"{table.name}.parquet"])).astype(types_of(table))

        assert [list(row) for row in table.rows] == values(frame)


def test_the_workbook_has_every_table_and_runs_nothing(
    release: PublicRelease, files: dict[str, bytes]
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files["du-lieu.xlsx"]))
    for table in tables(release):
        sheet = book[table.title[:31]]
        head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]

        assert [column.name for column in table.columns] == head
        assert [list(row) for row in table.rows] == rows
        assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}


def test_json_has_every_table_with_its_dictionary(
    release: PublicRelease, files: dict[str, bytes]
) -> None:
    whole = json.loads(files[WHOLE])

    assert ["phuhop.open-data/2", 2024, "2", "Sở mẫu", "2024-12-31"] == [
        whole[key] for key in ("format", "year", "version", "publisher", "day")
    ]
    assert {"name": CC_BY_4.name, "address": CC_BY_4.address} == whole["licence"]
    assert "giả định" == whole["ruleset"]["level"]
    assert 2 == len(whole["notices"])
    assert [list(row) for row in tables(release)[0].rows] == whole["tables"][0]["rows"]


def test_the_dictionary_explains_every_column_with_unit_type_and_level(
    release: PublicRelease,
) -> None:
    found = open_tables(release, None)
    rows = dictionary(found, release.ruleset.level).rows
    levels = {(row[0], row[1]): row[6] for row in rows}

    assert [(t.name, c.name) for t in found for c in t.columns] == [row[:2] for row in rows]
    assert all(row[2] and row[3] and row[5] for row in rows)
    assert "giả định, không phải quy định" == levels["don-vi", "tieu_chi_1"]
    assert "không phụ thuộc bộ tiêu chí" == levels["don-vi", "ma_xa"]


def test_the_same_release_gives_the_same_bytes(
    release: PublicRelease, files: dict[str, bytes]
) -> None:
    assert files == open_data(release, ABOUT)


def test_sums_are_those_of_the_files(files: dict[str, bytes]) -> None:
    listed = dict(reversed(line.split("  ")) for line in files[SUMS].decode().splitlines())

    assert {
        name: hashlib.sha256(made).hexdigest() for name, made in files.items() if name != SUMS
    } == listed


def test_the_publisher_chooses_the_licence(release: PublicRelease) -> None:
    own = Licence("ODC-By 1.0", "https://opendatacommons.org/licenses/by/1-0/", "Ghi nguồn.")
    made = open_data(release, replace(ABOUT, licence=own))

    assert "Giấy phép: ODC-By 1.0, https://opendatacommons" in made["GIAY-PHEP.txt"].decode()
    assert "Giấy phép: CC BY 4.0" in open_data(release, ABOUT)["GIAY-PHEP.txt"].decode()


def _units(release: PublicRelease) -> list[dict[str, Any]]:
    table = open_tables(release, ABOUT.objections_until)[0]
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def test_a_decided_unit_has_its_decision_and_the_day_for_objections(
    release: PublicRelease,
) -> None:
    for row, one in zip(_units(release), release.communes, strict=True):
        assert one.code == row["ma_xa"]
        assert (one.decision is None) == (row["so_quyet_dinh"] is None)
        assert "2025-01-31" == row["han_phan_anh"]
        if one.decision is not None and one.decision.day is not None:
            assert one.decision.day.isoformat() == row["ngay_quyet_dinh"]


def test_no_column_is_of_a_sensitive_criterion_or_of_children(release: PublicRelease) -> None:
    names = {column.name for column in open_tables(release, None)[0].columns}

    assert not {f"tieu_chi_{number}" for number in (3, 4, 5, 6)} & names
    assert not {"tong_diem", "ket_luan"} & names
    assert not set(release.ruleset.figures) & names


def test_a_named_policy_adds_columns_of_totals(decision_06: Ruleset) -> None:
    policy = replace(load_policy(), official_results=True)
    units = province_year(decision_06, 20, 4)
    names = [
        column.name
        for column in open_tables(public_release(units, decision_06, policy), None)[0].columns
    ]

    assert ["tong_diem", "tong_diem_tu", "tong_diem_den", "ket_luan"] == names[-4:]


def test_units_of_all_states_are_counted_once_in_every_family(release: PublicRelease) -> None:
    table = open_tables(release, None)[2]
    names = [column.name for column in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    whole, *_ = rows

    assert release.whole.count.states[State.RECOGNISED] == whole["duoc_cong_nhan"]
    for family in ("tỉnh", "huyện"):
        assert whole["tong_so"] == sum(row["tong_so"] for row in rows if row["pham_vi"] == family)


def test_no_hash_of_the_results_is_published(
    release: PublicRelease, files: dict[str, bytes]
) -> None:
    """Who knows all results but one could try values until such a hash fits."""
    text = files[WHOLE].decode() + files["GIAY-PHEP.txt"].decode()
    known = {release.ruleset.sha256, release.policy.sha256}

    assert known == {
        word for word in text.replace('"', " ").replace(")", " ").split() if len(word) == 64
    }

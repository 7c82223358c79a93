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

from reports.open_data.check import NOT_STATED, OTHER_FILE, UNKNOWN_FILE, check_files
from reports.open_data.files import CC_BY_4, STATEMENT, SUMS, WHOLE, About, Licence, open_data
from reports.open_data.tables import OpenTable, dictionary, open_tables
from scoring.release.model import Release
from scoring.release.policy import load_policy
from scoring.release.release import release_of
from scoring.rules.ruleset import Ruleset
from tests.support.release_samples import province

ABOUT = About("26.11.0", "2", "Sở mẫu", date(2024, 12, 31))


@pytest.fixture(scope="module")
def release(decision_06: Ruleset) -> Release:
    rows = province(decision_06, 70, 4, luck=0.75)
    before = province(decision_06, 40, 5, year=2022)
    named = replace(rows[0], name='=HYPERLINK("http://x")')
    return release_of([named, *rows[1:], *before], load_policy(), decision_06)


@pytest.fixture(scope="module")
def files(release: Release) -> dict[str, bytes]:
    return open_data(release, ABOUT)


def tables(release: Release) -> list[OpenTable]:
    found = open_tables(release)
    return [*found, dictionary(found, release)]


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
    release: Release, files: dict[str, bytes]
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
    release: Release, files: dict[str, bytes]
) -> None:
    for table in tables(release):
        frame = pd.read_parquet(io.BytesIO(files[f"{table.name}.parquet"])).astype(types_of(table))

        assert [list(row) for row in table.rows] == values(frame)


def test_the_workbook_has_every_table_and_runs_nothing(
    release: Release, files: dict[str, bytes]
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files["du-lieu.xlsx"]))
    for table in tables(release):
        sheet = book[table.title[:31]]
        head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]

        assert [column.name for column in table.columns] == head
        assert [list(row) for row in table.rows] == rows
        assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}


def test_json_has_every_table_with_its_dictionary(
    release: Release, files: dict[str, bytes]
) -> None:
    whole = json.loads(files[WHOLE])

    assert ["phuhop.open-data/1", 2024, "2", "Sở mẫu", "2024-12-31"] == [
        whole[key] for key in ("format", "year", "version", "publisher", "day")
    ]
    assert {"name": CC_BY_4.name, "address": CC_BY_4.address} == whole["licence"]
    assert "giả định" == whole["ruleset"]["level"]
    assert 2 == len(whole["notices"])
    assert [list(row) for row in tables(release)[0].rows] == whole["tables"][0]["rows"]


def test_the_dictionary_explains_every_column_with_unit_type_and_level(release: Release) -> None:
    found = open_tables(release)
    rows = dictionary(found, release).rows
    levels = {(row[0], row[1]): row[6] for row in rows}

    assert [(t.name, c.name) for t in found for c in t.columns] == [row[:2] for row in rows]
    assert all(row[2] and row[3] and row[5] for row in rows)
    assert "giả định, không phải quy định" == levels["xa", "tong_diem_tu"]
    assert "không phụ thuộc bộ tiêu chí" == levels["xa", "ma_xa"]


def test_a_withheld_count_is_blank_and_named_in_its_row(release: Release) -> None:
    table = open_tables(release)[2]
    names = [column.name for column in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    gone = [row for row in rows if row["bi_che"]]

    assert gone
    for row in rows:
        blank = [name for name in ("dat", "khong_dat", "chua_ket_luan") if row[name] is None]

        assert ", ".join(blank) == (row["bi_che"] or "")
        assert (row["ty_le_khong_dat_tu"] is None) == ("khong_dat" in blank)


def test_the_same_release_gives_the_same_bytes(release: Release, files: dict[str, bytes]) -> None:
    assert files == open_data(release, ABOUT)


def test_sums_are_those_of_the_files(files: dict[str, bytes]) -> None:
    listed = dict(reversed(line.split("  ")) for line in files[SUMS].decode().splitlines())

    assert {
        name: hashlib.sha256(made).hexdigest() for name, made in files.items() if name != SUMS
    } == listed


def test_the_publisher_chooses_the_licence(release: Release) -> None:
    own = Licence("ODC-By 1.0", "https://opendatacommons.org/licenses/by/1-0/", "Ghi nguồn.")
    made = open_data(release, replace(ABOUT, licence=own))

    assert "Giấy phép: ODC-By 1.0, https://opendatacommons" in made["GIAY-PHEP.txt"].decode()
    assert "Giấy phép: CC BY 4.0" in open_data(release, ABOUT)["GIAY-PHEP.txt"].decode()


def test_the_files_say_what_the_statement_says(
    files: dict[str, bytes], decision_06: Ruleset
) -> None:
    assert [] == check_files(files, decision_06)
    assert [] == check_files(files, decision_06, files)


def changed(files: dict[str, bytes], name: str, right: str, wrong: str) -> dict[str, bytes]:
    text = files[name].decode("utf-8-sig" if name.endswith(".csv") else "utf-8")
    assert right in text
    return {**files, name: text.replace(right, wrong, 1).encode()}


def test_a_count_that_slipped_into_a_file_is_found(
    files: dict[str, bytes], decision_06: Ruleset
) -> None:
    whole = json.loads(files[WHOLE])
    table = whole["tables"][2]
    at = [column["name"] for column in table["columns"]].index("khong_dat")
    row = next(row for row in table["rows"] if row[-1])
    row[at] = 2
    slipped = {**files, WHOLE: json.dumps(whole, ensure_ascii=False, indent=1).encode()}
    codes = {leak.code for leak in check_files(slipped, decision_06)}

    assert {OTHER_FILE, NOT_STATED} == codes


def test_a_changed_total_is_found(files: dict[str, bytes], decision_06: Ruleset) -> None:
    whole = json.loads(files[WHOLE])
    row = whole["tables"][0]["rows"][0]
    row[10:12] = [1000, 1000]
    slipped = {**files, WHOLE: json.dumps(whole, ensure_ascii=False, indent=1).encode()}

    assert f"xã {row[0]}" in {leak.key for leak in check_files(slipped, decision_06)}


def test_another_table_in_a_file_or_beside_the_files_is_found(
    files: dict[str, bytes], decision_06: Ruleset
) -> None:
    other = changed(files, "nam.csv", "2022;", "2021;")
    beside = {**files, "xa-hai-chau.csv": b"ma_xa;tre_bi_xam_hai\n99100;1\n"}
    fewer = {name: made for name, made in files.items() if name != "xa.parquet"}

    assert [(OTHER_FILE, "nam.csv")] == [
        (leak.code, leak.key) for leak in check_files(other, decision_06)
    ]
    assert [(UNKNOWN_FILE, "xa-hai-chau.csv")] == [
        (leak.code, leak.key) for leak in check_files(beside, decision_06)
    ]
    assert [(OTHER_FILE, "xa.parquet")] == [
        (leak.code, leak.key) for leak in check_files(fewer, decision_06)
    ]


def test_no_hash_of_the_results_is_published(release: Release, files: dict[str, bytes]) -> None:
    """Who knows all results but one could try values until such a hash fits."""
    text = files[STATEMENT].decode() + files[WHOLE].decode() + files["GIAY-PHEP.txt"].decode()
    known = {release.ruleset.sha256, release.policy.sha256}

    assert known == {
        word for word in text.replace('"', " ").replace(")", " ").split() if len(word) == 64
    }

"""Tables in Parquet files."""

from __future__ import annotations

import io
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.support.intake_tables import (
    COMMUNE,
    HEADINGS,
    as_parquet,
    assessments,
    codes,
    said,
    table,
    taken,
    write,
)

pytestmark = pytest.mark.usefixtures("in_a_folder_of_its_own")


def test_parquet_reads_null_and_nan_as_blank_and_dictionaries_as_text() -> None:
    columns: dict[str, Any] = {
        name: pa.array([value] * 2).dictionary_encode() if isinstance(value, str) else [value] * 2
        for name, value in zip(HEADINGS, COMMUNE, strict=True)
    }
    columns["ma_xa"] = ["99001", "99002"]
    columns["tong_so_tre_em"] = [float("nan"), 5.0]
    columns["tre_duoi_5_tuoi"] = pa.array([None, 4], pa.int8())
    columns["1.1"] = [True, None]
    stream = io.BytesIO()
    pq.write_table(pa.table(columns), stream)

    first, second = assessments(taken(write("a.parquet", stream.getvalue())))

    assert ({}, {"1.1": True}) == (first.figures, first.answers)
    assert ({"tong_so_tre_em": 5, "tre_duoi_5_tuoi": 4}, {}) == (second.figures, second.answers)


def test_a_parquet_column_of_another_type_is_told_once() -> None:
    rows = table("tong_so_tre_em", "1.1", rows=[(*COMMUNE, [1, 2], "x")])

    assert [
        (
            "a.parquet: cột «tong_so_tre_em»: [kieu-cot] cột kiểu «list<element: int64>» không đọc "
            "được; coi như trống; ghi số đếm dạng số nguyên, còn lại dạng chữ"
        ),
        (
            "a.parquet:1: cột «1.1»: [co-khong] «x» không phải «có» hoặc «không»; "
            "ghi «có» hoặc «không»; để trống nếu chưa trả lời được"
        ),
    ] == said(taken(write("a.parquet", as_parquet(rows))))


def test_a_parquet_file_that_unpacks_to_a_million_rows_is_refused() -> None:
    stream = io.BytesIO()
    pq.write_table(pa.table({"ma_xa": pa.repeat("99001", 1_000_000)}), stream)

    assert ["tep-qua-lon"] == codes(taken(write("a.parquet", stream.getvalue())))

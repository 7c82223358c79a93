"""Parquet as Polars, pandas and DuckDB write it: the types of their columns."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from scoring.tables.parquet_reading import damaged
from tests.support.intake_tables import COMMUNE, HEADINGS, assessments, codes, said, taken, write

pytestmark = pytest.mark.usefixtures("in_a_folder_of_its_own")

FIGURE = "tong_so_tre_em"
CODES = ("99001", "99002", "99003")
NAMES = ("Xã Đồi Sim", "Xã Suối Mơ", "Xã Đồi Sim")


def file(
    answers: Any, counts: Any, words: Any = None, options: Any = None, **columns: Any
) -> bytes:
    """Return a table of three communes with columns of the given types; *options* write it."""
    kind = words or pa.string()
    texts = [
        pa.array([value] * 3, kind) if isinstance(value, str) else pa.array([value] * 3)
        for value in COMMUNE
    ]
    texts[0], texts[1] = pa.array(CODES, kind), pa.array(NAMES, kind)
    table = dict(zip(HEADINGS, texts, strict=True)) | {"1.1": answers, FIGURE: counts} | columns
    stream = io.BytesIO()
    pq.write_table(pa.table(table), stream, **(options or {}))
    return stream.getvalue()


def read(content: bytes) -> list[tuple[str, bool | None, int | None]]:
    intake = taken(write("a.parquet", content))
    assert [] == said(intake)
    return [
        (a.commune.name, a.answers.get("1.1"), a.figures.get(FIGURE)) for a in assessments(intake)
    ]


EXPECTED = [("Xã Đồi Sim", True, 5), ("Xã Suối Mơ", False, 6), ("Xã Đồi Sim", None, None)]
BOOLEANS = pa.array([True, False, None])
COUNTS = pa.array([5, 6, None], pa.int64())

ANSWERS = {
    "booleans": BOOLEANS,
    "words": pa.array(["có", "không", None]),
    "words as views": pa.array(["có", "không", None], pa.string_view()),
    "a category of words": pa.array(["có", "không", None]).dictionary_encode(),
    "a category of small indices": pa.DictionaryArray.from_arrays(
        pa.array([0, 1, None], pa.uint8()), pa.array(["có", "không"])
    ),
    "a category of long words": pa.array(
        ["có", "không", None], pa.large_string()
    ).dictionary_encode(),
    "words that are not said to be text": pa.array([b"c\xc3\xb3", "không".encode(), None]),
    "booleans of eight bits": pa.ExtensionArray.from_storage(
        pa.bool8(), pa.array([1, 0, None], pa.int8())
    ),
}
NUMBERS = {
    "whole numbers": COUNTS,
    "small numbers": pa.array([5, 6, None], pa.uint8()),
    "the largest numbers": pa.array([5, 6, None], pa.uint64()),
    "numbers with NaN for a blank": pa.array([5.0, 6.0, float("nan")]),
    "half numbers": pa.array(np.array([5, 6, np.nan], np.float16)),
    "decimals": pa.array([Decimal("5.00"), Decimal(6), None], pa.decimal128(9, 2)),
    "short decimals": pa.array([Decimal(5), Decimal(6), None], pa.decimal32(9, 0)),
    "a category of numbers": COUNTS.dictionary_encode(),
    "numbers as words": pa.array(["5", "6", None], pa.string_view()),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_answers_of_any_type_are_answers(kind: str) -> None:
    assert EXPECTED == read(file(ANSWERS[kind], COUNTS))


@pytest.mark.parametrize("kind", NUMBERS)
def test_counts_of_any_type_are_counts(kind: str) -> None:
    assert EXPECTED == read(file(BOOLEANS, NUMBERS[kind]))


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary()]
)
def test_texts_of_any_type_are_texts(kind: pa.DataType) -> None:
    assert EXPECTED == read(file(BOOLEANS, COUNTS, kind))


@pytest.mark.parametrize("encoding", ["DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY", "PLAIN"])
def test_the_encodings_of_newer_writers_are_read(encoding: str) -> None:
    options = {
        "use_dictionary": False,
        "column_encoding": {"ten_xa": encoding, "loai": encoding},
        "data_page_version": "2.0",
        "compression": "zstd",
    }

    assert EXPECTED == read(file(BOOLEANS, COUNTS, options=options))


def test_what_pyarrow_cannot_read_is_not_called_damage() -> None:
    problem = damaged("a.parquet", pa.ArrowNotImplementedError("Integers with more than 64 bits"))

    assert (
        "a.parquet: [kieu-cot] tệp Parquet có kiểu cột hoặc cách ghi không đọc được (Integers with "
        "more than 64 bits); xuất lại: số đếm dạng int64, tên dạng chữ, có/không dạng boolean"
    ) == str(problem)


@pytest.mark.parametrize(
    "index", [pd.RangeIndex(3), pd.Index([7, 8, 9]), pd.Index(["a", "b", "c"])]
)
def test_pandas_own_row_numbers_and_nullable_types_are_no_trouble(index: Any) -> None:
    frame = pd.DataFrame(
        {name: [value] * 3 for name, value in zip(HEADINGS, COMMUNE, strict=True)}
        | {"ma_xa": CODES, "ten_xa": pd.Categorical(NAMES)},
        index=index,
    )
    frame["1.1"] = pd.array([True, False, None], "boolean")
    frame[FIGURE] = pd.array([5, 6, None], "Int64")
    stream = io.BytesIO()
    frame.to_parquet(stream)

    assert EXPECTED == read(stream.getvalue())


def test_text_in_an_old_font_is_converted_and_told() -> None:
    names = ["X· Suèi M¬", "Xã Mẫu", "X· Suèi M¬"]
    intake = taken(write("a.parquet", file(BOOLEANS, COUNTS, ten_xa=names)))

    assert ["Xã Suối Mơ", "Xã Mẫu", "Xã Suối Mơ"] == [a.commune.name for a in assessments(intake)]
    assert [
        (
            f"a.parquet:{row}: cột «ten_xa»: [chu-cu] cảnh báo: chữ TCVN3: đọc «X· Suèi M¬» thành "
            "«Xã Suối Mơ»; kiểm tra lại chữ; nên gõ bằng phông Unicode"
        )
        for row in (1, 3)
    ] == said(intake)


@pytest.mark.parametrize("name", ["Xã Tr?ng", b"X\xe3 M\x1eu"])
def test_a_name_that_lost_letters_is_a_fault(name: Any) -> None:
    content = file(
        BOOLEANS,
        COUNTS,
        ten_xa=[name, *([n.encode() for n in NAMES[1:]] if isinstance(name, bytes) else NAMES[1:])],
    )

    assert ["mat-chu"] == codes(taken(write("a.parquet", content)))


@pytest.mark.parametrize("heading", ["Ðịa chỉ", "Hä vµ tªn"])
def test_a_private_column_is_recognised(heading: str) -> None:
    content = file(BOOLEANS, COUNTS, **{heading: ["x"] * 3})

    assert ["du-lieu-ca-nhan"] == codes(taken(write("a.parquet", content)))

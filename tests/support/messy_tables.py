"""Tables as people write them, and the rulesets of their years."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import strategies as st

from phuhop.usecases.samples.demo import SAMPLES
from scoring.rules.ruleset import Ruleset
from tests.support.strategies import decision_06

SAMPLE = SAMPLES / "so-lieu-mau.csv"


HEADINGS, *SAMPLE_ROWS = csv.reader(SAMPLE.read_text("utf-8-sig").splitlines(), delimiter=";")


Table = Sequence[Sequence[Any]]


def _older() -> Ruleset:
    """A decision with a figure that the other does not have."""
    six = decision_06()
    extra = {**six.figures, "so_thon": six.figures["tong_so_tre_em"]}
    return dataclasses.replace(six, id="cu", figures=extra)


OLDER = _older()


def choose(year: int) -> Ruleset | None:
    if year < 2010:
        return None
    return OLDER if year == 2020 else decision_06()


def as_csv(rows: Table, delimiter: str = ";") -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerows([["" if cell is None else cell for cell in row] for row in rows])
    return stream.getvalue().encode()


CELLS = [
    *(
        "",
        " ",
        "0",
        "7",
        "12",
        "1.234",
        "9999999",
        "10000000",
        "1000000000",
        "-",
        "-5",
        "5%",
        "12,5",
        "12.5",
    ),
    *("2OOO", "007", "có", "không", "Có ", "x", "=1+1", "#N/A", "300000", "1,234", "\u200b", "31"),
    *("thị trấn", "đặc khu", "phường", "miền núi", "miền núi; hải đảo", "2020", "2024", "1999"),
    *("2030", "99001", "9901", "'=Xã", "Xã A", "Hòa\nBình", 'Xã "A"; B', "2000"),
]


def as_parquet(rows: Table, group: int = 3, *, is_dictionary: bool = False) -> bytes:
    headings, *body = rows
    columns = []
    for at in range(len(headings)):
        values = [row[at] if row[at] != "" else None for row in body]
        numbers = [int(v) if str(v).isdecimal() and at > 7 else v for v in values]
        try:
            array = pa.array(numbers)
        except (pa.ArrowInvalid, pa.ArrowTypeError):
            array = pa.array([None if v is None else str(v) for v in values])
        if is_dictionary and pa.types.is_string(array.type):
            array = array.dictionary_encode()
        columns.append(array)
    stream = io.BytesIO()
    table = pa.table(columns, names=list(headings))
    pq.write_table(table, stream, row_group_size=group)
    return stream.getvalue()


EXTRA = ["so_thon", "", "cot la", "1.1", "nam"]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Draw sound rows and spoil a few of their cells."""
    headings = list(HEADINGS)
    rows = [list(draw(st.sampled_from(SAMPLE_ROWS))) for _ in range(draw(st.integers(0, 9)))]
    for row in rows:
        row[0] = f"9900{draw(st.integers(0, 4))}" if draw(st.booleans()) else row[0]
        row[7] = draw(st.sampled_from(["2023", "2024", "2024", "2020", "2018", "2005", "2027"]))
        for _ in range(draw(st.integers(0, 2))):
            row[draw(st.integers(0, len(row) - 1))] = draw(st.sampled_from(CELLS))
    if draw(st.integers(0, 3)) == 0:
        extra = draw(st.sampled_from(EXTRA))
        at = draw(st.integers(0, len(headings)))
        headings.insert(at, extra)
        for row in rows:
            row.insert(at, draw(st.sampled_from(["", "5"])))
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(headings) - 1))
        if draw(st.booleans()) or headings[at] in {"tp_truc_thuoc_tw", "tinh", "vung"}:
            del headings[at]
            for row in rows:
                del row[at]
    return [headings, *rows]


@st.composite
def csv_files(draw: st.DrawFn) -> bytes:
    """Draw a CSV file with rows that are too long, too short, empty or broken."""
    content = as_csv(draw(tables()), draw(st.sampled_from(";,\t")))
    lines = content.decode().split("\n")
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(lines) - 1))
        lines[at] = draw(
            st.sampled_from(
                ["", ";;;", lines[at] + ";;", lines[at] + ";x", lines[at][:40], lines[at] + '"x']
            )
        )
    return (
        draw(st.sampled_from(["", "\ufeff", "Bảng số liệu\n"])).encode() + "\n".join(lines).encode()
    )


@st.composite
def parquet_files(draw: st.DrawFn) -> bytes:
    rows = draw(tables())
    if len(set(rows[0])) < len(rows[0]) or len(rows) < 2:
        rows = [HEADINGS, SAMPLE_ROWS[0]]
    return as_parquet(rows, draw(st.integers(1, 5)), is_dictionary=draw(st.booleans()))


FILES = st.lists(st.one_of(csv_files(), parquet_files()), min_size=1, max_size=3)

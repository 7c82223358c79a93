"""What must hold of every table, whatever stands in it."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.support.examples import examples
from tests.support.intake_tables import (
    COMMUNE,
    ROOT,
    Table,
    as_csv,
    as_parquet,
    as_xlsx,
    assessments,
    table,
    taken,
    write,
)

pytestmark = pytest.mark.usefixtures("in_a_folder_of_its_own")


COUNTS = [
    *("tre_phai_khai_sinh", "phieu_hop_le", "vu_viec_xam_hai_bo_roi_mua_ban", "tong_so_tre_em"),
    "tong_so_tre_em__ky_truoc",
]
ITEMS = ["1.1", "12.2"]


@st.composite
def good_tables(draw: st.DrawFn) -> Table:
    communes = draw(st.lists(st.integers(0, 99_999), min_size=1, max_size=6, unique=True))
    rows = []
    for number in communes:
        name = draw(st.sampled_from(["Xã Mẫu", "Phường 10", 'Xã "A"; B', "Hòa\nBình", "Đăk Tô"]))
        kind = draw(st.sampled_from(["xã", "phường", "Thị trấn"]))
        areas = draw(st.sampled_from([None, "miền núi", "hải đảo; miền núi"]))
        year = draw(st.integers(2019, 2026))
        counts = [draw(st.none() | st.integers(0, 10**7 - 1)) for _ in COUNTS]
        born, _, _, children, _ = counts
        if born is not None and children is not None:
            counts[0] = min(born, children)
        answers = [draw(st.sampled_from([None, "có", "không"])) for _ in ITEMS]
        identity = [f"{number:05}", name, kind, areas, "Tỉnh Mẫu", None, "không", year]
        rows.append([*identity, *counts, *answers])
    return table(*COUNTS, *ITEMS, rows=rows)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bang")


def hashes(content: bytes, folder: Path) -> set[str]:
    path = folder / "bang"
    path.write_bytes(content)
    intake = taken(path)
    assert () == intake.faults
    return {a.sha256 for a in assessments(intake)}


@examples(40)
@given(good_tables())
def test_the_same_table_as_csv_xlsx_and_parquet_is_the_same(folder: Path, rows: Table) -> None:
    from_csv = hashes(as_csv(rows), folder)

    assert len(rows) - 1 == len(from_csv)
    assert from_csv == hashes(as_csv(rows, ","), folder)
    assert from_csv == hashes(as_xlsx(rows), folder)
    assert from_csv == hashes(as_parquet(rows), folder)


@examples(60)
@given(good_tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_changes_nothing(
    folder: Path, rows: Table, shuffled: random.Random
) -> None:
    columns = shuffled.sample(range(len(rows[0])), len(rows[0]))
    headings, *body = [[row[at] for at in columns] for row in rows]
    shuffled.shuffle(body)

    assert hashes(as_csv(rows), folder) == hashes(as_csv([headings, *body]), folder)


def damaged(content: bytes, chance: random.Random) -> bytes:
    damage = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(damage) + 1)
        match chance.randrange(4):
            case 0:
                damage[at:at] = chance.choice([b'"', b";", b"\n", b"\r", b"\0", b"\xff", b"\xad"])
            case 1:
                damage[at : at + chance.randint(1, 9)] = b""
            case 2:
                damage[at : at + 1] = chance.randbytes(1)
            case 3:
                del damage[at:]
    return bytes(damage)


def kinds_of_file() -> list[bytes]:
    rows = table(*COUNTS, rows=[(*COMMUNE, 5, 6, 7, 8, 9), ("99002", *COMMUNE[1:])])
    rows = [[*row, *[None] * (13 - len(row))] for row in rows]
    return [as_csv(rows), as_xlsx(rows), as_parquet(rows)]


@pytest.mark.parametrize("content", kinds_of_file(), ids=["csv", "xlsx", "parquet"])
@examples(150)
@given(chance=st.randoms(use_true_random=False))
def test_any_damaged_bytes_end_in_listed_problems_never_an_exception(
    folder: Path, content: bytes, chance: random.Random
) -> None:
    path = folder / "hong"
    path.write_bytes(damaged(content, chance))

    intake = taken(path)

    assert intake.entries or intake.faults
    assert all(str(problem) for problem in intake.problems)


@examples(200)
@given(st.binary(max_size=200))
@example(b"\x01\n!")
def test_any_bytes_at_all_end_in_listed_problems(folder: Path, content: bytes) -> None:
    path = folder / "bat-ky"
    path.write_bytes(content)

    assert taken(path).faults


def test_reading_csv_loads_no_heavy_library() -> None:
    path = write("a.csv", as_csv(table("tong_so_tre_em", rows=[(*COMMUNE, 5)])))
    heavy = ["openpyxl", "pyarrow", "numpy", "pandas", "zipfile"]
    program = f"""
import sys
from pathlib import Path
before = set(sys.modules)
from scoring.forms.files import read_file
from scoring.intake import reading as intake
tables, problems = read_file(Path({str(path.absolute())!r}))
assert tables and not problems
print([name for name in {heavy!r} if name in set(sys.modules) - before])
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert "[]" == done.stdout.strip()

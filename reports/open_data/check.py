"""Whether the files of a release are what its statement says, read as an outsider reads them.

The proof of ``scoring/release/check.py`` is about ``cong-bo.json``. Here every file beside it is
shown to hold the tables of ``du-lieu.json`` and nothing else (a writer that always gives the
same bytes gives these), and those tables to hold no count that the statement withholds. A table
nobody knows is told: of what it reveals nothing is proved.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from reports.open_data.files import LICENCE_FILE, STATEMENT, SUMS, WHOLE, files_of, tables_of
from reports.open_data.tables import COUNT_COLUMNS, OpenTable
from scoring.disclosure.intruder import Leak
from scoring.release.check import check_publication
from scoring.rules.ruleset import Ruleset

OTHER_FILE, UNKNOWN_FILE, NOT_STATED = "tep-khac", "tep-la", "khong-khop-cong-bo"

_TABLES = (".csv", ".xlsx", ".json", ".parquet")


def check_files(
    files: Mapping[str, bytes], ruleset: Ruleset, earlier: Mapping[str, bytes] | None = None
) -> list[Leak]:
    """Return what the open data in *files* (by name) give away, alone and beside *earlier*.

    *earlier* are the files of a publication that is already out.
    """
    statement = json.loads(files[STATEMENT])
    whole = json.loads(files[WHOLE])
    before = None if earlier is None else json.loads(earlier[STATEMENT])
    return [
        *_other_files(files, whole),
        *_unstated(tables_of(whole), statement),
        *check_publication(statement, ruleset, before),
    ]


def _other_files(files: Mapping[str, bytes], whole: Mapping[str, Any]) -> Iterator[Leak]:
    about = {key: value for key, value in whole.items() if key not in {"format", "tables"}}
    expected = files_of(tables_of(whole), about)
    for name in sorted(files):
        if name in expected and files[name] != expected[name]:
            yield Leak(OTHER_FILE, name, f"không chứa đúng các bảng của {WHOLE}")
        is_ours = name in expected or name in {STATEMENT, SUMS, LICENCE_FILE}
        if not is_ours and name.endswith(_TABLES):
            yield Leak(UNKNOWN_FILE, name, "bảng lạ: chưa chứng minh được là không làm lộ gì")
    for name in sorted(set(expected) - set(files)):
        yield Leak(OTHER_FILE, name, "thiếu tệp này")


def _unstated(tables: tuple[OpenTable, ...], statement: Mapping[str, Any]) -> Iterator[Leak]:
    """Yield counts and totals in the tables that the statement does not have."""
    by_name = {table.name: table for table in tables}
    stated = {
        (cell["family"], cell["group"], number): cell
        for number, cell in _numbered(statement["cells"])
    }
    slugs = list(dict.fromkeys(cell["criterion"] for cell in statement["cells"]))
    seen: dict[object, int] = {}
    for row in _rows(by_name["tieu-chi"]):
        place = seen.setdefault(row["tieu_chi"], len(seen))
        cell = stated.get((row["pham_vi"], row["nhom"] or "", place))
        slug = slugs[place] if place < len(slugs) else row["tieu_chi"]
        name = f"{slug}|{row['pham_vi']}:{row['nhom'] or ''}"
        counts = {} if cell is None else cell["counts"]
        for finding, column in COUNT_COLUMNS.items():
            if row[column] != counts.get(finding.name):
                message = f"tệp ghi {row[column]}, {STATEMENT} ghi {counts.get(finding.name)}"
                yield Leak(NOT_STATED, f"{name}|{finding.name}", message)
        percent = None if cell is None else cell["lost_percent"]
        if [row["ty_le_khong_dat_tu"], row["ty_le_khong_dat_den"]] != (percent or [None, None]):
            yield Leak(NOT_STATED, name, f"tỷ lệ khác với {STATEMENT}")
    totals = {commune["code"]: commune["total"] for commune in statement["communes"]}
    for row in _rows(by_name["xa"]):
        ends = totals.get(row["ma_xa"]) or [None, None]
        if [row["tong_diem_tu"], row["tong_diem_den"]] != [_number(end) for end in ends]:
            yield Leak(NOT_STATED, f"xã {row['ma_xa']}", f"tổng điểm khác với {STATEMENT}")


def _numbered(cells: list[dict[str, Any]]) -> Iterator[tuple[int, dict[str, Any]]]:
    places: dict[str, int] = {}
    for cell in cells:
        yield places.setdefault(cell["criterion"], len(places)), cell


def _rows(table: OpenTable) -> Iterator[dict[str, Any]]:
    names = [column.name for column in table.columns]
    for row in table.rows:
        yield dict(zip(names, row, strict=True))


def _number(text: str | None) -> float | None:
    return None if text is None else float(text)

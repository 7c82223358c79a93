"""The seal of a table exported from a register: what its rows were when they left it.

A side file, format ``phuhop.seal/1``, holds the head of the register's chain and a SHA-256
over the rows as they are read back: saving the same values in another program keeps it, any
edited cell, missing or added row breaks it. It is no signature: who wants to know whether the
register really wrote it looks the head up there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from scoring.base.canonical import compact, sha256_of_text
from scoring.base.file_errors import reason
from scoring.base.problems import Place, Problem, ProblemsFound, file_name
from scoring.base.quantities import vietnamese
from scoring.formats.strict_json import parsed
from scoring.results.columns import cells_of
from scoring.results.rows import ResultRow

FORMAT = "phuhop.seal/1"
SUFFIX = ".niem-phong.json"
"""What follows a table's file name in the name of its seal."""

_SHORT = 16
"""Digits of the hashes that only find a row or column; the whole is held by the full one."""
_MOST_TOLD = 20
_HEAD_SHOWN = 20
_AGAIN = "không sửa bảng đã xuất; sửa trong sổ rồi xuất lại"

_Cells = Mapping[str, str | None]


def seal_path(table: Path) -> Path:
    """Return where the seal of *table* lies: beside it."""
    return table.with_name(table.name + SUFFIX)


def seal(rows: Sequence[ResultRow], head: str) -> bytes:
    """Return the seal of a table of *rows* that a register with this *head* exported."""
    cells = [_cells(row) for row in rows]
    found = {
        "format": FORMAT,
        "head": head,
        "rows": len(rows),
        "sha256": _whole(cells),
        "row_sha256": {_key(row): _short(own) for row, own in zip(rows, cells, strict=True)},
        "column_sha256": _columns(cells),
    }
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def broken_seal(
    table: Path, rows: Sequence[ResultRow], *, all_read: bool
) -> tuple[Problem, ...] | None:
    """Return why *rows* are not what the seal beside *table* holds; ``None`` without a seal.

    With *all_read* every row of the table is among *rows*; else those withheld are not told
    as missing. An empty answer is a whole seal.
    """
    path = seal_path(table)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        message = f"không đọc được niêm phong của bảng: {reason(error)}"
        return (Problem(Place(file_name(path)), "khong-doc-duoc", message),)
    try:
        held = _held(content, Place(file_name(path)))
    except ProblemsFound as found:
        return tuple(found.problems)
    cells = [_cells(row) for row in rows]
    if all_read and len(rows) == held["rows"] and _whole(cells) == held["sha256"]:
        return ()
    place = Place(file_name(table))
    told = list(_changed_rows(rows, cells, held, place, all_read=all_read))
    head = f"mắt xích {held['head'][:_HEAD_SHOWN]}…"
    message = f"bảng không còn như khi xuất từ sổ ({head}); không đọc dòng nào của bảng này"
    first = Problem(place, "niem-phong-vo", message, _AGAIN)
    if len(told) > _MOST_TOLD:
        rest = vietnamese(len(told) - _MOST_TOLD)
        told = [
            *told[:_MOST_TOLD],
            Problem(place, "niem-phong-vo", f"và {rest} dòng khác đã bị sửa, thêm hoặc xóa"),
        ]
    return (first, *told)


def _held(content: bytes, place: Place) -> Mapping[str, Any]:
    found = parsed(content, place)
    shapes = {
        "head": str,
        "rows": int,
        "sha256": str,
        "row_sha256": dict,
        "column_sha256": dict,
    }
    if (
        not isinstance(found, dict)
        or found.get("format") != FORMAT
        or not all(isinstance(found.get(name), shape) for name, shape in shapes.items())
    ):
        message = f"không phải niêm phong «{FORMAT}»"
        raise ProblemsFound([Problem(place, "json-la", message, _AGAIN)])
    return found


def _changed_rows(
    rows: Sequence[ResultRow],
    cells: Sequence[_Cells],
    held: Mapping[str, Any],
    place: Place,
    *,
    all_read: bool,
) -> Iterator[Problem]:
    left = dict(held["row_sha256"])
    has_same_rows = all_read and sorted(map(_key, rows)) == sorted(left)
    columns = _named(_changed_columns(cells, held["column_sha256"])) if has_same_rows else ""
    for row, own in zip(rows, cells, strict=True):
        before = left.pop(_key(row), None)
        if before is None:
            message = f"xã {row.code} năm {row.year} không có trong bảng khi xuất, hoặc có hai lần"
            yield Problem(row.place, "niem-phong-vo", message)
        elif before != _short(own):
            message = f"xã {row.code} năm {row.year} đã bị sửa sau khi xuất{columns}"
            yield Problem(row.place, "niem-phong-vo", message)
    if all_read:
        for key in left:
            code, _, rest = key.partition("/")
            message = (
                f"xã {code} năm {rest.partition('@')[0]} có khi xuất, nay không còn trong bảng"
            )
            yield Problem(place, "niem-phong-vo", message)


def _changed_columns(cells: Sequence[_Cells], held: Mapping[str, str]) -> list[str]:
    now = _columns(cells)
    return [name for name in dict.fromkeys((*held, *now)) if held.get(name) != now.get(name)]


def _named(columns: Sequence[str]) -> str:
    if not columns:
        return ""
    return f" (cột đã đổi của bảng: {', '.join(columns)})"


def _key(row: ResultRow) -> str:
    return f"{row.code}/{row.year}@{row.ruleset.id}"


def _whole(cells: Iterable[_Cells]) -> str:
    """Return the hash of all rows, in whatever order they stand."""
    return sha256_of_text("\n".join(sorted(compact(own) for own in cells)))


def _short(cells: object) -> str:
    return sha256_of_text(compact(cells))[:_SHORT]


def _columns(cells: Sequence[_Cells]) -> dict[str, str]:
    found: dict[str, list[tuple[str | None, ...]]] = {}
    for own in cells:
        for name, value in own.items():
            found.setdefault(name, []).append((own["ma_xa"], own["nam"], value))
    return {name: _short(sorted(values, key=str)) for name, values in found.items()}


def _cells(row: ResultRow) -> dict[str, str | None]:
    """Return the row under the names of its columns, as text; points exact."""
    return {name: None if cell is None else str(cell) for name, cell in cells_of(row, str).items()}

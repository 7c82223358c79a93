"""Whether the open data that lie in a folder are those of one release, read back as a reader does.

Every table is read from CSV, XLSX and Parquet and compared with ``du-lieu.json``: by content, so
that another version of a library accuses nobody. Then all that is derived is computed again from
the public units alone; a number that is not a function of them is told.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.open_data.columns import Column, OpenTable, Value, dictionary
from reports.open_data.files import LICENCE_FILE, SUMS, WHOLE, WORKBOOK, sheet_name, tables_of
from reports.open_data.reading_back import Rows, rows_of_csv, rows_of_parquet, sheets_of
from reports.open_data.tables import open_tables
from reports.open_data.units import EARLIER, UNITS, communes_of
from scoring.base.problems import Place, Problem, ProblemsFound, shown
from scoring.recognition.communes import State
from scoring.release.assembling import assembled
from scoring.release.forced import Inference
from scoring.release.policy import PublicationPolicy
from scoring.release.public import PublicRelease, ZeroShare
from scoring.rules.ruleset import Ruleset
from scoring.rules.sensitive import open_criteria

_TABLES = (".csv", ".xlsx", ".json", ".parquet")
_BROKEN = "tep-hong"


@dataclass(frozen=True, slots=True)
class CheckedData:
    """What was found: the release computed from the published units, and every fault."""

    release: PublicRelease
    problems: tuple[Problem, ...]


def ruleset_of(files: Mapping[str, bytes]) -> tuple[str, str]:
    """Return id and SHA-256 of the ruleset the data name; raises ``ProblemsFound``."""
    named = _whole(files).get("ruleset")
    if isinstance(named, dict) and isinstance(named.get("id"), str):
        return named["id"], str(named.get("sha256"))
    raise _broken(WHOLE, "không nêu bộ tiêu chí")


def check_files(files: Mapping[str, bytes], ruleset: Ruleset) -> CheckedData:
    """Return what is wrong with the open data in *files* (by name).

    Raises ``ProblemsFound`` where ``du-lieu.json`` is no open data of ours.
    """
    whole = _whole(files)
    try:
        tables = tables_of(whole)
        release = _rebuilt(tables, whole, ruleset)
        again = _tables_again(release, tables)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise _broken(WHOLE, f"không phải dữ liệu mở ({type(error).__name__})") from None
    problems = [
        *_unlike(files, tables),
        *_unknown(files, tables),
        *_not_derived(tables, again),
        *_not_withheld(release),
    ]
    return CheckedData(release, tuple(problems))


def _whole(files: Mapping[str, bytes]) -> dict[str, Any]:
    if WHOLE not in files:
        raise _broken(WHOLE, "thiếu tệp này")
    try:
        whole = json.loads(files[WHOLE])
    except (ValueError, RecursionError):
        raise _broken(WHOLE, "tệp hỏng, không phải JSON") from None
    if not isinstance(whole, dict):
        raise _broken(WHOLE, "tệp hỏng")
    return whole


def _broken(name: str, message: str) -> ProblemsFound:
    return ProblemsFound([Problem(Place(name), _BROKEN, message)])


def _rebuilt(
    tables: Sequence[OpenTable], whole: Mapping[str, Any], ruleset: Ruleset
) -> PublicRelease:
    by_name = {table.name: table for table in tables}
    numbers = [each.number for each in open_criteria(ruleset)]
    units = [one for name in (UNITS, EARLIER) for one in communes_of(by_name[name], numbers)]
    statistic = whole.get("refused_with_sensitive_at_floor")
    zero = None if statistic is None else ZeroShare(statistic)
    return assembled(units, ruleset, _policy_of(whole["policy"]), Inference(ruleset), zero)


def _policy_of(said: Mapping[str, Any]) -> PublicationPolicy:
    """Return the policy as far as the data tell it: what it adds, not its text."""
    adds = bool(said["official_results"]), bool(said["sensitive_statistic"])
    return PublicationPolicy("", "", str(said["sha256"]), str(said["name"]), "", *adds, None)


def _tables_again(release: PublicRelease, tables: Sequence[OpenTable]) -> dict[str, OpenTable]:
    """Return the tables as the public units give them. The day for objections is taken over."""
    (units,) = (table for table in tables if table.name == UNITS)
    place = [column.name for column in units.columns].index("han_phan_anh")
    days = {row[place] for row in units.rows}
    day = days.pop() if len(days) == 1 else None
    again = open_tables(release, date.fromisoformat(str(day)) if day else None)
    whole = (*again, dictionary(again, release.ruleset.level))
    return {table.name: table for table in whole}


def _not_derived(tables: Sequence[OpenTable], again: Mapping[str, OpenTable]) -> Iterator[Problem]:
    """Yield tables that say anything that does not follow from the public units."""
    hint = "bản này không do phần mềm ghi ra như vậy; công bố lại từ sổ hồ sơ"
    for table in tables:
        right = again.get(table.name)
        if right is None:
            message = "bảng lạ: không biết bảng này từ đâu mà có"
            yield Problem(Place(f"{WHOLE}, {table.name}"), "bang-la", message, hint)
            continue
        if table.columns != right.columns:
            message = "các cột không phải là cột của bảng này"
            yield Problem(Place(f"{WHOLE}, {table.name}"), "cot-khac", message, hint)
            continue
        yield from _first_difference(
            f"{WHOLE}, {table.name}", table.columns, table.rows, right.rows, "khong-khop", hint
        )
    for name in again.keys() - {table.name for table in tables}:
        yield Problem(Place(f"{WHOLE}, {name}"), "thieu-bang", "thiếu bảng này", hint)


def _not_withheld(release: PublicRelease) -> Iterator[Problem]:
    """Yield units with points in a group where those beside a refusal would name a criterion."""
    groups = {one.group for one in release.withheld_points}
    for table, communes in ((UNITS, release.communes), (EARLIER, release.earlier)):
        for one in communes:
            if one.group in groups and one.points and one.state is not State.RECOGNISED:
                message = f"đơn vị {one.code}: nhóm «{one.group}» không được nêu điểm"
                yield Problem(Place(f"{WHOLE}, {table}"), "khong-duoc-neu-diem", message)


def _unlike(files: Mapping[str, bytes], tables: Sequence[OpenTable]) -> Iterator[Problem]:
    """Yield files that do not hold exactly the tables of the whole."""
    names = [f"{table.name}{end}" for table in tables for end in (".csv", ".parquet")]
    for name in (*names, WORKBOOK):
        if name not in files:
            yield Problem(Place(name), "thieu-tep", "thiếu tệp này")
    sheets = sheets_of(files[WORKBOOK]) if WORKBOOK in files else None
    for table in tables:
        csv, parquet = f"{table.name}.csv", f"{table.name}.parquet"
        if csv in files:
            yield from _compared(csv, table, rows_of_csv(files[csv], table))
        if parquet in files:
            yield from _compared(parquet, table, rows_of_parquet(files[parquet]))
        if sheets is not None:
            place = f"{WORKBOOK}, {table.title}"
            yield from _compared(place, table, sheets.get(sheet_name(table)))


def _compared(name: str, table: OpenTable, read: Rows | None) -> Iterator[Problem]:
    if read is None:
        yield Problem(Place(name), _BROKEN, "không đọc được bảng này")
        return
    heads: Rows = [[column.name for column in table.columns]]
    expected = [*heads, *map(list, table.rows)]
    hint = f"các tệp phải nói đúng như {WHOLE}"
    yield from _first_difference(name, table.columns, read, expected, "tep-khac", hint)


def _first_difference(  # noqa: PLR0913, PLR0917 -- what is compared, and what is said of it
    place: str,
    columns: Sequence[Column],
    found: Sequence[Sequence[Value]],
    right: Sequence[Sequence[Value]],
    code: str,
    hint: str,
) -> Iterator[Problem]:
    if len(found) != len(right):
        message = f"có {len(found)} dòng, phải là {len(right)} dòng"
        yield Problem(Place(place), code, message, hint)
        return
    differences = [
        (number, column.name, was, should)
        for number, (own, other) in enumerate(zip(found, right, strict=True), 1)
        for column, was, should in zip(columns, own, other, strict=False)
        if was != should
    ]
    if differences:
        number, column, was, should = differences[0]
        rest = f" và {len(differences) - 1} ô khác" if len(differences) > 1 else ""
        message = f"dòng {number}, cột {column}: ghi {_said(was)}, phải là {_said(should)}{rest}"
        yield Problem(Place(place), code, message, hint)


def _said(value: Value) -> str:
    return "trống" if value is None else shown(str(value))


def _unknown(files: Mapping[str, bytes], tables: Sequence[OpenTable]) -> Iterator[Problem]:
    ours = {WORKBOOK, WHOLE, SUMS, LICENCE_FILE}
    ours |= {f"{table.name}{end}" for table in tables for end in (".csv", ".parquet")}
    for name in sorted(files):
        if name not in ours and name.endswith(_TABLES):
            message = "bảng lạ: không biết bảng này từ đâu mà có"
            yield Problem(Place(name), "bang-la", message)

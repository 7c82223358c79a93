"""A release as open data: CSV, XLSX, JSON and Parquet that say the same, dictionary, licence.

Same release, same bytes. ``SHA256SUMS`` names every file.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.open_data.columns import Column, OpenTable, dictionary
from reports.open_data.tables import open_tables
from reports.tables.writing import XlsxBook, to_csv, to_parquet
from reports.wording.clean import clean
from reports.wording.vietnamese import short_date
from scoring.engine.explanation import level_words
from scoring.release.public import PublicRelease
from scoring.results.table_writing import COUNT, NUMBER, TEXT, Heading, Value

FORMAT = "phuhop.open-data/2"
WORKBOOK = "du-lieu.xlsx"
WHOLE = "du-lieu.json"
SUMS = "SHA256SUMS"
LICENCE_FILE = "GIAY-PHEP.txt"

_LONGEST_SHEET_NAME = 31


@dataclass(frozen=True, slots=True)
class Licence:
    """An open licence: short name, address of its text, what it allows in one sentence."""

    name: str
    address: str
    summary: str


CC_BY_4 = Licence(
    "CC BY 4.0",
    "https://creativecommons.org/licenses/by/4.0/deed.vi",
    "Được sao chép, phân phối, chỉnh sửa cho mọi mục đích nếu ghi nguồn.",
)
"""The default. No law was seen that names a licence; the publisher may choose another."""


@dataclass(frozen=True, slots=True)
class About:
    """What is not a function of the results: who publishes, which version, when, under what."""

    program: str
    version: str = "1"
    publisher: str = "(cơ quan công bố chưa ghi)"
    day: date | None = None
    licence: Licence = CC_BY_4
    objections_until: date | None = None


def open_data(release: PublicRelease, about: About) -> dict[str, bytes]:
    """Return every file of the open data by its name, in a fixed order."""
    tables = open_tables(release, about.objections_until)
    whole = (*tables, dictionary(tables, release.ruleset.level))
    files = files_of(whole, described(release, about))
    files[LICENCE_FILE] = _licence(release, about)
    sums = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n"
        for name, content in sorted(files.items())
    )
    return {**files, SUMS: sums.encode()}


def described(release: PublicRelease, about: About) -> dict[str, Any]:
    """Return what the data are, as all files say it; plain JSON."""
    level, zero, policy = release.ruleset.level, release.zero_share, release.policy
    notices = []
    if not release.is_sealed:
        notices.append("Số liệu tự chấm, chưa qua sổ hồ sơ; chưa có quyết định công nhận nào.")
    if release.is_sample:
        notices.append("SỐ LIỆU MẪU – đơn vị và số liệu hư cấu, không phải số liệu thật.")
    if not level.is_official:
        notices.append(
            "Bảng điểm chưa đối chiếu văn bản gốc; con số yếu nhất của bộ tiêu chí ở mức "
            f"«{level_words(level)}»."
        )
    return {
        "title": title_of(release),
        "year": release.year,
        "provinces": list(release.provinces),
        "version": about.version,
        "day": None if about.day is None else about.day.isoformat(),
        "publisher": about.publisher,
        "licence": {"name": about.licence.name, "address": about.licence.address},
        "program": about.program,
        "ruleset": {
            "id": release.ruleset.id,
            "number": release.ruleset.document.number,
            "sha256": release.ruleset.sha256,
            "level": level.value,
        },
        "policy": {
            "name": policy.name,
            "sha256": policy.sha256,
            "official_results": policy.official_results,
            "sensitive_statistic": policy.sensitive_statistic,
        },
        "is_sealed": release.is_sealed,
        "refused_with_sensitive_at_floor": zero and zero.value,
        "notices": notices,
    }


def title_of(release: PublicRelease) -> str:
    """Return what the data are called."""
    where = f", {', '.join(release.provinces)}" if len(release.provinces) == 1 else ""
    return f"Kết quả xã, phường, thị trấn phù hợp với trẻ em năm {release.year}{where}"


def files_of(tables: Sequence[OpenTable], about: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the tables as CSV, Parquet, one workbook and one JSON."""
    files = {f"{table.name}.csv": to_csv(*_table(table)) for table in tables}
    files |= {f"{table.name}.parquet": to_parquet(*_table(table)) for table in tables}
    files[WORKBOOK] = _workbook(tables, about)
    files[WHOLE] = _json({"format": FORMAT, **about, "tables": list(map(_as_json, tables))})
    return files


_KINDS = {"chữ": TEXT, "số nguyên": COUNT, "số thập phân": NUMBER}


def _table(table: OpenTable) -> tuple[list[Heading], list[dict[str, Value]]]:
    headings = [Heading(column.name, _KINDS[column.kind]) for column in table.columns]
    names = [column.name for column in table.columns]
    return headings, [dict(zip(names, row, strict=True)) for row in table.rows]


def _workbook(tables: Sequence[OpenTable], about: Mapping[str, Any]) -> bytes:
    output = io.BytesIO()
    book = XlsxBook(output, about["title"])
    _about_sheet(book.book.add_worksheet("Giới thiệu"), book.bold, about)
    for table in tables:
        sheet = book.fill(*_table(table), sheet_name(table), frozen=0).sheet
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, _width(column, table, place))
        sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
    book.close()
    return output.getvalue()


def sheet_name(table: OpenTable) -> str:
    """Return the sheet of a table."""
    return table.title[:_LONGEST_SHEET_NAME]


def _width(column: Column, table: OpenTable, place: int) -> int:
    longest = max((len(str(row[place])) for row in table.rows if row[place] is not None), default=0)
    return min(60, max(len(column.name), longest) + 3)


def _about_sheet(sheet: Any, bold: Any, about: Mapping[str, Any]) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    for number, (name, value) in enumerate(about_lines(about)):
        sheet.write_string(number, 0, name, bold)
        sheet.write_string(number, 1, clean(value))


def about_lines(about: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what ``described`` says as names and values for a reader."""
    ruleset, licence = about["ruleset"], about["licence"]
    day = about["day"]
    lines = [
        ("Tên dữ liệu", about["title"]),
        *(("Lưu ý", notice) for notice in about["notices"]),
        ("Cơ quan công bố", about["publisher"]),
        ("Phiên bản", about["version"]),
        ("Ngày công bố", short_date(date.fromisoformat(day)) if day else "(chưa ghi)"),
        ("Giấy phép", f"{licence['name']}, {licence['address']}"),
        ("Bộ tiêu chí", f"{ruleset['number']} ({ruleset['id']}, SHA-256 {ruleset['sha256']})"),
        ("Chính sách công bố", f"{about['policy']['name']} (SHA-256 {about['policy']['sha256']})"),
        ("Chương trình", f"phuhop {about['program']}"),
        *(
            [("Không được công nhận, có tiêu chí nhạy cảm bị điểm liệt", statistic)]
            if (statistic := about["refused_with_sensitive_at_floor"])
            else []
        ),
        ("Ô trống", "không có số liệu, hoặc không nêu; không bao giờ là 0"),
    ]
    return [(name, str(value)) for name, value in lines]


def _as_json(table: OpenTable) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": table.title,
        "columns": [
            {
                "name": column.name,
                "title": column.title,
                "meaning": column.meaning,
                "unit": column.unit,
                "kind": column.kind,
                "is_by_rules": column.is_by_rules,
            }
            for column in table.columns
        ],
        "rows": [list(row) for row in table.rows],
    }


def tables_of(content: Mapping[str, Any]) -> tuple[OpenTable, ...]:
    """Return the tables that a ``du-lieu.json`` holds."""
    return tuple(
        OpenTable(
            table["name"],
            table["title"],
            tuple(Column(**column) for column in table["columns"]),
            tuple(map(tuple, table["rows"])),
        )
        for table in content["tables"]
    )


def _json(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _licence(release: PublicRelease, about: About) -> bytes:
    lines = [f"{name}: {value}" for name, value in about_lines(described(release, about))]
    return "\n".join((*lines, about.licence.summary, "")).encode()

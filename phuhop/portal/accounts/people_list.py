"""A list of people to invite, as a CSV file or a workbook: all of them, or every fault of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from phuhop.portal.accounts.forms import right_from
from phuhop.portal.accounts.invitations import Invited
from phuhop.portal.accounts.models import Account, Role
from phuhop.portal.accounts.rights import Right, faults_of
from scoring.base.problems import Place, Problem, ProblemsFound, nearest, shown
from scoring.base.text import clean
from scoring.tables.cell_text import text_of
from scoring.tables.csv_reading import read_csv
from scoring.tables.raw import RawRow, RawTable, ReadTables
from scoring.tables.xlsx_reading import read_xlsx

NAME, PERSON, UNIT, ROLE = "ten_dang_nhap", "ho_ten", "don_vi", "vai_tro"
CODES, PROVINCE, FROM, UNTIL = "ma_xa", "tinh", "tu_ngay", "den_ngay"
HEADINGS = (NAME, PERSON, UNIT, ROLE, CODES, PROVINCE, FROM, UNTIL)
"""The columns; the last three may be missing."""

MOST = 2_000
"""People in one list: a province has two a commune."""

_NEEDED = (NAME, PERSON, UNIT, ROLE, CODES)
_USERNAME = re.compile(r"[-a-z0-9_.]{3,60}")
_CODE = re.compile(r"[0-9]{5}")
_LONGEST = {PERSON: 120, UNIT: 200, PROVINCE: 60}
_ROLES = {one.label: one for one in Role}


def people_of(content: bytes, file: str) -> list[Invited]:
    """Return whom a list names; raises ``ProblemsFound`` with every fault of every line."""
    tables, problems = _read(content, file)
    people: list[Invited] = []
    lines: dict[str, int] = {}
    taken = {name.lower() for name in Account.objects.values_list("username", flat=True)}
    for table in tables:
        missing = [name for name in _NEEDED if name not in table.headings]
        if missing:
            message = f"không có cột {', '.join(missing)}"
            hint = f"bảng cần các cột {', '.join(HEADINGS)}"
            problems.append(Problem(table.place(), "thieu-cot", message, hint))
            continue
        for row in table.rows:
            found = _person(table, row, problems)
            if found is None:
                continue
            place = _place(table, row, NAME)
            if found.username in taken:
                message = f"tên đăng nhập {shown(found.username)} đã có người dùng"
                problems.append(Problem(place, "trung-ten", message, "đặt tên khác"))
            if found.username in lines:
                message = f"tên đăng nhập {shown(found.username)} đã có ở dòng "
                message += str(lines[found.username])
                problems.append(Problem(place, "trung-ten", message, "mỗi người một dòng"))
            lines.setdefault(found.username, row.number)
            people.append(found)
    if len(people) > MOST:
        problems.append(Problem(Place(file), "qua-nhieu", f"nhiều hơn {MOST} người một lần"))
    if not people and not problems:
        problems.append(Problem(Place(file), "tep-trong", "không có dòng nào"))
    if any(one.is_fault for one in problems):
        raise ProblemsFound(problems)
    return people


def _read(content: bytes, file: str) -> ReadTables:
    if content.startswith(b"PK\x03\x04"):
        return read_xlsx(content, file, _no_list)
    return read_csv(content, file)


def _no_list(content: bytes, file: str) -> ReadTables:  # noqa: ARG001
    message = "đây là biểu số liệu, không phải danh sách người"
    return [], [Problem(Place(file), "khong-phai-danh-sach", message)]


def _place(table: RawTable, row: RawRow, heading: str) -> Place:
    position = table.headings.index(heading) if heading in table.headings else None
    return table.place(row.number, position)


def _person(table: RawTable, row: RawRow, problems: list[Problem]) -> Invited | None:
    texts = {
        heading: clean(text_of(cell)) if cell is not None else ""
        for heading, cell in zip(table.headings, row.cells, strict=False)
    }
    found = [*_faults(table, row, texts)]
    right = None if found else _right(table, row, texts, found)
    problems += found
    if found or right is None:
        return None
    return Invited(texts[NAME].lower(), texts[PERSON], texts[UNIT], right)


def _faults(table: RawTable, row: RawRow, texts: Mapping[str, str]) -> Iterator[Problem]:
    for name in (NAME, PERSON, UNIT, ROLE):
        if not texts.get(name):
            yield Problem(_place(table, row, name), "o-trong", f"ô «{name}» để trống")
    for name, longest in _LONGEST.items():
        if len(texts.get(name, "")) > longest:
            message = f"dài {len(texts[name])} ký tự"
            yield Problem(_place(table, row, name), "qua-dai", message, f"nhiều nhất {longest}")
    username, role = texts.get(NAME, "").lower(), texts.get(ROLE, "")
    if username and not _USERNAME.fullmatch(username):
        hint = "chữ cái không dấu, chữ số, dấu gạch; từ 3 đến 60 ký tự, ví dụ xa-trang-non-1"
        message = f"{shown(username)} không làm tên đăng nhập được"
        yield Problem(_place(table, row, NAME), "ten-dang-nhap", message, hint)
    if role and role.lower() not in _ROLES:
        hint = nearest(role.lower(), _ROLES) or f"các vai trò: {'; '.join(_ROLES)}"
        message = f"không có vai trò {shown(role)}"
        yield Problem(_place(table, row, ROLE), "vai-tro", message, hint)
    codes, province = _codes(texts), texts.get(PROVINCE, "")
    for code in codes:
        if not _CODE.fullmatch(code):
            hint = "mã xã có năm chữ số; nhiều xã thì cách nhau bằng dấu cách"
            message = f"{shown(code)} không phải mã xã"
            yield Problem(_place(table, row, CODES), "ma-xa", message, hint)
    if codes and province:
        message = "có cả mã xã và tỉnh"
        yield Problem(_place(table, row, PROVINCE), "pham-vi", message, "chỉ ghi một trong hai")


def _right(
    table: RawTable, row: RawRow, texts: Mapping[str, str], problems: list[Problem]
) -> Right:
    days = [_day(table, row, texts, name, problems) for name in (FROM, UNTIL)]
    role = _ROLES[texts[ROLE].lower()]
    right = right_from(role, _codes(texts), texts.get(PROVINCE, ""), *days)
    problems += faults_of(right, _place(table, row, CODES))
    return right


def _codes(texts: Mapping[str, str]) -> tuple[str, ...]:
    return (
        tuple(dict.fromkeys(re.split(r"[\s,;]+", texts.get(CODES, "")))) if texts.get(CODES) else ()
    )


def _day(
    table: RawTable, row: RawRow, texts: Mapping[str, str], name: str, problems: list[Problem]
) -> date | None:
    text = texts.get(name, "")
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 -- a day has no hour
        except ValueError:
            continue
    if text:
        message = f"{shown(text)} không phải là ngày"
        problems.append(
            Problem(_place(table, row, name), "ngay", message, "viết ngày như 01/12/2026")
        )
    return None

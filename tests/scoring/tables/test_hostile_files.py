"""Files that attack, or are not what their name says: each ends in a clear message, in bounds.

The bounds: files of at most 20 MB, 5,000 members, 150 MB unpacked, 100 times the packed size;
less than 300 MB of memory at the peak and 20 seconds for any of them, in a process of its own.
"""

from __future__ import annotations

import io
import os
import random
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from reports.workbook.form import form
from tests.support.strategies import decision_06

pytestmark = pytest.mark.slow

MOST_MEMORY = 300_000_000
MOST_SECONDS = 20
_WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_MARK = "phuhop.form/1:so_lieu"


def a_form() -> bytes:
    return form(decision_06(), 2024)


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes], level: int = 9) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    return packed({**members(a_form()), name: content})


def with_sheet(rows: bytes) -> bytes:
    """A form whose first sheet holds *rows*."""
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + rows
        + b"</sheetData></worksheet>"
    )
    return with_part("xl/worksheets/sheet1.xml", sheet)


def noise(size: int) -> str:
    """Text that does not pack below a tenth: the ratio alone must not be what saves us."""
    chance = random.Random(1)  # noqa: S311 -- no secret
    return "".join(chance.choices("abcdefghij", k=size))


def many_cells(count: int) -> bytes:
    chance = random.Random(2)  # noqa: S311 -- no secret
    rows = []
    for row in range(1, count // 50 + 1):
        cells = "".join(
            f'<c r="{_letters(c)}{row}"><v>{chance.randrange(10**6)}</v></c>' for c in range(1, 51)
        )
        rows.append(f'<row r="{row}">{cells}</row>')
    return "".join(rows).encode()


def _letters(number: int) -> str:
    head, tail = divmod(number - 1, 26)
    return (chr(64 + head) if head else "") + chr(65 + tail)


def many_texts(count: int) -> bytes:
    chance = random.Random(3)  # noqa: S311 -- no secret
    items = "".join(f"<si><t>{chance.randrange(10**9)}</t></si>" for _ in range(count))
    head = f"<si><t>{_MARK}</t></si>"
    return f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{head}{items}</sst>'.encode()


def one_text() -> bytes:
    text = _MARK + noise(8_000_000) + "a b " * 4_200_000
    return f"<sst><si><t>{text}</t></si></sst>".encode()


def many_styles(count: int) -> bytes:
    chance = random.Random(4)  # noqa: S311 -- no secret
    fonts = "".join(f'<font><name val="{chance.randrange(10**9)}"/></font>' for _ in range(count))
    xfs = "".join(f'<xf numFmtId="0" fontId="{n}"/>' for n in range(count))
    return (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<fonts>{fonts}</fonts><cellXfs>{xfs}</cellXfs></styleSheet>"
    ).encode()


def lying(content: bytes) -> bytes:
    """Claim in every header that a member unpacks to 10 bytes."""
    damage = bytearray(content)
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = damage.find(mark)
        while at >= 0:
            damage[at + offset : at + offset + 4] = struct.pack("<I", 10)
            at = damage.find(mark, at + 4)
    return bytes(damage)


def a_table(change: Callable[[Workbook], None] = lambda _book: None) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["ma_xa", "ten_xa", "loai", "tinh", "vung", "nam", "tong_so_tre_em"])
    sheet.append(["99001", "Xã Mẫu", "xã", "Tỉnh Mẫu", None, 2024, 5])
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def filled(changes: dict[tuple[str, str], object], content: bytes | None = None) -> bytes:
    """A form with a sheet's cells overwritten, as openpyxl saves it."""
    book = load_workbook(io.BytesIO(content or a_form()))
    for (sheet, cell), value in changes.items():
        book[sheet][cell] = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _corner(book: Workbook) -> None:
    assert book.active is not None
    book.active["XFD1048576"] = 1


def table_of_texts(count: int) -> bytes:
    """The marks of a form are among its texts: without them it is read as a table."""
    return with_part("xl/sharedStrings.xml", many_texts(count).replace(_MARK.encode(), b"a"))


def table_of_cells(count: int) -> bytes:
    parts = members(a_table())
    name = "xl/worksheets/sheet1.xml"
    return packed(
        {**parts, name: parts[name].replace(b"</sheetData>", many_cells(count) + b"</sheetData>")}
    )


BOMB = b"<a>" + b" " * 40_000_000 + b"</a>"
TABLE_STYLES = "xl/styles.xml"

HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a small file that unpacks to 40 MB": (
        "nen-bat-thuong",
        lambda: with_part("xl/worksheets/sheet9.xml", BOMB),
    ),
    "headers that lie about sizes": (
        r"nen-bat-thuong|tep-hong",
        lambda: lying(with_part("xl/worksheets/sheet9.xml", BOMB)),
    ),
    "many members": (
        "nen-bat-thuong",
        lambda: packed({**members(a_form()), **{f"x/{n}": b"" for n in range(5_100)}}),
    ),
    "a zip in the zip": (
        "nen-bat-thuong",
        lambda: with_part("xl/embeddings/a.bin", packed({"a": b"b"})),
    ),
    "a form with 600000 cells": (
        "qua-nhieu-o|nen-bat-thuong",
        lambda: with_sheet(many_cells(600_000)),
    ),
    "a form with a cell in the last corner": (
        "o-qua-xa",
        lambda: with_sheet(
            b'<row r="1"><c r="A1"><v>1</v></c></row>'
            b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        ),
    ),
    "a table with a cell in the last corner": ("o-qua-xa", lambda: a_table(_corner)),
    "a form with 600000 texts": (
        "nen-bat-thuong",
        lambda: with_part("xl/sharedStrings.xml", many_texts(600_000)),
    ),
    "a table with 600000 texts": ("nen-bat-thuong", lambda: table_of_texts(600_000)),
    "a table with 600000 cells": ("khong-co-bang", lambda: table_of_cells(600_000)),
    "a form with 90000 styles": (
        "nen-bat-thuong",
        lambda: with_part(TABLE_STYLES, many_styles(90_000)),
    ),
    "a table with 90000 styles": (
        "nen-bat-thuong",
        lambda: packed({**members(a_table()), TABLE_STYLES: many_styles(90_000)}),
    ),
    "one text of 25 MB": ("nen-bat-thuong", lambda: with_part("xl/sharedStrings.xml", one_text())),
    "a DOCTYPE": (
        "xml-la",
        lambda: with_part("xl/sharedStrings.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    ),
    "a DOCTYPE in utf-16": (
        "xml-la",
        lambda: with_part(
            "xl/sharedStrings.xml", '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'.encode("utf-16")
        ),
    ),
    "macros": ("co-macro", lambda: with_part("xl/vbaProject.bin", b"x")),
    "an old .xls or a password": (
        "xls-cu",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    ),
    "another zip": ("khong-phai-xlsx", lambda: packed({"word/document.xml": b"<a/>"})),
    "a picture": ("khong-phai-bang", lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 50),
    "a web page": (
        "khong-phai-bang",
        lambda: b"<html><table><tr><td>ma_xa</td></tr></table></html>",
    ),
    "a PDF": ("khong-phai-bang", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    "nothing": ("tep-trong", lambda: b""),
    "half a form": ("tep-hong", lambda: a_form()[:20_000]),
    "too large a file": ("tep-qua-lon", lambda: a_form() + b"\0" * 20_000_000),
    "a formula as text in a count": ("cong-thuc", lambda: _with_formula_text("=HYPERLINK(1)")),
    "a list of children": ("du-lieu-ca-nhan", lambda: filled({("Số liệu", "L5"): "Họ và tên trẻ"})),
    "birth dates on a sheet of its own": ("du-lieu-ca-nhan", lambda: _with_list("Ngày sinh")),
    "birth dates in TCVN3": ("du-lieu-ca-nhan", lambda: _with_list("Ngµy sinh")),
    "a form's mark and nothing else": (
        "mat-trang",
        lambda: a_table(lambda book: book.create_sheet("x").append([_MARK])),
    ),
}


def _with_formula_text(formula: str) -> bytes:
    """A count cell that holds the text of a formula, as a CSV import leaves it."""
    book = load_workbook(io.BytesIO(a_form()))
    book["Số liệu"]["E6"] = formula
    book["Số liệu"]["E6"].data_type = "s"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _with_list(heading: str) -> bytes:
    book = load_workbook(io.BytesIO(a_form()))
    book.create_sheet("Danh sách").append(["STT", heading])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


# VmHWM, not ru_maxrss: that one still counts the test process this was forked from.
_MEASURED = """
import resource, sys
from pathlib import Path
from phuhop.__main__ import main
sys.argv = ["phuhop", "check", sys.argv[1]]
try:
    main()
finally:
    status = Path("/proc/self/status").read_text().split()
    usage = resource.getrusage(resource.RUSAGE_SELF)
    peak = int(status[status.index("VmHWM:") + 1]) * 1024
    print(f"\\nPEAK {peak} {usage.ru_utime + usage.ru_stime}")
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_its_message_within_bounds(name: str, tmp_path: Path) -> None:
    expected, make = HOSTILE[name]
    path = tmp_path / "tep.xlsx"
    path.write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, path],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    *_, peak, seconds = done.stdout.split()

    assert (1, "") == (done.returncode, done.stderr), done.stdout
    assert re.search(rf"\[(?:{expected})\]", done.stdout), done.stdout
    assert MOST_MEMORY > int(peak)
    assert MOST_SECONDS > float(seconds)


def test_no_hostile_file_stops_the_others(tmp_path: Path, run) -> None:
    for number, (_, make) in enumerate(list(HOSTILE.values())[:4]):
        (tmp_path / f"xau-{number}.xlsx").write_bytes(make())
    good = {
        ("ma_xa", "gia_tri"): "99001",
        ("ten_xa", "gia_tri"): "Xã Mẫu",
        ("loai", "gia_tri"): "xã",
    }
    (tmp_path / "tot.xlsx").write_bytes(form(decision_06(), 2024, good))
    result = run("score", "--json", tmp_path)

    assert 1 == result.exit_code
    assert 1 == len(result.stdout.splitlines())
    assert "Đã đọc 5 tệp, được 1 xã; 4 tệp có lỗi." in result.stderr


def test_invisible_and_turning_characters_are_taken_out_of_texts(tmp_path: Path, run) -> None:
    name = "Xã\u200b \u202eMẫu\u2066"
    path = tmp_path / "bieu.xlsx"
    path.write_bytes(
        filled({("Đơn vị", "C5"): "99001", ("Đơn vị", "C6"): name, ("Đơn vị", "C7"): "xã"})
    )
    result = run("score", "--json", path)

    assert '"name": "Xã Mẫu"' in result.stdout

"""From a path to the tables in it. What kind of file it is, its first bytes say.

An extension is only a name: a workbook called ``.csv`` is read as the workbook it is.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO

from scoring.base.file_errors import reason
from scoring.base.problems import Place, Problem, ProblemsFound, file_name
from scoring.base.quantities import vietnamese
from scoring.tables.chunks import Layout, TableFile
from scoring.tables.file_kinds import binary, kind_by_beginning, kind_of_ole
from scoring.tables.raw import Reader, ReadTables

MEGABYTE = 1_000_000
LARGEST_CSV = 32 * MEGABYTE
LARGEST_XLSX = 20 * MEGABYTE
LARGEST_PARQUET = 64 * MEGABYTE
"""Bytes. One row per commune: a country's table has about 11,000 rows, some 2 MB as CSV."""

_LONGEST_MAGIC, _LONGEST_KNOWN = 16, 8
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0"
_PARQUET = b"PAR1"


def read_file(path: Path, read_form: Reader) -> ReadTables:
    """Read one CSV, XLSX or Parquet file; *read_form* reads a workbook that is our form.

    Never raises for what stands in the file or for a file that cannot be opened: such a
    file gives no table and the problems that say why.
    """
    file = file_name(path)
    try:
        return _read(path, file, read_form)
    except OSError as error:
        return _refused(file, "khong-doc-duoc", f"không đọc được tệp: {reason(error)}")
    except ValueError:
        # A name with a NUL character is refused by the system call itself.
        return _refused(file, "khong-doc-duoc", "không đọc được tệp: tên tệp không hợp lệ")


def _read(path: Path, file: str, read_form: Reader) -> ReadTables:
    about = path.stat()
    if stat.S_ISDIR(about.st_mode):
        # Windows calls this a permission error; the words are better chosen here.
        raise IsADirectoryError
    if not stat.S_ISREG(about.st_mode):
        # Opening a pipe or device may wait for ever.
        message = "không phải tệp thường (là thiết bị hoặc đường ống)"
        return _refused(file, "khong-doc-duoc", message)
    with path.open("rb") as stream:
        magic = stream.read(_LONGEST_MAGIC)
        if magic.startswith(_OLE):
            words, hint = kind_of_ole(magic + stream.read(LARGEST_XLSX))
            return _refused(file, "xls-cu", f"đây là {words}", hint)
        other = kind_by_beginning(magic)
        if other is not None:
            words, hint = other
            message = f"đây là {words}, không phải bảng CSV, XLSX hay Parquet"
            return _refused(file, "khong-phai-bang", message, hint)
        largest, read = _reader(magic, read_form)
        if about.st_size > largest and b"\0" in magic[:_LONGEST_KNOWN] and largest == LARGEST_CSV:
            # No limit of tables helps whoever sent a damaged workbook.
            return [], [binary(file, 1)]
        if about.st_size > largest:
            return _too_large(file, about.st_size, largest)
        # One byte more than allowed: the file may have grown since its size was asked.
        content = magic + stream.read(largest + 1 - len(magic))
    if len(content) > largest:
        return _too_large(file, len(content), largest)
    return read(content, file)


Fingerprint = tuple[int, int, int]


def fingerprint(path: Path) -> Fingerprint:
    """Return by what a file is known again."""
    about = path.stat()
    return about.st_ino, about.st_size, about.st_mtime_ns


@contextmanager
def opened(
    path: Path, before: Fingerprint | None = None, layout: Layout | None = None
) -> Iterator[TableFile | None]:
    """Open a CSV or Parquet file that may be large; ``None`` for all that ``read_file`` judges.

    *before* and *layout* are those of an earlier reading. Raises ``ProblemsFound`` when the
    file changed since then, or can suddenly not be read.
    """
    file = file_name(path)
    with ExitStack() as stack:
        try:
            stream = _stream(path, stack)
        except (OSError, ValueError):
            stream = None
        if before is not None and (stream is None or fingerprint(path) != before):
            message = "tệp bị thay đổi trong lúc đọc; chưa ghi kết quả nào"
            raise ProblemsFound([Problem(Place(file), "tep-doi", message, "chạy lại lệnh")])
        if stream is None:
            yield None
            return
        try:
            yield _kind(stream)(stream, file, layout)
        except OSError as error:
            message = f"không đọc được tệp: {reason(error)}"
            raise ProblemsFound([Problem(Place(file), "khong-doc-duoc", message)]) from None


def _stream(path: Path, stack: ExitStack) -> BinaryIO | None:
    if not stat.S_ISREG(path.stat().st_mode):
        return None
    stream = stack.enter_context(path.open("rb"))
    magic = stream.read(_LONGEST_MAGIC)
    is_other = magic.startswith((*_ZIP, _OLE)) or kind_by_beginning(magic) is not None
    return None if is_other else stream


def _kind(stream: BinaryIO) -> type[TableFile]:
    stream.seek(0)
    is_parquet = stream.read(len(_PARQUET)) == _PARQUET
    stream.seek(0)
    if is_parquet:
        from scoring.tables.parquet_reading import ParquetReader

        return ParquetReader
    from scoring.tables.csv_reading import CsvReader

    return CsvReader


def _reader(magic: bytes, read_form: Reader) -> tuple[int, Reader]:
    """Return the size limit and the reader; only the reader that is needed is imported."""
    if magic.startswith(_ZIP):
        from scoring.tables.xlsx_reading import read_xlsx

        return LARGEST_XLSX, partial(read_xlsx, read_form=read_form)
    if magic.startswith(_PARQUET):
        from scoring.tables.parquet_reading import read_parquet

        return LARGEST_PARQUET, read_parquet
    from scoring.tables.csv_reading import read_csv

    return LARGEST_CSV, read_csv


def _too_large(file: str, size: int, largest: int) -> ReadTables:
    megabytes = vietnamese(f"{size / MEGABYTE:.1f}".removesuffix(".0"))
    message = f"tệp {megabytes} MB, lớn hơn {largest // MEGABYTE} MB"
    hint = "chia thành nhiều tệp, mỗi xã một dòng"
    if largest == LARGEST_XLSX:
        hint = "bỏ ảnh chèn thêm và các dòng trống đã định dạng ở cuối trang, hoặc chia nhiều tệp"
    else:
        hint += "; kiểm tra và chấm điểm đọc được bảng lớn hơn"
    return _refused(file, "tep-qua-lon", message, hint)


def _refused(file: str, code: str, message: str, hint: str = "") -> ReadTables:
    return [], [Problem(Place(file), code, message, hint)]

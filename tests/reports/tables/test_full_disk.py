"""A disk or temporary folder that is full while a workbook is written: told as for any file."""

from __future__ import annotations

import errno
import gc
import io
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from phuhop.files.writing import told_of, whole_file
from reports.tables.input_table import to_xlsx
from reports.tables.writing import XlsxBook
from scoring.base.problems import ProblemsFound
from scoring.results.table_writing import NUMBER, TEXT, Heading


class Full(io.BytesIO):
    """A file on a disk with room for a few bytes."""

    def write(self, content: Any) -> int:
        if self.tell() + len(content) > 50:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(content)


@pytest.fixture
def complaints(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What is said about exceptions nobody caught."""
    found: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", found.append)
    return found


@pytest.mark.parametrize("on_disk", [False, True])
def test_a_full_disk_is_an_error_of_the_system_and_complains_once(
    on_disk: bool,  # noqa: FBT001 -- a parameter of the test
    complaints: list[object],
) -> None:
    book = XlsxBook(Full(), on_disk=on_disk)
    book.sheet([Heading("ma_xa", TEXT), Heading("tong", NUMBER)]).add(["99001", 5])

    with pytest.raises(OSError, match="No space left"):
        book.close()
    del book
    gc.collect()

    assert [] == complaints


def test_a_full_temporary_folder_is_told_at_the_file_to_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, complaints: list[object]
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    target = tmp_path / "tong-hop.xlsx"
    monkeypatch.setattr(tempfile, "mkdtemp", full)
    monkeypatch.setattr(tempfile, "mkstemp", full)

    with pytest.raises(ProblemsFound) as found, told_of(target):
        to_xlsx([Heading("ma_xa", TEXT)], [{"ma_xa": "99001"}])
    gc.collect()

    assert [
        f"{target}: [khong-ghi-duoc] không ghi được tệp: hết chỗ trên đĩa hoặc trong thư mục tạm"
    ] == list(map(str, found.value.problems))
    assert [] == complaints


def test_nothing_is_left_of_a_workbook_that_found_no_room(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with pytest.raises(ProblemsFound), whole_file(path), told_of(path):
        XlsxBook(Full()).close()

    assert [] == list(tmp_path.iterdir())

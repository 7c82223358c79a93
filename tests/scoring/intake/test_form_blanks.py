"""What a form leaves blank and a register fills in is told at its cell, with advice that helps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from scoring.base.communes import CommuneKind
from scoring.intake.completion import Completed, Said
from scoring.intake.reading import read_tables
from tests.support.form_workbooks import put
from tests.support.strategies import decision_06

OPEN = {("Tự chấm", "D6"): "? CHƯA KẾT LUẬN ĐƯỢC"}
STALE = {("Tự chấm", "G15"): 5}


def by_register(said: Said, day: date) -> Completed:
    del day
    kind = said.kind or CommuneKind.COMMUNE
    return Completed(replace(said, kind=kind, city=bool(said.city)), ("loai",))


def told(folder: Path, cells: Mapping[tuple[str, str], Any]) -> list[str]:
    path = folder / "a.xlsx"
    path.write_bytes(put(cells))
    found = read_tables([path], lambda _: decision_06(), this_year=2026, complete=by_register)
    assert 1 == len(found.entries), found.problems
    return [f"{p.place.cell} [{p.code}] {p.message}; {p.hint}" for p in found.problems]


def test_a_blank_kind_is_told_at_its_cell_and_explains_the_open_verdict(tmp_path: Path) -> None:
    (line,) = told(tmp_path, {("Đơn vị", "C7"): None, **OPEN})

    assert (
        "C7 [theo-so] để trống; sổ đơn vị hành chính ghi «xã»; chọn «xã» ở ô này để biểu cũng "
        "tính đúng ngưỡng điểm"
    ) == line


def test_a_blank_type_of_province_is_told_where_the_threshold_hangs_on_it(tmp_path: Path) -> None:
    blank = {("Đơn vị", "C10"): None}
    ward = {("Đơn vị", "C7"): "phường", ("Đơn vị", "C11"): None}
    ward["Đơn vị", "C6"] = "Phường Suối Mơ"

    assert [] == told(tmp_path, blank)
    (line,) = told(tmp_path, {**blank, **ward, **OPEN})
    assert line.startswith("C10 [theo-so] để trống; sổ đơn vị hành chính ghi «không»")


def test_saving_again_is_advised_only_where_it_helps(tmp_path: Path) -> None:
    (stale,) = told(tmp_path, STALE)
    (words,) = told(tmp_path, {**STALE, ("Số liệu", "E6"): "1.250"})

    assert stale.endswith("mở bằng Excel, bấm Lưu để biểu tính lại")
    assert words.endswith("có số đếm ghi dạng chữ: gõ lại bằng số rồi bấm Lưu")

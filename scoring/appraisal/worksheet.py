"""The verifier's worksheet, read back by its hidden ids however it was treated.

A blank cell is agreement: the figure stays as it was reported. What cannot be proven is said
in words, so that nobody mistakes an unfinished worksheet for a finding.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any, TypeVar

from scoring.appraisal import worksheet_cells as cell
from scoring.appraisal.document import BLANK_AGREES, AppraisalFile
from scoring.appraisal.findings import FORMAT
from scoring.base.problems import Place, Problem, ProblemsFound, shown
from scoring.formats.strict_yaml import Path_
from scoring.forms.grid import Grid, read_grid
from scoring.forms.private_cells import far_cells, private_cells, unicode_of
from scoring.forms.sheets import FoundSheet, Inputs, RowWords, other_versions, sheets_of
from scoring.forms.unread import unread
from scoring.forms.worksheet_ids import (
    ANSWER,
    APPRAISER,
    ASSESSMENT,
    BEFORE,
    BY,
    CITATION,
    COMMUNE,
    DAY,
    EVIDENCE,
    FIGURES,
    FORM,
    HEAD,
    ITEMS,
    NOW,
    PARTS,
    POINTS,
    POSITION,
    REASON,
    RULESET,
    RULINGS,
    SEEN,
    SYSTEM,
    TEXT,
    VALUE,
    YEAR,
)
from scoring.tables.cell_text import CellFault, Raw, is_blank, text_of
from scoring.tables.xlsx_package import open_package
from scoring.tables.zip_limits import Unsafe, check_container

V = TypeVar("V")

_TYPED_INTO = (HEAD, FIGURES, ITEMS, PARTS, RULINGS)

_SHEETS = {
    HEAD: "Người thẩm định",
    FIGURES: "Số liệu",
    ITEMS: "Nội dung",
    PARTS: "Từng phần",
    RULINGS: "Quyết định",
    SYSTEM: "_he_thong",
}


_COLUMNS = {
    FIGURES: {NOW: "Thẩm định kỳ này", BEFORE: "Thẩm định kỳ trước"},
    ITEMS: {ANSWER: "Thẩm định"},
    RULINGS: {POINTS: "Điểm"},
}
"""Columns of the verifier's own values, with their headings."""


def read_worksheet(content: bytes, file: str) -> AppraisalFile:
    """Read the bytes of a workbook; raises ``ProblemsFound`` when it is no worksheet of ours.

    Faults of single cells stand in the result: the ruleset finds more, and all are told
    together.
    """
    try:
        check_container(content, may_have_links=True)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            package = open_package(archive)
            grids = [read_grid(package, sheet) for sheet in package.sheets]
    except Unsafe as unsafe:
        raise ProblemsFound(
            [Problem(Place(file), unsafe.code, unsafe.message, unsafe.hint)]
        ) from None
    except Exception:  # noqa: BLE001 -- a damaged zip or XML raises many kinds
        message = "tệp .xlsx hỏng, không đọc được"
        raise ProblemsFound(
            [Problem(Place(file), "tep-hong", message, "mở bằng Excel và lưu lại")]
        ) from None
    return _Reading(file, grids).run()


class _Reading:
    """One worksheet while it is read."""

    def __init__(self, file: str, grids: list[Grid]) -> None:
        self.file = file
        self.grids = grids
        self.inputs = Inputs(file, sheets_of(file, grids, FORM))
        self.problems: list[Problem] = []
        self.places: dict[Path_, Place] = {(): Place(file)}

    def run(self) -> AppraisalFile:
        self._refuse()
        head = {key: self._value((key,), HEAD, id_, VALUE, read) for key, id_, read in _HEAD}
        facts = {
            key: text_of(self.inputs.find(SYSTEM, id_, VALUE).raw) or None for key, id_ in _FACTS
        }
        year = facts.pop("year")
        document = {
            "format": FORMAT,
            **facts,
            "year": int(year) if year and year.isdecimal() else None,
            **head,
            "figures": self._own("figures", FIGURES, NOW, cell.count),
            "previous": self._own("previous", FIGURES, BEFORE, cell.count),
            "answers": self._own("answers", ITEMS, ANSWER, cell.answer),
            "parts": self._parts(),
            "rulings": self._rulings(),
        }
        self.inputs.check_merged(_TYPED_INTO)
        problems = (
            *self.inputs.problems,
            *self.problems,
            *unread(self.file, self.grids, self.inputs.sheets, _TYPED_INTO),
            *far_cells(self.file, self.grids),
        )
        return AppraisalFile(self.file, document, self.places, problems, self._words())

    def _refuse(self) -> None:
        sheets = self.inputs.sheets
        other = other_versions(self.grids, FORM)
        if other and HEAD not in sheets:
            message = f"phiếu thuộc phiên bản {shown(other[0].partition(':')[0])}, nay đọc {FORM}"
            hint = "tạo phiếu mới"
            raise ProblemsFound([Problem(Place(self.file), "phieu-phien-ban", message, hint)])
        if not sheets:
            message = "không phải phiếu thẩm định của phần mềm này"
            raise ProblemsFound([Problem(Place(self.file), "khong-phai-phieu", message)])
        lost = [f"«{words}»" for name, words in _SHEETS.items() if name not in sheets]
        if lost:
            message = f"phiếu không còn đọc được trang {', '.join(lost)}"
            hint = "trang hoặc cột ẩn A của trang đã bị xóa; tạo phiếu mới rồi chép sang"
            raise ProblemsFound([Problem(Place(self.file), "mat-trang", message, hint)])
        columns = [
            f"«{words}» của trang «{_SHEETS[name]}»"
            for name, own in _COLUMNS.items()
            for column, words in own.items()
            if not any(column in one.columns for one in sheets[name])
        ]
        if columns:
            message = f"phiếu không còn cột {', '.join(columns)}"
            raise ProblemsFound([Problem(Place(self.file), "mat-cot", message, BLANK_AGREES)])
        gone = [id_ for _, id_ in _FACTS[:3] if is_blank(self.inputs.find(SYSTEM, id_, VALUE).raw)]
        if gone:
            message = f"trang ẩn «{_SHEETS[SYSTEM]}» không còn ghi {', '.join(gone)}"
            hint = "tạo phiếu mới rồi chép sang"
            raise ProblemsFound([Problem(Place(self.file), "mat-trang", message, hint)])
        private = private_cells(self.file, self.grids, sheets)
        if private:
            raise ProblemsFound(private)

    def _words(self) -> tuple[RowWords, ...]:
        return (*self.inputs.words(FIGURES), *self.inputs.words(ITEMS))

    def _value(
        self,
        path: Path_,
        sheet: str,
        row: str,
        column: str,
        read: Callable[[Raw], V | None],
    ) -> V | None:
        found = self.inputs.find(sheet, row, column)
        self.places[path] = found.place
        return self._read(found, read)

    def _read(self, found: FoundSheet, read: Callable[[Raw], V | None]) -> V | None:
        raw, warning = unicode_of(found)
        self.problems += warning
        try:
            return read(raw)
        except CellFault as fault:
            self.problems.append(Problem(found.place, fault.code, fault.message, fault.hint))
            return None

    def _own(
        self, key: str, sheet: str, column: str, read: Callable[[Raw], V | None]
    ) -> dict[str, V | None]:
        """Return the verifier's values; a blank says nothing, the words say blank."""
        own: dict[str, V | None] = {}
        for code in self.inputs.row_ids(sheet):
            found = self.inputs.find(sheet, code, column)
            if is_blank(found.raw):
                continue
            self.places[key, code] = found.place
            if cell.is_unproven(found.raw):
                own[code] = None
            else:
                value = self._read(found, read)
                if value is not None:
                    own[code] = value
        return own

    def _parts(self) -> dict[str, dict[str, str | None]]:
        found: dict[str, dict[str, str | None]] = {}
        for code in self.inputs.row_ids(PARTS):
            row = {
                key: self._value(("parts", code, key), PARTS, code, column, read)
                for key, column, read in _PART
            }
            if any(row.values()):
                found[code] = row
        return found

    def _rulings(self) -> list[dict[str, str | None]]:
        found: list[dict[str, str | None]] = []
        for code in self.inputs.row_ids(RULINGS):
            row_cells = {key: self.inputs.find(RULINGS, code, column) for key, column, _ in _RULING}
            if all(is_blank(found_.raw) for found_ in row_cells.values()):
                continue
            row: dict[str, str | None] = {"part": code}
            for key, _, read in _RULING:
                path = ("rulings", len(found), key)
                self.places[path] = row_cells[key].place
                row[key] = self._read(row_cells[key], read)
            self.places["rulings", len(found), "part"] = row_cells["points"].place
            wrong = {problem.place for problem in self.problems}
            for key, name, what in _NEEDED:
                place = row_cells[key].place
                if row[key] is None and place not in wrong:
                    message = f"quyết định về phần {code} thiếu {what}"
                    self.problems.append(Problem(place, name, message))
            if row["points"] is not None and row["reason"] is not None:
                found.append(row)
        return found


_NEEDED = (("points", "thieu-diem", "số điểm"), ("reason", "thieu-ly-do", "lý do"))
_HEAD: tuple[tuple[str, str, Callable[[Raw], Any]], ...] = (
    ("appraiser", APPRAISER, cell.text),
    ("position", POSITION, cell.text),
    ("day", DAY, cell.day),
    ("seen", SEEN, cell.answer),
)
_FACTS = (
    ("commune", COMMUNE),
    ("year", YEAR),
    ("ruleset", RULESET),
    ("assessment_sha256", ASSESSMENT),
)
_PART: tuple[tuple[str, str, Callable[[Raw], str | None]], ...] = (
    ("evidence", EVIDENCE, cell.evidence),
    ("reason", REASON, cell.reason_code),
    ("text", TEXT, cell.text),
)
_RULING: tuple[tuple[str, str, Callable[[Raw], str | None]], ...] = (
    ("points", POINTS, cell.points),
    ("reason", REASON, cell.text),
    ("citation", CITATION, cell.text),
    ("by", BY, cell.text),
)

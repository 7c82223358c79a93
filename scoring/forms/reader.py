"""A self-assessment workbook, read back however it was treated.

What the sheets compute is never used: only inputs are read, by their ids. The form becomes
a table of one row, so that every rule about cells, communes and figures is the same.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date

from scoring.base.problems import Place, Problem, Severity, shown
from scoring.forms import cell_notes
from scoring.forms.form import EvidenceGiven, Form, FormTable, Shown
from scoring.forms.grid import Grid, read_grid
from scoring.forms.ids import (
    ANSWER,
    AREA_FIELDS,
    BEFORE,
    COUNCIL,
    DAY,
    EVIDENCE,
    FIGURES,
    FILES,
    FORM,
    FORM_YEAR,
    IDENTITY_FIELDS,
    ISSUER,
    ITEMS,
    LABEL,
    LAST,
    LEAST,
    MOST,
    NOTE,
    NOW,
    NUMBER,
    OTHER_UNNAMED,
    PAGE,
    PAPERS,
    POINTS,
    POSITION,
    PREPARER_FIELDS,
    RULESET_ID,
    RULESET_SHA,
    SCORES,
    SOURCE,
    SYSTEM,
    UNIT,
    VALUE,
    VERDICT,
    WORKINGS,
    YEAR,
    is_other,
    mark,
)
from scoring.forms.paper_cells import contradictions, paper_text
from scoring.forms.paper_fields import SIGNED_ON, Kind, kind_of, position_of
from scoring.forms.private_cells import far_cells, private_cells, unicode_of
from scoring.forms.sheets import FoundSheet, Inputs, other_versions, sheets_of
from scoring.forms.tally import SATISFIED_CODE, TALLY, VALID_CODE, Ballots, read_ballots
from scoring.forms.unread import lost_columns, unread
from scoring.rules.ruleset import PREVIOUS
from scoring.tables import cells
from scoring.tables.cell_text import CellFault, Doubtful, Raw, Unsaved, is_blank, text_of
from scoring.tables.raw import RawRow, ReadTables
from scoring.tables.xlsx_package import XlsxPackage, open_package
from scoring.tables.xlsx_reading import linked

_STOP = frozenset({mark(WORKINGS), LAST})
_TYPED_INTO = (UNIT, FIGURES, ITEMS, EVIDENCE, PAPERS, COUNCIL, TALLY)
_COLUMNS = {
    UNIT: {VALUE: "Ghi vào đây"},
    FIGURES: {NOW: "Kỳ này", BEFORE: "Kỳ trước"},
    ITEMS: {ANSWER: "Trả lời"},
    EVIDENCE: {NUMBER: "Số, ký hiệu", DAY: "Ngày", ISSUER: "Cơ quan ban hành", PAGE: "Trang, mục"},
}
"""Columns that every form has had since the first one, with their headings."""
_NEEDED = {UNIT: "Đơn vị", FIGURES: "Số liệu", ITEMS: "Nội dung", SYSTEM: "_he_thong"}


def read_form(content: bytes, file: str) -> ReadTables:
    """Read the bytes of a workbook that was found to be a form.

    Raises ``Unsafe`` beyond a limit, and what zip and XML raise for a damaged file.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        package = open_package(archive)
        grids = [read_grid(package, sheet, _STOP) for sheet in package.sheets]
        return _Reading(file, package, grids).run()


class _Reading:
    """One form while it is read."""

    def __init__(self, file: str, package: XlsxPackage, grids: list[Grid]) -> None:
        self.file = file
        self.package = package
        self.grids = grids
        self.inputs = Inputs(file, sheets_of(file, grids))
        self.problems: list[Problem] = []
        self.others: list[Problem] = []
        self.ballots = Ballots()
        """Faults that withhold no figure: they are told beside the form."""
        self.names: list[str] = []
        self.raws: list[Raw] = []
        self.places: list[Place] = []
        self.text_places: dict[tuple[str, str], Place] = {}

    def run(self) -> ReadTables:
        refused = self._refused()
        if refused:
            return [], refused
        self._unit()
        self._counts()
        form = self._form()
        self.inputs.check_merged(_TYPED_INTO)
        self.problems += unread(self.file, self.grids, self.inputs.sheets, _TYPED_INTO)
        self.problems += lost_columns(self.file, self.inputs.sheets, _COLUMNS)
        self.problems += far_cells(self.file, self.grids)
        self.problems += linked(self.package, self.file)
        problems = [*self.inputs.problems, *self.problems]
        row = RawRow(1, tuple(self.raws))
        own = tuple(problem for problem in problems if problem.is_fault)
        others = [problem for problem in problems if not problem.is_fault]
        names = tuple(self.names)
        words = (*self.inputs.words(FIGURES), *self.inputs.words(ITEMS))
        places = tuple(self.places)
        table = FormTable(
            self.file, "", None, names, (row,), places, form, words, self.text_places, own
        )
        return [table], [*others, *self.others]

    def _refused(self) -> list[Problem]:
        """Return why nothing of the file is read: another version, lost sheets, private data."""
        sheets = self.inputs.sheets
        other = other_versions(self.grids)
        if other and UNIT not in sheets:
            message = (
                f"biểu thuộc phiên bản {shown(other[0].partition(':')[0])}, phần mềm đọc {FORM}"
            )
            hint = "tạo biểu mới, hoặc dùng đúng phiên bản phần mềm"
            return [Problem(Place(self.file), "bieu-phien-ban", message, hint)]
        lost = [f"«{words}»" for name, words in _NEEDED.items() if name not in sheets]
        if lost:
            message = f"biểu không còn đọc được trang {', '.join(lost)}"
            hint = "trang hoặc cột ẩn A của trang đã bị xóa; lấy lại bản trước hoặc tạo biểu mới"
            return [Problem(Place(self.file), "mat-trang", message, hint)]
        return private_cells(self.file, self.grids, sheets)

    def _add(self, name: str, found: FoundSheet, raw: Raw) -> None:
        self.names.append(name)
        self.raws.append(raw)
        self.places.append(found.place)

    def _unicode(self, found: FoundSheet) -> Raw:
        """Return the cell's value, text of an old font in Unicode with a warning."""
        raw, warning = unicode_of(found)
        self.problems += warning
        return raw

    def _read(self, sheet: str, row_id: str, column_id: str) -> tuple[FoundSheet, Raw]:
        found = self.inputs.find(sheet, row_id, column_id)
        return found, self._unicode(found)

    def _unit(self) -> None:
        for field in IDENTITY_FIELDS:
            self._add(field.id, *self._read(UNIT, field.id, VALUE))
        self._add(YEAR, *self._read(UNIT, YEAR, VALUE))
        areas: list[str] = []
        first: FoundSheet | None = None
        is_any_said = False
        for area, field in AREA_FIELDS.items():
            found, raw = self._read(UNIT, field.id, VALUE)
            first = first or found
            if is_blank(raw):
                # That nobody said so is told where the threshold hangs on it.
                self._add(field.id, found, None)
            is_any_said |= not is_blank(raw)
            try:
                if cells.yes_no(raw):
                    areas.append(area)
            except CellFault as fault:
                problem = Problem(found.place, fault.code, fault.message, fault.hint)
                self.problems.append(problem)
        said = "; ".join(areas) or (cells.NO_AREA if is_any_said else None)
        self._add("vung", first or FoundSheet(Place(self.file), None), said)

    def _counts(self) -> None:
        for code in self.inputs.row_ids(FIGURES):
            for column, suffix in ((NOW, ""), (BEFORE, PREVIOUS)):
                found, raw = self._read(FIGURES, code, column)
                # Most figures have no cell for the previous period.
                if not suffix or not is_blank(raw):
                    self._add(f"{code}{suffix}".lower(), found, raw)
        self._sum_ballots()
        for code in self.inputs.row_ids(ITEMS):
            self._add(code.lower(), *self._read(ITEMS, code, ANSWER))

    def _sum_ballots(self) -> None:
        """Put the sums of *Kiểm phiếu* where the figures' own cells are blank."""
        self.ballots = read_ballots(self.inputs)
        self.problems += self.ballots.problems
        for fact, total in zip((VALID_CODE, SATISFIED_CODE), self.ballots.sums or (), strict=False):
            code = text_of(self.inputs.find(SYSTEM, fact, VALUE).raw).lower()
            if code not in self.names:
                continue
            at = self.names.index(code)
            if is_blank(self.raws[at]):
                self.raws[at] = total
            elif text_of(self.raws[at]) != text_of(total):
                message = (
                    f"ô này ghi {shown(text_of(self.raws[at]))}, trang «Kiểm phiếu» cộng được "
                )
                message += f"{shown(text_of(total))}; dùng số của ô này"
                hint = "để trống ô này thì lấy tổng của trang «Kiểm phiếu»"
                place = self.places[at]
                self.problems.append(
                    Problem(place, "khac-kiem-phieu", message, hint, Severity.WARNING)
                )

    def _form(self) -> Form:
        facts = {
            id_: text_of(self.inputs.find(SYSTEM, id_, VALUE).raw)
            for id_ in (RULESET_ID, RULESET_SHA, FORM_YEAR)
        }
        figures, items = self.inputs.row_ids(FIGURES), self.inputs.row_ids(ITEMS)
        notes = {
            **self._texts(FIGURES, figures, NOTE),
            **self._texts(ITEMS, items, NOTE),
        }
        preparer = self._texts(UNIT, [field.id for field in PREPARER_FIELDS], VALUE)
        profile = {**preparer, **self._papers(), **self.ballots.typed}
        evidence = self._evidence()
        self._late_evidence(evidence, profile.get(SIGNED_ON))
        return Form(
            facts[RULESET_ID],
            facts[RULESET_SHA],
            facts[FORM_YEAR],
            profile,
            self._texts(FIGURES, figures, SOURCE),
            notes,
            evidence,
            self._shown(),
        )

    def _papers(self) -> dict[str, str]:
        """Return what the papers say besides figures; a wrong cell is told and left out.

        Forms of the first kind have some of these rows on *Đơn vị*.
        """
        profile: dict[str, str] = {}
        for sheet in (UNIT, PAPERS, COUNCIL):
            for id_ in self.inputs.row_ids(sheet):
                kind = kind_of(id_)
                if kind is None:
                    continue
                columns = {id_: VALUE}
                if kind is Kind.PERSON:
                    columns[position_of(id_)] = POSITION
                for key, column in columns.items():
                    found, raw = self._read(sheet, id_, column)
                    self.text_places[key, VALUE] = found.place
                    try:
                        text = paper_text(id_, raw)
                    except CellFault as fault:
                        problem = Problem(found.place, fault.code, fault.message, fault.hint)
                        self.others.append(problem)
                        continue
                    if text is not None:
                        profile[key] = text
        self.others += contradictions(profile, lambda id_: self.text_places[id_, VALUE])
        return profile

    def _texts(self, sheet: str, ids: list[str], column: str) -> dict[str, str]:
        texts = {id_: self._text(sheet, id_, column) for id_ in ids}
        return {id_: text for id_, text in texts.items() if text is not None}

    def _text(self, sheet: str, id_: str, column: str) -> str | None:
        found, raw = self._read(sheet, id_, column)
        if is_blank(raw):
            return None
        self.text_places[id_, column] = found.place
        try:
            return cell_notes.note(raw)
        except CellFault as fault:
            # No point depends on a note: what was typed is kept, the fault is told.
            self._warn(found, fault)
            return _typed(raw)

    def _evidence(self) -> dict[str, EvidenceGiven]:
        given: dict[str, EvidenceGiven] = {}
        for id_ in self.inputs.row_ids(EVIDENCE):
            found, raw = self._read(EVIDENCE, id_, DAY)
            self.text_places[id_, DAY] = found.place
            day: date | str | None
            try:
                day = cell_notes.day(raw)
            except CellFault as fault:
                self._warn(found, fault)
                day = _typed(raw)
            row = EvidenceGiven(
                self._text(EVIDENCE, id_, NUMBER),
                day,
                self._text(EVIDENCE, id_, ISSUER),
                self._text(EVIDENCE, id_, PAGE),
                self._document(id_),
                self._text(EVIDENCE, id_, FILES),
            )
            if row != EvidenceGiven():
                given[id_] = row
        return given

    def _document(self, id_: str) -> str | None:
        """Return the name of a document that the ruleset does not ask for."""
        name = self._text(EVIDENCE, id_, LABEL) if is_other(id_) else None
        return None if name == OTHER_UNNAMED else name

    def _late_evidence(self, evidence: Mapping[str, EvidenceGiven], signed: str | None) -> None:
        """Warn of documents dated after the report that rests on them."""
        if signed is None:
            return
        report = cell_notes.day(signed)
        for id_, given in evidence.items():
            if isinstance(given.day, date) and report is not None and given.day > report:
                found = self.inputs.find(EVIDENCE, id_, DAY)
                message = f"ngày {given.day:%d/%m/%Y} sau ngày ký báo cáo {report:%d/%m/%Y}"
                hint = "minh chứng phải có trước báo cáo; sửa một trong hai ngày"
                fault = CellFault("minh-chung-sau-bao-cao", message, hint)
                self._warn(found, fault)

    def _warn(self, found: FoundSheet, fault: CellFault) -> None:
        problem = Problem(found.place, fault.code, fault.message, fault.hint, Severity.WARNING)
        self.problems.append(problem)

    def _shown(self) -> dict[tuple[str, str], Shown]:
        """Return what *Tự chấm* shows; a formula that was never computed shows nothing."""
        results: dict[tuple[str, str], Shown] = {}
        for id_ in self.inputs.row_ids(SCORES):
            columns = (VALUE,) if id_ == VERDICT else (POINTS, LEAST, MOST)
            for column in columns:
                found = self.inputs.find(SCORES, id_, column)
                if isinstance(found.raw, str | int | float) and not isinstance(found.raw, bool):
                    results[id_, column] = Shown(found.raw, found.place)
        return results


def _typed(raw: Raw) -> str | None:
    """Return what somebody typed; of a formula without a result and the like, nothing."""
    return None if isinstance(raw, Unsaved | Doubtful) else text_of(raw)

"""What only a form can have wrong: another ruleset, another year, other results than ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from scoring.base.problems import Place, Problem, Severity, shown
from scoring.base.quantities import vietnamese
from scoring.base.text import clean
from scoring.engine.score_sheet import PartScore, ScoreSheet
from scoring.forms.form import Form, FormTable
from scoring.forms.ids import (
    CITY,
    KIND,
    LEAST,
    MOST,
    POINTS,
    TOTAL,
    VALUE,
    VERDICT,
    YEAR,
    largest_count,
)
from scoring.forms.sheets import RowWords
from scoring.intake.completion import Said
from scoring.intake.rows.columns import IDENTITY, KnownColumns
from scoring.intake.rows.plausibility import Plausibility
from scoring.intake.rows.row import IntakeRow
from scoring.rules.ruleset import PREVIOUS, Ruleset
from scoring.rules.threshold_groups import groups_of
from scoring.tables.cell_text import is_blank

_SHORT = 8
"""Characters of a SHA-256 that a person compares."""


def check_ruleset(row: IntakeRow, form: Form) -> None:
    """Note on *row* a form that belongs to another year or decision than it is read with."""
    if row.year is not None and form.year and form.year != str(row.year):
        message = f"biểu lập cho năm {shown(form.year)} nhưng ô này ghi {row.year}"
        hint = f"dùng biểu của năm {row.year}"
        row.say("nam", "bieu-khac-nam", message, hint)
    ruleset = row.ruleset
    if ruleset is None:
        return
    if form.ruleset_id != ruleset.id:
        message = (
            f"biểu lập theo {shown(form.ruleset_id)}, năm {row.year} chấm theo {shown(ruleset.id)}"
        )
        hint = (
            f"muốn chấm theo biểu thì chọn bộ tiêu chí {form.ruleset_id}; nếu không thì tạo biểu "
            f"mới của năm {row.year}"
        )
        row.say(None, "bieu-khac-bo-tieu-chi", message, hint)
    elif form.ruleset_sha256 != ruleset.sha256:
        message = (
            f"biểu lập theo bản {form.ruleset_sha256[:_SHORT]} của {shown(ruleset.id)}, nay đọc "
            f"theo bản {ruleset.sha256[:_SHORT]}"
        )
        hint = "điểm trên biểu có thể khác; điểm được tính lại theo bản nay"
        row.warn(None, "bieu-khac-ban", message, hint)


def mixed_up_rows(rows: Iterable[RowWords], ruleset: Ruleset) -> Iterator[Problem]:
    """Yield a fault for each row whose hidden id and whose words no longer belong together.

    Sorting without the hidden column does that; reading on would exchange figures.
    """
    names = {code: clean(figure.name) for code, figure in ruleset.figures.items()}
    names |= {code: clean(item.question) for code, item in ruleset.items.items()}
    ids: dict[str, set[str]] = {}
    for code, name in names.items():
        ids.setdefault(name, set()).add(code)
    for words in rows:
        owners = ids.get(words.text)
        if owners is not None and words.id in names and words.id not in owners:
            message = (
                f"dòng ghi {shown(words.text)} nhưng mã ẩn là của {shown(names[words.id])}: "
                "các dòng đã bị xáo trộn"
            )
            hint = "bỏ sắp xếp, hoặc tạo biểu mới rồi ghi lại"
            yield Problem(words.place, "xao-tron-dong", message, hint)


def strange_rows(table: FormTable, columns: KnownColumns, ruleset: Ruleset) -> Iterator[Problem]:
    """Yield a problem for each input that the ruleset does not know but that is filled in."""
    (raw,) = table.rows
    for position, (heading, value) in enumerate(zip(table.headings, raw.cells, strict=True)):
        if heading in IDENTITY or heading in columns.headings or is_blank(value):
            continue
        message = f"{ruleset.document.number} không dùng số liệu này; không được đọc"
        yield Problem(table.place(1, position), "khong-dung", message, "", Severity.WARNING)


def lost_rows(table: FormTable, columns: KnownColumns, ruleset: Ruleset) -> Iterator[Problem]:
    """Yield a warning for each figure or item whose row is gone."""
    names = {code.lower(): figure.name for code, figure in ruleset.figures.items()}
    names |= {code.lower(): item.question for code, item in ruleset.items.items()}
    for heading in (*columns.figures, *columns.items):
        if heading not in table.headings:
            message = f"biểu không còn dòng {shown(names[heading])}; coi như chưa có số liệu"
            hint = "lấy lại dòng đã xóa, cùng cột ẩn A, từ biểu mới"
            yield Problem(table.place(), "mat-dong", message, hint, Severity.WARNING)


def too_large(row: IntakeRow, ruleset: Ruleset) -> None:
    """Note counts beyond what the form's formulas compare exactly."""
    largest = largest_count(ruleset)
    for counts, suffix in ((row.figures, ""), (row.previous, PREVIOUS)):
        for code, value in counts.items():
            if value > largest:
                message = f"{vietnamese(value)} lớn hơn {vietnamese(largest)}"
                row.say(f"{code}{suffix}", "so-qua-lon", message, "kiểm tra lại số đếm của một xã")


def doubts(row: IntakeRow, ruleset: Ruleset) -> Iterator[Problem]:
    """Yield what deserves a second look among the figures that have no fault.

    So that nobody mends the faults of a form and is told of more: the form is one person's.
    """
    wrong = {problem.place for problem in row.problems if problem.is_fault}

    def place_of(heading: str | None) -> Place | None:
        place = row.place_if_any(heading)
        return None if place in wrong else place

    yield from Plausibility(ruleset).problems(row, place_of)


def blank_group(row: IntakeRow, ruleset: Ruleset) -> bool:
    """Warn of blanks that a register filled in and that the workbook's threshold waits for.

    Returns whether there is one: the workbook's verdict may then be open where ours is not.
    """
    if row.assessment is None:
        return False
    commune = row.assessment.commune
    areas = tuple(area.value for area in commune.areas)
    groups = groups_of(ruleset.recognition, commune.kind.value, areas, None)
    city = "có" if commune.centrally_run_city else "không"
    blanks = {KIND: commune.kind.value, CITY: city if len(groups) > 1 else None}
    filled = {id_: word for id_, word in blanks.items() if word and is_blank(row.cell(id_))}
    for id_, word in filled.items():
        message = f"để trống; sổ đơn vị hành chính ghi {shown(word)}"
        hint = f"chọn {shown(word)} ở ô này để biểu cũng tính đúng ngưỡng điểm"
        row.warn(id_, "theo-so", message, hint)
    return bool(filled)


def against_register(row: IntakeRow) -> None:
    """Warn where the register of that year has another commune under the form's code.

    A form is typed by a person for one commune; with a wrong code its points are another's.
    """
    commune = row.commune
    if row.complete is None or commune is None or row.year is None or commune.is_invented:
        return
    # With a blank left, the register is asked.
    said = Said(commune.code, commune.name, commune.kind, commune.province, commune.district)
    told = {problem.code for problem in row.problems}
    for remark in row.complete(said, date(row.year, 12, 31)).remarks:
        if remark.heading not in {CITY, YEAR} and remark.code not in told:
            row.warn(remark.heading, remark.code, remark.message, remark.hint)


def differences(
    row: IntakeRow, form: Form, ruleset: Ruleset, sheet: ScoreSheet, *, is_group_blank: bool
) -> Iterator[Problem]:
    """Yield a warning for each result on the workbook that is not the scorer's.

    What the workbook never computed, it does not show, and nothing is said.
    """
    hint = _how_to_agree(row, form, ruleset)
    expected: dict[tuple[str, str], str | float] = {
        (TOTAL, LEAST): float(sheet.total.minimum),
        (TOTAL, MOST): float(sheet.total.maximum),
        (VERDICT, VALUE): sheet.verdict.value,
    }
    for part in sheet.parts:
        expected[part.code, POINTS] = _result(part)
    if is_group_blank:
        # What is missing is named; the threshold is open there because of nothing else.
        del expected[VERDICT, VALUE]
    for key, ours in expected.items():
        seen = form.shown.get(key)
        if seen is None or seen.value == "" or _same(seen.value, ours):
            continue
        if isinstance(seen.value, str) and seen.value.startswith("#"):
            message = f"công thức của trang này báo lỗi {shown(seen.value)}; điểm được tính lại"
            yield Problem(seen.place, "bieu-loi-cong-thuc", message, "", Severity.WARNING)
            return
        message = f"biểu ghi {shown(_words(seen.value))}, tính lại được {shown(_words(ours))}"
        yield Problem(seen.place, "khac-tinh-lai", message, hint, Severity.WARNING)


def _how_to_agree(row: IntakeRow, form: Form, ruleset: Ruleset) -> str:
    """Return what to do about a difference; saving again helps only what was not computed."""
    ours = "kết quả dùng số tính lại"
    if form.ruleset_sha256 != ruleset.sha256:
        return f"{ours}; muốn biểu tính như vậy thì tạo biểu mới"
    headings = (f"{code}{suffix}".lower() for code in ruleset.figures for suffix in ("", PREVIOUS))
    typed = [row.cell(heading) for heading in headings]
    if any(isinstance(raw, str) and not is_blank(raw) for raw in typed):
        return f"{ours}; có số đếm ghi dạng chữ: gõ lại bằng số rồi bấm Lưu"
    return f"{ours}; mở bằng Excel, bấm Lưu để biểu tính lại"


_COLUMN = re.compile("(?:cột )?«([a-z0-9_.]+)»")


def in_form_words(problem: Problem, table: FormTable, names: Mapping[Place, str]) -> Problem:
    """Return a problem of a table's row as the form says it.

    The form's cells stand in place of column names, and *names* says what a cell is about.
    """

    def cell(found: re.Match[str]) -> str:
        if found[1] not in table.headings:
            return found[0]
        place = table.place(1, table.headings.index(found[1]))
        return f"ô {place.cell} trang «{place.sheet}»" if place.cell else found[0]

    message, hint = (_COLUMN.sub(cell, text) for text in (problem.message, problem.hint))
    name = names.get(problem.place)
    if name is not None and f"«{name}»" not in message:
        message = f"«{name}»: {message}"
    return replace(problem, message=message, hint=hint)


def names_of_cells(table: FormTable, rulesets: Iterable[Ruleset]) -> dict[Place, str]:
    """Return what stands beside each cell of figures and items: nobody knows «E7» by heart."""
    named: dict[str, str] = {}
    for ruleset in rulesets:
        for code, figure in ruleset.figures.items():
            named[code.lower()] = figure.name
            named[f"{code}{PREVIOUS}".lower()] = f"{figure.name} (kỳ trước)"
        named |= {code.lower(): item.question for code, item in ruleset.items.items()}
    cells = zip(table.headings, table.places, strict=False)
    return {place: named[heading] for heading, place in cells if heading in named and place.cell}


def _result(part: PartScore) -> str | float:
    return part.outcome.value if part.points is None else float(part.points)


def _same(seen: str | float, ours: str | float) -> bool:
    if isinstance(seen, str) or isinstance(ours, str):
        # The verdict stands there in capitals with a sign: «✔ ĐẠT».
        return str(seen).casefold().lstrip("✔✘? ") == str(ours).casefold()
    return abs(seen - ours) < 1e-9  # noqa: PLR2004 -- how Excel stores 12,1 is no difference


def _words(value: str | float) -> str:
    if isinstance(value, str):
        return value
    return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")

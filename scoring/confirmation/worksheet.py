"""The worksheet against the official text, read back by its hidden ids."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from scoring.base.problems import Place, Problem, ProblemsFound
from scoring.forms.grid import read_grid
from scoring.forms.review_ids import ANSWER, COPY, FORM, NUMBERS, RULESET, SHA, SYSTEM, VALUE
from scoring.forms.sheets import FoundSheet, Inputs, sheets_of
from scoring.tables.cell_text import Raw, text_of
from scoring.tables.xlsx_package import open_package
from scoring.tables.zip_limits import Unsafe, check_container


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person wrote beside one number: the cell's value and its place."""

    raw: Raw
    place: Place


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """A worksheet: whose ruleset it is, which copy was read, the answers by the numbers' ids."""

    file: str
    ruleset: str
    sha256: str
    copy: str
    copy_at: Place
    answers: dict[str, Answer]


def read_review(content: bytes, file: str) -> ReviewSheet:
    """Read the bytes of a worksheet; raises ``ProblemsFound`` when it is none of ours."""
    try:
        check_container(content, may_have_links=True)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            package = open_package(archive)
            grids = [read_grid(package, sheet) for sheet in package.sheets]
    except Unsafe as unsafe:
        problem = Problem(Place(file), unsafe.code, unsafe.message, unsafe.hint)
        raise ProblemsFound([problem]) from None
    except Exception:  # noqa: BLE001 -- a damaged zip or XML raises many kinds
        message = "tệp .xlsx hỏng, không đọc được"
        problem = Problem(Place(file), "tep-hong", message, "mở bằng Excel và lưu lại")
        raise ProblemsFound([problem]) from None
    sheets = sheets_of(file, grids, FORM)
    has_answers = any(ANSWER in sheet.columns for sheet in sheets.get(NUMBERS, ()))
    if not has_answers or SYSTEM not in sheets:
        message = "tệp này không phải phiếu đối chiếu của phần mềm, hoặc mất một trang, dòng ẩn"
        code, hint = "phieu-doi-chieu-khac", "tạo phiếu mới"
        raise ProblemsFound([Problem(Place(file), code, message, hint)])
    inputs = Inputs(file, sheets)
    copy = inputs.find(NUMBERS, COPY, ANSWER)
    answers = {
        id_: _answer(inputs.find(NUMBERS, id_, ANSWER))
        for id_ in inputs.row_ids(NUMBERS)
        if id_ != COPY
    }
    if inputs.problems:
        raise ProblemsFound(inputs.problems)
    return ReviewSheet(
        file=file,
        ruleset=text_of(inputs.find(SYSTEM, RULESET, VALUE).raw),
        sha256=text_of(inputs.find(SYSTEM, SHA, VALUE).raw),
        copy=text_of(copy.raw),
        copy_at=copy.place,
        answers=answers,
    )


def _answer(found: FoundSheet) -> Answer:
    return Answer(found.raw, found.place)

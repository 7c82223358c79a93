"""A ruleset confirmed with the official text: the filled worksheet becomes a new file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import criteria
import phuhop
from phuhop.files.own_work import write_new
from phuhop.usecases.reading import read
from phuhop.usecases.rulesets import named_ruleset
from phuhop.usecases.wrong_use import WrongUse
from reports.rules.confirmation_text import SampleTotals, confirmation_lines
from reports.rules.review_rows import review_groups
from scoring.base.problems import Place, Problem, ProblemsFound, Severity, file_name
from scoring.confirmation.confirming import By, Confirmed, confirmed
from scoring.confirmation.worksheet import ReviewSheet, read_review
from scoring.engine.cases import cases_file, load_cases, run_cases
from scoring.engine.scorer import score
from scoring.rules.ruleset import Ruleset
from scoring.tables.cell_text import is_blank

_SAMPLES = Path(phuhop.__file__).parent / "demo_data" / "so-lieu-mau.csv"


@dataclass(frozen=True, slots=True)
class ConfirmWish:
    """A filled worksheet, who compared and when; *output* and *ruleset* where not the usual."""

    worksheet: Path
    by: str
    day: date
    copy: str | None
    ruleset: str | None
    output: Path | None
    today: date


@dataclass(frozen=True, slots=True)
class ConfirmationMade:
    """The new file, what changed and what that changes for the samples, what to look at."""

    path: Path
    lines: tuple[str, ...]
    problems: tuple[Problem, ...]


def confirm_worksheet(wish: ConfirmWish) -> ConfirmationMade:
    """Write the ruleset that a filled worksheet confirms as a new file.

    Raises ``ProblemsFound`` for a worksheet of another ruleset, a blank one, one that
    contradicts itself (each fault at its cell), and over any file that stands there already.
    """
    sheet = read_review(_bytes(wish.worksheet), file_name(wish.worksheet))
    name = wish.ruleset or sheet.ruleset
    before = named_ruleset(name)
    source = Path(name) if name != before.id else criteria.DECISIONS / f"{name}.yaml"
    target = wish.output or Path(f"{before.id}.yaml")
    _check(wish, sheet, before)
    if target.exists():
        message, hint = "đã có tệp này; bộ tiêu chí mới không ghi lên tệp cũ", "chọn tên khác"
        raise ProblemsFound([Problem(Place(file_name(target)), "da-co-tep", message, hint)])
    by = By(wish.by.strip(), wish.day, (wish.copy or sheet.copy).strip())
    numbers = [row.number for group in review_groups(before) for row in group.rows]
    made = confirmed(_bytes(source), numbers, sheet, by, before.id)
    lines = confirmation_lines(before, made.ruleset, made.count, _samples(before, made.ruleset))
    cases = tuple(_cases(source, made))
    write_new(target, made.content)
    named = {sheet.ruleset: file_name(target)}
    warnings = [
        replace(one, place=replace(one.place, file=named.get(one.place.file, one.place.file)))
        for one in made.warnings
    ]
    return ConfirmationMade(target, tuple(lines), (*warnings, *cases))


def _bytes(path: Path) -> bytes:
    from scoring.base.file_errors import reason

    try:
        return path.read_bytes()
    except OSError as error:
        message = f"không đọc được tệp: {reason(error)}"
        problem = Problem(Place(file_name(path)), "khong-doc-duoc", message)
        raise ProblemsFound([problem]) from None


def _check(wish: ConfirmWish, sheet: ReviewSheet, before: Ruleset) -> None:
    if not wish.by.strip():
        raise WrongUse("by", "ghi họ tên người đã đối chiếu")
    if wish.day > wish.today:
        raise WrongUse("day", f"ngày đối chiếu {wish.day:%d/%m/%Y} chưa đến")
    problems = []
    if sheet.sha256 != before.sha256:
        message = f"phiếu của bản khác của bộ tiêu chí {before.id}: tệp đã đổi từ khi tạo phiếu"
        code, hint = "phieu-doi-chieu-khac", "tạo phiếu mới"
        problems.append(Problem(Place(sheet.file), code, message, hint))
    if all(is_blank(answer.raw) for answer in sheet.answers.values()):
        message = "phiếu chưa ghi dòng nào; không có gì để xác nhận"
        hint = "ghi «đúng» hoặc con số của văn bản vào cột «Văn bản gốc ghi»"
        problems.append(Problem(Place(sheet.file), "phieu-trong", message, hint))
    elif not (wish.copy or sheet.copy).strip():
        message = "chưa ghi bản văn bản gốc đã dùng"
        hint = "ví dụ: Công báo số 77+78 năm 2019"
        problems.append(Problem(sheet.copy_at, "thieu-ban", message, hint))
    if problems:
        raise ProblemsFound(problems)


def _samples(before: Ruleset, after: Ruleset) -> Iterator[SampleTotals]:
    """Yield each sample commune under both rulesets."""
    entries = read([_SAMPLES], None, None, choose=lambda _year: before).entries
    for entry in entries:
        yield SampleTotals(score(before, entry.assessment), score(after, entry.assessment))


def _cases(source: Path, made: Confirmed) -> Iterator[Problem]:
    """Yield, as warnings, the cases beside the old file that come out otherwise now."""
    beside = cases_file(source)
    if not beside.exists():
        return
    for problem in run_cases(made.ruleset, load_cases(beside, made.ruleset)):
        yield Problem(problem.place, problem.code, problem.message, problem.hint, Severity.WARNING)

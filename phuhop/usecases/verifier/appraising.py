"""Self-assessments and appraisals of files, brought together by commune and year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop.usecases.watching import NOBODY, Watcher
from phuhop.usecases.wrong_use import WrongUse
from scoring.base.problems import Place, Problem, ProblemsFound, Severity, file_name, in_order

if TYPE_CHECKING:
    from scoring.appraisal.comparison import AppraisalComparison
    from scoring.appraisal.document import AppraisalFile
    from scoring.intake.reading import Entry, Intake

CommuneYear = tuple[str | None, int | None]
"""Code of the commune and year."""

_WRITTEN = {".yaml", ".yml", ".json"}


def compared(
    form: Path,
    appraisal: Path,
    ruleset: str | None,
    as_of: date | None,
    today: date | None = None,
) -> tuple[AppraisalComparison, list[Problem]]:
    """Return the comparison of one self-assessment with its appraisal, and every warning.

    *form* may be a table of many communes: the row of the appraisal's commune and year is
    taken. Raises ``ProblemsFound`` when one of the two has a fault.
    """
    from phuhop.usecases.reading import read
    from scoring.appraisal.file import read_appraisal

    if form.is_dir() or appraisal.is_dir():
        raise WrongUse("form", "cần hai tệp, không phải thư mục; nhiều xã thì lập sổ đối chiếu")
    intake = read((form,), ruleset, as_of, packages=True, today=today)
    try:
        file = read_appraisal(appraisal)
        entry = _entry_of(intake, file, form)
    except ProblemsFound as found:
        raise ProblemsFound([*intake.problems, *found.problems]) from None
    # Of a table only what concerns the whole and this commune's row.
    problems = [problem for problem in intake.problems if _concerns(problem, entry)]
    try:
        comparison, more = _compare(entry, file)
    except ProblemsFound as found:
        raise ProblemsFound([*problems, *found.problems]) from None
    return comparison, in_order([*problems, *more])


def _concerns(problem: Problem, entry: Entry) -> bool:
    if entry.form is not None:
        return True
    sheet, row = problem.place.row
    return not row or (sheet, row) == entry.place.row


def _entry_of(intake: Intake, file: AppraisalFile, form: Path) -> Entry:
    entries = intake.entries
    same = [one for one in entries if _key(one) == (file.commune, file.year)]
    if same:
        return same[0]
    if len(entries) == 1:
        # Whatever does not fit is told by the reader of appraisals, at its own place.
        return entries[0]
    message = f"không có dòng nào dùng được của xã {file.commune} năm {file.year}"
    raise ProblemsFound([Problem(Place(file_name(form)), "khong-co-xa", message)])


def _key(entry: Entry) -> CommuneYear:
    return entry.assessment.commune.code, entry.assessment.year


def _compare(entry: Entry, file: AppraisalFile) -> tuple[AppraisalComparison, list[Problem]]:
    from scoring.appraisal.appraised import appraise
    from scoring.appraisal.comparison import compare

    warnings = [problem for problem in file.problems if not problem.is_fault]
    try:
        appraisal = file.against(entry.ruleset)
        found = compare(appraise(entry.ruleset, entry.assessment, appraisal, file.place))
    except ProblemsFound as faults:
        raise ProblemsFound([*warnings, *faults.problems]) from None
    if found.unexplained:
        message = f"chưa ghi lý do ở phần {', '.join(found.unexplained)} có số khác tự chấm"
        hint = "biên bản sẽ in «(chưa ghi lý do)»"
        place = file.place(())
        warnings.append(Problem(place, "chua-ghi-ly-do", message, hint, Severity.WARNING))
    return found, warnings


def all_compared(
    paths: Sequence[Path],
    ruleset: str | None,
    as_of: date | None,
    today: date | None = None,
    watcher: Watcher = NOBODY,
) -> tuple[list[AppraisalComparison], list[Problem]]:
    """Return the comparisons of all files and folders; a fault of one withholds only that one.

    Worksheets and files of words are told apart from forms by what stands in them.
    """
    from phuhop.usecases.reading import read
    from scoring.appraisal.file import read_appraisal

    forms, appraisals = _sorted_out(paths)
    problems: list[Problem] = []
    if not forms or not appraisals:
        what = "biểu tự đánh giá" if not forms else "bản thẩm định"
        place = Place(file_name(paths[0]))
        raise ProblemsFound([Problem(place, "thieu-tep", f"không có {what} nào ở đây")])
    intake = read(forms, ruleset, as_of, packages=True, today=today, watcher=watcher)
    problems += intake.problems
    entries = {_key(entry): entry for entry in intake.entries}
    found: list[AppraisalComparison] = []
    seen: dict[CommuneYear, str] = {}
    for path in appraisals:
        try:
            file = read_appraisal(path)
            entry = _partner(file, entries, seen)
            comparison, warnings = _compare(entry, file)
        except ProblemsFound as faults:
            problems += faults.problems
            continue
        found.append(comparison)
        problems += warnings
    for key, entry in entries.items():
        if key not in seen:
            message = f"{entry.assessment.commune.name} năm {key[1]} chưa có bản thẩm định"
            place = entry.place
            problems.append(Problem(place, "chua-tham-dinh", message, "", Severity.WARNING))
    return found, in_order(problems)


def _partner(
    file: AppraisalFile, entries: Mapping[CommuneYear, Entry], seen: dict[CommuneYear, str]
) -> Entry:
    """Return the self-assessment of an appraisal; notes in *seen* that it has one."""
    key = (file.commune, file.year)
    place = Place(file.file)
    if key in seen:
        message = f"xã {file.commune} năm {file.year} còn có bản thẩm định {seen[key]}"
        raise ProblemsFound([Problem(place, "trung-tham-dinh", message, "giữ lại một bản")])
    seen[key] = file.file
    if key not in entries:
        message = f"không có biểu dùng được của xã {file.commune} năm {file.year}"
        raise ProblemsFound([Problem(place, "khong-co-bieu", message)])
    return entries[key]


def _sorted_out(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    forms: list[Path] = []
    appraisals: list[Path] = []
    for path in paths:
        inside = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for one in inside:
            if path.is_dir() and _is_nothing_of_ours(one):
                continue
            (appraisals if _is_appraisal(one) else forms).append(one)
    return forms, appraisals


def _is_nothing_of_ours(path: Path) -> bool:
    """Whether a file of a folder is skipped, as import does: letters, pictures, lock files."""
    from phuhop.files.folders import TABLES
    from registry.package.package import SUFFIX

    known = {*TABLES, SUFFIX, *_WRITTEN}
    return path.name.startswith((".", "~$")) or path.suffix.lower() not in known


def appraisals_in(paths: Sequence[Path]) -> list[Path]:
    """Return the appraisals among files and folders; a file named by itself is always one.

    So is a workbook of a folder that cannot be opened: it may have been one, and is told.
    """
    from scoring.tables.zip_limits import is_sound

    forms, found = _sorted_out([path for path in paths if path.is_dir()])
    damaged = [one for one in forms if one.suffix.lower() == ".xlsx" and not is_sound(one)]
    return [*(path for path in paths if not path.is_dir()), *sorted([*found, *damaged])]


def _is_appraisal(path: Path) -> bool:
    """Whether a file is an appraisal: words, or a workbook with the worksheet's mark."""
    from scoring.forms.worksheet_ids import FORM
    from scoring.tables.zip_limits import holds

    if path.suffix.lower() in _WRITTEN:
        return True
    return path.suffix.lower() == ".xlsx" and holds(path, FORM.partition("/")[0].encode())

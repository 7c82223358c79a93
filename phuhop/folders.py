"""Folders of workbooks: which files are read, and what to say when some of them failed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from scoring.intake import Intake
from scoring.problems import Place, Problem, Severity, file_name

_TABLES = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".parquet"}
"""Files that are opened. Some of them are refused, with the reason, rather than passed over."""

_MOST_NAMED = 5


def files_in(paths: Sequence[Path]) -> tuple[list[Path], list[Problem]]:
    """Return the files of *paths*, folders searched with their subfolders, in order of name.

    Lock files of Excel and hidden files are no one's data. What else is passed over is named.
    """
    files: list[Path] = []
    problems: list[Problem] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        inside = sorted(p for p in path.rglob("*") if p.is_file() and not _is_hidden(p, path))
        tables = [p for p in inside if p.suffix.lower() in _TABLES]
        others = [p.relative_to(path).as_posix() for p in inside if p not in set(tables)]
        files += tables
        place = Place(file_name(path))
        if others:
            named = ", ".join(others[:_MOST_NAMED]) + (" …" if len(others) > _MOST_NAMED else "")
            message = f"bỏ qua {len(others)} tệp không phải bảng tính: {named}"
            problems.append(Problem(place, "bo-qua", message, "", Severity.WARNING))
        if not tables:
            problems.append(Problem(place, "thu-muc-trong", "thư mục không có bảng tính nào"))
    return files, problems


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)


def summary(files: Sequence[Path], intake: Intake) -> list[str]:
    """Return what came of a folder: how many files, and of each failed one the first reason."""
    faults: defaultdict[str, list[Problem]] = defaultdict(list)
    for problem in intake.faults:
        faults[problem.place.file].append(problem)
    failed = [file_name(file) for file in files if file_name(file) in faults]
    lines = [f"Đã đọc {len(files)} tệp, được {len(intake.entries)} xã; {len(failed)} tệp có lỗi."]
    for name in failed:
        first, *more = faults[name]
        place = f"{first.place}".removeprefix(name).lstrip(": ")
        where = f" ({place})" if place else ""
        rest = f", và {len(more)} lỗi nữa" if more else ""
        lines.append(f"  ✘ {name}: {first.message}{where}{rest}")
    return lines

"""Folders of workbooks: which files are read, and what to say when some of them failed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scoring.base.problems import Place, Problem, Severity, file_name

TABLES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".parquet"})
"""Files that are opened. Some of them are refused, with the reason, rather than passed over."""

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class FileFaults:
    """How many faults a file has, and its first one."""

    first: Problem
    count: int = 1

    @property
    def and_one_more(self) -> FileFaults:
        """The same with a further fault."""
        return FileFaults(self.first, self.count + 1)


def files_in(
    paths: Sequence[Path], endings: Collection[str] = TABLES, *, output: Path | None = None
) -> tuple[list[Path], list[Problem]]:
    """Return the files of *paths*, folders searched with their subfolders, in order of name.

    In folders only files with one of *endings* are taken, and never the file *output*: what an
    earlier run wrote there is no input of the next.

    Lock files of Excel and hidden files are no one's data. What else is passed over is named.
    """
    files: list[Path] = []
    problems: list[Problem] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        inside = sorted(p for p in path.rglob("*") if p.is_file() and not _is_hidden(p, path))
        if output is not None and output.resolve() in {one.resolve() for one in inside}:
            inside = [one for one in inside if one.resolve() != output.resolve()]
            message = "bỏ qua tệp để ghi kết quả, không đọc lại nó như số liệu"
            hint = "nên ghi kết quả ra ngoài thư mục được đọc"
            problems.append(
                Problem(Place(file_name(output)), "bo-qua", message, hint, Severity.WARNING)
            )
        tables = [p for p in inside if p.suffix.lower() in endings]
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


def faults_by_file(problems: Iterable[Problem]) -> dict[str, FileFaults]:
    """Return how many faults each file has, and its first one; *problems* are in order."""
    found: dict[str, FileFaults] = {}
    for problem in problems:
        if problem.is_fault:
            file = problem.place.file
            found[file] = found[file].and_one_more if file in found else FileFaults(problem)
    return found


def summary(files: Sequence[Path], communes: int, faults: Mapping[str, FileFaults]) -> list[str]:
    """Return what came of a folder: how many files, and of each failed one the first reason."""
    failed = [file_name(file) for file in files if file_name(file) in faults]
    lines = [f"Đã đọc {len(files)} tệp, được {communes} xã; {len(failed)} tệp có lỗi."]
    for name in failed:
        first, more = faults[name].first, faults[name].count - 1
        place = f"{first.place}".removeprefix(name).lstrip(": ")
        where = f" ({place})" if place else ""
        rest = f", và {more} lỗi nữa" if more else ""
        lines.append(f"  ✘ {name}: {first.message}{where}{rest}")
    return lines

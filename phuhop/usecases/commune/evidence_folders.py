"""Whose evidence stands in which folder: with one commune all of it, with many a folder each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scoring.base.problems import Place, Problem, ProblemsFound, file_name


def folder_of(evidence: Path | None, code: str, *, is_only: bool) -> Path | None:
    """Return a commune's own folder: the given one, or with many its subfolder, if it has one.

    Raises ``ProblemsFound`` where the given folder is not there.
    """
    if evidence is None or is_only:
        return evidence
    return next((path for path in _folders(evidence) if path.name.startswith(code)), None)


def strange_folders(evidence: Path, codes: set[str]) -> Iterator[Problem]:
    """Yield the subfolders that belong to no commune of the table: their files go nowhere."""
    for path in _folders(evidence):
        if not any(path.name.startswith(code) for code in codes):
            message = "tên thư mục không bắt đầu bằng mã xã nào trong bảng; không dùng tệp trong đó"
            yield Problem(Place(file_name(path)), "thu-muc-la", message)
    loose = (
        [path.name for path in evidence.iterdir() if path.is_file()] if evidence.is_dir() else []
    )
    if loose:
        message = (
            f"{len(loose)} tệp nằm ngoài thư mục của từng xã; không dùng: {', '.join(loose[:5])}"
        )
        yield Problem(Place(file_name(evidence)), "tep-la", message)


def _folders(evidence: Path) -> list[Path]:
    if not evidence.is_dir():
        message = "không có thư mục này"
        raise ProblemsFound([Problem(Place(file_name(evidence)), "khong-doc-duoc", message)])
    return sorted(p for p in evidence.iterdir() if p.is_dir() and not p.name.startswith("."))

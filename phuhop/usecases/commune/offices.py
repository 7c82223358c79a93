"""Whose letterhead: a sample to fill in, and which profile belongs to which commune of a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop.files.writing import write_bytes
from scoring.base.problems import Place, Problem, ProblemsFound, Severity, file_name

if TYPE_CHECKING:
    from reports.papers.office import Office
    from scoring.intake.reading import Entry

_SUFFIXES = {".yaml", ".yml"}


def write_sample(output: Path) -> None:
    """Write a profile to fill in; raises ``ProblemsFound`` when a file stands there already."""
    from reports.papers.office_file import SAMPLE

    if output.exists():
        message = "đã có tệp này; phần mềm không ghi đè thông tin đã điền"
        place = Place(file_name(output))
        raise ProblemsFound([Problem(place, "da-co-tep", message, "chọn tên khác")])
    write_bytes(output, SAMPLE.read_bytes())


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """A profile, and the bytes of the file it was read from."""

    office: Office
    content: bytes


def offices_of(
    paths: Sequence[Path], entries: Iterable[Entry], numbered: tuple[str, ...]
) -> tuple[dict[str, Office], list[Problem]]:
    """Return the profile of each commune; see ``office_files_of``."""
    files, warnings = office_files_of(paths, entries, numbered)
    return {code: file.office for code, file in files.items()}, warnings


def office_files_of(
    paths: Sequence[Path], entries: Iterable[Entry], numbered: tuple[str, ...]
) -> tuple[dict[str, OfficeFile], list[Problem]]:
    """Return the profile of each commune by its code, and warnings of those that fit none.

    One profile without a code is for the only commune of a run (key ""). Raises
    ``ProblemsFound`` with the faults of all files.
    """
    if not paths:
        return {}, []
    from reports.papers.office_file import office_of
    from scoring.formats.strict_yaml import read_raw

    codes = {entry.assessment.commune.code for entry in entries}
    found: dict[str, OfficeFile] = {}
    faults: list[Problem] = []
    warnings: list[Problem] = []
    for path in _files(paths, faults):
        try:
            content = read_raw(path)
            profile = office_of(content, file_name(path), numbered)
        except ProblemsFound as problems:
            faults += problems.problems
            continue
        code = profile.commune or ""
        place = Place(file_name(path))
        if not code and len(codes) > 1:
            message = f"bảng có {len(codes)} đơn vị nhưng tệp này không ghi của đơn vị nào"
            hint = "ghi «mã đơn vị», mỗi đơn vị một tệp"
            faults.append(Problem(place, "thieu-ma-don-vi", message, hint))
        elif code in found:
            message = f"đã có tệp khác cho đơn vị «{code}»" if code else "chỉ dùng được một tệp"
            faults.append(Problem(place, "trung-don-vi", message))
        elif code and code not in codes:
            message = f"không có đơn vị «{code}» trong bảng số liệu; tệp này không được dùng"
            warnings.append(Problem(place, "ma-la", message, severity=Severity.WARNING))
        else:
            found[code] = OfficeFile(profile, content)
    if faults:
        raise ProblemsFound([*faults, *warnings])
    return found, warnings


def form_remarks(entries: Iterable[Entry], offices: Mapping[str, Office]) -> list[Problem]:
    """Return a warning for each field of a form that the documents do not print as it stands."""
    forms = [(entry, entry.form) for entry in entries if entry.form is not None]
    if not forms:
        return []
    from reports.dossier.office_entries import office_remarks

    return [
        remark
        for entry, form in forms
        for profile in (offices.get(entry.assessment.commune.code) or offices.get(""),)
        for remark in office_remarks(profile, form, Place(entry.place.file))
    ]


def _files(paths: Sequence[Path], faults: list[Problem]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = sorted(p for p in path.iterdir() if p.suffix in _SUFFIXES)
        if not inside:
            message = "thư mục không có tệp YAML nào"
            faults.append(Problem(Place(file_name(path)), "thu-muc-rong", message))
        yield from inside

"""A published site on disk: written whole or not at all, read back, told from other folders."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from phuhop.files.writing import umask, why
from reports.site.files import SiteFile
from reports.site.record import RECORD
from reports.site.site import DATA, FORMAT, MARKER
from scoring.base.file_errors import reason
from scoring.base.problems import Place, Problem, ProblemsFound, file_name

_MOST_NAMED = 5
_MOST_MARKER = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Published:
    """A site that was read: its marker, the open data by file name, the record of editions."""

    folder: Path
    marker: Mapping[str, Any]
    data: Mapping[str, bytes]
    record: bytes | None


def write_site(folder: Path, files: Iterable[SiteFile]) -> int:
    """Write *files* as the folder *folder*, replacing a site of ours; return how many.

    They go to a new folder beside it first, which then takes its place by being renamed. What
    stood there is untouched until then. Raises ``ProblemsFound`` when the place cannot be
    written to or holds something that is not ours (see ``check_place``), ``ValueError`` for a
    path that leads out of the folder.
    """
    check_place(folder)
    folder = folder.resolve()
    made: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".phuhop-site-"))
        count = 0
        for file in files:
            if not _is_inside(file.path):
                raise ValueError(file.path)
            target = made / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.content)
            count += 1
        made.chmod(0o777 & ~umask())
        _swap(made, folder)
    except OSError as error:
        message = f"không ghi được thư mục: {why(error)}"
        raise _fault(folder, "khong-ghi-duoc", message) from None
    finally:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)
    return count


def _swap(made: Path, folder: Path) -> None:
    """Put *made* in the place of *folder*; when that fails, what was there is put back."""
    if not folder.exists():
        made.rename(folder)
        return
    old = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".phuhop-site-")) / "cu"
    try:
        folder.rename(old)
        try:
            made.rename(folder)
        except OSError:
            old.rename(folder)
            raise
    finally:
        shutil.rmtree(old.parent, ignore_errors=True)


def check_place(folder: Path) -> None:
    """Raise ``ProblemsFound`` when *folder* holds anything that a new site must not replace."""
    try:
        if not folder.exists():
            return
        if not folder.is_dir():
            raise _fault(folder, "khong-ghi-duoc", "đã có một tệp mang tên này")
        if not any(folder.iterdir()):
            return
    except OSError as error:
        raise _fault(folder, "khong-doc-duoc", f"không đọc được thư mục: {reason(error)}") from None
    if not (folder / MARKER).is_file():
        message = f"thư mục không trống và không phải bản công bố (không có tệp {MARKER})"
        raise _fault(folder, "thu-muc-khac", message, "chọn một thư mục khác hoặc thư mục trống")
    listed = set(read_marker(folder)["files"])
    strange = sorted(path for path in _paths(folder) if path not in {*listed, MARKER})
    if strange:
        more = f" và {len(strange) - _MOST_NAMED} tệp khác" if len(strange) > _MOST_NAMED else ""
        named = ", ".join(f"«{path}»" for path in strange[:_MOST_NAMED])
        message = f"trong bản công bố cũ có tệp không do phần mềm ghi: {named}{more}"
        hint = "chuyển các tệp đó ra ngoài rồi làm lại; phần mềm không xóa tệp của người khác"
        raise _fault(folder, "tep-la", message, hint)


def is_site(folder: Path) -> bool:
    """Whether *folder* has the marker of a site."""
    return (folder / MARKER).is_file()


def read_marker(folder: Path) -> dict[str, Any]:
    """Return the marker of a site; raises ``ProblemsFound`` when it is none."""
    path = folder / MARKER
    try:
        if path.stat().st_size > _MOST_MARKER:
            raise _fault(path, "tep-qua-lon", "tệp quá lớn")
        content = json.loads(path.read_bytes())
    except OSError as error:
        message = f"không phải bản công bố: {reason(error)}"
        raise _fault(path, "khong-phai-ban-cong-bo", message) from None
    except (ValueError, RecursionError):
        raise _fault(path, "tep-hong", "tệp hỏng, không phải JSON") from None
    is_whole = isinstance(content, dict) and content.get("format") == FORMAT
    files = content.get("files") if is_whole else None
    if not isinstance(files, dict) or not all(
        isinstance(name, str) and isinstance(value, str) and _is_inside(name)
        for name, value in files.items()
    ):
        raise _fault(path, "tep-hong", f"tệp không có dạng {FORMAT}")
    return dict(content)


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name


def read_site(folder: Path) -> tuple[Published, list[Problem]]:
    """Read a published site: its open data, and every file that is not what the marker says.

    Of a Parquet file only the content counts, which whoever checks the open data compares:
    another version of the library writes the same table in other bytes. Raises
    ``ProblemsFound`` when the folder is no site.
    """
    marker = read_marker(folder)
    problems: list[Problem] = []
    data: dict[str, bytes] = {}
    record: bytes | None = None
    for name, digest in marker["files"].items():
        path = folder / name
        try:
            content = path.read_bytes()
        except OSError as error:
            message = f"không đọc được: {reason(error)}"
            problems.append(Problem(Place(file_name(path)), "thieu-tep", message))
            continue
        is_same = hashlib.sha256(content).hexdigest() == digest
        if not is_same and not name.endswith(".parquet"):
            message = "tệp đã bị sửa sau khi công bố (SHA-256 khác)"
            problems.append(Problem(Place(file_name(path)), "tep-da-sua", message))
        if PurePosixPath(name).parent == PurePosixPath(DATA):
            data[PurePosixPath(name).name] = content
        if name == RECORD:
            record = content
    known = {*marker["files"], MARKER}
    for name in sorted(set(_paths(folder)) - known):
        place = Place(file_name(folder / name))
        problems.append(Problem(place, "tep-la", "tệp không có trong bản công bố"))
    return Published(folder, marker, data, record), problems


def _paths(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if not path.is_dir() or path.is_symlink():
            yield path.relative_to(folder).as_posix()


def _fault(path: Path, code: str, message: str, hint: str = "") -> ProblemsFound:
    return ProblemsFound([Problem(Place(file_name(path)), code, message, hint)])

"""Nothing a person worked on is lost: what stands at a place is known, kept and named.

A folder of papers holds a list of what was written there last, with hashes. A file that
differs from it was worked on by somebody and is kept under another name; a file of an
earlier run that this run does not write again, and that rests on other figures, is moved
aside: nobody shall send a paper that contradicts the one beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from phuhop.files.writing import told_of, write_bytes
from scoring.base.canonical import sha256_of_bytes
from scoring.base.problems import Place, Problem, ProblemsFound, Severity, file_name

LIST = ".phuhop-da-ghi.json"
"""The list; its name begins with a dot so that it is out of the way."""


def write_new(path: Path, content: bytes) -> None:
    """Write a file that a person will fill in, over nothing but the very same bytes.

    Raises ``ProblemsFound`` when another file stands there: it may be filled in already.
    """
    with told_of(path):
        before = path.read_bytes() if path.exists() else None
    if before is None:
        write_bytes(path, content)
    elif before != content:
        message = "đã có tệp này; phần mềm không ghi đè thông tin đã điền"
        place = Place(file_name(path))
        raise ProblemsFound([Problem(place, "da-co-tep", message, "chọn tên khác")])


@dataclass(frozen=True, slots=True)
class _Written:
    sha256: str
    basis: str


def write_folder(folder: Path, files: Mapping[str, bytes], basis: str) -> list[Problem]:
    """Write *files* by name into *folder*; return a warning for each file that was moved aside.

    *basis* names what the files rest on (figures and rules): a file of an earlier run with
    another basis is moved aside. Raises ``ProblemsFound`` when a place cannot be written to.
    """
    before = _read(folder)
    moved = [*_edited(folder, files, before), *_outdated(folder, files, before, basis)]
    for name, content in files.items():
        write_bytes(folder / name, content)
    stays = {
        name: one for name, one in before.items() if name not in files and (folder / name).exists()
    }
    now = {name: _Written(sha256_of_bytes(content), basis) for name, content in files.items()}
    listed = {
        name: {"sha256": one.sha256, "căn cứ": one.basis}
        for name, one in sorted({**stays, **now}.items())
    }
    write_bytes(folder / LIST, (json.dumps(listed, ensure_ascii=False, indent=1) + "\n").encode())
    return moved


def _read(folder: Path) -> dict[str, _Written]:
    """Return what the list says; a damaged or missing one knows nothing, so all is kept."""
    with suppress(OSError, ValueError, TypeError, LookupError, AttributeError):
        listed = json.loads((folder / LIST).read_text(encoding="utf-8"))
        return {
            str(name): _Written(str(one["sha256"]), str(one["căn cứ"]))
            for name, one in listed.items()
        }
    return {}


def _edited(
    folder: Path, files: Mapping[str, bytes], before: Mapping[str, _Written]
) -> Iterator[Problem]:
    for name, content in files.items():
        path = folder / name
        with told_of(path):
            found = sha256_of_bytes(path.read_bytes()) if path.is_file() else None
        known = before.get(name)
        if found is None or found == sha256_of_bytes(content) or (known and known.sha256 == found):
            continue
        why = "đã được sửa sau khi phần mềm ghi" if known else "không do lần lập trước ghi"
        yield _aside(path, f"tệp {why}; bản đó được giữ lại")


def _outdated(
    folder: Path, files: Mapping[str, bytes], before: Mapping[str, _Written], basis: str
) -> Iterator[Problem]:
    for name, known in before.items():
        # A name with a folder in it was not written by us: nothing outside is ever moved.
        path = folder / Path(name).name
        if name not in files and known.basis != basis and path.is_file():
            yield _aside(path, "tệp của lần lập trước, theo số liệu khác; đã đổi tên")


def _aside(path: Path, message: str) -> Problem:
    """Rename a file to the first free «… (bản trước)», and say so."""
    for number in count(1):
        which = "bản trước" if number == 1 else f"bản trước {number}"
        target = path.with_name(f"{path.stem} ({which}){path.suffix}")
        if not target.exists():
            break
    with told_of(path):
        path.rename(target)
    place = Place(file_name(path))
    return Problem(place, "ban-truoc", message, f"xem «{target.name}»", Severity.WARNING)

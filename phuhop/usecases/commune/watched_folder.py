"""A folder in which every form has its dossier beside it: each form once for every change."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from phuhop.files.writing import told_of, write_bytes
from phuhop.usecases.commune.dossiers import DossierWish, Written, write_wished
from scoring.base.canonical import sha256_of_bytes
from scoring.base.problems import Place, Problem, ProblemsFound, file_name, in_order

LIST = ".phuhop-da-cham.json"
"""What was done already, by the name of the form; out of the way of who looks at the folder."""

FAULTS = "LỖI VÀ CẢNH BÁO.txt"
"""Written anew each time, and gone when there is nothing to tell."""

_FORM = ".xlsx"
_LOCK = "~$"
"""What Excel writes beside a workbook that is open."""

InWords = Callable[[Problem], Problem]


@dataclass(frozen=True, slots=True)
class Done:
    """What came of one form: the folder of its dossier, or the text that names its faults."""

    form: Path
    made: Path | None
    faults: Path | None


def look_once(
    paths: Iterable[Path], today: date, in_words: InWords = lambda problem: problem
) -> Iterator[Done]:
    """Write the dossier of each form of *paths* (folders, or single forms) that is new or changed.

    A form named itself is always done; one that is open in Excel waits. One whose papers could
    not be written, as when one is open in Word, is tried again next time. *in_words* is how the
    caller tells a fault. Raises ``ProblemsFound`` at the end for what could not be read.
    """
    unread: list[Problem] = []
    for path in paths:
        if not path.exists():
            problem = Problem(Place(file_name(path)), "khong-co-tep", "không có tệp, thư mục này")
            unread.append(problem)
            continue
        folder, forms = (path, _forms(path)) if path.is_dir() else (path.parent, [path])
        known = _known(folder)
        for form in forms:
            try:
                if form is not path and known.get(form.name) == _hash_of(form):
                    continue
                done, result = _one(form, today, in_words)
                known[form.name] = done
                _remember(folder, known)
            except ProblemsFound as found:
                unread += found.problems
                continue
            yield result
    if unread:
        raise ProblemsFound(unread)


def _forms(folder: Path) -> list[Path]:
    names = sorted(folder.iterdir())
    is_open = {path.name.removeprefix(_LOCK) for path in names if path.name.startswith(_LOCK)}
    return [
        path
        for path in names
        if path.suffix.lower() == _FORM
        and path.is_file()
        and not path.name.startswith((_LOCK, "."))
        # Excel cuts long names in the name of its lock: any that ends so is taken for open.
        and not any(path.name.endswith(name) for name in is_open if name)
    ]


def _one(form: Path, today: date, in_words: InWords) -> tuple[str, Done]:
    """Return the hash of the form that was read, ``""`` to try again, and what came of it."""
    before = _hash_of(form)
    folder = form.with_name(f"{form.stem} – hồ sơ")
    written: list[Written] = []
    try:
        problems = write_wished(DossierWish((form,), folder, today=today), written.append).problems
    except ProblemsFound as found:
        problems = tuple(found.problems)
    faults = [in_words(problem) for problem in in_order(problems)]
    if faults:
        write_bytes(folder / FAULTS, _text(form, faults, has_dossier=bool(written)))
    else:
        with told_of(folder), suppress(FileNotFoundError):
            (folder / FAULTS).unlink()
    made = folder if written else None
    if any(problem.code == "khong-ghi-duoc" for problem in problems):
        before = ""
    return before, Done(form, made, folder / FAULTS if faults else None)


def _text(form: Path, faults: Iterable[Problem], *, has_dossier: bool) -> bytes:
    """Return what an officer reads, as Notepad shows it: with its mark, with CRLF."""
    listed = list(faults)
    count = sum(problem.is_fault for problem in listed)
    first = (
        f"{form.name}: đã lập hồ sơ; còn {len(listed)} điều cần xem."
        if has_dossier
        else f"{form.name}: CHƯA lập được hồ sơ, có {count} lỗi. Sửa trong biểu, lưu lại."
    )
    lines = [first, "", *(f"{number}. {one}" for number, one in enumerate(listed, 1)), ""]
    return "\r\n".join(lines).encode("utf-8-sig")


def _hash_of(path: Path) -> str:
    from scoring.base.file_errors import reason

    try:
        return sha256_of_bytes(path.read_bytes())
    except OSError as error:
        message = f"không đọc được tệp: {reason(error)}"
        problem = Problem(Place(file_name(path)), "khong-doc-duoc", message)
        raise ProblemsFound([problem]) from None


def _known(folder: Path) -> dict[str, str]:
    """Return what the list says; of a missing or damaged one nothing, so all is done again."""
    with suppress(OSError, ValueError, AttributeError):
        listed = json.loads((folder / LIST).read_text(encoding="utf-8"))
        return {str(name): str(sha256) for name, sha256 in listed.items()}
    return {}


def _remember(folder: Path, known: Mapping[str, str]) -> None:
    listed = dict(sorted(known.items()))
    write_bytes(folder / LIST, (json.dumps(listed, ensure_ascii=False, indent=1) + "\n").encode())

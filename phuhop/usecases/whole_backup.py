"""One copy of everything: the register, and what a portal keeps beside it.

``phuhop.whole-backup/1`` is a zip of three files: the register as its own backup is, the rows of
the other store as lines of JSON, and a list of both with their hashes. It restores on either
engine, whichever it was made on.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
import zlib
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from phuhop.files.writing import told_of
from phuhop.usecases.register.keeping import Restored, restore
from registry.keeping.backup import back_up, file_beside, put_in_place, refuse_existing
from scoring.base.file_errors import reason
from scoring.base.problems import Place, Problem, ProblemsFound, file_name
from scoring.formats.strict_json import parsed

if TYPE_CHECKING:
    from registry.store.database import Database

FORMAT = "phuhop.whole-backup/1"
REGISTER, STORE, LISTED = "so.db", "cong.jsonl", "danh-sach.json"

NOT_COVERED = (
    "Không nằm trong bản sao: phiên đăng nhập (mọi người đăng nhập lại), ô còn chờ của phiên đã "
    "hết, nhật ký an ninh, tệp kết quả của việc chạy nền, trang công bố đã dựng."
)
_PIECE = 1 << 20


class StoreBeside(Protocol):
    """What stands beside a register and changes: whoever keeps it writes and reads its rows."""

    def dump(self, target: Path) -> int:
        """Write the rows as they are at one moment to *target*; return how many."""

    def loading(self, source: Path) -> AbstractContextManager[int]:
        """Read rows into an empty store; they stay when the block ends well, else none does.

        Raises ``ProblemsFound`` where the store is not empty or the rows do not fit.
        """


@dataclass(frozen=True, slots=True)
class WholeCopy:
    """A copy that was written: the head of its chain, the rows of the other store."""

    head: str
    rows: int

    def json(self) -> dict[str, Any]:
        """Return the copy as plain values."""
        return {"head": self.head, "rows": self.rows}


def back_up_all(database: Database, store: StoreBeside, target: Path) -> WholeCopy:
    """Write register and store into the new file *target* while people go on working.

    The store is read first: what is handed in meanwhile then is a draft that the register knows
    already, and to hand it in again changes nothing. The other way round it would be lost.
    Raises ``ProblemsFound`` when *target* exists or cannot be written.
    """
    refuse_existing(target)
    with file_beside(target) as temporary, told_of(target):
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".phuhop-") as name:
            folder = Path(name)
            rows = store.dump(folder / STORE)
            head = str(back_up(database, folder / REGISTER))
            files = {one: _sha256(folder / one) for one in (REGISTER, STORE)}
            listed = {"format": FORMAT, "head": head, "rows": rows, "files": files}
            with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(LISTED, json.dumps(listed, indent=1))
                for one in files:
                    archive.write(folder / one, one)
        put_in_place(temporary, target)
    return WholeCopy(head, rows)


@dataclass(frozen=True, slots=True)
class WholeRestored:
    """What was restored: the register, and how many rows beside it."""

    register: Restored
    rows: int


def restore_all(source: Path, address: str, store: StoreBeside) -> WholeRestored:
    """Restore a copy into a new register at *address* and an empty store: both or neither.

    Raises ``ProblemsFound`` for a damaged copy, and where either is there already.
    """
    with tempfile.TemporaryDirectory(prefix="phuhop-") as name:
        folder = Path(name)
        _unpack(source, folder)
        with store.loading(folder / STORE) as rows:
            restored = restore(folder / REGISTER, address)
    return WholeRestored(restored, rows)


def _unpack(source: Path, folder: Path) -> None:
    """Take the files out of a copy; raises ``ProblemsFound`` unless they are what is listed."""
    place = Place(file_name(source))
    try:
        with zipfile.ZipFile(source) as archive:
            if {*archive.namelist()} != {REGISTER, STORE, LISTED}:
                raise ProblemsFound([_damaged(place, "không phải bản sao của cổng và sổ")])
            listed = parsed(archive.read(LISTED), place)
            if listed["format"] != FORMAT:
                raise ProblemsFound([_damaged(place, "bản sao thuộc phiên bản khác")])
            for one, sha256 in listed["files"].items():
                with archive.open(one) as stream, (folder / one).open("xb") as target:
                    while piece := stream.read(_PIECE):
                        target.write(piece)
                if _sha256(folder / one) != sha256:
                    raise ProblemsFound([_damaged(place, f"{one} trong bản sao đã bị sửa")])
    except (zipfile.BadZipFile, zlib.error, KeyError, TypeError, AttributeError) as error:
        message = f"bản sao hỏng, không đọc được ({type(error).__name__})"
        raise ProblemsFound([_damaged(place, message)]) from None
    except OSError as error:
        message = f"không đọc được tệp: {reason(error)}"
        raise ProblemsFound([Problem(place, "khong-doc-duoc", message)]) from None


def _damaged(place: Place, message: str) -> Problem:
    return Problem(place, "ban-sao-hong", message, "dùng bản sao khác")


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

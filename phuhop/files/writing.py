"""Writing files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from scoring.base.file_errors import reason
from scoring.base.problems import Place, Problem, ProblemsFound, file_name


def write_bytes(
    path: Path, content: bytes, *, below: Path | None = None, private: bool = False
) -> None:
    """Write *content* to a temporary file beside *path*, then rename it.

    Makes missing folders. With *below*, the folder a person named, no folder between it and
    *path* may be a link: somebody else's link would lead elsewhere. What is *private* only
    its owner reads. Raises ``ProblemsFound`` when the place cannot be written to; what stood
    at *path* before is then untouched.
    """
    if below is not None:
        refuse_links(path.parent, below)
    with whole_file(path, private=private) as stream, told_of(path):
        stream.write(content)


def refuse_links(inside: Path, below: Path) -> None:
    """Raise ``ProblemsFound`` where a folder from *below* down to *inside* is a link."""
    for folder in (inside, *inside.parents):
        if folder == below:
            return
        if folder.is_symlink():
            message, hint = "thư mục này là liên kết tới nơi khác, không ghi qua", "bỏ liên kết đi"
            raise ProblemsFound([Problem(Place(file_name(folder)), "lien-ket", message, hint)])


@contextmanager
def whole_file(path: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """Give a temporary file beside *path*, which takes its place when the block is done.

    A block that ends in an exception leaves *path* as it was, and nothing beside it. Raises
    as ``write_bytes`` does.
    """
    temporary = None
    try:
        with told_of(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".phuhop-")
        temporary = Path(name)
        stream = cast("BinaryIO", os.fdopen(handle, "wb"))
        try:
            yield stream
        finally:
            with told_of(path):
                stream.close()
        with told_of(path):
            # mkstemp makes private files; a document is for whoever may read the folder.
            temporary.chmod(0o600 if private else 0o666 & ~umask())
            temporary.replace(path)
    except BaseException:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()
        raise


@contextmanager
def told_of(path: Path) -> Iterator[None]:
    """Turn the system's errors in writing *path* into ``ProblemsFound``."""
    try:
        yield
    except OSError as error:
        message = f"không ghi được tệp: {why(error)}"
        raise ProblemsFound([Problem(Place(file_name(path)), "khong-ghi-duoc", message)]) from None


def check_empty(folder: Path) -> None:
    """Raise ``ProblemsFound`` when *folder* holds anything: files would mix, or be lost."""
    with told_of(folder):
        if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
            return
    message, hint = "thư mục này đã có tệp, không ghi đè", "chọn thư mục khác"
    if not folder.is_dir():
        message = "đây là tệp, không phải thư mục"
    raise ProblemsFound([Problem(Place(file_name(folder)), "da-co-thu-muc", message, hint)])


def why(error: OSError) -> str:
    """Return why something could not be read or written, in words for the user."""
    if isinstance(error, FileExistsError | NotADirectoryError):
        return "trên đường dẫn có một tệp trùng tên với thư mục"
    if isinstance(error, IsADirectoryError):
        return "đã có thư mục mang tên này"
    if isinstance(error, PermissionError):
        return "không có quyền ghi"
    return reason(error)


def umask() -> int:
    """Return the permissions that new files do not get."""
    mask = os.umask(0)
    os.umask(mask)
    return mask

"""The zip around a package, checked before anything in it is used.

Nothing in a zip's headers is believed: names are held to a pattern, members must lie one
behind the other and fill the file, and the bytes that come out are counted while they come.
Source: OWASP ASVS 5.0, 5.2.3, 5.3.2 and 5.3.3.
"""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from registry.evidence.file_types import TYPES
from registry.evidence.model import LARGEST_EVIDENCE, MOST_EVIDENCE
from registry.package.package import (
    ASSESSMENT,
    FORM,
    LARGEST_DOCUMENT,
    LARGEST_PACKAGE,
    LARGEST_TEXT,
    MANIFEST,
    MOST_DOCUMENTS,
    OFFICE,
    RESULT,
    RULESET,
)
from scoring.base.file_errors import reason
from scoring.base.problems import Place, Problem, ProblemsFound, file_name, shown
from scoring.base.quantities import vietnamese
from scoring.tables.zip_limits import HIGHEST_RATIO

_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_LOCAL = struct.Struct("<4s5H3L2H")
_LONGEST_LISTING = 1_000_000
_ENCRYPTED, _STREAMED = 0x1, 0x8
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_CHUNK = 1 << 16

_TEXTS = (MANIFEST, ASSESSMENT, RESULT, RULESET, OFFICE, FORM)
EVIDENCE_PATH = re.compile(rf"evidence/([0-9a-f]{{64}})\.({'|'.join(TYPES)})")
DOCUMENT_PATH = re.compile(r"documents/[a-z0-9][a-z0-9-]{0,80}\.(html|docx)")

_AGAIN = "xin gói khác từ nơi gửi; gói chỉ do phần mềm này ghi ra"
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    struct.error,
    KeyError,
)
"""What ``zipfile`` raises for a damaged file, depending on the place of the damage."""


class Container:
    """An open package whose list of members passed every check."""

    def __init__(self, archive: zipfile.ZipFile, place: Place) -> None:
        """Take an archive that ``opened`` has checked."""
        self._archive = archive
        self._members = {member.filename: member for member in archive.infolist()}
        self.place = place

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of all members, in order."""
        return tuple(sorted(self._members))

    def chunks(self, path: str) -> Iterator[bytes]:
        """Yield the bytes of a member; raises ``ProblemsFound`` when more or less comes out."""
        member = self._members[path]
        left = member.file_size
        try:
            with self._archive.open(member) as stream:
                while chunk := stream.read(_CHUNK):
                    left -= len(chunk)
                    yield chunk
        except (*BROKEN, OSError):
            left = -1
        if left:
            message = f"«{path}» hỏng, hoặc bung ra khác với kích thước đã ghi"
            raise ProblemsFound([Problem(self.place, "tep-hong", message, _AGAIN)])


@contextmanager
def opened(path: Path) -> Iterator[Container]:
    """Open a package; raises ``ProblemsFound`` with the reasons why it is not even looked into."""
    place = Place(file_name(path))
    try:
        with path.open("rb") as stream:
            size = stream.seek(0, 2)
            problem = _frame_problem(stream, size, place)
            if problem is not None:
                raise ProblemsFound([problem])
            with zipfile.ZipFile(stream) as archive:
                problems = list(_problems(archive, size, place))
                if not problems and not _fills_the_file(stream, archive):
                    message = "trong gói có dữ liệu không thuộc thành phần nào"
                    problems = [Problem(place, "du-lieu-thua", message, _AGAIN)]
                if problems:
                    raise ProblemsFound(problems)
                yield Container(archive, place)
    except OSError as error:
        message = f"không đọc được tệp: {reason(error)}"
        raise ProblemsFound([Problem(place, "khong-doc-duoc", message)]) from None
    except BROKEN:
        raise ProblemsFound([_broken(place)]) from None


def _broken(place: Place) -> Problem:
    return Problem(place, "tep-hong", "gói hỏng hoặc bị cắt ngang", _AGAIN)


def _frame_problem(stream: BinaryIO, size: int, place: Place) -> Problem | None:
    """Return what is wrong with the size and the end of the file, before it is parsed."""
    if size > LARGEST_PACKAGE:
        megabytes = vietnamese(size // 1_000_000)
        message = f"gói {megabytes} MB, lớn hơn {LARGEST_PACKAGE // 1_000_000} MB"
        return Problem(place, "goi-qua-lon", message)
    stream.seek(0)
    if stream.read(4) != b"PK\x03\x04":
        message = "không phải gói hồ sơ phuhop (tệp .phuhop)"
        return Problem(place, "khong-phai-goi", message)
    stream.seek(max(0, size - _END.size))
    tail = stream.read()
    if not tail.startswith(_END_MARK) or len(tail) < _END.size:
        return _end_problem(stream, size, place)
    _, disk, first, here, count, length, start, comment = _END.unpack(tail)
    if (disk, first, comment) != (0, 0, 0) or here != count or start + length + len(tail) != size:
        return _broken(place)
    if count > len(_TEXTS) + MOST_EVIDENCE + MOST_DOCUMENTS or length > _LONGEST_LISTING:
        message = f"gói có {vietnamese(count)} thành phần, quá nhiều"
        return Problem(place, "nen-bat-thuong", message)
    return None


def _end_problem(stream: BinaryIO, size: int, place: Place) -> Problem:
    """Return why a file does not end as a zip does: with data behind it, or in its middle."""
    begin = max(0, size - (1 << 16) - _END.size)
    stream.seek(begin)
    tail = stream.read()
    at = tail.rfind(_END_MARK)
    if at >= 0 and len(tail) - at >= _END.size:
        *_, length, start, _ = _END.unpack_from(tail, at)
        # A Word file that is stored in the package has an end of its own.
        if start + length == begin + at:
            return Problem(place, "du-lieu-thua", "sau gói còn dữ liệu thừa", _AGAIN)
    return _broken(place)


def _problems(archive: zipfile.ZipFile, size: int, place: Place) -> Iterator[Problem]:
    """Yield what is wrong with names, kinds and claimed sizes of the members."""
    members = archive.infolist()
    for name, times in Counter(member.orig_filename for member in members).items():
        if times > 1:
            yield Problem(place, "trung-ten", f"có {times} thành phần cùng tên {shown(name)}")
    folded = Counter(member.orig_filename.casefold() for member in members)
    for member in members:
        name = member.orig_filename
        if folded[name.casefold()] > 1 and name != name.casefold():
            message = f"tên {shown(name)} chỉ khác tên khác ở chữ hoa, chữ thường"
            yield Problem(place, "trung-ten", message)
        yield from _member_problems(member, place)
    total = sum(member.file_size for member in members)
    if total > min(LARGEST_PACKAGE, HIGHEST_RATIO * size):
        message = f"bung ra {vietnamese(total // 1_000_000)} MB, quá lớn"
        yield Problem(place, "nen-bat-thuong", message, _AGAIN)
    names = [member.filename for member in members]
    for what, pattern, most in (
        ("tệp minh chứng", EVIDENCE_PATH, MOST_EVIDENCE),
        ("văn bản", DOCUMENT_PATH, MOST_DOCUMENTS),
    ):
        count = sum(pattern.fullmatch(name) is not None for name in names)
        if count > most:
            message = f"có {count} {what}, nhiều hơn {most}"
            yield Problem(place, "qua-nhieu-tep", message)


def _member_problems(member: zipfile.ZipInfo, place: Place) -> Iterator[Problem]:
    name, seen = member.orig_filename, shown(member.orig_filename)
    mode = member.external_attr >> 16
    if stat.S_ISLNK(mode):
        yield Problem(place, "lien-ket", f"{seen} là liên kết tới tệp khác", _AGAIN)
    elif stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        yield Problem(place, "lien-ket", f"{seen} không phải tệp thường", _AGAIN)
    if member.flag_bits & _ENCRYPTED:
        yield Problem(place, "co-mat-khau", f"{seen} có mật khẩu", _AGAIN)
    elif member.compress_type not in _METHODS:
        yield Problem(place, "cach-nen-la", f"{seen} nén theo cách lạ", _AGAIN)
    why = _wrong_name(name)
    if why:
        yield Problem(place, "ten-la", f"{seen} {why}", _AGAIN)
        return
    most = _most(name)
    if member.file_size > most:
        message = f"{seen} bung ra hơn {vietnamese(most // 1_000_000)} MB"
        yield Problem(place, "nen-bat-thuong", message, _AGAIN)


def _wrong_name(name: str) -> str:
    if re.search(r"[\x00-\x1f\x7f]", name):
        return "có ký tự điều khiển trong tên"
    if name.startswith(("/", "\\")) or re.match("[A-Za-z]:", name):
        return "là đường dẫn tuyệt đối"
    if ".." in re.split(r"[/\\]", name):
        return "chỉ ra ngoài gói"
    if (
        name not in _TEXTS
        and not EVIDENCE_PATH.fullmatch(name)
        and not DOCUMENT_PATH.fullmatch(name)
    ):
        return "không phải thành phần của một gói"
    return ""


def _most(name: str) -> int:
    if name in _TEXTS:
        return LARGEST_TEXT
    return LARGEST_EVIDENCE if EVIDENCE_PATH.fullmatch(name) else LARGEST_DOCUMENT


def _fills_the_file(stream: BinaryIO, archive: zipfile.ZipFile) -> bool:
    """Whether the members lie one behind the other from the first byte to the listing.

    So none is read through another's bytes, and nothing hides between them.
    """
    at = 0
    for member in sorted(archive.infolist(), key=lambda member: member.header_offset):
        if member.header_offset != at or member.flag_bits & _STREAMED:
            return False
        stream.seek(at)
        *_, name_length, extra_length = _LOCAL.unpack(stream.read(_LOCAL.size))
        at += _LOCAL.size + name_length + extra_length + member.compress_size
    return at == archive.start_dir

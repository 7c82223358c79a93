"""A zip file whose bytes depend on its members only: the same every day, on every machine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_NO_DATE = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can name
_CREATED_ON_UNIX = 3
_PLAIN_FILE = 0o600 << 16
_FIRST = "[Content_Types].xml"


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Return *members* (name → content) as a zip file, in fixed order with fixed dates.

    Office programs look for ``[Content_Types].xml`` first; all others follow by name.

    >>> zipped({"b": b"2", "a": b"1"}) == zipped({"a": b"1", "b": b"2"})
    True
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(members, key=lambda name: (name != _FIRST, name)):
            member = zipfile.ZipInfo(name, _NO_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            # Without these two, Windows and Linux would write different bytes.
            member.create_system = _CREATED_ON_UNIX
            member.external_attr = _PLAIN_FILE
            archive.writestr(member, members[name])
    return target.getvalue()


def unzipped(archive: bytes) -> dict[str, bytes]:
    """Return the members of a zip file that this program made itself.

    >>> unzipped(zipped({"a": b"1"}))
    {'a': b'1'}
    """
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}

"""An antivirus beside the portal: clamd, asked over its socket by INSTREAM (clamd(8)).

Its one kept client for Python is under the GPL; of it nothing more than this would be used.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

CLAMD = "PHUHOP_PORTAL_CLAMD"

_PIECE = 65_536
_LONGEST_ANSWER = 4_096
_PORT = 3_310
_CLEAN, _FOUND = "OK", " FOUND"


class ScannerAway(Exception):  # noqa: N818 -- it names what was found
    """Nobody said whether a file is clean: the scanner is away, busy, or does not take it."""


@dataclass(frozen=True, slots=True)
class Scanner:
    """Where clamd listens: the path of a socket, or a host with its port."""

    path: str = ""
    host: str = ""
    port: int = _PORT
    seconds: float = 60
    """How long it is waited for; to come through at all, a tenth of it."""

    def infection(self, content: bytes) -> str | None:
        """Return what *content* is infected with, ``None`` where it is clean.

        Raises ``ScannerAway`` for every other answer, and for none.
        """
        try:
            answer = self._asked(content)
        except OSError as error:
            raise ScannerAway from error
        said = answer.removeprefix("stream: ").strip()
        if said == _CLEAN:
            return None
        if said.endswith(_FOUND):
            return said.removesuffix(_FOUND)
        raise ScannerAway

    def _asked(self, content: bytes) -> str:
        with self._line() as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), _PIECE):
                piece = content[start : start + _PIECE]
                line.sendall(struct.pack("!I", len(piece)) + piece)
            line.sendall(struct.pack("!I", 0))
            answer = b""
            while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
                more = line.recv(_LONGEST_ANSWER)
                if not more:
                    break
                answer += more
        return answer.rstrip(b"\0").decode("utf-8", "replace")

    def _line(self) -> socket.socket:
        line = socket.socket(socket.AF_UNIX if self.path else socket.AF_INET, socket.SOCK_STREAM)
        line.settimeout(self.seconds / 10)
        try:
            line.connect(self.path or (self.host, self.port))
        except OSError:
            line.close()
            raise
        line.settimeout(self.seconds)
        return line


def scanner_of(environment: Mapping[str, str]) -> Scanner | None:
    """Return the scanner in *environment*, ``None`` where there is none.

    Raises ``ValueError`` with Vietnamese words for an address that cannot be meant.
    """
    text = environment.get(CLAMD, "").strip()
    if not text:
        return None
    address = urlsplit(text)
    if address.scheme == "unix" and address.path.startswith("/"):
        return Scanner(path=address.path)
    if address.scheme == "tcp" and address.hostname:
        return Scanner(host=address.hostname, port=address.port or _PORT)
    raise ValueError(f"{CLAMD} viết unix:///run/clamav/clamd.ctl hoặc tcp://máy:3310")

"""A clamd that finds the test virus alone, on a socket of its own."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from phuhop.portal.drafts.scanner import Scanner

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""No virus: what every scanner says is one (eicar.org)."""


class Clamd(socketserver.ThreadingTCPServer):
    """What it was given, and what it answers where that is not its own judgement."""

    daemon_threads = True
    answer: bytes | None = None

    def __init__(self) -> None:
        """Listen on a free port of this machine."""
        super().__init__(("127.0.0.1", 0), _Asked)
        self.seen: list[bytes] = []

    @property
    def scanner(self) -> Scanner:
        """The portal's side of it."""
        return Scanner(host="127.0.0.1", port=self.server_address[1], seconds=5)


class _Asked(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        daemon = cast("Clamd", self.server)
        assert self.rfile.read(len(b"zINSTREAM\0")) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        daemon.seen.append(content)
        found = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
        self.wfile.write(found if daemon.answer is None else daemon.answer)


@contextmanager
def clamd() -> Iterator[Clamd]:
    """Answer as long as the block lasts."""
    with Clamd() as daemon:
        thread = threading.Thread(target=daemon.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield daemon
        daemon.shutdown()
        thread.join()

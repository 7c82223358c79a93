"""``phuhop serve --trial`` in a process of its own, and a Chromium that opens its pages."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError

from tests.support.places import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ABSENT = "chromium is not installed"
QUIET = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]


@dataclass(frozen=True, slots=True)
class Served:
    """A portal that answers: its address, the register it serves, the ways in by role."""

    address: str
    register: str
    ways: dict[str, str]


@contextmanager
def served(home: Path, register: str | None = None, store: str | None = None) -> Iterator[Served]:
    """Serve a trial in the folder *home*, over files there or over addresses of databases."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command: list[object] = [sys.executable, "-u", "-m", "phuhop", "serve", "--trial"]
    command += ["--home", home, "--port", port]
    command += ["--db", register] if register else []
    command += ["--portal-db", store] if store else []
    process = subprocess.Popen(
        [str(one) for one in command], cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert process.stdout is not None
    ways = {}
    for line in process.stdout:
        found = re.search(r"\((.+?)\): (http://\S+/vao-thu/\S+)", line)
        if found is not None:
            ways[found[1]] = found[2]
        if "Cổng mở ở" in line:
            break
    address = f"http://127.0.0.1:{port}"
    for _ in range(1_000):
        try:
            urllib.request.urlopen(f"{address}/tai-khoan/vao/").close()  # noqa: S310 -- our own
            break
        except URLError:
            continue
    yield Served(address, register or str(home / "so.db"), ways)
    process.terminate()
    process.wait()
    process.stdout.close()


@contextmanager
def browser() -> Iterator[Any]:
    """Give a Chromium; a skipped test where playwright is not installed."""
    import pytest

    sync_playwright = pytest.importorskip("playwright.sync_api").sync_playwright
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


class Person:
    """Somebody at a browser of their own; what the browser complained of is kept."""

    def __init__(self, chromium: Any, served: Served, role: str, **about: Any) -> None:
        """Sign in."""
        self.context = chromium.new_context(**about)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._heard)
        self.answers: list[Any] = []
        self.page.on("response", self._answered)
        self.address = served.address
        self.way = served.ways[role]
        self.page.goto(self.way)

    def _heard(self, message: Any) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            self.complaints.append(message.text)

    def _answered(self, response: Any) -> None:
        self.answers.append(response)

    def open(self, path: str) -> Any:
        """Open a page of the portal; return what it answered. ``answers`` begins anew."""
        self.answers.clear()
        return self.page.goto(self.address + path)

    def text(self) -> str:
        """Return what the page says."""
        return str(self.page.inner_text("body"))

    def faults(self) -> list[str]:
        """Return what axe finds on the page, and whether it scrolls sideways."""
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        sideways = self.page.evaluate(wide)
        return [*violations(self.page), *([f"sideways: {sideways}"] if sideways else [])]


def violations(page: Any) -> list[str]:
    """Return the rules of access that axe finds broken on a page."""
    from axe_playwright_python.sync_playwright import Axe

    return [one["id"] for one in Axe().run(page).response["violations"]]

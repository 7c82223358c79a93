"""A Chromium, and people who open a trial's pages in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.support.portal_server import Trial

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ABSENT = "chromium is not installed"
QUIET = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]


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

    def __init__(self, chromium: Any, trial: Trial, role: str, **about: Any) -> None:
        """Sign in."""
        self.context = chromium.new_context(**about)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._heard)
        self.answers: list[Any] = []
        self.page.on("response", self._answered)
        self.address = trial.address
        self.way = trial.ways[role]
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

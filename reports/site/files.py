"""Files of the site: pages, styles, script, and files that are handed out as they are."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files

from scoring.base.quantities import decimal_text, vietnamese

_KILO = 1024


@dataclass(frozen=True, slots=True)
class SiteFile:
    """One file of the site, its path from the root with forward slashes."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Download:
    """A file handed out as it is: open data, or a report for the upper level."""

    path: str
    title: str
    content: bytes
    is_report: bool = False

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.path.rpartition("/")[2]

    @property
    def size(self) -> str:
        """The size in words."""
        return size_words(len(self.content))

    @property
    def sha256(self) -> str:
        """SHA-256 of the content."""
        return hashlib.sha256(self.content).hexdigest()


def size_words(size: int) -> str:
    """Return a file's size in bytes or in kilobytes with one decimal.

    >>> size_words(812), size_words(12_700)
    ('812 byte', '12,4 KB')
    """
    if size < _KILO:
        return f"{size} byte"
    tenths = round(Fraction(size * 10, _KILO))
    return f"{vietnamese(decimal_text(Fraction(tenths, 10)))} KB"


@lru_cache(maxsize=2)
def asset(name: str) -> SiteFile:
    """Return the styles or the script under a name that changes with their content.

    A browser that keeps files for long then never shows new pages with old styles.
    """
    content = (files("reports") / "templates" / "site" / name).read_bytes()
    stem, _, ending = name.rpartition(".")
    digest = hashlib.sha256(content).hexdigest()[:12]
    return SiteFile(f"tai-san/{stem}.{digest}.{ending}", content)

"""Names of files and folders: ASCII, short, safe on every system."""

from __future__ import annotations

import re
import unicodedata

from scoring.base.communes import Commune

_LONGEST_SLUG = 60


def folder_name(commune: Commune, year: int) -> str:
    """Return ``99001-xa-suoi-mo-2024``."""
    return f"{commune.code}-{slug(commune.name)}-{year}"


def slug(name: str) -> str:
    """Return a name in small ASCII letters joined by hyphens, a long one cut between words.

    >>> slug("Xã Đồng Mơ (SỐ LIỆU MẪU)")
    'xa-dong-mo-so-lieu-mau'
    """
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    if len(words) > _LONGEST_SLUG:
        end = words.rfind("-", 0, _LONGEST_SLUG + 1)
        words = words[: end if end > 0 else _LONGEST_SLUG]
    return words or "don-vi"

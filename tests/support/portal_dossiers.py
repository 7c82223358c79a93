"""Dossiers in the register of the portal of this process: the register stays from test to test."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

from scoring.appraisal.findings import Appraisal
from tests.support import registries

if TYPE_CHECKING:
    from registry.store.database import Database

_CODES = count(99501)
YEAR = 2024


def a_register() -> Database:
    """Return the portal's register."""
    from phuhop.portal.drafts.register import register

    return register()


def handed_in() -> str:
    """Hand in the sample dossier for a commune that had none; return its code."""
    code = str(next(_CODES))
    commune = replace(registries.ASSESSMENT.commune, code=code, name=f"Xã Mẫu {code}")
    registries.hand_in(
        a_register(), registries.version(replace(registries.ASSESSMENT, commune=commune))
    )
    return code


def key(code: str) -> str:
    """Return the name of the dossier of a commune."""
    return f"{code}/{YEAR}"


def returned(code: str, reason: str = "Thiếu sổ tiêm chủng của 57 trẻ") -> None:
    """Give a dossier back."""
    registries.step(a_register(), "return", "thẩm định", reason, key(code))


def recognised(code: str) -> None:
    """Verify and recognise a dossier."""
    database = a_register()
    registries.step(database, "start", "thẩm định", None, key(code))
    given = Appraisal(code, YEAR, "06-QD-TTg-2019", appraiser="Trần Thị Mơ", is_seen=True)
    registries.appraise(database, replace(given, day=date(2024, 11, 29)), key(code))
    registries.recognise(database, key(code))

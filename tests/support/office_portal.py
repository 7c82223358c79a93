"""A portal over a small invented province: 3 recognised, 1 refused, 12 that wait."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support import portal, province_story

if TYPE_CHECKING:
    from django.test import Client

YEAR = province_story.YEAR
RECOGNISED, REFUSED = 3, 1
DECIDED = RECOGNISED + REFUSED
APPRAISED = [str(99101 + DECIDED + at) for at in range(5)]
"""Codes of the communes that wait for a decision."""
UNDER_APPRAISAL = [str(99101 + DECIDED + at) for at in range(5, 8)]
RETURNED = str(99101 + DECIDED + 8)
HANDED_IN = [str(99101 + DECIDED + at) for at in range(9, 12)]
COMMUNES = DECIDED + province_story.WAITING


def lead(folder: Path) -> Path:
    """Make the register of the province; return its file."""
    province_story.lead(folder, recognised=RECOGNISED, refused=REFUSED).close()
    return folder / "so.db"


@contextmanager
def serving(path: Path, other: Path) -> Iterator[Path]:
    """Let the portal serve a copy of *other* instead of its own register at *path*."""
    from phuhop.portal.drafts.register import register

    own = path.with_name(f"rieng-{uuid.uuid4().hex}.db")
    register().close()
    register.cache_clear()
    path.replace(own)
    shutil.copyfile(other, path)
    path.chmod(0o600)
    try:
        yield path
    finally:
        register().close()
        register.cache_clear()
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()
        own.replace(path)


def somebody(role: str, name: str = "", **about: object) -> Client:
    """Return a browser in which somebody of a *role* over the whole province is signed in."""
    given = {"communes": (), "scope": "tinh", "province": province_story.PROVINCE, **about}
    account = portal.person(name or role, role, **given)  # type: ignore[arg-type]
    return portal.signed_in(account)


def state_of(code: str) -> str:
    """Return where a dossier stands."""
    from phuhop.portal.drafts.register import register
    from tests.support.registries import state_of as state

    return state(register(), f"{code}/{YEAR}")


def appraise_again(code: str) -> None:
    """Let the verifier find something else on 27 November: the dossier was reopened for it."""
    from phuhop.portal.drafts.register import register
    from registry.acts.acts import StepWords, act
    from tests.support.registries import by

    at = f"{YEAR}-11-27T08:00:00+07:00"
    act(register(), f"{code}/{YEAR}", "reopen", by("cấp trên", at), StepWords("Xem lại"))
    province_story.appraise(register(), code, YEAR, 27, mistaken=True)


def hand_in_elsewhere() -> None:
    """Hand in a dossier of a commune of another province."""
    from dataclasses import replace

    from phuhop.portal.drafts.register import register
    from registry.acts.submitting import receive
    from tests.support.registries import by, version
    from tests.support.scored_years import best_year

    found = best_year()
    commune = replace(found.commune, code="99995", name="Xã Bãi Cọ", province="Tỉnh Bãi Cọ")
    handed_in = version(replace(found, commune=commune, year=YEAR))
    receive(register(), handed_in, by("cấp xã", f"{YEAR}-11-20T08:00:00+07:00"))

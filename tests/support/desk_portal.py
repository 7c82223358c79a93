"""A small register for the verifier's desk, and what a browser does there."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from registry.acts.acts import StepWords
from registry.acts.remarks import Remark, RemarkAnswer
from registry.acts.submitting import receive
from tests.support import portal
from tests.support.registries import ASSESSMENT, by, give_back, new_register, version

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from registry.store.database import Database
    from scoring.engine.assessment import Assessment

YEAR = 2024
HANDED_IN, SENT_AGAIN, DRAFT = "99001", "99002", "99003"
CODES = (HANDED_IN, SENT_AGAIN, DRAFT)
VACCINATED = "tre_duoi_1_tuoi_tiem_chung_day_du"
EXAMINED = "tre_duoc_kham_suc_khoe"
DESK = f"/tham-dinh/{HANDED_IN}/{YEAR}/"


def make(folder: Path) -> Path:
    """Make the register; return its file."""
    path = folder / "so.db"
    database = new_register(str(path))
    _hand_in(database, HANDED_IN, b"%PDF-1.7 so tiem chung")
    _hand_in(database, SENT_AGAIN)
    give_back(database, Remark("7", "Bổ sung sổ tiêm chủng"), key=f"{SENT_AGAIN}/{YEAR}")
    other = of_commune(SENT_AGAIN)
    figures = {**other.figures, EXAMINED: 900}
    answers = StepWords(answers=(RemarkAnswer(1, "Đã bổ sung số sổ"),))
    receive(database, version(replace(other, figures=figures)), by("cấp xã"), answers)
    receive(database, version(of_commune(DRAFT)), by("cấp xã"), draft=True)
    database.close()
    return path


def of_commune(code: str) -> Assessment:
    """Return the sample as another commune reports it."""
    commune = replace(ASSESSMENT.commune, code=code, name=f"Xã Mẫu {code}")
    return replace(ASSESSMENT, commune=commune)


def _hand_in(database: Database, code: str, *files: bytes) -> None:
    receive(database, version(of_commune(code), *files), by("cấp xã"))


def verifier(name: str = "mo", communes: tuple[str, ...] = CODES) -> Client:
    """Return a browser in which a verifier of some communes is signed in."""
    return portal.signed_in(portal.person(name, "tham-dinh", communes, scope="danh-sach"))


def seen(code: str = HANDED_IN) -> str:
    """Return what a page of a dossier hands back with an act."""
    from phuhop.portal.drafts.register import register
    from phuhop.usecases.verifying.case import verifier_case

    found = verifier_case(register(), f"{code}/{YEAR}", "thẩm định").seen
    return f"{found.version}:{found.step}"


def name_of(code: str) -> str:
    """Return the whole name of a dossier."""
    return f"{code}/{YEAR}@06-QD-TTg-2019"


def started(browser: Client, code: str = HANDED_IN) -> None:
    """Begin the verification of a dossier."""
    browser.post(f"/tham-dinh/{code}/{YEAR}/bat-dau/", {"da-xem": seen(code)})


def words_of_zip(answer: HttpResponse) -> dict[str, str]:
    """Return the files of a downloaded archive, the text of each Word document."""
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        found = {}
        for name in archive.namelist():
            with zipfile.ZipFile(io.BytesIO(archive.read(name))) as paper:
                found[name] = paper.read("word/document.xml").decode()
    return found

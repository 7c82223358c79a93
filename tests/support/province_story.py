"""A province of 60 invented communes in a register, as it stands on 28 November.

28 are recognised, 16 refused, 12 wait for a decision, 4 sent nothing. One of the 28 was
refused first and won its appeal: ``lead`` stops before, ``win_appeal`` does it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from registry.acts.acts import StepWords, act
from registry.acts.appraising import finish_appraisal, record_appraisal
from registry.acts.deciding import Paper, decide
from registry.acts.submitting import receive
from registry.store.database import Database
from scoring.appraisal.findings import Appraisal, PartFinding
from scoring.base.communes import Area, Commune, CommuneKind
from scoring.engine.assessment import Assessment
from scoring.engine.score_sheet import Finding
from scoring.engine.scorer import score
from tests.support.registries import by, found, new_register, version
from tests.support.sample_sheets import STAMP
from tests.support.scored_years import ALL_YES, BEST
from tests.support.strategies import decision_06

YEAR = 2026
PROVINCE = "Tỉnh Trăng Non"
RECOGNISED, REFUSED, WAITING, SENT_NOTHING = 28, 16, 12, 4
ALL = RECOGNISED + REFUSED + WAITING + SENT_NOTHING
APPEAL = "99128"
"""The commune that was refused and won its appeal."""

_REFUSAL = 19
_FIRST = 99101
_NAMES = ("Suối", "Đồi", "Rừng", "Đồng", "Bến", "Núi", "Khe", "Hồ", "Vườn", "Cồn")
_SECOND = ("Mây", "Gió", "Nắng", "Trăng", "Sao", "Sương")


def commune(number: int) -> Commune:
    """Return the commune of this number, from 0."""
    kind = CommuneKind.WARD if number % 5 == 4 else CommuneKind.COMMUNE
    name = f"{_NAMES[number % 10]} {_SECOND[number // 10]}"
    return Commune(
        str(_FIRST + number),
        f"{kind.value[:1].upper()}{kind.value[1:]} {name}",
        kind,
        (Area.MOUNTAINOUS,) if number % 3 == 0 and kind is CommuneKind.COMMUNE else (),
        PROVINCE,
        None,
        centrally_run_city=False,
    )


def expected_table(folder: Path) -> Path:
    """Write who is expected, the 4 that sent nothing among them."""
    path = folder / "phai-gui.csv"
    lines = [f"{one.code};{one.name}" for one in map(commune, range(ALL))]
    path.write_text("\n".join(["ma_xa;ten_xa", *lines, ""]), "utf-8")
    return path


def lead(
    folder: Path | str, year: int = YEAR, recognised: int = RECOGNISED, refused: int = REFUSED
) -> Database:
    """Make the register and lead every dossier to where it stands before the appeal.

    It lies in a *folder* or at the address of a database. With fewer *recognised* and *refused*
    it is a small province; as many wait.
    """
    database = new_register(folder if isinstance(folder, str) else str(folder / "so.db"))
    decided = recognised + refused
    places = [commune(number) for number in range(decided + WAITING)]
    keys = [f"{place.code}/{year}" for place in places]
    for number, place in enumerate(places):
        wanted = Finding.NOT_MET if recognised <= number < decided - 1 else Finding.MET
        receive(database, version(assessment(place, wanted, year)), by("cấp xã", _at(year, 10)))
    for key in keys[: decided + 8]:
        act(database, key, "start", by("thẩm định", _at(year, 12)), StepWords())
    words = StepWords("Thiếu biên bản lấy ý kiến trẻ em")
    act(database, keys[decided + 8], "return", by("thẩm định", _at(year, 12)), words)
    for place in places[: decided + 5]:
        appraise(database, place.code, year, 15, mistaken=place.code == APPEAL)
    for number, key in enumerate(keys[:decided]):
        is_recognised = number < recognised and places[number].code != APPEAL
        _decide(database, key, 18 if is_recognised else _REFUSAL, date(year, 11, 20))
    return database


def _at(year: int, day: int) -> str:
    return f"{year}-11-{day:02}T08:00:00+07:00"


def win_appeal(database: Database, year: int = YEAR) -> None:
    """Reopen the refused dossier, verify the figure that was mistaken, recognise."""
    key = f"{APPEAL}/{year}"
    words = StepWords("Đơn vị bổ sung sổ tiêm chủng bản gốc")
    act(database, key, "reopen", by("cấp trên", _at(year, 25)), words)
    appraise(database, APPEAL, year, 26)
    _decide(database, key, 31, date(year, 11, 27))


def appraise(database: Database, code: str, year: int, day: int, *, mistaken: bool = False) -> None:
    """Verify and finish on a day of November; *mistaken* finds fewer infants than reported."""
    given = Appraisal(
        code,
        year,
        decision_06().id,
        appraiser="Trần Thị Mơ",
        is_seen=True,
        position="Chuyên viên",
        day=date(year, 11, day),
    )
    if mistaken:
        # Half the infants were struck off: their vaccination book was a copy.
        given = replace(
            given,
            figures={"tre_duoi_1_tuoi_tiem_chung_day_du": 25},
            parts={"7": PartFinding("tai-lieu-chua-hop-le", "Sổ tiêm chủng là bản chụp")},
        )
    key, verifier = f"{code}/{year}", by("thẩm định", _at(year, day))
    record_appraisal(database, key, found(given), verifier, STAMP)
    finish_appraisal(database, key, verifier)


def _decide(database: Database, key: str, number: int, day: date) -> None:
    """Recognise by number 18 or 31, refuse by number 19."""
    recognised = number != _REFUSAL
    reason = None if recognised else "Chưa đủ điều kiện theo kết quả thẩm định"
    paper = Paper(recognised, f"{number}/QĐ-UBND", day, "Lê Văn Đồi", reason)
    decide(database, key, by("quyết định", f"{day.isoformat()}T08:00:00+07:00"), paper)


@cache
def assessment(place: Commune, wanted: Finding, year: int) -> Assessment:
    """Return the first of the commune's invented years that comes to what is wanted."""
    rules = decision_06()
    return next(one for one in _years(place, year) if score(rules, one).verdict is wanted)


def _years(place: Commune, year: int) -> Iterator[Assessment]:
    draw = random.Random(place.code)  # noqa: S311 -- invented data
    while True:
        figures = dict(BEST)
        previous = {code: draw.randint(1, 3) for code in _COMPARED} | {"tong_so_tre_em": 1000}
        for code in _COMPARED:
            figures[code] = draw.choice((0, 0, 0, 1, 1, 2))
        figures["tre_duoc_kham_suc_khoe"] = draw.choice((1000, 960, 910, 860))
        figures["tre_duoi_1_tuoi_tiem_chung_day_du"] = draw.choice((50, 49, 48, 46, 41))
        figures["tre_den_truong_lop_mam_non"] = draw.choice((200, 196, 190, 181, 150))
        figures["tre_khai_sinh_dung_quy_dinh"] = draw.choice((100, 99, 97, 92))
        figures["phieu_hai_long"] = draw.choice((99, 95, 91, 86, 70))
        answers = {code: draw.random() < 0.95 for code in ALL_YES}
        yield Assessment(place, year, figures, previous, answers)


_COMPARED = (
    "tre_bi_xam_hai",
    "tre_vi_pham_phap_luat_nghien_ma_tuy",
    "tre_bi_tai_nan_thuong_tich",
)

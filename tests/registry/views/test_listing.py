"""Lists of dossiers: filtered and paged by the database, not after reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from phuhop.usecases.register.listing import dossier_list
from phuhop.usecases.wrong_use import WrongUse
from registry.store.database import Database
from registry.store.dossier_keys import Key
from registry.views.listing import ListedDossier, Page, Wanted, counted, listed
from scoring.engine.score_sheet import Finding
from tests.support.registries import (
    ASSESSMENT,
    appraise,
    hand_in,
    new_register,
    recognise,
    step,
    version,
)

RULES = "06-QD-TTg-2019"


def a_register(address: str, communes: int, years: Sequence[int] = (2024,)) -> Database:
    """Return a register with a dossier of each commune in each year."""
    register = new_register(address)
    for number in range(1, communes + 1):
        own = replace(ASSESSMENT.commune, code=f"99{number:03}", name=f"Xã Mẫu {number}")
        for year in years:
            hand_in(register, version(replace(ASSESSMENT, commune=own, year=year)))
    return register


def names(rows: Sequence[ListedDossier]) -> list[str]:
    return [row.key.short for row in rows]


def found(register: Database, wanted: Wanted | None = None, page: Page | None = None) -> list[str]:
    with register.reading() as connection:
        return names([*listed(connection, wanted, page)])


def test_pages_one_after_the_other_are_the_whole_list(address: str) -> None:
    register = a_register(address, 4, (2023, 2024))
    whole = found(register)
    pages: list[str] = []
    last: Key | None = None
    while True:
        page = found(register, page=Page(3, last))
        if not page:
            break
        assert len(page) <= 3
        pages += page
        commune, _, year = page[-1].partition("/")
        last = Key(commune, int(year), RULES)

    assert whole == pages
    assert 8 == len(whole)


def test_a_list_is_of_the_communes_states_and_verdicts_that_are_asked_for(address: str) -> None:
    register = a_register(address, 3, (2024,))
    step(register, "start", "thẩm định")
    step(register, "start", "thẩm định", key="99002/2024")
    appraise(register)
    step(register, "return", "thẩm định", "Thiếu sổ", key="99003/2024")

    assert ["99001/2024", "99003/2024"] == found(register, Wanted(communes={"99001", "99003"}))
    several = Wanted(states=["đang thẩm định", "yêu cầu bổ sung"])
    assert ["99002/2024", "99003/2024"] == found(register, several)
    assert ["99001/2024"] == found(register, Wanted(verdict=Finding.MET))
    assert [] == found(register, Wanted(verdict=Finding.NOT_MET))
    with register.reading() as connection:
        assert {"đang thẩm định": 1, "yêu cầu bổ sung": 1, "đã thẩm định": 1} == counted(connection)
        assert {"yêu cầu bổ sung": 1} == counted(connection, Wanted(communes={"99003"}))
        with pytest.raises(LookupError, match="không có trạng thái"):
            [*listed(connection, Wanted(states=["đã mất"]))]


def test_cancelled_dossiers_are_in_no_page_and_no_count(address: str) -> None:
    register = a_register(address, 2)
    step(register, "cancel", "thẩm định", "Nhập nhầm")

    assert ["99002/2024"] == found(register, page=Page(5))
    assert ["99001/2024"] == found(register, Wanted(state="đã hủy"))
    with register.reading() as connection:
        assert {"đã nộp": 1} == counted(connection)


class _Counted:
    """What a register is asked, and how many rows it gives."""

    def __init__(self, register: Database) -> None:
        self.rows = self.queries = 0
        event.listen(register.engine, "connect", self._connected)
        event.listen(register.engine, "before_cursor_execute", self._asked)

    def _connected(self, connection: Any, _: object) -> None:
        connection.row_factory = self._row

    def _row(self, _: object, row: tuple[Any, ...]) -> tuple[Any, ...]:
        self.rows += 1
        return row

    def _asked(self, *_: object) -> None:
        self.queries += 1


def test_a_page_of_many_dossiers_reads_no_more_than_a_page_of_few(tmp_path: Path) -> None:
    read: list[tuple[int, int]] = []
    for communes in (6, 24):
        register = a_register(str(tmp_path / f"{communes}.db"), communes)
        seen = _Counted(register)
        page = dossier_list(register, Wanted(2024), most=5, after="99001/2024")

        assert [f"9900{number}/2024" for number in range(2, 7)] == names(page.rows)
        assert {row.key for row in page.rows} == {*page.documents}
        assert communes == page.total
        read.append((seen.rows, seen.queries))

    assert read[0] == read[1]


def test_a_page_behind_no_dossier_is_wrong_usage(tmp_path: Path) -> None:
    register = a_register(str(tmp_path / "so.db"), 1)

    with pytest.raises(WrongUse, match="không phải tên hồ sơ"):
        dossier_list(register, Wanted(), most=5, after="99001")


def test_a_decided_dossier_is_listed_by_its_verdict_still(tmp_path: Path) -> None:
    register = a_register(str(tmp_path / "so.db"), 1)
    step(register, "start", "thẩm định")
    appraise(register)
    recognise(register)

    assert ["99001/2024"] == found(register, Wanted(2024, "công nhận", verdict=Finding.MET))


def test_a_published_dossier_keeps_its_outcome_in_the_list_until_it_is_reopened(
    address: str,
) -> None:
    register = new_register(address)
    hand_in(register)
    step(register, "start", "thẩm định")
    appraise(register)
    recognise(register)
    step(register, "publish", "quyết định")
    shown = dossier_list(register, Wanted())
    step(register, "reopen", "cấp trên", "Khiếu nại của xã")
    again = dossier_list(register, Wanted())

    assert "công nhận, 15/QĐ-UBND" in shown.lines()[1]
    assert "công bố" in shown.lines()[1]
    assert "15/QĐ-UBND" == shown.json()[0]["decided"]["number"]
    assert "15/QĐ-UBND" not in again.lines()[1]
    assert again.json()[0]["decided"] is None

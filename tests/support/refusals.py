"""Steps that are refused, and where the sample dossier stands."""

from __future__ import annotations

import pytest

from registry.store.database import Database
from registry.store.dossier_keys import find
from registry.workflow.standing import Standing, standing_of
from scoring.appraisal.findings import Appraisal
from scoring.base.problems import ProblemsFound
from tests.support.registries import (
    KEY,
    appraise,
    hand_in,
    new_register,
    said,
    step,
)

FROM_APPRAISED = (
    "bước hợp lệ: yêu cầu bổ sung (thẩm định); "
    "ghi bản thẩm định (thẩm định); công nhận (quyết định); "
    "không công nhận (quyết định); mở lại (cấp trên); "
    "hủy hồ sơ nhập nhầm (thẩm định, cấp trên); "
    "chuyển hồ sơ cho xã sau sáp nhập (thẩm định, cấp trên)"
)


def standing(database: Database) -> Standing:
    """Return where the sample dossier stands."""
    with database.reading() as connection:
        number, _ = find(connection, KEY)
        now = standing_of(connection, number)
    assert now is not None
    return now


def refused(call: object, *arguments: object) -> list[str]:
    """Return what a refused step is told."""
    with pytest.raises(ProblemsFound) as caught:
        call(*arguments)  # type: ignore[operator]
    return said(caught.value.problems)


def appraised(address: str, appraisal: Appraisal | None = None) -> Database:
    """Return a register whose dossier is appraised."""
    database = new_register(address)
    hand_in(database)
    step(database, "start", "thẩm định")
    appraise(database, appraisal)
    return database

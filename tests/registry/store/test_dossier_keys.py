"""How a person names a dossier, and what they are told when there is none of that name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from registry.store.dossier_keys import WrongKey
from tests.support.refusals import refused
from tests.support.registries import (
    FULL,
    hand_in,
    new_register,
    step,
    version,
)


@pytest.mark.parametrize("wrong", ["99001", "99001/24", "9901/2024", "99001/2024@", "x"])
def test_what_names_no_dossier_is_wrong_usage(tmp_path: object, wrong: str) -> None:
    database = new_register(f"{tmp_path}/so.db")
    with pytest.raises(WrongKey) as caught:
        step(database, "start", "thẩm định", key=wrong)

    assert (
        f"«{wrong}» không phải tên hồ sơ; viết MÃ_XÃ/NĂM như 99001/2024, khi cần thêm @bộ-tiêu-chí"
    ) == str(caught.value)


def test_a_dossier_that_is_not_there_is_told_with_those_of_the_commune(tmp_path: object) -> None:
    database = new_register(f"{tmp_path}/so.db")
    hand_in(database)

    assert [f"99001/2025: [khong-co-ho-so] sổ không có hồ sơ này; xã này có: {FULL}"] == refused(
        step, database, "start", "thẩm định", None, "99001/2025"
    )
    assert ["99009/2024: [khong-co-ho-so] sổ không có hồ sơ này; xem danh sách hồ sơ"] == refused(
        step, database, "start", "thẩm định", None, "99009/2024"
    )


def test_under_two_rulesets_the_name_must_say_which(tmp_path: object) -> None:
    database = new_register(f"{tmp_path}/so.db")
    hand_in(database)
    hand_in(database, replace(version(), ruleset_id="du-thao"))

    assert [
        (
            "99001/2024: [nhieu-ho-so] có 2 hồ sơ, theo 2 bộ tiêu chí; "
            f"viết rõ: {FULL}, 99001/2024@du-thao"
        )
    ] == refused(step, database, "start", "thẩm định")
    assert "đang thẩm định" == step(database, "start", "thẩm định", key=FULL).after

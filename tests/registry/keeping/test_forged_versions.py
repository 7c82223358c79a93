"""Versions and files slipped in: a package again, another commune, points, another file.

No trigger is dropped and no row is changed: each of these registers has a sound chain of hashes.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import insert, text

from registry.store.schema import evidence
from scoring.base.canonical import sha256_of_text
from scoring.engine.scorer import score
from scoring.results.json_writing import as_result
from tests.support.forging import (
    add_version,
    slip_in,
    told,
)
from tests.support.registries import (
    FULL,
    hand_in,
    new_register,
    step,
    version,
    with_figures,
)
from tests.support.sample_sheets import ASSESSMENTS
from tests.support.strategies import decision_06


def test_a_replayed_package_is_found(address: str) -> None:
    database = new_register(address)
    hand_in(database)
    step(database, "return", "thẩm định", "Thiếu sổ tiêm chủng")
    hand_in(database, version(with_figures(phieu_hai_long=190)))
    step(database, "return", "thẩm định", "Thiếu sổ khám sức khỏe")
    with database.writing() as connection:
        row = add_version(connection, version(), 3)
        slip_in(connection, "cấp xã", "nộp lại", "import", "nộp lại", submission=row)

    assert [
        (
            f"mắt xích 6 (nộp lại, {FULL}): [nop-lai-ban-cu] nội dung này đã nộp rồi, là "
            "phiên bản 1; nộp lại không thành bản mới"
        )
    ] == told(database)


def test_the_figures_of_another_commune_is_found(address: str) -> None:
    database = new_register(address)
    hand_in(database)
    step(database, "return", "thẩm định", "Thiếu sổ tiêm chủng")
    other = next(a for a in ASSESSMENTS.values() if a.commune.code != "99001" and a.year == 2024)
    with database.writing() as connection:
        row = add_version(connection, version(other), 2)
        slip_in(connection, "cấp xã", "nộp lại", "import", "nộp lại", submission=row)

    assert [
        f"{FULL}, phiên bản 2: [khac-ho-so] số liệu của 99002/2024, không phải của hồ sơ này"
    ] == told(database)


def test_points_that_nobody_scored_is_found(address: str) -> None:
    database = new_register(address)
    hand_in(database)
    step(database, "return", "thẩm định", "Thiếu sổ tiêm chủng")
    given = version(with_figures(phieu_hai_long=190))
    result = as_result(score(decision_06(), given.assessment), "26.11.0")
    result["criteria"][8]["points"] = result["criteria"][8]["max"] = 1
    with database.writing() as connection:
        row = add_version(connection, replace(given, result=result), 2)
        slip_in(connection, "cấp xã", "nộp lại", "import", "nộp lại", submission=row)

    assert [
        (f"{FULL}, phiên bản 2: [cham-lai-khac] chấm lại khác với kết quả đã ghi: tiêu chí 9")
    ] == told(database)


def test_another_file_is_found(address: str) -> None:
    database = new_register(address)
    hand_in(database, version(with_figures(), b"%PDF-1.7 that"))
    other = b"%PDF-1.7 gia"
    with database.engine.begin() as connection:
        row = {"sha256": sha256_of_text(other.decode()), "size": len(other), "content": other}
        names = "sha256, size, content"
        connection.execute(
            text(f"INSERT INTO files ({names}) VALUES (:sha256, :size, :content)"), row
        )
        connection.execute(
            insert(evidence).values(
                dossier=1, version=1, position=1, name="x.pdf", proofs="[]", sha256=row["sha256"]
            )
        )

    assert [
        f"{FULL}, phiên bản 1: [noi-dung-bi-sua] «nội dung» không khớp với chuỗi sự kiện",
    ] == told(database)

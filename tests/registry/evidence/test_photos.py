"""Photographs: small, upright, without the place and the telephone; bombs are never decoded."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from registry.evidence.folder import gathered
from registry.evidence.matching import EvidenceCodes
from registry.evidence.photos import LONGEST_SIDE, as_photo, is_heic
from reports.dossier.form_entries import NO_FORM
from scoring.engine.scorer import score
from scoring.tables.zip_limits import Unsafe
from tests.support.packages import jpg, photo
from tests.support.sample_sheets import ASSESSMENTS
from tests.support.strategies import decision_06


def shown(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


@pytest.mark.parametrize("kind", ["JPEG", "HEIF"])
def test_a_photograph_keeps_nothing_but_its_picture(kind: str) -> None:
    taken = as_photo(photo(kind=kind))

    assert b"DIEN THOAI" not in taken
    assert not shown(taken).getexif()
    assert "JPEG" == shown(taken).format


def test_a_photograph_stands_upright_and_is_small() -> None:
    taken = shown(as_photo(photo(4_000, 1_000)))

    assert (LONGEST_SIDE // 4, LONGEST_SIDE) == taken.size


def test_packing_again_changes_no_photograph() -> None:
    once = as_photo(photo(2_500, 900))

    assert once == as_photo(once)


def test_the_same_photograph_gives_the_same_bytes() -> None:
    assert as_photo(photo()) == as_photo(photo())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (jpg(40_000, 30_000), "anh-qua-lon"),
        (jpg(9, 9), "tep-hong"),
        (photo()[:200], "tep-hong"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "tep-hong"),
    ],
)
def test_what_is_no_harmless_photograph_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Unsafe) as found:
        as_photo(content)

    assert code == found.value.code


def test_a_photograph_of_an_iphone_becomes_a_jpeg_in_the_package(tmp_path: Path) -> None:
    (tmp_path / "12.1 sân chơi.heic").write_bytes(photo(kind="HEIF"))
    codes = EvidenceCodes(score(decision_06(), ASSESSMENTS["mien-nui-dat"]), NO_FORM)
    (found,) = gathered(tmp_path, codes, {}).exhibits

    assert is_heic(photo(kind="HEIF"))
    assert ("12.1 sân chơi.jpg", "jpg") == (found.name, found.type)

"""Text of before Unicode: every letter of both tables, and texts that must stay as they are."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from scoring.tables import legacy_fonts as legacy_text
from scoring.tables.legacy_fonts import TCVN3, VNI, Converted, converted, from_tcvn3, from_vni

TONED = "àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
EVERY_LETTER = set(TONED + "ăâđêôơư")


def test_both_tables_know_every_letter_once() -> None:
    tcvn3 = list(legacy_text._TCVN3_LETTERS.values())
    vni = [letter for letter in legacy_text._VNI_LETTERS.values() if letter.islower()]

    assert 74 == len(tcvn3) == len(set(tcvn3))
    assert EVERY_LETTER == {letter for letter in tcvn3 if letter.islower()}
    assert sorted(EVERY_LETTER - {"ì", "í"}) == sorted(vni)  # VNI writes these two as they are


@pytest.mark.skipif(shutil.which("iconv") is None, reason="cần iconv của glibc để so bảng TCVN3")
def test_the_tcvn3_table_is_glibc_s() -> None:
    letters = "".join(legacy_text._TCVN3_LETTERS)
    command = ["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"]
    done = subprocess.run(command, input=letters.encode("latin-1"), capture_output=True, check=True)

    assert done.stdout.decode() == from_tcvn3(letters)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Ph­êng BÕn Tr¨ng", "Phường Bến Trăng"),
        ("TØnh §åi Sim", "Tỉnh Đồi Sim"),
        ("ng­êi l¸i ®ß", "người lái đò"),
        ("c«ng an x·", "công an xã"),
    ],
)
def test_tcvn3_is_recognised_by_its_letters(typed: str, read: str) -> None:
    assert Converted(read, TCVN3) == converted(typed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Phöôøng Beán Traêng", "Phường Bến Trăng"),
        ("Tænh Ñoài Sim", "Tỉnh Đồi Sim"),
        ("XAÕ ÑOÀNG LÖÔÏNG", "XÃ ĐỒNG LƯỢNG"),
        ("khoâng", "không"),
    ],
)
def test_vni_is_recognised_by_its_letters(typed: str, read: str) -> None:
    assert Converted(read, VNI) == converted(typed)


@pytest.mark.parametrize(
    "text",
    [
        "Xã Hoà",
        "toán",
        "Thuý",
        "Đắk Lắk",
        "Krông Búk",
        "không",
        "có",
        "café",
        "Số 12 · tr. 4–6",
        "«báo cáo»",
        "§ 5",
        "2 × 3",
        "plain",
        "",
    ],
)
def test_unicode_text_stays_as_it_is(text: str) -> None:
    assert converted(text) is None


def test_the_font_tells_where_the_letters_do_not() -> None:
    assert Converted("có", TCVN3) == converted("cã", ".VnTime")
    assert Converted("CÓ", TCVN3) == converted("cã", ".VnTimeH")
    assert Converted("xã", VNI) == converted("xaõ", "VNI-Times")
    assert converted("cã", "Arial") is None


def test_unicode_typed_over_in_an_old_font_stays_as_it_is() -> None:
    assert converted("Phường Bến Trăng", ".VnTime") is None


def test_vni_reads_the_longest_sequence_first() -> None:
    assert "hoà thuận Ương ước" == from_vni("hoaø thuaän Öông öôùc")

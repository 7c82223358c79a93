"""Every kind of Word and Excel file the program writes passes Microsoft's own validator."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from openxml_audit import OpenXmlValidator

from phuhop.cli.main import phuhop
from tests.support import office_validator
from tests.support.packages import photo
from tests.support.province_story import APPEAL
from tests.support.province_story import YEAR as STORY_YEAR

pytestmark = pytest.mark.slow

YEAR = ("--year", "2024")
_COMMUNE, _BLANKS = "99001-xa-trang-non-2024", "99004-phuong-song-sao-2024"

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("demo", "-o", "demo"),
    ("form", *YEAR, "-o", "bieu-trong.xlsx"),
    ("form", *YEAR, "--prefill", "demo/so-lieu-mau.csv", "-o", "bieu"),
    ("dossier", "demo/bieu-mau.xlsx", "--evidence", "minh-chung", "-o", "ho-so-co-anh"),
    ("score", "demo/so-lieu-mau.csv", "-o", "ket-qua.xlsx"),
    ("advise", "demo/so-lieu-mau.csv", "--summary", "-o", "goi-y.xlsx"),
    ("rank", "ket-qua.xlsx", "-o", "hang.xlsx"),
    ("targets", "ket-qua.xlsx", "-o", "chi-tieu.xlsx"),
    ("pack", "demo/so-lieu-mau.csv", "-o", "goi"),
    ("verify", "blank", f"goi/{_COMMUNE}.phuhop", "-o", "phieu.xlsx"),
    ("rules", "review", "06-QD-TTg-2019", "-o", "doi-chieu.xlsx"),
    ("verify", "focus", "demo/so-lieu-mau.csv", "-o", "uu-tien.xlsx"),
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, province_story: Path) -> Path:
    """Give a folder in which each command has written what it writes."""
    folder, here = tmp_path_factory.mktemp("office"), Path.cwd()
    story = ("--db", str(province_story / "so.db"))
    listed = ("--expected", str(province_story / "phai-gui.csv"))
    registers = (
        ("report", *story, *listed, "-o", "bao-cao"),
        ("publish", *story, *listed, "-o", "cong-bo"),
        ("registry", "documents", *story, "-o", "van-ban", f"{APPEAL}/{STORY_YEAR}"),
    )
    (folder / "minh-chung").mkdir()
    for name in ("7 tiem chung.jpg", "12.1 san choi.jpg", "11.1 dien dan.jpg"):
        (folder / "minh-chung" / name).write_bytes(photo(400, 300))
    os.chdir(folder)
    try:
        for command in (*COMMANDS, *registers):
            done = CliRunner().invoke(phuhop, command)
            assert 0 == done.exit_code, (command, done.output)
    finally:
        os.chdir(here)
    return folder


def wanted(folder: Path) -> list[Path]:
    """Return one file of each kind, and the papers of a commune with blanks."""
    found = [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".docx", ".xlsx"}
        and not (path.parent.parent.name == "ho-so" and path.parent.name not in {_COMMUNE, _BLANKS})
    ]
    forms = [path for path in found if path.parent.name == "bieu"]
    return [path for path in found if path not in forms[1:]]


def test_the_open_xml_sdk_finds_no_fault_in_any_kind_of_file(written: Path) -> None:
    if office_validator.program() is None:
        pytest.skip(office_validator.ABSENT)

    assert {} == office_validator.faults_of(wanted(written))


def test_a_second_validator_finds_no_fault_either(written: Path) -> None:
    validator = OpenXmlValidator()
    # Word and Excel ask for none of these: they use their own when a file brings none, and read
    # texts that stand in their cells.
    optional = (
        "relationships/fontTable' is missing",
        "relationships/theme' is missing",
        "has no populated `xl/sharedStrings.xml`",
    )
    faults = {
        path.name: told
        for path in wanted(written)
        if (
            told := [
                error.description
                for error in validator.validate(path).errors
                if not any(words in error.description for words in optional)
            ]
        )
    }

    assert {} == faults


def test_the_validator_sees_a_style_name_word_would_split(written: Path, tmp_path: Path) -> None:
    if office_validator.program() is None:
        pytest.skip(office_validator.ABSENT)
    damaged = tmp_path / "hong.docx"
    with (
        zipfile.ZipFile(wanted(written)[0]) as sound,
        zipfile.ZipFile(damaged, "w") as target,
    ):
        for name in sound.namelist():
            content = sound.read(name)
            target.writestr(name, content.replace("Số và ký hiệu".encode(), b"a, b"))

    (faults,) = office_validator.faults_of([damaged]).values()
    assert any("expected pattern is [^,]*" in fault for fault in faults)

"""Command ``dossier --evidence``: files are named in the list, photographs shown in an annex."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from phuhop.cli.main import phuhop
from phuhop.usecases.samples import demo
from tests.support.packages import PDF, photo
from tests.support.word_files import as_text

TABLE = demo.SAMPLES / "so-lieu-mau.csv"
ANNEX, LIST = "08-phu-luc-anh.docx", "05-danh-muc-tai-lieu-kiem-chung.docx"


def run(folder: Path, *options: str) -> Result:
    command = ["dossier", str(folder / "so-lieu.csv"), "-o", str(folder / "hs"), *options]
    return CliRunner().invoke(phuhop, command)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    first, second = TABLE.read_text(encoding="utf-8").splitlines()[:2]
    (tmp_path / "so-lieu.csv").write_text(f"{first}\n{second}\n", encoding="utf-8")
    (tmp_path / "mc").mkdir()
    for name, content in (("7 sổ.jpg", photo()), ("6.1 cháu.jpg", photo()), ("9 sổ.pdf", PDF)):
        (tmp_path / "mc" / name).write_bytes(content)
    return tmp_path


def test_photographs_make_an_annex_and_sensitive_ones_are_refused(desk: Path) -> None:
    done = run(desk, "--evidence", str(desk / "mc"), "--format", "docx")
    (own,) = (desk / "hs").iterdir()

    assert 1 == done.exit_code
    assert "6.1 cháu.jpg: [khong-nhan-tep] không nhận tệp của phần 6.1" in done.stderr
    assert "[anh-tre-em] cảnh báo: có 1 ảnh: không để nhìn rõ mặt" in done.stderr
    assert "(tệp 7 sổ.jpg)" in as_text((own / ANNEX).read_bytes())
    assert "kèm tệp 9 sổ.pdf" in as_text((own / LIST).read_bytes())


def test_an_annex_of_an_earlier_run_does_not_stand_beside_papers_without_one(desk: Path) -> None:
    run(desk, "--evidence", str(desk / "mc"), "--format", "docx")
    done = run(desk, "--format", "docx")
    (own,) = (desk / "hs").iterdir()

    assert not (own / ANNEX).exists()
    assert ANNEX.removesuffix(".docx") in done.stderr


def test_with_many_communes_each_has_its_own_folder(desk: Path) -> None:
    (desk / "so-lieu.csv").write_bytes(TABLE.read_bytes())
    (desk / "mc" / "99001 xã").mkdir()
    (desk / "mc" / "99001 xã" / "7 sổ.jpg").write_bytes(photo())
    done = run(desk, "--evidence", str(desk / "mc"), "--format", "docx", "--documents", "08")

    assert ["99001"] == [path.parent.name[:5] for path in (desk / "hs").rglob(ANNEX)]
    assert "3 tệp nằm ngoài thư mục của từng xã" in done.stderr


def test_a_folder_that_is_not_there_is_told(desk: Path) -> None:
    done = run(desk, "--evidence", str(desk / "không có"))

    assert 1 == done.exit_code
    assert "[khong-doc-duoc] không có thư mục này" in done.stderr

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from phuhop.cli.main import phuhop
from phuhop.usecases.commune.drop_scripts import batch_file, install_scripts, shell_script
from phuhop.usecases.commune.watched_folder import FAULTS
from scoring.base.problems import ProblemsFound
from tests.support.places import ROOT

NAME = "Biểu 100% của xã Nà Bản"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(phuhop, [str(word) for word in words])


@pytest.fixture(scope="session")
def a_form(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    target = tmp_path_factory.mktemp("bieu") / "bieu.xlsx"
    samples = ROOT / "phuhop/demo_data/so-lieu-mau.csv"
    more = ("--prefill", samples, "--commune", "99001", "-o", target)
    assert 0 == run("form", "--year", "2024", *more).exit_code
    return target.read_bytes()


@pytest.fixture
def folder(tmp_path: Path, a_form: bytes) -> Path:
    place = tmp_path / "Hồ sơ & biểu"
    place.mkdir()
    (place / f"{NAME}.xlsx").write_bytes(a_form)
    return place


def with_fault(form: bytes) -> bytes:
    book = load_workbook(io.BytesIO(form))
    sheet = book["Số liệu"]
    row = next(row for row in sheet.iter_rows(max_col=1) if row[0].value == "tong_so_tre_em")
    column = next(cell for cell in sheet[1] if cell.value == "ky_nay")
    cell = sheet.cell(row[0].row, column.column)
    cell.value = "nhiều"
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def made_of(folder: Path) -> Path:
    return folder / f"{NAME} – hồ sơ"


def test_a_form_in_the_folder_has_its_dossier_beside_it(folder: Path) -> None:
    result = run("watch", "--once", folder)

    assert 0 == result.exit_code
    assert f"{made_of(folder).as_posix()}\n" in result.stdout
    assert [f"{made_of(folder)}/99001-xa-trang-non-2024/ho-so.html"] == [
        str(path) for path in made_of(folder).rglob("ho-so.html")
    ]


def test_a_form_is_done_once_until_it_changes(folder: Path, a_form: bytes) -> None:
    run("watch", "--once", folder)
    second = run("watch", "--once", folder)
    (folder / f"{NAME}.xlsx").write_bytes(with_fault(a_form))
    third = run("watch", "--once", folder)

    assert "" == second.output
    assert FAULTS in third.stdout


def test_faults_stand_beside_in_words_that_notepad_shows(folder: Path, a_form: bytes) -> None:
    (folder / f"{NAME}.xlsx").write_bytes(with_fault(a_form))
    result = run("watch", "--once", folder)
    text = (made_of(folder) / FAULTS).read_bytes()

    assert 1 == result.exit_code
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.count(b"\r\n") == text.count(b"\n") > 1
    assert "CHƯA lập được hồ sơ" in text.decode("utf-8-sig")
    assert "trang «Số liệu», ô " in text.decode("utf-8-sig")


def test_what_was_mended_is_no_longer_told(folder: Path, a_form: bytes) -> None:
    (folder / f"{NAME}.xlsx").write_bytes(with_fault(a_form))
    run("watch", "--once", folder)
    before = (made_of(folder) / FAULTS).read_text("utf-8-sig")
    (folder / f"{NAME}.xlsx").write_bytes(a_form)
    run("watch", "--once", folder)
    after = made_of(folder) / FAULTS

    assert "CHƯA" in before
    assert not after.exists() or "CHƯA" not in after.read_text("utf-8-sig")


def test_a_paper_that_was_worked_on_is_kept(folder: Path) -> None:
    run("watch", "--once", folder)
    paper = next(made_of(folder).rglob("01-*.docx"))
    paper.write_bytes(b"sua tay")
    result = run("watch", folder / f"{NAME}.xlsx")

    assert 0 == result.exit_code
    assert b"sua tay" == paper.with_name(f"{paper.stem} (bản trước).docx").read_bytes()


def test_a_form_that_is_open_in_excel_waits(folder: Path) -> None:
    (folder / f"~${NAME}.xlsx").write_bytes(b"")
    waiting = run("watch", "--once", folder)
    (folder / f"~${NAME}.xlsx").unlink()
    closed = run("watch", "--once", folder)

    assert "" == waiting.output
    assert made_of(folder).as_posix() in closed.stdout


def test_what_could_not_be_written_is_tried_again(folder: Path) -> None:
    made_of(folder).mkdir()
    in_the_way = made_of(folder) / "99001-xa-trang-non-2024"
    in_the_way.write_bytes(b"")
    first = run("watch", "--once", folder)
    in_the_way.unlink()
    second = run("watch", "--once", folder)

    assert 1 == first.exit_code
    assert 0 == second.exit_code
    assert f"{made_of(folder).as_posix()}\n" in second.stdout


def test_one_form_that_cannot_be_read_does_not_keep_the_others_waiting(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "A.xlsx").write_bytes(b"")
    read = Path.read_bytes

    def locked(path: Path) -> bytes:
        if path.name == "A.xlsx":
            raise PermissionError
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", locked)
    result = run("watch", "--once", folder)

    assert 1 == result.exit_code
    assert "A.xlsx: " in result.stderr
    assert made_of(folder).as_posix() in result.stdout


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = run("watch", "--once", tmp_path / "không có")

    assert 1 == result.exit_code
    assert "không có tệp, thư mục này" in result.stderr


def test_nothing_to_watch_is_wrong_use() -> None:
    assert 2 == run("watch").exit_code


def test_the_batch_file_is_as_windows_reads_it() -> None:
    python = r"C:\Users\Nguyễn Văn A\100% máy\python.exe"
    content = batch_file(python)
    lines = content.decode().split("\r\n")

    assert content.count(b"\n") == content.count(b"\r\n")
    assert not content.startswith(b"\xef\xbb\xbf")
    assert lines.index("chcp 65001 >nul") < next(i for i, s in enumerate(lines) if "100%%" in s)
    assert r'set "PHUHOP_PYTHON=C:\Users\Nguyễn Văn A\100%% máy\python.exe"' in lines
    assert '"%PHUHOP_PYTHON%" -m phuhop watch --once "%~1"' in lines
    assert "setlocal DisableDelayedExpansion" in lines
    assert batch_file("python").isascii()


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_the_shell_script_takes_paths_of_any_letters(folder: Path, tmp_path: Path) -> None:
    python = tmp_path / "máy 100% 'của' tôi" / "python"
    python.parent.mkdir()
    python.symlink_to(sys.executable)
    script = tmp_path / "cham-diem.sh"
    script.write_bytes(shell_script(f"{python}"))
    script.chmod(0o755)
    paths = [ROOT.as_posix(), *(place for place in sys.path if "site-packages" in place)]
    done = subprocess.run(
        [script, folder / f"{NAME}.xlsx"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (0, "") == (done.returncode, done.stderr)
    assert made_of(folder).is_dir()


def test_both_scripts_are_written_and_never_over_changed_ones(tmp_path: Path) -> None:
    batch, shell = install_scripts(tmp_path / "Màn hình", "python")
    install_scripts(tmp_path / "Màn hình", "python")
    batch.write_bytes(b"cua toi")
    with pytest.raises(ProblemsFound):
        install_scripts(tmp_path / "Màn hình", "python")

    assert ("cham-diem.bat", "cham-diem.sh") == (batch.name, shell.name)
    assert b"cua toi" == batch.read_bytes()
    assert os.access(shell, os.X_OK)
    shutil.rmtree(tmp_path / "Màn hình")

"""Signing on the command line: keys, the register's head, packages, tables."""

from __future__ import annotations

import hashlib
import json
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.support.packages import a_package, saved
from tests.support.registries import hand_in, new_register

Run = Callable[..., Result]
KEEPER = ("--as", "Vũ Văn Khe:quản trị")
WORDS = "mot cau that dai"


@pytest.fixture
def office(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with a register, a key and its passphrase."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PHUHOP_DATABASE_URL", raising=False)
    register = new_register("so-dang-ky.db")
    hand_in(register)
    register.close()
    Path("mat-khau.txt").write_text(f"{WORDS}\n", encoding="utf-8")
    made = run("registry", "key", "new", "khoa.pem", "--passphrase-file", "mat-khau.txt")
    assert 0 == made.exit_code, made.output
    return tmp_path


def accept(run: Run) -> Result:
    return run("registry", "key", "accept", "khoa.pem.pub", "--name", "Sở Y tế", *KEEPER)


def sign(run: Run, *more: object) -> Result:
    keys = ("--key", "khoa.pem", "--passphrase-file", "mat-khau.txt")
    return run("registry", "sign", *more, *keys, *KEEPER)


def test_a_private_key_is_its_owners_alone_and_never_overwritten(run: Run, office: Path) -> None:
    kept = (office / "khoa.pem").read_bytes()
    again = run("registry", "key", "new", "khoa.pem", "--passphrase-file", "mat-khau.txt")

    assert 0o600 == stat.S_IMODE((office / "khoa.pem").stat().st_mode)
    assert 1 == again.exit_code
    assert "khoa.pem: [da-co-tep] tệp này đã có, không ghi đè khóa; đặt tên khác" in again.stderr
    assert kept == (office / "khoa.pem").read_bytes()


@pytest.mark.usefixtures("office")
def test_the_head_is_signed_and_everybody_says_so(run: Run) -> None:
    accept(run)
    done = sign(run, "-o", "dau-chuoi.chu-ky.json")
    audited = run("registry", "audit")
    checked = run("verify", "signature", "dau-chuoi.chu-ky.json", "--db", "so-dang-ky.db")
    listed = run("registry", "key", "list")

    assert 0 == done.exit_code, done.output
    assert "Đã ký đến mắt xích 3 ngày " in audited.stdout
    assert "(«Sở Y tế»), sổ đã nhận" in audited.stdout
    assert 0 == checked.exit_code, checked.output
    assert "«Sở Y tế», khóa đã biết; mắt xích còn trong sổ" in checked.stdout
    assert "Sở Y tế" in listed.stdout
    assert WORDS not in done.output + audited.output


@pytest.mark.usefixtures("office")
def test_a_head_signed_in_another_register_is_not_in_this_one(run: Run) -> None:
    accept(run)
    sign(run, "-o", "dau-chuoi.chu-ky.json")
    new_register("khac.db").close()
    checked = run("verify", "signature", "dau-chuoi.chu-ky.json", "--db", "khac.db")

    assert 1 == checked.exit_code
    assert "[mat-dau-chuoi] sổ không có mắt xích 3:" in checked.stderr


def test_a_signed_package_is_taken_in_and_told_whose_it_is(run: Run, office: Path) -> None:
    package = saved(office, a_package())
    assert 0 == sign(run, package).exit_code
    unknown = run("verify", "signature", package)
    accept(run)
    why = ("--reason", "Thiếu sổ", "--as", "A B:thẩm định")
    run("registry", "return", "99001/2024", *why)
    done = run("registry", "import", package, "--as", "A B:tiếp nhận")

    shown, audited = run("registry", "show", "99001/2024"), run("registry", "audit")
    signature = json.loads(run("registry", "show", "99001/2024", "--json").stdout)["events"][-1]

    assert "khóa CHƯA BIẾT" in unknown.stdout
    assert 0 == done.exit_code, done.output
    assert "«Sở Y tế», khóa đã biết" in done.stdout
    assert "Chữ ký bên tệp nhập: Vũ Văn Khe ký ngày" in shown.stdout
    assert "«Sở Y tế», khóa đã biết" in " ".join(shown.stdout.split())
    assert 0 == audited.exit_code, audited.output
    assert "Bản nộp kèm chữ ký đúng: 1 (khóa đã biết 1, khóa CHƯA BIẾT 0)." in audited.stdout
    assert "Sở Y tế" == signature["detail"]["signed"]["known_as"]
    subject = signature["detail"]["signed"]["signature"]["subject"]
    assert hashlib.sha256(package.read_bytes()).hexdigest() == subject


def test_a_package_signed_with_a_key_that_nobody_knew_is_so_for_ever(
    run: Run, office: Path
) -> None:
    package = saved(office, a_package())
    sign(run, package)
    why = ("--reason", "Thiếu sổ", "--as", "A B:thẩm định")
    run("registry", "return", "99001/2024", *why)
    assert 0 == run("registry", "import", package, "--as", "A B:tiếp nhận").exit_code
    accept(run)
    audited = run("registry", "audit")

    assert 0 == audited.exit_code, audited.output
    assert "Bản nộp kèm chữ ký đúng: 1 (khóa đã biết 0, khóa CHƯA BIẾT 1)." in audited.stdout


def test_a_package_changed_after_signing_is_refused(run: Run, office: Path) -> None:
    package = saved(office, a_package())
    sign(run, package)
    beside = package.with_name(f"{package.name}.chu-ky.json")
    beside.write_bytes(beside.read_bytes().replace("Vũ Văn Khe".encode(), "Kẻ Nào Đó".encode()))
    done = run("registry", "import", package, "--as", "A B:tiếp nhận")

    assert 1 == done.exit_code
    assert "[chu-ky-sai] chữ ký không đúng: tệp chữ ký đã bị sửa hoặc hỏng" in done.stderr
    assert "0 bản mới" in done.stderr


@pytest.mark.usefixtures("office")
def test_an_exported_table_is_signed_like_a_package(run: Run) -> None:
    run("registry", "export", "-o", "bang.csv")
    accept(run)
    assert 0 == sign(run, "bang.csv").exit_code
    checked = run("verify", "signature", "bang.csv", "--db", "so-dang-ky.db")
    with Path("bang.csv").open("ab") as file:
        file.write(b"\n")
    changed = run("verify", "signature", "bang.csv")

    assert "«Sở Y tế», khóa đã biết" in checked.stdout
    assert 1 == changed.exit_code
    assert "tệp đã bị sửa sau khi ký" in changed.stderr


@pytest.mark.usefixtures("office")
def test_a_wrong_passphrase_is_told_and_nothing_is_signed(run: Run) -> None:
    accept(run)
    Path("mat-khau.txt").write_text("mot cau khac han\n", encoding="utf-8")
    done = sign(run)

    assert 1 == done.exit_code
    assert "khoa.pem: [sai-mat-khau-khoa] sai mật khẩu của khóa" in done.stderr
    assert "mot cau" not in done.output
    assert "Đã ký" not in run("registry", "audit").stdout


def test_nobody_else_loads_the_library_of_signatures() -> None:
    code = (
        "import sys; import phuhop.cli.main; import phuhop.usecases.register.importing; "
        "assert not any(name.startswith('cryptography') for name in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)

    assert 0 == done.returncode, done.stderr

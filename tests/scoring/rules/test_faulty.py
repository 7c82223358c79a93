"""Each mistake a person can make in a ruleset, in one wrong file, with the exact words for it.

The first lines of a file in ``tests/faulty`` say which problems are expected, all of them, in
order. ``_dung.yaml`` is the sound file that each of the others damages in one place.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from scoring.base.problems import ProblemsFound
from scoring.formats import fields, strict_yaml, yaml_scalars, yaml_syntax
from scoring.formats import shape_messages as messages
from scoring.rules import checks, figure_checks, loading, part_checks, recognition_checks
from scoring.rules.kinds import band_checks, band_scale, item_sum, trends
from scoring.rules.loading import load
from tests.support.places import FAULTY

SOUND = FAULTY / "_dung.yaml"
FILES = sorted(path for path in FAULTY.glob("*.yaml") if path != SOUND)
EXPECTED = "# mong đợi: "
MANY_AT_ONCE = "nhieu-loi-mot-luc"
NOT_A_COPY = ("long-qua-sau", "sai-dang-ca-tep")


def _expected(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix(EXPECTED) for line in lines if line.startswith(EXPECTED)]


def _found(path: Path) -> list[str]:
    with pytest.raises(ProblemsFound) as caught:
        load(path)
    start = f"{path.as_posix()}:"
    return [str(problem).removeprefix(start).lstrip() for problem in caught.value.problems]


def test_the_sound_file_loads() -> None:
    ruleset = load(SOUND)

    assert 3 == len(ruleset.criteria)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_faulty_file_gives_exactly_its_problems_in_order(path: Path) -> None:
    expected = _expected(path)

    assert expected
    assert expected == _found(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_faulty_file_has_the_problem_it_is_named_for(path: Path) -> None:
    codes = re.findall(r"\[([a-z0-9-]+)\]", "\n".join(_expected(path)))

    assert path.stem == MANY_AT_ONCE or any(path.stem.startswith(code) for code in codes)


@pytest.mark.parametrize(
    "path", [p for p in FILES if p.stem not in (*NOT_A_COPY, MANY_AT_ONCE)], ids=lambda p: p.stem
)
def test_a_faulty_file_is_the_sound_file_with_one_marked_mistake(path: Path) -> None:
    sound = SOUND.read_text(encoding="utf-8").splitlines()[1:]
    lines = path.read_text(encoding="utf-8").split("\n")[:-1]
    faulty = [line for line in lines if not line.startswith(EXPECTED)]
    marks = [line for line in faulty if line.strip().startswith("# SAI: ")]
    rest = [line for line in faulty if line not in marks]
    changes = [c for c in SequenceMatcher(None, sound, rest).get_opcodes() if c[0] != "equal"]

    # A figure that is renamed, an anchor that is used: two places are one mistake.
    assert 1 <= len(marks) <= 2
    assert 1 <= len(changes) <= 2


def test_many_mistakes_are_told_all_at_once() -> None:
    expected = _expected(FAULTY / f"{MANY_AT_ONCE}.yaml")

    assert 8 <= len({line.partition("]")[0].partition("[")[2] for line in expected})


def test_every_code_of_the_loader_has_its_faulty_file() -> None:
    modules = (
        band_checks,
        band_scale,
        checks,
        fields,
        figure_checks,
        item_sum,
        loading,
        messages,
        part_checks,
        recognition_checks,
        strict_yaml,
        trends,
        yaml_scalars,
        yaml_syntax,
    )
    source = "\n".join(Path(str(m.__file__)).read_text(encoding="utf-8") for m in modules)
    no_codes = {"utf-8", "utf-8-sig"}
    codes = {*re.findall(r'"([a-z]+(?:-[a-z0-9]+)+)"', source), "neo"} - no_codes
    named = {code for path in FILES for line in _expected(path) for code in _code(line)}
    built_below = {"khong-doc-duoc", "tep-qua-lon", "bang-ma", "tep-trong"}
    # No file brings it about: tests/scoring/formats/test_shape_messages.py sees to that.
    never = {messages.UNTRANSLATED}

    assert codes == named | built_below | never


def _code(line: str) -> list[str]:
    return re.findall(r"^\d+:\d+: \[([a-z0-9-]+)\]", line)


# What cannot stand in a text file of this folder.


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "rong.yaml"
    path.write_bytes(b"")

    assert ["1:1: [tep-trong] tệp không có nội dung"] == _found(path)


def test_a_file_of_comments_is_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "ghi-chu.yaml"
    path.write_text("# chưa viết\n\n", encoding="utf-8")

    assert ["1:1: [tep-trong] tệp không có nội dung"] == _found(path)


def test_bytes_that_are_no_utf_8_are_told_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "bang-ma.yaml"
    path.write_bytes("văn bản:\n  số hiệu: ".encode() + "số".encode("utf-16-le") + b"\xff\n")
    expected = [
        "2:14: [bang-ma] byte 0xd1 không phải chữ UTF-8; lưu lại tệp với bảng mã UTF-8",
    ]

    assert expected == _found(path)


def test_a_byte_order_mark_at_the_start_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SOUND.read_bytes())

    assert 3 == len(load(path).criteria)


def test_windows_line_ends_are_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "crlf.yaml"
    path.write_bytes(SOUND.read_bytes().replace(b"\n", b"\r\n"))

    assert 3 == len(load(path).criteria)


def test_letters_written_apart_from_their_marks_are_the_same_letters(tmp_path: Path) -> None:
    path = tmp_path / "nfd.yaml"
    text = unicodedata.normalize("NFD", SOUND.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    expected = [criterion.name for criterion in load(SOUND).criteria]

    assert text != unicodedata.normalize("NFC", text)
    assert expected == [criterion.name for criterion in load(path).criteria]


def test_a_file_above_one_megabyte_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lon.yaml"
    path.write_bytes(b"# " + b"x" * 1_000_000)
    expected = "[tep-qua-lon] tệp lớn hơn 1 MB, không phải tệp bộ tiêu chí"

    assert [expected] == _found(path)


def test_a_file_of_one_megabyte_is_read(tmp_path: Path) -> None:
    path = tmp_path / "vua.yaml"
    sound = SOUND.read_bytes()
    path.write_bytes(sound + b"#" * (1_000_000 - len(sound)))

    assert 3 == len(load(path).criteria)


def test_a_directory_is_no_file(tmp_path: Path) -> None:
    expected = "[khong-doc-duoc] không đọc được tệp: đây là thư mục, không phải tệp"

    assert [expected] == _found(tmp_path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "khong-co.yaml"
    expected = "[khong-doc-duoc] không đọc được tệp: không có tệp này"

    assert [expected] == _found(path)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PermissionError(13, "denied"), "không có quyền đọc"),
        (OSError(5, "input/output error"), "hệ thống báo lỗi 5"),
    ],
)
def test_a_file_that_may_not_be_read_is_told(
    error: OSError, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", refuse)
    expected = f"[khong-doc-duoc] không đọc được tệp: {reason}"

    assert [expected] == _found(Path("bo-tieu-chi.yaml"))

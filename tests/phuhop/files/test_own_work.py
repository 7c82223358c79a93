"""What a person worked on is never overwritten: it is refused, or kept under another name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from phuhop.files.own_work import LIST, write_folder, write_new
from scoring.base.problems import ProblemsFound


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != LIST)


def test_a_file_that_stands_already_is_refused_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "bieu.xlsx"
    path.write_bytes("đã điền".encode())
    with pytest.raises(ProblemsFound) as found:
        write_new(path, b"")

    assert ["da-co-tep"] == [problem.code for problem in found.value.problems]
    assert "đã điền" == path.read_text("utf-8")


def test_the_same_bytes_again_are_no_fault(tmp_path: Path) -> None:
    write_new(tmp_path / "bieu.xlsx", b"1")
    write_new(tmp_path / "bieu.xlsx", b"1")

    assert b"1" == (tmp_path / "bieu.xlsx").read_bytes()


def test_a_paper_edited_by_hand_is_kept_beside_the_new_one(tmp_path: Path) -> None:
    write_folder(tmp_path, {"01.docx": b"1"}, "a")
    (tmp_path / "01.docx").write_bytes(b"by hand")
    (moved,) = write_folder(tmp_path, {"01.docx": b"2"}, "a")

    assert "ban-truoc" == moved.code
    assert not moved.is_fault
    assert b"2" == (tmp_path / "01.docx").read_bytes()
    assert b"by hand" == (tmp_path / "01 (bản trước).docx").read_bytes()


def test_each_kept_version_gets_a_name_of_its_own(tmp_path: Path) -> None:
    for text in (b"1", b"2", b"3"):
        write_folder(tmp_path, {"01.docx": text}, "a")
        (tmp_path / "01.docx").write_bytes(b"by hand " + text)
    write_folder(tmp_path, {"01.docx": b"4"}, "a")

    assert [
        "01 (bản trước 2).docx",
        "01 (bản trước 3).docx",
        "01 (bản trước).docx",
        "01.docx",
    ] == _names(tmp_path)
    assert b"by hand 1" == (tmp_path / "01 (bản trước).docx").read_bytes()


def test_what_nobody_touched_is_simply_written_anew(tmp_path: Path) -> None:
    write_folder(tmp_path, {"01.docx": b"1"}, "a")

    assert [] == write_folder(tmp_path, {"01.docx": b"2"}, "b")
    assert ["01.docx"] == _names(tmp_path)


def test_a_file_that_was_there_before_the_first_run_is_kept(tmp_path: Path) -> None:
    (tmp_path / "01.docx").write_bytes(b"somebody's")
    (moved,) = write_folder(tmp_path, {"01.docx": b"1"}, "a")

    assert "không do lần lập trước ghi" in moved.message
    assert b"somebody's" == (tmp_path / "01 (bản trước).docx").read_bytes()


def test_a_paper_of_other_figures_does_not_stay_beside_the_new_ones(tmp_path: Path) -> None:
    write_folder(tmp_path, {"01.docx": b"815", "01.pdf": b"815"}, "a")
    (moved,) = write_folder(tmp_path, {"01.docx": b"590"}, "b")

    assert "01.pdf" in str(moved.place)
    assert ["01 (bản trước).pdf", "01.docx"] == _names(tmp_path)


def test_papers_of_the_same_figures_stay_when_only_some_are_written_again(tmp_path: Path) -> None:
    write_folder(tmp_path, {"01.docx": b"1", "02.docx": b"2"}, "a")

    assert [] == write_folder(tmp_path, {"01.docx": b"1"}, "a")
    assert ["01.docx", "02.docx"] == _names(tmp_path)
    (moved,) = write_folder(tmp_path, {"01.docx": b"9"}, "b")
    assert "02.docx" in str(moved.place)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"01.docx": 1}', "\x00"])
def test_a_damaged_list_knows_nothing_so_everything_is_kept(tmp_path: Path, text: str) -> None:
    write_folder(tmp_path, {"01.docx": b"1"}, "a")
    (tmp_path / LIST).write_text(text, "utf-8")

    assert 1 == len(write_folder(tmp_path, {"01.docx": b"2"}, "a"))
    assert b"1" == (tmp_path / "01 (bản trước).docx").read_bytes()


def test_a_list_that_names_a_place_elsewhere_moves_nothing_there(tmp_path: Path) -> None:
    outside = tmp_path / "ngoai.docx"
    outside.write_bytes(b"1")
    folder = tmp_path / "ho-so"
    folder.mkdir()
    listed = {"../ngoai.docx": {"sha256": "x", "căn cứ": "a"}}
    (folder / LIST).write_text(json.dumps(listed), "utf-8")

    assert [] == write_folder(folder, {"01.docx": b"1"}, "b")
    assert outside.exists()


def test_the_same_work_leaves_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_folder(tmp_path / name, {"02.docx": b"2", "01.docx": b"1"}, "x")

    assert (tmp_path / "a" / LIST).read_bytes() == (tmp_path / "b" / LIST).read_bytes()

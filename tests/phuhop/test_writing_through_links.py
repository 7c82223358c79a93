"""No file is written through a link that somebody put between a person's folder and ours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from phuhop.files.writing import write_bytes
from scoring.base.problems import ProblemsFound


def test_a_linked_folder_below_the_output_is_refused(tmp_path: Path) -> None:
    (tmp_path / "noi-khac").mkdir()
    (tmp_path / "ra").mkdir()
    (tmp_path / "ra" / "99001").symlink_to(tmp_path / "noi-khac", target_is_directory=True)
    with pytest.raises(ProblemsFound) as caught:
        write_bytes(tmp_path / "ra" / "99001" / "x.html", b"x", below=tmp_path / "ra")

    assert ["lien-ket"] == [problem.code for problem in caught.value.problems]
    assert [] == list((tmp_path / "noi-khac").iterdir())


def test_an_output_that_is_a_link_itself_is_the_persons_own_choice(tmp_path: Path) -> None:
    (tmp_path / "noi-khac").mkdir()
    (tmp_path / "ra").symlink_to(tmp_path / "noi-khac", target_is_directory=True)
    write_bytes(tmp_path / "ra" / "99001" / "x.html", b"x", below=tmp_path / "ra")

    assert b"x" == (tmp_path / "noi-khac" / "99001" / "x.html").read_bytes()


@pytest.mark.usefixtures("in_a_folder_of_its_own")
def test_a_dossier_is_not_written_into_a_linked_folder(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    assert 0 == run("demo", "-o", "demo").exit_code
    order = ("dossier", "demo/so-lieu-mau.csv", "-o", "ra", "--format", "html")
    assert 0 == run(*order).exit_code
    first = min(Path("ra").iterdir())
    first.rename(tmp_path / "cu")
    (tmp_path / "noi-khac").mkdir()
    first.symlink_to(tmp_path / "noi-khac", target_is_directory=True)
    result = run(*order)

    assert 1 == result.exit_code
    assert "thư mục này là liên kết tới nơi khác" in result.output + result.stderr
    assert [] == list((tmp_path / "noi-khac").iterdir())

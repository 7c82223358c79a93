from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from phuhop.cli.day_order import SECTIONS, next_step, typed
from phuhop.cli.main import phuhop
from tests.support.places import ROOT


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_every_command_stands_in_one_section_of_the_help() -> None:
    listed = [name for names in SECTIONS.values() for name in names]

    assert sorted(phuhop.commands) == sorted(listed)


def test_the_help_goes_through_the_day_of_a_commune() -> None:
    text = CliRunner().invoke(phuhop, ["--help"]).stdout
    commands = [line.split()[0] for line in text.splitlines() if line.startswith("  ")]

    assert text.index("Cấp xã:") < text.index("Người thẩm định:") < text.index("Cấp tỉnh:")
    day = ["form", "check", "score", "advise", "office", "dossier", "pack"]
    assert day == [name for name in commands if name in day]
    assert "Các lệnh khác" not in text


def test_the_next_step_is_said_where_a_person_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    next_step("phuhop check bieu.xlsx")

    assert "Bước sau: phuhop check bieu.xlsx\n" == screen.getvalue()


def test_a_pipe_stays_clean(tmp_path: Path) -> None:
    result = CliRunner().invoke(
        phuhop, ["form", "--year", "2026", "-o", str(tmp_path / "bieu.xlsx")]
    )

    assert 0 == result.exit_code
    assert "Bước sau" not in result.output


@pytest.mark.parametrize(
    ("path", "expected"),
    [("ho-so/biểu.xlsx", "ho-so/biểu.xlsx"), ("Hồ sơ/biểu 1.xlsx", '"Hồ sơ/biểu 1.xlsx"')],
)
def test_a_path_is_said_as_it_is_typed(path: str, expected: str) -> None:
    assert expected == typed(Path(path))


def test_each_command_of_a_commune_says_what_comes_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    for place in ("main", "tables", "commune.forms", "commune.advise", "commune.packages"):
        monkeypatch.setattr(f"phuhop.cli.{place}.next_step", said.append)
    form, samples = tmp_path / "bieu.xlsx", ROOT / "phuhop/demo_data/so-lieu-mau.csv"
    for words in (
        ("form", "--year", "2024", "--prefill", samples, "--commune", "99001", "-o", form),
        ("check", form),
        ("score", form),
        ("advise", form),
        ("dossier", form, "-o", tmp_path / "ho-so"),
        ("pack", form, "-o", tmp_path / "xa.phuhop"),
    ):
        assert 0 == CliRunner().invoke(phuhop, [str(word) for word in words]).exit_code

    following = ["phuhop check", "phuhop score", "phuhop dossier", "phuhop dossier", "phuhop pack"]
    assert [True] * 5 == [words in line for words, line in zip(following, said, strict=False)]
    assert said[5].startswith("gửi ")

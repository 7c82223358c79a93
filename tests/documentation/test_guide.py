"""docs/can-bo/xa.md and its printed copy: two pages, every picture there, the same words."""

from __future__ import annotations

import re
import shlex
import shutil

import pytest

from phuhop.cli.main import phuhop
from tests.support.pdf_text import text_of
from tests.support.places import DOCS

PAGE = DOCS / "can-bo" / "xa.md"
PRINTED = PAGE.with_suffix(".pdf")
TEXT = PAGE.read_text(encoding="utf-8")
LARGEST = 400_000
COMMAND = re.compile(r"^phuhop .*", re.MULTILINE)


def test_every_picture_is_there_and_says_what_it_shows() -> None:
    pictures = re.findall(r"!\[(.+)\]\((.+)\)", TEXT)
    files = {path.name for path in PAGE.with_suffix("").iterdir()}

    assert files == {name.removeprefix("xa/") for _, name in pictures}
    assert all(len(words) > 20 for words, _ in pictures)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext (poppler-utils)")
def test_the_printed_copy_has_two_pages_and_the_same_words() -> None:
    printed = text_of(PRINTED)
    words = re.sub(r"\s+", " ", printed)

    assert 2 == printed.count("\f")
    for line in re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE) + COMMAND.findall(TEXT):
        assert line in words, "run make guide"
    assert LARGEST > PRINTED.stat().st_size


def test_the_steps_are_commands_with_options_that_exist() -> None:
    steps = [shlex.split(line)[1:] for line in COMMAND.findall(TEXT)]

    assert ["form", "check", "score", "advise", "dossier", "pack"] == [step[0] for step in steps]
    for step in steps:
        known = {option for one in phuhop.commands[step[0]].params for option in one.opts}
        assert {word for word in step if word.startswith("-")} <= known

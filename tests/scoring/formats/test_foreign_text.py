"""Text from anybody costs a time that grows with its length only: a megabyte within a second."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from registry.package.document_differences import _TAG
from reports.wording.clean import _BREAKS
from scoring.base.private_text import private_words
from scoring.base.problems import shown
from scoring.base.text import clean, nfc
from scoring.formats.strict_yaml import parse
from scoring.formats.yaml_scalars import resolved
from scoring.forms import cell_notes
from scoring.tables import cells
from scoring.tables.cell_text import CellFault
from scoring.tables.legacy_fonts import converted
from scoring.tables.private_data import is_private
from scoring.tables.xlsx_package import unescaped
from scoring.tables.xlsx_styles import read_styles

MEGABYTE = 1_000_000
MOST_SECONDS = 1.0

PIECES = {
    "digits": "1",
    "underscores": "1_",
    "colons": "1:",
    "points": "1.",
    "thousands": ".123",
    "quotes": "'",
    "words of old letters": "a¸ ",
    "letters of UTF-8 twice": "Ã£",
    "marks in the wrong order": "\u0301\u0323",
    "dashes": "-",
    "signs": "<",
    "areas": "hải đảo;",
    "escapes": "_x00",
    "brackets": "[",
}


def number_format(text: str) -> None:
    code = text.replace("<", "&lt;").replace("'", "&apos;")
    xml = f"<styleSheet><numFmts><numFmt numFmtId='164' formatCode='{code}'/></numFmts>"
    read_styles(f"{xml}<cellXfs><xf numFmtId='164'/></cellXfs></styleSheet>".encode())


READERS: dict[str, Callable[[str], object]] = {
    "a YAML word": resolved,
    "a YAML file": lambda text: parse(f"khóa: {text}", "a.yaml"),
    "a YAML key": lambda text: parse(f"{text}: 1", "a.yaml"),
    "a count": cells.count,
    "an answer": cells.yes_no,
    "a code": cells.code,
    "a year": cells.year,
    "a kind": cells.kind,
    "areas": cells.areas,
    "a name": cells.text,
    "a day": cell_notes.day,
    "a note": cell_notes.note,
    "a heading": is_private,
    "one line": clean,
    "private words": lambda text: [*private_words(text, is_sensitive=True)],
    "a value in a message": shown,
    "an old font": converted,
    "Excel's escapes": unescaped,
    "a number format": number_format,
    "a page's tags": lambda text: _TAG.sub("", text),
    "breaks of lines": lambda text: _BREAKS.sub(" ", text.replace("-", " ")),
}


@pytest.mark.parametrize("reader", READERS)
def test_a_megabyte_of_the_worst_case_ends_within_a_second(reader: str) -> None:
    read = READERS[reader]
    taken: dict[str, float] = {}
    for name, piece in PIECES.items():
        text = "1" + piece * (MEGABYTE // len(piece.encode())) + "x"
        start = time.process_time()
        with suppress(CellFault):
            read(text)
        taken[name] = time.process_time() - start

    assert {} == {name: seconds for name, seconds in taken.items() if seconds > MOST_SECONDS}


def test_marks_beyond_all_writing_are_cut_and_others_kept() -> None:
    assert "ế" == nfc("e\u0302\u0301")
    assert 1_030 == len(nfc("a" + "\u0301\u0323" * 500 + "b" * 1_000))

"""Lines of plain text that several commands print: the head of a commune, wrapping, columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from scoring.engine.explanation import level_words
from scoring.engine.score_sheet import ScoreSheet

WIDTH = 96


def notice_lines(sheet: ScoreSheet) -> Iterator[str]:
    """Yield what no reader may overlook: invented data, numbers nobody compared."""
    commune = sheet.commune
    if commune.is_invented:
        yield f"SỐ LIỆU MẪU – {commune.kind.value} hư cấu, không phải số liệu thật."
    if not sheet.ruleset.level.is_official:
        yield (
            "Bảng điểm chưa đối chiếu văn bản gốc; mức tin cậy thấp nhất đã dùng: "
            f"{level_words(sheet.ruleset.level)}."
        )


def wrapped(text: str, indent: str) -> list[str]:
    """Return *text* in lines of at most ``WIDTH`` characters, the later ones further in."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return one line a row, its cells padded to the width of their column."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]

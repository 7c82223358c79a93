"""A count that an officer typed, by the same rule as the reader of tables.

``scoring.tables.cells.count`` takes a whole number, and text that is one: spaces around it,
dots between thousands, a fraction of zeros. The formulas take the same text and no other,
whatever the language of the program: nothing with a comma or a dot in it is ever converted.
"""

from __future__ import annotations

from dataclasses import dataclass

from reports.workbook.formulas.language import NOTHING, both, either, first, text, when
from scoring.base.quantities import vietnamese

_SPACES = ("\u00a0", "\u202f", "\u2009")
"""Spaces that come with numbers copied from pages and papers."""

_INVISIBLE = ("\u200b", "\u200e", "\u200f", "\ufeff")


@dataclass(frozen=True, slots=True)
class Typed:
    """The cells of an input's workings: what was typed, and what is made of it, in this order."""

    typed: str
    text: str
    digits: str
    count: str
    used: str


def text_of(cell: Typed) -> str:
    """Return the text that was typed as a person sees it, "" where it is no text."""
    seen = cell.typed
    for unseen in _INVISIBLE:
        seen = f'SUBSTITUTE({seen},"{unseen}","")'
    for space in (*(f'"{space}"' for space in _SPACES), "CHAR(9)", "CHAR(10)", "CHAR(13)"):
        seen = f'SUBSTITUTE({seen},{space}," ")'
    return when(f"ISTEXT({cell.typed})", f"TRIM({seen})", NOTHING)


def without_zero_fraction(cell: str) -> str:
    """Return the text in *cell* without «,0», «,00»; and «.0», «.00» where no other dot is.

    >>> without_zero_fraction("A1").count("RIGHT")
    4
    """

    def shorter(size: int) -> str:
        return f"LEFT({cell},LEN({cell})-{size})"

    cases = []
    for zeros in ("00", "0"):
        size = len(zeros) + 1
        cases.append((f'RIGHT({cell},{size})=",{zeros}"', shorter(size)))
        # 1.000.00 is no number: what is left of it must not read as one.
        plain = when(f'ISNUMBER(FIND(".",{shorter(size)}))', text("?"), shorter(size))
        cases.append((f'RIGHT({cell},{size})=".{zeros}"', plain))
    return first(cases, cell)


def count_of(cell: Typed, largest: int) -> str:
    """Return the count in range that the input holds; "" for a blank and for all else."""
    digits = f'SUBSTITUTE({cell.digits},".","")'
    size = f"LEN({digits})"
    dotted = first(
        [
            (f"{size}<=3", digits),
            (f"{size}<=6", f'LEFT({digits},{size}-3)&"."&RIGHT({digits},3)'),
        ],
        f'LEFT({digits},{size}-6)&"."&MID({digits},{size}-5,3)&"."&RIGHT({digits},3)',
    )
    # What a program takes for a number, a day or a share, it writes back otherwise: 007, 1e3.
    written_back = f'EXACT(VALUE({digits})&"",{digits})'
    is_count = both(
        [
            written_back,
            f'LEFT({digits},1)<>"-"',
            either([f"EXACT({cell.digits},{digits})", f"EXACT({cell.digits},{dotted})"]),
            *_in_range(f"VALUE({digits})", largest),
        ]
    )
    typed = both(_in_range(cell.typed, largest))
    return first(
        [
            (f"ISNUMBER({cell.typed})", when(typed, cell.typed, NOTHING)),
            (f'{cell.text}=""', NOTHING),
        ],
        when(is_count, f"VALUE({digits})", NOTHING),
    )


def _in_range(value: str, largest: int) -> list[str]:
    return [f"{value}>=0", f"{value}<={largest}", f"{value}=INT({value})"]


def is_nothing(cell: Typed) -> str:
    """Return the condition that the input is empty, or holds only what nobody sees."""
    return both([f"ISTEXT({cell.typed})", f'{cell.text}=""'])


def why_no_count(cell: Typed, largest: int, period: str = "") -> str:
    """Return what to say of an input that is no count, with the number that it really holds."""
    seen = f'SUBSTITUTE({cell.typed}&"",".",",")'
    number = first(
        [
            (f"{cell.typed}<0", text(f"✘{period} là số âm")),
            (
                f"{cell.typed}<>INT({cell.typed})",
                f"{text(f'✘{period} đang là ')}&{seen}&{text(': cần số nguyên')}",
            ),
        ],
        text(f"✘{period} lớn hơn {vietnamese(largest)}"),
    )
    return when(f"ISNUMBER({cell.typed})", number, text(f"✘{period} cần số nguyên từ 0"))

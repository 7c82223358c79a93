"""Two communes of one district, or province, whose names are easily taken for each other.

A letter that was lost, a tone on another word: then a figure may stand in the wrong row. Looked
at in forms and in tables small enough that a person typed them. Where a register of the year
has both codes with these very names, nothing was lost, and nothing is said.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from scoring.base.place_names import is_easily_confused, name_key
from scoring.base.problems import Place, Problem, Severity, shown
from scoring.intake.completion import Complete, Said
from scoring.intake.rows.columns import positions
from scoring.intake.scanned import KeptForm, KeptTable, Scanned
from scoring.tables.cell_text import Raw, text_of
from scoring.tables.raw import MARK, RawRow, RawTable

_COLUMNS = (MARK, "ten_xa", "tinh", "huyen", "nam")

CONFUSABLE = "ten-de-nham"
"""The code of its warnings."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A commune as a row names it."""

    code: str
    name: str
    file: Scanned
    table: RawTable
    row: int
    at: int

    @property
    def place(self) -> Place:
        return self.table.place(self.row, self.at)


def tell_confusable_names(files: Iterable[Scanned], complete: Complete | None) -> None:
    """Add to the problems of each file a warning for every name that may be another's.

    *complete* knows the register of a day.
    """
    groups: defaultdict[tuple[str, ...], dict[str, _Named]] = defaultdict(dict)
    for file in files:
        for group, named in _named(file):
            # A code that stands there twice is told elsewhere.
            groups[group].setdefault(named.code, named)
    for group, communes in groups.items():
        above = "huyện" if group[1] else "tỉnh"
        for later, earlier in _pairs([*communes.values()]):
            if all(_is_registered(one, group[-1], complete) for one in (earlier, later)):
                continue
            same = name_key(later.name) == name_key(earlier.name)
            message = (
                f"{shown(later.name)} và {shown(earlier.name)} (mã {earlier.code}, "
                f"{earlier.place}) cùng {above} {'cùng một tên' if same else 'có tên dễ nhầm'}"
            )
            hint = "kiểm tra mã và tên của cả hai; nếu đúng thì để nguyên"
            later.file.problems.append(
                Problem(later.place, CONFUSABLE, message, hint, Severity.WARNING)
            )


def _is_registered(one: _Named, year: str, complete: Complete | None) -> bool:
    """Whether the register of that year has the code with this very name."""
    if complete is None or not _YEAR.fullmatch(year):
        return False
    done = complete(Said(one.code, one.name), date(int(year), 12, 31))
    wrong = any(remark.heading in _OF_NAMES for remark in done.remarks)
    return "tinh" in done.filled and not wrong


def _pairs(communes: list[_Named]) -> Iterator[tuple[_Named, _Named]]:
    """Yield each commune with the first one above it that it may be taken for."""
    whole: defaultdict[str, list[_Named]] = defaultdict(list)
    shorter: defaultdict[str, list[_Named]] = defaultdict(list)
    for one in communes:
        key = _rough(one.name)
        lost = {key[:at] + key[at + 1 :] for at in range(len(key))}
        near = [*whole.get(key, ()), *shorter.get(key, ())]
        near += [other for part in lost for other in whole.get(part, ())]
        other = next((other for other in near if is_easily_confused(one.name, other.name)), None)
        if other is not None:
            yield one, other
        whole[key].append(one)
        for part in lost:
            shorter[part].append(one)


_MARKED = "".join(map(chr, (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))))
_PLAIN = str.maketrans(
    {letter: unicodedata.normalize("NFD", letter)[0] for letter in _MARKED}
    | dict.fromkeys("ÐðƉɖĐđ", "d")
    | dict.fromkeys(map(chr, range(0x300, 0x370)), "")
    | dict.fromkeys(".-–—_,/'’ʼ", " ")
)
_CODE = re.compile("[0-9]{5}")
_YEAR = re.compile("[12][0-9]{3}")
_OF_NAMES = frozenset({MARK, "ten_xa"})
_KIND = re.compile(r"(?:xa|x|phuong|p|thi tran|tt|t t|dac khu|dk) +")


def _rough(name: str) -> str:
    """Return the letters of a name without its kind: a quick look, sharp enough to find pairs."""
    letters = " ".join(name.translate(_PLAIN).lower().split())
    front = _KIND.match(letters)
    return letters[front.end() if front else 0 :].replace(" ", "")


def _named(file: Scanned) -> Iterator[tuple[tuple[str, ...], _Named]]:
    for one in file.tables:
        match one:
            case KeptTable():
                table = one.table.raw
                position = positions(table.headings)
                at = [position.get(heading) for heading in _COLUMNS]
                for row in one.rows:
                    yield from _of_row(file, table, row, at)
            case KeptForm() if one.row.assessment is not None:
                commune, table = one.row.assessment.commune, one.row.table
                group = _group(commune.province, commune.district, one.row.assessment.year)
                if group is not None:
                    yield group, _Named(commune.code, commune.name, file, table, 1, 0)
            case _:
                pass


def _of_row(
    file: Scanned, table: RawTable, row: RawRow, at: list[int | None]
) -> Iterator[tuple[tuple[str, ...], _Named]]:
    code, name, province, district, year = (
        None if one is None or one >= len(row.cells) else row.cells[one] for one in at
    )
    group = _group(province, district, year)
    if group is None or name is None or at[1] is None or not _CODE.fullmatch(text_of(code)):
        return
    yield group, _Named(text_of(code), text_of(name), file, table, row.number, at[1])


_key = lru_cache(name_key)
"""A district has dozens of communes."""


def _group(province: Raw, district: Raw, year: Raw) -> tuple[str, ...] | None:
    """Return the key of the district, or where there are none of the province; of that year."""
    above = tuple("" if one is None else _key(text_of(one)) for one in (province, district))
    # Of a whole nation without provinces many communes share a name.
    return (*above, text_of(year)) if any(above) else None

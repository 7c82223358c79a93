"""What was typed into *Văn bản* and *Hội đồng*, read: every wrong cell is named, none counted.

A fault here withholds the cell from the papers, which leave a blank in its place; the figures
of the same workbook are read and scored all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from scoring.base.limits import LONGEST_TEXT
from scoring.base.problems import Place, Problem, Severity, shown
from scoring.base.quantities import vietnamese
from scoring.forms import cell_notes
from scoring.forms.paper_fields import (
    AGAINST,
    CHAIR,
    DECIDED_ON,
    IN_FAVOUR,
    LONGEST_PARAGRAPH,
    MET_ON,
    OTHER_VOTES,
    PAPER_NUMBER,
    PRESENT,
    SECRETARY,
    SIGNED_ON,
    SIGNER,
    Kind,
    kind_of,
)
from scoring.tables import cells
from scoring.tables.cell_text import CellFault, Raw, is_blank, refuse_unreadable, text_of

DEGREES = re.compile(r"(?i)^(?:ông|bà|gs|pgs|ts|ths|bs|cn|ks|cử nhân|kỹ sư|thạc sĩ|tiến sĩ)\b\.?")
"""How a name begins that must not stand below a signature (Nghị định 30/2020/NĐ-CP)."""

_MOST_PEOPLE, _MOST_NUMBER = 200, 99_999


def paper_text(id_: str, raw: Raw) -> str | None:
    """Return what a cell says, as the papers keep it: days as 15/11/2026, counts in digits.

    Raises ``CellFault`` for what the row does not take.
    """
    if is_blank(raw):
        return None
    match kind_of(id_):
        case Kind.DAY:
            day = cell_notes.day(raw)
            return None if day is None else f"{day:%d/%m/%Y}"
        case Kind.COUNT:
            return _number(id_, raw)
        case Kind.PARAGRAPH:
            return _words(raw, LONGEST_PARAGRAPH)
    return _words(raw, LONGEST_TEXT)


def _number(id_: str, raw: Raw) -> str | None:
    is_paper = id_.startswith(PAPER_NUMBER)
    hint = "ghi số đếm bằng chữ số, ví dụ 7"
    if is_paper:
        hint = "chỉ ghi số, ví dụ 12; ký hiệu phần mềm tự ghi"
    if isinstance(raw, str) and re.fullmatch("0[0-9]{1,4}", raw.strip()):
        # Numbers of papers below 10 are written with a 0 in front.
        raw = raw.strip().lstrip("0") or "0"
    try:
        number = cells.count(raw)
    except CellFault as fault:
        raise CellFault(fault.code, fault.message, hint) from None
    if number is None:
        return None
    largest = _MOST_NUMBER if is_paper else _MOST_PEOPLE
    if number > largest or (is_paper and number == 0):
        what = "số của một văn bản" if is_paper else "số người của một Hội đồng"
        raise CellFault("so-van-ban", f"{shown(vietnamese(number))} không phải {what}", hint)
    return str(number)


def _words(raw: Raw, longest: int) -> str:
    refuse_unreadable(raw if not isinstance(raw, date) else None)
    written = text_of(raw)
    if len(written) > longest:
        message = f"{shown(written)} dài {vietnamese(len(written))} ký tự"
        raise CellFault("qua-dai", message, f"ghi không quá {vietnamese(longest)} ký tự một ô")
    return written


def contradictions(
    profile: Mapping[str, str], place_of: Callable[[str], Place]
) -> Iterator[Problem]:
    """Yield what cells say against each other; *place_of* gives where a row's value stands."""
    met, signed = _day(profile, MET_ON), _day(profile, SIGNED_ON)
    decided = _day(profile, DECIDED_ON)
    if met and signed and signed < met:
        message = f"ngày ký {signed:%d/%m/%Y} trước ngày họp Hội đồng {met:%d/%m/%Y}"
        hint = "Hội đồng họp rồi mới ký báo cáo và công văn"
        yield Problem(place_of(SIGNED_ON), "ngay-nguoc", message, hint)
    if met and decided and met < decided:
        message = f"ngày họp {met:%d/%m/%Y} trước ngày thành lập Hội đồng {decided:%d/%m/%Y}"
        yield Problem(place_of(MET_ON), "ngay-nguoc", message, "sửa một trong hai ngày")
    votes = [profile.get(id_) for id_ in (IN_FAVOUR, AGAINST, OTHER_VOTES)]
    present = profile.get(PRESENT)
    given = [int(vote) for vote in votes if vote is not None]
    if present is not None and given:
        is_all = len(given) == len(votes)
        if sum(given) > int(present) or (is_all and sum(given) != int(present)):
            message = f"các ý kiến cộng lại {sum(given)} người, dự họp {present} người"
            yield Problem(place_of(PRESENT), "bieu-quyet", message, "ghi lại số người")
    for id_ in (SIGNER, CHAIR, SECRETARY):
        name = profile.get(id_, "")
        if degree := DEGREES.match(name):
            message = f"{shown(name)} có ghi «{degree[0]}»"
            hint = "dưới chữ ký chỉ ghi họ tên, không ghi học hàm, học vị"
            yield Problem(place_of(id_), "ho-ten", message, hint, Severity.WARNING)


def _day(profile: Mapping[str, str], id_: str) -> date | None:
    try:
        return cell_notes.day(profile.get(id_))
    except CellFault:
        return None

"""Where to look first as a table to hand out: one line a commune, the nearest flip first."""

from __future__ import annotations

from collections.abc import Iterator

from reports.appraisal.focus_text import overturn_sentence
from scoring.base.quantities import interval_text, json_number
from scoring.focus.decisive_parts import Overturn
from scoring.focus.focus import CommuneFocus, Focus
from scoring.results.table_writing import NUMBER, TEXT, Heading, Value

FOCUS_HEADINGS = (
    Heading("Thứ tự", NUMBER),
    Heading("Mã xã", TEXT),
    Heading("Tên", TEXT),
    Heading("Năm", NUMBER),
    Heading("Kết luận", TEXT),
    Heading("Điểm", TEXT),
    Heading("Ngưỡng", NUMBER),
    Heading("Thay đổi nhỏ nhất làm đổi kết luận", TEXT),
    Heading("Số phần tự nó đổi được kết luận", NUMBER),
    Heading("Số cặp phần cùng đổi được", NUMBER),
    Heading("Số liệu nổi bật", TEXT),
    Heading("Trong mẫu ngẫu nhiên", TEXT),
    Heading("Ghi chú", TEXT),
)
"""Read by people: the words of the list on the screen, not the names of a table of results."""

_SAMPLE = "SỐ LIỆU MẪU"


def focus_rows(focus: Focus) -> Iterator[dict[str, Value]]:
    """Yield one row a commune, in the order in which to look at them."""
    for number, one in enumerate(focus.communes, 1):
        sheet = one.sheet
        values = (
            number,
            sheet.commune.code,
            sheet.commune.name,
            sheet.year,
            sheet.verdict.value,
            interval_text(sheet.total.minimum, sheet.total.maximum),
            json_number(sheet.threshold.points),
            nearest(one),
            _count(one.overturns, 1),
            _count(one.overturns, 2),
            "; ".join(signal.text for signal in one.signals) or None,
            "có" if one.is_drawn else None,
            _SAMPLE if sheet.commune.is_invented else None,
        )
        names = (heading.name for heading in FOCUS_HEADINGS)
        yield dict(zip(names, values, strict=True))


def nearest(one: CommuneFocus) -> str | None:
    """Return the smallest change that would overturn the verdict, in words."""
    return None if one.closest is None else overturn_sentence(one.closest)


def _count(overturns: tuple[Overturn, ...], parts: int) -> int:
    return sum(len(overturn.parts) == parts for overturn in overturns)

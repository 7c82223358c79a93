"""Where to look first as plain text, and as the JSON ``phuhop.focus/1``."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from reports.wording.stamp import Stamp
from reports.wording.text_lines import aligned, notice_lines, wrapped
from reports.wording.words import MARKS
from scoring.base.quantities import interval_text, json_number, vietnamese
from scoring.focus.decisive_parts import Other, Overturn
from scoring.focus.focus import CommuneFocus, Focus
from scoring.focus.sampling import Sample

FORMAT = "phuhop.focus/1"

MOST_SHOWN = 3
"""Single parts and pairs printed of each commune; the others are counted, and in the JSON."""


def focus_text(focus: Focus, most: int | None = None, details: Collection[str] = ()) -> str:
    """Return one line a commune, the first *most* (all without it); ends with an empty line.

    Of the communes of *details*, by code, everything is told instead.
    """
    return "\n".join([*_lines(focus, most, details), ""])


def _lines(focus: Focus, most: int | None, details: Collection[str]) -> Iterator[str]:
    yield f"Nơi nên xem trước · năm {focus.year} · {vietnamese(len(focus.communes))} xã"
    yield from wrapped(
        "Thứ tự: phần quyết định kết luận (thay đổi nhỏ nhất trước), rồi số liệu nổi bật, rồi mẫu "
        "ngẫu nhiên. Đây là thứ tự đọc hồ sơ, không phải nhận xét về đơn vị nào.",
        "",
    )
    yield from notice_lines(focus.communes[0].sheet)
    if focus.sample is not None:
        yield from _sample(focus.sample)
    numbered = [*enumerate(focus.communes, 1)]
    if details:
        for number, one in numbered:
            if one.sheet.commune.code in details:
                yield ""
                yield from _commune(number, one)
        return
    yield ""
    yield from aligned([_HEAD, *(_row(number, one) for number, one in numbered[:most])])
    left = numbered[most:] if most is not None else []
    # What is drawn is told of every commune, however few are printed.
    drawn = [one for _, one in left if one.is_drawn]
    if drawn:
        yield ""
        yield "Trong mẫu ngẫu nhiên, không in ở trên:"
        for one in drawn:
            yield f"  {one.sheet.commune.code} {one.sheet.commune.name}"
    if left:
        yield ""
        yield f"Còn {vietnamese(len(left))} xã không in."


_HEAD = ("", "mã", "tên", "kết luận", "điểm", "ngưỡng", "nổi bật", "thay đổi nhỏ nhất")


def _row(number: int, one: CommuneFocus) -> tuple[str, ...]:
    sheet = one.sheet
    nearest = overturn_sentence(one.closest) if one.closest else "không phần nào, không cặp nào"
    drawn = " Trong mẫu ngẫu nhiên." if one.is_drawn else ""
    return (
        f"{number}.",
        sheet.commune.code,
        sheet.commune.name,
        f"{MARKS[sheet.verdict].sign} {sheet.verdict.value}",
        interval_text(sheet.total.minimum, sheet.total.maximum),
        vietnamese(sheet.threshold.points),
        str(len(one.signals) or ""),
        f"{nearest}{drawn}",
    )


def _sample(sample: Sample) -> Iterator[str]:
    yield from wrapped(
        f"Mẫu ngẫu nhiên: {len(sample.codes)} trên {vietnamese(sample.population)} xã, hạt giống "
        f"«{sample.seed}»; {sample.method}. SHA-256 của danh sách mã đã xếp thứ tự, mỗi dòng một "
        f"mã: {sample.population_sha256}.",
        "",
    )
    yield from wrapped(f"Các mã: {', '.join(sample.codes)}.", "  ")


def _commune(number: int, one: CommuneFocus) -> Iterator[str]:
    sheet = one.sheet
    total = interval_text(sheet.total.minimum, sheet.total.maximum)
    yield (
        f"{number}. {sheet.commune.name} · {sheet.commune.code} · {MARKS[sheet.verdict].sign} "
        f"{sheet.verdict.value} · {total} điểm, ngưỡng {vietnamese(sheet.threshold.points)}"
    )
    for count in (1, 2):
        found = [overturn for overturn in one.overturns if len(overturn.parts) == count]
        for overturn in found[:MOST_SHOWN]:
            yield from wrapped(f"- {overturn_sentence(overturn)}", "   ")
        if len(found) > MOST_SHOWN:
            what = "phần" if count == 1 else "cặp phần"
            yield f"   - còn {len(found) - MOST_SHOWN} {what} khác có thể đổi kết luận"
    for signal in one.signals:
        yield from wrapped(f"- {signal.kind.value.capitalize()}. {signal.text}", "   ")
    if one.is_drawn:
        yield "   - Được chọn ngẫu nhiên."
    if not one.overturns and not one.signals and not one.is_drawn:
        yield "   - Không có phần nào, một mình hay cùng một phần khác, đổi được kết luận."


def overturn_sentence(overturn: Overturn) -> str:
    """Return which other points of which parts would lead to which verdict."""
    pieces = " và ".join(_other(other) for other in overturn.parts)
    together = "cùng lúc " if len(overturn.parts) > 1 else ""
    return f"Nếu {together}{pieces} thì kết luận thành «{overturn.verdict.value}»."


def nearest_words(overturn: Overturn) -> str:
    """Return in a few words what overturns: «phần 7: bớt 2 trẻ em thì kết luận thành «…»»."""
    if any(other.away is None for other in overturn.parts):
        return overturn_sentence(overturn)
    pieces = ", ".join(f"phần {other.part}: {_step(other)}" for other in overturn.parts)
    return f"{pieces} thì kết luận thành «{overturn.verdict.value}»"


def _step(other: Other) -> str:
    away = other.away
    if away is None:
        return f"được {vietnamese(other.points)} điểm"
    more = "thêm" if away.is_more else "bớt"
    if not away.figure:
        return f"{more} {vietnamese(away.count)} nội dung có"
    return f"«{away.figure}» {more} {vietnamese(away.count)} {away.unit}"


def _other(other: Other) -> str:
    now = "chưa có điểm" if other.now is None else f"đang {vietnamese(other.now)}"
    # Below 0 there is nothing, and what a part has no points for yet has no side.
    side = ""
    if other.is_less and other.points:
        side = " trở xuống"
    elif other.now is not None and not other.is_less:
        side = " trở lên"
    return f"phần {other.part} ({now}) được {vietnamese(other.points)} điểm{side}{_away(other)}"


def _away(other: Other) -> str:
    away = other.away
    if away is None:
        return ""
    if not away.figure:
        return f" ({'thêm' if away.is_more else 'bớt'} {away.count} nội dung có)"
    more = "nhiều hơn" if away.is_more else "ít hơn"
    return f" («{away.figure}» {more} {vietnamese(away.count)} {away.unit})"


def as_focus(focus: Focus, stamp: Stamp) -> dict[str, Any]:
    """Return everything as plain JSON values."""
    sample = focus.sample
    return {
        "format": FORMAT,
        "program": stamp.program,
        "year": focus.year,
        "sample": None
        if sample is None
        else {
            "method": sample.method,
            "seed": sample.seed,
            "size": sample.size,
            "population": sample.population,
            "population_sha256": sample.population_sha256,
            "codes": list(sample.codes),
        },
        "communes": [
            {
                "code": one.sheet.commune.code,
                "name": one.sheet.commune.name,
                "verdict": one.sheet.verdict.name,
                "level": one.sheet.ruleset.level.value,
                "overturns": [_overturn(overturn) for overturn in one.overturns],
                "signals": [
                    {"kind": signal.kind.name, "part": signal.part or None, "text": signal.text}
                    for signal in one.signals
                ],
                "is_drawn": one.is_drawn,
            }
            for one in focus.communes
        ],
    }


def _overturn(overturn: Overturn) -> dict[str, Any]:
    return {
        "verdict": overturn.verdict.name,
        "parts": [
            {
                "code": other.part,
                "now": None if other.now is None else json_number(other.now),
                "points": json_number(other.points),
                "away": None
                if other.away is None
                else {
                    "count": other.away.count,
                    "unit": other.away.unit,
                    "is_more": other.away.is_more,
                },
            }
            for other in overturn.parts
        ],
        "text": overturn_sentence(overturn),
    }

"""Numbers, totals and notices as the pages word them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from reports.site.edition import Edition, RankRange
from reports.site.standing import Standing
from scoring.base.quantities import decimal_text, vietnamese
from scoring.engine.explanation import level_words
from scoring.release.model import PublishedRow, Share
from scoring.simulation.places import SIMULATED

WITHHELD = "không công bố"
"""What stands in the place of a number that is not published."""

_ENDS = (Fraction(0), Fraction(100))
"""All but one are never «100%», and one of many is never «0%»."""


@dataclass(frozen=True, slots=True)
class SiteNotice:
    """What no reader of a page may overlook."""

    lead: str
    text: str


def percent(share: Fraction | None) -> str:
    """Return a share of a hundred: ``74,5%``; a dash for none.

    >>> percent(Fraction(149, 2))
    '74,5%'
    """
    return "–" if share is None else f"{vietnamese(decimal_text(share, _ENDS))}%"


def share_words(share: Share | None) -> str:
    """Return a share as published: a whole per cent, a class, or that it is withheld."""
    if share is None:
        return WITHHELD
    if share.least == share.most:
        return f"{share.least}%"
    return f"từ {share.least} đến {share.most}%"


def count_words(count: int | None) -> str:
    """Return a count, or that it is withheld."""
    return WITHHELD if count is None else vietnamese(count)


def total_words(row: PublishedRow) -> str:
    """Return a commune's total as published: a number, an interval, or that there is none."""
    if row.least is None or row.most is None:
        return "–"
    if row.least == row.most:
        return vietnamese(row.most)
    return f"{vietnamese(row.least)}–{vietnamese(row.most)}"


def rank_words(found: RankRange) -> str:
    """Return a rank, or the best and the worst that are possible: ``38–53``."""
    best, worst = found
    return vietnamese(best) if best == worst else f"{vietnamese(best)}–{vietnamese(worst)}"


def capital(text: str) -> str:
    """Return *text* with a capital letter at its head."""
    return text[:1].upper() + text[1:]


def standing_words(one: Standing) -> str:
    """Return ``✔ đủ điều kiện theo tự chấm``: the sign never stands alone."""
    return f"{one.sign} {one.words}"


def notices(edition: Edition) -> Iterator[SiteNotice]:
    """Yield the notices of every page: invented data, a ruleset nobody compared."""
    release = edition.release
    if any(SIMULATED in province for province in release.provinces):
        yield SiteNotice(
            SIMULATED,
            "Đơn vị, tên, con số đều do máy sinh ra để làm thử, không nói về nơi có thật.",
        )
    elif release.is_sample:
        yield SiteNotice(
            "SỐ LIỆU MẪU",
            "Có đơn vị hư cấu: tên và số liệu do phần mềm đặt ra để làm thử.",
        )
    if not release.level.is_official:
        yield SiteNotice(
            "Bảng điểm chưa đối chiếu văn bản gốc",
            f"Con số yếu nhất đã dùng ở mức «{level_words(release.level)}».",
        )
    if not edition.is_decided:
        yield SiteNotice(
            "Chưa phải là công nhận",
            "Dữ liệu chưa có quyết định công nhận nào; kết quả là tính từ số liệu.",
        )

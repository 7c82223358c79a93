"""Numbers, shares and notices as the pages word them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from reports.site.edition import Edition
from reports.wording.notices import Notice
from reports.wording.words import SAMPLE_NOTICE
from scoring.base.quantities import decimal_text, vietnamese
from scoring.engine.explanation import level_words
from scoring.simulation.places import SIMULATED

NONE = "–"
"""Stands where there is no number, never 0."""


@lru_cache(maxsize=1024)
def points_words(points: Fraction | None) -> str:
    """Return points, at most two decimals; a dash for none.

    >>> points_words(Fraction(135, 2)), points_words(None)
    ('67,5', '–')
    """
    return NONE if points is None else vietnamese(decimal_text(points))


def capital(text: str) -> str:
    """Return *text* with a capital letter at its head."""
    return text[:1].upper() + text[1:]


def notices(edition: Edition) -> Iterator[Notice]:
    """Yield the notices of every page."""
    if not edition.is_sealed:
        yield Notice(
            "Số liệu tự chấm, chưa qua sổ",
            "Bảng số liệu không xuất từ sổ theo dõi hồ sơ, hoặc đã bị sửa sau khi xuất; không có "
            "quyết định nào được công bố ở đây.",
        )
    if any(SIMULATED in (one.province or "") for one in edition.communes):
        yield Notice(
            SIMULATED,
            "Đơn vị, tên, con số đều do máy sinh ra để làm thử, không nói về nơi có thật.",
        )
    elif edition.release.is_sample:
        # Short: the words stand at the head of every printed page.
        yield Notice("SỐ LIỆU MẪU", SAMPLE_NOTICE.text)
    level = edition.ruleset.level
    if not level.is_official:
        yield Notice(
            "Bảng điểm chưa đối chiếu văn bản gốc",
            f"Con số yếu nhất của bộ tiêu chí ở mức «{level_words(level)}».",
        )
    if edition.is_sealed and not edition.count.is_decided:
        yield Notice("Chưa có quyết định nào", "Chưa đơn vị nào được quyết định công nhận.")

"""Sentences and lines of the province's report about decisions: wholes, groups, years, targets."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reports.province.model import GroupWords, ListedWords, TargetWords
from reports.wording.release_words import percent_words, total_words
from reports.wording.vietnamese import collation_key
from reports.wording.words import DOTS, MARKS
from scoring.base.quantities import vietnamese
from scoring.engine.score_sheet import Finding
from scoring.release.model import DecisionCounts, PublishedRow, Release
from scoring.release.rows import NOT_RECOGNISED, RECOGNISED
from scoring.rules.ruleset import KINDS


@dataclass(frozen=True, slots=True)
class Target:
    """A share of communes to be recognised, in per cent, and the plan that sets it."""

    name: str
    percent: Fraction
    source: str


def place_of(release: Release) -> str:
    """Return the place in a sentence: ``tỉnh Trăng Non``, or how many provinces."""
    if len(release.provinces) != 1:
        count = len(release.provinces)
        return f"{vietnamese(count)} tỉnh, thành phố" if count else DOTS
    (name,) = release.provinces
    head, _, rest = name.partition(" ")
    return f"{head.lower()} {rest}" if head in {"Tỉnh", "Thành"} else name


def kinds_of(release: Release) -> str:
    """Return the kinds of communes in the release: ``xã, phường, thị trấn``."""
    present = {row.kind for row in release.rows}
    return ", ".join(kind for kind in KINDS if kind in present)


def met_words(rows: Sequence[PublishedRow]) -> str:
    """Return what «đạt» means in this release: decided, computed, or some of both."""
    decided = sum(row.status in {RECOGNISED, NOT_RECOGNISED} for row in rows)
    if decided == len(rows):
        return "được công nhận"
    return "đạt" if decided else "đủ điều kiện theo kết quả chấm điểm"


def status_of(rows: Sequence[PublishedRow]) -> str:
    """Return whose decisions the numbers rest on."""
    decided = sum(row.status in {RECOGNISED, NOT_RECOGNISED} for row in rows)
    recognised = sum(row.status == RECOGNISED for row in rows)
    if decided == len(rows):
        return "Số liệu theo quyết định công nhận hoặc văn bản không công nhận của từng đơn vị."
    rest = vietnamese(len(rows) - decided)
    if not decided:
        return (
            "Chưa có quyết định công nhận nào trong số liệu tổng hợp: «đạt» là đủ điều kiện theo "
            "kết quả chấm điểm, việc công nhận do cơ quan có thẩm quyền quyết định."
        )
    return (
        f"Có {vietnamese(decided)} đơn vị đã có quyết định hoặc văn bản trả lời "
        f"({vietnamese(recognised)} đơn vị được công nhận); {rest} đơn vị còn lại tính theo kết "
        "quả chấm điểm, chưa có quyết định."
    )


def opening_of(release: Release, place: str, kinds: str, edges: Iterable[Fraction]) -> str:
    """Return the sentence that sums the year up."""
    whole = release.overview
    return (
        f"Năm {release.year}, {place} có {vietnamese(whole.group.communes)} {kinds} được đánh "
        f"giá; {vietnamese(whole.met)} đơn vị {met_words(release.rows)}, đạt tỷ lệ "
        f"{percent_words(whole.share, edges)}; {vietnamese(whole.counts[Finding.NOT_MET])} đơn "
        f"vị không đạt; {vietnamese(whole.counts[Finding.CANNOT_SAY])} đơn vị chưa kết luận được."
    )


def lines_of(
    counts: Iterable[DecisionCounts], edges: Iterable[Fraction], *, is_sorted: bool = False
) -> tuple[GroupWords, ...]:
    """Return a line for each group; by name in Vietnamese order where *is_sorted*."""
    listed = list(counts)
    if is_sorted:
        listed.sort(key=lambda one: collation_key(one.group.name))
    return tuple(line_of(one.group.name, one, edges) for one in listed)


def line_of(name: str, one: DecisionCounts, edges: Iterable[Fraction]) -> GroupWords:
    """Return a line of a table of decisions."""
    return GroupWords(
        name=name,
        communes=vietnamese(one.group.communes),
        met=vietnamese(one.met),
        not_met=vietnamese(one.counts[Finding.NOT_MET]),
        open=vietnamese(one.counts[Finding.CANNOT_SAY]),
        share=percent_words(one.share, edges),
    )


def places_of(release: Release) -> tuple[tuple[DecisionCounts, ...], str]:
    """Return the places below the whole, and what they are called."""
    if len(release.by_province) > 1:
        return release.by_province, "tỉnh, thành phố"
    return release.by_district, "huyện, quận, thị xã"


def trend_of(release: Release) -> str:
    """Return how the share changed since the year before; nothing for a single year."""
    if len(release.trend) < 2:  # noqa: PLR2004 -- a comparison needs two
        return ""
    before, now = release.trend[-2].decisions, release.trend[-1].decisions
    if before.share is None or now.share is None:
        return ""
    points = now.share - before.share
    if not points:
        return f"Tỷ lệ đạt năm {release.year} bằng năm {release.trend[-2].year}."
    word = "cao hơn" if points > 0 else "thấp hơn"
    # Of two percentages that are printed rounded, the difference is told of the exact ones.
    by = percent_words(abs(points)).removesuffix("%")
    return (
        f"Tỷ lệ đạt năm {release.year} {word} năm {release.trend[-2].year} {by} điểm phần trăm "
        f"({percent_words(before.share)} và {percent_words(now.share)})."
    )


def target_of(target: Target, whole: DecisionCounts, edges: Iterable[Fraction]) -> TargetWords:
    """Return a target with what was reached and how many communes are lacking."""
    communes = whole.group.communes
    is_met = whole.share is not None and whole.share >= target.percent
    needed = max(0, math.ceil(target.percent * communes / 100) - whole.met)
    mark = MARKS[Finding.MET if is_met else Finding.NOT_MET]
    return TargetWords(
        name=target.name,
        source=target.source,
        wanted=percent_words(target.percent),
        reached=percent_words(whole.share, edges),
        mark=f"{mark.sign} {'Đạt' if is_met else 'Chưa đạt'}",
        tone=mark.tone,
        needed="" if is_met else vietnamese(needed),
    )


def order_of(row: PublishedRow) -> tuple[object, ...]:
    """Return the key of Vietnamese order by province, district, name."""
    places = (row.province or "", row.district or "", row.name)
    return (*map(collation_key, places), row.code)


def listed(rows: Iterable[PublishedRow]) -> tuple[ListedWords, ...]:
    """Return the lines of an annex, numbered."""
    return tuple(
        ListedWords(
            number=str(number),
            code=row.code,
            name=row.name,
            district=row.district or row.province or "",
            threshold=vietnamese(row.threshold),
            total=total_words(row),
            decision=f"{MARKS[row.decision].words} ({row.status})",
            status=row.status,
        )
        for number, row in enumerate(rows, 1)
    )

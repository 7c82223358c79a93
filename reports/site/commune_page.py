"""One unit's page: what was decided, its points beside its group's, its years, how to object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import groupby

from reports.site.charts import Meter, meter
from reports.site.edition import Edition, ThresholdGroup
from reports.site.record import Change, kept_decision, kept_official
from reports.site.states import MEANINGS, SHOWN, Shown, decision_words, with_sign
from reports.site.wording import NONE, capital, points_words
from reports.wording.clean import clean
from reports.wording.vietnamese import long_date, short_date
from reports.wording.words import DOTS
from scoring.base.quantities import vietnamese
from scoring.recognition.communes import State
from scoring.release.public import Forced, ForcedKind, PublicCommune


@dataclass(frozen=True, slots=True)
class Linked:
    """A fact whose value leads somewhere."""

    name: str
    value: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One public criterion: the unit's points, the middle of its group, the most there are."""

    name: str
    link: str
    points: str
    median: str
    most: str
    bar: Meter | None


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year of the unit."""

    year: str
    state: Shown
    decision: str
    points: str
    rank: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What one edition says otherwise than the one before: its day, and each point."""

    head: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CommunePage:
    """The words of the page, finished."""

    name: str
    subtitle: str
    state: Shown
    headline: str
    decision: tuple[str, ...]
    corrections: tuple[Correction, ...]
    facts: tuple[Linked, ...]
    trail: tuple[Linked, ...]
    criteria: tuple[CriterionRow, ...]
    total: CriterionRow | None
    no_points: str
    forced: str
    years: tuple[YearRow, ...]


def commune_page(edition: Edition, one: PublicCommune) -> CommunePage:
    """Return what the page of *one* says. Links start from the folder ``xa/``."""
    group = edition.group_of.get(one.group or "")
    province, part = edition.province_of.get(one.code), edition.part_of.get(one.code)
    places = [
        Linked(name, clean(area.name), f"../{area.path}")
        for name, area in (
            ("Tỉnh, thành phố", province if edition.has_provinces else None),
            (edition.part_title, part),
        )
        if area is not None
    ]
    above = [part.name if part else None, province.name if province else None]
    rows, total = _criteria(edition, one, group)
    return CommunePage(
        name=clean(one.name),
        subtitle=", ".join(clean(name) for name in above if name),
        state=SHOWN[one.state],
        headline=capital(one.state.value),
        decision=tuple(_decision(edition, one)),
        corrections=tuple(corrections(edition.record.changes.get(one.code, ()))),
        facts=tuple(_facts(edition, one, group, places)),
        trail=tuple(places),
        criteria=rows,
        total=total,
        no_points="" if rows else _no_points(one),
        forced=_forced(edition, one),
        years=tuple(_years(edition, one)),
    )


def _decision(edition: Edition, one: PublicCommune) -> Iterator[str]:
    words = decision_words(one.decision)
    if words:
        yield f"Quyết định {words}."
    elif one.state in {State.RECOGNISED, State.REFUSED}:
        yield "Số, ngày của quyết định chưa ghi trong sổ."
    else:
        yield capital(MEANINGS[one.state])
    until = edition.profile.objection.until
    yield f"Nhận phản ánh đến hết {long_date(until) if until else f'ngày {DOTS}'}."


def _facts(
    edition: Edition,
    one: PublicCommune,
    group: ThresholdGroup | None,
    places: list[Linked],
) -> Iterator[Linked]:
    yield Linked("Mã đơn vị", one.code)
    yield Linked("Loại", one.kind.value)
    yield from places
    yield Linked("Năm đánh giá", str(one.year))
    if group is not None:
        yield Linked("Nhóm ngưỡng", f"Nhóm {group.number}: {clean(group.name)}", f"../{group.path}")
        yield Linked(
            "Ngưỡng để được công nhận", f"{vietnamese(group.threshold)} điểm, cả bộ tiêu chí"
        )
    points = one.points
    if group is not None and points and points.rank is not None:
        yield Linked(
            f"Hạng trong nhóm, theo {len(edition.criteria)} tiêu chí",
            f"{vietnamese(points.rank_in_group or 0)} trên {group.ranked} đơn vị có đủ điểm",
            "../xep-hang.html",
        )
        yield Linked("Hạng chung mọi nhóm", vietnamese(points.rank))
    if one.official is not None:
        found = one.official
        total = points_words(found.points)
        if found.points is None:
            total = f"từ {points_words(found.minimum)} đến {points_words(found.maximum)}"
        yield Linked("Tổng điểm cả bộ tiêu chí", total, "../phuong-phap.html#chinh-sach")
        yield Linked("Kết luận tính từ điểm", found.verdict.value)


def _criteria(
    edition: Edition, one: PublicCommune, group: ThresholdGroup | None
) -> tuple[tuple[CriterionRow, ...], CriterionRow | None]:
    if one.points is None or group is None:
        return (), None
    paths, found = edition.criterion_paths, one.points.criteria
    medians = {spread.number: spread.median for spread in group.group.criteria}
    rows = tuple(
        _criterion(
            f"{each.number}. {clean(each.name)}",
            f"../{paths[each.number]}",
            found[each.number],
            medians[each.number],
            Fraction(each.max_points),
        )
        for each in edition.criteria
    )
    name, most = f"Cộng {len(rows)} tiêu chí", edition.release.max_points
    return rows, _criterion(name, "", one.points.total, group.group.median_total, most)


@lru_cache(maxsize=1024)
def _criterion(
    name: str, link: str, points: Fraction | None, middle: Fraction | None, most: Fraction
) -> CriterionRow:
    return CriterionRow(
        name,
        link,
        points_words(points),
        points_words(middle),
        vietnamese(most),
        None if points is None else meter(points, most, middle),
    )


def _no_points(one: PublicCommune) -> str:
    if one.state is State.SENT_NOTHING:
        return "Đơn vị chưa gửi gì nên chưa có điểm nào."
    return (
        "Trong nhóm này chỉ đơn vị được công nhận có điểm công bố: với bộ tiêu chí này, điểm cùng "
        "với quyết định không công nhận có thể cho biết kết quả của một tiêu chí nhạy cảm."
    )


def _forced(edition: Edition, one: PublicCommune) -> str:
    words = forced_words(one.forced, len(edition.criteria))
    if words and one.official is not None:
        return (
            "Tổng điểm cả bộ tiêu chí được công bố theo chính sách riêng, nên người đọc tính được "
            "các tiêu chí không công bố được tổng cộng bao nhiêu điểm."
        )
    return words


def forced_words(forced: Forced | None, public: int) -> str:
    """Return what decision and points together tell of the criteria that are not public."""
    if forced is None or forced.kind is ForcedKind.NOTHING:
        return ""
    others = f"{len(forced.criteria)} tiêu chí không công bố"
    both = f"Từ quyết định và điểm {public} tiêu chí, người đọc biết:"
    match forced.kind:
        case ForcedKind.ABOVE_FLOOR:
            return f"{both} {others} đều trên điểm liệt."
        case ForcedKind.AT_LEAST:
            least, full = points_words(forced.least), points_words(forced.full)
            return f"{both} {others} được tổng cộng ít nhất {least} trên {full} điểm."
        case ForcedKind.LOST:
            return (
                f"{both} ít nhất một trong {others} không được điểm tối đa; không biết là tiêu chí "
                "nào, vì việc gì."
            )
    return "Quyết định này khác với điều tính được từ điểm; lý do ghi ở quyết định."


def _years(edition: Edition, one: PublicCommune) -> Iterator[YearRow]:
    for each in edition.history[one.code]:
        points = each.points
        yield YearRow(
            str(each.year),
            SHOWN[each.state],
            capital(decision_words(each.decision)) or NONE,
            points_words(points.total if points else None),
            vietnamese(points.rank_in_group) if points and points.rank_in_group else NONE,
        )


_WHAT: Mapping[int | str, str] = {
    "state": "tình trạng",
    "decision": "quyết định",
    "official": "tổng điểm và kết luận tính từ điểm",
}


def corrections(changes: Iterable[Change]) -> Iterator[Correction]:
    """Yield what editions said otherwise than the one before, in words, by day."""
    for (day, is_correction), found in groupby(changes, lambda one: (one.day, one.is_correction)):
        head = "Đính chính" if is_correction else "Cập nhật"
        words = f"ngày {short_date(day)}" if day else f"ngày {DOTS}"
        yield Correction(f"{head} {words}", tuple(map(_change, found)))


def _change(change: Change) -> str:
    what = _WHAT.get(change.what, f"điểm tiêu chí {change.what}")
    before, now = (_value(change.what, value) for value in (change.before, change.now))
    return f"{what}: trước {before}; nay {now}"


def _value(what: int | str, value: str | None) -> str:
    if value is None:
        return "chưa có"
    if what == "state":
        return with_sign(State[value])
    if what == "decision":
        return decision_words(kept_decision(value)) or "chưa có"
    if what == "official":
        least, most, verdict = kept_official(value)
        total = points_words(least)
        return f"{total if least == most else f'{total}–{points_words(most)}'}, {verdict.value}"
    return points_words(Fraction(value))

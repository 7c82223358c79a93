"""One commune's page: how it stands, its total, what that means, how to object."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from reports.site.edition import Edition
from reports.site.standing import Standing, standing_of
from reports.site.wording import capital, rank_words, total_words
from reports.wording.clean import clean
from scoring.base.quantities import vietnamese
from scoring.release.model import PublishedRow


@dataclass(frozen=True, slots=True)
class Linked:
    """A fact whose value leads somewhere."""

    name: str
    value: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class CommunePage:
    """The words of the page, finished."""

    name: str
    subtitle: str
    standing: Standing
    headline: str
    total: str
    total_sentence: str
    facts: tuple[Linked, ...]
    trail: tuple[Linked, ...]


def commune_page(edition: Edition, row: PublishedRow) -> CommunePage:
    """Return what the page of *row* says. Links start from the folder ``xa/``."""
    one = standing_of(row)
    group = edition.group_of[row.group]
    province, district = edition.province_of.get(row.code), edition.district_of.get(row.code)
    places = [
        Linked(name, clean(area.name), f"../{area.path}")
        for name, area in (("Tỉnh, thành phố", province), ("Huyện, quận", district))
        if area is not None
    ]
    facts = (
        Linked("Mã đơn vị", row.code),
        Linked("Loại", row.kind),
        *places,
        Linked("Năm đánh giá", str(row.year)),
        Linked("Tình trạng", row.status),
        Linked("Nhóm ngưỡng", f"Nhóm {group.number}: {clean(group.name)}", f"../{group.path}"),
        Linked("Ngưỡng của nhóm", f"{vietnamese(row.threshold)} điểm"),
        *_ranks(edition, row),
    )
    return CommunePage(
        name=clean(row.name),
        subtitle=", ".join(place.value for place in reversed(places)),
        standing=one,
        headline=f"{one.sign} {capital(one.words)}",
        total=total_words(row),
        total_sentence=_total_sentence(row, edition.ruleset.recognition.total_points),
        facts=facts,
        trail=tuple(places),
    )


def _ranks(edition: Edition, row: PublishedRow) -> tuple[Linked, ...]:
    overall = edition.ranks["rank"].get(row.code)
    in_group = edition.ranks["rank_in_group"].get(row.code)
    if overall is None or in_group is None:
        return (Linked("Xếp hạng", "không xếp hạng: không có tổng điểm công bố"),)
    ranked = vietnamese(edition.ranked_in[row.group])
    return (
        Linked("Hạng trong nhóm", f"{rank_words(in_group)}, trên {ranked} đơn vị có tổng điểm"),
        Linked("Hạng chung mọi nhóm", rank_words(overall)),
    )


def _total_sentence(row: PublishedRow, most: Fraction) -> str:
    threshold = vietnamese(row.threshold)
    if row.least is None or row.most is None:
        return (
            "Không công bố tổng điểm: có số liệu còn thiếu hoặc chưa chấm được, hoặc chính sách "
            f"công bố không cho phép. Ngưỡng của nhóm là {threshold} điểm."
        )
    if row.least != row.most:
        return (
            f"Tổng điểm nằm trong khoảng từ {vietnamese(row.least)} đến {vietnamese(row.most)} "
            f"trên {vietnamese(most)} điểm; công bố theo khoảng để không ai suy ra được số "
            f"liệu về một trẻ em. Ngưỡng của nhóm là {threshold} điểm."
        )
    gap = row.most - row.threshold
    if gap == 0:
        side = "vừa bằng"
    else:
        side = f"{'cao' if gap > 0 else 'thấp'} hơn {vietnamese(abs(gap))} điểm so với"
    return (
        f"Tổng điểm {vietnamese(row.most)} trên {vietnamese(most)} điểm, {side} ngưỡng {threshold} "
        "của nhóm."
    )

"""The public report of a province: a second document, made from what is public and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import criteria
from reports.papers.blocks import DocumentSet
from reports.papers.office import EMPTY, Office
from reports.papers.office_words import head
from reports.papers.set_reading import document_set
from reports.province.counts import CountWords, count_words, share_chart
from reports.province.heads import kinds_of, notices_of, place_of, rules_of
from reports.province.model import CriterionWords, Line
from reports.province.public_model import PublicReport, PublicUnitWords
from reports.province.targets import target_words, targets_for
from reports.word.writing import docx_templates, filled
from reports.wording.clean import cleaned
from reports.wording.notices import Notice
from reports.wording.recognition import UNDECIDED, share_cell, whole_source
from reports.wording.shares import share_text
from reports.wording.stamp import Stamp
from reports.wording.vietnamese import collation_key, short_date
from scoring.base.quantities import decimal_text, vietnamese
from scoring.plans.share_results import TargetResult
from scoring.plans.share_targets import Target
from scoring.recognition.everybody import Everybody
from scoring.release.history import lines_of
from scoring.release.public import PublicCommune, PublicRelease
from scoring.release.spreads import CriterionSpread, PublicGroup
from scoring.rules.ruleset import Criterion

PUBLIC_SET = criteria.DOCUMENTS / "bao-cao-cong-khai.yaml"

_SELF_SCORED = Notice(
    "SỐ LIỆU TỰ CHẤM, CHƯA QUA SỔ – chưa có quyết định nào",
    "Kết quả do các đơn vị tự chấm; công nhận do cơ quan có thẩm quyền quyết định.",
)


def public_set() -> DocumentSet:
    """Return the set the report is declared in."""
    return document_set(PUBLIC_SET, PublicReport)


def public_documents(
    release: PublicRelease,
    stamp: Stamp,
    office: Office = EMPTY,
    targets: Sequence[Target] = (),
    everybody: Everybody | None = None,
) -> dict[str, bytes]:
    """Return the report as DOCX by the name of its file: same release, same bytes."""
    model = public_report(release, stamp, office, targets, everybody)
    return filled(docx_templates(public_set()), model)


def public_report(
    release: PublicRelease,
    stamp: Stamp,
    office: Office = EMPTY,
    targets: Sequence[Target] = (),
    everybody: Everybody | None = None,
) -> PublicReport:
    """Return the words of the report; *everybody* tells where the number of all units is from."""
    documents, year, count = public_set(), release.year, release.whole.count
    provinces = release.provinces
    place, kinds = place_of(provinces), kinds_of(one.kind for one in release.communes)
    held = [TargetResult(target, None, count) for target in targets_for(targets, provinces, year)]
    goals = [one.target.percent for one in held]
    groups = [(one.name, one.count) for one in release.by_threshold]
    unknown = count.total - sum(one.total for _, one in groups)
    places, word = _places(release)
    level = release.ruleset.level
    units = tuple(_units(release.communes, several=len(provinces) > 1))
    return cleaned(
        PublicReport(
            title=f"Kết quả công nhận năm {year} của {place}",
            year=str(year),
            place=place,
            kinds=kinds,
            kinds_upper=kinds.upper(),
            **head(office, documents),
            notices=(
                *(() if release.is_sealed else (_SELF_SCORED,)),
                *notices_of(level, is_sample=release.is_sample),
            ),
            rules=rules_of(release.ruleset, level, stamp),
            opening=tuple(map(Line, _opening(release, place))),
            whole=count_words(f"{place[:1].upper()}{place[1:]}", count, goals),
            group_chart=share_chart(
                f"Tỷ lệ đơn vị được công nhận theo nhóm ngưỡng, năm {year}", groups
            ),
            groups=tuple(count_words(name, one, goals) for name, one in groups),
            groups_note=f"{vietnamese(unknown)} đơn vị chưa gửi gì, chưa biết thuộc nhóm nào."
            if unknown
            else "",
            places=tuple(count_words(one.name, one.count, goals) for one in places),
            place_heading=f"3. Theo {word}",
            place_word=word,
            years_heading=f"{4 if places else 3}. Các năm",
            years=tuple(_years(release)),
            trend=tuple(map(Line, _trend(release))),
            has_more_years=len(release.history) > 1,
            targets=tuple(map(target_words, held)),
            criteria_number="III" if held else "II",
            method_number="IV" if held else "III",
            criteria_title=f"Kết quả {len(release.criteria)} tiêu chí không nhạy cảm",
            criteria=tuple(_criteria(release)),
            zero_share=_zero_share(release),
            withheld=tuple(map(Line, _withheld(release))),
            method=tuple(map(Line, _method(release, everybody))),
            points_heading=f"Điểm {len(release.criteria)} tiêu chí không nhạy cảm "
            f"(tối đa {vietnamese(release.max_points)})",
            has_unit_places=any(one.place for one in units),
            has_no_unit_places=not any(one.place for one in units),
            units=units,
        )
    )


def _opening(release: PublicRelease, place: str) -> Iterator[str]:
    count = release.whole.count
    told = "; ".join(
        f"{vietnamese(number)} {state.value}" for state, number in count.states.items() if number
    )
    share = f"; tỷ lệ được công nhận {share_cell(count)}" if count.is_decided else ""
    yield (
        f"Năm {release.year}, {place} có {vietnamese(count.total)} đơn vị cấp xã: {told}{share}."
    )
    if count.special_zones:
        yield f"Trong tổng số có {vietnamese(count.special_zones)} đặc khu."
    if not count.is_decided:
        yield f"{UNDECIDED[:1].upper()}{UNDECIDED[1:]} công nhận nào nên không nêu tỷ lệ."


def _places(release: PublicRelease) -> tuple[tuple[PublicGroup, ...], str]:
    if len(release.by_province) > 1:
        return release.by_province, "tỉnh, thành phố"
    if release.by_cluster:
        return release.by_cluster, "cụm"
    return release.by_district, "huyện, quận, thị xã"


def _years(release: PublicRelease) -> Iterator[CountWords]:
    for one in release.history:
        name = f"{one.year}{' (tự chấm)' if one.is_self_scored else ''}"
        yield count_words(name, one.count)


def _trend(release: PublicRelease) -> Iterator[str]:
    """Yield the change within each run of years that may be compared, and why others may not."""
    for line in lines_of(release.history):
        for before, now in pairwise(line):
            if before.count.share is None or now.count.share is None:
                continue
            points = now.count.share - before.count.share
            word = "cao hơn" if points > 0 else "thấp hơn"
            by = vietnamese(decimal_text(abs(points)))
            told = f"{word} năm {before.year} {by} điểm phần trăm"
            yield (
                f"Tỷ lệ được công nhận năm {now.year} "
                f"{told if points else f'bằng năm {before.year}'}."
            )
    for one in release.history[1:]:
        if one.has_other_units:
            yield (
                f"Từ năm {one.year} các đơn vị không còn là những đơn vị của năm trước đó: "
                "không so tỷ lệ hai năm."
            )


def _criteria(release: PublicRelease) -> Iterator[CriterionWords]:
    spreads = {one.number: one for one in release.whole.criteria}
    for criterion in release.criteria:
        if criterion.number in spreads:
            yield _criterion(criterion, spreads[criterion.number])


def _criterion(criterion: Criterion, one: CriterionSpread) -> CriterionWords:
    return CriterionWords(
        number=str(criterion.number),
        name=criterion.name,
        full=vietnamese(one.full),
        partly=vietnamese(one.partly),
        failed=vietnamese(one.failed),
        share=share_text(one.failed, one.scored),
        open=vietnamese(one.open),
    )


def _zero_share(release: PublicRelease) -> str:
    if release.zero_share is None:
        return ""
    return (
        "Trong các đơn vị không được công nhận, số đơn vị có tiêu chí nhạy cảm bị điểm liệt: "
        f"{release.zero_share.value}."
    )


def _withheld(release: PublicRelease) -> Iterator[str]:
    for one in release.withheld_points:
        numbers_ = ", ".join(map(str, one.criteria))
        yield (
            f"Nhóm «{one.group}»: chỉ đơn vị được công nhận có điểm, vì điểm đặt cạnh việc không "
            f"công nhận sẽ nói ra kết quả của tiêu chí nhạy cảm {numbers_}."
        )


def _method(release: PublicRelease, everybody: Everybody | None) -> Iterator[str]:
    sensitive = "; ".join(f"{one.number} ({one.name})" for one in release.sensitive)
    yield (
        "Mọi điều trong báo cáo này chỉ theo quyết định đã ban hành, tình trạng hồ sơ và các tiêu "
        f"chí không nhạy cảm. Không nêu điểm, số trẻ em của các tiêu chí nhạy cảm: {sensitive}; "
        "không nêu tổng điểm, vì từ tổng điểm tính ra được các tiêu chí ấy."
    )
    source = "" if everybody is None else f"{whole_source(everybody)} "
    yield f"{source}Được công nhận chỉ tính theo quyết định."


def _units(communes: Iterable[PublicCommune], *, several: bool) -> Iterator[PublicUnitWords]:
    ordered = sorted(
        communes,
        key=lambda one: (
            *map(collation_key, (one.province or "", one.district or "", one.name)),
            one.code,
        ),
    )
    for number, one in enumerate(ordered, 1):
        decision = one.decision
        places = (one.cluster or one.district, one.province if several else None)
        total = one.points.total if one.points else None
        yield PublicUnitWords(
            number=str(number),
            code=one.code,
            name=one.name,
            place=", ".join(filter(None, places)),
            state=one.state.value,
            paper=(decision.number or "") if decision else "",
            day=short_date(decision.day) if decision and decision.day else "",
            points="" if total is None else vietnamese(total),
        )

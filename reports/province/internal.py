"""The internal report of a province to the competent authority: complete, never published.

Every criterion, every total, every decision; the narrative is drafted from the numbers and
edited by a person. What only people know stays dotted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import criteria
from reports.papers.blocks import DocumentSet
from reports.papers.office import EMPTY, Office
from reports.papers.office_words import head
from reports.papers.set_reading import document_set
from reports.province import narrative
from reports.province.counts import CountWords, count_words, lines_of, share_chart
from reports.province.criteria import (
    criteria_chart,
    criterion_counts,
    criterion_lines,
    failing_sentence,
)
from reports.province.heads import kinds_of, notices_of, place_of, rules_of
from reports.province.material import Material
from reports.province.model import Line, ProvinceReport, YearWords
from reports.province.targets import target_words
from reports.province.units import reason_lines, unit_lines
from reports.word.writing import docx_templates, filled
from reports.wording.clean import cleaned
from reports.wording.notices import Notice
from reports.wording.recognition import UNDECIDED, share_cell, whole_sentences
from reports.wording.stamp import Stamp
from reports.wording.vietnamese import collation_key
from reports.wording.words import levels
from scoring.base.levels import weakest
from scoring.base.quantities import vietnamese
from scoring.engine.score_sheet import Finding
from scoring.recognition.communes import CommuneYear, State
from scoring.recognition.counting import Count, counts_by
from scoring.recognition.everybody import Everybody

PROVINCE_SET = criteria.DOCUMENTS / "bao-cao-tinh.yaml"

_INTERNAL = Notice(
    "LƯU HÀNH NỘI BỘ – không công bố",
    "Báo cáo có điểm của từng tiêu chí, kể cả tiêu chí nhạy cảm, và tổng điểm của từng đơn vị. Bản "
    "để công bố là báo cáo công khai, lập thành văn bản riêng.",
)
_WHOLE = "Cộng"
_METHOD = (
    "Tổng số là mọi đơn vị cấp xã ngày 31/12 của năm, kể cả đơn vị chưa gửi gì; được công nhận chỉ "
    "tính theo quyết định. Điểm được tính đúng theo phân số từ số liệu các đơn vị báo cáo, đã thẩm "
    "định thì theo số thẩm định; khi so với ngưỡng không làm tròn. Đơn vị thiếu số liệu ghi «chưa "
    "kết luận được», không tính là không đạt. Các đoạn nhận xét do phần mềm soạn từ số liệu; người "
    "lập báo cáo rà soát, sửa, bổ sung."
)


def province_set() -> DocumentSet:
    """Return the set the report is declared in."""
    return document_set(PROVINCE_SET, ProvinceReport)


def province_documents(
    material: Material, stamp: Stamp, office: Office = EMPTY
) -> dict[str, bytes]:
    """Return the report as DOCX by the name of its file: same material, same bytes."""
    model = province_report(material, stamp, office)
    return filled(docx_templates(province_set()), model)


def province_report(material: Material, stamp: Stamp, office: Office = EMPTY) -> ProvinceReport:
    """Return the words of the report."""
    documents, latest, ruleset = province_set(), material.latest, material.ruleset
    units, count, year = latest.communes, latest.count, latest.year
    provinces = latest.provinces
    several = len(provinces) > 1
    place, kinds = place_of(provinces), kinds_of(one.kind for one in units)
    goals = [one.target.percent for one in material.targets]
    rows = material.rows
    level = weakest(row.level for row in rows)
    counts = criterion_counts(rows, ruleset)
    groups = _by_group(units, [one.group for one in ruleset.recognition.thresholds])
    places, word = _places(units, several=several)
    by_state = {
        state: unit_lines(
            (one for one in units if one.state is state), ruleset, several_provinces=several
        )
        for state in State
    }
    waiting = unit_lines(
        (one for one in units if one.state in {State.WAITING, State.SELF_SCORED}),
        ruleset,
        several_provinces=several,
    )
    failing = _failing(units, count)
    years = tuple(
        count_words(str(one.year), one.count, goals)
        for one in material.years
        if one.count.is_decided
    )
    self_years = tuple(_self_year(one) for one in material.years if not one.count.is_decided)
    sent = unit_lines(
        (one for one in units if one.result is not None), ruleset, several_provinces=several
    )
    reasons = reason_lines(failing, ruleset)
    is_sample = any(row.is_invented for row in rows)
    return cleaned(
        ProvinceReport(
            title=f"Tổng hợp kết quả năm {year} của {place} (lưu hành nội bộ)",
            year=str(year),
            place=place,
            kinds=kinds,
            kinds_upper=kinds.upper(),
            **head(office, documents),
            notices=(_INTERNAL, *notices_of(level, is_sample=is_sample)),
            rules=rules_of(ruleset, level, stamp),
            process=_lines(narrative.process(material)),
            opening=_opening(latest, place),
            whole=_lines([*whole_sentences(latest)][1:]),
            form=_form(units, count, place, several=several),
            groups=lines_of(groups, goals),
            total=count_words(_WHOLE, count, goals),
            group_chart=share_chart(
                f"Tỷ lệ đơn vị được công nhận theo nhóm ngưỡng, năm {year}", list(groups.items())
            ),
            places=lines_of(places, goals),
            place_heading=f"4. Theo {word}",
            place_word=word,
            years_heading=f"{5 if places else 4}. Diễn biến qua các năm",
            years=years,
            has_years=len(years) > 1,
            self_years=self_years,
            has_self_years=bool(self_years) and len(material.years) > 1,
            has_more_years=len(material.years) > 1,
            trend=_lines(narrative.trend(material)),
            targets=tuple(map(target_words, material.targets)),
            reasons=reasons,
            reasons_title=_reasons_title(count),
            failing=failing_sentence(counts),
            criteria=criterion_lines(counts),
            criteria_chart=criteria_chart(year, counts),
            has_criteria_chart=any(one.failed for one in counts),
            achieved=_lines(narrative.achieved(material, counts)),
            limits=_lines(narrative.limits(material, counts)),
            tasks=_lines(narrative.tasks(material)),
            recognised=by_state[State.RECOGNISED],
            refused=by_state[State.REFUSED],
            waiting=waiting,
            nothing=by_state[State.SENT_NOTHING],
            all_sent=not by_state[State.SENT_NOTHING],
            units=sent,
            criterion_names="; ".join(
                f"{one.number} – {one.name} (tối đa {vietnamese(one.max_points)})"
                for one in ruleset.criteria
            ),
            levels=levels(),
            closing=_METHOD,
        )
    )


def _lines(sentences: Iterable[str]) -> tuple[Line, ...]:
    return tuple(Line(sentence) for sentence in sentences)


def _opening(everybody: Everybody, place: str) -> str:
    count = everybody.count
    whole = f"Năm {everybody.year}, {place} có {vietnamese(count.total)} đơn vị cấp xã"
    if not count.is_decided:
        return f"{whole}; {UNDECIDED} công nhận nào."
    return (
        f"{whole}; {vietnamese(count.recognised)} đơn vị được công nhận, đạt tỷ lệ "
        f"{share_cell(count)}."
    )


def _form(
    units: Sequence[CommuneYear], count: Count, place: str, *, several: bool
) -> tuple[CountWords, ...]:
    """Return the lines for the statistical form: each province, and all where there are several."""
    whole = count_words(f"{place[:1].upper()}{place[1:]}", count)
    if not several:
        return (whole,)
    return (*lines_of(_sorted(counts_by(units, lambda one: one.province))), whole)


def _by_group(units: Iterable[CommuneYear], groups: Sequence[str]) -> dict[str, Count]:
    """Return the counts by threshold group, in the ruleset's order; last who sent nothing."""
    unknown = "Chưa gửi gì, chưa biết nhóm"
    found = counts_by(units, lambda one: one.result.group if one.result else unknown)
    order = [*groups, *(name for name in found if name not in {*groups, unknown}), unknown]
    return {name: found[name] for name in order if name in found}


def _places(units: Iterable[CommuneYear], *, several: bool) -> tuple[dict[str, Count], str]:
    """Return the counts of the places below the whole, and what they are called."""
    if several:
        return _sorted(counts_by(units, lambda one: one.province)), "tỉnh, thành phố"
    return _sorted(counts_by(units, lambda one: one.district)), "huyện, quận, thị xã"


def _sorted(counts: dict[str, Count]) -> dict[str, Count]:
    return dict(sorted(counts.items(), key=lambda pair: collation_key(pair[0])))


def _self_year(everybody: Everybody) -> YearWords:
    qualified = sum(
        one.result is not None and one.result.verdict is Finding.MET for one in everybody.communes
    )
    return YearWords(str(everybody.year), vietnamese(everybody.count.total), vietnamese(qualified))


def _failing(units: Iterable[CommuneYear], count: Count) -> list[CommuneYear]:
    """Return who was refused; while nothing is decided, who fails by the score."""
    if count.is_decided:
        return [one for one in units if one.state is State.REFUSED]
    return [one for one in units if one.result and one.result.verdict is Finding.NOT_MET]


def _reasons_title(count: Count) -> str:
    if count.is_decided:
        return "Vì sao không được công nhận"
    return "Vì sao không đạt theo kết quả chấm (chưa có quyết định)"

"""From a release to the province's report for the level above, in the form of the decree.

It says what the release says and no more: criteria that fail only under the suppression. What
only people know (reasons, proposals) stays dotted.
"""

from __future__ import annotations

from collections.abc import Sequence

import criteria
from reports.dossier.model import RulesWords
from reports.papers.blocks import DocumentSet
from reports.papers.decree import decree
from reports.papers.office import EMPTY, Office
from reports.papers.office_words import dates, days, numbers, office_words
from reports.papers.set_reading import document_set
from reports.province.charts import criteria_chart, share_chart
from reports.province.criterion_lines import (
    failing_of,
    left_out_of,
    most_lost,
    statistics_of,
    whole_row,
    withheld_of,
)
from reports.province.model import ProvinceReport
from reports.province.sentences import (
    Target,
    kinds_of,
    line_of,
    lines_of,
    listed,
    met_words,
    opening_of,
    order_of,
    place_of,
    places_of,
    status_of,
    target_of,
    trend_of,
)
from reports.word.writing import docx_templates
from reports.wording.clean import cleaned
from reports.wording.notices import Fact, Notice
from reports.wording.release_words import WHY_CLASSED, policy_facts
from reports.wording.stamp import Stamp
from reports.wording.vietnamese import long_date
from reports.wording.words import level_notice, levels
from scoring.engine.explanation import level_words
from scoring.engine.score_sheet import Finding
from scoring.release.model import Release

__all__ = ["Target", "province_documents", "province_report", "province_set"]

PROVINCE_SET = criteria.DOCUMENTS / "bao-cao-tinh.yaml"

_WHOLE = "Cộng"
_METHOD = (
    "Điểm được tính đúng theo phân số từ số liệu các đơn vị báo cáo; khi so với ngưỡng không làm "
    "tròn. Đơn vị thiếu số liệu ghi «chưa kết luận được», không tính là không đạt."
)


def province_set() -> DocumentSet:
    """Return the set the report is declared in."""
    return document_set(PROVINCE_SET, ProvinceReport)


def province_documents(
    release: Release, stamp: Stamp, office: Office = EMPTY, targets: Sequence[Target] = ()
) -> dict[str, bytes]:
    """Return the report as DOCX by the name of its file: same release, same bytes."""
    model = province_report(release, stamp, office, targets)
    return {template.name: template.fill(model) for template in docx_templates(province_set())}


def province_report(
    release: Release, stamp: Stamp, office: Office = EMPTY, targets: Sequence[Target] = ()
) -> ProvinceReport:
    """Return the words of the report."""
    documents = province_set()
    place, kinds = place_of(release), kinds_of(release)
    edges = [target.percent for target in targets]
    whole = release.overview
    years = tuple(line_of(str(one.year), one.decisions, edges) for one in release.trend)
    in_order = sorted(release.rows, key=order_of)
    recognised = [row for row in in_order if row.decision is Finding.MET]
    others = [row for row in in_order if row.decision is not Finding.MET]
    places, word = places_of(release)
    failing = [(one, whole_row(one)) for one in release.criteria]
    shown = [(one, row) for one, row in failing if row is not None]
    return cleaned(
        ProvinceReport(
            title=f"Tổng hợp kết quả năm {release.year} của {place}",
            year=str(release.year),
            place=place,
            kinds=kinds,
            kinds_upper=kinds.upper(),
            office=office_words(office),
            numbers=numbers(office, documents),
            dates=dates(office, documents),
            days=days(office, documents),
            notices=_notices(release),
            rules=_rules(release, stamp),
            opening=opening_of(release, place, kinds, edges),
            status=status_of(release.rows),
            met_words=met_words(release.rows),
            form=(line_of(place[:1].upper() + place[1:], whole, edges),),
            groups=lines_of(release.by_group, edges),
            total=line_of(_WHOLE, whole, edges),
            group_chart=share_chart(
                f"Tỷ lệ đơn vị đạt theo nhóm ngưỡng, năm {release.year}",
                [(one.group.name, one) for one in release.by_group],
            ),
            districts=lines_of(places, edges, is_sorted=True),
            district_heading=f"4. Theo {word}",
            district_word=word,
            has_districts=bool(places),
            years_heading=f"{5 if places else 4}. Diễn biến qua các năm",
            years=years,
            has_years=len(years) > 1,
            year_chart=share_chart(
                "Tỷ lệ đơn vị đạt qua các năm",
                [(f"Năm {one.year}", one.decisions) for one in release.trend],
            ),
            trend=trend_of(release),
            targets=tuple(target_of(target, whole, edges) for target in targets),
            has_targets=bool(targets),
            has_no_targets=not targets,
            criteria=tuple(failing_of(one, row) for one, row in shown),
            criteria_chart=criteria_chart(release.year, shown),
            has_criteria_chart=any(row.counts[Finding.NOT_MET] for _, row in shown),
            failing=most_lost(shown),
            withheld=withheld_of(release),
            has_withheld=bool(release.pattern),
            statistics=tuple(statistics_of(one) for one in release.criteria if len(one.rows) > 1),
            left_out=left_out_of(release),
            has_left_out=bool(release.omitted or release.dropped),
            recognised=listed(recognised),
            has_recognised=bool(recognised),
            has_none_recognised=not recognised,
            others=listed(others),
            has_others=bool(others),
            has_no_others=not others,
            totals=WHY_CLASSED if release.classes else _ALL_TOTALS,
            policy=policy_facts(release.policy, release),
            levels=levels(),
            closing=_METHOD,
        )
    )


_ALL_TOTALS = "Tổng điểm là tổng điểm các tiêu chí của đơn vị."


def _notices(release: Release) -> tuple[Notice, ...]:
    sample = None
    if release.is_sample:
        sample = Notice(
            "SỐ LIỆU MẪU – đơn vị hư cấu, không phải số liệu thật",
            "Tên đơn vị và mọi số liệu trong bản này do phần mềm đặt ra để làm thử.",
        )
    return tuple(n for n in (sample, level_notice(release.level)) if n is not None)


def _rules(release: Release, stamp: Stamp) -> RulesWords:
    ruleset = release.ruleset
    document = ruleset.document
    kind = decree().kind_of(document.number) or "Văn bản"
    facts = (
        ("Bộ tiêu chí", f"{document.number} – {document.title}"),
        ("Rà soát hiệu lực của văn bản", long_date(document.still_in_force_on)),
        ("Mức tin cậy yếu nhất đã dùng", level_words(release.level)),
        ("SHA-256 của bộ tiêu chí", ruleset.sha256),
        ("Phần mềm", f"phuhop {stamp.program}"),
    )
    return RulesWords(
        cited=f"{kind} số {document.number} {long_date(document.issued_on)} của {document.issuer}",
        title=document.title,
        citation=ruleset.recognition.citation,
        level=level_words(release.level),
        facts=tuple(Fact(name, value) for name, value in facts),
    )

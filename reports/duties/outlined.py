"""A report by an outline, to the Council or of the year's plan: one builder, the data decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import criteria
from reports.duties.figures import figure_words
from reports.duties.model import OutlinedReport, PartWords, SectionWords
from reports.papers.blocks import DocumentSet
from reports.papers.office import EMPTY, Office
from reports.papers.office_words import head
from reports.papers.set_reading import document_set
from reports.plans.text import summary_sentence
from reports.plans.words import TrackedWords, tracked_words
from reports.province.counts import CountWords, count_words
from reports.province.criteria import criterion_counts
from reports.province.material import Material
from reports.province.model import Line
from reports.province.narrative import achieved, limits, tasks
from reports.word.writing import docx_templates
from reports.wording.clean import cleaned
from reports.wording.notices import Fact, Notice
from reports.wording.recognition import whole_sentences
from reports.wording.stamp import Stamp
from reports.wording.words import SAMPLE_NOTICE
from scoring.base.quantities import vietnamese
from scoring.duties.outline import Achieved, Limits, Outline, RecognitionTable, Section, TargetTable
from scoring.plans.loading import ChildrenPlan
from scoring.plans.tracking import Tracked
from scoring.recognition.communes import CommuneYear, State
from scoring.totals.place_sums import PlaceYear

COUNCIL_SET = criteria.DOCUMENTS / "hoi-dong-nhan-dan.yaml"
YEAR_SET = criteria.DOCUMENTS / "ket-qua-nam.yaml"

_INTERNAL = Notice(
    "LƯU HÀNH NỘI BỘ – không công bố",
    "Có số đếm nhỏ về trẻ em bị xâm hại, bị tai nạn, vi phạm pháp luật, có hoàn cảnh đặc biệt: tài "
    "liệu của cơ quan có thẩm quyền, không đăng công khai.",
)
_SUMS = (
    "Tỷ lệ, tỷ suất của địa bàn là tổng các số liệu chia cho tổng, không lấy trung bình; đơn vị để "
    "trống một trong hai số thì không tính và được nêu. Năm trước lấy từ số liệu năm trước; không "
    "có thì lấy số kỳ trước do xã báo cáo."
)


@dataclass(frozen=True, slots=True)
class OutlinedMaterial:
    """What a report is made of; *provincial* is ``None`` where no results were given.

    ``unit`` is the one commune a report is of, ``None`` for a province.
    """

    outline: Outline
    place: str
    year: int
    years: Mapping[int, PlaceYear]
    texts: Mapping[str, tuple[str, ...]]
    provincial: Material | None
    plan: ChildrenPlan | None = None
    tracked: tuple[Tracked, ...] = ()
    unit: CommuneYear | None = None
    is_sample: bool = False
    sources: tuple[str, ...] = field(default=())


def report_set(path: Path) -> DocumentSet:
    """Return the set a report by an outline is declared in."""
    return document_set(path, OutlinedReport)


def outlined_documents(
    documents: DocumentSet, material: OutlinedMaterial, stamp: Stamp, office: Office = EMPTY
) -> dict[str, bytes]:
    """Return the report as DOCX by the name of its file: same material, same bytes."""
    model = outlined_report(documents, material, stamp, office)
    return {template.name: template.fill(model) for template in docx_templates(documents)}


def outlined_report(
    documents: DocumentSet, material: OutlinedMaterial, stamp: Stamp, office: Office = EMPTY
) -> OutlinedReport:
    """Return the words of the report."""
    outline, year = material.outline, str(material.year)
    return cleaned(
        OutlinedReport(
            title=f"{outline.name} năm {year} của {material.place}",
            year=year,
            year_before=str(material.year - 1),
            place=material.place,
            **head(office, documents),
            notices=(_INTERNAL, *((SAMPLE_NOTICE,) if material.is_sample else ())),
            grounds=tuple(_grounds(outline.grounds)),
            opening=_opening(material),
            parts=tuple(
                PartWords(
                    part.name,
                    tuple(
                        _section(section, number, material)
                        for number, section in enumerate(part.sections, 1)
                    ),
                )
                for part in outline.parts
            ),
            sources=tuple(Line(text) for text in (_SUMS, *material.sources)),
            facts=tuple(_facts(material, stamp)),
        )
    )


def _grounds(grounds: Sequence[str]) -> Iterator[Line]:
    """Yield each ground as the decree wants it: all end with «;», the last with a full stop."""
    for number, ground in enumerate(grounds, 1):
        yield Line(f"Căn cứ {ground}{'.' if number == len(grounds) else ';'}")


def _opening(material: OutlinedMaterial) -> str:
    place = material.years.get(material.year)
    units = len(place.names) if place is not None else 0
    sent = len(place.reports) if place is not None else 0
    if material.unit is not None or units == 1:
        return f"Báo cáo dùng số liệu năm {material.year} của {material.place}."
    return (
        f"Báo cáo dùng số liệu năm {material.year} của {vietnamese(sent)}/{vietnamese(units)} đơn "
        f"vị cấp xã của {material.place}."
    )


def _section(section: Section, number: int, material: OutlinedMaterial) -> SectionWords:
    place = material.years.get(material.year)
    is_one = place is not None and len(place.names) == 1
    figures = tuple(figure_words(section.indicators, material.years, material.year))
    counts = _counts(material) if section.table == RecognitionTable else ()
    targets: tuple[TrackedWords, ...] = ()
    if section.table == TargetTable:
        targets = tuple(tracked_words(one) for one in material.tracked)
    drafted = tuple(Line(text) for text in _drafted(section, material))
    written = tuple(Line(text) for text in material.texts.get(section.code, ()))
    about = _about(section)
    return SectionWords(
        title=f"{number}. {section.name}",
        about=about,
        caption=f"Số liệu {about}" if about else f"Số liệu: {section.name}",
        has_about=bool(about) and not figures,
        figures=() if is_one else figures,
        figures_of_one=figures if is_one else (),
        counts=counts,
        targets=targets,
        drafted=drafted,
        written=written,
        is_blank=bool(section.is_written) and not written,
    )


def _about(section: Section) -> str:
    words = [section.basis] if section.basis else []
    if section.criteria:
        listed = ", ".join(map(str, section.criteria))
        words.append(f"tiêu chí {listed} của bộ tiêu chí")
    text = "; ".join(words)
    return f"({text})" if text else ""


def _counts(material: OutlinedMaterial) -> tuple[CountWords, ...]:
    if material.unit is not None:
        return ()
    found = []
    for year in (material.year - 1, material.year):
        place = material.years.get(year)
        if place is not None and place.count is not None:
            found.append(count_words(f"Năm {year}", place.count))
    return tuple(found)


def _drafted(section: Section, material: OutlinedMaterial) -> Iterator[str]:
    if section.table == TargetTable:
        yield from _of_plan(material)
    if section.draft is None:
        return
    if section.draft == Achieved:
        yield from _achieved(material)
        return
    whole = material.provincial
    if whole is None:
        return
    if section.draft == Limits:
        if material.unit is None and whole.years:
            yield from limits(whole, criterion_counts(whole.rows, whole.ruleset))
        elif whole.advice is not None:
            yield from _blocked(whole)
    else:
        yield from tasks(whole)


def _of_plan(material: OutlinedMaterial) -> Iterator[str]:
    if material.plan is None:
        yield "Chưa nêu kế hoạch nào để theo dõi chỉ tiêu."
        return
    yield f"{material.plan.head.title}, năm {material.year}. {summary_sentence(material.tracked)}"
    by_origin: dict[str, list[str]] = {}
    for one in material.tracked:
        if one.amount is not None:
            by_origin.setdefault(one.amount.origin, []).append(one.target.code)
    for origin, codes in by_origin.items():
        yield f"Nguồn của chỉ tiêu {', '.join(codes)}: {origin}."


def _achieved(material: OutlinedMaterial) -> Iterator[str]:
    if material.unit is not None:
        yield _state_sentence(material.unit)
        return
    whole = material.provincial
    if whole is None or not whole.years:
        yield "Chưa có kết quả đánh giá, công nhận của năm này."
        return
    yield from whole_sentences(whole.latest)
    yield from achieved(whole, criterion_counts(whole.rows, whole.ruleset))


def _state_sentence(unit: CommuneYear) -> str:
    name = f"{unit.name} năm {unit.year}"
    decision = unit.decision
    number = f" tại văn bản số {decision.number}" if decision and decision.number else ""
    day = f" ngày {decision.day:%d/%m/%Y}" if decision and decision.day else ""
    match unit.state:
        case State.RECOGNISED:
            return f"{name} được công nhận phù hợp với trẻ em{number}{day}."
        case State.REFUSED:
            return f"{name} không được công nhận phù hợp với trẻ em{number}{day}."
    return f"{name}: {unit.state.value}."


def _blocked(whole: Material) -> Iterator[str]:
    advice = whole.advice
    if advice is None:
        return
    names = {one.number: one.name for one in whole.ruleset.criteria}
    for number, communes in advice.blocking.by_one.items():
        if communes:
            yield f"Tiêu chí bị điểm liệt: tiêu chí {number} ({names[number]})."
    for reach in advice.reach:
        yield (
            f"Chưa đạt ở phần {reach.part}: còn thiếu {vietnamese(reach.count)} {reach.unit} ở "
            f"«{reach.figure}»."
        )
    for item in advice.items:
        yield f"Chưa làm nội dung {item.item}: {item.question.rstrip('?')}."


def _facts(material: OutlinedMaterial, stamp: Stamp) -> Iterable[Fact]:
    yield Fact("Mức tin cậy của đề cương", str(material.outline.verified))
    if material.provincial is not None:
        ruleset = material.provincial.ruleset
        yield Fact("Bộ tiêu chí", f"{ruleset.document.number} (SHA-256 {ruleset.sha256})")
    if material.plan is not None:
        yield Fact("Kế hoạch", f"{material.plan.head.title} (SHA-256 {material.plan.sha256})")
    yield Fact("Phần mềm", f"phuhop {stamp.program}")

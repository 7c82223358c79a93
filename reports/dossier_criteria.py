"""The criteria of a dossier: the table of all of them, and one section each."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from reports.dossier_model import (
    Block,
    Cell,
    Column,
    Listing,
    ListLine,
    Section,
    Subheading,
    Table,
    Text,
)
from reports.words import BLANK, MARKS
from scoring.explanation import Explanation, level_words
from scoring.fields import UNKNOWN
from scoring.quantities import vietnamese
from scoring.result import (
    CriterionScore,
    EvidenceNeeded,
    FigureRead,
    ItemScore,
    Outcome,
    PartScore,
    ScoreSheet,
)


def open_points(points: Fraction | None, least: Fraction, most: Fraction) -> str:
    """Return points, or from where to where they still may come out."""
    if points is not None:
        return vietnamese(points)
    return f"từ {vietnamese(least)} đến {vietnamese(most)}"


def summary_table(sheet: ScoreSheet) -> tuple[Block, ...]:
    """Return the table of all criteria, and how its column of results is to be read."""
    columns = (
        Column("Số", 6, "center"),
        Column("Tiêu chí", 34, names_row=True),
        Column("Điểm tối đa", 9, "right"),
        Column("Điểm tự chấm", 13, "right"),
        Column("Kết quả", 17),
        Column("Mức tin cậy", 21),
    )
    floor, total = sheet.ruleset.disqualifying_points, sheet.total
    rows = tuple(_summary_row(criterion) for criterion in sheet.criteria)
    verdict = MARKS[sheet.verdict]
    footer = (
        Cell(""),
        Cell("Cộng"),
        Cell(vietnamese(total.max_points)),
        Cell(open_points(total.points, total.minimum, total.maximum)),
        Cell(str(verdict), tone=verdict.tone),
        Cell(level_words(sheet.ruleset.level)),
    )
    note = (
        f"«Đạt» một tiêu chí được hiểu là trên {vietnamese(floor)} điểm. Mức tin cậy là mức "
        "yếu nhất của các con số đã dùng cho tiêu chí; nghĩa của từng mức ở phần cuối."
    )
    caption = "Điểm tối đa, điểm tự chấm và kết quả của từng tiêu chí"
    return Table(caption, columns, rows, footer, is_wide=True), Text(note, "small")


def _summary_row(criterion: CriterionScore) -> tuple[Cell, ...]:
    mark = MARKS[criterion.finding]
    waiting = dict.fromkeys(
        part.outcome.value for part in criterion.parts if part.outcome is not Outcome.SCORED
    )
    result = f"{mark} ({', '.join(waiting)})" if waiting else str(mark)
    return (
        Cell(str(criterion.number)),
        Cell(criterion.name, target=criterion.slug),
        Cell(vietnamese(criterion.max_points)),
        Cell(open_points(criterion.points, criterion.minimum, criterion.maximum)),
        Cell(result, tone=mark.tone),
        Cell(level_words(criterion.level)),
    )


def criterion_section(criterion: CriterionScore, explanation: Explanation) -> Section:
    """Return one criterion: what came of it, and each part with what it was made of."""
    blocks: list[Block] = [Text(explanation.criteria[criterion.number], "lead")]
    for part in criterion.parts:
        blocks += _part(part, explanation, has_heading=len(criterion.parts) > 1)
    heading = f"Tiêu chí {criterion.number}. {criterion.name}"
    return Section(criterion.slug, heading, tuple(blocks))


def _part(part: PartScore, explanation: Explanation, *, has_heading: bool) -> Iterator[Block]:
    said = explanation.parts[part.code]
    if has_heading:
        yield Subheading(f"Phần {part.code}. {part.name}" if part.name else f"Phần {part.code}")
    yield Text(said.text)
    if said.next_step:
        yield Text(said.next_step, "hint")
    if part.figures:
        yield _figures(part)
    if part.items:
        yield _items(part)
    evidence = (*_evidence(part.evidence), *_item_evidence(part.items))
    if evidence:
        yield Listing("Tài liệu kiểm chứng kèm theo", evidence)
    yield Text(said.basis, "small")


def _figures(part: PartScore) -> Table:
    now = [figure for figure in part.figures if not figure.is_previous]
    before = {figure.code: figure for figure in part.figures if figure.is_previous}
    columns = [Column("Tên số liệu", 55, names_row=True), Column("Đơn vị", 15)]
    columns.append(Column("Kỳ này", 15 if before else 30, "right"))
    if before:
        columns.append(Column("Kỳ trước", 15, "right"))
    rows = [
        (
            Cell(figure.name),
            Cell(figure.unit),
            Cell(_count(figure)),
            *([Cell(_count(before.get(figure.code)))] if before else []),
        )
        for figure in now
    ]
    return Table(f"Số liệu của phần {part.code}", tuple(columns), tuple(rows))


def _count(figure: FigureRead | None) -> str:
    return BLANK if figure is None or figure.value is None else vietnamese(figure.value)


def _items(part: PartScore) -> Table:
    columns = (
        Column("Mã", 8, "center"),
        Column("Nội dung", 50, names_row=True),
        Column("Trả lời", 13, "center"),
        Column("Điểm khi «có»", 15, "right"),
        Column("Điểm được", 14, "right"),
    )
    rows = tuple(_item_row(item) for item in part.items)
    return Table(f"Các nội dung của phần {part.code}", columns, rows)


def _item_row(item: ItemScore) -> tuple[Cell, ...]:
    points = UNKNOWN if item.points is None else vietnamese(item.points)
    match item.answer:
        case True:
            answer, earned = "có", points
        case False:
            answer, earned = "không", vietnamese(item.earned)
        case None:
            answer = earned = BLANK
    return Cell(item.code), Cell(item.question), Cell(answer), Cell(points), Cell(earned)


def _evidence(needed: tuple[EvidenceNeeded, ...], of_item: str = "") -> Iterator[ListLine]:
    for evidence in needed:
        cited = (
            f"căn cứ: {evidence.citation}"
            if evidence.citation
            else "chưa thấy văn bản nào quy định"
        )
        note = f"({cited}; mức tin cậy: {level_words(evidence.level)})"
        yield ListLine(f"{of_item}{evidence.document}", note)


def _item_evidence(items: tuple[ItemScore, ...]) -> Iterator[ListLine]:
    for item in items:
        yield from _evidence(item.evidence, f"({item.code}) ")

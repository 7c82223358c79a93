"""From a score sheet to a dossier: what is said, in which order.

Conditions and verdict stand before the total, so that a high total is never read first.
Every number comes from the sheet; nothing is computed here.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from reports.clean import cleaned
from reports.dossier_criteria import criterion_section, open_points, summary_table
from reports.dossier_model import (
    Cell,
    Column,
    Dossier,
    Facts,
    FindingLine,
    Findings,
    Section,
    Table,
    Text,
)
from reports.stamp import Stamp
from reports.vietnamese import long_date
from reports.words import (
    DOTS,
    MARKS,
    SELF_ASSESSED,
    level_notice,
    levels_table,
    sample_notice,
)
from scoring.explanation import Explanation, explain, level_words
from scoring.fields import UNKNOWN
from scoring.quantities import vietnamese
from scoring.result import Deciding, RulesetUsed, ScoreSheet
from scoring.verdict_words import CONDITION_NAMES

__all__ = ["Dossier", "dossier"]

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")

_METHOD = (
    "Điểm được tính đúng theo phân số từ các số liệu đơn vị báo cáo; khi so với một mức điểm "
    "không làm tròn, chỉ làm tròn khi in. Ô trống là thiếu số liệu, không phải là 0."
)


def dossier(sheet: ScoreSheet, stamp: Stamp) -> Dossier:
    """Return the dossier of *sheet*: same sheet and stamp, same words."""
    explanation = explain(sheet)
    sections = [
        _conditions(sheet, explanation),
        _total(sheet, explanation),
        *([_deciding(sheet)] if sheet.deciding else []),
        Section("tong-hop", "Bảng tổng hợp các tiêu chí", summary_table(sheet)),
        Section(
            "chi-tiet",
            "Chi tiết từng tiêu chí",
            (),
            tuple(criterion_section(criterion, explanation) for criterion in sheet.criteria),
        ),
        _basis(sheet, stamp),
    ]
    commune = sheet.commune
    notices = (sample_notice(commune), level_notice(sheet.ruleset.level))
    return cleaned(
        Dossier(
            title=f"HỒ SƠ ĐỀ NGHỊ CÔNG NHẬN {commune.kind.value.upper()} PHÙ HỢP VỚI TRẺ EM",
            subtitle=f"Bản tự đánh giá năm {sheet.year}",
            commune=commune.name,
            facts=_commune_facts(sheet),
            notices=tuple(notice for notice in notices if notice is not None),
            sections=tuple(
                Section(s.slug, f"{number}. {s.heading}", s.blocks, s.inner)
                for number, s in zip(_ROMAN, sections, strict=False)
            ),
            closing=SELF_ASSESSED,
        )
    )


def _commune_facts(sheet: ScoreSheet) -> Facts:
    commune = sheet.commune
    rows = [
        ("Tên đơn vị", commune.name),
        ("Mã đơn vị hành chính", commune.code),
        ("Loại đơn vị", commune.kind.value),
        ("Vùng", ", ".join(area.value for area in commune.areas) or "không khai"),
        *([("Huyện, quận, thị xã", commune.district)] if commune.district else []),
        ("Tỉnh, thành phố", commune.province or DOTS),
        ("Thuộc thành phố trực thuộc trung ương", _yes_no(answer=commune.centrally_run_city)),
        ("Năm đánh giá", str(sheet.year)),
    ]
    return Facts(tuple(rows))


def _yes_no(*, answer: bool | None) -> str:
    return {True: "có", False: "không", None: "không khai"}[answer]


def _conditions(sheet: ScoreSheet, explanation: Explanation) -> Section:
    lines = tuple(
        FindingLine(
            CONDITION_NAMES[condition.code],
            MARKS[condition.finding],
            f"{explanation.conditions[condition.code]} "
            f"Mức tin cậy của con số đã dùng: {level_words(condition.level)}.",
        )
        for condition in sheet.conditions
    )
    verdict = FindingLine("Kết luận", MARKS[sheet.verdict], explanation.verdict)
    return Section(
        "dieu-kien", "Điều kiện công nhận và kết luận", (Findings(lines, verdict), _small(sheet))
    )


def _small(sheet: ScoreSheet) -> Text:
    return Text(f"Căn cứ: {sheet.ruleset.citation}. {SELF_ASSESSED}", "small")


def _total(sheet: ScoreSheet, explanation: Explanation) -> Section:
    total, threshold = sheet.total, sheet.threshold
    facts = Facts(
        (
            ("Tổng điểm tự chấm", open_points(total.points, total.minimum, total.maximum)),
            ("Tổng điểm tối đa", vietnamese(total.max_points)),
            ("Ngưỡng phải đạt", vietnamese(threshold.points)),
            ("Nhóm áp dụng ngưỡng", threshold.group),
            ("Mức tin cậy của ngưỡng", level_words(threshold.level)),
        )
    )
    return Section("tong-diem", "Tổng điểm và ngưỡng", (Text(explanation.total, "lead"), facts))


def _deciding(sheet: ScoreSheet) -> Section:
    slugs = {criterion.number: criterion.slug for criterion in sheet.criteria}
    columns = (
        Column("Phần", 9, "center"),
        Column("Tên", 35, names_row=True),
        Column("Còn thiếu", 40),
        Column("Điểm còn bỏ ngỏ", 16, "right"),
    )
    rows = tuple(_deciding_row(part, slugs[part.criterion]) for part in sheet.deciding)
    intro = Text("Những phần dưới đây chưa chấm được và vẫn có thể đổi kết luận.")
    table = Table("Các phần còn quyết định kết luận, phần nhiều điểm nhất trước", columns, rows)
    return Section("con-bo-ngo", "Còn gì quyết định kết luận", (intro, table))


def _deciding_row(part: Deciding, slug: str) -> tuple[Cell, ...]:
    missing = "; ".join(part.blanks) or part.outcome.value
    return (
        Cell(part.part),
        Cell(part.name, target=slug),
        Cell(missing),
        Cell(vietnamese(Fraction(part.stake))),
    )


def _basis(sheet: ScoreSheet, stamp: Stamp) -> Section:
    used = sheet.ruleset
    reviewed = date.fromisoformat(used.still_in_force_on)
    facts = Facts(
        (
            ("Bộ tiêu chí", f"{used.number} – {used.title}"),
            ("Mã bộ tiêu chí trong phần mềm", used.id),
            ("Rà soát hiệu lực của văn bản", long_date(reviewed)),
            ("Mức tin cậy yếu nhất đã dùng", level_words(used.level)),
            ("Cơ quan công nhận", _authority(used)),
            ("Năm đánh giá", str(sheet.year)),
            ("Phần mềm", f"phuhop {stamp.program}"),
            ("SHA-256 của bộ tiêu chí", used.sha256),
            ("SHA-256 của số liệu đã nhập", sheet.input_sha256),
        )
    )
    return Section("co-so", "Cơ sở và cách tính", (Text(_METHOD), facts, levels_table()))


def _authority(used: RulesetUsed) -> str:
    if used.authority_level is None:
        return f"{UNKNOWN}: {DOTS}"
    return f"{used.authority} ({level_words(used.authority_level)})"

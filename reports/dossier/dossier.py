"""From a score sheet to a dossier: the finished words of all its documents.

Every number comes from the sheet or is a difference of two of its points; what a person must
fill in comes from the office profile or stays a dotted blank.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from reports.dossier.ballots import ballot_table
from reports.dossier.board import board, points_chart
from reports.dossier.criteria import criterion_words, typed
from reports.dossier.evidence import NOTHING_ATTACHED, Attached
from reports.dossier.form_entries import NO_FORM, prepared_by
from reports.dossier.model import (
    CommuneWords,
    ConditionWords,
    DecidingWords,
    Dossier,
    ResultWords,
    RulesWords,
)
from reports.dossier.office_entries import completed
from reports.dossier.sets import commune_set
from reports.dossier.shortfalls import tasks
from reports.papers.blocks import DocumentSet
from reports.papers.council_words import (
    council_words,
    meeting_words,
    narrative_words,
    opinions,
)
from reports.papers.decree import decree
from reports.papers.office import EMPTY, Office
from reports.papers.office_words import head
from reports.papers.photo import Photo
from reports.papers.usual_office import usual
from reports.wording.clean import cleaned, quoted
from reports.wording.notices import Fact
from reports.wording.places import name_in_text
from reports.wording.stamp import Stamp
from reports.wording.vietnamese import in_sentence, long_date
from reports.wording.words import (
    DOTS,
    MARKS,
    SELF_ASSESSED,
    level_note,
    level_notice,
    sample_notice,
)
from scoring.advice.steps import RouteStep
from scoring.base.communes import Commune
from scoring.base.quantities import interval_words, vietnamese
from scoring.engine.explanation import WholeExplanation, explain, level_words
from scoring.engine.score_sheet import Deciding, Finding, RulesetUsed, ScoreSheet
from scoring.engine.verdict_words import CONDITION_NAMES
from scoring.formats.fields import UNKNOWN
from scoring.forms.form import Form

__all__ = ["Dossier", "dossier"]

CHAIN_HEAD = "Nhật ký của sổ hồ sơ, dấu kiểm đầu chuỗi"

_TITLES: Mapping[Finding, str] = {
    Finding.MET: "HỒ SƠ ĐỀ NGHỊ CÔNG NHẬN",
    Finding.NOT_MET: "HỒ SƠ TỰ ĐÁNH GIÁ TIÊU CHUẨN",
    Finding.CANNOT_SAY: "HỒ SƠ TỰ ĐÁNH GIÁ TIÊU CHUẨN",
}
"""What the dossier is called: only a commune that meets the conditions asks to be recognised."""

_METHOD = (
    "Điểm được tính đúng theo phân số từ các số liệu đơn vị báo cáo; khi so với một mức điểm "
    "không làm tròn, chỉ làm tròn khi in. Ô trống là thiếu số liệu, không phải là 0."
)


def dossier(  # noqa: PLR0913, PLR0917 -- what a dossier is made of
    sheet: ScoreSheet,
    stamp: Stamp,
    office: Office = EMPTY,
    documents: DocumentSet | None = None,
    form: Form | None = None,
    attached: Attached = NOTHING_ATTACHED,
    steps: Sequence[RouteStep] = (),
    before: ScoreSheet | None = None,
    photos: tuple[Photo, ...] = (),
) -> Dossier:
    """Return the dossier of *sheet*: the same arguments, the same words.

    *form* is what else stood in the workbook: it fills in blanks of the office's profile, the
    sources, the explanations and the list of evidence. *attached* are the evidence files that
    go with it, *photos* those of them that an annex shows. *steps* are what can be done next,
    *before* is the year before.
    """
    documents = documents or commune_set()
    explanation = cleaned(explain(sheet), quoted)
    form = form or NO_FORM
    office = usual(completed(office, form), sheet.commune)
    said = typed(sheet, form, attached)
    heard = opinions(office)
    criteria = tuple(
        criterion_words(c, explanation, said, heard.get(str(c.number), "")) for c in sheet.criteria
    )
    kind = sheet.commune.kind.value
    notices = (sample_notice(sheet.commune), level_notice(sheet.ruleset.level))
    kept = tuple(notice for notice in notices if notice is not None)
    return cleaned(
        Dossier(
            title=f"{_TITLES[sheet.verdict]} {kind.upper()} PHÙ HỢP VỚI TRẺ EM",
            subtitle=f"Bản tự đánh giá năm {sheet.year}",
            year=str(sheet.year),
            commune=commune_words(sheet, prepared_by(form)),
            **head(office, documents),
            meeting=meeting_words(office),
            council=council_words(office),
            narrative=narrative_words(office),
            enclosed=_enclosed(documents, has_photos=bool(photos)),
            notices=kept,
            rules=rules_words(sheet, stamp),
            result=result_words(sheet, explanation),
            conditions=condition_words(sheet, explanation),
            deciding=tuple(deciding_words(part, sheet) for part in sheet.deciding),
            criteria=criteria,
            with_opinion=tuple(one for one in criteria if one.opinion),
            evidence=said.evidence.words(),
            evidence_note=said.evidence.note(),
            ballots=ballot_table(sheet, form),
            photos=photos,
            chart=points_chart(sheet),
            board=board(sheet, said.evidence, steps, before),
            next_year=str(sheet.year + 1),
            plan=tasks(sheet.criteria),
            kept=", ".join(str(c.number) for c in sheet.criteria if c.points == c.max_points),
            method=_METHOD,
            level_note=level_note(c.level for c in sheet.criteria),
            closing=SELF_ASSESSED,
        )
    )


def _enclosed(documents: DocumentSet, *, has_photos: bool) -> str:
    """Return what goes with the letter: all other documents of the set, chosen or not."""
    titles = [
        document.title.met
        for document in documents.documents
        if not document.is_internal
        and (has_photos or not document.photos)
        and all(part.head != "letter" for part in document.parts)
    ]
    return "; ".join(map(in_sentence, titles))


def commune_words(sheet: ScoreSheet, preparer: str = "") -> CommuneWords:
    """Return the words of the commune that was assessed, and who prepared its form."""
    commune = sheet.commune
    about = [
        ("Loại đơn vị", commune.kind.value),
        ("Vùng", _areas(commune)),
        *([("Huyện, quận, thị xã", commune.district)] if commune.district else []),
        ("Tỉnh, thành phố", commune.province or DOTS),
        ("Thuộc thành phố trực thuộc trung ương", _yes_no(answer=commune.centrally_run_city)),
    ]
    prepared = [("Người lập biểu", preparer)] if preparer else []
    facts = [
        ("Tên đơn vị", commune.name),
        ("Mã đơn vị hành chính", commune.code),
        *about,
        ("Năm đánh giá", str(sheet.year)),
        *prepared,
    ]
    return CommuneWords(
        name=commune.name,
        name_in_text=name_in_text(commune),
        kind=commune.kind.value,
        kind_upper=commune.kind.value.upper(),
        code=commune.code,
        described="; ".join(f"{in_sentence(name)}: {value}" for name, value in (*about, *prepared)),
        facts=tuple(Fact(name, value) for name, value in facts),
    )


def _areas(commune: Commune) -> str:
    said = ", ".join(area.value for area in commune.areas)
    if not commune.blank_areas:
        return said or "không khai"
    blank = f"để trống {', '.join(area.value for area in commune.blank_areas)}"
    return f"{said}; {blank}" if said else blank


def _yes_no(*, answer: bool | None) -> str:
    return {True: "có", False: "không", None: "không khai"}[answer]


def condition_words(sheet: ScoreSheet, explanation: WholeExplanation) -> tuple[ConditionWords, ...]:
    """Return the three conditions, what was found, and why."""
    return tuple(
        ConditionWords(
            name=CONDITION_NAMES[condition.code],
            mark=MARKS[condition.finding].words,
            tone=MARKS[condition.finding].tone,
            reason=explanation.conditions[condition.code],
            level=level_words(condition.level),
        )
        for condition in sheet.conditions
    )


def result_words(sheet: ScoreSheet, explanation: WholeExplanation) -> ResultWords:
    """Return what it all comes to."""
    total, threshold, mark = sheet.total, sheet.threshold, MARKS[sheet.verdict]
    return ResultWords(
        mark=mark.words,
        tone=mark.tone,
        reason=explanation.verdict,
        lost=vietnamese(total.max_points - total.maximum),
        shortfalls=_shortfalls(sheet, explanation),
        is_full=total.points == total.max_points,
        total=interval_words(total.minimum, total.maximum),
        max_points=vietnamese(total.max_points),
        total_sentence=explanation.total,
        threshold=vietnamese(threshold.points),
        group=threshold.group,
        threshold_level=level_words(threshold.level),
        is_met=sheet.verdict is Finding.MET,
        is_not_met=sheet.verdict is Finding.NOT_MET,
        is_open=sheet.verdict is Finding.CANNOT_SAY,
    )


def _shortfalls(sheet: ScoreSheet, explanation: WholeExplanation) -> tuple[str, ...]:
    """Return the reasons of what is not met; one that only says more than another is left out."""
    said = {
        explanation.conditions[one.code]: None
        for one in sheet.conditions
        if one.finding is not Finding.MET
    }
    return tuple(one for one in said if not any(one != o and one.startswith(o) for o in said))


def deciding_words(part: Deciding, sheet: ScoreSheet) -> DecidingWords:
    """Return an open part that can still change the verdict."""
    return DecidingWords(
        part=part.part,
        name=part.name,
        target=sheet.criterion(part.criterion).slug,
        missing="; ".join(part.blanks) or part.outcome.value,
        stake=vietnamese(Fraction(part.stake)),
    )


def rules_words(sheet: ScoreSheet, stamp: Stamp, figures: str = "số liệu đã nhập") -> RulesWords:
    """Return the decision that was applied, and what a reader may check it by.

    *figures* says whose figures the sheet was scored from.
    """
    used = sheet.ruleset
    reviewed, issued = (date.fromisoformat(d) for d in (used.still_in_force_on, used.issued_on))
    kind = decree().kind_of(used.number) or "Văn bản"
    facts = (
        ("Bộ tiêu chí", f"{used.number} – {used.title}"),
        ("Mã bộ tiêu chí trong phần mềm", used.id),
        ("Rà soát hiệu lực của văn bản", long_date(reviewed)),
        ("Mức tin cậy yếu nhất đã dùng", level_words(used.level)),
        ("Cơ quan công nhận", _authority(used)),
        ("Năm đánh giá", str(sheet.year)),
        ("Phần mềm", f"phuhop {stamp.program}"),
        ("SHA-256 của bộ tiêu chí", used.sha256),
        (f"SHA-256 của {figures}", sheet.input_sha256),
        *([(CHAIN_HEAD, stamp.head)] if stamp.head else []),
    )
    return RulesWords(
        cited=f"{kind} số {used.number} {long_date(issued)} của {used.issuer}",
        title=used.title,
        about=in_sentence(used.title),
        citation=used.citation,
        level=level_words(used.level),
        facts=tuple(Fact(name, value) for name, value in facts),
    )


def _authority(used: RulesetUsed) -> str:
    if used.authority_level is None:
        return f"{UNKNOWN}: {DOTS}"
    return f"{used.authority} ({level_words(used.authority_level)})"

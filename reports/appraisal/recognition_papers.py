"""From the comparisons of many communes to the papers that propose and decide recognition.

A decision is a draft while any number used is below the official text: nothing here lets
it be otherwise, and no option reaches it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from reports.appraisal.model import DRAFT, RecognisedWords, RecognitionPapers
from reports.dossier.dossier import rules_words
from reports.papers.blocks import DocumentSet
from reports.papers.council_words import meeting_words
from reports.papers.office import Office
from reports.papers.office_words import OfficeWords, head, office_words
from reports.wording.clean import cleaned
from reports.wording.notices import Notice
from reports.wording.stamp import Stamp
from reports.wording.words import DOTS, LEVEL_MEANINGS, sample_notice
from scoring.appraisal.comparison import AppraisalComparison
from scoring.base.levels import weakest
from scoring.base.quantities import interval_text, vietnamese
from scoring.engine.explanation import level_words
from scoring.engine.score_sheet import Finding, ScoreSheet
from scoring.rules.ruleset import Ruleset


def recognition_papers(  # noqa: PLR0913, PLR0917 -- what the papers are made of
    comparisons: Sequence[AppraisalComparison],
    stamp: Stamp,
    office: Office,
    documents: DocumentSet,
    audit: str = "",
    decided_on: date | None = None,
) -> RecognitionPapers:
    """Return the words for the communes of one year and ruleset, those that meet it listed.

    Who recognises is told for the day *decided_on*, failing that for the profile's day. The
    order of *comparisons* changes nothing. Raises ``ValueError`` for several years or
    rulesets, and where no commune meets the standard: there is nothing to decide.
    """
    ordered = sorted(comparisons, key=lambda one: one.commune.code)
    sheets = [one.appraised.verified for one in ordered]
    if len({(sheet.year, sheet.ruleset.sha256) for sheet in sheets}) != 1:
        raise ValueError("a decision is on one year and one ruleset")
    met = [sheet for sheet in sheets if sheet.verdict is Finding.MET]
    others = [sheet for sheet in sheets if sheet.verdict is not Finding.MET]
    if not met:
        raise ValueError("no commune meets the standard")
    # The verified sheets' own level: it counts every number used, a person's ruling too.
    level = weakest(sheet.ruleset.level for sheet in met)
    is_draft = not level.is_official
    ruleset = ordered[0].appraised.ruleset
    authority, note = _authority(ruleset, decided_on or office.day, met[0].year)
    notices = [next(filter(None, (sample_notice(sheet.commune) for sheet in met)), None)]
    if is_draft:
        meaning = LEVEL_MEANINGS[level]
        text = f"Con số yếu nhất đã dùng ở mức «{level_words(level)}»: {meaning}"
        notices.insert(0, Notice(DRAFT, f"{text} Không ban hành trước khi đối chiếu."))
    return cleaned(
        RecognitionPapers(
            year=str(met[0].year),
            **(head(office, documents) | {"office": _signed_by(authority, office)}),
            meeting=meeting_words(office),
            notices=tuple(notice for notice in notices if notice is not None),
            rules=rules_words(min(met, key=lambda s: s.ruleset.level.strength), stamp),
            level=level,
            is_draft=is_draft,
            draft=f"{DRAFT}." if is_draft else "",
            authority=authority.upper() if authority else DOTS,
            authority_note=note,
            count=_count(len(met)),
            recognised=tuple(_words(number, sheet) for number, sheet in enumerate(met, 1)),
            appraised=_count(len(sheets)),
            others=tuple(_words(number, sheet) for number, sheet in enumerate(others, 1)),
            audit=audit,
        )
    )


def _authority(ruleset: Ruleset, decided_on: date | None, year: int) -> tuple[str | None, str]:
    """Return who recognises on the day of the decision, and what is known of it."""
    day = decided_on or date(year, 12, 31)
    recognition = ruleset.recognition
    found = recognition.authority_on(day)
    verified = recognition.verification_of(found) if found else None
    if found is None or verified is None:
        return None, (
            f"Thẩm quyền công nhận vào ngày {day:%d/%m/%Y} chưa rõ; ghi theo quy định hiện hành."
        )
    level = level_words(verified.as_level)
    return found.name, f"Thẩm quyền công nhận: {found.name} (mức tin cậy: {level})."


def _signed_by(authority: str | None, office: Office) -> OfficeWords:
    """Return the office; whoever decides in their own name signs on nobody's behalf.

    Nghị định 30/2020/NĐ-CP, Phụ lục I: «TM.» is for what a collective decides. Where the
    ruleset names the chairman, the decision has no «TM. Ủy ban nhân dân» above the position.
    """
    words = office_words(office)
    is_own = authority is not None and authority.casefold().startswith("chủ tịch")
    if is_own and words.authority.startswith("TM."):
        return replace(words, has_own_authority=False)
    return words


def _count(number: int) -> str:
    """Return a number as documents count things: with a 0 where it has one digit."""
    return vietnamese(number) if number > 9 else f"{number:02}"  # noqa: PLR2004


def _words(number: int, sheet: ScoreSheet) -> RecognisedWords:
    commune = sheet.commune
    return RecognisedWords(
        number=str(number),
        name=commune.name,
        code=commune.code,
        kind=commune.kind.value,
        where=", ".join(filter(None, (commune.district, commune.province))) or DOTS,
        total=interval_text(sheet.total.minimum, sheet.total.maximum),
        threshold=vietnamese(sheet.threshold.points),
        group=sheet.threshold.group,
        level=level_words(sheet.ruleset.level),
    )

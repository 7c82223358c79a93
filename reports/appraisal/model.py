"""The view models of the appraisal's documents: finished words and numbers, in order.

Two sets use them: papers about one commune, and papers about a list of communes.
"""

from __future__ import annotations

from dataclasses import dataclass

from reports.dossier.model import (
    CommuneWords,
    ConditionWords,
    DecidingWords,
    ResultWords,
    RulesWords,
)
from reports.papers.council_words import MeetingWords, Person
from reports.papers.office_words import PaperHead
from reports.wording.notices import Fact
from scoring.base.levels import Level

DRAFT = "DỰ THẢO – bảng điểm chưa đối chiếu"
"""What a decision is called while its numbers were not all compared with the official text."""


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One row of the comparison: a criterion, or below it one of its parts."""

    code: str
    name: str
    max_points: str
    claimed: str
    verified: str
    difference: str
    effect: str
    why: str


@dataclass(frozen=True, slots=True)
class CompareGroup:
    """A criterion and its parts; ``parts`` is empty where there is only one."""

    whole: CompareRow
    parts: tuple[CompareRow, ...]


@dataclass(frozen=True, slots=True)
class DifferenceWords:
    """A figure or answer that was found otherwise."""

    part: str
    name: str
    claimed: str
    verified: str
    why: str


@dataclass(frozen=True, slots=True)
class RulingWords:
    """A decision on a part that the law leaves open, with the whole sentence."""

    part: str
    name: str
    points: str
    text: str


@dataclass(frozen=True, slots=True)
class SupplementWords:
    """What a commune is asked to add to one part, and why."""

    part: str
    name: str
    wanted: str
    why: str
    documents: str


@dataclass(frozen=True, slots=True)
class RemarkWords:
    """What a commune is asked with a return, at one place."""

    number: str
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class AppraisalPapers(PaperHead):
    """Everything that the papers about one commune may name.

    ``result`` and ``conditions`` are those of the verified figures, ``claimed`` of the
    reported ones. ``audit`` is empty where the face gave no head of the audit chain.

    ``is_returned``, ``is_decided`` and ``is_refused`` say what the register says;
    ``is_concluded`` is whether the appraisal is finished, as far as anybody knows. A refusal
    is a ``draft`` as a decision is, while any number used is below the official text.
    """

    commune: CommuneWords
    meeting: MeetingWords
    rules: RulesWords
    claimed: ResultWords
    result: ResultWords
    is_verdict_changed: bool
    conditions: tuple[ConditionWords, ...]
    failed: tuple[ConditionWords, ...]
    deciding: tuple[DecidingWords, ...]
    appraiser: Person
    appraised_on: str
    groups: tuple[CompareGroup, ...]
    difference: str
    differences: tuple[DifferenceWords, ...]
    rulings: tuple[RulingWords, ...]
    supplements: tuple[SupplementWords, ...]
    is_appraised: bool
    is_returned: bool
    returned_for: str
    remarks: tuple[RemarkWords, ...]
    due: str
    is_decided: bool
    is_refused: bool
    refused_for: str
    is_concluded: bool
    is_draft: bool
    draft: str
    audit: str
    levels: tuple[Fact, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class RecognisedWords:
    """A commune of the list."""

    number: str
    name: str
    code: str
    kind: str
    where: str
    total: str
    threshold: str
    group: str
    level: str


@dataclass(frozen=True, slots=True)
class RecognitionPapers(PaperHead):
    """Everything that the papers about a list of communes may name.

    ``is_draft`` stays true while any number used is below the official text; ``draft`` then
    heads the subject, the file's title and the foot of every page, else it is empty.
    """

    meeting: MeetingWords
    rules: RulesWords
    level: Level
    is_draft: bool
    draft: str
    authority: str
    authority_note: str
    count: str
    recognised: tuple[RecognisedWords, ...]
    appraised: str
    others: tuple[RecognisedWords, ...]
    audit: str

    def __post_init__(self) -> None:
        """Refuse words of a decision that hide that its numbers were not all compared."""
        if not self.level.is_official and not (self.is_draft and self.draft.startswith(DRAFT)):
            raise ValueError("a decision on numbers below the official text is a draft")

"""The view model that all documents share: finished words and numbers, in order.

A template names these fields and nothing else, so Word and HTML say the same. Every text is
clean and in Vietnamese; what is not known is a dotted blank.
"""

from __future__ import annotations

from dataclasses import dataclass

from reports.dossier.ballots import BallotTable
from reports.dossier.board import Board
from reports.dossier.evidence import EvidenceWords
from reports.dossier.shortfalls import TaskWords
from reports.papers.chart import Chart
from reports.papers.council_words import CouncilWords, MeetingWords, NarrativeWords
from reports.papers.office_words import PaperHead
from reports.papers.photo import Photo
from reports.wording.notices import Fact


@dataclass(frozen=True, slots=True)
class CommuneWords:
    """The commune; ``kind`` is xã, phường, thị trấn or đặc khu.

    ``name_in_text`` has the kind in small letters, as after «Ủy ban nhân dân».
    """

    name: str
    name_in_text: str
    kind: str
    kind_upper: str
    code: str
    described: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class RulesWords:
    """The decision that was applied; ``cited`` names it as a document cites another.

    ``about`` is its title as it goes on in a sentence.
    """

    cited: str
    title: str
    about: str
    citation: str
    level: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ConditionWords:
    """One condition of recognition, what was found, and why."""

    name: str
    mark: str
    tone: str
    reason: str
    level: str


@dataclass(frozen=True, slots=True)
class ResultWords:
    """What it all comes to; exactly one of the last three is true.

    ``shortfalls`` are the reasons why it is not met, each once; ``is_full`` is whether
    no point is lost or open.
    """

    mark: str
    tone: str
    reason: str
    lost: str
    shortfalls: tuple[str, ...]
    is_full: bool
    total: str
    max_points: str
    total_sentence: str
    threshold: str
    group: str
    threshold_level: str
    is_met: bool
    is_not_met: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class DecidingWords:
    """An open part that can still change the verdict."""

    part: str
    name: str
    target: str
    missing: str
    stake: str


@dataclass(frozen=True, slots=True)
class LineWords:
    """A line of the table of points below its criterion: a part or a yes/no item."""

    code: str
    text: str
    data: str
    max_points: str
    points: str
    evidence: str
    remark: str


@dataclass(frozen=True, slots=True)
class CriterionWords:
    """A criterion; ``lines`` are empty where the criterion itself has the figures.

    ``level_sign`` is the mark of the weakest level it rests on, explained by ``level_note``.
    ``shortfalls`` are the sentences of the report on what was not reached; ``opinion`` is the
    council's, empty where none was written down.
    """

    number: str
    slug: str
    name: str
    level_sign: str
    max_points: str
    points: str
    lost: str
    mark: str
    tone: str
    result: str
    data: str
    evidence: str
    remark: str
    opinion: str
    shortfalls: tuple[str, ...]
    lines: tuple[LineWords, ...]


@dataclass(frozen=True, slots=True)
class Dossier(PaperHead):
    """Everything a template may name, for one commune and one year.

    ``numbers``, ``dates`` and ``days`` (place and date) go by the codes of the set's documents;
    ``enclosed`` names what goes with the letter.
    """

    title: str
    subtitle: str
    commune: CommuneWords
    meeting: MeetingWords
    council: CouncilWords
    narrative: NarrativeWords
    enclosed: str
    rules: RulesWords
    result: ResultWords
    conditions: tuple[ConditionWords, ...]
    deciding: tuple[DecidingWords, ...]
    criteria: tuple[CriterionWords, ...]
    with_opinion: tuple[CriterionWords, ...]
    """The criteria on which the council said something."""
    evidence: tuple[EvidenceWords, ...]
    evidence_note: str
    ballots: BallotTable
    photos: tuple[Photo, ...]
    chart: Chart
    board: Board
    next_year: str
    plan: tuple[TaskWords, ...]
    kept: str
    """The numbers of the criteria that have all their points, to be kept next year."""
    method: str
    level_note: str
    closing: str

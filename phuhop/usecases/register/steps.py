"""A step or a decision, for one dossier or for many; tried, or recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from phuhop.usecases.register.bulk import Choice, each
from phuhop.usecases.register.right_commune import check_receiver
from phuhop.usecases.wrong_use import WrongUse
from registry.acts.acts import StepWords, act
from registry.acts.deciding import Paper, decide
from registry.acts.remarks import Remark, RemarkAnswer
from registry.workflow.steps import Offer, RefusedStep

if TYPE_CHECKING:
    from datetime import date

    from registry.store.chain import Actor, Event
    from registry.store.database import Database
    from scoring.base.problems import Problem

__all__ = [
    "DecisionWish",
    "Offer",
    "RefusedStep",
    "Remark",
    "RemarkAnswer",
    "StepTaken",
    "StepWish",
    "StepsTaken",
    "decide_each",
    "step_each",
]
# What a refused step lacks and what is offered instead, each face says in its own words.


@dataclass(frozen=True, slots=True)
class StepTaken:
    """The event of a step; of one that was only tried nothing is kept."""

    event: Event
    is_rehearsal: bool

    def line(self) -> str:
        """Return what was done: dossier, step, state, link; or what would be."""
        from registry.views.text import event_line, trial_line

        return trial_line(self.event) if self.is_rehearsal else event_line(self.event)

    def json(self) -> dict[str, Any]:
        """Return the event with everything that is hashed."""
        from registry.views.plain_json import plain_event

        found = plain_event(self.event)
        return {**found, "dry_run": True} if self.is_rehearsal else found


@dataclass(frozen=True, slots=True)
class StepsTaken:
    """For how many dossiers the step was legal, and why not for others."""

    done: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class StepWish:
    """A step that carries words: its name in the workflow, a reason, the day a return is due.

    *receiver* is the code of the commune that goes on with a dossier which is transferred,
    *remarks* what a return asks for, place by place, *answers* what is answered with a version
    that is sent again.
    """

    name: str
    reason: str | None = None
    due: date | None = None
    receiver: str | None = None
    remarks: tuple[Remark, ...] = ()
    answers: tuple[RemarkAnswer, ...] = ()

    @property
    def words(self) -> StepWords:
        """What is said with the step."""
        return StepWords(self.reason, self.due, self.receiver, self.remarks, self.answers)


def remarks_of(texts: Sequence[str]) -> tuple[Remark, ...]:
    """Return the remarks that are written ``7=Bổ sung …``; raises ``WrongUse``."""
    return tuple(Remark(place, said) for place, said in _pairs("remarks", texts, "7=Bổ sung số sổ"))


def answers_of(texts: Sequence[str]) -> tuple[RemarkAnswer, ...]:
    """Return the answers that are written ``1=Đã bổ sung …``; raises ``WrongUse``."""
    found = []
    for number, said in _pairs("answers", texts, "1=Đã bổ sung số sổ"):
        if not (number.isascii() and number.isdigit()):
            raise WrongUse("answers", f"«{number}» không phải số của yêu cầu bổ sung")
        found.append(RemarkAnswer(int(number), said))
    return tuple(found)


def _pairs(field: str, texts: Sequence[str], example: str) -> Iterator[tuple[str, str]]:
    for text in texts:
        left, equals, right = text.partition("=")
        if not equals or not left.strip() or not right.strip():
            raise WrongUse(field, f"«{text}» thiếu nơi hoặc lời; viết như «{example}»")
        yield left.strip(), right.strip()


@dataclass(frozen=True, slots=True)
class DecisionWish:
    """Recognised or refused, by which paper, on which appraisal that was read."""

    recognised: bool
    number: str | None = None
    day: date | None = None
    signer: str | None = None
    reason: str | None = None
    appraisal: int | None = None


def step_each(  # noqa: PLR0913 -- those of the command
    database: Database,
    choice: Choice,
    wish: StepWish,
    actor: Actor,
    take: Callable[[StepTaken], None],
    *,
    is_rehearsal: bool = False,
) -> StepsTaken:
    """Do the step for every dossier of *choice*; give each that is done to *take*.

    A refusal stops no other. Raises as ``chosen`` does.
    """
    words = wish.words

    def one(target: Database, key: str) -> Event:
        if wish.receiver is not None:
            check_receiver(key, wish.receiver)
        return act(target, key, wish.name, actor, words)

    return _each(database, choice, one, take, is_rehearsal=is_rehearsal)


def decide_each(  # noqa: PLR0913 -- those of the command
    database: Database,
    choice: Choice,
    wish: DecisionWish,
    actor: Actor,
    take: Callable[[StepTaken], None],
    *,
    is_rehearsal: bool = False,
) -> StepsTaken:
    """Record the decision for every dossier of *choice*; otherwise as ``step_each``."""
    paper = Paper(wish.recognised, wish.number, wish.day, wish.signer, wish.reason, wish.appraisal)

    def one(target: Database, key: str) -> Event:
        return decide(target, key, actor, paper)

    return _each(database, choice, one, take, is_rehearsal=is_rehearsal)


def _each(
    database: Database,
    choice: Choice,
    one: Callable[[Database, str], Event],
    take: Callable[[StepTaken], None],
    *,
    is_rehearsal: bool,
) -> StepsTaken:
    problems: list[Problem] = []
    done = 0
    for outcome in each(database, choice, one, is_rehearsal=is_rehearsal):
        problems += outcome.problems
        if outcome.event is not None:
            done += 1
            take(StepTaken(outcome.event, is_rehearsal))
    return StepsTaken(done, tuple(problems))

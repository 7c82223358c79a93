"""Which steps lead on from where a dossier stands, and what each still lacks."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from registry.workflow.needs import LOCK, Facts, Need, unmet
from registry.workflow.standing import Standing
from registry.workflow.workflow import NOTHING_YET, Step, Workflow
from scoring.base.problems import Place, Problem, ProblemsFound


@dataclass(frozen=True, slots=True)
class Position:
    """A dossier as a step meets it: its name for messages, its state, what is known of it."""

    place: str
    state: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Offer:
    """A step that leads on from here, and what it still lacks; nothing when it can be done."""

    step: Step
    missing: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class RefusedStep(Problem):
    """A step that is none here: what it lacks, field by field, and what could be done instead.

    Message and hint say the same in plain words; whoever has fields or commands says it in theirs.
    """

    missing: tuple[Need, ...] = field(default=(), compare=False)
    offers: tuple[Offer, ...] = field(default=(), compare=False)


def position_of(place: str, standing: Standing | None, facts: Facts) -> Position:
    """Return the position of a dossier that stands so, or is not there yet."""
    return Position(place, standing.state if standing is not None else NOTHING_YET, facts)


def legal_steps(
    workflow: Workflow, position: Position, roles: Collection[str] | None = None
) -> tuple[Offer, ...]:
    """Return the steps that lead on from *position*, in the file's order.

    With *roles* only those that one of them may do. A step whose needs are not met is offered
    too, with what it lacks: most of it is said together with the step.
    """
    return tuple(
        Offer(step, unmet(step.needs, position.facts))
        for step in workflow.from_state(position.state)
        if roles is None or not {*roles}.isdisjoint(step.roles)
    )


def unlocked(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    """Return the offers without those that the lock alone forbids: no words mend that."""
    return tuple(offer for offer in offers if all(need.field != LOCK for need in offer.missing))


def step_for(workflow: Workflow, position: Position, command: str, role: str) -> Step:
    """Return the step that *command* is here: the first in the file whose needs are all met.

    Raises ``ProblemsFound`` with the reason and the steps that would be legal.
    """
    state, facts = position.state, position.facts
    fitting = [step for step in workflow.from_state(state) if step.command == command]
    if not fitting:
        others = [step for step in workflow.steps if step.command == command]
        names = " hoặc ".join(dict.fromkeys(f"«{step.name}»" for step in others)) or f"«{command}»"
        message = f"hồ sơ ở trạng thái «{state}», không có bước {names}"
        raise _refused(workflow, position, "buoc-trai-quy-trinh", message)
    allowed = [step for step in fitting if role in step.roles]
    if not allowed:
        message = f"vai trò «{role}» không được làm bước «{fitting[0].name}»"
        message += f"; bước này của: {', '.join(fitting[0].roles)}"
        raise _refused(workflow, position, "sai-vai-tro", message)
    lacking = [unmet(step.needs, facts) for step in allowed]
    for step, missing in zip(allowed, lacking, strict=True):
        if not missing:
            return step
    words = "; ".join(need.words for need in lacking[0])
    message = f"chưa ghi được bước «{allowed[0].name}»: {words}"
    raise _refused(workflow, position, "chua-du-dieu-kien", message, lacking[0])


def _refused(
    workflow: Workflow,
    position: Position,
    code: str,
    message: str,
    missing: tuple[Need, ...] = (),
) -> ProblemsFound:
    offers = unlocked(legal_steps(workflow, position))
    hint = steps_in_words(offers)
    place = Place(position.place)
    return ProblemsFound([RefusedStep(place, code, message, hint, missing=missing, offers=offers)])


def steps_in_words(offers: Iterable[Offer]) -> str:
    """Return the steps in words: name and roles."""
    named = "; ".join(f"{one.step.name} ({', '.join(one.step.roles)})" for one in offers)
    return f"bước hợp lệ: {named}" if named else "không còn bước nào nữa"

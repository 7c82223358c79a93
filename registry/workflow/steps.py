"""Which step a command is, from where a dossier stands; or why it is none, and what would be."""

from __future__ import annotations

from dataclasses import dataclass

from registry.workflow.needs import NEEDS, Facts
from registry.workflow.standing import Standing
from registry.workflow.workflow import NOTHING_YET, Step, Workflow
from scoring.base.problems import Place, Problem, ProblemsFound


@dataclass(frozen=True, slots=True)
class Position:
    """A dossier as a step meets it: its name for messages, its state, what is known of it."""

    place: str
    state: str
    facts: Facts


def position_of(place: str, standing: Standing | None, facts: Facts) -> Position:
    """Return the position of a dossier that stands so, or is not there yet."""
    return Position(place, standing.state if standing is not None else NOTHING_YET, facts)


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
    for step in allowed:
        if not any(NEEDS[need](facts) for need in step.needs):
            return step
    first = allowed[0]
    missing = [words for need in first.needs if (words := NEEDS[need](facts))]
    message = f"chưa ghi được bước «{first.name}»: {'; '.join(missing)}"
    raise _refused(workflow, position, "chua-du-dieu-kien", message)


def _refused(workflow: Workflow, position: Position, code: str, message: str) -> ProblemsFound:
    hint = next_steps(workflow, position.state, locked=position.facts.locked)
    return ProblemsFound([Problem(Place(position.place), code, message, hint)])


def next_steps(workflow: Workflow, state: str, *, locked: bool) -> str:
    """Return the legal steps from a state in words: name, command, roles.

    What the lock alone forbids is left out; what else a step needs is told when it is tried.
    """
    facts = Facts(locked=locked)
    steps = [
        step
        for step in workflow.from_state(state)
        if not any(NEEDS[need](facts) for need in step.needs if need in _OF_THE_LOCK)
    ]
    if not steps:
        return "không còn bước nào nữa"
    named = "; ".join(f"{step.name} ({step.command}: {', '.join(step.roles)})" for step in steps)
    return f"bước hợp lệ: {named}"


_OF_THE_LOCK = {"số liệu chưa khóa", "số liệu đang khóa"}

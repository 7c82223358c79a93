"""What a return asks of a commune, and what it answers while it mends: fields of the draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from phuhop.portal.drafts.register import register
from phuhop.portal.drafts.rows import FieldRow
from phuhop.usecases.drafting.in_register import InRegister
from phuhop.usecases.returns.remarks import RemarkSaid, list_remarks
from registry.acts.remarks import RemarkAnswer

ANSWER = "remarks."
"""Before the number of a remark: the id of the field that holds its answer."""


def is_answer(field: str) -> bool:
    """Whether a field is the answer to a remark."""
    number = field.removeprefix(ANSWER)
    return field.startswith(ANSWER) and number.isascii() and number.isdigit()


@dataclass(frozen=True, slots=True)
class Asked:
    """A remark of the last return, its field, and what is answered so far."""

    remark: RemarkSaid
    answer: str
    revision: int

    @property
    def field(self) -> str:
        """The id of the field."""
        return f"{ANSWER}{self.remark.number}"


def asked_of(stands: InRegister, fields: Mapping[str, FieldRow]) -> tuple[Asked, ...]:
    """Return what the return that stands asks for, each with its answer; else nothing."""
    if stands.returned is None:
        return ()
    found = []
    for one in list_remarks(register(), str(stands.key)):
        row = fields.get(f"{ANSWER}{one.number}")
        if one.seq == stands.returned.seq:
            found.append(Asked(one, row.value if row else "", row.revision if row else 0))
    return tuple(found)


def answers_of(asked: tuple[Asked, ...]) -> tuple[RemarkAnswer, ...]:
    """Return the answers that were written."""
    return tuple(RemarkAnswer(one.remark.number, one.answer) for one in asked if one.answer.strip())

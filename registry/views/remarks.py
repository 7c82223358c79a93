"""What was asked of a commune with its returns, and what it answered, by whom, in which version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from registry.store.dossier_keys import find
from registry.store.schema import events, remark_answers, remarks, submissions
from registry.workflow.kept_rulesets import kept_ruleset
from reports.appraisal.remark_places import part_of, place_words
from reports.wording.text_lines import wrapped
from reports.wording.vietnamese import short_date


@dataclass(frozen=True, slots=True)
class AnswerSaid:
    """An answer: the words, who gave it when, in which version; ``seq`` is the event's number."""

    text: str
    person: str
    at: str
    version: int
    seq: int


@dataclass(frozen=True, slots=True)
class RemarkSaid:
    """A remark as it stands: ``place`` is its code, ``where`` the place in words.

    ``part`` is the code of the part it lies in, ``None`` for the whole dossier; ``seq`` is the
    number of the return's event. A redacted text stands as its mark.
    """

    number: int
    place: str
    where: str
    part: str | None
    text: str
    person: str
    at: str
    seq: int
    answers: tuple[AnswerSaid, ...]

    @property
    def is_open(self) -> bool:
        """Whether nobody answered it yet."""
        return not self.answers

    @property
    def day(self) -> date:
        """The day of the return."""
        return datetime.fromisoformat(self.at).date()

    @property
    def plain(self) -> dict[str, Any]:
        """The remark as plain JSON values."""
        return {
            "number": self.number,
            "place": self.place,
            "where": self.where,
            "text": self.text,
            "person": self.person,
            "at": self.at,
            "event": self.seq,
            "answers": [
                {
                    "text": one.text,
                    "person": one.person,
                    "at": one.at,
                    "version": one.version,
                    "event": one.seq,
                }
                for one in self.answers
            ],
        }


def remarks_of(connection: Connection, name: str) -> tuple[RemarkSaid, ...]:
    """Return the remarks of a dossier in their order, with all answers.

    Raises ``WrongKey`` and ``ProblemsFound`` as ``keys.find`` does, and ``ProblemsFound`` when
    this program no longer takes the ruleset that their places are named by.
    """
    number, key = find(connection, name)
    query = (
        select(remarks, events.c.person, events.c.at)
        .join(events, events.c.seq == remarks.c.seq)
        .where(remarks.c.dossier == number)
        .order_by(remarks.c.number)
    )
    rows = connection.execute(query).all()
    if not rows:
        return ()
    newest = select(submissions.c.ruleset_sha256).where(submissions.c.dossier == number)
    newest = newest.order_by(submissions.c.version.desc()).limit(1)
    ruleset = kept_ruleset(connection, key.ruleset, connection.execute(newest).scalar_one())
    answers = _answers(connection, number)
    return tuple(
        RemarkSaid(
            row.number,
            row.place,
            place_words(ruleset, row.place),
            part_of(ruleset, row.place),
            row.text,
            row.person,
            row.at,
            row.seq,
            tuple(answers[row.number]),
        )
        for row in rows
    )


def _answers(connection: Connection, number: int) -> defaultdict[int, list[AnswerSaid]]:
    found: defaultdict[int, list[AnswerSaid]] = defaultdict(list)
    query = (
        select(remark_answers, events.c.person, events.c.at)
        .join(events, events.c.seq == remark_answers.c.seq)
        .where(remark_answers.c.dossier == number)
        .order_by(remark_answers.c.number, remark_answers.c.seq)
    )
    for row in connection.execute(query):
        found[row.number].append(AnswerSaid(row.text, row.person, row.at, row.version, row.seq))
    return found


def remark_lines(said: Sequence[RemarkSaid]) -> Iterator[str]:
    """Yield remarks and answers as text; nothing where there are none."""
    if not said:
        return
    yield "YÊU CẦU BỔ SUNG"
    for one in said:
        day = short_date(one.day)
        yield from wrapped(f"{one.number}. {one.where}: {one.text} ({one.person}, {day})", "  ")
        for answer in one.answers:
            at = short_date(datetime.fromisoformat(answer.at).date())
            by = f"{answer.person}, bản {answer.version}, {at}"
            yield from wrapped(f"trả lời: {answer.text} ({by})", "     ")
        if one.is_open:
            yield "     chưa trả lời"
    yield ""

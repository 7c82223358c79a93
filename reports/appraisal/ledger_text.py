"""The ledger of disagreements as plain text, and as the JSON ``phuhop.ledger/1``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from reports.appraisal import comparison_words as words
from reports.wording.stamp import Stamp
from reports.wording.text_lines import aligned, notice_lines, wrapped
from scoring.appraisal.comparison import Direction
from scoring.appraisal.ledger import CriterionTally, Ledger, Tally
from scoring.appraisal.reasons import reasons
from scoring.base.quantities import json_number, vietnamese
from scoring.engine.what_if import PointSpan

FORMAT = "phuhop.ledger/1"

_HEADS = (
    "",
    "cao hơn",
    "thấp hơn",
    "như nhau",
    "chưa rõ",
    "tổng chênh lệch",
    "đổi kết luận",
    "tên",
)
_LONGEST_NAME = 44


def ledger_text(ledgers: Iterable[Ledger]) -> str:
    """Return all ledgers; ends with an empty line."""
    return "\n".join([line for ledger in ledgers for line in (*_lines(ledger), "")])


def _lines(ledger: Ledger) -> Iterator[str]:
    count = len(ledger.communes)
    yield f"Sổ đối chiếu tự chấm và thẩm định · {ledger.ruleset_number} · {vietnamese(count)} xã"
    weakest = min(
        (one.appraised.verified for one in ledger.communes),
        key=lambda sheet: (not sheet.commune.is_invented, sheet.ruleset.level.strength),
    )
    yield from notice_lines(weakest)
    yield from wrapped(
        f"Kết luận đổi sau thẩm định: {ledger.changed}/{count} xã. "
        + " ".join(
            f"{was.value} → {now.value}: {number}."
            for (was, now), number in sorted(
                ledger.verdicts.items(), key=lambda item: (item[0][0].name, item[0][1].name)
            )
        ),
        "",
    )
    yield ""
    rows: list[tuple[str, ...]] = [_HEADS]
    for criterion in ledger.criteria:
        rows.append(_row(str(criterion.number), criterion.whole))
        if len(criterion.parts) > 1:
            rows += [_row(f"  {part.code}", part) for part in criterion.parts]
    yield from aligned(rows)
    yield ""
    for criterion in ledger.criteria:
        yield from _sentences(criterion)


def _row(label: str, tally: Tally) -> tuple[str, ...]:
    name = tally.name
    return (
        label,
        *(
            f"{tally.directions.get(direction, 0)}/{tally.count}"
            for direction in (
                Direction.CLAIMED_HIGHER,
                Direction.CLAIMED_LOWER,
                Direction.EQUAL,
                Direction.OPEN,
            )
        ),
        words.difference(tally.difference),
        str(tally.changing),
        name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…",
    )


def _sentences(criterion: CriterionTally) -> Iterator[str]:
    """Yield the one sentence of a criterion in which the two differ, with the reasons given."""
    sentence = said(criterion.whole, f"tiêu chí {criterion.number}")
    if sentence:
        given: dict[str, int] = {}
        for part in criterion.parts:
            for code, number in part.reasons.items():
                given[code] = given.get(code, 0) + number
        told = "; ".join(f"{reasons()[code].name} ({number})" for code, number in given.items())
        yield from wrapped(f"- {sentence}{f' Lý do: {told}.' if told else ''}", "")


def said(tally: Tally, what: str) -> str:
    """Return ``tiêu chí 9: 11/14 xã tự chấm cao hơn thẩm định``; empty where all agree."""
    pieces = [
        f"{tally.directions[direction]}/{tally.count} xã {words.DIRECTIONS[direction]}"
        + (f" ({words.difference(span)} điểm)" if span is not None else "")
        for direction, span in (
            (Direction.CLAIMED_HIGHER, tally.higher),
            (Direction.CLAIMED_LOWER, tally.lower),
            (Direction.OPEN, None),
        )
        if tally.directions.get(direction)
    ]
    return f"{what}: {', '.join(pieces)}." if pieces else ""


def as_ledger(ledger: Ledger, stamp: Stamp) -> dict[str, Any]:
    """Return one ledger as plain JSON values."""
    return {
        "format": FORMAT,
        "program": stamp.program,
        "ruleset": ledger.ruleset_id,
        "communes": [
            {
                "code": one.commune.code,
                "year": one.appraised.assessment.year,
                "claimed": one.appraised.claimed.verdict.name,
                "verified": one.appraised.verified.verdict.name,
            }
            for one in ledger.communes
        ],
        "changed_verdicts": ledger.changed,
        "criteria": [
            {
                "number": criterion.number,
                **_tally(criterion.whole),
                "parts": [{"code": part.code, **_tally(part)} for part in criterion.parts],
            }
            for criterion in ledger.criteria
        ],
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "name": tally.name,
        "max_points": json_number(tally.max_points),
        "communes": tally.count,
        "directions": {d.name: tally.directions.get(d, 0) for d in Direction},
        "difference": _span(tally.difference),
        "changing_verdict": tally.changing,
        "reasons": dict(tally.reasons),
    }


def _span(span: PointSpan) -> dict[str, Any]:
    return {"min": json_number(span.minimum), "max": json_number(span.maximum)}

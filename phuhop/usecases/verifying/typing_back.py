"""From an appraisal that the register holds to the texts of a verification draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from phuhop.usecases.drafting.fields import ANSWERS, FIGURES, PREVIOUS
from phuhop.usecases.returns.version_changes import VersionChanges
from phuhop.usecases.verifying.fields import (
    APPRAISER,
    BY,
    CITATION,
    DAY,
    EVIDENCE,
    PARTS,
    POINTS,
    POSITION,
    REASON,
    RULINGS,
    SEEN,
    SHEET,
    TEXT,
    verifier_fields,
)
from reports.appraisal.remark_places import part_of
from scoring.appraisal.findings import Appraisal
from scoring.appraisal.reasons import reasons
from scoring.base.quantities import vietnamese
from scoring.forms.worksheet_ids import UNPROVEN
from scoring.rules.ruleset import Ruleset


def typed_of_appraisal(appraisal: Appraisal) -> dict[str, str]:
    """Return the texts that come to *appraisal* again, by field id; no blanks."""
    return {id_: text for id_, text in _texts(appraisal) if text}


def carried_over(
    ruleset: Ruleset, typed: Mapping[str, str], changes: VersionChanges
) -> dict[str, str]:
    """Return what of the *typed* texts about one version still holds of the next.

    What was found of a part holds while nothing of it changed; who verifies stays. A decision, the
    day and «đã xem» are said anew, what was asked with the return was asked.
    """
    moved = {one.part for one in changes.fields}
    moved |= {part_of(ruleset, place) for one in changes.files for place in one.codes}
    known = verifier_fields(ruleset)
    return {
        id_: text
        for id_, text in typed.items()
        if id_ in _STAYS
        or (
            (field := known.get(id_)) is not None
            and field.group in {FIGURES, PREVIOUS, ANSWERS, PARTS}
            and not _read_by(ruleset, field.code) & moved
        )
    }


_STAYS = frozenset({f"{SHEET}.{APPRAISER}", f"{SHEET}.{POSITION}"})


def _read_by(ruleset: Ruleset, code: str) -> set[str | None]:
    """Return the parts that a figure, an item or a part is of: several may read one figure."""
    return {
        part.code
        for _, part in ruleset.parts
        if code == part.code
        or code in part.figures
        or code in part.previous_figures
        or code in {item.code for item in part.items}
    }


def _texts(appraisal: Appraisal) -> Iterator[tuple[str, str]]:
    yield f"{SHEET}.{APPRAISER}", appraisal.appraiser or ""
    yield f"{SHEET}.{POSITION}", appraisal.position or ""
    yield f"{SHEET}.{DAY}", "" if appraisal.day is None else f"{appraisal.day:%d/%m/%Y}"
    yield f"{SHEET}.{SEEN}", "có" if appraisal.is_seen else ""
    values: tuple[tuple[str, Mapping[str, int | bool | None]], ...] = (
        (FIGURES, appraisal.figures),
        (PREVIOUS, appraisal.previous),
        (ANSWERS, appraisal.answers),
    )
    for group, own in values:
        for code, value in own.items():
            yield f"{group}.{code}", _value(value)
    for code, finding in appraisal.parts.items():
        reason = finding.reason
        yield f"{PARTS}.{code}.{REASON}", "" if reason is None else reasons()[reason].name
        yield f"{PARTS}.{code}.{TEXT}", finding.text or ""
        yield f"{PARTS}.{code}.{EVIDENCE}", finding.evidence.value if finding.evidence else ""
    for ruling in appraisal.rulings:
        yield f"{RULINGS}.{ruling.part}.{POINTS}", vietnamese(ruling.points)
        yield f"{RULINGS}.{ruling.part}.{REASON}", ruling.reason
        yield f"{RULINGS}.{ruling.part}.{CITATION}", ruling.citation or ""
        yield f"{RULINGS}.{ruling.part}.{BY}", ruling.by or ""


def _value(value: int | bool | None) -> str:  # noqa: FBT001 -- a count or an answer
    if value is None:
        return UNPROVEN
    if isinstance(value, bool):
        return "có" if value else "không"
    return str(value)

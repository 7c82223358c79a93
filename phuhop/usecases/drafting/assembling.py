"""From what was typed into a draft to what the intake reads out of a form: one reader for both.

What is at fault, or above its whole, stays as it was typed, is told beside its field, and is
left out of the score as a blank is: it earns nothing and is never taken for 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from phuhop.usecases.drafting.fields import (
    ANSWERS,
    EVIDENCE,
    FIGURES,
    NOTES,
    PREVIOUS,
    PROFILE,
    SOURCES,
    UNIT,
    Field,
    Takes,
    fields_of,
)
from phuhop.usecases.reading import completed
from scoring.base.communes import Area
from scoring.base.problems import Place, Problem, Severity
from scoring.engine.assessment import Assessment
from scoring.forms import cell_notes
from scoring.forms.form import EvidenceGiven, Form
from scoring.forms.ids import (
    AREA_FIELDS,
    CODE,
    DAY,
    FILES,
    ISSUER,
    LABEL,
    NAME,
    NOTE,
    NUMBER,
    PAGE,
    VALUE,
    YEAR,
)
from scoring.forms.paper_cells import paper_text
from scoring.intake.private_texts import private_names, private_texts
from scoring.intake.rows.blank_areas import CODE as BLANK_AREAS
from scoring.intake.rows.blank_areas import BlankAreas
from scoring.intake.rows.columns import columns_of, positions
from scoring.intake.rows.plausibility import Plausibility
from scoring.intake.rows.row import IntakeRow
from scoring.intake.rows.row_reading import read_row
from scoring.rules.ruleset import PREVIOUS as SUFFIX
from scoring.rules.ruleset import Ruleset
from scoring.tables.cell_text import CellFault
from scoring.tables.raw import RawRow, RawTable

_YES = "có"
_AREAS = "vung"
_COLUMN = re.compile(r"(?:cột )?«(\w+)»")


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose dossier of which year a draft is: this is not typed."""

    code: str
    name: str
    year: int


@dataclass(frozen=True, slots=True)
class Assembled:
    """What a draft comes to. Keys of ``faults`` and ``doubts`` are field ids.

    ``assessment`` is ``None`` while the unit itself is not known well enough to be scored.
    ``left_out`` are the fields that were typed but do not count.
    """

    assessment: Assessment | None
    form: Form
    faults: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    doubts: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)

    @property
    def left_out(self) -> frozenset[str]:
        """The fields whose values do not count."""
        return frozenset(self.faults)

    @property
    def may_be_handed_in(self) -> bool:
        """Whether nothing is at fault."""
        return self.assessment is not None and not self.faults


def assembled(ruleset: Ruleset, whose: Whose, typed: Mapping[str, str]) -> Assembled:
    """Return what the *typed* texts, by field id, come to; ids that are none are passed over.

    Pure but for the registers of units: the same texts, the same answer.
    """
    known = fields_of(ruleset)
    texts = {id_: text for id_, text in typed.items() if id_ in known and text.strip()}
    form, faults = _form(ruleset, whose, {id_: known[id_] for id_ in texts}, texts)
    assessment = None
    doubts: list[Problem] = []
    counted = {**texts}
    while True:
        row = _read(ruleset, whose, counted)
        found = [problem for problem in row.problems if problem.is_fault]
        faults += found
        wrong = {id_ for problem in found if (id_ := problem.place.file) in counted}
        if not wrong:
            assessment = row.assessment
            doubts += [problem for problem in row.problems if not problem.is_fault]
            break
        for id_ in wrong:
            del counted[id_]
    if assessment is not None:
        commune = replace(assessment.commune, blank_areas=_blank_areas(counted))
        assessment = replace(assessment, commune=commune)
        at_fault = {problem.place.file for problem in faults}

        def counted_place(heading: str | None) -> Place | None:
            """Return the field under *heading*: what was typed wrongly is not blank besides."""
            place = row.place_if_any(heading)
            return None if place is None or place.file in at_fault else place

        doubts += Plausibility(ruleset).problems(assessment, counted_place)
        doubts += _doubts_of_areas(ruleset, assessment)
    return Assembled(assessment, form, _by_field(faults, ruleset), _by_field(doubts, ruleset))


def _in_words(problem: Problem, ruleset: Ruleset) -> Problem:
    """Call a column what its field is called: a person here sees no headings of tables."""

    def named(match: re.Match[str]) -> str:
        code = match[1]
        figure = ruleset.figures.get(code.removesuffix(SUFFIX))
        if figure is None:
            return match[0]
        return f"«{figure.name}{', kỳ trước' if code.endswith(SUFFIX) else ''}»"

    return replace(
        problem,
        message=_COLUMN.sub(named, problem.message),
        hint=_COLUMN.sub(named, problem.hint),
    )


def _by_field(problems: list[Problem], ruleset: Ruleset) -> dict[str, tuple[Problem, ...]]:
    found: dict[str, tuple[Problem, ...]] = {}
    for problem in (_in_words(one, ruleset) for one in problems):
        found[problem.place.file] = (*found.get(problem.place.file, ()), problem)
    return found


@dataclass(frozen=True, slots=True)
class _Table(RawTable):
    """A draft as a table of one row; the place of a cell is the id of its field."""

    ids: tuple[str, ...]

    def place(self, row: int | None = None, position: int | None = None) -> Place:  # noqa: ARG002
        """Return the field under a heading; the draft itself where there is none."""
        return Place("" if position is None else self.ids[position])


def _read(ruleset: Ruleset, whose: Whose, texts: Mapping[str, str]) -> IntakeRow:
    columns = columns_of(ruleset)
    ids = {
        **dict.fromkeys((CODE, NAME, YEAR), ""),
        **{
            code: f"{UNIT}.{code}" for code in ("loai", "tinh", "huyen", "tp_truc_thuoc_tw", _AREAS)
        },
        **{heading: f"{FIGURES}.{code}" for heading, code in columns.figures.items()},
        **{
            heading: f"{PREVIOUS}.{code.removesuffix(SUFFIX)}"
            for heading, code in columns.previous.items()
        },
        **{heading: f"{ANSWERS}.{code}" for heading, code in columns.items.items()},
    }
    own = {CODE: whose.code, NAME: whose.name, YEAR: str(whose.year), _AREAS: _areas(texts)}
    cells = tuple(own.get(heading, texts.get(id_)) for heading, id_ in ids.items())
    headings = tuple(ids)
    raw = RawRow(1, cells)
    table = _Table("", None, None, headings, (raw,), tuple(ids.values()))
    row = IntakeRow(table, raw, positions(headings), complete=completed)
    row.ruleset, row.year = ruleset, whose.year
    row.problems += private_names(row)
    read_row(row, columns)
    return row


def _areas(texts: Mapping[str, str]) -> str | None:
    """Return the areas that were answered có, as the tabular contract writes them."""
    said = [a for a, one in AREA_FIELDS.items() if texts.get(f"{UNIT}.{one.id}") == _YES]
    return "; ".join(said) or None


def _blank_areas(texts: Mapping[str, str]) -> tuple[Area, ...]:
    """Return the areas that nobody answered: «không» is an answer."""
    return tuple(one for one in Area if f"{UNIT}.{AREA_FIELDS[one.value].id}" not in texts)


def _doubts_of_areas(ruleset: Ruleset, assessment: Assessment) -> Iterator[Problem]:
    """Yield a warning beside the first blank area that another group hangs on."""
    commune, areas = assessment.commune, BlankAreas(ruleset)
    if areas.matter_to(commune):
        first = AREA_FIELDS[(commune.blank_areas or tuple(Area))[0].value]
        for words, _ in areas.said_of([assessment]):
            place, hint = Place(f"{UNIT}.{first.id}"), "chọn «có» hoặc «không»"
            yield Problem(place, BLANK_AREAS, words, hint, Severity.WARNING)


def _form(
    ruleset: Ruleset, whose: Whose, fields: Mapping[str, Field], texts: Mapping[str, str]
) -> tuple[Form, list[Problem]]:
    """Return what stands beside the figures, and the faults of it; such texts are left out."""
    faults: list[Problem] = []
    groups: dict[str, dict[str, str]] = {PROFILE: {}, SOURCES: {}, NOTES: {}}
    given: dict[str, dict[str, str | date | None]] = {}
    for id_, one in fields.items():
        if one.group not in groups and one.group != EVIDENCE:
            continue
        said: str | date | None
        try:
            if one.group == PROFILE:
                said = paper_text(one.code, texts[id_])
            elif one.takes is Takes.DAY:
                said = cell_notes.day(texts[id_])
            else:
                said = cell_notes.note(texts[id_])
        except CellFault as fault:
            faults.append(Problem(Place(id_), fault.code, fault.message, fault.hint))
            continue
        if one.group == EVIDENCE:
            given.setdefault(one.code, {})[one.column] = said
        elif said is not None:
            groups[one.group][one.code] = str(said)
    form = Form(
        ruleset.id,
        ruleset.sha256,
        str(whose.year),
        groups[PROFILE],
        groups[SOURCES],
        groups[NOTES],
        {row: _given(columns) for row, columns in given.items()},
    )
    faults += private_texts(form, ruleset, _place_of_text)
    return form, faults


def _given(columns: Mapping[str, str | date | None]) -> EvidenceGiven:
    def text(column: str) -> str | None:
        said = columns.get(column)
        return None if said is None else str(said)

    return EvidenceGiven(
        text(NUMBER), columns.get(DAY), text(ISSUER), text(PAGE), text(LABEL), text(FILES)
    )


def _place_of_text(row: str, column: str) -> Place:
    if column in {NUMBER, DAY, ISSUER, PAGE, LABEL, FILES}:
        return Place(f"{EVIDENCE}.{row}.{column}")
    group = {NOTE: NOTES, VALUE: PROFILE}.get(column, SOURCES)
    return Place(f"{group}.{row}")

"""A province's year at one look: states, squares, who is late, who is silent, targets, gaps.

It is read from the stored results without the audit, so that it can be opened all day; what
leaves the office is made by the use cases that audit first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from phuhop.usecases.province.expected_communes import units_of_table
from phuhop.usecases.reading import shipped_units
from registry.views.listing import ListedDossier, Wanted, listed
from registry.views.reminders import Reminder, reminders_of
from registry.views.results_export import result_rows
from registry.workflow.kept_rulesets import kept_ruleset
from registry.workflow.settings import Settings, settings_of
from registry.workflow.workflow import RECOGNISE, Workflow
from reports.province.criteria import CriterionCount, criterion_counts, most_failed
from reports.province.model import TargetWords
from reports.province.targets import target_words, targets_for
from scoring.base.problems import Problem
from scoring.base.quantities import decimal_text, vietnamese
from scoring.plans.share_results import result_of
from scoring.plans.share_targets import SHIPPED, Plan, load_plan
from scoring.recognition.everybody import Everybody, everybody
from scoring.recognition.places import with_one_name

if TYPE_CHECKING:
    from registry.store.database import Database
    from scoring.results.rows import ResultRow
    from scoring.rules.ruleset import Ruleset
    from scoring.units.registers import Unit


@dataclass(frozen=True, slots=True)
class OverviewWish:
    """Of which year; the office's list, province and plan."""

    year: int
    covers: Callable[[str, str], bool]
    """Whether a unit of the office's list, by code and province, is among them."""
    today: date
    expected: Path | None = None
    province: str | None = None
    plan: Path | None = None
    drafts: Mapping[str, str] = field(default_factory=dict)
    """Names by code of communes whose draft lies outside the register: they have begun."""


@dataclass(frozen=True, slots=True)
class Square:
    """One commune of the wall: where it stands in words, and of which group the state is."""

    code: str
    name: str
    state: str
    group: str


@dataclass(frozen=True, slots=True)
class Late:
    """What one office owes: who, which work, the dossiers with the days each is late."""

    who: str
    task: str
    dossiers: tuple[Reminder, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Verified less reported points over the dossiers where both are exact."""

    dossiers: int
    mean: Fraction
    lower: int
    higher: int
    overturned: int
    """How many have another verdict than their own."""

    @property
    def words(self) -> str:
        """How far apart they are on average, without a sign."""
        return vietnamese(decimal_text(abs(self.mean)))


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the overview shows."""

    year: int
    groups: Mapping[str, int]
    squares: tuple[Square, ...]
    late: tuple[Late, ...]
    silent: tuple[tuple[str, str], ...]
    whole: Everybody
    targets: tuple[TargetWords, ...]
    failing: tuple[CriterionCount, ...]
    gap: Gap | None
    problems: tuple[Problem, ...]


RECOGNISED, REFUSED, DECIDING, VERIFYING, COMMUNE, DRAFT, SILENT = (
    "công nhận",
    "không công nhận",
    "chờ quyết định",
    "đang thẩm định",
    "xã đang bổ sung",
    "xã đang lập",
    "chưa có gì",
)
GROUPS = (RECOGNISED, REFUSED, DECIDING, VERIFYING, COMMUNE, DRAFT, SILENT)
"""Groups of states in the order of the stack. Which state is in which, the workflow says."""


@dataclass(frozen=True, slots=True)
class YearRead:
    """A year as the register has it at one moment: the same for as long as nothing is added."""

    settings: Settings
    rows: tuple[ListedDossier, ...]
    results: tuple[ResultRow, ...]
    ruleset: Ruleset | None
    """The one that most results are under."""


def read_year(database: Database, year: int, communes: Collection[str] | None) -> YearRead:
    """Read the dossiers of a year; raises ``ProblemsFound`` for a stored result that is none."""
    wanted = Wanted(year, communes=communes)
    with database.reading() as connection:
        settings = settings_of(connection)
        rows = tuple(listed(connection, wanted))
        results = with_one_name(result_rows(connection, wanted), shipped_units)
        ruleset = None
        if results:
            key = Counter(one.ruleset for one in results).most_common(1)[0][0]
            ruleset = kept_ruleset(connection, key.id, key.sha256)
    return YearRead(settings, rows, results, ruleset)


def overview(read: YearRead, wish: OverviewWish) -> Overview:
    """Return the overview; raises ``ProblemsFound`` for a faulty list or plan of the office."""
    workflow, rows, results = read.settings.workflow, read.rows, read.results
    late = [one for one in reminders_of(rows, read.settings, wish.today) if one.days_left < 0]
    units, told = (
        (None, list[Problem]()) if wish.expected is None else units_of_table(wish.expected)
    )
    if units is not None:
        units = {code: unit for code, unit in units.items() if wish.covers(code, unit.province)}
    whole = everybody(results, wish.year, shipped_units, units, wish.province)
    squares = _squares(workflow, whole, rows, {one.code: one for one in results}, wish, units)
    plan = load_plan(wish.plan) if wish.plan is not None else _shipped_plan()
    return Overview(
        wish.year,
        {group: sum(one.group == group for one in squares) for group in GROUPS},
        squares,
        _late(workflow, late),
        tuple((one.code, one.name) for one in squares if one.group == SILENT),
        whole,
        tuple(
            target_words(result_of(target, [whole]))
            for target in targets_for(plan.targets, whole.provinces, wish.year)
        ),
        tuple(most_failed(criterion_counts(results, read.ruleset))) if read.ruleset else (),
        _gap(rows),
        (*told, *whole.remarks),
    )


@lru_cache(maxsize=1)
def _shipped_plan() -> Plan:
    return load_plan(SHIPPED)


def group_of(workflow: Workflow, state: str, outcome: str | None = None) -> str:
    """Return the group of a state, by what the workflow lets be done from it.

    *outcome* is what a decision that counts says, for states that it does not show in.
    """
    if outcome is not None:
        return outcome
    commands = workflow.commands_from(state)
    if workflow.state(state).status is None:
        return DRAFT
    if RECOGNISE in commands:
        return DECIDING
    return COMMUNE if "import" in commands else VERIFYING


def _squares(  # noqa: PLR0913, PLR0917 -- what a wall is made of
    workflow: Workflow,
    whole: Everybody,
    rows: Sequence[ListedDossier],
    results: Mapping[str, ResultRow],
    wish: OverviewWish,
    units: Mapping[str, Unit] | None,
) -> tuple[Square, ...]:
    names = {one.code: one.name for one in whole.communes}
    names |= {one.code: one.name for one in (units or {}).values()}
    states = {row.key.commune: row for row in rows}
    names |= {code: row.claimed["name"] for code, row in states.items()}
    names |= {code: name for code, name in wish.drafts.items() if code not in names}
    found = []
    for code, name in sorted(names.items()):
        row = states.get(code)
        if row is None:
            drafted = code in wish.drafts
            found.append(
                Square(code, name, DRAFT if drafted else SILENT, DRAFT if drafted else SILENT)
            )
            continue
        result = results.get(code)
        outcome = None
        if result is not None and row.standing.decision is not None:
            outcome = RECOGNISED if result.is_recognised else REFUSED
        state = row.standing.state
        found.append(Square(code, name, state, group_of(workflow, state, outcome)))
    return tuple(found)


def _late(workflow: Workflow, due: Sequence[Reminder]) -> tuple[Late, ...]:
    """Return what is late by who has to act, the most first."""
    found: defaultdict[tuple[str, str], list[Reminder]] = defaultdict(list)
    for one in due:
        found[acting(workflow, one.state), one.due.task].append(one)
    late = [Late(*who, tuple(own)) for who, own in found.items()]
    return tuple(sorted(late, key=lambda one: (-len(one.dossiers), one.who, one.task)))


_FORWARD = ("import", "start", "appraise", RECOGNISE)
"""What leads a dossier on, in the order of its way."""


def acting(workflow: Workflow, state: str) -> str:
    """Return the roles that have to act on a dossier in *state*."""
    steps = workflow.from_state(state)
    for command in _FORWARD:
        for step in steps:
            if step.command == command:
                return step.roles[0]
    return ""


def _gap(rows: Sequence[ListedDossier]) -> Gap | None:
    pairs = [
        (row.claimed, row.verified)
        for row in rows
        if row.verified is not None
        and row.verified["points"] is not None
        and row.claimed["points"] is not None
    ]
    if not pairs:
        return None
    differences = [_points(after) - _points(before) for before, after in pairs]
    return Gap(
        len(pairs),
        sum(differences, Fraction(0)) / len(pairs),
        sum(one < 0 for one in differences),
        sum(one > 0 for one in differences),
        sum(before["verdict"] != after["verdict"] for before, after in pairs),
    )


def _points(summary: Mapping[str, Any]) -> Fraction:
    return Fraction(str(summary["points"]))

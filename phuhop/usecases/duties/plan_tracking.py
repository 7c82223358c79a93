"""A plan held to a year of a place: computed, decided and typed values together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from phuhop import __version__
from phuhop.usecases.duties.place_years import PlaceWish, PlaceYears, parts_of, place_years
from phuhop.usecases.wrong_use import WrongUse
from scoring.base.problems import Place, Problem, ProblemsFound, Severity, file_name, in_order
from scoring.forms.files import read_columns
from scoring.plans.loading import (
    SAMPLE,
    ChildrenPlan,
    adopted_plan,
    adopted_plans,
    is_plan,
    load_children_plan,
)
from scoring.plans.plan import NATION
from scoring.plans.tracking import Sources, Tracked, Typed, tracked
from scoring.plans.typed import Unit, typed_of
from scoring.recognition.places import province_key
from scoring.tables.raw import RawTable


@dataclass(frozen=True, slots=True)
class TrackingWish:
    """Which plan (a code of an adopted one, or a file), of which place, year and typed values.

    ``by`` names the parts of the place: by district, or ``clusters`` names one for each code.
    """

    plan: str
    place: PlaceWish
    typed: Sequence[Path] = ()
    year: int | None = None
    by: str | None = None
    clusters: Path | None = None


@dataclass(frozen=True, slots=True)
class PlanTracked:
    """The plan, the year, its targets over the whole place and each part, and what was told."""

    plan: ChildrenPlan
    year: int
    whole: tuple[Tracked, ...]
    parts: Mapping[str, tuple[Tracked, ...]]
    place: PlaceYears | None
    problems: tuple[Problem, ...]

    def text(self) -> str:
        """Return the targets of the whole place and of its parts as text."""
        from reports.plans.text import plan_text

        is_sample = self.place is not None and self.place.is_sample
        return plan_text(self.plan, self.year, self.whole, self.parts, is_sample=is_sample)

    def table(self, ending: str) -> bytes:
        """Return them as a table with *ending*, or as the JSON object."""
        from reports.plans.table import PLAN_HEADINGS, plan_json, plan_rows
        from reports.tables.writing import WRITERS
        from reports.wording.stamp import Stamp

        if ending == ".json":
            return plan_json(self.plan, self.whole, self.parts, Stamp(__version__))
        return WRITERS[ending](PLAN_HEADINGS, plan_rows(self.plan, self.whole, self.parts))


def is_plan_of_its_own(name: str | None) -> bool:
    """Whether *name* is an adopted plan's code or a file of that shape; else a list of shares."""
    if name is None:
        return False
    if not name.endswith((".yaml", ".yml")):
        return True
    return is_plan(Path(name))


def plan_named(name: str) -> ChildrenPlan:
    """Return a plan by its code or from its file; raises ``ProblemsFound``."""
    if name.endswith((".yaml", ".yml")):
        return load_children_plan(Path(name))
    return adopted_plan(name)


def listed_plans() -> str:
    """Return every adopted plan in lines."""
    from reports.plans.text import plans_text

    return plans_text(tuple(load_children_plan(path) for path in adopted_plans()))


def sample_plan() -> bytes:
    """Return a plan to fill in, with an example of every kind of target."""
    return SAMPLE.read_bytes()


def track(wish: TrackingWish) -> PlanTracked:
    """Hold the plan to the year; raises ``ProblemsFound`` with every fault of plan and sources."""
    plan = plan_named(wish.plan)
    tables = typed_tables(wish.typed)
    typed = tables.values(plan)
    problems = [*tables.remarks]
    place = None
    if wish.place.figures or wish.place.source.files or wish.place.source.database is not None:
        place = place_years(wish.place)
        problems += [*place.problems, *_elsewhere(plan, place)]
    years = {} if place is None else place.years
    known = sorted({*years, *(year for _, year in typed)})
    year = wish.year if wish.year is not None else _year(plan, known)
    sources = Sources(years, typed)
    parts: dict[str, tuple[Tracked, ...]] = {}
    if place is not None and wish.by is not None:
        of_code = _key(wish, place)
        for name, part_years in parts_of(place, of_code).items():
            own = tables.values(plan, _of_part(name, of_code))
            parts[name] = tracked(plan, year, Sources(part_years, own))
    whole = tracked(plan, year, sources)
    return PlanTracked(plan, year, whole, parts, place, tuple(in_order(problems)))


def _of_part(name: str, of_code: Callable[[str], str | None]) -> Callable[[Unit], bool]:
    """Return whether a typed row is of the part: a commune in it, or the part by its name."""

    def is_of(unit: Unit) -> bool:
        return of_code(unit.code) == name if unit.code else unit.name == name

    return is_of


@dataclass(frozen=True, slots=True)
class TypedTables:
    """The tables that people typed, read once, and what is to be told of them."""

    tables: Sequence[RawTable] = ()
    remarks: Sequence[Problem] = ()

    def values(self, plan: ChildrenPlan, wanted: Callable[[Unit], bool] | None = None) -> Typed:
        """Return the values, those of *wanted* units; raises ``ProblemsFound`` with every fault."""
        return typed_of(plan, self.tables, wanted)


def typed_tables(files: Sequence[Path]) -> TypedTables:
    """Read *files*; raises ``ProblemsFound`` with every fault of all of them."""
    tables: list[RawTable] = []
    problems: list[Problem] = []
    for path in files:
        found, told = read_columns(path)
        problems += told
        tables += found
        if not found and not told:
            problems.append(Problem(Place(file_name(path)), "tep-trong", "không có dòng nào"))
    if any(problem.is_fault for problem in problems):
        raise ProblemsFound(problems)
    return TypedTables(tuple(tables), tuple(problems))


def _year(plan: ChildrenPlan, known: Sequence[int]) -> int:
    """Return the last year that something is known of within the plan."""
    head = plan.head
    inside = [year for year in known if head.first_year <= year <= head.last_year]
    if inside:
        return inside[-1]
    told = [one.year for target in plan.targets for one in target.known]
    return max(told, default=head.first_year)


def _elsewhere(plan: ChildrenPlan, place: PlaceYears) -> list[Problem]:
    if plan.head.place == NATION:
        return []
    others = [
        name for name in place.provinces if province_key(name) != province_key(plan.head.place)
    ]
    if not others:
        return []
    message = f"kế hoạch của {plan.head.place}, số liệu của {', '.join(sorted(others))}"
    return [Problem(Place("kế hoạch"), "khac-dia-ban", message, "", Severity.WARNING)]


def _key(wish: TrackingWish, place: PlaceYears) -> Callable[[str], str | None]:
    if wish.by == "xa":
        names = {code: name for one in place.years.values() for code, name in one.names.items()}
        return lambda code: f"{names[code]} ({code})" if code in names else None
    if wish.by == "huyen":
        return lambda code: place.labels.get(code, ("", ""))[1]
    if wish.by == "tinh":
        return lambda code: place.labels.get(code, ("", ""))[0]
    if wish.by == "cum":
        if wish.clusters is None:
            raise WrongUse("clusters", "chia theo cụm cần bảng ma_xa, cum")
        from phuhop.usecases.province.clusters import clusters_of

        clusters = clusters_of(wish.clusters)
        return clusters.get
    raise WrongUse("by", "chia theo tinh, huyen, cum hoặc xa")

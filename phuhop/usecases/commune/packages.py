"""Packages where a form may stand: what they report, by the ruleset they bring."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop.usecases.rulesets import named_ruleset, shipped
from registry.package.private_words import private_words_in
from registry.package.reading import read_package
from scoring.base.place_names import name_against_kind
from scoring.base.problems import Place, Problem, ProblemsFound, Severity, file_name, in_order
from scoring.intake.reading import Entry, Intake
from scoring.intake.rows.blank_areas import CODE as BLANK_AREAS
from scoring.intake.rows.blank_areas import BlankAreas

if TYPE_CHECKING:
    from registry.package.package import Package
    from scoring.rules.ruleset import Ruleset


def trusted_rulesets(ruleset: str | None) -> dict[str, Ruleset]:
    """Return the rulesets a package may bring, by SHA-256: the shipped ones, and *ruleset*."""
    rulesets = [*shipped().rulesets]
    if ruleset is not None:
        rulesets.append(named_ruleset(ruleset))
    return {one.sha256: one for one in rulesets}


def trusted_package(path: Path, known: Collection[str]) -> Package:
    """Read a package; raises ``ProblemsFound`` when it is refused or brings an unknown ruleset.

    A package may hold a ruleset of a known name with other numbers in it.
    """
    package = read_package(path)
    ruleset = package.ruleset
    if ruleset.sha256 not in known:
        place = Place(f"{file_name(path)}: ruleset.yaml")
        message = f"bộ tiêu chí «{ruleset.id}» trong gói khác với các bộ đã biết"
        hint = "nếu bộ đó đúng, nêu tệp YAML của nó rồi làm lại"
        raise ProblemsFound([Problem(place, "bo-tieu-chi-la", message, hint)])
    return package


def remarks(package: Package) -> Iterator[Problem]:
    """Yield what a table or form that reports the same would be told of its commune."""
    place, commune = Place(file_name(package.path)), package.assessment.commune
    yield from name_against_kind(place, commune.name, commune.kind)
    areas = BlankAreas(package.ruleset)
    if areas.matter_to(commune):
        for words, _ in areas.said_of([package.assessment]):
            hint = "trả lời «có» hoặc «không» trong biểu rồi lập lại gói"
            yield Problem(place, BLANK_AREAS, words, hint, Severity.WARNING)


def with_packages(intake: Intake, paths: Iterable[Path], ruleset: str | None) -> Intake:
    """Return *intake* with what the packages report; a bad one never stops the others.

    A commune's year that stands in several files is withheld, as it is in tables.
    """
    known = trusted_rulesets(ruleset)
    entries, problems = [*intake.entries], [*intake.problems]
    # The same file twice is one file.
    for path in {path.resolve(): path for path in paths}.values():
        try:
            package = trusted_package(path, known)
        except ProblemsFound as faults:
            problems += faults.problems
            continue
        private = [*private_words_in(package)]
        problems += private
        if private:
            continue
        problems += remarks(package)
        rules = known[package.ruleset.sha256]
        entries.append(Entry(package.assessment, rules, Place(file_name(path)), package.form))
    same: defaultdict[tuple[str, int], list[Entry]] = defaultdict(list)
    for entry in entries:
        same[_key(entry)].append(entry)
    for (code, year), found in same.items():
        for entry in found if len(found) > 1 else ():
            others = "; ".join(str(other.place) for other in found if other is not entry)
            message = f"xã {code} năm {year} còn có ở {others}"
            problems.append(Problem(entry.place, "trung-xa", message, "giữ lại một tệp"))
    single = (entry for entry in entries if len(same[_key(entry)]) == 1)
    return Intake(tuple(single), tuple(in_order(problems)))


def _key(entry: Entry) -> tuple[str, int]:
    return entry.assessment.commune.code, entry.assessment.year

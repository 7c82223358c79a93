"""A package scored and rendered again: the same, or exactly what is not.

Rules are the packaged ones, so a ruleset that was corrected later breaks nothing; how the
result would differ under the ruleset of today is told beside it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from registry.package.document_differences import document_difference
from registry.package.handed_in import Reported
from registry.package.making import Maker, attached_files
from registry.package.package import Package
from registry.package.result_differences import Difference, result_differences
from reports.wording.stamp import Stamp
from scoring.base.problems import Place, ProblemsFound
from scoring.engine.assessment_json import strange_codes
from scoring.engine.scorer import score
from scoring.results.json_writing import as_result
from scoring.rules.catalogue import Catalogue
from scoring.rules.ruleset import Ruleset

_VERDICT_KEYS = ("threshold", "total", "conditions", "verdict", "criteria")


@dataclass(frozen=True, slots=True)
class Shipped:
    """The package's rules beside those that travel with the program now.

    ``ruleset_id`` and ``sha256`` are those of today's ruleset of that id, failing that of the
    year's; ``None`` where there is none. ``differences`` say what would come out otherwise,
    ``None`` when the figures cannot be scored by it.
    """

    is_same: bool
    ruleset_id: str | None
    sha256: str | None
    differences: tuple[Difference, ...] | None


@dataclass(frozen=True, slots=True)
class Reproduction:
    """What came of it; identical when ``differences`` are none."""

    package: Package
    differences: tuple[Difference, ...]
    shipped: Shipped

    @property
    def is_identical(self) -> bool:
        """Whether result and documents are the packaged ones."""
        return not self.differences


def reproduced(package: Package, maker: Maker, catalogue: Catalogue) -> Reproduction:
    """Score and render what *package* reports; compare with what it holds.

    The program's version is the packaged one, as a statement in the documents: a newer
    program that says the same says it in the same words.
    """
    reported = Reported(
        package.assessment,
        package.ruleset,
        package.ruleset_text,
        package.form,
        package.office_text,
        attached=attached_files(package.evidence),
    )
    made = maker.made(reported, Stamp(package.program))
    differences = list(result_differences(package.result, _plain(made.result)))
    stored = {document.name: document for document in package.documents}
    for name, again in made.documents.items():
        document = stored.pop(name, None)
        if document is None:
            differences.append(Difference(f"văn bản {name}", "không có", "có"))
        elif hashlib.sha256(again).hexdigest() != document.sha256:
            found = document_difference(name, package.content(document), again)
            differences += [found] if found else []
    differences += [Difference(f"văn bản {name}", "có", "không có") for name in stored]
    shipped = _shipped(package, catalogue, made.result)
    return Reproduction(package, tuple(differences), shipped)


def _plain(result: dict[str, Any]) -> Any:
    """Return a result as it comes back from its file."""
    return json.loads(json.dumps(result))


def _shipped(package: Package, catalogue: Catalogue, result: dict[str, Any]) -> Shipped:
    own = package.ruleset
    now = next((one for one in catalogue.rulesets if one.id == own.id), None)
    now = now or catalogue.for_year(package.assessment.year)
    if now is None:
        return Shipped(is_same=False, ruleset_id=None, sha256=None, differences=None)
    if now.sha256 == own.sha256:
        return Shipped(is_same=True, ruleset_id=now.id, sha256=now.sha256, differences=())
    return Shipped(
        is_same=False,
        ruleset_id=now.id,
        sha256=now.sha256,
        differences=_under(package, now, result),
    )


def _under(
    package: Package, ruleset: Ruleset, result: dict[str, Any]
) -> tuple[Difference, ...] | None:
    try:
        strange_codes(package.assessment, ruleset, Place(""))
    except ProblemsFound:
        return None
    other = as_result(score(ruleset, package.assessment), package.program)
    sides = [_plain(result), _plain(other)]
    return result_differences(*({key: side[key] for key in _VERDICT_KEYS} for side in sides))

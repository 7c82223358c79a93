"""What a commune hands in, scored once, and what is made of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from registry.evidence.model import Exhibit
from reports.dossier.evidence import Attached
from scoring.engine.assessment import Assessment
from scoring.engine.score_sheet import ScoreSheet
from scoring.engine.scorer import score
from scoring.forms.form import Form
from scoring.rules.ruleset import Ruleset


@dataclass(frozen=True)
class Reported:
    """What a commune hands over, and the rules it is scored by; the texts as files hold them.

    Evidence files are of types that ``registry.evidence.file_types`` has found out.
    """

    assessment: Assessment
    ruleset: Ruleset
    ruleset_text: bytes
    form: Form | None = None
    office_text: bytes | None = None
    evidence: tuple[Exhibit, ...] = ()
    attached: Attached | None = None
    """The names of the evidence files by document, where the files themselves are not at hand."""

    @cached_property
    def sheet(self) -> ScoreSheet:
        """Its score sheet: whoever asks first has it scored, everybody gets the same."""
        return score(self.ruleset, self.assessment)

    def with_evidence(self, evidence: tuple[Exhibit, ...]) -> Reported:
        """Return the same with these files; nothing is scored again."""
        found = replace(self, evidence=evidence)
        vars(found)["sheet"] = self.sheet
        return found


@dataclass(frozen=True, slots=True)
class Made:
    """What follows from an assessment: its result and its documents by file name.

    ``result`` is the object of ``phuhop.result/1`` as ``scoring.results.json_writing`` makes it.
    """

    result: dict[str, Any]
    documents: dict[str, bytes]

"""What stands in the file of an appraisal, whatever kind of file it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scoring.appraisal.findings import Appraisal, appraisal_of
from scoring.base.private_text import private_problem
from scoring.base.problems import Place, Problem, ProblemsFound, shown
from scoring.formats.strict_yaml import Path_
from scoring.forms.sheets import RowWords
from scoring.intake.form_checks import mixed_up_rows
from scoring.rules.ruleset import Ruleset
from scoring.rules.sensitive import sensitive_criteria

BLANK_AGREES = "ô trống nghĩa là thống nhất với xã, nên chỗ mất không bỏ qua được; tạo phiếu mới"
"""Why a worksheet that has lost something is not read."""


@dataclass(frozen=True, slots=True)
class AppraisalFile:
    """What stands in a file, not yet held against a ruleset.

    ``problems`` are faults and warnings of the file itself, ``places`` the places of values;
    a path without one stands where its nearest ancestor does.
    """

    file: str
    document: Mapping[str, object]
    places: Mapping[Path_, Place] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    words: tuple[RowWords, ...] = ()
    """The words beside the rows of a worksheet: witnesses against their hidden ids."""

    def place(self, path: Path_) -> Place:
        """Return the place of a path of the document."""
        while path:
            if path in self.places:
                return self.places[path]
            path = path[:-1]
        return self.places.get((), Place(self.file))

    @property
    def commune(self) -> str | None:
        """The code of the commune, where the file says one."""
        code = self.document.get("commune")
        return code if isinstance(code, str) else None

    @property
    def year(self) -> int | None:
        """The assessment year, where the file says one."""
        year = self.document.get("year")
        return year if isinstance(year, int) and not isinstance(year, bool) else None

    def against(self, ruleset: Ruleset) -> Appraisal:
        """Return the appraisal; raises ``ProblemsFound`` with every fault, the file's included.

        A text that seems to name a child is one (``scoring.base.private_text``).
        """
        faults = [problem for problem in self.problems if problem.is_fault]
        mixed_up = [*mixed_up_rows(self.words, ruleset)] if self.words else []
        if mixed_up:
            # What the cells seem to say is about other figures.
            raise ProblemsFound(mixed_up)
        try:
            found = appraisal_of(self.document, ruleset, self.place)
        except ProblemsFound as more:
            raise ProblemsFound([*faults, *more.problems]) from None
        faults += [*self._lost_rows(ruleset), *self._private(found, ruleset)]
        if faults:
            raise ProblemsFound(faults)
        return found

    def _lost_rows(self, ruleset: Ruleset) -> Iterator[Problem]:
        """Yield a fault for each figure and item of which a worksheet has no row any more."""
        there = {words.id for words in self.words}
        names = {code: figure.name for code, figure in ruleset.figures.items()}
        names |= {code: item.question for code, item in ruleset.items.items()}
        for code, name in names.items() if self.words else ():
            if code not in there:
                message = f"phiếu không còn dòng {shown(name)}"
                yield Problem(Place(self.file), "mat-dong", message, BLANK_AGREES)

    def _private(self, appraisal: Appraisal, ruleset: Ruleset) -> Iterator[Problem]:
        sensitive = {p.code for criterion in sensitive_criteria(ruleset) for p in criterion.parts}
        texts: list[tuple[Path_, str, str]] = [
            (("parts", code, "text"), code, finding.text)
            for code, finding in appraisal.parts.items()
            if finding.text is not None
        ]
        for at, ruling in enumerate(appraisal.rulings):
            texts.append((("rulings", at, "reason"), ruling.part, ruling.reason))
            texts.append((("rulings", at, "citation"), ruling.part, ruling.citation or ""))
        for path, part, text in texts:
            is_sensitive = part in sensitive
            problem = private_problem(self.place(path), text, is_sensitive=is_sensitive)
            if problem is not None:
                yield problem
        officials = {"appraiser": appraisal.appraiser, "position": appraisal.position}
        for name, said in officials.items():
            problem = private_problem(self.place((name,)), said or "", is_a_name=True)
            if problem is not None:
                yield problem

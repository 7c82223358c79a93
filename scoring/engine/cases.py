"""Cases beside the rules: sentences with figures and what they must come to.

``criteria/<id>.cases.yaml`` lies beside its ruleset. A case names only the figures that
matter to it and only the results it asserts; the same cases run through the library, the
command line and, later, the vector form.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

from scoring.base.communes import Area, Commune, CommuneKind
from scoring.base.problems import Problem, ProblemsFound, nearest, shown
from scoring.base.quantities import vietnamese
from scoring.engine.assessment import Assessment
from scoring.engine.score_sheet import Finding, Outcome, ScoreSheet
from scoring.engine.scorer import score
from scoring.formats.fields import Text, Whole, YesNo
from scoring.formats.schema_classes import Checked, fault, from_yaml, yaml_key
from scoring.formats.strict_yaml import Path_, Tree
from scoring.formats.yaml_files import shaped, tree_of
from scoring.rules.catalogue import CASES_SUFFIX
from scoring.rules.ruleset import PREVIOUS, CommunePattern, Ruleset

VERDICT = "kết luận"
TOTAL = "tổng điểm"
THRESHOLD = "ngưỡng"

_WORDS = {outcome.value: outcome for outcome in Outcome if outcome is not Outcome.SCORED} | {
    finding.value: finding for finding in Finding
}

Expected = Fraction | Outcome | Finding


def _expected(value: Any) -> Expected:
    if isinstance(value, int | Decimal):
        return Fraction(value)
    if isinstance(value, str) and value in _WORDS:
        found: Expected = _WORDS[value]
        return found
    choices = ", ".join(f"«{word}»" for word in _WORDS)
    message = f"{shown(value)} không phải kết quả"
    raise fault("ket-qua-la", message, f"viết số điểm, hoặc {choices}")


@from_yaml
class Case:
    """One sentence of ``cases.yaml``."""

    name: Annotated[Text, yaml_key("tên", "Câu nói trường hợp này chứng tỏ điều gì")]
    commune: Annotated[CommunePattern | None, yaml_key("đơn vị", "Loại đơn vị; mặc định là xã")] = (
        None
    )
    figures: Annotated[dict[str, Whole] | None, yaml_key("số liệu", "Số liệu của trường hợp")] = (
        None
    )
    answers: Annotated[dict[str, YesNo] | None, yaml_key("trả lời", "Trả lời có / không")] = None
    results: Annotated[
        dict[str, Annotated[Expected, Checked(_expected, {"type": ["number", "string"]})]],
        yaml_key("kết quả", "Phần và số điểm, hoặc thiếu số liệu, chờ thẩm định…"),
    ]

    def assessment(self, ruleset: Ruleset) -> Assessment:
        """Return the assessment of an invented commune with these figures."""
        pattern = self.commune
        given = self.figures or {}
        commune = Commune(
            code="99001",
            name="Xã của trường hợp (SỐ LIỆU MẪU)",
            kind=CommuneKind(pattern.kind if pattern else "xã"),
            areas=(Area(pattern.area),) if pattern and pattern.area else (),
            province="Tỉnh Mẫu",
            centrally_run_city=bool(pattern and pattern.centrally_run_city),
        )
        return Assessment(
            commune=commune,
            year=ruleset.document.in_force_from.year,
            figures={c: n for c, n in given.items() if not c.endswith(PREVIOUS)},
            previous={
                c.removesuffix(PREVIOUS): n for c, n in given.items() if c.endswith(PREVIOUS)
            },
            answers=dict(self.answers or {}),
        )


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases of one ruleset, with the tree that knows their lines."""

    cases: tuple[Case, ...]
    tree: Tree


def cases_file(ruleset_file: Path) -> Path:
    """Return where the cases of a ruleset file lie."""
    return ruleset_file.with_name(ruleset_file.stem + CASES_SUFFIX)


def load_cases(path: Path, ruleset: Ruleset) -> Cases:
    """Read a case file; raises ``ProblemsFound`` with every fault, unknown codes included."""
    tree, problems = tree_of(path)
    cases = shaped(tuple[Case, ...], tree, problems)
    problems += [
        problem for row, case in enumerate(cases) for problem in _codes(row, case, ruleset, tree)
    ]
    if problems:
        raise ProblemsFound(problems)
    return Cases(cases, tree)


def _codes(row: int, case: Case, ruleset: Ruleset, tree: Tree) -> Iterator[Problem]:
    figures = {*ruleset.figures, *(code + PREVIOUS for code in ruleset.compared_figures)}
    parts = {part.code for _, part in ruleset.parts} | {VERDICT, TOTAL, THRESHOLD}
    for section, given, known in (
        ("số liệu", case.figures or {}, figures),
        ("trả lời", case.answers or {}, set(ruleset.items)),
        ("kết quả", case.results, parts),
    ):
        for code in given:
            if code not in known:
                path: Path_ = (row, section, code)
                message = f"bộ tiêu chí không có mã {shown(code)}"
                hint = nearest(code, sorted(known))
                yield Problem(tree.place(path, of_key=True), "ma-la", message, hint)


def run_cases(ruleset: Ruleset, cases: Cases) -> list[Problem]:
    """Score every case; return a problem at the line of each result that came out otherwise."""
    problems = []
    for row, case in enumerate(cases.cases):
        sheet = score(ruleset, case.assessment(ruleset))
        for code, expected in case.results.items():
            seen = result_of(sheet, code)
            if seen != expected:
                place = cases.tree.place((row, "kết quả", code))
                message = f"{code}: mong đợi {_words(expected)}, chấm ra {_words(seen)}"
                problems.append(
                    Problem(place, "truong-hop-sai", message, f"trường hợp «{case.name}»")
                )
    return problems


def result_of(sheet: ScoreSheet, code: str) -> Expected:
    """Return what a case may assert: a part's points or outcome, the verdict, the total."""
    if code == VERDICT:
        return sheet.verdict
    if code == THRESHOLD:
        return sheet.threshold.points
    if code == TOTAL:
        return sheet.total.points if sheet.total.points is not None else Finding.CANNOT_SAY
    part = sheet.part(code)
    return part.points if part.points is not None else part.outcome


def _words(result: Expected) -> str:
    return f"{vietnamese(result)} điểm" if isinstance(result, Fraction) else f"«{result.value}»"

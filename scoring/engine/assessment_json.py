"""The strict inverse of ``Assessment.document``: from plain JSON values to an assessment."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from pydantic_core import SchemaValidator

from scoring.base.communes import Area, Commune, CommuneKind
from scoring.base.limits import FIRST_YEAR, LAST_YEAR, LONGEST_TEXT, MOST_DIGITS
from scoring.base.problems import Place, ProblemsFound, nearest, shown
from scoring.engine.assessment import Assessment
from scoring.formats import json_shapes as shapes
from scoring.formats.schema_classes import fault
from scoring.rules.ruleset import Ruleset
from scoring.rules.subsets import exceeding
from scoring.rules.threshold_groups import threshold_group

_LONGEST_CODE = 100


def assessment_of(document: object, place: Place) -> Assessment:
    """Return the assessment that *document* holds.

    Counts are whole, from 0 to nine digits; a blank is a key that is not there, so ``null``
    is a fault. Raises ``ProblemsFound`` with every fault at *place*. What a ruleset knows of
    the codes, ``strange_codes`` tells.
    """
    found: Assessment = shapes.read_as(_ASSESSMENT, document, shapes.seen_in(place))
    return found


def strange_codes(assessment: Assessment, ruleset: Ruleset, place: Place) -> None:
    """Raise ``ProblemsFound`` when *assessment* cannot be scored by *ruleset* as it stands.

    Its codes and its kind must be known, no count may exceed the count it is part of, and the
    commune must fall in one threshold group: what the reader of tables makes sure of too.
    """
    number, kinds = ruleset.document.number, ruleset.recognition.kinds
    problems = [
        shapes.problem_in(place, (name, code), "khoa-la", f"{number} không có mã {shown(code)}")
        for name, given, known in (
            ("figures", assessment.figures, ruleset.figures),
            ("previous", assessment.previous, ruleset.compared_figures),
            ("answers", assessment.answers, ruleset.items),
        )
        for code in given
        if code not in known
    ]
    kind = assessment.commune.kind.value
    if kind not in kinds:
        message = f"{number} không áp dụng cho loại {shown(kind)}"
        hint = f"áp dụng cho: {', '.join(kinds)}"
        problems.append(
            shapes.problem_in(place, ("commune", "kind"), "loai-khong-ap-dung", message, hint)
        )
    if problems:
        raise ProblemsFound(problems)
    problems = [
        shapes.problem_in(place, (name, code), "vuot-qua", message)
        for name, counts in (("figures", assessment.figures), ("previous", assessment.previous))
        for code, _, message in exceeding(ruleset, counts, is_previous=name == "previous")
    ]
    if threshold_group(ruleset.recognition, assessment.commune) is None:
        message = "để trống, nên chưa biết thuộc nhóm ngưỡng điểm nào"
        path = ("commune", "centrally_run_city")
        problems.append(shapes.problem_in(place, path, "thieu-loai-tinh", message))
    if problems:
        raise ProblemsFound(problems)


def _commune_code(code: str) -> str:
    if not re.fullmatch("[0-9]{5}", code):
        raise fault("ma-xa-sai", f"mã xã {shown(code)} không phải là 5 chữ số")
    return code


def _areas(value: Any) -> tuple[Area, ...]:
    known = {area.value: area for area in Area}
    if not isinstance(value, list):
        shapes.wrong("danh sách […]")
    for name in value:
        if not isinstance(name, str) or name not in known:
            hint = nearest(str(name), known) or f"một trong: {', '.join(known)}"
            raise fault("gia-tri-la", f"không có vùng {shown(name)}", hint)
    if len(set(value)) < len(value):
        raise fault("trung-vung", "một vùng ghi hai lần")
    return tuple(known[name] for name in value)


def _code(code: str) -> str:
    """Return a key that looks like the code of a figure or an item."""
    if not re.fullmatch(r"[\w.]+", code, re.ASCII):
        raise fault("khoa-la", f"{shown(code)} không phải là một mã")
    if len(code) > _LONGEST_CODE:
        raise fault("khoa-la", f"mã {shown(code)} dài hơn {_LONGEST_CODE} ký tự")
    return code


_COMMUNE = shapes.group(
    Commune,
    code=shapes.then(shapes.text(), _commune_code),
    name=shapes.text(LONGEST_TEXT),
    kind=shapes.one_of(CommuneKind, "loại đơn vị"),
    areas=shapes.checked(_areas),
    province=shapes.maybe(shapes.text()),
    district=shapes.maybe(shapes.text()),
    centrally_run_city=shapes.maybe(shapes.YES_NO),
)
_COUNTS = shapes.mapped(shapes.whole(0, 10**MOST_DIGITS - 1), _code)


def _assessment(blank_areas: tuple[Area, ...] | None, **found: Any) -> Assessment:
    assessment = Assessment(**found)
    if not blank_areas:
        return assessment
    return replace(assessment, commune=replace(assessment.commune, blank_areas=blank_areas))


_ASSESSMENT = SchemaValidator(
    shapes.group(
        _assessment,
        commune=_COMMUNE,
        year=shapes.whole(FIRST_YEAR, LAST_YEAR),
        figures=_COUNTS,
        previous=_COUNTS,
        answers=shapes.mapped(shapes.YES_NO, _code),
        blank_areas=shapes.perhaps(shapes.checked(_areas)),
    )
)

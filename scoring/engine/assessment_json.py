"""The strict inverse of ``Assessment.canonical``: from plain JSON values to an assessment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from scoring.base.communes import Area, Commune, CommuneKind
from scoring.base.limits import FIRST_YEAR, LAST_YEAR, LONGEST_TEXT, MOST_DIGITS
from scoring.base.problems import Place, shown
from scoring.engine.assessment import Assessment
from scoring.formats.json_fields import Fields
from scoring.rules.ruleset import Ruleset
from scoring.rules.subsets import exceeding
from scoring.rules.threshold_groups import threshold_group

_COMMUNE = ("code", "name", "kind", "areas", "province", "district", "centrally_run_city")
_ASSESSMENT = ("commune", "year", "figures", "previous", "answers")
_MOST_COUNT = 10**MOST_DIGITS - 1
_MOST_CODES = 1_000
_LONGEST_CODE = 100


def assessment_of(document: object, place: Place) -> Assessment:
    """Return the assessment of which *document* is the canonical form.

    Counts are whole, from 0 to nine digits; a blank is a key that is not there, so ``null``
    is a fault. Raises ``ProblemsFound`` with every fault at *place*. What a ruleset knows of
    the codes, ``strange_codes`` tells.
    """
    fields = Fields(place)
    root = fields.group(document, "", _ASSESSMENT)
    commune = _commune(root["commune"], fields)
    year = fields.whole(root["year"], "year", FIRST_YEAR, LAST_YEAR)
    figures = _counts(root["figures"], "figures", fields)
    previous = _counts(root["previous"], "previous", fields)
    answers = {
        code: fields.yes_no(value, f"answers.{code}")
        for code, value in _coded(root["answers"], "answers", fields).items()
    }
    fields.done()
    return Assessment(commune, year, figures, previous, answers)


def strange_codes(assessment: Assessment, ruleset: Ruleset, place: Place) -> None:
    """Raise ``ProblemsFound`` when *assessment* cannot be scored by *ruleset* as it stands.

    Its codes and its kind must be known, no count may exceed the count it is part of, and the
    commune must fall in one threshold group: what the reader of tables makes sure of too.
    """
    fields = Fields(place)
    number = ruleset.document.number
    for name, given, known in (
        ("figures", assessment.figures, ruleset.figures),
        ("previous", assessment.previous, ruleset.compared_figures),
        ("answers", assessment.answers, ruleset.items),
    ):
        for code in given:
            if code not in known:
                fields.say(f"{name}.{code}", "khoa-la", f"{number} không có mã {shown(code)}")
    kinds = ruleset.recognition.kinds
    if assessment.commune.kind.value not in kinds:
        message = f"{number} không áp dụng cho loại {shown(assessment.commune.kind.value)}"
        fields.say(
            "commune.kind", "loai-khong-ap-dung", message, f"áp dụng cho: {', '.join(kinds)}"
        )
    fields.done()
    for name, counts in (("figures", assessment.figures), ("previous", assessment.previous)):
        for code, _, message in exceeding(ruleset, counts, is_previous=name == "previous"):
            fields.say(f"{name}.{code}", "vuot-qua", message)
    if threshold_group(ruleset.recognition, assessment.commune) is None:
        message = "để trống, nên chưa biết thuộc nhóm ngưỡng điểm nào"
        fields.say("commune.centrally_run_city", "thieu-loai-tinh", message)
    fields.done()


def _commune(value: Any, fields: Fields) -> Commune:
    given = fields.group(value, "commune", _COMMUNE)
    code = fields.text(given["code"], "commune.code")
    if code and not re.fullmatch("[0-9]{5}", code):
        fields.say("commune.code", "ma-xa-sai", f"mã xã {shown(code)} không phải là 5 chữ số")
    kinds = [kind.value for kind in CommuneKind]
    kind = fields.one_of(given["kind"], "commune.kind", kinds, "loại đơn vị")
    city = given["centrally_run_city"]
    return Commune(
        code=code,
        name=fields.text(given["name"], "commune.name", longest=LONGEST_TEXT),
        kind=CommuneKind(kind) if kind else CommuneKind.COMMUNE,
        areas=_areas(given["areas"], fields),
        province=fields.text_or_none(given["province"], "commune.province"),
        district=fields.text_or_none(given["district"], "commune.district"),
        centrally_run_city=(
            None if city is None else fields.yes_no(city, "commune.centrally_run_city")
        ),
    )


def _areas(value: Any, fields: Fields) -> tuple[Area, ...]:
    path = "commune.areas"
    names = [area.value for area in Area]
    given = fields.list(value, path)
    found = [fields.one_of(name, path, names, "vùng") for name in given]
    areas = [Area(name) for name in found if name]
    if len(set(areas)) < len(areas):
        fields.say(path, "trung-vung", "một vùng ghi hai lần")
    return tuple(areas)


def _counts(value: Any, path: str, fields: Fields) -> dict[str, int]:
    return {
        code: fields.whole(count, f"{path}.{code}", 0, _MOST_COUNT)
        for code, count in _coded(value, path, fields).items()
    }


def _coded(value: Any, path: str, fields: Fields) -> Mapping[str, Any]:
    """Return an object whose keys look like codes of figures or items."""
    given = fields.mapping(value, path)
    if len(given) > _MOST_CODES:
        fields.say(path, "qua-nhieu", f"có hơn {_MOST_CODES} mã")
        return {}
    strange = [code for code in given if not re.fullmatch(r"[\w.]+", code, re.ASCII)]
    for code in strange:
        fields.say(path, "khoa-la", f"{shown(code)} không phải là một mã")
    long = [code for code in given if len(code) > _LONGEST_CODE]
    for code in long:
        fields.say(path, "khoa-la", f"mã {shown(code)} dài hơn {_LONGEST_CODE} ký tự")
    return {code: count for code, count in given.items() if code not in {*strange, *long}}

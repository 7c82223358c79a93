"""Areas that nobody answered for: the group they lead to is told, and what another would be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from scoring.base.communes import Area, Commune
from scoring.base.quantities import vietnamese
from scoring.engine.assessment import Assessment
from scoring.engine.score_sheet import Finding, ScoreSheet
from scoring.engine.scorer import score
from scoring.engine.verdict import THRESHOLD, finding_reached, verdict_of
from scoring.forms.ids import AREA_FIELDS
from scoring.intake.rows.row import IntakeRow
from scoring.rules.ruleset import Ruleset, Threshold
from scoring.rules.threshold_groups import groups_of

ROWS_SCORED = 100
"""Of the first so many rows of a table the verdict in the other group is told too. To score
every row of a nation would make checking it many times as slow."""

CODE = "de-trong-vung"


class BlankAreas:
    """What blank areas change under one ruleset, looked up once for any number of rows."""

    def __init__(self, ruleset: Ruleset) -> None:
        """Begin with nothing looked up."""
        self._ruleset = ruleset
        self._others: dict[object, Mapping[Threshold, list[str]]] = {}

    def matter_to(self, commune: Commune) -> bool:
        """Whether *commune* may fall in another group because of an area left blank."""
        return bool(commune.blank_areas) and bool(self._groups(commune))

    def warn(self, row: IntakeRow, assessment: Assessment) -> None:
        """Note on *row* that its areas are blank, which group that means, and which other."""
        commune = assessment.commune
        if not self.matter_to(commune):
            return
        # Its verdict is another in the other group: then each row is told alone.
        is_scored = row.table.is_form or row.raw.number <= ROWS_SCORED
        sheet = score(self._ruleset, assessment) if is_scored else None
        own = sheet.verdict if sheet else None
        others, is_decisive = [], False
        for group, areas in self._groups(commune).items():
            other = f"nếu thuộc {_or(areas)} thì ngưỡng {vietnamese(group.points)} điểm"
            verdict = _verdict(sheet, group) if sheet else None
            if verdict is not own and verdict is not None:
                is_decisive = True
                other += f": {verdict.value}"
            others.append(other)
        (group, *_) = self._of(commune, commune.areas)
        blank = ", ".join(area.value for area in commune.blank_areas or ())
        message = f"để trống, nên tính là không thuộc {blank}: ngưỡng {vietnamese(group.points)} "
        message += f"điểm{f', {own.value}' if own and is_decisive else ''}; {'; '.join(others)}"
        if row.table.is_form:
            heading = AREA_FIELDS[(commune.blank_areas or (Area.MOUNTAINOUS,))[0].value].id
            row.warn(heading, CODE, message, "chọn «có» hoặc «không»")
            return
        hint = "ghi vùng, hoặc «không» nếu không thuộc vùng nào"
        if is_decisive:
            row.warn("vung", CODE, message, hint)
        else:
            key = f"{CODE} {commune.kind.value}"
            row.warn_once(key, "vung", CODE, message, f"{hint}; các dòng khác cũng vậy")

    def _groups(self, commune: Commune) -> Mapping[Threshold, list[str]]:
        """Return the other groups, and the areas of which one leads there."""
        key = commune.kind, commune.areas, commune.centrally_run_city, commune.blank_areas
        if key not in self._others:
            self._others[key] = self._found(commune)
        return self._others[key]

    def _found(self, commune: Commune) -> Mapping[Threshold, list[str]]:
        own = self._of(commune, commune.areas)
        found: dict[Threshold, list[str]] = {}
        for area in commune.blank_areas or ():
            for group in self._of(commune, (*commune.areas, area)):
                if group not in own:
                    found.setdefault(group, []).append(area.value)
        return found

    def _of(self, commune: Commune, areas: tuple[Area, ...]) -> list[Threshold]:
        names = tuple(area.value for area in areas)
        city = commune.centrally_run_city
        return groups_of(self._ruleset.recognition, commune.kind.value, names, city)


def _or(words: list[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} hoặc {last}" if first else last


def _verdict(sheet: ScoreSheet, group: Threshold) -> Finding:
    """Return the verdict if *group* were the commune's."""
    reached = finding_reached(group.points, sheet.total.minimum, sheet.total.maximum)
    return verdict_of(
        replace(condition, finding=reached) if condition.code == THRESHOLD else condition
        for condition in sheet.conditions
    )

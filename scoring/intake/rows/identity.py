"""Who a row is about: what its cells say, and what a register of that day may fill in."""

from __future__ import annotations

from datetime import date

from scoring.base.communes import KIND_DAYS, Area, Commune, CommuneKind
from scoring.base.place_names import name_against_kind
from scoring.base.problems import shown
from scoring.base.quantities import vietnamese
from scoring.forms.ids import AREA_FIELDS
from scoring.intake.rows.row import IntakeRow
from scoring.rules.ruleset import Ruleset
from scoring.rules.threshold_groups import groups_of
from scoring.tables import cells
from scoring.tables.cell_text import is_blank

_CITY = "tp_truc_thuoc_tw"


def read_commune(row: IntakeRow) -> Commune | None:
    """Return the commune a row is about, ``None`` where a fault or a blank keeps it unknown.

    Its code was read before. Blanks among kind, province and type of province are filled in
    from the register of the year's last day where the reader has one; what the row says is
    never overruled.
    """
    name = row.read("ten_xa", cells.text)
    before = len(row.problems)
    kind = row.read("loai", cells.kind)
    is_kind_sound = len(row.problems) == before
    areas = row.read("vung", cells.areas)
    blank_areas = _blank_areas(row)
    city = row.read(_CITY, cells.yes_no)
    is_group_known = len(row.problems) == before
    province = row.read("tinh", cells.text)
    district = row.read("huyen", cells.text)
    if row.code is not None and is_group_known and None in {kind, province, city}:
        said = Commune(
            row.code, name or "", kind or CommuneKind.COMMUNE, (), province, district, city
        )
        kind, province, city = _completed(row, said, kind)
    if kind is None and is_kind_sound and is_blank(row.cell("loai")):
        row.say("loai", "thieu-gia-tri", "để trống loại đơn vị")
    if kind is not None and row.ruleset is not None:
        is_group_known = _check_kind(row, row.ruleset, kind) and is_group_known
        if is_group_known:
            _check_group(row, row.ruleset, kind, areas or (), city)
    if row.code is None or name is None or kind is None:
        return None
    if row.ruleset is None or kind.value in row.ruleset.recognition.kinds:
        row.problems += name_against_kind(row.place("loai"), name, kind)
    return Commune(
        row.code, name, kind, areas or (), province, district, city, blank_areas=blank_areas
    )


def _blank_areas(row: IntakeRow) -> tuple[Area, ...] | None:
    """Return the areas of which the row does not say whether the commune lies there."""
    if row.table.is_form:
        return tuple(area for area in Area if AREA_FIELDS[area.value].id in row.position)
    if "vung" not in row.position:
        # Told once for the whole table.
        return None
    return tuple(Area) if is_blank(row.cell("vung")) else ()


def _completed(
    row: IntakeRow, said: Commune, kind: CommuneKind | None
) -> tuple[CommuneKind | None, str | None, bool | None]:
    """Return kind, province and type of province, the blank ones from the register."""
    nothing = kind, said.province, said.centrally_run_city
    if row.complete is None or row.year is None:
        return nothing
    # A complete table never gets here: only now is a register worth its start-up time.
    from scoring.intake.completion import Said

    blanks = Said(
        said.code, said.name or None, kind, said.province, said.district, said.centrally_run_city
    )
    done = row.complete(blanks, date(row.year, 12, 31))
    for remark in done.remarks:
        if remark.code == "khong-co-so":
            # That there is no register of that day is the same for every row of a table.
            key = f"{remark.code} {row.year}"
            row.warn_once(key, remark.heading, remark.code, remark.message, remark.hint)
        else:
            row.warn(remark.heading, remark.code, remark.message, remark.hint)
    return done.said.kind, done.said.province, done.said.city


def _check_kind(row: IntakeRow, ruleset: Ruleset, kind: CommuneKind) -> bool:
    kinds = ruleset.recognition.kinds
    if kind.value not in kinds:
        message = f"{ruleset.document.number} không áp dụng cho loại {shown(kind.value)}"
        row.say("loai", "loai-khong-ap-dung", message, f"áp dụng cho: {', '.join(kinds)}")
        return False
    first, last = KIND_DAYS.get(kind, (date.min, date.max))
    if row.year is not None and not first <= date(row.year, 12, 31) <= last:
        message = f"cuối năm {row.year} không có đơn vị loại {shown(kind.value)}"
        row.warn("loai", "loai-khac-thoi", message, "kiểm tra lại loại đơn vị và năm đánh giá")
    return True


def _check_group(
    row: IntakeRow,
    ruleset: Ruleset,
    kind: CommuneKind,
    areas: tuple[Area, ...],
    city: bool | None,  # noqa: FBT001 -- có / không / blank
) -> None:
    names = tuple(area.value for area in areas)
    groups = groups_of(ruleset.recognition, kind.value, names, city)
    if len(groups) > 1:
        thresholds = " hay ".join(vietnamese(group.points) for group in groups)
        message = f"để trống, nên chưa biết {kind.value} này phải đạt {thresholds} điểm"
        hint = f"cột «{_CITY}»: ghi «có» nếu tỉnh là thành phố trực thuộc trung ương, "
        row.say(_CITY, "thieu-loai-tinh", message, hint + "nếu không thì ghi «không»")

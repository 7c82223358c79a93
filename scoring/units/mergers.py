"""New communes out of the counts of old ones; never out of their points.

A new commune has a sum only where every old commune that went into it went there whole and
is in the table. Counts are added per figure, a blank in any source leaves the sum blank, an
answer is kept where all sources give the same. Everything a person has to decide is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeVar

from scoring.base.communes import Area, Commune
from scoring.base.limits import LARGEST_TYPED
from scoring.base.problems import Place, Problem, Severity, in_order
from scoring.engine.assessment import Assessment
from scoring.intake.completion import Said
from scoring.intake.reading import Entry
from scoring.rules.ruleset import PREVIOUS, Ruleset
from scoring.units.comparison import compare
from scoring.units.registers import Confidence, Conversion, Relation, Transfer, Unit, Units

V = TypeVar("V")


class MergerStatus(Enum):
    """What became of a new commune."""

    COMPLETE = "đủ"
    TO_REVIEW = "cần người xem lại"
    NOT_CONVERTIBLE = "không quy đổi được"


@dataclass(frozen=True, slots=True)
class Source:
    """An old commune of a new one; ``entry`` is its row, ``None`` where the table has none."""

    unit: Unit
    relation: Relation
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class MergedUnit:
    """One new commune in one year, the way it was made, and what a person has to decide.

    ``assessment`` is ``None`` for a unit that cannot be converted. ``areas_differ`` says that
    the sources lie in different areas: nobody but a person knows those of the new commune.
    """

    year: int
    unit: Unit
    status: MergerStatus
    reasons: tuple[str, ...]
    sources: tuple[Source, ...]
    ruleset: Ruleset
    assessment: Assessment | None = None
    areas_differ: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """Every new commune that a row of the table went into, by year and code."""

    units: tuple[MergedUnit, ...]
    problems: tuple[Problem, ...]

    @property
    def written(self) -> tuple[MergedUnit, ...]:
        """The units that have sums."""
        return tuple(unit for unit in self.units if unit.assessment is not None)


def merge(entries: Iterable[Entry], units: Units) -> Merged:
    """Recompute the communes of the new register from rows about communes of the old one.

    Counts are persons, cases or survey sheets. *units* must have a conversion.
    """
    if units.conversion is None:
        raise ValueError("these registers have no conversion")
    merging = _Merging(units, units.conversion)
    merged = tuple(merging.all(entries))
    return Merged(merged, tuple(in_order(merging.problems)))


class _Merging:
    def __init__(self, units: Units, conversion: Conversion) -> None:
        self.units = units
        self.conversion = conversion
        self.old = units.from_day(conversion.from_register)
        self.new = units.from_day(conversion.to_register)
        self.problems: list[Problem] = []

    def all(self, entries: Iterable[Entry]) -> Iterator[MergedUnit]:
        rows: defaultdict[int, dict[str, Entry]] = defaultdict(dict)
        for entry in entries:
            if self._is_of_the_old_register(entry):
                rows[entry.assessment.year][entry.assessment.commune.code] = entry
        for year, by_code in sorted(rows.items()):
            targets = {t.new for code in by_code for t in self.conversion.targets.get(code, ())}
            for code in sorted(targets):
                yield self._unit(year, self.new.units[code], by_code)

    def _is_of_the_old_register(self, entry: Entry) -> bool:
        """Tell of a row whose code is not the commune's that it names: it must not be added."""
        commune = entry.assessment.commune
        said = Said(commune.code, commune.name, commune.kind, commune.province, commune.district)
        remarks = list(compare(said, self.units, self.old.valid_from))
        if commune.code not in self.old.units and not remarks:
            message = f"mã {commune.code} không có trong sổ cũ"
            self._say(entry.place, "ma-khong-co", message)
            return False
        for remark in remarks:
            self._say(entry.place, remark.code, remark.message, remark.hint, remark.severity)
        if not self.conversion.targets.get(commune.code):
            message = f"sổ không ghi {commune.name} ({commune.code}) đi về đâu"
            self._say(entry.place, "khong-co-noi-den", message, "lập bảng mới bằng tay")
        return not any(remark.is_fault for remark in remarks)

    def _unit(self, year: int, unit: Unit, rows: Mapping[str, Entry]) -> MergedUnit:
        transfers = self.conversion.sources[unit.code]
        sources = tuple(self._source(transfer, rows) for transfer in transfers)
        present = [source.entry for source in sources if source.entry is not None]
        place, ruleset = present[0].place, present[0].ruleset
        refusals = tuple(_refusals(sources))
        if refusals:
            message = f"{unit.name} ({unit.code}) năm {year} không cộng được: {'; '.join(refusals)}"
            hint = "cần người lập số liệu của đơn vị mới; không có trong bảng mới"
            self._say(place, "khong-quy-doi", message, hint)
            status = MergerStatus.NOT_CONVERTIBLE
            return MergedUnit(year, unit, status, refusals, sources, ruleset)
        assessment, reasons, areas_differ = self._sum(year, unit, present, ruleset)
        for reason in reasons:
            message = f"{unit.name} ({unit.code}) năm {year}: {reason}"
            self._say(place, "can-xem-lai", message, "", Severity.WARNING)
        status = MergerStatus.TO_REVIEW if reasons else MergerStatus.COMPLETE
        return MergedUnit(year, unit, status, reasons, sources, ruleset, assessment, areas_differ)

    def _source(self, transfer: Transfer, rows: Mapping[str, Entry]) -> Source:
        return Source(self.old.units[transfer.old], transfer.relation, rows.get(transfer.old))

    def _sum(
        self, year: int, unit: Unit, entries: Sequence[Entry], ruleset: Ruleset
    ) -> tuple[Assessment, tuple[str, ...], bool]:
        parts = [entry.assessment for entry in entries]
        figures = _summed([part.figures for part in parts])
        previous = _summed([part.previous for part in parts])
        answers = _agreed([part.answers for part in parts])
        areas = {part.commune.areas for part in parts}
        areas_differ = len(areas) > 1
        commune, reasons = self._commune(year, unit, () if areas_differ else parts[0].commune.areas)
        compared = [code for code in ruleset.figures if code in ruleset.compared_figures]
        blanks = [
            *_blanks(ruleset.figures, figures, [part.figures for part in parts], parts),
            *_blanks(compared, previous, [part.previous for part in parts], parts, PREVIOUS),
        ]
        if blanks:
            reasons.append(f"tổng để trống vì có nguồn để trống: {', '.join(blanks)}")
        items = _blanks(ruleset.items, answers, [part.answers for part in parts], parts)
        if items:
            reasons.append(f"nội dung để trống vì các nguồn không cùng trả lời: {', '.join(items)}")
        if areas_differ:
            reasons.append(
                f"các nguồn thuộc vùng khác nhau ({_areas_words(parts)}): ghi cột «vung»"
            )
        merged = Assessment(commune, year, figures, previous, answers)
        return merged, tuple(reasons), areas_differ

    def _commune(self, year: int, unit: Unit, areas: tuple[Area, ...]) -> tuple[Commune, list[str]]:
        """Return the new commune, its province as it was on the last day of the year."""
        day = max(date(year, 12, 31), self.new.valid_from)
        reasons: list[str] = []
        known = self.units.province_type(self.new, unit.province_code, day)
        city, province = None, unit.province
        if known is not None and known.confidence is Confidence.SECONDARY_SOURCE:
            city, province = known.is_city, known.name
        else:
            reasons.append(f"chưa rõ loại của {unit.province}: ghi cột «tp_truc_thuoc_tw»")
        if self.units.kind_doubt(self.new, unit, day) is not None:
            reasons.append(f"có thể đã không còn là {unit.kind.value}: xem lại cột «loai»")
        return Commune(unit.code, unit.name, unit.kind, areas, province, None, city), reasons

    def _say(
        self,
        place: Place,
        code: str,
        message: str,
        hint: str = "",
        severity: Severity = Severity.FAULT,
    ) -> None:
        self.problems.append(Problem(place, code, message, hint, severity))


def _refusals(sources: Sequence[Source]) -> Iterator[str]:
    """Yield why the sources cannot simply be added."""
    missing: list[str] = []
    for source in sources:
        name = f"{source.unit.name} ({source.unit.code})"
        if source.relation is Relation.PART:
            yield f"{name} chỉ nhập một phần"
        elif source.relation is Relation.UNKNOWN:
            yield f"{name} chưa rõ nhập toàn bộ hay một phần"
        elif source.entry is None:
            missing.append(name)
    if missing:
        yield f"bảng không có dòng dùng được của {', '.join(missing)}"


def _summed(counts: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """Return the sum of every figure that all sources give; a blank is never taken for 0."""
    given = [code for code in counts[0] if all(code in one for one in counts)]
    sums = {code: sum(one[code] for one in counts) for code in given}
    # A longer number could not be read back; no commune has so many of anything.
    return {code: total for code, total in sums.items() if total <= LARGEST_TYPED}


def _agreed(answers: Sequence[Mapping[str, bool]]) -> dict[str, bool]:
    """Return the answers that all sources give alike."""
    return {
        code: answer
        for code, answer in answers[0].items()
        if all(one.get(code) is answer for one in answers)
    }


def _blanks(
    codes: Iterable[str],
    merged: Mapping[str, V],
    given: Sequence[Mapping[str, V]],
    parts: Sequence[Assessment],
    suffix: str = "",
) -> list[str]:
    """Return each code that stayed blank, with the sources that left it blank."""
    found: list[str] = []
    for code in codes:
        if code in merged:
            continue
        silent = [
            part.commune.name for part, one in zip(parts, given, strict=True) if code not in one
        ]
        who = "mọi nguồn" if len(silent) == len(parts) else ", ".join(silent)
        found.append(f"{code}{suffix} ({who})" if who else f"{code}{suffix}")
    return found


def _areas_words(parts: Sequence[Assessment]) -> str:
    return "; ".join(
        f"{part.commune.name}: {', '.join(area.value for area in part.commune.areas) or 'không'}"
        for part in parts
    )

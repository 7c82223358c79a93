"""What stands beside the figures of a worksheet: who verifies, papers, last year, bands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from reports.dossier.evidence import Attached, EvidenceList
from reports.dossier.form_entries import NO_FORM, given_words
from scoring.base.quantities import vietnamese
from scoring.engine.score_sheet import ScoreSheet
from scoring.forms.form import Form
from scoring.rules.kinds.part import Part, PointsRow

UNKNOWN = "chưa rõ"


@dataclass(frozen=True, slots=True)
class LastYear:
    """The figures and answers of the year before; whether a verifier has confirmed them."""

    year: int
    is_verified: bool
    figures: Mapping[str, int] = field(default_factory=dict)
    answers: Mapping[str, bool] = field(default_factory=dict)

    @property
    def head(self) -> str:
        """The words above the column."""
        return f"Năm {self.year} ({'đã xác minh' if self.is_verified else 'tự chấm'})"


@dataclass(frozen=True, slots=True)
class Beside:
    """Who verifies, as far as known; the commune's papers by part or item; the year before."""

    appraiser: str | None = None
    position: str | None = None
    day: date | None = None
    papers: Mapping[str, str] = field(default_factory=dict)
    last_year: LastYear | None = None


NOTHING_BESIDE = Beside()


def papers_of(sheet: ScoreSheet, form: Form | None, attached: Attached) -> dict[str, str]:
    """Return what the commune named or sent for each part and item, by code."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in EvidenceList(sheet, form or NO_FORM, attached).listed:
        if one.given or one.files:
            noted = "; ".join(map(given_words, one.given))
            files = f"tệp {', '.join(one.files)}" if one.files else ""
            said = "; ".join(filter(None, (noted, files)))
            for code in one.codes:
                found[code].append(f"{one.plain_label} {one.needed.document}: {said}")
    return {code: "\n".join(lines) for code, lines in found.items()}


def band_words(part: Part) -> str:
    """Return which values of a part give which points, one band a line."""
    if part.adds_up:
        return "cộng điểm các nội dung «có»"
    return "\n".join(
        f"{_label(row)}: {UNKNOWN if row.points is None else vietnamese(row.points)}"
        for row in part.rows
    )


def _label(row: PointsRow) -> str:
    return f"{row.label}%" if row.unit == "phần trăm" else f"{row.label} {row.unit}".rstrip()

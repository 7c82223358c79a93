"""What a verifier's sheet still lacks before its appraisal can be finished.

Saving a sheet asks nothing; whoever finishes says: I have seen this dossier.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from registry.store.words import meant
from reports.wording.vietnamese import short_date
from scoring.appraisal.appraised import ClaimedAndVerified
from scoring.appraisal.comparison import unexplained_parts
from scoring.appraisal.findings import Appraisal, EvidenceFinding
from scoring.base.quantities import vietnamese


@dataclass(frozen=True, slots=True)
class Completeness:
    """What a sheet lacks whenever it is asked, and the day it bears."""

    lacking: tuple[str, ...]
    day: date | None
    year: int
    is_seen: bool
    """Whether the verifier says that the dossier was seen."""

    def missing(self, today: date) -> tuple[str, ...]:
        """Return in words what stands against finishing on *today*."""
        return (*self.lacking, *self._of_the_day(today))

    def _of_the_day(self, today: date) -> Iterator[str]:
        if self.day is None:
            yield "phiếu chưa ghi ngày thẩm định"
        elif self.day > today:
            yield f"ngày thẩm định {short_date(self.day)} chưa đến (nay {short_date(today)})"
        elif self.day.year < self.year:
            yield f"ngày thẩm định {short_date(self.day)} trước năm đánh giá {self.year}"


def completeness(appraised: ClaimedAndVerified) -> Completeness:
    """Return what the sheet of an appraisal lacks."""
    appraisal = appraised.appraisal
    lacking = (*_of_the_sheet(appraisal), *_of_the_parts(appraised))
    return Completeness(lacking, appraisal.day, appraised.assessment.year, appraisal.is_seen)


def _of_the_sheet(appraisal: Appraisal) -> Iterator[str]:
    has_name = meant(appraisal.appraiser) is not None
    said = (appraisal.figures, appraisal.previous, appraisal.answers, appraisal.parts)
    if not has_name and appraisal.day is None and not any(said) and not appraisal.rulings:
        yield "phiếu còn để trống, chưa ghi gì"
    if not has_name:
        yield "phiếu chưa ghi người thẩm định"


def _of_the_parts(appraised: ClaimedAndVerified) -> Iterator[str]:
    unexplained = unexplained_parts(appraised)
    if unexplained:
        yield f"phần {', '.join(unexplained)} khác số tự chấm mà chưa ghi lý do"
    for part in appraised.verified.parts:
        finding = appraised.appraisal.parts.get(part.code)
        if (
            finding is not None
            and finding.evidence is EvidenceFinding.NOT_ACCEPTED
            and part.points
            and part.ruling is None
        ):
            points = vietnamese(part.points)
            yield f"phần {part.code}: tài liệu chưa được chấp nhận mà vẫn tính {points} điểm"

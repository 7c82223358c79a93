"""What a verifier found of one commune's self-assessment: own figures, reasons, decisions.

The reported figures stay what they are. An appraisal lays the verifier's beside them, only
where they differ or could not be proven, and the scorer computes both.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any, TypeVar

from scoring.appraisal.reasons import reasons
from scoring.base.canonical import sha256_of
from scoring.base.limits import FIRST_YEAR, LAST_YEAR
from scoring.base.problems import Place, ProblemsFound, nearest, shown
from scoring.base.quantities import points_text
from scoring.engine.assessment import Assessment
from scoring.engine.ruling import points_of
from scoring.engine.score_sheet import Ruling
from scoring.formats.plain_values import PlaceOf, Plain
from scoring.rules.ruleset import Ruleset

__all__ = ["FORMAT", "Appraisal", "EvidenceFinding", "PartFinding", "Ruling", "appraisal_of"]

FORMAT = "phuhop.appraisal/1"

V = TypeVar("V")


class EvidenceFinding(Enum):
    """What the verifier says of the documents of a part."""

    ACCEPTED = "chấp nhận"
    PARTLY = "chấp nhận một phần"
    NOT_ACCEPTED = "chưa chấp nhận"


@dataclass(frozen=True, slots=True)
class PartFinding:
    """What the verifier says of one part: a reason's code, a text, the documents."""

    reason: str | None = None
    text: str | None = None
    evidence: EvidenceFinding | None = None


@dataclass(frozen=True, slots=True)
class Appraisal:
    """One verifier's findings on one commune and year.

    ``figures``, ``previous`` and ``answers`` hold only what the verifier sets otherwise than
    the commune did; ``None`` is «không chứng minh được»: the figure counts as blank. A code
    that is missing stays as reported. ``parts`` maps codes of parts to findings.

    ``assessment_sha256`` is that of the self-assessment the verifier had before them, where
    known: an appraisal of one version is none of the next.
    """

    commune: str
    year: int
    ruleset: str
    assessment_sha256: str | None = None
    appraiser: str | None = None
    position: str | None = None
    day: date | None = None
    figures: Mapping[str, int | None] = field(default_factory=dict)
    previous: Mapping[str, int | None] = field(default_factory=dict)
    answers: Mapping[str, bool | None] = field(default_factory=dict)
    parts: Mapping[str, PartFinding] = field(default_factory=dict)
    rulings: tuple[Ruling, ...] = ()

    def verified(self, assessment: Assessment) -> Assessment:
        """Return the assessment with the verifier's figures in place of the reported ones."""
        return replace(
            assessment,
            figures=_overridden(assessment.figures, self.figures),
            previous=_overridden(assessment.previous, self.previous),
            answers=_overridden(assessment.answers, self.answers),
        )

    def canonical(self) -> dict[str, object]:
        """Return the appraisal as plain JSON values; ``appraisal_of`` is the inverse."""
        return {
            "format": FORMAT,
            "commune": self.commune,
            "year": self.year,
            "ruleset": self.ruleset,
            "assessment_sha256": self.assessment_sha256,
            "appraiser": self.appraiser,
            "position": self.position,
            "day": self.day.isoformat() if self.day else None,
            "figures": dict(self.figures),
            "previous": dict(self.previous),
            "answers": dict(self.answers),
            "parts": {
                code: {
                    "reason": finding.reason,
                    "text": finding.text,
                    "evidence": finding.evidence.name if finding.evidence else None,
                }
                for code, finding in self.parts.items()
            },
            "rulings": [
                {
                    "part": ruling.part,
                    "points": points_text(ruling.points),
                    "reason": ruling.reason,
                    "citation": ruling.citation,
                    "by": ruling.by,
                }
                for ruling in self.rulings
            ],
        }

    @property
    def sha256(self) -> str:
        """SHA-256 of the canonical JSON, keys sorted."""
        return sha256_of(self.canonical())


def _overridden(reported: Mapping[str, V], own: Mapping[str, V | None]) -> dict[str, V]:
    both: dict[str, V | None] = {**reported, **own}
    return {code: value for code, value in both.items() if value is not None}


def appraisal_of(document: Any, ruleset: Ruleset, place: Place | PlaceOf) -> Appraisal:
    """Read the plain values that ``canonical`` gives, against the codes of *ruleset*.

    *place* is where the document stands, or tells it for each path. Raises ``ProblemsFound``
    with every fault. Whether rulings and figures fit what the commune reported is not known
    here; ``scoring.appraisal.appraised`` checks that.
    """
    here = place if callable(place) else lambda _: place
    root = Plain(document, here)
    keys = root.keys(_KEYS, _KEYS[:4])
    keys["format"].choice([FORMAT], "dang-tep", "dạng tệp")
    found = Appraisal(
        commune=keys["commune"].matching("[0-9]{5}", "ma-xa-sai", "mã xã có 5 chữ số") or "",
        year=_year(keys["year"]),
        ruleset=keys["ruleset"].choice([ruleset.id], "bo-tieu-chi-khac", "bộ tiêu chí") or "",
        assessment_sha256=keys["assessment_sha256"].matching(
            "[0-9a-f]{64}", "sha256-sai", "64 chữ số 0–9, a–f"
        ),
        appraiser=keys["appraiser"].text(),
        position=keys["position"].text(),
        day=keys["day"].day(),
        figures=_own(keys["figures"], ruleset.figures, Plain.count),
        previous=_own(keys["previous"], sorted(ruleset.compared_figures), Plain.count),
        answers=_own(keys["answers"], ruleset.items, Plain.yes_no),
        parts=_findings(keys["parts"], [part.code for _, part in ruleset.parts]),
        rulings=tuple(_rulings(keys["rulings"])),
    )
    if root.problems:
        raise ProblemsFound(root.problems)
    return found


_KEYS = (
    "format",
    "commune",
    "year",
    "ruleset",
    "assessment_sha256",
    "appraiser",
    "position",
    "day",
    "figures",
    "previous",
    "answers",
    "parts",
    "rulings",
)


def _year(value: Plain) -> int:
    year = value.count()
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        value.say("nam-sai", f"năm {shown(year)} nằm ngoài {FIRST_YEAR}–{LAST_YEAR}")
    return year or 0


def _own(
    values: Plain, known: Collection[str], read: Callable[[Plain], V | None]
) -> dict[str, V | None]:
    """Return the verifier's values by code; ``None`` where one could not be proven."""
    found: dict[str, V | None] = {}
    for code, value in values.entries():
        if code in known:
            found[code] = read(value)
        else:
            hint = nearest(code, known)
            value.say("ma-la", f"bộ tiêu chí không dùng mã {shown(code)} ở đây", hint)
    return found


def _findings(values: Plain, known: Collection[str]) -> dict[str, PartFinding]:
    found: dict[str, PartFinding] = {}
    for code, value in values.entries():
        if code not in known:
            hint = nearest(code, known) or f"các phần: {', '.join(known)}"
            value.say("phan-la", f"không có phần {shown(code)}", hint)
            continue
        keys = value.keys(("reason", "text", "evidence"))
        reason = keys["reason"].choice(reasons(), "ly-do-la", "mã lý do")
        text = keys["text"].text()
        evidence = keys["evidence"].choice(
            [finding.name for finding in EvidenceFinding], "minh-chung-la", "kết quả xem tài liệu"
        )
        if reason is not None and reasons()[reason].needs_text and text is None:
            message = f"phần {code}: lý do {shown(reasons()[reason].name)} phải ghi rõ"
            keys["reason"].say("thieu-loi", message)
        found[code] = PartFinding(reason, text, EvidenceFinding[evidence] if evidence else None)
    return found


def _rulings(values: Plain) -> Iterator[Ruling]:
    for value in values.members():
        keys = value.keys(("part", "points", "reason", "citation", "by"), _RULING)
        part, points = keys["part"].text(), _points(keys["points"])
        reason = keys["reason"].text()
        citation, by = keys["citation"].text(), keys["by"].text()
        if part is not None and points is not None and reason is not None:
            yield Ruling(part, points, reason, citation, by)


_RULING = ("part", "points", "reason")


def _points(value: Plain) -> Fraction | None:
    if value.value is None:
        return None
    is_number = isinstance(value.value, int | str) and not isinstance(value.value, bool)
    points = points_of(str(value.value)) if is_number else None
    if points is None:
        value.say("khong-phai-so", f"{shown(value.value)} không phải số điểm", "ví dụ 50 hoặc 12.5")
    return points

"""What a verifier found of one commune's self-assessment: own figures, reasons, decisions.

The reported figures stay what they are. An appraisal lays the verifier's beside them, only
where they differ or could not be proven, and the scorer computes both.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import Any, TypeVar

from pydantic_core import SchemaValidator

from scoring.appraisal import values
from scoring.appraisal.reasons import reasons
from scoring.base.canonical import sha256_of
from scoring.base.problems import Place, nearest, shown
from scoring.base.quantities import points_text
from scoring.engine.assessment import Assessment
from scoring.engine.ruling import points_of
from scoring.engine.score_sheet import Ruling
from scoring.formats import json_shapes as shapes
from scoring.formats.schema_classes import fault
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
    is_seen: bool = False
    """Whether the verifier says that the dossier was seen: a sheet filled in beforehand is none."""
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
            # Only where it was said: what earlier programs wrote keeps its hash.
            **({"seen": True} if self.is_seen else {}),
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


def appraisal_of(document: Any, ruleset: Ruleset, place: Place | shapes.PlaceOf) -> Appraisal:
    """Read the plain values that ``canonical`` gives, against the codes of *ruleset*.

    *place* is where the document stands, or tells it for each path. Raises ``ProblemsFound``
    with every fault. Whether rulings and figures fit what the commune reported is not known
    here; ``scoring.appraisal.appraised`` checks that.
    """
    tell = shapes.seen_at(place if callable(place) else lambda _: place)
    shape = _shape(
        ruleset.id,
        tuple(ruleset.figures),
        tuple(sorted(ruleset.compared_figures)),
        tuple(ruleset.items),
        tuple(part.code for _, part in ruleset.parts),
    )
    found: Appraisal = shapes.read_as(shape, document, tell)
    return found


def _appraisal(**own: Any) -> Appraisal:
    del own["format"]
    return Appraisal(is_seen=bool(own.pop("seen")), **own)


@lru_cache(maxsize=8)
def _shape(
    ruleset: str,
    figures: tuple[str, ...],
    compared: tuple[str, ...],
    items: tuple[str, ...],
    parts: tuple[str, ...],
) -> SchemaValidator:
    known_part = _known(parts, "phan-la", "không có phần {}", f"các phần: {', '.join(parts)}")
    sha256 = values.matching("[0-9a-f]{64}", "sha256-sai", "64 chữ số 0–9, a–f")
    finding = _group(
        _finding,
        reason=shapes.perhaps(values.choice(reasons(), "ly-do-la", "mã lý do")),
        text=shapes.perhaps(values.LINE),
        evidence=shapes.perhaps(
            values.choice(EvidenceFinding.__members__, "minh-chung-la", "kết quả xem tài liệu")
        ),
    )
    return SchemaValidator(
        _group(
            _appraisal,
            format=values.needed("format", values.choice([FORMAT], "dang-tep", "dạng tệp")),
            commune=values.needed(
                "commune", values.matching("[0-9]{5}", "ma-xa-sai", "mã xã có 5 chữ số")
            ),
            year=values.needed("year", values.YEAR),
            ruleset=values.needed(
                "ruleset", values.choice([ruleset], "bo-tieu-chi-khac", "bộ tiêu chí")
            ),
            assessment_sha256=shapes.perhaps(sha256),
            appraiser=shapes.perhaps(values.LINE),
            position=shapes.perhaps(values.LINE),
            day=shapes.perhaps(values.DAY),
            seen=shapes.perhaps(values.YES_NO),
            figures=_own(figures, values.COUNT),
            previous=_own(compared, values.COUNT),
            answers=_own(items, values.YES_NO),
            parts=shapes.perhaps(shapes.mapped(finding, known_part), {}),
            rulings=shapes.perhaps(shapes.listed(_RULING), ()),
        )
    )


def _group(make: Callable[..., Any], **members: shapes.Shape) -> shapes.Shape:
    return shapes.group(make, "khóa {} không có trong mẫu", **members)


def _own(known: Collection[str], shape: shapes.Shape) -> shapes.Shape:
    """Return the shape of the verifier's values; ``null`` where one could not be proven."""
    codes = _known(known, "ma-la", "bộ tiêu chí không dùng mã {} ở đây")
    return shapes.perhaps(shapes.mapped(shapes.maybe(shape), codes), {})


def _known(
    codes: Collection[str], fault_code: str, message: str, hint: str = ""
) -> Callable[[str], str]:
    def read(code: str) -> str:
        if code not in codes:
            raise fault(fault_code, message.format(shown(code)), nearest(code, codes) or hint)
        return code

    return read


def _points(value: Any) -> Fraction:
    is_number = isinstance(value, int | str) and not isinstance(value, bool)
    points = points_of(str(value)) if is_number else None
    if points is None:
        raise fault("khong-phai-so", f"{shown(value)} không phải số điểm", "ví dụ 50 hoặc 12.5")
    return points


def _finding(reason: str | None, text: str | None, evidence: str | None) -> PartFinding:
    if reason is not None and reasons()[reason].needs_text and text is None:
        message = f"phần {shapes.THIS}: lý do {shown(reasons()[reason].name)} phải ghi rõ"
        raise fault("thieu-loi", message, at=("reason",))
    return PartFinding(reason, text, EvidenceFinding[evidence] if evidence else None)


_RULING = _group(
    Ruling,
    part=values.needed("part", values.LINE),
    points=values.needed("points", shapes.checked(_points)),
    reason=values.needed("reason", values.LINE),
    citation=shapes.perhaps(values.LINE),
    by=shapes.perhaps(values.LINE),
)

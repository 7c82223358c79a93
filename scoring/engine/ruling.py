"""A person's decision on a part that the law leaves to a person, or on a rule nobody knows.

Source: the ruleset's ``khi mẫu số bằng 0: chờ thẩm định`` and ``điểm: chưa rõ``. Everything
else the figures decide; who disagrees with them corrects the figures, not the points.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from scoring.base.levels import Level
from scoring.base.problems import nearest, shown
from scoring.base.quantities import vietnamese
from scoring.engine.score_sheet import Outcome, PartScore, Ruling

RULED = frozenset({Outcome.NEEDS_APPRAISAL, Outcome.UNKNOWN_RULE})
"""The only outcomes a ruling may replace."""

_MOST_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a ruling does not hold; ``field`` is the attribute of the ruling that is at fault."""

    position: int
    field: str
    code: str
    message: str
    hint: str = ""


class RulingsRefused(ValueError):  # noqa: N818 -- it says what happened to them
    """Some rulings do not fit the assessment they are made on; all of them are told."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        """Keep every refusal."""
        self.refusals = tuple(refusals)
        super().__init__("; ".join(refusal.message for refusal in self.refusals))


def refusals(parts: Mapping[str, PartScore], rulings: Sequence[Ruling]) -> Iterator[Refusal]:
    """Yield every fault of *rulings* on *parts*, the scores without any ruling, by code."""
    seen: set[str] = set()
    for position, ruling in enumerate(rulings):
        if not ruling.reason.strip():
            message = f"quyết định về phần {ruling.part} không có lý do"
            yield Refusal(
                position, "reason", "thieu-ly-do", message, "ghi rõ vì sao cho số điểm đó"
            )
        part = parts.get(ruling.part)
        if part is None:
            message = f"không có phần {shown(ruling.part)}"
            hint = nearest(ruling.part, parts) or f"các phần: {', '.join(parts)}"
            yield Refusal(position, "part", "phan-la", message, hint)
        elif ruling.part in seen:
            message = f"phần {ruling.part} có hai quyết định"
            yield Refusal(position, "part", "trung-quyet-dinh", message, "giữ lại một")
        elif part.outcome not in RULED:
            yield Refusal(position, "part", "khong-can-quyet-dinh", *_why_not(part))
        elif not part.minimum <= ruling.points <= part.maximum:
            message = (
                f"phần {part.code}: {vietnamese(ruling.points)} điểm nằm ngoài khoảng còn có thể "
                f"({vietnamese(part.minimum)}–{vietnamese(part.maximum)})"
            )
            hint = "quyết định chỉ cho điểm trong khoảng mà quy định để ngỏ"
            yield Refusal(position, "points", "diem-ngoai-khoang", message, hint)
        seen.add(ruling.part)


def _why_not(part: PartScore) -> tuple[str, str]:
    if part.outcome is Outcome.MISSING:
        message = f"phần {part.code} thiếu số liệu: {'; '.join(part.blanks)}"
        return message, "ô trống không được điểm; ghi số đã xác minh thay cho quyết định"
    points = vietnamese(part.minimum)
    message = f"phần {part.code} đã chấm được {points} điểm theo số liệu, không để ngỏ cho ai"
    return message, "nếu số liệu chưa đúng thì ghi số đã xác minh, điểm sẽ được tính lại"


def ruled(part: PartScore, ruling: Ruling) -> PartScore:
    """Return *part* scored as *ruling* says.

    The level is that of the part's own numbers, which bound the ruling. Where the rule is
    not known a person's number stands in for one nobody has read: it is assumed, whatever
    the rest of the part rests on, and no document may take it for law.
    """
    level = Level.ASSUMED if part.outcome is Outcome.UNKNOWN_RULE else part.level
    return replace(
        part,
        outcome=Outcome.SCORED,
        points=ruling.points,
        minimum=ruling.points,
        maximum=ruling.points,
        level=level,
        ruling=ruling,
        ruled_outcome=part.outcome,
    )


def points_of(text: str) -> Fraction | None:
    """Return points written as decimal text with a point, ``None`` for anything else.

    >>> points_of("12.5"), points_of("12,5")
    (Fraction(25, 2), None)
    """
    digits = text.replace(".", "", 1)
    is_plain = digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS
    return Fraction(text) if is_plain and text[0] != "." and text[-1] != "." else None

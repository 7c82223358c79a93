"""What every kind of part has and can be asked: no other room needs to know which kind it is.

A kind says what it reads, which rows give its points and which counts fall in which row;
maxima, levels and possible points follow from the rows here.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, ClassVar, Protocol, Self

from scoring.base.levels import Level, weakest
from scoring.formats.fields import Number, PointsOrUnknown, Text, YesNo
from scoring.formats.schema_classes import from_yaml, yaml_key
from scoring.formats.strict_yaml import Path_
from scoring.rules.faults import Fault
from scoring.rules.indicators import VERIFIED, Count, Ratio, ZeroDenominator
from scoring.rules.verification import Evidence, Verification

SENSITIVE = "có: không điều gì công bố được phụ thuộc vào số liệu, điểm của nội dung này"
"""What ``nhạy cảm`` says of a part or criterion."""

EVIDENCE = "Tài liệu kiểm chứng phải có trong hồ sơ"

_ZERO = Fraction(0)

IsWithin = Callable[[str, str], bool]
"""Whether the first figure is declared to be within the second, at any number of steps."""


@from_yaml
class YesNoItem:
    """One ``nội dung``: a question answered có or không, and what có earns."""

    code: Annotated[Text, yaml_key("mã", 'Mã của nội dung, trong dấu ngoặc kép: "1.1"')]
    question: Annotated[Text, yaml_key("câu hỏi", "Câu hỏi trả lời có hoặc không")]
    points: Annotated[PointsOrUnknown, yaml_key("điểm", "Số điểm khi trả lời có")]
    verified: Annotated[Verification | None, yaml_key("đối chiếu", VERIFIED)] = None
    evidence: Annotated[Evidence, yaml_key("minh chứng", EVIDENCE)] = ()


@dataclass(frozen=True, slots=True)
class PointsRow:
    """One row of a part: a band, a trend or an item, with the points it gives.

    ``points`` is ``None`` where nobody knows them. ``unit`` is what the label counts in, ``""``
    for words. ``edges`` are the bounds that tell a value of this row from the next. ``at`` is
    where the points stand in the file, from the part's own mapping on.
    """

    label: str
    points: Fraction | None
    verified: Verification
    at: Path_
    unit: str = ""
    edges: tuple[Fraction, ...] = ()

    @property
    def level(self) -> Level:
        """The level of this row's numbers."""
        return self.verified.as_level


@dataclass(frozen=True, slots=True)
class Stretch:
    """Counts of a part's own figure, from *low* to *high* inclusive, that fall in one row."""

    low: int
    high: int
    row: PointsRow


@dataclass(frozen=True, slots=True)
class BoundaryCase:
    """Figures at an edge, and the band and points they must bring.

    ``points`` is ``None`` where the ruleset says chưa rõ.
    """

    part: str
    where: str
    figures: Mapping[str, int]
    previous: Mapping[str, int]
    band: str
    points: Fraction | None


class _Rule(Protocol):
    @property
    def verified(self) -> Verification | None: ...


class _Facts(ABC):
    """What a part may have; a kind's own field takes the place of the default."""

    kind: str
    unit: str = ""
    direction: str = ""
    indicator: Ratio | Count | None = None
    items: tuple[YesNoItem, ...] = ()
    zero_denominator: ZeroDenominator | None = None

    adds_up: ClassVar[bool] = False
    """Whether the rows that are fulfilled add up; otherwise one row alone gives the points."""

    is_compared: ClassVar[bool] = False
    """Whether the figures of the previous period are read too."""


@from_yaml
class Part(_Facts):
    """What every kind of part has; a kind is a subclass, named in ``scoring.rules.parts``."""

    code: Annotated[Text, yaml_key("mã", 'Mã của phần, trong dấu ngoặc kép: "6.1"')]
    name: Annotated[Text | None, yaml_key("tên", "Tên của phần, khi tiêu chí có nhiều phần")] = None
    verified: Annotated[Verification, yaml_key("đối chiếu", VERIFIED)]
    sensitive: Annotated[YesNo | None, yaml_key("nhạy cảm", SENSITIVE)] = None
    given_max_points: Annotated[
        Number | None,
        yaml_key("điểm tối đa", "Chỉ cần khi có điểm «chưa rõ»; nếu không thì tự tính"),
    ] = None
    evidence: Annotated[Evidence, yaml_key("minh chứng", EVIDENCE)] = ()
    template: Annotated[
        Text | None, yaml_key("giải thích", "Mẫu câu giải thích riêng của phần này")
    ] = None

    @property
    @abstractmethod
    def rows(self) -> tuple[PointsRow, ...]:
        """The rows that give points, in the file's order."""

    @abstractmethod
    def with_points(self, points: Sequence[Fraction | None], most: Fraction | None) -> Self:
        """Return this part with other points of its rows and another given maximum."""

    def with_edges(self, moved: Mapping[Fraction, Fraction]) -> Self:
        """Return this part with some edges between its rows elsewhere; words have none."""
        del moved
        return self

    def faults(self, path: Path_) -> Iterator[Fault]:
        """Yield what is wrong with the part's own numbers; it stands at *path*."""
        del path
        yield from ()

    def boundary_cases(self, is_within: IsWithin) -> Iterator[BoundaryCase]:
        """Yield the cases around every edge, told from the rows' words without dividing."""
        del is_within
        yield from ()

    def stretches(
        self, figures: Mapping[str, int], previous: Mapping[str, int]
    ) -> Iterator[Stretch]:
        """Yield which counts of the first figure fall in which row; nothing else moves.

        *figures* hold every figure the part reads this period, *previous* those given of the
        period before. A stretch whose ``high`` is below ``low`` holds no count.
        """
        del figures, previous
        yield from ()

    @classmethod
    def amend_schema(cls, described: dict[str, Any]) -> None:
        """Add to the JSON schema of the class what its fields alone do not say."""

    @property
    def ratio(self) -> Ratio | None:
        """The ratio the part measures, if it measures one."""
        return self.indicator if isinstance(self.indicator, Ratio) else None

    @property
    def figures(self) -> tuple[str, ...]:
        """Codes of the figures the part reads: the numerator or the count first."""
        return () if self.indicator is None else self.indicator.figures

    @property
    def previous_figures(self) -> tuple[str, ...]:
        """Codes of the figures of the previous period that the part reads."""
        return self.figures if self.is_compared else ()

    @property
    def is_higher_better(self) -> bool:
        """The direction the ruleset names; a trend is better the lower it is."""
        return self.direction == "càng cao càng tốt"

    @cached_property
    def edges(self) -> tuple[Fraction, ...]:
        """Every bound of every row, ascending, once."""
        return tuple(sorted({edge for row in self.rows for edge in row.edges}))

    @property
    def _known_points(self) -> Iterator[Fraction]:
        return (row.points for row in self.rows if row.points is not None)

    @cached_property
    def computed_max_points(self) -> Fraction:
        """The most that the points which are known can give."""
        if self.adds_up:
            return sum(self._known_points, _ZERO)
        return max(self._known_points, default=_ZERO)

    @property
    def max_points(self) -> Fraction:
        """The most this part can give: as the file says, else as its points sum up."""
        given: Fraction | None = self.given_max_points
        return self.computed_max_points if given is None else given

    @property
    def all_points(self) -> tuple[Fraction, ...]:
        """Every number of points that a row may give, and the maximum."""
        return (self.max_points, *self._known_points)

    @cached_property
    def has_unknown_points(self) -> bool:
        """Whether the points of some row could not be read anywhere."""
        return any(row.points is None for row in self.rows)

    @cached_property
    def possible_points(self) -> frozenset[Fraction]:
        """Every number of points the part can come to.

        Where nobody knows the points, or a person decides, the ends stand for all.
        """
        ends = {_ZERO, self.max_points}
        found = set(ends) if self.has_unknown_points else set()
        if self.zero_denominator is not None:
            of_rule = {"điểm tối đa": {self.max_points}, "không điểm": {_ZERO}}
            found |= of_rule.get(self.zero_denominator.outcome, ends)
        if not self.adds_up:
            return frozenset(found.union(self._known_points))
        sums = {_ZERO}
        for points in self._known_points:
            sums |= {known + points for known in sums}
        return frozenset(found | sums)

    @cached_property
    def ascending_points(self) -> tuple[Fraction, ...]:
        """The possible points in their order."""
        return tuple(sorted(self.possible_points))

    def level_of(self, rule: _Rule) -> Level:
        """Return the level of one band or item, or of the rule for a zero denominator."""
        return (rule.verified or self.verified).as_level

    @cached_property
    def level(self) -> Level:
        """The weakest level of any number of this part."""
        levels = [row.level for row in self.rows]
        if self.zero_denominator is not None:
            levels.append(self.level_of(self.zero_denominator))
        return weakest(levels)

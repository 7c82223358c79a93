"""The closed set of kinds of part: how a criterion's points may be counted.

A new kind is one class here, one ``case`` in the scorer, one vector form and one sentence
template; rules hold no expression language.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from enum import Enum
from fractions import Fraction
from typing import Annotated, Literal

from scoring.base.levels import Level, weakest
from scoring.base.quantities import points_text, vietnamese
from scoring.formats.fields import Number, PointsOrUnknown, Text, YesNo
from scoring.formats.schema_classes import OneOfKinds, from_yaml, yaml_key
from scoring.rules.indicators import VERIFIED, Indicator, Ratio, ZeroDenominator
from scoring.rules.verification import Evidence, Verification

SENSITIVE = "có: không điều gì công bố được phụ thuộc vào số liệu, điểm của nội dung này"
"""What ``nhạy cảm`` says of a part or criterion."""

_EVIDENCE = "Tài liệu kiểm chứng phải có trong hồ sơ"


@from_yaml
class Band:
    """One row of a band scale: the law's four words, and the points."""

    at_least: Annotated[Number | None, yaml_key("từ", "Từ mức này trở lên (≥)")] = None
    above: Annotated[Number | None, yaml_key("trên", "Trên mức này (>)")] = None
    at_most: Annotated[Number | None, yaml_key("đến", "Đến mức này (≤)")] = None
    below: Annotated[Number | None, yaml_key("dưới", "Dưới mức này (<)")] = None
    points: Annotated[PointsOrUnknown, yaml_key("điểm", "Số điểm, hoặc «chưa rõ»")]
    verified: Annotated[Verification | None, yaml_key("đối chiếu", VERIFIED)] = None

    @property
    def label(self) -> str:
        """The bounds in the law's words: ``từ 95 dưới 98``."""
        bounds = (
            ("từ", self.at_least),
            ("trên", self.above),
            ("đến", self.at_most),
            ("dưới", self.below),
        )
        return " ".join(
            f"{word} {vietnamese(points_text(bound))}"
            for word, bound in bounds
            if bound is not None
        )

    def holds(self, top: int, bottom: int) -> bool:
        """Whether *top* ÷ *bottom* lies in this band, by exact cross-multiplication.

        *top* is already multiplied (per cent, per thousand); *bottom* is above 0.
        """
        return not (
            (self.at_least is not None and top < self.at_least * bottom)
            or (self.above is not None and top <= self.above * bottom)
            or (self.at_most is not None and top > self.at_most * bottom)
            or (self.below is not None and top >= self.below * bottom)
        )

    @property
    def edges(self) -> tuple[Fraction, ...]:
        """The bounds of the band that are given."""
        bounds = (self.at_least, self.above, self.at_most, self.below)
        return tuple(bound for bound in bounds if bound is not None)


@from_yaml
class _PartBase(ABC):
    """What every kind of part has."""

    code: Annotated[Text, yaml_key("mã", 'Mã của phần, trong dấu ngoặc kép: "6.1"')]
    name: Annotated[Text | None, yaml_key("tên", "Tên của phần, khi tiêu chí có nhiều phần")] = None
    verified: Annotated[Verification, yaml_key("đối chiếu", VERIFIED)]
    sensitive: Annotated[YesNo | None, yaml_key("nhạy cảm", SENSITIVE)] = None
    given_max_points: Annotated[
        Number | None,
        yaml_key("điểm tối đa", "Chỉ cần khi có điểm «chưa rõ»; nếu không thì tự tính"),
    ] = None
    evidence: Annotated[Evidence, yaml_key("minh chứng", _EVIDENCE)] = ()
    template: Annotated[
        Text | None, yaml_key("giải thích", "Mẫu câu giải thích riêng của phần này")
    ] = None

    @property
    @abstractmethod
    def computed_max_points(self) -> Fraction:
        """The most that the points which are known can give."""

    @property
    @abstractmethod
    def all_points(self) -> Iterable[Fraction]:
        """Every number of points this part may give, its maximum included."""

    @property
    def max_points(self) -> Fraction:
        """The most this part can give: as the file says, else as its points sum up."""
        given: Fraction | None = self.given_max_points
        return self.computed_max_points if given is None else given


@from_yaml
class BandScale(_PartBase):
    """``theo thang điểm``: a ratio or one count falls in a band, the band gives the points."""

    kind: Annotated[Literal["theo thang điểm"], yaml_key("cách tính", "Cách tính điểm của phần")]
    indicator: Annotated[Indicator, yaml_key("chỉ số", "Tử số, mẫu số, nhân với; hoặc một số liệu")]
    unit: Annotated[Text, yaml_key("đơn vị", "phần trăm; trên 1.000 trẻ em; hoặc đơn vị đếm")]
    direction: Annotated[
        Literal["càng cao càng tốt", "càng thấp càng tốt"],
        yaml_key("chiều", "càng cao càng tốt hoặc càng thấp càng tốt"),
    ]
    bands: Annotated[tuple[Band, ...], yaml_key("thang điểm", "Các mức và số điểm")]
    zero_denominator: Annotated[
        ZeroDenominator | None, yaml_key("khi mẫu số bằng 0", "Bắt buộc khi chỉ số là một tỷ số")
    ] = None

    @property
    def is_higher_better(self) -> bool:
        """The direction the ruleset names."""
        return self.direction == "càng cao càng tốt"

    @property
    def computed_max_points(self) -> Fraction:
        """The points of the best band whose points are known."""
        return max((band.points or Fraction(0) for band in self.bands), default=Fraction(0))

    @property
    def all_points(self) -> Iterable[Fraction]:
        """The points of every band, and the maximum."""
        return (self.max_points, *(b.points for b in self.bands if b.points is not None))

    @property
    def has_unknown_points(self) -> bool:
        """Whether the points of some band could not be read anywhere."""
        return any(band.points is None for band in self.bands)

    def level_of(self, rule: Band | ZeroDenominator) -> Level:
        """Return the level of one band or of the rule for a zero denominator."""
        return (rule.verified or self.verified).as_level

    @property
    def level(self) -> Level:
        """The weakest level of any number of this part."""
        rules: list[Band | ZeroDenominator] = [*self.bands]
        if self.zero_denominator is not None:
            rules.append(self.zero_denominator)
        return weakest(self.level_of(rule) for rule in rules)

    @property
    def edges(self) -> tuple[Fraction, ...]:
        """Every bound of every band, ascending, once."""
        return tuple(sorted({edge for band in self.bands for edge in band.edges}))


@from_yaml
class YesNoItem:
    """One ``nội dung``: a question answered có or không, and what có earns."""

    code: Annotated[Text, yaml_key("mã", 'Mã của nội dung, trong dấu ngoặc kép: "1.1"')]
    question: Annotated[Text, yaml_key("câu hỏi", "Câu hỏi trả lời có hoặc không")]
    points: Annotated[PointsOrUnknown, yaml_key("điểm", "Số điểm khi trả lời có")]
    verified: Annotated[Verification | None, yaml_key("đối chiếu", VERIFIED)] = None
    evidence: Annotated[Evidence, yaml_key("minh chứng", _EVIDENCE)] = ()


@from_yaml
class ItemSum(_PartBase):
    """``cộng điểm từng nội dung``: each item answered có adds its points."""

    kind: Annotated[
        Literal["cộng điểm từng nội dung"], yaml_key("cách tính", "Cách tính điểm của phần")
    ]
    items: Annotated[tuple[YesNoItem, ...], yaml_key("nội dung", "Các nội dung trả lời có / không")]

    @property
    def computed_max_points(self) -> Fraction:
        """The sum of the items whose points are known."""
        return sum((item.points or Fraction(0) for item in self.items), Fraction(0))

    @property
    def all_points(self) -> Iterable[Fraction]:
        """The points of every item, and the maximum."""
        return (self.max_points, *(i.points for i in self.items if i.points is not None))

    @property
    def has_unknown_points(self) -> bool:
        """Whether the points of some item could not be read anywhere."""
        return any(item.points is None for item in self.items)

    def level_of(self, item: YesNoItem) -> Level:
        """Return the level of one item's points."""
        return (item.verified or self.verified).as_level

    @property
    def level(self) -> Level:
        """The weakest level of any item."""
        return weakest(self.level_of(item) for item in self.items)


class Trend(Enum):
    """This period's rate against the previous assessed period's."""

    NO_CASE_AROSE = "không phát sinh"
    LOWER = "giảm"
    EQUAL = "không đổi"
    HIGHER = "tăng"


@from_yaml
class PointsByTrend:
    """``điểm theo diễn biến``: points for each of the four trends."""

    no_case_arose: Annotated[
        PointsOrUnknown, yaml_key("không phát sinh", "Kỳ này không có trường hợp nào")
    ]
    lower: Annotated[PointsOrUnknown, yaml_key("giảm", "Thấp hơn kỳ trước")]
    equal: Annotated[PointsOrUnknown, yaml_key("không đổi", "Bằng kỳ trước")]
    higher: Annotated[PointsOrUnknown, yaml_key("tăng", "Cao hơn kỳ trước")]

    def __getitem__(self, trend: Trend) -> Fraction | None:
        """Return the points of a trend, ``None`` where they are not known."""
        points: Fraction | None = getattr(self, trend.name.lower())
        return points

    def __iter__(self) -> Iterator[Fraction | None]:
        """Yield the points of the four trends in the ruleset's order."""
        return (self[trend] for trend in Trend)


@from_yaml
class AgainstPrevious(_PartBase):
    """``so với kỳ trước``: a rate against the same rate of the previous assessed period."""

    kind: Annotated[Literal["so với kỳ trước"], yaml_key("cách tính", "Cách tính điểm của phần")]
    indicator: Annotated[Ratio, yaml_key("chỉ số", "Tử số, mẫu số, nhân với")]
    unit: Annotated[Text, yaml_key("đơn vị", "trên 1.000 trẻ em; trên 100.000 trẻ em; phần trăm")]
    points_by_trend: Annotated[
        PointsByTrend, yaml_key("điểm theo diễn biến", "Điểm của bốn diễn biến")
    ]
    zero_denominator: Annotated[
        ZeroDenominator, yaml_key("khi mẫu số bằng 0", "Xử lý khi mẫu số bằng 0")
    ]

    @property
    def computed_max_points(self) -> Fraction:
        """The points of the best trend whose points are known."""
        return max(points or Fraction(0) for points in self.points_by_trend)

    @property
    def all_points(self) -> Iterable[Fraction]:
        """The points of every trend, and the maximum."""
        return (self.max_points, *(p for p in self.points_by_trend if p is not None))

    @property
    def has_unknown_points(self) -> bool:
        """Whether the points of some trend could not be read anywhere."""
        return any(points is None for points in self.points_by_trend)

    @property
    def zero_level(self) -> Level:
        """The level of the rule for a zero denominator."""
        return (self.zero_denominator.verified or self.verified).as_level

    @property
    def level(self) -> Level:
        """The weakest level of any number of this part."""
        return weakest([self.verified.as_level, self.zero_level])


AnyPart = BandScale | ItemSum | AgainstPrevious
Part = Annotated[AnyPart, OneOfKinds("cách tính", (BandScale, ItemSum, AgainstPrevious))]

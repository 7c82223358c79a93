"""The typed plan: what a place set itself for children, each target with its levels by year."""

# No ``from __future__ import annotations``: ``from_yaml`` reads the hints of these classes.
from fractions import Fraction
from typing import Annotated, Literal

from scoring.base.problems import shown
from scoring.formats.fields import Day, DecimalNumber, Text, Whole
from scoring.formats.schema_classes import from_yaml, yaml_key
from scoring.rules.verification import Verification

NATION = "cả nước"

Comparison = Literal[
    "ít nhất",
    "trên",
    "nhiều nhất",
    "dưới",
    "đúng",
    "giảm ít nhất",
    "tăng ít nhất",
    "giảm",
    "tăng",
]
AGAINST_A_BASE = frozenset({"giảm ít nhất", "tăng ít nhất", "giảm", "tăng"})
"""Comparisons with the value of another year; the last two ask for no amount."""
WITHOUT_AMOUNT = frozenset({"giảm", "tăng"})

COUNTS, MONEY, UNITS = "số lượng", "tiền", "số trên số"
SHARE, RATE = "tỷ lệ", "tỷ suất"
_ALL = 100


@from_yaml
class TargetLevel:
    """What is asked for in one year, or in every year from one on."""

    year: Annotated[Whole | None, yaml_key("năm", "Đến hết năm nào")] = None
    every_year_from: Annotated[
        Whole | None, yaml_key("mỗi năm từ", "Mỗi năm, kể từ năm nào, đến hết kế hoạch")
    ] = None
    comparison: Annotated[
        Comparison,
        yaml_key("so", "trên, dưới: không kể chính số đó; ít nhất, nhiều nhất: kể cả"),
    ]
    value: Annotated[
        DecimalNumber | None, yaml_key("giá trị", "Số phải đạt; với giảm, tăng: mấy phần trăm")
    ] = None
    up_to: Annotated[
        DecimalNumber | None, yaml_key("đến", "Đầu kia của khoảng; kết luận theo «giá trị»")
    ] = None
    numerator: Annotated[
        Whole | None, yaml_key("tử số", "Tử số văn bản ghi kèm, ví dụ 141 (trên 220)")
    ] = None
    denominator: Annotated[Whole | None, yaml_key("mẫu số", "Mẫu số văn bản ghi kèm")] = None
    base_year: Annotated[Whole | None, yaml_key("so với năm", "Năm gốc để so")] = None
    base: Annotated[Literal["năm trước"] | None, yaml_key("so với", "năm trước")] = None
    verified: Annotated[
        Verification | None, yaml_key("đối chiếu", "Mức tin cậy, nếu khác của kế hoạch")
    ] = None

    @property
    def is_relative(self) -> bool:
        """Whether it is held against the value of another year."""
        return self.comparison in AGAINST_A_BASE

    def base_of(self, year: int) -> int:
        """Return the year that *year* is compared with."""
        return self.base_year if self.base_year is not None else year - 1


@from_yaml
class KnownResult:
    """What a source says came out in a year."""

    year: Annotated[Whole, yaml_key("năm", "Năm của kết quả")]
    value: Annotated[DecimalNumber | None, yaml_key("giá trị", "Kết quả")] = None
    numerator: Annotated[Whole | None, yaml_key("tử số", "Tử số")] = None
    denominator: Annotated[Whole | None, yaml_key("mẫu số", "Mẫu số")] = None
    source: Annotated[Text, yaml_key("nguồn", "Nơi đã đọc được")]


@from_yaml
class PlanTarget:
    """One target. Without an indicator its values are typed in, with their source."""

    code: Annotated[Text, yaml_key("mã", "Số thứ tự trong văn bản, đặt trong ngoặc kép")]
    name: Annotated[Text, yaml_key("tên", "Lời của văn bản")]
    group: Annotated[Text | None, yaml_key("nhóm", "Mã nhóm chỉ tiêu")] = None
    kind: Annotated[
        Literal["tỷ lệ", "tỷ suất", "số lượng", "tiền", "số trên số"],
        yaml_key("loại", "tỷ lệ (%), tỷ suất (cần «trên»), số lượng, tiền (đồng), số trên số"),
    ]
    per: Annotated[Whole | None, yaml_key("trên", "Tỷ suất trên bao nhiêu: 100, 1000, 100000")] = (
        None
    )
    unit: Annotated[Text | None, yaml_key("đơn vị", "Đếm cái gì: trẻ em, xã, trường")] = None
    area: Annotated[Text | None, yaml_key("khu vực", "Khi mỗi khu vực một mức")] = None
    indicator: Annotated[
        Text | None, yaml_key("chỉ số", "Mã chỉ số tính được từ số liệu; bỏ trống: nhập tay")
    ] = None
    statistic: Annotated[
        Text | None, yaml_key("chỉ tiêu thống kê", "Mã của Thông tư 13/2021/TT-BLĐTBXH")
    ] = None
    when_no_case: Annotated[
        Literal["không đánh giá"] | None,
        yaml_key("khi không phát sinh", "không đánh giá: không có trường hợp nào thì bỏ qua"),
    ] = None
    levels: Annotated[tuple[TargetLevel, ...], yaml_key("mức", "Phải đạt bao nhiêu, năm nào")]
    known: Annotated[
        tuple[KnownResult, ...], yaml_key("đã thực hiện", "Kết quả đã đọc được, nếu có")
    ] = ()
    note: Annotated[Text | None, yaml_key("ghi chú", "Điều cần biết thêm")] = None

    @property
    def multiplier(self) -> int | None:
        """By what a ratio is multiplied; ``None`` for plain numbers."""
        if self.kind == RATE:
            return self.per
        return _ALL if self.kind in {SHARE, UNITS} else None

    @property
    def counted(self) -> str:
        """What is counted."""
        return self.unit or ("đơn vị" if self.kind == UNITS else "")

    def level_of(self, year: int) -> TargetLevel | None:
        """Return what *year* is held to: its own level, else the next one ahead."""
        for level in self.levels:
            if level.every_year_from is not None and year >= level.every_year_from:
                return level
        ahead = [one for one in self.levels if one.year is not None and one.year >= year]
        return min(ahead, key=lambda one: one.year or 0, default=None)


def goal_of(level: TargetLevel) -> Fraction | None:
    """Return what is asked for, exact: the fraction a document prints stands for its share."""
    if level.numerator is not None and level.denominator:
        return Fraction(level.numerator * _ALL, level.denominator)
    return level.value


@from_yaml
class TargetGroup:
    """A heading of the plan."""

    code: Annotated[Text, yaml_key("mã", "Mã nhóm")]
    name: Annotated[Text, yaml_key("tên", "Tên nhóm")]


@from_yaml
class PlanHead:
    """Which document it is, of which place and years."""

    code: Annotated[Text, yaml_key("mã", "Mã để gọi kế hoạch")]
    name: Annotated[Text, yaml_key("tên", "Tên văn bản")]
    number: Annotated[Text | None, yaml_key("số hiệu", "Số, ký hiệu")] = None
    day: Annotated[Day | None, yaml_key("ngày", "Ngày ban hành")] = None
    tier: Annotated[Literal["quốc gia", "tỉnh", "huyện", "xã"], yaml_key("cấp", "Cấp ban hành")]
    place: Annotated[Text, yaml_key("nơi", "Tên tỉnh, hoặc «cả nước»")]
    district: Annotated[Text | None, yaml_key("huyện", "Tên huyện, nếu của huyện")] = None
    first_year: Annotated[Whole, yaml_key("từ năm", "Năm đầu")]
    last_year: Annotated[Whole, yaml_key("đến năm", "Năm cuối")]
    verified: Annotated[Verification, yaml_key("đối chiếu", "Mức tin cậy")]
    note: Annotated[Text | None, yaml_key("ghi chú", "Điều cần biết thêm")] = None

    @property
    def title(self) -> str:
        """Name, number and day as a report cites it."""
        number = f" số {self.number}" if self.number else ""
        day = f" ngày {self.day:%d/%m/%Y}" if self.day else ""
        return f"{self.name}{f' ({number.strip()}{day})' if number or day else ''}"


@from_yaml
class PlanFile:
    """A plan as it is written."""

    head: Annotated[PlanHead, yaml_key("kế hoạch", "Văn bản nào, của nơi nào")]
    groups: Annotated[tuple[TargetGroup, ...], yaml_key("nhóm", "Các nhóm chỉ tiêu")] = ()
    targets: Annotated[tuple[PlanTarget, ...], yaml_key("chỉ tiêu", "Các chỉ tiêu, theo văn bản")]


def named(target: PlanTarget) -> str:
    """Return how a message calls a target."""
    return f"chỉ tiêu {shown(target.code)}"

"""The shape of an index file: what goes into which index, in which direction, how heavy.

Source of the ideas and words: the OECD/JRC handbook on composite indicators, as COINr has them.
"""

# No ``from __future__ import annotations``: ``from_yaml`` reads the hints of these classes.
from fractions import Fraction
from typing import Annotated, Literal

from scoring.formats.fields import DecimalNumber, Number, Text, Whole
from scoring.formats.schema_classes import from_yaml, yaml_key
from scoring.rules.verification import Verification

_LEVEL = "Mức tin cậy của trọng số và cách chuẩn hóa"

HIGHER, LOWER = "càng cao càng tốt", "càng thấp càng tốt"
MIN_MAX, GOAL_POSTS, Z = "min-max", "mốc", "z"
EQUAL = Fraction(1)


@from_yaml
class Aggregate:
    """An index that others make up: the whole one, an intermediate one."""

    code: Annotated[Text, yaml_key("mã", "Mã của chỉ số tổng hợp")]
    name: Annotated[Text, yaml_key("tên", "Tên như in ra")]
    parent: Annotated[
        Text | None, yaml_key("thuộc", "Mã chỉ số bao trùm; chỉ một mục bỏ trống")
    ] = None
    weight: Annotated[DecimalNumber, yaml_key("trọng số", "So với các mục cùng «thuộc»")] = EQUAL
    verified: Annotated[Verification, yaml_key("đối chiếu", _LEVEL)]


@from_yaml
class SubIndex:
    """What is measured of a place: a number of its figures, or one typed in."""

    code: Annotated[Text, yaml_key("mã", "Mã của chỉ số thành phần, là tiêu đề cột khi nhập tay")]
    name: Annotated[Text, yaml_key("tên", "Tên như in ra")]
    parent: Annotated[Text, yaml_key("thuộc", "Mã chỉ số tổng hợp")]
    indicator: Annotated[
        Text | None, yaml_key("chỉ số", "Mã chỉ số tính được từ số liệu; bỏ trống: nhập tay")
    ] = None
    direction: Annotated[
        Literal["càng cao càng tốt", "càng thấp càng tốt"], yaml_key("chiều", "Số thế nào là tốt")
    ]
    normalisation: Annotated[
        Literal["min-max", "mốc", "z"],
        yaml_key("chuẩn hóa", "min-max: so với nơi thấp và cao nhất; mốc: so với hai số cho trước"),
    ] = "min-max"
    worst: Annotated[Number | None, yaml_key("mốc thấp", "Với «mốc»: số được 0 điểm")] = None
    best: Annotated[Number | None, yaml_key("mốc cao", "Với «mốc»: số được điểm cao nhất")] = None
    weight: Annotated[DecimalNumber, yaml_key("trọng số", "So với các mục cùng «thuộc»")] = EQUAL
    verified: Annotated[Verification, yaml_key("đối chiếu", _LEVEL)]


@from_yaml
class IndexFile:
    """An index as the file has it."""

    name: Annotated[Text, yaml_key("tên", "Tên của chỉ số")]
    scale: Annotated[Whole, yaml_key("thang", "Điểm cao nhất, ví dụ 10")]
    wording: Annotated[Text, yaml_key("lời dẫn", "Câu đứng đầu mọi bản in")]
    verified: Annotated[Verification, yaml_key("đối chiếu", "Mức tin cậy của cả bộ chỉ số")]
    aggregates: Annotated[tuple[Aggregate, ...], yaml_key("chỉ số tổng hợp", "Từ trên xuống")]
    sub_indices: Annotated[tuple[SubIndex, ...], yaml_key("chỉ số thành phần", "Những số đo được")]

"""The shape of a crosswalk file: items of another set of criteria, and what of ours proves each."""

# No ``from __future__ import annotations``: ``from_yaml`` reads the hints of these classes.
from typing import Annotated, Literal

from scoring.formats.fields import Number, Text
from scoring.formats.schema_classes import from_yaml, yaml_key
from scoring.rules.ruleset import KindName
from scoring.rules.verification import Verification


@from_yaml
class RegionLimit:
    """The most that one region of the country allows."""

    region: Annotated[Text, yaml_key("vùng", "Vùng kinh tế – xã hội")]
    value: Annotated[Number, yaml_key("giá trị", "Nhiều nhất bao nhiêu")]


@from_yaml
class CrosswalkItem:
    """One item: its words, and the answer or the indicator of ours that speaks to it."""

    code: Annotated[Text, yaml_key("mã", "Mã chỉ tiêu; «chưa rõ» khi chưa đọc được")]
    wording: Annotated[Text, yaml_key("nội dung", "Lời của văn bản kia")]
    answer: Annotated[Text | None, yaml_key("trả lời", "Mã nội dung có/không của ta")] = None
    indicator: Annotated[Text | None, yaml_key("chỉ số", "Mã chỉ số tính từ số liệu")] = None
    reach: Annotated[
        Literal["trọn", "một phần", "tham khảo"],
        yaml_key("phạm vi", "trọn: chứng minh được cả mục; một phần; tham khảo: không thay được"),
    ]
    at_least: Annotated[Number | None, yaml_key("ít nhất", "Mức phải đạt")] = None
    at_most: Annotated[tuple[RegionLimit, ...], yaml_key("nhiều nhất", "Mức của từng vùng")] = ()
    note: Annotated[Text | None, yaml_key("ghi chú", "Điều phải biết trước khi dùng lại")] = None
    verified: Annotated[Verification, yaml_key("đối chiếu", "Mức tin cậy của chỗ gắn kết")]


@from_yaml
class CrosswalkFile:
    """Another set of criteria, as far as it was read."""

    name: Annotated[Text, yaml_key("bộ tiêu chí", "Tên bộ tiêu chí kia")]
    document: Annotated[Text, yaml_key("văn bản", "Số hiệu văn bản")]
    kinds: Annotated[tuple[KindName, ...], yaml_key("loại đơn vị", "Áp dụng cho loại nào")]
    verified: Annotated[Verification, yaml_key("đối chiếu", "Mức tin cậy của bộ")]
    items: Annotated[tuple[CrosswalkItem, ...], yaml_key("mục", "Những mục gắn được")] = ()
    unknown: Annotated[Text | None, yaml_key("chưa rõ", "Điều chưa đọc được của bộ này")] = None

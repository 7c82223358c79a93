"""The numbers of Nghị định 30/2020/NĐ-CP, from the one file that holds them."""

# No ``from __future__ import annotations``: ``written`` reads the hints of these classes.
import re
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

import criteria
from scoring.base.problems import ProblemsFound
from scoring.formats.fields import Number, Text, Whole, YesNo
from scoring.formats.schema_classes import from_yaml, yaml_key
from scoring.formats.yaml_files import shaped, tree_of

FILE = criteria.FORM / "nghi-dinh-30-2020.yaml"

_SYMBOL = re.compile(r"/([^\W\d_]+)")


@from_yaml
class Span:
    """From the least to the most, both allowed."""

    least: Annotated[Number, yaml_key("từ", "Ít nhất")]
    most: Annotated[Number, yaml_key("đến", "Nhiều nhất")]

    def holds(self, value: float | Fraction, slack: float = 0) -> bool:
        """Whether *value* lies in the span, give or take *slack*."""
        return float(self.least) - slack <= value <= float(self.most) + slack

    def __str__(self) -> str:
        """Return ``13`` or ``13–14``, decimals with a comma."""
        ends = [f"{float(end):g}".replace(".", ",") for end in (self.least, self.most)]
        return "–".join(dict.fromkeys(ends))


@from_yaml
class PageForm:
    """Paper and margins in millimetres, the size of page numbers in points."""

    width: Annotated[Number, yaml_key("rộng", "Chiều rộng tờ giấy")]
    height: Annotated[Number, yaml_key("cao", "Chiều cao tờ giấy")]
    slack: Annotated[Number, yaml_key("sai số", "Sai số cho phép")]
    top: Annotated[Span, yaml_key("lề trên", "Lề trên")]
    bottom: Annotated[Span, yaml_key("lề dưới", "Lề dưới")]
    left: Annotated[Span, yaml_key("lề trái", "Lề trái")]
    right: Annotated[Span, yaml_key("lề phải", "Lề phải")]
    number_points: Annotated[Span, yaml_key("cỡ số trang", "Cỡ chữ của số trang")]


@from_yaml
class BodyForm:
    """Paragraphs of the text: lines as multiples of single, gap in points, indent in mm."""

    line_spacing: Annotated[Span, yaml_key("giãn dòng", "Khoảng cách dòng")]
    least_gap: Annotated[Number, yaml_key("cách đoạn ít nhất", "Khoảng cách giữa hai đoạn")]
    first_line: Annotated[Span, yaml_key("thụt đầu dòng", "Thụt dòng đầu của đoạn")]


@from_yaml
class RuleForm:
    """A line under a text, as a share of the width of the text's line above it."""

    under: Annotated[Text, yaml_key("dưới", "Kiểu đoạn ngay trên đường kẻ")]
    share: Annotated[Span, yaml_key("dài", "Dài bao nhiêu phần của dòng chữ")]


@from_yaml
class ElementForm:
    """An element of a document, told by its paragraph style."""

    name: Annotated[Text, yaml_key("tên", "Tên thành phần thể thức")]
    style: Annotated[Text, yaml_key("kiểu", "Mã kiểu đoạn trong tệp Word")]
    case: Annotated[Literal["hoa", "thường"], yaml_key("chữ", "Chữ in hoa hay in thường")]
    points: Annotated[Span, yaml_key("cỡ", "Cỡ chữ")]
    is_bold: Annotated[YesNo, yaml_key("đậm", "Chữ đậm")]
    is_italic: Annotated[YesNo, yaml_key("nghiêng", "Chữ nghiêng")]
    align: Annotated[Literal["trái", "giữa", "phải", "đều"], yaml_key("căn", "Căn dòng")]
    source: Annotated[Literal["phụ lục", "bản chép"], yaml_key("nguồn", "Đọc được ở đâu")]
    text: Annotated[Text | None, yaml_key("đúng là", "Chữ bắt buộc")] = None
    is_body: Annotated[YesNo, yaml_key("thân", "Có theo quy cách của phần thân không")] = False


@from_yaml
class Decree:
    """The whole table."""

    version: Annotated[Whole, yaml_key("phiên bản", "Phiên bản của bảng này")]
    title: Annotated[Text, yaml_key("văn bản", "Văn bản quy định")]
    page: Annotated[PageForm, yaml_key("trang", "Khổ giấy và lề")]
    font: Annotated[Text, yaml_key("phông", "Phông chữ")]
    language: Annotated[Text, yaml_key("ngôn ngữ", "Ngôn ngữ của tài liệu")]
    body: Annotated[BodyForm, yaml_key("thân", "Đoạn văn của phần nội dung")]
    rules: Annotated[tuple[RuleForm, ...], yaml_key("đường kẻ", "Đường kẻ ngang")]
    elements: Annotated[tuple[ElementForm, ...], yaml_key("thành phần", "Các thành phần thể thức")]
    kinds: Annotated[dict[str, Text], yaml_key("tên loại theo ký hiệu", "Tên loại văn bản")]

    def kind_of(self, number: str) -> str:
        """Return the kind of a document by its number: ``06/QĐ-TTg`` is a Quyết định."""
        symbol = _SYMBOL.search(number)
        return self.kinds.get(symbol[1], "") if symbol else ""


@lru_cache(maxsize=2)
def decree(file: Path = FILE) -> Decree:
    """Return the table; raises ``ProblemsFound`` with every fault of the file."""
    tree, problems = tree_of(file)
    read_in = shaped(Decree, tree, problems)
    if problems:
        raise ProblemsFound(problems)
    return read_in

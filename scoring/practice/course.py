"""The shape of a course: an invented commune, exercises that change it, each teaches one thing."""

# No ``from __future__ import annotations``: ``from_yaml`` reads the hints of these classes.
from typing import Annotated, Any, Literal

from scoring.base.problems import shown
from scoring.formats.fields import Text, Whole, YesNo
from scoring.formats.schema_classes import Checked, fault, from_yaml, yaml_key
from scoring.rules.ruleset import AreaName, KindName

LEFT_BLANK = "trống"


def _count_or_blank(value: Any) -> int | None:
    if value == LEFT_BLANK:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        hint = f"ghi số đếm, hoặc «{LEFT_BLANK}» để trống ô đó"
        raise fault("khong-phai-so", f"{shown(value)} không phải số đếm", hint)
    return value


CountOrBlank = Annotated[
    int | None,
    Checked(
        _count_or_blank,
        {"anyOf": [{"type": "integer", "minimum": 0}, {"const": LEFT_BLANK}]},
    ),
]
"""A count, or ``None`` where the exercise leaves the cell blank."""

Question = Literal["điểm của phần", "kết luận", "số sai"]
POINTS, VERDICT, WRONG = "điểm của phần", "kết luận", "số sai"


@from_yaml
class BaseCommune:
    """The invented commune on which nothing is missing."""

    name: Annotated[Text, yaml_key("tên", "Tên hư cấu")]
    kind: Annotated[KindName, yaml_key("loại", "Loại đơn vị")]
    areas: Annotated[tuple[AreaName, ...], yaml_key("vùng", "Các vùng")] = ()
    figures: Annotated[dict[str, Whole], yaml_key("số liệu", "Mọi số liệu của kỳ này")]
    previous: Annotated[dict[str, Whole], yaml_key("kỳ trước", "Số liệu kỳ trước")]


@from_yaml
class Exercise:
    """One exercise. There is no answer here: the engine scores what stands here."""

    code: Annotated[Text, yaml_key("mã", "Mã của bài")]
    title: Annotated[Text, yaml_key("tên", "Tên của bài")]
    teaches: Annotated[Text, yaml_key("dạy", "Điều phải nhớ")]
    minutes: Annotated[Whole, yaml_key("phút", "Thời gian trong khóa học")]
    story: Annotated[Text, yaml_key("tình huống", "Lời kể")]
    given_figures: Annotated[
        dict[str, CountOrBlank] | None,
        yaml_key("số liệu", "Những số khác xã nền; «trống» là để trống"),
    ] = None
    given_previous: Annotated[
        dict[str, CountOrBlank] | None, yaml_key("kỳ trước", "Như «số liệu»")
    ] = None
    given_answers: Annotated[
        dict[str, YesNo] | None, yaml_key("trả lời", "Nội dung trả lời khác «có»")
    ] = None
    question: Annotated[Question, yaml_key("hỏi", "Hỏi điều gì")]
    part: Annotated[Text | None, yaml_key("phần", "Mã phần, khi hỏi điểm của phần")] = None

    @property
    def figures(self) -> dict[str, int | None]:
        """The figures that differ; ``None`` is a blank."""
        return self.given_figures or {}

    @property
    def previous(self) -> dict[str, int | None]:
        """The previous figures that differ."""
        return self.given_previous or {}

    @property
    def answers(self) -> dict[str, bool]:
        """The answers that are not có."""
        return self.given_answers or {}


@from_yaml
class CourseFile:
    """A course as the file has it."""

    title: Annotated[Text, yaml_key("tên", "Tên khóa học")]
    ruleset: Annotated[Text, yaml_key("bộ tiêu chí", "Mã bộ tiêu chí")]
    year: Annotated[Whole, yaml_key("năm", "Năm đánh giá của bài tập")]
    base: Annotated[BaseCommune, yaml_key("xã nền", "Xã hư cấu, đủ số liệu")]
    exercises: Annotated[tuple[Exercise, ...], yaml_key("bài", "Các bài tập")]

"""``cộng điểm từng nội dung``: each item answered có adds its points."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import Annotated, ClassVar, Literal, Self

from scoring.formats.schema_classes import from_yaml, yaml_key
from scoring.formats.strict_yaml import Path_
from scoring.rules.faults import Fault
from scoring.rules.kinds.part import Part, PointsRow, YesNoItem


@from_yaml
class ItemSum(Part):
    """``cộng điểm từng nội dung``: each item answered có adds its points."""

    adds_up: ClassVar[bool] = True

    kind: Annotated[
        Literal["cộng điểm từng nội dung"], yaml_key("cách tính", "Cách tính điểm của phần")
    ]
    items: Annotated[tuple[YesNoItem, ...], yaml_key("nội dung", "Các nội dung trả lời có / không")]

    @cached_property
    def rows(self) -> tuple[PointsRow, ...]:
        """The items."""
        return tuple(
            PointsRow(
                f"{item.code} {item.question}",
                item.points,
                item.verified or self.verified,
                ("nội dung", row, "điểm"),
            )
            for row, item in enumerate(self.items)
        )

    def with_points(self, points: Sequence[Fraction | None], most: Fraction | None) -> Self:
        """Return this sum with other points of its items."""
        items = tuple(replace(i, points=p) for i, p in zip(self.items, points, strict=True))
        return replace(self, items=items, given_max_points=most)

    def faults(self, path: Path_) -> Iterator[Fault]:
        """Yield that there is nothing to answer."""
        if not self.items:
            yield Fault((*path, "nội dung"), "danh-sach-trong", "phần không có nội dung nào")

"""What may be published of many communes' results: one YAML file, with the default beside it.

The default protects most. Another file may protect more without a word; where it protects
less, in any respect, it must say who decided that, when, on which basis and why, and the
text of the file is printed with what is published.
"""

# No ``from __future__ import annotations``: ``written`` reads the hints of these classes.
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic_core import ValidationError

import criteria
from scoring.base.problems import Problem, ProblemsFound, shown
from scoring.formats.fields import Day, Text, Whole, YesNo
from scoring.formats.schema_classes import aliases, from_yaml, validator, yaml_key
from scoring.formats.shape_problems import own_shape_problem
from scoring.formats.strict_yaml import Path_, read

DEFAULT = criteria.PUBLICATION / "mac-dinh.yaml"

TotalMode = Literal["chính xác", "gộp khi lộ", "theo ngưỡng", "không công bố"]
"""How a commune's total is published, from the least to the most protection."""

_MODES: tuple[TotalMode, ...] = get_args(TotalMode)
_MOST_PERCENT = 100


@from_yaml
class SensitiveCriterion:
    """A criterion whose small numbers may point at a child."""

    slug: Annotated[Text, yaml_key("slug", "Slug của tiêu chí trong tệp bộ tiêu chí")]
    hides_zero: Annotated[YesNo, yaml_key("giấu số 0", "Số xã bằng 0 cũng không công bố")]


@from_yaml
class Decided:
    """Who decided to publish more than the default, when, on which basis and why."""

    who: Annotated[Text, yaml_key("người", "Họ tên, chức vụ người quyết định")]
    day: Annotated[Day, yaml_key("ngày", "Ngày quyết định")]
    citation: Annotated[Text, yaml_key("căn cứ", "Văn bản cho phép")]
    reason: Annotated[Text, yaml_key("lý do", "Vì sao cần công bố nhiều hơn mặc định")]


@from_yaml
class PolicyFile:
    """The file; see ``policies/mac-dinh.yaml`` for each key."""

    name: Annotated[Text, yaml_key("tên", "Tên chính sách")]
    citation: Annotated[Text, yaml_key("căn cứ", "Căn cứ của chính sách")]
    total: Annotated[TotalMode, yaml_key("tổng điểm từng xã", "Cách công bố tổng điểm của từng xã")]
    sensitive: Annotated[
        tuple[SensitiveCriterion, ...],
        yaml_key("tiêu chí nhạy cảm", "Các tiêu chí phải che số nhỏ"),
    ]
    smallest_count: Annotated[
        Whole, yaml_key("số đếm nhỏ nhất được công bố", "Số nhỏ hơn, trừ 0, bị che")
    ]
    smallest_group: Annotated[
        Whole, yaml_key("nhóm nhỏ nhất được thống kê", "Số xã ít nhất của một nhóm")
    ]
    smallest_denominator: Annotated[
        Whole, yaml_key("mẫu số nhỏ nhất của tỷ lệ", "Mẫu số nhỏ hơn thì công bố theo lớp")
    ]
    class_edges: Annotated[
        tuple[Whole, ...], yaml_key("các mốc của lớp tỷ lệ", "Phần trăm, tăng dần")
    ]
    decided: Annotated[
        Decided | None, yaml_key("quyết định", "Bắt buộc khi bảo vệ ít hơn mặc định")
    ] = None


@dataclass(frozen=True, slots=True)
class PublicationPolicy:
    """A checked policy.

    ``text`` is the file as it stands, for the method page; ``weaker`` names in sentences
    each respect in which it protects less than the default.
    """

    file: str
    text: str
    sha256: str
    name: str
    citation: str
    total: TotalMode
    hides_zero: frozenset[str]
    sensitive: tuple[str, ...]
    """Slugs, in the file's order."""
    smallest_count: int
    smallest_group: int
    smallest_denominator: int
    class_edges: tuple[int, ...]
    decided: Decided | None
    weaker: tuple[str, ...]

    def is_small(self, slug: str, count: int) -> bool:
        """Whether *count* communes of a sensitive criterion must not be shown."""
        if slug not in self.sensitive:
            return False
        return 0 < count < self.smallest_count or (count == 0 and slug in self.hides_zero)


@lru_cache(maxsize=8)
def load_policy(path: Path = DEFAULT) -> PublicationPolicy:
    """Read one policy; raises ``ProblemsFound`` with every fault of the file."""
    tree, problems = read(path)
    if tree is None:
        raise ProblemsFound(problems)
    try:
        file: PolicyFile = validator(PolicyFile).validate_python(tree.value)
    except ValidationError as error:
        problems += [own_shape_problem(dict(d), tree, _keys_at) for d in error.errors()]
        raise ProblemsFound(problems) from None
    weaker = () if path == DEFAULT else tuple(_weaker(file, load_policy(DEFAULT)))
    problems += [
        Problem(tree.place(at), code, message, hint)
        for at, code, message, hint in _faults(file, weaker)
    ]
    if problems:
        raise ProblemsFound(problems)
    return PublicationPolicy(
        file=path.name,
        text=path.read_text(encoding="utf-8-sig"),
        sha256=tree.sha256,
        name=file.name,
        citation=file.citation,
        total=file.total,
        hides_zero=frozenset(one.slug for one in file.sensitive if one.hides_zero),
        sensitive=tuple(one.slug for one in file.sensitive),
        smallest_count=file.smallest_count,
        smallest_group=file.smallest_group,
        smallest_denominator=file.smallest_denominator,
        class_edges=file.class_edges,
        decided=file.decided,
        weaker=tuple(sentence for _, sentence in weaker),
    )


def _keys_at(loc: tuple[object, ...]) -> tuple[str, ...]:
    inside = {"tiêu chí nhạy cảm": SensitiveCriterion, "quyết định": Decided}
    cls: type = inside.get(str(loc[0]), PolicyFile) if loc else PolicyFile
    return tuple(aliases(cls).values())


_Weaker = tuple[str, str]
"""The key at which a policy protects less than the default, and the sentence that says so."""


def _weaker(file: PolicyFile, default: PublicationPolicy) -> Iterator[_Weaker]:
    if _MODES.index(file.total) < _MODES.index(default.total):
        sentence = f"tổng điểm từng xã công bố «{file.total}», mặc định là «{default.total}»"
        yield "tổng điểm từng xã", sentence
    listed = {one.slug: one.hides_zero for one in file.sensitive}
    for slug in default.sensitive:
        if slug not in listed:
            yield "tiêu chí nhạy cảm", f"không che tiêu chí «{slug}»"
        elif slug in default.hides_zero and not listed[slug]:
            yield "tiêu chí nhạy cảm", f"không giấu số 0 của tiêu chí «{slug}»"
    for name, least, usual in (
        ("số đếm nhỏ nhất được công bố", file.smallest_count, default.smallest_count),
        ("nhóm nhỏ nhất được thống kê", file.smallest_group, default.smallest_group),
        ("mẫu số nhỏ nhất của tỷ lệ", file.smallest_denominator, default.smallest_denominator),
    ):
        if least < usual:
            yield name, f"{name} là {least}, mặc định là {usual}"
    classes, usual = len(file.class_edges) + 1, len(default.class_edges) + 1
    if classes > usual:
        sentence = f"lớp tỷ lệ có {classes} lớp, mặc định là {usual}"
        yield "các mốc của lớp tỷ lệ", sentence


def _faults(file: PolicyFile, weaker: tuple[_Weaker, ...]) -> Iterator[tuple[Path_, str, str, str]]:
    slugs = [one.slug for one in file.sensitive]
    for position, slug in enumerate(slugs):
        if slug in slugs[:position]:
            at = ("tiêu chí nhạy cảm", position, "slug")
            yield at, "trung-lap", f"tiêu chí {shown(slug)} đã nêu ở trên", "giữ lại một dòng"
    edges = file.class_edges
    if (
        not edges
        or list(edges) != sorted(set(edges))
        or not 0 < edges[0] <= edges[-1] < _MOST_PERCENT
    ):
        hint = "ví dụ 25, 50, 75, mỗi mốc một dòng"
        message = "các mốc phải tăng dần, lớn hơn 0 và nhỏ hơn 100"
        yield ("các mốc của lớp tỷ lệ",), "moc-sai", message, hint
    if file.decided is None:
        hint = "điền mục «quyết định»: người, ngày, căn cứ, lý do; hoặc theo mặc định"
        for name, sentence in weaker:
            yield (name,), "bao-ve-it-hon", f"bảo vệ ít hơn mặc định: {sentence}", hint

"""From an index file to a checked index, or to every fault of the file with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path

import criteria
from scoring.base.levels import Level, weakest
from scoring.base.problems import Problem, ProblemsFound, nearest, shown
from scoring.formats.strict_yaml import Path_, Tree
from scoring.formats.yaml_files import shaped, tree_of
from scoring.indices.structure import GOAL_POSTS, LOWER, Aggregate, IndexFile, SubIndex
from scoring.totals.indicators import load_indicators

SHIPPED = criteria.INDICES / "quyen-tre-em.yaml"


Node = Aggregate | SubIndex


@dataclass(frozen=True)
class Index:
    """A checked index: a tree with one root. ``sha256`` is that of the file's bytes."""

    file: IndexFile
    sha256: str

    @property
    def sub_indices(self) -> tuple[SubIndex, ...]:
        """What is measured, in the file's order."""
        return self.file.sub_indices

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every aggregate, then every sub-index."""
        found: list[Node] = [*self.file.aggregates]
        return (*found, *self.file.sub_indices)

    @cached_property
    def root(self) -> Aggregate:
        """The whole index."""
        return next(one for one in self.file.aggregates if one.parent is None)

    @cached_property
    def children(self) -> Mapping[str, tuple[Node, ...]]:
        """What makes up each aggregate, in the file's order."""
        found: dict[str, list[Node]] = {a.code: [] for a in self.file.aggregates}
        for one in self.nodes:
            if one.parent is not None:
                found[one.parent].append(one)
        return {code: tuple(inner) for code, inner in found.items()}

    @cached_property
    def level(self) -> Level:
        """The weakest level of everything the index rests on."""
        own = self.file.verified.as_level
        return weakest([own, *(one.verified.as_level for one in self.nodes)])


def load_index(path: Path = SHIPPED) -> Index:
    """Read an index; raises ``ProblemsFound`` with every fault by line."""
    tree, problems = tree_of(path)
    file = shaped(IndexFile, tree, problems)
    problems += [*_faults(file, tree)]
    if problems:
        raise ProblemsFound(problems)
    return Index(file, tree.sha256)


def _faults(file: IndexFile, tree: Tree) -> Iterator[Problem]:
    if not file.scale:
        yield Problem(tree.place(("thang",)), "thang", "thang điểm phải lớn hơn 0")
    yield from _repeats(file, tree)
    known = [one.code for one in file.aggregates]
    roots = [at for at, one in enumerate(file.aggregates) if one.parent is None]
    if len(roots) != 1:
        message = f"có {len(roots)} chỉ số tổng hợp không ghi «thuộc», phải có đúng một"
        yield Problem(tree.place(("chỉ số tổng hợp",)), "khong-mot-goc", message)
    for path, one in _all(file):
        if one.parent is not None and one.parent not in known:
            message = f"không có chỉ số tổng hợp {shown(one.parent)}"
            hint = nearest(one.parent, known) or f"đang có: {', '.join(known)}"
            yield Problem(tree.place((*path, "thuộc")), "ten-la", message, hint)
        if not one.weight:
            yield Problem(tree.place(path), "trong-so", "trọng số phải lớn hơn 0")
    yield from _circles(file, tree)
    used = {one.parent for _, one in _all(file)}
    for at, aggregate in enumerate(file.aggregates):
        if aggregate.code not in used:
            message = f"chỉ số tổng hợp {shown(aggregate.code)} không có gì bên trong"
            yield Problem(tree.place(("chỉ số tổng hợp", at)), "khong-co-gi", message)
    yield from _measures(file, tree)


def _all(file: IndexFile) -> Iterator[tuple[Path_, Node]]:
    for at, aggregate in enumerate(file.aggregates):
        yield ("chỉ số tổng hợp", at), aggregate
    for at, one in enumerate(file.sub_indices):
        yield ("chỉ số thành phần", at), one


def _repeats(file: IndexFile, tree: Tree) -> Iterator[Problem]:
    seen: set[str] = set()
    for path, one in _all(file):
        if one.code in seen:
            yield Problem(tree.place((*path, "mã")), "trung-ma", f"mã {shown(one.code)} có hai lần")
        seen.add(one.code)


def _circles(file: IndexFile, tree: Tree) -> Iterator[Problem]:
    parents = {one.code: one.parent for one in file.aggregates}
    for at, one in enumerate(file.aggregates):
        above, steps = one.parent, 0
        while above is not None and above != one.code and steps < len(parents):
            above, steps = parents.get(above), steps + 1
        if above == one.code:
            message = f"chỉ số {shown(one.code)} thuộc về chính nó"
            yield Problem(tree.place(("chỉ số tổng hợp", at)), "vong-tron", message)


def _measures(file: IndexFile, tree: Tree) -> Iterator[Problem]:
    computed = load_indicators()
    for at, one in enumerate(file.sub_indices):
        path: Path_ = ("chỉ số thành phần", at)
        if one.indicator is not None and one.indicator not in computed:
            message = f"không có chỉ số tính được {shown(one.indicator)}"
            hint = nearest(one.indicator, computed)
            yield Problem(tree.place((*path, "chỉ số")), "ten-la", message, hint)
        posts = (one.worst, one.best)
        if one.normalisation == GOAL_POSTS:
            if None in posts or one.worst == one.best:
                message = "«mốc» cần «mốc thấp» và «mốc cao» khác nhau"
                yield Problem(tree.place(path), "moc", message)
            elif (one.direction == LOWER) != (_of(one.best) < _of(one.worst)):
                message = f"«{one.direction}» mà mốc cao {one.best} so với mốc thấp {one.worst}"
                hint = "mốc thấp là số được 0 điểm, mốc cao là số được điểm cao nhất"
                yield Problem(tree.place(path), "moc-nguoc", message, hint)
        elif posts != (None, None):
            message = f"«{one.normalisation}» không dùng mốc"
            yield Problem(tree.place(path), "moc", message, f"bỏ hai mốc, hoặc ghi {GOAL_POSTS}")


def _of(post: Fraction | None) -> Fraction:
    return Fraction(0) if post is None else post

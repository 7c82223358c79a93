"""The register's figures put to other uses: the index of the communes, other sets of criteria."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from phuhop.usecases.duties.children_index import IndexWish, index_of
from phuhop.usecases.duties.crosswalk import ReuseWish, reuse
from phuhop.usecases.office.reports import YearlyWish
from phuhop.usecases.register.results import figures_of
from registry.views.listing import Wanted
from reports.crosswalk.papers import reuse_rows
from scoring.base.quantities import decimal_text, vietnamese
from scoring.engine.explanation import level_words

if TYPE_CHECKING:
    from scoring.base.problems import Problem


@dataclass(frozen=True, slots=True)
class IndexLine:
    """One commune in the index: its rank and its value on each level below, in words."""

    code: str
    name: str
    rank: str
    value: str
    parts: tuple[str, ...]
    missing: str


@dataclass(frozen=True, slots=True)
class IndexShown:
    """The index of a year: what it is called, how sure it is, its parts, a line a commune."""

    name: str
    level: str
    parts: tuple[str, ...]
    lines: tuple[IndexLine, ...]
    table: bytes
    problems: tuple[Problem, ...]


def index_shown(wish: YearlyWish) -> IndexShown:
    """Return the index of the year; raises ``ProblemsFound`` where there is nothing to compute."""
    intake = figures_of(wish.database, Wanted(wish.year))
    found = index_of(IndexWish(year=wish.year, intake=intake))
    report = found.report
    index = report.computed.index
    below = index.children[index.root.code]
    lines = []
    for score in report.ordered:
        ranked = report.ranks.get(score.place)
        lines.append(
            IndexLine(
                score.place,
                report.names.get(score.place, score.place),
                "–" if ranked is None else f"{ranked.rank}/{ranked.of}",
                _value(score.values.get(index.root.code)),
                tuple(_value(score.values.get(node.code)) for node in below),
                "; ".join(score.missing),
            )
        )
    parts = tuple(node.name for node in below)
    level = level_words(index.level)
    return IndexShown(
        index.file.name, level, parts, tuple(lines), found.table(".xlsx"), found.problems
    )


def _value(value: Fraction | None) -> str:
    return "–" if value is None else vietnamese(decimal_text(value))


@dataclass(frozen=True, slots=True)
class ReuseLine:
    """One item of another set for one commune."""

    commune: str
    set: str
    item: str
    value: str
    shows: str
    level: str


@dataclass(frozen=True, slots=True)
class ReuseShown:
    """Every commune and item, and the same as a workbook."""

    lines: tuple[ReuseLine, ...]
    table: bytes
    problems: tuple[Problem, ...]


def reuse_shown(wish: YearlyWish) -> ReuseShown:
    """Return which figures prove which item; raises ``ProblemsFound``."""
    intake = figures_of(wish.database, Wanted(wish.year))
    found = reuse(ReuseWish((), year=wish.year, intake=intake))
    lines = tuple(
        ReuseLine(
            str(row["ten_xa"]),
            str(row["bo_tieu_chi"] or ""),
            str(row.get("noi_dung") or row.get("ghi_chu") or ""),
            str(row.get("so_lieu") or ""),
            str(row["cho_thay"] or ""),
            str(row.get("muc_tin_cay") or ""),
        )
        for row in reuse_rows(found.files, found.reports, found.region)
    )
    return ReuseShown(lines, found.table(".xlsx"), found.problems)

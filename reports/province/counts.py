"""Lines of tables that count units by state, and the figure of their shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reports.papers.chart import Bar, Chart
from reports.wording.recognition import recognised_cell, share_cell
from scoring.base.quantities import vietnamese
from scoring.recognition.communes import State
from scoring.recognition.counting import Count

_WHOLE = Fraction(100)


@dataclass(frozen=True, slots=True)
class CountWords:
    """A line of a table: a place, a threshold group, or a year."""

    name: str
    total: str
    recognised: str
    refused: str
    waiting: str
    nothing: str
    share: str


def count_words(name: str, count: Count, goals: Iterable[Fraction] = ()) -> CountWords:
    """Return a line; self-scored units stand among those that wait."""
    states = count.states
    has_sent = states[State.SENT_NOTHING] < count.total
    return CountWords(
        name=name,
        total=vietnamese(count.total),
        recognised=recognised_cell(count) if has_sent else "0",
        refused=vietnamese(states[State.REFUSED]) if count.is_decided else "",
        waiting=vietnamese(states[State.WAITING] + states[State.SELF_SCORED]),
        nothing=vietnamese(states[State.SENT_NOTHING]),
        share=share_cell(count, goals) if has_sent else "0%",
    )


def lines_of(counts: Mapping[str, Count], goals: Iterable[Fraction] = ()) -> tuple[CountWords, ...]:
    """Return a line for each group, in the order given."""
    edges = tuple(goals)
    return tuple(count_words(name, count, edges) for name, count in counts.items())


def share_chart(title: str, counts: Sequence[tuple[str, Count]]) -> Chart:
    """Return a bar of 100 per cent for each group, the recognised ones in full colour."""
    told = "; ".join(f"{name}: {share_cell(count)}" for name, count in counts)
    return Chart(
        title=title,
        description="Mỗi nhóm một thanh ngang dài 100%; phần đậm là tỷ lệ được công nhận, phần "
        f"nhạt là đơn vị chưa có quyết định hoặc chưa gửi gì. {told}.",
        bars=tuple(_bar(name, count) for name, count in counts),
        legend=("được công nhận", "chưa có quyết định, chưa gửi gì", "không được công nhận"),
    )


def _bar(name: str, count: Count) -> Bar:
    total = count.total or 1
    least = Fraction(100 * count.recognised, total)
    most = _WHOLE - Fraction(100 * count.states[State.REFUSED], total)
    words = f"{share_cell(count)} ({vietnamese(count.recognised)}/{vietnamese(count.total)})"
    return Bar(name, _WHOLE, least, most, words if count.is_decided else share_cell(count))

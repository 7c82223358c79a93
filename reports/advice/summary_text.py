"""A province's advice for the terminal: steps away, what blocks, whom to reach next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reports.wording.shares import of_text, share_text
from reports.wording.text_lines import aligned, wrapped
from reports.wording.vietnamese import collation_key
from scoring.advice.summary import Blocking, DistanceSummary, Summary
from scoring.base.quantities import vietnamese

_MOST_PAIRS = 5
_MANY = 4
_STEPS: tuple[int | DistanceSummary, ...] = (0, 1, 2, 3, _MANY, *DistanceSummary)


def summary_text(
    title: str, notes: Sequence[str], whole: Summary, names: Mapping[int, str]
) -> Iterator[str]:
    """Yield the lines about one set of communes; *names* are the criteria's by number."""
    yield title
    for note in notes:
        yield from wrapped(note, "  ")
    yield ""
    yield "Số bước ít nhất tới đủ điều kiện, không kể phòng ngừa:"
    counts = grouped(whole)
    yield from (
        f"  {line}"
        for line in aligned(
            [
                [
                    step_words(step),
                    vietnamese(counts[step]),
                    share_text(counts[step], whole.communes),
                ]
                for step in _STEPS
            ]
        )
    )
    yield ""
    yield from _blocking(whole.blocking, names)
    yield from _reach(whole)


def grouped(whole: Summary) -> dict[int | DistanceSummary, int]:
    """Return the communes by steps, four and more together."""
    counts: dict[int | DistanceSummary, int] = dict.fromkeys(_STEPS, 0)
    for step, count in whole.steps.items():
        counts[step if isinstance(step, DistanceSummary) else min(step, _MANY)] += count
    return counts


def step_words(step: int | DistanceSummary) -> str:
    """Return what a line of the summary is about."""
    if isinstance(step, DistanceSummary):
        return step.value
    if not step:
        return "0 bước (đã đủ điều kiện)"
    return f"từ {step} bước" if step == _MANY else f"{step} bước"


def _blocking(blocking: Blocking, names: Mapping[int, str]) -> Iterator[str]:
    failing = blocking.failing
    yield f"Vì sao {vietnamese(failing)} xã không đạt:"
    if not failing:
        yield "  không có xã nào."
        return
    for number, count in sorted(blocking.by_one.items(), key=lambda e: (-e[1], e[0])):
        yield from wrapped(
            f"tiêu chí {number} bị điểm liệt ({names[number]}): {of_text(count, failing)}", "  "
        )
    only = blocking.by_threshold_only
    yield f"  chỉ thiếu tổng điểm: {of_text(only, failing)}"
    pairs = sorted(blocking.by_either.items(), key=lambda e: (-e[1], e[0]))[:_MOST_PAIRS]
    for (first, second), count in pairs:
        both = blocking.by_both[first, second]
        yield from wrapped(
            f"tiêu chí {first} hoặc {second}: {of_text(count, failing)}; cả hai: "
            f"{of_text(both, failing)}",
            "  ",
        )


def _reach(whole: Summary) -> Iterator[str]:
    if whole.reach:
        yield ""
        yield "Cần thêm, cộng theo đường rẻ nhất của từng xã:"
        for reach in whole.reach:
            yield from wrapped(
                f"{vietnamese(reach.count)} {reach.unit} ở «{reach.figure}» (phần {reach.part}), "
                f"tại {vietnamese(reach.communes)} xã",
                "  ",
            )
    if whole.items:
        yield ""
        yield "Nội dung cần làm, theo đường rẻ nhất của từng xã:"
        for item in whole.items:
            yield from wrapped(
                f"{item.item} {item.question.rstrip('?')}: {vietnamese(item.communes)} xã", "  "
            )


def by_place(summaries: Mapping[str, Summary]) -> list[str]:
    """Return one line a province: how many communes are how far away."""
    heads = ["Tỉnh", "Xã", "0", "1", "2", "3", "≥4", "Phòng ngừa", "Không đủ", "Thiếu số liệu"]
    rows = [
        [place, vietnamese(found.communes), *(vietnamese(n) for n in grouped(found).values())]
        for place, found in sorted(summaries.items(), key=lambda e: collation_key(e[0]))
    ]
    return aligned([heads, *rows])

"""Targets and shares for the terminal: each with its whole, its source and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reports.ranking.notes import basis_notes
from reports.wording.recognition import (
    recognised_cell,
    share_cell,
    share_words,
    states_words,
    whole_sentences,
)
from reports.wording.shares import of_text, percent_text
from reports.wording.text_lines import aligned, wrapped
from reports.wording.vietnamese import collation_key
from scoring.base.quantities import vietnamese
from scoring.engine.score_sheet import Finding
from scoring.plans.share_results import TargetResult
from scoring.plans.share_targets import Plan, Target
from scoring.recognition.communes import State
from scoring.recognition.counting import Count
from scoring.recognition.everybody import Everybody
from scoring.results.rows import ResultRow

ShareRow = tuple[tuple[str, ...], Count]
"""What a count is of (year, then place or group), and the count."""


def targets_text(
    rows: Sequence[ResultRow],
    years: Sequence[Everybody],
    rearranged: Sequence[tuple[int, int]],
    plan: Plan,
    results: Sequence[TargetResult],
) -> str:
    """Return every target against the results; ends with an empty line."""
    return "\n".join([*_lines(rows, years, rearranged, plan, results), ""])


def _lines(
    rows: Sequence[ResultRow],
    years: Sequence[Everybody],
    rearranged: Sequence[tuple[int, int]],
    plan: Plan,
    results: Sequence[TargetResult],
) -> Iterator[str]:
    yield "TỶ LỆ XÃ ĐƯỢC CÔNG NHẬN PHÙ HỢP VỚI TRẺ EM SO VỚI CHỈ TIÊU"
    for note in basis_notes(rows):
        yield from wrapped(note, "  ")
    for year in years:
        for sentence in whole_sentences(year):
            yield from wrapped(sentence, "  ")
    for before, after in rearranged:
        yield from wrapped(rearranged_words(before, after), "  ")
    yield from wrapped(
        f"Chỉ tiêu: {plan.name} ({Path(plan.file).name}, mã băm {plan.sha256[:16]}…).", "  "
    )
    # A province's own targets come before those of the whole country.
    ordered = sorted(results, key=lambda one: one.target.is_national)
    for one in ordered:
        if one.count is not None:
            yield ""
            yield from _target(one, one.count)
    left = [one.target for one in ordered if one.count is None]
    if left:
        yield ""
        listed = "; ".join(f"{place_words(target)} năm {target.year}" for target in left)
        yield from wrapped(f"Chưa có kết quả để so với chỉ tiêu: {listed}.", "")


def rearranged_words(before: int, after: int) -> str:
    """Return why the numbers of two years are not of the same units."""
    return (
        f"Giữa năm {before} và năm {after} các đơn vị hành chính cấp xã đã được sắp xếp lại: số và "
        "tỷ lệ của hai năm là của những đơn vị khác nhau, không so trực tiếp."
    )


def place_words(target: Target) -> str:
    """Return what a target is for: group, district, province."""
    return ", ".join(filter(None, (target.group, target.district, target.place)))


def _target(one: TargetResult, count: Count) -> Iterator[str]:
    target, everybody = one.target, one.everybody
    percent = percent_text(target.percent)
    document = f", {target.document}" if target.document != "chưa rõ" else ""
    yield from wrapped(
        f"{place_words(target)}, năm {target.year}: {percent} số xã{document} ({target.verified})",
        "",
    )
    year = everybody.year if everybody else target.year
    late = f" (kết quả mới nhất có; chỉ tiêu của năm {target.year})" if year != target.year else ""
    yield from wrapped(f"Kết quả năm {year}{late}: {result_words(one, count)}", "  ")
    yield from wrapped(f"({states_words(count)})", "  ")
    if target.group is not None:
        yield from wrapped("Đơn vị chưa gửi gì chưa biết thuộc nhóm nào, không tính ở đây.", "  ")
    if one.is_part:
        yield from wrapped(
            "Đây là tỷ lệ của các đơn vị có ở đây, không phải của cả nước; so với chỉ tiêu để "
            "tham khảo.",
            "  ",
        )
    yield from wrapped(needed_words(one, count), "  ")


def result_words(one: TargetResult, count: Count) -> str:
    """Return the share, or the interval it lies in while something is open."""
    goals = [one.target.percent]
    if not count.is_decided:
        return (
            f"{share_words(count)}; {vietnamese(one.qualified)} xã đạt theo kết quả chấm, "
            "chưa phải công nhận"
        )
    text = share_words(count, goals)
    if one.most != count.recognised:
        text += f", có thể tới {of_text(one.most, count.total, goals)}"
    return text


def needed_words(one: TargetResult, count: Count) -> str:
    """Return whether the target is reached, and how many units are lacking."""
    least, most = one.needed
    goal = f"cần {vietnamese(one.goal)} xã được công nhận"
    if not count.is_decided:
        return f"Chưa kết luận được: {goal}, chưa có quyết định nào."
    match one.reached:
        case Finding.MET:
            return f"Đã đạt chỉ tiêu: {goal}."
        case Finding.NOT_MET if least == most:
            return f"Chưa đạt: {goal}, còn thiếu {vietnamese(most)} xã."
        case Finding.NOT_MET:
            return f"Chưa đạt: {goal}, còn thiếu từ {vietnamese(least)} đến {vietnamese(most)} xã."
    return (
        f"Chưa kết luận được: {goal}, thiếu nhiều nhất {vietnamese(most)} xã nếu các xã còn để ngỏ "
        "đều không được công nhận."
    )


def shares_text(title: str, rows: Sequence[ShareRow]) -> str:
    """Return the units by year and place as a table; a state nobody is in has no column."""
    ordered = sorted(rows, key=lambda row: [collation_key(word) for word in row[0]])
    states = [
        (state, head)
        for state, head in _HEADS.items()
        if any(count.states[state] for _, count in rows)
    ]
    cells = [
        [
            *labels,
            vietnamese(count.total),
            recognised_cell(count),
            share_cell(count),
            *(vietnamese(count.states[state]) for state, _ in states),
        ]
        for labels, count in ordered
    ]
    width = len(ordered[0][0]) if ordered else 1
    heads = ["Năm", *([""] * (width - 1)), "Tổng số", "Công nhận", "Tỷ lệ"]
    heads += [head for _, head in states]
    return "\n".join([title, *(f"  {line}" for line in aligned([heads, *cells])), ""])


_HEADS = {
    State.REFUSED: "Không công nhận",
    State.WAITING: "Chờ quyết định",
    State.SENT_NOTHING: "Chưa gửi gì",
    State.SELF_SCORED: "Tự chấm",
}

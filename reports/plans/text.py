"""A plan in one year for the terminal: each target with value, source, conclusion, distance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reports.plans.words import TrackedWords, tracked_words
from reports.wording.text_lines import wrapped
from reports.wording.words import SAMPLE_LINE
from scoring.base.quantities import vietnamese
from scoring.plans.loading import ChildrenPlan
from scoring.plans.tracking import Tracked, counts_by_progress

OFFICE_ONLY = (
    "Lưu hành nội bộ: có số đếm về trẻ em của địa bàn nhỏ, không công bố. Tỷ lệ của nhiều xã là "
    "tổng chia cho tổng, không lấy trung bình."
)


def plan_text(
    plan: ChildrenPlan,
    year: int,
    whole: Sequence[Tracked],
    parts: Mapping[str, Sequence[Tracked]],
    *,
    is_sample: bool,
) -> str:
    """Return the plan over the whole place, then what is known of each part."""
    return "\n".join([*_lines(plan, year, whole, parts, is_sample=is_sample), ""])


def _lines(
    plan: ChildrenPlan,
    year: int,
    whole: Sequence[Tracked],
    parts: Mapping[str, Sequence[Tracked]],
    *,
    is_sample: bool,
) -> Iterator[str]:
    head = plan.head
    yield from wrapped(f"{head.title} – {head.place}, năm {year}", "")
    if is_sample:
        yield f"  {SAMPLE_LINE}"
    yield from wrapped(OFFICE_ONLY, "  ")
    yield from wrapped(f"Mức tin cậy: {head.verified}; mã băm {plan.sha256[:16]}….", "  ")
    yield from wrapped(summary_sentence(whole), "  ")
    names = {group.code: group.name for group in plan.groups}
    group = None
    for one in whole:
        if one.target.group != group:
            group = one.target.group
            yield ""
            yield from wrapped(names.get(group or "", "").upper(), "")
        yield ""
        yield from _target(tracked_words(one))
    for name, found in parts.items():
        yield ""
        yield name.upper()
        for one in found:
            if one.amount is not None or one.target.indicator is not None:
                words = tracked_words(one)
                tail = f"; {words.distance}" if words.distance else ""
                line = f"{words.code}. {words.name}: {words.value}. {words.mark}{tail}"
                yield from wrapped(line, "  ")


def summary_sentence(whole: Sequence[Tracked]) -> str:
    """Return how many targets stand where."""
    counts = counts_by_progress(whole)
    told = "; ".join(
        f"{vietnamese(number)} {progress.value}" for progress, number in counts.items() if number
    )
    return f"{vietnamese(len(whole))} chỉ tiêu: {told}."


def _target(words: TrackedWords) -> Iterator[str]:
    yield from wrapped(f"{words.code}. {words.name}", "")
    yield from wrapped(f"Chỉ tiêu: {words.wanted}", "  ")
    tail = "".join(f"; {text}" for text in (words.trend, words.coverage) if text)
    yield from wrapped(f"Thực hiện: {words.value}{tail}", "  ")
    if words.trend:
        yield from wrapped(f"Năm trước: {words.before}", "  ")
    yield from wrapped(f"Nguồn của số: {words.source}", "  ")
    distance = f"; {words.distance}" if words.distance else ""
    yield from wrapped(f"{words.mark}{distance}", "  ")


def plans_text(plans: Sequence[ChildrenPlan]) -> str:
    """Return the list of adopted plans: code, name, years, how many targets can be computed."""
    lines = []
    for plan in plans:
        head = plan.head
        computed = sum(target.indicator is not None for target in plan.targets)
        lines += [
            f"{head.code}: {head.title}",
            f"  {head.place}, {head.first_year}–{head.last_year}: {len(plan.targets)} chỉ tiêu",
            f"  {computed} chỉ tiêu tính được từ số liệu của bộ tiêu chí; {head.verified.level}",
        ]
    return "\n".join([*lines, ""])

"""Sentences drafted from the numbers, for a person to edit: what was done, what is lacking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reports.advice.summary_text import grouped
from reports.appraisal.ledger_text import said
from reports.province.criteria import CriterionCount, most_failed
from reports.province.material import Material
from reports.province.units import reason_lines
from reports.wording.recognition import share_cell
from reports.wording.shares import share_text
from scoring.advice.summary import DistanceSummary, Summary
from scoring.appraisal.reasons import reasons
from scoring.base.quantities import decimal_text, vietnamese
from scoring.recognition.communes import State
from scoring.recognition.everybody import Everybody

_NAMED = 5
_ALMOST_ALL = 9
"""A criterion that at least nine units in ten have in full is named as achieved."""


def process(material: Material) -> Iterator[str]:
    """Yield how far the year has come: who sent, what was verified, what was decided."""
    count = material.latest.count
    sent = count.total - count.states[State.SENT_NOTHING]
    yield (
        f"{vietnamese(sent)} trên {vietnamese(count.total)} đơn vị cấp xã đã gửi kết quả đánh giá"
        f"{_absent(material.latest)}."
    )
    if material.ledger is not None:
        verified, changed = len(material.ledger.communes), material.ledger.changed
        told = f"{vietnamese(changed)} hồ sơ đổi kết luận" if changed else "không kết luận nào đổi"
        yield f"Đã thẩm định {vietnamese(verified)} hồ sơ; so với tự chấm, {told}."
    if count.is_decided:
        decided = count.recognised + count.states[State.REFUSED]
        yield (
            f"Đã có quyết định hoặc văn bản trả lời cho {vietnamese(decided)} đơn vị: "
            f"{vietnamese(count.recognised)} được công nhận, "
            f"{vietnamese(count.states[State.REFUSED])} không được công nhận; "
            f"{vietnamese(count.states[State.WAITING])} đơn vị đang chờ quyết định."
        )
    else:
        yield "Chưa có quyết định công nhận nào; công nhận do cơ quan có thẩm quyền quyết định."


def _absent(everybody: Everybody) -> str:
    names = [one.name for one in everybody.communes if one.state is State.SENT_NOTHING]
    if not names:
        return ""
    listed = f": {', '.join(names)}" if len(names) <= _NAMED else ""
    return f"; {vietnamese(len(names))} đơn vị chưa gửi gì{listed}"


def trend(material: Material) -> Iterator[str]:
    """Yield how the share changed from year to year, or why that cannot be said."""
    rearranged = set(material.rearranged)
    for before, now in pairwise(material.years):
        if not (before.count.is_decided and now.count.is_decided):
            continue
        if (before.year, now.year) in rearranged or _codes(before) != _codes(now):
            yield (
                f"Năm {before.year} và năm {now.year} không cùng những đơn vị cấp xã (sắp xếp đơn "
                "vị hành chính, hoặc tổng số chỉ theo bảng): không so tỷ lệ hai năm."
            )
            continue
        yield _change(before, now)


def _codes(everybody: Everybody) -> frozenset[str]:
    return frozenset(one.code for one in everybody.communes)


def _change(before: Everybody, now: Everybody) -> str:
    shares = before.count.share, now.count.share
    if shares[0] is None or shares[1] is None or shares[0] == shares[1]:
        return f"Tỷ lệ được công nhận năm {now.year} bằng năm {before.year}."
    points = shares[1] - shares[0]
    word = "cao hơn" if points > 0 else "thấp hơn"
    return (
        f"Tỷ lệ được công nhận năm {now.year} {word} năm {before.year} "
        f"{vietnamese(decimal_text(abs(points)))} điểm phần trăm ({share_cell(before.count)} và "
        f"{share_cell(now.count)})."
    )


def achieved(material: Material, counts: Sequence[CriterionCount]) -> Iterator[str]:
    """Yield what went well: the share, and the criteria that almost all have in full."""
    count = material.latest.count
    if count.is_decided:
        yield (
            f"{vietnamese(count.recognised)} trên {vietnamese(count.total)} đơn vị được công nhận, "
            f"đạt tỷ lệ {share_cell(count)}."
        )
    strong = [one for one in counts if one.full * 10 >= one.total * _ALMOST_ALL and one.total]
    if strong:
        named = "; ".join(
            f"tiêu chí {one.criterion.number} ({one.criterion.name}) "
            f"{vietnamese(one.full)}/{vietnamese(one.total)}"
            for one in strong
        )
        yield f"Các tiêu chí mà hầu hết đơn vị đạt điểm tối đa: {named}."


def limits(material: Material, counts: Sequence[CriterionCount]) -> Iterator[str]:
    """Yield what is lacking and why, as far as numbers tell."""
    refused = [one for one in material.latest.communes if one.state is State.REFUSED]
    told = "; ".join(
        f"{line.reason[:1].lower()}{line.reason[1:]}: {line.count} đơn vị"
        for line in reason_lines(refused, material.ruleset)
    )
    if told:
        yield f"Trong {vietnamese(len(refused))} đơn vị không được công nhận: {told}."
    most = most_failed(counts)[:_NAMED]
    if most:
        named = "; ".join(
            f"tiêu chí {one.criterion.number} ({one.criterion.name}) {vietnamese(one.failed)} đơn "
            f"vị ({share_text(one.failed, one.total)})"
            for one in most
        )
        yield f"Điểm liệt tập trung ở: {named}."
    if material.ledger is not None:
        for criterion in material.ledger.criteria:
            sentence = said(criterion.whole, f"tiêu chí {criterion.number}")
            if sentence:
                yield f"Tự chấm so với thẩm định, {sentence}{_given(criterion.parts)}"
    unsent = material.latest.count.states[State.SENT_NOTHING]
    if unsent:
        yield f"{vietnamese(unsent)} đơn vị chưa gửi gì, chưa có số liệu để đánh giá."


def _given(parts: Sequence[object]) -> str:
    found: dict[str, int] = {}
    for part in parts:
        for code, number in getattr(part, "reasons", {}).items():
            found[code] = found.get(code, 0) + number
    told = "; ".join(f"{reasons()[code].name} ({number})" for code, number in found.items())
    return f" Lý do: {told}." if told else ""


def tasks(material: Material) -> Iterator[str]:
    """Yield what the cheapest routes of all units come to; nothing without figures."""
    advice = material.advice
    if advice is None:
        return
    yield _distances(advice)
    for reach in advice.reach[:_NAMED]:
        yield (
            f"Cần thêm {vietnamese(reach.count)} {reach.unit} ở «{reach.figure}» (phần "
            f"{reach.part}), tại {vietnamese(reach.communes)} đơn vị."
        )
    for item in advice.items[:_NAMED]:
        yield (
            f"Nội dung cần làm ở {vietnamese(item.communes)} đơn vị: {item.item} "
            f"{item.question.rstrip('?')}."
        )


def _distances(advice: Summary) -> str:
    counts = grouped(advice)
    told = [
        f"{vietnamese(number)} đơn vị {_distance(step)}"
        for step, number in counts.items()
        if number
    ]
    return f"Theo số liệu hiện có: {'; '.join(told)}."


def _distance(step: int | DistanceSummary) -> str:
    if isinstance(step, DistanceSummary):
        return step.value
    if not step:
        return "đã đủ điều kiện"
    return f"còn {step} bước" if step < 4 else f"còn từ {step} bước"  # noqa: PLR2004 -- as grouped

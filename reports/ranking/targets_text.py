"""Targets and shares for the terminal: each with its whole, its source and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reports.ranking.notes import basis_notes
from reports.wording.shares import of_text, share_text
from reports.wording.text_lines import aligned, wrapped
from reports.wording.vietnamese import collation_key
from scoring.base.quantities import vietnamese
from scoring.engine.score_sheet import Finding
from scoring.ranking.target_shares import Basis, Measured, Share, Shares, Whole
from scoring.ranking.targets import Plan

ShareRow = tuple[tuple[str, ...], Share]
"""What a share is of (year, then place or group), and the share."""


def targets_text(shares: Shares, plan: Plan, measured: Sequence[Measured]) -> str:
    """Return every target against the results; ends with an empty line."""
    return "\n".join([*_lines(shares, plan, measured), ""])


def _lines(shares: Shares, plan: Plan, measured: Sequence[Measured]) -> Iterator[str]:
    yield "TỶ LỆ XÃ PHÙ HỢP VỚI TRẺ EM SO VỚI CHỈ TIÊU"
    for note in basis_notes(shares.rows):
        yield from wrapped(note, "  ")
    yield from wrapped(f"Tính là đạt: {shares.basis.value}.", "  ")
    yield from wrapped(
        f"Chỉ tiêu: {plan.name} ({Path(plan.file).name}, mã băm {plan.sha256[:16]}…).", "  "
    )
    held = [one for one in measured if one.share is not None]
    for one in held:
        yield ""
        yield from _target(one, shares.basis)
    left = [one for one in measured if one.share is None]
    if left:
        yield ""
        listed = "; ".join(f"{place_words(one)} năm {one.target.year}" for one in left)
        yield from wrapped(f"Chưa có kết quả để so với chỉ tiêu: {listed}.", "")


def place_words(one: Measured) -> str:
    """Return what a target is for: group, district, province."""
    target = one.target
    return ", ".join(filter(None, (target.group, target.district, target.place)))


def _target(one: Measured, basis: Basis) -> Iterator[str]:
    target, share = one.target, one.share
    if share is None:
        return
    percent = vietnamese(target.percent)
    document = f", {target.document}" if target.document != "chưa rõ" else ""
    yield from wrapped(
        f"{place_words(one)}, năm {target.year}: {percent}% số xã{document} ({target.verified})", ""
    )
    late = f" (kết quả mới nhất có; chỉ tiêu của năm {target.year})"
    yield (
        f"  Kết quả năm {share.year}{late if share.year != target.year else ''}: "
        f"{share_words(share, one)}"
    )
    yield from wrapped(whole_words(share), "  ")
    if target.is_national and share.source is Whole.TABLE:
        yield from wrapped(
            "Đây là tỷ lệ của các xã trong bảng, không phải của cả nước; so với chỉ tiêu để tham "
            "khảo.",
            "  ",
        )
    yield from wrapped(_needed(one, basis), "  ")


def share_words(share: Share, one: Measured | None = None) -> str:
    """Return the share, or the interval it lies in while something is open."""
    goals = [one.target.percent] if one else []
    text = of_text(share.met, share.whole, goals)
    if share.most != share.met:
        text += f", có thể tới {of_text(share.most, share.whole, goals)}"
    return text


def whole_words(share: Share) -> str:
    """Return where the number of all communes comes from, and what of it is not known."""
    pieces = [f"mẫu số {vietnamese(share.whole)} theo {share.source.value}"]
    if share.source is Whole.TABLE and share.why_table:
        pieces.append(share.why_table)
    if share.absent:
        pieces.append(f"{vietnamese(share.absent)} đơn vị của sổ không có trong bảng")
    if share.open:
        pieces.append(f"{vietnamese(share.open)} xã chưa kết luận được")
    return f"({'; '.join(pieces)})"


def _needed(one: Measured, basis: Basis) -> str:
    least, most = one.needed
    verb = "được công nhận" if basis is Basis.RECOGNISED else "đạt"
    match one.reached:
        case Finding.MET:
            return f"Đã đạt chỉ tiêu: cần {vietnamese(one.goal)} xã {verb}."
        case Finding.NOT_MET if least == most:
            return f"Chưa đạt: cần {vietnamese(one.goal)} xã, còn thiếu {vietnamese(most)} xã."
        case Finding.NOT_MET:
            return (
                f"Chưa đạt: cần {vietnamese(one.goal)} xã, còn thiếu từ {vietnamese(least)} đến "
                f"{vietnamese(most)} xã."
            )
    return (
        f"Chưa kết luận được: cần {vietnamese(one.goal)} xã, thiếu nhiều nhất {vietnamese(most)} "
        "xã nếu các xã còn để ngỏ đều không đạt."
    )


def shares_text(title: str, rows: Sequence[ShareRow]) -> str:
    """Return shares by year and place as a table; the whole is the table's communes."""
    lines = [title]
    ordered = sorted(rows, key=lambda row: [collation_key(word) for word in row[0]])
    cells = [
        [
            *labels,
            vietnamese(share.whole),
            vietnamese(share.met),
            share_text(share.met, share.whole),
            vietnamese(share.open) if share.open else "",
        ]
        for labels, share in ordered
    ]
    width = len(cells[0]) - 4 if cells else 1
    heads = ["Năm", *([""] * (width - 1)), "Xã", "Đạt", "Tỷ lệ", "Để ngỏ"]
    lines += [f"  {line}" for line in aligned([heads, *cells])]
    return "\n".join([*lines, ""])

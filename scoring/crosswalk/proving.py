"""What one commune's figures say of each item of another set: met, not met, or not known.

A blank proves nothing; a limit of a region that nobody named decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from scoring.crosswalk.structure import CrosswalkFile, CrosswalkItem
from scoring.engine.assessment import Assessment
from scoring.totals.indicators import load_indicators
from scoring.totals.place_sums import amount_of, place_year

_NO_REGION = "chưa nêu xã thuộc vùng nào"


class Proof(Enum):
    """What our figures say of an item. Whether the item is met, its own office decides."""

    MET = "số liệu cho thấy đạt"
    NOT_MET = "số liệu cho thấy chưa đạt"
    UNKNOWN = "chưa rõ"


@dataclass(frozen=True, slots=True)
class ItemProof:
    """One item for one commune: the number or answer behind it, and why nothing can be said."""

    item: CrosswalkItem
    proof: Proof
    value: Fraction | None = None
    counts: tuple[int, int] | None = None
    answer: bool | None = None
    limit: Fraction | None = None
    why: str = ""


def applies(file: CrosswalkFile, one: Assessment) -> bool:
    """Whether the set is for communes of this kind."""
    return one.commune.kind.value in file.kinds


def proofs(file: CrosswalkFile, one: Assessment, region: str | None) -> Iterator[ItemProof]:
    """Yield what the figures of *one* say of every item; *region* chooses the limit."""
    for item in file.items:
        yield _answered(item, one) if item.answer is not None else _measured(item, one, region)


def _answered(item: CrosswalkItem, one: Assessment) -> ItemProof:
    answer = one.answers.get(item.answer or "")
    if answer is None:
        return ItemProof(item, Proof.UNKNOWN, why="xã để trống câu trả lời")
    return ItemProof(item, Proof.MET if answer else Proof.NOT_MET, answer=answer)


def _measured(item: CrosswalkItem, one: Assessment, region: str | None) -> ItemProof:
    indicator = load_indicators()[item.indicator or ""]
    amount = amount_of(indicator, place_year(one.year, [one], {}))
    if amount is None or amount.value is None:
        return ItemProof(item, Proof.UNKNOWN, why="thiếu số liệu")
    counts = None
    if amount.numerator is not None and amount.denominator is not None:
        counts = (amount.numerator, amount.denominator)
    limits = {one_region.region: Fraction(one_region.value) for one_region in item.at_most}
    limit = limits.get(region or "") if limits else item.at_least
    if limit is None:
        return ItemProof(
            item, Proof.UNKNOWN, amount.value, counts, why="chưa nêu xã thuộc vùng nào"
        )
    is_met = amount.value <= limit if limits else amount.value >= limit
    return ItemProof(
        item, Proof.MET if is_met else Proof.NOT_MET, amount.value, counts, limit=Fraction(limit)
    )

"""Which targets of a plan a report is held to, and their lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reports.plans.shares_text import place_words
from reports.province.model import TargetWords
from reports.wording.recognition import UNDECIDED, share_cell
from reports.wording.shares import percent_text
from reports.wording.words import MARKS
from scoring.base.quantities import interval_text
from scoring.engine.explanation import level_words
from scoring.engine.score_sheet import Finding
from scoring.plans.share_results import TargetResult
from scoring.plans.share_targets import Target
from scoring.recognition.places import province_key

_WORDS = {
    Finding.MET: "Đạt",
    Finding.NOT_MET: "Chưa đạt",
    Finding.CANNOT_SAY: "Chưa kết luận được",
}


def targets_for(targets: Iterable[Target], provinces: Sequence[str], year: int) -> Iterator[Target]:
    """Yield the targets of the place that are still ahead in *year*, in the plan's order.

    One province is held to its own targets, several to the national ones: a target for the
    whole country says nothing of one province. A target of a district or group has no place
    in a table of wholes.
    """
    for target in targets:
        if target.year < year or target.district is not None or target.group is not None:
            continue
        if target.is_national:
            if len(provinces) > 1:
                yield target
        elif len(provinces) == 1 and province_key(provinces[0]) == province_key(target.place):
            yield target


def target_words(one: TargetResult) -> TargetWords:
    """Return a line; while nothing is decided it says so."""
    target, count = one.target, one.count
    name = place_words(target)
    mark = MARKS[one.reached]
    return TargetWords(
        name=f"{name[:1].upper()}{name[1:]}, đến hết năm {target.year}",
        source=f"{target.document} (mức tin cậy: {level_words(target.verified.as_level)})",
        wanted=percent_text(target.percent),
        reached=share_cell(count, [target.percent]) if count else UNDECIDED,
        mark=f"{mark.sign} {_WORDS[one.reached]}",
        tone=mark.tone,
        needed=_needed(one),
    )


def _needed(one: TargetResult) -> str:
    least, most = one.needed
    if one.count is None or not one.count.is_decided or not most:
        return ""
    return interval_text(least, most)

"""What a confirmation changed, and what that changes for sample communes, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reports.rules.comparison_words import total_words
from reports.rules.review_rows import review_groups
from scoring.engine.score_sheet import ScoreSheet
from scoring.rules.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class SampleTotals:
    """One commune under the old and under the new ruleset."""

    before: ScoreSheet
    after: ScoreSheet

    @property
    def words(self) -> tuple[str, str]:
        """The points and the verdict before and after."""
        old, new = (
            f"{total_words((sheet.total.minimum, sheet.total.maximum))} điểm, {sheet.verdict.value}"
            for sheet in (self.before, self.after)
        )
        return old, new


def confirmation_lines(
    before: Ruleset, after: Ruleset, count: int, samples: Iterable[SampleTotals]
) -> Iterator[str]:
    """Yield how many numbers were confirmed, those that changed, the samples that come out so."""
    rows = [row for group in review_groups(before) for row in group.rows]
    new = [row for group in review_groups(after) for row in group.rows]
    yield f"Đã xác nhận {count}/{len(rows)} dòng với văn bản gốc."
    changed = [
        (old, now)
        for old, now in zip(rows, new, strict=True)
        if (old.what, old.value) != (now.what, now.value)
    ]
    if not changed:
        yield "Không con số nào đổi."
    for old, now in changed:
        moved = f" (nay: {now.what})" if now.what != old.what else ""
        yield f"  {old.what}{moved}: {old.value} → {now.value}"
    if before.level is after.level:
        yield f"Mức tin cậy yếu nhất vẫn là «{after.level.value}»."
    else:
        yield f"Mức tin cậy yếu nhất: «{before.level.value}» → «{after.level.value}»."
    totals = list(samples)
    moved_ones = [one for one in totals if one.words[0] != one.words[1]]
    yield f"Các xã mẫu: {len(moved_ones)}/{len(totals)} xã đổi điểm hoặc kết luận."
    for one in moved_ones:
        commune, (old_words, new_words) = one.before.commune, one.words
        name = f"{commune.code} {commune.name}, năm {one.before.year}"
        yield f"  {name}: {old_words} → {new_words}"

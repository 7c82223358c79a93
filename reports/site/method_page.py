"""The method page: what is public and why, what a reader can infer, the rules with their levels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.rules.review_rows import ReviewGroup, review_groups, threshold_words
from reports.site.edition import Edition
from reports.site.states import MEANINGS, with_sign
from reports.site.wording import capital, state_list
from reports.wording.clean import clean, cleaned
from reports.wording.notices import Fact
from reports.wording.vietnamese import short_date
from reports.wording.words import levels
from scoring.base.quantities import vietnamese
from scoring.engine.explanation import level_words
from scoring.rules.sensitive import sensitive_criteria


@dataclass(frozen=True, slots=True)
class ThresholdRow:
    """A threshold group: who is in it, how many points, on which level."""

    name: str
    when: str
    points: str
    level: str


@dataclass(frozen=True, slots=True)
class MethodPage:
    """The words of the page, finished."""

    ruleset: tuple[Fact, ...]
    states: tuple[Fact, ...]
    thresholds: tuple[ThresholdRow, ...]
    most: str
    most_public: str
    floor: str
    public: tuple[str, ...]
    sensitive: tuple[str, ...]
    inferences: tuple[str, ...]
    policy: tuple[Fact, ...]
    policy_text: str
    more: tuple[str, ...]
    decided: tuple[Fact, ...]
    rules: tuple[ReviewGroup, ...]
    levels: tuple[Fact, ...]


def method_page(edition: Edition) -> MethodPage:
    """Return what the page says."""
    ruleset = edition.ruleset
    recognition = ruleset.recognition
    policy = edition.release.policy
    decided = policy.decided
    return MethodPage(
        ruleset=tuple(_ruleset(edition)),
        states=tuple(
            Fact(with_sign(state), capital(MEANINGS[state]))
            for state, _ in state_list(edition.count)
        ),
        thresholds=tuple(
            ThresholdRow(
                clean(each.group),
                clean(threshold_words(each)),
                vietnamese(each.points),
                clean(str(each.verified or recognition.verified)),
            )
            for each in recognition.thresholds
        ),
        most=vietnamese(recognition.total_points),
        most_public=vietnamese(edition.most_points),
        floor=vietnamese(recognition.disqualifying_points),
        public=tuple(f"{one.number}. {clean(one.name)}" for one in edition.criteria),
        sensitive=tuple(f"{one.number}. {clean(one.name)}" for one in sensitive_criteria(ruleset)),
        inferences=(),
        policy=(
            Fact("Chính sách", clean(policy.name)),
            Fact("Căn cứ", clean(policy.citation)),
        ),
        policy_text=policy.text,
        more=(),
        decided=()
        if decided is None
        else (
            Fact("Người quyết định", clean(decided.who)),
            Fact("Ngày", short_date(decided.day)),
            Fact("Căn cứ", clean(decided.citation)),
            Fact("Lý do", clean(decided.reason)),
        ),
        rules=cleaned(review_groups(ruleset)),
        levels=levels(),
    )


def _ruleset(edition: Edition) -> Iterator[Fact]:
    ruleset = edition.ruleset
    document = ruleset.document
    until = document.in_force_until
    yield Fact("Văn bản", f"{document.number}: {clean(document.title)}")
    yield Fact("Cơ quan ban hành", clean(document.issuer))
    ends = f"đến trước {short_date(until)}" if until else "chưa thấy văn bản thay thế"
    yield Fact("Hiệu lực", f"từ {short_date(document.in_force_from)}, {ends}")
    yield Fact("Rà soát hiệu lực", short_date(document.still_in_force_on))
    yield Fact("Mã bộ tiêu chí", ruleset.id)
    yield Fact("Mức tin cậy yếu nhất", level_words(ruleset.level))

"""The method page: the rules with their levels, the policy, what is withheld and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.rules.review_rows import ReviewGroup, review_groups, threshold_words
from reports.site.criteria_page import group_name
from reports.site.edition import Edition
from reports.wording.clean import clean, cleaned
from reports.wording.notices import Fact
from reports.wording.vietnamese import short_date
from reports.wording.words import levels
from scoring.base.quantities import vietnamese
from scoring.engine.explanation import level_words
from scoring.release.model import Group


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
    thresholds: tuple[ThresholdRow, ...]
    most: str
    floor: str
    rules: tuple[ReviewGroup, ...]
    levels: tuple[Fact, ...]
    policy: tuple[Fact, ...]
    policy_text: str
    weaker: tuple[str, ...]
    decided: tuple[Fact, ...]
    withheld: tuple[Fact, ...]
    classes: tuple[Fact, ...]


def method_page(edition: Edition) -> MethodPage:
    """Return what the page says."""
    ruleset, policy = edition.ruleset, edition.release.policy
    recognition = ruleset.recognition
    decided = policy.decided
    return MethodPage(
        ruleset=tuple(_ruleset(edition)),
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
        floor=vietnamese(recognition.disqualifying_points),
        rules=cleaned(review_groups(ruleset)),
        levels=levels(),
        policy=(
            Fact("Chính sách", clean(policy.name)),
            Fact("Căn cứ", clean(policy.citation)),
            Fact("Tổng điểm từng đơn vị", policy.total),
            Fact("SHA-256 của tệp chính sách", policy.sha256),
        ),
        policy_text=policy.text,
        weaker=tuple(map(clean, policy.weaker)),
        decided=()
        if decided is None
        else (
            Fact("Người quyết định", clean(decided.who)),
            Fact("Ngày", short_date(decided.day)),
            Fact("Căn cứ", clean(decided.citation)),
            Fact("Lý do", clean(decided.reason)),
        ),
        withheld=tuple(_withheld(edition)),
        classes=tuple(_classes(edition)),
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
    yield Fact("SHA-256 của bộ tiêu chí", ruleset.sha256)
    yield Fact("Mức tin cậy yếu nhất", level_words(edition.release.level))
    yield Fact("SHA-256 của bản công bố (cong-bo.json)", edition.digest)


def _withheld(edition: Edition) -> Iterator[Fact]:
    """Yield what is not published, counted."""
    release, policy = edition.release, edition.release.policy
    named = {one.slug: f"{one.number}. {clean(one.name)}" for one in release.criteria}
    sensitive = "; ".join(named[slug] for slug in policy.sensitive if slug in named)
    yield Fact(
        "Điểm từng tiêu chí của từng đơn vị",
        "không công bố, vì lấy tổng điểm trừ đi các tiêu chí khác sẽ ra tiêu chí nhạy cảm.",
    )
    yield Fact("Tiêu chí nhạy cảm", f"{sensitive}.")
    yield Fact(
        "Số đếm nhỏ của tiêu chí nhạy cảm",
        f"số từ 1 đến {policy.smallest_count - 1} không công bố; cùng với số đó là những số "
        f"khác mà từ đó tính ra được: {vietnamese(len(release.pattern))} ô trong bản này.",
    )
    yield Fact(
        f"Nhóm dưới {policy.smallest_group} đơn vị",
        "không có thống kê theo tiêu chí: " + _names(edition, release.omitted),
    )
    yield Fact(
        "Nhóm suy ra được nhóm nhỏ",
        "không có thống kê theo tiêu chí, vì lấy hiệu với nhóm khác sẽ ra một nhóm nhỏ: "
        + _names(edition, release.dropped),
    )


def _names(edition: Edition, groups: tuple[Group, ...]) -> str:
    if not groups:
        return "không có trong bản này."
    listed = "; ".join(
        f"{group_name(edition, group)} ({vietnamese(group.communes)})" for group in groups
    )
    return f"{vietnamese(len(groups))} nhóm: {listed}."


def _classes(edition: Edition) -> Iterator[Fact]:
    for each in edition.release.classes:
        group = edition.group_of[each.group]
        yield Fact(
            f"Nhóm {group.number}, {each.decision.value}",
            f"từ {vietnamese(each.least)} đến {vietnamese(each.most)} điểm",
        )

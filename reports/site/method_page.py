"""The method page: what is public and why, what a reader can infer, the rules with their levels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reports.rules.review_rows import ReviewGroup, review_groups, threshold_words
from reports.site.edition import Edition
from reports.site.states import MEANINGS, states_of, with_sign
from reports.site.wording import capital
from reports.wording.clean import clean, cleaned
from reports.wording.notices import Fact
from reports.wording.vietnamese import short_date
from reports.wording.words import levels
from scoring.base.quantities import vietnamese
from scoring.engine.explanation import level_words
from scoring.release.policy import LEAST_REFUSED
from scoring.release.public import ForcedKind


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
    total: str
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
            for state, _ in states_of(edition.count)
        ),
        total=clean(edition.total),
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
        most_public=vietnamese(edition.release.max_points),
        floor=vietnamese(recognition.disqualifying_points),
        public=tuple(f"{one.number}. {clean(one.name)}" for one in edition.criteria),
        sensitive=tuple(f"{one.number}. {clean(one.name)}" for one in edition.release.sensitive),
        inferences=tuple(_inferences(edition)),
        policy=(
            Fact("Chính sách", clean(policy.name)),
            Fact("Căn cứ", clean(policy.citation)),
        ),
        policy_text=policy.text,
        more=tuple(_more(edition)),
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


def _inferences(edition: Edition) -> Iterator[str]:
    """Yield what can be inferred in this edition: how often, and where points are left out."""
    kinds = Counter(one.forced.kind for one in edition.communes if one.forced)
    nearly, lost = kinds[ForcedKind.AT_LEAST], kinds[ForcedKind.LOST]
    if nearly or lost:
        yield (
            f"Trong bản này: {vietnamese(nearly)} đơn vị được công nhận mà người đọc tính được các "
            f"tiêu chí không công bố cộng lại ít nhất được mấy điểm; {vietnamese(lost)} đơn vị "
            "không được công nhận mà người đọc biết đã mất điểm ở ít nhất một tiêu chí không công "
            "bố. Trang của từng đơn vị ghi rõ câu đó."
        )
    for each in edition.release.withheld_points:
        yield (
            f"Nhóm «{clean(each.group)}»: chỉ đơn vị được công nhận có điểm công bố, vì với bộ "
            "tiêu chí này điểm cùng với quyết định không công nhận có thể cho biết kết quả của "
            "một tiêu chí nhạy cảm. Điều này tính từ bộ tiêu chí, không từ kết quả của nơi nào."
        )
    decided = [one for one in edition.communes if one.forced]
    if kinds[ForcedKind.UNEXPLAINED]:
        yield (
            f"{vietnamese(kinds[ForcedKind.UNEXPLAINED])} trên {vietnamese(len(decided))} quyết "
            "định khác với điều tính được từ điểm; lý do ghi ở quyết định."
        )


def _more(edition: Edition) -> Iterator[str]:
    policy = edition.release.policy
    if policy.official_results:
        yield (
            "Tổng điểm và kết luận tính từ điểm của từng đơn vị. Lấy tổng điểm trừ điểm các tiêu "
            "chí công bố thì biết chắc các tiêu chí nhạy cảm cộng lại được mấy điểm, nhiều khi "
            "suy ra được từng tiêu chí."
        )
    if policy.sensitive_statistic:
        yield (
            "Một thống kê về tiêu chí nhạy cảm: trong các đơn vị không được công nhận, bao nhiêu "
            f"đơn vị bị điểm liệt ở đó, theo ba lớp, chỉ khi có từ {LEAST_REFUSED} đơn vị không "
            "được công nhận. Người đọc biết thêm đó có phải nguyên nhân thường gặp ở nơi này."
        )


def zero_share_words(edition: Edition) -> str:
    """Return the statistic on sensitive criteria where a named policy gives it."""
    share = edition.release.zero_share
    if share is None:
        return ""
    return (
        f"Trong các đơn vị không được công nhận, {share.value} có tiêu chí nhạy cảm bị điểm liệt "
        "(công bố theo chính sách riêng)."
    )

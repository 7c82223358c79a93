"""States as the pages show them: a sign, words, and the colour that goes with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports.wording.clean import clean
from reports.wording.vietnamese import short_date
from scoring.recognition.communes import Decision, State
from scoring.recognition.counting import Count


@dataclass(frozen=True, slots=True)
class Shown:
    """A state for the eye: the sign never stands without the words, nor the colour without both.

    ``tone`` is a class of the styles; ``address`` is the state in the address of a filter.
    """

    sign: str
    words: str
    tone: str
    address: str


SHOWN: Mapping[State, Shown] = {
    State.RECOGNISED: Shown("✔", State.RECOGNISED.value, "recognised", "duoc-cong-nhan"),
    State.REFUSED: Shown("✘", State.REFUSED.value, "refused", "khong-duoc-cong-nhan"),
    State.WAITING: Shown("…", State.WAITING.value, "waiting", "dang-cho-quyet-dinh"),
    State.SELF_SCORED: Shown("○", State.SELF_SCORED.value, "self", "tu-cham-chua-qua-so"),
    State.SENT_NOTHING: Shown("–", State.SENT_NOTHING.value, "nothing", "chua-gui-gi"),
}
"""In the order of bars, legends and columns."""

MEANINGS: Mapping[State, str] = {
    State.RECOGNISED: "cơ quan có thẩm quyền đã ra quyết định công nhận.",
    State.REFUSED: "cơ quan có thẩm quyền đã quyết định không công nhận.",
    State.WAITING: "đã gửi hồ sơ, đang thẩm định hoặc chờ quyết định.",
    State.SENT_NOTHING: "chưa gửi hồ sơ đánh giá của năm này.",
    State.SELF_SCORED: "số liệu do đơn vị tự chấm, chưa qua sổ theo dõi; không phải là công nhận.",
}


def states_of(count: Count) -> tuple[tuple[State, int], ...]:
    """Return the states that some unit is in, with how many, in the order of bars."""
    return tuple((state, count.states[state]) for state in SHOWN if count.states[state])


def with_sign(state: State) -> str:
    """Return ``✔ được công nhận``."""
    one = SHOWN[state]
    return f"{one.sign} {one.words}"


def decision_words(decision: Decision | None) -> str:
    """Return number, day and office of a decision, what the register does not say left out.

    >>> from datetime import date
    >>> decision_words(Decision("18/QĐ-UBND", date(2026, 12, 2), None))
    'số 18/QĐ-UBND, ngày 02/12/2026'
    """
    if decision is None:
        return ""
    told = [
        f"số {clean(decision.number)}" if decision.number else "",
        f"ngày {short_date(decision.day)}" if decision.day else "",
        clean(decision.office) if decision.office else "",
    ]
    return ", ".join(filter(None, told))

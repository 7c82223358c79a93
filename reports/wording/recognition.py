"""How many units, how many recognised: the words once, for every text, table and report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from reports.wording.shares import of_text, share_text
from scoring.base.quantities import vietnamese
from scoring.recognition.communes import State
from scoring.recognition.counting import Count
from scoring.recognition.everybody import Everybody, Whole

UNDECIDED = "chưa có quyết định"
"""What a cell says instead of a number while nothing is decided."""


def recognised_cell(count: Count) -> str:
    """Return how many are recognised, or that nothing is decided."""
    return vietnamese(count.recognised) if count.is_decided else UNDECIDED


def share_cell(count: Count, goals: Iterable[Fraction] = ()) -> str:
    """Return the share recognised, or that nothing is decided; never printed as a goal missed."""
    return share_text(count.recognised, count.total, goals) if count.is_decided else UNDECIDED


def share_words(count: Count, goals: Iterable[Fraction] = ()) -> str:
    """Return ``28/60 = 46,67%``, or that nothing is decided."""
    if not count.is_decided:
        return f"{UNDECIDED} nào"
    return of_text(count.recognised, count.total, goals)


def states_words(count: Count) -> str:
    """Return every state that some unit is in: ``28 được công nhận; 4 chưa gửi gì``."""
    return "; ".join(
        f"{vietnamese(number)} {state.value}" for state, number in count.states.items() if number
    )


def whole_sentences(everybody: Everybody) -> Iterator[str]:
    """Yield the numbers of a year by state, and where the number of all units comes from."""
    count = everybody.count
    special = ""
    if count.special_zones:
        special = f" (trong đó {vietnamese(count.special_zones)} đặc khu)"
    share = f", tỷ lệ {share_cell(count)}" if count.is_decided else f"; {UNDECIDED} nào"
    yield (
        f"Năm {everybody.year}: {vietnamese(count.total)} đơn vị cấp xã{special}: "
        f"{states_words(count)}{share}."
    )
    yield whole_source(everybody)
    if count.states[State.SELF_SCORED]:
        yield (
            "Kết quả không qua sổ đăng ký hồ sơ (bảng không có niêm phong) là tự chấm, không "
            "tính là được công nhận, dù cột tinh_trang ghi gì."
        )


def whole_source(everybody: Everybody) -> str:
    """Return where the number of all units comes from, and who is not in it."""
    match everybody.whole:
        case Whole.REGISTER:
            return (
                f"Tổng số theo sổ đơn vị hành chính ngày 31/12/{everybody.year}, kể cả đơn vị "
                "chưa gửi gì."
            )
        case Whole.EXPECTED:
            return "Tổng số theo danh sách đơn vị phải gửi, kể cả đơn vị chưa gửi gì."
    return (
        f"Tổng số chỉ theo bảng kết quả ({everybody.why_table}): đơn vị chưa gửi gì không có trong "
        "tổng số này."
    )

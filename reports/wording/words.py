"""Words that several documents share: findings with their signs, levels, notices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reports.wording.notices import Fact, Mark, Notice
from scoring.base.communes import Commune
from scoring.base.levels import Level
from scoring.engine.explanation import level_words
from scoring.engine.score_sheet import Finding

BLANK = "(trống)"
"""A figure or an answer that was not given."""

DOTS = "……………………"
"""What the program does not know and a person fills in."""

SHORT_DOTS = "……"
"""The same where a number or a few letters are wanted."""

SELF_ASSESSED = "Kết quả này là tự đánh giá; việc công nhận do cơ quan có thẩm quyền quyết định."

MARKS: Mapping[Finding, Mark] = {
    Finding.MET: Mark("✔", "Đạt", "met"),
    Finding.NOT_MET: Mark("✘", "Không đạt", "not_met"),
    Finding.CANNOT_SAY: Mark("?", "Chưa kết luận được", "cannot_say"),
}

LEVEL_SIGNS: Mapping[Level, str] = {
    Level.OFFICIAL_TEXT: "",
    Level.SECONDARY_SOURCE: "(‡)",
    Level.DERIVED: "(†)",
    Level.ASSUMED: "(*)",
}
"""The mark that stands beside a number for its level, so that a table says it in few letters."""

LEVEL_MEANINGS: Mapping[Level, str] = {
    Level.OFFICIAL_TEXT: "có người nêu tên đã so con số với văn bản gốc, ghi ngày và bản đã dùng.",
    Level.SECONDARY_SOURCE: "đọc được ở báo hoặc trang pháp luật dẫn lại văn bản, "
    "chưa so với văn bản gốc.",
    Level.DERIVED: "tính ra từ những con số khác đã đọc được, chưa so với văn bản gốc.",
    Level.ASSUMED: "không đọc được ở nguồn nào, phần mềm tạm đặt để tính thử; "
    "không được coi là quy định.",
}


SAMPLE_NOTICE = Notice(
    "SỐ LIỆU MẪU – đơn vị hư cấu, không phải số liệu thật",
    "Tên đơn vị và mọi số liệu trong bản này do phần mềm đặt ra để làm thử.",
)
"""Where some units of many are invented."""
SAMPLE_LINE = "SỐ LIỆU MẪU – có đơn vị hư cấu, không phải số liệu thật."
"""The same, as the line of a text."""


def sample_notice(commune: Commune) -> Notice | None:
    """Return the notice on the papers of an invented commune."""
    if not commune.is_invented:
        return None
    short = f"SỐ LIỆU MẪU – {commune.kind.value} hư cấu, không phải số liệu thật"
    return Notice(short, SAMPLE_NOTICE.text)


def level_notice(level: Level) -> Notice | None:
    """Return the notice on papers that rest on a number nobody compared with the text."""
    if level.is_official:
        return None
    return Notice(
        f"Bảng điểm chưa đối chiếu văn bản gốc; mức yếu nhất: {level_words(level)}",
        f"Nghĩa là {LEVEL_MEANINGS[level]} "
        "Cần đối chiếu với văn bản gốc trước khi dùng kết quả này.",
    )


def level_note(used: Iterable[Level]) -> str:
    """Return what the marks of these levels mean, the weakest first, on one line."""
    wanted = {*used} - {Level.OFFICIAL_TEXT}
    told = (
        f"{LEVEL_SIGNS[level]} {level_words(level)}: {LEVEL_MEANINGS[level]}"
        for level in sorted(wanted, key=lambda level: level.strength)
    )
    return " ".join(told)


def levels() -> tuple[Fact, ...]:
    """Return the legend of the four levels, the strongest first."""
    return tuple(
        Fact(level_words(level), meaning[0].upper() + meaning[1:])
        for level, meaning in LEVEL_MEANINGS.items()
    )

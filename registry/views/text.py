"""What the register knows as text: tables of dossiers, what a step came to, reminders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from reports.wording.text_lines import aligned, wrapped
from reports.wording.vietnamese import short_date
from scoring.base.communes import FIRST_INVENTED_CODE
from scoring.base.quantities import interval_text, vietnamese
from scoring.engine.score_sheet import Finding

if TYPE_CHECKING:
    from registry.acts.appraising import Recorded
    from registry.store.chain import Event
    from registry.store.dossier_keys import Key
    from registry.views.evidence_overview import EvidenceState
    from registry.views.listing import ListedDossier
    from registry.views.missing_communes import Absent
    from registry.views.reminders import OfficeDuty, Reminder

_LOCKED = "khóa"
_SAMPLE = "SỐ LIỆU MẪU: mã từ 80001 là đơn vị hư cấu."


_LIST_HEAD = (
    *("hồ sơ", "tên", "trạng thái", "từ ngày", "bản", "minh chứng"),
    *("tự chấm", "thẩm định", "kết luận", "quyết định", ""),
)


def list_lines(
    listed: Sequence[ListedDossier],
    documents: Mapping[Key, EvidenceState],
    counts: Mapping[str, int],
) -> list[str]:
    """Return a page of dossiers as a table; a last line counts those of all pages by state.

    *documents* says of each how many of its papers are there.
    """
    table = [_LIST_HEAD]
    invented = False
    rulesets = {row.key.ruleset for row in listed}
    for row in listed:
        invented = invented or row.key.commune >= FIRST_INVENTED_CODE
        summary = row.verified or row.claimed
        table.append(
            (
                row.key.short if len(rulesets) == 1 else str(row.key),
                row.claimed["name"],
                row.standing.state,
                day_words(row.standing.since),
                str(row.standing.submission),
                share_words(documents[row.key]) if row.key in documents else "",
                points_words(row.claimed),
                points_words(row.verified) if row.verified else "",
                Finding[summary["verdict"]].value,
                f"{row.decided['outcome']}, {row.decided['number']}" if row.decided else "",
                _LOCKED if row.standing.locked else "",
            )
        )
    if not listed:
        return ["Không có hồ sơ nào."]
    total = "; ".join(f"{state} {vietnamese(number)}" for state, number in counts.items())
    whole = sum(counts.values())
    last = f"{vietnamese(whole)} hồ sơ: {total}."
    if len(listed) < whole:
        last = f"Trên đây {vietnamese(len(listed))} trong {last}"
    sample = [_SAMPLE] if invented else []
    return [*aligned(table), "", last, *sample]


def share_words(state: EvidenceState) -> str:
    """Return how many documents are there of how many: ``2/24``."""
    return f"{state.given}/{state.asked}"


def points_words(summary: Mapping[str, Any]) -> str:
    """Return the total, or the interval it may still fall in."""
    if summary["points"] is not None:
        return vietnamese(str(summary["points"]))
    return f"{vietnamese(str(summary['min']))}–{vietnamese(str(summary['max']))}"


def trial_line(event: Event) -> str:
    """Return what a step would come to: dossier, state before and after."""
    return f"{event.dossier}: {event.step}, «{event.before}» → «{event.after}»"


def event_line(event: Event) -> str:
    """Return what is said after a step: dossier, step, state, link."""
    state = f", nay «{event.after}»" if event.after else ""
    about = f"{event.dossier}: " if event.dossier else ""
    decision = event.detail.get("decision", {})
    # A verifier may have recorded another one while the officer read.
    basis = f", theo bản thẩm định {decision['appraisal']}" if "appraisal" in decision else ""
    return f"{about}{event.step}{state}{basis}; mắt xích {event.seq}:{event.hash}"


def reminder_lines(rows: Iterable[Reminder]) -> list[str]:
    """Return the reminders as a table, the most urgent first."""
    table = [("hồ sơ", "tên", "trạng thái", "việc phải làm", "hạn", "còn", "căn cứ của hạn")]
    for row in rows:
        left, day = _left(row.days_left), short_date(row.due.day)
        table.append((row.key.short, row.name, row.state, row.due.task, day, left, row.due.level))
    return aligned(table) if len(table) > 1 else ["Không có việc nào đến hạn."]


def _left(days: int) -> str:
    return f"{days} ngày" if days >= 0 else f"quá {-days} ngày"


def duty_lines(rows: Iterable[OfficeDuty]) -> list[str]:
    """Return what the office itself owes, by day."""
    table = [("việc hằng năm của cơ quan", "hạn", "còn", "căn cứ của hạn")]
    for row in rows:
        due = row.due
        table.append((due.task, short_date(due.day), _left(row.days_left), due.level))
    return aligned(table)


def lacking_lines(rows: Iterable[tuple[ListedDossier, EvidenceState]]) -> list[str]:
    """Return which documents each dossier still lacks."""
    lines = []
    for row, state in rows:
        labels = ", ".join(one.label for one in state.missing)
        about = f"{row.key.short}  {row.claimed['name']}  {row.standing.state}"
        lines += wrapped(f"{about}: {share_words(state)}, thiếu {labels}", "  ")
    if not lines:
        return ["Không hồ sơ nào chưa có quyết định còn thiếu minh chứng."]
    return ["MINH CHỨNG CÒN THIẾU (không tệp, không số, không ngày)", *lines]


def absent_lines(rows: Sequence[Absent], expected: int) -> list[str]:
    """Return who of the *expected* communes sent nothing, by when they have to."""
    if not rows:
        return [f"Không xã nào chưa gửi: có hồ sơ của đủ {vietnamese(expected)} xã."]
    share = f"{vietnamese(len(rows))}/{vietnamese(expected)}"
    lines = [f"CHƯA GỬI GÌ, năm {rows[0].year}: {share} xã"]
    due, left = rows[0].due, rows[0].days_left
    if due is None or left is None:
        lines.append("Sổ chưa đặt ngày hạn gửi cho năm này.")
    else:
        words = f"{due.task}: hạn {short_date(due.day)}, {'còn ' if left >= 0 else ''}{_left(left)}"
        lines.append(f"{words} (căn cứ của hạn: {due.level}).")
    invented = any(row.commune >= FIRST_INVENTED_CODE for row in rows)
    sample = [_SAMPLE] if invented else []
    return [*lines, *(f"  {row.commune}  {row.name}".rstrip() for row in rows), *sample]


def day_words(at: str) -> str:
    """Return the day of a day or a time in ISO 8601: ``30/11/2024``."""
    return short_date(datetime.fromisoformat(at).date())


def recorded_lines(recorded: Recorded) -> Iterator[str]:
    """Yield what came of an appraisal: totals and verdicts side by side, what is still open."""
    claimed, verified = recorded.appraised.claimed, recorded.appraised.verified
    if recorded.event is None:
        yield f"Đã có (bản thẩm định {recorded.version}), không thay đổi gì."
    else:
        yield event_line(recorded.event)
    rows = [("", "điểm", "kết luận")]
    for name, sheet in (("tự chấm", claimed), ("thẩm định", verified)):
        total = sheet.total
        points = interval_text(total.minimum, total.maximum)
        rows.append((name, points, sheet.verdict.value))
    yield from (f"  {line}" for line in aligned(rows))
    still_open = [part for part in verified.parts if part.points is None]
    if still_open:
        named = "; ".join(f"phần {part.code} ({part.outcome.value})" for part in still_open)
        yield from wrapped(f"Còn bỏ ngỏ: {named}.", "  ")
    if recorded.missing:
        yield "  Để hoàn thành còn thiếu:"
        for words in recorded.missing:
            yield from wrapped(f"- {words}", "  ")

"""What the register knows as text: tables of dossiers, one dossier's story, reminders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from registry.acts.appraising import Recorded
from registry.signing.beside import signed_version
from registry.store.chain import Event
from registry.store.dossier_keys import Key
from registry.views.evidence_overview import EvidenceState
from registry.views.listing import History, ListedDossier
from registry.views.missing_communes import Absent
from registry.views.remarks import remark_lines
from registry.views.reminders import OfficeDuty, Reminder
from reports.wording.text_lines import aligned, wrapped
from reports.wording.vietnamese import short_date
from scoring.base.communes import FIRST_INVENTED_CODE
from scoring.base.levels import Level
from scoring.base.quantities import interval_text, vietnamese
from scoring.engine.score_sheet import Finding

_SHORT_HASH = 12
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
                _day(row.standing.since),
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


def missing_lines(state: EvidenceState) -> Iterator[str]:
    """Yield which documents nobody has seen: number, name, what they serve."""
    yield f"MINH CHỨNG của bản hiện hành: {share_words(state)} tài liệu có tệp hoặc có số, ngày"
    for one in state.missing:
        codes = ", ".join(sorted(one.codes))
        yield from wrapped(f"thiếu {one.label}: {one.name} (cho {codes})", "  ")
    yield ""


def points_words(summary: Mapping[str, Any]) -> str:
    """Return the total, or the interval it may still fall in."""
    if summary["points"] is not None:
        return vietnamese(str(summary["points"]))
    return f"{vietnamese(str(summary['min']))}–{vietnamese(str(summary['max']))}"


def history_lines(history: History, documents: EvidenceState, next_steps: str) -> Iterator[str]:
    """Yield one dossier's story: where it stands, its versions, what was done by whom.

    *documents* are those of the version that counts, *next_steps* what may be done, in words.
    """
    standing = history.standing
    current = history.versions[standing.submission - 1].summary
    yield f"{current['name']} · {history.key}"
    if history.key.commune >= FIRST_INVENTED_CODE:
        yield "SỐ LIỆU MẪU – đơn vị hư cấu, không phải số liệu thật."
    locked = "; số liệu đã khóa" if standing.locked else ""
    yield f"Trạng thái: {standing.state} từ {_day(standing.since)}{locked}"
    moved = history.events[-1].detail.get("transferred_to")
    if moved is not None:
        yield f"Đã chuyển cho xã {moved}"
    for key in history.received:
        yield f"Nhận hồ sơ {key.short} của xã đã sáp nhập"
    if standing.due is not None:
        yield f"Hạn ghi riêng: {_iso_day(standing.due)}"
    yield from wrapped(f"{next_steps[0].upper()}{next_steps[1:]}", "")
    yield ""
    yield from _versions(history)
    yield from missing_lines(documents)
    yield from _appraisals(history)
    yield from remark_lines(history.remarks)
    yield from _decisions(history)
    yield "CÁC BƯỚC"
    rows = [_event_row(event) for event in history.events]
    yield from (f"  {line}" for line in aligned([_EVENT_HEAD, *rows]))
    for event in history.events:
        if event.reason:
            yield from wrapped(f"{event.seq}. Lý do: {event.reason}", "  ")
        signed = signed_version(event.detail)
        if signed is not None:
            yield from wrapped(f"{event.seq}. Chữ ký bên tệp nhập: {signed.words}", "  ")
    yield ""
    yield f"Mắt xích cuối của hồ sơ: {history.events[-1].seq}:{history.events[-1].hash}"
    yield f"Đầu chuỗi của sổ:        {history.head}"


def _versions(history: History) -> Iterator[str]:
    yield "CÁC BẢN ĐÃ NỘP"
    for version in history.versions:
        here = " (hiện hành)" if version.version == history.standing.submission else ""
        level = Level(version.summary["level"]).value
        yield (
            f"  bản {version.version}{here}: {points_words(version.summary)} điểm, "
            f"{Finding[version.summary['verdict']].value}; tệp {version.source}; "
            f"SHA-256 {version.sha256[:_SHORT_HASH]}…; mức tin cậy {level}"
        )
        for file in version.evidence:
            size = vietnamese(file["size"])
            yield f"    {file['name']} ({size} byte, SHA-256 {file['sha256'][:_SHORT_HASH]}…)"
    yield ""


def _appraisals(history: History) -> Iterator[str]:
    if not history.appraisals:
        return
    yield "THẨM ĐỊNH"
    for row in history.appraisals:
        here = " (hiện hành)" if row["version"] == history.standing.appraisal else ""
        yield (
            f"  bản {row['version']}{here} trên bản nộp {row['submission']}: "
            f"{points_words(row['summary'])} điểm, {Finding[row['summary']['verdict']].value}; "
            f"tệp {row['source']}"
        )
    yield ""


def _decisions(history: History) -> Iterator[str]:
    if not history.decisions:
        return
    yield "QUYẾT ĐỊNH"
    for row in history.decisions:
        is_current = row["version"] == history.standing.decision
        here = " (hiện hành)" if is_current else " (không còn hiệu lực trong sổ)"
        day = _iso_day(row["day"]) if row["day"] else "chưa ghi ngày"
        paper = f"{row['number']} ngày {day}, người ký {row['signer']}"
        yield f"  {row['outcome']}{here}: {paper}"
        if not Level(row["level"]).is_official:
            yield f"    Bảng điểm chưa đối chiếu văn bản gốc (mức thấp nhất: {row['level']})."
    yield ""


_EVENT_HEAD = ("số", "lúc", "bước", "trạng thái sau", "người", "vai trò", "cơ quan", "mắt xích")


def _event_row(event: Event) -> tuple[str, ...]:
    moment = datetime.fromisoformat(event.at)
    return (
        str(event.seq),
        f"{short_date(moment.date())} {moment:%H:%M}",
        event.step,
        event.after or "",
        event.person,
        event.role,
        event.agency,
        f"{event.hash[:_SHORT_HASH]}…",
    )


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


def _day(at: str) -> str:
    return short_date(datetime.fromisoformat(at).date())


def _iso_day(day: str) -> str:
    return _day(day)


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

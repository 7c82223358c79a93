"""One dossier's story as text: where it stands, its versions, what was done by whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from registry.signing.beside import signed_version
from registry.store.chain import Event
from registry.views.evidence_overview import EvidenceState
from registry.views.history import History
from registry.views.remarks import remark_lines
from registry.views.text import day_words, points_words, share_words
from reports.wording.text_lines import aligned, wrapped
from reports.wording.vietnamese import short_date
from scoring.base.communes import FIRST_INVENTED_CODE
from scoring.base.levels import Level
from scoring.base.quantities import vietnamese
from scoring.engine.score_sheet import Finding

_SHORT_HASH = 12


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
    yield f"Trạng thái: {standing.state} từ {day_words(standing.since)}{locked}"
    moved = history.events[-1].detail.get("transferred_to")
    if moved is not None:
        yield f"Đã chuyển cho xã {moved}"
    for key in history.received:
        yield f"Nhận hồ sơ {key.short} của xã đã sáp nhập"
    if standing.due is not None:
        yield f"Hạn ghi riêng: {day_words(standing.due)}"
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
        day = day_words(row["day"]) if row["day"] else "chưa ghi ngày"
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


def missing_lines(state: EvidenceState) -> Iterator[str]:
    """Yield which documents nobody has seen: number, name, what they serve."""
    yield f"MINH CHỨNG của bản hiện hành: {share_words(state)} tài liệu có tệp hoặc có số, ngày"
    for one in state.missing:
        codes = ", ".join(sorted(one.codes))
        yield from wrapped(f"thiếu {one.label}: {one.name} (cho {codes})", "  ")
    yield ""

"""What a ranking rests on, in sentences: the rules, ties, trials, what was not compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reports.ranking.model import RankingReport
from reports.wording.recognition import whole_sentences
from reports.wording.words import SAMPLE_LINE
from scoring.base.levels import weakest
from scoring.base.quantities import vietnamese
from scoring.engine.explanation import level_words
from scoring.ranking.ranking import ApartReason
from scoring.ranking.tie_break import ByCriterion, ByPart, TieBreak
from scoring.results.rows import ResultRow

if TYPE_CHECKING:
    from scoring.ranking.sensitivity import Trials


INTERNAL = (
    "KHÔNG CÔNG BỐ – xếp hạng theo tổng điểm, chỉ dùng trong cơ quan: tổng điểm có cả tiêu chí "
    "nhạy cảm. Bản để công bố thì lập riêng."
)


def notes(report: RankingReport) -> Iterator[str]:
    """Yield the notes of one ranking, each a sentence or two."""
    yield INTERNAL
    yield from basis_notes(report.rows)
    yield from whole_sentences(report.everybody)
    ranking = report.ranking
    yield (
        "Hạng chỉ so tổng điểm chưa làm tròn, cùng năm, cùng bộ tiêu chí; bằng điểm thì đồng hạng "
        "(1, 2, 2, 4). Trong phần đã đọc được, quyết định không quy định việc xếp hạng."
    )
    if ranking.tie_break is not None:
        yield _tie_break(ranking.tie_break)
    if any(ApartReason.UNVERIFIED in one.reasons for one in ranking.apart):
        yield "Xã mới tự chấm để riêng; trong khoảng hạng, các xã này tính theo điểm tự chấm."
    elif all(row.status is None for row in report.rows):
        yield "Bảng không có cột tinh_trang: mọi điểm đều là tự chấm, chưa qua thẩm định."
    yield (
        "Khoảng hạng là hạng tốt nhất và xấu nhất có thể có khi phần chưa chấm được của mọi xã "
        "còn ra điểm khác nhau, tính cả các xã để riêng; chỉ một số là hạng đã chắc."
    )
    changes = report.changes
    if changes.year is None:
        yield f"Không so được với năm trước: {changes.reason}."
    else:
        yield f"Thay đổi hạng so với năm {changes.year}, cùng bộ tiêu chí, trong cùng danh sách."
    if report.trials is not None:
        yield from trial_notes(report.trials)


def basis_notes(rows: Sequence[ResultRow]) -> Iterator[str]:
    """Yield that data are invented, and the weakest level that any of *rows* used."""
    if any(row.is_invented for row in rows):
        yield SAMPLE_LINE
    if rows and not (level := weakest(row.level for row in rows)).is_official:
        yield (
            "Bảng điểm chưa đối chiếu văn bản gốc; mức tin cậy thấp nhất đã dùng: "
            f"{level_words(level)}."
        )


def _tie_break(rule: TieBreak) -> str:
    order = ", ".join(_key_words(one) for one in rule.order)
    citation = f", căn cứ {rule.citation}" if rule.citation else ""
    return (
        f"Bằng tổng điểm thì xét {order}, theo quy tắc «{rule.name}» ({rule.file}, mã băm "
        f"{rule.sha256[:16]}…{citation}; mức tin cậy: {rule.verified}). Bằng cả các nội dung đó "
        "thì vẫn đồng hạng."
    )


def _key_words(one: object) -> str:
    match one:
        case ByCriterion():
            return f"điểm tiêu chí {one.criterion}"
        case ByPart():
            return f"điểm phần {one.part}"
    return "xã đạt trước"


def trial_notes(trials: Trials) -> Iterator[str]:
    """Yield what the trials moved, how far, how often, and from which seed."""
    free = trials.assumed
    if free.is_empty:
        yield "Bộ tiêu chí không có con số giả định nào để thử."
        return
    points, edges = (
        vietnamese(share * 100) for share in (trials.limits.points, trials.limits.edges)
    )
    yield (
        f"Thử {vietnamese(trials.draws)} lần với con số giả định khác (hạt giống {trials.seed}): "
        f"{free.maxima} điểm tối đa của phần, {free.items} điểm của nội dung, {free.lower} điểm "
        f"của mức dưới xê dịch không quá {points}%, từng bước {vietnamese(trials.step)} điểm, tổng "
        f"không đổi; {free.edges} ranh giới giữa hai mức xê dịch không quá {edges}% khoảng cách "
        "tới ranh giới bên cạnh, từng bước 0,1. Con số có nguồn, ngưỡng và điểm liệt giữ nguyên."
    )
    yield (
        "Hạng thử cho biết hạng chắc đến đâu khi chưa có văn bản gốc; không phải điểm, không phải "
        "quy định."
    )

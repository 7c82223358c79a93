"""A ranking for the terminal: notes, then one list after the other, then who stands apart."""

from __future__ import annotations

from collections.abc import Iterator

from reports.ranking.model import RankingReport
from reports.ranking.notes import notes
from reports.ranking.table import ordered, ordered_apart, reason_words
from reports.wording.text_lines import aligned, wrapped
from reports.wording.vietnamese import collation_key
from scoring.base.quantities import interval_words, vietnamese
from scoring.ranking.ranking import Ranked, Scope


def ranking_text(report: RankingReport, scope: Scope) -> str:
    """Return the ranking, by the lists of *scope*; ends with an empty line."""
    return "\n".join([*_lines(report, scope), ""])


def _lines(report: RankingReport, scope: Scope) -> Iterator[str]:
    ranking = report.ranking
    yield f"XẾP HẠNG NĂM {ranking.year} THEO {ranking.ruleset.id}, {scope.value}"
    yield (
        f"{vietnamese(len(ranking.ranked))} xã được xếp hạng, "
        f"{vietnamese(len(ranking.apart))} xã để riêng; mã băm bộ tiêu chí "
        f"{ranking.ruleset.sha256[:16]}…"
    )
    for note in notes(report):
        yield from wrapped(note, "  ")
    lists: dict[tuple[str, ...] | None, list[Ranked]] = {}
    for one in ranking.ranked:
        lists.setdefault(scope.key(one.row), []).append(one)
    for key in sorted(lists, key=lambda k: [collation_key(word) for word in k or ()]):
        yield ""
        if key is None:
            yield f"Không rõ thuộc danh sách nào ({scope.value}): {len(lists[key])} xã"
            continue
        if key:
            yield from wrapped(", ".join(reversed(key)), "")
        yield from aligned(_table(report, lists[key], scope))
    if ranking.apart:
        yield ""
        yield "Để riêng, không xếp hạng:"
        yield from _apart(report, scope)


def _table(report: RankingReport, members: list[Ranked], scope: Scope) -> list[list[str]]:
    heads = ["Hạng", "Mã", "Tên", "Điểm", "Kết luận", "Khoảng hạng"]
    if report.changes.year is not None:
        heads.append(f"So với {report.changes.year}")
    if report.trials is not None:
        heads += ["Hạng thử", "Đạt khi thử"]
    return [heads, *(_row(report, one, scope) for one in ordered(members, scope))]


def _row(report: RankingReport, one: Ranked, scope: Scope) -> list[str]:
    row, standing = one.row, one.standings[scope]
    interval = report.intervals[row.code].get(scope)
    cells = [
        f"{standing.rank}{'=' if standing.equals > 1 else ''}",
        row.code,
        row.name,
        vietnamese(row.total.minimum),
        row.verdict.value,
        _span(interval.best, interval.worst) if interval else "",
    ]
    if report.changes.year is not None:
        change = report.changes.by_code.get(row.code, {}).get(scope)
        cells.append("–" if change is None else f"{change.before.rank} ({_moved(change.moved)})")
    if report.trials is not None:
        trial = report.trials.by_code[row.code]
        cells.append(_span(trial.best[scope], trial.worst[scope]))
        cells.append(f"{trial.met}/{report.trials.draws}")
    return cells


def _span(best: int, worst: int) -> str:
    return str(best) if best == worst else f"{best}–{worst}"


def _moved(ranks: int) -> str:
    if not ranks:
        return "giữ nguyên"
    return f"lên {ranks}" if ranks > 0 else f"xuống {-ranks}"


def _apart(report: RankingReport, scope: Scope) -> Iterator[str]:
    for apart in ordered_apart(report.ranking.apart):
        row = apart.row
        interval = report.intervals[row.code].get(scope)
        among = "" if scope is Scope.ALL else f" ({scope.value})"
        span = f", hạng có thể {_span(interval.best, interval.worst)}{among}" if interval else ""
        total = row.total
        points = f"{interval_words(total.minimum, total.maximum)} điểm"
        yield from wrapped(
            f"{row.code}  {row.name}: {points}{span}; {row.verdict.value}; "
            f"{'; '.join(reason_words(apart))}.",
            "  ",
        )

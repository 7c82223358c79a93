"""A ranking as one table: a row for every commune, ranked ones first, the others with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from reports.ranking.model import SLUGS, RankingReport
from reports.wording.vietnamese import collation_key
from scoring.ranking.ranking import Apart, ApartReason, Ranked, Scope
from scoring.results import columns as names
from scoring.results.rows import ResultRow
from scoring.results.table_writing import NUMBER, TEXT, Heading, Value

_RULES = (*names.RULES[:3], names.STATUS, names.RULES[3])
_POINTS = (names.THRESHOLD, *names.TOTAL)
_STANDING = ("", "_tren", "_dong_hang", "_tot_nhat", "_xau_nhat")
_CHANGE = ("_truoc", "_tang")
_TRIAL = ("_thu_tot_nhat", "_thu_xau_nhat")


def ranking_headings(reports: Sequence[RankingReport]) -> tuple[Heading, ...]:
    """Return the columns: who, rules, points, why no rank, then the ranks of each list."""
    has_changes = any(report.changes.year is not None for report in reports)
    has_trials = any(report.trials is not None for report in reports)
    suffixes = (
        *_STANDING,
        *(_CHANGE if has_changes else ()),
        *(_TRIAL if has_trials else ()),
    )
    ranks = [f"hang_{_slug(scope)}{suffix}" for scope in Scope for suffix in suffixes]
    return (
        *(Heading(name, TEXT) for name in names.PLACE),
        Heading(names.YEAR, NUMBER),
        *(Heading(name, TEXT) for name in _RULES),
        *(Heading(name, NUMBER) for name in _POINTS),
        Heading(names.CONDITIONS[-1], TEXT),
        Heading("ly_do_khong_xep_hang", TEXT),
        *(Heading(name, NUMBER) for name in ranks),
        *((Heading("so_lan_thu", NUMBER), Heading("so_lan_thu_dat", NUMBER)) if has_trials else ()),
    )


_WORDS = {
    "ma_xa": "Mã",
    "ten_xa": "Tên đơn vị",
    "loai": "Loại",
    "tinh": "Tỉnh",
    "huyen": "Huyện",
    "nam": "Năm",
    "bo_tieu_chi": "Bộ tiêu chí",
    "sha256_bo_tieu_chi": "Mã băm bộ tiêu chí",
    "muc_tin_cay": "Mức tin cậy",
    "tinh_trang": "Tình trạng",
    "nhom_nguong": "Nhóm ngưỡng",
    "nguong": "Ngưỡng",
    "diem": "Điểm",
    "diem_it_nhat": "Điểm ít nhất",
    "diem_nhieu_nhat": "Điểm nhiều nhất",
    "ket_luan": "Kết luận",
    "ly_do_khong_xep_hang": "Lý do không xếp hạng",
    "so_lan_thu": "Số lần thử",
    "so_lan_thu_dat": "Số lần thử đạt",
}
_RANK_WORDS = {
    "": "hạng",
    "_tren": "trên tổng số",
    "_dong_hang": "số xã đồng hạng",
    "_tot_nhat": "hạng tốt nhất",
    "_xau_nhat": "hạng xấu nhất",
    "_truoc": "hạng năm trước",
    "_tang": "lên (xuống) hạng",
    "_thu_tot_nhat": "hạng thử tốt nhất",
    "_thu_xau_nhat": "hạng thử xấu nhất",
}


def words_of(headings: Sequence[Heading]) -> dict[str, str]:
    """Return what each column is called in a workbook that people read, in their order."""
    known = _WORDS | {
        f"hang_{_slug(scope)}{suffix}": f"{scope.value[:1].upper()}{scope.value[1:]}: {words}"
        for scope in Scope
        for suffix, words in _RANK_WORDS.items()
    }
    return {heading.name: known[heading.name] for heading in headings}


def in_words(
    headings: Sequence[Heading], rows: Iterable[Mapping[str, Value]]
) -> tuple[tuple[Heading, ...], Iterator[dict[str, Value]]]:
    """Return the table with headings that people read; a column blank in every row is left out."""
    listed = list(rows)
    words = words_of(headings)
    used = [one for one in headings if any(row.get(one.name) is not None for row in listed)]
    renamed = tuple(Heading(words[one.name], one.kind) for one in used)
    return renamed, ({words[one.name]: row.get(one.name) for one in used} for row in listed)


def _slug(scope: Scope) -> str:
    return SLUGS[scope].replace("-", "_")


def ranking_rows(report: RankingReport) -> Iterator[dict[str, Value]]:
    """Yield a row for each commune: by rank, then by name in Vietnamese order."""
    for one in ordered(report.ranking.ranked):
        yield _shared(one.row) | _ranks(report, one)
    for apart in ordered_apart(report.ranking.apart):
        reason = "; ".join(reason_words(apart))
        yield _shared(apart.row) | {"ly_do_khong_xep_hang": reason} | _bounds(report, apart.row)


def ordered(ranked: Sequence[Ranked], scope: Scope = Scope.ALL) -> list[Ranked]:
    """Return the communes by their rank in *scope*, equal ones by name, then by code."""
    return sorted(
        ranked,
        key=lambda one: (
            one.standings[scope].rank,
            collation_key(one.row.name),
            one.row.code,
        ),
    )


def ordered_apart(apart: Sequence[Apart]) -> list[Apart]:
    """Return the communes without a rank by province and name."""
    return sorted(
        apart,
        key=lambda one: (
            collation_key(one.row.province or ""),
            collation_key(one.row.name),
            one.row.code,
        ),
    )


def reason_words(apart: Apart) -> list[str]:
    """Return why a commune has no rank, with the parts that are open."""
    words = []
    for reason in apart.reasons:
        is_about_parts = reason is ApartReason.INCOMPLETE and apart.open_parts
        words.append(f"{reason.value}: {_open(apart)}" if is_about_parts else reason.value)
    return words


def _open(apart: Apart) -> str:
    by_outcome: dict[str, list[str]] = {}
    for code, outcome in apart.open_parts.items():
        by_outcome.setdefault(outcome.value, []).append(code)
    return ", ".join(f"{words} ở phần {', '.join(codes)}" for words, codes in by_outcome.items())


def _shared(row: ResultRow) -> dict[str, Value]:
    cells = names.cells_of(row)
    return {
        name: cells[name]
        for name in (*names.PLACE, names.YEAR, *_RULES, *_POINTS, names.CONDITIONS[-1])
    }


def _bounds(report: RankingReport, row: ResultRow) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for scope, interval in report.intervals[row.code].items():
        name = f"hang_{_slug(scope)}"
        values[f"{name}_tot_nhat"] = interval.best
        values[f"{name}_xau_nhat"] = interval.worst
    return values


def _ranks(report: RankingReport, one: Ranked) -> dict[str, Value]:
    values = _bounds(report, one.row)
    for scope, standing in one.standings.items():
        name = f"hang_{_slug(scope)}"
        values[name] = standing.rank
        values[f"{name}_tren"] = standing.of
        values[f"{name}_dong_hang"] = standing.equals
    for scope, change in report.changes.by_code.get(one.row.code, {}).items():
        values[f"hang_{_slug(scope)}_truoc"] = change.before.rank
        values[f"hang_{_slug(scope)}_tang"] = change.moved
    if report.trials is not None:
        trial = report.trials.by_code[one.row.code]
        for scope in trial.best:
            values[f"hang_{_slug(scope)}_thu_tot_nhat"] = trial.best[scope]
            values[f"hang_{_slug(scope)}_thu_xau_nhat"] = trial.worst[scope]
        values["so_lan_thu"] = report.trials.draws
        values["so_lan_thu_dat"] = trial.met
    return values

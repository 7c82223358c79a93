"""An index for the terminal: ranks by group, values, what lacks, how firm it is."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby

from reports.indices.model import IndexReport
from reports.wording.text_lines import aligned, wrapped
from reports.wording.words import SAMPLE_LINE
from scoring.base.quantities import decimal_text, vietnamese
from scoring.engine.explanation import level_words
from scoring.indices.computing import PlaceScore


def index_text(report: IndexReport) -> str:
    """Return the whole report; ends with an empty line."""
    return "\n".join([*_lines(report), ""])


def _lines(report: IndexReport) -> Iterator[str]:
    computed = report.computed
    file = computed.index.file
    yield f"{file.name.upper()} – NĂM {report.year}"
    yield from wrapped(file.wording, "  ")
    if report.is_sample:
        yield from wrapped(SAMPLE_LINE, "  ")
    level = level_words(computed.index.level)
    told = f"Mức tin cậy thấp nhất của trọng số và cách tính: {level}."
    yield from wrapped(told, "  ")
    yield from wrapped("Chỉ dùng trong cơ quan: có số liệu về trẻ em của từng đơn vị.", "  ")
    if computed.telling_nothing:
        names = _names(report, computed.telling_nothing)
        yield from wrapped(f"Mọi nơi bằng nhau nên không tính vào: {names}.", "  ")
    for group, scores in groupby(report.ordered, key=lambda one: report.groups.get(one.place, "")):
        yield ""
        yield from _group(report, group, list(scores))


def _group(report: IndexReport, group: str, scores: list[PlaceScore]) -> Iterator[str]:
    index = report.computed.index
    if group:
        yield group
    parts = [one for one in index.children[index.root.code] if one.code in index.children]
    heads = ["Hạng", "Nơi", "Chỉ số", *(one.code for one in parts)]
    heads += ["So năm trước"] if report.changes else []
    heads += ["Khoảng hạng"] if report.spans else []
    rows = [
        heads,
        *(_row(report, one, [part.code for part in parts]) for one in scores if one.is_whole),
    ]
    yield from aligned(rows)
    for part in parts:
        yield from wrapped(f"{part.code}: {part.name}", "  ")
    for one in scores:
        if not one.is_whole:
            lacks = _names(report, one.missing)
            name = report.names.get(one.place, one.place)
            yield from wrapped(f"{name}: chưa tính được, thiếu {lacks}.", "  ")
    for (place, code), words in sorted(report.coverage.items()):
        if any(one.place == place for one in scores):
            name = report.names.get(place, place)
            yield from wrapped(f"{name}: {_names(report, (code,))} chỉ từ {words}.", "  ")


def _row(report: IndexReport, one: PlaceScore, parts: list[str]) -> list[str]:
    ranked = report.ranks[one.place]
    total = report.computed.total(one)
    row = [
        f"{ranked.rank}/{ranked.of}",
        report.names.get(one.place, one.place),
        "" if total is None else value_words(total),
        *(value_words(one.values[code]) if code in one.values else "–" for code in parts),
    ]
    if report.changes:
        change = report.changes.get(one.place)
        row.append("không so được" if change is None else climbed_words(change.climbed))
    if report.spans:
        span = report.spans[one.place]
        row.append(str(span.best) if span.best == span.worst else f"{span.best}–{span.worst}")
    return row


def value_words(value: Fraction) -> str:
    """Return a value on the scale of the index, to two decimals."""
    return vietnamese(decimal_text(value))


def climbed_words(ranks: int) -> str:
    """Return by how many ranks a place went up or down."""
    if not ranks:
        return "giữ hạng"
    return f"lên {ranks}" if ranks > 0 else f"xuống {-ranks}"


def _names(report: IndexReport, codes: tuple[str, ...]) -> str:
    named = {one.code: one.name for one in report.computed.index.sub_indices}
    return "; ".join(named[code] for code in codes)

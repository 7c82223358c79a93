"""Hypothesis strategies that several tests share: rulesets and assessments of them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

import criteria
from scoring.base.communes import Area, Commune, CommuneKind
from scoring.engine.assessment import Assessment
from scoring.rules.loading import load
from scoring.rules.ruleset import Ruleset

Draw = Callable[[st.SearchStrategy[Any]], Any]

_MARK = "\n    nhạy cảm: có"
FIGURES = ("a", "b", "c", "d")


@cache
def decision_06() -> Ruleset:
    """Return the shipped ruleset."""
    return load(criteria.DECISIONS / "06-QD-TTg-2019.yaml")


# Small numbers meet each other often: equal rates, zero denominators, values on an edge.
counts = st.one_of(st.integers(0, 3), st.integers(0, 20), st.integers(0, 3_000))


def communes(kinds: Sequence[str]) -> st.SearchStrategy[Commune]:
    """Return communes of the *kinds* a ruleset knows."""
    return st.builds(
        Commune,
        code=st.just("99001"),
        name=st.just("Xã Thử"),
        kind=st.sampled_from([CommuneKind(kind) for kind in kinds]),
        areas=st.lists(st.sampled_from(Area), unique=True, max_size=3).map(tuple),
        centrally_run_city=st.booleans(),
    )


@st.composite
def assessments(draw: Draw, ruleset: Ruleset, *, blanks: bool = True) -> Assessment:
    """Draw what a commune may report, with or without blanks."""

    def some(codes: Sequence[str], values: st.SearchStrategy[Any]) -> dict[str, Any]:
        given = draw(st.sets(st.sampled_from(codes))) if blanks and codes else set(codes)
        return {code: draw(values) for code in codes if code in given}

    return Assessment(
        commune=draw(communes(ruleset.recognition.kinds)),
        year=draw(st.integers(2019, 2030)),
        figures=some([*ruleset.figures], counts),
        previous=some(sorted(ruleset.compared_figures), counts),
        answers=some([*ruleset.items], st.booleans()),
    )


@st.composite
def small_rulesets(draw: Draw, *, marked: bool = False) -> Ruleset:
    """Draw a sound ruleset of up to three criteria: written as YAML, then loaded.

    With *marked*, at least one criterion is sensitive.
    """
    used: set[str] = set()
    maxima: list[Decimal] = []
    written = []
    size = draw(st.integers(1, 3))
    sensitive = draw(st.sets(st.integers(1, size), min_size=1)) if marked else set()
    for number in range(1, size + 1):
        parts = [
            draw(st.sampled_from((_scale, _trend, _items)))(draw, f"{number}.{position}", used)
            for position in range(1, draw(st.integers(1, 2)) + 1)
        ]
        most = sum((points for points, _ in parts), Decimal(0))
        maxima.append(most)
        written.append(
            f"""
  - số: {number}
    slug: criterion_{number}
    tên: Tiêu chí {number}
    căn cứ: Điều {number}
    điểm tối đa: {most}{_MARK if number in sensitive else ""}
    các phần:{"".join(text for _, text in parts)}"""
        )
    figures = "".join(
        f"\n  {code}:\n    tên: Số {code}\n    đơn vị: trẻ em" for code in sorted(used)
    )
    total = sum(maxima, Decimal(0))
    threshold = draw(st.integers(0, int(total)))
    floor = draw(st.sampled_from([Decimal(0), Decimal(0), min(maxima) / 2]))
    return _loaded(
        f"""
văn bản:
  số hiệu: 1/QĐ
  tên: Thử
  cơ quan ban hành: Thử
  ngày ban hành: 2019-01-03
  có hiệu lực từ: 2019-01-03
  hết hiệu lực từ: null
  rà soát hiệu lực ngày: 2026-11-22
  nguồn: Thử
công nhận:
  căn cứ: Điều 9
  đối chiếu: {{mức: giả định}}
  tổng điểm tối đa: {total}
  điểm liệt: {floor}
  cơ quan công nhận:
    - {{từ ngày: 2019-01-03, là: chưa rõ}}
  ngưỡng:
    - nhóm: Mọi xã
      khi: còn lại
      điểm: {threshold}
số liệu: {figures or "{}"}
tiêu chí:{"".join(written)}
"""
    )


def _loaded(text: str) -> Ruleset:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "thu.yaml"
        path.write_text(text, encoding="utf-8")
        return load(path)


def _ascending_points(draw: Draw, size: int) -> list[Decimal]:
    """Draw points from the worst to the best, which is above 0."""
    halves = draw(st.lists(st.integers(0, 20), min_size=size, max_size=size))
    halves[0] = halves[0] or 1
    return [Decimal(half) / 2 for half in sorted(halves)]


def _some_unknown(draw: Draw, points: list[Decimal]) -> tuple[list[str], Decimal, str]:
    """Make some points unknown; return them as text, the maximum, and its line of the file."""
    texts = [str(value) for value in points]
    if draw(st.integers(0, 3)):
        return texts, max(points), ""
    row = draw(st.integers(0, len(points) - 1))
    texts[row] = "chưa rõ"
    most = max(points) + draw(st.integers(0, 5))
    return texts, most, f"\n        điểm tối đa: {most}"


def _zero(draw: Draw) -> str:
    outcome = draw(st.sampled_from(["điểm tối đa", "không điểm", "chờ thẩm định"]))
    return f"\n        khi mẫu số bằng 0: {{kết quả: {outcome}, căn cứ: Điều 8}}"


def _scale(draw: Draw, code: str, used: set[str]) -> tuple[Decimal, str]:
    is_count = draw(st.booleans())
    is_higher_better = draw(st.booleans())
    edges = sorted(draw(st.sets(st.integers(1, 12 if is_count else 110), min_size=1, max_size=3)))
    # Of whole numbers «trên 3 dưới 4» holds none: the edges of a count all belong to one side.
    sides = draw(st.lists(st.booleans(), min_size=len(edges), max_size=len(edges)))
    if is_count:
        sides = [sides[0]] * len(edges)
    points = _ascending_points(draw, len(edges) + 1)
    texts, most, line = _some_unknown(draw, points)
    if not is_higher_better:
        texts = texts[::-1]
    bands = ""
    for row, text in enumerate(texts):
        lower = f"{'trên' if sides[row - 1] else 'từ'}: {edges[row - 1]}, " if row else ""
        upper = f"{'đến' if sides[row] else 'dưới'}: {edges[row]}, " if row < len(edges) else ""
        bands += f"\n          - {{{lower}{upper}điểm: {text}}}"
    numerator = draw(st.sampled_from(FIGURES))
    used.add(numerator)
    if is_count:
        indicator, unit, zero = f"{{số liệu: {numerator}}}", "trẻ em", ""
    else:
        denominator = draw(st.sampled_from(FIGURES))
        used.add(denominator)
        indicator = f"{{tử số: {numerator}, mẫu số: {denominator}, nhân với: 100}}"
        unit, zero = "phần trăm", _zero(draw)
    return most, (
        f"""
      - mã: "{code}"
        cách tính: theo thang điểm
        đối chiếu: {{mức: giả định}}
        chỉ số: {indicator}
        đơn vị: {unit}
        chiều: càng {"cao" if is_higher_better else "thấp"} càng tốt
        thang điểm:{bands}{line}{zero}"""
    )


def _trend(draw: Draw, code: str, used: set[str]) -> tuple[Decimal, str]:
    texts, most, line = _some_unknown(draw, _ascending_points(draw, 4)[::-1])
    names = ("không phát sinh", "giảm", "không đổi", "tăng")
    points = ", ".join(f"{name}: {text}" for name, text in zip(names, texts, strict=True))
    numerator, denominator = (draw(st.sampled_from(FIGURES)) for _ in range(2))
    used |= {numerator, denominator}
    return most, (
        f"""
      - mã: "{code}"
        cách tính: so với kỳ trước
        đối chiếu: {{mức: giả định}}
        chỉ số: {{tử số: {numerator}, mẫu số: {denominator}, nhân với: 1000}}
        đơn vị: trên 1.000 trẻ em
        điểm theo diễn biến: {{{points}}}{line}{_zero(draw)}"""
    )


def _items(draw: Draw, code: str, used: set[str]) -> tuple[Decimal, str]:
    del used
    points = _ascending_points(draw, draw(st.integers(1, 3)))
    texts = [str(value) for value in points]
    most, line = sum(points, Decimal(0)), ""
    if not draw(st.integers(0, 3)):
        row = draw(st.integers(0, len(points) - 1))
        texts[row] = "chưa rõ"
        line = f"\n        điểm tối đa: {most}"
    items = "".join(
        f"""
          - mã: "{code}.{row}"
            câu hỏi: Có nội dung {row}?
            điểm: {text}"""
        for row, text in enumerate(texts, 1)
    )
    return most, (
        f"""
      - mã: "{code}"
        cách tính: cộng điểm từng nội dung
        đối chiếu: {{mức: giả định}}{line}
        nội dung:{items}"""
    )

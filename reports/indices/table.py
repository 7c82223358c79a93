"""An index as a table or JSON: a row a place, its values on every level, ranks, contributions."""

from __future__ import annotations

import json
from collections.abc import Iterator

from reports.indices.model import IndexReport
from reports.wording.stamp import Stamp
from scoring.base.quantities import json_number
from scoring.engine.explanation import level_words
from scoring.results.table_writing import NUMBER, TEXT, Heading, Value

FORMAT = "phuhop.index/1"


def index_headings(report: IndexReport) -> tuple[Heading, ...]:
    """Return the columns: place, year, index, rank, change, then every level and what it brings."""
    index = report.computed.index
    every = [one.code for one in index.nodes]
    texts = ("noi", "ten_noi", "nhom")
    numbers = ["nam", "hang", "tren", "dong_hang"]
    numbers += ["hang_truoc", "len_hang", "gia_tri_tang"] if report.changes else []
    numbers += ["hang_tot_nhat", "hang_xau_nhat", "so_lan_thu"] if report.spans else []
    return (
        *(Heading(name, TEXT) for name in texts),
        *(Heading(name, NUMBER) for name in numbers),
        *(Heading(code, NUMBER) for code in every),
        *(Heading(f"{one.code}__dong_gop", NUMBER) for one in index.sub_indices),
        Heading("thieu", TEXT),
        Heading("muc_tin_cay", TEXT),
    )


def index_rows(report: IndexReport) -> Iterator[dict[str, Value]]:
    """Yield a row for each place. Values have 12 decimals; contributions sum to the index."""
    computed = report.computed
    level = level_words(computed.index.level)
    for score in report.ordered:
        row: dict[str, Value] = {
            "noi": score.place,
            "ten_noi": report.names.get(score.place, score.place),
            "nhom": report.groups.get(score.place) or None,
            "nam": report.year,
            "thieu": "; ".join(score.missing) or None,
            "muc_tin_cay": level,
            **{code: round(float(value), 12) for code, value in score.values.items()},
        }
        ranked = report.ranks.get(score.place)
        if ranked is not None:
            row |= {"hang": ranked.rank, "tren": ranked.of, "dong_hang": ranked.equals}
            row |= {
                f"{code}__dong_gop": round(float(value), 12)
                for code, value in computed.contributions(score).items()
            }
        change, span = report.changes.get(score.place), report.spans.get(score.place)
        if change is not None:
            row |= {"hang_truoc": change.before.rank, "len_hang": change.climbed}
            if change.value is not None:
                row["gia_tri_tang"] = json_number(change.value)
        if span is not None:
            row |= {
                "hang_tot_nhat": span.best,
                "hang_xau_nhat": span.worst,
                "so_lan_thu": span.draws,
            }
        yield row


def index_json(report: IndexReport, stamp: Stamp) -> bytes:
    """Return the index's identity and the rows as one JSON object."""
    index = report.computed.index
    found = {
        "format": FORMAT,
        "program": stamp.program,
        "index": {"name": index.file.name, "sha256": index.sha256, "scale": index.file.scale},
        "left_out": list(report.computed.telling_nothing),
        "places": [
            {name: value for name, value in row.items() if value is not None}
            for row in index_rows(report)
        ],
    }
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()

"""Every commune under every ruleset as a table or JSON: totals, verdicts, what changed and why."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from reports.rules.comparison_words import part_words, why
from reports.wording.stamp import Stamp
from scoring.base.quantities import json_number, points_text
from scoring.batch.ruleset_comparison import Key, RulesetComparison, Side
from scoring.engine.explanation import level_words
from scoring.engine.score_sheet import Finding
from scoring.results.columns import PLACE, place_cells
from scoring.results.table_writing import NUMBER, TEXT, Heading, Value

FORMAT = "phuhop.comparison/1"


def comparison_headings(names: Sequence[str]) -> tuple[Heading, ...]:
    """Return the columns: the commune, each ruleset's total and verdict, then the changes."""
    found = [Heading(name, TEXT) for name in PLACE]
    found.append(Heading("nam", NUMBER))
    for name in names:
        found += [
            Heading(f"{name}: it_nhat", NUMBER),
            Heading(f"{name}: nhieu_nhat", NUMBER),
            Heading(f"{name}: nguong", NUMBER),
            Heading(f"{name}: ket_luan", TEXT),
        ]
    for name in names[1:]:
        found += [Heading(f"{name}: thay_doi", TEXT), Heading(f"{name}: ly_do", TEXT)]
    return tuple(found)


def comparison_rows(
    sides: Sequence[Side], comparisons: Sequence[RulesetComparison], names: Sequence[str]
) -> Iterator[dict[str, Value]]:
    """Yield a row for each commune and year that some ruleset could score."""
    changes = [{(c.commune.code, c.year): c for c in one.changes} for one in comparisons]
    keys: dict[Key, None] = dict.fromkeys(key for side in sides for key in side.rows)
    for key in keys:
        first = next(side for side in sides if key in side.rows)
        commune = first.result.columns.communes[first.rows[key]]
        row: dict[str, Value] = {
            **place_cells(commune, key[1]),
        }
        for side, name in zip(sides, names, strict=True):
            at = side.rows.get(key)
            if at is not None:
                least, most = side.total(at)
                row[f"{name}: it_nhat"] = json_number(least)
                row[f"{name}: nhieu_nhat"] = json_number(most)
                row[f"{name}: nguong"] = json_number(side.threshold(at))
                row[f"{name}: ket_luan"] = side.verdict(at).value
        for found, name in zip(changes, names[1:], strict=True):
            change = found.get(key)
            if change is not None:
                moved = "được" if change.gains else "mất" if change.loses else "khác"
                row[f"{name}: thay_doi"] = moved
                row[f"{name}: ly_do"] = "; ".join([*why(change), *part_words(change)])
        yield row


def comparison_json(
    sides: Sequence[Side],
    comparisons: Sequence[RulesetComparison],
    names: Sequence[str],
    stamp: Stamp,
) -> bytes:
    """Return rulesets, counts and rows as one JSON object."""
    found = {
        "format": FORMAT,
        "program": stamp.program,
        "rulesets": [
            {
                "name": name,
                "id": side.ruleset.id,
                "sha256": side.ruleset.sha256,
                "level": level_words(side.level),
                "lacking": dict(side.lacking),
            }
            for side, name in zip(sides, names, strict=True)
        ],
        "comparisons": [
            {
                "before": names[0],
                "after": name,
                "communes": one.communes,
                "verdicts": [
                    {"before": a.name, "after": b.name, "communes": one.count(before=a, after=b)}
                    for a in Finding
                    for b in Finding
                ],
                "higher": one.higher,
                "lower": one.lower,
                "equal": one.equal,
                "open": one.open,
                "mean_shift": points_text(one.shift),
                "only_before": list(one.only_before),
                "only_after": list(one.only_after),
            }
            for one, name in zip(comparisons, names[1:], strict=True)
        ],
        "rows": [
            {heading: value for heading, value in row.items() if value is not None}
            for row in comparison_rows(sides, comparisons, names)
        ],
    }
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()

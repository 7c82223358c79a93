"""A whole invented nation as tables, scored, summed up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import criteria
from phuhop.files.writing import write_bytes
from phuhop.usecases.rulesets import shipped
from phuhop.usecases.samples.nation_summary import summary
from reports.tables.writing import to_csv, to_parquet
from scoring.batch.scorer import BatchScorer
from scoring.intake.rows.columns import IDENTITY
from scoring.results.columns import place_cells
from scoring.results.table_writing import NUMBER, TEXT, Heading, Value, headings, rows
from scoring.rules.ruleset import PREVIOUS
from scoring.simulation.model import PARAMETERS, load_model
from scoring.simulation.places import SIMULATED, invent
from scoring.tables.cells import NO_AREA
from scoring.units.loading import load_units

if TYPE_CHECKING:
    from scoring.batch.columns import Columns
    from scoring.rules.ruleset import Ruleset

RULESET = "06-QD-TTg-2019"
"""The decision that the parameters are calibrated for."""

_README = """\
{simulated}: mọi đơn vị, tên, mã (từ {first}) và con số trong thư mục này đều do máy sinh ra.
Không dùng để nói về một xã, một tỉnh có thật.

so-lieu-mo-phong.csv      số liệu, mỗi dòng một đơn vị; thử: phuhop check so-lieu-mo-phong.csv
so-lieu-mo-phong.parquet  cùng số liệu đó
ket-qua-mo-phong.csv      điểm, điều kiện, kết luận của từng đơn vị mà văn bản có ngưỡng
tong-hop-mo-phong.txt     tổng hợp, so với tỷ lệ đã công bố

Quyết định 06/QĐ-TTg không có ngưỡng cho đặc khu: phuhop check báo các dòng đó là lỗi, đúng như với
đặc khu có thật.
"""


def run_nation(folder: Path, *, year: int | None = None, seed: int | None = None) -> str:
    """Write an invented nation and its results; return what to tell the user.

    The same year and seed give the same bytes. Raises ``ProblemsFound`` when *folder* cannot
    be written to.
    """
    ruleset = shipped().get(RULESET)
    model = load_model(PARAMETERS, ruleset)
    seed = model.seed if seed is None else seed
    units = load_units(criteria.UNITS)
    nation = invent(model, ruleset, units, year=model.year if year is None else year, seed=seed)
    result = BatchScorer(ruleset).score(nation.known_to(ruleset))
    lines = summary(nation, result, model.published, seed)

    columns = figure_headings(ruleset)
    table = list(figure_rows(nation.columns))
    first = nation.columns.communes[0].code
    files = {
        "DOC-TRUOC.txt": _README.format(simulated=SIMULATED, first=first).encode("utf-8-sig"),
        "so-lieu-mo-phong.csv": to_csv(columns, table),
        "so-lieu-mo-phong.parquet": to_parquet(columns, table),
        "ket-qua-mo-phong.csv": to_csv(headings([ruleset]), rows(result)),
        "tong-hop-mo-phong.txt": "".join(f"{line}\n" for line in lines).encode("utf-8-sig"),
    }
    for name, content in files.items():
        write_bytes(folder / name, content)
    told = "\n".join(lines)
    return f"{told}\n\n{SIMULATED}: đã ghi {len(files)} tệp vào {folder.as_posix()}."


def figure_headings(ruleset: Ruleset) -> tuple[Heading, ...]:
    """Return the columns of a table of figures, in the contract's order."""
    texts = [Heading(name, NUMBER if name == "nam" else TEXT) for name in IDENTITY]
    previous = [f"{code}{PREVIOUS}" for code in sorted(ruleset.compared_figures)]
    counts = [Heading(name, NUMBER) for name in (*ruleset.figures, *previous)]
    return (*texts, *counts, *(Heading(code, TEXT) for code in ruleset.items))


def figure_rows(columns: Columns) -> Iterator[dict[str, Value]]:
    """Yield what each unit reports; every figure of an invented nation is given."""
    numbers: dict[str, list[int]] = {
        **{code: column.values.tolist() for code, column in columns.figures.items()},
        **{f"{code}{PREVIOUS}": c.values.tolist() for code, c in columns.previous.items()},
    }
    answers = {code: column.yes.tolist() for code, column in columns.answers.items()}
    for row, (commune, year) in enumerate(zip(columns.communes, columns.years, strict=True)):
        yield {
            **place_cells(commune, year),
            "vung": ";".join(area.value for area in commune.areas) or NO_AREA,
            "tp_truc_thuoc_tw": "có" if commune.centrally_run_city else "không",
            **{code: values[row] for code, values in numbers.items()},
            **{code: "có" if values[row] else "không" for code, values in answers.items()},
        }

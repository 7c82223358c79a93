"""Communes of the invented nation, as many as a benchmark asks for."""

from __future__ import annotations

from pathlib import Path

import criteria
from phuhop.usecases.samples.nation import figure_headings, figure_rows
from reports.tables.writing import to_csv, to_parquet
from scoring.batch.columns import Columns, rows_of
from scoring.rules.ruleset import Ruleset
from scoring.simulation.model import PARAMETERS, load_model
from scoring.simulation.places import invent
from scoring.units.loading import load_units


def invented(ruleset: Ruleset, year: int, most: int) -> Columns:
    """Return at most *most* invented communes of kinds that *ruleset* knows."""
    model = load_model(PARAMETERS, ruleset)
    nation = invent(model, ruleset, load_units(criteria.UNITS), year=year, seed=model.seed)
    return rows_of(nation.known_to(ruleset), slice(most))


def write_tables(ruleset: Ruleset, columns: Columns, folder: Path) -> dict[str, Path]:
    """Write the figures as tables; return where they are, by their format."""
    heads, table = figure_headings(ruleset), list(figure_rows(columns))
    paths = {"CSV": folder / "so-lieu.csv", "Parquet": folder / "so-lieu.parquet"}
    paths["CSV"].write_bytes(to_csv(heads, table))
    paths["Parquet"].write_bytes(to_parquet(heads, table))
    return paths

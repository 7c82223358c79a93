"""Which kinds of part a ruleset may use: how a criterion's points may be counted.

A new kind is one class beside the three (``scoring/rules/kinds/``) and one entry in each of
the four tables that are keyed by the class: here, ``scoring.engine.part_scorer.SCORERS``,
``scoring.batch.parts.VECTOR_FORMS``, ``reports.workbook.formulas.parts.ROWS``. Every other
room asks the part itself. Rules hold no expression language.
"""

from __future__ import annotations

from scoring.rules.kinds.against_previous import AgainstPrevious
from scoring.rules.kinds.band_scale import BandScale
from scoring.rules.kinds.item_sum import ItemSum
from scoring.rules.kinds.part import Part

KINDS_OF_PART: list[type[Part]] = [BandScale, ItemSum, AgainstPrevious]
"""Told apart in the file by ``cách tính``."""

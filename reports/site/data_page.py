"""The data page: the files with their hashes, and the editions before this one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.site.edition import Edition
from reports.wording.clean import clean
from reports.wording.notices import Fact
from reports.wording.vietnamese import short_date
from reports.wording.words import DOTS


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One edition; the last is the one that is read."""

    year: str
    version: str
    day: str
    sha256: str


def data_facts(edition: Edition) -> Iterator[Fact]:
    """Yield the hashes by which this edition is known."""
    yield Fact("SHA-256 của bản công bố (du-lieu.json)", edition.digest)
    yield Fact("SHA-256 của bộ tiêu chí", edition.ruleset.sha256)


def editions_of(edition: Edition) -> tuple[EditionRow, ...]:
    """Return every edition, those of earlier years too, the present one last."""
    return tuple(
        EditionRow(
            str(one.year),
            clean(one.version),
            short_date(one.day) if one.day else DOTS,
            one.sha256,
        )
        for one in edition.record.editions
    )

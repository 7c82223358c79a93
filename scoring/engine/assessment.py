"""What a commune reports for one year: counts and answers. A blank is not there at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scoring.base.canonical import sha256_of
from scoring.base.communes import Commune


@dataclass(frozen=True, slots=True)
class Assessment:
    """One commune's self-assessment of one year.

    ``figures`` maps figure codes to counts (persons, cases, survey sheets) of the assessed
    period, ``previous`` the same codes to counts of the previous assessed period, ``answers``
    item codes to có (``True``) or không. A key that is missing is a blank: never 0, never
    không.
    """

    commune: Commune
    year: int
    figures: Mapping[str, int] = field(default_factory=dict)
    previous: Mapping[str, int] = field(default_factory=dict)
    answers: Mapping[str, bool] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        """SHA-256 of the canonical JSON of everything reported.

        The order of rows, columns and sheets, the file's format and its spelling of numbers
        do not change it.
        """
        return sha256_of(self.canonical())

    def document(self) -> dict[str, object]:
        """Return everything that travels: the canonical form, and which areas were left blank.

        Nobody reports that, so no hash of the figures hangs on it; but the result says it.
        """
        found = self.canonical()
        if self.commune.blank_areas:
            # Only where there are any, so that every other document stays the bytes it was.
            found["blank_areas"] = [area.value for area in self.commune.blank_areas]
        return found

    def canonical(self) -> dict[str, object]:
        """Return the assessment as plain JSON values."""
        commune = self.commune
        return {
            "commune": {
                "code": commune.code,
                "name": commune.name,
                "kind": commune.kind.value,
                "areas": [area.value for area in commune.areas],
                "province": commune.province,
                "district": commune.district,
                "centrally_run_city": commune.centrally_run_city,
            },
            "year": self.year,
            "figures": dict(self.figures),
            "previous": dict(self.previous),
            "answers": dict(self.answers),
        }

"""The sign of each finding in plain text."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.engine.score_sheet import Finding

SIGNS: Mapping[Finding, str] = {
    Finding.MET: "✔",
    Finding.NOT_MET: "✘",
    Finding.CANNOT_SAY: "?",
}

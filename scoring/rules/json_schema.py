"""The JSON schema of ruleset files, generated from the typed ruleset."""

from __future__ import annotations

import json
from typing import Any

from scoring.formats.schema_classes import json_schema
from scoring.rules.parts import KINDS_OF_PART
from scoring.rules.recognition_checks import COMPANIONS
from scoring.rules.ruleset import RulesetFile


def schema_text() -> str:
    """Return ``criteria/decisions/schema.json``: same classes, same bytes."""
    described = json_schema(RulesetFile)
    _say_companions(described["$defs"]["Verification"])
    for kind in KINDS_OF_PART:
        kind.amend_schema(described["$defs"][kind.__name__])
    schema = {
        # What the YAML editors of November 2026 read; pydantic's newer words are not used.
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Bộ tiêu chí xã, phường, thị trấn phù hợp với trẻ em",
        **described,
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _say_companions(verification: dict[str, Any]) -> None:
    """Let an editor ask for what each level must say of itself."""
    verification["allOf"] = [
        {
            "if": {"properties": {"mức": {"const": level}}},
            "then": {"required": list(companions)},
        }
        for level, companions in COMPANIONS.items()
        if companions
    ]

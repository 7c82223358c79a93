"""The JSON schema of ruleset files, generated from the typed ruleset."""

from __future__ import annotations

import json

from scoring.ruleset import RulesetFile
from scoring.written import json_schema


def schema_text() -> str:
    """Return ``criteria/schema.json``: same classes, same bytes."""
    schema = {
        # What the YAML editors of November 2026 read; pydantic's newer words are not used.
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Bộ tiêu chí xã, phường, thị trấn phù hợp với trẻ em",
        **json_schema(RulesetFile),
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"

"""The JSON schema of plan files and of indicators, generated from their classes."""

from __future__ import annotations

import json

from scoring.formats.schema_classes import json_schema
from scoring.plans.plan import PlanFile
from scoring.totals.indicators import IndicatorFile

SCHEMAS = {
    "kế hoạch": ("Kế hoạch có chỉ tiêu về trẻ em", PlanFile),
    "chỉ số": ("Chỉ số tính từ số liệu", IndicatorFile),
}
"""What can be described: by what it is called."""


def plan_schema_text(which: str = "kế hoạch") -> str:
    """Return the schema of one kind of file: same classes, same bytes."""
    title, root = SCHEMAS[which]
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        **json_schema(root),
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"

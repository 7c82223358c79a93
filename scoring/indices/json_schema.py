"""The JSON schema of index files, generated from their classes."""

from __future__ import annotations

import json

from scoring.formats.schema_classes import json_schema
from scoring.indices.structure import IndexFile


def index_schema_text() -> str:
    """Return the schema: same classes, same bytes."""
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Bộ chỉ số nhiều cấp",
        **json_schema(IndexFile),
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"

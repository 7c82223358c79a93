"""The ruleset of a version, from the text the register keeps: whatever is shipped today."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection, select

from registry.store.schema import texts
from registry.workflow.settings import RULESET
from scoring.base.problems import ProblemsFound
from scoring.rules.loading import load
from scoring.rules.ruleset import Ruleset


def kept_ruleset(connection: Connection, ruleset_id: str, sha256: str) -> Ruleset:
    """Return the ruleset of this id whose text has this SHA-256.

    Raises ``ProblemsFound`` when this program no longer takes the text.
    """
    query = select(texts.c.content).where(texts.c.sha256 == sha256)
    return ruleset_of_text(ruleset_id, str(connection.execute(query).scalar_one()))


def kept_rulesets(connection: Connection) -> tuple[Ruleset, ...]:
    """Return every ruleset the register keeps, those left out that this program cannot read."""
    query = select(texts.c.name, texts.c.content).where(texts.c.kind == RULESET)
    found = []
    for name, content in connection.execute(query.order_by(texts.c.sha256)):
        with suppress(ProblemsFound):
            found.append(ruleset_of_text(str(name), str(content)))
    return tuple(found)


@lru_cache(maxsize=16)
def ruleset_of_text(ruleset_id: str, text: str) -> Ruleset:
    """Return the ruleset written in *text*; raises ``ProblemsFound``."""
    with tempfile.TemporaryDirectory(prefix="phuhop-") as folder:
        path = Path(folder) / f"{ruleset_id}.yaml"
        path.write_bytes(text.encode("utf-8"))
        return load(path)

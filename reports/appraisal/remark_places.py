"""What a remark of a verifier may be about, in words: parts, items, figures, documents, the whole.

The codes are those of the forms; they are told apart by the ruleset itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scoring.forms.ids import evidence_ids, is_other
from scoring.rules.kinds.part import Part
from scoring.rules.ruleset import Ruleset

WHOLE = "chung"
"""The place of a remark about the whole dossier."""


def remark_places(ruleset: Ruleset) -> Mapping[str, str]:
    """Return in words every place a remark may have under *ruleset*, by code.

    The whole dossier first, then part by part.
    """
    found = {WHOLE: "Cả hồ sơ"}
    for code, words in _places(ruleset):
        # A figure that several parts read stands with the first of them.
        found.setdefault(code, words)
    return found


def place_words(ruleset: Ruleset, code: str) -> str:
    """Return a place in words; the code itself where this ruleset does not know it."""
    return remark_places(ruleset).get(code, code)


def part_of(ruleset: Ruleset, code: str) -> str | None:
    """Return the part a place lies in; ``None`` for the whole dossier."""
    owner = code.partition(":")[0]
    for _, part in ruleset.parts:
        if owner == part.code or owner in {item.code for item in part.items}:
            return part.code
        if code in part.figures:
            return part.code
    return None


def _places(ruleset: Ruleset) -> Iterator[tuple[str, str]]:
    rows = evidence_ids(ruleset)
    for criterion, part in ruleset.parts:
        yield part.code, f"Phần {part.code}. {part.name or criterion.name}"
        for code in part.figures:
            yield code, f"Phần {part.code}: số liệu «{ruleset.figures[code].name}»"
        for item in part.items:
            yield item.code, f"Phần {part.code}: nội dung «{item.question}»"
        names = iter(_documents(part))
        for row in rows[part.code]:
            named = "tài liệu khác" if is_other(row) else f"tài liệu «{next(names)}»"
            yield row, f"Phần {part.code}: {named}"


def _documents(part: Part) -> Iterator[str]:
    for evidence in (part.evidence, *(item.evidence for item in part.items)):
        for needed in evidence:
            # Evidence written as bare text is its own name.
            yield needed if isinstance(needed, str) else needed.document

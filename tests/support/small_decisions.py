"""Small decisions made of the sound one in tests/files by changing a few of its words."""

from __future__ import annotations

import tempfile
from pathlib import Path

from scoring.rules.loading import load
from scoring.rules.ruleset import Ruleset
from tests.support.places import SOUND


def small_decision(*changes: tuple[str, str]) -> Ruleset:
    """Return the small sound decision with each (old, new) exchanged in its text."""
    text = SOUND.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "thu.yaml"
        path.write_text(text, encoding="utf-8")
        return load(path)


def fewer_beyond_the_whole() -> Ruleset:
    """Return the decision whose part 3 gets better with fewer, with bands on both sides of 102 %.

    Its numerator may exceed its denominator.
    """
    return small_decision(
        (
            "khám sức khỏe\n    đơn vị: trẻ em\n    không vượt quá: tong_so_tre_em",
            "khám sức khỏe\n    đơn vị: trẻ em",
        ),
        ("càng cao", "càng thấp"),
        ("{từ: 90, điểm: 50}", "{dưới: 90, điểm: 50}"),
        ("{từ: 70, dưới: 90, điểm: 20}", "{từ: 90, dưới: 102, điểm: 20}"),
        ("{dưới: 70, điểm: 0}", "{từ: 102, điểm: 0}"),
    )

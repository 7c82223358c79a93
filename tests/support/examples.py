"""How many examples Hypothesis draws: a number for CI, a share of it where people wait.

The profile (tests/conftest.py) says which share, so that ``--hypothesis-profile`` changes every
test alike; the numbers in the tests are those of CI.
"""

from __future__ import annotations

from hypothesis import settings

IN_CI = 100
"""``max_examples`` of the profile under which a test gets exactly the number it names."""


def examples(count: int) -> settings:
    """Return settings under which a test gets *count* examples in CI, else the profile's share."""
    return settings(max_examples=share_of(count))


def share_of(count: int) -> int:
    """Return the profile's share of *count*, at least 1."""
    return max(1, count * settings().max_examples // IN_CI)

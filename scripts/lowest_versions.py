"""Print the lowest version that pyproject.toml allows of each dependency, as pip constraints.

.ci/run installs phuhop with them once: a bound that nobody tries is a promise nobody keeps.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"
_BOUND = re.compile(r"([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?>=([0-9.]+)")


def lowest_versions(text: str) -> list[str]:
    """Return ``name==version`` of each dependency that a plain installation needs.

    Raises ``ValueError`` for a dependency without a lower bound.
    """
    found = []
    for dependency in tomllib.loads(text)["project"]["dependencies"]:
        bound = _BOUND.match(dependency)
        if bound is None:
            raise ValueError(f"{dependency}: no lower bound")
        found.append(f"{bound[1]}=={bound[2]}")
    return found


if __name__ == "__main__":
    sys.stdout.write("\n".join(lowest_versions(PYPROJECT.read_text(encoding="utf-8"))) + "\n")

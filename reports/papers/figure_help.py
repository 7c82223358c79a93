"""Who gives each figure, how it is counted, where people go wrong: from a data file.

It helps whoever fills in a form; no point depends on it.
"""

# No ``from __future__ import annotations``: ``from_yaml`` reads the hints of these classes.
from functools import cache
from pathlib import Path
from typing import Annotated

import criteria
from scoring.base.levels import Level
from scoring.base.problems import ProblemsFound
from scoring.formats.fields import Text
from scoring.formats.schema_classes import from_yaml, yaml_key
from scoring.formats.yaml_files import shaped, tree_of
from scoring.rules.ruleset import Ruleset

SHIPPED = criteria.FORM / "nguon-va-cach-dem.yaml"


@from_yaml
class FigureHelp:
    """Help for one figure."""

    source: Annotated[Text, yaml_key("nơi cung cấp", "Bộ phận có số này")]
    how: Annotated[Text, yaml_key("cách đếm", "Đếm ai, vào ngày nào")]
    mistakes: Annotated[Text, yaml_key("hay sai", "Những chỗ thường nhầm")]


@from_yaml
class Tally:
    """Which figures the sheet of ballots adds up to."""

    valid: Annotated[Text, yaml_key("hợp lệ", "Mã số liệu của số phiếu hợp lệ")]
    satisfied: Annotated[Text, yaml_key("hài lòng", "Mã số liệu của số phiếu hài lòng")]


@from_yaml
class FormHelp:
    """The whole file; ``level`` and ``basis`` say how sure the source offices are."""

    level: Annotated[Text, yaml_key("mức", "Mức tin cậy của nơi cung cấp")]
    basis: Annotated[Text, yaml_key("từ", "Suy ra từ đâu")]
    figures: Annotated[dict[str, FigureHelp], yaml_key("số liệu", "Theo mã số liệu")]
    tally: Annotated[Tally | None, yaml_key("kiểm phiếu", "Số liệu cộng từ phiếu hỏi")] = None

    def sources(self, ruleset: Ruleset) -> dict[str, list[str]]:
        """Return the figures that each office gives, by the name of the office, in order."""
        found: dict[str, list[str]] = {}
        for code in ruleset.figures:
            if code in self.figures:
                found.setdefault(self.figures[code].source, []).append(code)
        return found

    def tally_of(self, ruleset: Ruleset) -> Tally | None:
        """Return the figures of the ballots, where the ruleset has both."""
        tally = self.tally
        known = tally is not None and {tally.valid, tally.satisfied} <= {*ruleset.figures}
        return tally if known else None


@cache
def form_help(path: Path = SHIPPED) -> FormHelp:
    """Read the file; raises ``ProblemsFound`` with every fault of it."""
    tree, problems = tree_of(path)
    found = shaped(FormHelp, tree, problems)
    if problems:
        raise ProblemsFound(problems)
    Level(found.level)
    return found

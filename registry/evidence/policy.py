"""Of which criteria and parts no evidence file is taken: an office's opinion, as a data file.

Source of the shipped one: Luật Trẻ em 2016, Điều 21 and 54; Nghị định 56/2017/NĐ-CP, Điều 33.
"""

# No ``from __future__ import annotations``: ``written`` reads the hints of these classes.
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import criteria
from scoring.base.problems import ProblemsFound
from scoring.formats.fields import Text
from scoring.formats.schema_classes import from_yaml, yaml_key
from scoring.formats.yaml_files import shaped, tree_of
from scoring.rules.ruleset import Ruleset

SHIPPED = criteria.PROCEDURE / "minh-chung-chi-ghi-so.yaml"


@from_yaml
class Restricted:
    """A criterion, or one part of it, whose documents are told by number and day only."""

    slug: Annotated[Text, yaml_key("tiêu chí", "Slug của tiêu chí trong tệp bộ tiêu chí")]
    part: Annotated[Text | None, yaml_key("phần", "Mã phần, khi chỉ một phần của tiêu chí")] = None
    why: Annotated[Text, yaml_key("lý do", "Vì sao không nhận tệp")]


@from_yaml
class EvidencePolicy:
    """The criteria of which no file is taken; see ``data/minh-chung-chi-ghi-so.yaml``."""

    name: Annotated[Text, yaml_key("quy tắc", "Tên của quy tắc, in trong thông báo")]
    restricted: Annotated[
        tuple[Restricted, ...] | None, yaml_key("chỉ ghi số và ngày", "Các tiêu chí không nhận tệp")
    ] = None

    def reasons(self, ruleset: Ruleset) -> dict[str, str]:
        """Return why no file is taken, by the code of each part and item it concerns."""
        found = {
            part.code: one.why
            for criterion, part in ruleset.parts
            for one in self.restricted or ()
            if one.slug == criterion.slug and one.part in {None, part.code}
        }
        return found | {
            item.code: found[part.code]
            for _, part in ruleset.parts
            if part.code in found
            for item in getattr(part, "items", ())
        }


@lru_cache(maxsize=8)
def evidence_policy(path: Path = SHIPPED) -> EvidencePolicy:
    """Read one policy; raises ``ProblemsFound`` with every fault of the file."""
    tree, problems = tree_of(path)
    policy = shaped(EvidencePolicy, tree, problems)
    if problems:
        raise ProblemsFound(problems)
    return policy

"""The worksheet on which a person with the official text confirms a ruleset, number by number."""

from __future__ import annotations

from reports.html.writing import environment
from reports.rules.review_rows import review_groups
from reports.wording.clean import cleaned
from reports.wording.stamp import Stamp
from reports.wording.vietnamese import long_date
from reports.wording.words import DOTS, levels
from scoring.engine.explanation import level_words
from scoring.rules.ruleset import Ruleset


def review_html(ruleset: Ruleset, stamp: Stamp) -> str:
    """Return the worksheet as the text of an HTML file (to be written as utf-8).

    It leaves the boxes, the name, the day and the copy used empty: nothing here confirms
    anything.
    """
    document = ruleset.document
    groups = cleaned(review_groups(ruleset))
    return (
        environment()
        .get_template("review.html.j2")
        .render(
            number=document.number,
            title=document.title,
            groups=groups,
            count=sum(len(group.rows) for group in groups),
            level=level_words(ruleset.level),
            levels=levels(),
            file=f"criteria/{ruleset.id}.yaml",
            id=ruleset.id,
            sha256=ruleset.sha256,
            reviewed_on=long_date(document.still_in_force_on),
            program=stamp.program,
            dots=DOTS,
        )
    )

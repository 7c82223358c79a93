"""What a person typed beside the figures of a form must not name a child."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from scoring.base.private_text import private_problem
from scoring.base.problems import Problem
from scoring.forms.form import Form, FormTable
from scoring.forms.ids import ISSUER, NOTE, NUMBER, PAGE, SOURCE
from scoring.rules.parts import ItemSum
from scoring.rules.ruleset import Ruleset, figures_of
from scoring.rules.sensitive import open_criteria, sensitive_criteria


def private_texts(
    table: FormTable, ruleset: Ruleset | None, confirmed: Collection[str]
) -> Iterator[Problem]:
    """Yield a fault for each text of the form that seems to name a child.

    Beside a figure of a sensitive criterion a hamlet alone may do so. *confirmed* are the
    codes of texts that a person has looked at (``scoring.base.private_text``).
    """
    sensitive = _sensitive_rows(ruleset) if ruleset is not None else frozenset()
    for (row, column), text in _texts(table.form):
        place = table.text_places.get((row, column), table.place())
        is_sensitive = row.partition(":")[0] in sensitive
        problem = private_problem(place, text, confirmed, is_sensitive=is_sensitive)
        if problem is not None:
            yield problem


def _texts(form: Form) -> Iterator[tuple[tuple[str, str], str]]:
    for column, texts in ((NOTE, form.notes), (SOURCE, form.sources)):
        yield from (((row, column), text) for row, text in texts.items())
    for row, given in form.evidence.items():
        columns = {NUMBER: given.number, ISSUER: given.issuer, PAGE: given.page}
        yield from (((row, column), text) for column, text in columns.items() if text is not None)


def _sensitive_rows(ruleset: Ruleset) -> frozenset[str]:
    """Return parts, items and figures of sensitive criteria alone: what rows begin with."""
    open_figures = {
        code
        for criterion in open_criteria(ruleset)
        for part in criterion.parts
        for code in figures_of(part)
    }
    found: set[str] = set()
    for criterion in sensitive_criteria(ruleset):
        for part in criterion.parts:
            found |= {part.code, *figures_of(part)}
            if isinstance(part, ItemSum):
                found |= {item.code for item in part.items}
    return frozenset(found - open_figures)

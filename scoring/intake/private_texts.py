"""What a person typed beside the figures of a form must not name a child."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scoring.base.private_text import private_problem
from scoring.base.problems import Place, Problem
from scoring.forms.form import Form
from scoring.forms.ids import FILES, ISSUER, LABEL, NOTE, NUMBER, PAGE, SOURCE, VALUE
from scoring.forms.paper_fields import OPINION, Kind, kind_of, several
from scoring.rules.ruleset import Ruleset
from scoring.rules.sensitive import open_criteria, sensitive_criteria


def private_texts(
    form: Form, ruleset: Ruleset | None, place_of: Callable[[str, str], Place]
) -> Iterator[Problem]:
    """Yield a fault for each text of a form that seems to name a child.

    *place_of* gives where the text of a row and column stands.
    Beside a figure of a sensitive criterion a hamlet alone may do so.
    """
    sensitive = _sensitive_rows(ruleset) if ruleset is not None else frozenset()
    for (row, column), text in _texts(form):
        is_sensitive = row.partition(":")[0] in sensitive
        problem = private_problem(place_of(row, column), text, is_sensitive=is_sensitive)
        if problem is not None:
            yield problem


def _texts(form: Form) -> Iterator[tuple[tuple[str, str], str]]:
    for column, texts in ((NOTE, form.notes), (SOURCE, form.sources)):
        yield from (((row, column), text) for row, text in texts.items())
    for row, text in form.profile.items():
        # Names of officials are wanted there; what they tell must name no child.
        if kind_of(row) is Kind.PARAGRAPH or row.startswith(several(OPINION, "")):
            yield (row, VALUE), text
    for row, given in form.evidence.items():
        columns = {NUMBER: given.number, ISSUER: given.issuer, PAGE: given.page}
        columns |= {LABEL: given.document, FILES: given.files}
        yield from (((row, column), text) for column, text in columns.items() if text is not None)


def _sensitive_rows(ruleset: Ruleset) -> frozenset[str]:
    """Return parts, items and figures of sensitive criteria alone: what rows begin with."""
    open_figures = {
        code
        for criterion in open_criteria(ruleset)
        for part in criterion.parts
        for code in part.figures
    }
    found: set[str] = set()
    for criterion in sensitive_criteria(ruleset):
        for part in criterion.parts:
            found |= {part.code, *part.figures, *(item.code for item in part.items)}
    return frozenset(found - open_figures)

"""One page for each office that has figures: which, how they are counted, a place to sign."""

from __future__ import annotations

from collections.abc import Iterator

import criteria
from reports.papers.blocks import DocumentSet
from reports.papers.figure_help import FormHelp, form_help
from reports.papers.office import EMPTY
from reports.papers.office_words import days, office_words
from reports.papers.set_reading import document_set
from reports.papers.usual_office import usual
from reports.requests.model import RequestedFigure, RequestPaper
from reports.word.writing import docx_templates
from reports.wording.clean import cleaned
from reports.wording.file_names import slug
from reports.wording.words import sample_notice
from scoring.base.communes import Commune
from scoring.rules.ruleset import Ruleset

REQUEST_SET = criteria.DOCUMENTS / "xin-so-lieu.yaml"
_NOT_NEEDED = "không cần"


def request_set() -> DocumentSet:
    """Return the papers by which figures are asked for."""
    return document_set(REQUEST_SET, RequestPaper)


def requests(ruleset: Ruleset, year: int, commune: Commune | None = None) -> dict[str, bytes]:
    """Return a Word paper for each office that has figures of *ruleset*, by file name.

    Without *commune* the head of the papers stays blank.
    """
    (template,) = docx_templates(request_set())
    return {
        f"{number:02}-{slug(paper.source)}.docx": template.fill(paper)
        for number, paper in enumerate(request_papers(ruleset, year, commune), 1)
    }


def request_papers(
    ruleset: Ruleset, year: int, commune: Commune | None = None, known: FormHelp | None = None
) -> Iterator[RequestPaper]:
    """Yield the words of each paper, in the order in which the offices' figures come."""
    known = known or form_help()
    documents = request_set()
    office = usual(EMPTY, commune) if commune else EMPTY
    notice = sample_notice(commune) if commune else None
    for source, codes in known.sources(ruleset).items():
        yield cleaned(
            RequestPaper(
                source=source,
                year=str(year),
                year_before=str(year - 1),
                commune_kind=commune.kind.value if commune else "cấp xã",
                office=office_words(office),
                days=days(office, documents),
                notices=(notice,) if notice else (),
                figures=tuple(
                    RequestedFigure(
                        number=str(number),
                        name=ruleset.figures[code].name,
                        how=known.figures[code].how,
                        unit=ruleset.figures[code].unit,
                        before="" if code in ruleset.compared_figures else _NOT_NEEDED,
                    )
                    for number, code in enumerate(codes, 1)
                ),
            )
        )

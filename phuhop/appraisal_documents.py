"""Writing the appraisal's papers: those about each commune, and those about the list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop import __version__
from phuhop.writing import write_bytes
from reports.appraisal_papers import appraisal_papers
from reports.appraisal_sets import appraisal_set, called_for, file_name, recognition_set
from reports.file_names import folder_name
from reports.office import EMPTY, Office
from reports.recognition_papers import recognition_papers
from reports.stamp import Stamp
from reports.to_docx import docx_templates
from scoring.result import Finding

if TYPE_CHECKING:
    from phuhop.pdf import Converter
    from scoring.comparison import Comparison

Papers = dict[str, bytes]
"""Names of files and their bytes."""


@dataclass(frozen=True, slots=True)
class Made:
    """The papers of one folder below the output."""

    folder: str
    papers: Papers


def made(
    comparisons: Sequence[Comparison], office: Office = EMPTY, audit: str = ""
) -> Iterator[Made]:
    """Yield the papers of each commune, then those of each year's and ruleset's list.

    Same comparisons, profile and chain head, same bytes.
    """
    stamp = Stamp(__version__)
    of_set = appraisal_set()
    templates = dict(zip(of_set.codes, docx_templates(of_set), strict=True))
    for one in comparisons:
        papers = appraisal_papers(one, stamp, office, of_set, audit)
        chosen = [templates[code] for code in called_for(papers)]
        name = folder_name(one.commune, one.appraised.assessment.year)
        yield Made(name, {template.name: template.fill(papers) for template in chosen})
    lists = recognition_set()
    for name, group in _lists(comparisons):
        words = recognition_papers(group, stamp, office, lists, audit)
        yield Made(
            name,
            {
                file_name(template.name, is_draft=words.is_draft): template.fill(words)
                for template in docx_templates(lists)
            },
        )


def _lists(comparisons: Sequence[Comparison]) -> Iterator[tuple[str, list[Comparison]]]:
    """Yield the communes of each year and ruleset of which some meet the standard."""
    groups: dict[tuple[int, str, str], list[Comparison]] = {}
    for one in comparisons:
        sheet = one.appraised.verified
        key = (sheet.year, sheet.ruleset.id, sheet.ruleset.sha256)
        groups.setdefault(key, []).append(one)
    years = [year for year, *_ in groups]
    for (year, id_, _), group in sorted(groups.items()):
        if any(one.appraised.verified.verdict is Finding.MET for one in group):
            suffix = f"-{id_.lower()}" if years.count(year) > 1 else ""
            yield f"cong-nhan-{year}{suffix}", group


def write(
    of_one: Made, folder: Path, formats: Sequence[str], converter: Converter | None
) -> list[Path]:
    """Write one folder's papers; return their paths."""
    files: Papers = dict(of_one.papers) if "docx" in formats else {}
    if converter is not None:
        files |= converter.converted(of_one.papers)
    for name, content in files.items():
        write_bytes(folder / of_one.folder / name, content)
    return [folder / of_one.folder / name for name in files]

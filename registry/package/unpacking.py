"""A package as files a person can open, under names that are safe on every system."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from registry.evidence.listing import CODES, FILE, HEADINGS, LIST_NAME
from registry.package.form_json import given_document
from registry.package.package import MANIFEST, EvidenceFile, Package
from reports.tables.input_table import headings_of, row_of
from reports.tables.writing import to_csv
from reports.wording.file_names import slug
from reports.workbook.form import form as workbook
from reports.workbook.prefill import known_to, of_assessment, of_form
from scoring.engine.assessment import Assessment
from scoring.forms.form import Form
from scoring.forms.ids import DAY, ISSUER, NUMBER, PAGE
from scoring.results.table_writing import TEXT, Heading
from scoring.rules.ruleset import Ruleset

DOCUMENTS, EVIDENCE = "ho-so", "minh-chung"
FIGURES, WORKBOOK = "bang-so-lieu.csv", "bieu-tu-danh-gia.xlsx"


def unpacked(package: Package) -> Iterator[tuple[str, bytes]]:
    """Yield path inside the package's own folder and bytes of each file, one at a time.

    Beside the members: the figures as a table and as a workbook, and the list of the evidence,
    so that the folder can be packed again. Raises ``ProblemsFound`` when the package changed.
    """
    for document in package.documents:
        yield f"{DOCUMENTS}/{document.name}", package.content(document)
    names = evidence_names(package.evidence)
    for file, name in zip(package.evidence, names, strict=True):
        yield f"{EVIDENCE}/{name}", package.content(file.stored)
    if names:
        yield f"{EVIDENCE}/{LIST_NAME}", _list(package.evidence, names)
    yield f"{MANIFEST}", package.manifest_text
    for member in package.members:
        if "/" not in member.path:
            yield f"{member.path}", package.content(member)
    ruleset, assessment = package.ruleset, package.assessment
    yield FIGURES, figures_table(ruleset, assessment)
    yield WORKBOOK, filled_form(ruleset, assessment, package.form)


def evidence_names(files: tuple[EvidenceFile, ...]) -> list[str]:
    """Return a safe name for each file, close to what its officer called it, none twice."""
    return safe_names((file.name, file.stored.type) for file in files)


def safe_names(files: Iterable[tuple[str, str]]) -> list[str]:
    """Return a safe name for each officer's name and type of content, none twice."""
    names: list[str] = []
    taken: set[str] = set()
    for given, ending in files:
        stem = slug(PurePosixPath(given).stem)
        name, number = f"{stem}.{ending}", 1
        while name in taken:
            number += 1
            name = f"{stem}-{number}.{ending}"
        taken.add(name)
        names.append(name)
    return names


def filled_form(ruleset: Ruleset, assessment: Assessment, form: Form | None) -> bytes:
    """Return the self-assessment workbook with everything that was reported in it."""
    cells = of_assessment(assessment) | (of_form(form) if form else {})
    return workbook(ruleset, assessment.year, known_to(ruleset, cells))


def figures_table(ruleset: Ruleset, assessment: Assessment) -> bytes:
    """Return the figures as a table of one row that every command reads."""
    return to_csv(headings_of([ruleset]), [row_of(assessment)])


def _list(files: tuple[EvidenceFile, ...], names: list[str]) -> bytes:
    listed = []
    for file, name in zip(files, names, strict=True):
        given = next((p.given for p in file.proofs if p.given.number or p.given.day), None)
        codes = [proof.label or ";".join(proof.codes) for proof in file.proofs]
        listed.append((name, codes, None if given is None else given_document(given)))
    return evidence_list(listed)


def evidence_list(
    files: Iterable[tuple[str, Sequence[str], Mapping[str, str | None] | None]],
) -> bytes:
    """Return the list of a folder of evidence, as ``read_list`` takes it again.

    Of each file its name there, the codes it proves, and what the officer noted of it.
    """
    rows = []
    for name, codes, given in files:
        row: dict[str, str | None] = {FILE: name, CODES: "; ".join(codes)}
        if given is not None:
            row |= {NUMBER: given["number"], DAY: given["day"]}
            row |= {ISSUER: given["issuer"], PAGE: given["page"]}
        rows.append(row)
    return to_csv([Heading(name, TEXT) for name in HEADINGS], rows)

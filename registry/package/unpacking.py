"""A package as files a person can open, under names that are safe on every system."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from registry.evidence.listing import CODES, FILE, HEADINGS, LIST_NAME
from registry.package.package import MANIFEST, EvidenceFile, Package, day_text
from reports.tables.input_table import headings_of, row_of, to_csv
from reports.wording.file_names import slug
from reports.workbook.form import form as workbook
from reports.workbook.prefill import known_to, of_assessment, of_form
from scoring.forms.ids import DAY, ISSUER, NUMBER, PAGE

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
    headings = headings_of([ruleset])
    yield f"{FIGURES}", to_csv(headings, [row_of(assessment, headings)])
    cells = of_assessment(assessment) | (of_form(package.form) if package.form else {})
    filled = workbook(ruleset, assessment.year, known_to(ruleset, cells))
    yield f"{WORKBOOK}", filled


def evidence_names(files: tuple[EvidenceFile, ...]) -> list[str]:
    """Return a safe name for each file, close to what its officer called it, none twice."""
    names: list[str] = []
    taken: set[str] = set()
    for file in files:
        stem = slug(PurePosixPath(file.name).stem)
        name, number = f"{stem}.{file.stored.type}", 1
        while name in taken:
            number += 1
            name = f"{stem}-{number}.{file.stored.type}"
        taken.add(name)
        names.append(name)
    return names


def _list(files: tuple[EvidenceFile, ...], names: list[str]) -> bytes:
    rows = []
    for file, name in zip(files, names, strict=True):
        given = next((p.given for p in file.proofs if p.given.number or p.given.day), None)
        codes = [proof.label or ";".join(proof.codes) for proof in file.proofs]
        row: dict[str, str | None] = {FILE: name, CODES: "; ".join(codes)}
        if given is not None:
            row |= {NUMBER: given.number, DAY: day_text(given.day)}
            row |= {ISSUER: given.issuer, PAGE: given.page}
        rows.append([row.get(heading) for heading in HEADINGS])
    return to_csv(HEADINGS, rows)

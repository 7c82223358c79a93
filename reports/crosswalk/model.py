"""The words of what a commune's figures prove of other sets of criteria."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports.papers.blocks import DocumentSet
from reports.papers.office import EMPTY
from reports.papers.office_words import OfficeWords, days, office_words
from reports.papers.usual_office import usual
from reports.wording.clean import cleaned
from reports.wording.notices import Notice
from reports.wording.places import name_in_text
from reports.wording.words import sample_notice
from scoring.base.quantities import decimal_text, vietnamese
from scoring.crosswalk.proving import ItemProof, applies, proofs
from scoring.crosswalk.structure import CrosswalkFile
from scoring.engine.assessment import Assessment
from scoring.engine.explanation import level_words


@dataclass(frozen=True, slots=True)
class ProofLine:
    """One item for one commune, in words."""

    set: str
    document: str
    code: str
    wording: str
    value: str
    proof: str
    reach: str
    note: str
    level: str


@dataclass(frozen=True, slots=True)
class ReusePaper:
    """The page of one commune; ``remarks`` say what was not read and what to mind."""

    commune: str
    kind: str
    year: str
    office: OfficeWords
    days: Mapping[str, str]
    notices: tuple[Notice, ...]
    lines: tuple[ProofLine, ...]
    has_lines: bool
    remarks: tuple[str, ...]


def lines_of(
    files: Sequence[CrosswalkFile], one: Assessment, region: str | None
) -> Iterator[ProofLine]:
    """Yield a line for each item of every set that is for this kind of commune."""
    for file in files:
        if applies(file, one):
            for proof in proofs(file, one, region):
                yield _line(file, proof)


def _line(file: CrosswalkFile, proof: ItemProof) -> ProofLine:
    item = proof.item
    return ProofLine(
        file.name,
        file.document,
        item.code,
        item.wording,
        _value(proof),
        str(proof.proof.value) + (f" ({proof.why})" if proof.why else ""),
        item.reach,
        item.note or "",
        level_words(item.verified.as_level),
    )


def _value(proof: ItemProof) -> str:
    if proof.answer is not None:
        return "có" if proof.answer else "không"
    if proof.value is None:
        return "(trống)"
    shown = f"{vietnamese(decimal_text(proof.value))}%"
    if proof.counts is not None:
        shown += f" ({vietnamese(proof.counts[0])}/{vietnamese(proof.counts[1])})"
    if proof.limit is not None:
        kind = "nhiều nhất" if proof.item.at_most else "ít nhất"
        shown += f"; {kind} {vietnamese(proof.limit)}%"
    return shown


def reuse_paper(
    files: Sequence[CrosswalkFile], one: Assessment, region: str | None, documents: DocumentSet
) -> ReusePaper:
    """Return the words of one commune's page."""
    commune = one.commune
    office = usual(EMPTY, commune)
    lines = tuple(lines_of(files, one, region))
    own = [file for file in files if applies(file, one)]
    remarks = [f"{file.name} ({file.document}): {file.unknown}" for file in own if file.unknown]
    remarks += [f"{line.wording}: {line.note}." for line in lines if line.note]
    if not own:
        remarks.append(f"Chưa có bộ tiêu chí nào trong phần mềm áp dụng cho {commune.kind.value}.")
    notice = sample_notice(commune)
    return cleaned(
        ReusePaper(
            name_in_text(commune),
            commune.kind.value,
            str(one.year),
            office_words(office),
            days(office, documents),
            (notice,) if notice else (),
            lines,
            bool(lines),
            tuple(remarks),
        )
    )

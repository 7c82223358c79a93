"""A dossier as a verifier has it before them: what was reported, its files, what may be done."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from phuhop.usecases.drafting.last_year import LastYear, last_year
from phuhop.usecases.returns.version_changes import VersionContent, content_of
from phuhop.usecases.verifying.assembling import Reported
from registry.acts.acts import facts_of
from registry.store.database import Database
from registry.store.dossier_keys import Key, find
from registry.store.schema import appraisals, evidence, files, submissions
from registry.views.remarks import RemarkSaid, remarks_of
from registry.workflow.due_dates import Due
from registry.workflow.kept_rulesets import kept_ruleset
from registry.workflow.repeats import Seen, seen_of
from registry.workflow.settings import settings_of
from registry.workflow.standing import Standing, standing_of
from registry.workflow.steps import Offer, legal_steps, position_of, unlocked
from reports.wording.notices import Notice
from reports.wording.words import level_notice, sample_notice
from scoring.appraisal.findings import Appraisal, appraisal_of
from scoring.base.problems import Place
from scoring.engine.scorer import score
from scoring.forms.form import Form
from scoring.rules.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class CaseFileHeld:
    """An evidence file of the version: its place among them, name, what it proves, its hash."""

    position: int
    name: str
    codes: tuple[str, ...]
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class VerifierCase:
    """One dossier on the desk.

    ``appraisal`` is the one of the register that counts for this version, ``offers`` are the
    steps that lead on for the role that was asked, ``sha256`` is that of the version's content.
    """

    key: Key
    standing: Standing
    reported: Reported
    form: Form | None
    files: tuple[CaseFileHeld, ...]
    appraisal: Appraisal | None
    remarks: tuple[RemarkSaid, ...]
    offers: tuple[Offer, ...]
    due: Due | None
    sha256: str
    last_year: LastYear | None = None

    @property
    def name(self) -> str:
        """The commune's name."""
        return self.reported.assessment.commune.name

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What no page about its points may leave out."""
        sheet = self.reported.sheet
        found = (sample_notice(sheet.commune), level_notice(sheet.ruleset.level))
        return tuple(notice for notice in found if notice is not None)

    @property
    def seen(self) -> Seen:
        """What a page that shows it hands back with an act."""
        return seen_of(self.standing)

    @property
    def commands(self) -> frozenset[str]:
        """The acts that lead on from here for the role."""
        return frozenset(offer.step.command for offer in self.offers)

    def step_name(self, command: str) -> str:
        """Return what the workflow calls the step of *command* here; raises ``LookupError``."""
        for offer in self.offers:
            if offer.step.command == command:
                return offer.step.name
        raise LookupError(command)


def verifier_case(database: Database, name: str, role: str) -> VerifierCase:
    """Return the dossier of this name; *role* is the workflow's.

    Raises ``WrongKey`` and ``ProblemsFound`` where there is no such dossier, or its rules can no
    longer be read.
    """
    with database.reading() as connection:
        number, key = find(connection, name)
        standing = standing_of(connection, number)
        if standing is None:
            # A dossier and its standing are written together; the audit names what is lost.
            raise ValueError(str(key))
        settings = settings_of(connection)
        query = select(submissions.c.ruleset_sha256, submissions.c.sha256).where(
            submissions.c.dossier == number, submissions.c.version == standing.submission
        )
        row = connection.execute(query).one()
        ruleset = kept_ruleset(connection, key.ruleset, row.ruleset_sha256)
        content = content_of(connection, number, key, standing.submission)
        position = position_of(str(key), standing, facts_of(connection, number, standing))
        offers = unlocked(legal_steps(settings.workflow, position, {role}))
        return VerifierCase(
            key,
            standing,
            _reported(ruleset, content, row.sha256),
            content.form,
            tuple(_files(connection, number, standing.submission)),
            _appraisal(connection, number, key, standing, ruleset),
            remarks_of(connection, str(key)),
            offers,
            settings.deadlines.due(key.year, standing),
            row.sha256,
        )


def year_before(database: Database, case: VerifierCase) -> LastYear | None:
    """Return what the register has of the year before: as verified where it was verified."""
    return last_year(database, case.key.commune, case.key.year, case.reported.ruleset)


_SCORED: dict[str, Reported] = {}
_MOST_SCORED = 200


def _reported(ruleset: Ruleset, content: VersionContent, sha256: str) -> Reported:
    """Return what was reported with its score, kept by the hash of the version."""
    at = f"{sha256}/{ruleset.sha256}"
    found = _SCORED.get(at)
    if found is None:
        found = Reported(ruleset, content.assessment, score(ruleset, content.assessment))
        # Threads share this: whoever empties it takes nothing from who holds what was found.
        if len(_SCORED) >= _MOST_SCORED:
            _SCORED.clear()
        _SCORED[at] = found
    return found


def _files(connection: Connection, number: int, version: int) -> Iterator[CaseFileHeld]:
    query = (
        select(evidence.c.position, evidence.c.name, evidence.c.proofs, evidence.c.sha256)
        .add_columns(files.c.size)
        .join(files, files.c.sha256 == evidence.c.sha256)
        # Of a file that was taken out nothing is left.
        .where(evidence.c.dossier == number, evidence.c.version == version)
        .order_by(evidence.c.position)
    )
    for row in connection.execute(query):
        codes = dict.fromkeys(
            str(code) for proof in json.loads(row.proofs) for code in proof["codes"]
        )
        yield CaseFileHeld(row.position, row.name, tuple(codes), row.sha256, row.size)


def _appraisal(
    connection: Connection, number: int, key: Key, standing: Standing, ruleset: Ruleset
) -> Appraisal | None:
    if standing.appraisal is None:
        return None
    query = select(appraisals.c.content).where(
        appraisals.c.dossier == number, appraisals.c.version == standing.appraisal
    )
    content = json.loads(connection.execute(query).scalar_one())
    return appraisal_of(content, ruleset, Place(str(key)))


def file_of(database: Database, name: str, position: int) -> tuple[str, bytes] | None:
    """Return name and bytes of an evidence file of the version that counts; ``None`` for none."""
    with database.reading() as connection:
        number, _ = find(connection, name)
        standing = standing_of(connection, number)
        query = (
            select(evidence.c.name, files.c.content)
            .join(files, files.c.sha256 == evidence.c.sha256)
            .where(
                evidence.c.dossier == number,
                evidence.c.version == (standing.submission if standing else 0),
                evidence.c.position == position,
            )
        )
        row = connection.execute(query).first()
    return None if row is None or not row.content else (row.name, bytes(row.content))

"""Taking a version into the register: once, whole, under the step the workflow allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select

from registry.acts.acts import OpenDossier, StepWords, facts_of
from registry.acts.signing import known_keys
from registry.acts.submission import Submission, SubmittedEvidence, summary_of
from registry.evidence.model import LARGEST_EVIDENCE
from registry.signing.beside import SIGNED, SignedVersion
from registry.store.canonical_json import canonical, kept, sha256_of
from registry.store.chain import Actor, Event
from registry.store.database import Database
from registry.store.dossier_keys import Key
from registry.store.schema import dossiers, evidence, files, submissions
from registry.store.veil import mark, veiled_sha256
from registry.workflow.repeats import Seen, asked_for, done_already, seen_of
from registry.workflow.settings import RULESET, keep_text, settings_of
from registry.workflow.standing import standing_of
from registry.workflow.workflow import DRAFT
from scoring.base.problems import Place, Problem, ProblemsFound, shown
from scoring.base.quantities import vietnamese


@dataclass(frozen=True, slots=True)
class Received:
    """What came of one version. ``event`` is ``None`` when the register has it already."""

    key: Key
    version: int
    current: int
    """The version that counts now."""
    state: str
    event: Event | None


def receive(  # noqa: PLR0913 -- one parameter is the key of the act
    database: Database,
    submission: Submission,
    actor: Actor,
    words: StepWords | None = None,
    *,
    draft: bool = False,
    seen: Seen | None = None,
) -> Received:
    """Keep a version and record its step; a version that is there already changes nothing.

    With *seen* the same call again is answered with the same event; a call that saw another
    version or step than the present ones is refused (``NOTHING`` where there was no dossier).

    Raises ``LookupError`` for an unknown role, ``ProblemsFound`` when the step is not legal
    or a file is too large. Nothing is kept then.
    """
    _check_files(submission)
    with database.writing() as connection:
        actor = actor.now
        settings = settings_of(connection)
        settings.workflow.role(actor.role)
        key = submission.key
        number = _number(connection, key)
        standing = None if number is None else standing_of(connection, number)
        what = {"command": "import", "draft": draft, "sha256": submission.sha256}
        words = words or StepWords()
        asked = asked_for(seen, actor, {**what, **words.asked})
        done = done_already(connection, asked, seen_of(standing), str(key))
        if done is not None:
            brought = done.detail["submission"]["version"]
            return Received(key, brought, brought, done.after or "", done)
        version = None if number is None else _version_of(connection, number, submission)
        if version is not None and standing is not None:
            _refuse_answers(key, words)
            return Received(key, version, standing.submission, standing.state, None)
        facts = facts_of(connection, number or 0, standing)
        own = number or _next(connection)
        case = OpenDossier(connection, settings, own, key, standing, facts, asked)
        step = case.step(DRAFT if draft else "import", actor)
        if number is None:
            row = {"id": case.number, "commune": key.commune, "year": key.year}
            connection.execute(insert(dossiers).values(**row, ruleset=key.ruleset))
        version = _keep(connection, case.number, submission)
        detail: dict[str, Any] = {"submission": {"version": version, **fingerprints(submission)}}
        if submission.signature is not None:
            known = known_keys(connection).get(submission.signature.key)
            signed = SignedVersion(submission.signature, None if known is None else known.name)
            detail[SIGNED] = signed.plain
        event = case.record(step, actor, words, detail)
        return Received(key, version, version, event.after or "", event)


def _refuse_answers(key: Key, words: StepWords) -> None:
    """Raise ``ProblemsFound`` for answers with a version that is there: nothing is lost unsaid."""
    if words.answers:
        message = "nội dung này đã có trong sổ, trả lời yêu cầu bổ sung chưa được ghi"
        hint = "gửi lại bản hiện hành kèm giải trình và trả lời"
        raise ProblemsFound([Problem(Place(str(key)), "ban-da-co", message, hint)])


def fingerprints(submission: Submission) -> dict[str, str | None]:
    """Return what the event says of a version, so that the chain holds its content."""
    return {
        "sha256": submission.sha256,
        "result_sha256": sha256_of(submission.result),
        "package_sha256": submission.package_sha256,
        # Only hashes of what may have to be taken out again.
        "veiled": veiled_sha256(submission.content),
        "source": mark(submission.source),
        "documents": sha256_of(dict(submission.documents)),
    }


def _check_files(submission: Submission) -> None:
    most = vietnamese(LARGEST_EVIDENCE // 1_000_000)
    raise_for = [
        Problem(
            Place(submission.source),
            "tep-qua-lon",
            f"tệp minh chứng {shown(file.name)} có {vietnamese(file.size)} byte",
            f"mỗi tệp không quá {most} MB; quét ở độ phân giải thấp hơn",
        )
        for file in submission.evidence
        if file.size > LARGEST_EVIDENCE
    ]
    if raise_for:
        raise ProblemsFound(raise_for)


def _number(connection: Connection, key: Key) -> int | None:
    query = select(dossiers.c.id).where(
        dossiers.c.commune == key.commune,
        dossiers.c.year == key.year,
        dossiers.c.ruleset == key.ruleset,
    )
    return connection.execute(query).scalar()


def _next(connection: Connection) -> int:
    return (connection.execute(select(func.max(dossiers.c.id))).scalar() or 0) + 1


def _version_of(connection: Connection, number: int, submission: Submission) -> int | None:
    query = select(submissions.c.version).where(
        submissions.c.dossier == number, submissions.c.sha256 == submission.sha256
    )
    return connection.execute(query).scalar()


def _keep(connection: Connection, number: int, submission: Submission) -> int:
    query = select(func.max(submissions.c.version)).where(submissions.c.dossier == number)
    version = (connection.execute(query).scalar() or 0) + 1
    keep_text(connection, RULESET, submission.ruleset_id, submission.ruleset_text)
    connection.execute(
        insert(submissions).values(
            dossier=number,
            version=version,
            sha256=submission.sha256,
            ruleset_sha256=submission.ruleset_sha256,
            assessment=canonical(submission.assessment.document()),
            result=kept(submission.result),
            summary=kept(summary_of(submission.result)),
            office=submission.office,
            notes=None if submission.notes is None else canonical(submission.notes),
            documents=canonical(dict(submission.documents)),
            package_sha256=submission.package_sha256,
            source=submission.source,
        )
    )
    for position, file in enumerate(submission.evidence):
        _keep_file(connection, file)
        row = {"dossier": number, "version": version, "position": position}
        connection.execute(
            insert(evidence).values(
                **row, name=file.name, proofs=canonical(file.proofs), sha256=file.sha256
            )
        )
    return version


def _keep_file(connection: Connection, file: SubmittedEvidence) -> None:
    known = connection.execute(select(files.c.sha256).where(files.c.sha256 == file.sha256))
    if known.first() is None:
        row = {"sha256": file.sha256, "size": file.size, "content": file.content()}
        connection.execute(insert(files).values(row))

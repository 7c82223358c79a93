"""What is otherwise in one version of a dossier than in another, field by field, file by file."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from phuhop.usecases.drafting.fields import PROFILE, UNIT, Field, fields_of
from phuhop.usecases.drafting.labels import field_words
from phuhop.usecases.drafting.typing_back import typed_of
from registry.acts.acts import RETURN
from registry.package.form_json import form_of
from registry.store.chain import walk
from registry.store.dossier_keys import Key, find
from registry.store.schema import evidence, submissions
from registry.views.remarks import remarks_of
from registry.workflow.kept_rulesets import kept_ruleset
from registry.workflow.standing import standing_of
from reports.appraisal.remark_places import WHOLE, part_of, place_words
from scoring.base.problems import Place, Problem, ProblemsFound
from scoring.engine.assessment import Assessment
from scoring.engine.assessment_json import assessment_of
from scoring.forms.form import Form
from scoring.rules.ruleset import Ruleset

if TYPE_CHECKING:
    from registry.store.database import Database


@dataclass(frozen=True, slots=True)
class VersionFile:
    """A file of a version: its name, what it is by hash, codes of what it proves."""

    name: str
    sha256: str
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class VersionContent:
    """What a commune handed in: figures and answers, what stood beside them, files."""

    assessment: Assessment
    form: Form | None = None
    files: tuple[VersionFile, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that says something else; a blank is ``""``.

    ``part`` is the code of the part it lies in, ``None`` for unit and papers; ``is_outside``
    tells that no remark asked for it.
    """

    field: str
    part: str | None
    words: str
    before: str
    after: str
    is_outside: bool


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that is new, is gone, has another content or proves something else."""

    name: str
    what: str
    places: tuple[str, ...]
    is_outside: bool
    codes: tuple[str, ...] = ()
    """Those of the places."""


@dataclass(frozen=True, slots=True)
class VersionChanges:
    """Everything that differs, in the order of the form; files by name."""

    before: int
    after: int
    fields: tuple[FieldChange, ...]
    files: tuple[FileChange, ...]

    @property
    def outside(self) -> int:
        """How many changes lie outside what was asked for."""
        fields = sum(one.is_outside for one in self.fields)
        return fields + sum(one.is_outside for one in self.files)

    def lines(self) -> list[str]:
        """Return the changes as text, one line each."""
        title = f"Bản {self.after} so với bản {self.before}:"
        if not self.fields and not self.files:
            return [f"{title} không có gì khác."]
        found = [title]
        for one in self.fields:
            change = f"{one.before or '(trống)'} → {one.after or '(trống)'}"
            found.append(f"  {one.words}: {change}{_outside(one.is_outside)}")
        files = (
            f"  Tệp {file.name}: {file.what}{_outside(file.is_outside)}" for file in self.files
        )
        return [*found, *files]


def _outside(is_outside: bool) -> str:  # noqa: FBT001 -- it is what is said
    return " (ngoài yêu cầu bổ sung)" if is_outside else ""


def changes_between(
    ruleset: Ruleset,
    before: tuple[int, VersionContent],
    after: tuple[int, VersionContent],
    remarked: Collection[str] = (),
) -> VersionChanges:
    """Return what differs between two versions, each with its number.

    *remarked* are the places that were asked about: what changed in another part is outside of
    them; unit and papers belong to no part and are inside where something was asked of the
    whole dossier. Without remarks nothing is outside. Pure.
    """
    parts = {part_of(ruleset, place) for place in remarked if place != WHOLE}
    asked = {*parts, None} if WHOLE in remarked else parts
    fields = [*_fields(ruleset, before[1], after[1], asked)]
    files = [*_files(ruleset, before[1].files, after[1].files, asked)]
    return VersionChanges(before[0], after[0], tuple(fields), tuple(files))


def _fields(
    ruleset: Ruleset, old: VersionContent, new: VersionContent, asked: Collection[str | None]
) -> Iterator[FieldChange]:
    was, now = (typed_of(one.assessment, one.form) for one in (old, new))
    for id_, field in fields_of(ruleset).items():
        before, after = was.get(id_, ""), now.get(id_, "")
        if before != after:
            part = _part(ruleset, field)
            words = field_words(ruleset, field)
            yield FieldChange(id_, part, words, before, after, bool(asked) and part not in asked)


def _part(ruleset: Ruleset, field: Field) -> str | None:
    return None if field.group in {UNIT, PROFILE} else part_of(ruleset, field.code)


def _files(
    ruleset: Ruleset,
    old: Iterable[VersionFile],
    new: Iterable[VersionFile],
    asked: Collection[str | None],
) -> Iterator[FileChange]:
    was, now = ({one.name: one for one in files} for files in (old, new))
    for name in sorted({*was, *now}):
        before, after = was.get(name), now.get(name)
        what = _what(before, after)
        if what is None:
            continue
        codes = {code for one in (before, after) if one is not None for code in one.codes}
        parts = {part_of(ruleset, code) for code in codes}
        places = tuple(place_words(ruleset, code) for code in sorted(codes))
        is_outside = bool(asked) and not parts <= {*asked}
        yield FileChange(name, what, places, is_outside, tuple(sorted(codes)))


def _what(before: VersionFile | None, after: VersionFile | None) -> str | None:
    if before is None:
        return "thêm"
    if after is None:
        return "bỏ ra"
    if before.sha256 != after.sha256:
        return "nội dung khác"
    return None if before.codes == after.codes else "chứng minh phần khác"


def changes_since_return(database: Database, name: str) -> VersionChanges | None:
    """Return what the version that counts has otherwise than the one that was returned.

    ``None`` where the dossier was never returned. Raises ``WrongKey`` and ``ProblemsFound``
    where there is no such dossier, or its ruleset can no longer be read.
    """
    with database.reading() as connection:
        number, key = find(connection, name)
        standing = standing_of(connection, number)
        returned = _returned(connection, key)
        if standing is None or returned is None:
            return None
        version, seq = returned
        said = remarks_of(connection, str(key))
        remarked = [one.place for one in said if one.seq == seq]
        return _between(connection, number, key, (version, standing.submission), remarked)


def changes_from(database: Database, name: str, before: int) -> VersionChanges:
    """Return what the version that counts has otherwise than version *before*.

    Raises as ``changes_since_return``.
    """
    with database.reading() as connection:
        number, key = find(connection, name)
        standing = standing_of(connection, number)
        after = before if standing is None else standing.submission
        return _between(connection, number, key, (before, after))


def _between(
    connection: Connection,
    number: int,
    key: Key,
    versions: tuple[int, int],
    remarked: Collection[str] = (),
) -> VersionChanges:
    """Return what differs between two versions that the register has, by the later one's rules."""
    query = select(submissions.c.ruleset_sha256).where(
        submissions.c.dossier == number, submissions.c.version == versions[1]
    )
    ruleset = kept_ruleset(connection, key.ruleset, connection.execute(query).scalar_one())
    old, new = ((which, content_of(connection, number, key, which)) for which in versions)
    return changes_between(ruleset, old, new, remarked)


def _returned(connection: Connection, key: Key) -> tuple[int, int] | None:
    """Return which version counted at the last return, and the number of its event."""
    version, found = 0, None
    for event in walk(connection, str(key)):
        version = event.detail.get("submission", {}).get("version", version)
        if event.detail.get("command") == RETURN:
            found = version, event.seq
    return found


def content_of(connection: Connection, number: int, key: Key, version: int) -> VersionContent:
    """Return what a version of a dossier holds; raises ``ProblemsFound`` where there is none."""
    query = select(submissions.c.assessment, submissions.c.notes).where(
        submissions.c.dossier == number, submissions.c.version == version
    )
    row = connection.execute(query).first()
    place = Place(str(key))
    if row is None:
        raise ProblemsFound([Problem(place, "khong-co-ban", f"hồ sơ không có bản {version}")])
    listed = (
        select(evidence.c.name, evidence.c.sha256, evidence.c.proofs)
        .where(evidence.c.dossier == number, evidence.c.version == version)
        .order_by(evidence.c.position)
    )
    return VersionContent(
        assessment_of(json.loads(row.assessment), place),
        None if row.notes is None else form_of(json.loads(row.notes), place),
        tuple(
            VersionFile(one.name, one.sha256, _codes(json.loads(one.proofs)))
            for one in connection.execute(listed)
        ),
    )


def _codes(proofs: Iterable[dict[str, Any]]) -> frozenset[str]:
    return frozenset(str(code) for proof in proofs for code in proof["codes"])

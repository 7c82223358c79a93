"""Every version against the hash in its event, and scored again by the ruleset it was kept with."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, Table, select

from registry.acts.acts import with_verified
from registry.acts.completeness import Completeness, completeness
from registry.acts.submission import blanks_of, content_document, differences, summary_of
from registry.keeping.content_audit import fault
from registry.keeping.links import Notes, Seen
from registry.store.canonical_json import sha256_of
from registry.store.dossier_keys import Key
from registry.store.schema import appraisals, decisions, evidence, submissions, texts
from registry.workflow.kept_rulesets import ruleset_of_text
from registry.workflow.needs import Facts
from scoring.appraisal.appraised import appraise
from scoring.appraisal.findings import appraisal_of
from scoring.base.canonical import sha256_of_text
from scoring.base.problems import Place, Problem, ProblemsFound
from scoring.engine.assessment import Assessment
from scoring.engine.assessment_json import assessment_of
from scoring.engine.scorer import score
from scoring.results.json_writing import as_result
from scoring.rules.ruleset import Ruleset

_HELD = 20
"""Rows with contents in memory at a time."""

_PROGRAM = ""
"""No version of the program: ``differences`` does not look at it."""

Row = Mapping[str, Any]


@dataclass(slots=True)
class Known:
    """What the versions come to, for judging the steps that rest on them.

    ``submitted`` and ``verified`` hold the facts of the versions that could be read,
    ``appraised`` and ``decided`` the contents that are what the chain says.
    """

    submitted: dict[tuple[Key, int], Facts] = field(default_factory=dict)
    verified: dict[tuple[Key, int], Mapping[str, Any]] = field(default_factory=dict)
    appraised: dict[tuple[Key, int], Mapping[str, Any]] = field(default_factory=dict)
    complete: dict[tuple[Key, int], Completeness] = field(default_factory=dict)
    decided: dict[tuple[Key, int], Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of the versions of some dossiers, held against the chain."""

    connection: Connection
    seen: Seen
    keys: Mapping[int, Key]
    only: Collection[Key] | None
    known: Known = field(default_factory=Known)
    _rulesets: dict[tuple[str, str], Ruleset | None] = field(default_factory=dict)
    _whole: set[tuple[Key, int]] = field(default_factory=set)

    def problems(self) -> Iterator[Problem]:
        """Yield what differs, table by table, and fill ``known``."""
        yield from self._table(submissions, "phiên bản", self.seen.submissions, self._submission)
        yield from self._table(appraisals, "bản thẩm định", self.seen.appraisals, self._appraisal)
        yield from self._table(decisions, "quyết định", self.seen.decisions, self._decision)

    def _table(
        self,
        table: Table,
        words: str,
        said: Notes,
        judge: Callable[[Row, Key, Any, str], Iterator[Problem]],
    ) -> Iterator[Problem]:
        """Compare each row's content with the hash in its event, both ways."""
        wanted = [at for at, key in self.keys.items() if self.only is None or key in self.only]
        left = {at for at in said if self.only is None or at[0] in self.only}
        query = select(table).order_by(table.c.dossier, table.c.version)
        if self.only is not None:
            query = query.where(table.c.dossier.in_(wanted))
        rows = self.connection.execute(query.execution_options(yield_per=_HELD))
        for row in rows.mappings():
            key = self.keys.get(row["dossier"])
            place = f"{key or '?'}, {words} {row['version']}"
            if key is None or (key, row["version"]) not in left:
                yield fault(place, "dong-la", "không sự kiện nào ghi dòng này")
                continue
            left.discard((key, row["version"]))
            yield from judge(dict(row), key, said[key, row["version"]], place)
        for key, version in sorted(left):
            yield fault(f"{key}, {words} {version}", "mat-dong", "dòng đã mất")

    def _submission(self, row: Row, key: Key, noted: Any, place: str) -> Iterator[Problem]:
        is_whole = True
        for name in _names(self._submission_differs, row, key, noted):
            is_whole = False
            yield _changed(place, name)
        at = key, row["version"]
        if is_whole:
            self._whole.add(at)
        result = _result_of(row)
        if result is not None:
            self.known.submitted[at] = Facts(blanks=blanks_of(result))
        ruleset = self._ruleset(key.ruleset, row["ruleset_sha256"])
        if not is_whole or result is None or ruleset is None:
            return
        try:
            assessment = self._assessment(row, place)
            if (assessment.commune.code, assessment.year) != (key.commune, key.year):
                said = f"{assessment.commune.code}/{assessment.year}"
                yield fault(place, "khac-ho-so", f"số liệu của {said}, không phải của hồ sơ này")
            scored = as_result(score(ruleset, assessment), _PROGRAM)
        except ProblemsFound as found:
            yield _unread(place, found)
            return
        yield from _differing(place, scored, result)
        self.known.submitted[at] = Facts(blanks=blanks_of(scored))

    def _submission_differs(self, row: Row, key: Key, noted: Any) -> Iterator[str]:
        query = (
            select(evidence.c.name, evidence.c.sha256, evidence.c.proofs)
            .where(evidence.c.dossier == row["dossier"], evidence.c.version == row["version"])
            .order_by(evidence.c.position)
        )
        rows = self.connection.execute(query)
        listed = [[e.name, e.sha256, json.loads(e.proofs)] for e in rows]
        notes = None if row["notes"] is None else json.loads(row["notes"])
        beside = {"office": row["office"], "notes": notes}
        content = content_document(
            json.loads(row["assessment"]), key.ruleset, row["ruleset_sha256"], beside, listed
        )
        if not self.seen.redacted.holds("submissions", row, noted, content, content):
            yield "nội dung"
        yield from _result_differs(row, noted)
        if sha256_of(json.loads(row["documents"])) != noted["documents"]:
            yield "văn bản"
        if row["package_sha256"] != noted["package_sha256"]:
            yield "package_sha256"
        yield from self._source_differs("submissions", row, noted)

    def _source_differs(self, place: str, row: Row, noted: Any) -> Iterator[str]:
        at = place, f"{row['dossier']}/{row['version']}"
        if not self.seen.redacted.same_name(at, row["source"], noted["source"]):
            yield "source"

    def _appraisal(self, row: Row, key: Key, noted: Any, place: str) -> Iterator[Problem]:
        is_whole = True
        for name in _names(self._appraisal_differs, row, key, noted):
            is_whole = False
            yield _changed(place, name)
        at = key, row["version"]
        result = _result_of(row)
        if result is not None:
            self.known.verified[at] = result
        if is_whole:
            self.known.appraised[at] = json.loads(row["content"])
        if (key, row["submission"]) not in self._whole:
            # What it is about is named already.
            return
        about = self._about(row)
        ruleset = self._ruleset(key.ruleset, about["ruleset_sha256"])
        if not is_whole or result is None or ruleset is None:
            return
        try:
            here = Place(place)
            appraisal = appraisal_of(json.loads(row["content"]), ruleset, here)
            appraised = appraise(ruleset, self._assessment(about, place), appraisal, here)
        except ProblemsFound as found:
            yield _unread(place, found)
            return
        scored = as_result(appraised.verified, _PROGRAM)
        yield from _differing(place, scored, result)
        self.known.verified[at] = scored
        self.known.complete[at] = completeness(appraised)

    def _appraisal_differs(self, row: Row, _: Key, noted: Any) -> Iterator[str]:
        content, result = json.loads(row["content"]), json.loads(row["result"])
        entry = f"{row['dossier']}/{row['version']}"
        taken_out = self.seen.redacted.touches("appraisals", entry, "content", "result")
        names = [*_result_differs(row, noted, is_vouched=taken_out)]
        both = {"content": content, "result": result} if taken_out or not names else None
        if not self.seen.redacted.holds("appraisals", row, noted, content, both):
            yield "nội dung"
        yield from names
        if row["submission"] != noted["submission"]:
            yield "submission"
        yield from self._source_differs("appraisals", row, noted)

    def _decision_differs(self, row: Row, _: Key, noted: Any) -> Iterator[str]:
        content = json.loads(row["content"])
        if not self.seen.redacted.holds("decisions", row, noted, content, content):
            yield "nội dung"
        if row["appraisal"] != noted["appraisal"]:
            yield "appraisal"

    def _decision(self, row: Row, key: Key, noted: Any, place: str) -> Iterator[Problem]:
        names = [*_names(self._decision_differs, row, key, noted)]
        yield from (_changed(place, name) for name in names)
        if not names:
            self.known.decided[key, row["version"]] = json.loads(row["content"])

    def _about(self, row: Row) -> Row:
        """Return the version that an appraisal is about."""
        query = select(submissions.c.assessment, submissions.c.ruleset_sha256).where(
            submissions.c.dossier == row["dossier"], submissions.c.version == row["submission"]
        )
        return dict(self.connection.execute(query).mappings().one())

    def _ruleset(self, ruleset_id: str, sha256: str) -> Ruleset | None:
        """Return a kept ruleset; a text that is lost or changed is named elsewhere."""
        at = ruleset_id, sha256
        if at not in self._rulesets:
            query = select(texts.c.content).where(texts.c.sha256 == sha256)
            text = self.connection.execute(query).scalar()
            is_whole = text is not None and sha256_of_text(text) == sha256
            try:
                found = ruleset_of_text(ruleset_id, text) if text and is_whole else None
            except ProblemsFound:
                found = None
            self._rulesets[at] = found
        return self._rulesets[at]

    def unread_rulesets(self) -> Iterator[Problem]:
        """Yield the whole texts of rulesets that this program does not take: nothing is scored."""
        for (ruleset_id, sha256), ruleset in self._rulesets.items():
            if ruleset is not None:
                continue
            query = select(texts.c.content).where(texts.c.sha256 == sha256)
            text = self.connection.execute(query).scalar()
            if text is not None and sha256_of_text(text) == sha256:
                message = "phần mềm này không đọc được bộ tiêu chí đã lưu, nên không chấm lại được"
                place = f"{ruleset_id} ({sha256[:12]}…)"
                yield fault(place, "khong-cham-lai-duoc", message)

    @staticmethod
    def _assessment(row: Row, place: str) -> Assessment:
        return assessment_of(json.loads(row["assessment"]), Place(place))


def facts_of(known: Known, key: Key, submission: int, appraisal: int | None) -> Facts | None:
    """Return what was known of a dossier with these versions; ``None`` where one is unreadable."""
    facts = known.submitted.get((key, submission))
    if facts is None or appraisal is None:
        return facts
    result = known.verified.get((key, appraisal))
    return None if result is None else with_verified(replace(facts), result)


def _names(differs: Callable[..., Iterator[str]], row: Row, key: Key, noted: Any) -> list[str]:
    try:
        return list(differs(row, key, noted))
    except (AttributeError, KeyError, TypeError, ValueError):
        # Not even readable any more.
        return ["nội dung"]


def _result_differs(row: Row, noted: Any, *, is_vouched: bool = False) -> Iterator[str]:
    """Yield how a result differs; one that is vouched for was compared with the content."""
    result = json.loads(row["result"])
    if not is_vouched and sha256_of(result) != noted["result_sha256"]:
        yield "kết quả"
    elif json.loads(row["summary"], object_pairs_hook=_each_once) != summary_of(result):
        yield "tóm tắt"


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any] | None:
    """Return an object, ``None`` where a key comes twice: lists search the text for a verdict."""
    found = dict(pairs)
    return found if len(found) == len(pairs) else None


def _result_of(row: Row) -> dict[str, Any] | None:
    """Return the result a row holds, where a step can be judged by it."""
    try:
        result = dict(json.loads(row["result"]))
        with_verified(Facts(), result)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    return result


def _differing(place: str, scored: Row, result: Row) -> Iterator[Problem]:
    names = differences(scored, result)
    if names:
        message = f"chấm lại khác với kết quả đã ghi: {', '.join(names)}"
        yield fault(place, "cham-lai-khac", message)


def _changed(place: str, name: str) -> Problem:
    return fault(place, "noi-dung-bi-sua", f"«{name}» không khớp với chuỗi sự kiện")


def _unread(place: str, found: ProblemsFound) -> Problem:
    first = found.problems[0]
    message = f"nội dung không chấm lại được: {first.message}"
    return fault(place, "khong-cham-lai-duoc", message)

"""What the texts of a package say, and that they are all of one commune, year and ruleset."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from registry.evidence.policy import EvidencePolicy
from registry.package.form_json import form_of
from registry.package.manifest import Identity, Manifest
from registry.package.package import (
    AGAIN,
    ASSESSMENT,
    FORM,
    MANIFEST,
    OFFICE,
    RESULT,
    RULESET,
    Package,
    inside,
)
from registry.package.zip_container import DOCUMENT_PATH
from reports.dossier.sets import commune_set
from reports.papers.office import Office
from reports.papers.office_file import office_of
from scoring.base.problems import Place, Problem, ProblemsFound, shown
from scoring.engine.assessment import Assessment
from scoring.engine.assessment_json import assessment_of, strange_codes
from scoring.formats.strict_json import canonical, parsed
from scoring.results.json_writing import FORMAT as RESULT_FORMAT
from scoring.rules.loading import load_bytes
from scoring.rules.ruleset import Ruleset

_T = TypeVar("_T")


@lru_cache(maxsize=16)
def _ruleset(raw: bytes, file: str, ruleset_id: str) -> Ruleset:
    """Load a packaged ruleset; thousands of packages share one."""
    return load_bytes(raw, file, ruleset_id)


class Texts:
    """Puts the checked texts together; faults of different members are told at once."""

    def __init__(self, place: Place, manifest: Manifest, texts: Mapping[str, bytes]) -> None:
        """Take the bytes of every text member by its path."""
        self._place = place
        self._manifest = manifest
        self._texts = texts
        self._problems: list[Problem] = []

    def package(self, path: Path, document: object, policy: EvidencePolicy) -> Package:
        """Return the package; raises ``ProblemsFound``. *document* is the manifest's JSON."""
        manifest, identity = self._manifest, self._manifest.identity
        assessment = self._read(ASSESSMENT, assessment_of)
        result = self._read(RESULT, _result)
        form = self._read(FORM, form_of)
        ruleset = self._load_ruleset(identity)
        office = self._load_office()
        if assessment and ruleset:
            at = inside(self._place, ASSESSMENT)
            self._told(lambda: strange_codes(assessment, ruleset, at))
            self._check_evidence(ruleset, policy)
        if assessment and result:
            self._problems += _contradictions(identity, assessment, result, self._place)
        if self._problems or not assessment or not result or not ruleset:
            raise ProblemsFound(self._problems)
        manifest_text = canonical(document)
        return Package(
            sha256=hashlib.sha256(manifest_text).hexdigest(),
            program=identity.program,
            assessment=assessment,
            ruleset=ruleset,
            ruleset_text=self._texts[RULESET],
            result=result,
            office=office,
            office_text=self._texts.get(OFFICE),
            form=form,
            evidence=manifest.evidence,
            documents=tuple(one for one in manifest.members if DOCUMENT_PATH.fullmatch(one.path)),
            members=manifest.members,
            manifest_text=manifest_text,
            path=path,
        )

    def _read(self, path: str, of: Callable[[object, Place], _T]) -> _T | None:
        content = self._texts.get(path)
        if content is None:
            return None
        at = inside(self._place, path)
        return self._told(lambda: of(parsed(content, at), at))

    def _told(self, act: Callable[[], _T]) -> _T | None:
        try:
            return act()
        except ProblemsFound as found:
            self._problems += found.problems
            return None

    def _load_ruleset(self, identity: Identity) -> Ruleset | None:
        at = inside(self._place, RULESET)
        raw = self._texts[RULESET]
        if hashlib.sha256(raw).hexdigest() != identity.ruleset_sha256:
            message = f"bộ tiêu chí khác SHA-256 ghi ở «{MANIFEST}»"
            self._problems.append(Problem(at, "sai-ma-kiem", message, AGAIN))
        try:
            return _ruleset(raw, RULESET, identity.ruleset_id)
        except ProblemsFound as found:
            self._problems += [
                replace(problem, place=replace(problem.place, file=at.file))
                for problem in found.problems
            ]
            return None

    def _load_office(self) -> Office | None:
        raw = self._texts.get(OFFICE)
        if raw is None:
            return None
        file = inside(self._place, OFFICE).file
        return self._told(lambda: office_of(raw, file, commune_set().numbered, is_kept=True))

    def _check_evidence(self, ruleset: Ruleset, policy: EvidencePolicy) -> None:
        refused = policy.reasons(ruleset)
        known = {*ruleset.items, *(part.code for _, part in ruleset.parts)}
        at = inside(self._place, MANIFEST)
        for file in self._manifest.evidence:
            for code in dict.fromkeys(code for proof in file.proofs for code in proof.codes):
                if code not in known:
                    message = f"{shown(file.name)}: bộ tiêu chí không có phần {shown(code)}"
                    self._problems.append(Problem(at, "ma-la", message))
                elif code in refused:
                    message = f"không nhận tệp {shown(file.name)} của phần {code}: {refused[code]}"
                    hint = "chỉ ghi số, ký hiệu và ngày của văn bản"
                    self._problems.append(Problem(at, "khong-nhan-tep", message, hint))


def _result(value: object, place: Place) -> Mapping[str, Any]:
    if not isinstance(value, dict) or value.get("format") != RESULT_FORMAT:
        message = f"«format» phải là «{RESULT_FORMAT}»"
        raise ProblemsFound([Problem(place, "sai-kieu", message)])
    return value


def _contradictions(
    identity: Identity, assessment: Assessment, result: Mapping[str, Any], place: Place
) -> Iterator[Problem]:
    """Yield where manifest, assessment and result are not of the same commune, year and rules."""
    commune, ruleset = (
        group if isinstance(group := result.get(key), dict) else {}
        for key in ("commune", "ruleset")
    )
    own = assessment.commune
    for what, said, others in (
        ("mã xã", identity.commune_code, {ASSESSMENT: own.code, RESULT: commune.get("code")}),
        ("tên xã", identity.commune_name, {ASSESSMENT: own.name, RESULT: commune.get("name")}),
        ("năm", identity.year, {ASSESSMENT: assessment.year, RESULT: result.get("year")}),
        ("mã bộ tiêu chí", identity.ruleset_id, {RESULT: ruleset.get("id")}),
        ("SHA-256 của bộ tiêu chí", identity.ruleset_sha256, {RESULT: ruleset.get("sha256")}),
    ):
        for file, other in others.items():
            if other != said:
                message = f"{what} là {shown(other)}, «{MANIFEST}» ghi {shown(said)}"
                yield Problem(inside(place, file), "mau-thuan", message, AGAIN)

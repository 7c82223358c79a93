"""What the pages of the desk share: the case, its draft, who asks, what a page shows around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render

from phuhop.portal.accounts.models import WORKFLOW_ROLES, Role
from phuhop.portal.accounts.sessions import seconds_left
from phuhop.portal.desk.derived import SIGNALS, decisive_for, kept
from phuhop.portal.desk.models import Assignment, Verification, VerificationField
from phuhop.portal.drafts.changes import people
from phuhop.portal.drafts.presence import VERIFIER, beside
from phuhop.portal.drafts.register import actor_of, register
from phuhop.portal.drafts.rows import FieldRow, fields_of, texts_of
from phuhop.portal.office.frame import numbers_in, reach
from phuhop.portal.permissions import Access, PermittedRequest, today
from phuhop.portal.reach import states_seen
from phuhop.usecases.drafting.last_year import LastYear
from phuhop.usecases.returns.version_changes import (
    VersionChanges,
    changes_from,
    changes_since_return,
)
from phuhop.usecases.verifying.assembling import Verified, verified
from phuhop.usecases.verifying.case import VerifierCase, verifier_case, year_before
from phuhop.usecases.verifying.desk import Desk, desk
from phuhop.usecases.verifying.fields import APPRAISER, SHEET
from phuhop.usecases.verifying.looking_first import Sentence, signals_of_year
from phuhop.usecases.verifying.typing_back import carried_over, typed_of_appraisal
from phuhop.usecases.verifying.worklist import versions_of
from registry.store.chain import Actor
from registry.store.dossier_keys import WrongKey
from registry.workflow.repeats import Seen
from registry.workflow.settings import settings_of
from scoring.base.problems import ProblemsFound

ROLE = WORKFLOW_ROLES[Role.VERIFIER]


@dataclass(frozen=True)
class OpenCase:
    """A dossier on the desk as it stands in this moment: the case, what was typed about it.

    Until somebody saves there is no draft: the texts are those of the appraisal that counts.
    """

    case: VerifierCase
    draft: Verification | None
    rows: Mapping[str, FieldRow]
    account: str

    @cached_property
    def texts(self) -> dict[str, str]:
        """What was typed, by field."""
        if self.draft is not None:
            return texts_of(self.rows)
        return first_texts(self.case, self.account)

    @cached_property
    def verified(self) -> Verified:
        """What the texts come to."""
        return verified(self.case.reported, self.texts)

    @property
    def revision(self) -> int:
        """The draft's revision."""
        return 0 if self.draft is None else self.draft.revision

    def revision_of(self, field: str) -> int:
        """Return the revision of a field; 0 where nothing was ever saved."""
        return self.rows[field].revision if field in self.rows else 0

    @property
    def is_open(self) -> bool:
        """Whether findings may be typed: the workflow lets them be recorded, now or after start."""
        return bool({"appraise", "start", "return"} & self.case.commands)

    @property
    def is_recorded(self) -> bool:
        """Whether the register's appraisal is just what stands here."""
        held = self.case.appraisal
        return held is not None and held.sha256 == self.verified.appraisal.sha256

    def desk(self, *, is_full: bool = True, writes: bool = False) -> Desk:
        """Return the desk; without *is_full* what stands beside figures is left out."""
        first = decisive_for(self.case.reported, self.case.sha256, writes=writes)
        told: tuple[Sentence, ...] = ()
        before: LastYear | None = None
        if is_full:
            told = signals_for(self.case)
            before = year_before(register(), self.case)
        return desk(self.case, self.verified, first, told, before)

    @cached_property
    def changes(self) -> VersionChanges | None:
        """What the version has otherwise than the one that was returned."""
        return changes_since_return(register(), str(self.case.key))


def first_texts(case: VerifierCase, account: str) -> dict[str, str]:
    """Return what a new draft begins with: the appraisal that counts, else who verifies.

    After a return it is what was found of the version before, as far as nothing of it changed.
    """
    if case.appraisal is not None:
        return typed_of_appraisal(case.appraisal)
    earlier = (
        _drafts(case).filter(version__lt=case.standing.submission).order_by("-version").first()
    )
    if earlier is None:
        return {f"{SHEET}.{APPRAISER}": account}
    texts = texts_of(fields_of(VerificationField, earlier.pk))
    changes = changes_from(register(), str(case.key), earlier.version)
    return carried_over(case.reported.ruleset, texts, changes)


def opened(request: PermittedRequest, commune: str, year: int) -> OpenCase:
    """Return the dossier with its draft; raises ``Http404`` where there is none."""
    try:
        case = verifier_case(register(), f"{commune}/{year}", ROLE)
    except (ProblemsFound, WrongKey):
        raise Http404 from None
    draft = draft_of(case)
    rows = {} if draft is None else fields_of(VerificationField, draft.pk)
    return OpenCase(case, draft, rows, str(request.user))


def draft_of(case: VerifierCase) -> Verification | None:
    """Return the draft about the version that counts; ``None`` while nobody saved."""
    return _drafts(case).filter(version=case.standing.submission).first()


def _drafts(case: VerifierCase) -> QuerySet[Verification]:
    key = case.key
    return Verification.objects.filter(commune=key.commune, year=key.year, ruleset=key.ruleset)


def signals_for(case: VerifierCase) -> tuple[Sentence, ...]:
    """Return which figures of a dossier stand out among those of its year, kept by their hash."""
    versions = versions_of(register(), case.key.year, (None, states_on_the_desk()))
    found = signals_of_year(
        register(), case.key.year, versions, lambda sha256, make: kept(SIGNALS, sha256, make)
    )
    return tuple(found.get(case.key.commune, ()))


def states_on_the_desk() -> frozenset[str]:
    """Return the states in which a verifier sees a dossier, without those that should not be."""
    with register().reading() as connection:
        workflow = settings_of(connection).workflow
    return states_seen(workflow, Role.VERIFIER) - workflow.cancelled


def scope_of(request: PermittedRequest) -> tuple[frozenset[str] | None, frozenset[str]]:
    """Return the communes and the states that the person verifies."""
    return reach(request, Access.VERIFY), states_on_the_desk()


def actor(request: PermittedRequest) -> Actor:
    """Return who acts, by the grant that let them in."""
    if request.grant is None:
        raise Http404
    return actor_of(request.user, request.grant)


def seen_in(request: PermittedRequest, name: str = "da-xem") -> Seen:
    """Return what the page was showing: version and step; raises ``Http404`` for nonsense."""
    found = numbers_in(request.POST.get(name, ""))
    if len(found) != len(("version", "step")):
        raise Http404
    return Seen(*found)


def page(
    request: PermittedRequest,
    template: str,
    found: OpenCase,
    here: str,
    *,
    status: int = 200,
    **about: Any,
) -> HttpResponse:
    """Return a page about one dossier."""
    case = found.case
    assigned = Assignment.objects.filter(commune=case.key.commune, year=case.key.year)
    who = assigned.select_related("account").first()
    conflicts = about.get("conflicts") or {}
    said = {
        "found": found,
        "case": case,
        "commune": case.key.commune,
        "year": case.key.year,
        "here": here,
        "seen": f"{case.seen.version}:{case.seen.step}",
        "assignee": None if who is None else who.account,
        "days_left": None if case.due is None else (case.due.day - today()).days,
        "has_changes": bool(case.remarks),
        "seconds": seconds_left(request),
        "people": people(one.their_account for one in conflicts.values()),
        "told": (),
        "beside": beside(
            VERIFIER,
            (case.key.commune, case.key.year),
            request.user,
            request.path,
            None if found.draft is None else found.draft.changes.all(),
        ),
        **about,
    }
    return render(request, template, said, status=status)

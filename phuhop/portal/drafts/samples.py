"""A trial: invented people over invented communes, let in by links that only one machine sees."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from django.utils import timezone
from sqlalchemy import select

from phuhop import __version__
from phuhop.portal.accounts.models import Account, Grant, Role, Scope
from phuhop.portal.accounts.ways_in import way_in
from phuhop.portal.drafts.models import Draft
from phuhop.portal.drafts.register import make_register, register
from phuhop.portal.drafts.saving import Typed, save
from phuhop.usecases.drafting.fields import fields_of
from phuhop.usecases.drafting.typing_back import typed_of
from phuhop.usecases.reading import read
from phuhop.usecases.samples.register import Reached, decisions_of, lead
from registry.store.schema import dossiers
from reports.wording.stamp import Stamp
from scoring.intake.reading import Entry

_FOLDER = Path(__file__).parents[2] / "demo_data"
_SAMPLES, _DECISIONS = _FOLDER / "so-lieu-mau.csv", _FOLDER / "quyet-dinh-mau.csv"
_PEOPLE = (
    ("mau-chuyen-vien", "Lò Thị Mẫu", Role.OFFICER),
    ("mau-lanh-dao", "Vàng A Mẫu", Role.LEADER),
    ("mau-tiep-nhan", "Hà Văn Mẫu", Role.RECEIVER),
    ("mau-tham-dinh", "Mùa Thị Mẫu", Role.VERIFIER),
    ("mau-quyet-dinh", "Đỗ Văn Mẫu", Role.DECIDER),
    ("mau-cap-tren", "Nông Thị Mẫu", Role.SUPERIOR),
    ("mau-quan-tri", "Trần Văn Mẫu", Role.ADMINISTRATOR),
)
_WAITING = {
    "99008": Reached.STARTED,
    "99009": Reached.HANDED_IN,
    "99010": Reached.APPRAISED,
    "99011": Reached.APPRAISED,
}
"""Dossiers that the verifier or the decider of a trial finds on the desk."""

_STILL_DRAFTS = ("99001", "99002", "99003", "99004", "99005")


def sample_register() -> None:
    """Make the register of a trial where there is none: communes that have come various ways."""
    if not make_register():
        return
    entries = read([_SAMPLES], None, None).entries
    stories = [
        replace(one, paper=None, reached=_WAITING[one.code]) if one.code in _WAITING else one
        for one in decisions_of(_DECISIONS)
        if one.code not in _STILL_DRAFTS
    ]
    lead(register(), entries, stories, Stamp(__version__))


def sample_people() -> tuple[tuple[str, str], ...]:
    """Make people and drafts where they are missing; return who may come in by which path.

    A commune whose dossier the register has already has no draft.
    """
    entries = read([_SAMPLES], None, None).entries
    with register().reading() as connection:
        listed = connection.execute(select(dossiers.c.commune, dossiers.c.year)).all()
    known = {tuple(row) for row in listed}
    for entry in entries:
        if (entry.assessment.commune.code, entry.assessment.year) not in known:
            _draft(entry)
    codes = [entry.assessment.commune.code for entry in entries]
    found = []
    for username, name, role in _PEOPLE:
        account, is_new = Account.objects.get_or_create(
            username=username, defaults={"full_name": name, "unit": "SỐ LIỆU MẪU"}
        )
        if is_new:
            account.set_unusable_password()
            account.save()
            is_everywhere = role in {Role.ADMINISTRATOR, Role.SUPERIOR}
            scope = Scope.ALL if is_everywhere else Scope.LIST
            Grant.objects.create(
                account=account,
                role=role,
                scope=scope,
                communes=[] if is_everywhere else codes,
                from_day=timezone.localdate(),
                granted_by="phuhop demo",
            )
        found.append((f"{name} ({role.label})", f"/vao-thu/{way_in(account)}/"))
    return tuple(found)


def _draft(entry: Entry) -> None:
    commune, year = entry.assessment.commune, entry.assessment.year
    draft, is_new = Draft.objects.get_or_create(
        commune=commune.code,
        year=year,
        defaults={
            "commune_name": commune.name,
            "province": commune.province or "",
            "ruleset": entry.ruleset.id,
            "ruleset_sha256": entry.ruleset.sha256,
        },
    )
    if is_new:
        texts = typed_of(entry.assessment, entry.form)
        known = fields_of(entry.ruleset)
        typed = [Typed(id_, text, 0) for id_, text in texts.items() if id_ in known]
        save(draft.pk, typed, "mau-chuyen-vien", timezone.now())

"""A trial: invented people over invented communes, let in by links that only one machine sees."""

from __future__ import annotations

from pathlib import Path

from django.utils import timezone

from phuhop.portal.accounts.models import Account, Grant, Role, Scope
from phuhop.portal.accounts.ways_in import way_in
from phuhop.portal.drafts.models import Draft
from phuhop.portal.drafts.saving import Typed, save
from phuhop.usecases.drafting.fields import fields_of
from phuhop.usecases.drafting.typing_back import typed_of
from phuhop.usecases.reading import read
from scoring.intake.reading import Entry

_SAMPLES = Path(__file__).parents[2] / "demo_data" / "so-lieu-mau.csv"
_PEOPLE = (
    ("mau-chuyen-vien", "Lò Thị Mẫu", Role.OFFICER),
    ("mau-lanh-dao", "Vàng A Mẫu", Role.LEADER),
    ("mau-quan-tri", "Trần Văn Mẫu", Role.ADMINISTRATOR),
)


def sample_people() -> tuple[tuple[str, str], ...]:
    """Make people and drafts where they are missing; return who may come in by which path."""
    entries = read([_SAMPLES], None, None).entries
    for entry in entries:
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
            scope = Scope.ALL if role is Role.ADMINISTRATOR else Scope.LIST
            Grant.objects.create(
                account=account,
                role=role,
                scope=scope,
                communes=[] if role is Role.ADMINISTRATOR else codes,
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

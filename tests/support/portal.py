"""A portal of this process over files of its own, and people who sign in to it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from phuhop.portal.config import Config
from phuhop.usecases.drafting.typing_back import typed_of
from tests.support.scored_years import best_year

if TYPE_CHECKING:
    from django.test import Client

    from phuhop.portal.accounts.models import Account
    from phuhop.portal.drafts.models import Draft

PASSWORD = "một câu dễ nhớ và rất dài"  # noqa: S105 -- of invented people
COMMUNE, YEAR = "99001", 2024


def configure(home: Path, register: str | None = None, database: str | None = None) -> None:
    """Let Django know its settings, once in a process: its models cannot be imported before."""
    register = register or str(home / "so.db")
    config = Config(home, register, database, is_plain=True, is_relaxed=True)
    os.environ.update(config.environment)
    os.environ["DJANGO_SETTINGS_MODULE"] = "phuhop.portal.settings"
    import django

    django.setup()


def make_tables() -> None:
    """Make the portal's tables and its register."""
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    setup_test_environment()
    from phuhop.portal.drafts.register import make_register

    make_register()


def person(
    username: str,
    role: str,
    communes: Sequence[str] = (COMMUNE,),
    scope: str = "xa",
    **about: Any,
) -> Account:
    """Make an account with one grant that holds today."""
    from django.utils import timezone

    from phuhop.portal.accounts.models import Account, Grant

    name = about.pop("full_name", username.title())
    account = Account(username=username, full_name=name, unit="Xã Trăng Non")
    account.set_password(PASSWORD)
    account.save()
    given = {"from_day": timezone.localdate(), "granted_by": "quan-tri", **about}
    Grant.objects.create(account=account, role=role, scope=scope, communes=list(communes), **given)
    return account


def signed_in(account: Account) -> Client:
    """Return a browser in which *account* is signed in."""
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(account, backend="phuhop.portal.accounts.who_asks.Backend")
    return client


def draft(commune: str = COMMUNE, year: int = YEAR) -> Draft:
    """Return a draft with nothing on it but the unit's name."""
    from phuhop.portal.drafts.models import Draft
    from phuhop.portal.drafts.opening import ruleset_of

    ruleset = ruleset_of("06-QD-TTg-2019")
    return Draft.objects.create(
        commune=commune,
        commune_name="Xã Trăng Non",
        province="Tỉnh Đồi Sim",
        year=year,
        ruleset=ruleset.id,
        ruleset_sha256=ruleset.sha256,
    )


def fill_in(draft: Draft, texts: Mapping[str, str]) -> None:
    """Save *texts* into the fields of a draft."""
    from django.utils import timezone

    from phuhop.portal.drafts.saving import Typed, save

    save(draft.pk, [Typed(id_, text, 0) for id_, text in texts.items()], "mo", timezone.now())


def typed_for_a_pass() -> dict[str, str]:
    """Return what an officer types who leaves nothing out, of a commune that passes."""
    return typed_of(best_year())


def posted(texts: dict[str, str], seen: int = 0) -> dict[str, str]:
    """Return what a browser posts of *texts*."""
    return {**texts, **{f"ban.{id_}": str(seen) for id_ in texts}}

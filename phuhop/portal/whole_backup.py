"""The portal's own store written out and read back, for a copy of portal and register together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError, connection, models, transaction

from phuhop.portal.accounts.models import Account
from phuhop.usecases.whole_backup import StoreBeside
from scoring.base.problems import Place, Problem, ProblemsFound

LEFT_OUT = frozenset(
    {
        "sessions.session",
        "usersessions.usersession",
        # What expired sessions had typed: for half an hour, and for one sign-in.
        "drafts.parked",
        # Who had a page open a minute ago.
        "drafts.presence",
        # Computed again from the register by whoever needs it.
        "desk.derived",
        # Made with the tables.
        "contenttypes.contenttype",
        "auth.permission",
    }
)
"""Models that are no part of a copy; every other model is."""

_HELD = 500
"""Rows in memory at a time; files may have 20 MB each, so of their rows one."""


class PortalStore(StoreBeside):
    """The database that Django of this process is set to."""

    def dump(self, target: Path) -> int:
        """Write every row but sessions and what is made anew, a line each; return how many."""
        rows = 0
        with target.open("x", encoding="utf-8") as stream, _one_moment():
            for model in kept_models():
                found = _rows_of(model).order_by("pk")
                held = 1 if _has_bytes(model) else _HELD
                serializers.serialize("jsonl", found.iterator(held), stream=stream)
                rows += found.count()
        return rows

    @contextmanager
    def loading(self, source: Path) -> Iterator[int]:
        """Make the tables, read the rows; a failure within leaves the tables empty.

        Raises ``ProblemsFound`` where people have accounts already, or the rows do not fit.
        """
        call_command("migrate", verbosity=0)
        _refuse_people()
        try:
            with transaction.atomic():
                call_command("loaddata", source, verbosity=0)
                yield sum(_rows_of(model).count() for model in kept_models())
        except (DatabaseError, DeserializationError) as error:
            message = f"không nạp được tài khoản và bản nháp của bản sao ({type(error).__name__})"
            raise ProblemsFound([Problem(_PLACE, "ban-sao-hong", message)]) from None


_PLACE = Place("cổng")


def kept_models() -> list[type[models.Model]]:
    """Return the models whose rows a copy holds."""
    labels = {one: one._meta.label_lower for one in apps.get_models()}  # noqa: SLF001 -- documented
    return [one for one, label in labels.items() if label not in LEFT_OUT]


def _rows_of(model: type[models.Model]) -> models.QuerySet[models.Model]:
    return model._base_manager.all()  # noqa: SLF001 -- documented: every row


def _has_bytes(model: type[models.Model]) -> bool:
    fields = model._meta.fields  # noqa: SLF001 -- documented
    return any(isinstance(field, models.BinaryField) for field in fields)


def _refuse_people() -> None:
    if Account.objects.exists():
        message, hint = "ở đây đã có cổng với tài khoản", "cổng không bị ghi đè; chọn chỗ khác"
        raise ProblemsFound([Problem(_PLACE, "da-co-cong", message, hint)])


@contextmanager
def _one_moment() -> Iterator[Any]:
    """Read everything as it is at one moment, and keep nobody who saves waiting."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # A transaction of Django's own would take the lock of those who write.
            cursor.execute("BEGIN")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield

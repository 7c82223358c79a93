"""The portal of this process over another database: Django knows one for each process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from phuhop.portal.config import Config
from tests.support.postgresql import new_database


@contextmanager
def served_from(told: Config) -> Iterator[None]:
    """Let tables and register be those that *told* names; afterwards they are the own ones.

    Only what reads the settings at each call follows: not the folder, not the names of hosts.
    """
    from django.db import connections

    from phuhop.portal.drafts.register import register
    from phuhop.portal.settings import CONFIG

    def use(settings: object, address: str, store: str | None) -> None:
        connections.close_all()
        connections.settings["default"] = settings
        # A thread that has asked nothing yet has none to forget.
        with suppress(AttributeError):
            del connections["default"]
        register().close()
        register.cache_clear()
        # It never changes in a process that serves.
        object.__setattr__(CONFIG, "register", address)
        object.__setattr__(CONFIG, "database", store)

    own = connections.settings["default"], CONFIG.register, CONFIG.database
    other = connections.configure_settings({"default": told.django_database()})["default"]
    try:
        use(other, told.register, told.database)
        yield
    finally:
        use(*own)


@contextmanager
def stores_on(server: str, home: Path) -> Iterator[Config]:
    """Give a portal whose tables and register stand, empty, in databases of a *server*."""
    from django.core.management import call_command

    from phuhop.portal.drafts.register import make_register

    with new_database(server) as chain, new_database(server) as store:
        told = Config(home, chain, store, is_plain=True, is_relaxed=True)
        with served_from(told):
            call_command("migrate", verbosity=0)
            call_command("createcachetable", verbosity=0)
            make_register()
        yield told

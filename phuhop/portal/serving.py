"""Starting a portal: its folder, its tables, its first administrator, the server before it."""

from __future__ import annotations

import errno
import gc
import os
import socket
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from phuhop.files.writing import told_of
from phuhop.portal.config import Config
from phuhop.usecases.register.opening import wrong_words_told
from phuhop.usecases.wrong_use import WrongUse
from scoring.base.problems import shown

KEEP_ALIVE = 75
"""Seconds. With 5, a save every 5 seconds meets a connection that is just being closed."""

THREADS = 4

_GARBAGE = 20_000, 20, 20
"""How many objects more there must be before garbage is looked for: 700, 10, 10 without us."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A portal that can be served: the way in for the first administrator, where there is none."""

    application: Any
    first_path: str | None
    samples: tuple[tuple[str, str], ...] = ()
    """Of a trial: who each way in is for, and its path."""


def prepare(config: Config) -> Prepared:
    """Make folder and tables where they are missing; return what is served.

    Every process of the server starts with the same environment. A trial has sample people
    over the sample communes and makes its own register; else there must be one. Raises
    ``ProblemsFound`` where there is none, or a database does not answer or cannot hold every
    letter, ``WrongUse`` for an address that cannot be meant.
    """
    with wrong_words_told():
        config.check()
    config.make_home()
    config.use()
    from django.conf import settings
    from django.core.management import call_command

    with told_of(config.home):
        Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
    from phuhop.portal.working import refuse_newer_tables
    from phuhop.portal.wsgi import application

    refuse_newer_tables()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    with told_of(config.home):
        call_command("collectstatic", verbosity=0, interactive=False)
    from phuhop.portal.accounts.granting import agree
    from phuhop.portal.accounts.invitations import STARTER, first_administrator
    from phuhop.portal.drafts.register import register
    from phuhop.portal.drafts.samples import sample_people, sample_register
    from phuhop.portal.jobs.following import begin_to_follow

    if config.is_trial:
        sample_register()
        begin_to_follow()
        samples = sample_people()
        agree(STARTER)
        return Prepared(application, None, samples)
    register()
    begin_to_follow()
    # What a crash left between the register's events and the portal's rows is mended here.
    agree(STARTER)
    return Prepared(application, first_administrator())


def check_free(host: str, port: int) -> None:
    """Raise ``WrongUse`` where nothing can be served at *host* and *port*."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((host, port))
        except OSError as error:
            if error.errno in {errno.EADDRINUSE, errno.EACCES}:
                message = f"cổng mạng {port} đang có chương trình khác dùng hoặc không được phép mở"
                raise WrongUse("port", f"{message}; chọn số khác") from None
            raise WrongUse("host", f"máy này không có địa chỉ {shown(host)}") from None


def stay_loaded() -> None:
    """Load what pages need, for all workers and before the first person waits for it.

    It stays, so garbage is not looked for in it, and looked for less often: with Python's own
    numbers that was a quarter of what a save costs (14.8 ms CPU, 11.3 with these; 28/11/2026).
    """
    from django.urls import get_resolver

    from phuhop.usecases.reading import shipped_units

    _ = get_resolver().url_patterns
    shipped_units()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_GARBAGE)


def serve(prepared: Prepared, host: str, port: int, workers: int) -> None:
    """Answer until stopped: several processes where the system can fork, else one."""
    stay_loaded()
    if prepared.samples:
        # A trial is one command: its jobs are done beside its pages.
        from phuhop.portal.jobs.worker import work

        threading.Thread(target=work, args=(threading.Event(),), daemon=True).start()
    if workers > 1 and hasattr(os, "fork"):
        _forking(prepared.application, host, port, workers)
        return
    import waitress

    from phuhop.portal.middleware import LARGEST_BODY

    waitress.serve(
        prepared.application,
        host=host,
        port=port,
        threads=2 * THREADS,
        channel_timeout=KEEP_ALIVE,
        ident=None,
        # A body in pieces is put together before anybody is asked.
        max_request_body_size=LARGEST_BODY,
    )


def _forking(application: Any, host: str, port: int, workers: int) -> None:
    from django.db import connections
    from gunicorn.app.base import BaseApplication

    from phuhop.portal.drafts.register import register

    class Server(BaseApplication):  # type: ignore[misc] # gunicorn ships no types
        """Gunicorn without a file of settings."""

        def load_config(self) -> None:
            """Say what is ours."""
            chosen = {
                "bind": f"{host}:{port}",
                "workers": workers,
                "worker_class": "gthread",
                "threads": THREADS,
                "keepalive": KEEP_ALIVE,
                "preload_app": False,
            }
            for name, value in chosen.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            """Return what each worker serves, with no connection that another process has too."""
            register().engine.dispose(close=False)
            return application

    # What was opened before the fork would be everybody's.
    connections.close_all()
    register().close()
    Server().run()

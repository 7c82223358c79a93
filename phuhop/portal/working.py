"""Starting a worker of the portal: beside its pages, over the same stores."""

from __future__ import annotations

import os
from threading import Event

from phuhop.portal.config import Config
from phuhop.usecases.register.opening import wrong_words_told
from scoring.base.problems import Place, Problem, ProblemsFound

_BEHIND = 19
"""Steps of politeness: the most there are."""


def work_until(stopped: Event, config: Config, *, once: bool = False) -> None:
    """Do what waits until *stopped*; *once*: until nothing waits.

    Raises ``ProblemsFound`` where the portal was never opened, or by another version, or a
    database does not answer; once it works, it waits for one that goes away.
    """
    set_up(config)
    from phuhop.portal.drafts.register import register
    from phuhop.portal.jobs.worker import work

    register()
    stand_back()
    work(stopped, once=once)


def stand_back() -> None:
    """Let the pages of the same machine go first: whoever saves waits, a job does not."""
    if hasattr(os, "nice"):
        os.nice(_BEHIND)


def set_up(config: Config) -> None:
    """Let Django of this process be that of a portal that was opened before.

    Raises ``ProblemsFound`` where it was not, or by another version.
    """
    with wrong_words_told():
        config.check()
    config.use()
    import django

    django.setup()
    refuse_newer_tables()
    if not config.home.is_dir() or _has_old_tables():
        message = "cổng ở đây chưa mở lần nào, hoặc do bản phần mềm khác mở"
        hint = "mở cổng trước, rồi chạy lại"
        raise ProblemsFound([Problem(Place(str(config.home)), "cong-chua-mo", message, hint)])


def refuse_newer_tables() -> None:
    """Raise ``ProblemsFound`` where a newer version of the program has changed the tables."""
    from django.apps import apps
    from django.db import connections
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connections["default"])
    ours = {one.label for one in apps.get_app_configs() if one.name.startswith("phuhop.")}
    unknown = [f"{app}.{name}" for app, name in loader.applied_migrations if app in ours]
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    newer = sorted(set(unknown) - known)
    if newer:
        message = f"bảng của cổng do bản phần mềm mới hơn lập ({newer[-1]})"
        hint = "cài bản phần mềm mới, hoặc khôi phục bản sao lưu từ trước khi nâng cấp"
        raise ProblemsFound([Problem(Place("cổng"), "cong-moi-hon", message, hint)])


def _has_old_tables() -> bool:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["default"])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))

"""Starting a worker of the portal: beside its pages, over the same stores."""

from __future__ import annotations

from threading import Event

from phuhop.portal.config import Config
from scoring.base.problems import Place, Problem, ProblemsFound


def work_until(stopped: Event, config: Config, *, once: bool = False) -> None:
    """Do what waits until *stopped*; *once*: until nothing waits.

    Raises ``ProblemsFound`` where the portal was never opened, or by another version.
    """
    set_up(config)
    from phuhop.portal.drafts.register import register
    from phuhop.portal.jobs.worker import work

    register()
    work(stopped, once=once)


def set_up(config: Config) -> None:
    """Let Django of this process be that of a portal that was opened before.

    Raises ``ProblemsFound`` where it was not, or by another version.
    """
    config.use()
    import django

    django.setup()
    if not config.home.is_dir() or _has_old_tables():
        message = "cổng ở đây chưa mở lần nào, hoặc do bản phần mềm khác mở"
        hint = "mở cổng trước, rồi chạy lại"
        raise ProblemsFound([Problem(Place(str(config.home)), "cong-chua-mo", message, hint)])


def _has_old_tables() -> bool:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["default"])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))

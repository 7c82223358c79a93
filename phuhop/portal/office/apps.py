"""The app of an office: its kinds of jobs are known wherever Django is."""

from __future__ import annotations

from django.apps import AppConfig


class Office(AppConfig):
    """Decisions, overview, reports and publication."""

    name = "phuhop.portal.office"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the kinds of jobs."""
        from phuhop.portal.office import jobs  # noqa: F401 -- reading it registers them

"""The app of jobs: its kinds are known wherever Django is."""

from __future__ import annotations

from django.apps import AppConfig


class Jobs(AppConfig):
    """Jobs and what they come to."""

    name = "phuhop.portal.jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the shipped kinds."""
        from phuhop.portal.jobs import shipped  # noqa: F401 -- reading it registers them

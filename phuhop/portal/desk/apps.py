"""The app of the desk, with its kind of job."""

from __future__ import annotations

from django.apps import AppConfig


class Desk(AppConfig):
    """Verification drafts, assignments, what is computed slowly."""

    name = "phuhop.portal.desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the job that computes what decides each dossier."""
        from phuhop.portal.jobs.kinds import Kind, add
        from phuhop.portal.permissions import Access

        words = "Tính phần nào có thể đổi kết luận của từng hồ sơ"
        add(Kind("thu-tu", words, (Access.VERIFY,), "phuhop.portal.desk.derived.fill"))

"""What is listened to from the start: who signed in, who could not, what they changed."""

from __future__ import annotations

from django.apps import AppConfig


class Accounts(AppConfig):
    """The app of accounts."""

    name = "phuhop.portal.accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Begin to listen."""
        from phuhop.portal.accounts.heard import listen

        listen()

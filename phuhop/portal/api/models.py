"""Tokens of other systems: each reads what one grant of its person reaches."""

from __future__ import annotations

from django.db import models

from phuhop.portal.accounts.models import Account, Grant


class Token(models.Model):
    """A token, of which only the hash is kept. It is never changed: it ends, and another begins."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    grant = models.ForeignKey(Grant, on_delete=models.CASCADE)
    label = models.CharField(max_length=80)
    """For which system, as its person calls it."""
    sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    until_day = models.DateField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        """The newest first."""

        ordering = ("-id",)

    def __str__(self) -> str:
        """Return its number: by this, too, its requests are counted."""
        return f"token {self.pk}"

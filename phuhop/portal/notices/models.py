"""How far each person read, and which letters went out."""

from __future__ import annotations

from django.db import models

from phuhop.portal.accounts.models import Account


class ReadUpTo(models.Model):
    """The last link of the chain that a person was shown."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="read_up_to")
    seq = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        """Return who read how far."""
        return f"{self.account} {self.seq}"


class Letter(models.Model):
    """A letter to one person for one cause: it goes out once."""

    cause = models.CharField(max_length=80)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        """One letter a cause and person."""

        constraints = (models.UniqueConstraint(fields=["cause", "account"], name="one_letter"),)

    def __str__(self) -> str:
        """Return to whom it goes."""
        return str(self.account)

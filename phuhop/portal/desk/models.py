"""The desk's own store: verification drafts, who has which dossier, what is computed slowly."""

from __future__ import annotations

from django.db import models

from phuhop.portal.accounts.models import Account
from phuhop.portal.drafts.models import DraftState, SavedText


class Verification(models.Model):
    """What a verifier is finding about one version of a dossier."""

    commune = models.CharField(max_length=5)
    year = models.PositiveSmallIntegerField()
    ruleset = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    """The version of the register that is verified."""
    revision = models.PositiveBigIntegerField(default=0)
    """Grows with every change: it orders the writers of one draft."""
    state = models.CharField(max_length=10, choices=DraftState.choices, default=DraftState.OPEN)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One draft a version."""

        constraints = (
            models.UniqueConstraint(
                fields=["commune", "year", "ruleset", "version"], name="one_verification_a_version"
            ),
        )

    def __str__(self) -> str:
        """Return whose dossier of which year, which version."""
        return f"{self.commune}/{self.year}, bản {self.version}"


class VerificationField(SavedText):
    """The present text of one field, as it was typed."""

    draft = models.ForeignKey(Verification, on_delete=models.CASCADE, related_name="fields")

    class Meta:
        """One row a field."""

        constraints = (
            models.UniqueConstraint(fields=["draft", "field"], name="one_row_a_verified_field"),
        )


class VerificationChange(SavedText):
    """What was saved once, kept for whoever asks what became of a value."""

    draft = models.ForeignKey(Verification, on_delete=models.CASCADE, related_name="changes")

    class Meta:
        """Read by draft, newest first."""

        indexes = (models.Index(fields=["draft", "revision"]),)


class Assignment(models.Model):
    """Who has a dossier on the desk."""

    commune = models.CharField(max_length=5)
    year = models.PositiveSmallIntegerField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="assignments")
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        """A dossier has one person at a time."""

        constraints = (
            models.UniqueConstraint(fields=["commune", "year"], name="one_person_a_dossier"),
        )

    def __str__(self) -> str:
        """Return the dossier."""
        return f"{self.commune}/{self.year}"


class Derived(models.Model):
    """What a pure function gave, by the hash of what it was given. May be thrown away."""

    kind = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    value = models.JSONField()

    class Meta:
        """One value a hash."""

        constraints = (models.UniqueConstraint(fields=["kind", "sha256"], name="one_value_a_hash"),)

    def __str__(self) -> str:
        """Return what it is of."""
        return f"{self.kind} {self.sha256[:12]}"

"""The portal's own store of what is being filled in: mutable, and never the register."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class DraftState(models.TextChoices):
    """Where a draft stands."""

    OPEN = "dang-lap", "đang lập"
    HANDING_IN = "dang-nop", "đang nộp"
    HANDED_IN = "da-nop", "đã nộp"


class Draft(models.Model):
    """One commune's dossier of one year while it is being filled in."""

    commune = models.CharField(max_length=5)
    commune_name = models.CharField(max_length=120)
    province = models.CharField(max_length=60, blank=True)
    year = models.PositiveSmallIntegerField()
    ruleset = models.CharField(max_length=60)
    ruleset_sha256 = models.CharField(max_length=64)
    based_on = models.PositiveIntegerField(null=True)
    """The version of the register it was opened from, after a return."""
    revision = models.PositiveBigIntegerField(default=0)
    """Grows with every change: it orders the writers of one draft."""
    state = models.CharField(max_length=10, choices=DraftState.choices, default=DraftState.OPEN)
    content_sha256 = models.CharField(max_length=64, blank=True)
    """What is being, or was, handed in: by this the register knows it again."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """A commune has one draft of a year at a time."""

        constraints = (
            models.UniqueConstraint(
                fields=["commune", "year"],
                condition=~Q(state=DraftState.HANDED_IN),
                name="one_draft_at_a_time",
            ),
        )

    def __str__(self) -> str:
        """Return whose draft of which year this is."""
        return f"{self.commune_name} {self.year}"


class SavedText(models.Model):
    """A text of one field as it was saved, by whom, when; each kind of draft has its own tables."""

    field = models.CharField(max_length=80)
    value = models.TextField(blank=True)
    revision = models.PositiveBigIntegerField()
    """The draft's revision when it was saved."""
    account = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        """No table of its own."""

        abstract = True

    def __str__(self) -> str:
        """Return the field's id."""
        return self.field


class DraftField(SavedText):
    """The present text of one field, as it was typed."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="fields")

    class Meta:
        """One row a field."""

        constraints = (models.UniqueConstraint(fields=["draft", "field"], name="one_row_a_field"),)


class DraftChange(SavedText):
    """What was saved once, kept for whoever asks what became of a value."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="changes")

    class Meta:
        """Read by draft, newest first."""

        indexes = (models.Index(fields=["draft", "revision"]),)


class Scan(models.TextChoices):
    """What an antivirus said of a file."""

    NOT_ASKED = "khong-hoi", "không quét"
    """What people are told where there is no scanner; no row says so."""
    NOT_YET = "", "chờ quét mã độc"
    CLEAN = "sach", "đã quét, sạch"
    INFECTED = "nhiem", "có mã độc"


class Blob(models.Model):
    """The bytes of files, each once; never in the register before something is handed in."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()
    scan = models.CharField(max_length=10, blank=True, default="")
    """A ``Scan``; blank while nobody looked."""

    def __str__(self) -> str:
        """Return the hash."""
        return self.sha256


class DraftFile(models.Model):
    """An evidence file on a draft: of which row of the list, under which name."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    row = models.CharField(max_length=40)
    name = models.CharField(max_length=255)
    type = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT)
    account = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        """The same file proves a row once."""

        constraints = (
            models.UniqueConstraint(fields=["draft", "row", "blob"], name="one_file_a_row"),
        )

    def __str__(self) -> str:
        """Return the file's name."""
        return self.name


class Parked(models.Model):
    """A form that came in after its session had ended: kept for the same account, for a while."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    path = models.CharField(max_length=300)
    texts = models.JSONField()
    """What was posted: pairs of name and value, in order."""
    at = models.DateTimeField()

    class Meta:
        """Looked up by account."""

        indexes = (models.Index(fields=["account", "at"]),)

    def __str__(self) -> str:
        """Return where it was posted to."""
        return self.path


class Presence(models.Model):
    """Who has a page of a dossier open: a row a person, renewed while a page is looked at."""

    desk = models.CharField(max_length=10)
    """Whose pages they are: the commune's or the verifier's; neither is told of the other."""
    commune = models.CharField(max_length=5)
    year = models.PositiveSmallIntegerField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    page = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        """One row a person and dossier, whichever page they opened last."""

        constraints = (
            models.UniqueConstraint(
                fields=["desk", "commune", "year", "account"], name="one_presence_a_person"
            ),
        )

    def __str__(self) -> str:
        """Return the dossier."""
        return f"{self.commune}/{self.year}"

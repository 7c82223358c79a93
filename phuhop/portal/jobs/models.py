"""Jobs: what was asked for, by whom, over what; how far it is; what came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from phuhop.portal.accounts.models import Scope
from phuhop.portal.reach import Reach


class JobState(models.TextChoices):
    """Where a job stands."""

    WAITING = "dang-cho", "đang chờ"
    RUNNING = "dang-lam", "đang làm"
    DONE = "xong", "xong"
    FAILED = "khong-xong", "không làm được"
    STOPPED = "da-dung", "đã dừng"


OPEN = (JobState.WAITING, JobState.RUNNING)


class Job(models.Model):
    """One order. While it is open, the same order again is this job."""

    kind = models.CharField(max_length=40)
    scope = models.CharField(max_length=10, choices=Scope.choices)
    communes = models.JSONField(default=list)
    province = models.CharField(max_length=60, blank=True)
    parameters = models.JSONField(default=dict)
    key = models.CharField(max_length=64)
    """The hash of all of the above."""
    cause = models.CharField(max_length=80, blank=True)
    """What of the register, or which day, it follows from: it is ordered for that once."""
    asked_by = models.CharField(max_length=150, blank=True)
    """The account; empty for what the portal does by itself."""
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    words = models.TextField(blank=True)
    """What was made, or why not, as officers read it."""
    remarks = models.JSONField(default=list)
    """What was noticed on the way, a line each."""
    doing = models.CharField(max_length=120, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    """0 where nobody knows."""
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    alive_at = models.DateTimeField(null=True)
    """When whoever works on it was last heard of."""
    worker = models.CharField(max_length=32, blank=True)
    """The run that holds it: whoever lost it changes nothing any more."""
    runs = models.PositiveSmallIntegerField(default=0)
    is_to_stop = models.BooleanField(default=False)
    folder = models.CharField(max_length=80, blank=True)
    """Below the portal's folder of results; empty where there is none (any more)."""

    class Meta:
        """One open job an order, one job a cause; the newest first."""

        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=["key"], condition=Q(state__in=OPEN), name="one_open_job_an_order"
            ),
            models.UniqueConstraint(
                fields=["kind", "cause"], condition=~Q(cause=""), name="one_job_a_cause"
            ),
        )
        indexes = (models.Index(fields=["state", "alive_at"]),)

    def __str__(self) -> str:
        """Return kind and number."""
        return f"{self.kind} {self.pk}"

    @property
    def reach(self) -> Reach:
        """Over what it is."""
        return Reach(Scope(self.scope), tuple(self.communes), self.province)

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in OPEN


class JobFile(models.Model):
    """A file that a finished job offers, by its path inside the job's folder."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()

    class Meta:
        """A name stands once."""

        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["job", "name"], name="one_file_a_name"),)

    def __str__(self) -> str:
        """Return the file's name."""
        return self.name


class Seen(models.Model):
    """How far the register's events were looked at, by whoever looks."""

    who = models.CharField(max_length=40, primary_key=True)
    seq = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    """Of that event: of another register it is another."""

    def __str__(self) -> str:
        """Return who looked how far."""
        return f"{self.who} {self.seq}"

"""Accounts, and what each may do: a role over a scope, from a day until a day."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone


class Role(models.TextChoices):
    """The roles of the portal. The workflow's role of each stands in ``WORKFLOW_ROLES``."""

    OFFICER = "xa-chuyen-vien", "xã: chuyên viên"
    LEADER = "xa-lanh-dao", "xã: lãnh đạo"
    RECEIVER = "tiep-nhan", "tiếp nhận"
    VERIFIER = "tham-dinh", "thẩm định"
    DECIDER = "quyet-dinh", "quyết định"
    SUPERIOR = "cap-tren", "cấp trên"
    ADMINISTRATOR = "quan-tri", "quản trị"


WORKFLOW_ROLES = {
    Role.OFFICER: "cấp xã",
    Role.LEADER: "cấp xã",
    Role.RECEIVER: "tiếp nhận",
    Role.VERIFIER: "thẩm định",
    Role.DECIDER: "quyết định",
    Role.SUPERIOR: "cấp trên",
    Role.ADMINISTRATOR: "quản trị",
}
COMMUNE_ROLES = frozenset({Role.OFFICER, Role.LEADER})


class Account(AbstractUser):
    """A person who signs in. ``first_name`` and ``last_name`` of Django are not used."""

    full_name = models.CharField(max_length=120)
    unit = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    """Telephone or mail; here only, never in the register."""

    def __str__(self) -> str:
        """Return the name as the chain records it."""
        return self.full_name or self.username


class Scope(models.TextChoices):
    """Over what a grant reaches."""

    COMMUNE = "xa", "một xã"
    LIST = "danh-sach", "nhiều xã"
    PROVINCE = "tinh", "một tỉnh"
    ALL = "tat-ca", "tất cả"


class Grant(models.Model):
    """A role over a scope. A grant is never changed: it ends, and another begins."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    scope = models.CharField(max_length=10, choices=Scope.choices)
    communes = models.JSONField(default=list)
    """Codes, for one commune or a list."""
    province = models.CharField(max_length=60, blank=True)
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)
    granted_by = models.CharField(max_length=150)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=150, blank=True)
    event = models.PositiveBigIntegerField(null=True, blank=True)
    """The number of the register's event that gave it."""

    class Meta:
        """Looked up by account at every request."""

        indexes = (models.Index(fields=["account", "role"]),)

    def __str__(self) -> str:
        """Return role and scope in words."""
        return f"{Role(self.role).label} – {self.scope_words}"

    @property
    def scope_words(self) -> str:
        """The scope as people say it."""
        if self.scope == Scope.PROVINCE:
            return self.province
        return ", ".join(self.communes) or Scope(self.scope).label

    @property
    def days_words(self) -> str:
        """From when until when, in words."""
        until = f" đến {self.until_day:%d/%m/%Y}" if self.until_day else ""
        return f"từ {self.from_day:%d/%m/%Y}{until}"

    def holds_on(self, day: date) -> bool:
        """Whether it was not taken back, and *day* lies within it."""
        until = self.until_day
        return self.revoked_at is None and self.from_day <= day and (until is None or day <= until)

    def covers(self, commune: str, province: str | None) -> bool:
        """Whether *commune*, a code, of *province* lies within the scope."""
        if self.scope == Scope.ALL:
            return True
        if self.scope == Scope.PROVINCE:
            return bool(province) and province == self.province
        return commune in self.communes


_GRANTS_OF = "SELECT * FROM accounts_grant WHERE account_id = %s ORDER BY id"


def grants_on(account: Account, day: date) -> list[Grant]:
    """Return the grants of *account* that hold on *day*.

    Asked at every request: a person has few, and the database need only find whose they are.
    """
    # In plain SQL, as the rows of drafts are: Django would put it together anew each time.
    asked = Grant.objects.raw(_GRANTS_OF, [account.pk])
    return [grant for grant in asked if grant.holds_on(day)]


class Purpose(models.TextChoices):
    """What a one-time link is for."""

    NEW = "moi", "tài khoản mới"
    RESET = "dat-lai", "đặt lại mật khẩu"


class Invitation(models.Model):
    """A way in for one person, once, for 72 hours. Only the hash of its token is kept."""

    token_sha256 = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.NEW)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, blank=True)
    """Whose password is set anew; of a new person the account that came of it."""
    username = models.CharField(max_length=60)
    full_name = models.CharField(max_length=120)
    unit = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    scope = models.CharField(max_length=10, choices=Scope.choices, blank=True)
    communes = models.JSONField(default=list)
    province = models.CharField(max_length=60, blank=True)
    from_day = models.DateField(null=True, blank=True)
    until_day = models.DateField(null=True, blank=True)
    invited_by = models.CharField(max_length=150)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        """Return whom it invites."""
        return self.full_name

    @property
    def is_open(self) -> bool:
        """Whether it may still be used."""
        return not (self.used_at or self.revoked_at) and self.expires_at > timezone.now()

    @property
    def state_words(self) -> str:
        """Where it stands, in words."""
        if self.used_at:
            return "đã dùng"
        if self.revoked_at:
            return "đã thu hồi"
        return "đã gửi, chưa dùng" if self.is_open else "hết hạn"

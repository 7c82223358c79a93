"""What an office keeps beside the register: its own files, editions of the public site."""

from __future__ import annotations

from django.db import models


class FileKind(models.TextChoices):
    """Which file of an office's own."""

    EXPECTED = "danh-sach", "Danh sách đơn vị phải gửi hồ sơ"
    OFFICE = "co-quan", "Thông tin cơ quan in trên văn bản"
    PLAN = "ke-hoach", "Chỉ tiêu tỷ lệ xã được công nhận"
    PROFILE = "cong-bo", "Thông tin trang công bố"
    POLICY = "chinh-sach", "Chính sách công bố"
    COUNCIL = "loi-hdnd", "Phần chữ của báo cáo Hội đồng nhân dân"
    YEAR_PLAN = "loi-ke-hoach", "Phần chữ của báo cáo kế hoạch năm"


class OfficeFile(models.Model):
    """A file of the office's own; the last of its kind counts, earlier ones stay."""

    kind = models.CharField(max_length=12, choices=FileKind.choices)
    name = models.CharField(max_length=255)
    content = models.BinaryField()
    account = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        """Read by kind, newest first."""

        indexes = (models.Index(fields=["kind", "-id"]),)

    def __str__(self) -> str:
        """Return the file's name."""
        return self.name


class EditionState(models.TextChoices):
    """Where an edition of the public site stands."""

    BUILT = "xem-truoc", "xem trước, chưa công bố"
    PUBLISHING = "dang-cong-bo", "đang công bố"
    PUBLISHED = "da-cong-bo", "đã công bố"
    REFUSED = "khong-lap-duoc", "không lập được"
    GONE = "da-bo", "không công bố, đã bỏ"


class Edition(models.Model):
    """A site that was built, and which dossiers its decisions are those of."""

    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=16, choices=EditionState.choices)
    folder = models.CharField(max_length=40, blank=True)
    """Its folder below the previews; empty once its files were removed."""
    head = models.CharField(max_length=120)
    """The register's head when it was built."""
    dossiers = models.JSONField(default=dict)
    """Full name of each decided dossier → «version:link» that was seen."""
    told = models.JSONField(default=list)
    """What was told while it was built, in words."""
    changes = models.JSONField(default=list)
    """What it says otherwise than the edition before, in words."""
    ordered_by = models.CharField(max_length=150)
    built_at = models.DateTimeField()
    published_by = models.CharField(max_length=150, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    outcomes = models.JSONField(default=list)
    """What came of recording the publication, a line a dossier."""

    def __str__(self) -> str:
        """Return year and state."""
        return f"{self.year}: {self.get_state_display()}"

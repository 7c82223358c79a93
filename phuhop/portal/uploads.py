"""Files on their way in: one that grows too large is not read to its end."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from registry.evidence.model import LARGEST_EVIDENCE

_KEY = "phuhop.too-large"


class NotTooLarge(FileUploadHandler):
    """Stands before Django's own handlers and drops a file at the first byte too many."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand a piece on; raises ``SkipFile`` where the file is too large."""
        if start + len(raw_data) > LARGEST_EVIDENCE:
            if self.request is not None:
                self.request.META.setdefault(_KEY, []).append(self.file_name or "")
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:  # noqa: ARG002
        """Leave it to the handlers behind."""
        return None


def names_too_large(request: HttpRequest) -> list[str]:
    """Return the names of the files of *request* that were dropped."""
    request.FILES  # noqa: B018 -- the body is read by this
    found: list[str] = request.META.get(_KEY, [])
    return found

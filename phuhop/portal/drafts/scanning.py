"""Files of drafts and what the antivirus says of them: waiting, clean, infected.

Without a scanner nothing waits. With one, a file that nobody looked at yet is its sender's alone
and goes into no version; one that is infected goes nowhere.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from phuhop.portal.drafts.files import files_of
from phuhop.portal.drafts.models import Blob, Draft, DraftFile, Scan
from phuhop.portal.drafts.scanner import Scanner, ScannerAway
from phuhop.portal.security_log import told
from phuhop.usecases.drafting.evidence import OnDraft
from scoring.base.problems import Place, Problem, ProblemsFound

_A_ROUND = 20
"""Files of one round: a worker has other work as well."""


def scanner() -> Scanner | None:
    """Return the scanner of this installation."""
    found: Scanner | None = settings.SCANNER
    return found


def looked_at(content: bytes, name: str) -> Scan:
    """Return what is known of *content* before it is kept; raises ``ProblemsFound``: infected."""
    of = scanner()
    if of is None:
        return Scan.NOT_YET
    try:
        infection = of.infection(content)
    except ScannerAway:
        return Scan.NOT_YET
    if infection is not None:
        raise ProblemsFound([Problem(Place(name), "tep-nhiem", _INFECTED, _ASK)])
    return Scan.CLEAN


_INFECTED = "máy quét thấy mã độc trong tệp; không nhận"
_ASK = "quét máy tính đã gửi, lấy lại tệp từ nguồn khác"


def state_of(blob: Blob) -> Scan:
    """Return the state of a file as people are told it: without a scanner nothing waits."""
    state = Scan(blob.scan)
    return Scan.NOT_ASKED if state is Scan.NOT_YET and scanner() is None else state


def why_closed(file: DraftFile, account: str) -> str:
    """Return in words why *account* may not open *file* now; empty where it may."""
    state = state_of(file.blob)
    if state is Scan.INFECTED:
        return f"Máy quét thấy mã độc trong tệp «{file.name}»: không ai mở được; bỏ tệp này đi."
    if state is Scan.NOT_YET and file.account != account:
        return f"Tệp «{file.name}» đang chờ quét mã độc: trước đó chỉ người gửi mở được."
    return ""


def check_scanned(draft: Draft) -> None:
    """Look at the files of *draft* that wait; raises ``ProblemsFound`` for each not clean."""
    rescan(Blob.objects.filter(draftfile__draft=draft))
    problems = []
    for one in draft.files.select_related("blob").defer("blob__content").order_by("id"):
        state = state_of(one.blob)
        if state is Scan.INFECTED:
            problems.append(Problem(Place(one.name), "tep-nhiem", "tệp có mã độc", "bỏ tệp này"))
        elif state is Scan.NOT_YET:
            message, hint = "tệp chưa quét mã độc được", "máy quét đang bận; nộp lại sau ít phút"
            problems.append(Problem(Place(one.name), "cho-quet", message, hint))
    if problems:
        raise ProblemsFound(problems)


def shown_files_of(draft: Draft) -> list[OnDraft]:
    """Return the files of *draft* that papers may name and show: none infected, none that waits."""
    rows = draft.files.select_related("blob").defer("blob__content")
    closed = {one.blob_id for one in rows if state_of(one.blob) in {Scan.INFECTED, Scan.NOT_YET}}
    return [one for one in files_of(draft) if one.sha256 not in closed]


def scan_waiting(now: datetime) -> None:  # noqa: ARG001 -- a round of the worker is handed it
    """Look at some of the files that wait."""
    rescan(Blob.objects.all(), _A_ROUND)


def rescan(blobs: QuerySet[Blob], most: int | None = None) -> None:
    """Ask about those of *blobs* that wait; stops where the scanner is away."""
    of = scanner()
    if of is None:
        return
    waiting = blobs.filter(scan=Scan.NOT_YET).order_by("pk").distinct()
    for key in [*waiting.values_list("pk", flat=True)[:most]]:
        try:
            infection = of.infection(bytes(Blob.objects.get(pk=key).content))
        except ScannerAway:
            return
        except Blob.DoesNotExist:
            continue
        state = Scan.CLEAN if infection is None else Scan.INFECTED
        Blob.objects.filter(pk=key).update(scan=state)
        if state is Scan.INFECTED:
            told("tep-nhiem", None, sha256=key)

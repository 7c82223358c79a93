"""Whether register and portal are in good order, as a page."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from phuhop.portal.accounts.granting import agree
from phuhop.portal.accounts.models import Account, Role, grants_on
from phuhop.portal.accounts.provider import SignOn
from phuhop.portal.accounts.sign_on import provider
from phuhop.portal.drafts.models import Blob, Scan
from phuhop.portal.drafts.scanner import ScannerAway
from phuhop.portal.drafts.scanning import scanner
from phuhop.portal.permissions import Access, PermittedRequest, needs
from phuhop.portal.settings import CONFIG
from phuhop.usecases.register.keeping import examine
from registry.keeping.checkup import LEAST_FREE, Check
from scoring.base.quantities import vietnamese


def checks(by: str) -> tuple[Check, ...]:
    """Look at the portal itself."""
    return tuple(_checks(by))


def _checks(by: str) -> Iterator[Check]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    found = f"thiếu {len(waiting)} bước nâng cấp" if waiting else "bảng đúng phiên bản"
    yield Check("cơ sở dữ liệu của cổng", not waiting, found, "dừng cổng rồi mở lại")
    yield _shared(CONFIG.home)
    yield _private(CONFIG.home)
    free = shutil.disk_usage(CONFIG.home).free
    found = f"còn trống {vietnamese(free // 1_000_000)} MB"
    yield Check("đĩa của cổng", free >= LEAST_FREE, found, "dọn đĩa hoặc chuyển sang đĩa lớn hơn")
    plain = "HTTP không mã hóa, chỉ dùng trên một máy"
    yield Check(
        "đường truyền",
        not CONFIG.is_plain or None,
        plain if CONFIG.is_plain else "HTTPS, cookie chỉ đi qua HTTPS",
        "mở cổng với tên miền và máy chủ giữ chứng thư",
    )
    relaxed = "không bắt buộc" if CONFIG.is_relaxed else "bắt buộc với mọi người"
    yield Check("mã xác nhận", not CONFIG.is_relaxed or None, relaxed, "chỉ nới khi chạy thử")
    of = provider()
    if of is not None:
        yield _sign_on(of)
    yield _antivirus()
    yield _keepers()
    agreement = agree(by, is_mended=False)
    count = len(agreement.recorded) + len(agreement.ended) + len(agreement.taken_back)
    found = "quyền ở cổng như ở sổ" if agreement.is_sound else f"{count} quyền khác với sổ"
    yield Check("quyền và sổ", agreement.is_sound, found, "trang «Rà soát», nút «Đối chiếu với sổ»")


def _shared(home: Path) -> Check:
    log = home / "an-ninh.jsonl"
    can_write = os.access(log if log.exists() else home, os.W_OK)
    found = "ghi được nhật ký an ninh" if can_write else "không ghi được nhật ký an ninh"
    return Check("nhật ký an ninh", can_write, found, "cấp quyền ghi thư mục của cổng")


def _private(home: Path) -> Check:
    # A folder that is its owner's alone keeps others from what lies in it.
    is_open = home.stat().st_mode & (stat.S_IXGRP | stat.S_IXOTH)
    others = [
        path.name
        for path in (home / "khoa-bi-mat", home / "cong.db")
        if is_open and path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    ]
    found = (
        f"người khác trên máy đọc được: {', '.join(others)}" if others else "chỉ chủ tệp đọc được"
    )
    return Check("tệp của cổng", not others, found, f"chmod 600 {' '.join(others)}")


def _sign_on(of: SignOn) -> Check:
    if of.factor is None:
        found = f"{of.name}: mã xác nhận của cổng vẫn hỏi"
        return Check("đăng nhập của tỉnh", is_well=True, found=found, advice="")
    values = ", ".join(of.factor.values)
    found = f"{of.name} hỏi mã xác nhận thay cổng khi ghi {of.factor.claim} {values}"
    advice = "bỏ thiết lập này thì cổng lại tự hỏi"
    return Check("đăng nhập của tỉnh", None, f"{found}. Lý do: {of.factor.reason}", advice)


def _antivirus() -> Check:
    of, name = scanner(), "quét mã độc"
    advice = "cài ClamAV, cho máy chủ của cổng biết nơi clamd nghe"
    if of is None:
        return Check(name, None, "không có máy quét: tệp minh chứng không được quét", advice)
    try:
        of.infection(b"phuhop")
    except ScannerAway:
        return Check(name, is_well=False, found="máy quét không trả lời", advice="mở lại clamd")
    waiting = Blob.objects.filter(scan=Scan.NOT_YET).count()
    found = f"máy quét trả lời; {vietnamese(waiting)} tệp chờ quét"
    return Check(name, is_well=True, found=found, advice="")


def _keepers() -> Check:
    today = timezone.localdate()
    count = sum(
        any(grant.role == Role.ADMINISTRATOR for grant in grants_on(account, today))
        for account in Account.objects.filter(is_active=True)
    )
    found = f"{count} quản trị"
    advice = "mời thêm một quản trị: một người vắng thì không ai cấp quyền được"
    return Check("quản trị", count > 1 or None, found, advice)


@needs(Access.KEEP)
@require_GET
def page(request: PermittedRequest) -> HttpResponse:
    """Show what was found, thing by thing."""
    register = examine(CONFIG.register, timezone.localtime(), CONFIG.home / "sao-luu")
    said = {
        "groups": (
            ("Sổ hồ sơ", register.checks),
            ("Cổng", checks(request.user.username)),
        ),
        "here": "portal_checkup",
    }
    return render(request, "quan-tri/kham.html", said)

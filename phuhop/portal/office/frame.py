"""What every page of an office shows around its own: the year, where one may go, over whom."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from functools import lru_cache
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from phuhop.portal.accounts.models import WORKFLOW_ROLES, Grant, Role, Scope
from phuhop.portal.commune.downloads import attachment
from phuhop.portal.drafts.register import register
from phuhop.portal.drafts.units import province_of
from phuhop.portal.permissions import TABLE, Access, PermittedRequest, today
from phuhop.portal.reach import Reach, communes_in
from phuhop.usecases.drafting.papers import archive
from phuhop.usecases.office.notices import year_notices
from registry.store.chain import head_of
from registry.views.years import communes_in_register, years_in_register
from reports.wording.notices import Notice
from scoring.base.limits import MOST_DIGITS
from scoring.base.problems import Problem

PAGES = (
    ("overview", "Tổng quan", Access.OVERSEE),
    ("communes", "Các xã", Access.OVERSEE),
    ("decisions", "Quyết định", Access.DECIDE),
    ("made_decisions", "Văn bản quyết định", Access.DECIDE),
    ("ranking", "Xếp hạng", Access.OVERSEE),
    ("targets", "Chỉ tiêu", Access.OVERSEE),
    ("children_index", "Chỉ số", Access.OVERSEE),
    ("crosswalk", "Dùng lại số liệu", Access.OVERSEE),
    ("reports", "Báo cáo, biểu", Access.OVERSEE),
    ("province_reminder_texts", "Lời nhắc các xã", Access.OVERSEE),
    ("publication", "Công bố", Access.PUBLISH),
    ("office_files", "Tệp của tỉnh", Access.OVERSEE),
    ("receiving", "Nhập gói", Access.IMPORT),
    ("deadlines", "Thời hạn", Access.KEEP),
    ("keeping", "Sổ và nhật ký", Access.KEEP),
)
"""Route, words and access of each page of a year."""


def roles_of(request: PermittedRequest) -> frozenset[str]:
    """Return the roles that the person has today."""
    return frozenset(one.role for one in request.grants)


def reach(request: PermittedRequest, access: Access) -> frozenset[str] | None:
    """Return the communes over which the person has this access; ``None`` is all."""
    roles = TABLE[access] or {}
    held = tuple(Reach.of(one) for one in request.grants if one.role in roles)
    with register().reading() as connection:
        return _communes(held, head_of(connection).seq)


def covering(request: PermittedRequest, access: Access) -> Callable[[str, str], bool]:
    """Return whether a commune of a province is the person's, also one without a dossier.

    Of a unit whose province nobody says it is that of the grant.
    """
    roles = TABLE[access] or {}
    held = [one for one in request.grants if one.role in roles]
    return lambda code, province: any(one.covers(code, province or one.province) for one in held)


def whole(request: PermittedRequest, access: Access) -> Grant | None:
    """Return the person's grant over everything or a province that all dossiers lie in.

    What is made of a whole register is for nobody who may not see some of it.
    """
    roles = TABLE[access] or {}
    with register().reading() as connection:
        seq = head_of(connection).seq
    for grant in request.grants:
        if grant.role not in roles or grant.scope not in {Scope.ALL, Scope.PROVINCE}:
            continue
        reached = _communes((Reach.of(grant),), seq)
        if reached is None or reached >= _everything(seq):
            return grant
    return None


@lru_cache(maxsize=2)
def _everything(_seq: int) -> frozenset[str]:
    """Return every commune that the register has a dossier of."""
    with register().reading() as connection:
        return communes_in_register(connection)


@lru_cache(maxsize=64)
def _communes(held: tuple[Reach, ...], _seq: int) -> frozenset[str] | None:
    """Ask once for each state of the register: a new dossier is a new link."""
    found: frozenset[str] = frozenset()
    for one in held:
        codes = communes_in(register(), one)
        if codes is None:
            return None
        found |= codes
    return found


def grant_for(request: PermittedRequest, roles: Collection[str], commune: str) -> Grant | None:
    """Return the first grant over *commune* whose role of the workflow is one of *roles*."""
    province = province_of(commune)
    for grant in request.grants:
        if WORKFLOW_ROLES[Role(grant.role)] in roles and grant.covers(commune, province):
            return grant
    return None


def page(
    request: PermittedRequest,
    template: str,
    year: int,
    here: str,
    *,
    status: int = 200,
    **about: Any,
) -> HttpResponse:
    """Return a page of an office about *year*."""
    roles = roles_of(request)
    with register().reading() as connection:
        head = str(head_of(connection))
    said = {
        "notices": _notices(year, head),
        "head": head[:20],
        "year": year,
        "years": [*years_of_register(year)],
        "here": here,
        "pages": [
            (name, words) for name, words, access in PAGES if roles & {*(TABLE[access] or ())}
        ],
        "told": (),
        **about,
    }
    return render(request, template, said, status=status)


def notices_of(year: int) -> tuple[Notice, ...]:
    """Return what the points of a year rest on."""
    with register().reading() as connection:
        head = str(head_of(connection))
    return _notices(year, head)


@lru_cache(maxsize=16)
def _notices(year: int, _head: str) -> tuple[Notice, ...]:
    """Ask once for each state of the register."""
    return year_notices(register(), year)


def years_of_register(*more: int) -> list[int]:
    """Return the years that there are dossiers of, this year and *more*, the newest first."""
    with register().reading() as connection:
        found = years_in_register(connection)
    return sorted({*found, today().year, *more}, reverse=True)


def files(content: dict[str, bytes], name: str, told: tuple[Problem, ...] = ()) -> HttpResponse:
    """Return files to keep as one; what was told on the way lies beside them."""
    if told:
        words = "\n".join(problem.words for problem in told) + "\n"
        content = {**content, "luu-y.txt": words.encode()}
    return attachment(archive(content), name, "application/zip")


def numbers_in(text: str) -> list[int]:
    """Return the numbers that a page had been given to carry back, «1:2:3»; none for nonsense."""
    parts = text.split(":")
    if not all(one.isascii() and one.isdigit() and len(one) <= MOST_DIGITS for one in parts):
        return []
    return [int(one) for one in parts]


def day_in(text: str) -> date | None:
    """Return the day that a field of a form says; ``None`` for what is none."""
    for parts in (text.strip().split("-"), [*reversed(text.strip().split("/"))]):
        try:
            return date(*(int(part) for part in parts))
        except (ValueError, TypeError, OverflowError):
            continue
    return None

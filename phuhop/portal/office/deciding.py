"""The decider's desk: choose, look at what would come of it, decide; the papers of decisions."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

from phuhop.portal.accounts.models import WORKFLOW_ROLES, Role
from phuhop.portal.drafts.register import actor_of, register
from phuhop.portal.office.frame import day_in, files, grant_for, numbers_in, page, reach
from phuhop.portal.office.own_files import letterhead
from phuhop.portal.permissions import Access, PermittedRequest, needs
from phuhop.usecases.office.deciding import (
    DecisionBoard,
    OnePaper,
    RowDecided,
    RowToDecide,
    decide_rows,
    decision_board,
    made_decisions,
)
from phuhop.usecases.office.decision_papers import draft_papers, recorded_papers
from registry.store.chain import Actor
from registry.store.dossier_keys import WrongKey, full_key
from registry.workflow.repeats import Seen
from reports.wording.file_names import slug
from scoring.base.problems import Place, Problem, ProblemsFound
from scoring.engine.score_sheet import Finding

_RECOGNISE, _REFUSE = "cong-nhan", "khong-cong-nhan"
_MOST = 100
"""Dossiers on a page."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the form of a decision says: the paper, as typed and as read, and the rows chosen."""

    paper: OnePaper
    rows: tuple[RowToDecide, ...]
    typed: dict[str, str]
    reasons: dict[str, str]
    told: tuple[Problem, ...]


@needs(Access.DECIDE)
@require_http_methods(["GET", "POST"])
def decisions(request: PermittedRequest, year: int) -> HttpResponse:
    """Show what waits; try, draw up or record the decision on what was chosen."""
    kind = request.POST.get("viec") or request.GET.get("viec") or _RECOGNISE
    if kind not in {_RECOGNISE, _REFUSE}:
        raise Http404
    if request.method == "GET":
        return _page(request, year, kind)
    asked = _asked(request, year, kind)
    if asked.told:
        return _page(request, year, kind, asked, told=asked.told, status=422)
    wish = request.POST.get("lam")
    if wish == "du-thao":
        return _draft(request, year, kind, asked)
    outcomes = _outcomes(request, asked, is_rehearsal=wish != "ghi")
    faulty = any(one.event is None for one in outcomes)
    is_recorded = wish == "ghi"
    return _page(
        request,
        year,
        kind,
        asked,
        outcomes=outcomes,
        is_recorded=is_recorded,
        shown=() if is_recorded else _shown(asked, outcomes),
        status=422 if faulty else 200,
    )


def _shown(asked: _Asked, outcomes: tuple[RowDecided, ...]) -> tuple[str, ...]:
    """Return the papers of what would be decided, as HTML in which every word is escaped."""
    fitting = {one.key for one in outcomes if one.event is not None}
    wanted = {row.key: row.reason for row in asked.rows if row.key in fitting}
    if not wanted:
        return ()
    made, _ = draft_papers(register(), asked.paper, wanted, letterhead(), is_shown=True)
    return tuple(page.decode() for page in made.values())


def _outcomes(
    request: PermittedRequest, asked: _Asked, *, is_rehearsal: bool
) -> tuple[RowDecided, ...]:
    """Decide row by row, each by the grant that reaches its commune."""
    found: list[RowDecided] = []
    for row in asked.rows:
        actor = _actor(request, row.key)
        if actor is None:
            message = "ông/bà không được giao quyết định hồ sơ này"
            found.append(
                RowDecided(row.key, None, (Problem(Place(row.key), "sai-pham-vi", message),))
            )
            continue
        found += decide_rows(register(), [row], asked.paper, actor, is_rehearsal=is_rehearsal)
    return tuple(found)


def _actor(request: PermittedRequest, key: str) -> Actor | None:
    # The workflow says which roles decide; the register refuses every other.
    grant = grant_for(request, {WORKFLOW_ROLES[Role.DECIDER]}, full_key(key).commune)
    return None if grant is None else actor_of(request.user, grant)


def _asked(request: PermittedRequest, year: int, kind: str) -> _Asked:
    post = request.POST
    typed = {name: post.get(name, "").strip() for name in ("so", "ngay", "nguoi-ky")}
    reasons: dict[str, str] = {}
    rows: list[RowToDecide] = []
    told: list[Problem] = []
    for key in post.getlist("chon"):
        try:
            is_of_year = full_key(key).year == year
            version, step, appraisal = numbers_in(post.get(f"da-xem.{key}", ""))
        except (WrongKey, ValueError):
            raise Http404 from None
        if not is_of_year:
            raise Http404
        reasons[key] = post.get(f"ly-do.{key}", "").strip()
        seen = Seen(version, step)
        rows.append(RowToDecide(key, seen, appraisal, reasons[key] or None))
    if not rows:
        message = "chưa chọn hồ sơ nào"
        told.append(Problem(Place("danh sách"), "chua-chon", message, "đánh dấu ít nhất một hồ sơ"))
    day = day_in(typed["ngay"])
    if typed["ngay"] and day is None:
        message = f"«{typed['ngay']}» không phải là ngày"
        told.append(Problem(Place("ngày văn bản"), "ngay-sai", message, "viết ngày như 28/11/2026"))
    paper = OnePaper(kind == _RECOGNISE, typed["so"] or None, day, typed["nguoi-ky"] or None)
    return _Asked(paper, tuple(rows), typed, reasons, tuple(told))


def _draft(request: PermittedRequest, year: int, kind: str, asked: _Asked) -> HttpResponse:
    wanted = {row.key: row.reason for row in asked.rows if _actor(request, row.key) is not None}
    try:
        made, told = draft_papers(register(), asked.paper, wanted, letterhead())
    except ProblemsFound as refused:
        return _page(request, year, kind, asked, told=tuple(refused.problems), status=422)
    return files(made, f"xem-truoc-{kind}-{year}.zip", told)


def _page(  # noqa: PLR0913 -- what the page is made of
    request: PermittedRequest,
    year: int,
    kind: str,
    asked: _Asked | None = None,
    *,
    outcomes: tuple[RowDecided, ...] = (),
    is_recorded: bool = False,
    shown: tuple[str, ...] = (),
    told: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    board: DecisionBoard = decision_board(
        register(), year, reach(request, Access.DECIDE), str(request.user)
    )
    meeting = board.of(Finding.MET)
    others = board.of(Finding.NOT_MET, Finding.CANNOT_SAY)
    rows = meeting if kind == _RECOGNISE else (*others, *meeting)
    pages = max(-(-len(rows) // _MOST), 1)
    asked_page = request.GET.get("trang", "")
    at = min(int(asked_page), pages) if asked_page.isdecimal() and int(asked_page) else 1
    return page(
        request,
        "quyet-dinh/quyet-dinh.html",
        year,
        "decisions",
        status=status,
        kind=kind,
        rows=rows[(at - 1) * _MOST : at * _MOST],
        at=at,
        of_pages=pages,
        counts={_RECOGNISE: len(meeting), _REFUSE: len(others)},
        typed=asked.typed if asked else {"so": "", "ngay": "", "nguoi-ky": ""},
        reasons=asked.reasons if asked else {},
        chosen={row.key: row for row in asked.rows} if asked else {},
        outcomes={one.key: one for one in outcomes},
        names={str(row.key): row.name for row in board.rows},
        is_recorded=is_recorded,
        shown=shown,
        told=told,
    )


@needs(Access.DECIDE)
@require_GET
def made(request: PermittedRequest, year: int) -> HttpResponse:
    """List the papers that count in the register; give those of one."""
    found = made_decisions(register(), year, reach(request, Access.DECIDE))
    number = request.GET.get("so")
    if number is None:
        return page(request, "quyet-dinh/van-ban.html", year, "made_decisions", papers=found)
    day = request.GET.get("ngay", "")
    own = [one for one in found if (one.number, one.day) == (number, day)]
    if not own:
        raise Http404
    keys = [str(key) for key, _ in own[0].dossiers]
    try:
        papers, told = recorded_papers(register(), keys, letterhead())
    except ProblemsFound as refused:
        told = tuple(refused.problems)
        return page(
            request,
            "quyet-dinh/van-ban.html",
            year,
            "made_decisions",
            papers=found,
            told=told,
            status=422,
        )
    return files(papers, f"van-ban-{slug(number)}.zip", told)

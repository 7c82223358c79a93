"""Taking in packages, forms and tables for communes: a line a version, each refusal with why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from phuhop.portal.drafts.models import Scan
from phuhop.portal.drafts.register import actor_of, register
from phuhop.portal.drafts.scanning import looked_at, scanner
from phuhop.portal.drafts.units import province_of
from phuhop.portal.office.frame import page
from phuhop.portal.permissions import TABLE, Access, PermittedRequest, needs, today
from phuhop.portal.security_log import told as logged
from phuhop.usecases.office.brought_files import brought
from phuhop.usecases.register.importing import ImportLine, ImportWish, import_files
from scoring.base.problems import Place, Problem, ProblemsFound

MOST_FILES = 200


@needs(Access.IMPORT)
@require_http_methods(["GET", "POST"])
def receiving(request: PermittedRequest, year: int) -> HttpResponse:
    """Show the form; take in what is brought, whatever its year."""
    if request.method == "GET":
        return _page(request, year)
    files = request.FILES.getlist("tep")
    if not files or len(files) > MOST_FILES:
        message = f"chọn từ 1 đến {MOST_FILES} tệp"
        return _page(request, year, told=(Problem(Place("tệp"), "thieu-tep", message),))
    unclean = [*_unclean(files)]
    if unclean:
        logged("tep-bi-tu-choi", request, why=[one.code for one in unclean])
        return _page(request, year, told=tuple(unclean))
    roles = TABLE[Access.IMPORT] or {}
    grant = next(one for one in request.grants if one.role in roles)
    lines: list[ImportLine] = []
    told: tuple[Problem, ...] = ()
    summary = ""
    with brought((str(file.name), file.chunks()) for file in files) as found:
        wish = ImportWish(found.paths, today=today(), expected=lambda _: _Covered(request))

        def take(line: ImportLine) -> None:
            lines.append(replace(line, file=found.plain(line.file)))

        try:
            made = import_files(register(), wish, actor_of(request.user, grant), take)
        except ProblemsFound as refused:
            told = found.named(refused.problems)
        else:
            told, summary = found.named(made.problems), made.summary
    logged("nhap-goi", request, files=len(files), taken=len(lines))
    return _page(request, year, lines, told, summary)


def _unclean(files: Iterable[UploadedFile[Any]]) -> Iterator[Problem]:
    """Yield why files are not taken in: straight into the register nothing goes that waits."""
    for file in files if scanner() is not None else ():
        place = Place(str(file.name))
        try:
            if looked_at(file.read(), str(file.name)) is not Scan.CLEAN:
                message, hint = "tệp chưa quét mã độc được", "máy quét đang bận; thử lại sau"
                yield Problem(place, "cho-quet", message, hint)
        except ProblemsFound as found:
            yield from found.problems
        file.seek(0)


class _Covered(Mapping[str, str]):
    """Which communes a person may bring something for: those of the grants that take in."""

    def __init__(self, request: PermittedRequest) -> None:
        roles = TABLE[Access.IMPORT] or {}
        self._grants = [one for one in request.grants if one.role in roles]

    def __contains__(self, code: object) -> bool:
        province = province_of(str(code))
        return any(one.covers(str(code), province) for one in self._grants)

    def __getitem__(self, code: str) -> str:
        if code in self:
            return ""
        raise KeyError(code)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _page(
    request: PermittedRequest,
    year: int,
    lines: list[ImportLine] | None = None,
    told: tuple[Problem, ...] = (),
    summary: str = "",
) -> HttpResponse:
    faulty = any(one.is_fault for one in told)
    about = {"lines": lines or [], "told": told, "summary": summary}
    return page(
        request, "tinh/nhap.html", year, "receiving", status=422 if faulty else 200, **about
    )

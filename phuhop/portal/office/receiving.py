"""Taking in packages, forms and tables for communes: a line a version, each refusal with why."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from phuhop.portal.drafts.register import actor_of, register
from phuhop.portal.drafts.units import province_of
from phuhop.portal.office.frame import page
from phuhop.portal.permissions import TABLE, Access, PermittedRequest, needs, today
from phuhop.portal.security_log import told as logged
from phuhop.usecases.register.importing import ImportLine, ImportWish, import_files
from scoring.base.problems import Place, Problem, ProblemsFound

MOST_FILES = 200


@needs(Access.IMPORT)
@require_http_methods(["GET", "POST"])
def receiving(request: PermittedRequest, year: int) -> HttpResponse:
    """Show the form; take in what is brought, whatever its year."""
    if request.method == "GET":
        return _page(request, year)
    brought = request.FILES.getlist("tep")
    if not brought or len(brought) > MOST_FILES:
        message = f"chọn từ 1 đến {MOST_FILES} tệp"
        return _page(request, year, told=(Problem(Place("tệp"), "thieu-tep", message),))
    lines: list[ImportLine] = []
    told: list[Problem] = []
    summary = ""
    with tempfile.TemporaryDirectory() as folder:
        paths = [*_kept(Path(folder), brought)]
        for grant in request.grants:
            # One run for each grant that takes in: the chain names the role that did it.
            if grant.role not in (TABLE[Access.IMPORT] or {}):
                continue
            wish = ImportWish(paths, today=today(), expected=lambda _: _Covered(request))
            try:
                made = import_files(register(), wish, actor_of(request.user, grant), lines.append)
            except ProblemsFound as refused:
                told += refused.problems
            else:
                told += made.problems
                summary = made.summary
            break
    logged("nhap-goi", request, files=len(brought), taken=len(lines))
    return _page(request, year, lines, tuple(told), summary)


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


def _kept(folder: Path, brought: list[UploadedFile]) -> Iterator[Path]:
    """Write the files under the names they were brought by; equal names in folders of their own."""
    for number, file in enumerate(brought):
        own = folder / f"{number:03}"
        own.mkdir()
        path = own / Path(str(file.name).replace("\\", "/")).name
        with path.open("wb") as stream:
            for piece in file.chunks():
                stream.write(piece)
        yield path


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

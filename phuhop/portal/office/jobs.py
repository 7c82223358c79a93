"""The jobs of an office: the public site built, a report made, a backup tried out."""

from __future__ import annotations

from phuhop.portal.accounts.models import Scope
from phuhop.portal.jobs.kinds import Kind, add
from phuhop.portal.jobs.work import Work
from phuhop.portal.office.editions import build
from phuhop.portal.office.models import EditionState
from phuhop.portal.permissions import Access
from scoring.base.problems import Place, Problem, ProblemsFound

SITE = "lap-trang-cong-bo"

_HERE = "phuhop.portal.office.jobs"

add(Kind(SITE, "Lập trang công bố để xem trước", (Access.PUBLISH,), f"{_HERE}.build_site"))


def build_site(work: Work) -> str:
    """Build an edition of the site; its page shows it."""
    job = work.job
    province = job.province if job.scope == Scope.PROVINCE else None
    year = int(work.parameters["year"])
    edition = build(year, job.asked_by, province, work.today, work.watcher())
    if edition.state == EditionState.REFUSED:
        faults = [
            Problem(Place(f"bản số {edition.pk}"), "khong-lap-duoc", one) for one in edition.told
        ]
        raise ProblemsFound(faults)
    work.remarks += edition.told
    return f"Đã lập bản số {edition.pk} của năm {year}. Xem trước ở trang «Công bố»."

"""The jobs of an office: the public site built, a report made."""

from __future__ import annotations

from datetime import date

from phuhop.portal.accounts.models import Scope
from phuhop.portal.jobs.kinds import Kind, add
from phuhop.portal.jobs.work import Work
from phuhop.portal.office.editions import Ordered, build
from phuhop.portal.office.models import EditionState
from phuhop.portal.office.own_files import OwnFiles, own_files
from phuhop.portal.permissions import Access
from phuhop.usecases.office.reports import REPORTS, YearlyWish
from registry.store.database import Database
from scoring.base.problems import Place, Problem, ProblemsFound

SITE = "lap-trang-cong-bo"
REPORT = "bao-cao-cua-tinh"

_HERE = "phuhop.portal.office.jobs"

add(
    Kind(SITE, "Lập trang công bố để xem trước", (Access.PUBLISH,), f"{_HERE}.build_site"),
    Kind(REPORT, "Lập báo cáo, biểu của tỉnh", (Access.OVERSEE,), f"{_HERE}.report"),
)


def build_site(work: Work) -> str:
    """Build an edition of the site; its page shows it."""
    job = work.job
    said = work.parameters
    year = int(said["year"])
    ordered = Ordered(
        year,
        job.asked_by,
        job.province if job.scope == Scope.PROVINCE else None,
        date.fromisoformat(said["day"]),
        said["version"],
    )
    edition = build(ordered, work.today, work.watcher())
    if edition.state == EditionState.REFUSED:
        faults = [
            Problem(Place(f"bản số {edition.pk}"), "khong-lap-duoc", one) for one in edition.told
        ]
        raise ProblemsFound(faults)
    work.remarks += edition.told
    return f"Đã lập bản số {edition.pk} của năm {year}. Xem trước ở trang «Công bố»."


def yearly_wish(
    database: Database, year: int, day: date, province: str | None, own: OwnFiles
) -> YearlyWish:
    """Return what a report of the year is made of."""
    texts = {"council": own.council, "year": own.year_plan}
    return YearlyWish(database, year, day, province, own.expected, own.office, own.plan, texts)


def report(work: Work) -> str:
    """Make one of the reports of a year and offer its files."""
    year, code = int(work.parameters["year"]), str(work.parameters["report"])
    province = work.job.province if work.job.scope == Scope.PROVINCE else None
    with own_files() as own:
        wish = yearly_wish(work.database, year, work.today, province, own)
        made, told = REPORTS[code].make(wish)
        work.noticed(own.named(told))
    for name, content in made.items():
        work.give(name, content)
    return f"{REPORTS[code].title}, năm {year}."

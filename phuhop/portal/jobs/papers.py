"""Papers of the dossiers of a place and year, as Word or PDF files in one archive."""

from __future__ import annotations

from pathlib import Path

from phuhop.portal.accounts.models import Role
from phuhop.portal.jobs.work import Work
from phuhop.portal.office.own_files import own_files
from phuhop.portal.reach import states_seen
from phuhop.usecases.register.bulk import Choice
from phuhop.usecases.register.papers import PapersWish, PaperWritten, write_papers
from registry.views.listing import Wanted, listed
from registry.workflow.settings import settings_of
from scoring.base.problems import Place, Problem, ProblemsFound

_FOLDER = "van-ban"


def of_what_was_handed_in(work: Work) -> str:
    """Write the papers of every dossier of the year that a verifier sees."""
    return _papers(work, Role.VERIFIER)


def of_what_was_verified(work: Work) -> str:
    """Write the papers of every dossier of the year that whoever decides sees."""
    return _papers(work, Role.DECIDER)


def _papers(work: Work, seen_by: Role) -> str:
    year, format_ = int(work.parameters["year"]), str(work.parameters.get("format", "docx"))
    keys = _keys(work, year, seen_by)
    written: list[Path] = []

    def take(paper: PaperWritten) -> None:
        written.append(paper.path)
        work.progress(0, 0, f"đã ghi {len(written)} tệp của {len(keys)} hồ sơ")

    output = work.folder / _FOLDER
    with own_files() as own:
        wish = PapersWish(Choice(keys), output, (format_,), office=own.office)
        made = write_papers(work.database, wish, take)
        work.noticed(own.named(made.problems))
    if not written:
        raise ProblemsFound([])
    work.progress(1, 1, "đóng gói")
    work.give_folder(_FOLDER, f"van-ban-{format_}-{year}.zip")
    return f"Đã lập {made.files} tệp {format_.upper()} của {len(keys)} hồ sơ năm {year}."


def _keys(work: Work, year: int, seen_by: Role) -> tuple[str, ...]:
    """Return the dossiers; raises ``ProblemsFound`` where there is none."""
    with work.database.reading() as connection:
        states = states_seen(settings_of(connection).workflow, seen_by)
        wanted = Wanted(year, communes=work.communes(), states=states)
        keys = tuple(str(row.key) for row in listed(connection, wanted))
    if not keys:
        words = "chưa có hồ sơ nào đã nộp" if seen_by is Role.VERIFIER else "chưa thẩm định xong"
        message = f"năm {year}, {work.reach.words}: {words}"
        raise ProblemsFound([Problem(Place("hồ sơ"), "khong-co-ho-so", message)])
    return keys

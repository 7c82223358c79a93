"""The register looked after: audited, backed up beside earlier copies, a copy tried."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

from phuhop.portal.jobs.work import Work
from phuhop.portal.settings import CONFIG
from phuhop.usecases.register import keeping
from phuhop.usecases.register.opening import opened_register
from scoring.base.problems import Place, Problem, ProblemsFound

DAILY, MONTHLY = 7, 12
"""So many copies of the last days and months are kept."""
_PREFIX = "so-"


def folder() -> Path:
    """Return where the copies lie."""
    return CONFIG.home / "sao-luu"


def backups() -> list[Path]:
    """Return the copies that the portal wrote, the oldest first."""
    return sorted(folder().glob(f"{_PREFIX}????-??-??.db"))


def audit(work: Work) -> str:
    """Audit the register; raises ``ProblemsFound`` with every fault."""
    found = keeping.audit(work.database)
    if not found.is_sound:
        raise ProblemsFound([*found.problems])
    return " ".join(found.lines())


def back_up(work: Work) -> str:
    """Write a copy of the register beside the earlier ones; those that are too many go."""
    target = folder() / f"{_PREFIX}{work.today.isoformat()}.db"
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".moi")
    fresh.unlink(missing_ok=True)
    head = keeping.back_up(work.database, fresh)
    fresh.replace(target)
    for old in superfluous(backups(), work.today):
        old.unlink()
    return f"Đã ghi {target.name} trong thư mục sao-luu. Đầu chuỗi: {head}"


def try_a_copy(work: Work) -> str:
    """Restore the newest copy into a register that is thrown away, and audit it."""
    found = backups()
    if not found:
        message = "chưa có bản sao lưu nào để thử"
        raise ProblemsFound([Problem(Place("sao-luu"), "chua-sao-luu", message)])
    with tempfile.TemporaryDirectory() as name:
        address = str(Path(name) / "thu.db")
        restored = keeping.restore(found[-1], address)
        with opened_register(address) as database:
            audited = keeping.audit(database, restored.head)
    problems = [*restored.problems, *audited.problems]
    if not audited.is_sound or any(problem.is_fault for problem in problems):
        raise ProblemsFound(problems)
    work.noticed(problems)
    return f"{found[-1].name} khôi phục được: {restored.events} mắt xích, {restored.head}"


def superfluous(copies: list[Path], today: date) -> list[Path]:
    """Return the copies to remove: neither of the last days nor the first of one of the months."""
    days = {path: date.fromisoformat(path.stem.removeprefix(_PREFIX)) for path in copies}
    of_months: dict[tuple[int, int], Path] = {}
    for path, day in sorted(days.items(), key=lambda item: item[1]):
        of_months.setdefault((day.year, day.month), path)
    monthly = {of_months[month] for month in sorted(of_months)[-MONTHLY:]}
    recent = {path for path, day in days.items() if day > today - timedelta(days=DAILY)}
    return [path for path in copies if path not in monthly | recent]

"""What is kept looked after: the register audited, all of it backed up, a copy tried.

A copy is two files: everything in one (accounts, drafts, register) and the register alone, which
every command reads.
"""

from __future__ import annotations

import tempfile
import zipfile
from datetime import date, timedelta
from pathlib import Path

from phuhop.portal.jobs.work import Work
from phuhop.portal.settings import CONFIG
from phuhop.usecases.register import keeping
from phuhop.usecases.register.opening import opened_register
from phuhop.usecases.whole_backup import REGISTER, back_up_all
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
    """Write a copy of portal and register beside the earlier ones; those that are too many go."""
    from phuhop.portal.whole_backup import PortalStore

    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder() / f"{_PREFIX}{work.today.isoformat()}.db"
    with tempfile.TemporaryDirectory(dir=folder(), prefix=".") as name:
        whole = Path(name) / whole_of(target).name
        copied = back_up_all(work.database, PortalStore(), whole)
        with zipfile.ZipFile(whole) as archive:
            register = Path(archive.extract(REGISTER, name))
        register.chmod(0o600)
        whole.replace(whole_of(target))
        register.replace(target)
    for old in superfluous(backups(), work.today):
        whole_of(old).unlink(missing_ok=True)
        old.unlink()
    return (
        f"Đã ghi {whole_of(target).name} (cổng và sổ), {target.name} (riêng sổ) trong thư mục "
        f"sao-luu. Đầu chuỗi: {copied.head}"
    )


def whole_of(copy: Path) -> Path:
    """Return the copy of everything that stands beside a copy of the register."""
    return copy.with_name(f"cong-{copy.stem.removeprefix(_PREFIX)}.zip")


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

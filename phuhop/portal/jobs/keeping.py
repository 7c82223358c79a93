"""The register looked after at night: audited, and backed up to the portal's folder."""

from __future__ import annotations

from phuhop.portal.jobs.work import Work
from phuhop.portal.settings import CONFIG
from phuhop.usecases.register import keeping
from scoring.base.problems import ProblemsFound


def audit(work: Work) -> str:
    """Audit the register; raises ``ProblemsFound`` with every fault."""
    found = keeping.audit(work.database)
    if not found.is_sound:
        raise ProblemsFound([*found.problems])
    return " ".join(found.lines())


def back_up(work: Work) -> str:
    """Write a copy of the register beside the earlier ones, then audit what was copied."""
    target = CONFIG.home / "sao-luu" / f"so-{work.today.isoformat()}-{work.job.pk}.db"
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        # Of a run that died: what it wrote nobody vouches for.
        target.unlink()
    head = keeping.back_up(work.database, target)
    return f"Đã ghi {target.name} trong thư mục sao-luu. Đầu chuỗi: {head}"

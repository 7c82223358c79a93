"""``phuhop reuse``: which of the communes' figures prove which item of other sets of criteria."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from phuhop.files.own_work import write_new
from phuhop.usecases.reading import read
from phuhop.usecases.rulesets import shipped as shipped_rulesets
from phuhop.usecases.wrong_use import WrongUse
from reports.crosswalk.papers import HEADINGS, reuse_papers, reuse_rows
from reports.tables.writing import WRITERS
from scoring.base.problems import Problem, ProblemsFound, in_order, nearest, shown
from scoring.crosswalk.loading import load_crosswalk, shipped
from scoring.crosswalk.structure import CrosswalkFile
from scoring.engine.assessment import Assessment
from scoring.intake.reading import Intake


@dataclass(frozen=True, slots=True)
class ReuseWish:
    """What a person asks: tables and forms, sets of one's own besides the shipped, the region."""

    figures: Sequence[Path]
    sets: Sequence[Path] = ()
    region: str | None = None
    year: int | None = None
    intake: Intake | None = None
    """Figures that were read already, those of a register; else *figures* are read."""


@dataclass(frozen=True, slots=True)
class Reuse:
    """What was found for every commune, and all faults and warnings of the sources."""

    files: tuple[CrosswalkFile, ...]
    reports: tuple[Assessment, ...]
    region: str | None
    problems: tuple[Problem, ...]

    def table(self, ending: str) -> bytes:
        """Return a row a commune and item as a table with *ending*."""
        return WRITERS[ending](HEADINGS, reuse_rows(self.files, self.reports, self.region))

    def write_papers(self, folder: Path) -> list[Path]:
        """Write a Word page for each commune into *folder*; what a person made there is kept.

        Raises ``ProblemsFound`` where a file cannot be written, or stands already and differs.
        """
        written = []
        for name, content in reuse_papers(self.files, self.reports, self.region):
            write_new(folder / name, content)
            written.append(folder / name)
        return written

    def text(self) -> str:
        """Return the rows for the terminal, commune by commune."""
        lines: list[str] = []
        last = ""
        for row in reuse_rows(self.files, self.reports, self.region):
            name = f"{row['ten_xa']} · {row['ma_xa']} · năm {row['nam']}"
            lines += [name] if name != last else []
            last = name
            about = row.get("noi_dung") or row.get("ghi_chu")
            value = f": {row['so_lieu']}" if row.get("so_lieu") else ""
            reach = f" (phạm vi: {row['pham_vi']})" if row.get("pham_vi") else ""
            lines.append(f"  {row['bo_tieu_chi']} – {about}{value} → {row['cho_thay']}{reach}")
        return "\n".join([*lines, ""])


def reuse(wish: ReuseWish) -> Reuse:
    """Hold the figures of every commune to every set.

    Raises ``ProblemsFound`` for a faulty set or none that can be scored, ``WrongUse`` for a region
    that no set names.
    """
    intake = wish.intake or read(wish.figures, None, None)
    answers = tuple(
        dict.fromkeys(code for one in shipped_rulesets().rulesets for code in one.items)
    )
    files = tuple(load_crosswalk(path, answers) for path in (*shipped(), *wish.sets))
    regions = {one.region for file in files for item in file.items for one in item.at_most}
    if wish.region is not None and wish.region not in regions:
        hint = nearest(wish.region, regions) or f"đang có: {', '.join(sorted(regions))}"
        raise WrongUse("region", f"không có vùng {shown(wish.region)}; {hint}")
    reports = [entry.assessment for entry in intake.entries]
    year = wish.year or max((one.year for one in reports), default=None)
    own = tuple(one for one in reports if one.year == year)
    if not own and any(problem.is_fault for problem in intake.problems):
        raise ProblemsFound(intake.problems)
    return Reuse(files, own, wish.region, tuple(in_order(intake.problems)))

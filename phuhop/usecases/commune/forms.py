"""Self-assessment workbooks for communes: blank, for one commune, or filled from earlier ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop.files.own_work import write_new
from phuhop.files.writing import told_of, write_bytes
from phuhop.usecases.reading import completed, read, shipped_units
from phuhop.usecases.rulesets import choose_ruleset
from phuhop.usecases.watching import NOBODY, Watcher
from phuhop.usecases.wrong_use import WrongUse
from reports.wording.file_names import folder_name
from reports.workbook.form import form as form_of
from reports.workbook.prefill import (
    known_to,
    of_assessment,
    of_commune,
    of_earlier,
    of_earlier_form,
    of_form,
    of_said,
)
from scoring.base.communes import FIRST_INVENTED_CODE, Commune, CommuneKind
from scoring.base.problems import Problem, ProblemsFound
from scoring.forms.ids import CODE, KIND, NAME, VALUE
from scoring.intake.completion import Said
from scoring.intake.one_commune import commune_in_register
from scoring.tables.cell_text import CellFault
from scoring.tables.cells import code as code_of
from scoring.units.search import find, suggestion

if TYPE_CHECKING:
    from reports.workbook.prefill import Cells
    from scoring.intake.reading import Entry
    from scoring.rules.ruleset import Ruleset
    from scoring.units.registers import Register, Unit


@dataclass(frozen=True, slots=True)
class Forms:
    """Workbooks that were written, and what was found on the way."""

    paths: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()


def write_form(  # noqa: PLR0913 -- those of the command
    output: Path,
    year: int,
    *,
    ruleset: str | None,
    commune: str | None,
    register: Path | None,
    asking: Path | None = None,
) -> Forms:
    """Write one workbook for *year*, blank or with the commune filled in.

    Into the folder *asking* goes a paper for each office that has figures.

    *commune* is a code, or a name that one unit of the register of units has; *register* is a
    table of communes of one's own. Raises ``WrongUse`` for a commune nobody knows, and
    ``ProblemsFound`` when *output* stands already or *register* has a fault.
    """
    rules = ruleset_of(ruleset, year)
    cells = _commune_cells(rules, year, commune, register)
    write_new(output, form_of(rules, year, cells))
    if asking is None:
        return Forms((output,))
    from reports.requests.papers import requests

    papers = requests(rules, year, _commune_of(cells))
    for name, content in papers.items():
        write_new(asking / name, content)
    return Forms((output, *(asking / name for name in papers)))


def prefill_forms(  # noqa: PLR0913 -- those of the command
    output: Path,
    year: int,
    table: Path,
    *,
    ruleset: str | None,
    commune: str | None,
    today: date | None = None,
    watcher: Watcher = NOBODY,
) -> Forms:
    """Write a workbook for each commune of *table*: into *output*, a file or a folder.

    A workbook that stands already and differs is left as it is and named; the others are
    written. Raises ``WrongUse`` when a file cannot hold the workbooks of several communes.
    """
    rules, own = ruleset_of(ruleset, year), choose_ruleset(None, None)
    # An older row is read with its own year's decision, this year's with the form's.
    intake = read(
        (table,),
        None,
        None,
        choose=lambda row: rules if row == year else own(row),
        today=today,
        watcher=watcher,
    )
    by_commune = _by_commune(
        entry
        for entry in intake.entries
        if entry.assessment.year <= year and commune in {None, entry.assessment.commune.code}
    )
    is_file = output.suffix.lower() == ".xlsx"
    if is_file and len(by_commune) > 1:
        message = f"bảng có {len(by_commune)} xã thì phải là thư mục, hoặc chọn một xã"
        raise WrongUse("output", message)
    written: list[Path] = []
    problems = list(intake.problems)
    for rows in watcher.counted(by_commune, "Ghi biểu"):
        name = folder_name(rows[-1].assessment.commune, year)
        path = output if is_file else output / f"bieu-{name}.xlsx"
        try:
            write_new(path, form_of(rules, year, _cells(rules, year, rows)))
        except ProblemsFound as found:
            problems += found.problems
        else:
            written.append(path)
    return Forms(tuple(written), tuple(problems))


@dataclass(frozen=True, slots=True)
class Collected:
    """How many rows the table has, none where there is no table, and what was found."""

    rows: int
    problems: tuple[Problem, ...]


def collect_forms(  # noqa: PLR0913 -- those of the command
    files: Sequence[Path],
    output: Path,
    *,
    ruleset: str | None,
    as_of: date | None,
    today: date | None = None,
    watcher: Watcher = NOBODY,
) -> Collected:
    """Write the forms of files and folders as one table, a commune's year a row, in their order.

    *output* ends with .csv, .xlsx or .parquet and is not read itself; a faulty form is left
    out. Raises as ``read`` does, and ``ProblemsFound`` when *output* cannot be written.
    """
    from reports.tables.input_table import WRITERS, headings_of, row_of

    intake = read(files, ruleset, as_of, output=output, today=today, watcher=watcher)
    entries = sorted(
        intake.entries,
        key=lambda entry: (entry.assessment.commune.code, entry.assessment.year),
    )
    if entries:
        headings = headings_of({entry.ruleset.id: entry.ruleset for entry in entries}.values())
        writer = WRITERS[output.suffix.lower()]
        with told_of(output):
            content = writer(headings, (row_of(entry.assessment) for entry in entries))
        write_bytes(output, content)
    return Collected(len(entries), intake.problems)


def ruleset_of(name: str | None, year: int) -> Ruleset:
    """Return the ruleset of a year's form; raises ``WrongUse`` where there is none."""
    rules = choose_ruleset(name, None)(year)
    if rules is None:
        raise WrongUse("year", f"năm {year} chưa có bộ tiêu chí nào có hiệu lực")
    return rules


def _commune_cells(rules: Ruleset, year: int, commune: str | None, register: Path | None) -> Cells:
    if commune is None:
        if register is not None:
            raise WrongUse("register", "có danh mục thì phải nêu xã")
        return {}
    if register is not None:
        return of_commune(commune_in_register(register, _code(commune), rules))
    day = date(year, 12, 31)
    units = shipped_units().on(day)
    is_code = commune.strip().isdecimal()
    if is_code and (units is None or _code(commune) >= FIRST_INVENTED_CODE):
        # No register speaks of that day, or of an invented commune: the rest is typed in.
        return of_said(Said(_code(commune)))
    if units is None:
        message = f"không có sổ đơn vị hành chính cho ngày {day:%d/%m/%Y}; ghi mã xã thay cho tên"
        raise WrongUse("commune", message)
    unit = _in_register(_code(commune) if is_code else commune, units, day)
    said = completed(Said(unit.code, unit.name), day).said
    return of_said(Said(said.code, unit.name, said.kind, said.province, unit.district, said.city))


def _commune_of(cells: Cells) -> Commune | None:
    """Return the commune that the cells of a form name, where they name one."""
    code, name, kind = (cells.get((id_, VALUE)) for id_ in (CODE, NAME, KIND))
    if code is None or name is None or kind is None:
        return None
    return Commune(str(code), str(name), CommuneKind(str(kind)))


def _code(commune: str) -> str:
    try:
        return code_of(commune) or ""
    except CellFault as fault:
        raise WrongUse("commune", f"{fault.message}; {fault.hint}") from None


def _in_register(query: str, register: Register, day: date) -> Unit:
    hits = find(query, (register,)).exact
    if len(hits) == 1:
        return hits[0].unit
    close = suggestion(query, None, register)
    if hits:
        message = f"ngày {day:%d/%m/%Y} có {len(hits)} đơn vị tên «{query}»; ghi mã xã"
    else:
        message = f"sổ đơn vị hành chính ngày {day:%d/%m/%Y} không có «{query}»"
    raise WrongUse("commune", f"{message}; {close}" if close else message)


def _by_commune(entries: Iterable[Entry]) -> Sequence[list[Entry]]:
    """Return each commune's rows, the latest year last."""
    found: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: e.assessment.year):
        found.setdefault(entry.assessment.commune.code, []).append(entry)
    return list(found.values())


def _cells(rules: Ruleset, year: int, rows: list[Entry]) -> Cells:
    cells: Cells = {}
    earlier = [entry for entry in rows if entry.assessment.year < year]
    for entry in earlier[-1:]:
        cells |= of_earlier(entry.assessment, rules)
        if entry.form is not None:
            cells |= of_earlier_form(entry.form)
    for entry in rows:
        if entry.assessment.year == year:
            cells |= of_assessment(entry.assessment)
            if entry.form is not None:
                cells |= of_form(entry.form)
    return known_to(rules, cells)

"""Commands ``form`` and ``collect``: workbooks out to the communes, and back as one table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from phuhop.cli.messages import exit_for, tell, told_to_the_user
from phuhop.cli.options import ruleset_options
from phuhop.cli.progress import TERMINAL
from phuhop.usecases.rulesets import choose_ruleset

if TYPE_CHECKING:
    from reports.workbook.prefill import Cells
    from scoring.intake.reading import Entry
    from scoring.rules.ruleset import Ruleset

_OPTIONS = "[TÙY CHỌN]"
_FORMATS = (".xlsx", ".csv", ".parquet")


@click.command(options_metavar=_OPTIONS, short_help="Ghi biểu tự đánh giá Excel.")
@click.option(
    "--year",
    required=True,
    type=click.IntRange(1990, 2100),
    metavar="NĂM",
    help="Năm đánh giá.",
)
@click.option("--ruleset", metavar="MÃ", help="Mã bộ tiêu chí, hoặc đường dẫn tới một tệp YAML.")
@click.option("--commune", metavar="MÃ_XÃ", help="Chỉ ghi biểu của xã có mã này.")
@click.option(
    "--register",
    type=click.Path(path_type=Path),
    metavar="TỆP",
    help="Danh mục đơn vị hành chính (bảng có ma_xa, ten_xa, loai …) để điền sẵn.",
)
@click.option(
    "--prefill",
    type=click.Path(path_type=Path),
    metavar="BẢNG",
    help="Bảng hoặc biểu cũ để điền sẵn: năm này điền đủ, năm trước điền vào cột kỳ trước.",
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="TỆP|THƯ_MỤC",
    help="Tệp .xlsx để ghi; thư mục khi điền sẵn cho nhiều xã.",
)
def form(  # noqa: PLR0913, PLR0917 -- click passes each option by name
    year: int,
    ruleset: str | None,
    commune: str | None,
    register: Path | None,
    prefill: Path | None,
    output: Path,
) -> None:
    """Ghi biểu tự đánh giá Excel: trống, hoặc điền sẵn từ danh mục, bảng hay biểu cũ.

    Biểu tự chấm điểm trong lúc gõ, dùng được khi không có mạng.
    """
    from phuhop.files.writing import write_bytes
    from reports.workbook.form import form as form_of

    with told_to_the_user():
        rules = _ruleset(ruleset, year)
        if prefill is not None:
            _prefilled(rules, year, prefill, commune, output)
            return
        filled = _commune_cells(rules, commune, register)
        path = _file(output)
        write_bytes(path, form_of(rules, year, filled))
    click.echo(path.as_posix())


@click.command(options_metavar=_OPTIONS, short_help="Gom nhiều biểu thành một bảng.")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="TỆP|THƯ_MỤC..."
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="BẢNG",
    help="Bảng để ghi: .xlsx, .csv hoặc .parquet.",
)
@ruleset_options
def collect(files: tuple[Path, ...], output: Path, ruleset: str | None, as_of: date | None) -> None:
    """Gom các biểu trong một thư mục thành một bảng, mỗi dòng một xã.

    Biểu có lỗi không vào bảng và được nêu tên; các biểu khác vẫn được gom.
    """
    from phuhop.files.writing import write_bytes
    from phuhop.usecases.reading import read
    from reports.tables.input_table import headings_of, row_of, to_csv, to_parquet, to_xlsx

    if output.suffix.lower() not in _FORMATS:
        raise click.UsageError(f"bảng phải có đuôi {', '.join(_FORMATS)}: {output.as_posix()}")
    with told_to_the_user():
        intake = read(files, ruleset, as_of, watcher=TERMINAL)
        entries = sorted(
            intake.entries,
            key=lambda entry: (entry.assessment.commune.code, entry.assessment.year),
        )
        used = {entry.ruleset.id: entry.ruleset for entry in entries}
        headings = headings_of(used.values())
        writer = {".csv": to_csv, ".xlsx": to_xlsx, ".parquet": to_parquet}[output.suffix.lower()]
        rows = (row_of(entry.assessment, headings) for entry in entries)
        if entries:
            write_bytes(output, writer(headings, rows))
            click.echo(f"{output.as_posix()}: {len(entries)} xã")
    tell(intake.problems)
    exit_for(intake.problems)


def _ruleset(name: str | None, year: int) -> Ruleset:
    rules = choose_ruleset(name, None)(year)
    if rules is None:
        raise click.UsageError(f"năm {year} chưa có bộ tiêu chí nào có hiệu lực")
    return rules


def _file(output: Path) -> Path:
    if output.suffix.lower() != ".xlsx":
        raise click.UsageError(f"tệp biểu phải có đuôi .xlsx: {output.as_posix()}")
    return output


def _commune_cells(rules: Ruleset, commune: str | None, register: Path | None) -> Cells:
    from reports.workbook.prefill import of_commune
    from scoring.forms.ids import CODE, VALUE
    from scoring.intake.one_commune import commune_in_register
    from scoring.tables.cell_text import CellFault
    from scoring.tables.cells import code

    if commune is None:
        if register is not None:
            raise click.UsageError("--register cần --commune")
        return {}
    try:
        number = code(commune)
    except CellFault as fault:
        raise click.UsageError(f"{fault.message}; {fault.hint}") from None
    if register is None or number is None:
        return {(CODE, VALUE): number or ""}
    return of_commune(commune_in_register(register, number, rules))


def _prefilled(rules: Ruleset, year: int, table: Path, commune: str | None, output: Path) -> None:
    """Write a workbook for each commune of a table; tell what of the table was withheld."""
    from phuhop.cli.progress import with_progress
    from phuhop.files.writing import write_bytes
    from phuhop.usecases.reading import read
    from reports.wording.file_names import folder_name
    from reports.workbook.form import form as form_of

    # An older row is read with its own year's decision, this year's with the form's.
    own = choose_ruleset(None, None)
    intake = read(
        (table,),
        None,
        None,
        choose=lambda row: rules if row == year else own(row),
        watcher=TERMINAL,
    )
    entries = [
        entry
        for entry in intake.entries
        if entry.assessment.year <= year and commune in (None, entry.assessment.commune.code)
    ]
    by_commune = _by_commune(entries)
    if not by_commune:
        tell(intake.problems)
        which = "" if commune is None else f" của xã {commune}"
        click.echo(
            f"{table.as_posix()}: không có dòng nào{which} dùng được cho năm {year}", err=True
        )
        raise SystemExit(1)
    is_file = output.suffix.lower() == ".xlsx"
    if is_file and len(by_commune) > 1:
        message = f"bảng có {len(by_commune)} xã: -o phải là thư mục, hoặc chọn --commune"
        raise click.UsageError(message)
    for rows in with_progress(list(by_commune.values()), "Ghi biểu"):
        place = folder_name(rows[-1].assessment.commune, year)
        path = output if is_file else output / f"bieu-{place}.xlsx"
        write_bytes(path, form_of(rules, year, _cells(rules, year, rows)))
        click.echo(path.as_posix())
    tell(intake.problems)
    exit_for(intake.problems)


def _by_commune(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Return each commune's rows, the latest year last."""
    found: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: e.assessment.year):
        found.setdefault(entry.assessment.commune.code, []).append(entry)
    return found


def _cells(rules: Ruleset, year: int, rows: list[Entry]) -> Cells:
    from reports.workbook.prefill import known_to, of_assessment, of_earlier, of_form

    cells: Cells = {}
    earlier = [entry for entry in rows if entry.assessment.year < year]
    for entry in earlier[-1:]:
        cells |= of_earlier(entry.assessment, rules)
        if entry.form is not None:
            cells |= {key: text for key, text in of_form(entry.form).items() if key[1] == "gia_tri"}
    for entry in rows:
        if entry.assessment.year == year:
            cells |= of_assessment(entry.assessment)
            if entry.form is not None:
                cells |= of_form(entry.form)
    return known_to(rules, cells)

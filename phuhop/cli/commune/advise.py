"""``phuhop advise``: the way to recognition of one commune, or of a province summed up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

import criteria
from phuhop.cli.messages import exit_for, tell
from phuhop.cli.options import FILE, ruleset_options
from phuhop.cli.progress import TERMINAL
from phuhop.cli.province.results_options import (
    one_source,
    perhaps_opened,
    register_option,
    state_option,
    year_option,
)
from phuhop.files.writing import write_bytes
from phuhop.usecases.reading import read

if TYPE_CHECKING:
    from scoring.advice.routes import Advice
    from scoring.batch.scorer import BatchResult
    from scoring.intake.reading import Entry
    from scoring.results.table_writing import Value
    from scoring.rules.ruleset import Ruleset

DEADLINES = criteria.PLANS / "assessment-cycle.yaml"
_TABLES = (".csv", ".xlsx", ".parquet")


@click.command(
    options_metavar="[TÙY CHỌN]", short_help="Tìm đường ngắn nhất tới đủ điều kiện công nhận."
)
@click.argument("files", nargs=-1, type=FILE, metavar="[TỆP...]")
@register_option
@year_option
@state_option
@ruleset_options
@click.option(
    "--summary",
    "is_summary",
    is_flag=True,
    help="Tổng hợp cả tỉnh: bao nhiêu xã còn mấy bước, vướng tiêu chí nào, cần thêm bao nhiêu.",
)
@click.option(
    "-o",
    "--output",
    type=FILE,
    metavar="TỆP",
    help="Ghi đường rẻ nhất của từng xã thành bảng .csv, .xlsx hoặc .parquet.",
)
def advise(  # noqa: PLR0913, PLR0917 -- one parameter an option
    files: tuple[Path, ...],
    address: str | None,
    year: int | None,
    state: str | None,
    ruleset: str | None,
    as_of: date | None,
    is_summary: bool,  # noqa: FBT001 -- click passes flags by name
    output: Path | None,
) -> None:
    """Tìm đường ngắn nhất tới đủ điều kiện: thêm mấy trẻ em, mấy nội dung, ở phần nào.

    Điểm liệt trước, tổng điểm sau; không bao giờ bằng cách sửa mẫu số. Kèm cách khác cho từng
    bước, lần đánh giá tới và cơ quan phụ trách, theo nguồn đã đọc được. --db lấy số liệu của sổ:
    số đã thẩm định nếu có.
    """
    if output is not None and output.suffix.lower() not in _TABLES:
        raise click.UsageError(f"-o: tên tệp phải có đuôi {', '.join(_TABLES)}")
    one_source(files, address, state)
    if address is None and year is not None:
        raise click.UsageError("--year chỉ dùng cùng với --db")
    with perhaps_opened(address) as database:
        if database is None:
            intake = read(files, ruleset, as_of, watcher=TERMINAL)
        else:
            from phuhop.usecases.register.results import figures_of
            from registry.views.listing import Wanted

            intake = figures_of(database, Wanted(year, state))
        if is_summary or output is not None:
            _many(intake.entries, output, is_summary=is_summary)
        else:
            _each(intake.entries)
    tell(intake.problems)
    exit_for(intake.problems)


def _each(entries: Sequence[Entry]) -> None:
    from reports.advice.text import advice_text
    from scoring.advice.assessment_cycle import load_deadlines
    from scoring.advice.routes import advise as advise_one
    from scoring.advice.routes import alternatives
    from scoring.engine.scorer import score

    deadlines = load_deadlines(DEADLINES)
    for entry in entries:
        sheet = score(entry.ruleset, entry.assessment)
        advice = advise_one(entry.ruleset, sheet)
        instead = alternatives(entry.ruleset, sheet, advice.routes[0]) if advice.routes else ()
        click.echo(advice_text(sheet, advice, instead, deadlines))


def _many(entries: Sequence[Entry], output: Path | None, *, is_summary: bool) -> None:
    from reports.advice.table import ADVICE_HEADINGS, advice_row
    from reports.tables.writing import WRITERS
    from scoring.advice.many import advise_many
    from scoring.batch.columns import columns_of
    from scoring.batch.scorer import BatchScorer

    together: dict[tuple[str, int], list[Entry]] = {}
    for entry in entries:
        together.setdefault((entry.ruleset.id, entry.assessment.year), []).append(entry)
    rows: list[dict[str, Value]] = []
    for (name, year), own in together.items():
        ruleset = own[0].ruleset
        result = BatchScorer(ruleset).score(columns_of(ruleset, [e.assessment for e in own]))
        advices = list(advise_many(result))
        rows += [
            advice_row(entry.assessment.commune, year, name, advice)
            for entry, advice in zip(own, advices, strict=True)
        ]
        if is_summary:
            _print_summary(ruleset, year, result, advices)
    if output is not None and rows:
        write_bytes(output, WRITERS[output.suffix.lower()](ADVICE_HEADINGS, rows))
        click.echo(f"{output.as_posix()}: {len(rows)} xã")


def _print_summary(
    ruleset: Ruleset, year: int, result: BatchResult, advices: Sequence[Advice]
) -> None:
    from reports.advice.cycle_text import deadline_sentences
    from reports.advice.summary_text import by_place, summary_text
    from scoring.advice.assessment_cycle import load_deadlines
    from scoring.advice.summary import summary
    from scoring.base.levels import Level
    from scoring.base.quantities import vietnamese
    from scoring.engine.explanation import level_words

    communes = result.columns.communes
    level = tuple(Level)[int(result.level.min())]
    notes = [
        *(["SỐ LIỆU MẪU – có đơn vị hư cấu."] if any(c.is_invented for c in communes) else []),
        (
            f"Bảng điểm theo {ruleset.id}, mã băm {ruleset.sha256[:16]}…; mức tin cậy thấp nhất đã "
            f"dùng: {level_words(level)}."
        ),
        *deadline_sentences(load_deadlines(DEADLINES), year),
    ]
    names = {criterion.number: criterion.name for criterion in ruleset.criteria}
    title = f"TỔNG HỢP NĂM {year}: {vietnamese(len(advices))} xã"
    whole = summary(result, advices, range(len(advices)))
    for line in summary_text(title, notes, whole, names):
        click.echo(line)
    places: dict[str, list[int]] = {}
    for row, commune in enumerate(communes):
        places.setdefault(commune.province or "(không ghi tỉnh)", []).append(row)
    if len(places) > 1:
        click.echo("\nTheo tỉnh, số xã còn bao nhiêu bước:")
        found = {place: summary(result, advices, rows) for place, rows in places.items()}
        for line in by_place(found):
            click.echo(f"  {line}")
    click.echo()

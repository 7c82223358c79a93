"""The command line. A command reads, calls the library once, and writes.

Commands import what they need when they run: ``phuhop score`` on one commune must not pay
for documents.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from phuhop import __version__
from phuhop.cli.day_order import InDayOrder, next_step, typed
from phuhop.cli.messages import exit_for, tell, told_to_the_user
from phuhop.cli.options import (
    FILE,
    OPTIONS,
    TABLES,
    check_engine,
    documents_option,
    engine_options,
    formats_option,
    offices_option,
    output_file,
    ruleset_options,
    today,
)
from phuhop.cli.progress import TERMINAL
from phuhop.cli.province.nation_options import nation_options, run
from phuhop.usecases.engines import Engine

if TYPE_CHECKING:
    from phuhop.usecases.commune.dossiers import Written

_FILES = click.argument("files", nargs=-1, required=True, type=FILE, metavar="TỆP...")
_HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(
    cls=InDayOrder,
    context_settings=_HELP,
    options_metavar=OPTIONS,
    subcommand_metavar="LỆNH [THAM SỐ]...",
)
@click.version_option(__version__, "--version", prog_name="phuhop")
@click.option(
    "-v", "--verbose", is_flag=True, help="Kèm mã của từng lỗi, cảnh báo, cả khi in ra màn hình."
)
def phuhop(*, verbose: bool) -> None:
    """Chấm điểm xã, phường, thị trấn phù hợp với trẻ em, giải thích từng tiêu chí.

    Kết quả là tự đánh giá theo số liệu đã nhập. Bảng điểm chưa đối chiếu với văn bản gốc:
    mỗi con số mang mức tin cậy của nó.
    """


@phuhop.command(options_metavar=OPTIONS)
@_FILES
@ruleset_options
def check(files: tuple[Path, ...], ruleset: str | None, as_of: date | None) -> None:
    """Tìm lỗi và cảnh báo trong bảng số liệu và biểu tự đánh giá, không chấm điểm.

    TỆP là bảng CSV, XLSX hoặc Parquet, mỗi dòng một xã; biểu của phuhop form; hoặc thư mục
    chứa các tệp đó.
    """
    from phuhop.cli.tables import tell_faults

    tell_faults(files, ruleset, as_of)


@phuhop.command(options_metavar=OPTIONS)
@_FILES
@ruleset_options
@click.option("--json", "as_json", is_flag=True, help="In JSON Lines: mỗi dòng một kết quả.")
@output_file(TABLES, "Ghi kết quả thành một bảng .csv, .xlsx hoặc .parquet, mỗi dòng một xã.")
@engine_options
def score(  # noqa: PLR0913, PLR0917 -- one parameter an option
    files: tuple[Path, ...],
    ruleset: str | None,
    as_of: date | None,
    as_json: bool,  # noqa: FBT001 -- click passes flags by name
    output: Path | None,
    engine: str,
    scheduler: str | None,
) -> None:
    """Chấm điểm: điểm, điều kiện, kết luận và lý do của từng tiêu chí.

    Dòng có lỗi không được chấm; các dòng khác vẫn được chấm và in ra.
    """
    if output is not None and as_json:
        raise click.UsageError("chỉ dùng một trong hai: --json hoặc -o")
    check_engine(engine, scheduler, has_table=output is not None)
    if output is not None:
        from phuhop.cli.tables import score_into

        score_into(output, files, ruleset, as_of, Engine(engine, scheduler))
    else:
        from phuhop.cli.tables import score_onto_screen

        score_onto_screen(files, ruleset, as_of, as_json=as_json)


@phuhop.command(options_metavar=OPTIONS)
@_FILES
@click.option(
    "-o",
    "--output",
    required=True,
    type=FILE,
    metavar="THƯ_MỤC",
    help="Thư mục để ghi hồ sơ; mỗi xã một thư mục con.",
)
@formats_option("html", "docx", "pdf")
@documents_option("all|01,03", "Những văn bản nào của bộ hồ sơ, theo mã, cách nhau bằng dấu phẩy")
@click.option(
    "--evidence",
    type=FILE,
    metavar="THƯ_MỤC",
    help="Thư mục tệp minh chứng, như của phuhop pack: tên tệp in ở Phụ lục II, ảnh in thành phụ "
    "lục ảnh. Không để nhìn rõ mặt trẻ em; phần nhạy cảm không nhận ảnh.",
)
@offices_option
@ruleset_options
def dossier(  # noqa: PLR0913, PLR0917 -- one parameter an option
    files: tuple[Path, ...],
    output: Path,
    formats: tuple[str, ...],
    documents: tuple[str, ...] | None,
    evidence: Path | None,
    offices: tuple[Path, ...],
    ruleset: str | None,
    as_of: date | None,
) -> None:
    """Lập hồ sơ của từng xã: ho-so.html và bộ văn bản Word để ký."""
    from phuhop.usecases.commune.dossiers import DossierWish, write_wished

    def tell_paths(written: Written) -> None:
        for path in written.paths:
            click.echo(path.as_posix())

    wish = DossierWish(
        files, output, formats, documents, offices, ruleset, as_of, today(), evidence
    )
    with told_to_the_user():
        made = write_wished(wish, tell_paths, TERMINAL)
    tell(made.problems)
    if not made.communes:
        click.echo("Chưa lập hồ sơ nào.", err=True)
    exit_for(made.problems)
    first = typed(files[0])
    next_step(f"xem ho-so.html, ký các văn bản; rồi phuhop pack {first} -o ho-so.phuhop để nộp")


@phuhop.command(
    options_metavar=OPTIONS, short_help="Ghi số liệu, kết quả và hồ sơ mẫu: lệnh đầu tiên."
)
@click.option(
    "-o",
    "--output",
    type=FILE,
    default="demo",
    metavar="THƯ_MỤC",
    help="Thư mục để ghi số liệu mẫu, kết quả và hồ sơ (mặc định: demo).",
)
@nation_options
@click.option("--portal", is_flag=True, help="Mở luôn cổng chạy thử trên máy này, đủ các vai.")
@click.pass_context
def demo(  # noqa: PLR0913, PLR0917 -- one parameter an option
    context: click.Context,
    output: Path,
    nation: bool,  # noqa: FBT001
    year: int | None,
    seed: int | None,
    portal: bool,  # noqa: FBT001
) -> None:
    """Ghi số liệu mẫu, chấm điểm và lập hồ sơ mẫu: lệnh đầu tiên cho người mới."""
    if portal:
        from phuhop.cli.serve import serve

        if nation or year is not None or seed is not None:
            raise click.UsageError("--portal chạy trên các xã mẫu, không đi cùng --nation")
        context.invoke(serve, home=output / "cong", trial=True)
        return
    with told_to_the_user():
        click.echo(run(output, nation=nation, year=year, seed=seed))


def _add_rules() -> None:
    from phuhop.cli.commune.advise import advise
    from phuhop.cli.commune.forms import collect, form
    from phuhop.cli.commune.office import office
    from phuhop.cli.commune.packages import pack, reproduce, unpack
    from phuhop.cli.commune.watch import watch
    from phuhop.cli.duties.calendar import calendar
    from phuhop.cli.duties.index import index
    from phuhop.cli.duties.practice import practice
    from phuhop.cli.duties.report_group import report
    from phuhop.cli.duties.reuse import reuse
    from phuhop.cli.portal import portal
    from phuhop.cli.province.compare import compare
    from phuhop.cli.province.publish import publish
    from phuhop.cli.province.ranking import rank
    from phuhop.cli.province.targets import targets
    from phuhop.cli.province.units import units
    from phuhop.cli.register.registry import registry
    from phuhop.cli.rules import rules
    from phuhop.cli.serve import serve
    from phuhop.cli.verifier.verify import verify
    from phuhop.cli.work import work

    for command in (
        advise,
        calendar,
        collect,
        compare,
        form,
        index,
        office,
        pack,
        portal,
        practice,
        publish,
        rank,
        registry,
        report,
        reproduce,
        reuse,
        rules,
        serve,
        targets,
        units,
        unpack,
        verify,
        watch,
        work,
    ):
        phuhop.add_command(command)


_add_rules()

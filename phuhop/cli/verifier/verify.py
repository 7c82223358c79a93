"""The group ``verify``: worksheets, comparisons, the ledger, where to look first.

Files alone, no database; the registry calls the same library functions.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from phuhop.cli.messages import exit_for, tell, told_to_the_user
from phuhop.cli.options import (
    FILE,
    OFFICE_SAMPLE,
    OPTIONS,
    formats_option,
    office_option,
    ruleset_options,
    today,
)
from phuhop.cli.progress import TERMINAL
from phuhop.cli.register.options import opened, print_json
from phuhop.cli.verifier.source import check_source, register_options

_PAIRS = click.argument(
    "files", nargs=-1, required=True, type=FILE, metavar="BIỂU THẨM_ĐỊNH|THƯ_MỤC..."
)
_JSON = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")


@click.group(options_metavar=OPTIONS, subcommand_metavar="LỆNH [THAM SỐ]...")
def verify() -> None:
    """Thẩm định: phiếu thẩm định, so tự chấm với thẩm định, văn bản, nơi nên xem trước.

    BIỂU là biểu của phuhop form, bảng nhiều xã, hoặc gói .phuhop (dùng bộ tiêu chí trong gói).
    """


@verify.command(options_metavar=OPTIONS)
@click.argument("form", type=FILE, metavar="BIỂU|MÃ_XÃ/NĂM")
@click.argument("appraisal", type=FILE, metavar="[THẨM_ĐỊNH]", required=False)
@click.option(
    "--db", "address", metavar="TỆP|URL", help="So hồ sơ MÃ_XÃ/NĂM trong sổ này, thay cho hai tệp."
)
@_JSON
@ruleset_options
def compare(  # noqa: PLR0913, PLR0917 -- one parameter an option
    form: Path,
    appraisal: Path | None,
    address: str | None,
    as_json: bool,  # noqa: FBT001 -- click passes flags by name
    ruleset: str | None,
    as_of: date | None,
) -> None:
    """So tự chấm với thẩm định: điểm, chênh lệch, lý do, ảnh hưởng đến kết luận.

    BIỂU là biểu tự đánh giá hoặc bảng; THẨM_ĐỊNH là phiếu của phuhop verify blank, hoặc tệp
    YAML, JSON (xem docs/can-bo/tham-dinh.md).
    """
    from phuhop.usecases.verifier.comparisons import compare_files, compare_in_register

    if address is not None:
        with opened(address) as database:
            found = compare_in_register(database, form.as_posix())
    elif appraisal is None:
        raise click.UsageError("nêu THẨM_ĐỊNH, hoặc --db với hồ sơ trong sổ")
    else:
        with told_to_the_user():
            found = compare_files(form, appraisal, ruleset, as_of, today())
    if as_json:
        print_json(found.json())
    else:
        click.echo(found.text())
    tell(found.problems)
    exit_for(found.problems)


@verify.command(options_metavar=OPTIONS)
@_PAIRS
@click.option(
    "-o",
    "--output",
    required=True,
    type=FILE,
    metavar="THƯ_MỤC",
    help="Thư mục để ghi; mỗi xã một thư mục con, thêm một thư mục cho tờ trình, quyết định.",
)
@office_option(f"thẩm định {OFFICE_SAMPLE}")
@formats_option("docx", "pdf")
@click.option(
    "--audit-head",
    "audit",
    default="",
    metavar="CHỮ",
    help="Dấu kiểm đầu chuỗi nhật ký của sổ hồ sơ, in trên văn bản khi có.",
)
@ruleset_options
def documents(  # noqa: PLR0913, PLR0917 -- one parameter an option
    files: tuple[Path, ...],
    output: Path,
    office: Path | None,
    formats: tuple[str, ...],
    audit: str,
    ruleset: str | None,
    as_of: date | None,
) -> None:
    """Lập văn bản thẩm định: bổ sung, biên bản, báo cáo, tờ trình, quyết định hoặc trả lời.

    BIỂU là biểu, bảng hoặc gói hồ sơ; THẨM_ĐỊNH là phiếu, của một hay nhiều xã. Quyết định
    chỉ in được là DỰ THẢO khi bảng điểm chưa đối chiếu với văn bản gốc.
    """
    from phuhop.usecases.verifier.comparisons import PapersWish, write_papers

    wish = PapersWish(files, output, formats, office, audit, ruleset, as_of, today())
    with told_to_the_user():
        made = write_papers(wish, lambda path: click.echo(path.as_posix()), TERMINAL)
    tell(made.problems)
    exit_for(made.problems)


@verify.command(options_metavar=OPTIONS)
@click.argument("files", nargs=-1, type=FILE, metavar="[BIỂU THẨM_ĐỊNH|THƯ_MỤC...]")
@register_options
@_JSON
@ruleset_options
def ledger(  # noqa: PLR0913, PLR0917 -- one parameter an option
    files: tuple[Path, ...],
    address: str | None,
    state: str | None,
    year: int | None,
    as_json: bool,  # noqa: FBT001 -- click passes flags by name
    ruleset: str | None,
    as_of: date | None,
) -> None:
    """Gộp nhiều xã: tiêu chí nào tự chấm cao hơn, thấp hơn thẩm định, bao nhiêu xã, bao nhiêu điểm.

    Thư mục chứa biểu và phiếu thẩm định; biểu và phiếu đi với nhau theo mã xã và năm. Với --db thì
    lấy bản hiện hành và bản thẩm định hiện hành trong sổ.
    """
    from phuhop.usecases.verifier.comparisons import sum_up_files, sum_up_register

    check_source(files, address, state, year)
    if address is not None:
        with opened(address) as database:
            found = sum_up_register(database, state, year, TERMINAL)
    else:
        with told_to_the_user():
            found = sum_up_files(files, ruleset, as_of, today(), TERMINAL)
    if as_json:
        print_json(found.json())
    elif found.ledgers:
        click.echo(found.text())
    tell(found.problems)
    exit_for(found.problems)


def _add_commands() -> None:
    from phuhop.cli.verifier.blank import blank
    from phuhop.cli.verifier.focus import focus
    from phuhop.cli.verifier.signature import signature

    for command in (blank, focus, signature):
        verify.add_command(command)


_add_commands()

"""The group ``verify``: worksheets, comparisons, the ledger, where to look first.

Files alone, no database; the registry calls the same library functions.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from phuhop import __version__
from phuhop.cli.messages import exit_for, tell, told_to_the_user
from phuhop.cli.options import FILE, ruleset_options
from phuhop.cli.progress import TERMINAL
from phuhop.cli.verifier.source import (
    check_source,
    of_register,
    one_of_register,
    register_options,
)

_OPTIONS = "[TÙY CHỌN]"
_PAIRS = click.argument(
    "files", nargs=-1, required=True, type=FILE, metavar="BIỂU THẨM_ĐỊNH|THƯ_MỤC..."
)
_JSON = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")


@click.group(options_metavar=_OPTIONS, subcommand_metavar="LỆNH [THAM SỐ]...")
def verify() -> None:
    """Thẩm định: phiếu thẩm định, so tự chấm với thẩm định, văn bản, nơi nên xem trước.

    BIỂU là biểu của phuhop form, bảng nhiều xã, hoặc gói .phuhop (dùng bộ tiêu chí trong gói).
    """


@verify.command(options_metavar=_OPTIONS)
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
    from phuhop.usecases.verifier.appraising import compared
    from reports.appraisal.comparison_text import as_comparison, comparison_text
    from reports.wording.stamp import Stamp

    if address is not None:
        comparison, problems = one_of_register(address, form.as_posix())
    elif appraisal is None:
        raise click.UsageError("nêu THẨM_ĐỊNH, hoặc --db với hồ sơ trong sổ")
    else:
        with told_to_the_user():
            comparison, problems = compared(form, appraisal, ruleset, as_of)
    if as_json:
        found = as_comparison(comparison, Stamp(__version__))
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        click.echo(comparison_text(comparison))
    tell(problems)
    exit_for(problems)


@verify.command(options_metavar=_OPTIONS)
@_PAIRS
@click.option(
    "-o",
    "--output",
    required=True,
    type=FILE,
    metavar="THƯ_MỤC",
    help="Thư mục để ghi; mỗi xã một thư mục con, thêm một thư mục cho tờ trình, quyết định.",
)
@click.option(
    "--office",
    type=FILE,
    metavar="TỆP",
    help="Thông tin cơ quan thẩm định (phuhop office init ghi tệp mẫu).",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(["docx", "pdf"]),
    metavar="docx|pdf",
    help="Dạng tài liệu, dùng được nhiều lần (mặc định: docx; pdf cần LibreOffice).",
)
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
    from contextlib import ExitStack, closing

    from phuhop.usecases.verifier.appraisal_papers import made, write
    from phuhop.usecases.verifier.appraising import all_compared
    from reports.appraisal.sets import numbered
    from reports.papers.office import EMPTY
    from reports.papers.office_file import load_office

    converter = None
    with ExitStack() as stack:
        if "pdf" in formats:
            from phuhop.files.pdf import ABSENT, Converter, soffice

            if soffice() is None:
                raise click.UsageError(ABSENT)
            converter = stack.enter_context(closing(Converter()))
        stack.enter_context(told_to_the_user())
        profile = EMPTY if office is None else load_office(office, numbered())
        comparisons, problems = all_compared(files, ruleset, as_of, TERMINAL)
        for one in made(comparisons, profile, audit):
            for path in write(one, output, formats or ("docx",), converter):
                click.echo(path.as_posix())
    tell(problems)
    exit_for(problems)


@verify.command(options_metavar=_OPTIONS)
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
    from phuhop.usecases.verifier.appraising import all_compared
    from reports.appraisal.ledger_text import as_ledger, ledger_text
    from reports.wording.stamp import Stamp
    from scoring.appraisal.ledger import ledgers

    check_source(files, address, state, year)
    if address is not None:
        comparisons, problems = of_register(address, state, year)
    else:
        with told_to_the_user():
            comparisons, problems = all_compared(files, ruleset, as_of, TERMINAL)
    found = ledgers(comparisons)
    if as_json:
        for one in found:
            click.echo(json.dumps(as_ledger(one, Stamp(__version__)), ensure_ascii=False))
    elif found:
        click.echo(ledger_text(found))
    tell(problems)
    exit_for(problems)


def _add_commands() -> None:
    from phuhop.cli.verifier.blank import blank
    from phuhop.cli.verifier.focus import focus

    for command in (blank, focus):
        verify.add_command(command)


_add_commands()

"""``phuhop registry documents``: the papers of a dossier, written from the register."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from phuhop.cli.messages import exit_for, tell
from phuhop.cli.options import (
    FILE,
    OFFICE_SAMPLE,
    OPTIONS,
    documents_option,
    formats_option,
    office_option,
)
from phuhop.cli.register.options import (
    choice_options,
    common,
    database_option,
    json_option,
    opened,
    print_json,
)

if TYPE_CHECKING:
    from phuhop.usecases.register.papers import PaperWritten


@click.command(options_metavar=OPTIONS, short_help="Lập văn bản của hồ sơ từ sổ.")
@common(choice_options, database_option, json_option)
@office_option(f"thẩm định {OFFICE_SAMPLE}; văn bản của xã dùng thông tin xã đã nộp")
@documents_option(
    "all|01,td02",
    "Những văn bản nào, cách nhau bằng dấu phẩy: 01 của xã, td02 của thẩm định",
)
@formats_option("html", "docx", "pdf")
@click.option("-o", "--output", required=True, type=FILE, metavar="THƯ_MỤC", help="Thư mục để ghi.")
def documents(  # noqa: PLR0913, PLR0917 -- one parameter an option
    address: str,
    as_json: bool,  # noqa: FBT001 -- click passes flags by name
    office: Path | None,
    documents: tuple[str, ...] | None,
    formats: tuple[str, ...],
    output: Path,
    **choice: Any,
) -> None:
    """Lập văn bản từ sổ: hồ sơ của xã theo bản hiện hành, văn bản thẩm định, quyết định.

    Trong hồ sơ và văn bản thẩm định có in đầu chuỗi nhật ký của sổ. Số, ngày, người ký đã ghi sổ
    được điền sẵn. Cùng một sổ thì ra cùng một tệp, từng byte.
    """
    from phuhop.usecases.register.bulk import Choice
    from phuhop.usecases.register.papers import PapersWish, write_papers

    def tell_one(written: PaperWritten) -> None:
        if as_json:
            print_json({"file": written.path.as_posix(), "head": written.head})
        else:
            click.echo(written.path.as_posix())

    wish = PapersWish(Choice(**choice), output, formats, documents, office)
    with opened(address) as database:
        made = write_papers(database, wish, tell_one)
    tell(made.problems)
    exit_for(made.problems)

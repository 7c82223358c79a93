"""``phuhop report``: the internal report of a province to the competent authority."""

from __future__ import annotations

from pathlib import Path

import click

from phuhop.cli.messages import exit_for, tell
from phuhop.cli.options import FILE, OFFICE_SAMPLE, OPTIONS, office_option
from phuhop.cli.province.results_options import (
    expected_option,
    one_source,
    perhaps_opened,
    plan_option,
    province_option,
    register_option,
    up_to_option,
    used_ruleset_option,
)
from phuhop.files.own_work import write_new


@click.command(
    options_metavar=OPTIONS,
    short_help="Báo cáo nội bộ của tỉnh: đủ mọi tiêu chí, tổng điểm, quyết định.",
)
@click.argument("files", nargs=-1, type=FILE, metavar="[KẾT_QUẢ...]")
@register_option
@expected_option
@province_option
@up_to_option
@click.option(
    "-o", "--output", required=True, type=FILE, metavar="THƯ_MỤC", help="Thư mục để ghi báo cáo."
)
@office_option(f"in trên báo cáo {OFFICE_SAMPLE}")
@plan_option
@used_ruleset_option
def report(  # noqa: PLR0913, PLR0917 -- one parameter an option
    files: tuple[Path, ...],
    address: str | None,
    expected: Path | None,
    province: str | None,
    year: int | None,
    output: Path,
    office: Path | None,
    plan: Path | None,
    ruleset: str | None,
) -> None:
    """Lập báo cáo của tỉnh gửi cơ quan có thẩm quyền và phụ lục, lưu hành nội bộ, không công bố.

    KẾT_QUẢ là bảng của phuhop registry export; --db lấy thẳng từ sổ, khi đó báo cáo có thêm kết
    quả thẩm định so với tự chấm và những việc còn phải làm. Các đoạn nhận xét soạn từ số liệu để
    người lập sửa. Bản công khai do phuhop publish lập.
    """
    one_source(files, address)
    with perhaps_opened(address) as database:
        from phuhop.usecases.province.report import ReportFiles, ReportWish, province_report
        from phuhop.usecases.province.results import Expected, Source

        wish = ReportWish(
            Source(files, database),
            Expected(expected, province),
            ReportFiles(office, plan, ruleset),
            year,
        )
        made = province_report(wish)
        for name, content in made.documents.items():
            write_new(output / name, content)
    tell(made.problems)
    named = ", ".join(made.documents)
    click.echo(f"{output.as_posix()}: {named}; năm {made.year}, {made.units} đơn vị; không công bố")
    exit_for(made.problems)

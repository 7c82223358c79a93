"""``phuhop report``: reports upward; without the name of one, the internal one of a province."""

from __future__ import annotations

import click

from phuhop.cli.duties.outlined import council, figures, year_result
from phuhop.cli.duties.statistics import statistics_forms
from phuhop.cli.province.report import report as province

_DEFAULT = "province"


class _WithADefault(click.Group):
    """A group whose first word may be left out: ``phuhop report BẢNG`` was there before it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command where no command, and no cry for help, stands first."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = [_DEFAULT, *args]
        return super().parse_args(ctx, args)


@click.group(
    "report",
    cls=_WithADefault,
    options_metavar="",
    subcommand_metavar="LỆNH …",
    short_help="Lập báo cáo: của tỉnh, Hội đồng nhân dân, kết quả năm, biểu thống kê.",
)
def report() -> None:
    """Lập báo cáo gửi cơ quan có thẩm quyền, lưu hành nội bộ; bản công khai: phuhop publish.

    Không nêu loại báo cáo thì lập báo cáo nội bộ của tỉnh (province).
    """


report.add_command(province, _DEFAULT)
for _command in (council, year_result, figures, statistics_forms):
    report.add_command(_command)

"""``phuhop registry appraise``: one worksheet, or a folder of them; finishing by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from phuhop.cli.messages import exit_for, tell
from phuhop.cli.options import OPTIONS
from phuhop.cli.register.options import (
    acting,
    actor_option,
    common,
    database_option,
    json_option,
    opened,
    print_json,
    year_option,
)

if TYPE_CHECKING:
    from phuhop.usecases.problems import Problem


@click.command(options_metavar=OPTIONS, short_help="Ghi bản thẩm định, tính lại điểm; hoàn thành.")
@click.argument("given", nargs=-1, metavar="[MÃ_XÃ/NĂM] [TỆP|THƯ_MỤC...]")
@common(database_option, actor_option, json_option)
@click.option(
    "--finish",
    is_flag=True,
    help="Hoàn thành bản thẩm định đã ghi của hồ sơ nêu tên, hoặc của các phiếu này.",
)
@click.option("--state", metavar="TRẠNG_THÁI", help="Với --finish: mọi hồ sơ ở trạng thái này.")
@year_option
def appraise(  # noqa: PLR0913, PLR0917 -- one parameter an option
    given: tuple[str, ...],
    address: str,
    who: str,
    as_json: bool,  # noqa: FBT001 -- click passes flags by name
    finish: bool,  # noqa: FBT001
    state: str | None,
    year: int | None,
) -> None:
    """Ghi bản thẩm định: số liệu xác minh, lý do, kết luận từng phần; tính lại điểm.

    Phiếu của phuhop verify blank tự biết xã và năm: đưa một hay nhiều phiếu, hoặc cả thư mục. Ghi
    xong hồ sơ vẫn «đang thẩm định», ghi lại được; --finish mới hoàn thành, và nêu những gì phiếu
    còn thiếu.
    """
    from phuhop.usecases.register.worksheets import AppraisalWish, appraised_each

    problems: list[Problem] = []
    with opened(address) as database:
        wish = AppraisalWish(given, finish, state, year)
        for outcome in appraised_each(database, wish, acting(who)):
            problems += outcome.problems
            if as_json:
                print_json(outcome.json())
            else:
                for line in outcome.lines():
                    click.echo(line)
    tell(problems)
    exit_for(problems)

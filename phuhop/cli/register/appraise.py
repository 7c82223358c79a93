"""``phuhop registry appraise``: one worksheet, or a folder of them; finishing by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from phuhop.cli.messages import exit_for, tell
from phuhop.cli.register.options import (
    OPTIONS,
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
    from scoring.base.problems import Problem


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
    from phuhop.cli.register.text import event_line, recorded_lines
    from phuhop.usecases.register.worksheets import AppraisalWish, appraised_each
    from registry.views.plain_json import plain_event, plain_recorded

    problems: list[Problem] = []
    with opened(address) as database:
        wish = AppraisalWish(given, finish, state, year)
        for outcome in appraised_each(database, wish, acting(who)):
            problems += outcome.problems
            recorded, event = outcome.recorded, outcome.finished
            if as_json:
                print_json([plain_recorded(recorded)] if recorded is not None else [])
                print_json([plain_event(event)] if event is not None else [])
                continue
            for line in recorded_lines(recorded) if recorded is not None else ():
                click.echo(line)
            if event is not None:
                click.echo(event_line(event))
    tell(problems)
    exit_for(problems)

"""Steps of ``phuhop registry``: return, start, withdraw, publish … decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from phuhop.cli.messages import exit_for, tell
from phuhop.cli.options import Day
from phuhop.cli.register.options import (
    OPTIONS,
    acting,
    actor_option,
    choice_options,
    common,
    database_option,
    json_option,
    opened,
    print_json,
)

if TYPE_CHECKING:
    from registry.store.chain import Actor, Event
    from registry.store.database import Database
    from scoring.base.problems import Problem

_REASON = click.option(
    "--reason",
    metavar="LÝ_DO",
    help="Lý do; giữ mãi trong nhật ký, không ghi tên, địa chỉ của trẻ em.",
)

_DRY_RUN = click.option(
    "--dry-run", is_flag=True, help="Xem trước: hồ sơ nào ghi được, vì sao không; không ghi gì."
)

_STEPS = {
    "submit": "Gửi bản nháp đã có trong sổ.",
    "withdraw": "Rút hồ sơ về để sửa, trước khi thẩm định.",
    "start": "Bắt đầu thẩm định; số liệu được khóa.",
    "return": "Trả hồ sơ, yêu cầu bổ sung; số liệu được mở khóa.",
    "publish": "Ghi việc công bố kết quả.",
    "reopen": "Cấp trên cho mở lại hồ sơ đã thẩm định hoặc đã kết luận.",
    "lock": "Khóa số liệu: không nhận bản mới.",
    "unlock": "Cấp trên cho mở khóa số liệu.",
    "cancel": "Hủy hồ sơ nhập nhầm: ra khỏi danh sách và số đếm, lịch sử còn nguyên.",
}
"""Commands whose step carries nothing but words, and their help."""


def step_commands() -> Iterator[click.Command]:
    """Yield one command for each step that carries only words."""
    for name, words in _STEPS.items():
        yield _step(name, words)


def _step(name: str, words: str) -> click.Command:
    def run(  # noqa: PLR0913, PLR0917 -- one parameter an option
        address: str,
        who: str,
        as_json: bool,  # noqa: FBT001 -- click passes flags by name
        reason: str | None,
        dry_run: bool,  # noqa: FBT001
        due: date | None = None,
        **choice: Any,
    ) -> None:
        from registry.acts.acts import StepWords, act

        actor = acting_told(who)

        def one(database: Database, key: str) -> Event:
            return act(database, key, name, actor, StepWords(reason, due))

        _each(address, choice, one, as_json=as_json, is_rehearsal=dry_run)

    options = [choice_options, database_option, actor_option, json_option, _REASON, _DRY_RUN]
    if name == "return":
        due_help = "Hạn nộp lại của riêng hồ sơ này (thay cho thời hạn chung)."
        options.append(click.option("--due", type=Day(), metavar="NGÀY", help=due_help))
    run.__doc__ = words
    return click.command(name, options_metavar=OPTIONS, help=words)(common(*options)(run))


def acting_told(who: str) -> Actor:
    """Return who acts; a wrong text is wrong usage."""
    from phuhop.cli.register.options import usage_told

    with usage_told():
        return acting(who)


def _each(
    address: str,
    choice: Mapping[str, Any],
    one: Callable[[Database, str], Event],
    *,
    as_json: bool,
    is_rehearsal: bool,
) -> None:
    """Do the same for several dossiers; a refusal stops no other."""
    from phuhop.cli.register.text import event_line, trial_line
    from phuhop.usecases.register.bulk import Choice, each
    from registry.views.plain_json import plain_event

    problems: list[Problem] = []
    done = 0
    with opened(address) as database:
        for outcome in each(database, Choice(**choice), one, is_rehearsal=is_rehearsal):
            problems += outcome.problems
            event = outcome.event
            if event is None:
                continue
            done += 1
            if as_json:
                print_json(
                    {**plain_event(event), "dry_run": True} if is_rehearsal else plain_event(event)
                )
            else:
                click.echo(trial_line(event) if is_rehearsal else event_line(event))
    if is_rehearsal:
        click.echo(f"XEM TRƯỚC: {done} hồ sơ ghi được; sổ chưa thay đổi gì.", err=True)
    tell(problems)
    exit_for(problems)


@click.command(options_metavar=OPTIONS, short_help="Ghi công nhận hoặc không công nhận.")
@common(choice_options, database_option, actor_option, json_option, _REASON, _DRY_RUN)
@click.option("--recognise", is_flag=True, help="Công nhận.")
@click.option("--refuse", is_flag=True, help="Không công nhận (phải nêu lý do).")
@click.option("--number", metavar="SỐ", help="Số, ký hiệu văn bản, ví dụ 15/QĐ-UBND.")
@click.option("--day", type=Day(), metavar="NGÀY", help="Ngày của văn bản.")
@click.option("--signer", metavar="HỌ_TÊN", help="Người ký văn bản.")
@click.option(
    "--appraisal",
    type=int,
    metavar="BẢN",
    help="Bản thẩm định đã đọc; sổ có bản khác thì không ghi.",
)
def decide(  # noqa: PLR0913, PLR0917 -- one parameter an option
    address: str,
    who: str,
    as_json: bool,  # noqa: FBT001
    reason: str | None,
    dry_run: bool,  # noqa: FBT001
    recognise: bool,  # noqa: FBT001
    refuse: bool,  # noqa: FBT001
    number: str | None,
    day: date | None,
    signer: str | None,
    appraisal: int | None,
    **choice: Any,
) -> None:
    """Ghi quyết định: công nhận hoặc không công nhận, theo bản thẩm định hiện hành.

    Không công nhận được khi kết luận thẩm định chưa phải «đạt».
    """
    from registry.acts.deciding import Paper
    from registry.acts.deciding import decide as decide_one

    if recognise == refuse:
        one_of = "nêu một trong hai: --recognise (công nhận), --refuse (không công nhận)"
        raise click.UsageError(one_of)
    actor = acting_told(who)
    paper = Paper(recognise, number, day, signer, reason, appraisal)

    def one(database: Database, key: str) -> Event:
        return decide_one(database, key, actor, paper)

    _each(address, choice, one, as_json=as_json, is_rehearsal=dry_run)

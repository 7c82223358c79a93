"""Steps of ``phuhop registry``: return, start, withdraw, publish … decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from phuhop.cli.messages import exit_for, tell
from phuhop.cli.options import OPTIONS, Day
from phuhop.cli.register.options import (
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
    from phuhop.usecases.register.steps import StepsTaken, StepTaken

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
    "transfer": "Chuyển hồ sơ của xã đã sáp nhập cho xã mới: như hủy, và nêu ở hồ sơ xã nhận.",
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
        receiver: str | None = None,
        remarks: tuple[str, ...] = (),
        answers: tuple[str, ...] = (),
        **choice: Any,
    ) -> None:
        from phuhop.usecases.register.bulk import Choice
        from phuhop.usecases.register.steps import StepWish, answers_of, remarks_of, step_each

        actor, take = acting(who), _telling(as_json=as_json)
        with opened(address) as database:
            said, answered = remarks_of(remarks), answers_of(answers)
            wish = StepWish(name, reason, due, receiver, said, answered)
            made = step_each(database, Choice(**choice), wish, actor, take, is_rehearsal=dry_run)
        _tell(made, is_rehearsal=dry_run)

    options = [choice_options, database_option, actor_option, json_option, _REASON, _DRY_RUN]
    if name == "return":
        due_help = "Hạn nộp lại của riêng hồ sơ này (thay cho thời hạn chung)."
        options.append(click.option("--due", type=Day(), metavar="NGÀY", help=due_help))
        remark_help = "Yêu cầu ở một chỗ (mã phần, số liệu, minh chứng hoặc «chung»); lặp lại được."
        options.append(
            click.option("--remark", "remarks", multiple=True, metavar="NƠI=LỜI", help=remark_help)
        )
    if name == "submit":
        answer_help = "Trả lời yêu cầu bổ sung mang số này; lặp lại được."
        options.append(
            click.option("--answer", "answers", multiple=True, metavar="SỐ=LỜI", help=answer_help)
        )
    if name == "transfer":
        to_help = "Mã xã nhận, sau sáp nhập."
        options.append(click.option("--to", "receiver", metavar="MÃ_XÃ", help=to_help))
    run.__doc__ = words
    return click.command(name, options_metavar=OPTIONS, help=words)(common(*options)(run))


def _telling(*, as_json: bool) -> Callable[[StepTaken], None]:
    """Return what prints one step after the other."""

    def say(taken: StepTaken) -> None:
        if as_json:
            print_json(taken.json())
        else:
            click.echo(taken.line())

    return say


def _tell(made: StepsTaken, *, is_rehearsal: bool) -> None:
    if is_rehearsal:
        click.echo(f"XEM TRƯỚC: {made.done} hồ sơ ghi được; sổ chưa thay đổi gì.", err=True)
    tell(made.problems)
    exit_for(made.problems)


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
    from phuhop.usecases.register.bulk import Choice
    from phuhop.usecases.register.steps import DecisionWish, decide_each

    if recognise == refuse:
        one_of = "nêu một trong hai: --recognise (công nhận), --refuse (không công nhận)"
        raise click.UsageError(one_of)
    actor = acting(who)
    wish = DecisionWish(recognise, number, day, signer, reason, appraisal)
    take = _telling(as_json=as_json)
    with opened(address) as database:
        made = decide_each(database, Choice(**choice), wish, actor, take, is_rehearsal=dry_run)
    _tell(made, is_rehearsal=dry_run)

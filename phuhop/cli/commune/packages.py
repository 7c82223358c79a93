"""Commands ``pack``, ``unpack``, ``reproduce``: a dossier as one file, handed over and checked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from phuhop.cli.day_order import next_step, typed
from phuhop.cli.messages import FAULTS, exit_for, tell, told_to_the_user
from phuhop.cli.options import FILE, OPTIONS, offices_option, ruleset_options, today
from phuhop.cli.progress import TERMINAL

if TYPE_CHECKING:
    from phuhop.usecases.commune.handing_over import Opened, PackedOne, Reproduced

_JSON = click.option("--json", "as_json", is_flag=True, help="In JSON Lines: mỗi dòng một gói.")
_PACKAGES = click.argument("packages", nargs=-1, required=True, type=FILE, metavar="GÓI...")


def _policy_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--evidence-policy",
        "policy",
        type=FILE,
        metavar="TỆP",
        help="Tệp YAML nêu tiêu chí nào không nhận tệp minh chứng (mặc định: các tiêu chí có "
        "thông tin riêng tư của trẻ em; xem docs/can-bo/goi-ho-so.md).",
    )(command)


@click.command(options_metavar=OPTIONS, short_help="Đóng gói hồ sơ để nộp: một tệp .phuhop.")
@click.argument("form", type=FILE, metavar="BIỂU|BẢNG")
@click.option(
    "--evidence",
    type=FILE,
    metavar="THƯ_MỤC",
    help="Thư mục tệp minh chứng; tên tệp hoặc thư mục con bắt đầu bằng mã: «TL 07», «7», «1.1». "
    "Nhiều xã thì mỗi xã một thư mục con bắt đầu bằng mã xã.",
)
@offices_option
@click.option(
    "-o",
    "--output",
    required=True,
    type=FILE,
    metavar="TỆP|THƯ_MỤC",
    help="Tệp .phuhop để ghi; thư mục khi bảng có nhiều xã.",
)
@_JSON
@_policy_option
@ruleset_options
def pack(  # noqa: PLR0913, PLR0917 -- one parameter an option
    form: Path,
    evidence: Path | None,
    offices: tuple[Path, ...],
    output: Path,
    as_json: bool,  # noqa: FBT001 -- click passes flags by name
    policy: Path | None,
    ruleset: str | None,
    as_of: date | None,
) -> None:
    """Đóng gói hồ sơ: số liệu, kết quả, văn bản, minh chứng và bộ tiêu chí trong một tệp.

    Nơi nhận chấm lại được đúng từng điểm bằng phuhop reproduce. Tệp minh chứng không rõ mã thì
    bị để ngoài và được nêu tên; tài liệu còn thiếu được liệt kê.
    """
    from phuhop.usecases.commune.handing_over import PackWish
    from phuhop.usecases.commune.handing_over import pack as pack_wished

    wish = PackWish(form, output, evidence, offices, policy, ruleset, as_of, today())
    with told_to_the_user():
        done = pack_wished(wish, _printing(as_json=as_json), TERMINAL)
    tell(done.problems)
    exit_for(done.problems)
    next_step(f"gửi {typed(output)} cho nơi thẩm định; nơi nhận chấm lại bằng phuhop reproduce")


@click.command(options_metavar=OPTIONS, short_help="Mở gói hồ sơ ra thành thư mục.")
@_PACKAGES
@click.option(
    "-o",
    "--output",
    required=True,
    type=FILE,
    metavar="THƯ_MỤC",
    help="Thư mục để ghi; mỗi gói một thư mục con. Không ghi đè tệp nào.",
)
@_JSON
@_policy_option
def unpack(
    packages: tuple[Path, ...],
    output: Path,
    as_json: bool,  # noqa: FBT001
    policy: Path | None,
) -> None:
    """Mở gói hồ sơ: văn bản, minh chứng, số liệu thành tệp thường để xem.

    Gói hỏng, bị sửa hoặc nguy hiểm bị từ chối và nêu lý do.
    """
    from phuhop.usecases.commune.handing_over import unpack as unpack_into

    with told_to_the_user():
        done = unpack_into(packages, output, policy, _printing(as_json=as_json))
    tell(done.problems)
    exit_for(done.problems)


@click.command(options_metavar=OPTIONS, short_help="Chấm lại gói hồ sơ: giống hệt, hay khác ở đâu.")
@_PACKAGES
@_JSON
@_policy_option
def reproduce(packages: tuple[Path, ...], as_json: bool, policy: Path | None) -> None:  # noqa: FBT001
    """Chấm lại và lập lại văn bản từ số liệu trong gói, so với kết quả trong gói.

    Dùng bộ tiêu chí nằm trong gói. In «giống hệt», hoặc đúng tiêu chí, phần, điểm, văn bản nào
    khác; mã thoát 1 khi có gì khác hoặc gói bị từ chối.
    """
    from phuhop.usecases.commune.handing_over import reproduce as reproduce_each

    with told_to_the_user():
        done = reproduce_each(packages, policy, _printing(as_json=as_json), TERMINAL)
    tell(done.problems)
    exit_for(done.problems)
    if not done.is_all_identical:
        raise SystemExit(FAULTS)


def _printing(*, as_json: bool) -> Callable[[PackedOne | Opened | Reproduced], None]:
    """Return what prints one package after the other; of a refused one only the object."""

    def say(one: PackedOne | Opened | Reproduced) -> None:
        said = one.json() if as_json else one.text()
        if said is not None:
            click.echo(said)

    return say

"""``phuhop publish``: a place's results as a static site; and a check of one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from phuhop.cli.messages import exit_for, tell, told_to_the_user
from phuhop.cli.options import FILE, OFFICE_SAMPLE, OPTIONS, office_option, today
from phuhop.cli.progress import TERMINAL
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

if TYPE_CHECKING:
    from phuhop.usecases.province.publication import MadePublication


@click.command(
    options_metavar=OPTIONS,
    short_help="Công bố quyết định và các tiêu chí không nhạy cảm thành trang tĩnh.",
)
@click.argument("files", nargs=-1, type=FILE, metavar="KẾT_QUẢ...")
@register_option
@expected_option
@province_option
@up_to_option
@click.option("-o", "--output", type=FILE, metavar="THƯ_MỤC", help="Thư mục để ghi bản công bố.")
@click.option(
    "--policy",
    type=FILE,
    metavar="TỆP",
    help="Chính sách công bố thêm (mặc định: chỉ quyết định và tiêu chí không nhạy cảm).",
)
@click.option("--sample-policy", type=FILE, metavar="TỆP", help="Ghi tệp chính sách mẫu.")
@click.option(
    "--profile",
    type=FILE,
    metavar="TỆP",
    help="Thông tin công bố: cơ quan, ngày, nơi và hạn phản ánh (--sample-profile ghi tệp mẫu).",
)
@plan_option
@click.option(
    "--clusters", type=FILE, metavar="BẢNG", help="Cụm xã của tỉnh: bảng có cột ma_xa và cum."
)
@office_option(f"in trên báo cáo công khai {OFFICE_SAMPLE}")
@click.option(
    "--earlier",
    type=FILE,
    metavar="THƯ_MỤC",
    help="Bản đã công bố mà bản này thay, để nêu đính chính (mặc định: bản đang nằm ở -o).",
)
@used_ruleset_option
@click.option(
    "--check", "checked", type=FILE, metavar="THƯ_MỤC", help="Kiểm tra một bản đã công bố."
)
@click.option(
    "--sample-profile", "sample", type=FILE, metavar="TỆP", help="Ghi tệp thông tin công bố mẫu."
)
def publish(  # noqa: PLR0913, PLR0917 -- one parameter an option
    files: tuple[Path, ...],
    address: str | None,
    expected: Path | None,
    province: str | None,
    year: int | None,
    output: Path | None,
    policy: Path | None,
    sample_policy: Path | None,
    profile: Path | None,
    plan: Path | None,
    clusters: Path | None,
    office: Path | None,
    earlier: Path | None,
    ruleset: str | None,
    checked: Path | None,
    sample: Path | None,
) -> None:
    """Công bố kết quả thành một trang tĩnh, mở được không cần máy chủ, không cần mạng.

    KẾT_QUẢ là bảng của phuhop registry export hoặc phuhop score -o; hoặc lấy thẳng từ sổ bằng
    --db. Nhiều năm thì năm mới nhất được công bố, các năm trước cho quá trình của từng đơn vị.
    Không điều gì công bố phụ thuộc vào tiêu chí nhạy cảm.
    """
    if sample is not None or sample_policy is not None:
        _only(files, address, output, checked, "--sample-profile, --sample-policy")
        _write_samples(sample, sample_policy)
        return
    if checked is not None:
        _only(files, address, output, None, "--check")
        _check(checked, ruleset)
        return
    if output is None or not (files or address):
        message = "cần tệp kết quả (hoặc --db) và -o THƯ_MỤC (hoặc --check, --sample-profile)"
        raise click.UsageError(message)
    one_source(files, address)
    with perhaps_opened(address) as database:
        from phuhop.usecases.province import publication
        from phuhop.usecases.province.results import Expected, Source

        wish = publication.PublicationWish(
            Source(files, database),
            Expected(expected, province),
            publication.PublicationFiles(policy, profile, plan, clusters, office, ruleset, earlier),
            year,
        )
        made = publication.publish(wish, output, today(), TERMINAL)
    _tell(made, output)


def _only(
    files: Sequence[Path],
    address: str | None,
    output: Path | None,
    checked: Path | None,
    option: str,
) -> None:
    if files or address or output is not None or checked is not None:
        raise click.UsageError(f"{option} dùng một mình, không kèm tệp kết quả, --db hay -o")


def _write_samples(profile: Path | None, policy: Path | None) -> None:
    from phuhop.usecases.samples.publisher_files import write_policy, write_profile

    for path, write in ((profile, write_profile), (policy, write_policy)):
        if path is not None:
            with told_to_the_user():
                write(path)
            click.echo(path.as_posix())


def _tell(made: MadePublication, output: Path) -> None:
    tell(made.problems)
    release = made.release
    click.echo(
        f"{output.as_posix()}: {made.files} tệp, {len(release.communes)} đơn vị; mở "
        f"{(output / 'index.html').as_posix()}"
    )
    if not release.is_sealed:
        click.echo("Công bố là số liệu tự chấm, chưa qua sổ hồ sơ; mọi trang đều ghi như vậy.")


def _check(folder: Path, ruleset: str | None) -> None:
    from phuhop.usecases.province.publication_check import check_publication

    with told_to_the_user():
        checked = check_publication(folder, ruleset)
    tell(checked.problems, to_stderr=False)
    if not checked.problems:
        click.echo(
            f"Không có lỗi: {checked.files} tệp đúng như khi công bố, các bảng nói như nhau và "
            "tính lại được từ những điều công khai."
        )
        for line in checked.forced():
            click.echo(line)
    exit_for(checked.problems)

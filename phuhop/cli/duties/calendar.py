"""``phuhop calendar``: what is due when to whom."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from phuhop.cli.messages import told_to_the_user
from phuhop.cli.options import FILE, OPTIONS, Day, output_file, today
from phuhop.files.writing import write_bytes


@click.command(options_metavar=OPTIONS, short_help="Lịch việc hằng năm về trẻ em của xã, của tỉnh.")
@click.option(
    "--place", required=True, metavar="TỈNH|MÃ_XÃ", help="Tên tỉnh, thành phố; hoặc mã xã 5 chữ số."
)
@click.option("--on", "day", type=Day(), metavar="NGÀY", help="Tính từ ngày này (mặc định: nay).")
@click.option(
    "--months",
    type=click.IntRange(1, 60),
    default=12,
    metavar="SỐ_THÁNG",
    help="Trong mấy tháng tới (mặc định: 12).",
)
@click.option(
    "--calendar",
    "own",
    type=FILE,
    metavar="TỆP",
    help="Lịch YAML của địa phương (mặc định: criteria/duties/lich.yaml).",
)
@output_file(
    (".ics", ".csv", ".xlsx"),
    "Ghi .ics để mở bằng lịch trên máy, điện thoại; hoặc bảng .csv, .xlsx.",
)
def calendar(
    place: str, day: date | None, months: int, own: Path | None, output: Path | None
) -> None:
    """In việc phải làm, hạn nào, gửi ai, căn cứ nào, của một xã hoặc một tỉnh.

    Các ngày lấy từ nguồn thứ cấp, mỗi ngày ghi nguồn. Việc không có ngày cố định đứng riêng. Trình
    tự công nhận không có hạn ngày trong những văn bản đã đọc được, nên không có trong lịch.
    """
    from phuhop.usecases.duties.calendar import calendar_of

    with told_to_the_user():
        found = calendar_of(place, day or today(), months, own)
        if output is None:
            click.echo(found.text(), nl=False)
            return
        write_bytes(output, found.file(output.suffix.lower()))
    click.echo(f"{output.as_posix()}: {len(found.due)} việc có ngày, {found.place}")

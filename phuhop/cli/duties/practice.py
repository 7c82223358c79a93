"""``phuhop practice``: exercises for communes, the sheet of a course for trainers."""

from __future__ import annotations

from pathlib import Path

import click

from phuhop.cli.messages import told_to_the_user
from phuhop.cli.options import FILE, OPTIONS


@click.command(options_metavar=OPTIONS, short_help="Bài tập trên xã hư cấu, phiếu tập huấn.")
@click.argument("code", required=False, metavar="[BÀI]")
@click.option("--answer", metavar="CHỌN", help="Chữ cái hoặc lời của lựa chọn; phần mềm chấm bài.")
@click.option(
    "--course", type=FILE, metavar="TỆP", help="Ghi phiếu hai giờ cho người hướng dẫn (.docx)."
)
@click.option("--exercises", "own", type=FILE, metavar="TỆP", help="Bài tập của mình, tệp YAML.")
def practice(code: str | None, answer: str | None, course: Path | None, own: Path | None) -> None:
    """Làm bài tập về bộ tiêu chí: mỗi bài dạy một điều, đáp án do phần mềm chấm, có lời giải thích.

    Không nêu BÀI thì liệt kê các bài. Xã trong bài là hư cấu; không lưu tên người học, bài làm.
    """
    from phuhop.usecases.duties import practice as usecase

    if answer is not None and code is None:
        raise click.UsageError("--answer cần nêu BÀI")
    with told_to_the_user():
        if course is not None:
            usecase.write_course(course, own)
            click.echo(course.as_posix())
        elif code is None:
            click.echo(usecase.listed(own), nl=False)
        elif answer is None:
            click.echo(usecase.asked(code, own), nl=False)
        else:
            judged = usecase.answered(code, answer, own)
            click.echo(judged.text, nl=False)
            if not judged.is_right:
                raise SystemExit(1)

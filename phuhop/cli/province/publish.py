"""``phuhop publish``: results as a static site that gives no child away; and a check of one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from phuhop import __version__
from phuhop.cli.messages import exit_for, tell, told_to_the_user
from phuhop.cli.options import FILE
from phuhop.cli.province.results_options import one_source, perhaps_opened, register_option
from scoring.base.problems import Place, Problem, ProblemsFound, file_name

if TYPE_CHECKING:
    from phuhop.files.site_folder import Published
    from phuhop.usecases.results import Source
    from reports.papers.office import Office
    from reports.site.profile import Profile
    from scoring.disclosure.intruder import Leak
    from scoring.ranking.targets import Plan
    from scoring.release.model import Release
    from scoring.release.policy import PublicationPolicy
    from scoring.results.rows import Results
    from scoring.rules.ruleset import Ruleset

_OPTIONS = "[TÙY CHỌN]"
_Files = Mapping[str, bytes] | None


@click.command(
    options_metavar=_OPTIONS, short_help="Công bố kết quả thành trang tĩnh, không lộ trẻ em nào."
)
@click.argument("files", nargs=-1, type=FILE, metavar="KẾT_QUẢ...")
@register_option
@click.option("-o", "--output", type=FILE, metavar="THƯ_MỤC", help="Thư mục để ghi bản công bố.")
@click.option(
    "--policy",
    type=FILE,
    metavar="TỆP",
    help="Chính sách công bố riêng (mặc định: chính sách đi kèm, bảo vệ nhiều nhất).",
)
@click.option(
    "--profile",
    type=FILE,
    metavar="TỆP",
    help="Thông tin công bố: cơ quan, ngày, nơi và hạn phản ánh (--sample-profile ghi tệp mẫu).",
)
@click.option(
    "--office",
    type=FILE,
    metavar="TỆP",
    help="Thông tin cơ quan in trên báo cáo tổng hợp (phuhop office init ghi tệp mẫu).",
)
@click.option(
    "--plan",
    type=FILE,
    metavar="TỆP",
    help="Bảng chỉ tiêu YAML cho báo cáo (mặc định: chỉ tiêu đã đọc được, như phuhop targets).",
)
@click.option(
    "--earlier",
    type=FILE,
    metavar="THƯ_MỤC",
    help="Bản đã công bố trước đây, để so (mặc định: bản đang nằm ở -o, nếu có).",
)
@click.option(
    "--ruleset",
    metavar="MÃ",
    help="Mã bộ tiêu chí đã dùng để chấm, hoặc tệp YAML của nó (mặc định: theo kết quả).",
)
@click.option(
    "--check", "checked", type=FILE, metavar="THƯ_MỤC", help="Kiểm tra một bản đã công bố."
)
@click.option(
    "--sample-profile", "sample", type=FILE, metavar="TỆP", help="Ghi tệp thông tin công bố mẫu."
)
def publish(  # noqa: PLR0913, PLR0917 -- one parameter an option
    files: tuple[Path, ...],
    address: str | None,
    output: Path | None,
    policy: Path | None,
    profile: Path | None,
    office: Path | None,
    plan: Path | None,
    earlier: Path | None,
    ruleset: str | None,
    checked: Path | None,
    sample: Path | None,
) -> None:
    """Công bố kết quả thành một trang tĩnh, mở được không cần máy chủ, không cần mạng.

    KẾT_QUẢ là bảng của phuhop score -o (CSV, XLSX, Parquet) hoặc JSON Lines của phuhop score
    --json; nhiều năm thì năm mới nhất được công bố, các năm trước cho diễn biến. Không ghi gì
    khi có số liệu làm lộ trẻ em.
    """
    if sample is not None:
        _only(files, output, checked, "--sample-profile")
        with told_to_the_user():
            _write_sample(sample)
        click.echo(sample.as_posix())
        return
    if checked is not None:
        _only(files, output, None, "--check")
        with told_to_the_user():
            _check(checked, ruleset, earlier)
        return
    if output is None or not (files or address):
        raise click.UsageError(
            "cần tệp kết quả (hoặc --db) và -o THƯ_MỤC (hoặc --check, --sample-profile)"
        )
    one_source(files, address)
    with perhaps_opened(address) as database:
        from phuhop.usecases.results import Source
        from reports.papers.office import EMPTY as NO_OFFICE
        from reports.papers.office import load_office
        from reports.province.report import province_set
        from reports.site.profile import EMPTY, load_profile
        from scoring.ranking.targets import SHIPPED, load_plan
        from scoring.release.policy import DEFAULT, load_policy

        chosen = load_policy(DEFAULT if policy is None else policy)
        told = EMPTY if profile is None else load_profile(profile)
        numbered = province_set().numbered
        issuer = NO_OFFICE if office is None else load_office(office, numbered)
        wanted = load_plan(SHIPPED if plan is None else plan)
        results = _results(Source(files, database))
        before = _before(output, earlier)
        release = _release(results, chosen, ruleset, before)
        count = _publish(Publication(release, told, issuer, wanted, before), output)
    tell(results.problems)
    click.echo(
        f"{output.as_posix()}: {count} tệp, {len(release.rows)} đơn vị; mở "
        f"{(output / 'index.html').as_posix()}"
    )


def _only(files: Sequence[Path], output: Path | None, checked: Path | None, option: str) -> None:
    if files or output is not None or checked is not None:
        raise click.UsageError(f"{option} dùng một mình, không kèm tệp kết quả hay -o")


def _write_sample(path: Path) -> None:
    from phuhop.files.writing import write_bytes
    from reports.site.profile import SAMPLE

    if path.exists():
        message = "đã có tệp này; phần mềm không ghi đè thông tin đã điền"
        raise ProblemsFound([Problem(Place(file_name(path)), "da-co-tep", message)])
    write_bytes(path, SAMPLE.read_bytes())


def _results(source: Source) -> Results:
    """Return the results; a publication of what is left of faulty files is no publication."""
    from phuhop.usecases.results import results_of

    results = results_of(source)
    if results.faults:
        raise ProblemsFound(results.problems)
    return results


def _before(output: Path, earlier: Path | None) -> Mapping[str, bytes] | None:
    """Return the open data of the publication this one is compared with, if there is one."""
    from phuhop.files.site_folder import check_place, is_site

    check_place(output)
    folder = earlier or (output if is_site(output) else None)
    return None if folder is None else _published(folder).data


def _release(
    results: Results, policy: PublicationPolicy, ruleset: str | None, before: _Files
) -> Release:
    from scoring.release.release import release_of
    from scoring.release.rows import rows_of

    if not results.rows:
        message = "không có kết quả nào để công bố"
        raise ProblemsFound([Problem(Place("kết quả"), "khong-co-xa", message)])
    latest = max(results.rows, key=lambda row: row.year)
    used = _ruleset(ruleset, latest.ruleset.id)
    kept = () if before is None else _withheld(before, latest.year)
    return release_of(rows_of(results.rows), policy, used, kept)


def _withheld(before: Mapping[str, bytes], year: int) -> tuple[str, ...]:
    """Return what an earlier publication of the same year withheld: it stays withheld."""
    from reports.open_data.files import STATEMENT

    try:
        statement = json.loads(before[STATEMENT])
        return tuple(statement["withheld"]) if statement["year"] == year else ()
    except (LookupError, TypeError, ValueError):
        message = "bản công bố trước hỏng, không so được"
        raise ProblemsFound([Problem(Place(STATEMENT), "tep-hong", message)]) from None


def _ruleset(asked: str | None, used: str) -> Ruleset:
    from phuhop.usecases.rulesets import named_ruleset, shipped

    if asked is not None:
        return named_ruleset(asked)
    try:
        return shipped().get(used)
    except LookupError:
        message = f"không có bộ tiêu chí «{used}» đi kèm phần mềm"
        hint = "nêu tệp YAML của bộ đó bằng --ruleset"
        raise ProblemsFound([Problem(Place("kết quả"), "bo-tieu-chi-la", message, hint)]) from None


@dataclass(frozen=True, slots=True)
class Publication:
    """What goes out: the release, and what only people know."""

    release: Release
    profile: Profile
    office: Office
    plan: Plan
    before: _Files


def _publish(publication: Publication, output: Path) -> int:
    from phuhop.cli.progress import with_progress
    from phuhop.files.site_folder import write_site
    from reports.province.targets import targets_for
    from reports.site.site import downloads, edition_of, open_files, reports_of, site_files
    from reports.wording.stamp import Stamp

    release, profile = publication.release, publication.profile
    stamp = Stamp(__version__)
    data = open_files(release, profile, stamp)
    refuse(_leaks(data, release.ruleset, publication.before, output), output)
    edition = edition_of(release, profile, stamp, data)
    rows = with_progress(edition.rows, "Ghi trang")
    targets = targets_for(release, publication.plan)
    papers = reports_of(release, stamp, publication.office, targets)
    return write_site(output, site_files(edition, downloads(data, papers), rows))


def _leaks(
    data: Mapping[str, bytes], ruleset: Ruleset, before: _Files, folder: Path
) -> Sequence[Leak]:
    """Return what *data* give away; data that are no data of ours are a fault."""
    from reports.open_data.check import check_files
    from reports.site.site import DATA

    try:
        return check_files(data, ruleset, before)
    except (LookupError, TypeError, ValueError, AttributeError):
        message = "dữ liệu mở hỏng, không kiểm tra được"
        place = Place(file_name(folder / DATA))
        raise ProblemsFound([Problem(place, "tep-hong", message)]) from None


def refuse(leaks: Sequence[Leak], folder: Path) -> None:
    """Raise ``ProblemsFound`` when something would be given away, naming all of it."""
    if leaks:
        place = Place(file_name(folder))
        raise ProblemsFound(
            [Problem(place, leak.code, f"{leak.key}: {leak.message}") for leak in leaks]
        )


def _published(folder: Path) -> Published:
    """Return a site whose data are as they were published; raises ``ProblemsFound``."""
    from phuhop.files.site_folder import read_site

    published, problems = read_site(folder)
    if problems:
        raise ProblemsFound(problems)
    return published


def _check(folder: Path, ruleset: str | None, earlier: Path | None) -> None:
    from phuhop.files.site_folder import read_site

    published, problems = read_site(folder)
    used = _ruleset(ruleset, _ruleset_id(published.marker, folder))
    before = None if earlier is None else _published(earlier).data
    if not problems:
        refuse(_leaks(published.data, used, before, folder), folder)
    tell(problems, to_stderr=False)
    if not problems:
        click.echo(
            f"Không có lỗi: {len(published.marker['files'])} tệp đúng như khi công bố, không số "
            "nào bị che mà tính ra được."
        )
    exit_for(problems)


def _ruleset_id(marker: Mapping[str, Any], folder: Path) -> str:
    ruleset = marker.get("ruleset")
    if isinstance(ruleset, dict) and isinstance(ruleset.get("id"), str):
        return str(ruleset["id"])
    message = "tệp đánh dấu không nêu bộ tiêu chí"
    raise ProblemsFound([Problem(Place(file_name(folder)), "tep-hong", message)])

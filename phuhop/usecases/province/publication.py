"""Publishing: the units of a place as a site, open data and papers, from what is public alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from phuhop import __version__
from phuhop.files.site_folder import Published, check_place, is_site, read_site, write_site
from phuhop.usecases.province.clusters import clusters_of
from phuhop.usecases.province.results import (
    Expected,
    Source,
    YearsOfPlace,
    results_of,
    up_to,
    years_of,
)
from phuhop.usecases.rulesets import named_ruleset, shipped
from phuhop.usecases.watching import NOBODY, Watcher
from reports.open_data.files import open_data
from reports.papers.office import EMPTY as NO_OFFICE
from reports.papers.office import Office
from reports.papers.office_file import load_office
from reports.province.heads import office_remarks
from reports.province.public import public_documents, public_set
from reports.site.files import Download
from reports.site.profile import EMPTY, about, load_profile, of_edition
from reports.site.record import RECORD, Record, read_record
from reports.site.site import downloads, edition_of, site_files
from reports.wording.recognition import whole_source
from reports.wording.stamp import Stamp
from scoring.base.problems import Place, Problem, ProblemsFound, Severity, file_name, in_order
from scoring.base.quantities import vietnamese
from scoring.plans.share_targets import SHIPPED, load_plan
from scoring.recognition.everybody import NOT_EXPECTED, Everybody, Whole
from scoring.release.policy import DEFAULT, load_policy
from scoring.release.public import PublicRelease
from scoring.release.release import public_release
from scoring.results.rows import Results, Status
from scoring.rules.ruleset import Ruleset


@dataclass(frozen=True, slots=True)
class PublicationFiles:
    """Files of the publisher's own; what is left out is the program's default.

    ``ruleset`` is an id or a YAML file; ``earlier`` a site this one follows, by default the one
    that is replaced.
    """

    policy: Path | None = None
    profile: Path | None = None
    plan: Path | None = None
    clusters: Path | None = None
    office: Path | None = None
    ruleset: str | None = None
    earlier: Path | None = None


@dataclass(frozen=True, slots=True)
class MadePublication:
    """What was published: the release, the record of editions, how many files, what was told."""

    release: PublicRelease
    record: Record
    files: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class PublicationWish:
    """What is to be published: results, whose, with which files, of which year.

    *day* and *version* are those of this edition, before what the profile says of them.
    """

    source: Source
    expected: Expected = field(default_factory=Expected)
    files: PublicationFiles = field(default_factory=PublicationFiles)
    year: int | None = None
    day: date | None = None
    version: str | None = None


def publish(
    wish: PublicationWish, output: Path, today: date, watcher: Watcher = NOBODY
) -> MadePublication:
    """Write the site of *wish* as the folder *output*, whole or not at all.

    Raises ``ProblemsFound`` with every reason for which nothing is published: faults of the
    results, of a file, of the place, states and rules that do not go together.
    """
    files, stamp = wish.files, Stamp(__version__)
    check_place(output)
    policy = load_policy(files.policy or DEFAULT, today)
    profile = EMPTY if files.profile is None else load_profile(files.profile)
    profile = of_edition(profile, wish.day, wish.version)
    plan = load_plan(files.plan or SHIPPED)
    before = _before(output, files.earlier)
    results = up_to(_results(wish.source), wish.year)
    counted = years_of(results, wish.expected)
    _refuse(before, counted, files.earlier or output)
    ruleset = _ruleset(files.ruleset, results)
    release = public_release(
        (one for year in counted.years for one in year.communes),
        ruleset,
        policy,
        also_under=(*_kept(wish.source), *shipped_like(ruleset)),
        clusters=None if files.clusters is None else clusters_of(files.clusters),
    )
    data = open_data(release, about(profile, stamp.program))
    latest = counted.latest
    edition = edition_of(release, profile, stamp, data, plan=plan, before=before, everybody=latest)
    office, remarks = _office(files.office, release)
    papers = public_documents(release, stamp, office, plan.targets, latest)
    handed_out = downloads(data, _papers(papers))
    units = watcher.counted(edition.communes, "Ghi trang")
    count = write_site(output, site_files(edition, handed_out, units))
    told = [
        *results.problems,
        *counted.problems,
        *_unsealed(results),
        *_partial(latest),
        *remarks,
    ]
    return MadePublication(release, edition.record, count, tuple(in_order(told)))


def _refuse(before: Record | None, counted: YearsOfPlace, folder: Path) -> None:
    """Raise ``ProblemsFound`` for what must not be published in this place or of these units."""
    # Units with a result that a list leaves out would make the share of the rest look better.
    problems = [
        replace(one, severity=Severity.FAULT, hint=_ALL_OF_THEM)
        for one in counted.problems
        if one.code == NOT_EXPECTED
    ]
    year = counted.latest.year
    if before is not None and before.year > year:
        message = (
            f"ở đây là bản công bố năm {before.year}, mới hơn năm {year}; ghi đè thì mất bản đó "
            "và danh sách các lần đính chính"
        )
        hint = "công bố năm cũ vào một thư mục khác"
        problems.append(Problem(Place(file_name(folder)), "nam-cu-hon", message, hint))
    if problems:
        raise ProblemsFound(in_order(problems))


_ALL_OF_THEM = "bổ sung đơn vị này vào danh sách; kết quả nơi khác thì nêu tên tỉnh để bỏ ra"


def _office(path: Path | None, release: PublicRelease) -> tuple[Office, list[Problem]]:
    """Return who issues the report, and what is strange about it in this place."""
    if path is None:
        return NO_OFFICE, []
    found = load_office(path, public_set().numbered)
    return found, [*office_remarks(found, release.provinces, file_name(path))]


def _papers(documents: Mapping[str, bytes]) -> tuple[Download, ...]:
    """Return the public report as files of the site."""
    titles = {document.file.met: document.title.met for document in public_set().documents}
    return tuple(
        Download(
            f"bao-cao/{name}", titles.get(name.partition(".")[0], name), content, is_report=True
        )
        for name, content in documents.items()
    )


def _results(source: Source) -> Results:
    """Return the results; a publication of what is left of faulty files is no publication."""
    results = results_of(source)
    if results.faults:
        raise ProblemsFound(results.problems)
    return results


def _ruleset(asked: str | None, results: Results) -> Ruleset:
    if asked is not None:
        return named_ruleset(asked)
    used = max(results.rows, key=lambda row: row.year).ruleset.id
    return shipped_ruleset(used, "kết quả")


def shipped_ruleset(used: str, place: str) -> Ruleset:
    """Return the shipped ruleset of this id; raises ``ProblemsFound`` naming *place*."""
    try:
        return shipped().get(used)
    except LookupError:
        message = f"không có bộ tiêu chí «{used}» đi kèm phần mềm"
        hint = "nêu tệp YAML của bộ đó"
        raise ProblemsFound([Problem(Place(place), "bo-tieu-chi-la", message, hint)]) from None


def shipped_like(ruleset: Ruleset) -> tuple[Ruleset, ...]:
    """Return the shipped ruleset of the same id, if there is one: its marks hold for every copy."""
    try:
        return (shipped().get(ruleset.id),)
    except LookupError:
        return ()


def _kept(source: Source) -> tuple[Ruleset, ...]:
    """Return the rulesets that a register keeps: older texts may lack only the marks."""
    if source.database is None:
        return ()
    from registry.workflow.kept_rulesets import kept_rulesets

    with source.database.reading() as connection:
        return kept_rulesets(connection)


def _unsealed(results: Results) -> list[Problem]:
    """Return one warning where a table that is no register's says what was decided."""
    decided = (Status.RECOGNISED, Status.NOT_RECOGNISED)
    claims = [row for row in results.rows if row.status in decided and not row.from_register]
    if not claims:
        return []
    message = (
        f"{vietnamese(len(claims))} dòng ghi quyết định nhưng bảng không còn niêm phong của sổ hồ "
        "sơ; công bố là số liệu tự chấm, không nêu quyết định nào"
    )
    hint = "xuất lại từ sổ, hoặc công bố thẳng từ sổ"
    return [Problem(claims[0].place, "khong-niem-phong", message, hint, Severity.WARNING)]


def _partial(latest: Everybody) -> Iterator[Problem]:
    """Yield one warning where nobody knows who sent nothing."""
    if latest.whole is Whole.TABLE:
        message = whole_source(latest).rstrip(".")
        hint = "thêm danh sách đơn vị phải gửi"
        yield Problem(Place("kết quả"), "tong-so-theo-bang", message, hint, Severity.WARNING)


def _before(output: Path, earlier: Path | None) -> Record | None:
    """Return what the earlier edition said, if there is one; it must be as it was published."""
    folder = earlier or (output if is_site(output) else None)
    return None if folder is None else record_of_site(published_site(folder))


def published_site(folder: Path) -> Published:
    """Return a site that is as it was published; raises ``ProblemsFound``."""
    published, problems = read_site(folder)
    if problems:
        raise ProblemsFound(problems)
    return published


def record_of_site(published: Published) -> Record | None:
    """Return the record of a site; sites from before there were records have none."""
    if published.record is None:
        return None
    try:
        return read_record(published.record)
    except ValueError:
        place = Place(file_name(published.folder / RECORD))
        raise ProblemsFound([Problem(place, "tep-hong", "tệp hỏng, không đọc được")]) from None

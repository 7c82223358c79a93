"""Commands ``pack``, ``unpack``, ``reproduce``: a dossier as one file, handed over and checked."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from phuhop.cli.messages import FAULTS, exit_for, tell, told_to_the_user
from phuhop.cli.options import FILE, ruleset_options
from phuhop.cli.progress import TERMINAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from registry.evidence.policy import EvidencePolicy
    from registry.package.package import Package

_OPTIONS = "[TÙY CHỌN]"
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


@click.command(options_metavar=_OPTIONS, short_help="Đóng gói hồ sơ để nộp: một tệp .phuhop.")
@click.argument("form", type=FILE, metavar="BIỂU|BẢNG")
@click.option(
    "--evidence",
    type=FILE,
    metavar="THƯ_MỤC",
    help="Thư mục tệp minh chứng; tên tệp hoặc thư mục con bắt đầu bằng mã: «TL 07», «7», «1.1». "
    "Nhiều xã thì mỗi xã một thư mục con bắt đầu bằng mã xã.",
)
@click.option(
    "--office",
    "offices",
    multiple=True,
    type=FILE,
    metavar="TỆP",
    help="Thông tin cơ quan (phuhop office init ghi tệp mẫu); nhiều xã thì mỗi xã một tệp, "
    "hoặc một thư mục.",
)
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
    from phuhop.cli.commune.office import form_remarks, office_files_of
    from phuhop.cli.commune.package_json import packed_object
    from phuhop.cli.progress import with_progress
    from phuhop.usecases.commune.packing import (
        PackOrder,
        lacking_remark,
        ruleset_texts,
        strange_folders,
        write_packages,
    )
    from phuhop.usecases.reading import read
    from registry.package.package import SUFFIX
    from reports.dossier.sets import commune_set

    with told_to_the_user():
        rules = _policy(policy)
        intake = read([form], ruleset, as_of, watcher=TERMINAL)
        entries = intake.entries
        is_file = output.suffix.lower() == SUFFIX
        if is_file and len(entries) > 1:
            message = f"bảng có {len(entries)} xã: -o phải là thư mục, mỗi xã một tệp {SUFFIX}"
            raise click.UsageError(message)
        by_code, warnings = office_files_of(offices, entries, commune_set().numbered)
        profiles = {code: one.office for code, one in by_code.items()}
        texts = {code: one.content for code, one in by_code.items()}
        problems = [*intake.problems, *warnings, *form_remarks(entries, profiles)]
        # With a row withheld nobody knows whose the files in the folder are.
        is_only = len(entries) == 1 and not intake.faults
        if evidence is not None and not is_only:
            codes = {entry.assessment.commune.code for entry in entries}
            problems += strange_folders(evidence, codes)
        used = {entry.ruleset.sha256: entry.ruleset for entry in entries}
        rule_texts = ruleset_texts([*used.values()], ruleset)
        order = PackOrder(output, is_file, is_only, texts, evidence, rules, rule_texts)
        done = []
        for packed in write_packages(with_progress(entries, "Đóng gói"), order):
            click.echo(packed_object(packed) if as_json else packed.path.as_posix())
            done.append(packed)
    problems += [problem for packed in done for problem in packed.problems]
    if not is_only:
        problems += lacking_remark(done, output)
    tell(problems)
    exit_for(problems)


@click.command(options_metavar=_OPTIONS, short_help="Mở gói hồ sơ ra thành thư mục.")
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
    from phuhop.cli.commune.package_json import UNPACKED, refused_object, unpacked_object
    from phuhop.files.unpacking import write_unpacked

    problems = []
    with told_to_the_user():
        rules = _policy(policy)
        for path in packages:
            package, faults = _read(path, rules)
            folder = None
            if package is not None:
                folder, faults = write_unpacked(package, output)
            problems += faults
            if package is not None and folder is not None:
                click.echo(unpacked_object(package, folder) if as_json else folder.as_posix())
            elif as_json:
                click.echo(refused_object(UNPACKED, path, faults))
    tell(problems)
    exit_for(problems)


@click.command(
    options_metavar=_OPTIONS, short_help="Chấm lại gói hồ sơ: giống hệt, hay khác ở đâu."
)
@_PACKAGES
@_JSON
@_policy_option
def reproduce(packages: tuple[Path, ...], as_json: bool, policy: Path | None) -> None:  # noqa: FBT001
    """Chấm lại và lập lại văn bản từ số liệu trong gói, so với kết quả trong gói.

    Dùng bộ tiêu chí nằm trong gói. In «giống hệt», hoặc đúng tiêu chí, phần, điểm, văn bản nào
    khác; mã thoát 1 khi có gì khác hoặc gói bị từ chối.
    """
    from phuhop.cli.commune.package_json import REPRODUCED, refused_object
    from phuhop.cli.commune.reproduction_text import as_object, as_text
    from phuhop.cli.progress import with_progress
    from phuhop.usecases.rulesets import shipped
    from registry.package.making import Maker
    from registry.package.reproduction import reproduced

    problems = []
    is_all_identical = True
    with told_to_the_user():
        rules, maker, catalogue = _policy(policy), Maker(), shipped()
        for path in with_progress(packages, "Chấm lại"):
            package, faults = _read(path, rules)
            problems += faults
            if package is None:
                if as_json:
                    click.echo(refused_object(REPRODUCED, path, faults))
                continue
            found = reproduced(package, maker, catalogue)
            is_all_identical = is_all_identical and found.is_identical
            click.echo(as_object(found) if as_json else as_text(found))
    tell(problems)
    exit_for(problems)
    if not is_all_identical:
        raise SystemExit(FAULTS)


def _policy(path: Path | None) -> EvidencePolicy:
    from registry.evidence.policy import evidence_policy

    return evidence_policy() if path is None else evidence_policy(path)


def _read(path: Path, policy: EvidencePolicy) -> tuple[Package | None, list]:  # type: ignore[type-arg]
    """Return a package, or why it is refused; one bad file never stops the others."""
    from registry.package.reading import read_package
    from scoring.base.problems import ProblemsFound

    try:
        return read_package(path, policy), []
    except ProblemsFound as found:
        return None, found.problems

"""A dossier as one file: packed to be handed in, opened, made again and compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop.usecases.commune.offices import form_remarks, office_files_of
from phuhop.usecases.commune.package_json import (
    REPRODUCED,
    UNPACKED,
    packed_object,
    refused_object,
    unpacked_object,
)
from phuhop.usecases.reading import read
from phuhop.usecases.watching import NOBODY, Watcher
from phuhop.usecases.wrong_use import WrongUse
from scoring.base.problems import Problem, ProblemsFound, Severity

if TYPE_CHECKING:
    from phuhop.usecases.commune.packing import Packed
    from registry.evidence.policy import EvidencePolicy
    from registry.package.package import Package
    from registry.package.reproduction import Reproduction


@dataclass(frozen=True, slots=True)
class PackWish:
    """What to pack and where to: one file, or a folder when there are several communes.

    *evidence* is a folder, *offices* are files and folders of letterheads, *policy* says which
    evidence is taken; *ruleset* and *as_of* choose the rules.
    """

    form: Path
    output: Path
    evidence: Path | None = None
    offices: Sequence[Path] = ()
    policy: Path | None = None
    ruleset: str | None = None
    as_of: date | None = None
    today: date | None = None


@dataclass(frozen=True, slots=True)
class PackedOne:
    """A package that stands, in words and as an object."""

    packed: Packed

    def text(self) -> str:
        """Return where it stands, and what each evidence file was taken for."""
        files = [f"  {name} → {what}" for name, what in self.packed.files]
        return "\n".join([self.packed.path.as_posix(), *files])

    def json(self) -> str:
        """Return the object ``phuhop.packed/1``."""
        return packed_object(self.packed)


@dataclass(frozen=True, slots=True)
class HandedOver:
    """How many packages were dealt with, whether all came out the same, what was found."""

    packages: int
    problems: tuple[Problem, ...]
    is_all_identical: bool = True


def pack(
    wish: PackWish, take: Callable[[PackedOne], None], watcher: Watcher = NOBODY
) -> HandedOver:
    """Pack each commune of *wish*; give each package to *take* once it stands.

    Raises ``WrongUse`` where one file cannot hold several communes and as ``read`` does,
    ``ProblemsFound`` for a faulty policy or letterhead and when a file cannot be written.
    """
    from phuhop.usecases.commune.evidence_folders import strange_folders
    from phuhop.usecases.commune.packing import (
        PackOrder,
        lacking_remark,
        ruleset_texts,
        write_packages,
    )
    from registry.package.package import SUFFIX
    from reports.dossier.sets import commune_set

    policy = _policy(wish.policy)
    intake = read([wish.form], wish.ruleset, wish.as_of, today=wish.today, watcher=watcher)
    entries = intake.entries
    is_file = wish.output.suffix.lower() == SUFFIX
    if is_file and len(entries) > 1:
        message = f"bảng có {len(entries)} xã thì phải là thư mục, mỗi xã một tệp {SUFFIX}"
        raise WrongUse("output", message)
    by_code, warnings = office_files_of(wish.offices, entries, commune_set().numbered)
    profiles = {code: one.office for code, one in by_code.items()}
    texts = {code: one.content for code, one in by_code.items()}
    problems = [*intake.problems, *warnings, *form_remarks(entries, profiles)]
    # With a row withheld nobody knows whose the files in the folder are.
    is_only = len(entries) == 1 and not intake.faults
    if wish.evidence is not None and not is_only:
        codes = {entry.assessment.commune.code for entry in entries}
        problems += strange_folders(wish.evidence, codes)
    used = {entry.ruleset.sha256: entry.ruleset for entry in entries}
    rule_texts = ruleset_texts([*used.values()], wish.ruleset)
    order = PackOrder(wish.output, is_file, is_only, texts, wish.evidence, policy, rule_texts)
    done = []
    for packed in write_packages(watcher.counted(entries, "Đóng gói"), order):
        take(PackedOne(packed))
        done.append(packed)
    problems += [problem for packed in done for problem in packed.problems]
    if not is_only:
        problems += lacking_remark(done, wish.output)
    return HandedOver(len(done), tuple(problems))


@dataclass(frozen=True, slots=True)
class Opened:
    """A package opened into *folder*, or why it was refused."""

    path: Path
    package: Package | None
    folder: Path | None
    problems: tuple[Problem, ...]

    def text(self) -> str | None:
        """Return the folder; nothing of a package that was refused."""
        return None if self.folder is None else self.folder.as_posix()

    def json(self) -> str:
        """Return the object ``phuhop.unpacked/1``."""
        if self.package is None or self.folder is None:
            return refused_object(UNPACKED, self.path, self.problems)
        return unpacked_object(self.package, self.folder)


def unpack(
    packages: Sequence[Path], output: Path, policy: Path | None, take: Callable[[Opened], None]
) -> HandedOver:
    """Open each package into a folder of its own below *output*; give each to *take*.

    A package that is refused stops no other. Raises ``ProblemsFound`` for a faulty *policy*.
    """
    from phuhop.files.unpacking import write_unpacked

    rules = _policy(policy)
    problems: list[Problem] = []
    opened = 0
    for path in packages:
        package, faults = _read(path, rules)
        folder = None
        if package is not None:
            folder, more = write_unpacked(package, output)
            faults += more
        problems += faults
        opened += folder is not None
        take(Opened(path, package, folder, tuple(faults)))
    return HandedOver(opened, tuple(problems))


@dataclass(frozen=True, slots=True)
class Reproduced:
    """A package made again and compared with itself, or why it was refused."""

    path: Path
    found: Reproduction | None
    problems: tuple[Problem, ...]

    def text(self) -> str | None:
        """Return what differs; nothing of a package that was refused."""
        from phuhop.usecases.commune.reproduction_text import as_text

        return None if self.found is None else as_text(self.found)

    def json(self) -> str:
        """Return the object ``phuhop.reproduced/1``."""
        from phuhop.usecases.commune.reproduction_text import as_object

        if self.found is None:
            return refused_object(REPRODUCED, self.path, self.problems)
        return as_object(self.found)


def reproduce(
    packages: Sequence[Path],
    policy: Path | None,
    take: Callable[[Reproduced], None],
    watcher: Watcher = NOBODY,
) -> HandedOver:
    """Score and write again what each package reports, by the rules it brings; compare.

    A package that is refused stops no other. Raises ``ProblemsFound`` for a faulty *policy*.
    """
    from phuhop.usecases.rulesets import shipped
    from registry.package.making import Maker
    from registry.package.reproduction import reproduced

    rules, maker, catalogue = _policy(policy), Maker(), shipped()
    problems: list[Problem] = []
    made, is_all_identical = 0, True
    for path in watcher.counted(packages, "Chấm lại"):
        package, faults = _read(path, rules)
        found = None if package is None else reproduced(package, maker, catalogue)
        if found is not None:
            made += 1
            is_all_identical = is_all_identical and found.is_identical
        problems += faults
        take(Reproduced(path, found, tuple(faults)))
    return HandedOver(made, tuple(problems), is_all_identical)


def _policy(path: Path | None) -> EvidencePolicy:
    from registry.evidence.policy import evidence_policy

    return evidence_policy() if path is None else evidence_policy(path)


def _read(path: Path, policy: EvidencePolicy) -> tuple[Package | None, list[Problem]]:
    """Return a package, or why it is refused; one bad file never stops the others."""
    from phuhop.usecases.commune.packages import remarks
    from registry.package.private_words import private_words_in
    from registry.package.reading import read_package

    try:
        package = read_package(path, policy)
    except ProblemsFound as found:
        return None, found.problems
    # It was made already, and opening it hands nothing on: its owner is told.
    private = [replace(p, severity=Severity.WARNING) for p in private_words_in(package)]
    return package, [*remarks(package), *private]

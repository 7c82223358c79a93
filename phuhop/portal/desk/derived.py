"""What is computed slowly and kept by the hash of its input: in memory, and in a table.

A page that only reads writes nothing: what it computed stays in this worker's memory. A save, an
act or the job writes it down for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from phuhop import __version__
from phuhop.portal.desk.models import Derived
from phuhop.usecases.verifying.assembling import Reported
from phuhop.usecases.verifying.case import verifier_case
from phuhop.usecases.verifying.looking_first import Decisive, decisive, decisive_of
from phuhop.usecases.verifying.worklist import versions_of
from scoring.base.canonical import sha256_of_text

if TYPE_CHECKING:
    from phuhop.portal.jobs.work import Work

OVERTURNS, SIGNALS, LEDGER = "doi-ket-luan", "noi-bat", "chenh-lech"

_MOST = 2_000
_KEPT: dict[tuple[str, str], Any] = {}
_NOTHING = object()


def kept(kind: str, sha256: str, make: Callable[[], Any], *, writes: bool = False) -> Any:
    """Return what *make* gave for this hash, once; with *writes* the table holds it from now on.

    Another version of the program may give another value: its name is part of the hash.
    """
    own = sha256_of_text(f"{__version__} {sha256}")
    at = kind, own
    # Threads share this memory, and one may let it go: what was found is held here.
    value = _KEPT.get(at, _NOTHING)
    if value is _NOTHING:
        row = Derived.objects.filter(kind=kind, sha256=own).first()
        value = make() if row is None else row.value
        if len(_KEPT) >= _MOST:
            forget()
        _KEPT[at] = value
    if writes:
        Derived.objects.get_or_create(kind=kind, sha256=own, defaults={"value": value})
    return value


def forget() -> None:
    """Let this worker's memory go."""
    _KEPT.clear()


def decisive_for(reported: Reported, sha256: str, *, writes: bool = False) -> Decisive:
    """Return what could overturn the verdict of the version of this hash."""

    def make() -> dict[str, Any]:
        found = decisive(reported.ruleset, reported.assessment, reported.sheet)
        return found.plain

    return decisive_of(kept(OVERTURNS, sha256, make, writes=writes))


def known(sha256s: Iterable[str]) -> Mapping[str, Decisive]:
    """Return what is known already of the versions of these hashes, without the sentences."""
    own = {sha256_of_text(f"{__version__} {sha256}"): sha256 for sha256 in sha256s}
    plain = {one: held for one in own if (held := _KEPT.get((OVERTURNS, one))) is not None}
    missing = [one for one in own if one not in plain]
    for row in Derived.objects.filter(kind=OVERTURNS, sha256__in=missing):
        _KEPT[OVERTURNS, row.sha256] = plain[row.sha256] = row.value
    # A list puts thousands in order and prints one line of each.
    return {
        own[one]: Decisive(tuple(said["order"]), said["nearest"], ()) for one, said in plain.items()
    }


def fill(work: Work) -> str:
    """Compute what is missing for the year of a job, dossier after dossier."""
    from phuhop.portal.accounts.models import WORKFLOW_ROLES, Role
    from phuhop.portal.desk.frame import states_on_the_desk

    year = int(work.parameters["year"])
    scope = work.communes(), states_on_the_desk()
    versions = versions_of(work.database, year, scope)
    have = known(sha256 for _, sha256 in versions)
    missing = [(name, sha256) for name, sha256 in versions if sha256 not in have]
    for at, (name, sha256) in enumerate(missing, 1):
        case = verifier_case(work.database, name, WORKFLOW_ROLES[Role.VERIFIER])
        decisive_for(case.reported, sha256, writes=True)
        work.progress(at, len(missing), name)
    return f"Đã tính {len(missing)} hồ sơ."

"""Editions of the public site: built into a folder of their own, then put in front at once.

The public folder is a link that is replaced by another link in one step of the file system:
whoever reads the site reads the old edition or the new one. Whoever finds an edition between
two steps does them again; none has another effect the second time.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone

from phuhop.files.site_folder import read_site
from phuhop.portal.drafts.register import register
from phuhop.portal.office.models import Edition, EditionState
from phuhop.portal.office.own_files import own_files
from phuhop.portal.settings import CONFIG
from phuhop.usecases.office.publishing import (
    build_edition,
    moved_since,
    record_publication,
)
from phuhop.usecases.province.publication import PublicationFiles, PublicationWish
from phuhop.usecases.province.results import Expected, Source
from phuhop.usecases.watching import NOBODY, Watcher
from registry.store.chain import Actor
from registry.views.worklist import called
from scoring.base.file_errors import reason
from scoring.base.problems import Place, Problem, ProblemsFound

_UNNAMED = timedelta(days=1)
"""For so long a folder that no edition names may still be somebody's work."""

MOST_KEPT, LOOKED_AT = 5, timedelta(days=30)
"""The files of the newest editions stay, those in front, and those that are so young; of the
others what was recorded stays."""


def editions_folder() -> Path:
    """Return the folder of all editions."""
    return CONFIG.home / "cong-bo" / "ban"


def public_folder() -> Path:
    """Return the public folder: a link to the edition in front, once there is one."""
    return CONFIG.home / "cong-bo" / "hien-hanh"


def folder_of(edition: Edition) -> Path:
    """Return the folder of an edition."""
    return editions_folder() / edition.folder


@dataclass(frozen=True, slots=True)
class Ordered:
    """What was ordered: an edition of which year, of which province's units, by whom.

    *day* and *version* are printed in it, before those that the office's own file says.
    """

    year: int
    account: str
    province: str | None = None
    day: date | None = None
    version: str | None = None


def build(ordered: Ordered, today: date, watcher: Watcher = NOBODY) -> Edition:
    """Build an edition and keep it, refused with every reason or ready to be looked at."""
    _sweep()
    name = secrets.token_hex(12)
    folder = editions_folder() / name
    folder.parent.mkdir(parents=True, exist_ok=True)
    front = public_folder()
    year = ordered.year
    edition = Edition(year=year, ordered_by=ordered.account, built_at=timezone.now(), head="")
    try:
        with own_files() as own:
            files = PublicationFiles(
                own.policy,
                own.profile,
                own.plan,
                office=own.office,
                earlier=front.resolve() if front.exists() else None,
            )
            expected = Expected(own.expected, ordered.province)
            source = Source(database=register())
            printed = (ordered.day, ordered.version)
            wish = PublicationWish(source, expected, files, year, *printed)
            found = build_edition(wish, folder, today, watcher)
            edition.told = [one.words for one in own.named(found.made.problems)]
    except ProblemsFound as refused:
        edition.state = EditionState.REFUSED
        edition.told = [one.words for one in refused.problems]
    else:
        edition.state, edition.folder, edition.head = EditionState.BUILT, name, found.head
        edition.dossiers, edition.changes = dict(found.pins), [*found.changes]
    edition.save()
    return edition


def _sweep() -> None:
    """Remove the files of editions that nobody needs, and what builds that died left behind."""
    _let_old_ones_go()
    named = {*Edition.objects.exclude(folder="").values_list("folder", flat=True)}
    folder = editions_folder()
    old = (timezone.now() - _UNNAMED).timestamp()
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in named and path.stat().st_mtime < old:
            shutil.rmtree(path, ignore_errors=True)


def _let_old_ones_go() -> None:
    with_files = Edition.objects.exclude(folder="")
    newest = [*with_files.order_by("-id").values_list("pk", flat=True)[:MOST_KEPT]]
    old = with_files.exclude(pk__in=newest).filter(built_at__lt=timezone.now() - LOOKED_AT)
    for one in old.exclude(state=EditionState.PUBLISHING):
        if _is_in_front(one):
            continue
        state = EditionState.PUBLISHED if one.state == EditionState.PUBLISHED else EditionState.GONE
        # Whoever publishes it in this moment has made another state of it.
        if Edition.objects.filter(pk=one.pk, state=one.state).update(state=state, folder=""):
            shutil.rmtree(folder_of(one), ignore_errors=True)


def publish(edition: Edition, account: str, actor_for: Callable[[str], Actor | None]) -> None:
    """Put an edition in front and record it; what a crash left half done is done.

    Raises ``ProblemsFound`` where it must not be put in front: dossiers moved since it was
    built, its files are not as they were, another one is half published.
    """
    _check_alone(edition)
    begun = Edition.objects.filter(pk=edition.pk, state=EditionState.BUILT)
    is_new = bool(
        begun.update(
            state=EditionState.PUBLISHING, published_by=account, published_at=timezone.now()
        )
    )
    edition.refresh_from_db()
    if not is_new and edition.state != EditionState.PUBLISHING:
        return
    if not _is_in_front(edition):
        problems = [*moved_since(register(), edition.year, edition.dossiers), *_changed(edition)]
        if problems:
            Edition.objects.filter(pk=edition.pk, state=EditionState.PUBLISHING).update(
                state=EditionState.BUILT, published_by="", published_at=None
            )
            raise ProblemsFound(problems)
        put_in_front(folder_of(edition))
    outcomes = record_publication(register(), edition.dossiers, actor_for)
    with register().reading() as connection:
        names = called(connection, edition.dossiers)
    Edition.objects.filter(pk=edition.pk, state=EditionState.PUBLISHING).update(
        state=EditionState.PUBLISHED,
        outcomes=[[names[one.key], one.is_recorded, one.words] for one in outcomes],
    )


def _check_alone(edition: Edition) -> None:
    other = Edition.objects.filter(state=EditionState.PUBLISHING).exclude(pk=edition.pk).first()
    if other is not None:
        message = f"bản số {other.pk} đang công bố dở"
        place = Place(f"bản số {edition.pk}")
        raise ProblemsFound([Problem(place, "dang-cong-bo", message, "làm tiếp bản đó trước")])


def _changed(edition: Edition) -> list[Problem]:
    """Return every file of the edition that is not as it was built."""
    return read_site(folder_of(edition))[1]


def _is_in_front(edition: Edition) -> bool:
    front = public_folder()
    return front.is_symlink() and front.resolve() == folder_of(edition).resolve()


def put_in_front(folder: Path) -> None:
    """Let the public link point to *folder*, at once; raises ``ProblemsFound``."""
    front = public_folder()
    fresh = front.with_name(f".{front.name}-{secrets.token_hex(6)}")
    try:
        fresh.symlink_to(os.path.relpath(folder, front.parent), target_is_directory=True)
        fresh.replace(front)
    except OSError as error:
        message = f"không đổi được thư mục công bố: {reason(error)}"
        raise ProblemsFound([Problem(Place(front.name), "khong-ghi-duoc", message)]) from None
    finally:
        fresh.unlink(missing_ok=True)

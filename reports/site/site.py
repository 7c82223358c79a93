"""The whole site as files: open data, report, pages, and the marker that lists them all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping

from reports.open_data.files import SUMS, WHOLE
from reports.site.edition import Edition
from reports.site.files import Download, SiteFile
from reports.site.goals import goals_of
from reports.site.pages import Pages
from reports.site.profile import Profile, about
from reports.site.record import RECORD, Printed, Record, record_of, written
from reports.wording.recognition import whole_source
from reports.wording.stamp import Stamp
from scoring.plans.share_targets import Plan
from scoring.recognition.everybody import Everybody, Whole
from scoring.release.public import PublicCommune, PublicRelease

MARKER = "phuhop-site.json"
"""Tells a folder that this program wrote, and every file of it with its SHA-256."""

FORMAT = "phuhop.site/1"
DATA = "du-lieu"
"""The folder of the open data."""

_TITLES: Mapping[str, str] = {
    "don-vi": "Kết quả từng đơn vị",
    "don-vi-nam-truoc": "Các năm trước của từng đơn vị",
    "nhom": "Số đơn vị theo tình trạng, từng nhóm và địa bàn",
    "tieu-chi": "Từng tiêu chí theo nhóm và địa bàn",
    "nam": "Số đơn vị qua các năm",
    "khong-neu-diem": "Nhóm không nêu điểm",
    "tu-dien": "Từ điển dữ liệu: nghĩa của từng cột",
    "du-lieu": "Tất cả các bảng trong một tệp",
    "GIAY-PHEP": "Giấy phép và thông tin về dữ liệu",
    SUMS: "SHA-256 của mọi tệp trong thư mục",
}


def edition_of(  # noqa: PLR0913 -- what only people know comes in one by one
    release: PublicRelease,
    profile: Profile,
    stamp: Stamp,
    data: Mapping[str, bytes],
    *,
    plan: Plan | None = None,
    before: Record | None = None,
    everybody: Everybody | None = None,
) -> Edition:
    """Return the edition of *release* whose open data are *data*.

    *before* is the record of the edition this one follows; *plan* draws the line that the share
    is measured by; *everybody* tells where the number of all units comes from.
    """
    digest = hashlib.sha256(data[WHOLE]).hexdigest()
    version = about(profile, stamp.program).version
    printed = Printed(version, profile.day, digest, release.year)
    goals = (
        goals_of(
            plan,
            release.provinces,
            release.year,
            len(release.communes),
        )
        if plan
        else ()
    )
    return Edition(
        release,
        profile,
        stamp,
        digest,
        record_of(release.communes, release.year, printed, before),
        goals,
        "" if everybody is None else whole_source(everybody),
        everybody is not None and everybody.whole is Whole.TABLE,
    )


def downloads(data: Mapping[str, bytes], reports: Iterable[Download] = ()) -> tuple[Download, ...]:
    """Return the files that are handed out as they are: *reports*, then the open data."""
    files = (
        Download(f"{DATA}/{name}", _TITLES.get(name.partition(".")[0], name), content)
        for name, content in data.items()
    )
    return (*reports, *files)


def site_files(
    edition: Edition,
    handed_out: Iterable[Download],
    order: Iterable[PublicCommune] | None = None,
) -> Iterator[SiteFile]:
    """Yield every file of the site, the marker last. Same edition, same bytes.

    *order* may wrap the units (``edition.communes``) to count them for somebody who waits.
    """
    pages = Pages(edition, tuple(handed_out))
    sums: dict[str, str] = {}
    for file in _files(pages, edition.communes if order is None else order):
        sums[file.path] = hashlib.sha256(file.content).hexdigest()
        yield file
    yield SiteFile(MARKER, _marker(edition, sums))


def _files(pages: Pages, communes: Iterable[PublicCommune]) -> Iterator[SiteFile]:
    yield from pages.shared()
    for one in communes:
        yield pages.commune(one)
    yield SiteFile(RECORD, written(pages.edition.record))


def _marker(edition: Edition, sums: Mapping[str, str]) -> bytes:
    ruleset = edition.ruleset
    content = {
        "format": FORMAT,
        "program": edition.stamp.program,
        "year": edition.year,
        "ruleset": {"id": ruleset.id, "sha256": ruleset.sha256},
        "files": dict(sorted(sums.items())),
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()

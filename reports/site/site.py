"""The whole site as files: open data, report, pages, and the marker that lists them all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reports.open_data.files import STATEMENT, SUMS, open_data
from reports.papers.office import Office
from reports.province.report import Target, province_documents, province_set
from reports.site.edition import Edition
from reports.site.files import Download, SiteFile
from reports.site.pages import Pages
from reports.site.profile import Profile, about
from reports.wording.stamp import Stamp
from scoring.release.model import PublishedRow, Release

MARKER = "phuhop-site.json"
"""Tells a folder that this program wrote, and every file of it with its SHA-256."""

FORMAT = "phuhop.site/1"
DATA = "du-lieu"
"""The folder of the open data."""

_TITLES: Mapping[str, str] = {
    "xa": "Kết quả từng đơn vị",
    "ket-luan": "Số đơn vị theo kết luận, từng tỉnh, huyện, nhóm ngưỡng",
    "tieu-chi": "Kết quả từng tiêu chí theo nhóm",
    "nam": "Kết quả theo năm",
    "khoang-tong-diem": "Những tổng điểm công bố theo khoảng",
    "tu-dien": "Từ điển dữ liệu: nghĩa của từng cột",
    "du-lieu": "Tất cả các bảng trong một tệp",
    "cong-bo": "Bản kê máy đọc được để kiểm tra việc che số liệu",
    "GIAY-PHEP": "Giấy phép và thông tin về dữ liệu",
    SUMS: "SHA-256 của mọi tệp trong thư mục",
}


def open_files(release: Release, profile: Profile, stamp: Stamp) -> dict[str, bytes]:
    """Return the open data by file name."""
    return open_data(release, about(profile, stamp.program))


def edition_of(
    release: Release, profile: Profile, stamp: Stamp, data: Mapping[str, bytes]
) -> Edition:
    """Return the edition whose digest is that of the statement in *data*."""
    return Edition(release, profile, stamp, hashlib.sha256(data[STATEMENT]).hexdigest())


def reports_of(
    release: Release, stamp: Stamp, office: Office, targets: Sequence[Target] = ()
) -> tuple[Download, ...]:
    """Return the report for the level above, as Word documents."""
    named = province_set()
    titles = {f"{spec.file}.docx": spec.title for spec in named.documents}
    return tuple(
        Download(f"bao-cao/{name}", titles.get(name, name), content, is_report=True)
        for name, content in province_documents(release, stamp, office, targets).items()
    )


def downloads(data: Mapping[str, bytes], reports: Iterable[Download]) -> tuple[Download, ...]:
    """Return the files that are handed out as they are: *reports*, then the open data."""
    files = (
        Download(f"{DATA}/{name}", _TITLES.get(name.partition(".")[0], name), content)
        for name, content in data.items()
    )
    return (*reports, *files)


def site_files(
    edition: Edition, handed_out: Iterable[Download], order: Iterable[PublishedRow] | None = None
) -> Iterator[SiteFile]:
    """Yield every file of the site, the marker last. Same edition, same bytes.

    *order* may wrap the communes (``edition.rows``) to count them for somebody who waits.
    """
    pages = Pages(edition, tuple(handed_out))
    sums: dict[str, str] = {}
    for file in _files(pages, edition.rows if order is None else order):
        sums[file.path] = hashlib.sha256(file.content).hexdigest()
        yield file
    yield SiteFile(MARKER, _marker(edition, sums))


def _files(pages: Pages, rows: Iterable[PublishedRow]) -> Iterator[SiteFile]:
    yield from pages.shared()
    for row in rows:
        yield pages.commune(row)


def _marker(edition: Edition, sums: Mapping[str, str]) -> bytes:
    release = edition.release
    content = {
        "format": FORMAT,
        "program": edition.stamp.program,
        "year": release.year,
        "ruleset": {"id": release.ruleset.id, "sha256": release.ruleset.sha256},
        "files": dict(sorted(sums.items())),
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()

"""What stands around every page: the names, the menu, the notices, the foot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.site.edition import Edition
from reports.site.files import asset
from reports.site.profile import about
from reports.site.wording import notices
from reports.wording.clean import clean
from reports.wording.notices import Fact, Notice
from reports.wording.vietnamese import long_date, short_date
from reports.wording.words import DOTS

TITLE = "Xã, phường, thị trấn phù hợp với trẻ em"


@dataclass(frozen=True, slots=True)
class Link:
    """A page and its words; ``path`` starts at the root of the site."""

    path: str
    words: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The words that all pages of an edition share."""

    title: str
    year: str
    publisher: str
    published: str
    menu: tuple[Link, ...]
    notices: tuple[Notice, ...]
    objection: tuple[Fact, ...]
    contact: tuple[Fact, ...]
    ruleset: str
    digest: str
    program: str
    style: str
    script: str
    criteria: str
    """How many criteria are public."""
    all_criteria: str


def frame(edition: Edition) -> Frame:
    """Return the frame of *edition*; what the profile does not say is a dotted blank."""
    profile = edition.profile
    publisher = clean(profile.publisher or "")
    day = long_date(profile.day) if profile.day else f"ngày {DOTS}"
    return Frame(
        title=clean(profile.title or TITLE),
        year=str(edition.year),
        publisher=publisher or f"Cơ quan công bố: {DOTS}",
        published=f"{publisher or DOTS} công bố {day}.",
        menu=tuple(_menu(edition)),
        notices=tuple(notices(edition)),
        objection=tuple(_objection(edition)),
        contact=tuple(_contact(edition)),
        ruleset=clean(edition.ruleset.document.number),
        digest=edition.digest[:12],
        program=edition.stamp.program,
        style=asset("kieu.css").path,
        script=asset("bang.js").path,
        criteria=str(len(edition.criteria)),
        all_criteria=str(len(edition.ruleset.criteria)),
    )


def _menu(edition: Edition) -> Iterator[Link]:
    yield Link("index.html", "Tổng quan")
    yield Link("xep-hang.html", "Xếp hạng")
    if edition.has_provinces or edition.parts:
        yield Link("dia-ban.html", "Địa bàn")
    yield Link("tieu-chi.html", "Tiêu chí")
    yield Link("phuong-phap.html", "Cách tính")
    yield Link("du-lieu.html", "Dữ liệu")


def _objection(edition: Edition) -> Iterator[Fact]:
    said = edition.profile.objection
    yield Fact("Nơi nhận", clean(said.office or DOTS))
    yield Fact("Địa chỉ", clean(said.address or DOTS))
    yield Fact("Hạn cuối", long_date(said.until) if said.until else DOTS)
    yield Fact("Thời hạn trả lời", clean(said.answered_within or DOTS))
    yield Fact("Căn cứ", clean(said.citation or DOTS))


def _contact(edition: Edition) -> Iterator[Fact]:
    said, profile = edition.profile.contact, edition.profile
    data = about(profile, edition.stamp.program)
    yield Fact("Phiên bản", clean(data.version))
    yield Fact("Ngày công bố", short_date(profile.day) if profile.day else DOTS)
    licence = data.licence
    yield Fact("Giấy phép dữ liệu", clean(f"{licence.name}: {licence.summary} {licence.address}"))
    yield Fact("Liên hệ", clean(said.office or DOTS))
    yield Fact("Địa chỉ", clean(said.address or DOTS))
    yield Fact("Điện thoại", clean(said.telephone or DOTS))
    yield Fact("Thư điện tử", clean(said.email or DOTS))

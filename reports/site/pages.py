"""All pages of the site, one after the other: an edition in, files out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reports.html.writing import environment
from reports.site.commune_page import Linked, commune_page
from reports.site.criteria_page import by_criterion, criterion_path, whole
from reports.site.edition import Area, Edition, ThresholdGroup
from reports.site.files import Download, SiteFile, asset
from reports.site.frame import Frame, Link, frame
from reports.site.index_page import name_pages
from reports.site.method_page import method_page
from reports.site.overview import (
    by_area,
    by_group,
    figures,
    group_words,
    own_total,
    share_title,
    totals,
    trend_of,
)
from reports.site.standing import Standing
from reports.site.tables import Sheet, Wanted, commune_path, ranking
from reports.site.wording import capital, percent
from reports.wording.clean import clean
from scoring.base.quantities import vietnamese
from scoring.release.model import PublishedRow

_EQUAL = "Bằng điểm thì bằng hạng; nơi chỉ công bố khoảng điểm thì hạng cũng là một khoảng."


class Pages:
    """Renders the pages of one edition."""

    def __init__(self, edition: Edition, downloads: Sequence[Download]) -> None:
        """Keep what all pages share; *downloads* are listed on the data page."""
        self.edition = edition
        self.downloads = tuple(downloads)
        self.frame: Frame = frame(edition)

    def _page(self, path: str, template: str, **context: object) -> SiteFile:
        root = "../" * path.count("/")
        text = (
            environment()
            .get_template(f"site/{template}.html.j2")
            .render(site=self.frame, root=root, here=path, **context)
        )
        return SiteFile(path, text.encode("utf-8"))

    def shared(self) -> Iterator[SiteFile]:
        """Yield every page but those of the communes, then styles, script and downloads."""
        yield self._overview()
        yield from self._rankings()
        yield from self._areas()
        yield from self._criteria()
        yield self._page("phuong-phap.html", "method", page=method_page(self.edition))
        yield self._data()
        yield from self._index()
        yield asset("kieu.css")
        yield asset("bang.js")
        for file in self.downloads:
            yield SiteFile(file.path, file.content)

    def _overview(self) -> SiteFile:
        edition = self.edition
        places = edition.provinces if edition.has_provinces else edition.districts
        title = "Tỉnh, thành phố" if places == edition.provinces else "Huyện, quận"
        grouped = by_group(edition, edition.groups)
        return self._page(
            "index.html",
            "overview",
            lead=_lead(edition),
            figures=figures(edition),
            shares=by_area(edition, places, title) if places else grouped,
            shares_by=title.lower() if places else "nhóm ngưỡng",
            groups=grouped if places else None,
            totals=totals(edition),
            criteria=whole(edition),
            trend=trend_of(edition.release.trend),
            reports=[file for file in self.downloads if file.is_report],
        )

    def _rankings(self) -> Iterator[SiteFile]:
        edition = self.edition
        links = [Link(group.path, group_words(group)) for group in edition.groups]
        sheets = ranking(
            edition,
            edition.rows,
            Wanted(
                "xep-hang.html",
                "Xếp hạng chung mọi nhóm",
                "Hạng",
                ("rank_in_group", "group", *self._places()),
            ),
        )
        sentence = (
            "Ngưỡng khác nhau giữa các nhóm nên hạng chung chỉ để tham khảo; so trong cùng một "
            f"nhóm mới công bằng. {_EQUAL}"
        )
        yield from self._sheets(
            sheets, heading="Xếp hạng", sentences=[sentence], links=links, trail=[]
        )
        for group in edition.groups:
            yield from self._group(group)

    def _group(self, group: ThresholdGroup) -> Iterator[SiteFile]:
        sheets = ranking(
            self.edition,
            group.rows,
            Wanted(
                group.path,
                f"Xếp hạng trong nhóm {group.number}",
                "Hạng trong nhóm",
                ("rank", *self._places()),
            ),
        )
        sentence = (
            f"{clean(group.name)}. Ngưỡng {vietnamese(group.threshold)} điểm, "
            f"{vietnamese(len(group.rows))} đơn vị. {_EQUAL}"
        )
        yield from self._sheets(
            sheets,
            heading=f"Xếp hạng nhóm {group.number}",
            sentences=[sentence],
            links=[],
            trail=[_step("../xep-hang.html", "Xếp hạng")],
        )

    def _places(self) -> tuple[str, ...]:
        province = ("province",) if self.edition.has_provinces else ()
        return (*province, *(("district",) if self.edition.districts else ()))

    def _areas(self) -> Iterator[SiteFile]:
        edition = self.edition
        if not (edition.provinces or edition.districts):
            return
        yield self._page(
            "dia-ban.html",
            "places",
            tables=[
                by_area(edition, areas, title)
                for areas, title in (
                    (edition.provinces, "Tỉnh, thành phố"),
                    (() if edition.has_provinces else edition.districts, "Huyện, quận"),
                )
                if areas
            ],
        )
        for area in edition.provinces:
            inside = [each for each in edition.districts if each.province == area.name]
            yield from self._area(area, inside, [_step("../dia-ban.html", "Theo địa bàn")])
        of_name = {area.name: area for area in edition.provinces}
        for area in edition.districts:
            above = of_name.get(area.province or "")
            steps = [_step("../dia-ban.html", "Theo địa bàn")]
            if above is not None:
                steps.append(_step(f"../{above.path}", clean(above.name)))
            yield from self._area(area, [], steps)

    def _area(
        self, area: Area, districts: Sequence[Area], trail: Sequence[object]
    ) -> Iterator[SiteFile]:
        edition = self.edition
        shows = ("rank_in_group", "group", *(("district",) if districts else ()))
        name = clean(area.name)
        sheets = ranking(
            edition,
            area.rows,
            Wanted(area.path, f"Xếp hạng trong {name}", "Hạng", shows),
        )
        found = edition.tally(area.rows)
        part = found.share(is_decided=edition.is_decided)
        sentence = (
            f"{vietnamese(found.communes)} đơn vị được đánh giá. {share_title(edition)}: "
            f"{percent(part)}. {_EQUAL}"
        )
        shares = by_area(edition, districts, "Huyện, quận", "../") if districts else None
        if shares is not None:
            shares = replace(shares, total=own_total(edition, area))
        yield from self._sheets(
            sheets, heading=name, sentences=[sentence], links=[], trail=trail, shares=shares
        )

    def _sheets(
        self, sheets: Sequence[Sheet], *, shares: object = None, **context: object
    ) -> Iterator[SiteFile]:
        for number, sheet in enumerate(sheets):
            above = shares if number == 0 else None
            yield self._page(
                sheet.path, "ranking", sheet=sheet, sheets=sheets, shares=above, **context
            )

    def _criteria(self) -> Iterator[SiteFile]:
        smallest = vietnamese(self.edition.release.policy.smallest_group)
        rows = whole(self.edition)
        yield self._page("tieu-chi.html", "criteria", rows=rows, smallest=smallest)
        for table in by_criterion(self.edition):
            path = criterion_path(table.slug)
            yield self._page(path, "criterion", table=table, smallest=smallest)

    def _data(self) -> SiteFile:
        return self._page("du-lieu.html", "data", files=self.downloads, facts=self.frame.contact)

    def _index(self) -> Iterator[SiteFile]:
        edition = self.edition
        places = [
            (heading, [Link(area.path, clean(area.name)) for area in areas])
            for heading, areas in (
                ("Tỉnh, thành phố", edition.provinces),
                ("Huyện, quận", edition.districts),
            )
            if areas
        ]
        links = [Link(group.path, group_words(group)) for group in edition.groups]
        sheets = tuple(name_pages(edition))
        for number, sheet in enumerate(sheets):
            yield self._page(
                sheet.path,
                "index",
                sheet=sheet,
                sheets=sheets,
                places=places,
                links=links,
                is_first=number == 0,
            )

    def commune(self, row: PublishedRow) -> SiteFile:
        """Return the page of one commune."""
        page = commune_page(self.edition, row)
        return self._page(
            commune_path(row),
            "commune",
            page=page,
            meaning=_meaning(page.standing),
            criteria=str(len(self.edition.ruleset.criteria)),
            most=vietnamese(self.edition.ruleset.recognition.total_points),
        )


def _step(path: str, words: str) -> object:
    return Linked("", words, path)


def _lead(edition: Edition) -> str:
    found = edition.tally(edition.rows)
    part = found.share(is_decided=edition.is_decided)
    counted = found.recognised if edition.is_decided else found.eligible
    words = (
        "đơn vị được công nhận"
        if edition.is_decided
        else "đơn vị đủ điều kiện theo số liệu, chưa có quyết định công nhận"
    )
    return f"{vietnamese(counted)} trên {vietnamese(found.communes)} {words} ({percent(part)})."


def _meaning(one: Standing) -> str:
    if one.is_decided:
        return f"«{capital(one.words)}» là quyết định của cơ quan có thẩm quyền."
    return (
        f"«{capital(one.words)}» là kết quả tính từ số liệu, không phải quyết định công nhận; việc "
        "công nhận do cơ quan có thẩm quyền quyết định."
    )

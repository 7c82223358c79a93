"""All pages of the site, one after the other: an edition in, files out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from reports.html.writing import environment
from reports.site import criteria_page
from reports.site.commune_page import Linked, commune_page
from reports.site.data_page import data_facts, editions_of
from reports.site.edition import Area, Edition, ThresholdGroup, commune_path
from reports.site.files import Download, SiteFile, asset
from reports.site.frame import Frame, Link, frame
from reports.site.index_page import name_pages
from reports.site.method_page import method_page, zero_share_words
from reports.site.overview import answer_of, trend_of, walls
from reports.site.place_tables import by_area, by_group, group_words
from reports.site.ranking import Ranking, Sheet, Wanted
from reports.wording.clean import clean
from scoring.base.quantities import vietnamese
from scoring.release.public import PublicCommune


class Pages:
    """Renders the pages of one edition."""

    def __init__(self, edition: Edition, downloads: Sequence[Download]) -> None:
        """Keep what all pages share; *downloads* are listed on the data page."""
        self.edition = edition
        self.downloads = tuple(downloads)
        self.frame: Frame = frame(edition)
        self._ranking = Ranking(edition)

    def _page(self, path: str, template: str, description: str, **context: object) -> SiteFile:
        root = "../" * path.count("/")
        text = (
            environment()
            .get_template(f"site/{template}.html.j2")
            .render(site=self.frame, root=root, here=path, description=description, **context)
        )
        return SiteFile(path, text.encode("utf-8"))

    def shared(self) -> Iterator[SiteFile]:
        """Yield every page but those of the units, then styles, script and downloads."""
        yield self._overview()
        yield from self._rankings()
        yield from self._areas()
        yield from self._criteria()
        yield self._page(
            "phuong-phap.html",
            "method",
            "Điều gì công bố, điều gì không và vì sao; bộ tiêu chí và mức tin cậy của từng con số.",
            page=method_page(self.edition),
        )
        yield self._data()
        yield from self._index()
        yield asset("kieu.css")
        yield asset("bang.js")
        for file in self.downloads:
            yield SiteFile(file.path, file.content)

    def _overview(self) -> SiteFile:
        edition = self.edition
        is_one_page = len(self._everybody) == 1
        answer = answer_of(
            edition, edition.communes, self._everybody[0].path if is_one_page else "", is_whole=True
        )
        areas = edition.provinces if edition.has_provinces else edition.parts
        return self._page(
            "index.html",
            "overview",
            f"{answer.headline} năm {edition.year}.",
            answer=answer,
            walls=walls(areas, edition.communes),
            places=by_area(edition, areas, self._area_title()) if areas else None,
            groups=by_group(edition, edition.groups) if edition.groups else None,
            criteria=criteria_page.whole(edition),
            zero_share=zero_share_words(edition),
            trend=trend_of(edition),
            reports=[file for file in self.downloads if file.is_report],
        )

    def _area_title(self) -> str:
        return "Tỉnh, thành phố" if self.edition.has_provinces else self.edition.part_title

    def _rankings(self) -> Iterator[SiteFile]:
        edition = self.edition
        links = [
            *(Link(group.path, group_words(group)) for group in edition.groups),
            Link("muc-luc.html", "Danh sách theo tên"),
        ]
        yield from self._sheets(
            self._everybody,
            "Mọi đơn vị theo điểm của các tiêu chí không nhạy cảm, lọc được theo tình trạng.",
            heading=f"Xếp hạng theo {len(edition.criteria)} tiêu chí không nhạy cảm",
            sentences=[self._why(), _FAIR],
            links=links,
            trail=[],
        )
        for group in edition.groups:
            yield from self._group(group)

    @cached_property
    def _everybody(self) -> tuple[Sheet, ...]:
        shows = ("rank_in_group", "group", *self._places())
        wanted = Wanted("xep-hang.html", "Xếp hạng chung", "rank", shows)
        return self._ranking.sheets(self.edition.communes, wanted)

    def _why(self) -> str:
        edition = self.edition
        left = len(edition.ruleset.criteria) - len(edition.criteria)
        return (
            f"Điểm và hạng tính từ {len(edition.criteria)} tiêu chí, nhiều nhất "
            f"{vietnamese(edition.release.max_points)} điểm; {left} tiêu chí về "
            "những việc nhạy cảm của trẻ em không công bố và không tính vào hạng. Hạng không nói "
            "đơn vị có được công nhận hay không: việc công nhận xét cả bộ tiêu chí."
        )

    def _group(self, group: ThresholdGroup) -> Iterator[SiteFile]:
        sheets = self._ranking.sheets(
            group.communes,
            Wanted(
                group.path,
                f"Xếp hạng trong nhóm {group.number}",
                "rank_in_group",
                ("rank", *self._places()),
            ),
        )
        sentence = (
            f"{clean(group.name)}. Ngưỡng để được công nhận là {vietnamese(group.threshold)} điểm "
            f"của cả bộ tiêu chí. Nhóm có {vietnamese(len(group.communes))} đơn vị."
        )
        yield from self._sheets(
            sheets,
            f"Xếp hạng các đơn vị của nhóm {group.number} theo tiêu chí không nhạy cảm.",
            heading=f"Xếp hạng nhóm {group.number}",
            sentences=[sentence, self._why()],
            links=[],
            trail=[_step("../xep-hang.html", "Xếp hạng")],
        )

    def _places(self) -> tuple[str, ...]:
        province = ("province",) if self.edition.has_provinces else ()
        return (*province, *(("part",) if self.edition.parts else ()))

    def _areas(self) -> Iterator[SiteFile]:
        edition = self.edition
        if not (edition.has_provinces or edition.parts):
            return
        areas = edition.provinces if edition.has_provinces else edition.parts
        yield self._page(
            "dia-ban.html",
            "places",
            f"Tình trạng công nhận theo {self._area_title().lower()}.",
            table=by_area(edition, areas, self._area_title()),
        )
        up = _step("../dia-ban.html", "Địa bàn")
        for area in edition.provinces if edition.has_provinces else ():
            inside = [each for each in edition.parts if each.province == area.name]
            yield from self._area(area, inside, [up])
        of_name = {area.name: area for area in edition.provinces}
        for area in edition.parts:
            above = of_name.get(area.province or "") if edition.has_provinces else None
            steps = [up, *([_step(f"../{above.path}", clean(above.name))] if above else [])]
            yield from self._area(area, [], steps)

    def _area(
        self, area: Area, inside: Sequence[Area], trail: Sequence[object]
    ) -> Iterator[SiteFile]:
        edition = self.edition
        shows = ("rank_in_group", "group", *(("part",) if inside else ()))
        name = clean(area.name)
        sheets = self._ranking.sheets(
            area.communes, Wanted(area.path, f"Xếp hạng các đơn vị của {name}", "rank", shows)
        )
        own = area.path.rpartition("/")[2] if len(sheets) == 1 else ""
        answer = answer_of(edition, area.communes, own, is_whole=False)
        places = by_area(edition, inside, edition.part_title, "../") if inside else None
        for number, sheet in enumerate(sheets):
            yield self._page(
                sheet.path,
                "area",
                f"{name}: {answer.headline} năm {edition.year}.",
                name=name,
                answer=answer,
                walls=walls(inside, area.communes, "../") if number == 0 else [],
                places=places if number == 0 else None,
                sheet=sheet,
                sheets=sheets,
                trail=trail,
            )

    def _sheets(
        self, sheets: Sequence[Sheet], description: str, **context: object
    ) -> Iterator[SiteFile]:
        for sheet in sheets:
            yield self._page(
                sheet.path, "ranking", description, sheet=sheet, sheets=sheets, **context
            )

    def _criteria(self) -> Iterator[SiteFile]:
        rows = criteria_page.whole(self.edition)
        yield self._page(
            "tieu-chi.html",
            "criteria",
            f"Kết quả của {len(rows)} tiêu chí không nhạy cảm.",
            rows=rows,
        )
        for page in criteria_page.pages(self.edition):
            description = f"Tiêu chí {page.number}. {page.name}: điểm theo nhóm và địa bàn."
            yield self._page(page.path, "criterion", description, page=page)

    def _data(self) -> SiteFile:
        return self._page(
            "du-lieu.html",
            "data",
            "Dữ liệu mở của bản công bố: CSV, XLSX, JSON, Parquet, từ điển, giấy phép.",
            files=self.downloads,
            facts=(*self.frame.contact, *data_facts(self.edition)),
            editions=editions_of(self.edition),
        )

    def _index(self) -> Iterator[SiteFile]:
        edition = self.edition
        places = [
            (heading, [Link(area.path, clean(area.name)) for area in areas])
            for heading, areas in (
                ("Tỉnh, thành phố", edition.provinces if edition.has_provinces else ()),
                (edition.part_title, edition.parts),
            )
            if areas
        ]
        links = [Link(group.path, group_words(group)) for group in edition.groups]
        sheets = tuple(name_pages(edition))
        for number, sheet in enumerate(sheets):
            yield self._page(
                sheet.path,
                "index",
                "Mọi trang của bản công bố và danh sách đơn vị theo tên.",
                sheet=sheet,
                sheets=sheets,
                places=places,
                links=links,
                is_first=number == 0,
            )

    def commune(self, one: PublicCommune) -> SiteFile:
        """Return the page of one unit."""
        page = commune_page(self.edition, one)
        return self._page(
            commune_path(one.code),
            "commune",
            f"{page.name}, {page.subtitle}: {page.headline.lower()}, năm {one.year}.",
            page=page,
        )


_FAIR = (
    "Ngưỡng khác nhau giữa các nhóm nên so trong cùng một nhóm mới công bằng. Bằng điểm thì bằng "
    "hạng, hạng kế tiếp bỏ qua số đơn vị bằng nhau. Còn tiêu chí chưa có điểm thì chưa xếp hạng."
)


def _step(path: str, words: str) -> Linked:
    return Linked("", words, path)

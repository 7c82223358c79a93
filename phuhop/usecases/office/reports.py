"""What a province hands on every year: one table of reports, each made of the register."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from phuhop.usecases.duties.place_years import PlaceWish
from phuhop.usecases.province.results import Expected, Source

if TYPE_CHECKING:
    from registry.store.database import Database
    from scoring.base.problems import Problem


@dataclass(frozen=True, slots=True)
class YearlyWish:
    """Of which register, year and province, with which files of the office's own."""

    database: Database
    year: int
    today: date
    province: str | None = None
    expected: Path | None = None
    office: Path | None = None
    plan: Path | None = None
    texts: Mapping[str, Path | None] = field(default_factory=dict)
    """What the office writes into the reports by an outline, by report."""

    @property
    def source(self) -> Source:
        """The register."""
        return Source(database=self.database)

    @property
    def whose(self) -> Expected:
        """Whose results are counted."""
        return Expected(self.expected, self.province)

    @property
    def place(self) -> PlaceWish:
        """The place with its figures."""
        return PlaceWish(self.source, expected=self.whose, today=self.today)


Made = tuple[dict[str, bytes], "tuple[Problem, ...]"]


@dataclass(frozen=True, slots=True)
class YearlyReport:
    """One report: its title, what it is for, and how it is made.

    Making it raises ``ProblemsFound`` with every fault, and ``WrongUse`` for a year or a place
    that nothing is known of.
    """

    title: str
    words: str
    make: Callable[[YearlyWish], Made]


def _province(wish: YearlyWish) -> Made:
    from phuhop.usecases.province.report import ReportFiles, ReportWish, province_report

    files = ReportFiles(wish.office, wish.plan)
    made = province_report(ReportWish(wish.source, wish.whose, files, wish.year))
    return made.documents, made.problems


def _outlined(report: str) -> Callable[[YearlyWish], Made]:
    def make(wish: YearlyWish) -> Made:
        from phuhop.usecases.duties.outlined_report import (
            OutlinedFiles,
            OutlinedWish,
            outlined_report,
        )

        files = OutlinedFiles(office=wish.office, texts=wish.texts.get(report))
        made = outlined_report(OutlinedWish(report, wish.place, wish.year, files=files))
        return made.documents, made.problems

    return make


def _statistics(wish: YearlyWish) -> Made:
    from phuhop.usecases.duties.statistics import StatisticsWish, statistics

    made = statistics(StatisticsWish(wish.place, wish.year, office=wish.office))
    return made.documents, made.problems


def _figures(wish: YearlyWish) -> Made:
    from phuhop.usecases.duties.figures_of_place import figures_of_place

    found = figures_of_place(wish.place, wish.year)
    return {f"so-lieu-{wish.year}.xlsx": found.table(".xlsx")}, found.problems


def _ranking(wish: YearlyWish) -> Made:
    from phuhop.usecases.province.ranking import ranked

    found = ranked(wish.source, wish.whose, year=wish.year)
    names = {ending: f"xep-hang-{wish.year}{ending}" for ending in (".xlsx", ".csv")}
    return {name: found.table(ending) for ending, name in names.items()}, found.problems


def _targets(wish: YearlyWish) -> Made:
    from phuhop.usecases.province.targets import targets_of

    found = targets_of(wish.source, wish.whose, wish.plan)
    return {f"chi-tieu-{wish.year}.xlsx": found.table(".xlsx")}, found.problems


def _results(wish: YearlyWish) -> Made:
    from phuhop.usecases.register.results import export_table

    with tempfile.TemporaryDirectory() as folder:
        made = export_table(wish.database, Path(folder) / f"ket-qua-{wish.year}.xlsx", wish.year)
        return {path.name: path.read_bytes() for path in (made.table, made.seal)}, ()


def _calendar(wish: YearlyWish) -> Made:
    from phuhop.usecases.duties.calendar import calendar_of

    found = calendar_of(wish.province or "", wish.today)
    return {f"lich-viec{ending}": found.file(ending) for ending in (".ics", ".xlsx")}, ()


def _reminders(wish: YearlyWish) -> Made:
    from phuhop.usecases.register.messages import messages_of, written_messages
    from phuhop.usecases.register.reminding import ReminderWish, reminded

    # A list of one's own says more than the register of units, and only one of them is asked.
    asked = ReminderWish(wish.year, table=wish.expected)
    if wish.expected is None and wish.province in _provinces(wish.today):
        asked = ReminderWish(wish.year, province=wish.province)
    found = reminded(wish.database, asked, wish.today)
    told = messages_of(found)
    names = [f"nhac-viec-{wish.year}{ending}" for ending in (".txt", ".xlsx")]
    return {name: written_messages(told, Path(name)) for name in names}, found.problems


def _blank_texts(_: YearlyWish) -> Made:
    from phuhop.usecases.duties.outlined_report import texts_to_write

    names = {"council": "loi-hdnd.xlsx", "year": "loi-ke-hoach.xlsx"}
    return {name: texts_to_write(report, ".xlsx") for report, name in names.items()}, ()


def _provinces(day: date) -> Collection[str]:
    """Return the provinces that the register of units has."""
    from phuhop.usecases.reading import shipped_units

    units = shipped_units().on(day)
    return () if units is None else units.provinces


REPORTS: Mapping[str, YearlyReport] = {
    "bao-cao-tinh": YearlyReport(
        "Báo cáo kết quả của tỉnh",
        "Bản nội bộ gửi cơ quan có thẩm quyền, trước 01/12: đầy đủ, không che số.",
        _province,
    ),
    "bao-cao-hdnd": YearlyReport(
        "Báo cáo Hội đồng nhân dân",
        "Thực hiện quyền trẻ em, Luật Trẻ em Điều 90 khoản 3; số liệu cộng từ các xã.",
        _outlined("council"),
    ),
    "bao-cao-ke-hoach": YearlyReport(
        "Báo cáo thực hiện kế hoạch năm",
        "Theo các việc của kế hoạch; phần chữ chưa có thì để trống cho viết tay.",
        _outlined("year"),
    ),
    "mau-loi": YearlyReport(
        "Mẫu phần chữ của hai báo cáo trên",
        "Điền rồi đưa lên ở trang «Tệp của tỉnh»; báo cáo lập lần sau có phần chữ ấy.",
        _blank_texts,
    ),
    "bieu-te": YearlyReport(
        "Biểu thống kê 604/TE-Sở",
        "Số xã, phường phù hợp với trẻ em; Word để ký và Excel, trước 15/01 năm sau.",
        _statistics,
    ),
    "so-lieu": YearlyReport(
        "Số liệu cộng của tỉnh", "Mỗi chỉ số một dòng, kèm số xã đã có số liệu.", _figures
    ),
    "xep-hang": YearlyReport(
        "Bảng xếp hạng", "Hạng, khoảng hạng, đồng hạng; lưu hành trong cơ quan.", _ranking
    ),
    "chi-tieu": YearlyReport(
        "Tỷ lệ công nhận so với chỉ tiêu", "Theo bảng chỉ tiêu đang dùng.", _targets
    ),
    "ket-qua": YearlyReport(
        "Bảng kết quả có niêm phong",
        "Kết quả, tình trạng, quyết định của từng xã; niêm phong để nơi khác kiểm tra.",
        _results,
    ),
    "lich-viec": YearlyReport(
        "Lịch việc của tỉnh", "Tệp lịch (.ics) và bảng, 12 tháng tới.", _calendar
    ),
    "nhac-viec": YearlyReport(
        "Lời nhắc gửi các xã",
        "Mỗi xã một lời, dán vào thư hoặc Zalo được; không có số liệu nào.",
        _reminders,
    ),
}

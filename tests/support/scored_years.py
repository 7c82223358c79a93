"""The best possible year of a commune, changed as a test tells, and scored."""

from __future__ import annotations

from collections.abc import Callable

from scoring.base.communes import Area, Commune, CommuneKind
from scoring.engine.assessment import Assessment
from scoring.engine.score_sheet import PartScore, ScoreSheet

MOUNTAIN_COMMUNE = Commune(
    "99001", "Xã Thử", CommuneKind.COMMUNE, (Area.MOUNTAINOUS,), centrally_run_city=False
)
CITY_WARD = Commune("99002", "Phường Thử", CommuneKind.WARD, centrally_run_city=True)

BEST = {
    "tong_so_tre_em": 1000,
    "tre_phai_khai_sinh": 100,
    "tre_khai_sinh_dung_quy_dinh": 100,
    "tre_bi_xam_hai": 0,
    "tre_vi_pham_phap_luat_nghien_ma_tuy": 0,
    "tre_bi_tai_nan_thuong_tich": 0,
    "tre_tu_vong_do_tai_nan": 0,
    "tre_hoan_canh_dac_biet": 20,
    "tre_hoan_canh_dac_biet_duoc_tro_giup": 20,
    "vu_viec_xam_hai_bo_roi_mua_ban": 0,
    "vu_viec_co_ke_hoach_kip_thoi": 0,
    "tre_duoi_1_tuoi": 50,
    "tre_duoi_1_tuoi_tiem_chung_day_du": 50,
    "tre_duoi_5_tuoi": 300,
    "tre_duoi_5_tuoi_nhe_can": 0,
    "tre_duoi_5_tuoi_thap_coi": 0,
    "tre_duoc_kham_suc_khoe": 1000,
    "tre_trong_do_tuoi_mam_non": 200,
    "tre_den_truong_lop_mam_non": 200,
    "phieu_hop_le": 100,
    "phieu_hai_long": 100,
}
ALL_YES = dict.fromkeys(("1.1", "1.2", "1.3", "1.4", "11.1", "11.2", "12.1", "12.2"), True)

Report = Callable[..., ScoreSheet]


def best_year(
    commune: Commune = MOUNTAIN_COMMUNE,
    *,
    without: tuple[str, ...] = (),
    previous: dict[str, int] | None = None,
    answers: dict[str, bool] | None = None,
    **figures: int,
) -> Assessment:
    """Return the best possible year, changed as told."""
    reported = {**BEST, **figures}
    return Assessment(
        commune=commune,
        year=2024,
        figures={code: value for code, value in reported.items() if code not in without},
        previous=previous or {},
        answers={k: v for k, v in (ALL_YES | (answers or {})).items() if k not in without},
    )


def trend_part(
    report: Report, cases: int, before: int | None, children_before: int | None
) -> PartScore:
    figures = {"tre_bi_xam_hai": before, "tong_so_tre_em": children_before}
    previous = {code: value for code, value in figures.items() if value is not None}
    return report(tre_bi_xam_hai=cases, previous=previous).part("3")

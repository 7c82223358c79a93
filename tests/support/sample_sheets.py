"""Four invented communes that between them touch everything a dossier can say."""

from __future__ import annotations

from dataclasses import replace

from reports.wording.stamp import Stamp
from scoring.base.communes import Area, Commune, CommuneKind
from scoring.engine.assessment import Assessment
from scoring.engine.score_sheet import ScoreSheet
from scoring.engine.scorer import score
from scoring.rules.ruleset import Ruleset

STAMP = Stamp(program="26.11.0-test")

HAMLET = (
    "Thôn Khe Đá Trắng & bản Nà «Mới» <b>\"Cũ\"</b> 'Thượng' "
    + "– Suối Trong, Đồi Chè, Ruộng Bậc Thang " * 8
).strip()
"""A name of more than 300 characters with everything that HTML and XML could trip over."""

FIGURES = {
    "tong_so_tre_em": 1250,
    "tre_phai_khai_sinh": 412,
    "tre_khai_sinh_dung_quy_dinh": 408,
    "tre_bi_xam_hai": 0,
    "tre_vi_pham_phap_luat_nghien_ma_tuy": 0,
    "tre_bi_tai_nan_thuong_tich": 9,
    "tre_tu_vong_do_tai_nan": 0,
    "tre_hoan_canh_dac_biet": 48,
    "tre_hoan_canh_dac_biet_duoc_tro_giup": 46,
    "vu_viec_xam_hai_bo_roi_mua_ban": 0,
    "vu_viec_co_ke_hoach_kip_thoi": 0,
    "tre_duoi_1_tuoi": 96,
    "tre_duoi_1_tuoi_tiem_chung_day_du": 93,
    "tre_duoi_5_tuoi": 430,
    "tre_duoi_5_tuoi_nhe_can": 45,
    "tre_duoi_5_tuoi_thap_coi": 70,
    "tre_duoc_kham_suc_khoe": 1130,
    "tre_trong_do_tuoi_mam_non": 380,
    "tre_den_truong_lop_mam_non": 347,
    "phieu_hop_le": 200,
    "phieu_hai_long": 183,
}
PREVIOUS = {"tre_bi_tai_nan_thuong_tich": 12, "tong_so_tre_em": 1240}
ANSWERS = {
    "1.1": True,
    "1.2": True,
    "1.3": True,
    "1.4": True,
    "11.1": True,
    "11.2": False,
    "12.1": True,
    "12.2": True,
}

MOUNTAIN = Commune(
    "99001",
    "Xã Suối Mơ",
    CommuneKind.COMMUNE,
    (Area.MOUNTAINOUS,),
    "Tỉnh Sông Mây",
    "Huyện Đồi Gió",
    centrally_run_city=False,
)
WARD = Commune(
    "99002",
    "Phường Bến Trăng",
    CommuneKind.WARD,
    province="Thành phố Vịnh Xanh",
    centrally_run_city=True,
)
LOWLAND = Commune(
    "99003",
    "Xã Đồng Nắng",
    CommuneKind.COMMUNE,
    (),
    "Tỉnh Sông Mây",
    None,
    centrally_run_city=False,
)
TANGLED = replace(MOUNTAIN, code="99004", name=HAMLET, district='Huyện A&B <i>"C"</i>')

_GAPS = {"phieu_hai_long", "tre_duoi_1_tuoi_tiem_chung_day_du", "tre_duoc_kham_suc_khoe"}

ASSESSMENTS = {
    "mien-nui-dat": Assessment(MOUNTAIN, 2024, FIGURES, PREVIOUS, ANSWERS),
    "phuong-thieu-so-lieu": Assessment(
        WARD,
        2024,
        {code: count for code, count in FIGURES.items() if code not in _GAPS},
        {"tong_so_tre_em": 1240},
        {code: answer for code, answer in ANSWERS.items() if code != "12.2"},
    ),
    "xa-bi-diem-liet": Assessment(
        LOWLAND,
        2024,
        {**FIGURES, "tre_bi_xam_hai": 3, "tre_khai_sinh_dung_quy_dinh": 331},
        {**PREVIOUS, "tre_bi_xam_hai": 1},
        ANSWERS,
    ),
    "ten-kho": Assessment(TANGLED, 2024, FIGURES, PREVIOUS, ANSWERS),
}


def sheet_of(ruleset: Ruleset, assessment: Assessment) -> ScoreSheet:
    """Score, and hold still what changes whenever somebody edits a comment in the YAML."""
    sheet = score(ruleset, assessment)
    used = replace(sheet.ruleset, sha256="0" * 64, still_in_force_on="2026-11-22")
    return replace(sheet, ruleset=used)

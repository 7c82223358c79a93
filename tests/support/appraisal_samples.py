"""Invented appraisals of the sample communes that several tests share."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from scoring.appraisal.appraised import ClaimedAndVerified, appraise
from scoring.appraisal.findings import Appraisal, EvidenceFinding, PartFinding, Ruling
from scoring.base.problems import Place
from scoring.rules.ruleset import Ruleset
from tests.support.sample_sheets import ASSESSMENTS

HERE = Place("tham-dinh.yaml")

AGREED = Appraisal(
    "99001",
    2024,
    "06-QD-TTg-2019",
    appraiser="Trần Thị Mẫu",
    is_seen=True,
    position="Trưởng phòng, Phòng Mẫu",
    day=date(2024, 11, 25),
)
"""The verifier found everything as it was reported."""

DISAGREED = Appraisal(
    "99001",
    2024,
    "06-QD-TTg-2019",
    appraiser="Trần Thị Mẫu",
    is_seen=True,
    position="Trưởng phòng, Phòng Mẫu",
    day=date(2024, 11, 25),
    figures={
        "tre_duoi_1_tuoi": 0,
        "tre_duoi_1_tuoi_tiem_chung_day_du": 0,
        "tre_khai_sinh_dung_quy_dinh": 380,
        "tre_duoc_kham_suc_khoe": 800,
        "tre_hoan_canh_dac_biet_duoc_tro_giup": None,
    },
    answers={"11.2": True, "12.2": False},
    parts={
        "2": PartFinding("tai-lieu-ghi-so-khac", "Sổ hộ tịch ghi 380", EvidenceFinding.PARTLY),
        "6.1": PartFinding("chua-co-tai-lieu", None, EvidenceFinding.NOT_ACCEPTED),
        "9": PartFinding("khac-pham-vi", None, EvidenceFinding.PARTLY),
        "11": PartFinding("xa-bo-sung", "Biên bản trả lời kiến nghị", EvidenceFinding.ACCEPTED),
        "12": PartFinding("chua-du-noi-dung", None, EvidenceFinding.NOT_ACCEPTED),
    },
    rulings=(
        Ruling("7", Fraction(20), "Trạm y tế xác nhận không có trẻ dưới 1 tuổi", by="Hội đồng"),
    ),
)
"""Lower, higher, not proven, and a ruling: the verdict is no longer known, then not met."""


def appraised(
    ruleset: Ruleset, appraisal: Appraisal, name: str = "mien-nui-dat"
) -> ClaimedAndVerified:
    return appraise(ruleset, ASSESSMENTS[name], appraisal, HERE)

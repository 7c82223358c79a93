"""What an officer typed into one form beside its figures."""

from __future__ import annotations

from datetime import date

from scoring.forms.form import EvidenceGiven, Form

FORM = Form(
    "06-QD-TTg-2019",
    "",
    "2024",
    profile={
        "ho_so_co_quan": "Ủy ban nhân dân xã Suối Mơ",
        "ho_so_dia_danh": "Suối Mơ",
        "ho_so_ngay": "25/11/2024",
        "ho_so_nguoi_lap": "Lò Thị Mẫu",
        "ho_so_chuc_vu_lap": "Công chức Văn hóa – Xã hội",
        "ho_so_nguoi_ky": "Hà Văn Mẫu",
        "ho_so_chuc_vu_ky": "Chủ tịch",
    },
    sources={
        "tong_so_tre_em": "Phần mềm quản lý trẻ em, chốt 31/12/2024",
        "tre_duoi_1_tuoi_tiem_chung_day_du": "Báo cáo tiêm chủng của Trạm Y tế",
    },
    notes={
        "tong_so_tre_em": "không tính 14 trẻ tạm trú dưới 6 tháng",
        "tre_duoi_1_tuoi": "gồm cả trẻ mới chuyển đến",
        "11.2": "dời sang quý I năm sau vì mưa lũ & sạt lở",
    },
    evidence={
        "2:1": EvidenceGiven("Sổ hộ tịch số 01", date(2024, 12, 31), "UBND xã", "tr. 1–40"),
        "7:1": EvidenceGiven("12/BC-TYT", date(2024, 11, 15), "Trạm Y tế", "3"),
        "11.2:1": EvidenceGiven(number="08/KH-UBND", day="tháng 3"),
        "9:khac": EvidenceGiven("45/GXN-TYT", None, "Trạm Y tế", None),
    },
)

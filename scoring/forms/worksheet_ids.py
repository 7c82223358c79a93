"""The ids by which cells of a verifier's worksheet are found again (as in ``form_ids``)."""

from __future__ import annotations

FORM = "phuhop.tham-dinh/1"
"""Kind and version of the workbook. Another version has other ids."""

HEAD, FIGURES, ITEMS = "nguoi_tham_dinh", "so_lieu", "noi_dung"
PARTS, RULINGS, SYSTEM = "cac_phan", "quyet_dinh", "he_thong"
RUNNING, USED = "tam_tinh", "so_dung"
"""The last word of each sheet's mark."""

VALUE, NOW, BEFORE, ANSWER = "gia_tri", "ky_nay", "ky_truoc", "tra_loi"
EVIDENCE, REASON, TEXT = "tai_lieu", "ly_do", "ghi_ro"
POINTS, CITATION, BY = "diem", "can_cu", "nguoi"
"""Ids of columns."""

APPRAISER, POSITION, DAY, SEEN = "nguoi_tham_dinh", "chuc_vu", "ngay", "da_xem"
"""Rows of the sheet *Người thẩm định*."""

COMMUNE, YEAR, RULESET, ASSESSMENT = "ma_xa", "nam", "bo_tieu_chi", "sha256_so_lieu"
"""Rows of the system sheet: which dossier the worksheet belongs to."""

UNPROVEN = "không chứng minh được"
"""What a verifier writes where nothing shows a figure: it counts as blank, never as 0."""

"""The profile of an office that appraises."""

from __future__ import annotations

OFFICE = """\
cơ quan chủ quản: Ủy ban nhân dân tỉnh Sông Mây
cơ quan ban hành: Ủy ban nhân dân huyện Đồi Gió
ký hiệu cơ quan: UBND
ký hiệu đơn vị soạn thảo: LĐTBXH
địa danh: Đồi Gió
ngày ban hành: 2024-12-05
số văn bản:
  "04": 12
  "07": 5
kính gửi: Chủ tịch Ủy ban nhân dân huyện Đồi Gió
lưu: VT, LĐTBXH
quyền hạn: không có
chức vụ: Chủ tịch
họ tên: Nguyễn Văn Mẫu
"""

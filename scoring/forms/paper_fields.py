"""The rows of *Văn bản* and *Hội đồng*: what the papers say besides figures.

No point depends on them. Their ids live in the workbook's hidden column; what is typed into
them is kept in ``Form.profile`` by the same ids, a person's position under ``position_of``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a cell takes."""

    TEXT = "text"
    DAY = "day"
    COUNT = "count"
    PERSON = "person"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class PaperField:
    """A row: its id, words and kind. What is ``lasting`` goes on to the next year's form."""

    id: str
    label: str
    hint: str = ""
    kind: Kind = Kind.TEXT
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Rows under one heading."""

    title: str
    fields: tuple[PaperField, ...]


LONGEST_PARAGRAPH = 1_000
MEMBERS, RECIPIENTS = 12, 6
"""Rows for members of the council and for places that get a copy."""

ISSUER_NAME, PARENT, SYMBOL, UNIT_SYMBOL = "ho_so_co_quan", "vb_chu_quan", "vb_ky_hieu", "vb_don_vi"
PLACE, SIGNED_ON = "ho_so_dia_danh", "ho_so_ngay"
AUTHORITY, SIGNER_POSITION, SIGNER = "vb_quyen_han", "ho_so_chuc_vu_ky", "ho_so_nguoi_ky"
RECIPIENT, RECIPIENT_COPY, KEPT_BY = "vb_kinh_gui", "vb_noi_nhan", "vb_luu"
PAPER_NUMBER, PAPER_SYMBOL, PAPER_DAY = "vb_so", "vb_ky_hieu_rieng", "vb_ngay"
DECISION, DECIDED_ON, DECIDED_BY = "hd_qd_so", "hd_qd_ngay", "hd_qd_co_quan"
MET_ON, BEGINS, ENDS, MET_AT = "hd_ngay", "hd_bat_dau", "hd_ket_thuc", "hd_dia_diem"
CHAIR, SECRETARY, MEMBER = "hd_chu_toa", "hd_thu_ky", "hd_thanh_vien"
ABSENT, ABSENT_REASON, PRESENT = "hd_vang", "hd_vang_ly_do", "hd_du_hop"
IN_FAVOUR, AGAINST, OTHER_VOTES = "hd_tan_thanh", "hd_khong_tan_thanh", "hd_y_kien_khac"
OPINION, REMARK, CONCLUSION = "hd_ve_tieu_chi", "hd_phat_bieu", "hd_ket_luan"
COMMUNICATION, SHORTCOMING = "hd_tuyen_truyen", "hd_ton_tai"
"""Ids of rows; of those that come several times, what stands before ``:`` and what tells them
apart: a number, a paper's code, a criterion's number."""


def several(id_: str, which: object) -> str:
    """Return the id of one of several rows.

    >>> several(MEMBER, 2)
    'hd_thanh_vien:2'
    """
    return f"{id_}:{which}"


def position_of(id_: str) -> str:
    """Return under which key the position of the person in a row is kept."""
    return f"{id_}:chuc_vu"


def _rows(  # noqa: PLR0913 -- a field, and how often
    id_: str,
    label: str,
    count: int,
    hint: str = "",
    kind: Kind = Kind.TEXT,
    *,
    lasting: bool = False,
) -> tuple[PaperField, ...]:
    return tuple(
        PaperField(several(id_, n), f"{label} {n}", hint if n == 1 else "", kind, lasting)
        for n in range(1, count + 1)
    )


_SIGNING = FieldGroup(
    "Cơ quan ban hành và người ký",
    (
        PaperField(ISSUER_NAME, "Cơ quan ban hành", "Viết như trong câu", lasting=True),
        PaperField(PARENT, "Cơ quan chủ quản", "Ủy ban nhân dân thì để trống", lasting=True),
        PaperField(SYMBOL, "Ký hiệu cơ quan", "Thành «Số: 05/BC-UBND»", lasting=True),
        PaperField(
            UNIT_SYMBOL, "Ký hiệu đơn vị soạn thảo", "Ví dụ VHXH; ghi ở công văn", lasting=True
        ),
        PaperField(PLACE, "Địa danh", "Đứng trước ngày ký", lasting=True),
        PaperField(SIGNED_ON, "Ngày ký", "Của công văn và báo cáo, ví dụ 15/11/2026", Kind.DAY),
        PaperField(
            AUTHORITY,
            "Quyền hạn người ký",
            "TM., KT., TL., TUQ.; «không có» nếu không ghi",
            lasting=True,
        ),
        PaperField(
            SIGNER_POSITION, "Chức vụ người ký", "Ví dụ Chủ tịch, Phó Chủ tịch", lasting=True
        ),
        PaperField(SIGNER, "Người ký", "Chỉ họ và tên, không ghi học hàm, học vị", lasting=True),
    ),
)
_SENDING = FieldGroup(
    "Nơi gửi, nơi nhận",
    (
        PaperField(RECIPIENT, "Kính gửi", "Nhiều nơi thì cách nhau bằng dấu ;", lasting=True),
        *_rows(RECIPIENT_COPY, "Nơi nhận", RECIPIENTS, "Ngoài nơi «Kính gửi»", lasting=True),
        PaperField(KEPT_BY, "Lưu", "Ví dụ VT, VHXH", lasting=True),
    ),
)


def paper_groups(papers: Iterable[tuple[str, str]]) -> tuple[FieldGroup, ...]:
    """Return the rows of *Văn bản*; *papers* are codes and names of those that carry a number."""
    own: list[PaperField] = []
    for code, title in papers:
        own += (
            PaperField(several(PAPER_NUMBER, code), f"{title}: số", "Ví dụ 12", Kind.COUNT),
            PaperField(
                several(PAPER_SYMBOL, code), f"{title}: ký hiệu", "Chỉ ghi khi khác thường lệ"
            ),
            PaperField(
                several(PAPER_DAY, code),
                f"{title}: ngày",
                "Chỉ ghi khi khác ngày ký ở trên",
                Kind.DAY,
            ),
        )
    return (_SIGNING, _SENDING, FieldGroup("Số, ngày của từng văn bản", tuple(own)))


def council_groups(criteria: Iterable[tuple[int, str]]) -> tuple[FieldGroup, ...]:
    """Return the rows of *Hội đồng*; *criteria* are numbers and names."""
    return (
        FieldGroup(
            "Quyết định thành lập Hội đồng",
            (
                PaperField(DECISION, "Số, ký hiệu quyết định", "Ví dụ 45/QĐ-UBND"),
                PaperField(DECIDED_ON, "Ngày quyết định", "Ngày/tháng/năm", Kind.DAY),
                PaperField(DECIDED_BY, "Người, cơ quan quyết định", "Ví dụ Chủ tịch UBND xã"),
            ),
        ),
        FieldGroup(
            "Cuộc họp của Hội đồng",
            (
                PaperField(MET_ON, "Ngày họp", "Ngày/tháng/năm", Kind.DAY),
                PaperField(BEGINS, "Giờ bắt đầu", "Ví dụ 8 giờ 00 phút"),
                PaperField(ENDS, "Giờ kết thúc", "Ví dụ 10 giờ 30 phút"),
                PaperField(MET_AT, "Nơi họp", lasting=True),
                PaperField(CHAIR, "Chủ tọa", "Ký biên bản", Kind.PERSON, lasting=True),
                PaperField(SECRETARY, "Thư ký", "Ghi và ký biên bản", Kind.PERSON, lasting=True),
                *_rows(MEMBER, "Thành viên", MEMBERS, "", Kind.PERSON, lasting=True),
                PaperField(ABSENT, "Số người vắng", "Không ai vắng thì ghi 0", Kind.COUNT),
                PaperField(ABSENT_REASON, "Lý do vắng"),
            ),
        ),
        FieldGroup(
            "Biểu quyết",
            (
                PaperField(PRESENT, "Số thành viên dự họp", "Số người", Kind.COUNT),
                PaperField(IN_FAVOUR, "Tán thành kết quả tự chấm điểm", "Số người", Kind.COUNT),
                PaperField(AGAINST, "Không tán thành", "Số người", Kind.COUNT),
                PaperField(OTHER_VOTES, "Ý kiến khác", "Số người", Kind.COUNT),
            ),
        ),
        FieldGroup(
            "Ý kiến của Hội đồng về từng tiêu chí",
            tuple(
                PaperField(several(OPINION, number), f"Tiêu chí {number}. {name}")
                for number, name in criteria
            ),
        ),
        FieldGroup(
            "Ý kiến phát biểu, kết luận (mỗi ô một ý)",
            (
                *_rows(REMARK, "Ý kiến phát biểu", 5, "", Kind.PARAGRAPH),
                *_rows(CONCLUSION, "Kết luận của chủ tọa", 3, "", Kind.PARAGRAPH),
            ),
        ),
        FieldGroup(
            "Phần lời của báo cáo (mỗi ô một đoạn)",
            (
                *_rows(
                    COMMUNICATION,
                    "Tuyên truyền, thu thập, kiểm tra số liệu",
                    4,
                    "Đã làm gì, mấy buổi, mấy thôn; không nêu tên trẻ em",
                    Kind.PARAGRAPH,
                ),
                *_rows(
                    SHORTCOMING,
                    "Tồn tại, hạn chế, hướng khắc phục",
                    5,
                    "Để trống thì báo cáo ghi theo điểm bị mất",
                    Kind.PARAGRAPH,
                ),
            ),
        ),
    )


def _all() -> Iterator[PaperField]:
    for group in (*paper_groups([("", "")]), *council_groups([(0, "")])):
        yield from group.fields


_KINDS = {field.id.partition(":")[0]: field.kind for field in _all()}
_LASTING = frozenset(field.id.partition(":")[0] for field in _all() if field.lasting)


def kind_of(id_: str) -> Kind | None:
    """Return what the cell of a row takes, ``None`` for a row of neither sheet."""
    return _KINDS.get(id_.partition(":")[0])


def is_lasting(id_: str) -> bool:
    """Whether what stands in a row holds for another year's papers too."""
    return id_.partition(":")[0] in _LASTING

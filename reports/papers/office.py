"""The office profile: who issues the documents, to whom, signed by whom, what the council said.

Everything may be left out: what is not given and follows from nothing else becomes a dotted
blank to fill in by hand. The profile comes from a YAML file, from a workbook, or from both.
"""

# No ``from __future__ import annotations``: ``written`` reads the hints of these classes.

from dataclasses import replace
from typing import Annotated

from scoring.formats.fields import AnyDay, Text, TypedText, TypedWhole
from scoring.formats.schema_classes import from_yaml, yaml_key

NONE_AT_ALL = "không có"
"""What a profile says of a thing the office does not have, so that no blank is left for it."""


@from_yaml
class Member:
    """A person who takes part in the council's meeting."""

    name: Annotated[Text | None, yaml_key("họ tên", "Họ và tên")] = None
    position: Annotated[Text | None, yaml_key("chức vụ", "Chức vụ, đơn vị công tác")] = None


@from_yaml
class Meeting:
    """The meeting of the council that assessed."""

    day: Annotated[AnyDay, yaml_key("ngày họp", "Ngày họp")] = None
    place: Annotated[Text | None, yaml_key("địa điểm", "Nơi họp")] = None
    chair: Annotated[Member | None, yaml_key("chủ tọa", "Người chủ trì")] = None
    secretary: Annotated[Member | None, yaml_key("thư ký", "Người ghi biên bản")] = None
    members: Annotated[tuple[Member, ...] | None, yaml_key("thành viên", "Những người dự họp")] = (
        None
    )
    begins: Annotated[Text | None, yaml_key("giờ bắt đầu", "Ví dụ 8 giờ 00 phút")] = None
    ends: Annotated[Text | None, yaml_key("giờ kết thúc", "Ví dụ 10 giờ 30 phút")] = None
    absent: Annotated[TypedWhole | None, yaml_key("vắng mặt", "Số người vắng mặt")] = None
    absent_reason: Annotated[Text | None, yaml_key("lý do vắng", "Vì sao vắng mặt")] = None
    present: Annotated[TypedWhole | None, yaml_key("dự họp", "Số thành viên dự họp")] = None
    in_favour: Annotated[TypedWhole | None, yaml_key("tán thành", "Số người tán thành")] = None
    against: Annotated[
        TypedWhole | None, yaml_key("không tán thành", "Số người không tán thành")
    ] = None
    other_votes: Annotated[
        TypedWhole | None, yaml_key("ý kiến khác", "Số người có ý kiến khác")
    ] = None
    opinions: Annotated[
        dict[str, Text] | None, yaml_key("ý kiến về tiêu chí", "Số của tiêu chí và ý kiến")
    ] = None
    remarks: Annotated[
        tuple[Text, ...] | None, yaml_key("ý kiến phát biểu", "Mỗi ý kiến một dòng")
    ] = None
    conclusion: Annotated[
        tuple[Text, ...] | None, yaml_key("kết luận của chủ tọa", "Mỗi đoạn một dòng")
    ] = None


@from_yaml
class Council:
    """The decision that set the council up."""

    number: Annotated[Text | None, yaml_key("số quyết định", "Ví dụ 45/QĐ-UBND")] = None
    day: Annotated[AnyDay, yaml_key("ngày quyết định", "Ngày ký quyết định")] = None
    issuer: Annotated[Text | None, yaml_key("cơ quan quyết định", "Ai ký quyết định")] = None


@from_yaml
class OtherIssuer:
    """Who issues some of the documents in the office's stead: UBND its decision, for a Sở."""

    documents: Annotated[
        tuple[TypedText, ...], yaml_key("văn bản", "Mã các văn bản in tên cơ quan này")
    ]
    parent: Annotated[Text | None, yaml_key("cơ quan chủ quản", "Cơ quan chủ quản trực tiếp")] = (
        None
    )
    issuer: Annotated[Text | None, yaml_key("cơ quan ban hành", "Cơ quan ban hành văn bản")] = None
    symbol: Annotated[Text | None, yaml_key("ký hiệu cơ quan", "Chữ viết tắt tên cơ quan")] = None
    unit: Annotated[Text | None, yaml_key("ký hiệu đơn vị soạn thảo", "Chữ viết tắt")] = None
    place: Annotated[Text | None, yaml_key("địa danh", "Địa danh ghi trước ngày ký")] = None
    day: Annotated[AnyDay, yaml_key("ngày ban hành", "Ngày ký")] = None
    recipient: Annotated[Text | None, yaml_key("kính gửi", "Nơi gửi")] = None
    recipients: Annotated[tuple[Text, ...] | None, yaml_key("nơi nhận", "Các nơi nhận khác")] = None
    kept_by: Annotated[Text | None, yaml_key("lưu", "Nơi lưu: VT và đơn vị soạn thảo")] = None
    authority: Annotated[Text | None, yaml_key("quyền hạn", "Quyền hạn của người ký")] = None
    position: Annotated[Text | None, yaml_key("chức vụ", "Chức vụ của người ký")] = None
    signer: Annotated[Text | None, yaml_key("họ tên", "Họ tên người ký")] = None


@from_yaml
class Office:
    """One office's profile; see ``co-quan-mau.yaml`` for each key."""

    commune: Annotated[
        TypedText | None, yaml_key("mã đơn vị", "Mã đơn vị hành chính, 5 chữ số")
    ] = None
    parent: Annotated[Text | None, yaml_key("cơ quan chủ quản", "Cơ quan chủ quản trực tiếp")] = (
        None
    )
    issuer: Annotated[Text | None, yaml_key("cơ quan ban hành", "Cơ quan ban hành văn bản")] = None
    symbol: Annotated[Text | None, yaml_key("ký hiệu cơ quan", "Chữ viết tắt tên cơ quan")] = None
    unit: Annotated[Text | None, yaml_key("ký hiệu đơn vị soạn thảo", "Chữ viết tắt")] = None
    place: Annotated[Text | None, yaml_key("địa danh", "Địa danh ghi trước ngày ký")] = None
    day: Annotated[AnyDay, yaml_key("ngày ban hành", "Ngày ký công văn, báo cáo")] = None
    numbers: Annotated[
        dict[str, TypedWhole] | None, yaml_key("số văn bản", "Mã tài liệu và số")
    ] = None
    symbols: Annotated[
        dict[str, Text] | None, yaml_key("ký hiệu văn bản", "Mã tài liệu và ký hiệu, như BC-UBND")
    ] = None
    days: Annotated[
        dict[str, AnyDay] | None, yaml_key("ngày văn bản", "Mã tài liệu và ngày, khi khác nhau")
    ] = None
    recipient: Annotated[
        Text | None, yaml_key("kính gửi", "Nơi gửi hồ sơ; nhiều nơi thì cách nhau bằng dấu ;")
    ] = None
    recipients: Annotated[tuple[Text, ...] | None, yaml_key("nơi nhận", "Các nơi nhận khác")] = None
    kept_by: Annotated[Text | None, yaml_key("lưu", "Nơi lưu: VT và đơn vị soạn thảo")] = None
    authority: Annotated[Text | None, yaml_key("quyền hạn", "Quyền hạn của người ký")] = None
    position: Annotated[Text | None, yaml_key("chức vụ", "Chức vụ của người ký")] = None
    signer: Annotated[Text | None, yaml_key("họ tên", "Họ tên người ký")] = None
    meeting: Annotated[Meeting | None, yaml_key("cuộc họp", "Cuộc họp hội đồng đánh giá")] = None
    council: Annotated[
        Council | None, yaml_key("hội đồng", "Quyết định thành lập hội đồng đánh giá")
    ] = None
    communication: Annotated[
        tuple[Text, ...] | None, yaml_key("tuyên truyền", "Đã tuyên truyền, thu thập, kiểm tra gì")
    ] = None
    shortcomings: Annotated[
        tuple[Text, ...] | None, yaml_key("tồn tại và khắc phục", "Tồn tại và hướng khắc phục")
    ] = None
    others: Annotated[
        tuple[OtherIssuer, ...] | None, yaml_key("cơ quan khác", "Văn bản nào của cơ quan nào khác")
    ] = None

    def of(self, code: str) -> "Office":
        """Return the profile of whoever issues the document of this code.

        Nothing of the office itself stands on another's paper but what is of the document:
        its number, the meeting, and the place where none is given.
        """
        for other in self.others or ():
            if code in other.documents:
                given = {name: getattr(other, name) for name in _OF_AN_ISSUER}
                return replace(self, **given, place=other.place or self.place, others=None)
        return self


_OF_AN_ISSUER = (
    *("parent", "issuer", "symbol", "unit", "day"),
    *("recipient", "recipients", "kept_by", "authority", "position", "signer"),
)

EMPTY = Office()
"""The profile of an office nobody told anything of."""

"""The paragraph styles of our Word documents, as one table of numbers, and as XML.

Each element of Nghị định 30/2020/NĐ-CP has its own style, so that an officer who changes one
changes it everywhere, and ``decree_check`` knows an element by its style. What the decree
allows stands in ``data/nghi-dinh-30-2020.yaml``; here stand our choices. The decree says
nothing of letters inside tables; 11–12 is usual.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

FONT = "Times New Roman"
LANGUAGE = "vi-VN"
NORMAL = "Normal"

_MM = 56.7  # twentieths of a point in a millimetre
_SINGLE = 240  # w:spacing counts a single line as 240


@dataclass(frozen=True, slots=True)
class StyleLook:
    """A paragraph style: sizes and spaces in points, indents in millimetres.

    ``exact`` is a line of so many points whatever stands in it.
    """

    id: str
    name: str
    points: float = 13
    align: str = "left"
    before: float = 0
    after: float = 0
    line_spacing: float = 1.0
    exact: float = 0
    first_line: float = 0
    left: float = 0
    is_bold: bool = False
    is_italic: bool = False
    keeps_next: bool = False
    is_boxed: bool = False
    has_rule: bool = False
    outline_level: int = 0


def _body(
    id_: str,
    name: str,
    *,
    is_bold: bool = False,
    is_italic: bool = False,
    keeps_next: bool = False,
) -> StyleLook:
    return StyleLook(
        id_,
        name,
        align="both",
        after=6,
        line_spacing=1.15,
        first_line=12.7,
        is_bold=is_bold,
        is_italic=is_italic,
        keeps_next=keeps_next,
    )


STYLES: tuple[StyleLook, ...] = (
    StyleLook(NORMAL, "Normal"),
    # The head of a document.
    StyleLook("QuocHieu", "Quốc hiệu", 12, "center", is_bold=True),
    StyleLook("TieuNgu", "Tiêu ngữ", 13, "center", is_bold=True),
    StyleLook("CoQuanChuQuan", "Cơ quan chủ quản", 12, "center"),
    StyleLook("CoQuanBanHanh", "Cơ quan ban hành", 12, "center", is_bold=True),
    # 2 points above the rule, or it cuts the tails of letters such as g and p.
    StyleLook("DuongKe", "Đường kẻ", 2, "center", before=2, exact=2, has_rule=True),
    StyleLook("SoKyHieu", "Số và ký hiệu", 13, "center", before=2),
    StyleLook("DiaDanhNgay", "Địa danh và ngày", 13, "center", before=2, is_italic=True),
    StyleLook("TrichYeuCongVan", "Trích yếu công văn", 12, "center", before=6),
    StyleLook(
        "TenLoai", "Tên loại văn bản", 14, "center", before=18, is_bold=True, keeps_next=True
    ),
    StyleLook("TrichYeu", "Trích yếu", 14, "center", is_bold=True, keeps_next=True),
    StyleLook("KinhGui", "Kính gửi", 13, "center", before=14, after=10),
    # Several: their dashes stand one below the other, under the colon.
    StyleLook("KinhGuiDong", "Danh sách kính gửi", 13, before=2, left=93, first_line=-3),
    StyleLook("PhuLuc", "Phụ lục", 14, "center", is_bold=True, keeps_next=True),
    StyleLook("TenPhuLuc", "Tên phụ lục", 13, "center", is_bold=True, keeps_next=True),
    StyleLook("KemTheo", "Kèm theo", 13, "center", after=8, is_italic=True, keeps_next=True),
    # The text.
    _body("CanCu", "Căn cứ", is_italic=True),
    _body("BodyText", "Body Text"),
    # A criterion's one-line result must not stand alone at the foot of a page.
    _body("Lead", "Nội dung nhấn mạnh", is_bold=True, keeps_next=True),
    _body("Hint", "Nội dung giải thích", is_italic=True),
    _body("Dash", "Gạch đầu dòng"),
    StyleLook("Tick", "Ô đánh dấu", align="both", after=4, left=7, first_line=-7),
    StyleLook("Centered", "Giữa dòng", align="center", after=6, is_bold=True, keeps_next=True),
    StyleLook("Notice", "Khung lưu ý", align="both", before=4, after=8, left=3, is_boxed=True),
    StyleLook(
        "Heading1", "heading 1", before=10, after=6, is_bold=True, keeps_next=True, outline_level=1
    ),
    StyleLook(
        "Heading2", "heading 2", before=8, after=6, is_bold=True, keeps_next=True, outline_level=2
    ),
    StyleLook(
        "Heading3",
        "heading 3",
        before=6,
        after=6,
        is_bold=True,
        is_italic=True,
        keeps_next=True,
        outline_level=3,
    ),
    # Word's own names: it finds them when it makes the table of contents anew.
    StyleLook("TOC1", "toc 1", before=2),
    StyleLook("TOC2", "toc 2", 12, before=1, left=6),
    StyleLook("Dots", "Dòng chấm", align="both", after=0, line_spacing=1.5),
    StyleLook("Figure", "Hình", align="center", after=6, keeps_next=True),
    StyleLook("PhotoCaption", "Chú thích ảnh", 12, "center", after=10, is_italic=True),
    # Tables.
    StyleLook("Caption", "caption", 12, before=2, after=3, is_italic=True, keeps_next=True),
    StyleLook("TableText", "Chữ trong bảng", 12, before=1.5, after=1.5),
    StyleLook("TableHead", "Đầu cột", 12, "center", before=1.5, after=1.5, is_bold=True),
    StyleLook("TableBold", "Chữ đậm trong bảng", 12, before=1.5, after=1.5, is_bold=True),
    StyleLook("AfterTable", "Sau bảng", 6, exact=6),
    # The foot of a document.
    StyleLook("NoiNhan", "Nơi nhận", 12, is_bold=True, is_italic=True, keeps_next=True),
    StyleLook("NoiNhanDong", "Danh sách nơi nhận", 11, keeps_next=True),
    StyleLook("QuyenHan", "Quyền hạn", 13, "center", is_bold=True, keeps_next=True),
    StyleLook("ChucVu", "Chức vụ", 13, "center", is_bold=True, keeps_next=True),
    # Room for the signature and the seal.
    StyleLook("HoTen", "Họ tên", 13, "center", before=68, is_bold=True, keeps_next=True),
    # Above and below the text.
    StyleLook("PageNumber", "Số trang", 14, "center"),
    StyleLook("RunningNotice", "Lưu ý chân trang", 10, "center", is_bold=True),
)

LOOKS = {look.id: look for look in STYLES}


def styles_xml() -> str:
    """Return ``word/styles.xml``."""
    fonts = " ".join(f'w:{place}="{FONT}"' for place in ("ascii", "hAnsi", "eastAsia", "cs"))
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/>"
        '<w:color w:val="000000"/><w:sz w:val="26"/><w:szCs w:val="26"/>'
        f'<w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    styles = "".join(_style(look, fonts) for look in STYLES)
    return f"{defaults}{styles}{_TABLE_STYLES}"


_SIDES = ("top", "left", "bottom", "right")
_TABLE_STYLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
    '<w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in (*_SIDES, "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr></w:style>"
)


def _style(look: StyleLook, fonts: str) -> str:
    default = ' w:default="1"' if look.id == NORMAL else ""
    based = "" if look.id == NORMAL else f'<w:basedOn w:val="{NORMAL}"/>'
    size = round(look.points * 2)
    weight = "<w:b/><w:bCs/>" if look.is_bold else ""
    slant = "<w:i/><w:iCs/>" if look.is_italic else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{look.id}"><w:name w:val="{look.name}"/>'
        f"{based}<w:qFormat/><w:pPr>{''.join(_layout(look))}</w:pPr><w:rPr><w:rFonts {fonts}/>"
        f'{weight}{slant}<w:color w:val="000000"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        "</w:rPr></w:style>"
    )


def _layout(look: StyleLook) -> Iterator[str]:
    """Yield the members of ``w:pPr`` in the order of the schema."""
    if look.keeps_next:
        yield "<w:keepNext/><w:keepLines/>"
    yield "<w:widowControl/>"
    if look.is_boxed:
        sides = "".join(
            f'<w:{side} w:val="single" w:sz="6" w:space="4" w:color="auto"/>' for side in _SIDES
        )
        yield f"<w:pBdr>{sides}</w:pBdr>"
    if look.has_rule:
        yield '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:pBdr>'
    line, rule = (
        (round(look.exact * 20), "exact")
        if look.exact
        else (round(look.line_spacing * _SINGLE), "auto")
    )
    before, after = round(look.before * 20), round(look.after * 20)
    yield f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="{rule}"/>'
    indent = round(abs(look.first_line) * _MM)
    first = "hanging" if look.first_line < 0 else "firstLine"
    left = round(look.left * _MM)
    right = f' w:right="{left}"' if look.is_boxed else ""
    if indent or left:
        yield f'<w:ind w:left="{left}"{right} w:{first}="{indent}"/>'
    yield f'<w:jc w:val="{look.align}"/>'
    if look.outline_level:
        # Word's navigation pane and table of contents go by this number.
        yield f'<w:outlineLvl w:val="{look.outline_level - 1}"/>'

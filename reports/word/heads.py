"""Head and foot of an administrative document: who, to whom, when, signed by whom.

Form: Nghị định 30/2020/NĐ-CP, Phụ lục I; each element has its own style.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reports.papers.blocks import AUTHORITY_OF, OWN_ADDRESSEE, Annex, DocumentSpec, Part
from reports.papers.filling import escaped
from reports.papers.heads import QUOC_HIEU, TIEU_NGU, subjects
from reports.papers.templates import Each, Field, Piece, When, Whole, parsed
from reports.papers.text_width import Face, balanced, twips
from reports.word.elements import paragraph, row, runs, section, table_start, text_width
from reports.word.styles import LOOKS

_LEFT = 3686  # 65 mm; the rest, 100 mm, holds the Quốc hiệu on one line
_PART_OF_NAME = 0.42
"""A rule under a name or a subject: from a third to a half of the text (ô số 2 and 5a)."""


def rule(style: str, width: int, share: float) -> Callable[[str], str]:
    """Return what writes the rule under a text of *style*, centred in *width* twips."""
    look = LOOKS[style]
    face: Face = "bold" if look.is_bold else "regular"

    def written(text: str) -> str:
        broken = balanced(text, look.points, width, face)
        longest = max((twips(line, look.points, face) for line in broken), default=0)
        return _rule(max(0, (width - round(longest * share)) // 2))

    return written


def name(style: str, width: int) -> Callable[[str], str]:
    """Return what writes a name of *style* broken into even lines: no word is left alone."""
    look = LOOKS[style]
    face: Face = "bold" if look.is_bold else "regular"

    def written(text: str) -> str:
        broken = map(escaped, balanced(text, look.points, width, face))
        run = '</w:t><w:br/><w:t xml:space="preserve">'.join(broken)
        return f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>'

    return written


def _rule(side: int) -> str:
    indents = f'<w:ind w:left="{side}" w:right="{side}"/>'
    return "".join(map(str, paragraph("DuongKe", (), indents)))


def head(document: DocumentSpec, part: Part) -> Iterator[Piece]:
    """Yield everything above the text of a part."""
    if part.annex is not None:
        yield from _annex_head(part.annex, part)
        return
    yield from _letterhead(document, part)
    if part.head == "titled":
        yield from paragraph("TenLoai", runs(document.kind.upper()))
        width = text_width(is_landscape=part.is_landscape)
        for wanted, text in subjects(part.subject):
            line = (
                *paragraph(
                    "TrichYeu", (Whole(tuple(parsed(text, part.at)), name("TrichYeu", width)),)
                ),
                Whole(tuple(parsed(text)), rule("TrichYeu", width, _PART_OF_NAME)),
            )
            yield When(wanted, line, part.at) if wanted else Whole(line)
        yield from paragraph("AfterTable", ())
    if part.is_addressed:
        yield from _addressed(part)


def _addressed(part: Part) -> Iterator[Piece]:
    """Yield «Kính gửi»: one on the line itself, several on a line each (ô số 9a)."""
    line = tuple(paragraph("KinhGui", runs(f"Kính gửi: {part.addressee}", part.at)))
    if part.addressee != OWN_ADDRESSEE:
        yield from line
        return
    yield When("office.is_to_one", line)
    each = tuple(paragraph("KinhGuiDong", runs("- {addressee}")))
    to = paragraph("KinhGui", runs("Kính gửi:"), '<w:keepNext/><w:spacing w:after="40"/>')
    many = (*to, Each("office.addressees", "addressee", each), *paragraph("AfterTable", ()))
    yield When("office.is_to_many", many)


def _letterhead(document: DocumentSpec, part: Part) -> Iterator[Piece]:
    widths = (_LEFT, text_width(is_landscape=part.is_landscape) - _LEFT)
    issuer: list[Piece] = [
        When("office.has_parent", tuple(_name("CoQuanChuQuan", "office.parent"))),
        *_name("CoQuanBanHanh", "office.issuer"),
        Field("office.issuer", (), rule("CoQuanBanHanh", _LEFT, _PART_OF_NAME)),
    ]
    country: list[Piece] = [
        *paragraph("QuocHieu", runs(QUOC_HIEU)),
        *paragraph("TieuNgu", runs(TIEU_NGU)),
        rule("TieuNgu", widths[1], 1)(TIEU_NGU),
    ]
    number: list[Piece] = []
    if document.symbol is not None:
        number += paragraph("SoKyHieu", runs(f"Số: {{numbers.{document.code}}}"))
    if part.head == "letter":
        for wanted, text in subjects(part.subject):
            line = tuple(paragraph("TrichYeuCongVan", runs(f"V/v {text}", part.at)))
            number.append(When(wanted, line, part.at) if wanted else Whole(line))
    number = number or list(paragraph("SoKyHieu", ()))
    day = paragraph("DiaDanhNgay", runs(f"{{days.{document.code}}}"))
    yield table_start(widths, has_grid=False)
    yield from row((issuer, country), widths)
    yield from row((number, day), widths)
    yield "</w:tbl>"


def _name(style: str, path: str) -> Iterator[Piece]:
    yield from paragraph(style, (Field(path, (), name(style, _LEFT)),))


def _annex_head(annex: Annex, part: Part) -> Iterator[Piece]:
    yield from paragraph("PhuLuc", runs(annex.number))
    yield from paragraph("TenPhuLuc", runs(annex.title, part.at))
    yield from paragraph("KemTheo", runs(f"({annex.attached_to})", part.at))


def foot(part: Part) -> Iterator[Piece]:
    """Yield the signatures below the text of a part, in rows that no page break parts."""
    if part.end == "none":
        return
    total = text_width(is_landscape=part.is_landscape)
    widths = (total // 2, total - total // 2)
    if part.end in AUTHORITY_OF:
        cells = [_recipients(part), _signature(part)]
        yield from _unbroken(cells, widths)
        return
    signers = (("THƯ KÝ", "meeting.secretary"), ("CHỦ TỌA", "meeting.chair"))
    yield from _unbroken([_signer(*signer) for signer in signers], widths)
    yield from paragraph("AfterTable", ())
    yield from _unbroken([_recipients(part), paragraph("NoiNhanDong", ())], widths)


def _unbroken(cells: list[Iterator[Piece]], widths: tuple[int, int]) -> Iterator[Piece]:
    yield table_start(widths, has_grid=False)
    yield from row(cells, widths)
    yield "</w:tbl>"


def _recipients(part: Part) -> Iterator[Piece]:
    yield from paragraph("NoiNhan", runs("Nơi nhận:"))
    if part.is_addressed:
        yield from paragraph("NoiNhanDong", runs("- Như trên;"))
    line = tuple(paragraph("NoiNhanDong", runs("- {recipient};")))
    yield Each("office.recipients", "recipient", line)
    yield from paragraph("NoiNhanDong", runs("- Lưu: {office.kept_by}."))


def _signature(part: Part) -> Iterator[Piece]:
    yield When(AUTHORITY_OF[part.end], tuple(paragraph("QuyenHan", runs("{office.authority}"))))
    yield from paragraph("ChucVu", runs("{office.position}"))
    yield from paragraph("HoTen", runs("{office.signer}"))


def _signer(position: str, path: str) -> Iterator[Piece]:
    yield from paragraph("ChucVu", runs(position))
    yield from paragraph("HoTen", runs(f"{{{path}.name}}"))


def break_after(part: Part, *, is_last: bool) -> Iterator[Piece]:
    """Yield the end of a part: its section's properties, in a paragraph unless it is the last."""
    properties = section(is_landscape=part.is_landscape, has_foot=part.has_foot)
    if is_last:
        # Word wants a paragraph between a table and the end of the document.
        yield from paragraph("AfterTable", ())
        yield properties
    else:
        yield from paragraph("AfterTable", (), properties)

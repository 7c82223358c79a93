"""The elements of a document against the decree: case, size, weight, rules, numbers, signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element

from reports.papers.decree import Decree, ElementForm, RuleForm
from reports.papers.text_width import Face, balanced, twips
from tests.support.word_form.docx_reading import ParagraphLook, WordFile, cell_width, w

Fault = tuple[str, str]

_ALIGNS = {"trái": "left", "giữa": "center", "phải": "right", "đều": "both"}
_BLANK = "…"
_UPPER = "A-ZĐĂÂÊÔƠƯ"
_NUMBER = re.compile(
    rf"Số: (?P<number>[0-9]+|{_BLANK}+)/(?P<symbol>(?:[{_UPPER}]+[a-z]?|{_BLANK}+)"
    rf"(?:-(?:[{_UPPER}]+|{_BLANK}+))*)"
)
_DAY = re.compile(
    rf"[^,]+, ngày (?P<day>[0-9]+|{_BLANK}+) tháng (?P<month>[0-9]+|{_BLANK}+)"
    rf" năm (?:[0-9]{{4}}|{_BLANK}+)"
)
_FIELD = re.compile(r"\{[^{}]*\}|@@|\*\*")
_ONCE = ("QuocHieu", "TieuNgu", "CoQuanBanHanh", "SoKyHieu", "DiaDanhNgay")
_SIGNED = ("NoiNhan", "ChucVu", "HoTen")
_ANNEX = ("PhuLuc", "TenPhuLuc", "KemTheo")
_LAST_DIGIT = 9
_PADDED_MONTHS = 2
_TWIPS = 20
_SINGLE = 240
_MM = 56.7


def element_faults(document: WordFile, rules: Decree) -> Iterator[Fault]:
    """Yield every fault of what stands on the pages."""
    paragraphs = list(document.paragraphs(document.body, _text_width(document)))
    forms = {form.style: form for form in rules.elements}
    for paragraph in paragraphs:
        if paragraph.style not in document.styles:
            yield "kieu-la", f"đoạn «{paragraph.text[:40]}» dùng kiểu không có: {paragraph.style}"
        if _FIELD.search(paragraph.text):
            yield "truong-chua-dien", f"còn trường chưa điền: «{paragraph.text[:60]}»"
        form = forms.get(paragraph.style)
        if form is not None and paragraph.text.strip():
            yield from _look_faults(paragraph, form)
            if form.is_body:
                yield from _body_faults(paragraph, rules)
    for rule in rules.rules:
        yield from _rule_faults(paragraphs, rule)
    yield from _text_faults(paragraphs)
    yield from _presence_faults(paragraphs, document)
    yield from _table_faults(document)
    yield from _signature_faults(document)


def _text_width(document: WordFile) -> int:
    section = document.sections()[0]
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    if size is None or margins is None:
        return 0
    return int(size.get(w("w"), "0")) - sum(
        int(margins.get(w(side), "0")) for side in ("left", "right")
    )


def _look_faults(paragraph: ParagraphLook, form: ElementForm) -> Iterator[Fault]:
    name = f"{form.name} «{paragraph.text[:40]}»"
    yield from _case_faults(paragraph, form, name)
    written = [run for run in paragraph.runs if run.text.strip()]
    for run in written:
        if not form.points.holds(run.points):
            yield "co-chu", f"{name}: cỡ chữ {run.points:g}, cần {form.points}"
        # In the text itself a few words may stand out.
        if run.is_bold != form.is_bold and not form.is_body:
            yield "chu-dam", f"{name}: {'cần' if form.is_bold else 'không được'} chữ đậm"
        if run.is_italic != form.is_italic:
            yield "chu-nghieng", f"{name}: {'cần' if form.is_italic else 'không được'} chữ nghiêng"
    if paragraph.align != _ALIGNS[form.align]:
        yield "can-dong", f"{name}: cần căn {form.align}"
    yield from _line_faults(paragraph, name)


def _case_faults(paragraph: ParagraphLook, form: ElementForm, name: str) -> Iterator[Fault]:
    if form.case == "hoa" and paragraph.text != paragraph.text.upper():
        yield "chu-hoa", f"{name}: cần chữ in hoa"
    if form.case == "thường" and paragraph.text.isupper() and len(paragraph.text.split()) > 1:
        yield "chu-thuong", f"{name}: cần chữ in thường"
    if form.text is not None and paragraph.text != form.text:
        yield "chu-bat-buoc", f"{name}: phải là «{form.text}»"


def _line_faults(paragraph: ParagraphLook, name: str) -> Iterator[Fault]:
    """Quốc hiệu and tiêu ngữ stand on one line each."""
    is_one_line = paragraph.style in {"QuocHieu", "TieuNgu"}
    points = max((run.points for run in paragraph.runs), default=0)
    if is_one_line and twips(paragraph.text, points, "bold") > paragraph.width:
        yield "xuong-dong", f"{name}: không đủ chỗ trên một dòng"


def _body_faults(paragraph: ParagraphLook, rules: Decree) -> Iterator[Fault]:
    name, form = f"đoạn «{paragraph.text[:40]}»", rules.body
    spacing = paragraph.number("spacing", "line", _SINGLE) / _SINGLE
    if not form.line_spacing.holds(spacing):
        yield "gian-dong", f"{name}: giãn dòng {spacing:g}, cần {form.line_spacing}"
    gap = sum(paragraph.number("spacing", side) for side in ("before", "after")) / _TWIPS
    if gap < form.least_gap:
        yield "cach-doan", f"{name}: cách đoạn {gap:g}, cần ít nhất {float(form.least_gap):g}"
    indent = paragraph.number("ind", "firstLine") / _MM
    if not form.first_line.holds(indent, 0.1):
        yield "thut-dong", f"{name}: thụt đầu dòng {indent:.1f} mm, cần {form.first_line} mm"


def _rule_faults(paragraphs: Sequence[ParagraphLook], rule: RuleForm) -> Iterator[Fault]:
    following = [*paragraphs[1:], None]
    for above, below in zip(paragraphs, following, strict=True):
        if above.style != rule.under:
            continue
        if below is None or not below.has_top_rule:
            yield "duong-ke", f"không có đường kẻ dưới «{above.text[:40]}»"
            continue
        face: Face = "bold" if above.runs[0].is_bold else "regular"
        points = above.runs[0].points
        broken = balanced(above.text, points, above.width, face)
        text = max(twips(line, points, face) for line in broken)
        length = below.width - below.number("ind", "left") - below.number("ind", "right")
        if not rule.share.holds(length / text, 0.01):
            seen = f"{length / text:.2f}".replace(".", ",")
            yield "duong-ke", f"đường kẻ dưới «{above.text[:40]}» dài {seen} dòng chữ"


def _text_faults(paragraphs: Sequence[ParagraphLook]) -> Iterator[Fault]:
    for style, check in (
        ("SoKyHieu", _number_fault),
        ("DiaDanhNgay", _day_fault),
        ("CanCu", _citation_fault),
        ("NoiNhanDong", _recipient_fault),
    ):
        texts = [p.text for p in paragraphs if p.style == style and p.text]
        for position, text in enumerate(texts, 1):
            fault = check(text, is_last=position == len(texts))
            if fault:
                yield fault


def _number_fault(text: str, *, is_last: bool) -> Fault | None:
    del is_last
    found = _NUMBER.fullmatch(text)
    if not found:
        return "so-ky-hieu", f"«{text}»: số, ký hiệu viết như «Số: 05/BC-UBND»"
    digits = found["number"]
    if digits.isdigit() and int(digits) <= _LAST_DIGIT and digits != f"{int(digits):02}":
        return "so-ky-hieu", f"«{text}»: số dưới 10 thêm số 0 ở trước"
    return None


def _day_fault(text: str, *, is_last: bool) -> Fault | None:
    del is_last
    found = _DAY.fullmatch(text)
    if not found:
        return "ngay-thang", f"«{text}»: viết như «Trăng Non, ngày 05 tháng 3 năm 2026»"
    if _is_padded(found["day"], _LAST_DIGIT) and _is_padded(found["month"], _PADDED_MONTHS):
        return None
    return "ngay-thang", f"«{text}»: ngày dưới 10, tháng 1 và 2 thêm số 0 ở trước"


def _citation_fault(text: str, *, is_last: bool) -> Fault | None:
    if text.endswith("." if is_last else ";"):
        return None
    return "can-cu", f"«{text[:40]}»: mỗi căn cứ hết bằng «;», căn cứ cuối bằng «.»"


def _recipient_fault(text: str, *, is_last: bool) -> Fault | None:
    if not text.startswith("- ") or not text.endswith("." if is_last else ";"):
        return "noi-nhan", f"«{text[:40]}»: nơi nhận bắt đầu bằng «- », hết bằng «;» hoặc «.»"
    if is_last and not text.startswith("- Lưu: VT"):
        return "noi-nhan", f"«{text[:40]}»: dòng cuối là «- Lưu: VT, …»"
    return None


def _is_padded(number: str, last_padded: int) -> bool:
    """Whether small numbers have their 0 and others none; a blank has neither."""
    if not number.isdigit():
        return True
    return number == (f"{int(number):02}" if int(number) <= last_padded else str(int(number)))


def _presence_faults(paragraphs: Sequence[ParagraphLook], document: WordFile) -> Iterator[Fault]:
    count = {style: sum(p.style == style for p in paragraphs) for style in document.styles}
    if not count.get("PhuLuc"):
        for style in _ONCE:
            if count.get(style) != 1:
                yield "thieu-thanh-phan", f"cần đúng một «{style}», có {count.get(style, 0)}"
        is_letter = bool(count.get("TrichYeuCongVan"))
        if is_letter == bool(count.get("TenLoai")):
            yield "thieu-thanh-phan", "cần tên loại văn bản, hoặc trích yếu «V/v» của công văn"
        if is_letter and not count.get("KinhGui"):
            yield "thieu-thanh-phan", "công văn cần «Kính gửi»"
        for style in _SIGNED:
            if not count.get(style):
                yield "thieu-thanh-phan", f"thiếu «{style}» ở cuối văn bản"
        return
    sections = len(document.sections())
    for style in _ANNEX:
        if count.get(style) != sections:
            message = f"mỗi phụ lục cần một «{style}» và số trang riêng"
            yield "phu-luc", f"{message}: có {count.get(style, 0)} trong {sections} phần"


def _table_faults(document: WordFile) -> Iterator[Fault]:
    for number, table in enumerate(document.body.iter(w("tbl")), 1):
        rows = table.findall(w("tr"))
        grid = [int(c.get(w("w"), "0")) for c in table.iter(w("gridCol"))]
        for row in rows:
            if row.find(f"{w('trPr')}/{w('cantSplit')}") is None:
                yield "bang", f"bảng {number}: có dòng bị cắt qua hai trang"
                break
        if any([cell_width(c) for c in row.findall(w("tc"))] != grid for row in rows):
            yield "bang", f"bảng {number}: bề rộng của ô khác bề rộng của cột"
        if table.find(f"{w('tblPr')}/{w('tblStyle')}") is None:
            continue
        if rows[0].find(f"{w('trPr')}/{w('tblHeader')}") is None:
            yield "bang", f"bảng {number}: dòng đầu không lặp lại ở trang sau"


def _signature_faults(document: WordFile) -> Iterator[Fault]:
    for before, table in pairwise(document.body):
        if table.tag != w("tbl"):
            continue
        held = [p for p in document.paragraphs(_wrapped(table), 0) if p.text]
        if not any(p.style == "HoTen" for p in held):
            continue
        if not all(p.keeps_next for p in held):
            yield "chu-ky", "khối chữ ký có thể bị tách sang hai trang"
        if before.tag != w("p") or not document.paragraph(before, 0).keeps_next:
            yield "chu-ky", "khối chữ ký có thể nằm riêng một trang, không có dòng nội dung nào"


def _wrapped(table: Element) -> Element:
    wrapper = Element("body")
    wrapper.append(table)
    return wrapper

"""Whether a Word document has the form of Nghị định 30/2020/NĐ-CP: every fault, in Vietnamese.

The numbers stand in ``data/nghi-dinh-30-2020.yaml``. This file checks the page, the fonts and
the properties; ``decree_elements`` checks what stands on the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from reports.papers.decree import Decree, decree
from scoring.base.problems import Place, Problem, in_order
from tests.support.word_form.decree_elements import element_faults
from tests.support.word_form.docx_reading import ParagraphLook, WordFile, w
from tests.support.word_form.element_order import order_faults

Fault = tuple[str, str]
"""Code and message."""

_MM = 56.7
_PLACES = ("ascii", "hAnsi", "cs", "eastAsia")
_SIDES = (("top", "trên"), ("bottom", "dưới"), ("left", "trái"), ("right", "phải"))


def decree_faults(name: str, content: bytes, of: Decree | None = None) -> list[Problem]:
    """Return every fault of a document's form; *name* is what the faults call the file."""
    rules = of or decree()
    document = WordFile(content)
    found = [
        *_page_faults(document, rules),
        *_number_faults(document, rules),
        *_font_faults(document, rules),
        *_property_faults(document, rules),
        *element_faults(document, rules),
        *order_faults(document),
    ]
    return in_order(Problem(Place(name), code, message) for code, message in found)


def _page_faults(document: WordFile, rules: Decree) -> Iterator[Fault]:
    page = rules.page
    for number, section in enumerate(document.sections(), 1):
        size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
        if size is None or margins is None:
            yield "kho-giay", f"phần {number}: không ghi khổ giấy hoặc lề"
            continue
        sides = [int(size.get(w(side), "0")) / _MM for side in ("w", "h")]
        if size.get(w("orient")) == "landscape":
            sides.reverse()
        slack = float(page.slack)
        if any(
            abs(seen - float(asked)) > slack
            for seen, asked in zip(sides, (page.width, page.height), strict=True)
        ):
            yield "kho-giay", f"phần {number}: khổ giấy {sides[0]:.0f} × {sides[1]:.0f} mm, cần A4"
        spans = (page.top, page.bottom, page.left, page.right)
        for (side, word), span in zip(_SIDES, spans, strict=True):
            seen = int(margins.get(w(side), "0")) / _MM
            if not span.holds(seen, slack):
                yield "le-trang", f"phần {number}: lề {word} {seen:.0f} mm, cần {span} mm"


def _number_faults(document: WordFile, rules: Decree) -> Iterator[Fault]:
    for number, section in enumerate(document.sections(), 1):
        if section.find(w("titlePg")) is None:
            yield "so-trang", f"phần {number}: số trang không ẩn ở trang đầu"
        numbering = section.find(w("pgNumType"))
        if numbering is None or numbering.get(w("start")) != "1":
            yield "so-trang", f"phần {number}: số trang không bắt đầu từ 1"
    later, first = (_header(document, kind) for kind in ("default", "first"))
    numbered = [p for p, has_number in later if has_number]
    if not numbered:
        yield "so-trang", "không có số trang ở đầu trang"
    for paragraph in numbered:
        if paragraph.align != "center":
            yield "so-trang", "số trang không ở giữa"
        if any(not rules.page.number_points.holds(run.points) for run in paragraph.runs):
            yield "so-trang", f"số trang không thuộc cỡ {rules.page.number_points}"
        if any(run.is_italic for run in paragraph.runs):
            yield "so-trang", "số trang không đứng"
    if any(has_number for _, has_number in first):
        yield "so-trang", "số trang hiện ở trang đầu"


def _header(document: WordFile, kind: str) -> list[tuple[ParagraphLook, bool]]:
    """Return the paragraphs of a header, each with whether it holds the page's number."""
    relations = document.xml("word/_rels/document.xml.rels")
    targets = {one.get("Id"): str(one.get("Target")) for one in relations}
    identity = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    for section in document.sections():
        for reference in section.findall(w("headerReference")):
            if reference.get(w("type")) == kind:
                part = document.xml(f"word/{targets[reference.get(identity)]}")
                return [
                    (
                        document.paragraph(element, 0),
                        any("PAGE" in (i.text or "") for i in element.iter(w("instrText"))),
                    )
                    for element in part.iter(w("p"))
                ]
    return []


def _font_faults(document: WordFile, rules: Decree) -> Iterator[Fault]:
    wanted = frozenset(f"{place}={rules.font}" for place in _PLACES)
    told: set[tuple[str, str]] = set()
    for paragraph in document.paragraphs(document.body, 0):
        for run in paragraph.runs:
            if run.fonts != wanted and ("phong", paragraph.style) not in told:
                told.add(("phong", paragraph.style))
                yield "phong-chu", f"kiểu «{paragraph.style}»: phông chữ không phải {rules.font}"
            is_black = run.colour in {"auto", "000000"}
            if not is_black and ("mau", paragraph.style) not in told:
                told.add(("mau", paragraph.style))
                yield "mau-chu", f"kiểu «{paragraph.style}»: chữ màu {run.colour}, cần màu đen"


def _property_faults(document: WordFile, rules: Decree) -> Iterator[Fault]:
    language = document.defaults().find(w("lang"))
    for place in ("val", "eastAsia"):
        if language is None or language.get(w(place)) != rules.language:
            yield "ngon-ngu", f"ngôn ngữ mặc định ({place}) không phải {rules.language}"
    core = {
        str(element.tag).rsplit("}", 1)[-1]: element.text or ""
        for element in document.xml("docProps/core.xml")
    }
    if core.get("language") != rules.language:
        yield "thuoc-tinh", f"thuộc tính ngôn ngữ không phải {rules.language}"
    if not core.get("title", "").strip():
        yield "thuoc-tinh", "thuộc tính tiêu đề để trống"
    if core.get("creator") in {"", None, "python-docx"}:
        yield "thuoc-tinh", "thuộc tính tác giả không đúng"
    if core.get("created") != core.get("modified") or "created" not in core:
        yield "thuoc-tinh", "thuộc tính ngày tạo và ngày sửa không cố định"

"""Word documents made and read back by tests."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from reports.dossier.dossier import Dossier, dossier
from reports.dossier.sets import commune_set
from reports.papers.office import EMPTY, Office
from reports.papers.office_file import load_office
from reports.word.writing import Template, docx_templates
from scoring.rules.ruleset import Ruleset
from tests.support.sample_sheets import ASSESSMENTS, STAMP, sheet_of

OFFICE = """\
cơ quan chủ quản: Ủy ban nhân dân huyện Rừng Thông
cơ quan ban hành: Ủy ban nhân dân xã Trăng Non
ký hiệu cơ quan: UBND
ký hiệu đơn vị soạn thảo: VHXH
địa danh: Trăng Non
ngày ban hành: 2024-11-05
số văn bản:
  "01": 12
  "02": 5
  "04": 3
kính gửi: Ủy ban nhân dân huyện Rừng Thông
nơi nhận:
  - Đảng ủy, Hội đồng nhân dân xã
lưu: VT, VHXH
quyền hạn: TM. Ủy ban nhân dân
chức vụ: Chủ tịch
họ tên: Nguyễn Văn Mẫu
cuộc họp:
  ngày họp: 2024-02-01
  địa điểm: Hội trường xã
  chủ tọa:
    họ tên: Nguyễn Văn Mẫu
    chức vụ: Chủ tịch Hội đồng
  thư ký:
    họ tên: Trần Thị Ví Dụ
  thành viên:
    - họ tên: Lê Văn Thử
      chức vụ: Trạm trưởng trạm y tế
"""


@cache
def templates() -> dict[str, Template]:
    """Return the compiled documents of the commune's set by their codes."""
    documents = commune_set()
    return dict(zip(documents.codes, docx_templates(documents), strict=True))


def office_of(folder: Path, text: str = OFFICE) -> Office:
    """Return the profile of a text."""
    path = folder / "co-quan.yaml"
    path.write_text(text, encoding="utf-8")
    return load_office(path, commune_set().numbered)


def papers_of(ruleset: Ruleset, name: str, office: Office = EMPTY) -> Dossier:
    """Return the dossier of a sample commune."""
    return dossier(sheet_of(ruleset, ASSESSMENTS[name]), STAMP, office)


def docx_of(ruleset: Ruleset, name: str, code: str, office: Office = EMPTY) -> bytes:
    """Return one document of a sample commune."""
    return templates()[code].fill(papers_of(ruleset, name, office))


def opened(content: bytes) -> Any:
    """Open with python-docx, a reader that is not ours."""
    return Document(io.BytesIO(content))


def as_text(content: bytes) -> str:
    """Return the words of a document, one line a paragraph or row, as git shows them best."""
    return "\n".join(_lines(opened(content))) + "\n"


def _lines(document: Any) -> Iterator[str]:
    for place, running in (
        ("đầu trang", document.sections[0].header),
        ("chân trang", document.sections[0].footer),
    ):
        for paragraph in running.paragraphs:
            yield f"[{place}] {paragraph.text}".rstrip()
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield "| " + " | ".join(cell.text for cell in row.cells) + " |"
        elif isinstance(block, Paragraph):
            name = str(block.style.name) if block.style else ""
            depth = int(name[-1]) if name.lower().startswith("heading") else 0
            yield f"{'#' * depth} {block.text}".strip()

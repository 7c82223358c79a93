"""The pages of communes as Word files, and all communes as one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import criteria
from reports.crosswalk.model import ReusePaper, lines_of, reuse_paper
from reports.papers.set_reading import document_set
from reports.word.writing import docx_templates
from reports.wording.file_names import folder_name
from scoring.crosswalk.structure import CrosswalkFile
from scoring.engine.assessment import Assessment
from scoring.results.table_writing import NUMBER, TEXT, Heading, Value

_SET = criteria.DOCUMENTS / "dung-lai-so-lieu.yaml"

HEADINGS = (
    *(Heading(name, TEXT) for name in ("ma_xa", "ten_xa", "loai", "tinh")),
    Heading("nam", NUMBER),
    *(
        Heading(name, TEXT)
        for name in (
            "bo_tieu_chi",
            "van_ban",
            "ma",
            "noi_dung",
            "so_lieu",
            "cho_thay",
            "pham_vi",
            "ghi_chu",
            "muc_tin_cay",
        )
    ),
)


def reuse_papers(
    files: Sequence[CrosswalkFile], reports: Iterable[Assessment], region: str | None
) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the Word file of each commune's page."""
    documents = document_set(_SET, ReusePaper)
    (template,) = docx_templates(documents)
    for one in reports:
        paper = reuse_paper(files, one, region, documents)
        yield f"{folder_name(one.commune, one.year)}.docx", template.fill(paper)


def reuse_rows(
    files: Sequence[CrosswalkFile], reports: Iterable[Assessment], region: str | None
) -> Iterator[dict[str, Value]]:
    """Yield a row for each commune and item; a set of which no item was read gives one too."""
    for one in reports:
        commune = one.commune
        head: dict[str, Value] = {
            "ma_xa": commune.code,
            "ten_xa": commune.name,
            "loai": commune.kind.value,
            "tinh": commune.province,
            "nam": one.year,
        }
        for line in lines_of(files, one, region):
            yield {
                **head,
                "bo_tieu_chi": line.set,
                "van_ban": line.document,
                "ma": line.code,
                "noi_dung": line.wording,
                "so_lieu": line.value,
                "cho_thay": line.proof,
                "pham_vi": line.reach,
                "ghi_chu": line.note or None,
                "muc_tin_cay": line.level,
            }
        for file in files:
            if file.unknown and commune.kind.value in file.kinds:
                told = {"cho_thay": "chưa rõ", "ghi_chu": file.unknown}
                yield {**head, "bo_tieu_chi": file.name, "van_ban": file.document, **told}

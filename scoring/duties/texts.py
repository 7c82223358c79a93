"""What an office writes into a report, by the code of the section: one YAML file, or one sheet."""

# No ``from __future__ import annotations``: ``from_yaml`` reads the hints of these classes.
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from scoring.base.private_text import private_problem
from scoring.base.problems import Place, Problem, ProblemsFound, nearest, shown
from scoring.duties.outline import Outline
from scoring.formats.fields import Text
from scoring.formats.schema_classes import from_yaml, yaml_key
from scoring.formats.yaml_files import shaped, tree_of
from scoring.forms.files import read_columns
from scoring.tables.cell_text import Raw, text_of


@from_yaml
class _TextsFile:
    texts: Annotated[
        dict[str, tuple[Text, ...]], yaml_key("phần viết", "Mã mục và các đoạn của mục ấy")
    ]


CODE, TEXT = "ma_muc", "noi_dung"
"""Columns of the sheet."""


def load_texts(path: Path, outline: Outline) -> Mapping[str, tuple[str, ...]]:
    """Return the paragraphs of each section that has some.

    Raises ``ProblemsFound`` with every fault by line or cell: an unknown section, words that
    seem to name a child.
    """
    if path.suffix.lower() not in {".yaml", ".yml"}:
        return _of_sheets(path, outline)
    tree, problems = tree_of(path)
    file = shaped(_TextsFile, tree, problems)
    for code, paragraphs in file.texts.items():
        here = ("phần viết", code)
        problems += _unknown(code, outline, tree.place(here, of_key=True))
        for at, paragraph in enumerate(paragraphs):
            found = private_problem(tree.place((*here, at)), paragraph, is_sensitive=True)
            problems += [] if found is None else [found]
    if problems:
        raise ProblemsFound(problems)
    return file.texts


def _unknown(code: str, outline: Outline, place: Place) -> list[Problem]:
    known = [section.code for section in outline.sections if section.is_written]
    if code in known:
        return []
    hint = nearest(code, known) or f"các mục viết được: {', '.join(known)}"
    return [Problem(place, "muc-la", f"đề cương không có mục viết {shown(code)}", hint)]


def _of_sheets(path: Path, outline: Outline) -> Mapping[str, tuple[str, ...]]:
    tables, told = read_columns(path)
    # The sample hides its column of codes itself.
    problems = [problem for problem in told if problem.is_fault]
    texts: dict[str, tuple[str, ...]] = {}
    for table in tables:
        if CODE not in table.headings or TEXT not in table.headings:
            hint = "dùng tệp mẫu của phần chữ, đừng xóa dòng và cột ẩn"
            message = f"không có cột «{CODE}», «{TEXT}»"
            problems.append(Problem(table.place(), "thieu-cot", message, hint))
            continue
        code_at, text_at = table.headings.index(CODE), table.headings.index(TEXT)
        for row in table.rows:
            code, place = text_of(row.cells[code_at]).strip(), table.place(row.number, text_at)
            paragraphs = [line.strip() for line in _raw_text(row.cells[text_at]).splitlines()]
            written = tuple(line for line in paragraphs if line)
            if not code or not written:
                continue
            problems += _unknown(code, outline, place)
            found = [private_problem(place, one, is_sensitive=True) for one in written]
            problems += [problem for problem in found if problem is not None]
            texts[code] = (*texts.get(code, ()), *written)
    if any(problem.is_fault for problem in problems):
        raise ProblemsFound(problems)
    return texts


def _raw_text(raw: Raw) -> str:
    # Line ends part paragraphs; ``text_of`` would make one line of them.
    return raw if isinstance(raw, str) else text_of(raw)


def sample_texts(outline: Outline) -> str:
    """Return a file to write into, every section with what it is about; nothing is filled in."""
    lines = [
        f"# Phần chữ của: {outline.name}. Mỗi đoạn một dòng bắt đầu bằng «- ».",
        "# Chỉ viết số đếm; không ghi tên, ngày sinh, nơi ở của trẻ em.",
        "# Mục nào chưa viết thì để nguyên []: báo cáo in dòng chấm để viết tay.",
        "phần viết:",
    ]
    for section in outline.sections:
        if section.is_written:
            hint = f": {section.hint}" if section.hint else ""
            lines += [f"  # {section.name}{hint}", f"  {section.code}: []"]
    return "\n".join([*lines, ""])

"""What an office writes into a report, by the code of the section: one YAML file."""

# No ``from __future__ import annotations``: ``from_yaml`` reads the hints of these classes.
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from scoring.base.private_text import private_problem
from scoring.base.problems import Problem, ProblemsFound, nearest, shown
from scoring.duties.outline import Outline
from scoring.formats.fields import Text
from scoring.formats.schema_classes import from_yaml, yaml_key
from scoring.formats.yaml_files import shaped, tree_of


@from_yaml
class _TextsFile:
    texts: Annotated[
        dict[str, tuple[Text, ...]], yaml_key("phần viết", "Mã mục và các đoạn của mục ấy")
    ]


def load_texts(path: Path, outline: Outline) -> Mapping[str, tuple[str, ...]]:
    """Return the paragraphs of each section that has some.

    Raises ``ProblemsFound`` with every fault by line: an unknown section, words that seem to
    name a child.
    """
    tree, problems = tree_of(path)
    file = shaped(_TextsFile, tree, problems)
    known = [section.code for section in outline.sections if section.is_written]
    for code, paragraphs in file.texts.items():
        here = ("phần viết", code)
        if code not in known:
            hint = nearest(code, known) or f"các mục viết được: {', '.join(known)}"
            message = f"đề cương không có mục viết {shown(code)}"
            problems.append(Problem(tree.place(here, of_key=True), "muc-la", message, hint))
        for at, paragraph in enumerate(paragraphs):
            found = private_problem(tree.place((*here, at)), paragraph, is_sensitive=True)
            problems += [] if found is None else [found]
    if problems:
        raise ProblemsFound(problems)
    return file.texts


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

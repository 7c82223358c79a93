"""How fast one commune's self-assessment report is made, against plain python-docx and docxtpl.

All three write the same words and tables into the same template (ours has the figure too,
the others do not), in one process; templates are made before the clock starts. Prints ratios,
fails on nothing. docxtpl comes with the extra ``bench``; without it its line is left out.
"""

from __future__ import annotations

import importlib.util
import io
import re
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from docx import Document
from sizes import sizes

sys.path.insert(0, str(Path(__file__).parents[2]))

import criteria
from phuhop.usecases.commune.dossiers import Order, write_dossiers
from reports.dossier.dossier import dossier
from reports.dossier.model import Dossier
from reports.dossier.sets import commune_set
from reports.html.writing import html_template
from reports.word.writing import docx_templates
from scoring.base.problems import Place
from scoring.intake.reading import Entry
from scoring.rules.loading import load
from tests.support.sample_sheets import ASSESSMENTS, STAMP, sheet_of

CODE = "02"


def best(work: Callable[[], object], times: int) -> float:
    """Return the seconds of the quickest of several runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def by_python_docx(empty: bytes, content: list[tuple[str, Any]]) -> bytes:
    """Write the same paragraphs and tables cell by cell."""
    document = Document(io.BytesIO(empty))
    for style, value in content:
        if isinstance(value, str):
            document.add_paragraph(value, style=style or None)
            continue
        table = document.add_table(rows=len(value), cols=len(value[0]))
        for cells, row in zip(value, table.rows, strict=True):
            for text, cell in zip(cells, row.cells, strict=True):
                cell.text = text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def content_of(made: bytes) -> list[tuple[str, Any]]:
    """Return what stands in a document: styles and texts of paragraphs, cells of tables."""
    found: list[tuple[str, Any]] = []
    for block in Document(io.BytesIO(made)).iter_inner_content():
        if hasattr(block, "rows"):
            found.append(("", [[cell.text for cell in row.cells] for row in block.rows]))
        else:
            found.append((block.style.name, block.text))
    return found


def tagged(made: bytes) -> tuple[bytes, dict[str, str]]:
    """Return our document with a docxtpl tag in place of each text, and the texts."""
    texts: dict[str, str] = {}

    def tag(match: re.Match[str]) -> str:
        name = f"t{len(texts)}"
        texts[name] = match[2]
        return f"{match[1]}{{{{ {name} }}}}</w:t>"

    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                text = re.sub(r"(<w:t[^>]*>)([^<]+)</w:t>", tag, content.decode())
                text = re.sub(r"<w:drawing>.*?</w:drawing>", "", text, flags=re.DOTALL)
                content = text.encode()
            new.writestr(name, content)
    return target.getvalue(), texts


def by_docxtpl(template: bytes, texts: dict[str, str]) -> bytes:
    """Fill the template with docxtpl."""
    from docxtpl import DocxTemplate

    document = DocxTemplate(io.BytesIO(template))
    document.render(texts)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def one_report(papers: Dossier, rounds: int) -> None:
    """Print the table of the three ways."""
    template = dict(zip(commune_set().codes, docx_templates(commune_set()), strict=True))[CODE]
    made = template.fill(papers)
    content = content_of(made)
    empty = Document(io.BytesIO(made))
    for block in list(empty.element.body)[:-1]:
        empty.element.body.remove(block)
    shell = io.BytesIO()
    empty.save(shell)
    sides = {
        "phuhop": (lambda: template.fill(papers), 3 * rounds),
        "python-docx": (lambda: by_python_docx(shell.getvalue(), content), 1),
    }
    if importlib.util.find_spec("docxtpl"):
        with_tags, texts = tagged(made)
        sides["docxtpl"] = (lambda: by_docxtpl(with_tags, texts), 1)
    else:
        print("docxtpl      not installed: pip install '.[bench]'")
    least = dict.fromkeys(sides, float("inf"))
    # In turn, so that a busy or slowed machine slows every side alike.
    for _ in range(rounds):
        for name, (work, times) in sides.items():
            least[name] = min(least[name], best(work, times))
    for name, seconds in least.items():
        print(f"{name:12} {seconds * 1000:8.2f} ms  {seconds / least['phuhop']:6.0f} times ours")


def steps(ruleset: Any, papers: Dossier, rounds: int) -> None:
    """Print what each step of one commune takes."""
    sheet = sheet_of(ruleset, ASSESSMENTS["mien-nui-dat"])
    page = html_template(commune_set())
    templates = docx_templates(commune_set())
    print(f"view model   {best(lambda: dossier(sheet, STAMP), rounds) * 1000:8.2f} ms")
    print(f"ho-so.html   {best(lambda: page.packed(papers), rounds) * 1000:8.2f} ms")
    print(
        f"six DOCX     {best(lambda: [t.fill(papers) for t in templates], rounds) * 1000:8.2f} ms"
    )


def country(ruleset: Any, count: int) -> None:
    """Print how long the whole set of many communes takes, and how much memory."""
    first = ASSESSMENTS["mien-nui-dat"]
    for processes in (1, 2):
        entries = (
            Entry(
                replace(first, commune=replace(first.commune, code=f"{10000 + n}")),
                ruleset,
                Place("bench"),
            )
            for n in range(count)
        )
        with tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            written = write_dossiers(entries, Order(Path(folder)), processes=processes)
            paths = (path for one in written for path in one.paths)
            early = len(list(islice(paths, count)))
            half = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            files = early + sum(1 for _ in paths)
            taken = time.perf_counter() - start
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{count} communes, {processes} process(es): {files} files in {taken:.1f} s; "
            f"memory {half} MB after a seventh, {most} MB at the end"
        )


def main() -> None:
    """Run everything."""
    # 3321 is the whole country.
    size = sizes(__doc__, communes=(200, 2), rounds=(12, 1))
    ruleset = load(criteria.DECISIONS / "06-QD-TTg-2019.yaml")
    papers = dossier(sheet_of(ruleset, ASSESSMENTS["mien-nui-dat"]), STAMP)
    one_report(papers, size.rounds)
    steps(ruleset, papers, size.rounds)
    country(ruleset, size.communes)


if __name__ == "__main__":
    main()

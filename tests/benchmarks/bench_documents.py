"""How fast one commune's papers are made, against plain python-docx and docxtpl, and as before.

All three write the same words and tables into the same template (ours has the figure too,
the others do not), in one process; templates are made before the clock starts. Prints ratios,
fails on nothing. docxtpl comes with the extra ``bench``; without it its line is left out.

``PHUHOP_BEFORE`` names another checkout (``git worktree add``): its whole set of papers is
timed in turn with ours, for different communes, and whether the bytes are the same is said.
"""

from __future__ import annotations

import importlib.util
import io
import os
import re
import resource
import subprocess
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
        f"all DOCX     {best(lambda: [t.fill(papers) for t in templates], rounds) * 1000:8.2f} ms"
    )


WHOLE_SET = """
import hashlib, random, sys, time
from dataclasses import replace
import criteria
from reports.dossier.dossier import dossier
from reports.dossier.rendering import Renderer
from reports.dossier.sets import commune_set
from scoring.engine.scorer import score
from scoring.rules.loading import load
from tests.support.sample_sheets import ASSESSMENTS, STAMP

rounds, communes = int(sys.argv[1]), 25
rules, draw, first = load(criteria.DECISIONS / "06-QD-TTg-2019.yaml"), random.Random(5), None
renderer, sheets = Renderer(commune_set()), []
for number in range(rounds * communes):
    first = ASSESSMENTS["mien-nui-dat"]
    moved = {code: int(n * draw.uniform(0.8, 1)) for code, n in first.figures.items()}
    commune = replace(first.commune, code=f"{10000 + number}", name=f"Xã Số {number}")
    sheets.append(score(rules, replace(first, commune=commune, figures=moved)))
seen, best = hashlib.sha256(), [9e9, 9e9]
for start in range(0, len(sheets), communes):
    part = sheets[start : start + communes]
    began = time.process_time()
    papers = [dossier(sheet, STAMP) for sheet in part]
    between = time.process_time()
    files = [renderer.files(content) for content in papers]
    taken = (between - began, time.process_time() - between)
    best = [min(old, new * 1000 / len(part)) for old, new in zip(best, taken)]
    for each in files:
        for name, content in each.items():
            seen.update(content)
print(*best, seen.hexdigest())
"""
"""The page and all Word files of different communes: CPU milliseconds of one, and a hash."""


def whole_set(rounds: int) -> None:
    """Print the CPU time of one commune's whole set, of other checkouts in turn with ours."""
    here = Path(__file__).parents[2]
    before = os.environ.get("PHUHOP_BEFORE")
    sides = {"now": here} | ({"before": Path(before)} if before else {})
    best = dict.fromkeys(sides, (float("inf"),) * 2)
    seen: dict[str, str] = {}
    for _ in range(3 if before else 1):
        for name, folder in sides.items():
            done = subprocess.run(
                [sys.executable, "-c", WHOLE_SET, str(rounds)],
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(folder)},
                capture_output=True,
                text=True,
                check=True,
            )
            *taken, seen[name] = done.stdout.split()
            best[name] = tuple(min(a, float(b)) for a, b in zip(best[name], taken, strict=True))
    for name, (model, files) in best.items():
        print(
            f"whole set, {name}: view model {model:.2f} + page and Word files {files:.2f} "
            f"= {model + files:.2f} ms CPU a commune"
        )
    if before:
        print(f"the same bytes: {'yes' if len(set(seen.values())) == 1 else 'no'}")


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
    whole_set(size.rounds)
    country(ruleset, size.communes)


if __name__ == "__main__":
    main()

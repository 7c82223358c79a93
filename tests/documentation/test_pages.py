"""The pages name what is there: files, folders, rooms, classes; each link leads somewhere."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from tests.support.places import DOCS, ROOT

PACKAGES = ("criteria", "scoring", "reports", "registry", "phuhop")
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / ".github").glob("*.md"),
        *DOCS.rglob("*.md"),
        ROOT / "criteria" / "README.md",
        ROOT / "tests" / "README.md",
    ]
)
TOPS = f"(?:{'|'.join(PACKAGES)}|docs|tests|scripts|\\.github|\\.ci)"
GLOSSARY = DOCS / "developers" / "glossary.md"

pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


@pages
def test_what_a_page_names_with_its_path_is_there(page: Path) -> None:
    named = re.findall(rf"`+({TOPS}/[\w./-]*)`", page.read_text(encoding="utf-8"))

    assert [] == [path for path in named if not (ROOT / path).exists()]


@pages
def test_each_link_of_a_page_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)

    assert [] == [link for link in links if not (page.parent / link).exists()]


@pages
def test_each_dotted_name_of_a_page_can_be_imported(page: Path) -> None:
    named = re.findall(
        r"`((?:scoring|reports|registry)(?:\.\w+)+)", page.read_text(encoding="utf-8")
    )

    assert [] == [name for name in named if not _is_there(name)]


def test_every_room_has_its_line_in_the_architecture() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = [init.parent for package in PACKAGES for init in (ROOT / package).glob("*/__init__.py")]
    rooms += [folder for folder in (ROOT / "criteria").iterdir() if folder.is_dir()]
    shown = re.findall(r"`(\w+)/`", text)

    assert [] == sorted({room.name for room in rooms if "__" not in room.name} - set(shown))


def test_every_class_of_the_glossary_is_in_the_code() -> None:
    source = "\n".join(
        file.read_text(encoding="utf-8")
        for package in PACKAGES
        for file in (ROOT / package).rglob("*.py")
    )
    known = set(re.findall(r"^(?:class )?(\w+)\b", source, re.MULTILINE))
    rows = [line for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if "|" in line]
    named = [name for row in rows for name in re.findall(r"`(_?[A-Z][a-z]\w*)`", row)]

    assert [] == [name for name in named if name not in known]


def test_no_page_is_for_officers_and_developers_both() -> None:
    """Besides the pictures, what the program writes and the two folders nothing lies in docs."""
    assert ["can-bo", "commands.md", "developers"] == sorted(
        path.name for path in DOCS.iterdir() if path.suffix != ".png"
    )


def _is_there(name: str) -> bool:
    """Whether *name* is a module, or something in one."""
    module, _, member = name.rpartition(".")
    try:
        importlib.import_module(name)
    except ModuleNotFoundError:
        try:
            return hasattr(importlib.import_module(module), member)
        except ModuleNotFoundError:
            owner, _, name = module.rpartition(".")
            return hasattr(getattr(importlib.import_module(owner), name, None), member)
    return True

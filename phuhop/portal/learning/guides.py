"""The officers' guides as pages: Markdown of ``docs/can-bo/cong``, packed into the wheel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from phuhop.portal.accounts.models import Role
from reports.wording.file_names import slug

_HERE = Path(__file__).parent
_PACKED, _TREE = _HERE / "guides", _HERE.parents[2] / "docs" / "can-bo" / "cong"
FOLDER = _PACKED if _PACKED.is_dir() else _TREE
"""Where the texts lie: beside this file in a wheel, in ``docs/`` of a clone."""

BY_ROLE: Mapping[Role, tuple[str, ...]] = {
    Role.OFFICER: ("xa",),
    Role.LEADER: ("xa",),
    Role.RECEIVER: ("tinh",),
    Role.VERIFIER: ("tham-dinh",),
    Role.DECIDER: ("quyet-dinh",),
    Role.SUPERIOR: ("tinh",),
    Role.ADMINISTRATOR: ("quan-tri",),
}
EVERYBODYS = "tai-khoan"
NAMES = ("xa", "tham-dinh", "quyet-dinh", "tinh", "quan-tri", EVERYBODYS)


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide: its name in addresses, its title, its sections by anchor, its page."""

    name: str
    title: str
    sections: Mapping[str, str]
    page: str
    """HTML of our own text, every tag in it escaped."""


@lru_cache(maxsize=len(NAMES))
def guide(name: str) -> Guide:
    """Return the guide called *name*; raises ``LookupError`` where there is none."""
    if name not in NAMES:
        raise LookupError(name)
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse((FOLDER / f"{name}.md").read_text(encoding="utf-8"))
    title, sections = "", dict[str, str]()
    for token, inside in pairwise(tokens):
        if token.type != "heading_open":
            continue
        if token.tag == "h1":
            title = inside.content
        else:
            anchor = slug(inside.content)
            token.attrSet("id", anchor)
            sections[anchor] = inside.content
    page = reader.renderer.render(_without_title(tokens), reader.options, {})
    return Guide(name, title, sections, str(page))


def _without_title(tokens: list[Token]) -> list[Token]:
    closing = next(at for at, one in enumerate(tokens) if one.type == "heading_close")
    return tokens[closing + 1 :]

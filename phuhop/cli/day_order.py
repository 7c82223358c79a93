"""The commands in the order of a role's day, and after each of a commune's the next step."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

import click

_APART = re.compile(r"[^\w@%+=:,./-]")

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "Cấp xã": ("form", "check", "score", "advise", "office", "dossier", "pack", "watch"),
    "Người thẩm định": ("unpack", "reproduce", "verify"),
    "Sổ hồ sơ": ("registry",),
    "Cấp tỉnh": ("units", "collect", "rank", "compare", "targets", "index", "reuse", "publish"),
    "Báo cáo, lịch việc hằng năm": ("calendar", "report"),
    "Làm thử, tập huấn": ("demo", "practice"),
    "Bộ tiêu chí và cổng làm việc": ("rules", "serve", "work", "portal"),
}
"""Every command of ``phuhop``, once."""


class InDayOrder(click.Group):
    """A group whose help lists the commands of each role in the order in which they come."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a section a role."""
        known = [name for names in SECTIONS.values() for name in names]
        rest = tuple(name for name in self.list_commands(ctx) if name not in known)
        widest = max(map(len, self.commands), default=0)
        limit = formatter.width - 6 - widest
        for title, names in (*SECTIONS.items(), ("Các lệnh khác", rest)):
            found = [(name, self.commands[name]) for name in names if name in self.commands]
            rows = [(name.ljust(widest), one.get_short_help_str(limit)) for name, one in found]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


def next_step(words: str) -> None:
    """Say on standard error what comes next, where a person reads it: pipes stay clean."""
    if sys.stderr.isatty():
        click.echo(f"Bước sau: {words}", err=True)


def typed(path: Path) -> str:
    """Return a path as it is typed after a command."""
    text = path.as_posix()
    return f'"{text}"' if _APART.search(text) else text

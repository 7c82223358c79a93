"""Prints ``docs/commands.md``: every command and option as the program's own help says it.

    .venv/bin/python scripts/commands_page.py > docs/commands.md  # or: make texts

``tests/documentation/test_commands_page.py`` fails when the page is out of date.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator

import click

from phuhop.cli.main import phuhop

HEAD = """\
# Các lệnh của phuhop

<!-- scripts/commands_page.py writes this page (make texts); do not edit it. -->

Trang này ghi lại lời trợ giúp của chính phần mềm: `phuhop LỆNH --help` in ra đúng những điều này.

Mã thoát: 0 là xong; 1 là số liệu có lỗi (lỗi nêu hết một lần, dòng đúng vẫn được làm); 2 là dùng
lệnh sai.
"""

ROOMS = {
    "main": "Bắt đầu",
    "commune": "Cấp xã",
    "verifier": "Người thẩm định",
    "register": "Sổ hồ sơ",
    "province": "Cấp tỉnh và cấp trên",
    "duties": "Báo cáo, biểu thống kê, lịch việc hằng năm",
    "rules": "Bộ tiêu chí",
    "serve": "Cổng trên trình duyệt",
    "work": "Việc chạy nền của cổng",
    "portal": "Giữ gìn cổng",
}
"""Title of each room of ``phuhop/cli``, in the order in which a dossier passes them."""


def page() -> str:
    """Return the page: a list of all commands by room, then one section a command."""
    by_room: dict[str, list[tuple[str, click.Command]]] = {room: [] for room in ROOMS}
    for name, command in _commands(phuhop, "phuhop"):
        by_room[_room(command)].append((name, command))
    rooms = [(ROOMS[room], found) for room, found in by_room.items() if found]
    lines = [HEAD]
    for title, commands in rooms:
        lines += [f"**{title}**\n", "| lệnh | làm gì |", "|---|---|"]
        lines += [
            f"| [`{name}`](#{name.replace(' ', '-')}) | {_first_sentence(command)} |"
            for name, command in commands
        ]
        lines.append("")
    for title, commands in rooms:
        lines.append(f"## {title}\n")
        group = None
        for name, command in commands:
            said = _help_of_group(name)
            if said and said != group:
                lines.append(f"{said}\n")
                group = said
            lines += _section(name, command)
    return "\n".join(lines).rstrip() + "\n"


def _commands(group: click.Group, prefix: str) -> Iterator[tuple[str, click.Command]]:
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from _commands(command, f"{prefix} {name}")
        else:
            yield f"{prefix} {name}", command


def _room(command: click.Command) -> str:
    """Return the name after ``phuhop.cli``; one that has no title in ROOMS is a KeyError."""
    assert command.callback is not None  # noqa: S101 -- every command of ours does something
    return str(command.callback.__module__).split(".")[2]


def _help_of_group(name: str) -> str:
    """Return what ``phuhop GROUP --help`` says above the list of its commands."""
    group = phuhop.commands[name.split()[1]]
    return _help(group) if isinstance(group, click.Group) else ""


def _section(name: str, command: click.Command) -> list[str]:
    usage = " ".join(command.collect_usage_pieces(click.Context(command, info_name=name)))
    lines = [f"### {name}\n", f"{_help(command)}\n", "```text", f"{name} {usage}", "```\n"]
    options = [p for p in command.params if isinstance(p, click.Option)]
    if options:
        lines += ["| tùy chọn | nghĩa |", "|---|---|"]
        lines += [f"| {_names(option)} | {_meaning(option)} |" for option in options]
        lines.append("")
    return lines


def _help(command: click.Command) -> str:
    return inspect.cleandoc(command.help or "")


def _first_sentence(command: click.Command) -> str:
    """Return the first paragraph on one line."""
    return " ".join(_help(command).split("\n\n")[0].split()).replace("|", "\\|")


def _names(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in option.opts)
    if option.is_flag:
        return names
    value = (option.metavar or str(option.type.name)).replace("|", "\\|")
    return f"{names} `{value}`"


def _meaning(option: click.Option) -> str:
    said = [" ".join((option.help or "").split()).replace("|", "\\|")]
    if option.required:
        said.append("Bắt buộc.")
    if option.multiple:
        said.append("Dùng được nhiều lần.")
    return " ".join(said)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(page())

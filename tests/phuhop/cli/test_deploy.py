"""What runs a portal on a server (deploy/) calls commands, options and settings that there are."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from phuhop.cli.main import phuhop
from phuhop.portal.drafts.scanner import CLAMD
from phuhop.portal.mail import MAIL, MAIL_FROM, MAIL_PASSWORD_FILE
from tests.support.places import ROOT

DEPLOY = ROOT / "deploy"
NEEDED_TO_BUILD = ("README.md", "LICENSE", "pyproject.toml", "docs/can-bo/cong", "phuhop")


def _compose() -> dict[str, Any]:
    found = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def _asked(words: list[str]) -> dict[str, Any]:
    """Return what a command would be asked; nothing is done."""
    with click.Context(phuhop) as above:
        command = phuhop.get_command(above, words[0])
        assert command is not None, words
        return command.make_context(words[0], words[1:], parent=above).params


def _of_units() -> list[list[str]]:
    lines = (
        line
        for unit in sorted(DEPLOY.glob("*.service"))
        for line in unit.read_text(encoding="utf-8").splitlines()
        if line.startswith("ExecStart=")
    )
    return [shlex.split(line.partition("=")[2])[1:] for line in lines]


def test_commands_of_compose_and_systemd_are_understood() -> None:
    services = _compose()["services"]
    in_containers = [services[name]["command"] for name in ("cong", "viec")]
    asked = [_asked(words) for words in (*in_containers, *_of_units())]

    assert 4 == len(asked)
    assert {Path("/var/lib/phuhop/cong")} == {one["home"] for one in asked}
    assert all(one["names"] for one in asked)


@pytest.mark.parametrize("service", ["cong", "viec"])
def test_a_container_is_told_its_databases_and_mail_by_names_that_are_read(service: str) -> None:
    told = _compose()["services"][service]["environment"]
    variables = {
        one.envvar for one in phuhop.commands["serve"].params if one.envvar is not None
    } | {CLAMD, MAIL, MAIL_FROM, MAIL_PASSWORD_FILE, "PGPASSWORD"}

    assert {*told} == variables


def test_both_databases_are_made_where_they_are_looked_for() -> None:
    compose = _compose()
    told = compose["services"]["cong"]["environment"]
    made = (DEPLOY / "so-ho-so.sql").read_text(encoding="utf-8")

    assert told["PHUHOP_DATABASE_URL"].endswith("/so_ho_so")
    assert "CREATE DATABASE so_ho_so" in made
    database = compose["services"]["csdl"]["environment"]["POSTGRES_DB"]
    assert told["PHUHOP_PORTAL_DATABASE_URL"].endswith(f"/{database}")


def test_what_an_image_is_built_of_is_not_left_out() -> None:
    left_out = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()

    assert ".git" in left_out
    for needed in NEEDED_TO_BUILD:
        assert (ROOT / needed).exists()
        assert not {needed, needed.partition("/")[0]} & {*left_out}

"""What is installed is what is here: data, pages and guides of the five packages, nothing else."""

from __future__ import annotations

from pathlib import PurePosixPath

from hatchling.builders.wheel import WheelBuilder

from tests.support.places import ROOT

PACKAGES = ("criteria", "phuhop", "registry", "reports", "scoring")
GUIDES = "docs/can-bo/cong"


def _in_the_wheel() -> dict[str, str]:
    """Return where each file of the wheel comes from, by its path in it."""
    found = WheelBuilder(str(ROOT)).recurse_included_files()
    return {one.distribution_path: one.relative_path for one in found}


def _of(folder: str) -> set[str]:
    """Return the files of a folder but what Python makes by itself."""
    paths = (one for one in (ROOT / folder).rglob("*") if one.is_file())
    return {one.relative_to(ROOT).as_posix() for one in paths if "__pycache__" not in one.parts}


def test_a_wheel_holds_every_file_of_the_packages_and_the_guides_of_the_portal() -> None:
    guides = {f"phuhop/portal/learning/guides/{PurePosixPath(one).name}" for one in _of(GUIDES)}

    assert guides
    assert _in_the_wheel().keys() == guides.union(*map(_of, PACKAGES))


def test_a_wheel_holds_what_is_read_and_not_run() -> None:
    """By one name each, so that a set that lost a whole folder shows here."""
    needed = {
        "criteria/decisions/06-QD-TTg-2019.yaml",
        "criteria/practice/bai-tap.yaml",
        "phuhop/demo_data/so-lieu-mau.csv",
        "phuhop/locale/vi/LC_MESSAGES/phuhop.mo",
        "phuhop/portal/learning/guides/xa.md",
        "phuhop/portal/locale/vi/LC_MESSAGES/django.mo",
        "phuhop/portal/static/luu.js",
        "phuhop/portal/static/trang.js",
        "phuhop/portal/templates/khung.html",
        "registry/store/migrations/env.py",
        "reports/templates/site/page.html.j2",
    }

    assert set() == needed - _in_the_wheel().keys()

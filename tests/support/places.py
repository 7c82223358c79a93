"""Where things stand in the checkout."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
DEMO = ROOT / "phuhop" / "demo_data"
FILES = ROOT / "tests" / "files"
FAULTY = FILES / "faulty"  # rulesets with one fault each, and one sound ruleset beside them
SOUND = FAULTY / "_dung.yaml"
WRONG_FILES = FILES / "wrong_files"  # tables with one mistake each
INVENTED_UNITS = FILES / "units" / "so-mau"  # an invented register of units
GOLDEN = FILES / "golden"

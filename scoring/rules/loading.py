"""From a YAML file to a checked ``Ruleset``, or to every problem of the file with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic_core import SchemaValidator, ValidationError

from scoring.base.problems import Problem, ProblemsFound
from scoring.formats import schema_classes
from scoring.formats.shape_problems import shape_problem
from scoring.formats.strict_yaml import Path_, Tree, Value, read, read_bytes
from scoring.rules.checks import all_faults
from scoring.rules.faults import Fault
from scoring.rules.parts import KINDS_OF_PART
from scoring.rules.recognition_checks import future_faults, verification_faults
from scoring.rules.ruleset import Criterion, Document, Figure, Recognition, Ruleset, RulesetFile
from scoring.rules.sections import Sections

_REFUSED_VALUES = ("bay-yaml", "neo", "so-qua-dai")
"""Codes of ``scoring.formats.strict_yaml`` for a single value."""


def load(path: Path, *, today: date | None = None) -> Ruleset:
    """Read one ruleset file.

    With *today*, a comparison that is dated later is a fault: nobody can have made it yet.
    Raises ``ProblemsFound`` with all faults of the file: of its YAML, of its shape and of
    its content, sorted by line. Source of the checks: ``criteria/README.md``.
    """
    return _loaded(read(path), path.stem, today)


def load_bytes(raw: bytes, file: str, ruleset_id: str) -> Ruleset:
    """Read a ruleset from the bytes of its file, as ``load`` does; *file* names it in faults."""
    return _loaded(read_bytes(raw, file), ruleset_id)


def _loaded(
    found: tuple[Tree | None, list[Problem]], ruleset_id: str, today: date | None = None
) -> Ruleset:
    tree, problems = found
    if tree is None:
        raise ProblemsFound(problems)
    file, shape_problems = _shape(tree)
    # What was refused as it stands need not be told a second time that it is no number.
    refused = {p.place for p in problems if p.code in _REFUSED_VALUES}
    problems += [p for p in shape_problems if p.place not in refused or p.code == "khoa-la"]
    sections = _sections(file, tree)
    problems += [_problem(fault, tree) for fault in all_faults(sections)]
    for verified, path in _verifications(tree.value, ()):
        problems += [_problem(fault, tree) for fault in verification_faults(verified, path)]
        if today is not None:
            problems += [_problem(fault, tree) for fault in future_faults(verified, path, today)]
    if problems or file is None:
        raise ProblemsFound(problems)
    return Ruleset(
        id=ruleset_id,
        sha256=tree.sha256,
        document=file.document,
        recognition=file.recognition,
        procedure=file.procedure,
        figures=file.figures,
        criteria=file.criteria,
    )


@lru_cache
def _validator_with(hint: Any, kinds: tuple[type, ...]) -> SchemaValidator:
    del kinds  # another kind of part makes another validator
    return schema_classes.validator(hint)


def _validator(hint: Any) -> SchemaValidator:
    return _validator_with(hint, tuple(KINDS_OF_PART))


def _shape(tree: Tree) -> tuple[RulesetFile | None, list[Problem]]:
    try:
        file: RulesetFile = _validator(RulesetFile).validate_python(tree.value)
    except ValidationError as error:
        return None, [shape_problem(detail, tree, _vocabulary) for detail in error.errors()]
    return file, []


def _vocabulary() -> tuple[str, ...]:
    # Only a faulty file pays for the words.
    from scoring.rules.vocabulary import vocabulary

    return vocabulary()


def _sections(file: RulesetFile | None, tree: Tree) -> Sections:
    """Return the sections that can be read; each alone when the whole file cannot."""
    if file is not None:
        return Sections(file.document, file.recognition, file.figures, file.criteria)
    root = tree.value if isinstance(tree.value, dict) else {}
    figures = root.get("số liệu")
    criteria = root.get("tiêu chí")
    return Sections(
        document=_readable(Document, root.get("văn bản")),
        recognition=_readable(Recognition, root.get("công nhận")),
        figures={
            code: _readable(Figure, value)
            for code, value in (figures.items() if isinstance(figures, dict) else ())
        },
        criteria=[
            _readable(Criterion, value)
            for value in (criteria if isinstance(criteria, tuple) else (None,))
        ],
    )


def _readable(cls: type, value: Value) -> Any:
    try:
        return _validator(cls).validate_python(value)
    except ValidationError:
        return None


def _verifications(value: Value, path: Path_) -> Iterator[tuple[Mapping[str, Value], Path_]]:
    """Yield every ``đối chiếu`` in the tree, wherever it stands, as it is written."""
    if isinstance(value, dict):
        for key, inner in value.items():
            here = (*path, key)
            is_verification = key == "đối chiếu" or path[-1:] == ("đối chiếu riêng",)
            if is_verification and isinstance(inner, dict):
                yield inner, here
            else:
                yield from _verifications(inner, here)
    elif isinstance(value, tuple):
        for position, inner in enumerate(value):
            yield from _verifications(inner, (*path, position))


def _problem(fault: Fault, tree: Tree) -> Problem:
    return Problem(tree.place(fault.path), fault.code, fault.message, fault.hint)

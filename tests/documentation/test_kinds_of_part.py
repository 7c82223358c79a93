"""Few files of product code may tell the kinds of part apart: a new kind must visit each."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from reports.workbook.formulas.parts import ROWS
from scoring.batch.parts import VECTOR_FORMS
from scoring.engine.part_scorer import SCORERS
from scoring.rules.parts import KINDS_OF_PART
from tests.support.places import ROOT

MOST_FILES = 8
PRODUCT = ("criteria", "scoring", "reports", "registry", "phuhop")
CLASSES = {kind.__name__ for kind in KINDS_OF_PART}
WORDS = {"theo thang điểm", "cộng điểm từng nội dung", "so với kỳ trước"}


def _is_named(node: ast.AST) -> bool:
    return any(
        (isinstance(each, ast.Name) and each.id in CLASSES)
        or (isinstance(each, ast.Attribute) and each.attr in CLASSES)
        or (isinstance(each, ast.Constant) and each.value in WORDS)
        for each in ast.walk(node)
    )


def branches(tree: ast.AST) -> Iterator[int]:
    """Yield the lines that ask for a kind, compare with one, or are keyed by one."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="isinstance" | "issubclass"), args=[_, kinds]):
                asked: list[ast.AST] = [kinds]
            case ast.Call(func=ast.Attribute(attr="register"), args=args):
                asked = [*args]
            case ast.match_case(pattern=pattern):
                asked = [pattern]
            case ast.Compare():
                asked = [node]
            case ast.Dict(keys=keys):
                asked = [key for key in keys if key is not None]
            case ast.List(elts=members) | ast.Tuple(elts=members) | ast.Set(elts=members):
                asked = [one for one in members if isinstance(one, ast.Name | ast.Attribute)]
            case ast.Subscript(slice=key, ctx=ast.Store()):
                asked = [key]
            case _:
                continue
        if any(map(_is_named, asked)):
            yield node.pattern.lineno if isinstance(node, ast.match_case) else node.lineno


def _branching() -> dict[str, list[int]]:
    found = {}
    for path in (path for room in PRODUCT for path in sorted((ROOT / room).rglob("*.py"))):
        lines = sorted(set(branches(ast.parse(path.read_text(encoding="utf-8")))))
        if lines:
            found[path.relative_to(ROOT).as_posix()] = lines
    return found


def test_at_most_eight_files_tell_the_kinds_of_part_apart() -> None:
    found = _branching()

    assert len(found) <= MOST_FILES, found
    assert {"scoring/rules/parts.py", "scoring/engine/part_scorer.py"} <= set(found)


def test_the_count_sees_every_way_to_tell_kinds_apart() -> None:
    ways = """
if isinstance(part, BandScale | ItemSum): pass
match part:
    case AgainstPrevious(): pass
if part.kind == "theo thang điểm": pass
if type(part) is ItemSum: pass
table = {ItemSum: 1}
table[parts.ItemSum] = 2
scored.register(BandScale, one)
"""

    assert [2, 4, 5, 6, 7, 8, 9] == sorted(set(branches(ast.parse(ways))))


def test_every_kind_stands_in_every_table() -> None:
    kinds = set(KINDS_OF_PART)

    assert kinds == set(SCORERS) == set(VECTOR_FORMS) == set(ROWS)
    assert WORDS == {str(kind.__annotations__["kind"].__args__[0].__args__[0]) for kind in kinds}

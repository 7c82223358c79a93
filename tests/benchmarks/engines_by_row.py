"""Engines that take one row at a time. Each function compiles once and returns ``row -> total``."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from engine_terms import AgainstBefore, Bands, Items, Term

Row = dict[str, Any]
Score = Callable[[Row], int]


def zen_expressions(terms: list[Term]) -> Score:
    """One expression for each part: what zen-engine does fastest."""
    import zen

    expressions = [
        {"id": str(n), "key": f"p{n}", "value": _expression(term)} for n, term in enumerate(terms)
    ]
    node = {"type": "expressionNode", "content": {"expressions": expressions}}
    decision = zen.ZenEngine().create_decision(json.dumps(_graph([node])))
    return lambda row: sum(decision.evaluate(row)["result"].values())


def zen_tables(terms: list[Term]) -> Score:
    """A decision table for each part with bands or trends: what its editor shows to people."""
    import zen

    nodes = []
    sums = []
    for n, term in enumerate(terms):
        if isinstance(term, Items):
            sums.append({"id": str(n), "key": f"p{n}", "value": _expression(term)})
        else:
            nodes.append({"type": "decisionTableNode", "content": _table(term, f"p{n}")})
    nodes.append({"type": "expressionNode", "content": {"expressions": sums}})
    decision = zen.ZenEngine().create_decision(json.dumps(_graph(nodes)))
    return lambda row: sum(decision.evaluate(row)["result"].values())


def _graph(nodes: list[dict]) -> dict:
    """Return the graph in which every node reads the input and writes to the output."""
    place = {"x": 0, "y": 0}
    middle = [{**node, "id": f"n{n}", "name": f"n{n}"} for n, node in enumerate(nodes)]
    ends = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [
        {"id": f"{a}-{b}", "sourceId": a, "targetId": b, "type": "edge"}
        for node in middle
        for a, b in (("in", node["id"]), (node["id"], "out"))
    ]
    return {"nodes": [{**node, "position": place} for node in (*ends, *middle)], "edges": edges}


def _expression(term: Term) -> str:
    match term:
        case Items():
            return " + ".join(f"({code} ? {points} : 0)" for code, points in term.points.items())
        case Bands():
            text = str(term.lowest)
            for edge, points in reversed(term.edges):
                text = f"({term.value} >= {edge} ? {points} : {text})"
            return text
        case AgainstBefore():
            none, lower, equal, higher = term.points
            now, before = term.now, term.before
            later = f"({now} == {before} ? {equal} : {higher})"
            return f"{term.cases} == 0 ? {none} : ({now} < {before} ? {lower} : {later})"


def _table(term: Bands | AgainstBefore, key: str) -> dict:
    if isinstance(term, Bands):
        fields = [term.value]
        rules = [([f">= {edge}"], points) for edge, points in term.edges]
        rules.append(([""], term.lowest))
    else:
        fields = [term.cases, f"{term.now} - {term.before}"]
        cells = (["0", ""], ["", "< 0"], ["", "0"], ["", "> 0"])
        rules = list(zip(cells, term.points, strict=True))
    return {
        "hitPolicy": "first",
        "inputs": [{"id": f"i{n}", "name": f, "field": f} for n, f in enumerate(fields)],
        "outputs": [{"id": "o", "name": key, "field": key}],
        "rules": [
            {"_id": f"r{row}", "o": str(points), **{f"i{n}": c for n, c in enumerate(cells)}}
            for row, (cells, points) in enumerate(rules)
        ],
    }


def json_logic(terms: list[Term]) -> Score:
    from json_logic import jsonLogic

    rule = {"+": [_logic(term) for term in terms]}
    return lambda row: jsonLogic(rule, row)


def _var(code: str) -> dict:
    return {"var": code}


def _logic(term: Term) -> dict:
    match term:
        case Items():
            return {"+": [{"if": [_var(c), p, 0]} for c, p in term.points.items()]}
        case Bands():
            value: dict = _var(term.top)
            if term.bottom is not None:
                value = {"/": [{"*": [value, term.multiplier]}, _var(term.bottom)]}
            cases = [x for edge, points in term.edges for x in ({">=": [value, edge]}, points)]
            return {"if": [*cases, term.lowest]}
        case AgainstBefore():
            none, lower, equal, higher = term.points
            now, before = (
                {"*": [_var(c) for c in x.split(" * ")]} for x in (term.now, term.before)
            )
            cases = [{"==": [_var(term.cases), 0]}, none, {"<": [now, before]}, lower]
            return {"if": [*cases, {"==": [now, before]}, equal, higher]}


def business_rules(terms: list[Term]) -> Score:
    from business_rules import run_all
    from business_rules.actions import BaseActions, rule_action
    from business_rules.fields import FIELD_NUMERIC
    from business_rules.variables import BaseVariables, numeric_rule_variable

    def variable(function: Callable[[Row], float], name: str) -> Any:
        def read(self: Any) -> float:
            return function(self.row)

        read.__name__ = name
        return numeric_rule_variable(read)

    readers, rules = _rules(terms)
    methods = {name: variable(function, name) for name, function in readers.items()}
    variables = type("Variables", (BaseVariables,), methods)

    class Actions(BaseActions):
        total = 0

        @rule_action(params={"points": FIELD_NUMERIC})
        def add(self, points: int) -> None:
            self.total += points

    def score(row: Row) -> int:
        known, actions = variables(), Actions()
        known.row = row
        run_all(rules, known, actions)
        return actions.total

    return score


def _rules(terms: list[Term]) -> tuple[dict[str, Callable[[Row], float]], list[dict]]:
    readers: dict[str, Callable[[Row], float]] = {}
    rules: list[dict] = []

    def when(points: int, *conditions: tuple[str, str, int]) -> None:
        every = [{"name": n, "operator": o, "value": v} for n, o, v in conditions]
        action = {"name": "add", "params": {"points": points}}
        rules.append({"conditions": {"all": every}, "actions": [action]})

    for number, term in enumerate(terms):
        name = f"v{number}"
        match term:
            case Items():
                for code, points in term.points.items():
                    readers[code] = lambda row, c=code: int(row[c])
                    when(points, (code, "equal_to", 1))
            case Bands():
                readers[name] = _compiled(term.value)
                above: list[tuple[str, str, int]] = []
                for edge, points in term.edges:
                    when(points, *above, (name, "greater_than_or_equal_to", edge))
                    above = [(name, "less_than", edge)]
                when(term.lowest, *above)
            case AgainstBefore():
                none, lower, equal, higher = term.points
                readers[term.cases] = _compiled(term.cases)
                readers[name] = _compiled(f"{term.now} - {term.before}")
                some = (term.cases, "greater_than", 0)
                when(none, (term.cases, "equal_to", 0))
                when(lower, some, (name, "less_than", 0))
                when(equal, some, (name, "equal_to", 0))
                when(higher, some, (name, "greater_than", 0))
    return readers, rules


def _compiled(expression: str) -> Callable[[Row], float]:
    code = compile(expression, "<part>", "eval")
    return lambda row: eval(code, {}, row)  # noqa: S307 -- of the shipped ruleset's codes


ENGINES: dict[str, tuple[str, Callable[[list[Term]], Score], int]] = {
    "zen-engine, one expression a part": ("zen", zen_expressions, 10_600),
    "zen-engine, decision tables": ("zen", zen_tables, 10_600),
    "json-logic": ("json_logic", json_logic, 2_000),
    "business-rules": ("business_rules", business_rules, 500),
}
"""Module, maker, and how many rows are run; the time is scaled up to all rows."""

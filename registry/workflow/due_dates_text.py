"""Deadlines as the text of their file: what a form changes is kept as what a person would write."""

from __future__ import annotations

from typing import Any

import yaml

from registry.workflow.due_dates import Deadline, Deadlines, YearlyDuty
from scoring.rules.verification import Verification

_HEAD = "# Thời hạn của từng kỳ, ghi từ trang «Thời hạn» của cổng.\n"


def deadlines_text(deadlines: Deadlines) -> str:
    """Return a text that ``deadlines_of`` reads as the same deadlines."""
    years = sorted(year for year in deadlines.by_year if year is not None)
    tree: dict[str, Any] = {
        "kỳ": [
            {"năm": year, "hạn": [_deadline(one) for one in deadlines.by_year[year]]}
            for year in years
        ],
        "mọi kỳ": [_deadline(one) for one in deadlines.by_year.get(None, ())],
    }
    if deadlines.yearly:
        tree["hằng năm"] = [_duty(one) for one in deadlines.yearly]
    text: str = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=100)
    return _HEAD + text


def _deadline(one: Deadline) -> dict[str, Any]:
    due = {"ngày": one.day} if one.day is not None else {"số ngày": one.days}
    return {
        "việc": one.task,
        "trạng thái": [*one.states],
        **due,
        "nhắc trước": one.ahead,
        "đối chiếu": _verification(one.verified),
    }


def _duty(one: YearlyDuty) -> dict[str, Any]:
    later = {} if one.next_year is None else {"năm sau": "có" if one.next_year else "không"}
    return {
        "việc": one.task,
        "tháng": one.month,
        "ngày": one.day,
        **later,
        "nhắc trước": one.ahead,
        "đối chiếu": _verification(one.verified),
    }


def _verification(one: Verification) -> dict[str, Any]:
    said = {
        "mức": one.level,
        "nguồn": one.source,
        "từ": one.derived_from,
        "ngày": one.verified_on,
        "người": one.verified_by,
        "bản": one.copy_of_text,
    }
    return {key: value for key, value in said.items() if value is not None}

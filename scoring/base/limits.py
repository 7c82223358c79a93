"""How large what a person typed may be, wherever it was typed."""

from __future__ import annotations

FIRST_YEAR, LAST_YEAR = 1990, 2100
CODES = 100_000
"""Codes of communes that five digits can write."""

MOST_PAIRS = CODES * (LAST_YEAR - FIRST_YEAR + 1)
"""Pairs of a code and a year that there can be: no more rows of a table can all be good."""

LONGEST_TEXT = 300
MOST_DIGITS = 9
"""Digits of a count, wherever one is kept. A whole country's children need eight."""

LARGEST_TYPED = 9_999_999
"""The largest count of one commune, in tables and in workbooks alike: up to here every product
that a workbook's formulas compare is exact."""

BLANK_HINT = "để trống nếu chưa có số liệu; ghi 0 nếu không có trường hợp nào"

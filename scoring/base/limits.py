"""How large what a person typed may be, wherever it was typed."""

from __future__ import annotations

FIRST_YEAR, LAST_YEAR = 1990, 2100
CODES = 100_000
"""Codes of communes that five digits can write."""

MOST_PAIRS = CODES * (LAST_YEAR - FIRST_YEAR + 1)
"""Pairs of a code and a year that there can be: no more rows of a table can all be good."""

LONGEST_TEXT = 300
MOST_DIGITS = 9
"""Digits of a count. No count of a whole country's children has more than eight."""

BLANK_HINT = "để trống nếu chưa có số liệu; ghi 0 nếu không có trường hợp nào"

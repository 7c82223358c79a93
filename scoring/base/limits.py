"""How large what a person typed may be, wherever it was typed."""

from __future__ import annotations

FIRST_YEAR, LAST_YEAR = 1990, 2100
LONGEST_TEXT = 300
MOST_DIGITS = 9
"""Digits of a count. No count of a whole country's children has more than eight."""

BLANK_HINT = "để trống nếu chưa có số liệu; ghi 0 nếu không có trường hợp nào"

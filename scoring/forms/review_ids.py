"""The ids by which cells of the worksheet against the official text are found again."""

from __future__ import annotations

FORM = "phuhop.doi-chieu/1"
"""Kind and version of the workbook."""

NUMBERS, SYSTEM = "con_so", "he_thong"
"""The last word of each sheet's mark."""

ANSWER, VALUE = "van_ban_goc", "gia_tri"
"""Ids of columns."""

COPY = "ban"
"""Row of the sheet of numbers: which copy of the official text was compared."""

RULESET, SHA = "bo_tieu_chi", "sha256"
"""Rows of the system sheet."""

"""The rules as formulas of a workbook."""

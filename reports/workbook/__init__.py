"""The self-assessment workbook, which scores while one types."""

"""Rankings and targets as text, table and JSON."""

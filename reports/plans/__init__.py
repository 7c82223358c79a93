"""Plans with their targets: text, table, JSON, and the form that collects typed values."""

"""Sets of documents, compiled templates, the office, the decree, charts."""

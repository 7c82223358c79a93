"""One row: its cells, who it is about, what is doubtful, and rows that need no second look."""

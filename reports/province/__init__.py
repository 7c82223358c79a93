"""The report of a province to the level above."""

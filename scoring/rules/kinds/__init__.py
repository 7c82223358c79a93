"""The kinds of part: what each reads, the rows that give its points, what its faults are."""

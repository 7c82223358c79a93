"""Commands of what an office owes every year: reports upward, forms of statistics, the calendar."""

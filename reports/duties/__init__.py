"""What an office owes every year: reports by an outline, forms of statistics, the calendar."""

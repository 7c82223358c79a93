"""What an office owes every year, as data: outlines of reports, forms, the calendar."""

"""What places owe every year: plans held to figures, reports upward, forms, the calendar."""

"""What everything rests on: faults with their places, exact numbers, levels, the commune."""

"""What can be found out of published sums."""

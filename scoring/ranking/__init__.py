"""Ranks, what they hang on, ties, and the targets of plans."""

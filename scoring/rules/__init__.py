"""The typed decision: loaded from its file, checked, listed."""

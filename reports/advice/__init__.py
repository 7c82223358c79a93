"""Advice as text and as a table."""

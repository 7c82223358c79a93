"""Dated registers of communes: find, compare, complete, merge."""

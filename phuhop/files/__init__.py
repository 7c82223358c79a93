"""Whole files or none, folders, PDF."""

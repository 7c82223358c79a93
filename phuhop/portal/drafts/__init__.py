"""Dossiers being filled in: one row and one revision a field; never the register."""

"""Invented communes for newcomers, and an invented nation."""

"""Judges a Word file by the decree's form, read anew from its XML."""

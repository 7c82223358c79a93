"""Administrative units as text and tables."""

"""A dossier while it is being filled in: its fields, what they come to, how it is handed in."""

"""One dossier as one file, written, read and reproduced."""

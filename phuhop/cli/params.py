"""Parameters that several commands share."""

from pathlib import Path

import click

FILE = click.Path(path_type=Path, readable=False)
"""A file or folder. Whether it can be read or written is told where that is tried, as a fault
of that file alone; click would stop at the first one, and call it wrong usage."""

"""The law as data: one YAML file per decision, its cases beside it, and the JSON schema.

Nothing is computed here. ``FOLDER`` is where the files stand in a checkout and in an
installed wheel alike.
"""

from pathlib import Path

FOLDER = Path(__file__).parent

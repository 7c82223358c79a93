"""How large a benchmark runs: as its aim says, or almost nothing, to see that it still runs."""

from __future__ import annotations

import argparse
from argparse import Namespace


def sizes(doc: str | None, **usual_and_tiny: tuple[int, int]) -> Namespace:
    """Return each size of the command line: its option's, else the usual one.

    ``--tiny`` makes every size that is not given its second number.
    """
    parser = argparse.ArgumentParser(description=(doc or "").partition("\n")[0])
    parser.add_argument("--tiny", action="store_true", help="once, on almost nothing")
    for name, (usual, tiny) in usual_and_tiny.items():
        parser.add_argument(f"--{name}", type=int, help=f"{usual}; with --tiny {tiny}")
    told = parser.parse_args()
    for name, (usual, tiny) in usual_and_tiny.items():
        if getattr(told, name) is None:
            setattr(told, name, tiny if told.tiny else usual)
    return told

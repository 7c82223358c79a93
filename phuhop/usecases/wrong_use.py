"""What a person asked for cannot be meant: the field at fault and what to say beside it."""

from __future__ import annotations


class WrongUse(Exception):  # noqa: N818 -- nothing failed; the wish cannot be meant
    """A wish that contradicts itself or names what there is not.

    ``field`` is the name of the use case's parameter: a page puts the message beside its
    field, the command line says it as wrong usage.
    """

    def __init__(self, field: str, message: str) -> None:
        """Keep the field and the Vietnamese message."""
        super().__init__(message)
        self.field, self.message = field, message

"""A photograph as a paper shows it: small enough that two stand on a page."""

from __future__ import annotations

from dataclasses import dataclass

from reports.papers.chart import WIDTH

HEIGHT = 5385
"""95 mm in twentieths of a point: two stand on an A4 page with their captions and its head."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A JPEG photograph; ``number`` counts those of a paper from 1, ``width`` is in pixels."""

    number: int
    caption: str
    content: bytes
    width: int
    height: int

    @property
    def box(self) -> tuple[int, int]:
        """Width and height on paper, in twentieths of a point, as large as there is room.

        >>> Photo(1, "", b"", 1400, 1050).box, Photo(1, "", b"", 1400, 200).box
        ((7180, 5385), (9355, 1336))
        """
        if self.width * HEIGHT <= WIDTH * self.height:
            return self.width * HEIGHT // self.height, HEIGHT
        return WIDTH, self.height * WIDTH // self.width

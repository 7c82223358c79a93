"""What stands above a paper in every format: the country, the motto, the subjects."""

from __future__ import annotations

from collections.abc import Iterator

from reports.papers.blocks import Subject
from reports.papers.templates import At, Piece, When, parsed

QUOC_HIEU = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
TIEU_NGU = "Độc lập - Tự do - Hạnh phúc"


def subjects(subject: Subject | None) -> Iterator[tuple[str, str]]:
    """Yield the condition and the text of each subject; no condition where all are alike."""
    if subject is None:
        return
    if subject.met == subject.not_met == subject.open:
        yield "", subject.met
        return
    yield "result.is_met", subject.met
    yield "result.is_not_met", subject.not_met
    yield "result.is_open", subject.open


def told(subject: Subject, at: At = ()) -> Iterator[Piece]:
    """Yield the words of a subject that fit the verdict."""
    for wanted, text in subjects(subject):
        words = tuple(parsed(text, at))
        if wanted:
            yield When(wanted, words, at)
        else:
            yield from words

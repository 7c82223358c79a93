"""The evidence of a dossier as one numbered list, so that every table can point into it."""

from __future__ import annotations

from collections.abc import Iterator

from reports.dossier_model import EvidenceWords
from reports.words import SHORT_DOTS
from scoring.explanation import level_words
from scoring.result import EvidenceNeeded, ScoreSheet

NOT_PRESCRIBED = "chưa thấy văn bản nào quy định"


class EvidenceList:
    """Each document once, numbered in the order in which the criteria ask for it."""

    def __init__(self, sheet: ScoreSheet) -> None:
        """Give a number to each document *sheet* asks for."""
        self._served: dict[EvidenceNeeded, list[str]] = {}
        for code, needed in _asked(sheet):
            self._served.setdefault(needed, []).append(code)
        self._numbers = {n: f"TL\u00a0{p:02}" for p, n in enumerate(self._served, 1)}

    def words(self) -> tuple[EvidenceWords, ...]:
        """Return the list, ready to print."""
        return tuple(
            EvidenceWords(
                number=self._numbers[needed],
                document=needed.document,
                serves="; ".join(dict.fromkeys(codes)),
                citation=needed.citation or NOT_PRESCRIBED,
                level=level_words(needed.level),
            )
            for needed, codes in self._served.items()
        )

    def numbers(self, evidence: tuple[EvidenceNeeded, ...]) -> str:
        """Return ``TL 05; TL 06``, or a blank where nothing is asked for."""
        return "; ".join(self._numbers[needed] for needed in evidence) or SHORT_DOTS

    def named(self, evidence: tuple[EvidenceNeeded, ...]) -> str:
        """Return numbers and names on one line."""
        return "; ".join(f"{self._numbers[needed]}: {needed.document}" for needed in evidence)


def _asked(sheet: ScoreSheet) -> Iterator[tuple[str, EvidenceNeeded]]:
    for part in sheet.parts:
        for needed in part.evidence:
            yield part.code, needed
        for item in part.items:
            for needed in item.evidence:
                yield item.code, needed

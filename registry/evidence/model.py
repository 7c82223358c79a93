"""What proves a part, and how large it may be."""

from __future__ import annotations

from dataclasses import dataclass, field

from scoring.forms.form import EvidenceGiven

MOST_EVIDENCE = 300
LARGEST_EVIDENCE = 20_000_000


@dataclass(frozen=True, slots=True)
class Proof:
    """What a file proves: parts or items by code, and where known which document it is.

    ``label`` is the document's number in the list of evidence, as TL 07; ``given`` what the
    officer noted of it.
    """

    codes: tuple[str, ...]
    label: str | None = None
    document: str | None = None
    given: EvidenceGiven = field(default_factory=EvidenceGiven)


@dataclass(frozen=True, slots=True)
class Exhibit:
    """An evidence file before it is packed: its bytes, their type, its name, what it proves."""

    content: bytes
    type: str
    name: str
    proofs: tuple[Proof, ...]

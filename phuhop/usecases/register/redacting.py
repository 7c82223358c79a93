"""What people wrote about a dossier, and taking out of the register what must not stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from registry.acts.redacting import redact, texts_of

if TYPE_CHECKING:
    from registry.acts.free_texts import FreeText
    from registry.store.chain import Actor, Event
    from registry.store.database import Database


@dataclass(frozen=True, slots=True)
class TextsListed:
    """The texts and files of a dossier, each with the handle that names it."""

    found: tuple[FreeText, ...]

    def lines(self) -> list[str]:
        """Return one line a text: handle, where it stands, the text."""
        if not self.found:
            return ["Hồ sơ không có lời văn hay tệp nào."]
        return [f"{one.handle}  {'; '.join(one.places)}: «{one.text}»" for one in self.found]

    def json(self) -> list[dict[str, Any]]:
        """Return the same as plain values."""
        return [
            {"handle": one.handle, "is_file": one.is_file, "text": one.text, "places": one.places}
            for one in self.found
        ]


def list_texts(database: Database, name: str) -> TextsListed:
    """Return what people wrote about a dossier, and its files.

    Raises as ``registry.acts.redacting.texts_of`` does.
    """
    return TextsListed(tuple(texts_of(database, name)))


@dataclass(frozen=True, slots=True)
class TakenOut:
    """What took texts or files out."""

    event: Event

    def lines(self) -> list[str]:
        """Return the link."""
        from registry.views.text import event_line

        return [event_line(self.event)]

    def json(self) -> dict[str, Any]:
        """Return the link as plain values."""
        from registry.views.plain_json import plain_event

        return plain_event(self.event)


def redact_texts(
    database: Database, name: str, handles: Sequence[str], actor: Actor, reason: str | None
) -> TakenOut:
    """Take texts and files out of a dossier, wherever they stand in it.

    Raises as ``registry.acts.redacting.redact`` does.
    """
    return TakenOut(redact(database, name, handles, actor, reason))

"""The name of a commune as a sentence and as the head of a letter have it."""

from __future__ import annotations

from scoring.base.communes import Commune


def name_in_text(commune: Commune) -> str:
    """Return the name as in a sentence, the kind in small letters: «xã Suối Mơ»."""
    kind = commune.kind.value
    return f"{kind} {_bare(commune)}"


def place_of(commune: Commune) -> str | None:
    """Return the place that stands before the day of a paper: «Suối Mơ», «Phường 10».

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, ô số 4: the name of the commune; a name that
    is a number keeps its kind. ``None`` for a name that is more than a name.
    """
    bare = _bare(commune)
    if "," in bare:
        return None
    return commune.name if bare[:1].isdecimal() else bare


def _bare(commune: Commune) -> str:
    kind, name = commune.kind.value, commune.name.strip()
    has_kind = name.casefold().startswith(f"{kind} ")
    return name[len(kind) + 1 :].strip() if has_kind else name

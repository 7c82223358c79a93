"""Which papers of a set are wanted, by their codes."""

from __future__ import annotations

from collections.abc import Sequence

from phuhop.usecases.wrong_use import WrongUse


def chosen_codes(asked: Sequence[str] | None, known: Sequence[str]) -> tuple[str, ...]:
    """Return the codes that are wanted in the set's order; ``None`` wants all of them.

    Raises ``WrongUse`` for a code the set does not have, and for none at all.

    >>> chosen_codes(("03", "1"), ("01", "02", "03"))
    ('01', '03')
    """
    if asked is None:
        return tuple(known)
    codes = [code.zfill(2) for code in asked]
    strange = [code for code in codes if code not in known]
    if strange or not codes:
        named = f"không có văn bản «{strange[0]}»" if strange else "chưa nêu văn bản nào"
        raise WrongUse("documents", f"{named}; các mã: {', '.join(known)}")
    return tuple(code for code in known if code in codes)

"""Vietnamese names as addresses: small ASCII letters joined by hyphens, cut between words."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 60


def slug_of(name: str) -> str:
    """Return a name for a file or an address.

    >>> slug_of("Thành phố Đồng Mơ (SỐ LIỆU MẪU)")
    'thanh-pho-dong-mo-so-lieu-mau'
    >>> slug_of("Trẻ em dưới 1 tuổi được tiêm chủng đầy đủ các loại vắc xin thuộc chương trình")
    'tre-em-duoi-1-tuoi-duoc-tiem-chung-day-du-cac-loai-vac-xin'
    """
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    if len(words) > _LONGEST:
        words = words[: words.rfind("-", 0, _LONGEST + 1)] if "-" in words[:_LONGEST] else words
    return words[:_LONGEST] or "khong-ten"

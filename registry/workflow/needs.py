"""What the words under ``cần`` mean: of each, what is missing, held against what is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from reports.wording.vietnamese import short_date
from scoring.base.problems import shown
from scoring.engine.score_sheet import Finding

LOCK = "locked"
"""The field of needs that the lock alone decides."""

_CODE = re.compile(r"[0-9]{5}")
_DECISION = re.compile(r"[0-9]{1,6}[a-zđ]?(?:/[0-9]{4})?/QĐ-[^\W\d_][\w.&-]*")
_PAPER = re.compile(r"[0-9]{1,6}[a-zđ]?(?:/[0-9]{4})?/[^\W\d_][\w.&-]*")
"""Number and symbol as Nghị định 30/2020/NĐ-CP writes them, Phụ lục I, mục II.3."""


SEEN = "đã xem hồ sơ"
NOT_SEEN = "phiếu chưa ghi «có» ở ô «Đã xem hồ sơ và tài liệu?»"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the words under ``cần`` are held against."""

    reason: str | None = None
    locked: bool = False
    blanks: tuple[str, ...] = ()
    """Codes of parts without their figures, in the version that counts."""
    has_appraisal: bool = False
    verdict: Finding | None = None
    """The verified one, ``None`` without an appraisal."""
    open_parts: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()
    """What the verifier's sheet still lacks, in words."""
    is_seen: bool = False
    """Whether the verifier says that the dossier was seen."""
    number: str | None = None
    day: date | None = None
    signer: str | None = None
    """Number and symbol, day and signer of the paper that is recorded."""
    others: tuple[str, ...] = ()
    """Papers of the same number and year, of another day or signer, in words."""
    commune: str | None = None
    receiver: str | None = None
    """Codes of the dossier's commune, and of the one that goes on with it."""
    actor: str | None = None
    submitted_on: date | None = None
    """When the version that counts came into the register."""
    appraisers: frozenset[str] = frozenset()
    """Who verified that version, as ``name_of`` spells names."""

    @property
    def verifying_deciders(self) -> list[str]:
        """Return who of those who decide has verified, in words."""
        who = dict.fromkeys(name for name in (self.actor, self.signer) if name)
        return [name for name in who if name_of(name) in self.appraisers]


def name_of(person: str) -> str:
    """Return a name as names are compared."""
    return " ".join(person.split()).casefold()


def _verdict_known(facts: Facts) -> str | None:
    if facts.verdict in {Finding.MET, Finding.NOT_MET}:
        return None
    named = ", ".join(facts.open_parts)
    return f"bảng thẩm định còn phần chưa kết luận được: {named or 'chưa có bảng thẩm định'}"


def _met(facts: Facts) -> str | None:
    if facts.verdict is Finding.MET:
        return None
    said = facts.verdict.value if facts.verdict else "chưa có"
    return f"kết luận của bảng thẩm định là «{said}», phải là «{Finding.MET.value}»"


def _in_time(facts: Facts) -> str | None:
    day, since = facts.day, facts.submitted_on
    if day is None or since is None or since <= day:
        return None
    return f"ngày văn bản {short_date(day)} trước ngày nộp hồ sơ {short_date(since)}"


def _numbered_as(pattern: re.Pattern[str], example: str) -> Callable[[Facts], str | None]:
    def missing(facts: Facts) -> str | None:
        if facts.number is None or pattern.fullmatch(facts.number):
            return None
        return f"số văn bản {shown(facts.number)} không đúng thể thức, ví dụ {example}"

    return missing


def _blanks(facts: Facts) -> str | None:
    return f"còn thiếu số liệu của phần {', '.join(facts.blanks)}" if facts.blanks else None


def _still_open(facts: Facts) -> str | None:
    return f"còn bỏ ngỏ phần {', '.join(facts.open_parts)}" if facts.open_parts else None


def _recorded_before(facts: Facts) -> str | None:
    others = "; ".join(facts.others)
    return f"số {facts.number} đã ghi cho văn bản khác: {others}" if others else None


def _verified_too(facts: Facts) -> str | None:
    who = ", ".join(facts.verifying_deciders)
    return f"{who} đã thẩm định hồ sơ này, không được quyết định" if who else None


def _received(facts: Facts) -> str | None:
    if facts.receiver is None or not _CODE.fullmatch(facts.receiver):
        return "phải nêu mã 5 chữ số của xã nhận"
    return "xã nhận phải là xã khác" if facts.receiver == facts.commune else None


_Check = Callable[[Facts], str | None]

NEEDS: Mapping[str, tuple[tuple[str, _Check], ...]] = {
    "lý do": (("reason", lambda f: None if f.reason else "phải nêu lý do"),),
    "đủ số liệu": (("figures", _blanks),),
    "số liệu chưa khóa": ((LOCK, lambda f: "số liệu đã khóa" if f.locked else None),),
    "số liệu đang khóa": ((LOCK, lambda f: None if f.locked else "số liệu không bị khóa"),),
    "bản thẩm định": (
        ("appraisal", lambda f: None if f.has_appraisal else "chưa có bản thẩm định"),
    ),
    "kết luận được": (("appraisal", _verdict_known),),
    "bản thẩm định hoàn chỉnh": (("appraisal", lambda f: "; ".join(f.unfinished) or None),),
    SEEN: (
        (
            "appraisal",
            lambda f: None if f.is_seen else NOT_SEEN,
        ),
    ),
    "không còn phần bỏ ngỏ": (("appraisal", _still_open),),
    "đạt": (("appraisal", _met),),
    "số và ngày văn bản": (
        ("number", lambda f: None if f.number else "phải nêu số văn bản"),
        ("day", lambda f: None if f.day else "phải nêu ngày văn bản"),
    ),
    "số quyết định đúng thể thức": (("number", _numbered_as(_DECISION, "15/QĐ-UBND")),),
    "số văn bản đúng thể thức": (("number", _numbered_as(_PAPER, "15/UBND-VX hoặc 15/QĐ-UBND")),),
    "một số chỉ một văn bản": (("number", _recorded_before),),
    "ngày văn bản không trước ngày nộp": (("day", _in_time),),
    "người ký": (("signer", lambda f: None if f.signer else "phải nêu người ký"),),
    "người thẩm định không quyết định": (("signer", _verified_too),),
    "xã nhận": (("receiver", _received),),
}
"""Of each word under ``cần``: the fields it asks about, and what is missing, if anything."""


@dataclass(frozen=True, slots=True)
class Need:
    """What a step lacks: which field of whoever asks, and words to put beside it."""

    field: str
    words: str


def unmet(needs: Iterable[str], facts: Facts) -> tuple[Need, ...]:
    """Return what is missing of *needs*, words under ``cần``, held against *facts*."""
    return tuple(
        Need(field, words)
        for need in needs
        for field, missing in NEEDS[need]
        if (words := missing(facts))
    )

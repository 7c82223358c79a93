"""What both reports of a province say of the place, the rules and the office."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from reports.dossier.model import RulesWords
from reports.papers.decree import decree
from reports.papers.office import Office
from reports.wording.notices import Fact, Notice
from reports.wording.stamp import Stamp
from reports.wording.vietnamese import in_sentence, long_date
from reports.wording.words import DOTS, SAMPLE_NOTICE, level_notice
from scoring.base.communes import CommuneKind
from scoring.base.levels import Level
from scoring.base.place_names import name_key
from scoring.base.problems import Place, Problem, Severity
from scoring.base.quantities import vietnamese
from scoring.engine.explanation import level_words
from scoring.rules.ruleset import KINDS, Ruleset

_HEADS = {"Tỉnh", "Thành"}
_NAMED = re.compile(r"(?:tỉnh|thành phố)\s+(\S.*)", re.IGNORECASE)


def place_of(provinces: Sequence[str]) -> str:
    """Return the place in a sentence: ``tỉnh Trăng Non``, or how many provinces."""
    if len(provinces) != 1:
        return f"{vietnamese(len(provinces))} tỉnh, thành phố" if provinces else DOTS
    head, _, rest = provinces[0].partition(" ")
    return f"{head.lower()} {rest}" if head in _HEADS else provinces[0]


def kinds_of(kinds: Iterable[CommuneKind]) -> str:
    """Return the kinds of units there are: ``xã, phường, đặc khu``."""
    present = {kind.value for kind in kinds}
    return ", ".join(kind for kind in KINDS if kind in present)


def notices_of(level: Level, *, is_sample: bool) -> Iterator[Notice]:
    """Yield what no reader may overlook."""
    if is_sample:
        yield SAMPLE_NOTICE
    notice = level_notice(level)
    if notice is not None:
        yield notice


def rules_of(ruleset: Ruleset, level: Level, stamp: Stamp) -> RulesWords:
    """Return what is said of the decision; *level* is the weakest of the numbers used."""
    document = ruleset.document
    kind = decree().kind_of(document.number) or "Văn bản"
    facts = (
        ("Bộ tiêu chí", f"{document.number} – {document.title}"),
        ("Rà soát hiệu lực của văn bản", long_date(document.still_in_force_on)),
        ("Mức tin cậy yếu nhất đã dùng", level_words(level)),
        ("SHA-256 của bộ tiêu chí", ruleset.sha256),
        ("Phần mềm", f"phuhop {stamp.program}"),
    )
    return RulesWords(
        cited=f"{kind} số {document.number} {long_date(document.issued_on)} của {document.issuer}",
        title=document.title,
        about=in_sentence(document.title),
        citation=ruleset.recognition.citation,
        level=level_words(level),
        facts=tuple(Fact(name, value) for name, value in facts),
    )


def office_remarks(office: Office, provinces: Sequence[str], file: str) -> Iterator[Problem]:
    """Yield a warning where the office's profile names another province than the report's."""
    if len(provinces) != 1:
        return
    here = place_of(provinces)
    known = name_key(here).split(" ", 1)[-1] if provinces[0] != here else name_key(here)
    for heading, text in (("cơ quan chủ quản", office.parent), ("cơ quan ban hành", office.issuer)):
        named = _NAMED.search(text or "")
        if named is not None and not _begins(name_key(named[1]), known):
            message = f"«{text}» là cơ quan của nơi khác; báo cáo này của {here}"
            place = Place(file, heading=heading)
            yield Problem(place, "khac-tinh", message, "", Severity.WARNING)


def _begins(text: str, name: str) -> bool:
    # «phố» of «thành phố» is no part of a name.
    bare = name.removeprefix(f"{name_key('phố')} ")
    return f"{text} ".startswith(f"{bare} ")

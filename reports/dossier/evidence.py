"""The evidence of a dossier as one numbered list, so that every table can point into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports.dossier.form_entries import NO_FORM, given_words
from reports.wording.words import LEVEL_SIGNS, level_note
from scoring.base.levels import Level
from scoring.engine.score_sheet import EvidenceNeeded, ScoreSheet
from scoring.forms.form import EvidenceGiven, Form
from scoring.forms.ids import other_ids

Attached = Mapping[str, tuple[str, ...]]
"""Names of files by the number of the document they are, as ``TL 07``."""
NOTHING_ATTACHED: Attached = {}

_THERE, _NOT_THERE = "☒", "☐"


@dataclass(frozen=True, slots=True)
class EvidenceWords:
    """A document the dossier must hold; ``number`` is its place in the list, as TL 07.

    ``document`` names what prescribes it, or how weak its ground is; ``given`` is what was
    noted of it, ``tick`` whether anything was.
    """

    number: str
    document: str
    serves: str
    given: str
    tick: str


@dataclass(frozen=True, slots=True)
class ListedEvidence:
    """A document of the list: its number, what it serves, what was noted of it.

    ``codes`` are those of parts and items. Where the form has a row for each part, ``given``
    holds what each says, once.
    """

    label: str
    needed: EvidenceNeeded
    codes: tuple[str, ...]
    given: tuple[EvidenceGiven, ...]
    is_added: bool
    """Whether only the form names it."""
    files: tuple[str, ...] = ()
    """Names of the files that go with the dossier."""

    @property
    def plain_label(self) -> str:
        """The number with a common space, as people type it."""
        return self.label.replace("\u00a0", " ")


class EvidenceList:
    """Each document once, numbered in the order in which the criteria ask for it.

    Behind them stand those that the form adds to what is asked for.
    """

    def __init__(
        self, sheet: ScoreSheet, form: Form = NO_FORM, attached: Attached = NOTHING_ATTACHED
    ) -> None:
        """Give a number to each document *sheet* asks for and each that *form* adds.

        *attached* are the files that go with the dossier.
        """
        served: dict[EvidenceNeeded, list[str]] = {}
        given: dict[EvidenceNeeded, list[EvidenceGiven]] = {}
        asked, added = list(_asked(sheet)), list(_added(sheet, form))
        for code, id_, needed in (*asked, *added):
            served.setdefault(needed, []).append(code)
            said = given.setdefault(needed, [])
            if id_ in form.evidence and form.evidence[id_] not in said:
                said.append(form.evidence[id_])
        extra = {needed for _, _, needed in added}
        self.listed = tuple(
            ListedEvidence(
                label=f"TL\u00a0{place:02}",
                needed=needed,
                codes=tuple(dict.fromkeys(codes)),
                given=tuple(given[needed]),
                is_added=needed in extra,
                files=attached.get(f"TL {place:02}", ()),
            )
            for place, (needed, codes) in enumerate(served.items(), 1)
        )
        self._answered_no = {
            item.code for part in sheet.parts for item in part.items if item.answer is False
        }
        self._by_document = {one.needed: one for one in self.listed}

    def words(self) -> tuple[EvidenceWords, ...]:
        """Return the documents that are needed or were given, ready to print."""
        return tuple(
            EvidenceWords(
                number=one.label,
                document=_document(one.needed),
                serves="; ".join(one.codes),
                given="; ".join(filter(None, (_given(one), _files(one)))),
                tick=_THERE if one.given or one.files else _NOT_THERE,
            )
            for one in self.listed
            if not self._is_left_out(one)
        )

    def note(self) -> str:
        """Return what the marks mean, and which numbers are left out because nothing needs them."""
        left_out = [one.label for one in self.listed if self._is_left_out(one)]
        shown = [one.needed.level for one in self.listed if not self._is_left_out(one)]
        said = f"Không cần {', '.join(left_out)}: trả lời “không”." if left_out else ""
        return " ".join(filter(None, (said, level_note(shown))))

    def lacking(self) -> str:
        """Return how many of the needed documents are there, and the numbers of the others."""
        needed = [one for one in self.listed if not self._is_left_out(one)]
        lacking = [one.label for one in needed if not one.given and not one.files]
        there = f"Đã có {len(needed) - len(lacking)}/{len(needed)} tài liệu kiểm chứng."
        if not lacking:
            return there
        # «TL 02, 04, 05»: the letters once.
        numbers = ", ".join([lacking[0], *(label.split("\u00a0")[1] for label in lacking[1:])])
        return f"{there} Còn thiếu: {numbers}."

    def numbers(self, evidence: tuple[EvidenceNeeded, ...], part: str | None = None) -> str:
        """Return ``TL 05; TL 06``, last what the form adds to *part*."""
        asked = [self._by_document[needed] for needed in evidence]
        added = [one for one in self.listed if one.is_added and part in one.codes]
        return "; ".join(one.label for one in (*asked, *added))

    def _is_left_out(self, one: ListedEvidence) -> bool:
        return not one.given and not one.files and {*one.codes} <= self._answered_no


def _document(needed: EvidenceNeeded) -> str:
    """Return the name of a document, what prescribes it, and the mark of its level."""
    citation = f" ({needed.citation})" if needed.citation else ""
    sign = LEVEL_SIGNS[needed.level]
    return f"{needed.document}{citation}" + (f" {sign}" if sign else "")


def _files(one: ListedEvidence) -> str:
    return f"kèm tệp {', '.join(one.files)}" if one.files else ""


def _given(one: ListedEvidence) -> str:
    return "; ".join(map(given_words, one.given))


def _asked(sheet: ScoreSheet) -> Iterator[tuple[str, str, EvidenceNeeded]]:
    """Yield code, row of the form and document, in the order of ``form_ids.evidence_ids``."""
    for part in sheet.parts:
        for place, needed in enumerate(part.evidence, 1):
            yield part.code, f"{part.code}:{place}", needed
        for item in part.items:
            for place, needed in enumerate(item.evidence, 1):
                yield item.code, f"{item.code}:{place}", needed


def _added(sheet: ScoreSheet, form: Form) -> Iterator[tuple[str, str, EvidenceNeeded]]:
    """Yield the documents that the form adds to what the ruleset asks for."""
    taken = {needed.document for _, _, needed in _asked(sheet)}
    for part in sheet.parts:
        for place, id_ in enumerate(other_ids(part.code), 1):
            if id_ not in form.evidence:
                continue
            which = f" ({place})" if place > 1 else ""
            document = f"Tài liệu khác của phần {part.code}{which}"
            named = form.evidence[id_].document
            if named:
                # A document that several parts name alike still has a number for each row.
                document = f"{named} (phần {part.code}{which})" if named in taken else named
                taken.add(named)
            yield part.code, id_, EvidenceNeeded(document, None, Level.ASSUMED)

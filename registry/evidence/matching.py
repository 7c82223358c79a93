"""What an evidence file proves, told from its name as officers write it.

A file or folder name begins with the number of the document in the list of evidence
(``TL 07``), with the code of a part (``7``, ``6.1``, ``phần 7``) or of a yes/no item
(``1.1``). The innermost name that says anything decides. What the form says of a file goes
before its name.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from registry.evidence.model import Proof
from reports.dossier.evidence import EvidenceList, ListedEvidence
from scoring.base.problems import nearest
from scoring.engine.score_sheet import ScoreSheet
from scoring.forms.form import EvidenceGiven, Form

_LABEL = re.compile(r"tl[\s._-]*0*([0-9]{1,3})(?![0-9])")
_CODE = re.compile(
    r"(?:(?:tieu chi|tc|phan|noi dung|nd|p)[\s._-]*)?([0-9]{1,3}(?:\.[0-9]{1,3})*)\.?(?![0-9.])"
)


class Unmatched(Exception):  # noqa: N818 -- a finding about a file, raised to stop its reading
    """Nobody can tell what a file proves: why, and how to name it."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep message and hint of a ``Problem`` that has no place yet."""
        self.message = message
        self.hint = hint
        super().__init__(message)


class EvidenceCodes:
    """The codes of one commune's list of evidence, and what each of them stands for."""

    def __init__(self, sheet: ScoreSheet, form: Form) -> None:
        """Take the list as the documents of *sheet* print it."""
        listed = EvidenceList(sheet, form).listed
        self._by_label = {one.plain_label: one for one in listed}
        self._by_code: dict[str, list[ListedEvidence]] = {}
        for one in listed:
            for code in one.codes:
                self._by_code.setdefault(code, []).append(one)
        self._by_file: dict[str, list[ListedEvidence]] = {}
        names: list[str] = []
        for one in listed:
            for name in (n for given in one.given for n in _file_names(given)):
                names.append(name)
                same = self._by_file.setdefault(_plain(name), [])
                if one not in same:
                    same.append(one)
        self._names = tuple(dict.fromkeys(names))
        self._criteria: dict[str, list[str]] = {}
        for criterion in sheet.criteria:
            codes = [part.code for part in criterion.parts]
            self._criteria[str(criterion.number)] = codes
            for part in criterion.parts:
                for code in (part.code, *(item.code for item in part.items)):
                    self._by_code.setdefault(code, [])

    @property
    def listed(self) -> tuple[ListedEvidence, ...]:
        """The list of evidence, in its order."""
        return tuple(self._by_label.values())

    def named(self, path: PurePosixPath) -> tuple[Proof, ...]:
        """Return what the file at *path* proves; raises ``Unmatched``."""
        names = [path.stem, *(parent.name for parent in path.parents if parent.name)]
        for name in names:
            proofs = self._by_name(name)
            if proofs:
                return proofs
        message = "tên tệp và tên thư mục không bắt đầu bằng mã nào"
        raise Unmatched(
            message, "đặt tên như «7 …» hoặc «1.1 …» (mã phần); hoặc «TL 07 …» theo Phụ lục II"
        )

    def typed(self, inside: str) -> tuple[Proof, ...]:
        """Return what the file at the path *inside* the folder is by the form's column of names.

        The name alone is enough; nothing where the form names no such file.
        """
        name = PurePosixPath(inside).name
        found = [
            self._by_file[key] for key in (_plain(inside), _plain(name)) if key in self._by_file
        ]
        return tuple(map(_proof, found[0])) if found else ()

    @property
    def files(self) -> tuple[str, ...]:
        """Names of files as the form has them."""
        return self._names

    def coded(self, text: str) -> tuple[Proof, ...]:
        """Return what the codes of a list's cell stand for: ``TL 07; 1.1``."""
        return tuple(
            proof
            for piece in re.split("[;,]", text)
            if piece.strip()
            for proof in self._one(piece.strip())
        )

    def _one(self, text: str) -> tuple[Proof, ...]:
        proofs = self._by_name(text)
        if not proofs:
            hint = nearest(text, [*self._by_label, *self._by_code])
            raise Unmatched(f"không có mã «{text}»", hint)
        return proofs

    def _by_name(self, name: str) -> tuple[Proof, ...]:
        plain = _plain(name)
        label = _LABEL.match(plain)
        if label:
            return self._of_label(f"TL {int(label[1]):02}")
        code = _CODE.match(plain)
        if code is None:
            return ()
        # 07 in a name that sorts well is part 7.
        return self._of_code(re.sub(r"(?<![0-9])0+(?=[0-9])", "", code[1]))

    def _of_label(self, label: str) -> tuple[Proof, ...]:
        one = self._by_label.get(label)
        if one is None:
            last = next(reversed(self._by_label), "")
            raise Unmatched(f"không có tài liệu {label} trong Phụ lục II", f"có TL 01 đến {last}")
        return (_proof(one),)

    def _of_code(self, code: str) -> tuple[Proof, ...]:
        if code in self._by_code:
            listed = self._by_code[code]
            # One document asked for: it is this one. Several: only the code is certain.
            return (_proof(listed[0]),) if len(listed) == 1 else (Proof((code,)),)
        if code in self._criteria:
            parts = ", ".join(self._criteria[code])
            raise Unmatched(f"tiêu chí {code} có nhiều phần", f"ghi rõ phần: {parts}")
        # A year or a day at the beginning of a name is no code.
        return ()


def _file_names(given: EvidenceGiven) -> list[str]:
    names = (name.strip().replace("\\", "/") for name in (given.files or "").split(";"))
    return [name for name in names if name]


def _proof(one: ListedEvidence) -> Proof:
    given = one.given[0] if len(one.given) == 1 else None
    label = one.plain_label
    if given is None:
        return Proof(one.codes, label, one.needed.document)
    return Proof(one.codes, label, one.needed.document, given)


def same_name(one: str, other: str) -> bool:
    """Whether two names of files are alike but for capitals and accents taken apart."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.strip().lower().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))

"""What an officer typed into *Văn bản* and *Hội đồng*, as an office profile.

Where a profile of the office's own speaks of the same thing, the profile is printed: it was
made for the papers, by name. Every difference is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

from reports.papers.office import EMPTY, Council, Meeting, Member, Office
from scoring.base.problems import Place, Problem, Severity, shown
from scoring.forms import cell_notes
from scoring.forms import paper_fields as rows
from scoring.forms.form import Form
from scoring.tables.cell_text import CellFault


def office_of_form(form: Form) -> Office:
    """Return what a form says of the office and its council; the rest stays open."""
    typed = _Typed(form.profile)
    return Office(
        issuer=typed.text(rows.ISSUER_NAME),
        parent=typed.text(rows.PARENT),
        symbol=typed.text(rows.SYMBOL),
        unit=typed.text(rows.UNIT_SYMBOL),
        place=typed.text(rows.PLACE),
        day=typed.day(rows.SIGNED_ON),
        numbers=typed.counts(rows.PAPER_NUMBER),
        symbols=typed.by_key(rows.PAPER_SYMBOL),
        days=typed.days(rows.PAPER_DAY),
        recipient=typed.text(rows.RECIPIENT),
        recipients=typed.list(rows.RECIPIENT_COPY),
        kept_by=typed.text(rows.KEPT_BY),
        authority=typed.text(rows.AUTHORITY),
        position=typed.text(rows.SIGNER_POSITION),
        signer=typed.text(rows.SIGNER),
        meeting=_if_any(
            Meeting(
                day=typed.day(rows.MET_ON),
                place=typed.text(rows.MET_AT),
                chair=typed.person(rows.CHAIR),
                secretary=typed.person(rows.SECRETARY),
                members=typed.people(rows.MEMBER),
                begins=typed.text(rows.BEGINS),
                ends=typed.text(rows.ENDS),
                absent=typed.count(rows.ABSENT),
                absent_reason=typed.text(rows.ABSENT_REASON),
                present=typed.count(rows.PRESENT),
                in_favour=typed.count(rows.IN_FAVOUR),
                against=typed.count(rows.AGAINST),
                other_votes=typed.count(rows.OTHER_VOTES),
                opinions=typed.by_key(rows.OPINION),
                remarks=typed.list(rows.REMARK),
                conclusion=typed.list(rows.CONCLUSION),
            ),
            Meeting(),
        ),
        council=_if_any(
            Council(
                number=typed.text(rows.DECISION),
                day=typed.day(rows.DECIDED_ON),
                issuer=typed.text(rows.DECIDED_BY),
            ),
            Council(),
        ),
        communication=typed.list(rows.COMMUNICATION),
        shortcomings=typed.list(rows.SHORTCOMING),
    )


def completed(office: Office, form: Form) -> Office:
    """Return the profile with its blanks filled in from the form; the file is never overruled."""
    whole: Office = _laid_over(office_of_form(form), office)
    return whole


def office_remarks(office: Office | None, form: Form, place: Place) -> Iterator[Problem]:
    """Yield a warning for each thing that the form and the office's own file say differently.

    *place* is the form's. The office's own file says what is printed.
    """
    for label, typed, said in _differences(office_of_form(form), office or EMPTY):
        message = f"«{label}»: biểu ghi {shown(typed)}, tệp thông tin cơ quan ghi {shown(said)}; "
        message += "văn bản in theo tệp thông tin cơ quan"
        yield Problem(place, "thong-tin-co-quan", message, "", Severity.WARNING)


class _Typed:
    """What stands in a form's rows, by the ids of ``scoring.forms.paper_fields``."""

    def __init__(self, profile: Mapping[str, str]) -> None:
        self._profile = profile

    def text(self, id_: str) -> str | None:
        return self._profile.get(id_)

    def day(self, id_: str) -> date | None:
        try:
            return cell_notes.day(self._profile.get(id_))
        except CellFault:
            # A package of an earlier version may hold a day that is none; it was told then.
            return None

    def count(self, id_: str) -> int | None:
        text = self._profile.get(id_, "")
        return int(text) if text.isdecimal() else None

    def person(self, id_: str) -> Member | None:
        name, position = self.text(id_), self.text(rows.position_of(id_))
        return None if name is None and position is None else Member(name=name, position=position)

    def people(self, id_: str) -> tuple[Member, ...] | None:
        found = (self.person(rows.several(id_, n)) for n in range(1, rows.MEMBERS + 1))
        return tuple(one for one in found if one is not None) or None

    def by_key(self, id_: str) -> dict[str, str] | None:
        return {
            key.partition(":")[2]: text
            for key, text in self._profile.items()
            if key.startswith(f"{id_}:")
        } or None

    def list(self, id_: str) -> tuple[str, ...] | None:
        found = self.by_key(id_) or {}
        return tuple(found[key] for key in sorted(found, key=_place)) or None

    def counts(self, id_: str) -> dict[str, int] | None:
        found = self.by_key(id_) or {}
        return {key: int(text) for key, text in found.items() if text.isdecimal()} or None

    def days(self, id_: str) -> dict[str, date | None] | None:
        return {
            key: day
            for key in self.by_key(id_) or {}
            if (day := self.day(rows.several(id_, key))) is not None
        } or None


def _place(key: str) -> int:
    return int(key) if key.isdecimal() else 0


def _if_any(found: Any, nothing: Any) -> Any:
    return None if found == nothing else found


def _laid_over(below: Any, above: Any) -> Any:
    """Return *above* with its blanks filled from *below*, inside groups and mappings too."""
    if above is None:
        return below
    if isinstance(above, dict) and isinstance(below, dict):
        return {**below, **above}
    if is_dataclass(above) and not isinstance(above, type) and type(below) is type(above):
        made = {
            f.name: _laid_over(getattr(below, f.name), getattr(above, f.name))
            for f in fields(above)
        }
        return replace(above, **made)
    return above


def _differences(typed: Any, said: Any, label: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield the words of a row, what the form and what the file says, where both speak."""
    if typed is None or said is None or typed == said:
        return
    if is_dataclass(typed):
        for field in fields(typed):
            name = f"{label}.{field.name}" if label else field.name
            yield from _differences(getattr(typed, field.name), getattr(said, field.name), name)
    elif isinstance(typed, dict):
        for key, value in typed.items():
            yield from _differences(value, said.get(key), f"{label}.{key}")
    else:
        yield _label(label), _words(typed), _words(said)


_LABELS = {
    "issuer": "Cơ quan ban hành",
    "parent": "Cơ quan chủ quản",
    "symbol": "Ký hiệu cơ quan",
    "unit": "Ký hiệu đơn vị soạn thảo",
    "place": "Địa danh",
    "day": "Ngày ký",
    "numbers": "Số văn bản",
    "symbols": "Ký hiệu văn bản",
    "days": "Ngày văn bản",
    "recipient": "Kính gửi",
    "recipients": "Nơi nhận",
    "kept_by": "Lưu",
    "authority": "Quyền hạn người ký",
    "position": "Chức vụ người ký",
    "signer": "Người ký",
    "meeting": "Cuộc họp",
    "council": "Quyết định thành lập Hội đồng",
    "communication": "Tuyên truyền, thu thập, kiểm tra số liệu",
    "shortcomings": "Tồn tại, hạn chế, hướng khắc phục",
    "meeting.day": "Ngày họp",
    "meeting.place": "Nơi họp",
    "meeting.chair": "Chủ tọa",
    "meeting.secretary": "Thư ký",
    "meeting.members": "Thành viên",
    "meeting.begins": "Giờ bắt đầu",
    "meeting.ends": "Giờ kết thúc",
    "meeting.absent": "Số người vắng",
    "meeting.absent_reason": "Lý do vắng",
    "meeting.present": "Số thành viên dự họp",
    "meeting.in_favour": "Tán thành",
    "meeting.against": "Không tán thành",
    "meeting.other_votes": "Ý kiến khác",
    "meeting.opinions": "Ý kiến về tiêu chí",
    "meeting.remarks": "Ý kiến phát biểu",
    "meeting.conclusion": "Kết luận của chủ tọa",
    "council.number": "Số quyết định thành lập Hội đồng",
    "council.day": "Ngày quyết định thành lập Hội đồng",
    "council.issuer": "Người, cơ quan quyết định thành lập Hội đồng",
}


def _label(path: str) -> str:
    """Return the words of a path, of the nearest thing around it that has some."""
    own, outer = path, path
    while outer not in _LABELS:
        outer = outer.rpartition(".")[0]
    rest = own.removeprefix(outer).strip(".")
    return f"{_LABELS[outer]} {rest}" if rest.isdecimal() else _LABELS[outer]


def _words(value: object) -> str:
    match value:
        case date():
            return f"{value:%d/%m/%Y}"
        case tuple():
            return "; ".join(map(_words, value))
        case Member():
            return ", ".join(filter(None, (value.name, value.position)))
    return str(value)

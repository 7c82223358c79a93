"""Reminders ready to send: one message a commune, as text or as a table for mail merge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from phuhop.usecases.register.reminding import Reminded
from phuhop.usecases.wrong_use import WrongUse
from registry.views.evidence_overview import EvidenceState
from registry.workflow.due_dates import Due
from reports.wording.vietnamese import short_date
from scoring.base.problems import Place, Problem, ProblemsFound, file_name
from scoring.forms.files import read_columns
from scoring.results.table_writing import NUMBER, TEXT, Heading
from scoring.tables.cell_text import text_of

ENDINGS = (".txt", ".xlsx", ".csv")
MAIL, PHONE = "thu_dien_tu", "dien_thoai"
_CODE = "ma_xa"
_HEADINGS = (
    *(Heading(name, TEXT) for name in ("Mã xã", "Tên xã")),
    Heading("Năm", NUMBER),
    *(Heading(name, TEXT) for name in ("Thư điện tử", "Điện thoại (Zalo)", "Tiêu đề", "Nội dung")),
)
_RULE = "-" * 72


@dataclass(frozen=True, slots=True)
class Contact:
    """Where a commune is written to."""

    mail: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class ReminderMessage:
    """What to send to one commune about one year."""

    commune: str
    name: str
    year: int
    subject: str
    body: str
    contact: Contact


def contacts_of(path: Path) -> dict[str, Contact]:
    """Read a table of ``ma_xa``, ``thu_dien_tu``, ``dien_thoai``; raises ``ProblemsFound``."""
    tables, problems = read_columns(path)
    found: dict[str, Contact] = {}
    for table in tables:
        position = {heading: at for at, heading in enumerate(table.headings)}
        if _CODE not in position or not {MAIL, PHONE} & position.keys():
            hint = f"bảng cần cột {_CODE} và {MAIL} hoặc {PHONE}, mỗi dòng một xã"
            message = "không phải bảng liên hệ của các xã"
            problems.append(Problem(table.place(), "thieu-cot", message, hint))
            continue
        for row in table.rows:
            cells = {name: text_of(row.cells[at]) for name, at in position.items()}
            found[cells[_CODE]] = Contact(cells.get(MAIL, ""), cells.get(PHONE, ""))
    faults = [problem for problem in problems if problem.is_fault]
    if not found and not faults:
        faults = [Problem(Place(file_name(path)), "tep-trong", "không có dòng nào")]
    if faults:
        raise ProblemsFound(faults)
    return found


def messages_of(
    found: Reminded, contacts: Mapping[str, Contact] | None = None
) -> list[ReminderMessage]:
    """Return one message a commune and year: what the commune itself still has to do.

    What only the office has to do is told to nobody else.
    """
    known = contacts or {}
    lines: dict[tuple[str, int], tuple[str, list[str]]] = {}
    for row in found.rows:
        if row.is_communes:
            said = [f"Hồ sơ đang ở bước «{row.state}».", _task(row.due, row.days_left)]
            lines[row.key.commune, row.key.year] = (row.name, said)
    for one in found.absent:
        said = ["Cơ quan thẩm định chưa nhận được hồ sơ nào của đơn vị."]
        if one.due is not None and one.days_left is not None:
            said.append(_task(one.due, one.days_left))
        lines[one.commune, one.year] = (one.name, said)
    for listed, state in found.lacking:
        place = (listed.key.commune, listed.key.year)
        _, said = lines.setdefault(place, (listed.claimed["name"], []))
        said += _documents(state)
    return [
        ReminderMessage(
            commune,
            name,
            year,
            f"Hồ sơ xã, phường phù hợp với trẻ em năm {year}: {name}",
            _body(name, year, said),
            known.get(commune, Contact()),
        )
        for (commune, year), (name, said) in sorted(lines.items())
    ]


def _body(name: str, year: int, said: Iterable[str]) -> str:
    return "\n".join(
        [
            f"Kính gửi Ủy ban nhân dân {name[:1].lower()}{name[1:]},",
            f"Về hồ sơ xã, phường phù hợp với trẻ em năm {year}:",
            *(f"- {line}" for line in said),
            "Trân trọng.",
        ]
    )


def _task(due: Due, left: int) -> str:
    days = f"còn {left} ngày" if left >= 0 else f"đã quá {-left} ngày"
    return f"{due.task}: hạn {short_date(due.day)}, {days} (căn cứ của hạn: {due.level})."


def _documents(state: EvidenceState) -> Iterator[str]:
    yield f"Minh chứng: đã có {state.given}/{state.asked} tài liệu, còn thiếu:"
    yield from (f"  {one.label}: {one.name}" for one in state.missing)


def written_messages(messages: list[ReminderMessage], output: Path) -> bytes:
    """Return the messages as the file that *output* is named for; raises ``WrongUse``."""
    from reports.tables.writing import WRITERS

    ending = output.suffix.lower()
    if ending not in ENDINGS:
        raise WrongUse("messages", f"tên tệp phải có đuôi {', '.join(ENDINGS)}")
    if ending == ".txt":
        texts = (f"{_to(one)}\n{one.subject}\n\n{one.body}\n" for one in messages)
        return f"{_RULE}\n".join(texts).encode()
    names = [heading.name for heading in _HEADINGS]
    rows = (
        dict(
            zip(
                names,
                (
                    *(one.commune, one.name, one.year, one.contact.mail or None),
                    *(one.contact.phone or None, one.subject, one.body),
                ),
                strict=True,
            )
        )
        for one in messages
    )
    return WRITERS[ending](_HEADINGS, rows)


def _to(one: ReminderMessage) -> str:
    where = " · ".join(filter(None, (one.contact.mail, one.contact.phone)))
    return f"{one.name} ({one.commune})" + (f" · {where}" if where else "")

"""Letters by mail: of an act, of a day that comes, of a night's work that failed. No figures.

A letter is noted before it goes and again when it went; one that a crash caught between the two
goes once more under the same number, by which mail programs know it as the same.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.utils import timezone

from phuhop.portal.accounts.models import COMMUNE_ROLES, Account, Grant, Role, grants_on
from phuhop.portal.drafts.units import province_of, provinces_of
from phuhop.portal.jobs.models import Job
from phuhop.portal.jobs.work import Later, Work
from phuhop.portal.notices.models import Letter
from phuhop.portal.office.own_files import own_files
from phuhop.portal.settings import CONFIG
from phuhop.usecases.register.messages import messages_of
from phuhop.usecases.register.reminding import ReminderWish, reminded
from registry.views.happenings import Happening, happenings
from scoring.base.problems import Place, Problem, ProblemsFound

_AGAIN = 600
"""Seconds until the server is tried again."""
_GIVEN_UP_AFTER = timedelta(days=3)
_FOOT = "Thư do cổng phuhop gửi, không trả lời vào thư này."


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter before it goes: for what, to whom, in which words."""

    cause: str
    to: tuple[Account, ...]
    subject: str
    lines: tuple[str, ...]
    path: str = "/"


def send(work: Work) -> str:
    """Send the letter of an act of the register, or of a job that failed at night."""
    if "job" in work.parameters:
        return _sent(work, [_of_a_failed_job(Job.objects.get(pk=work.parameters["job"]))])
    seq = int(work.parameters["seq"])
    with work.database.reading() as connection:
        found = [one for one in happenings(connection, seq - 1) if one.event.seq == seq]
    return _sent(work, [_of_an_act(one) for one in found])


def remind(work: Work) -> str:
    """Send every commune that has something to do by a day the words that remind of it."""
    year = int(work.parameters["year"])
    with own_files() as own:
        # As the page shows them: who is on the office's list and sent nothing, too.
        wish = ReminderWish(year, table=own.expected)
        found = messages_of(reminded(work.database, wish, work.today))
    provinces = provinces_of([one.commune for one in found])
    drafts = [
        Draft(
            f"nhac {work.today.isoformat()} {one.commune} {one.year}",
            people_of(one.commune),
            one.subject,
            tuple(one.body.splitlines()),
            f"/xa/{one.commune}/{one.year}/",
        )
        for one in found
        if work.reach.holds(one.commune, provinces[one.commune])
    ]
    return _sent(work, drafts)


def people_of(commune: str) -> tuple[Account, ...]:
    """Return who works for a commune today."""
    province = province_of(commune)
    return _holding(
        grant
        for grant in Grant.objects.filter(role__in=COMMUNE_ROLES).select_related("account")
        if grant.covers(commune, province)
    )


def _holding(grants: Iterable[Grant]) -> tuple[Account, ...]:
    today = timezone.localdate()
    found: dict[int, Account] = {}
    for grant in grants:
        account = grant.account
        if account.is_active and grant in grants_on(account, today):
            found[account.pk] = account
    return tuple(found.values())


def address_of(account: Account) -> str | None:
    """Return where a person gets mail, ``None`` where nobody said."""
    for text in (account.email, account.contact):
        try:
            validate_email(text)
        except ValidationError:
            continue
        return str(text)
    return None


def _of_an_act(one: Happening) -> Draft:
    event, commune, year, name = one.event, one.key.commune, one.key.year, one.name
    at = datetime.fromisoformat(event.at)
    return Draft(
        event.hash,
        people_of(commune),
        f"{name}, năm {year}: {event.step}",
        (
            f"Hồ sơ xã, phường phù hợp với trẻ em năm {year} của {name}:",
            f"- bước «{event.step}», {at:%d/%m/%Y}, {event.role};",
            f"- nay ở trạng thái «{event.after}».",
            "Nội dung xem trên cổng.",
        ),
        f"/xa/{commune}/{year}/",
    )


def _of_a_failed_job(job: Job) -> Draft:
    from phuhop.portal.jobs.kinds import KINDS

    keepers = Grant.objects.filter(role=Role.ADMINISTRATOR).select_related("account")
    return Draft(
        f"viec {job.pk}",
        _holding(keepers),
        f"Cổng phuhop: «{KINDS[job.kind].words}» không xong",
        (f"Việc số {job.pk}, «{KINDS[job.kind].words}», không xong.", "Lý do xem trên cổng."),
        f"/viec-nen/{job.pk}/",
    )


def _sent(work: Work, drafts: list[Draft]) -> str:
    """Send what did not go yet; whoever the server refuses keeps nobody else from their letter.

    Raises ``Later`` where the server is to be tried again, ``ProblemsFound`` after three days.
    """
    addressed = _addressed(work, drafts)
    found = _Sending()
    try:
        if addressed:
            _send_all(work, addressed, found)
    except _TROUBLES as error:
        found.later = why(error)
    work.remarks += found.refused
    if found.later:
        if timezone.now() - work.job.asked_at > _GIVEN_UP_AFTER:
            raise ProblemsFound([Problem(Place("máy chủ thư"), "thu-khong-di", found.later)])
        raise Later(_AGAIN, f"Đã gửi {found.sent} thư. {found.later}; sẽ thử lại.")
    return f"Đã gửi {found.sent} thư." if addressed else "Không ai có địa chỉ thư."


_Addressed = list[tuple[Draft, Account, str]]


@dataclass(slots=True)
class _Sending:
    """What came of letters: how many went, who was refused, why some are to be tried again."""

    sent: int = 0
    refused: list[str] = field(default_factory=list)
    later: str = ""


def _addressed(work: Work, drafts: list[Draft]) -> _Addressed:
    """Return each letter with where it goes; who has no address is told on the portal alone."""
    found: _Addressed = []
    for draft in drafts:
        for account in draft.to:
            address = address_of(account)
            if address is None:
                work.remarks.append(f"{account}: chưa có địa chỉ thư, chỉ báo trên cổng")
            else:
                found.append((draft, account, address))
    return found


def _send_all(work: Work, addressed: _Addressed, found: _Sending) -> None:
    with get_connection() as connection:
        for number, (draft, account, address) in enumerate(addressed):
            work.progress(number, len(addressed), "gửi thư")
            try:
                found.sent += _send_one(connection, draft, account, address)
            except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as error:
                # Grey lists and full boxes say «not now»; what begins with 5 is for good.
                if _code_of(error) >= _FOR_GOOD:
                    found.refused.append(f"{account}: máy chủ thư không nhận thư gửi địa chỉ này")
                else:
                    found.later = why(error)


def _send_one(connection: BaseEmailBackend, draft: Draft, account: Account, address: str) -> bool:
    letter, _ = Letter.objects.get_or_create(cause=draft.cause, account=account)
    if letter.sent_at is not None:
        return False
    domain = CONFIG.hosts[0]
    link = () if CONFIG.is_plain else (f"https://{domain}{draft.path}",)
    body = "\n".join([f"Kính gửi {account},", "", *draft.lines, *link, "", _FOOT])
    headers = {"Message-ID": f"<phuhop.{letter.pk}@{domain}>", "Auto-Submitted": "auto-generated"}
    message = EmailMessage(draft.subject, body, None, [address], headers=headers)
    message.connection = connection
    message.send()
    Letter.objects.filter(pk=letter.pk).update(sent_at=timezone.now())
    return True


_TROUBLES = (smtplib.SMTPException, OSError, UnicodeError)
_FOR_GOOD = 500


def _code_of(error: smtplib.SMTPException) -> int:
    """Return what the server answered: of several people to one letter there is one."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max(code for code, _ in error.recipients.values())
    return int(getattr(error, "smtp_code", 0))


def why(error: BaseException) -> str:
    """Return why no letter went, in words for whoever keeps the server."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "Máy chủ thư không nhận tên hoặc mật khẩu; xem lại tệp mật khẩu thư"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "Máy chủ thư không có cách khóa đường truyền hay đăng nhập đã đặt; xem lại địa chỉ"
    if isinstance(error, smtplib.SMTPSenderRefused):
        return "Máy chủ thư không nhận địa chỉ người gửi; xem lại địa chỉ ấy"
    if isinstance(error, ssl.SSLError):
        return "Chứng thư của máy chủ thư không tin được, hoặc cổng mạng không đúng loại"
    if isinstance(error, UnicodeError):
        return "Tên hoặc mật khẩu thư có chữ có dấu, máy chủ thư không đọc được; đổi mật khẩu"
    if isinstance(error, smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused):
        return f"Máy chủ thư chưa nhận, trả lời mã {_code_of(error)}"
    return "Không nối được máy chủ thư, hoặc máy chủ không trả lời"

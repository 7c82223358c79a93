"""Whether a register is in good order, and what to do where it is not: for administrators."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, select, text

from registry.store.chain import head_of
from registry.store.database import UNICODE, Database, encoding_of, open_register
from registry.store.schema import APPEND_ONLY, events, states
from registry.store.triggers import missing_guards
from reports.wording.vietnamese import short_date
from scoring.base.problems import ProblemsFound, file_name
from scoring.base.quantities import vietnamese

LEAST_FREE = 1_000_000_000
"""Bytes that should be free beside the register: fifty scans of the largest size."""

BACKUP_DAYS = 7
CLOCK_APART = timedelta(minutes=2)
_ENDING = ".db"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: its name, what was found, and what to do where it is not well.

    ``is_well`` is ``None`` where nobody can say from here.
    """

    name: str
    is_well: bool | None
    found: str
    advice: str = ""


def checkup(address: str, now: datetime, backups: Path | None = None) -> tuple[Check, ...]:
    """Look at the register at *address*: connection, encoding, rights, triggers, disk, clock.

    *backups* is the folder of its backups. Raises ``WrongAddress`` for what is no address;
    never ``ProblemsFound``: a register that cannot be opened is what was asked about.
    """
    try:
        database = open_register(address)
        with database.reading() as connection:
            return (
                Check("kết nối", is_well=True, found=f"mở được {database.name}"),
                _encoding(connection),
                *_rights(database, connection),
                _guards(connection),
                _disk(database, connection),
                *_clock(connection, now),
                _backup(connection, backups, now),
            )
    except ProblemsFound as faults:
        return tuple(
            Check("kết nối", is_well=False, found=f"{one.place}: {one.message}", advice=one.hint)
            for one in faults.problems
        )


def _encoding(connection: Connection) -> Check:
    found = encoding_of(connection)
    return Check("bảng mã", found == UNICODE, found, "tạo lại bằng createdb -E UTF8 -T template0")


def _rights(database: Database, connection: Connection) -> Iterator[Check]:
    path = database.path
    if path is not None:
        others = path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
        found = "người khác trên máy đọc hoặc ghi được tệp sổ" if others else "chỉ chủ tệp đọc được"
        yield Check("quyền đọc", not others, found, f"chmod 600 {path.name}")
        can_write = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
        found = "ghi được tệp và thư mục" if can_write else "không ghi được: chỉ xem được sổ"
        yield Check("quyền ghi", can_write, found, "cấp quyền ghi tệp sổ và thư mục chứa nó")
        return
    needed = [(table.name, "INSERT") for table in (*APPEND_ONLY, states)]
    # Where a dossier stands is written anew after each step; everything else is only added.
    needed.append((states.name, "DELETE"))
    asked = text("SELECT has_table_privilege(current_user, :name, :right)")
    lacking = [
        f"{right} {name}"
        for name, right in needed
        if not connection.execute(asked, {"name": name, "right": right}).scalar()
    ]
    found = f"thiếu quyền {', '.join(lacking)}" if lacking else "đủ quyền ghi"
    advice = (
        "chủ sở hữu sổ chạy: GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO người_dùng; "
    )
    advice += "GRANT DELETE ON states TO người_dùng"
    yield Check("quyền ghi", not lacking, found, advice)
    owns = "SELECT tableowner = current_user FROM pg_tables WHERE tablename = 'events'"
    if connection.execute(text(owns)).scalar():
        found = "người dùng này là chủ các bảng: có thể gỡ khóa chống sửa"
        advice = "dùng hằng ngày thì nên có người dùng riêng chỉ được thêm; xem trang PostgreSQL"
        yield Check("quyền chủ", None, found, advice)


def _guards(connection: Connection) -> Check:
    missing = missing_guards(connection)
    found = f"thiếu hoặc đã tắt: {', '.join(missing)}" if missing else "đủ, đang bật"
    advice = "kiểm tra sổ; khôi phục từ bản sao lưu vào sổ mới"
    return Check("khóa chống sửa", not missing, found, advice)


def _disk(database: Database, connection: Connection) -> Check:
    if database.path is None:
        size = connection.execute(text("SELECT pg_database_size(current_database())")).scalar()
        found = f"sổ {_megabytes(int(size or 0))}; chỗ trống thì xem trên máy chủ"
        return Check("đĩa", None, found, f"nên còn trống ít nhất {_megabytes(LEAST_FREE)}")
    size = database.path.stat().st_size
    free = shutil.disk_usage(database.path.parent).free
    found = f"sổ {_megabytes(size)}, còn trống {_megabytes(free)}"
    advice = f"dọn đĩa: nên còn ít nhất {_megabytes(LEAST_FREE)} và gấp đôi sổ"
    return Check("đĩa", free >= max(LEAST_FREE, 2 * size), found, advice)


def _megabytes(size: int) -> str:
    return f"{vietnamese(-(-size // 1_000_000))} MB"


def _clock(connection: Connection, now: datetime) -> Iterator[Check]:
    query = select(events.c.at).order_by(events.c.seq.desc()).limit(1)
    last = datetime.fromisoformat(str(connection.execute(query).scalar_one()))
    found = f"máy này {now:%H:%M} {short_date(now.date())}; mắt xích cuối {last:%H:%M} "
    found += short_date(last.date())
    advice = "sửa đồng hồ máy này trước khi ghi sổ; bật đồng bộ giờ qua mạng"
    yield Check("đồng hồ", now + CLOCK_APART >= last, found, advice)
    if connection.dialect.name != "sqlite":
        server = connection.execute(text("SELECT now()")).scalar_one()
        apart = abs(server - now)
        found = f"lệch máy chủ {vietnamese(int(apart.total_seconds()))} giây"
        yield Check("giờ máy chủ", apart <= CLOCK_APART, found, "bật đồng bộ giờ ở cả hai máy")


def _backup(connection: Connection, folder: Path | None, now: datetime) -> Check:
    name, advice = "sao lưu", "sao lưu ít nhất mỗi tuần"
    if folder is None:
        return Check(name, None, "chưa nêu thư mục sao lưu", advice)
    files = sorted(folder.glob(f"*{_ENDING}"), key=lambda path: path.stat().st_mtime, reverse=True)
    if not files:
        return Check(name, is_well=False, found=f"không có bản nào trong {folder}", advice=advice)
    newest = files[0]
    try:
        backup = open_register(str(newest))
        with backup.reading() as copied:
            head = head_of(copied)
        backup.close()
    except ProblemsFound as faults:
        found = f"{file_name(newest)}: {faults.problems[0].message}"
        return Check(name, is_well=False, found=found, advice=advice)
    held = select(events.c.hash).where(events.c.seq == head.seq)
    if connection.execute(held).scalar() != head.hash:
        found = f"{file_name(newest)} không phải bản sao của sổ này"
        return Check(name, is_well=False, found=found, advice=advice)
    made = datetime.fromtimestamp(newest.stat().st_mtime, now.tzinfo)
    behind = head_of(connection).seq - head.seq
    found = f"{file_name(newest)}, {short_date(made.date())}, sau đó sổ có thêm {behind} mắt xích"
    is_new = now - made <= timedelta(days=BACKUP_DAYS) or not behind
    return Check(name, is_new, found, advice)

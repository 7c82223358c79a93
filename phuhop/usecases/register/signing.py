"""Signing with an office's key: heads of a register, packages, tables; whose a signature is."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from phuhop.files.writing import write_bytes
from registry.acts.signing import KnownKey, accept_key, drop_key, known_keys, sign_head
from registry.signing.beside import SignedVersion
from registry.signing.keys import PrivateKey, new_key, opened_key, public_key_of, short
from registry.signing.signatures import (
    FILE,
    HEAD,
    SUFFIX,
    Signature,
    check_file,
    read_signature,
    signed,
)
from registry.store.schema import events
from scoring.base.file_errors import reason as why
from scoring.base.problems import Place, Problem, ProblemsFound, file_name

if TYPE_CHECKING:
    from registry.store.chain import Actor, Event
    from registry.store.database import Database

PUBLIC = ".pub"


@dataclass(frozen=True, slots=True)
class KeyMade:
    """A key's two files, and its public half."""

    private: Path
    public: Path
    key: str

    def lines(self) -> list[str]:
        """Return what was made, and what is to be done with it."""
        return [
            f"{self.private.as_posix()}: khóa riêng, chỉ chủ tệp đọc được; cất kín một bản",
            f"{self.public.as_posix()}: khóa công khai {short(self.key)}, gửi được cho mọi nơi",
        ]


def make_key(path: Path, passphrase: str) -> KeyMade:
    """Write a new key to *path*, which only its owner reads, and its public half beside it.

    Raises ``ProblemsFound`` for a short passphrase and where a file stands already.
    """
    public = path.with_name(path.name + PUBLIC)
    for one in (path, public):
        if os.path.lexists(one):
            message, hint = "tệp này đã có, không ghi đè khóa", "đặt tên khác"
            raise ProblemsFound([Problem(Place(file_name(one)), "da-co-tep", message, hint)])
    kept, shown = new_key(passphrase, Place(file_name(path)))
    write_bytes(path, kept, private=True)
    write_bytes(public, shown)
    return KeyMade(path, public, public_key_of(shown, Place(file_name(public))))


@dataclass(frozen=True, slots=True)
class Acted:
    """An event about keys or signatures, and the files that were written with it."""

    event: Event
    files: tuple[Path, ...] = ()

    def lines(self) -> list[str]:
        """Return the link and the files."""
        from registry.views.text import event_line

        return [event_line(self.event), *(path.as_posix() for path in self.files)]

    def json(self) -> dict[str, Any]:
        """Return the link as plain values."""
        from registry.views.plain_json import plain_event

        return plain_event(self.event)


def accept(database: Database, public: Path, name: str | None, actor: Actor) -> Acted:
    """Let the register know a public key; raises as ``registry.acts.signing.accept_key``."""
    key = public_key_of(_read(public), Place(file_name(public)))
    return Acted(accept_key(database, key, name, actor))


def drop(database: Database, public: str, reason: str | None, actor: Actor) -> Acted:
    """Let the register know a key no longer; raises as ``registry.acts.signing.drop_key``."""
    return Acted(drop_key(database, public.replace(" ", "").lower(), reason, actor))


def keys(database: Database) -> tuple[KnownKey, ...]:
    """Return the keys the register knows now."""
    with database.reading() as connection:
        return tuple(known_keys(connection).values())


def sign_register(
    database: Database, key: PrivateKey, actor: Actor, output: Path | None = None
) -> Acted:
    """Sign the head of the chain; with *output* the signature is written there, too.

    Raises as ``registry.acts.signing.sign_head``.
    """
    event, signature = sign_head(database, key, actor)
    if output is not None:
        write_bytes(output, signature.text)
    return Acted(event, () if output is None else (output,))


def sign_files(paths: Sequence[Path], key: PrivateKey, person: str, at: str) -> tuple[Path, ...]:
    """Write the signature of each file beside it; return the signatures' paths.

    Raises ``ProblemsFound`` for a file that cannot be read, before any signature is written.
    """
    hashes = [(path, hashlib.sha256(_read(path)).hexdigest()) for path in paths]
    written = []
    for path, sha256 in hashes:
        target = path.with_name(path.name + SUFFIX)
        write_bytes(target, signed(key, FILE, sha256, person, at).text)
        written.append(target)
    return tuple(written)


def open_key(path: Path, passphrase: str) -> PrivateKey:
    """Return the key of a file; raises ``ProblemsFound`` when it cannot be opened."""
    return opened_key(_read(path), passphrase, Place(file_name(path)))


def signature_beside(path: Path) -> Signature | None:
    """Return the signature that lies beside a file, ``None`` where none does.

    Raises ``ProblemsFound`` for a signature that is damaged or of another file.
    """
    beside = path.with_name(path.name + SUFFIX)
    if not beside.exists():
        return None
    place = Place(file_name(beside))
    signature = read_signature(_read(beside), place)
    check_file(signature, hashlib.sha256(_read(path)).hexdigest(), place)
    return signature


def whose(signature: Signature, known: Mapping[str, KnownKey]) -> str:
    """Return in words who signed, with which key, and whether it is known."""
    one = known.get(signature.key)
    return SignedVersion(signature, None if one is None else one.name).words


def checked(path: Path, database: Database | None) -> str:
    """Return what a signature says: of a file beside it, or of a register's head.

    *path* is the signed file or the signature. Raises ``ProblemsFound`` where nothing is
    signed, for a signature that is not true, and for a head that is not in the register.
    """
    known: Mapping[str, KnownKey] = {}
    if database is not None:
        with database.reading() as connection:
            known = known_keys(connection)
    if not path.name.endswith(SUFFIX):
        found = signature_beside(path)
        if found is None:
            message = f"bên cạnh tệp không có chữ ký {path.name}{SUFFIX}"
            raise ProblemsFound([Problem(Place(file_name(path)), "chua-ky", message)])
        return whose(found, known)
    place = Place(file_name(path))
    signature = read_signature(_read(path), place)
    if signature.what == FILE:
        of = path.with_name(path.name.removesuffix(SUFFIX))
        check_file(signature, hashlib.sha256(_read(of)).hexdigest(), place)
        return whose(signature, known)
    return _head_words(signature, known, database, place)


def _head_words(
    signature: Signature, known: Mapping[str, KnownKey], database: Database | None, place: Place
) -> str:
    if not signature.is_true or signature.what != HEAD:
        message, hint = "chữ ký không đúng: tệp chữ ký đã bị sửa hoặc hỏng", "xin lại tệp chữ ký"
        raise ProblemsFound([Problem(place, "chu-ky-sai", message, hint)])
    words = f"đầu chuỗi {signature.subject}: {whose(signature, known)}"
    if database is None:
        return words
    number, _, value = signature.subject.partition(":")
    with database.reading() as connection:
        query = select(events.c.hash).where(events.c.seq == int(number))
        there = connection.execute(query).scalar()
    if there != value:
        message = f"sổ không có mắt xích {signature.subject} đã ký"
        hint = "sổ đã bị thay hoặc cắt sau khi ký, hay đây là sổ khác; so với bản sao lưu"
        raise ProblemsFound([Problem(place, "mat-dau-chuoi", message, hint)])
    return f"{words}; mắt xích còn trong sổ"


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"không đọc được tệp: {why(error)}"
        place = Place(file_name(path))
        raise ProblemsFound([Problem(place, "khong-doc-duoc", message)]) from None


@dataclass(frozen=True, slots=True)
class Checked:
    """What was said of each signature, and what is wrong with the others."""

    lines: tuple[str, ...]
    problems: tuple[Problem, ...]


def checked_each(paths: Sequence[Path], database: Database | None) -> Checked:
    """Return what each signature says; a fault of one withholds no other."""
    lines: list[str] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            lines.append(f"{file_name(path)}: {checked(path, database)}")
        except ProblemsFound as found:
            problems += found.problems
    return Checked(tuple(lines), tuple(problems))


def passphrase_of(path: Path) -> str:
    """Return the first line of a file; raises ``ProblemsFound`` where there is none."""
    text = _read(path).decode("utf-8-sig", errors="replace").partition("\n")[0].rstrip("\r")
    if not text:
        message = "tệp mật khẩu để trống"
        raise ProblemsFound([Problem(Place(file_name(path)), "mat-khau-trong", message)])
    return text

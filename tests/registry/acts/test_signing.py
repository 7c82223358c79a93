"""Heads that an office signed: whose key, known or not; what was changed behind a signature."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from registry.acts.signing import SIGN, accept_key, drop_key, known_keys, sign_head
from registry.keeping.audit import audit
from registry.signing.keys import (
    is_signed_by,
    new_key,
    opened_key,
    public_key_of,
    short,
)
from registry.signing.signatures import (
    FILE,
    HEAD,
    check_file,
    read_signature,
    signed,
)
from registry.store.chain import EventContent, append, head_of
from registry.store.database import Database
from registry.workflow.settings import settings_of
from scoring.base.problems import Place, ProblemsFound
from tests.support.registries import by, hand_in, new_register, said, step, version, with_figures
from tests.support.signing_keys import WORDS, a_key
from tests.support.tampering import tamper

PLACE = Place("khoa.pem")


def signed_register(address: str) -> Database:
    """Return a register whose head the office signed."""
    register = new_register(address)
    hand_in(register)
    accept_key(register, a_key().public, "Sở Y tế tỉnh Mẫu", by("quản trị"))
    sign_head(register, a_key(), by("quản trị"))
    return register


def refused(call: object, *arguments: object) -> list[str]:
    with pytest.raises(ProblemsFound) as caught:
        call(*arguments)  # type: ignore[operator]
    return said(caught.value.problems)


def test_the_audit_says_whose_key_signed_the_head(address: str) -> None:
    register = signed_register(address)
    step(register, "start", "thẩm định")
    found = audit(register)

    assert () == found.problems
    assert [
        (
            f"Đã ký đến mắt xích 3 ngày 30/11/2024: Vũ Văn Khe, khóa {short(a_key().public)} "
            "(«Sở Y tế tỉnh Mẫu»), sổ đã nhận"
        )
    ] == [head.words for head in found.signed]


def test_a_key_that_is_not_known_signs_nothing(address: str) -> None:
    register = new_register(address)
    expected = f"khóa: [khoa-la] sổ chưa nhận khóa {short(a_key().public)}"

    assert [f"{expected}; nhận khóa công khai của cơ quan trước"] == refused(
        sign_head, register, a_key(), by("quản trị")
    )


def test_a_key_is_accepted_once_and_dropped_with_a_reason(address: str) -> None:
    register = signed_register(address)
    again = accept_key(register, a_key().public, "Sở Y tế tỉnh Mẫu", by("quản trị"))

    assert 3 == again.seq
    assert ["khóa: [chua-du-dieu-kien] phải nêu lý do bỏ khóa"] == refused(
        drop_key, register, a_key().public, " ", by("quản trị")
    )
    drop_key(register, a_key().public[:16], "Khóa bị lộ", by("quản trị"))
    with register.reading() as connection:
        assert {} == known_keys(connection)
    # What was signed while it was known stays signed.
    assert [3] == [head.seq for head in audit(register).signed]
    assert () == audit(register).problems


def test_only_the_keeper_accepts_and_signs(address: str) -> None:
    register = signed_register(address)

    assert any(
        "[sai-vai-tro] vai trò «thẩm định» không được nhận khóa" in line
        for line in refused(accept_key, register, a_key(1).public, "Ai đó", by("thẩm định"))
    )
    assert any(
        "[sai-vai-tro] vai trò «thẩm định» không được ký đầu chuỗi" in line
        for line in refused(sign_head, register, a_key(), by("thẩm định"))
    )


def slipped_in(register: Database, signature: dict[str, str]) -> list[str]:
    """Return what the audit says of a signature that was added behind the program's back."""
    with register.writing() as connection:
        agency = settings_of(connection).workflow.role("quản trị").agency_on(by("quản trị").day)
        detail = {"key": signature["key"], "signature": signature}
        append(connection, by("quản trị"), EventContent(SIGN, agency, detail=detail))
    return [problem.code for problem in audit(register).problems]


def test_a_signature_of_a_stranger_is_found(address: str) -> None:
    register = signed_register(address)
    with register.reading() as connection:
        head = str(head_of(connection))
    strange = signed(a_key(1), HEAD, head, "Kẻ Lạ", "2024-11-30T08:00:00+07:00")

    assert ["khoa-la"] == slipped_in(register, asdict(strange))


def test_a_signature_of_another_head_or_with_a_changed_letter_is_found(address: str) -> None:
    register = signed_register(address)
    of_another = signed(a_key(), HEAD, "2:" + "0" * 64, "Vũ Văn Khe", "2024-11-30T08:00:00+07:00")

    assert ["chu-ky-sai"] == slipped_in(register, asdict(of_another))
    changed = replace(of_another, person="Người khác")
    assert ["chu-ky-sai"] * 2 == slipped_in(register, asdict(changed))


def test_links_changed_behind_a_signature_break_the_chain_before_it(address: str) -> None:
    register = signed_register(address)
    tamper(register, "UPDATE events SET person = 'Người khác' WHERE seq = 2")

    assert "mat-xich-bi-sua" in [problem.code for problem in audit(register).problems]


def test_a_file_is_signed_the_same_way() -> None:
    place, sha256 = Place("goi.phuhop.chu-ky.json"), "ab" * 32
    signature = signed(a_key(), FILE, sha256, "Vũ Văn Khe", "2024-11-30T08:00:00+07:00")
    read = read_signature(signature.text, place)

    assert signature == read
    check_file(read, sha256, place)
    again = "không dùng tệp này; xin lại cả tệp và chữ ký từ nơi gửi"
    assert [
        (
            "goi.phuhop.chu-ky.json: [chu-ky-sai] chữ ký này là của tệp khác, hoặc tệp đã bị sửa "
            f"sau khi ký; {again}"
        )
    ] == refused(check_file, read, "cd" * 32, place)
    damaged = replace(read, value="00" + read.value[2:])
    assert [
        (
            "goi.phuhop.chu-ky.json: [chu-ky-sai] chữ ký không đúng: tệp chữ ký đã bị sửa hoặc "
            f"hỏng; {again}"
        )
    ] == refused(check_file, damaged, sha256, place)


@pytest.mark.parametrize("content", [b"{}", b'{"format": "phuhop.signature/1"}', b"[1]"])
def test_what_is_no_signature_is_told(content: bytes) -> None:
    assert ["x.json: [chu-ky-hong] đây không phải tệp chữ ký «phuhop.signature/1»"] == [
        line.partition(";")[0] for line in refused(read_signature, content, Place("x.json"))
    ]


def test_a_key_needs_its_passphrase() -> None:
    kept, public = new_key(WORDS, PLACE)

    assert b"BEGIN ENCRYPTED PRIVATE KEY" in kept
    assert public_key_of(public, PLACE) == opened_key(kept, WORDS, PLACE).public
    assert [
        (
            "khoa.pem: [sai-mat-khau-khoa] sai mật khẩu của khóa, hoặc tệp khóa đã hỏng; gõ lại "
            "mật khẩu"
        )
    ] == refused(opened_key, kept, "mot cau khac han", PLACE)
    assert ["khong-phai-khoa"] == _codes(refused(opened_key, public, WORDS, PLACE))
    assert ["khong-phai-khoa"] == _codes(refused(opened_key, b"xin chao", WORDS, PLACE))
    assert ["khong-phai-khoa"] == _codes(refused(public_key_of, kept, PLACE))
    assert ["sai-mat-khau-khoa"] == _codes(refused(opened_key, kept[:150], WORDS, PLACE))
    assert ["mat-khau-ngan"] == _codes(refused(new_key, "ngan", PLACE))
    assert WORDS not in repr(opened_key(kept, WORDS, PLACE))


def test_another_kind_of_key_is_told() -> None:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        Encoding,
        PrivateFormat,
    )

    other = X25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(WORDS.encode())
    )

    assert ["khoa-loai-khac"] == _codes(refused(opened_key, other, WORDS, PLACE))


def test_what_is_no_signature_at_all_is_not_true() -> None:
    assert not is_signed_by("xyz", "ab", b"")
    assert not is_signed_by(a_key().public, "ab", b"")


def _codes(lines: list[str]) -> list[str]:
    return [line.split("[")[1].split("]")[0] for line in lines]


def test_a_version_keeps_the_signature_beside_its_file_and_the_audit_judges_it(
    address: str,
) -> None:
    register = new_register(address)
    accept_key(register, a_key().public, "Sở Y tế tỉnh Mẫu", by("quản trị"))
    moment, file = "2024-11-30T08:00:00+07:00", "ab" * 32
    true = signed(a_key(), FILE, file, "Vũ Văn Khe", moment)
    hand_in(register, replace(version(), signature=true))
    step(register, "return", "thẩm định", "Thiếu sổ tiêm chủng")
    hand_in(register, replace(version(with_figures(phieu_hai_long=190)), signature=None))
    found = audit(register)

    assert found.is_sound, said(found.problems)
    assert ["Vũ Văn Khe ký ngày 30/11/2024 bằng khóa"] == [
        one.words.rpartition(" bằng khóa ")[0] + " bằng khóa" for one in found.signed_versions
    ]
    assert ["Sở Y tế tỉnh Mẫu"] == [one.name for one in found.signed_versions]
    step(register, "return", "thẩm định", "Thiếu sổ tiêm chủng")
    forged = replace(true, person="Kẻ Nào Đó")
    hand_in(register, replace(version(with_figures(phieu_hai_long=191)), signature=forged))

    assert ["chữ ký của tệp nhập không đúng, hoặc đã bị sửa"] == [
        problem.message for problem in audit(register).problems
    ]


def test_a_reason_that_names_a_child_never_enters_the_chain(address: str) -> None:
    register = signed_register(address)
    reason = "Khóa để trong túi cháu Hoa"
    (line,) = refused(drop_key, register, a_key().public, reason, by("quản trị"))

    assert "[chu-rieng-tu]" in line
    assert "Hoa" not in line

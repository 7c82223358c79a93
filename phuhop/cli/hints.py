"""What only the command line knows to say: which option, which command.

Use cases and what lies below them name fields, kinds of faults and steps, in plain words; this
is the one place that says them in options and commands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from phuhop.usecases.problems import Problem
    from phuhop.usecases.register.steps import Offer
    from phuhop.usecases.wrong_use import WrongUse
    from registry.keeping.checkup import Check

_Phrases = tuple[tuple[str, str], ...]
"""Plain words, and what the terminal says instead of them."""

_NEW_FORM = "tạo biểu mới bằng phuhop form"
_NEW_WORKSHEET = ("tạo phiếu mới", "tạo phiếu mới bằng phuhop verify blank")
_OWN_PACKAGES = (("do phần mềm này ghi ra", "do lệnh phuhop pack ghi ra"),)
_RESULTS = (
    ("chấm lại để lấy tệp kết quả", "lấy lại tệp từ phuhop score --json"),
    ("chấm lại để lấy bảng kết quả", "lấy lại bảng từ phuhop score -o"),
    ("rồi xuất lại", "rồi xuất lại bằng phuhop registry export"),
)
_AUDIT = "phuhop registry audit"

FAULTS: Mapping[str, _Phrases] = {
    "bang-ma": _RESULTS,
    "ban-tham-dinh-khac": (("xem bản mới", "xem bản mới bằng phuhop registry show"),),
    "bieu-khac-bo-tieu-chi": (
        ("chọn bộ tiêu chí ", "thêm --ruleset "),
        ("tạo biểu mới của năm ", f"{_NEW_FORM} --year "),
    ),
    "bieu-khac-nam": (("dùng biểu của năm ", "dùng biểu của phuhop form --year "),),
    "bieu-phien-ban": (("tạo biểu mới", _NEW_FORM),),
    "bo-tieu-chi-la": (("nêu tệp YAML của nó", "đưa tệp của nó vào bằng --ruleset TỆP.yaml"),),
    "cach-nen-la": _OWN_PACKAGES,
    "chua-co-so": (
        ("tạo sổ mới", "tạo sổ mới bằng phuhop registry init"),
        ("chỉ đúng chỗ", "chỉ đúng chỗ bằng --db"),
    ),
    "chua-quyet-dinh": (("lấy từ sổ hoặc", "lấy từ sổ (--db) hoặc"),),
    "chua-tham-dinh": (("ghi bản thẩm định", "ghi bằng phuhop registry appraise"),),
    "co-mat-khau": _OWN_PACKAGES,
    "du-lieu-thua": _OWN_PACKAGES,
    "json-la": _RESULTS,
    "json-sai": _RESULTS,
    "ket-qua-khac": (
        ("chấm lại gói để xem", "chạy phuhop reproduce để xem"),
        ("kiểm tra sổ", f"kiểm tra sổ bằng {_AUDIT}"),
    ),
    "ket-qua-mau-thuan": _RESULTS,
    "khong-phai-khoa": (
        ("khóa mới của cơ quan", "khóa mới của cơ quan bằng phuhop registry key new"),
    ),
    "khoa-la": (("của cơ quan trước", "của cơ quan trước, bằng phuhop registry key accept"),),
    "khong-co-loi": (("trong danh sách của hồ sơ", "bằng phuhop registry texts"),),
    "khac-bo-tieu-chi": (("chọn đúng tệp bộ tiêu chí", "dùng --ruleset với đúng tệp"),),
    "khong-co-libreoffice": (
        ("rồi làm lại", "rồi chạy lại"),
        ("không lấy PDF", "bỏ «--format pdf»"),
    ),
    "khong-co-ho-so": (("xem danh sách hồ sơ", "xem phuhop registry list"),),
    "khong-du-quyen": (("khám sổ để biết", "phuhop registry doctor nói"),),
    "khong-doi-duoc-pdf": (("làm lại với dạng docx", "chạy lại với --format docx"),),
    "khong-phai-xlsx": (
        ("mở gói ra", "mở gói bằng phuhop unpack"),
        ("kiểm tra gói", "kiểm tra bằng phuhop reproduce"),
    ),
    "khong-phai-phieu": (
        ("của phần mềm này", "của phuhop verify blank"),
        ("cần phiếu thẩm định", "cần phiếu của phuhop verify blank"),
    ),
    "khong-phai-so-dang-ky": (("tạo sổ mới", "tạo sổ mới bằng phuhop registry init"),),
    "lien-ket": _OWN_PACKAGES,
    "long-qua-sau": _RESULTS,
    "mat-trang": (("tạo phiếu mới rồi chép", f"{_NEW_WORKSHEET[1]} rồi chép"),),
    "nen-bat-thuong": _OWN_PACKAGES,
    "niem-phong-vo": _RESULTS,
    "phien-ban-so": (("nâng cấp sổ", "chạy phuhop registry upgrade"),),
    "phieu-doi-chieu-khac": (("tạo phiếu mới", "tạo phiếu mới bằng phuhop rules review"),),
    "phieu-phien-ban": (_NEW_WORKSHEET,),
    "sha256-sai": _RESULTS,
    "so-thieu-dong": (("kiểm tra sổ cho biết", f"{_AUDIT} cho biết"),),
    "so-khong-lien": (("kiểm tra sổ;", f"xem {_AUDIT};"),),
    "ten-la": _OWN_PACKAGES,
    "ten-vai-tro": (("người làm viết là", "--as viết"),),
    "tep-hong": _OWN_PACKAGES,
    "tep-qua-lon": (("kiểm tra và chấm điểm đọc", "phuhop check và phuhop score đọc"),),
    "thieu-cot": (
        ("chấm trước", "chấm trước: phuhop score BẢNG -o KẾT_QUẢ"),
        ("dùng tệp mẫu của phần chữ", "dùng tệp do --sample-text ghi"),
        ("dùng biểu nhập số của kế hoạch", "phuhop targets --form ghi biểu này"),
    ),
}
"""What the terminal says of a fault, by its code."""

_PLACE_TAKEN = {"da-co-tep", "da-co-thu-muc"}
"""Codes of faults that another ``-o`` mends, in a command that has one."""

WISHES: Mapping[str, _Phrases] = {
    "documents": (("các mã: ", "các mã: all, "),),
    "expected": (("danh sách đơn vị hoặc tỉnh", "--expected hoặc --province"),),
    "place": (("tra trong sổ đơn vị hành chính", "xem phuhop units find"),),
    "province": (("tra trong sổ đơn vị hành chính", "xem phuhop units find"),),
    "register": (("có danh mục thì phải nêu xã", "--register cần --commune"),),
    "workflow": (("nêu quy trình hoặc thời hạn", "nêu --workflow hoặc --deadlines"),),
    "year": (("dùng danh sách của", "dùng --expected với danh sách của"),),
}
"""What the terminal says of a wish that cannot be meant, by the field."""

_SAID_BEFORE = {
    "answers": "--answer",
    "head": "--head",
    "output": "-o",
    "province": "--province",
    "remarks": "--remark",
}
"""The option that a message begins with, by the field; others speak for themselves."""

CHECKS: Mapping[str, _Phrases] = {
    "khóa chống sửa": (("kiểm tra sổ", f"chạy {_AUDIT}"),),
    "kết nối": (
        *FAULTS["chua-co-so"],
        *FAULTS["phien-ban-so"],
        *FAULTS["khong-du-quyen"],
        *FAULTS["so-thieu-dong"],
    ),
    "sao lưu": (
        ("sao lưu ít nhất", "phuhop registry backup THƯ_MỤC/NGÀY.db, ít nhất"),
        ("thư mục sao lưu", "thư mục sao lưu (--backups)"),
    ),
}
"""What the terminal says of a thing that was examined in a register, by its name."""


_REFUSED = {"buoc-trai-quy-trinh", "chua-du-dieu-kien", "sai-vai-tro"}
"""Codes of steps that are none, where a dossier stands."""

_OPTION_OF_NEED = {
    "day": "--day",
    "number": "--number",
    "reason": "--reason",
    "receiver": "--to",
    "signer": "--signer",
}
"""The option that says what a step lacks, by the field of the need."""

_GIVEN_BY_NAME = "phải nêu"
"""How a need begins that a word said with the step meets."""


def in_commands(problem: Problem) -> Problem:
    """Return a problem as the terminal tells it."""
    if problem.code in _REFUSED:
        return _refused_step(problem)
    phrases = FAULTS.get(problem.code, ())
    message, hint = said(problem.message, phrases), said(problem.hint, phrases)
    if problem.code in _PLACE_TAKEN and _has_output():
        hint += " bằng -o"
    if (message, hint) == (problem.message, problem.hint):
        return problem
    return replace(problem, message=message, hint=hint)


def _refused_step(problem: Problem) -> Problem:
    from phuhop.usecases.register.steps import RefusedStep

    if not isinstance(problem, RefusedStep):
        return problem
    message = problem.message
    for need in problem.missing:
        option = _OPTION_OF_NEED.get(need.field)
        if option is not None and need.words.startswith(_GIVEN_BY_NAME):
            message = message.replace(need.words, f"{need.words} ({option})")
    return replace(problem, message=message, hint=offers_in_commands(problem.offers))


def offers_in_commands(offers: Sequence[Offer]) -> str:
    """Return the steps that lead on: name, command of ``phuhop registry``, roles."""
    if not offers:
        return "không còn bước nào nữa"
    steps = [offer.step for offer in offers]
    named = "; ".join(f"{step.name} ({step.command}: {', '.join(step.roles)})" for step in steps)
    return f"bước hợp lệ: {named}"


def said(text: str, phrases: _Phrases) -> str:
    """Return *text* with the terminal's words for plain ones."""
    for plain, words in phrases:
        text = text.replace(plain, words)
    return text


def check_in_commands(check: Check) -> Check:
    """Return what was found of one thing of a register as the terminal tells it."""
    phrases = CHECKS.get(check.name, ())
    return replace(check, found=said(check.found, phrases), advice=said(check.advice, phrases))


def _has_output() -> bool:
    context = click.get_current_context(silent=True)
    return context is not None and "output" in context.params


def wrong_use_words(wrong: WrongUse) -> str:
    """Return what the terminal says of a wish that cannot be meant."""
    words = said(wrong.message, WISHES.get(wrong.field, ()))
    option = _SAID_BEFORE.get(wrong.field)
    return f"{option}: {words}" if option else words

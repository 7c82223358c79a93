"""One cell of a table, read: a count, có/không, a code, a year, a kind, areas, a text.

Every function takes the raw value as a reader found it, returns the value or ``None`` for
a blank, and raises ``CellFault`` for everything a careful person would ask back about.
Nothing is guessed: a number that can be read in two ways is a fault that says so.
Source of the number rules: Luật Kế toán 2003, Điều 12, and the law of 2015 (thousands with
dots, decimals with a comma).
"""

from __future__ import annotations

import math
import re
from typing import NoReturn

from scoring.base.communes import Area, CommuneKind
from scoring.base.limits import BLANK_HINT, FIRST_YEAR, LARGEST_TYPED, LAST_YEAR, LONGEST_TEXT
from scoring.base.problems import nearest, shown
from scoring.base.quantities import vietnamese
from scoring.base.text import clean
from scoring.tables.cell_text import CellFault, Raw, is_blank, refuse_unreadable, text_of

NO_AREA = "không"
"""What a table says of a commune that lies in no area, so that a blank is no answer."""

_THOUSAND = 1_000
_QUICK = len(str(LARGEST_TYPED))
_PLAIN_HINT = "ghi số đếm bằng chữ số, ví dụ 1234"

# What people write instead of leaving the cell empty.
_NO_NUMBER = re.compile(
    r"[-–—_./\\?…]+|x|na|n/a|null|none|nil|nan|k|kc|không|chưa"
    r"|(?:không|chưa) (?:có|rõ)(?: số liệu)?"
)
_NEGATIVE = re.compile(r"[-−–] ?[0-9][0-9.,]*|\([0-9][0-9.,]*\)")
_WHOLE = re.compile(r"([0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,0{1,2})?|([0-9]+)\.0{1,2}")
_TWO_READINGS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_DECIMAL = re.compile(r"[0-9.]+,[0-9]+|[0-9]+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+")
_SPACED = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+")
_GUARDED = re.compile("'[-+@]")
# A letter that an encoding lacks becomes a question mark; UTF-8 that was stored twice and then
# lost a byte keeps pairs of letters that no Vietnamese word has.
_LOST_LETTERS = re.compile(
    r"\ufffd|\w\?|\?\w|[áâ][º»]|Ä[\u2018\u0192\x91]|Æ[°¡]|Ã[\xa1-\xa3\xa8-\xad\xb2\xb3\xb9-\xbd]"
)
# A number that touches a letter (2OOO, 10k) or lacks its beginning (,5) proposes nothing.
_NUMBER_IN_TEXT = re.compile(r"(?<![\w.,])[0-9]+(?:[.,][0-9]+)*(?!\w|[.,]\S)")


def count(raw: Raw) -> int | None:
    """Return a count of persons, cases or sheets: whole, from 0 to ``LARGEST_TYPED``.

    >>> count("12.345"), count(15.0), count(" ")
    (12345, 15, None)
    """
    if isinstance(raw, str):
        # The quick way for almost every cell of a large table.
        if raw == "0":
            return 0
        if raw.isascii() and raw.isdigit() and len(raw) < _QUICK and raw[0] != "0":
            return int(raw)
        return _count_in_text(clean(raw))
    if raw is None:
        return None
    refuse_unreadable(raw)
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        _not_a_number(raw)
    if isinstance(raw, float) and not raw.is_integer():
        _not_whole(raw)
    if raw < 0:
        raise CellFault("so-am", f"{shown(text_of(raw))} là số âm", BLANK_HINT)
    return _not_too_long(int(raw), text_of(raw))


def _count_in_text(text: str) -> int | None:
    if not text:
        return None
    if _NO_NUMBER.fullmatch(text.casefold()):
        raise CellFault("o-khong-co-so", f"{shown(text)} không phải là số đếm", BLANK_HINT)
    refuse_unreadable(text)
    if "%" in text or "‰" in text:
        hint = "ghi số trẻ em, số vụ việc …; tỷ lệ do chương trình tự tính"
        raise CellFault("la-ty-le", f"{shown(text)} là tỷ lệ, ở đây cần số đếm", hint)
    if _NEGATIVE.fullmatch(text):
        raise CellFault("so-am", f"{shown(text)} là số âm", BLANK_HINT)
    whole = _WHOLE.fullmatch(text)
    if whole:
        digits = (whole[1] or whole[2]).replace(".", "")
        if digits[0] == "0" and len(digits) > 1:
            message = f"{shown(text)} có số 0 ở đầu"
            hint = f"nếu là số đếm thì ghi {digits.lstrip('0') or '0'}"
            raise CellFault("so-0-o-dau", message, hint)
        return _not_too_long(int(digits[: _QUICK + 1]), text)
    if _TWO_READINGS.fullmatch(text):
        digits = text.replace(",", "")
        message = f"{shown(text)} mơ hồ: dấu phẩy là hàng nghìn hay phần lẻ?"
        raise CellFault("so-mo-ho", message, f"nếu là số đếm {vietnamese(digits)} thì ghi {digits}")
    if _DECIMAL.fullmatch(text):
        _not_whole(text)
    return _text_around_a_number(text)


def _text_around_a_number(text: str) -> NoReturn:
    if _SPACED.fullmatch(text):
        joined = text.replace(" ", "")
        message = f"{shown(text)} có dấu cách giữa các chữ số"
        raise CellFault("khong-phai-so", message, f"nếu là một số thì ghi liền: {joined}")
    numbers = _NUMBER_IN_TEXT.findall(text)
    whole = _WHOLE.fullmatch(numbers[0]) if len(numbers) == 1 else None
    is_exponent = re.fullmatch(r"[0-9.,]+[eE][-+]?[0-9]+", text) is not None
    if whole and not is_exponent and all(letter.isascii() for letter in text if letter.isdigit()):
        digits = (whole[1] or whole[2]).replace(".", "")
        message = f"{shown(text)} có chữ lẫn với số"
        raise CellFault("so-co-chu", message, f"nếu số đếm là {digits} thì chỉ ghi {digits}")
    _not_a_number(text)


def _not_a_number(raw: Raw) -> NoReturn:
    raise CellFault("khong-phai-so", f"{shown(text_of(raw))} không phải là số đếm", _PLAIN_HINT)


def _not_whole(raw: str | float) -> NoReturn:
    hint = "số đếm không có phần lẻ"
    if isinstance(raw, float):
        if not math.isfinite(raw):
            _not_a_number(raw)
        if 0 < raw < 1:
            hint = "nếu đây là tỷ lệ thì ghi số đếm; tỷ lệ do chương trình tự tính"
        elif re.fullmatch(r"[1-9][0-9]?\.[0-9]{1,3}|[1-9][0-9]{2}\.[0-9]{3}", repr(raw)):
            # Somebody typed the dot of the thousands into an English-language Excel.
            thousands = round(raw * _THOUSAND)
            hint = (
                f"số đếm không có phần lẻ; nếu định ghi {vietnamese(thousands)} thì gõ {thousands}"
            )
    raise CellFault("so-khong-nguyen", f"{shown(text_of(raw))} không phải số nguyên", hint)


def _not_too_long(number: int, seen: str) -> int:
    if number > LARGEST_TYPED:
        message = f"{shown(seen)} lớn hơn {vietnamese(LARGEST_TYPED)}"
        raise CellFault("so-qua-lon", message, "kiểm tra lại số đếm của một xã")
    return number


def yes_no(raw: Raw) -> bool | None:
    """Return ``True`` for có, ``False`` for không; Excel's TRUE and FALSE are taken too."""
    if isinstance(raw, bool):
        return raw
    if is_blank(raw):
        return None
    text = text_of(raw)
    refuse_unreadable(text if isinstance(raw, str) else raw)
    word = text.casefold()
    if word in {"có", "true"}:
        return True
    if word in {"không", "false"}:
        return False
    hint = "ghi «có» hoặc «không»; để trống nếu chưa trả lời được"
    raise CellFault("co-khong", f"{shown(text)} không phải «có» hoặc «không»", hint)


def code(raw: Raw) -> str | None:
    """Return the code of a commune: five digits as text.

    Four digits or fewer are never padded: only the writer knows whether zeros were lost.
    """
    if is_blank(raw):
        return None
    text = clean(raw) if isinstance(raw, str) else _digits(raw)
    if text is not None:
        if re.fullmatch(r"[0-9]{5}", text):
            return text
        if re.fullmatch(r"[0-9]{1,4}", text):
            message = f"mã xã {shown(text)} chỉ có {len(text)} chữ số, có thể đã mất số 0 ở đầu"
            hint = f'có phải "{text.zfill(5)}"? đặt cột dạng Text rồi gõ lại'
            raise CellFault("mat-so-0", message, hint)
    seen = text_of(raw)
    # '00004 and ="00004" are ways to keep Excel from dropping the zeros.
    inside = re.fullmatch(r"=?['\"‘’“”]*([0-9]{5})['\"‘’“”]*", seen)
    hint = f'có phải "{inside[1]}"?' if inside else ""
    if not inside:
        refuse_unreadable(seen if isinstance(raw, str) else raw)
    message = f"mã xã {shown(seen)} không phải là 5 chữ số"
    raise CellFault("ma-xa-sai", message, hint or "ghi mã đơn vị hành chính, ví dụ 00004")


def _digits(raw: Raw) -> str | None:
    """Return a number cell as digits, ``None`` where it is not a whole positive number."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return None
    if isinstance(raw, float) and not raw.is_integer():
        return None
    return str(int(raw)) if raw >= 0 else None


def year(raw: Raw) -> int | None:
    """Return an assessment year, four digits, from 1990 to 2100."""
    if is_blank(raw):
        return None
    text = clean(raw) if isinstance(raw, str) else _digits(raw)
    if text is not None and re.fullmatch(r"[0-9]{4}", text):
        number = int(text)
        if FIRST_YEAR <= number <= LAST_YEAR:
            return number
        message = f"năm {shown(text)} nằm ngoài {FIRST_YEAR}–{LAST_YEAR}"
        raise CellFault("nam-sai", message)
    seen = text_of(raw)
    refuse_unreadable(seen if isinstance(raw, str) else raw)
    found = re.findall(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", seen)
    hint = f"chỉ ghi {found[0]}" if len(found) == 1 else "ghi năm bằng bốn chữ số, ví dụ 2024"
    raise CellFault("nam-sai", f"{shown(seen)} không phải là năm", hint)


def kind(raw: Raw) -> CommuneKind | None:
    """Return the kind of a commune-level unit, in whatever case it is written."""
    if is_blank(raw):
        return None
    seen = text_of(raw)
    refuse_unreadable(seen if isinstance(raw, str) else raw)
    names = [known.value for known in CommuneKind]
    if seen.casefold() in names:
        return CommuneKind(seen.casefold())
    hint = nearest(seen.casefold(), names) or f"ghi một trong: {', '.join(names)}"
    raise CellFault("loai-la", f"không có loại đơn vị {shown(seen)}", hint)


def areas(raw: Raw) -> tuple[Area, ...] | None:
    """Return the areas of a commune in the order of ``Area``, each once.

    None of them for «không», ``None`` for a blank: that nobody said so is another thing.
    """
    if is_blank(raw):
        return None
    seen = text_of(raw)
    refuse_unreadable(seen if isinstance(raw, str) else raw)
    if clean(seen).casefold() == NO_AREA:
        return ()
    names = [known.value for known in Area]
    found: set[str] = set()
    for piece in filter(None, map(str.strip, seen.casefold().split(";"))):
        if piece not in names:
            hint = (
                nearest(piece, names) or f"các vùng: {'; '.join(names)}; «{NO_AREA}» nếu không có"
            )
            if "," in piece:
                hint = "cách các vùng bằng dấu chấm phẩy «;»"
            raise CellFault("vung-la", f"không có vùng {shown(piece)}", hint)
        found.add(piece)
    return tuple(known for known in Area if known.value in found)


def text(raw: Raw) -> str | None:
    """Return a name: NFC, one line, at most 300 characters. ``Phường 10`` may be just 10."""
    if is_blank(raw):
        return None
    written = clean(raw) if isinstance(raw, str) else _digits(raw)
    if written is not None and _GUARDED.match(written):
        # Our own tables put a quote before what a spreadsheet would take for a formula.
        written = written[1:]
    refuse_unreadable(raw if written is None else written)
    if written is None:
        raise CellFault(
            "khong-phai-chu", f"{shown(text_of(raw))} không phải là tên", "ghi bằng chữ"
        )
    if len(written) > LONGEST_TEXT:
        message = f"{shown(written)} dài {vietnamese(len(written))} ký tự"
        raise CellFault("qua-dai", message, f"ghi không quá {LONGEST_TEXT} ký tự")
    if _LOST_LETTERS.search(written):
        message = f"{shown(written)} có chữ đã bị mất hoặc sai khi lưu"
        raise CellFault("mat-chu", message, "gõ lại, rồi lưu dạng «CSV UTF-8» hoặc .xlsx")
    return written

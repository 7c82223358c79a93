"""A drawing as an enhanced metafile: a picture of a few kilobytes, sharp at any size.

Word, LibreOffice and WPS draw it with the document's own Times New Roman, so Vietnamese
letters are right wherever the text is. Source of the records: MS-EMF (Microsoft Open
Specifications), the section named in each comment. One unit is one twentieth of a point.
"""

from __future__ import annotations

import struct
from functools import lru_cache

from reports.papers.chart import FILL, INK, LOST, OPEN, PAPER, WIDTH, Chart, Label
from reports.papers.text_width import twips
from reports.word.styles import FONT

_PER_INCH = 1440
_MICROMETRES = 25_400
_DEVICE = (14_400, 20_160)  # a made-up device of 10 × 14 inches, one unit a pixel
_PEN, _FONT, _BRUSHES = 1, 2, {FILL: 3, OPEN: 4, PAPER: 5, LOST: 6, INK: 7}
_HANDLES = 8


def emf(chart: Chart) -> bytes:
    """Return the chart as the bytes of an EMF file: same chart, same bytes."""
    drawing = chart.drawing
    records = [_objects(), *map(_label, drawing.labels)]
    brush = 0
    for box in drawing.boxes:
        if _BRUSHES[box.colour] != brush:
            brush = _BRUSHES[box.colour]
            records.append(_record(37, struct.pack("<I", brush)))  # 2.3.8.5 SELECTOBJECT
        edges = (box.x, box.y, box.x + box.width, box.y + box.height)
        records.append(_record(43, struct.pack("<4i", *edges)))  # 2.3.5.34 RECTANGLE
    records.append(_record(14, struct.pack("<III", 0, 0, 20)))  # 2.3.4.1 EOF
    body = b"".join(records)
    count = _OBJECT_RECORDS + len(records)
    return _header(drawing.height, 108 + len(body), count) + body


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<II", kind, 8 + len(content)) + content


def _header(height: int, size: int, records: int) -> bytes:
    """Return 2.3.4.2 HEADER with both extensions."""
    hundredths = [round(side * 2540 / _PER_INCH) for side in (WIDTH, height)]
    device_mm = [side * 254 // (10 * _PER_INCH) for side in _DEVICE]
    device_um = [side * _MICROMETRES // _PER_INCH for side in _DEVICE]
    content = struct.pack(
        "<8i4sIIIHHIII2i2iIII2i",
        *(0, 0, WIDTH, height),
        *(0, 0, *hundredths),
        b" EMF",
        0x10000,
        size,
        records,
        _HANDLES,
        *(0, 0, 0, 0),
        *_DEVICE,
        *device_mm,
        *(0, 0, 0),
        *device_um,
    )
    return _record(1, content)


_OBJECT_RECORDS = 12  # the header, and those of ``_objects`` beyond the one they count as


@lru_cache(maxsize=1)
def _objects() -> bytes:
    """Return the pen, the font, the brushes, and how text is drawn."""
    name = FONT.encode("utf-16-le").ljust(64, b"\0")
    height = -10 * 20
    logfont = struct.pack("<5i8B", height, 0, 0, 0, 400, 0, 0, 0, 1, 0, 0, 0, 18) + name
    font = struct.pack("<I", _FONT) + logfont.ljust(320, b"\0")
    return b"".join(
        (
            _record(18, struct.pack("<I", 1)),  # 2.3.11.11 SETBKMODE: transparent
            _record(22, struct.pack("<I", 24)),  # 2.3.11.25 SETTEXTALIGN: baseline
            _record(24, struct.pack("<I", _colour(INK))),  # 2.3.11.26 SETTEXTCOLOR
            _record(38, struct.pack("<IIiiI", _PEN, 0, 12, 0, _colour(INK))),  # 2.3.7.7 CREATEPEN
            _record(82, font),  # 2.3.7.8 EXTCREATEFONTINDIRECTW
            *(
                _record(39, struct.pack("<IIII", brush, 0, _colour(colour), 0))
                for colour, brush in _BRUSHES.items()  # 2.3.7.1 CREATEBRUSHINDIRECT
            ),
            _record(37, struct.pack("<I", _PEN)),
            _record(37, struct.pack("<I", _FONT)),
        )
    )


@lru_cache(maxsize=512)
def _label(label: Label) -> bytes:
    """Return 2.3.5.8 EXTTEXTOUTW: the text and the width of each of its letters."""
    text = label.text.encode("utf-16-le")
    letters = len(text) // 2
    text = text.ljust(len(text) + len(text) % 4, b"\0")
    widths = [twips(letter, label.points) for letter in label.text]
    widths += [0] * (letters - len(widths))  # the second half of a pair beyond U+FFFF
    # 76 bytes stand before the text, counted from the record's start.
    content = struct.pack(
        "<4iIffiiIIIiiiiI",
        *(0, 0, -1, -1),
        1,
        *(_PER_UNIT, _PER_UNIT),
        *(label.x, label.y),
        letters,
        76,
        0,
        *(0, 0, -1, -1),
        76 + len(text),
    )
    return _record(84, content + text + struct.pack(f"<{letters}i", *widths))


_PER_UNIT = 2540 / _PER_INCH


def _colour(rgb: int) -> int:
    """Return the colour as Windows writes it, blue first."""
    return (rgb & 0xFF) << 16 | rgb & 0xFF00 | rgb >> 16

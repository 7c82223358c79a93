"""Packages of invented communes for tests, whole and damaged."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image
from pillow_heif import register_heif_opener

import criteria
from registry.evidence.model import Exhibit, Proof
from registry.package.handed_in import Reported
from registry.package.making import Maker
from registry.package.package import MANIFEST
from scoring.base.communes import Area, Commune, CommuneKind
from scoring.engine.assessment import Assessment
from scoring.formats.strict_json import canonical
from scoring.forms.form import EvidenceGiven, Form
from tests.support.strategies import decision_06

register_heif_opener()

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
RULESET_TEXT = (criteria.DECISIONS / "06-QD-TTg-2019.yaml").read_bytes()
OFFICE_TEXT = "cơ quan ban hành: Ủy ban nhân dân xã Suối Mơ\nđịa danh: Suối Mơ\n".encode()


def png(width: int, height: int) -> bytes:
    """A picture of this size, of which only the head is drawn."""
    head = width.to_bytes(4) + height.to_bytes(4) + b"\x08\x00\x00\x00\x00"
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + len(head).to_bytes(4) + chunk + zlib.crc32(chunk).to_bytes(4)


def jpg(width: int, height: int) -> bytes:
    """A JPEG's first segments: a comment, then the frame header."""
    frame = b"\x08" + height.to_bytes(2) + width.to_bytes(2) + b"\x01\x01\x11\x00"
    return (
        b"\xff\xd8\xff\xfe\x00\x06abcd\xff\xc0" + (len(frame) + 2).to_bytes(2) + frame + b"\xff\xd9"
    )


def photo(width: int = 40, height: int = 30, kind: str = "JPEG", *, place: bool = True) -> bytes:
    """A photograph as a telephone takes it: on its side, and with the place where it was."""
    picture = Image.new("RGB", (width, height), (200, 80, 40))
    exif = Image.Exif()
    if place:
        exif[ExifTags.Base.Orientation] = 6
        exif[ExifTags.Base.Make] = "DIEN THOAI CUA TOI"
        exif.get_ifd(ExifTags.IFD.GPSInfo)[1] = "N"
    target = io.BytesIO()
    picture.save(target, kind, exif=exif.tobytes())
    return target.getvalue()


def zipped(parts: Mapping[str, bytes], level: int = 9) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def docx(extra: Mapping[str, bytes] | None = None) -> bytes:
    return zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>", **(extra or {})})


def an_assessment(**figures: int) -> Assessment:
    commune = Commune(
        "99001",
        "Xã Suối Mơ (SỐ LIỆU MẪU)",
        CommuneKind.COMMUNE,
        (Area.MOUNTAINOUS,),
        "Tỉnh Mẫu",
        None,
        centrally_run_city=False,
    )
    counts = dict.fromkeys(decision_06().figures, 100) | figures
    answers = dict.fromkeys(decision_06().items, True)
    return Assessment(commune, 2024, counts, {}, answers)


def a_form() -> Form:
    return Form(
        "06-QD-TTg-2019",
        decision_06().sha256,
        "2024",
        {"ho_so_nguoi_ky": "Nguyễn Văn A"},
        {"tong_so_tre_em": "Báo cáo 12/BC-UBND"},
        {"tong_so_tre_em": "tính đến 31/12"},
        {"7:1": EvidenceGiven("12/BC-TYT", date(2024, 11, 15), "Trạm Y tế", "trang 2")},
    )


def an_exhibit(content: bytes = PDF, type_: str = "pdf", code: str = "7") -> Exhibit:
    return Exhibit(content, type_, "TL 15 báo cáo tiêm chủng.pdf", (Proof((code,), "TL 15"),))


def reported(**changes: Any) -> Reported:
    whole = {
        "assessment": an_assessment(),
        "ruleset": decision_06(),
        "ruleset_text": RULESET_TEXT,
        "form": a_form(),
        "office_text": OFFICE_TEXT,
        "evidence": (an_exhibit(),),
    }
    return Reported(**{**whole, **changes})


def a_package(**changes: Any) -> bytes:
    return Maker().packed(reported(**changes), "26.11.0")


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(
    content: bytes, change: Callable[[dict[str, bytes]], None], *, is_rehashed: bool = False
) -> bytes:
    """The package with its members changed, and where wanted a manifest that knows of it."""
    parts = members(content)
    change(parts)
    if is_rehashed:
        manifest = json.loads(parts[MANIFEST])
        for one in manifest["members"]:
            one["sha256"] = hashlib.sha256(parts[one["path"]]).hexdigest()
            one["size"] = len(parts[one["path"]])
        parts[MANIFEST] = canonical(manifest)
    return zipped(parts)


def with_json(member: str, change: Callable[[Any], None]) -> Callable[[dict[str, bytes]], None]:
    """Return what changes the JSON of one member."""

    def act(parts: dict[str, bytes]) -> None:
        value = json.loads(parts[member])
        change(value)
        parts[member] = json.dumps(value, ensure_ascii=False).encode()

    return act


def saved(folder: Path, content: bytes, name: str = "goi.phuhop") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path

"""The photographs of a folder of evidence as an annex shows them: small, numbered, with a caption.

Of a part whose documents are told by number and day only, none is ever shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import PurePosixPath

from registry.evidence.file_types import jpg_size
from registry.evidence.model import Exhibit, Proof
from registry.evidence.photos import as_photo
from reports.dossier.evidence import ListedEvidence
from reports.papers.photo import Photo
from scoring.base.problems import Place, Problem, Severity

LONGEST_SIDE = 1_400
"""Pixels of the longer side: 220 dots an inch at the widest that a page shows, some 200 KB."""
MOST_PHOTOS = 40
"""Twenty pages, and a file that an e-mail still takes."""


def is_photo(exhibit: Exhibit) -> bool:
    """Whether a file is a photograph, as telephones and scanners store them."""
    return exhibit.type == "jpg"


def faces_remark(exhibits: Iterable[Exhibit], place: Place) -> list[Problem]:
    """Return what whoever takes photographs in has to look at: no child may be known by them."""
    count = sum(map(is_photo, exhibits))
    if not count:
        return []
    message = f"có {count} ảnh: không để nhìn rõ mặt, tên, bảng tên của trẻ em"
    hint = "xem từng ảnh; ảnh nào thấy rõ thì che mặt hoặc bỏ ra"
    return [Problem(place, "anh-tre-em", message, hint, Severity.WARNING)]


def annex_photos(
    exhibits: Iterable[Exhibit],
    listed: Iterable[ListedEvidence],
    refused: Collection[str],
    place: Place,
) -> tuple[tuple[Photo, ...], list[Problem]]:
    """Return the photographs of an annex in the order of the evidence, and what is left out.

    *listed* is the list of evidence; *refused* are the codes of parts and items of which no
    file is shown. The same exhibits give the same bytes.
    """
    found = [
        one
        for one in exhibits
        if is_photo(one) and not any(code in refused for p in one.proofs for code in p.codes)
    ]
    places = {code: n for n, one in enumerate(listed) for code in one.codes}
    found.sort(key=lambda one: min(places.get(c, len(places)) for p in one.proofs for c in p.codes))
    problems = []
    if len(found) > MOST_PHOTOS:
        message = f"có {len(found)} ảnh; phụ lục ảnh chỉ in {MOST_PHOTOS} ảnh đầu"
        hint = "giữ lại những ảnh cần xem nhất; ảnh còn lại vẫn nộp trong gói"
        problems.append(Problem(place, "nhieu-anh", message, hint, Severity.WARNING))
    return tuple(_photo(n, one) for n, one in enumerate(found[:MOST_PHOTOS], 1)), problems


def _photo(number: int, exhibit: Exhibit) -> Photo:
    content = as_photo(exhibit.content, LONGEST_SIDE)
    words = "; ".join(map(_proved, exhibit.proofs))
    caption = f"Ảnh {number}. {words} (tệp {PurePosixPath(exhibit.name).name})"
    return Photo(number, caption, content, *jpg_size(content))


def _proved(proof: Proof) -> str:
    """Return what a photograph proves: «TL 24, phần 12: Ảnh chụp sân chơi»."""
    part = f"phần {', '.join(proof.codes)}"
    where = f"{proof.label}, {part}" if proof.label else part.capitalize()
    return f"{where}: {proof.document}" if proof.document else where

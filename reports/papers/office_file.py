"""An office profile read from its YAML file, with every fault at its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from reports.papers.office import Office
from scoring.base.private_text import private_problem
from scoring.base.problems import Problem, ProblemsFound, shown
from scoring.formats.strict_yaml import Path_, Tree, read, read_bytes
from scoring.formats.yaml_files import shaped
from scoring.forms.paper_cells import DEGREES

SAMPLE = Path(__file__).parent / "co-quan-mau.yaml"

_MOST_NUMBER = 99_999
_LONGEST_NUMBER = 18


def load_office(path: Path, codes: tuple[str, ...]) -> Office:
    """Read one profile; raises ``ProblemsFound`` with every fault of the file.

    *codes* are those of the documents that carry a number.
    """
    return _loaded(read(path, is_as_typed=True), codes)


def office_of(raw: bytes, file: str, codes: tuple[str, ...], *, is_kept: bool = False) -> Office:
    """Read a profile from the bytes of its file, as ``load_office`` does.

    Of one that *is_kept* in a package or register the words were judged when it was taken in.
    """
    return _loaded(read_bytes(raw, file, is_as_typed=True), codes, is_kept=is_kept)


def private_words_of(raw: bytes, file: str) -> list[Problem]:
    """Return a fault for each text of a profile that seems to name a child."""
    tree, _ = read_bytes(raw, file, is_as_typed=True)
    return [] if tree is None else [*_private(tree.value, tree)]


def _loaded(
    found: tuple[Tree | None, list[Problem]], codes: tuple[str, ...], *, is_kept: bool = False
) -> Office:
    tree, problems = found
    if tree is None:
        raise ProblemsFound(problems)
    # A file in which everything is still commented out says nothing, which is allowed.
    value = {} if tree.value is None else tree.value
    problems += _content_faults(value, tree, codes)
    problems += () if is_kept else _private(value, tree)
    office = shaped(Office, tree, problems, value)
    problems += [*_issuer_faults(office, tree, codes), *_day_faults(office, tree)]
    if problems:
        raise ProblemsFound(problems)
    return office


def _content_faults(value: object, tree: Tree, codes: tuple[str, ...]) -> Iterator[Problem]:
    """Yield what is wrong with the contents, whatever the shape of the rest."""
    if not isinstance(value, dict):
        return
    code = value.get("mã đơn vị")
    if isinstance(code, str | int) and not re.fullmatch("[0-9]{5}", str(code)):
        message = f"{shown(code)} không phải mã đơn vị hành chính"
        hint = 'mã có 5 chữ số, cả số 0 ở đầu: "03160"'
        yield Problem(tree.place(("mã đơn vị",)), "ma-sai-dang", message, hint)
    for key in ("số văn bản", "ký hiệu văn bản", "ngày văn bản"):
        named = value.get(key)
        for name, number in named.items() if isinstance(named, dict) else ():
            at: Path_ = (key, name)
            if name not in codes:
                message = f"không có văn bản mang số nào có mã {shown(name)}"
                hint = f"các mã dùng được: {', '.join(codes)}"
                yield Problem(tree.place(at, of_key=True), "ma-la", message, hint)
            is_digits = str(number).isdecimal() and len(str(number)) <= _LONGEST_NUMBER
            if is_digits and not 0 < int(str(number)) <= _MOST_NUMBER:
                message = f"{shown(number)} không phải số của một văn bản"
                yield Problem(tree.place(at), "so-van-ban", message, "số văn bản bắt đầu từ 1")
    for at, name in _names(value):
        degree = DEGREES.match(name)
        if degree:
            message = f"họ tên {shown(name)} có ghi «{degree[0]}»"
            hint = "dưới chữ ký chỉ ghi họ tên, không ghi học hàm, học vị (Nghị định 30/2020/NĐ-CP)"
            yield Problem(tree.place(at), "ho-ten", message, hint)


def _issuer_faults(office: Office, tree: Tree, codes: tuple[str, ...]) -> Iterator[Problem]:
    seen: set[str] = set()
    for at, other in enumerate(office.others or ()):
        for which, code in enumerate(other.documents):
            place = tree.place(("cơ quan khác", at, "văn bản", which))
            if code not in codes:
                message = f"không có văn bản mang số nào có mã {shown(code)}"
                yield Problem(place, "ma-la", message, f"các mã dùng được: {', '.join(codes)}")
            elif code in seen:
                message = f"văn bản {shown(code)} đã có cơ quan khác ban hành"
                yield Problem(place, "trung-van-ban", message)
            seen.add(code)


def _private(value: object, tree: Tree, at: Path_ = ()) -> Iterator[Problem]:
    """Yield a fault for each text that seems to name a child; officials are named there."""
    if isinstance(value, dict | tuple):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _private(inner, tree, (*at, key))
    elif isinstance(value, str):
        problem = private_problem(tree.place(at), value, is_a_name=at[-1:] in _OF_OFFICIALS)
        yield from () if problem is None else (problem,)


_OF_OFFICIALS = frozenset({("họ tên",), ("chức vụ",)})


def _names(value: object, at: Path_ = ()) -> Iterator[tuple[Path_, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "họ tên" and isinstance(inner, str):
                yield (*at, name), inner
            else:
                yield from _names(inner, (*at, name))
    elif isinstance(value, tuple):
        for place, inner in enumerate(value):
            yield from _names(inner, (*at, place))


def _day_faults(office: Office, tree: Tree) -> Iterator[Problem]:
    held = office.meeting.day if office.meeting else None
    if held and office.day and office.day < held:
        message = f"ngày ban hành {office.day:%d/%m/%Y} trước ngày họp {held:%d/%m/%Y}"
        hint = "hội đồng họp rồi mới ký báo cáo và công văn"
        yield Problem(tree.place(("ngày ban hành",)), "ngay-nguoc", message, hint)

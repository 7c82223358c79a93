"""The office profile: who issues the documents, to whom, signed by whom, from a YAML file.

Everything may be left out: what is not given becomes a dotted blank to fill in by hand.
"""

# No ``from __future__ import annotations``: ``written`` reads the hints of these classes.

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic_core import SchemaValidator, ValidationError

from scoring.base.problems import Problem, ProblemsFound, shown
from scoring.formats.fields import OptionalDay, Text, Whole
from scoring.formats.schema_classes import aliases, from_yaml, validator, yaml_key
from scoring.formats.shape_problems import own_shape_problem
from scoring.formats.strict_yaml import Path_, Tree, read, read_bytes

SAMPLE = Path(__file__).parent / "co-quan-mau.yaml"

NONE_AT_ALL = "không có"
"""What a profile says of a thing the office does not have, so that no blank is left for it."""

DEGREES = re.compile(r"(?i)^(?:ông|bà|gs|pgs|ts|ths|bs|cn|ks|cử nhân|kỹ sư|thạc sĩ|tiến sĩ)\b\.?")
_MOST_NUMBER = 99_999


@from_yaml
class Member:
    """A person who takes part in the council's meeting."""

    name: Annotated[Text | None, yaml_key("họ tên", "Họ và tên")] = None
    position: Annotated[Text | None, yaml_key("chức vụ", "Chức vụ, đơn vị công tác")] = None


@from_yaml
class Meeting:
    """The meeting of the council that assessed."""

    day: Annotated[OptionalDay, yaml_key("ngày họp", "Ngày họp")] = None
    place: Annotated[Text | None, yaml_key("địa điểm", "Nơi họp")] = None
    chair: Annotated[Member | None, yaml_key("chủ tọa", "Người chủ trì")] = None
    secretary: Annotated[Member | None, yaml_key("thư ký", "Người ghi biên bản")] = None
    members: Annotated[tuple[Member, ...] | None, yaml_key("thành viên", "Những người dự họp")] = (
        None
    )


@from_yaml
class OtherIssuer:
    """Who issues some of the documents in the office's stead: UBND its decision, for a Sở."""

    documents: Annotated[tuple[Text, ...], yaml_key("văn bản", "Mã các văn bản in tên cơ quan này")]
    parent: Annotated[Text | None, yaml_key("cơ quan chủ quản", "Cơ quan chủ quản trực tiếp")] = (
        None
    )
    issuer: Annotated[Text | None, yaml_key("cơ quan ban hành", "Cơ quan ban hành văn bản")] = None
    symbol: Annotated[Text | None, yaml_key("ký hiệu cơ quan", "Chữ viết tắt tên cơ quan")] = None
    unit: Annotated[Text | None, yaml_key("ký hiệu đơn vị soạn thảo", "Chữ viết tắt")] = None
    place: Annotated[Text | None, yaml_key("địa danh", "Địa danh ghi trước ngày ký")] = None
    day: Annotated[OptionalDay, yaml_key("ngày ban hành", "Ngày ký")] = None
    recipient: Annotated[Text | None, yaml_key("kính gửi", "Nơi gửi")] = None
    recipients: Annotated[tuple[Text, ...] | None, yaml_key("nơi nhận", "Các nơi nhận khác")] = None
    kept_by: Annotated[Text | None, yaml_key("lưu", "Nơi lưu: VT và đơn vị soạn thảo")] = None
    authority: Annotated[Text | None, yaml_key("quyền hạn", "Quyền hạn của người ký")] = None
    position: Annotated[Text | None, yaml_key("chức vụ", "Chức vụ của người ký")] = None
    signer: Annotated[Text | None, yaml_key("họ tên", "Họ tên người ký")] = None


@from_yaml
class Office:
    """One office's profile; see ``data/co-quan-mau.yaml`` for each key."""

    commune: Annotated[Text | None, yaml_key("mã đơn vị", "Mã đơn vị hành chính, 5 chữ số")] = None
    parent: Annotated[Text | None, yaml_key("cơ quan chủ quản", "Cơ quan chủ quản trực tiếp")] = (
        None
    )
    issuer: Annotated[Text | None, yaml_key("cơ quan ban hành", "Cơ quan ban hành văn bản")] = None
    symbol: Annotated[Text | None, yaml_key("ký hiệu cơ quan", "Chữ viết tắt tên cơ quan")] = None
    unit: Annotated[Text | None, yaml_key("ký hiệu đơn vị soạn thảo", "Chữ viết tắt")] = None
    place: Annotated[Text | None, yaml_key("địa danh", "Địa danh ghi trước ngày ký")] = None
    day: Annotated[OptionalDay, yaml_key("ngày ban hành", "Ngày ký công văn, báo cáo")] = None
    numbers: Annotated[dict[str, Whole] | None, yaml_key("số văn bản", "Mã tài liệu và số")] = None
    recipient: Annotated[Text | None, yaml_key("kính gửi", "Nơi gửi hồ sơ")] = None
    recipients: Annotated[tuple[Text, ...] | None, yaml_key("nơi nhận", "Các nơi nhận khác")] = None
    kept_by: Annotated[Text | None, yaml_key("lưu", "Nơi lưu: VT và đơn vị soạn thảo")] = None
    authority: Annotated[Text | None, yaml_key("quyền hạn", "Quyền hạn của người ký")] = None
    position: Annotated[Text | None, yaml_key("chức vụ", "Chức vụ của người ký")] = None
    signer: Annotated[Text | None, yaml_key("họ tên", "Họ tên người ký")] = None
    meeting: Annotated[Meeting | None, yaml_key("cuộc họp", "Cuộc họp hội đồng đánh giá")] = None
    others: Annotated[
        tuple[OtherIssuer, ...] | None, yaml_key("cơ quan khác", "Văn bản nào của cơ quan nào khác")
    ] = None

    def of(self, code: str) -> "Office":
        """Return the profile of whoever issues the document of this code.

        Nothing of the office itself stands on another's paper but what is of the document:
        its number, the meeting, and the place where none is given.
        """
        for other in self.others or ():
            if code in other.documents:
                given = {name: getattr(other, name) for name in _OF_AN_ISSUER}
                return replace(self, **given, place=other.place or self.place, others=None)
        return self


_OF_AN_ISSUER = (
    *("parent", "issuer", "symbol", "unit", "day"),
    *("recipient", "recipients", "kept_by", "authority", "position", "signer"),
)

EMPTY = Office()
"""The profile of an office nobody told anything of."""


def load_office(path: Path, codes: tuple[str, ...]) -> Office:
    """Read one profile; raises ``ProblemsFound`` with every fault of the file.

    *codes* are those of the documents that carry a number.
    """
    return _loaded(read(path), codes)


def office_of(raw: bytes, file: str, codes: tuple[str, ...]) -> Office:
    """Read a profile from the bytes of its file, as ``load_office`` does."""
    return _loaded(read_bytes(raw, file), codes)


@lru_cache
def _validator() -> SchemaValidator:
    return validator(Office)


def _loaded(found: tuple[Tree | None, list[Problem]], codes: tuple[str, ...]) -> Office:
    tree, problems = found
    if tree is None:
        raise ProblemsFound(problems)
    # A file in which everything is still commented out says nothing, which is allowed.
    value = {} if tree.value is None else tree.value
    try:
        office: Office = _validator().validate_python(value)
    except ValidationError as error:
        problems += [own_shape_problem(dict(detail), tree, _keys_at) for detail in error.errors()]
        problems += _content_faults(value, tree, codes)
        raise ProblemsFound(problems) from None
    problems += _content_faults(value, tree, codes)
    problems += [*_issuer_faults(office, tree, codes), *_day_faults(office, tree)]
    if problems:
        raise ProblemsFound(problems)
    return office


def _keys_at(loc: tuple[object, ...]) -> tuple[str, ...]:
    names = [step for step in loc if isinstance(step, str)]
    named = {(): Office, ("cuộc họp",): Meeting, ("cơ quan khác",): OtherIssuer}
    cls = named.get(tuple(names), Member)
    return tuple(aliases(cls).values())


def _content_faults(value: object, tree: Tree, codes: tuple[str, ...]) -> Iterator[Problem]:
    """Yield what is wrong with the contents, whatever the shape of the rest."""
    if not isinstance(value, dict):
        return
    code = value.get("mã đơn vị")
    if isinstance(code, str) and not re.fullmatch("[0-9]{5}", code):
        message = f"{shown(code)} không phải mã đơn vị hành chính"
        hint = 'mã có 5 chữ số, viết trong dấu ngoặc kép: "99001"'
        yield Problem(tree.place(("mã đơn vị",)), "ma-sai-dang", message, hint)
    numbers = value.get("số văn bản")
    for name, number in numbers.items() if isinstance(numbers, dict) else ():
        at: Path_ = ("số văn bản", name)
        if name not in codes:
            message = f"không có văn bản mang số nào có mã {shown(name)}"
            hint = f"các mã dùng được: {', '.join(codes)}"
            yield Problem(tree.place(at, of_key=True), "ma-la", message, hint)
        if isinstance(number, int) and not 0 < number <= _MOST_NUMBER:
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

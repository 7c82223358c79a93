"""The publication profile: who publishes, when, how to object and until when, from a YAML file.

Everything may be left out: what is not given becomes a dotted blank on the pages.
"""

# No ``from __future__ import annotations``: ``written`` reads the hints of these classes.

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

from reports.open_data.files import About, Licence
from scoring.base.problems import Place, Problem, ProblemsFound
from scoring.formats.fields import AnyDay, Text
from scoring.formats.schema_classes import from_yaml, yaml_key
from scoring.formats.yaml_files import shaped, tree_of

SAMPLE = Path(__file__).parent / "cong-bo-mau.yaml"


@from_yaml
class Contact:
    """Where questions about the published results go."""

    office: Annotated[Text | None, yaml_key("đơn vị", "Phòng, ban trả lời")] = None
    address: Annotated[Text | None, yaml_key("địa chỉ", "Địa chỉ")] = None
    telephone: Annotated[
        Text | None, yaml_key("điện thoại", "Số điện thoại, trong dấu ngoặc kép")
    ] = None
    email: Annotated[Text | None, yaml_key("thư điện tử", "Địa chỉ thư điện tử")] = None


@from_yaml
class Objection:
    """How a commune or a citizen objects to a result."""

    office: Annotated[Text | None, yaml_key("nơi nhận", "Cơ quan nhận ý kiến")] = None
    address: Annotated[Text | None, yaml_key("địa chỉ", "Nơi gửi đến")] = None
    until: Annotated[AnyDay, yaml_key("hạn cuối", "Ngày cuối cùng nhận ý kiến")] = None
    answered_within: Annotated[Text | None, yaml_key("thời hạn trả lời", "Trong bao lâu")] = None
    citation: Annotated[Text | None, yaml_key("căn cứ", "Văn bản quy định")] = None


@from_yaml
class WrittenLicence:
    """Under what the open data may be used again."""

    name: Annotated[Text, yaml_key("tên", "Tên ngắn của giấy phép")]
    address: Annotated[Text, yaml_key("địa chỉ", "Nơi có toàn văn giấy phép")]
    summary: Annotated[Text, yaml_key("cho phép", "Một câu: được làm gì, với điều kiện nào")]


@from_yaml
class Profile:
    """One publication's profile; see ``data/cong-bo-mau.yaml`` for each key."""

    title: Annotated[Text | None, yaml_key("tên trang", "Tên ở đầu mỗi trang")] = None
    publisher: Annotated[Text | None, yaml_key("cơ quan công bố", "Cơ quan công bố")] = None
    day: Annotated[AnyDay, yaml_key("ngày công bố", "Ngày công bố")] = None
    version: Annotated[Text | None, yaml_key("phiên bản", "Lần công bố, trong dấu ngoặc kép")] = (
        None
    )
    licence: Annotated[
        WrittenLicence | None, yaml_key("giấy phép dữ liệu", "Mặc định CC BY 4.0")
    ] = None
    contact: Annotated[Contact, yaml_key("liên hệ", "Nơi trả lời câu hỏi")] = Contact()
    objection: Annotated[Objection, yaml_key("phản ánh", "Gửi ý kiến về kết quả")] = Objection()


EMPTY = Profile()
"""The profile of a publication nobody told anything of."""


def about(profile: Profile, program: str) -> About:
    """Return what the open data say of who publishes them, when, under which licence."""
    licence = profile.licence
    usual = About(program)
    return About(
        program=program,
        version=profile.version or usual.version,
        publisher=profile.publisher or usual.publisher,
        day=profile.day,
        licence=usual.licence
        if licence is None
        else Licence(licence.name, licence.address, licence.summary),
        objections_until=profile.objection.until,
    )


def of_edition(profile: Profile, day: date | None, version: str | None) -> Profile:
    """Return the profile with day and version of one edition, where they are given.

    Raises ``ProblemsFound`` where objections were to come before that day.
    """
    found = replace(profile, day=day or profile.day, version=version or profile.version)
    problems = _day_faults(found, Place("thông tin trang công bố"))
    if problems:
        raise ProblemsFound(problems)
    return found


def load_profile(path: Path) -> Profile:
    """Read one profile; raises ``ProblemsFound`` with every fault of the file."""
    tree, problems = tree_of(path)
    value = {} if tree.value is None else tree.value
    if isinstance(value, dict):
        # A group in which every line is still empty says nothing, which is allowed.
        value = {name: inner for name, inner in value.items() if inner is not None}
    profile = shaped(Profile, tree, problems, value)
    problems += _day_faults(profile, tree.place(("phản ánh", "hạn cuối")))
    if problems:
        raise ProblemsFound(problems)
    return profile


def _day_faults(profile: Profile, place: Place) -> list[Problem]:
    until = profile.objection.until
    if not (profile.day and until and until < profile.day):
        return []
    message = f"hạn cuối {until:%d/%m/%Y} trước ngày công bố {profile.day:%d/%m/%Y}"
    hint = "hạn phản ánh phải sau ngày công bố"
    return [Problem(place, "ngay-nguoc", message, hint)]

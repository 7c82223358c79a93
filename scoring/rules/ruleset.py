"""The typed ruleset: one decision as its YAML file says it, frozen.

The classes mirror the file in the file's order; the Vietnamese keys are pydantic aliases.
What one object alone cannot know (bands that leave a gap, sums, figures that nobody
declared) is checked by ``scoring.rules.checks``; ``scoring.rules.loading`` brings both together.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from scoring.base.levels import Level, weakest
from scoring.formats.fields import UNKNOWN, Day, Number, OptionalDay, Text, Whole, YesNo
from scoring.formats.schema_classes import OneOf, OneOfKinds, from_yaml, yaml_key
from scoring.rules.kinds.part import SENSITIVE, Part, YesNoItem
from scoring.rules.parts import KINDS_OF_PART
from scoring.rules.verification import Verification

PREVIOUS = "__ky_truoc"
"""Suffix of a figure's code for the previous assessed period, in tabular input."""


KindName = Literal["xã", "phường", "thị trấn", "đặc khu"]
AreaName = Literal["miền núi", "hải đảo", "đặc biệt khó khăn"]

KINDS: tuple[KindName, ...] = ("xã", "phường", "thị trấn", "đặc khu")
AREAS: tuple[AreaName, ...] = ("miền núi", "hải đảo", "đặc biệt khó khăn")


@from_yaml
class Document:
    """``văn bản``: the decision, its days of force, and when somebody last looked."""

    number: Annotated[Text, yaml_key("số hiệu", "Số, ký hiệu của văn bản")]
    title: Annotated[Text, yaml_key("tên", "Trích yếu")]
    issuer: Annotated[Text, yaml_key("cơ quan ban hành", "Cơ quan, người ban hành")]
    issued_on: Annotated[Day, yaml_key("ngày ban hành", "Ngày ký, dạng 2019-01-03")]
    in_force_from: Annotated[Day, yaml_key("có hiệu lực từ", "Ngày đầu tiên có hiệu lực")]
    in_force_until: Annotated[
        OptionalDay,
        yaml_key(
            "hết hiệu lực từ",
            "Ngày đầu tiên KHÔNG còn hiệu lực; null khi chưa thấy văn bản thay thế",
        ),
    ]
    still_in_force_on: Annotated[
        Day, yaml_key("rà soát hiệu lực ngày", "Ngày gần nhất có người kiểm tra")
    ]
    source: Annotated[Text, yaml_key("nguồn", "Nơi đọc văn bản")]
    verified: Annotated[
        Verification | None, yaml_key("đối chiếu", "Mức tin cậy của số hiệu và các ngày")
    ] = None

    def is_in_force(self, day: date) -> bool:
        """Whether the decision is in force on *day*."""
        if day < self.in_force_from:
            return False
        return self.in_force_until is None or day < self.in_force_until


@from_yaml
class RecognisingAuthority:
    """A dated value: who recognises from a day on."""

    from_day: Annotated[Day, yaml_key("từ ngày", "Ngày đầu tiên")]
    name: Annotated[Text, yaml_key("là", "Người, cơ quan; «chưa rõ» khi chưa biết")]
    verified: Annotated[Verification | None, yaml_key("đối chiếu", "Mức tin cậy")] = None


@from_yaml
class CommunePattern:
    """One row of ``khi``: a kind, and where given an area and the type of province."""

    kind: Annotated[KindName, yaml_key("loại", "xã, phường, thị trấn hoặc đặc khu")]
    area: Annotated[
        AreaName | None, yaml_key("vùng", "miền núi, hải đảo hoặc đặc biệt khó khăn")
    ] = None
    centrally_run_city: Annotated[
        YesNo | None, yaml_key("thành phố trực thuộc trung ương", "có hoặc không")
    ] = None


def _when_form(value: Any) -> str:
    return "rest" if isinstance(value, str) else "patterns"


@from_yaml
class Threshold:
    """A threshold group and the total it must reach."""

    group: Annotated[Text, yaml_key("nhóm", "Tên nhóm, theo lời văn bản")]
    when: Annotated[
        Literal["còn lại"] | tuple[CommunePattern, ...],
        OneOf(_when_form, {"rest": Literal["còn lại"], "patterns": tuple[CommunePattern, ...]}),
        yaml_key("khi", "Các trường hợp thuộc nhóm, hoặc «còn lại»"),
    ]
    points: Annotated[Number, yaml_key("điểm", "Tổng điểm tối thiểu")]
    verified: Annotated[Verification | None, yaml_key("đối chiếu", "Mức tin cậy riêng")] = None


@from_yaml
class RecognitionLevels:
    """Levels of single numbers of ``công nhận`` that differ from the section's own."""

    total_points: Annotated[
        Verification | None, yaml_key("tổng điểm tối đa", "Mức tin cậy của tổng")
    ] = None
    disqualifying_points: Annotated[Verification | None, yaml_key("điểm liệt", "Mức tin cậy")] = (
        None
    )
    all_criteria: Annotated[
        Verification | None,
        yaml_key("tiêu chí đạt", "Mức tin cậy của cách hiểu: đạt là trên điểm liệt"),
    ] = None


@from_yaml
class Recognition:
    """``công nhận``: the maximum total, the disqualifying points, the threshold groups."""

    citation: Annotated[Text, yaml_key("căn cứ", "Căn cứ của điều kiện công nhận")]
    verified: Annotated[
        Verification, yaml_key("đối chiếu", "Mức tin cậy của các con số trong mục này")
    ]
    own_levels: Annotated[
        RecognitionLevels, yaml_key("đối chiếu riêng", "Con số có mức tin cậy khác")
    ] = RecognitionLevels()
    total_points: Annotated[
        Number, yaml_key("tổng điểm tối đa", "Tổng điểm tối đa của các tiêu chí")
    ]
    disqualifying_points: Annotated[
        Number, yaml_key("điểm liệt", "Tiêu chí chỉ được số điểm này là bị liệt")
    ]
    authorities: Annotated[
        tuple[RecognisingAuthority, ...], yaml_key("cơ quan công nhận", "Ai công nhận, từ ngày nào")
    ]
    kinds: Annotated[
        tuple[KindName, ...], yaml_key("loại đơn vị", "Các loại đơn vị văn bản áp dụng")
    ] = KINDS
    thresholds: Annotated[tuple[Threshold, ...], yaml_key("ngưỡng", "Nhóm và tổng điểm tối thiểu")]

    def level_of(self, threshold: Threshold) -> Level:
        """Return the level of one threshold."""
        return (threshold.verified or self.verified).as_level

    @property
    def total_level(self) -> Level:
        """The level of the maximum total."""
        return (self.own_levels.total_points or self.verified).as_level

    @property
    def no_zero_level(self) -> Level:
        """The level of the condition that no criterion has the disqualifying points."""
        return (self.own_levels.disqualifying_points or self.verified).as_level

    @property
    def all_criteria_level(self) -> Level:
        """The level of the reading that a criterion is met above the disqualifying points."""
        return (self.own_levels.all_criteria or self.verified).as_level

    def verification_of(self, authority: RecognisingAuthority) -> Verification | None:
        """Return the level of an authority; what is not known has none."""
        if authority.name == UNKNOWN:
            return None
        return authority.verified or self.verified

    def authority_on(self, day: date) -> RecognisingAuthority | None:
        """Return who recognises on *day*, ``None`` before the first dated value."""
        known = [a for a in self.authorities if a.from_day <= day]
        return max(known, key=lambda authority: authority.from_day, default=None)


@from_yaml
class Procedure:
    """A fact of the procedure that no point depends on, with its level."""

    text: Annotated[Text, yaml_key("nội dung", "Điều biết được về quy trình")]
    verified: Annotated[Verification, yaml_key("đối chiếu", "Mức tin cậy")]


@from_yaml
class Figure:
    """A count that a commune reports."""

    name: Annotated[Text, yaml_key("tên", "Tên số liệu trên biểu")]
    unit: Annotated[Text, yaml_key("đơn vị", "trẻ em, vụ việc, phiếu …")]
    not_exceeding: Annotated[
        Text | None, yaml_key("không vượt quá", "Mã số liệu bao trùm số này")
    ] = None
    definition: Annotated[
        Text | None, yaml_key("định nghĩa", "Giúp người điền; không phải quy tắc chấm")
    ] = None


@from_yaml
class Criterion:
    """``tiêu chí``: its number and name in the decision, its parts."""

    number: Annotated[Whole, yaml_key("số", "Số thứ tự 1…n")]
    slug: Annotated[Text, yaml_key("slug", "Tên ngắn tiếng Anh, dùng cho neo và tên tệp")]
    name: Annotated[Text, yaml_key("tên", "Tên tiêu chí, theo lời văn bản")]
    citation: Annotated[Text, yaml_key("căn cứ", "Điều, khoản, điểm")]
    max_points: Annotated[Number, yaml_key("điểm tối đa", "Tổng điểm của các phần")]
    verified: Annotated[
        Verification | None, yaml_key("đối chiếu", "Mức tin cậy của điểm tối đa")
    ] = None
    sensitive: Annotated[YesNo | None, yaml_key("nhạy cảm", SENSITIVE)] = None
    parts: Annotated[
        tuple[Annotated[Part, OneOfKinds("cách tính", KINDS_OF_PART)], ...],
        yaml_key("các phần", "Các phần của tiêu chí"),
    ]

    @property
    def is_sensitive(self) -> bool:
        """Whether nothing public may depend on it: marked itself, or one of its parts is."""
        return bool(self.sensitive) or any(part.sensitive for part in self.parts)


@from_yaml
class RulesetFile:
    """The whole file, as the JSON schema shows it to an editor."""

    document: Annotated[Document, yaml_key("văn bản", "Quyết định")]
    recognition: Annotated[Recognition, yaml_key("công nhận", "Điều kiện công nhận")]
    procedure: Annotated[
        tuple[Procedure, ...], yaml_key("quy trình", "Điều biết được về quy trình")
    ] = ()
    figures: Annotated[dict[str, Figure], yaml_key("số liệu", "Các số liệu xã báo cáo")]
    criteria: Annotated[
        tuple[Criterion, ...], yaml_key("tiêu chí", "Các tiêu chí, theo thứ tự văn bản")
    ]


@dataclass(frozen=True)
class Ruleset:
    """One decision, checked, with its identity: file stem and SHA-256 of the file's bytes."""

    id: str
    sha256: str
    document: Document
    recognition: Recognition
    procedure: tuple[Procedure, ...]
    figures: Mapping[str, Figure]
    criteria: tuple[Criterion, ...]

    @property
    def parts(self) -> Iterator[tuple[Criterion, Part]]:
        """Every part with its criterion, in the file's order."""
        return ((criterion, part) for criterion in self.criteria for part in criterion.parts)

    @cached_property
    def items(self) -> Mapping[str, YesNoItem]:
        """Every yes/no item by its code."""
        return {item.code: item for _, part in self.parts for item in part.items}

    @cached_property
    def wholes(self) -> Mapping[str, tuple[str, ...]]:
        """Every figure that is part of another → what it must not exceed, nearest first."""
        found: dict[str, tuple[str, ...]] = {}
        for code, figure in self.figures.items():
            chain: list[str] = []
            whole = figure.not_exceeding
            while whole is not None and whole in self.figures and whole not in {code, *chain}:
                chain.append(whole)
                whole = self.figures[whole].not_exceeding
            if chain:
                found[code] = tuple(chain)
        return found

    @cached_property
    def compared_figures(self) -> frozenset[str]:
        """Codes of the figures that a part compares with the previous period."""
        return frozenset(code for _, part in self.parts for code in part.previous_figures)

    @cached_property
    def level(self) -> Level:
        """The weakest level of any number of the ruleset."""
        recognition = self.recognition
        return weakest(
            [
                recognition.total_level,
                recognition.no_zero_level,
                recognition.all_criteria_level,
                *(recognition.level_of(threshold) for threshold in recognition.thresholds),
                *(part.level for _, part in self.parts),
            ]
        )

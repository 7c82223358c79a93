"""How far a number or a required document is from the official text, and who says so."""

from datetime import date
from typing import Annotated, Any, Literal

from scoring.base.levels import Level
from scoring.formats.fields import OptionalDay, Text
from scoring.formats.schema_classes import OneOf, from_yaml, yaml_key


@from_yaml
class Verification:
    """``đối chiếu``: how far a number is from the official text, and who says so."""

    level: Annotated[
        Literal["giả định", "suy ra", "nguồn thứ cấp", "văn bản gốc"],
        yaml_key("mức", "Mức tin cậy: giả định, suy ra, nguồn thứ cấp hoặc văn bản gốc"),
    ]
    source: Annotated[Text | None, yaml_key("nguồn", "Nguồn thứ cấp: nơi đã đọc được con số")] = (
        None
    )
    derived_from: Annotated[Text | None, yaml_key("từ", "Phép tính đã suy ra con số")] = None
    verified_on: Annotated[OptionalDay, yaml_key("ngày", "Ngày đối chiếu với văn bản gốc")] = None
    verified_by: Annotated[Text | None, yaml_key("người", "Người đối chiếu")] = None
    copy_of_text: Annotated[
        Text | None, yaml_key("bản", "Bản văn bản gốc đã dùng để đối chiếu")
    ] = None

    @property
    def as_level(self) -> Level:
        """The level as an ordered value."""
        return Level(self.level)

    def __str__(self) -> str:
        """Return the level with its source, as a document prints it."""
        day: date | None = self.verified_on
        details = (
            self.source,
            self.derived_from,
            self.verified_by,
            day.strftime("%d/%m/%Y") if day else None,
            self.copy_of_text,
        )
        given = [detail for detail in details if detail]
        return f"{self.level} ({', '.join(given)})" if given else self.level


@from_yaml
class EvidenceItem:
    """A document that the dossier must hold. Evidence written as bare text is assumed."""

    document: Annotated[Text, yaml_key("tài liệu", "Tên tài liệu kiểm chứng")]
    citation: Annotated[Text | None, yaml_key("căn cứ", "Văn bản quy định tài liệu này")] = None
    verified: Annotated[Verification, yaml_key("đối chiếu", "Mức tin cậy của yêu cầu này")]


def _evidence_form(value: Any) -> str:
    return "mapping" if isinstance(value, dict | EvidenceItem) else "text"


Evidence = tuple[
    Annotated[EvidenceItem | str, OneOf(_evidence_form, {"mapping": EvidenceItem, "text": Text})],
    ...,
]

"""What a part measures: a ratio of two counts, or one count; and what a zero denominator means."""

from typing import Annotated, Any, Literal

from scoring.formats.fields import Text, Whole
from scoring.formats.schema_classes import OneOf, from_yaml, yaml_key
from scoring.rules.verification import Verification

VERIFIED = "Mức tin cậy của các con số bên dưới"


@from_yaml
class Ratio:
    """numerator × multiplier ÷ denominator, of two counts that the commune reports."""

    numerator: Annotated[Text, yaml_key("tử số", "Mã số liệu ở tử số")]
    denominator: Annotated[Text, yaml_key("mẫu số", "Mã số liệu ở mẫu số")]
    multiplier: Annotated[
        Whole, yaml_key("nhân với", "100 cho phần trăm, 1000 cho trên 1.000 trẻ em")
    ]

    keys = "tử số", "mẫu số"

    @property
    def figures(self) -> tuple[str, ...]:
        """The codes of both figures, under ``keys`` in the file."""
        return self.numerator, self.denominator


@from_yaml
class Count:
    """One count that the commune reports, taken as it is."""

    figure: Annotated[Text, yaml_key("số liệu", "Mã số liệu được dùng nguyên số")]

    keys = ("số liệu",)

    @property
    def figures(self) -> tuple[str, ...]:
        """The code of the one figure, under ``keys`` in the file."""
        return (self.figure,)


def _indicator_form(value: Any) -> str:
    if isinstance(value, dict):
        return "count" if "số liệu" in value else "ratio"
    return "count" if isinstance(value, Count) else "ratio"


Indicator = Annotated[Ratio | Count, OneOf(_indicator_form, {"ratio": Ratio, "count": Count})]


ZeroOutcome = Literal["điểm tối đa", "không điểm", "chờ thẩm định"]


@from_yaml
class ZeroDenominator:
    """What the ruleset says of a ratio whose denominator is 0, with its own citation."""

    outcome: Annotated[
        ZeroOutcome,
        yaml_key("kết quả", "điểm tối đa, không điểm hoặc chờ thẩm định"),
    ]
    citation: Annotated[Text, yaml_key("căn cứ", "Căn cứ của cách xử lý này")]
    verified: Annotated[Verification | None, yaml_key("đối chiếu", VERIFIED)] = None

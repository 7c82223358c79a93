"""What a part measures: a ratio of two counts, or one count; and what a zero denominator means."""

from typing import Annotated, Any, Literal

from scoring.formats.fields import Text, Whole
from scoring.formats.schema_classes import OneOf, key, written
from scoring.rules.verification import Verification

VERIFIED = "Mức tin cậy của các con số bên dưới"


@written
class Ratio:
    """numerator × multiplier ÷ denominator, of two counts that the commune reports."""

    numerator: Annotated[Text, key("tử số", "Mã số liệu ở tử số")]
    denominator: Annotated[Text, key("mẫu số", "Mã số liệu ở mẫu số")]
    multiplier: Annotated[Whole, key("nhân với", "100 cho phần trăm, 1000 cho trên 1.000 trẻ em")]


@written
class Count:
    """One count that the commune reports, taken as it is."""

    figure: Annotated[Text, key("số liệu", "Mã số liệu được dùng nguyên số")]


def _indicator_form(value: Any) -> str:
    if isinstance(value, dict):
        return "count" if "số liệu" in value else "ratio"
    return "count" if isinstance(value, Count) else "ratio"


Indicator = Annotated[Ratio | Count, OneOf(_indicator_form, {"ratio": Ratio, "count": Count})]


@written
class ZeroDenominator:
    """What the ruleset says of a ratio whose denominator is 0, with its own citation."""

    outcome: Annotated[
        Literal["điểm tối đa", "không điểm", "chờ thẩm định"],
        key("kết quả", "điểm tối đa, không điểm hoặc chờ thẩm định"),
    ]
    citation: Annotated[Text, key("căn cứ", "Căn cứ của cách xử lý này")]
    verified: Annotated[Verification | None, key("đối chiếu", VERIFIED)] = None

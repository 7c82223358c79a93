"""An appraisal that a person writes as YAML: Vietnamese keys, every fault at its line."""

# No ``from __future__ import annotations``: ``written`` reads the hints of these classes.

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

from scoring.appraisal.document import AppraisalFile
from scoring.appraisal.findings import FORMAT, EvidenceFinding
from scoring.appraisal.reasons import reasons
from scoring.base.problems import Place, ProblemsFound, nearest, shown
from scoring.base.quantities import points_text
from scoring.formats.fields import AnyDay, Number, Text, TypedText, Whole, YesNo
from scoring.formats.schema_classes import Checked, aliases, fault, from_yaml, yaml_key
from scoring.formats.strict_yaml import Path_, Tree
from scoring.formats.yaml_files import shaped, tree_of
from scoring.forms.worksheet_ids import UNPROVEN


def _count(value: Any) -> int | None:
    if value == UNPROVEN:
        return None
    if isinstance(value, int) and value >= 0:
        return value
    if isinstance(value, str) and re.fullmatch("0[0-9]{1,9}", value):
        return int(value)
    if isinstance(value, int | Decimal):
        raise fault("khong-phai-so", f"{shown(value)} không phải số đếm", "số nguyên từ 0")
    hint = nearest(str(value), (UNPROVEN,)) or f"ghi số đếm, hoặc «{UNPROVEN}»"
    raise fault("khong-phai-so", f"{shown(value)} không phải số đếm", hint)


def _answer(value: Any) -> bool | None:
    if value == UNPROVEN:
        return None
    if value in {"có", "không"}:
        return bool(value == "có")
    hint = nearest(str(value), ("có", "không", UNPROVEN)) or f"ghi có, không, hoặc «{UNPROVEN}»"
    raise fault("co-khong", f"{shown(value)} không dùng được ở đây", hint)


def _reason(value: Any) -> str:
    names = {reason.name: code for code, reason in reasons().items()}
    if value in names or value in reasons():
        return str(names.get(value, value))
    hint = nearest(str(value), (*reasons(), *names)) or f"chọn: {', '.join(reasons())}"
    raise fault("ly-do-la", f"không có lý do {shown(value)}", hint)


def _evidence(value: Any) -> str:
    words = {finding.value: finding.name for finding in EvidenceFinding}
    if value in words:
        return words[value]
    hint = nearest(str(value), words) or f"chọn: {', '.join(words)}"
    raise fault("minh-chung-la", f"{shown(value)} không dùng được ở đây", hint)


VerifiedCount = Annotated[
    int | None, Checked(_count, {"anyOf": [{"type": "integer"}, {"const": UNPROVEN}]})
]
Answer = Annotated[bool | None, Checked(_answer, {"enum": ["có", "không", UNPROVEN]})]
ReasonCode = Annotated[str, Checked(_reason, {"type": "string"})]
EvidenceName = Annotated[str, Checked(_evidence, {"enum": [f.value for f in EvidenceFinding]})]


@from_yaml
class PartFile:
    """What the verifier says of one part."""

    reason: Annotated[ReasonCode | None, yaml_key("lý do", "Mã hoặc tên trong danh mục lý do")] = (
        None
    )
    text: Annotated[Text | None, yaml_key("ghi rõ", "Lời của người thẩm định")] = None
    evidence: Annotated[EvidenceName | None, yaml_key("tài liệu", "Kết quả xem tài liệu")] = None


@from_yaml
class RulingFile:
    """A decision on a part that the law leaves open."""

    part: Annotated[TypedText, yaml_key("phần", "Mã phần: 7, 6.1")]
    points: Annotated[Number, yaml_key("điểm", "Số điểm trong khoảng để ngỏ")]
    reason: Annotated[Text, yaml_key("lý do", "Vì sao cho số điểm đó")]
    citation: Annotated[Text | None, yaml_key("căn cứ", "Văn bản, biên bản làm căn cứ")] = None
    by: Annotated[Text | None, yaml_key("người quyết định", "Người hoặc hội đồng quyết định")] = (
        None
    )


@from_yaml
class AppraisalYaml:
    """The whole file."""

    commune: Annotated[TypedText, yaml_key("mã đơn vị", "Mã đơn vị hành chính, 5 chữ số")]
    year: Annotated[Whole, yaml_key("năm", "Năm đánh giá")]
    ruleset: Annotated[Text, yaml_key("bộ tiêu chí", "Mã bộ tiêu chí")]
    assessment_sha256: Annotated[
        Text | None, yaml_key("mã số liệu tự chấm", "input_sha256 của kết quả tự chấm")
    ] = None
    appraiser: Annotated[Text | None, yaml_key("người thẩm định", "Họ tên")] = None
    position: Annotated[Text | None, yaml_key("chức vụ", "Chức vụ, cơ quan")] = None
    day: Annotated[AnyDay, yaml_key("ngày", "Ngày thẩm định")] = None
    seen: Annotated[YesNo | None, yaml_key("đã xem hồ sơ", "có: đã xem")] = None
    figures: Annotated[
        dict[str, VerifiedCount] | None, yaml_key("số liệu", "Số đã xác minh, kỳ này")
    ] = None
    previous: Annotated[
        dict[str, VerifiedCount] | None, yaml_key("kỳ trước", "Số đã xác minh, kỳ trước")
    ] = None
    answers: Annotated[dict[str, Answer] | None, yaml_key("trả lời", "Nội dung có / không")] = None
    parts: Annotated[dict[str, PartFile] | None, yaml_key("các phần", "Lý do và tài liệu")] = None
    rulings: Annotated[tuple[RulingFile, ...] | None, yaml_key("quyết định", "Phần để ngỏ")] = None


def read_yaml(path: Path) -> AppraisalFile:
    """Read one YAML file; raises ``ProblemsFound`` with every fault of its shape."""
    tree, problems = tree_of(path, is_as_typed=True)
    file = shaped(AppraisalYaml, tree, problems)
    if problems:
        raise ProblemsFound(problems)
    return AppraisalFile(tree.file, _document(file), _places(tree))


def _document(file: AppraisalYaml) -> dict[str, object]:
    return {
        "format": FORMAT,
        "commune": file.commune,
        "year": file.year,
        "ruleset": file.ruleset,
        "assessment_sha256": file.assessment_sha256,
        "appraiser": file.appraiser,
        "position": file.position,
        "day": file.day.isoformat() if file.day else None,
        "seen": file.seen,
        "figures": file.figures,
        "previous": file.previous,
        "answers": file.answers,
        "parts": {
            code: {"reason": part.reason, "text": part.text, "evidence": part.evidence}
            for code, part in (file.parts or {}).items()
        },
        "rulings": [
            {
                "part": ruling.part,
                "points": points_text(ruling.points),
                "reason": ruling.reason,
                "citation": ruling.citation,
                "by": ruling.by,
            }
            for ruling in file.rulings or ()
        ],
    }


def _places(tree: Tree) -> Mapping[Path_, Place]:
    """Return the places by the document's own keys; what is wrong with a code is at its key."""
    names = {alias: name for name, alias in aliases(AppraisalYaml).items()}
    inner = {
        "parts": {alias: name for name, alias in aliases(PartFile).items()},
        "rulings": {alias: name for name, alias in aliases(RulingFile).items()},
    }
    found: dict[Path_, Place] = {(): tree.place(())}
    for path in {**tree.keys, **tree.values}:
        if not path:
            continue
        first = names[str(path[0])]
        rest = inner.get(first, {})
        ours = (first, *path[1:2], *(rest[str(step)] for step in path[2:]))
        # A code that nobody knows is a key; everything else that can be wrong is a value.
        found[ours] = tree.place(path, of_key=len(path) > 1 and first != "rulings" and not path[2:])
    return found

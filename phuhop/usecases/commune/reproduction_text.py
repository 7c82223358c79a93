"""What came of making a package again, for a person and for a program."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from phuhop import __version__
from phuhop.usecases.commune.package_json import REPRODUCED
from registry.package.reproduction import Reproduction, Shipped
from registry.package.result_differences import Difference
from reports.wording.text_lines import wrapped
from scoring.base.problems import file_name

_SHOWN = 12
"""Characters of a SHA-256 that a person compares by eye."""


def as_text(found: Reproduction) -> str:
    """Return the finding, one line when nothing differs and nothing is to be said."""
    return "\n".join(_lines(found))


def _lines(found: Reproduction) -> Iterator[str]:
    package = found.package
    commune, differences = package.assessment.commune, found.differences
    verdict = "giống hệt" if found.is_identical else f"KHÁC {len(differences)} chỗ"
    sign = "✔" if found.is_identical else "✘"
    head = f"{sign} {commune.code} {commune.name}, năm {package.assessment.year}: {verdict}"
    yield f"{head} ({file_name(package.path)}, gói {package.sha256[:_SHOWN]})"
    for difference in differences:
        yield from wrapped(f"- {difference}", "  ")
    if package.program != __version__:
        text = f"Gói do phuhop {package.program} lập, chấm lại bằng phuhop {__version__}."
        yield from wrapped(text, "  ")
    yield from _rules(found)


def _rules(found: Reproduction) -> Iterator[str]:
    now, own = found.shipped, found.package.ruleset
    if now.is_same:
        return
    said = f"Bộ tiêu chí trong gói ({own.id}, {own.sha256[:_SHOWN]}) không phải bản đi kèm phần mềm"
    if now.ruleset_id is None or now.sha256 is None:
        yield from wrapped(f"{said}; phần mềm không có bộ nào cho năm này.", "  ")
        return
    said += f" ({now.ruleset_id}, {now.sha256[:_SHOWN]})."
    if now.differences is None:
        yield from wrapped(f"{said} Số liệu này không chấm được theo bản đi kèm.", "  ")
    elif not now.differences:
        yield from wrapped(f"{said} Chấm theo bản đi kèm: kết quả không đổi.", "  ")
    else:
        yield from wrapped(f"{said} Chấm theo bản đi kèm thì khác:", "  ")
        for difference in now.differences:
            sides = f"theo gói {difference.packaged}, theo bản đi kèm {difference.again}"
            yield from wrapped(f"- {difference.where}: {sides}", "    ")


def as_object(found: Reproduction) -> str:
    """Return the finding as one line of JSON."""
    package = found.package
    return json.dumps(
        {
            "format": REPRODUCED,
            "file": file_name(package.path),
            "package": package.sha256,
            "commune": package.assessment.commune.code,
            "year": package.assessment.year,
            "program": {"packaged": package.program, "now": __version__},
            "identical": found.is_identical,
            "differences": _listed(found.differences),
            "ruleset": {"id": package.ruleset.id, "sha256": package.ruleset.sha256},
            "shipped": _shipped(found.shipped),
        },
        ensure_ascii=False,
    )


def _shipped(now: Shipped) -> dict[str, object]:
    return {
        "same": now.is_same,
        "id": now.ruleset_id,
        "sha256": now.sha256,
        "differences": None if now.differences is None else _listed(now.differences),
    }


def _listed(differences: Iterable[Difference]) -> list[dict[str, str]]:
    return [{"where": d.where, "packaged": d.packaged, "again": d.again} for d in differences]

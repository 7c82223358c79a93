"""Whether a dossier is of a commune there is, and one that the office waits for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from phuhop.usecases.reading import shipped_units
from registry.store.dossier_keys import parse_key
from scoring.base.problems import Place, Problem, ProblemsFound, shown
from scoring.intake.completion import Said
from scoring.units.comparison import compare

if TYPE_CHECKING:
    from phuhop.usecases.province.expected_communes import Expected
    from scoring.engine.assessment import Assessment


def wrong_commune(
    assessment: Assessment, file: str, expected: Expected | None
) -> Iterator[Problem]:
    """Yield what code, name, kind and province say otherwise than the register of the year.

    The day is the year's last one. Invented communes are in no register. A commune that
    is not *expected* is a fault.
    """
    commune = assessment.commune
    about = f"{commune.code}/{assessment.year}"
    said = Said(
        commune.code,
        commune.name,
        commune.kind,
        commune.province,
        commune.district,
        commune.centrally_run_city,
    )
    for remark in compare(said, shipped_units(), date(assessment.year, 12, 31)):
        message = f"{about}: {remark.message}"
        yield Problem(Place(file), remark.code, message, remark.hint, remark.severity)
    if expected is not None and commune.code not in expected(assessment.year):
        message = f"{about}: {shown(commune.name)} không có trong danh sách các xã phải nộp"
        yield Problem(Place(file), "ngoai-danh-sach", message, "kiểm tra lại mã xã và danh sách")


def check_receiver(name: str, receiver: str) -> None:
    """Raise ``ProblemsFound`` where the registers of units say otherwise who goes on.

    *name* is that of a dossier. Of a commune that they know no merger of, they say nothing.
    """
    commune = parse_key(name)[0]
    conversion = shipped_units().conversion
    into = () if conversion is None else conversion.targets.get(commune, ())
    codes = [transfer.new for transfer in into]
    if codes and receiver not in codes:
        message = f"theo sổ đơn vị hành chính, xã {commune} không sáp nhập vào {shown(receiver)}"
        hint = f"xã sau sáp nhập: {', '.join(codes)}"
        raise ProblemsFound([Problem(Place(name), "khong-sap-nhap", message, hint)])

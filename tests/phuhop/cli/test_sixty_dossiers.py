"""Sixty dossiers from import to papers in a morning: at most twelve commands."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from registry.store.database import open_register
from registry.views.listing import listed
from reports.tables.input_table import headings_of, row_of
from reports.tables.writing import to_csv
from scoring.appraisal.worksheet import read_worksheet
from scoring.engine.assessment import Assessment
from tests.support.registries import ASSESSMENT
from tests.support.strategies import decision_06
from tests.support.worksheets import seen

Run = Callable[..., Result]
RULES = decision_06()
COMMUNES = 60
REGISTER = "so-dang-ky.db"
VERIFIER, DECIDER = "Trần Thị Mơ:thẩm định", "Lê Văn Đồi:quyết định"
OFFICE = (
    'ký hiệu cơ quan: SYT\ncơ quan khác:\n  - văn bản:\n      - "07"\n    ký hiệu cơ quan: UBND\n'
)


def commune(number: int) -> Assessment:
    """Return a commune that meets the standard; every sixth just misses it."""
    own = replace(ASSESSMENT.commune, code=f"99{number:03}", name=f"Xã Mẫu {number}")
    answers = dict(ASSESSMENT.answers)
    if number % 6 == 0:
        answers = dict.fromkeys(answers, False)
    return replace(ASSESSMENT, commune=own, answers=answers)


@pytest.fixture
def commands(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give the command line in an empty folder, counting: ``commands.given``."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PHUHOP_DATABASE_URL", raising=False)
    rows = [row_of(commune(number)) for number in range(1, COMMUNES + 1)]
    Path("bang.csv").write_bytes(to_csv(headings_of([RULES]), rows))
    Path("co-quan.yaml").write_text(OFFICE, encoding="utf-8")
    given: list[str] = []

    def command(*arguments: object) -> Result:
        given.append(" ".join(map(str, arguments)))
        done = run(*arguments)
        assert done.exit_code == 0, (given[-1], done.stderr)
        return done

    command.given = given  # type: ignore[attr-defined]
    return command


def test_sixty_dossiers_go_from_import_to_papers_with_twelve_commands(commands: Run) -> None:
    registry = ("registry",)
    # Asked here: where a portal's tests ran before, this process has moved to another time zone.
    day = date.today().isoformat()  # noqa: DTZ011 -- the days of a decision lie before the clock's
    commands(*registry, "init", "--as", "Vũ Văn Khe:quản trị")
    commands(*registry, "import", "bang.csv", "--as", "Hoàng Văn Suối:tiếp nhận")
    commands(*registry, "start", "--state", "đã nộp", "--as", VERIFIER)
    who = ("--verifier", "Trần Thị Mơ", "--title", "Chuyên viên Sở Y tế", "--day", day)
    commands("verify", "blank", "--db", REGISTER, *who, "-o", "phieu")
    commands("verify", "focus", "--db", REGISTER, "-o", "xem-truoc.xlsx")
    for sheet in Path("phieu").iterdir():
        sheet.write_bytes(seen(sheet.read_bytes()))
    commands(*registry, "appraise", "phieu", "--finish", "--as", VERIFIER)
    commands("verify", "ledger", "--db", REGISTER)
    paper = ("--day", day, "--signer", "Lê Văn Đồi", "--state", "đã thẩm định", "--as", DECIDER)
    met, not_met = ("--verdict", "đạt"), ("--verdict", "không đạt")
    commands(*registry, "decide", "--recognise", *met, "--number", "15/QĐ-UBND", *paper)
    reason = ("--reason", "Chưa đủ điểm")
    commands(*registry, "decide", "--refuse", *not_met, "--number", "16/UBND-VX", *reason, *paper)
    papers = ("--office", "co-quan.yaml", "--documents", "td07", "-o", "van-ban")
    done = commands(*registry, "documents", "--state", "công nhận", *papers)
    commands(*registry, "publish", "--year", 2024, "--as", DECIDER)
    commands(*registry, "figures", "-o", "so-lieu-da-xac-minh.csv")

    assert 12 == len(commands.given)  # type: ignore[attr-defined]
    assert ["07-du-thao-quyet-dinh-cong-nhan.docx"] == [
        line.rpartition("/")[2] for line in done.stdout.splitlines()
    ]
    register = open_register(REGISTER)
    with register.reading() as connection:
        rows = [*listed(connection)]
    assert {"công bố": COMMUNES} == Counter(row.standing.state for row in rows)
    with Path("so-lieu-da-xac-minh.csv").open(encoding="utf-8-sig") as file:
        table = [*csv.DictReader(file, delimiter=";")]
    assert COMMUNES == len(table)
    sheet = read_worksheet(next(Path("phieu").glob("*99001*")).read_bytes(), "phieu.xlsx")
    assert ("Trần Thị Mơ", day) == (sheet.document["appraiser"], str(sheet.document["day"]))

"""One commune's story from form to decision: returned, handed in again, disputed, ruled on."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from phuhop.usecases.register.appraisal import sheet_of
from phuhop.usecases.register.importing import Importing
from registry.acts.acts import StepWords, act
from registry.acts.appraising import finish_appraisal, record_appraisal
from registry.acts.deciding import decide
from registry.keeping.audit import audit
from registry.keeping.backup import back_up, restore
from registry.store.canonical_json import canonical
from registry.store.database import Database, connect
from registry.views.case_file import case_file
from registry.views.history import History, history
from registry.views.results_export import export
from reports.appraisal.decisions import Decided
from scoring.appraisal.findings import Appraisal, EvidenceFinding, PartFinding, appraisal_of
from scoring.base.problems import Place, ProblemsFound
from scoring.engine.score_sheet import Finding, Ruling
from scoring.rules.ruleset import Ruleset
from tests.support.form_workbooks import a_form
from tests.support.registries import FULL, KEY, by, new_register, paper, said, step, with_figures
from tests.support.sample_sheets import STAMP

pytestmark = pytest.mark.slow

# Part 6.1's denominator is 0: the law does not say what that means, a person rules.
NOBODY = {
    "tre_hoan_canh_dac_biet": 0,
    "tre_hoan_canh_dac_biet_duoc_tro_giup": 0,
    # So few points elsewhere that the ruling decides.
    "tre_tu_vong_do_tai_nan": 1,
    "phieu_hai_long": 150,
}
BEFORE = with_figures(**NOBODY, tre_duoi_1_tuoi_tiem_chung_day_du=96)
AFTER = with_figures(**NOBODY, tre_duoi_1_tuoi_tiem_chung_day_du=95)
DISPUTED = Appraisal(
    "99001",
    2024,
    "06-QD-TTg-2019",
    assessment_sha256=AFTER.sha256,
    appraiser="Trần Thị Mơ",
    is_seen=True,
    day=date(2024, 11, 29),
    figures={"tre_duoc_kham_suc_khoe": 1000},
    parts={
        "9": PartFinding("tai-lieu-ghi-so-khac", "Sổ trạm y tế ghi 1.000", EvidenceFinding.PARTLY)
    },
)
RULED = replace(DISPUTED, rulings=(Ruling("6.1", Fraction(50), "Không có trẻ nào thuộc diện"),))


def hand_in(database: Database, form: bytes, path: Path) -> list[str]:
    """Import one form as the command does; return what is told."""
    path.write_bytes(form)
    importing = Importing(database, by("tiếp nhận"), None, None, draft=False)
    lines = [str(line).replace(f"{path.parent}/", "") for line in importing.file(path)]
    return lines + said([p for p in importing.problems if p.is_fault])


def appraise(database: Database, appraisal: Appraisal, path: Path) -> str:
    """Record an appraisal file; return the state after it."""
    path.write_text(json.dumps(appraisal.canonical(), ensure_ascii=False), encoding="utf-8")
    sheet, _ = sheet_of(path)
    recorded = record_appraisal(database, KEY, sheet, by("thẩm định"), STAMP)
    assert recorded.event is not None
    if recorded.appraised.verified.verdict is Finding.CANNOT_SAY:
        return str(recorded.event.after)
    return str(finish_appraisal(database, KEY, by("thẩm định")).after)


@pytest.fixture
def played(address: str, tmp_path: Path) -> Database:
    """Play the story up to the publication."""
    database = new_register(address)
    assert ["lan-1.xlsx: 99001/2024: bản 1, nộp; minh chứng 0/22"] == hand_in(
        database, a_form(BEFORE), tmp_path / "lan-1.xlsx"
    )
    step(database, "start", "thẩm định")
    returned = StepWords("Sổ tiêm chủng chỉ có 95 trẻ")
    act(database, KEY, "return", by("thẩm định"), returned)
    assert ["lan-2.xlsx: 99001/2024: bản 2, nộp lại; minh chứng 0/22"] == hand_in(
        database, a_form(AFTER), tmp_path / "lan-2.xlsx"
    )
    step(database, "start", "thẩm định")
    assert "đang thẩm định" == appraise(database, DISPUTED, tmp_path / "td-1.json")
    assert "đã thẩm định" == appraise(database, RULED, tmp_path / "td-2.json")
    decide(database, KEY, by("quyết định"), paper())
    step(database, "publish", "quyết định")
    return database


def told(database: Database) -> History:
    """Return the dossier."""
    with database.reading() as connection:
        return history(connection, KEY)


def test_the_story_ends_published_with_every_step_signed(played: Database) -> None:
    found = told(played)

    assert [
        ("nộp", "đã nộp", "tiếp nhận"),
        ("bắt đầu thẩm định", "đang thẩm định", "thẩm định"),
        ("yêu cầu bổ sung", "yêu cầu bổ sung", "thẩm định"),
        ("nộp lại", "nộp lại", "tiếp nhận"),
        ("bắt đầu thẩm định", "đang thẩm định", "thẩm định"),
        ("ghi bản thẩm định", "đang thẩm định", "thẩm định"),
        ("ghi bản thẩm định", "đang thẩm định", "thẩm định"),
        ("hoàn thành thẩm định", "đã thẩm định", "thẩm định"),
        ("công nhận", "công nhận", "quyết định"),
        ("công bố", "công bố", "quyết định"),
    ] == [(event.step, event.after, event.role) for event in found.events]
    assert {"Ủy ban nhân dân cấp huyện", "Chủ tịch Ủy ban nhân dân cấp huyện"} == {
        event.agency for event in found.events
    }
    assert "Sổ tiêm chủng chỉ có 95 trẻ" == found.events[2].reason


def test_both_versions_and_both_appraisals_are_kept(played: Database) -> None:
    found = told(played)

    assert ["lan-1.xlsx", "lan-2.xlsx"] == [version.source for version in found.versions]
    assert [(1, 2), (2, 2)] == [(a["version"], a["submission"]) for a in found.appraisals]
    assert 2 == found.standing.submission == found.standing.appraisal
    assert ["CANNOT_SAY", "MET"] == [a["summary"]["verdict"] for a in found.appraisals]


def test_the_decision_names_its_paper_and_the_weakest_level(played: Database) -> None:
    (decision,) = told(played).decisions

    assert ("công nhận", "15/QĐ-UBND", "2024-11-30", "Lê Văn Đồi", "giả định") == tuple(
        decision[name] for name in ("outcome", "number", "day", "signer", "level")
    )


def test_what_papers_are_made_of_is_read_back_whole(played: Database) -> None:
    with played.reading() as connection:
        found = case_file(connection, KEY, STAMP)
    assert found.comparison is not None
    assert found.reported.form is not None

    assert AFTER.canonical() == found.reported.assessment.canonical()
    assert RULED.canonical() == found.comparison.appraised.appraisal.canonical()
    assert Decided(True, "15/QĐ-UBND", date(2024, 11, 30), "Lê Văn Đồi") == found.decided  # noqa: FBT003
    assert told(played).head == found.head


def test_half_a_point_of_a_ruling_is_read_back_as_it_was(decision_06: Ruleset) -> None:
    ruled = replace(RULED, rulings=(Ruling("6.1", Fraction(25, 2), "Không có trẻ nào"),))
    kept = json.loads(canonical(ruled.canonical()))

    assert ruled.canonical() == appraisal_of(kept, decision_06, Place("sổ")).canonical()


def test_the_exported_row_is_the_verified_one(played: Database) -> None:
    with played.reading() as connection:
        (row,) = export(connection).table

    assert "được công nhận" == row["tinh_trang"]
    # 1.000 of 1.250 children: 80 percent, one band lower than the commune said.
    assert 35 == row["tc9_diem"]
    assert 50 == row["phan_6.1_diem"]


def test_the_chain_of_the_story_is_sound_and_survives_a_backup(
    played: Database, tmp_path: Path
) -> None:
    found = audit(played)
    head = back_up(played, tmp_path / "sao-luu.db")
    again = restore(tmp_path / "sao-luu.db", connect(str(tmp_path / "khac.db")))

    assert () == found.problems
    assert found.head == head == again.head


def test_a_published_dossier_takes_no_new_figures(played: Database, tmp_path: Path) -> None:
    assert [
        (
            f"{tmp_path}/lan-3.xlsx: [buoc-trai-quy-trinh] {FULL}: hồ sơ ở trạng thái «công bố», "
            "không có bước «nộp» hoặc «nộp lại»; bước hợp lệ: mở lại (cấp trên)"
        )
    ] == hand_in(played, a_form(with_figures(phieu_hai_long=190)), tmp_path / "lan-3.xlsx")


def test_only_the_upper_role_reopens_and_only_with_a_reason(played: Database) -> None:
    refusals = []
    for role, reason in (("thẩm định", "Có đơn"), ("cấp trên", None)):
        with pytest.raises(ProblemsFound) as caught:
            step(played, "reopen", role, reason)
        refusals += said(caught.value.problems)
    step(played, "reopen", "cấp trên", "Có đơn phản ánh")

    assert [
        (
            f"{FULL}: [sai-vai-tro] vai trò «thẩm định» không được làm bước «mở lại»; "
            "bước này của: cấp trên; bước hợp lệ: mở lại (cấp trên)"
        ),
        (
            f"{FULL}: [chua-du-dieu-kien] chưa ghi được bước «mở lại»: phải nêu lý do; "
            "bước hợp lệ: mở lại (cấp trên)"
        ),
    ] == refusals
    standing = told(played).standing
    assert ("đang thẩm định", None, 2) == (
        standing.state,
        standing.decision,
        standing.appraisal,
    )
    assert () == audit(played).problems

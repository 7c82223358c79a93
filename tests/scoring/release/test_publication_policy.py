"""A publication policy: the default adds nothing, and adding needs a name and a reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scoring.base.problems import ProblemsFound
from scoring.formats.schema_classes import aliases
from scoring.release.policy import (
    DEFAULT,
    OFFICIAL_RESULTS,
    SAMPLE,
    SENSITIVE_STATISTIC,
    Decided,
    PolicyFile,
    PublicationPolicy,
    load_policy,
)
from tests.support.places import DOCS

TEXT = DEFAULT.read_text(encoding="utf-8")
TOTALS = (f"{OFFICIAL_RESULTS}: không", f"{OFFICIAL_RESULTS}: có")
STATISTIC = (f"{SENSITIVE_STATISTIC}: không", f"{SENSITIVE_STATISTIC}: có")
DECIDED = (
    "quyết định: null\n",
    """\
quyết định:
  người: Nguyễn Văn Mẫu, Giám đốc Sở
  ngày: 2024-12-01
  căn cứ: Công văn 12/SYT (hư cấu)
  lý do: Cần công bố tổng điểm
""",
)


def policy_of(
    folder: Path, *changes: tuple[str, str], today: date | None = None
) -> PublicationPolicy:
    text = TEXT
    for right, wrong in changes:
        assert right in text
        text = text.replace(right, wrong)
    path = folder / "chinh-sach.yaml"
    path.write_text(text, encoding="utf-8")
    return load_policy(path, today)


def test_the_default_adds_nothing() -> None:
    policy = load_policy()

    assert policy.is_default
    assert policy.decided is None
    assert TEXT == policy.text


@pytest.mark.parametrize("asked", [[TOTALS], [STATISTIC], [TOTALS, STATISTIC]])
def test_adding_without_saying_who_decided_is_refused_line_by_line(
    tmp_path: Path, asked: list[tuple[str, str]]
) -> None:
    with pytest.raises(ProblemsFound) as found:
        policy_of(tmp_path, *asked)

    assert ["chua-co-quyet-dinh"] * len(asked) == [one.code for one in found.value.problems]
    assert all(one.place.line for one in found.value.problems)
    assert "người, ngày, căn cứ, lý do" in found.value.problems[0].hint


def test_a_decision_lets_it_add_and_stays_in_the_text(tmp_path: Path) -> None:
    policy = policy_of(tmp_path, TOTALS, STATISTIC, DECIDED)

    assert not policy.is_default
    assert (True, True) == (policy.official_results, policy.sensitive_statistic)
    assert policy.decided is not None
    assert "Nguyễn Văn Mẫu, Giám đốc Sở" == policy.decided.who
    assert DECIDED[1] in policy.text


def test_a_decision_of_tomorrow_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match="ngày quyết định 01/12/2024 chưa đến"):
        policy_of(tmp_path, TOTALS, DECIDED, today=date(2024, 11, 30))

    assert not policy_of(tmp_path, TOTALS, DECIDED, today=date(2024, 12, 1)).is_default


def test_the_sample_is_refused_until_somebody_decided() -> None:
    with pytest.raises(ProblemsFound) as found:
        load_policy(SAMPLE)

    assert 4 == len(found.value.problems)


def test_the_filled_in_sample_adds_both(tmp_path: Path) -> None:
    text = SAMPLE.read_text("utf-8").replace("ngày: null", "ngày: 2026-11-28")
    path = tmp_path / "them.yaml"
    path.write_text(text.replace(": null", ": Theo văn bản"), "utf-8")
    policy = load_policy(path)

    assert (True, True) == (policy.official_results, policy.sensitive_statistic)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("thống kê tiêu chí nhạy cảm:", "thống kê tiêu chí nhạy:", "có phải «thống kê tiêu chí"),
        (TOTALS[0], f"{OFFICIAL_RESULTS}: vâng", "chỉ viết «có» hoặc «không»"),
        ("quyết định: null\n", "quyết định: {người: A}\n", "[thieu-khoa] thiếu khóa «ngày»"),
        ("tên: Chính", "tên gọi: Chính", "[thieu-khoa] thiếu khóa «tên»"),
        (TOTALS[0], "tổng điểm từng xã: gộp khi lộ", "[khoa-la]"),
    ],
)
def test_a_faulty_policy_is_told_at_its_place(
    tmp_path: Path, right: str, wrong: str, said: str
) -> None:
    with pytest.raises(ProblemsFound) as found:
        policy_of(tmp_path, (right, wrong))

    assert said in str(found.value)
    assert "chinh-sach.yaml:" in str(found.value)


def test_a_policy_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        load_policy(tmp_path / "khong-co.yaml")

    assert "khong-doc-duoc" == found.value.problems[0].code


def test_every_key_is_in_the_glossary() -> None:
    glossary = (DOCS / "developers" / "glossary.md").read_text(encoding="utf-8")
    keys = {key for cls in (PolicyFile, Decided) for key in aliases(cls).values()}

    assert [] == sorted(key for key in keys if f"⟦{key}⟧" not in glossary)

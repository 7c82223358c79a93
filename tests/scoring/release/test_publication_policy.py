"""A publication policy: the default protects, and protecting less needs a name and a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.base.problems import ProblemsFound
from scoring.formats.schema_classes import aliases
from scoring.release.policy import (
    DEFAULT,
    Decided,
    PolicyFile,
    PublicationPolicy,
    SensitiveCriterion,
    load_policy,
)
from tests.support.places import DOCS

TEXT = DEFAULT.read_text(encoding="utf-8")
DECIDED = """\
quyết định:
  người: Nguyễn Văn Mẫu, Giám đốc Sở
  ngày: 2024-12-01
  căn cứ: Công văn 12/SYT (hư cấu)
  lý do: Cần công bố tổng điểm
"""


def policy_of(folder: Path, *changes: tuple[str, str]) -> PublicationPolicy:
    text = TEXT
    for right, wrong in changes:
        assert right in text
        text = text.replace(right, wrong)
    path = folder / "chinh-sach.yaml"
    path.write_text(text, encoding="utf-8")
    load_policy.cache_clear()
    return load_policy(path)


def test_the_default_protects() -> None:
    policy = load_policy()

    assert ("abuse", "offending_and_drugs", "injuries", "special_circumstances") == policy.sensitive
    assert (5, 10, 30) == (
        policy.smallest_count,
        policy.smallest_group,
        policy.smallest_denominator,
    )
    assert () == policy.weaker
    assert TEXT == policy.text


def test_counts_that_are_small(tmp_path: Path) -> None:
    policy = load_policy()

    assert [True, True, True, False] == [policy.is_small("abuse", n) for n in (0, 1, 4, 5)]
    assert [False, True] == [policy.is_small("injuries", n) for n in (0, 1)]
    assert not policy.is_small("immunisation", 1)
    assert policy_of(tmp_path, ("công bố: 5 ", "công bố: 11 ")).is_small("injuries", 10)


def test_protecting_more_needs_no_reason(tmp_path: Path) -> None:
    policy = policy_of(
        tmp_path,
        ("gộp khi lộ\n\n", "không công bố\n\n"),
        ("công bố: 5 ", "công bố: 11 "),
        ("giấu số 0: không", "giấu số 0: có"),
        ("thống kê: 10", "thống kê: 20"),
    )

    assert ("không công bố", 11, 20, ()) == (
        policy.total,
        policy.smallest_count,
        policy.smallest_group,
        policy.weaker,
    )


WEAKER = [
    ("gộp khi lộ\n\n", "chính xác\n\n", "tổng điểm từng xã công bố «chính xác»"),
    ("công bố: 5 ", "công bố: 3 ", "số đếm nhỏ nhất được công bố là 3, mặc định là 5"),
    ("thống kê: 10", "thống kê: 9", "nhóm nhỏ nhất được thống kê là 9, mặc định là 10"),
    ("tỷ lệ: 30", "tỷ lệ: 20", "mẫu số nhỏ nhất của tỷ lệ là 20, mặc định là 30"),
    ("  - {slug: injuries, giấu số 0: không}\n", "", "không che tiêu chí «injuries»"),
    ("abuse, giấu số 0: có", "abuse, giấu số 0: không", "không giấu số 0 của tiêu chí «abuse»"),
    ("  - 50\n", "  - 40\n  - 50\n", "lớp tỷ lệ có 5 lớp, mặc định là 4"),
]


@pytest.mark.parametrize(("right", "wrong", "said"), WEAKER)
def test_protecting_less_without_saying_who_decided_is_refused(
    tmp_path: Path, right: str, wrong: str, said: str
) -> None:
    with pytest.raises(ProblemsFound) as found:
        policy_of(tmp_path, (right, wrong))

    (problem,) = found.value.problems
    assert "bao-ve-it-hon" == problem.code
    assert f"bảo vệ ít hơn mặc định: {said}" in problem.message
    assert "quyết định" in problem.hint


@pytest.mark.parametrize(("right", "wrong", "said"), WEAKER)
def test_protecting_less_is_kept_in_words_for_the_method_page(
    tmp_path: Path, right: str, wrong: str, said: str
) -> None:
    policy = policy_of(tmp_path, (right, wrong), ("quyết định: null\n", DECIDED))

    assert said in policy.weaker[0]
    assert policy.decided is not None
    assert "Nguyễn Văn Mẫu, Giám đốc Sở" == policy.decided.who
    assert DECIDED in policy.text


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("tổng điểm từng xã:", "tổng điểm từng xa:", "có phải «tổng điểm từng xã»?"),
        ("gộp khi lộ\n\n", "gộp\n\n", "«gộp» không dùng được ở đây"),
        ("slug: injuries", "slug: abuse", "[trung-lap] tiêu chí «abuse» đã nêu ở trên"),
        ("  - 50\n", "  - 20\n", "[moc-sai] các mốc phải tăng dần"),
        ("  - 75\n", "  - 100\n", "[moc-sai]"),
        ("công bố: 5 ", "công bố: năm ", "[khong-phai-so] «năm» không phải là số"),
        ("giấu số 0: có", "giấu số 0: vâng", "chỉ viết «có» hoặc «không»"),
        ("quyết định: null\n", "quyết định: {người: A}\n", "[thieu-khoa] thiếu khóa «ngày»"),
        ("tên: Chính", "tên gọi: Chính", "[thieu-khoa] thiếu khóa «tên»"),
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
    keys = {
        key for cls in (PolicyFile, SensitiveCriterion, Decided) for key in aliases(cls).values()
    }

    assert [] == sorted(key for key in keys if f"⟦{key}⟧" not in glossary)

"""The shipped ruleset says what is known of Decision 06, number by number, and no more.

The tables below are written down a second time, by hand, from the record of what could be read
of the decision; so a slip of the finger in the YAML shows. Whoever compares the ruleset with
the official text changes both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import is_dataclass
from datetime import date
from fractions import Fraction

import pytest

import criteria
from scoring.base.levels import Level
from scoring.formats import schema_classes
from scoring.rules import indicators, ruleset, verification
from scoring.rules.indicators import Count, Ratio
from scoring.rules.kinds import against_previous, band_scale, bands, item_sum, trends
from scoring.rules.kinds.against_previous import AgainstPrevious
from scoring.rules.kinds.band_scale import BandScale
from scoring.rules.kinds.item_sum import ItemSum
from scoring.rules.kinds.part import Part
from scoring.rules.ruleset import Criterion, Ruleset
from scoring.rules.vocabulary import _is_written, vocabulary
from tests.support.places import DOCS

SOURCE = criteria.DECISIONS / "06-QD-TTg-2019.yaml"
GLOSSARY = DOCS / "developers" / "glossary.md"

A, D, S = Level.ASSUMED, Level.DERIVED, Level.SECONDARY_SOURCE

# number: letter, slug, points, level of the points, name
CRITERIA = {
    1: ("a", "resources", 100, S, "Nguồn lực thực hiện quyền trẻ em"),
    2: ("b", "birth_registration", 50, A, "Trẻ em được khai sinh đúng quy định"),
    3: ("c", "abuse", 100, A, "Trẻ em bị xâm hại"),
    4: ("d", "offending_and_drugs", 50, A, "Trẻ em vi phạm pháp luật, nghiện ma túy"),
    5: ("đ", "injuries", 100, A, "Trẻ em bị tai nạn, thương tích"),
    6: ("e", "special_circumstances", 125, S, "Trẻ em có hoàn cảnh đặc biệt được trợ giúp"),
    7: ("g", "immunisation", 50, S, "Trẻ em dưới 1 tuổi được tiêm chủng đầy đủ"),
    8: (
        "h",
        "malnutrition",
        50,
        A,
        "Trẻ em dưới 5 tuổi bị suy dinh dưỡng thể nhẹ cân và thể thấp còi",
    ),
    9: ("i", "health_checks", 50, A, "Trẻ em được khám sức khỏe định kỳ"),
    10: ("k", "preschool", 75, A, "Trẻ em đến trường, lớp mầm non"),
    11: ("l", "participation", 75, A, "Trẻ em được thực hiện quyền tham gia"),
    12: ("m", "recreation", 100, A, "Hoạt động vui chơi, giải trí, văn hóa, thể dục, thể thao"),
    13: ("n", "satisfaction", 75, A, "Mức độ hài lòng của trẻ em và người dân"),
}

# code of the item: points, level
ITEMS = {
    "1.1": (50, S),
    "1.2": (15, S),
    "1.3": (15, S),
    "1.4": (20, D),
    "11.1": (40, A),
    "11.2": (35, A),
    "12.1": (50, A),
    "12.2": (50, A),
}

# code: numerator, denominator, higher is better, bands as (label, points, level)
SCALES = {
    "2": (
        "tre_khai_sinh_dung_quy_dinh",
        "tre_phai_khai_sinh",
        True,
        [("từ 98", 50, A), ("từ 95 dưới 98", 35, A), ("từ 90 dưới 95", 20, A), ("dưới 90", 0, A)],
    ),
    "5.2": ("tre_tu_vong_do_tai_nan", None, False, [("đến 0", 50, A), ("từ 1", 0, A)]),
    "6.1": (
        "tre_hoan_canh_dac_biet_duoc_tro_giup",
        "tre_hoan_canh_dac_biet",
        True,
        [("từ 95", 50, S), ("từ 90 dưới 95", 30, A), ("dưới 90", 0, A)],
    ),
    "6.2": (
        "vu_viec_co_ke_hoach_kip_thoi",
        "vu_viec_xam_hai_bo_roi_mua_ban",
        True,
        [("từ 100", 75, S), ("dưới 100", 0, A)],
    ),
    "7": (
        "tre_duoi_1_tuoi_tiem_chung_day_du",
        "tre_duoi_1_tuoi",
        True,
        [("từ 98", 50, S), ("từ 95 dưới 98", 35, A), ("từ 90 dưới 95", 20, A), ("dưới 90", 0, A)],
    ),
    "8.1": (
        "tre_duoi_5_tuoi_nhe_can",
        "tre_duoi_5_tuoi",
        False,
        [("dưới 9", 25, A), ("từ 9 dưới 12", 15, A), ("từ 12", 0, A)],
    ),
    "8.2": (
        "tre_duoi_5_tuoi_thap_coi",
        "tre_duoi_5_tuoi",
        False,
        [("dưới 17", 25, A), ("từ 17 dưới 20", 15, A), ("từ 20", 0, A)],
    ),
    "9": (
        "tre_duoc_kham_suc_khoe",
        "tong_so_tre_em",
        True,
        [("từ 90", 50, A), ("từ 80 dưới 90", 35, A), ("từ 70 dưới 80", 20, A), ("dưới 70", 0, A)],
    ),
    "10": (
        "tre_den_truong_lop_mam_non",
        "tre_trong_do_tuoi_mam_non",
        True,
        [("từ 90", 75, A), ("từ 80 dưới 90", 50, A), ("từ 70 dưới 80", 25, A), ("dưới 70", 0, A)],
    ),
    "13": (
        "phieu_hai_long",
        "phieu_hop_le",
        True,
        [("từ 90", 75, A), ("từ 80 dưới 90", 50, A), ("từ 70 dưới 80", 25, A), ("dưới 70", 0, A)],
    ),
}

# code: numerator, per how many children, points for none, lower, equal, higher
TRENDS = {
    "3": ("tre_bi_xam_hai", 1_000, [100, 50, 0, 0]),
    "4": ("tre_vi_pham_phap_luat_nghien_ma_tuy", 1_000, [50, 25, 0, 0]),
    "5.1": ("tre_bi_tai_nan_thuong_tich", 100_000, [50, 50, 0, 0]),
}

SUBSETS = {
    "tre_duoi_1_tuoi": "tre_duoi_5_tuoi",
    "tre_duoi_5_tuoi": "tong_so_tre_em",
    "tre_hoan_canh_dac_biet": "tong_so_tre_em",
    "tre_bi_xam_hai": "tong_so_tre_em",
    "tre_bi_tai_nan_thuong_tich": "tong_so_tre_em",
    "tre_vi_pham_phap_luat_nghien_ma_tuy": "tong_so_tre_em",
    "tre_trong_do_tuoi_mam_non": "tong_so_tre_em",
    "tre_tu_vong_do_tai_nan": "tre_bi_tai_nan_thuong_tich",
    "tre_phai_khai_sinh": "tong_so_tre_em",
    "tre_khai_sinh_dung_quy_dinh": "tre_phai_khai_sinh",
    "tre_hoan_canh_dac_biet_duoc_tro_giup": "tre_hoan_canh_dac_biet",
    "vu_viec_co_ke_hoach_kip_thoi": "vu_viec_xam_hai_bo_roi_mua_ban",
    "tre_duoi_1_tuoi_tiem_chung_day_du": "tre_duoi_1_tuoi",
    "tre_duoi_5_tuoi_nhe_can": "tre_duoi_5_tuoi",
    "tre_duoi_5_tuoi_thap_coi": "tre_duoi_5_tuoi",
    "tre_duoc_kham_suc_khoe": "tong_so_tre_em",
    "tre_den_truong_lop_mam_non": "tre_trong_do_tuoi_mam_non",
    "phieu_hai_long": "phieu_hop_le",
    "tong_so_tre_em": None,
    "vu_viec_xam_hai_bo_roi_mua_ban": None,
    "phieu_hop_le": None,
}


def _criterion(rules: Ruleset, number: int) -> Criterion:
    (found,) = [c for c in rules.criteria if c.number == number]
    return found


def _part(rules: Ruleset, code: str) -> Part:
    (found,) = [part for _, part in rules.parts if part.code == code]
    return found


def test_the_first_line_names_the_schema_of_the_folder() -> None:
    first = SOURCE.read_text(encoding="utf-8").splitlines()[0]

    assert "# yaml-language-server: $schema=schema.json" == first


def test_the_document_is_decision_06(decision_06: Ruleset) -> None:
    document = decision_06.document

    assert "06-QD-TTg-2019" == decision_06.id
    assert "06/QĐ-TTg" == document.number
    assert date(2019, 1, 3) == document.issued_on == document.in_force_from
    assert document.in_force_until is None


def test_there_are_thirteen_criteria(decision_06: Ruleset) -> None:
    assert list(CRITERIA) == [criterion.number for criterion in decision_06.criteria]


@pytest.mark.parametrize("number", CRITERIA)
def test_a_criterion_has_its_letter_name_and_points(decision_06: Ruleset, number: int) -> None:
    letter, slug, points, level, name = CRITERIA[number]
    criterion = _criterion(decision_06, number)
    own = criterion.verified.as_level if criterion.verified else None
    weakest = min((part.verified.as_level for part in criterion.parts), key=lambda lv: lv.strength)

    assert f"Điều 2 khoản 1 điểm {letter}" == criterion.citation
    assert slug == criterion.slug
    assert points == criterion.max_points
    assert level == (own or weakest)
    assert criterion.name.startswith(name)


def test_the_maxima_sum_to_one_thousand(decision_06: Ruleset) -> None:
    assert 1000 == sum(criterion.max_points for criterion in decision_06.criteria)
    assert 1000 == decision_06.recognition.total_points
    assert Level.ASSUMED == decision_06.recognition.total_level


def test_the_items_are_those_of_the_record(decision_06: Ruleset) -> None:
    found = {
        item.code: (item.points, part.level_of(item))
        for _, part in decision_06.parts
        if isinstance(part, ItemSum)
        for item in part.items
    }

    assert {code: (Fraction(points), level) for code, (points, level) in ITEMS.items()} == found


def test_the_parts_are_those_of_the_record(decision_06: Ruleset) -> None:
    expected = {*SCALES, *TRENDS, "1", "11", "12"}

    assert expected == {part.code for _, part in decision_06.parts}


def test_a_part_stands_in_the_criterion_of_its_number(decision_06: Ruleset) -> None:
    for criterion, part in decision_06.parts:
        assert str(criterion.number) == part.code.partition(".")[0]


@pytest.mark.parametrize("code", SCALES)
def test_a_scale_has_its_figures_direction_and_bands(decision_06: Ruleset, code: str) -> None:
    numerator, denominator, is_higher_better, bands = SCALES[code]
    part = _part(decision_06, code)

    assert isinstance(part, BandScale)
    assert bands == [(band.label, band.points, part.level_of(band)) for band in part.bands]
    assert is_higher_better == part.is_higher_better
    if denominator is None:
        assert isinstance(part.indicator, Count)
        assert (numerator,) == part.figures
    else:
        assert isinstance(part.indicator, Ratio)
        assert (numerator, denominator) == part.figures
        assert 100 == part.indicator.multiplier
        assert "phần trăm" == part.unit


@pytest.mark.parametrize("code", TRENDS)
def test_a_trend_has_its_figures_and_points(decision_06: Ruleset, code: str) -> None:
    numerator, per, points = TRENDS[code]
    part = _part(decision_06, code)

    assert isinstance(part, AgainstPrevious)
    assert (numerator, "tong_so_tre_em") == part.figures
    assert per == part.indicator.multiplier
    assert points == list(part.points_by_trend)
    assert Level.ASSUMED == part.level


def test_a_zero_denominator_awaits_appraisal_except_where_no_case_arose(
    decision_06: Ruleset,
) -> None:
    found = {
        part.code: part.zero_denominator.outcome
        for _, part in decision_06.parts
        if not isinstance(part, ItemSum) and part.zero_denominator is not None
    }
    with_ratio = {code for code, (_, bottom, _, _) in SCALES.items() if bottom} | set(TRENDS)
    expected = dict.fromkeys(with_ratio, "chờ thẩm định") | {"6.2": "điểm tối đa"}

    assert expected == found


def test_no_rule_for_a_zero_denominator_is_more_than_assumed(decision_06: Ruleset) -> None:
    for _, part in decision_06.parts:
        if isinstance(part, BandScale) and part.zero_denominator is not None:
            assert Level.ASSUMED == part.level_of(part.zero_denominator)
        if isinstance(part, AgainstPrevious):
            assert Level.ASSUMED == part.level_of(part.zero_denominator)


def test_the_figures_and_their_limits_are_those_of_the_record(decision_06: Ruleset) -> None:
    found = {code: figure.not_exceeding for code, figure in decision_06.figures.items()}

    assert SUBSETS == found


def test_every_count_of_children_is_within_all_children(decision_06: Ruleset) -> None:
    children = {c for c, figure in decision_06.figures.items() if figure.unit == "trẻ em"}

    assert {"tong_so_tre_em"} == {
        code for code in children if "tong_so_tre_em" not in decision_06.wholes.get(code, ())
    }


def test_the_thresholds_are_those_of_the_record(decision_06: Ruleset) -> None:
    recognition = decision_06.recognition
    found = [(int(t.points), recognition.level_of(t)) for t in recognition.thresholds]

    assert [(900, S), (800, S), (850, S)] == found
    assert 0 == recognition.disqualifying_points
    assert Level.SECONDARY_SOURCE == recognition.no_zero_level
    assert Level.ASSUMED == recognition.all_criteria_level


def test_who_recognises_is_unknown_since_there_are_no_districts(decision_06: Ruleset) -> None:
    recognition = decision_06.recognition
    last = recognition.authority_on(date(2025, 6, 30))
    first = recognition.authority_on(date(2025, 7, 1))

    assert last
    assert "Chủ tịch Ủy ban nhân dân cấp huyện" == last.name
    assert first
    assert "chưa rõ" == first.name


def test_the_decision_knows_three_kinds_of_units(decision_06: Ruleset) -> None:
    assert ("xã", "phường", "thị trấn") == decision_06.recognition.kinds


def test_no_number_is_said_to_be_of_the_official_text() -> None:
    lines = SOURCE.read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("#"))

    assert "văn bản gốc" not in text


def _levels(value: object) -> Iterator[Level]:
    """Yield the level of every ``đối chiếu`` below a written object."""
    if isinstance(value, verification.Verification):
        yield value.as_level
    elif isinstance(value, tuple):
        for inner in value:
            yield from _levels(inner)
    elif isinstance(value, dict):
        yield from _levels(tuple(value.values()))
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _levels(getattr(value, name))


def test_every_part_and_every_fact_of_the_procedure_has_a_level(decision_06: Ruleset) -> None:
    for _, part in decision_06.parts:
        assert isinstance(part.level, Level)
        assert [*_levels(part)]
    for fact in decision_06.procedure:
        assert Level.SECONDARY_SOURCE == fact.verified.as_level


def test_no_level_anywhere_is_the_strongest(decision_06: Ruleset) -> None:
    levels = [*_levels(decision_06.recognition), *_levels(decision_06.criteria)]

    assert 30 < len(levels)
    assert Level.OFFICIAL_TEXT not in levels
    assert Level.ASSUMED == decision_06.level


# The project's own glossary: a table that marks each key of a ruleset with ⟦ ⟧.


def _glossary_keys() -> dict[str, str]:
    """Return the row of each key that the part about ruleset files marks."""
    text = GLOSSARY.read_text(encoding="utf-8")
    rows = text.partition("## The ruleset file")[2].partition("\n## ")[0].splitlines()
    return {
        key: row for row in rows if row.startswith("|") for key in re.findall(r"⟦([^⟧]+)⟧", row)
    }


def _names_of_keys() -> dict[str, set[str]]:
    """Return the names in code of each key; a key of two classes may have two."""
    names: dict[str, set[str]] = {}
    kinds = (against_previous, band_scale, bands, item_sum, trends)
    for module in (*kinds, ruleset, verification, indicators):
        for member in vars(module).values():
            if isinstance(member, type) and is_dataclass(member) and _is_written(member):
                for name, alias in schema_classes.aliases(member).items():
                    names.setdefault(alias, set()).add(name)
    return names


def test_every_key_of_a_ruleset_is_in_the_glossary() -> None:
    in_glossary = _glossary_keys()

    assert [] == [alias for alias in vocabulary() if alias not in in_glossary]


def test_the_glossary_marks_no_key_that_a_ruleset_does_not_have() -> None:
    words_of_other_files = {"trả lời", "kết quả", "chưa rõ"}

    assert set() == set(_glossary_keys()) - set(vocabulary()) - words_of_other_files


@pytest.mark.parametrize("alias", vocabulary())
def test_a_key_has_the_glossary_s_name_in_code(alias: str) -> None:
    row = _glossary_keys()[alias]
    names = _names_of_keys()[alias]

    # A section has the name of its class: `Document` in the table, ``document`` in the file.
    assert [name for name in names if f"`{name}`" in row.lower()], f"{names} not in {row}"

"""Canonical JSON: the same content has the same bytes, whoever wrote it."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.store.canonical_json import canonical, sha256_of
from scoring.base.canonical import sha256_of as of_papers
from scoring.formats.strict_json import canonical as of_packages

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def test_a_number_that_is_not_whole_is_text() -> None:
    assert '{"a":"12.5","b":3,"c":"0.1"}' == canonical({"c": 0.1, "b": 3, "a": Fraction(25, 2)})


def test_letters_written_in_two_ways_are_the_same() -> None:
    decomposed = unicodedata.normalize("NFD", "Xã Đồng Mơ")

    assert sha256_of({"tên": "Xã Đồng Mơ"}) == sha256_of({"tên": decomposed})


@given(VALUES)
def test_what_was_read_from_canonical_json_is_written_the_same(value: object) -> None:
    text = canonical(value)

    assert text == canonical(json.loads(text))


@given(
    st.dictionaries(TEXTS.filter(lambda t: unicodedata.is_normalized("NFC", t)), VALUES, max_size=6)
)
def test_the_order_of_keys_changes_nothing(value: dict[str, object]) -> None:
    assert canonical(value) == canonical(dict(reversed(value.items())))


def test_the_hashes_that_papers_packages_and_chains_hold_never_change() -> None:
    value = {"tên": unicodedata.normalize("NFD", "Xã"), "điểm": [1, None, True]}

    assert "ae2bb451e634d9d1229d5a28e3e25d087c4992889f9688f6860669308fc2c3f3" == sha256_of(value)
    assert "649b62e7caa429a49640a6f3b16036f71b2e02dd63581634cfdafc6f18f1d7e8" == of_papers(value)
    assert (
        "007c3b50a5be1393990c7a1c288f630c82c339ced91df045fa71654c40a2f549"
        == hashlib.sha256(of_packages(value)).hexdigest()
    )


def test_what_json_does_not_have_is_refused() -> None:
    with pytest.raises(TypeError, match="set"):
        canonical({"x": {1, 2}})

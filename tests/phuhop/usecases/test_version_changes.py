"""What the next version has otherwise: field by field, file by file, asked for or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from phuhop.usecases.drafting.fields import fields_of
from phuhop.usecases.drafting.labels import field_words
from phuhop.usecases.returns.version_changes import (
    VersionContent,
    VersionFile,
    changes_between,
    changes_since_return,
)
from registry.acts.acts import StepWords
from registry.acts.remarks import Remark, RemarkAnswer
from registry.acts.submitting import receive
from scoring.forms.form import EvidenceGiven, Form
from scoring.rules.ruleset import Ruleset
from tests.support.registries import (
    ASSESSMENT,
    KEY,
    by,
    give_back,
    hand_in,
    new_register,
    version,
    with_figures,
)

EXAMINED = "tre_duoc_kham_suc_khoe"
BEFORE = VersionContent(
    ASSESSMENT,
    Form("06-QD-TTg-2019", "", "2024", notes={EXAMINED: "Theo sổ khám"}),
    (
        VersionFile("so.pdf", "a" * 64, frozenset({"7"})),
        VersionFile("anh.jpg", "b" * 64, frozenset({"8"})),
    ),
)


def between(
    ruleset: Ruleset, after: VersionContent, *remarked: str
) -> list[tuple[str, str, str, bool]]:
    found = changes_between(ruleset, (1, BEFORE), (2, after), remarked)
    fields = [(one.field, one.before, one.after, one.is_outside) for one in found.fields]
    return fields + [(one.name, "", one.what, one.is_outside) for one in found.files]


def test_figures_answers_words_and_documents_are_told_with_both_values(
    decision_06: Ruleset,
) -> None:
    form = Form(
        "06-QD-TTg-2019",
        "",
        "2024",
        notes={EXAMINED: "Theo sổ khám đợt 2"},
        evidence={"7:1": EvidenceGiven("12/BC", date(2024, 10, 1))},
    )
    assessment = with_figures(**{EXAMINED: 900})
    after = VersionContent(assessment, form, BEFORE.files)

    assert [
        ("figures." + EXAMINED, str(ASSESSMENT.figures[EXAMINED]), "900", False),
        ("notes." + EXAMINED, "Theo sổ khám", "Theo sổ khám đợt 2", False),
        ("evidence.7:1.so_ky_hieu", "", "12/BC", False),
        ("evidence.7:1.ngay", "", "01/10/2024", False),
    ] == between(decision_06, after)


def test_files_are_added_removed_changed_or_prove_something_else(decision_06: Ruleset) -> None:
    files = (
        VersionFile("moi.pdf", "c" * 64, frozenset({"9"})),
        VersionFile("so.pdf", "d" * 64, frozenset({"7"})),
    )
    after = replace(BEFORE, files=files)
    other = replace(
        BEFORE, files=(BEFORE.files[0], replace(BEFORE.files[1], codes=frozenset({"9"})))
    )

    assert [
        ("anh.jpg", "", "bỏ ra", True),
        ("moi.pdf", "", "thêm", True),
        ("so.pdf", "", "nội dung khác", False),
    ] == between(decision_06, after, "7:1")
    assert [("anh.jpg", "", "chứng minh phần khác", False)] == between(decision_06, other)


def test_what_nobody_asked_for_is_marked(decision_06: Ruleset) -> None:
    commune = replace(ASSESSMENT.commune, areas=())
    first, second = [code for code in decision_06.figures if code in ASSESSMENT.figures][:2]
    figures = {**ASSESSMENT.figures, first: 7, second: 7}
    after = replace(BEFORE, assessment=replace(ASSESSMENT, commune=commune, figures=figures))

    asked = {name: is_outside for name, _, _, is_outside in between(decision_06, after, first)}
    assert not asked[f"figures.{first}"]
    assert all(is_outside for name, is_outside in asked.items() if name.startswith("unit."))
    whole = {name: outside for name, _, _, outside in between(decision_06, after, first, "chung")}
    assert not any(outside for name, outside in whole.items() if name.startswith("unit."))


@given(st.data())
def test_every_field_that_differs_is_told_once_and_a_version_differs_nowhere_from_itself(
    decision_06: Ruleset, data: st.DataObject
) -> None:
    codes = data.draw(st.sets(st.sampled_from(sorted(ASSESSMENT.figures)), max_size=5))
    other = replace(
        ASSESSMENT,
        figures={
            code: count + 1 if code in codes else count
            for code, count in ASSESSMENT.figures.items()
        },
    )
    found = between(decision_06, replace(BEFORE, assessment=other))

    assert [f"figures.{code}" for code in decision_06.figures if code in codes] == [
        name for name, *_ in found
    ]
    assert [] == between(decision_06, BEFORE)


def test_since_a_return_is_since_the_version_that_was_returned(tmp_path: object) -> None:
    register = new_register(f"{tmp_path}/so.db")
    hand_in(register)
    assert changes_since_return(register, KEY) is None
    give_back(register, Remark(EXAMINED, "Đối chiếu với trạm y tế"))
    new = version(with_figures(**{EXAMINED: 900, "tre_em": 1500}), b"%PDF-1.7 so")
    words = StepWords(answers=(RemarkAnswer(1, "Đã đối chiếu"),))
    receive(register, new, by("cấp xã"), words)

    found = changes_since_return(register, KEY)
    assert found is not None
    assert (1, 2) == (found.before, found.after)
    assert ["so-ho-tich.pdf"] == [one.name for one in found.files]
    asked = {one.field: one.is_outside for one in found.fields}
    assert not asked[f"figures.{EXAMINED}"]
    assert "(ngoài yêu cầu bổ sung)" in " ".join(found.lines())


def test_every_field_has_words_of_its_own(decision_06: Ruleset) -> None:
    for field in fields_of(decision_06).values():
        words = field_words(decision_06, field)
        assert field.code != words, field.id

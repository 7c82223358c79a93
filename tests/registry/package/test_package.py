"""A package holds everything of a dossier and comes back the same; same contents, same bytes."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.package.document_check import check_document
from registry.package.making import Maker
from registry.package.reading import read_package
from scoring.base.problems import ProblemsFound
from scoring.engine.assessment import Assessment
from scoring.rules.subsets import exceeding
from tests.support.examples import examples
from tests.support.packages import (
    OFFICE_TEXT,
    PDF,
    RULESET_TEXT,
    a_form,
    a_package,
    an_assessment,
    an_exhibit,
    changed,
    members,
    png,
    reported,
    saved,
    zipped,
)
from tests.support.places import GOLDEN
from tests.support.strategies import assessments, decision_06


def test_everything_comes_back_as_it_was_packed(tmp_path: Path) -> None:
    package = read_package(saved(tmp_path, a_package()))

    assert an_assessment() == package.assessment
    assert (decision_06().id, decision_06().sha256) == (package.ruleset.id, package.ruleset.sha256)
    assert RULESET_TEXT == package.ruleset_text
    assert "26.11.0" == package.program
    assert "phuhop.result/1" == package.result["format"]
    assert OFFICE_TEXT == package.office_text
    assert package.office is not None
    assert "Suối Mơ" == package.office.place
    assert a_form() == package.form
    assert [("TL 15 báo cáo tiêm chủng.pdf", an_exhibit().proofs)] == [
        (one.name, one.proofs) for one in package.evidence
    ]
    assert PDF == package.content(package.evidence[0].stored)
    assert [
        "01-cong-van-bao-cao.docx",
        "02-bao-cao-tu-danh-gia.docx",
        "03-bang-tu-cham-diem.docx",
        "04-bien-ban-hop.docx",
        "05-danh-muc-tai-lieu-kiem-chung.docx",
        "06-phieu-hoi-muc-do-hai-long.docx",
        "ho-so.html",
    ] == [document.name for document in package.documents]


def test_a_package_of_a_table_has_no_office_no_form_and_no_evidence(tmp_path: Path) -> None:
    bare = a_package(form=None, office_text=None, evidence=())
    package = read_package(saved(tmp_path, bare))

    assert (None, None, None, ()) == (
        package.office,
        package.office_text,
        package.form,
        package.evidence,
    )


def test_the_same_contents_give_the_same_bytes() -> None:
    assert a_package() == a_package()


def test_two_names_of_the_same_bytes_are_one_member(tmp_path: Path) -> None:
    twice = (an_exhibit(), replace(an_exhibit(), name="bản chụp.pdf"))
    package = read_package(saved(tmp_path, a_package(evidence=twice)))

    assert ["TL 15 báo cáo tiêm chủng.pdf", "bản chụp.pdf"] == [f.name for f in package.evidence]
    assert 1 == len({file.stored for file in package.evidence})


def test_zipping_the_members_again_does_not_change_the_identity(tmp_path: Path) -> None:
    first, again = a_package(), zipped(members(a_package()), level=1)

    assert first != again
    assert (
        read_package(saved(tmp_path, first)).sha256 == read_package(saved(tmp_path, again)).sha256
    )


def test_another_figure_is_another_identity(tmp_path: Path) -> None:
    first = read_package(saved(tmp_path, a_package())).sha256
    other = a_package(assessment=an_assessment(tong_so_tre_em=101))

    assert first != read_package(saved(tmp_path, other)).sha256


def test_a_member_that_changed_since_it_was_read_is_not_given_out(tmp_path: Path) -> None:
    path = saved(tmp_path, a_package())
    package = read_package(path)
    evidence = package.evidence[0].stored

    def other(parts: dict[str, bytes]) -> None:
        parts[evidence.path] = PDF + b"x"

    path.write_bytes(changed(a_package(), other))
    with pytest.raises(ProblemsFound) as found:
        package.content(evidence)

    assert f"{path.as_posix()}: [goi-da-doi] «{evidence.path}» không còn như lúc đọc gói" == str(
        found.value
    )


def sound(assessment: Assessment) -> Assessment:
    """No count exceeds the count it is part of: the reader refuses any other."""
    counts = []
    for drawn in (assessment.figures, assessment.previous):
        kept = dict(drawn)
        while excess := [code for code, _, _ in exceeding(decision_06(), kept)]:
            kept = {code: count for code, count in kept.items() if code not in excess}
        counts.append(kept)
    return replace(assessment, figures=counts[0], previous=counts[1])


@examples(20)
@given(
    assessment=assessments(decision_06()).map(sound),
    noise=st.binary(max_size=50),
    notes=st.dictionaries(st.sampled_from(["tong_so_tre_em", "1.1"]), st.just("ghi chú")),
)
def test_whatever_is_packed_is_read_back(tmp_path_factory, assessment, noise, notes) -> None:
    form = replace(a_form(), notes=notes)
    exhibits = (an_exhibit(PDF + noise), an_exhibit(png(10, 10) + noise, "png"))
    whole = reported(assessment=assessment, form=form, evidence=exhibits)
    content = Maker().packed(whole, "26.11.0")
    package = read_package(saved(tmp_path_factory.mktemp("goi"), content))

    assert (assessment, form) == (package.assessment, package.form)
    assert [one.content for one in exhibits] == [
        package.content(one.stored) for one in package.evidence
    ]


def test_any_zip_program_opens_a_package(tmp_path: Path) -> None:
    with zipfile.ZipFile(saved(tmp_path, a_package())) as archive:
        assert archive.testzip() is None
        assert hashlib.sha256(RULESET_TEXT).hexdigest() in archive.read("manifest.json").decode()


@pytest.mark.parametrize("path", sorted((GOLDEN).glob("*.html")))
def test_every_page_of_ours_may_be_opened(path: Path) -> None:
    page = path.read_bytes()
    check_document(path.name, page)

    assert page.startswith(b"<!DOCTYPE html>")

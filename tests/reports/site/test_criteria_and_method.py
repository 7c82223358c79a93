"""Pages of criteria and method: counts of public points, the policy, what can be inferred."""

from __future__ import annotations

from dataclasses import replace

from reports.site.criteria_page import pages, whole
from reports.site.method_page import method_page, zero_share_words
from reports.wording.file_names import slug
from scoring.release.policy import load_policy
from scoring.release.public import WithheldPoints, ZeroShare
from scoring.release.release import public_release
from scoring.rules.ruleset import Ruleset
from tests.support.public_samples import release, story
from tests.support.sample_site import pages_of, sample_edition


def test_every_public_criterion_counts_all_units_once(decision_06: Ruleset) -> None:
    edition, _ = sample_edition(release(decision_06))
    for row, one in zip(whole(edition), edition.criteria, strict=True):
        points = [c.points.criteria[one.number] for c in edition.communes if c.points]
        known = [p for p in points if p is not None]

        assert str(sum(p == one.max_points for p in known)) == row.full
        assert str(sum(p <= 0 for p in known)) == row.none
        assert str(len(edition.communes) - len(known)) == row.still_open
        assert len(edition.communes) == sum(
            map(int, (row.full, row.between, row.none, row.still_open))
        )


def test_a_criterions_page_has_its_points_groups_and_places(decision_06: Ruleset) -> None:
    edition, _ = sample_edition(release(decision_06))
    page = next(each for each in pages(edition) if each.number == 10)
    given = [c.points.criteria[10] for c in edition.communes if c.points]

    assert "tieu-chi/tre-em-den-truong-lop-mam-non.html" == page.path
    assert len([p for p in given if p is not None]) == sum(int(units) for _, units in page.points)
    assert 1 + len(edition.groups) + len(edition.parts) == len(page.rows)


def test_the_method_page_names_what_is_public_what_is_not_and_the_policy(
    decision_06: Ruleset,
) -> None:
    edition, files = sample_edition(release(decision_06))
    page, html = method_page(edition), pages_of(files)["phuong-phap.html"]

    assert ["1", "2", "7", "8", "9", "10", "11", "12", "13"] == [
        name.split(".")[0] for name in page.public
    ]
    assert ["3", "4", "5", "6"] == [name.split(".")[0] for name in page.sensitive]
    assert edition.release.policy.text.splitlines()[0] in html
    assert "Người đọc vẫn suy ra được gì" in html
    assert "giả định" in html


def test_what_more_a_policy_publishes_is_told_with_who_decided_it(decision_06: Ruleset) -> None:
    policy = replace(load_policy(), official_results=True, sensitive_statistic=True)
    edition, _ = sample_edition(public_release(story(decision_06), decision_06, policy))

    assert () == method_page(sample_edition(release(decision_06))[0]).more
    assert 2 == len(method_page(edition).more)
    assert "" == zero_share_words(edition)  # 16 refused are too few


def test_the_statistic_is_a_class_in_words(decision_06: Ruleset) -> None:
    edition, _ = sample_edition(release(decision_06))
    given = replace(edition, release=replace(edition.release, zero_share=ZeroShare.UNDER_A_QUARTER))

    assert "dưới một phần tư có tiêu chí nhạy cảm bị điểm liệt" in zero_share_words(given)


def test_groups_without_points_are_explained_by_the_ruleset(decision_06: Ruleset) -> None:
    edition, _ = sample_edition(release(decision_06))
    group = edition.groups[0].name
    withheld = replace(
        edition, release=replace(edition.release, withheld_points=(WithheldPoints(group, (3,)),))
    )

    assert any(group in sentence for sentence in method_page(withheld).inferences)
    assert "tiêu chí 3" not in " ".join(method_page(withheld).inferences)


def test_addresses_are_cut_between_words() -> None:
    long = "Trẻ em dưới 1 tuổi được tiêm chủng đầy đủ các loại vắc xin thuộc chương trình"

    assert "tre-em-duoi-1-tuoi-duoc-tiem-chung-day-du-cac-loai-vac-xin" == slug(long)
    assert "a" * 60 == slug("a" * 80)
    assert "don-vi" == slug("…")

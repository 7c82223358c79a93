"""The published site hangs together: links, names, sizes, same bytes, and public values only."""

from __future__ import annotations

import json
import posixpath
import random
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

import html5lib
import pytest

from reports.site.edition import Edition
from reports.site.record import RECORD
from reports.site.site import MARKER
from reports.wording.vietnamese import collation_key
from scoring.recognition.communes import State
from scoring.release.policy import load_policy
from scoring.release.release import public_release
from scoring.rules.ruleset import Ruleset
from scoring.rules.sensitive import sensitive_criteria
from tests.support.communes import with_other_secrets
from tests.support.public_samples import NAMES, release, story
from tests.support.sample_site import pages_of, sample_edition
from tests.support.strategies import decision_06 as ruleset_06

MOST_PAGE = 150_000
MOST_NAME = 70


@lru_cache
def site(kind: str = "districts") -> tuple[Edition, dict[str, bytes]]:
    ruleset = ruleset_06()
    made = {
        "districts": lambda: release(ruleset),
        "clusters": lambda: release(
            ruleset, clusters={f"{99100 + n}": f"Cụm {n % 3 + 1}" for n in range(50)}
        ),
        "provinces": lambda: release(ruleset, provinces=("Tỉnh Trăng Non", "Thành phố Bến Mơ")),
        "unsealed": lambda: release(ruleset, is_sealed=False),
        "one": lambda: release(ruleset, 1, has_districts=False),
    }[kind]()
    edition, files = sample_edition(made)
    return edition, {file.path: file.content for file in files}


ALL = ("districts", "clusters", "provinces", "unsealed", "one")


def pages(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: c.decode() for path, c in files.items() if path.endswith(".html")}


def text_of(html: str) -> str:
    """Return what a reader sees, labels of figures included."""
    return " ".join(_texts(html5lib.parse(html, namespaceHTMLElements=False).find("body")))


def _texts(element: object) -> Iterator[str]:
    for node in element.iter():  # type: ignore[attr-defined]
        yield node.text or ""
        yield node.tail or ""


@pytest.mark.parametrize("kind", ALL)
def test_every_link_leads_somewhere(kind: str) -> None:
    _, files = site(kind)
    anchors = {path: set(re.findall(r'id="([^"]+)"', html)) for path, html in pages(files).items()}
    broken = []
    for path, html in pages(files).items():
        for link in re.findall(r'(?:href|src)="([^"]+)"', html):
            if link.startswith("data:"):
                continue
            address, _, anchor = link.partition("#")
            name = address.partition("?")[0]
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
            target = target if name else path
            if target not in files or (anchor and anchor not in anchors[target]):
                broken.append((path, link))

    assert [] == broken


@pytest.mark.parametrize("kind", ALL)
def test_every_page_is_reached_from_the_index(kind: str) -> None:
    _, files = site(kind)
    found, todo = set(), ["muc-luc.html"]
    while todo:
        path = todo.pop()
        if path in found:
            continue
        found.add(path)
        here = posixpath.dirname(path)
        links = re.findall(r'href="([^"#?]+\.html)', files[path].decode())
        todo += [posixpath.normpath(posixpath.join(here, link)) for link in links]

    assert set(pages(files)) == found


@pytest.mark.parametrize("kind", ALL)
def test_pages_are_valid_html_with_a_title_and_a_description_of_their_own(kind: str) -> None:
    _, files = site(kind)
    descriptions = {}
    for path, html in pages(files).items():
        html5lib.HTMLParser(strict=True).parse(html)
        (descriptions[path],) = re.findall('<meta name="description" content="([^"]+)">', html)
        assert 1 == html.count("<h1"), path
        assert 1 == html.count("<title>"), path

    assert {} == {p: d for p, d in descriptions.items() if not 20 < len(d) < 300}
    units = [d for path, d in descriptions.items() if path.startswith("xa/")]
    assert len(units) == len(set(units))


def test_addresses_are_vietnamese_words_without_marks() -> None:
    _, files = site()
    strange = [
        p for p in files if not re.fullmatch(r"[a-zA-Z0-9./-]+", p) or len(p) > MOST_NAME + 20
    ]

    assert [] == strange
    assert "tieu-chi/nguon-luc-thuc-hien-quyen-tre-em.html" in files
    assert "tieu-chi/tre-em-den-truong-lop-mam-non.html" in files


def test_sensitive_criteria_have_no_page_and_no_page_says_that_a_number_is_withheld() -> None:
    edition, files = site()
    named = [path for path in files if path.startswith("tieu-chi/")]

    assert 9 == len(named) == len(edition.criteria)
    assert [] == [p for p, html in pages(files).items() if "không công bố</td>" in html]
    assert not any(
        one.name in html
        for one in sensitive_criteria(edition.ruleset)
        for path, html in pages(files).items()
        if path != "phuong-phap.html"
    )


def test_names_are_escaped_and_stand_in_vietnamese_order() -> None:
    edition, files = site()
    tangled = next(one for one in edition.communes if one.name == NAMES[-1])
    html = files["muc-luc.html"].decode()
    listed = re.findall(r'<li>. <a href="xa/([0-9]+)\.html"', html)
    names = {one.code: one.name for one in edition.communes}

    assert NAMES[-1] in text_of(files[f"xa/{tangled.code}.html"].decode())
    assert not any("<script>alert" in page for page in pages(files).values())
    assert sorted(names.values(), key=collation_key) == [names[code] for code in listed]


def test_words_for_experts_stand_on_the_data_page_alone() -> None:
    _, files = site()
    told = {
        path: word
        for path, html in pages(files).items()
        for word in ("SHA-256", "bi_che", "bị che", "Parquet")
        if word in text_of(html) and path != "du-lieu.html"
    }

    assert {} == told


@pytest.mark.parametrize("kind", ALL)
def test_the_banner_of_tables_that_are_no_registers_is_on_every_page_or_on_none(kind: str) -> None:
    edition, files = site(kind)
    banner = "Số liệu tự chấm, chưa qua sổ"
    with_it = [path for path, html in pages(files).items() if f"<strong>{banner}</strong>" in html]

    assert (sorted(pages(files)) if kind == "unsealed" else []) == sorted(with_it)
    assert (kind == "unsealed") is not edition.is_sealed


def test_samples_are_told_on_every_page() -> None:
    _, files = site()

    assert [] == [p for p, html in pages(files).items() if "<strong>SỐ LIỆU MẪU" not in html]


def test_pages_ask_for_nothing_outside_and_hold_no_style_or_script_of_their_own() -> None:
    _, files = site()
    for path, html in pages(files).items():
        policy = re.search('Content-Security-Policy" content="([^"]+)"', html)
        assert policy is not None
        assert "default-src 'none'; style-src 'self' file:; script-src 'self' file:" in policy[1]
        assert not re.search(r' style="| on[a-z]+="|<style|<script>', html), path
        links = re.findall(r'(?:href|src)="(http[^"]+)"', html)
        assert [] == links, path


def test_the_same_units_in_any_order_give_the_same_bytes(decision_06: Ruleset) -> None:
    units = story(decision_06)
    made = [
        [
            (f.path, f.content)
            for f in sample_edition(public_release(u, decision_06, load_policy()))[1]
        ]
        for u in (units, units[::-1])
    ]

    assert made[0] == made[1]


@pytest.mark.parametrize("seed", range(6))
def test_secrets_change_no_byte_of_the_site(decision_06: Ruleset, seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 -- invented data
    units = [*story(decision_06, 30, seed, year=2024), *story(decision_06, 30, seed + 50)]
    others = with_other_secrets(units, decision_06, draw)
    made = [
        [
            (f.path, f.content)
            for f in sample_edition(public_release(u, decision_06, load_policy()))[1]
        ]
        for u in (units, others)
    ]

    assert units != others
    assert made[0] == made[1]


def test_every_file_of_the_open_data_is_told_in_words() -> None:
    _, files = site()
    html = files["du-lieu.html"].decode()
    rows = re.findall(r'<a href="du-lieu/[^"]+">([^<]+)</a></th><td>([^<]+)</td>', html)

    assert {p.removeprefix("du-lieu/") for p in files if p.startswith("du-lieu/")} == {
        name for name, _ in rows
    }
    assert [] == [name for name, words in rows if name == words]


def test_the_marker_lists_every_other_file() -> None:
    _, files = site()
    marker = json.loads(files[MARKER])

    assert {"format", "program", "year", "ruleset", "files"} == set(marker)
    assert set(files) - {MARKER} == set(marker["files"])
    assert RECORD in marker["files"]


def test_a_nation_of_small_pages(decision_06: Ruleset) -> None:
    provinces = tuple(f"Tỉnh Số {n}" for n in range(34))
    _, made = sample_edition(release(decision_06, 3_300, provinces=provinces), goal=None)
    shared = sum(len(file.content) for file in made if file.path.startswith("tai-san/"))
    heavy = {path: len(html.encode()) + shared for path, html in pages_of(made).items()}

    assert {} == {path: size for path, size in heavy.items() if size > MOST_PAGE}


def test_the_largest_province_there_was_fits_on_one_page_with_its_wall(
    decision_06: Ruleset,
) -> None:
    edition, made = sample_edition(release(decision_06, 579))
    files = pages_of(made)
    shared = sum(len(file.content) for file in made if file.path.startswith("tai-san/"))

    assert len(edition.communes) == files["index.html"].count('<span aria-hidden="true">')
    assert len(files["index.html"].encode()) + shared < MOST_PAGE


def test_a_unit_that_sent_nothing_has_a_page_a_square_and_a_row() -> None:
    edition, files = site()
    silent = [one for one in edition.communes if one.state is State.SENT_NOTHING]

    assert silent
    for one in silent:
        link = f"xa/{one.code}.html"
        assert link in files["index.html"].decode()
        assert link in files["xep-hang.html"].decode()
        assert "Đơn vị chưa gửi gì nên chưa có điểm nào." in text_of(files[link].decode())


def test_districts_of_two_provinces_under_one_name_are_two_pages(decision_06: Ruleset) -> None:
    made = release(decision_06, provinces=("Tỉnh Trăng Non", "Thành phố Bến Mơ"))
    edition, files = sample_edition(made)
    paths = [file.path for file in files]

    assert len(edition.parts) == len({area.path for area in edition.parts})
    assert {area.path for area in edition.parts} <= set(paths)
    for area in edition.parts:
        assert {area.province} == {one.province for one in area.communes}


def test_without_a_profile_blanks_are_dotted_and_nothing_fails(decision_06: Ruleset) -> None:
    from reports.site.profile import EMPTY
    from reports.wording.words import DOTS

    _, files = sample_edition(release(decision_06, 3), EMPTY)

    assert DOTS in text_of(pages_of(files)["xa/99100.html"])

"""The published site says what the release says and nothing else; its pages hang together."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import html5lib
import pytest

import criteria
import reports
from reports.open_data.files import CC_BY_4, About
from reports.rules.review_rows import review_groups
from reports.site.edition import Edition, ranks, slug_of
from reports.site.profile import Profile, load_profile
from reports.site.site import MARKER
from reports.site.standing import standing, standing_of
from reports.site.tables import MOST_BYTES
from reports.site.wording import percent
from reports.wording.vietnamese import collation_key, short_date
from reports.wording.words import DOTS
from scoring.base.quantities import vietnamese
from scoring.engine.score_sheet import Finding
from scoring.release.model import PublishedRow
from scoring.release.rows import Interval, ScoredRow
from scoring.rules.loading import load
from scoring.rules.ruleset import Ruleset
from tests.support.release_samples import province, scored
from tests.support.sample_site import NAMES, STAMP, sample_edition, sample_rows

MOST_PAGE = 200_000


@lru_cache
def _ruleset() -> Ruleset:
    return load(criteria.DECISIONS / "06-QD-TTg-2019.yaml")


@lru_cache
def site(seed: int = 7, communes: int = 60) -> tuple[Edition, dict[str, bytes]]:
    ruleset = _ruleset()
    edition, files = sample_edition(ruleset, sample_rows(ruleset, communes, seed))
    return edition, {file.path: file.content for file in files}


def pages(files: dict[str, bytes]) -> dict[str, str]:
    return {path: c.decode() for path, c in files.items() if path.endswith(".html")}


def text_of(html: str) -> str:
    """Return what a reader sees, figures' labels included; titles and styles are not text."""
    return " ".join(_texts(html5lib.parse(html, namespaceHTMLElements=False).find("body")))


def _texts(element: object) -> Iterator[str]:
    for node in element.iter():  # type: ignore[attr-defined]
        if node.text:
            yield node.text
        if node.tail:
            yield node.tail


NUMBER = re.compile(r"[0-9][0-9.,]*")


def numbers(text: str) -> set[str]:
    return {found.rstrip(".,") for found in NUMBER.findall(text)}


# What may stand on a page, computed from the release without the code of the pages.


def allowed_everywhere(edition: Edition) -> set[str]:
    release = edition.release
    return {
        *numbers(edition.ruleset.document.number),
        *numbers(edition.stamp.program),
        *numbers(edition.digest[:12]),
        *numbers(release.policy.name),
        str(release.year),
    }


def possible_ranks(rows: Iterable[PublishedRow]) -> dict[str, tuple[int, int]]:
    """Return best and worst rank by trying every pair: slow and plain."""
    known = [row for row in rows if row.most is not None]
    return {
        row.code: (
            1 + sum(other.least > row.most for other in known),  # type: ignore[operator]
            1 + sum(other.most > row.least for other in known if other is not row),  # type: ignore[operator]
        )
        for row in known
    }


def of_a_commune(edition: Edition, row: PublishedRow) -> set[str]:
    most = edition.ruleset.recognition.total_points
    group = [other for other in edition.release.rows if other.group == row.group]
    thresholds = [t.group for t in edition.ruleset.recognition.thresholds]
    found = {
        row.code,
        vietnamese(row.threshold),
        vietnamese(most),
        str(len(edition.ruleset.criteria)),
        str(thresholds.index(row.group) + 1),
        *numbers(row.name),
        *numbers(f"{row.province} {row.district}"),
    }
    for total in (row.least, row.most):
        if total is not None:
            found.add(vietnamese(total))
    if row.most is not None and row.least == row.most:
        found.add(vietnamese(abs(row.most - row.threshold)))
    if row.most is not None:
        found.add(vietnamese(sum(other.most is not None for other in group)))
        for rows in (group, edition.release.rows):
            found |= set(map(vietnamese, possible_ranks(rows)[row.code]))
    return found


def of_rankings(edition: Edition, rows: list[PublishedRow]) -> set[str]:
    """Return the numbers of any table of *rows*: theirs, ranks, counts and shares."""
    found: set[str] = set()
    for row in rows:
        found |= of_a_commune(edition, row)
    places: list[list[PublishedRow]] = [rows]
    for name in ("province", "district", "group"):
        of_name: dict[str | None, list[PublishedRow]] = {}
        for row in rows:
            of_name.setdefault(getattr(row, name), []).append(row)
        places += of_name.values()
    for members in places:
        found |= {vietnamese(n) for both in possible_ranks(members).values() for n in both}
        found |= of_counts(edition, members)
    return found


def of_counts(edition: Edition, rows: list[PublishedRow]) -> set[str]:
    stand = Counter((row.status, row.decision) for row in rows)
    met = sum(row.status == "được công nhận" for row in rows)
    if not any(row.status.endswith("công nhận") for row in edition.release.rows):
        met = sum(row.decision is Finding.MET for row in rows)
    share = percent(Fraction(100 * met, len(rows))).rstrip("%")
    return {vietnamese(len(rows)), share, "0", *map(vietnamese, stand.values())}


def of_the_overview(edition: Edition) -> set[str]:
    if id(edition) not in _OVERVIEWS:  # editions are kept by ``site``
        _OVERVIEWS[id(edition)] = _of_the_overview(edition)
    return _OVERVIEWS[id(edition)]


_OVERVIEWS: dict[int, set[str]] = {}


def _of_the_overview(edition: Edition) -> set[str]:
    release = edition.release
    step = edition.ruleset.recognition.total_points / 20
    found = of_rankings(edition, list(release.rows))
    found |= {vietnamese(step * n) for n in range(21)}
    for group in {row.group for row in release.rows}:
        totals = [(row.least, row.most) for row in release.rows if row.group == group]
        exact = [low for low, high in totals if low is not None and low == high]
        last = edition.ruleset.recognition.total_points - step
        found |= set(
            map(vietnamese, Counter(min(total // step * step, last) for total in exact).values())
        )
        ranges = Counter(pair for pair in totals if None not in pair and pair[0] != pair[1])
        found |= set(map(vietnamese, ranges.values()))
        found.add(vietnamese(sum(None in pair for pair in totals)))
    for each in release.trend:
        found |= {str(each.year), vietnamese(each.decisions.group.communes)}
        found |= {vietnamese(each.decisions.met), percent(each.decisions.share).rstrip("%")}
    return found | of_criteria(edition)


def of_criteria(edition: Edition) -> set[str]:
    found = {vietnamese(edition.release.policy.smallest_group)}
    for one in edition.release.criteria:
        found |= {str(one.number), *numbers(one.name)}
        for row in one.rows:
            found.add(vietnamese(row.group.communes))
            found |= numbers(row.group.name)
            found |= {vietnamese(count) for count in row.counts.values() if count is not None}
            if row.lost_share is not None:
                found |= {str(row.lost_share.least), str(row.lost_share.most)}
    return found | {str(n) for n in range(1, len(edition.groups) + 1)}


def of_files(files: dict[str, bytes]) -> set[str]:
    found: set[str] = set()
    for path, content in files.items():
        if path.startswith(("du-lieu/", "bao-cao/")):
            tenths = Fraction(round(Fraction(len(content) * 10, 1024)), 10)
            found |= {str(len(content)), vietnamese(tenths)}
            found |= numbers(f"{path} {hashlib.sha256(content).hexdigest()} SHA-256")
    return found


def of_the_method(edition: Edition) -> set[str]:
    release, ruleset = edition.release, edition.ruleset
    policy = release.policy
    told = [
        policy.text,
        policy.citation,
        policy.sha256,
        ruleset.sha256,
        ruleset.id,
        ruleset.document.title,
        edition.digest,
        "SHA-256 ≥ 1",  # «từ 1 đến 4»
        short_date(ruleset.document.in_force_from),
        short_date(ruleset.document.still_in_force_on),
        *(
            f"{r.what} {r.value} {r.citation} {r.level}"
            for g in review_groups(ruleset)
            for r in g.rows
        ),
        *(f"{t.group} {t.verified or ''}" for t in ruleset.recognition.thresholds),
        str(ruleset.recognition.verified),
        *(f"{one.number} {one.name}" for one in ruleset.criteria),
        *(f"{vietnamese(one.least)} {vietnamese(one.most)}" for one in release.classes),
        *(f"{one.name} {vietnamese(one.communes)}" for one in (*release.omitted, *release.dropped)),
        vietnamese(len(release.pattern)),
        vietnamese(len(release.omitted)),
        vietnamese(len(release.dropped)),
        str(policy.smallest_count - 1),
        str(policy.smallest_group),
        vietnamese(ruleset.recognition.total_points),
        *(vietnamese(t.points) for t in ruleset.recognition.thresholds),
        "1 2 3",  # the numbers of the groups
        vietnamese(ruleset.recognition.disqualifying_points),
    ]
    return numbers(" ".join(told))


def strange_numbers(edition: Edition, path: str, html: str, files: dict[str, bytes]) -> set[str]:
    every = {*allowed_everywhere(edition)}
    rows = {f"xa/{row.code}.html": row for row in edition.release.rows}
    if path in rows:
        every |= of_a_commune(edition, rows[path])
    elif path.startswith("tieu-chi"):
        every |= of_criteria(edition)
    elif path == "du-lieu.html":
        licence = CC_BY_4
        told = f"{licence.name} {licence.summary} {licence.address} {About('').version}"
        every |= of_files(files) | numbers(told)
    elif path == "phuong-phap.html":
        every |= of_the_method(edition)
    else:
        every |= of_the_overview(edition) | of_files(files)
        every |= {str(n) for n in range(1, 10)} if "trang" in html.lower() else set()
    return numbers(text_of(html)) - every


@pytest.mark.parametrize("seed", [7, 8, 9, 10])
def test_every_number_of_a_page_comes_from_the_release(seed: int) -> None:
    edition, files = site(seed)
    strange = {
        path: strange_numbers(edition, path, html, files) for path, html in pages(files).items()
    }

    assert {} == {path: found for path, found in strange.items() if found}


def test_the_numbers_test_does_find_a_number_that_is_made_up() -> None:
    edition, files = site()
    html = pages(files)["xa/99100.html"].replace("Mã đơn vị", "Đạt 61 tiêu chí")

    assert {"61"} == strange_numbers(edition, "xa/99100.html", html, files)


def test_numbers_follow_the_results(decision_06: Ruleset) -> None:
    rows = sample_rows(decision_06, is_decided=False)
    changed = [_without_points(row) if row.code == "99120" else row for row in rows]
    (before, old), (after, new) = (sample_edition(decision_06, each) for each in (rows, changed))
    row = next(row for row in after.release.rows if row.code == "99120")
    texts = [
        text_of(next(file.content for file in files if file.path == "xa/99120.html").decode())
        for files in (old, new)
    ]
    expected = vietnamese(row.most) if row.most is not None else ""

    assert before.release.rows != after.release.rows
    assert expected
    assert expected not in texts[0]
    assert expected in texts[1]
    assert Finding.NOT_MET is row.decision
    assert "Chưa đủ điều kiện theo tự chấm" in texts[1]


def _without_points(row: ScoredRow) -> ScoredRow:
    few = {number: Interval(Fraction(0), Fraction(0)) for number in (7, 8, 9, 10, 11, 12, 13)}
    return scored(replace(row, criteria={**row.criteria, **few}))


def test_the_same_release_gives_the_same_bytes_in_any_order(decision_06: Ruleset) -> None:
    rows = sample_rows(decision_06)
    _, one = sample_edition(decision_06, rows)
    _, other = sample_edition(decision_06, rows[::-1])

    assert [(f.path, f.content) for f in one] == [(f.path, f.content) for f in other]


def test_every_link_leads_somewhere() -> None:
    _, files = site()
    anchors = {path: set(re.findall(r'id="([^"]+)"', html)) for path, html in pages(files).items()}
    broken = []
    for path, html in pages(files).items():
        for link in re.findall(r'(?:href|src)="([^"]+)"', html):
            if link.startswith("data:"):
                continue
            name, _, anchor = link.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
            target = path if not name else target
            if target not in files or (anchor and anchor not in anchors[target]):
                broken.append((path, link))

    assert [] == broken


def test_every_page_is_reached_from_the_index() -> None:
    _, files = site()
    found, todo = set(), ["muc-luc.html"]
    while todo:
        path = todo.pop()
        if path in found:
            continue
        found.add(path)
        here = posixpath.dirname(path)
        links = re.findall(r'href="([^"#]+\.html)', files[path].decode())
        todo += [posixpath.normpath(posixpath.join(here, link)) for link in links]

    assert set(pages(files)) == found


def test_every_commune_has_a_page_and_a_row_in_each_of_its_tables() -> None:
    edition, files = site()
    for row in edition.release.rows:
        link = f'xa/{row.code}.html"'
        group = next(group for group in edition.groups if group.name == row.group)
        district = next(area for area in edition.districts if area.name == row.district)
        for path in ("xep-hang.html", "tinh/tinh-trang-non.html", group.path, district.path):
            assert link in files[path].decode()
        assert f"xa/{row.code}.html" in files


def test_equal_totals_have_equal_ranks_and_the_next_rank_is_left_out() -> None:
    edition, _ = site()
    first, second, third, without = edition.release.rows[:4]
    rows = [
        replace(first, least=Fraction(900), most=Fraction(900)),
        replace(second, least=Fraction(1801, 2), most=Fraction(1801, 2)),
        replace(third, least=Fraction(900), most=Fraction(900)),
        replace(without, least=None, most=None),
    ]

    assert {second.code: (1, 1), first.code: (2, 2), third.code: (2, 2)} == ranks(rows)


@pytest.mark.parametrize("seed", [7, 8, 9])
def test_where_ranges_are_published_ranks_are_ranges_too(seed: int) -> None:
    edition, _ = site(seed)
    found = ranks(edition.release.rows)

    assert possible_ranks(edition.release.rows) == found
    assert any(best < worst for best, worst in found.values())
    assert all(
        found[row.code][0] <= row.rank <= found[row.code][1]
        for row in edition.release.rows
        if row.rank is not None
    )


def test_a_range_that_reaches_above_a_total_is_not_ranked_before_it() -> None:
    edition, _ = site()
    first, second = edition.release.rows[:2]
    refused = replace(first, least=Fraction(870), most=Fraction(950))
    recognised = replace(second, least=Fraction(900), most=Fraction(900))

    assert {first.code: (1, 2), second.code: (1, 2)} == ranks([refused, recognised])


def test_communes_of_one_published_total_stand_by_name_not_by_what_is_hidden() -> None:
    edition, files = site()
    html = files["xep-hang.html"].decode()
    place = {row.code: number for number, row in enumerate(edition.rows)}
    of_code = {row.code: row for row in edition.release.rows}
    listed = re.findall(r'<th scope="row"><a href="xa/([0-9]+)\.html', html)
    of_total: dict[object, list[int]] = {}
    for code in listed:
        both = (of_code[code].least, of_code[code].most)
        of_total.setdefault(both, []).append(place[code])

    assert any(len(places) > 5 for places in of_total.values())
    assert all(sorted(places) == places for places in of_total.values())


def test_the_open_data_and_the_pages_say_the_same() -> None:
    edition, files = site()
    told = csv.DictReader(io.StringIO(files["du-lieu/xa.csv"].decode("utf-8-sig")), delimiter=";")
    of_code = {row["ma_xa"]: row for row in told}
    table = html5lib.parse(files["xep-hang.html"].decode(), namespaceHTMLElements=False)
    for line in table.findall(".//table[@class='ranking']/tbody/tr"):
        rank, name, total, *_ = ["".join(cell.itertext()) for cell in line]
        code = line.find("th/a").get("href")[3:8]
        low, high = (of_code[code][f"tong_diem_{end}"] for end in ("tu", "den"))
        shown = low if low == high else f"{low}–{high}"

        assert of_code[code]["ten_xa"].lstrip("'") == name
        assert (shown or "–") == total.replace(".", "")
        assert (of_code[code]["hang"] == "") is (rank == "–")
    assert len(edition.rows) == len(of_code)


def test_a_self_score_is_never_called_a_recognition(decision_06: Ruleset) -> None:
    edition, files = sample_edition(decision_06, sample_rows(decision_06, is_decided=False))
    told = {file.path: text_of(file.content.decode()) for file in files if "html" in file.path}
    of_method = ("phuong-phap.html",)
    said = {
        path: re.findall(r"(?:^|[^«])(?:✔|✘) (?:được|không được) công nhận", text)
        for path, text in told.items()
        if path not in of_method
    }

    assert {} == {path: found for path, found in said.items() if found}
    assert "Chưa phải là công nhận" in told["index.html"]
    assert "đủ điều kiện theo tự chấm" in told["xep-hang.html"]
    assert not edition.is_decided


@pytest.mark.parametrize(
    ("status", "finding", "words"),
    [
        ("tự chấm", Finding.MET, "đủ điều kiện theo tự chấm"),
        ("tự chấm", Finding.NOT_MET, "chưa đủ điều kiện theo tự chấm"),
        ("tự chấm", Finding.CANNOT_SAY, "chưa kết luận được theo tự chấm"),
        ("đã thẩm định", Finding.MET, "đủ điều kiện theo thẩm định"),
        ("được công nhận", Finding.MET, "được công nhận"),
        ("không được công nhận", Finding.NOT_MET, "không được công nhận"),
    ],
)
def test_the_words_of_a_standing(status: str, finding: Finding, words: str) -> None:
    assert words == standing(status, finding).words


def test_only_decisions_count_as_recognised() -> None:
    edition, files = site()
    decided = sum(row.status == "được công nhận" for row in edition.release.rows)
    eligible = sum(
        row.status == "đã thẩm định" and row.decision is Finding.MET for row in edition.release.rows
    )
    found = edition.tally(edition.release.rows)

    assert (decided, eligible) == (found.recognised, found.eligible)
    assert eligible > 0
    assert f"{decided} trên 60 đơn vị được công nhận" in text_of(files["index.html"].decode())


def test_every_page_carries_the_notices() -> None:
    _, files = site()
    for path, html in pages(files).items():
        assert "SỐ LIỆU MẪU" in html, path
        assert "Bảng điểm chưa đối chiếu văn bản gốc" in html, path
        assert "giả định, không phải quy định" in html, path


def test_every_page_allows_only_its_own_styles_and_script() -> None:
    _, files = site()
    for path, html in pages(files).items():
        (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', html)

        assert policy.startswith("default-src 'none'; "), path
        assert "unsafe" not in policy
        assert not re.search(r"<style|<script[^>]*>[^<]|\sstyle=|\son[a-z]+=", html), path


def test_no_template_switches_escaping_off() -> None:
    folder = Path(reports.__file__).parent / "templates" / "site"
    found = [p.name for p in folder.iterdir() if re.search(r"\|\s*safe|autoescape", p.read_text())]

    assert [] == found
    assert len(list(folder.iterdir())) > 10


def test_a_hostile_name_is_shown_and_never_run() -> None:
    edition, files = site()
    (row,) = [row for row in edition.release.rows if row.name == NAMES[-1]]

    assert "<script>alert" not in files[f"xa/{row.code}.html"].decode()
    assert NAMES[-1] in text_of(files[f"xa/{row.code}.html"].decode())


def test_the_index_stands_in_vietnamese_order() -> None:
    _, files = site()
    names = re.findall(r'<a href="xa/[0-9]+\.html">([^<]+)</a>', files["muc-luc.html"].decode())

    assert 60 == len(names)
    assert sorted(names, key=collation_key) == names


def test_a_page_for_600_communes_weighs_less_than_200_kb(decision_06: Ruleset) -> None:
    _, listed = sample_edition(decision_06, sample_rows(decision_06, 600))
    files = {file.path: file.content for file in listed}
    shared = sum(len(c) for path, c in files.items() if path.startswith("tai-san/"))
    heaviest = max((len(html.encode()), path) for path, html in pages(files).items())

    assert heaviest[0] + shared < MOST_PAGE, heaviest
    assert "tinh/tinh-trang-non-trang-2.html" not in files


def test_a_table_too_long_for_a_page_goes_on_and_loses_no_row(
    decision_06: Ruleset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.site.tables.MOST_BYTES", MOST_BYTES // 40)
    edition, listed = sample_edition(decision_06, sample_rows(decision_06))
    files = {file.path: file.content.decode() for file in listed if "html" in file.path}
    sheets = [path for path in files if re.fullmatch(r"xep-hang(-trang-[0-9]+)?\.html", path)]
    rows = [
        code
        for path in sheets
        for code in re.findall(r'<th scope="row"><a href="xa/([0-9]+)\.html', files[path])
    ]

    assert len(sheets) > 1
    assert sorted(row.code for row in edition.release.rows) == sorted(rows)
    assert all(sheet in files["xep-hang.html"] for sheet in sheets)


def test_places_of_one_name_have_pages_of_their_own(decision_06: Ruleset) -> None:
    rows = province(decision_06, 40, 3)
    rows = [
        replace(row, province=f"Tỉnh {'Một' if int(row.code) % 2 else 'Hai'}", district=name)
        for row, name in zip(
            rows, ["Huyện Hòa", "Huyện Hoà", "Huyện Hóa", "Quận 1"] * 10, strict=True
        )
    ]
    edition, _ = sample_edition(decision_06, rows)
    paths = [area.path for area in (*edition.provinces, *edition.districts)]

    assert len(set(paths)) == len(paths)
    assert 40 == sum(len(area.rows) for area in edition.districts)
    assert ["Tỉnh Hai", "Tỉnh Một"] == [area.name for area in edition.provinces]


def test_communes_without_province_or_district_have_a_site_too(decision_06: Ruleset) -> None:
    rows = [replace(row, province=None, district=None) for row in sample_rows(decision_06)]
    edition, files = sample_edition(decision_06, rows)

    assert () == (*edition.provinces, *edition.districts)
    assert "dia-ban.html" not in {file.path for file in files}
    assert [] == [f.path for f in files if b"dia-ban.html" in f.content and "html" in f.path]


def test_what_the_profile_does_not_say_is_a_dotted_blank() -> None:
    _, files = site()
    text = text_of(files["xa/99100.html"].decode())

    assert f"Hạn cuối {DOTS}" in re.sub(r"\s+", " ", text)
    assert f"Nơi nhận {DOTS}" in re.sub(r"\s+", " ", text)


def profile_of(tmp_path: Path, text: str) -> Profile:
    path = tmp_path / "cong-bo.yaml"
    path.write_text(text, encoding="utf-8")
    return load_profile(path)


def test_the_profile_says_where_and_until_when_to_object(
    decision_06: Ruleset, tmp_path: Path
) -> None:
    profile = profile_of(
        tmp_path,
        "cơ quan công bố: Ủy ban nhân dân tỉnh Trăng Non\n"
        "ngày công bố: 2025-01-15\n"
        "phản ánh:\n  nơi nhận: Sở Y tế\n  hạn cuối: 2025-02-05\n",
    )
    _, files = sample_edition(decision_06, sample_rows(decision_06), profile)
    html = next(file.content.decode() for file in files if file.path == "xa/99100.html")
    text = re.sub(r"\s+", " ", text_of(html))

    assert "Nơi nhận Sở Y tế" in text
    assert "Hạn cuối ngày 05 tháng 02 năm 2025" in text
    assert "Ủy ban nhân dân tỉnh Trăng Non công bố ngày 15 tháng 01 năm 2025." in text


def test_the_method_page_names_policy_and_ruleset() -> None:
    edition, files = site()
    text = text_of(files["phuong-phap.html"].decode())

    assert edition.ruleset.sha256 in text
    assert edition.release.policy.sha256 in text
    assert edition.release.policy.text.strip() in text
    assert all(criterion.name in text for criterion in edition.ruleset.criteria)


def test_a_weaker_policy_is_printed_with_who_decided_it(
    decision_06: Ruleset, tmp_path: Path
) -> None:
    from scoring.release.policy import DEFAULT

    text = DEFAULT.read_text(encoding="utf-8")
    weaker = text.replace("nhóm nhỏ nhất được thống kê: 10", "nhóm nhỏ nhất được thống kê: 8")
    weaker = weaker.replace(
        "quyết định: null",
        "quyết định:\n  người: Bà Trăng, Giám đốc\n  ngày: 2025-01-02\n"
        "  căn cứ: Công văn số 5\n  lý do: Huyện nhỏ",
    )
    path = tmp_path / "chinh-sach.yaml"
    path.write_text(weaker, encoding="utf-8")
    _, files = sample_edition(decision_06, sample_rows(decision_06), policy=path)
    page = next(file.content.decode() for file in files if file.path == "phuong-phap.html")

    assert "Chính sách này bảo vệ ít hơn mặc định" in page
    assert "Bà Trăng, Giám đốc" in page
    assert "nhóm nhỏ nhất được thống kê là 8, mặc định là 10" in page


def test_the_marker_lists_every_file() -> None:
    _, files = site()
    marker = json.loads(files[MARKER])

    assert set(files) - {MARKER} == set(marker["files"])
    assert STAMP.program == marker["program"]


def test_styles_need_no_browser_newer_than_chrome_109_and_firefox_115() -> None:
    _, files = site()
    (styles,) = [c.decode() for path, c in files.items() if path.endswith(".css")]
    without_comments = re.sub(r"/\*.*?\*/", "", styles, flags=re.DOTALL)
    blocks = re.sub(r"@(media|page)[^{]*\{((?:[^{}]*\{[^{}]*\})*[^{}]*)\}", r"\2", without_comments)

    assert not re.search(r":has\(|popover|@layer|@container|@scope|&", without_comments)
    assert not re.search(r"\{[^}]*\{", blocks)  # nothing nested but in @media and @page


def test_file_names_are_ascii_and_short() -> None:
    _, files = site()

    assert "thanh-pho-dong-mo" == slug_of("Thành phố Đồng Mơ")
    assert [] == [path for path in files if not re.fullmatch(r"[A-Za-z0-9_./-]{1,120}", path)]


def test_every_page_has_one_heading_and_says_its_language() -> None:
    _, files = site()
    for path, html in pages(files).items():
        assert 1 == html.count("<h1"), path
        assert '<html lang="vi">' in html, path
        assert html.count("<table") == html.count("<caption"), path


def test_each_row_of_a_ranking_has_a_sort_key_for_every_column() -> None:
    _, files = site()
    html = files["tinh/tinh-trang-non.html"].decode()
    table = html[html.index("data-sorts") :]
    heads = table[: table.index("</thead>")].count("<th ")
    keys = re.findall(r'<tr data-s="([^"]*)"', table)

    assert 60 == len(keys)
    assert {heads} == {len(key.split(",")) for key in keys}


def test_standings_are_told_by_sign_and_word() -> None:
    edition, files = site()
    text = text_of(files["xep-hang.html"].decode())
    for row in edition.release.rows:
        one = standing_of(row)

        assert f"{one.sign} {one.words}" in text

"""What a page shows is the score of what is stored, after any sequence of edits."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phuhop.portal.drafts.models import Draft
from phuhop.portal.drafts.opening import ruleset_of
from phuhop.portal.drafts.rows import texts_of
from phuhop.portal.drafts.saving import values_of
from phuhop.usecases.drafting.assembling import Whose, assembled
from phuhop.usecases.drafting.fields import fields_of
from reports.dossier.dossier import result_words
from scoring.base.quantities import interval_words
from scoring.engine.explanation import explain
from scoring.engine.scorer import score
from scoring.rules.ruleset import Ruleset
from tests.support import portal

BASE = f"/xa/{portal.COMMUNE}/{portal.YEAR}/"
STATIC = Path(__file__).parents[3] / "phuhop" / "portal" / "static"

_WRITTEN = ("figures.", "previous.", "answers.", "unit.loai", "unit.tp_truc_thuoc_tw")
_TEXTS = st.one_of(
    st.integers(0, 1_200).map(str),
    st.sampled_from(("", "0", "có", "không", "1.065", "12a", " 7 ", "xã", "đặc khu", "-1")),
)


def _plain(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())


def _expected(draft: Draft, ruleset: Ruleset) -> tuple[str, dict[str, str]] | None:
    """Return the total and the points of each part, by the engine alone."""
    whose = Whose(draft.commune, draft.commune_name, draft.year)
    found = assembled(ruleset, whose, texts_of(values_of(draft))).assessment
    if found is None:
        return None
    sheet = score(ruleset, found)
    result = result_words(sheet, explain(sheet))
    parts = {part.code: interval_words(part.minimum, part.maximum) for part in sheet.parts}
    return f"{result.mark} · {result.total}/{result.max_points} điểm", parts


@settings(max_examples=12)
@given(data=st.data())
def test_a_page_shows_the_score_of_what_is_stored(data: st.DataObject) -> None:
    Draft.objects.all().delete()
    draft = portal.draft()
    portal.fill_in(draft, portal.typed_for_a_pass())
    from phuhop.portal.accounts.models import Account

    known = Account.objects.filter(username="mo").first()
    client = portal.signed_in(known or portal.person("mo", "xa-chuyen-vien"))
    ruleset = ruleset_of(draft.ruleset)
    fields = [id_ for id_ in fields_of(ruleset) if id_.startswith(_WRITTEN)]
    edits = data.draw(st.lists(st.tuples(st.sampled_from(fields), _TEXTS), max_size=6))
    codes = [part.code for _, part in ruleset.parts]
    for field, text in edits:
        row = draft.fields.filter(field=field).first()
        posted = {**portal.posted({field: text}, row.revision if row else 0), "phan": codes}
        said = client.post(BASE + "luu/", posted).json()
        expected = _expected(draft, ruleset)
        if expected is None:
            assert "Chưa chấm được" in said["parts"]["tom-tat"]
            continue
        total, points = expected
        assert _plain(said["parts"]["tom-tat"]).startswith(total)
        for name, piece in said["parts"].items():
            code = name.removeprefix("phan-")
            if code in points:
                assert f"<strong>{points[code]}</strong>/" in piece

    page = client.get(BASE + "tat-ca/").content.decode()
    expected = _expected(draft, ruleset)
    if expected is not None:
        assert expected[0] in _plain(page)
        shown = re.findall(r'data-phan="([^"]+)"><p class="points"><strong>([^<]+)</strong>', page)
        assert expected[1] == dict(shown)


def test_no_script_knows_a_figure_an_item_or_a_part() -> None:
    ruleset = ruleset_of("06-QD-TTg-2019")
    names = {*ruleset.figures, *ruleset.items, *(part.code for _, part in ruleset.parts)}
    long = {name for name in names if not name.replace(".", "").isdigit()}

    for script in STATIC.glob("*.js"):
        text = script.read_text(encoding="utf-8")
        assert set() == {name for name in long if name in text}
        quoted = {*re.findall(r"""["'`]([0-9.]+)["'`]""", text)}
        assert set() == quoted & names


_TOO_NEW = {
    ".css": (r":has\(", r"&\s*[.:#>{\w]", r"@container", r"@layer", r"@scope", r"\bsubgrid\b"),
    ".js": (
        *(r"\bArray\.fromAsync\b", r"\bObject\.groupBy\b", r"\bPromise\.withResolvers\b"),
        *(
            r"\.showPopover\b",
            r"\.toSorted\b",
            r"\.toReversed\b",
            r"\.isWellFormed\b",
            r"\bPromise\.try\b",
        ),
        *(r"\bURL\.canParse\b", r"\bstartViewTransition\b", r"\bIterator\.", r"\.union\(", r"/v\b"),
        *(r"\beval\(", r"\bnew Function\b", r"\bdocument\.write\b"),
    ),
    ".html": (
        r"\bpopover\b",
        r"\bpopovertarget",
        r"<dialog",
        r"\bonclick=",
        r"\bstyle=",
        r"<search",
    ),
}
"""What Chrome 109 or Firefox 115 do not know, and what the policy of every page forbids."""


@pytest.mark.parametrize("ending", [*_TOO_NEW])
def test_nothing_is_newer_than_the_browsers_of_old_machines(ending: str) -> None:
    files = [one for one in STATIC.parent.rglob(f"*{ending}") if "locale" not in one.parts]
    found = [
        (one.name, word)
        for one in files
        for word in _TOO_NEW[ending]
        if re.search(word, one.read_text(encoding="utf-8"))
    ]

    assert files
    assert [] == found

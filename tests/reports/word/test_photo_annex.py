"""The photo annex in Word and on the page: numbered, captioned, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from base64 import b64encode
from dataclasses import replace

import pytest
from docx.shared import Emu

from reports.dossier.model import Dossier
from reports.dossier.rendering import Renderer
from reports.dossier.sets import commune_set
from reports.papers.photo import Photo
from scoring.rules.ruleset import Ruleset
from tests.support.packages import photo
from tests.support.word_files import as_text, opened, papers_of, templates
from tests.support.word_form.decree_check import decree_faults

CODE, FILE = "08", "08-phu-luc-anh.docx"
WIDE, TALL = photo(40, 30, place=False), photo(20, 60, place=False)
PHOTOS = (
    Photo(1, "Ảnh 1. TL 15, phần 7: Sổ & «báo cáo» (tệp 7.jpg)", WIDE, 40, 30),
    Photo(2, "Ảnh 2. Phần 12.1 (tệp 12.1 <sân>.jpg)", TALL, 20, 60),
)


@pytest.fixture
def papers(decision_06: Ruleset) -> Dossier:
    return replace(papers_of(decision_06, "mien-nui-dat"), photos=PHOTOS)


def test_each_photograph_stands_above_its_number_part_and_file(papers: Dossier) -> None:
    made = templates()[CODE].fill(papers)
    document = opened(made)
    parts = document.part.related_parts
    shown = [
        parts[one._inline.graphic.graphicData.pic.blipFill.blip.embed]
        for one in document.inline_shapes
    ]

    assert [] == decree_faults(CODE, made)
    assert [WIDE, TALL] == [one.blob for one in shown]
    assert {"image/jpeg"} == {one.content_type for one in shown}
    lines = [line for line in as_text(made).splitlines() if line.startswith("Ảnh ")]
    assert [one.caption for one in PHOTOS] == lines
    assert "Không để nhìn rõ mặt trẻ em." in as_text(made)


def test_two_photographs_stand_on_a_page_whatever_their_shape(papers: Dossier) -> None:
    shapes = opened(templates()[CODE].fill(papers)).inline_shapes

    for shape, one in zip(shapes, PHOTOS, strict=True):
        assert shape.height <= Emu(95 * 36_000)
        assert shape.width <= Emu(165 * 36_000)
        assert shape.width / shape.height == pytest.approx(one.width / one.height, rel=1e-3)


def test_the_page_shows_the_same_photographs_read_aloud_by_their_captions(papers: Dossier) -> None:
    page = Renderer(commune_set(), has_words=False).page(papers)["ho-so.html"].decode()

    assert 2 == page.count("<img ")
    assert f"data:image/jpeg;base64,{b64encode(WIDE).decode()}" in page
    assert 2 == page.count("Ảnh 2. Phần 12.1 (tệp 12.1 &lt;sân&gt;.jpg)")
    assert 'href="#van-ban-08"' in page
    assert "Không để nhìn rõ mặt trẻ em." in page


def test_without_photographs_there_is_no_annex_anywhere(decision_06: Ruleset) -> None:
    files = Renderer(commune_set()).files(papers_of(decision_06, "mien-nui-dat"))

    assert FILE not in files
    assert b"van-ban-08" not in files["ho-so.html"]
    assert "phụ lục ảnh" not in as_text(files["01-cong-van-de-nghi.docx"])


def test_an_annex_is_the_same_each_time_and_holds_photographs_as_they_are(papers: Dossier) -> None:
    made = templates()[CODE].fill(papers)

    assert made == templates()[CODE].fill(papers)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert zipfile.ZIP_STORED == archive.getinfo("word/media/anh-1.jpg").compress_type
        assert "TargetMode" not in archive.read("word/_rels/document.xml.rels").decode()

"""Document sets as data, templates as segments, many communes at once."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from phuhop.files.pdf import Converter
from phuhop.usecases.commune.dossiers import Order, write_dossiers
from reports.dossier.model import Dossier
from reports.dossier.sets import COMMUNE_SET
from reports.html.writing import html_template
from reports.papers.set_reading import document_set
from reports.papers.templates import Each, Field, UnknownField, When, Whole, compiled, parsed
from reports.word.writing import docx_templates
from reports.word.zip_writing import member, zipped
from scoring.base.problems import ProblemsFound
from scoring.rules.ruleset import Ruleset
from tests.support.places import DOCS
from tests.support.sample_sheets import ASSESSMENTS
from tests.support.word_files import docx_of, opened, papers_of

SMALL = """\
bộ hồ sơ: Bộ thử
văn bản:
  - mã: "01"
    tệp: "01-thu"
    tên: Văn bản thử
    tên loại: Thông báo
    ký hiệu: TB
    các phần:
      - đầu: có tên loại
        trích yếu: "Kết quả năm {year}"
        kết: chữ ký
        gồm:
          - bảng:
              tên: Tiêu chí
              cột:
                - {đầu cột: Tên, rộng: 60, tên dòng: có}
                - {đầu cột: Điểm, rộng: 40, căn: phải}
              dòng:
                - ô: "{criterion.name} | {criterion.points}"
                  từng: criteria
                  là: criterion
          - đoạn: "Kết luận: **{result.mark}**."
"""


def set_of(folder: Path, text: str) -> Path:
    path = folder / "bo-thu.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_another_procedures_set_is_another_file(decision_06: Ruleset, tmp_path: Path) -> None:
    documents = document_set(set_of(tmp_path, SMALL), Dossier)
    (template,) = docx_templates(documents)
    papers = replace(
        papers_of(decision_06, "mien-nui-dat"),
        numbers={"01": "……/TB-……"},
        days={"01": "…, ngày … tháng … năm …"},
    )
    document = opened(template.fill(papers))
    page = html_template(documents).fill(papers)

    assert "01-thu.docx" == template.name
    assert "Kết luận: Đạt." == document.paragraphs[-2].text
    assert 14 == len(document.tables[1].rows)
    assert "<h2>01. Văn bản thử</h2>" in page


@pytest.mark.parametrize(
    ("right", "wrong", "line", "said"),
    [
        ("{year}", "{yaer}", 9, "không có trường «yaer»; có phải «year»?"),
        ("{result.mark}", "{result.mrak}", 22, "không có «mrak» trong «result.mrak»"),
        ("{criterion.name}", "{criterion.nmae}", 19, "có phải «name»?"),
        ("{criterion.name}", "{criteria}", 19, "trường «criteria» không dùng được ở đây"),
        ("từng: criteria", "từng: criterai", 20, "có phải «criteria»?"),
        ("từng: criteria", "từng: year", 20, "cần một danh sách"),
    ],
)
def test_an_unknown_field_stops_the_build_with_its_name_and_line(
    tmp_path: Path, right: str, wrong: str, line: int, said: str
) -> None:
    documents = document_set(set_of(tmp_path, SMALL.replace(right, wrong)), Dossier)
    for build in (docx_templates, html_template):
        with pytest.raises(ProblemsFound) as found:
            build(documents)

        (problem,) = found.value.problems
        assert ("truong-la", line) == (problem.code, problem.place.line)
        assert said in str(problem)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("- đoạn: ", "- đoan: ", "22:19: [khoi-la] không có khối «đoan»; có phải «đoạn»?"),
        ("rộng: 40", "rộng: 41", "16:17: [be-rong] bề rộng các cột cộng lại phải là 100"),
        (" | {criterion.points}", "", "[so-o] dòng này có 1 ô, bảng có 2 cột"),
        (
            "kết: chữ ký",
            "kết: chữ kí",
            "[gia-tri-la] «chữ kí» không dùng được ở đây; có phải «chữ ký»?",
        ),
        ('mã: "01"', "mã: 1", "[khong-phai-chu] «1» không phải là chữ"),
        ("    tên loại: Thông báo\n", "", "[thieu-khoa] thiếu khóa «tên loại»"),
        ("căn: phải", "căng: phải", "khóa «căng» không dùng ở đây; có phải «căn»?"),
        ("        gồm:\n", "        gồm: x\n        thân:\n", "[sai-dang] cần một danh sách"),
    ],
)
def test_a_faulty_set_is_told_at_its_place(
    tmp_path: Path, right: str, wrong: str, said: str
) -> None:
    with pytest.raises(ProblemsFound) as found:
        document_set(set_of(tmp_path, SMALL.replace(right, wrong)), Dossier)

    assert said in str(found.value)


def test_every_field_of_the_set_is_named_in_the_guide() -> None:
    guide = (DOCS / "developers" / "documents.md").read_text(encoding="utf-8")
    text = COMMUNE_SET.read_text(encoding="utf-8")
    roots = {field.split(".")[0] for field in re.findall(r"\{([a-z_]+)[}.]", text)}

    assert roots
    assert [] == sorted(root for root in roots if f"`{root}`" not in guide)


@dataclass(frozen=True)
class Inner:
    name: str


@dataclass(frozen=True)
class Model:
    title: str
    rows: tuple[Inner, ...]
    words: tuple[str, ...]
    is_open: bool


MODEL = Model('A & "B"', (Inner("x<"), Inner("y")), ("một", "hai"), is_open=True)


def filled(*pieces) -> str:  # type: ignore[no-untyped-def]  # noqa: ANN002
    return compiled(pieces, Model, {}).fill(MODEL)


def test_segments_repeat_choose_and_escape() -> None:
    assert "A &amp; &quot;B&quot;" == filled(*parsed("{title}"))
    assert "[x&lt;][y]" == filled(Each("rows", "row", ("[", Field("row.name"), "]")))
    assert "một;hai;" == filled(Each("words", "word", (*parsed("{word};"),)))
    assert "có" == filled(
        When("is_open", ("có",)), When("is_open", ("không",), (), is_wanted=False)
    )
    assert "7" == filled(Whole(tuple(parsed("{title}")), lambda text: str(len(text))))


@pytest.mark.parametrize("path", ["titel", "rows", "row.name", "title.x", "is_open"])
def test_a_path_that_leads_to_no_text_is_refused(path: str) -> None:
    with pytest.raises(UnknownField):
        filled(Field(path))


def test_a_zip_of_ours_is_a_zip_of_everybodys() -> None:
    content = {"[Content_Types].xml": b"<a/>", "word/x.xml": "đ".encode() * 5000, "a": b""}
    made = zipped(
        [member(name, text, is_quick=n % 2 == 0) for n, (name, text) in enumerate(content.items())]
    )
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert ["[Content_Types].xml", "a", "word/x.xml"] == archive.namelist()
        assert content == {name: archive.read(name) for name in archive.namelist()}
        assert {(1980, 1, 1, 0, 0, 0)} == {info.date_time for info in archive.infolist()}


def _entries(ruleset: Ruleset, count: int) -> list[SimpleNamespace]:
    first = ASSESSMENTS["mien-nui-dat"]
    return [
        SimpleNamespace(
            form=None,
            ruleset=ruleset,
            assessment=replace(first, commune=replace(first.commune, code=f"{99100 + n}")),
        )
        for n in range(count)
    ]


def test_two_processes_write_the_same_files_in_the_same_order(
    decision_06: Ruleset, tmp_path: Path
) -> None:
    entries = _entries(decision_06, 130)
    orders = [Order(tmp_path / name, ("html", "docx"), ("01", "03")) for name in ("mot", "hai")]
    alone, shared = (
        [path for one in write_dossiers(entries, order, processes=n) for path in one.paths]
        for n, order in enumerate(orders, 1)
    )

    assert 390 == len(alone)
    assert [p.relative_to(tmp_path / "mot") for p in alone] == [
        p.relative_to(tmp_path / "hai") for p in shared
    ]
    assert all(a.read_bytes() == b.read_bytes() for a, b in zip(alone, shared, strict=True))


def test_a_fault_in_another_process_is_told_like_one_in_this(
    decision_06: Ruleset, tmp_path: Path
) -> None:
    taken = tmp_path / "ho-so"
    taken.write_text("của tôi", encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        list(write_dossiers(_entries(decision_06, 130), Order(taken), processes=2))

    assert "khong-ghi-duoc" == found.value.problems[0].code


def test_a_converter_that_fails_or_hangs_is_told(decision_06: Ruleset, tmp_path: Path) -> None:
    broken = tmp_path / "soffice"
    broken.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    converter = Converter(str(broken))
    with pytest.raises(ProblemsFound) as found:
        converter.converted({"01.docx": docx_of(decision_06, "mien-nui-dat", "01")})
    converter.close()

    assert "khong-doi-duoc-pdf" == found.value.problems[0].code
    assert "01.docx" in str(found.value)


def test_pdf_without_libreoffice_is_wrong_usage(tmp_path: Path, run, monkeypatch) -> None:
    monkeypatch.setattr("phuhop.files.pdf.soffice", lambda: None)
    result = run("dossier", "a.csv", "-o", tmp_path, "--format", "pdf")

    assert 2 == result.exit_code
    assert "cần LibreOffice để ghi PDF" in result.stderr

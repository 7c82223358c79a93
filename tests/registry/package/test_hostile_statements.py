"""Packages that say what cannot be, in JSON, rules or profile: refused with their reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from registry.package.package import ASSESSMENT, MANIFEST, RESULT, RULESET
from tests.support.hostile_packages import (
    GOOD,
    NAME,
    TAMPERED,
    Case,
    expected_and_said,
    json_changed,
    set_to,
)
from tests.support.packages import (
    changed,
    with_json,
)

REFUSED: dict[str, Case] = {
    "a manifest that is no JSON": (
        "/manifest.json:1:1: [json-sai] không phải JSON đúng cú pháp, hoặc bị cắt ngang",
        lambda: changed(GOOD, lambda parts: parts.update({MANIFEST: b"<xml/>"})),
    ),
    "an assessment that is no JSON": (
        "/assessment.json:1:2: [json-sai] không phải JSON đúng cú pháp, hoặc bị cắt ngang",
        lambda: changed(GOOD, lambda parts: parts.update({ASSESSMENT: b"{"}), is_rehashed=True),
    ),
    "JSON of a hundred thousand levels": (
        "/manifest.json: [long-qua-sau] JSON lồng nhau quá 20 cấp",
        lambda: changed(GOOD, lambda parts: parts.update({MANIFEST: b"[" * 100_000})),
    ),
    "a package of a later version": (
        (
            "/manifest.json: [goi-phien-ban] gói thuộc phiên bản «phuhop.package/2», phần mềm này "
            "đọc «phuhop.package/1»; dùng phiên bản phần mềm đã lập gói, hoặc phiên bản mới hơn"
        ),
        lambda: changed(GOOD, with_json(MANIFEST, set_to("format", value="phuhop.package/2"))),
    ),
    "a manifest of something else": (
        "/manifest.json: [khong-phai-goi] «format» phải là «phuhop.package/1»",
        lambda: changed(GOOD, lambda parts: parts.update({MANIFEST: b"[]"})),
    ),
    "a result of a later version": (
        "/result.json: [sai-kieu] «format» phải là «phuhop.result/1»",
        lambda: json_changed(RESULT, set_to("format", value="phuhop.result/2")),
    ),
    "an assessment of another commune": (
        f"/assessment.json: [mau-thuan] mã xã là «99002», «manifest.json» ghi «99001»{TAMPERED}",
        lambda: json_changed(ASSESSMENT, set_to("commune", "code", value="99002")),
    ),
    "an assessment of another year": (
        f"/assessment.json: [mau-thuan] năm là «2023», «manifest.json» ghi «2024»{TAMPERED}",
        lambda: json_changed(ASSESSMENT, set_to("year", value=2023)),
    ),
    "a result of another commune": (
        f"/result.json: [mau-thuan] tên xã là «Xã Khác», «manifest.json» ghi {NAME}{TAMPERED}",
        lambda: json_changed(RESULT, set_to("commune", "name", value="Xã Khác")),
    ),
    "a result without a commune": (
        (
            f"/result.json: [mau-thuan] mã xã là «None», «manifest.json» ghi «99001»{TAMPERED}\n"
            "@/result.json: [mau-thuan] tên xã là «None», «manifest.json» ghi "
            f"{NAME}{TAMPERED}"
        ),
        lambda: json_changed(RESULT, set_to("commune", value=[])),
    ),
    "another ruleset": (
        f"/ruleset.yaml: [sai-ma-kiem] bộ tiêu chí khác SHA-256 ghi ở «manifest.json»{TAMPERED}",
        lambda: changed(GOOD, _other_rules, is_rehashed=True),
    ),
    "a ruleset that is none": (
        (
            "/ruleset.yaml: [sai-ma-kiem] bộ tiêu chí khác SHA-256 ghi ở "
            f"«manifest.json»{TAMPERED}\n"
            "@/ruleset.yaml:1:1: [tep-trong] tệp không có nội dung"
        ),
        lambda: changed(GOOD, lambda parts: parts.update({RULESET: b""}), is_rehashed=True),
    ),
    "an office profile with a strange key": (
        ("/office.yaml:1:1: [khoa-la] khóa «cơ quan» không có trong mẫu; có phải «cơ quan khác»?"),
        lambda: changed(
            GOOD,
            lambda parts: parts.update({"office.yaml": "cơ quan: a".encode()}),
            is_rehashed=True,
        ),
    ),
    "a form with a strange key": (
        "/form.json: [khoa-la] không có khóa «tre_em»",
        lambda: json_changed("form.json", set_to("tre_em", value=[])),
    ),
    "more vaccinated children than children": (
        (
            "/assessment.json: [vuot-qua] «figures.tre_duoi_1_tuoi_tiem_chung_day_du»: «Số trẻ em "
            "dưới 1 tuổi được tiêm chủng đầy đủ» (101) vượt quá «Số trẻ em dưới 1 tuổi» (100)"
        ),
        lambda: json_changed(
            ASSESSMENT, set_to("figures", "tre_duoi_1_tuoi_tiem_chung_day_du", value=101)
        ),
    ),
    "a manifest that names a path outside": (
        "/manifest.json: [ten-la] «members[0]»: «../x» không phải thành phần của một gói",
        lambda: json_changed(
            MANIFEST,
            lambda document: document["members"].insert(
                0, {"path": "../x", "sha256": "0", "size": 0, "type": "pdf"}
            ),
            is_rehashed=False,
        ),
    ),
    "a manifest with a member twice": (
        "/manifest.json: [trung-ten] «members»: một thành phần ghi hai lần",
        lambda: json_changed(
            MANIFEST,
            lambda document: document["members"].append(document["members"][0]),
            is_rehashed=False,
        ),
    ),
    "a manifest that calls a document evidence": (
        (
            "/manifest.json: [thieu-tep] «evidence[0]»: «documents/ho-so.html» không có trong "
            "«members»"
        ),
        lambda: json_changed(
            MANIFEST,
            lambda document: document["evidence"].insert(
                0, {**document["evidence"][0], "path": "documents/ho-so.html"}
            ),
            is_rehashed=False,
        ),
    ),
    "evidence of which nothing is said": (
        "/manifest.json: [thieu-khoa] «evidence»: không ghi @evidence chứng minh điều gì",
        lambda: json_changed(MANIFEST, set_to("evidence", value=[]), is_rehashed=False),
    ),
}


def _other_rules(parts: dict[str, bytes]) -> None:
    parts[RULESET] += "# sửa\n".encode()


@pytest.mark.parametrize("name", REFUSED)
def test_a_statement_that_cannot_be_is_refused_with_its_reason(name: str, tmp_path: Path) -> None:
    expected, said = expected_and_said(REFUSED[name], tmp_path)

    assert expected == said

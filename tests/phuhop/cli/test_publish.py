"""``phuhop publish``: whole or not at all, only over our own; a check of what lies there."""

from __future__ import annotations

import csv
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

import criteria
from phuhop.files.site_folder import write_site
from phuhop.usecases.samples.demo import SAMPLES
from reports.site.files import SiteFile
from reports.site.profile import SAMPLE, load_profile
from reports.site.site import MARKER
from scoring.base.problems import ProblemsFound

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from click.testing import CliRunner

    from phuhop.cli.main import phuhop

    path = tmp_path_factory.mktemp("ket-qua") / "ket-qua.csv"
    table = SAMPLES / "so-lieu-mau.csv"
    done = CliRunner().invoke(phuhop, ["score", str(table), "-o", str(path)])
    assert path.exists(), done.output
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".phuhop")]


def test_results_become_a_site(run: Run, results: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    done = run("publish", results, "-o", site)

    assert 0 == done.exit_code, done.output
    assert "14 đơn vị; mở" in done.output
    assert (site / "index.html").is_file()
    assert (site / "xa" / "99001.html").is_file()
    assert (site / "du-lieu" / "don-vi.csv").is_file()
    assert "Công bố là số liệu tự chấm, chưa qua sổ hồ sơ" in done.output
    assert [] == leftovers(tmp_path)


def test_json_lines_give_the_same_site(run: Run, results: Path, tmp_path: Path) -> None:
    lines = tmp_path / "ket-qua.jsonl"
    lines.write_text(run("score", SAMPLES / "so-lieu-mau.csv", "--json").stdout, encoding="utf-8")
    run("publish", results, "-o", tmp_path / "a")
    run("publish", lines, "-o", tmp_path / "b")

    assert contents(tmp_path / "a")
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_publishing_again_gives_the_same_bytes(run: Run, results: Path, tmp_path: Path) -> None:
    run("publish", results, "-o", tmp_path / "site")
    before = contents(tmp_path / "site")
    done = run("publish", results, "-o", tmp_path / "site")

    assert 0 == done.exit_code, done.output
    assert before == contents(tmp_path / "site")
    assert [] == leftovers(tmp_path)


def test_a_page_that_the_new_site_does_not_have_goes(tmp_path: Path) -> None:
    def files(*names: str) -> list[SiteFile]:
        listed = dict.fromkeys(names, "0")
        marker = json.dumps({"format": "phuhop.site/1", "files": listed}).encode()
        return [*(SiteFile(name, b"x") for name in names), SiteFile(MARKER, marker)]

    write_site(tmp_path / "site", files("xa/1.html", "xa/2.html"))
    write_site(tmp_path / "site", files("xa/2.html"))

    assert {"xa/2.html", MARKER} == set(contents(tmp_path / "site"))


def test_a_folder_with_other_files_is_not_touched(run: Run, results: Path, tmp_path: Path) -> None:
    folder = tmp_path / "tai-lieu"
    folder.mkdir()
    (folder / "quan-trong.txt").write_text("giữ", encoding="utf-8")
    done = run("publish", results, "-o", folder)

    assert 1 == done.exit_code
    assert (
        f"{folder.as_posix()}: [thu-muc-khac] thư mục không trống và không phải bản công bố "
        f"(không có tệp {MARKER}); chọn một thư mục khác hoặc thư mục trống"
    ) in done.output
    assert ["quan-trong.txt"] == [path.name for path in folder.iterdir()]


def test_a_site_somebody_put_a_file_into_is_not_replaced(
    run: Run, results: Path, tmp_path: Path
) -> None:
    run("publish", results, "-o", tmp_path / "site")
    (tmp_path / "site" / "ghi-chu.txt").write_text("của tôi", encoding="utf-8")
    before = contents(tmp_path / "site")
    done = run("publish", results, "-o", tmp_path / "site")

    assert 1 == done.exit_code
    assert (
        "[tep-la] trong bản công bố cũ có tệp không do phần mềm ghi: «ghi-chu.txt»" in done.output
    )
    assert before == contents(tmp_path / "site")


def test_a_file_in_the_place_of_the_folder_is_told(run: Run, results: Path, tmp_path: Path) -> None:
    (tmp_path / "site").write_text("tệp", encoding="utf-8")
    done = run("publish", results, "-o", tmp_path / "site")

    assert 1 == done.exit_code
    assert "[khong-ghi-duoc] đã có một tệp mang tên này" in done.output


@pytest.mark.parametrize("stops_after", [0, 1, 40])
def test_what_breaks_in_the_middle_leaves_the_old_site(tmp_path: Path, stops_after: int) -> None:
    def broken() -> Iterator[SiteFile]:
        for number in range(stops_after):
            yield SiteFile(f"moi/{number}.html", b"moi")
        raise RuntimeError

    marker = json.dumps({"format": "phuhop.site/1", "files": {"cu.html": "0"}}).encode()
    write_site(tmp_path / "site", [SiteFile("cu.html", b"cu"), SiteFile(MARKER, marker)])
    with pytest.raises(RuntimeError):
        write_site(tmp_path / "site", broken())

    assert {"cu.html": b"cu", MARKER: marker} == contents(tmp_path / "site")
    assert [] == leftovers(tmp_path)


def test_when_the_new_site_cannot_take_its_place_the_old_one_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marker = json.dumps({"format": "phuhop.site/1", "files": {}}).encode()
    write_site(tmp_path / "site", [SiteFile(MARKER, marker)])
    rename, asked = Path.rename, []

    def refusing(path: Path, target: Path) -> Path:
        asked.append(path)
        if len(asked) == 2:
            raise PermissionError(13, "no")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refusing)
    with pytest.raises(ProblemsFound, match="không có quyền ghi"):
        write_site(tmp_path / "site", [SiteFile("moi.html", b"moi"), SiteFile(MARKER, marker)])

    assert {MARKER: marker} == contents(tmp_path / "site")
    assert [] == leftovers(tmp_path)


@pytest.mark.parametrize("path", ["../ngoai.html", "/ngoai.html", "xa/../../ngoai.html"])
def test_no_file_is_written_outside_the_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="ngoai"):
        write_site(tmp_path / "trong" / "site", [SiteFile(path, b"x")])

    assert [] == list(tmp_path.rglob("ngoai.html"))
    assert [] == leftovers(tmp_path / "trong")


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("x", encoding="utf-8")

    with pytest.raises(ProblemsFound, match=r"không (ghi|đọc) được thư mục"):
        write_site(tmp_path / "tep" / "site", [])


def test_faulty_results_are_not_published_in_part(run: Run, results: Path, tmp_path: Path) -> None:
    text = results.read_text(encoding="utf-8-sig")
    heads, first, *rest = text.splitlines()
    cells = first.split(";")
    cells[heads.split(";").index("ket_luan")] = "tạm được"
    faulty = tmp_path / "sai.csv"
    faulty.write_text("\n".join([heads, ";".join(cells), *rest, ""]), encoding="utf-8-sig")
    done = run("publish", faulty, "-o", tmp_path / "site")

    assert 1 == done.exit_code
    assert "«tạm được»" in done.output
    assert not (tmp_path / "site").exists()


def test_results_of_another_ruleset_are_told(run: Run, results: Path, tmp_path: Path) -> None:
    own = tmp_path / "khac.yaml"
    own.write_bytes((criteria.DECISIONS / "06-QD-TTg-2019.yaml").read_bytes() + b"# khac\n")
    done = run("publish", results, "-o", tmp_path / "site", "--ruleset", own)

    assert 1 == done.exit_code
    assert "[bo-tieu-chi-khac]" in done.output


def test_a_site_passes_its_own_check(run: Run, results: Path, tmp_path: Path) -> None:
    run("publish", results, "-o", tmp_path / "site")
    done = run("publish", "--check", tmp_path / "site")

    assert 0 == done.exit_code, done.output
    assert "Không có lỗi" in done.output


def rewrite(site: Path, name: str, content: bytes) -> None:
    """Change a file of a site and what the marker says of it."""
    (site / name).write_bytes(content)
    marker = json.loads((site / MARKER).read_bytes())
    marker["files"][name] = hashlib.sha256(content).hexdigest()
    (site / MARKER).write_text(json.dumps(marker), encoding="utf-8")


@pytest.fixture
def published(run: Run, results: Path, tmp_path: Path) -> Path:
    run("publish", results, "-o", tmp_path / "site")
    return tmp_path / "site"


def test_the_check_finds_a_changed_page(run: Run, published: Path) -> None:
    page = published / "xa" / "99001.html"
    page.write_bytes(page.read_bytes().replace(b"99001", b"99002"))
    done = run("publish", "--check", published)

    assert 1 == done.exit_code
    assert "xa/99001.html: [tep-da-sua] tệp đã bị sửa sau khi công bố (SHA-256 khác)" in done.output


def test_the_check_finds_a_missing_and_a_strange_file(run: Run, published: Path) -> None:
    (published / "xa" / "99001.html").unlink()
    (published / "them.html").write_text("thêm", encoding="utf-8")
    done = run("publish", "--check", published)

    assert 1 == done.exit_code
    assert "xa/99001.html: [thieu-tep] không đọc được: không có tệp này" in done.output
    assert "them.html: [tep-la] tệp không có trong bản công bố" in done.output
    assert "2 lỗi, 0 cảnh báo" in done.output


def test_a_changed_table_is_found_though_the_marker_was_changed_too(
    run: Run, published: Path
) -> None:
    table = (published / "du-lieu" / "nhom.csv").read_text("utf-8-sig")
    rewrite(published, "du-lieu/nhom.csv", table.replace(";14;", ";15;", 1).encode("utf-8-sig"))
    done = run("publish", "--check", published)

    assert 1 == done.exit_code
    assert "nhom.csv: [tep-khac] dòng 2, cột tong_so: ghi «15», phải là «14»" in done.output


def test_parquet_written_again_by_another_library_passes_the_check(
    run: Run, published: Path
) -> None:
    """Only what the table holds counts: another version writes it in other bytes."""
    import pyarrow.parquet as pq

    path = published / "du-lieu" / "don-vi.parquet"
    pq.write_table(pq.read_table(path), path, compression="gzip", version="1.0")
    done = run("publish", "--check", published)

    assert 0 == done.exit_code, done.output


def test_the_check_says_what_the_public_values_force(run: Run, published: Path) -> None:
    done = run("publish", "--check", published)

    assert "tiêu chí nhạy cảm (3, 4, 5, 6) chỉ suy ra được" in done.output
    assert "chưa có quyết định nào" in done.output


def test_clusters_come_from_a_table_of_the_province(
    run: Run, results: Path, tmp_path: Path
) -> None:
    table = tmp_path / "cum.csv"
    table.write_text("ma_xa;cum\n99001;Cụm Bắc\n99002;Cụm Nam\n", "utf-8")
    done = run("publish", results, "-o", tmp_path / "site", "--clusters", table)

    assert 0 == done.exit_code, done.output
    assert "cụm;Cụm Bắc" in (tmp_path / "site" / "du-lieu" / "nhom.csv").read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ma_xa;ten\n99001;A\n", "[thieu-cot] không có cột «cum»"),
        ("ma_xa;cum\n99001;A\n99001;B\n", ":3: cột «cum»: [hai-cum] xã 99001 đã ở cụm «A»"),
        ("ma_xa;cum\n88001;A\n", "[xa-la] cụm «A» nêu xã 88001, không có trong năm công bố"),
    ],
)
def test_wrong_clusters_are_told_and_nothing_is_written(
    run: Run, results: Path, tmp_path: Path, text: str, said: str
) -> None:
    table = tmp_path / "cum.csv"
    table.write_text(text, "utf-8")
    done = run("publish", results, "-o", tmp_path / "site", "--clusters", table)

    assert 1 == done.exit_code
    assert said in done.output
    assert not (tmp_path / "site").exists()


def test_a_table_that_claims_decisions_without_a_seal_is_published_as_self_scored(
    run: Run, results: Path, tmp_path: Path
) -> None:
    """Finding F3: one cell edited in Excel recognised a commune."""
    with results.open(encoding="utf-8-sig", newline="") as stream:
        heads, *rows = csv.reader(stream, delimiter=";")
    place = heads.index("ket_luan")
    claims = ["được công nhận" if row[place] == "đạt" else "tự chấm" for row in rows]
    table = tmp_path / "sua.csv"
    with table.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow([*heads, "tinh_trang"])
        writer.writerows([*row, claim] for row, claim in zip(rows, claims, strict=True))
    done = run("publish", table, "-o", tmp_path / "site")
    counts = (tmp_path / "site" / "du-lieu" / "nhom.csv").read_text("utf-8-sig").splitlines()

    assert 0 == done.exit_code, done.output
    assert f"cảnh báo: {claims.count('được công nhận')} dòng ghi quyết định" in done.output
    assert counts[1].startswith("toàn bộ;;;14;0;0;0;0;0;14;")


def test_the_sample_policy_is_written_and_must_be_filled_in(
    run: Run, results: Path, tmp_path: Path
) -> None:
    path = tmp_path / "chinh-sach.yaml"
    written = run("publish", "--sample-policy", path)
    done = run("publish", results, "-o", tmp_path / "site", "--policy", path)

    assert 0 == written.exit_code, written.output
    assert 1 == done.exit_code
    assert "[thieu-gia-tri]" in done.output


@pytest.mark.parametrize("content", [b"{", b"[]", b"{}", b'{"tables": [{}]}'])
def test_damaged_data_are_told(run: Run, published: Path, content: bytes) -> None:
    rewrite(published, "du-lieu/du-lieu.json", content)
    done = run("publish", "--check", published)

    assert 1 == done.exit_code
    assert "[tep-hong]" in done.output
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "[tep-hong] tệp hỏng, không phải JSON"),
        (b"[" * 100_000, "[tep-hong] tệp hỏng, không phải JSON"),
        (b"{}", "[tep-hong] tệp không có dạng phuhop.site/1"),
        (
            b'{"format": "phuhop.site/1", "files": {"../ngoai": "0"}}',
            "[tep-hong] tệp không có dạng phuhop.site/1",
        ),
        (b'{"format": "phuhop.site/1", "files": {}}', "du-lieu.json: [tep-hong] thiếu tệp này"),
    ],
)
def test_a_damaged_marker_is_told(run: Run, tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / MARKER).write_bytes(content)
    done = run("publish", "--check", tmp_path)

    assert 1 == done.exit_code
    assert message in done.output


def test_a_folder_that_is_no_site_is_told(run: Run, tmp_path: Path) -> None:
    done = run("publish", "--check", tmp_path)

    assert 1 == done.exit_code
    assert "[khong-phai-ban-cong-bo] không phải bản công bố: không có tệp này" in done.output


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("ket-qua.csv",),
        ("-o", "site"),
        ("--check", "site", "ket-qua.csv"),
        ("--sample-profile", "a.yaml", "-o", "site"),
    ],
)
def test_wrong_usage_is_told(run: Run, arguments: tuple[str, ...]) -> None:
    assert 2 == run("publish", *arguments).exit_code


def test_the_sample_profile_is_written_once_and_says_nothing(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "cong-bo.yaml"
    first = run("publish", "--sample-profile", path)
    assert SAMPLE.read_bytes() == path.read_bytes()
    path.write_bytes(SAMPLE.read_bytes() + b"# cua toi\n")
    second = run("publish", "--sample-profile", path)

    assert 0 == first.exit_code
    assert 1 == second.exit_code
    assert "[da-co-tep]" in second.output
    assert load_profile(path).publisher is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("cơ quan công bô: UBND", "[khoa-la] khóa «cơ quan công bô» không có trong mẫu"),
        ("ngày công bố: 32/01/2025", "«32/01/2025» không phải là ngày"),
        ("liên hệ:\n  điện thoại: 900", ":2:15: [khong-phai-chu] «900» đang là số, ở đây cần chữ"),
        ("phản ánh:\n  hạn: 2025-02-01", "khóa «hạn» không có trong mẫu"),
        (
            "ngày công bố: 2025-03-01\nphản ánh:\n  hạn cuối: 2025-02-01",
            ":3:13: [ngay-nguoc] hạn cuối 01/02/2025 trước ngày công bố 01/03/2025; hạn phản ánh",
        ),
    ],
)
def test_a_wrong_profile_is_told_with_its_line(
    run: Run, results: Path, tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "cong-bo.yaml"
    path.write_text(f"{text}\n", encoding="utf-8")
    done = run("publish", results, "-o", tmp_path / "site", "--profile", path)

    assert 1 == done.exit_code
    assert message in done.output
    assert not (tmp_path / "site").exists()


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_others_may_read_the_site(run: Run, results: Path, tmp_path: Path) -> None:
    run("publish", results, "-o", tmp_path / "site")
    mask = os.umask(0)
    os.umask(mask)

    assert 0o777 & ~mask == (tmp_path / "site").stat().st_mode & 0o777

"""``phuhop publish``: whole or not at all, only over our own, refused when something leaks."""

from __future__ import annotations

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
from scoring.disclosure.intruder import Leak
from scoring.rules.ruleset import Ruleset
from tests.support.sample_site import sample_edition, sample_rows

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
    assert (site / "du-lieu" / "cong-bo.json").is_file()
    assert (site / "bao-cao" / "bao-cao-tong-hop.docx").is_file()
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


def test_communes_that_appear_or_go_between_two_publications_are_refused(
    run: Run, results: Path, tmp_path: Path
) -> None:
    """The difference of two tables would be a table of the one commune."""
    fewer = tmp_path / "it-hon.csv"
    lines = results.read_bytes().splitlines(keepends=True)
    fewer.write_bytes(b"".join(lines[:-1]))
    run("publish", results, "-o", tmp_path / "site")
    before = contents(tmp_path / "site")
    done = run("publish", fewer, "-o", tmp_path / "site")

    assert 1 == done.exit_code
    assert before == contents(tmp_path / "site")


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


def test_a_leak_stops_everything_and_is_named(
    run: Run, results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leak = Leak("tinh-duoc", "abuse|toàn bộ:|NOT_MET", "cộng trừ ra 3 xã")
    monkeypatch.setattr("reports.open_data.check.check_files", lambda *_: [leak])
    done = run("publish", results, "-o", tmp_path / "site")

    assert 1 == done.exit_code
    assert "[tinh-duoc] abuse|toàn bộ:|NOT_MET: cộng trừ ra 3 xã" in done.output
    assert not (tmp_path / "site").exists()
    assert [] == leftovers(tmp_path)


def test_two_releases_of_the_same_results_with_other_suppression_are_refused(
    run: Run, results: Path, tmp_path: Path
) -> None:
    from scoring.release.policy import DEFAULT

    strict = tmp_path / "chat.yaml"
    text = DEFAULT.read_text(encoding="utf-8")
    strict.write_text(text.replace("từng xã: gộp khi lộ", "từng xã: không công bố"), "utf-8")
    first = run("publish", results, "-o", tmp_path / "site", "--policy", strict)
    second = run("publish", results, "-o", tmp_path / "site")
    elsewhere = run("publish", results, "-o", tmp_path / "b", "--earlier", tmp_path / "site")

    assert 0 == first.exit_code, first.output
    assert 1 == second.exit_code
    assert "[mau-che-khac]" in second.output
    assert second.output.count("[mau-che-khac]") == elsewhere.output.count("[mau-che-khac]")
    assert not (tmp_path / "b").exists()


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
    assert "[khac-bo-tieu-chi]" in done.output


def test_a_site_passes_its_own_check(run: Run, results: Path, tmp_path: Path) -> None:
    run("publish", results, "-o", tmp_path / "site")
    done = run("publish", "--check", tmp_path / "site")

    assert 0 == done.exit_code, done.output
    assert "Không có lỗi" in done.output


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


def test_the_check_finds_data_that_say_more_than_the_statement(run: Run, published: Path) -> None:
    """Somebody changes a table and its SHA-256 in the marker: the tables disagree all the same."""
    table = published / "du-lieu" / "tieu-chi.csv"
    table.write_bytes(table.read_bytes() + b"x;y\n")
    marker = json.loads((published / MARKER).read_bytes())
    marker["files"]["du-lieu/tieu-chi.csv"] = hashlib.sha256(table.read_bytes()).hexdigest()
    (published / MARKER).write_text(json.dumps(marker), encoding="utf-8")
    done = run("publish", "--check", published)

    assert 1 == done.exit_code
    assert "[tep-khac] tieu-chi.csv" in done.output


@pytest.mark.parametrize("content", [b"{", b"[]", b"{}", b'{"tables": [{}]}'])
def test_damaged_data_are_told(run: Run, published: Path, content: bytes) -> None:
    for name in ("du-lieu.json", "cong-bo.json"):
        (published / "du-lieu" / name).write_bytes(content)
    marker = json.loads((published / MARKER).read_bytes())
    digest = hashlib.sha256(content).hexdigest()
    marker["files"] |= {"du-lieu/du-lieu.json": digest, "du-lieu/cong-bo.json": digest}
    (published / MARKER).write_text(json.dumps(marker), encoding="utf-8")
    done = run("publish", "--check", published)

    assert 1 == done.exit_code
    assert "du-lieu: [tep-hong] dữ liệu mở hỏng, không kiểm tra được" in done.output


def test_what_was_withheld_stays_withheld_after_a_correction(
    run: Run, published: Path, results: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from scoring.release import release

    asked = []
    original = release.release_of

    def watching(rows: object, policy: object, ruleset: object, keep: object = ()) -> object:
        asked.append(tuple(keep))  # type: ignore[call-overload]
        return original(rows, policy, ruleset, keep)  # type: ignore[arg-type]

    monkeypatch.setattr(release, "release_of", watching)
    statement = json.loads((published / "du-lieu" / "cong-bo.json").read_bytes())
    run("publish", results, "-o", published)

    assert statement["withheld"]
    assert [tuple(statement["withheld"])] == asked


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
        (b'{"format": "phuhop.site/1", "files": {}}', "[tep-hong] tệp đánh dấu không nêu bộ"),
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
    first, second = (run("publish", "--sample-profile", path) for _ in range(2))

    assert 0 == first.exit_code
    assert SAMPLE.read_bytes() == path.read_bytes()
    assert 1 == second.exit_code
    assert "[da-co-tep]" in second.output
    assert load_profile(path).publisher is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("cơ quan công bô: UBND", "[khoa-la] khóa «cơ quan công bô» không có trong mẫu"),
        ("ngày công bố: 15/01/2025", "«15/01/2025» không phải là ngày"),
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


def test_earlier_years_give_the_trend_and_the_latest_is_published(
    decision_06: Ruleset,
) -> None:
    edition, files = sample_edition(decision_06, sample_rows(decision_06))
    index = next(file.content.decode() for file in files if file.path == "index.html")

    assert 2024 == edition.release.year
    assert "Diễn biến theo năm" in index
    assert '<th scope="row">2023</th>' in index


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_others_may_read_the_site(run: Run, results: Path, tmp_path: Path) -> None:
    run("publish", results, "-o", tmp_path / "site")
    mask = os.umask(0)
    os.umask(mask)

    assert 0o777 & ~mask == (tmp_path / "site").stat().st_mode & 0o777

"""The command line as an officer meets it: exit codes, streams, Vietnamese, wrong files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import criteria
from phuhop.usecases.samples import demo
from reports.dossier.sets import commune_set
from scoring.rules.json_schema import schema_text

DEMO = demo.SAMPLES / "so-lieu-mau.csv"
HEADS = "ma_xa;ten_xa;loai;vung;tinh;huyen;tp_truc_thuoc_tw;nam;tong_so_tre_em;tre_bi_xam_hai"
GOOD = "99001;Xã Trăng Non;xã;;Tỉnh Mẫu;;không;2024;1000;0"


def _table(folder: Path, *rows: str) -> Path:
    path = folder / "bang.csv"
    path.write_text("\n".join((HEADS, *rows)) + "\n", encoding="utf-8")
    return path


def test_one_bad_row_never_hides_another_rows_result(tmp_path: Path, run) -> None:
    table = _table(tmp_path, GOOD, "99002;Xã Gió Lành;xã;;Tỉnh Mẫu;;không;2024;nhiều;0")
    result = run("score", "--json", table)

    assert 1 == result.exit_code
    assert ["99001"] == [json.loads(x)["commune"]["code"] for x in result.stdout.splitlines()]
    assert f"{table.as_posix()}:3: cột «tong_so_tre_em»" in result.stderr


def test_warnings_alone_exit_with_0_and_keep_the_result(run) -> None:
    result = run("score", "--json", DEMO)

    assert 0 == result.exit_code
    assert 14 == len(result.stdout.splitlines())
    assert "cảnh báo" in result.stderr


def test_json_has_the_keys_of_the_contract_in_order(run) -> None:
    first = json.loads(run("score", "--json", DEMO).stdout.splitlines()[0])
    keys = "format program ruleset input_sha256 commune year threshold total conditions verdict"
    part_keys = (
        "code kind outcome points max_points numerator denominator value unit band citation "
        "level explanation"
    )

    assert [*keys.split(), "criteria"] == list(first)
    assert part_keys.split() == list(first["criteria"][6]["parts"][0])
    assert "phuhop.result/1" == first["format"]
    assert ["all_criteria", "no_zero", "threshold"] == [c["code"] for c in first["conditions"]]


def test_every_line_of_json_is_the_same_in_a_second_run(run) -> None:
    assert run("score", "--json", DEMO).stdout == run("score", "--json", DEMO).stdout


def test_check_scores_nothing_and_lists_the_faults_of_all_files(tmp_path: Path, run) -> None:
    table = _table(tmp_path, "9001;Xã Trăng Non;xã;;Tỉnh Mẫu;;không;2024;1000;0")
    result = run("check", table, tmp_path / "khong-co.csv")

    assert 1 == result.exit_code
    assert "[mat-so-0]" in result.stdout
    assert "khong-co.csv: [khong-doc-duoc] không đọc được tệp: không có tệp này" in result.stdout


def test_a_faultless_table_is_said_to_be_so(tmp_path: Path, run) -> None:
    whole = DEMO.read_text(encoding="utf-8-sig").splitlines()
    table = tmp_path / "bang.csv"
    table.write_text("\n".join(whole[:2]) + "\n", encoding="utf-8")
    result = run("check", table)

    assert (0, "Không có lỗi: 1 xã.\n") == (result.exit_code, result.stdout)


def test_check_says_what_is_still_blank_and_what_cannot_be_scored(tmp_path: Path, run) -> None:
    heading, row, *_ = DEMO.read_text(encoding="utf-8-sig").splitlines()
    cells = row.split(";")
    names = heading.split(";")
    for blank in ("tong_so_tre_em", "1.1"):
        cells[names.index(blank)] = ""
    table = tmp_path / "bang.csv"
    table.write_text(f"{heading}\n{';'.join(cells)}\n", encoding="utf-8")
    result = run("check", table)

    assert 0 == result.exit_code
    assert "Không có lỗi. Còn trống 1/" in result.stdout
    assert " số liệu, 1/8 nội dung; chưa chấm được: 1, " in result.stdout


def test_check_of_many_communes_counts_those_with_blanks(tmp_path: Path, run) -> None:
    heading, *rows = DEMO.read_text(encoding="utf-8-sig").splitlines()
    cells = rows[0].split(";")
    cells[heading.split(";").index("1.1")] = ""
    table = tmp_path / "bang.csv"
    table.write_text("\n".join([heading, ";".join(cells), rows[1]]) + "\n", encoding="utf-8")

    assert "Không có lỗi: 2 xã, 1 xã còn ô trống." in run("check", table).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Cách dùng: phuhop"),
        (("score",), "Thiếu tham số 'TỆP...'"),
        (("scor",), "Không có lệnh 'scor'. Có phải 'score'?"),
        (("score", "--jsn", "a.csv"), "Không có tùy chọn '--jsn'. Có phải '--json'?"),
        (("score", "--ruleset", "06-QD-TTg", "a.csv"), "có phải «06-QD-TTg-2019»?"),
        (("score", "--as-of", "2018-12-31", "a.csv"), "chưa có bộ tiêu chí nào có hiệu lực"),
        (("score", "--as-of", "hôm nay", "a.csv"), "viết ngày như 2024-11-30"),
        (("score", "--as-of", "31/13/2024", "a.csv"), "viết ngày như 2024-11-30"),
        (("dossier", "a.csv"), "Thiếu tùy chọn '-o'"),
        (
            ("dossier", "a.csv", "-o", "x", "--format", "odt"),
            "'odt' không thuộc 'html', 'docx', 'pdf'",
        ),
        (
            ("dossier", "a.csv", "-o", "x", "--documents", "88"),
            "không có văn bản «88»; các mã: all, 00, 01,",
        ),
        (("dossier", "a.csv", "-o", "x", "--documents", ","), "chưa nêu văn bản nào"),
        (("score", "a.csv", "--json", "-o", "b.csv"), "--json hoặc -o"),
        (("score", "a.csv", "-o", "./a.csv"), "trùng với bảng đưa vào"),
        (
            ("rules", "review", "06-QD-TTg-2019", "-o", "a.csv"),
            "-o: tên tệp phải có đuôi .xlsx, .html, .htm",
        ),
        (("rules", "show", "07"), "không có bộ tiêu chí «07»"),
        (
            ("score", "--as-of", "2024-01-01", "--ruleset", "06-QD-TTg-2019", "a.csv"),
            "chỉ nêu một trong hai",
        ),
    ],
)
def test_wrong_usage_exits_with_2_in_vietnamese(arguments: tuple[str, ...], said: str) -> None:
    result = _phuhop(*arguments)

    assert 2 == result.returncode
    assert said in result.stderr
    assert "Error" not in result.stderr
    assert "Usage" not in result.stderr


def test_the_day_chooses_the_ruleset_in_force(run) -> None:
    by_day = run("score", "--json", "--as-of", "30/11/2024", DEMO).stdout
    by_id = run("score", "--json", "--ruleset", "06-QD-TTg-2019", DEMO).stdout

    assert by_day == by_id == run("score", "--json", DEMO).stdout


def test_a_year_before_the_first_decision_has_no_ruleset(tmp_path: Path, run) -> None:
    result = run("score", _table(tmp_path, GOOD.replace(";2024;", ";2018;")))

    assert 1 == result.exit_code
    assert "không có bộ tiêu chí nào có hiệu lực" in result.stderr


def test_a_draft_is_a_yaml_file_of_the_users_own(run) -> None:
    table, draft = demo.SAMPLES / "so-lieu-du-thao-mau.csv", demo.SAMPLES / "du-thao-mau.yaml"
    first = json.loads(run("score", "--json", "--ruleset", draft, table).stdout.splitlines()[0])

    assert "du-thao-mau" == first["ruleset"]["id"]
    assert "UNKNOWN_RULE" == first["criteria"][0]["parts"][0]["outcome"]


def test_a_faulty_draft_lists_its_faults_and_exits_with_1(tmp_path: Path, run) -> None:
    draft = tmp_path / "du-thao.yaml"
    text = (demo.SAMPLES / "du-thao-mau.yaml").read_text(encoding="utf-8")
    draft.write_text(text.replace("điểm tối đa: 30", "điểm tối đa: 31", 1), encoding="utf-8")
    result = run("score", "--ruleset", draft, demo.SAMPLES / "so-lieu-du-thao-mau.csv")

    assert (1, "") == (result.exit_code, result.stdout)
    assert "[tong-diem]" in result.stderr


def test_advise_names_the_shortest_way_in_children(run) -> None:
    text = run("advise", DEMO).stdout
    fourth = text.split("\n\n")[3]

    assert "Phường Sông Sao · 99004 · năm 2024" in fourth
    assert "Thêm 2 trẻ em ở «Số trẻ em dưới 1 tuổi được tiêm chủng đầy đủ»" in fourth
    assert "Chưa tính được đường đi" in text
    assert "chỉ có thể bằng phòng ngừa" in " ".join(text.split())


def test_rules_check_is_quiet_about_what_is_shipped(run) -> None:
    result = run("rules", "check")

    assert (0, "") == (result.exit_code, result.output)


def test_rules_check_runs_the_cases_beside_a_file(tmp_path: Path, run) -> None:
    ruleset = tmp_path / "06.yaml"
    source = criteria.DECISIONS / "06-QD-TTg-2019.yaml"
    ruleset.write_bytes(source.read_bytes())
    cases = source.with_name("06-QD-TTg-2019.cases.yaml").read_text(encoding="utf-8")
    (tmp_path / "06.cases.yaml").write_text(
        cases.replace('kết quả: {"7": 35}', 'kết quả: {"7": 36}'), encoding="utf-8"
    )
    result = run("rules", "check", ruleset)

    assert 1 == result.exit_code
    assert "[truong-hop-sai] 7: mong đợi 36 điểm, chấm ra 35 điểm" in result.stdout


def test_a_comparison_dated_in_the_future_is_a_fault(tmp_path: Path, run) -> None:
    ruleset = tmp_path / "06.yaml"
    text = (criteria.DECISIONS / "06-QD-TTg-2019.yaml").read_text(encoding="utf-8")
    days = ["2019-02-01", f"{date.today().year + 1}-02-01"]  # noqa: DTZ011 -- as the command
    written = [f"{{mức: văn bản gốc, ngày: {day}, người: A, bản: Công báo}}" for day in days]
    for new in written:
        text = text.replace("{mức: giả định}", new, 1)
    ruleset.write_text(text, encoding="utf-8")
    result = run("rules", "check", ruleset)
    faults = [line for line in result.stdout.splitlines() if "[doi-chieu]" in line]

    assert 1 == result.exit_code
    assert 1 == len(faults)
    assert f"ngày đối chiếu 01/02/{days[1][:4]} chưa đến; ghi ngày đã đối chiếu thật" in faults[0]


def test_the_committed_schema_is_what_the_classes_give(run) -> None:
    committed = (criteria.DECISIONS / "schema.json").read_text(encoding="utf-8")

    assert schema_text() == committed
    assert committed == run("rules", "schema").stdout


def test_review_writes_a_worksheet_where_it_is_told(tmp_path: Path, run) -> None:
    target = tmp_path / "moi" / "doi-chieu.html"
    result = run("rules", "review", "06-QD-TTg-2019", "-o", target)

    assert (0, f"{target.as_posix()}\n") == (result.exit_code, result.stdout)
    assert "☐" in target.read_text(encoding="utf-8")


def test_rules_show_prints_every_part_and_the_boundaries(run) -> None:
    text = run("rules", "show", "06-QD-TTg-2019", "--boundaries").stdout

    assert "giả định" in text
    assert "ngay dưới 98" in text


def test_dossier_writes_the_page_and_the_whole_set_and_names_them(tmp_path: Path, run) -> None:
    out = tmp_path / "ho-so"
    result = run("dossier", _table(tmp_path, GOOD), "-o", out)
    # Where there are no photographs there is no annex of them.
    written = [one for one in commune_set().documents if one.code != "08"]
    documents = [f"{document.file.open}.docx" for document in written]
    names = [
        f"{out.as_posix()}/99001-xa-trang-non-2024/{name}" for name in ("ho-so.html", *documents)
    ]

    assert names == result.stdout.splitlines()
    assert all(Path(name).stat().st_size > 5000 for name in names)


def test_dossier_writes_only_the_format_asked_for(tmp_path: Path, run) -> None:
    out = tmp_path / "ho-so"
    run("dossier", _table(tmp_path, GOOD), "-o", out, "--format", "html")

    assert ["ho-so.html"] == [path.name for path in out.rglob("[!.]*.*")]


def test_dossier_writes_only_the_documents_asked_for(tmp_path: Path, run) -> None:
    out = tmp_path / "ho-so"
    result = run(
        "dossier", _table(tmp_path, GOOD), "-o", out, "--format", "docx", "--documents", "03,1"
    )

    assert ["01-cong-van-xin-y-kien.docx", "03-bang-tu-cham-diem.docx"] == [
        Path(line).name for line in result.stdout.splitlines()
    ]
    assert 2 == len(list(out.rglob("[!.]*.*")))


def test_a_dossier_folder_that_is_a_file_is_told_not_overwritten(tmp_path: Path, run) -> None:
    taken = tmp_path / "ho-so"
    taken.write_text("của tôi", encoding="utf-8")
    result = run("dossier", _table(tmp_path, GOOD), "-o", taken)

    assert 1 == result.exit_code
    assert "[khong-ghi-duoc]" in result.stderr
    assert "của tôi" == taken.read_text(encoding="utf-8")


def test_the_demo_writes_the_same_bytes_twice(tmp_path: Path, run) -> None:
    for name in ("a", "b"):
        assert 0 == run("demo", "-o", tmp_path / name).exit_code
    first, second = (
        {p.relative_to(tmp_path / n): p.read_bytes() for p in (tmp_path / n).rglob("*.*")}
        for n in ("a", "b")
    )

    assert 30 < len(first)
    assert first == second


def test_the_demo_workbook_scores_as_the_demo_table(tmp_path: Path, run) -> None:
    run("demo", "-o", tmp_path)
    from_csv = run("score", "--json", tmp_path / "so-lieu-mau.csv").stdout
    from_xlsx = run("score", "--json", tmp_path / "so-lieu-mau.xlsx").stdout

    assert from_csv == from_xlsx == (tmp_path / "ket-qua.jsonl").read_text(encoding="utf-8")


def test_single_commune_scoring_imports_neither_pandas_nor_numpy(tmp_path: Path) -> None:
    table = _table(tmp_path, GOOD)
    heavy = "{'pandas', 'numpy', 'openpyxl', 'pyarrow', 'docx', 'jinja2', 'lxml', 'pydantic'}"
    code = (
        "import sys; sys.argv = ['phuhop', 'score', sys.argv[1]]\n"
        "from phuhop.__main__ import main\n"
        "try: main()\n"
        "except SystemExit as done: assert not done.code, done.code\n"
        f"print(sorted({heavy} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, table], capture_output=True, text=True, check=True
    )

    assert "[]" == done.stdout.splitlines()[-1]


def test_a_full_disk_behind_a_redirection_is_told() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "phuhop", "rules", "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert (1, "Lỗi: không ghi được kết quả ra màn hình hay tệp nhận\n") == (
        done.returncode,
        done.stderr,
    )


def test_a_file_that_may_not_be_read_does_not_hide_the_others(
    tmp_path: Path, run, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The user of the tests may be root, whom no file mode keeps out.
    locked = tmp_path / "khoa.csv"
    locked.write_text("x", encoding="utf-8")
    opened = Path.open

    def refuse(path: Path, *arguments: object, **more: object) -> object:
        if path == locked:
            raise PermissionError(13, "no")
        return opened(path, *arguments, **more)

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(os, "access", lambda path, *_: Path(path) != locked)
    result = run("score", "--json", locked, _table(tmp_path, GOOD))

    assert 1 == result.exit_code
    assert 1 == len(result.stdout.splitlines())
    assert "khoa.csv: [khong-doc-duoc] không đọc được tệp: không có quyền đọc" in result.stderr


def test_a_broken_pipe_ends_quietly(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "phuhop", "score", DEMO],
        stdout=write,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    os.close(write)

    assert "Traceback" not in done.stderr


def _phuhop(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "phuhop", *arguments], capture_output=True, text=True, check=False
    )

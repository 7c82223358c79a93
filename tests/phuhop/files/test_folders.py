"""Which files of a folder are read."""

from __future__ import annotations

from pathlib import Path

from phuhop.files.folders import files_in


def test_what_an_earlier_run_wrote_among_the_files_is_not_read_again(tmp_path: Path) -> None:
    for name in ("a.xlsx", "tong-hop.csv", "b.xlsx"):
        (tmp_path / name).touch()
    output = tmp_path / "x" / ".." / "tong-hop.csv"
    (tmp_path / "x").mkdir()

    files, problems = files_in([tmp_path], output=output)

    assert [tmp_path / "a.xlsx", tmp_path / "b.xlsx"] == files
    assert [
        (
            f"{output}: [bo-qua] cảnh báo: bỏ qua tệp để ghi kết quả, không đọc lại nó như số "
            "liệu; nên ghi kết quả ra ngoài thư mục được đọc"
        )
    ] == list(map(str, problems))


def test_an_output_elsewhere_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.csv").touch()

    assert ([tmp_path / "a.csv"], []) == files_in([tmp_path], output=Path("tong-hop.csv"))

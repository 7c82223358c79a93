"""The newcomer's first command: sample tables, their results, their dossiers."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import phuhop
from phuhop import __version__
from phuhop.files.writing import told_of, write_bytes
from phuhop.usecases.commune.dossiers import Order, write_dossiers
from phuhop.usecases.commune.forms import prefill_forms
from phuhop.usecases.rulesets import choose_ruleset
from phuhop.usecases.watching import NOBODY, Watcher
from reports.wording.stamp import Stamp
from reports.wording.text_lines import aligned
from scoring.base.problems import ProblemsFound
from scoring.base.quantities import interval_text, vietnamese
from scoring.engine.scorer import score
from scoring.intake.reading import Entry, read_tables
from scoring.results.json_writing import to_json
from scoring.results.table_writing import TEXT, Heading

if TYPE_CHECKING:
    from scoring.engine.score_sheet import ScoreSheet

SAMPLES = Path(phuhop.__file__).parent / "demo_data"
_TABLE, _WORKBOOK = "so-lieu-mau.csv", "so-lieu-mau.xlsx"
_DRAFT_TABLE = "so-lieu-du-thao-mau.csv"
_DRAFT = "du-thao-mau.yaml"
_FAULTY = "so-lieu-co-loi.csv"
_FORM = "bieu-mau.xlsx"
_DECISIONS = "quyet-dinh-mau.csv"
_PROFILE = "cong-bo.yaml"
_REGISTER = "so-mau.db"
_DAY = date(2024, 12, 5)
"""When the samples are published, as their profile says."""

_README = """\
SỐ LIỆU MẪU: mọi xã, phường, thị trấn trong thư mục này đều hư cấu (mã từ 99001).

so-lieu-mau.csv            bảng số liệu mẫu, mỗi dòng một xã (mở được bằng Excel)
so-lieu-mau.xlsx           cùng bảng đó ở dạng Excel
bieu-mau.xlsx              biểu tự đánh giá đã điền của Xã Trăng Non: mở bằng Excel, sửa một số ở
                           «Số liệu», xem điểm đổi ở «Tự chấm»; thử: phuhop check bieu-mau.xlsx
so-lieu-co-loi.csv         bảng cố ý có lỗi; thử: phuhop check so-lieu-co-loi.csv
ket-qua.jsonl              kết quả chấm của so-lieu-mau.csv, mỗi dòng một xã
ho-so/                     hồ sơ của từng xã: ho-so.html (mở bằng trình duyệt, cả hồ sơ trên một
                           trang) và sáu văn bản Word từ 01-cong-van-de-nghi.docx để ký
so-mau.db                  sổ hồ sơ mẫu: 13 đơn vị đã gửi, 10 đã có quyết định, 1 chưa gửi gì; thử:
                           phuhop registry list --db so-mau.db
cong-bo/                   bản công bố từ sổ đó: mở cong-bo/index.html bằng trình duyệt
cong-bo.yaml               thông tin công bố của bản đó; thử: phuhop publish --db so-mau.db
                           --expected so-lieu-mau.csv --profile cong-bo.yaml -o cong-bo
du-thao-mau.yaml           một bộ tiêu chí hư cấu: văn bản mới chỉ là một tệp mới
so-lieu-du-thao-mau.csv    số liệu cho bộ đó; thử:
                           phuhop score so-lieu-du-thao-mau.csv --ruleset du-thao-mau.yaml
ho-so-du-thao/             hồ sơ theo bộ đó
"""


def run_demo(folder: Path, watcher: Watcher = NOBODY) -> str:
    """Write the samples, their dossiers, a register and a site; return what to tell the user.

    A register and a workbook that are there already are kept: somebody may work in them. Raises
    ``ProblemsFound`` when *folder* cannot be written to.
    """
    for name in (_TABLE, _DRAFT_TABLE, _DRAFT, _FAULTY, _PROFILE):
        write_bytes(folder / name, (SAMPLES / name).read_bytes())
    with told_of(folder / _WORKBOOK):
        # Its rows wait in a temporary file, and there may be no room for it.
        workbook = as_xlsx(SAMPLES / _TABLE)
    write_bytes(folder / _WORKBOOK, workbook)
    write_bytes(folder / "DOC-TRUOC.txt", _README.encode("utf-8-sig"))

    entries = _entries(SAMPLES / _TABLE)
    if not (folder / _FORM).exists():
        shown = entries[0].assessment
        prefill_forms(
            folder / _FORM,
            shown.year,
            SAMPLES / _TABLE,
            ruleset=None,
            commune=shown.commune.code,
        )
    stamp = Stamp(__version__)
    sheets = [score(entry.ruleset, entry.assessment) for entry in entries]
    lines = "".join(f"{to_json(sheet, stamp.program)}\n" for sheet in sheets)
    write_bytes(folder / "ket-qua.jsonl", lines.encode())
    work = watcher.counted(entries, "Lập hồ sơ")
    written = list(write_dossiers(work, Order(folder / "ho-so")))
    draft = _entries(SAMPLES / _DRAFT_TABLE, SAMPLES / _DRAFT)
    written += write_dossiers(draft, Order(folder / "ho-so-du-thao"))

    site = _published(folder, entries, stamp)

    table = "\n".join(_summary(sheets))
    paths = [path for one in written for path in one.paths]
    first = paths[0].as_posix()
    return (
        f"SỐ LIỆU MẪU: các đơn vị dưới đây đều hư cấu.\n\n{table}\n\n"
        f"Đã ghi {len(paths)} tài liệu vào {folder.as_posix()}. Mở thử: {first}\n"
        f"Sổ hồ sơ mẫu: {(folder / _REGISTER).as_posix()}. Bản công bố mẫu: {site.as_posix()}"
    )


def _published(folder: Path, entries: Sequence[Entry], stamp: Stamp) -> Path:
    """Publish the register of the samples, made first where there is none; return the page."""
    from phuhop.usecases.province.publication import PublicationFiles, PublicationWish, publish
    from phuhop.usecases.province.results import Expected, Source
    from phuhop.usecases.samples.register import decisions_of, make_register
    from registry.store.database import open_register

    path, site = folder / _REGISTER, folder / "cong-bo"
    if not path.exists():
        make_register(path, entries, decisions_of(SAMPLES / _DECISIONS), stamp)
    database = open_register(str(path))
    wish = PublicationWish(
        Source(database=database),
        Expected(folder / _TABLE),
        PublicationFiles(profile=folder / _PROFILE),
    )
    publish(wish, site, _DAY)
    database.close()
    return site / "index.html"


def _entries(table: Path, draft: Path | None = None) -> tuple[Entry, ...]:
    intake = read_tables([table], choose_ruleset(str(draft) if draft else None, None))
    faults = [problem for problem in intake.problems if problem.is_fault]
    if faults:
        raise ProblemsFound(faults)
    return intake.entries


def _summary(sheets: list[ScoreSheet]) -> list[str]:
    rows = [("mã", "tên", "ngưỡng", "tổng điểm", "kết luận")]
    for sheet in sheets:
        total = sheet.total
        points = interval_text(total.minimum, total.maximum)
        commune = sheet.commune
        threshold = vietnamese(sheet.threshold.points)
        rows.append((commune.code, commune.name, threshold, points, sheet.verdict.value))
    return aligned(rows)


def as_xlsx(table: Path) -> bytes:
    """Return a CSV table as a workbook: codes as text, counts as numbers, blanks left blank."""
    from reports.tables.input_table import to_xlsx

    with table.open(encoding="utf-8-sig", newline="") as stream:
        first, *rows = csv.reader(stream, delimiter=";")
    cells = [
        {
            name: int(cell) if cell.isdigit() and name != first[0] else cell or None
            for name, cell in zip(first, row, strict=True)
        }
        for row in rows
    ]
    headings = [Heading(name, TEXT) for name in first]
    return to_xlsx(headings, cells, "Số liệu mẫu", "SỐ LIỆU MẪU")

"""Writing the files of a package beside each other, never over anything."""

from __future__ import annotations

import tempfile
from pathlib import Path

from phuhop.files.writing import write_bytes
from registry.package.package import Package
from registry.package.unpacking import unpacked
from reports.wording.file_names import folder_name
from scoring.base.file_errors import reason
from scoring.base.problems import Place, Problem, ProblemsFound, file_name


def write_unpacked(package: Package, output: Path) -> tuple[Path | None, list[Problem]]:
    """Write one package into a new folder of *output*; return the folder, or why not."""
    folder = output / folder_name(package.assessment.commune, package.assessment.year)
    if folder.exists():
        message = "đã có thư mục này; phần mềm không ghi đè tệp đã mở ra"
        hint = "xóa hoặc đổi tên thư mục cũ, hoặc chọn thư mục khác"
        return None, [Problem(Place(file_name(folder)), "da-co-thu-muc", message, hint)]
    try:
        output.mkdir(parents=True, exist_ok=True)
        # Renamed when all is there: a folder half written would look like the whole package.
        with tempfile.TemporaryDirectory(dir=output, prefix=".phuhop-") as name:
            whole = Path(name) / "goi"
            for path, content in unpacked(package):
                write_bytes(whole / path, content, private=True)
            whole.rename(folder)
    except ProblemsFound as found:
        return None, found.problems
    except OSError as error:
        message = f"không ghi được thư mục: {reason(error)}"
        return None, [Problem(Place(file_name(folder)), "khong-ghi-duoc", message)]
    return folder, []

"""PDF of Word documents through LibreOffice, when it is installed.

It runs without a window, with a profile of its own (an open LibreOffice of the user's is
neither used nor disturbed) and for a limited time.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from scoring.base.problems import Place, Problem, ProblemsFound

ABSENT_CODE = "khong-co-libreoffice"
ABSENT = (
    "cần LibreOffice để ghi PDF nhưng không thấy trên máy này; cài LibreOffice rồi làm lại, "
    "hoặc không lấy PDF, mở tệp DOCX bằng Word và lưu thành PDF"
)

_SECONDS_TO_START = 90
_SECONDS_PER_FILE = 15
_WINDOWS = Path("C:/Program Files/LibreOffice/program/soffice.com")


def soffice() -> str | None:
    """Return the path of LibreOffice's program, ``None`` where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or (str(_WINDOWS) if _WINDOWS.exists() else None)


AT_ONCE = 8
"""Folders of documents for one run of LibreOffice: its start costs as much as those of one."""


class Converter:
    """Converts the documents of some folders at a time, in one run of LibreOffice."""

    def __init__(self, program: str | None = None) -> None:
        """Make the profile's folder; raises ``ProblemsFound`` where LibreOffice is absent."""
        found = program or soffice()
        if found is None:
            raise ProblemsFound([Problem(Place("LibreOffice"), ABSENT_CODE, ABSENT)])
        self._program = found
        self._folder = Path(tempfile.mkdtemp(prefix="phuhop-pdf-"))

    def converted(self, documents: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return the PDF of each DOCX, ``x.docx`` becoming ``x.pdf``, in the same order.

        Raises ``ProblemsFound`` when LibreOffice fails or takes too long.
        """
        return self._run([documents])[0]

    def of_folders(self, folders: Sequence[Mapping[str, bytes]]) -> list[dict[str, bytes]]:
        """Return the same of several folders, whose documents may be called alike.

        Raises ``ProblemsFound`` that names the documents of the first folder it fails for.
        """
        if not any(folders):
            # LibreOffice takes its time to say that there is nothing to do.
            return [{} for _ in folders]
        try:
            return self._run(folders)
        except ProblemsFound:
            # One by one: the others' documents are not what it failed for.
            return [self.converted(documents) if documents else {} for documents in folders]

    def _run(self, folders: Sequence[Mapping[str, bytes]]) -> list[dict[str, bytes]]:
        documents = {
            f"{number}-{name}": content
            for number, folder in enumerate(folders)
            for name, content in folder.items()
        }
        work = Path(tempfile.mkdtemp(dir=self._folder))
        for name, content in documents.items():
            (work / name).write_bytes(content)
        command = [
            self._program,
            f"-env:UserInstallation={(self._folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(work)),
            *(str(work / name) for name in documents),
        ]
        limit = _SECONDS_TO_START + _SECONDS_PER_FILE * len(documents)
        try:
            subprocess.run(command, check=False, capture_output=True, timeout=limit)  # noqa: S603
            return [
                {_pdf(name): (work / _pdf(f"{number}-{name}")).read_bytes() for name in folder}
                for number, folder in enumerate(folders)
            ]
        except subprocess.TimeoutExpired:
            message = f"LibreOffice không xong sau {limit} giây"
            raise _failed(folders, message) from None
        except OSError:
            raise _failed(folders, "LibreOffice không tạo được tệp PDF") from None
        finally:
            shutil.rmtree(work, ignore_errors=True)

    def close(self) -> None:
        """Remove the profile."""
        shutil.rmtree(self._folder, ignore_errors=True)


def _pdf(name: str) -> str:
    return name.removesuffix(".docx") + ".pdf"


def _failed(folders: Sequence[Mapping[str, bytes]], message: str) -> ProblemsFound:
    hint = "tệp DOCX vẫn dùng được: làm lại với dạng docx"
    place = Place(", ".join(dict.fromkeys(name for folder in folders for name in folder)))
    return ProblemsFound([Problem(place, "khong-doi-duoc-pdf", message, hint)])

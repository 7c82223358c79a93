"""Makes the pictures and the printed copy of docs/can-bo/xa.md: ``make guide``.

The pictures show what the program writes for a sample commune; LibreOffice draws the workbook
and the letter, Chromium the page and the PDF. Needs both, and pdftoppm.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from markdown_it import MarkdownIt
from PIL import Image, ImageOps

GUIDE = Path(__file__).parent.parent / "docs" / "can-bo" / "xa.md"
PICTURES = GUIDE.with_suffix("")
FORM_PAGES = {"so-lieu": (3, 0.6), "tu-cham": (5, 0.5)}
"""Page of the printed form, and how much of its height from the top is shown."""

STYLE = """
@page { size: A4; margin: 12mm 15mm 10mm 18mm; }
body { font: 10.4pt/1.3 "Liberation Serif", "Times New Roman", serif; color: #1f2933; }
h1 { font-size: 18pt; margin: 0 0 2mm; color: #0b5563; }
h2 { font-size: 12.5pt; margin: 3mm 0 1mm; color: #0b5563; break-after: avoid; }
p { margin: 0 0 1.6mm; }
blockquote { margin: 0 0 2mm; padding: 1mm 3mm; background: #fff1d6; }
blockquote p { margin: 0; }
pre { background: #eef1f4; padding: 1.2mm 3mm; margin: 0 0 1.6mm; break-after: avoid; }
code { font-family: "Liberation Mono", monospace; font-size: 9pt; }
img { max-width: 100%; max-height: 74mm; display: block; margin: 0 auto; }
img { border: 1px solid #b8c2cc; }
"""


def _run(*command: str | Path) -> None:
    subprocess.run([str(word) for word in command], check=True, capture_output=True)  # noqa: S603


def _chromium(work: Path, *words: str | Path) -> None:
    program = shutil.which("chromium") or "chromium-browser"
    _run(program, "--headless", "--no-sandbox", f"--user-data-dir={work / 'chromium'}", *words)


def _printed(file: Path, work: Path) -> Path:
    profile = f"-env:UserInstallation={(work / 'office').as_uri()}"
    _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", work, file)
    return work / f"{file.stem}.pdf"


def _page(pdf: Path, number: int, work: Path, share: float) -> Image.Image:
    _run("pdftoppm", "-r", "90", "-f", str(number), "-singlefile", "-png", pdf, work / "page")
    page = Image.open(work / "page.png").convert("RGB")
    shown = page.crop((0, 0, page.width, int(page.height * share)))
    return shown.crop(ImageOps.invert(shown).getbbox())


def _save(picture: Image.Image, name: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    few = picture.quantize(32, dither=Image.Dither.NONE)
    few.save(PICTURES / f"{name}.png", optimize=True)


def make_pictures(work: Path) -> None:
    """Draw what the program writes for the first sample commune."""
    phuhop = (sys.executable, "-m", "phuhop")
    _run(*phuhop, "demo", "-o", work / "demo")
    form = _printed(work / "demo" / "bieu-mau.xlsx", work)
    for name, (number, share) in FORM_PAGES.items():
        _save(_page(form, number, work, share), name)
    folder = min((work / "demo" / "ho-so").iterdir())
    letter = _printed(next(folder.glob("01-*.docx")), work)
    _save(_page(letter, 1, work, 0.62), "cong-van")
    shot = work / "ho-so.png"
    page = (folder / "ho-so.html").as_uri()
    _chromium(work, "--hide-scrollbars", "--window-size=1100,700", f"--screenshot={shot}", page)
    _save(Image.open(io.BytesIO(shot.read_bytes())).convert("RGB"), "ho-so")


def print_guide(work: Path) -> None:
    """Print the page as PDF; its pictures lie beside it."""
    body = MarkdownIt("commonmark").render(GUIDE.read_text(encoding="utf-8"))
    base = f'<base href="{GUIDE.parent.as_uri()}/">'
    head = f'<meta charset="utf-8"><title>phuhop cho cấp xã</title>{base}<style>{STYLE}</style>'
    html = work / "xa.html"
    html.write_text(f'<!DOCTYPE html><html lang="vi"><head>{head}</head><body>{body}</body></html>')
    target = GUIDE.with_suffix(".pdf")
    options = ("--no-pdf-header-footer", "--allow-file-access-from-files")
    _chromium(work, *options, f"--print-to-pdf={target}", html.as_uri())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        make_pictures(Path(folder))
        print_guide(Path(folder))

"""``phuhop`` and ``python -m phuhop``: prepares the terminal, then runs the command line."""

import gettext
import os
import sys
from pathlib import Path


def main() -> None:
    """Run the command line; the exit code is 0 done, 1 faults in the data, 2 wrong usage."""
    _speak_vietnamese()
    _write_utf8()
    from phuhop.cli.main import phuhop

    try:
        phuhop(prog_name="phuhop")
    except OSError:
        # A full disk behind a redirection; files of the user's are told where they are read.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.stderr.write("Lỗi: không ghi được kết quả ra màn hình hay tệp nhận\n")
        sys.exit(1)


def _speak_vietnamese() -> None:
    """Have click's own texts in Vietnamese, whatever the system's language.

    click takes them from the program's gettext domain, and gettext its language from the
    environment.
    """
    os.environ["LANGUAGE"] = "vi"
    gettext.bindtextdomain("phuhop", Path(__file__).parent / "locale")
    gettext.textdomain("phuhop")


def _write_utf8() -> None:
    """Write UTF-8 also on a Windows console whose code page lacks Vietnamese letters."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    main()

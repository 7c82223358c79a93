#!/bin/sh
# Give a form (.xlsx) to this script: the dossier comes out beside the form. Written by phuhop.
PYTHONUTF8=1
export PYTHONUTF8
python=@PYTHON@
[ -x "$python" ] || python=python3
[ "$#" -gt 0 ] || exec "$python" -m phuhop watch --help
exec "$python" -m phuhop watch --once "$@"

# The two commands of the README. Each makes the virtual environment when it is missing
# or older than pyproject.toml; a fresh machine needs git, make and Python >= 3.11 only.

PYTHON ?= python3
VENV := .venv
READY := $(VENV)/.ready
TOOLS := $(VENV)/.ready-tools
DEMO := demo

.PHONY: demo portal test lint bench golden texts guide clean

demo: $(READY)
	$(VENV)/bin/phuhop demo -o $(DEMO)

# The web desk over sample communes, on this machine only; open one of the printed links.
portal: $(TOOLS)
	$(VENV)/bin/phuhop serve --trial --home $(DEMO)/cong

test: $(TOOLS)
	$(VENV)/bin/pytest -q

# Everything that .ci/run checks besides the tests.
lint: $(TOOLS)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/yamllint criteria phuhop/demo_data
	$(VENV)/bin/bandit -q -r criteria scoring reports registry phuhop -c pyproject.toml
	$(VENV)/bin/phuhop rules check

# Prints ratios; fails on nothing.
bench: $(TOOLS)
	for bench in tests/benchmarks/bench_*.py; do $(VENV)/bin/python $$bench; done

# Rewrites the golden dossiers; read their diff before you commit it.
golden: $(TOOLS)
	PHUHOP_UPDATE_GOLDEN=1 $(VENV)/bin/pytest -q \
		$$(grep -rl --include='test_*.py' PHUHOP_UPDATE_GOLDEN tests)

# Files that are generated and committed: the JSON schema, click's Vietnamese texts, the commands.
texts: $(TOOLS)
	$(VENV)/bin/phuhop rules schema > criteria/decisions/schema.json
	$(VENV)/bin/phuhop rules schema --of "bộ chỉ số" > criteria/indices/schema.json
	$(VENV)/bin/phuhop rules schema --of "dùng lại" > criteria/crosswalks/schema.json
	$(VENV)/bin/phuhop rules schema --of "bài tập" > criteria/practice/schema.json
	$(VENV)/bin/pybabel compile -d phuhop/locale -D phuhop
	$(VENV)/bin/pybabel compile -d phuhop/portal/locale -D django
	$(VENV)/bin/python scripts/commands_page.py > docs/commands.md

# The pictures and the PDF of the communes' guide; needs LibreOffice, Chromium and pdftoppm.
guide: $(TOOLS)
	$(VENV)/bin/python scripts/guide.py

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "phuhop needs Python 3.11 or newer; try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --editable .
	# As pip does for packages that are not editable: start-up must not pay for compiling.
	$(VENV)/bin/python -m compileall -q criteria scoring reports registry phuhop
	touch $(READY)

$(TOOLS): $(READY)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $(TOOLS)

clean:
	rm -rf $(VENV) $(DEMO)

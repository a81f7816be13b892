# Placet: everything is done from here, with git, make and Python 3.11 or newer.
#   make portal   check the cabinet and build the site        make test    pass every test
#   make public   build the site for the public, and prove that nothing withheld is in it
#   make serve    show the site on this machine               make lint    style, types, direction of imports
#   make bench    measure check, gate, build, search          make clean   remove what was made
#   make gate BASE=main HEAD=branch    judge whether a branch may be merged
#   make fonts    fetch the free fonts of official sheets (PDF)
#   make number-approved               number the approved drafts of main, commit and push

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check
SITE   ?= site
HOST   ?= 127.0.0.1
PORT   ?= 8000
# Two at a time: the tests are meant to pass in fifteen minutes on two cores.
JOBS   ?= 2

.DEFAULT_GOAL := portal
.DELETE_ON_ERROR:
.PHONY: portal public check serve test lint browser fonts bench gate comment number-approved lock clean

portal: check
	@$(BIN)/placet build --out $(SITE)

public: $(READY)
	@$(BIN)/placet build --audience public --out $(SITE)-public

check: $(READY)
	@$(BIN)/placet check

serve: $(READY)
	$(BIN)/placet serve --host $(HOST) --port $(PORT)

test: $(READY) browser fonts
	$(BIN)/python -m pytest -n $(JOBS)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

browser:
	@tests/browser.sh

# Without them, or fonts of the office's own in .fonts or on the system, the portal has no official sheets and says so.
fonts:
	@.ci/fonts .fonts

bench: $(READY)
	@$(PIP) --require-hashes -r tests/bench/requirements.lock
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.build
	$(BIN)/python -m tests.bench.search

# The program is this checkout's; BASE and HEAD are commits of the repository in DATA, which is only read. They reach the
# shell as variables, never as text. On GitHub the refusals become annotations and the sheet is the job's summary.
DATA ?= .
export BASE HEAD DATA
SHEET := gate.md
FORMS := $(if $(GITHUB_STEP_SUMMARY),--format github --also "markdown:$$GITHUB_STEP_SUMMARY" --also comment:$(SHEET),--format text)

gate: $(READY)
	@rm -f $(SHEET)
	@$(BIN)/placet gate --root "$$DATA" --base "$$BASE" --head "$$HEAD" $(FORMS)

comment:
	@gh pr comment "$$PULL" --edit-last --create-if-none --body-file $(SHEET)

number-approved: $(READY)
	@PLACET=$(BIN)/placet .ci/number

# Nothing but what the lock names by its hash is fetched.
# The stamp is older than neither the lock nor pyproject.toml, so that a second run is quick.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Placet needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1)." >&2; \
	  echo "Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Python's venv module is missing (Debian: apt-get install python3-venv)." >&2; exit 2; }
	@echo "Setting up $(VENV) (once) ..."
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

# Needs uv; the lock holds hashes and no index addresses.
lock:
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet -o requirements.lock
	uv pip compile tests/bench/requirements.in --constraint requirements.lock --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet -o tests/bench/requirements.lock

clean:
	rm -rf $(VENV) $(SITE) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .placet
	find scripts tests -name __pycache__ -prune -exec rm -rf {} +

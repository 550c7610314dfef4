# Everything a person does with a checkout. Needed beforehand: Python 3.11 or newer, make and a package registry.

PYTHON ?= python3
DATA ?=
PAGES ?=
ARGS ?=

BIN := .venv/bin
# pip tells its steps to a person at a terminal; elsewhere only what goes wrong. Compiling everything beforehand
# would take as long as fetching it; Python compiles what is imported
PIP_INSTALL = $(BIN)/python -m pip install --disable-pip-version-check --no-input --no-compile \
	$(if $(MAKE_TERMOUT),,--quiet)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# the targets share one .venv and one database, so `make -j` must not run them at once
.NOTPARALLEL:
.PHONY: help setup demo serve test check faults bench bench-maps bench-pages bench-partners bench-resolution image docs words \
	lock clean

# the database of demo and serve lives in the checkout, unless you have a home of your own
demo serve: export SOCIALCLUSTER_HOME ?= $(CURDIR)/.socialcluster

help: ## List these targets
	@echo 'Start here:  make demo      then open http://127.0.0.1:8000'
	@echo 'Your file:   make demo DATA="../keep.xlsx"'
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-6s %s\n", $$1, $$2 }' Makefile

setup: .venv/runtime.stamp ## Make .venv and install the locked packages and this project in it

demo: setup ## Start the database, load the five networks and DATA, and serve the page (Ctrl-C stops all)
	@$(BIN)/socialcluster demo $(DATA)

serve: setup ## Serve what is already in the database (Ctrl-C stops it)
	@$(BIN)/socialcluster serve

test: .venv/dev.stamp ## Run all tests, style, types and import rules among them; ARGS="-k path" goes to pytest
	@$(BIN)/python -m pytest $(if $(CI),-p tests.house.no_skips) $(ARGS)

check: .venv/dev.stamp ## Check style, types and import rules only (seconds, no database)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

faults: .venv/dev.stamp ## Kill, cut and fill up servers and workers twenty rounds each (an hour); `make test` tries each once
	@SOCIALCLUSTER_FAULT_ROUNDS=$${SOCIALCLUSTER_FAULT_ROUNDS:-20} $(BIN)/python -m pytest tests/faults --timeout=3600 $(ARGS)

bench: .venv/dev.stamp ## Measure ingest, clusters, paths and maps, and print the figures
	@$(BIN)/python -m benchmarks $(ARGS)

bench-maps: .venv/dev.stamp ## Measure maps beside plain pyvis in one browser, whole networks and a large layout
	@$(BIN)/python -m benchmarks maps

bench-resolution: .venv/dev.stamp ## Measure which organisations are taken for one, beside baselines, and how fast
	@$(BIN)/python -m benchmarks.resolution $(ARGS)

bench-partners: .venv/dev.stamp ## Measure suggestions of partners against the pairs that came to be, beside baselines
	@$(BIN)/python -m benchmarks.partners $(ARGS)

bench-pages: .venv/dev.stamp ## Score the reading of labelled project pages, PAGES=folder, by language
	@PAGES="$(PAGES)" $(BIN)/python -m benchmarks.pages

image: .venv/dev.stamp ## Build the Neo4j image of deploy/neo4j (needs Docker and root, or ARGS="--base debian:bookworm-slim")
	@$(BIN)/python -m tools.neo4j_image $(ARGS)

docs: .venv/dev.stamp ## Write docs/settings.md anew from the settings in the code
	@$(BIN)/python -m tools.settings_page

words: .venv/dev.stamp ## Bring the catalogues of viz/locales up to what pages and answers say
	@$(BIN)/python -m tools.catalogues

LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command "make lock" pyproject.toml

lock: .venv/dev.stamp ## Write requirements/ anew after a change in pyproject.toml; ARGS=--upgrade takes newer versions
	@$(LOCK) --group build --output-file requirements/runtime.txt $(ARGS)
	@$(LOCK) --group build --group dev --constraints requirements/runtime.txt --output-file requirements/dev.txt $(ARGS)

clean: ## Stop and remove the demo's database, .venv and all caches in this folder
	@if [ -d .socialcluster ] && [ -x $(BIN)/socialcluster ]; then \
		SOCIALCLUSTER_HOME="$(CURDIR)/.socialcluster" $(BIN)/socialcluster db stop || { \
		echo 'Nothing is removed, for the database may still run. Stop it, or remove .socialcluster yourself.' >&2; exit 1; }; fi
	@rm -rf .socialcluster .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache build dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo 'Removed: .venv, caches and the database in .socialcluster. The Neo4j that was fetched stays in your cache folder.'

.venv/bin/python:
	@command -v "$(PYTHON)" >/dev/null || { \
		echo 'There is no "$(PYTHON)". Install Python 3.11 or newer, or name one: make PYTHON=/path/to/python' >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; $(PYTHON) is `"$(PYTHON)" -V 2>&1`. Name another: make PYTHON=python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
		echo 'This Python cannot make a virtual environment. On Debian or Ubuntu: apt install python3-venv' >&2; exit 1; }
	@"$(PYTHON)" -m venv --clear .venv

.venv/runtime.stamp: .venv/bin/python requirements/runtime.txt pyproject.toml graph/version.py
	$(call install,requirements/runtime.txt)
	@touch $@

.venv/dev.stamp: .venv/bin/python requirements/dev.txt pyproject.toml graph/version.py
	$(call install,requirements/dev.txt)
	@touch .venv/runtime.stamp $@

# no resolution and no build isolation: everything that is installed stands in the lock with its hash
define install
@echo 'Installing the packages of $(1) into .venv; the first time this takes about a minute.'
@$(PIP_INSTALL) --no-deps --require-hashes --requirement $(1) || { echo $(NOT_INSTALLED) >&2; exit 1; }
@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
endef

NOT_INSTALLED = 'The packages could not be installed: the reason stands above. No connection: look at the network and' \
	"pip's settings, then run this again. A package that wants a compiler: this Python is newer than the packages;" \
	'take an older one with: make clean, then make PYTHON=python3.13'

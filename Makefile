# `make help` lists what there is. Needs only Python 3.11 to 3.13, and a package registry on the first run.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory
.PHONY: help setup demo desk frontend browser test lint format docs figures bench knowledge train-encoder train-pair size lock clean

# The first Python on the path that is new enough; say PYTHON=... for another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	if $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then echo $$p; break; fi; done)

VENV := .venv
BIN := $(VENV)/bin
# -qq leaves errors and nothing else; hashes are checked; wheels only, so no foreign code runs at installation; byte code
# is written for what is used, not for all that packages bring.
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 $(BIN)/python -m pip -qq install
LOCKED := --require-hashes --only-binary=:all: --no-compile
CORE := $(VENV)/.core-installed
DESK := $(VENV)/.desk-installed
BUILT := src/sayso/web/static/built/.stamp
DEV := $(VENV)/.dev-installed
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --only-binary :all: \
	--generate-hashes --no-emit-index-url --no-header

help: ## this list
	@echo "Sayso: reads news and keeps its sources."
	@echo
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "All set-up happens by itself, in $(VENV), with versions and hashes from requirements/."

setup: $(DEV) ## the environment with all tools (the other targets do it when they need it)

DEMO := .cache/demo.db
PORT ?= 8400
demo: $(DESK) $(BUILT) ## code a bundled crisis and two affairs beside it, show its events with reports and independent roots, and open the desk on it
	@mkdir -p $(dir $(DEMO)) && rm -f $(DEMO) $(DEMO)-* $(DEMO).before-*
	@$(BIN)/sayso code src/sayso/examples/crisis src/sayso/examples/coast --store $(DEMO) --jobs 1
	@$(BIN)/sayso events --store $(DEMO) --table
	@echo
	@$(BIN)/sayso events --store $(DEMO) --table --id \
		"$$($(BIN)/sayso events --store $(DEMO) --sort reports --verdict corroborated --limit 1 --csv | sed -n '2s/,.*//p')"
	@echo
	@echo "Go on:  . $(BIN)/activate;  export SAYSO_STORE=$(DEMO);  sayso events --help;  sayso read src/sayso/examples/river-dam.html"
	@if [ -t 1 ]; then $(BIN)/sayso desk $(DEMO) -p $(PORT) --open; else $(BIN)/sayso desk $(DEMO) --check; \
		echo "The desk, in your browser:  $(BIN)/sayso desk $(DEMO) -o"; fi

desk: $(DESK) $(BUILT) ## open the desk on the store of the demo (STORE=... for another)
	@$(BIN)/sayso desk $(or $(STORE),$(DEMO)) -p $(PORT) --open

frontend: $(BUILT) ## build the scripts of the desk

test: $(DEV) $(BUILT) browser ## everything that CI checks: lint, types, layers, tests also in a browser, documentation
	@$(BIN)/ruff check .
	@$(BIN)/mypy --no-error-summary
	@PYTHONPATH=. $(BIN)/python -m pytest -ra --durations=5 -n 2 --dist loadfile
	@$(MAKE) docs

# Browser tests need Chromium, as Debian packages it; without it, and without the right to install it, they say so and are left out.
browser:
	@if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null && command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		echo "Installing Chromium for the browser tests (once) ..." >&2; \
		apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null; fi

lint: $(DEV) ## ruff, mypy --strict and import-linter only
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(DEV) ## put imports and line breaks in order
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

docs: $(DEV) ## build the documentation into site/ (strict: a dead link fails)
	@$(BIN)/python docs/fill_reference.py --check
	@$(BIN)/zensical build --clean --strict
	@rm -f site/*.py site/*.csv

figures: $(DEV) $(BUILT) ## bring README.md and docs/ up to date: figures, reference, pictures
	@$(BIN)/python docs/fill_reference.py
	@$(BIN)/python docs/fill_figures.py
	@$(BIN)/python docs/fill_outputs.py
	@$(BIN)/python docs/make_picture.py src/sayso/examples/river-dam.html
	@$(BIN)/python docs/make_picture.py --event src/sayso/examples/crisis -o docs/images/event.svg

bench: $(DEV) ## speed and accuracy, as in benchmarks/RESULTS.md
	@$(BIN)/python -m benchmarks.startup
	@$(BIN)/python -m benchmarks.speed src/sayso/examples
	@if [ -d "$${SAYSO_DATA:-../shared/data}" ]; then $(BIN)/python -m benchmarks.pages && $(BIN)/sayso eval; \
	else echo "corpora left out: none in $${SAYSO_DATA:-../shared/data}; set SAYSO_DATA to their folder" >&2; fi

# Built tables of facts: the same input gives the same bytes. The machine's tz database decides zones.csv, so that stays as it is.
KNOWLEDGE := .cache/knowledge
TABLES := src/sayso/knowledge/data
knowledge: $(KNOWLEDGE)/.ready ## build the tables of places, country names, offices and organisations again (needs the corpora folder)
	@data="$${SAYSO_DATA:-../shared/data}"; site="$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"; \
	build() { echo "$$1" >&2; PYTHONPATH="src:$$site" $(KNOWLEDGE)/bin/python "training/build_$$1.py" --data "$$data" "$${@:2}"; }; \
	build country_names --out $(TABLES)/country_names.csv; \
	build offices --out $(TABLES)/offices_reign.csv; \
	build organisations --out $(TABLES)/organisations_petrarch.csv; \
	build gazetteer

$(KNOWLEDGE)/.ready: requirements/knowledge.txt | $(DEV)
	@$(PYTHON) -m venv $(KNOWLEDGE)
	@PIP_DISABLE_PIP_VERSION_CHECK=1 $(KNOWLEDGE)/bin/python -m pip -qq install --require-hashes --no-deps -r requirements/knowledge.txt
	@touch $@

# Trained weights: an environment of its own (torch is never a dependency of what we ship); the base weights are checked by hash.
TRAIN := .cache/train
TORCH_CPU := 6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b
train-encoder: $(TRAIN)/.ready $(DEV) ## train the document encoder from the corpora and export it (hours; goes on where it stopped)
	@data="$${SAYSO_DATA:-../shared/data}"; export PYTHONPATH=.:src OMP_NUM_THREADS=1; \
	$(BIN)/python -m training.encoder.corpora.silver --data "$$data"; \
	$(TRAIN)/bin/python -m training.encoder.train --data "$$data" $(TRAIN_OPTIONS); \
	$(TRAIN)/bin/python -m training.encoder.export --data "$$data" --fit --check 4

train-pair: $(TRAIN)/.ready $(DEV) ## train the pair encoder, its teacher first, and export it (hours; PAIR_OPTIONS=--no-teacher: a quarter)
	@data="$${SAYSO_DATA:-../shared/data}"; export PYTHONPATH=.:src OMP_NUM_THREADS=1; \
	$(BIN)/python -m training.pair.candidates --data "$$data"; \
	$(TRAIN)/bin/python -m training.pair.recipe --data "$$data" $(PAIR_OPTIONS)

$(TRAIN)/.ready: requirements/train.txt
	@$(PYTHON) -m venv $(TRAIN)
	@PIP_DISABLE_PIP_VERSION_CHECK=1 $(TRAIN)/bin/python -m pip -qq install --only-binary=:all: --require-hashes --no-deps -r requirements/train.txt
	@touch $@

size: | $(BIN)/pip ## install the core into a temporary environment and print its size
	@$(BIN)/python requirements/size.py

lock: $(DEV) ## resolve requirements/*.in again: versions and hashes, no addresses
	@$(UV_COMPILE) requirements/core.in -o requirements/core.txt
	@$(UV_COMPILE) -c requirements/core.txt requirements/dev.in -o requirements/dev.txt
	@$(UV_COMPILE) -c requirements/core.txt -c requirements/dev.txt requirements/desk.in -o requirements/desk.txt
	@$(UV_COMPILE) -c requirements/core.txt -c requirements/dev.txt requirements/spacy.in -o requirements/spacy.txt
	@$(UV_COMPILE) -c requirements/dev.txt requirements/node.in -o requirements/node.txt
	@$(BIN)/uv pip compile --quiet --no-deps --generate-hashes --no-emit-index-url --no-header requirements/knowledge.in -o requirements/knowledge.txt
	@$(BIN)/uv pip compile --quiet --no-deps --generate-hashes --no-emit-index-url --no-header requirements/train.in -o requirements/train.txt
	@grep -q $(TORCH_CPU) requirements/train.txt || sed -i 's|^torch==2.13.0 .*|&\n    --hash=sha256:$(TORCH_CPU) \\|' requirements/train.txt

clean: ## remove the environment, caches and built files
	@rm -rf $(VENV) frontend/node_modules src/sayso/web/static/built site dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .cache
	@find src tests benchmarks docs -name __pycache__ -prune -exec rm -rf {} +

# pip is what venv installs last: a set-up that was broken off is taken up again.
$(BIN)/pip:
	@if [ -z "$(PYTHON)" ]; then echo "Sayso needs Python 3.11, 3.12 or 3.13; say where: make PYTHON=/path/to/python3.11" >&2; exit 2; fi
	@$(PYTHON) -m venv $(VENV)

# Scripts of the desk: with the Node on the path, or with the one that comes as a Python package.
FRONTEND := $(shell find frontend -path frontend/node_modules -prune -o -type f -print 2>/dev/null)
$(BUILT): $(FRONTEND) src/sayso/web/static/keys.json | $(BIN)/pip
	@PYTHONPATH=frontend $(BIN)/python -c 'import build; build.tools()' 2>/dev/null || $(PIP) $(LOCKED) -r requirements/node.txt
	@$(BIN)/python frontend/build.py
	@touch $@

$(DESK): requirements/desk.txt pyproject.toml | $(BIN)/pip
	@echo "Setting up $(VENV) (once; about a minute) ..." >&2
	@$(PIP) $(LOCKED) -r requirements/desk.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $(CORE) $@

# The lock files are installed as they stand; the package itself is built by the locked hatchling, so nothing else is fetched.
$(CORE): requirements/core.txt pyproject.toml | $(BIN)/pip
	@echo "Setting up $(VENV) (once; about a minute) ..." >&2
	@$(PIP) $(LOCKED) -r requirements/core.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): requirements/dev.txt pyproject.toml | $(BIN)/pip
	@echo "Setting up $(VENV) with the tools for tests and documentation (once; about two minutes) ..." >&2
	@$(PIP) $(LOCKED) -r requirements/dev.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $(CORE) $(DESK) $@

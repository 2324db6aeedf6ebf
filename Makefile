# Two commands for a newcomer: `make serve` and `make test`. Every step is done once and again only
# when what it is made from has changed. No path here is absolute, so the folder may have any name.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
IN_VENV := .venv/bin/python
BUILD := DJANGO_SETTINGS_MODULE=npcc_site.settings.build $(IN_VENV) manage.py
QUIET_PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(IN_VENV) -m pip install -qq --require-hashes

PACKAGES := .venv/packages.stamp
NODE_MODULES := node_modules/packages.stamp
FRONT_END := build/front-end.stamp
STATIC := build/static/staticfiles.json
FRONT_END_SOURCES := $(shell find static/src static/build.mjs -type f 2>/dev/null)
IMAGES := $(shell find static/images releases/static operations/static -type f 2>/dev/null)

GOALS := help serve test drill-embargo evaluate bench lint types lock clean ready python
.PHONY: $(GOALS)

# `make evaluate FOLDER`: make takes the folder for one more goal, which is then nothing to do.
ifeq ($(firstword $(MAKECMDGOALS)),evaluate)
DIR := $(or $(firstword $(filter-out $(GOALS),$(MAKECMDGOALS))),../shared/reading)
.PHONY: $(filter-out $(GOALS),$(MAKECMDGOALS))
$(filter-out $(GOALS),$(MAKECMDGOALS)): ; @:
endif

help:
	@echo "make serve   the public site on http://localhost:8000, staff's on 8001 (PORT=9000 moves both)"
	@echo "make test    every test; PYTEST='tests/local -x' chooses some"
	@echo "make drill-embargo    the tests of embargoes for hours; DRILL_SHARE=0.01 is a hundredth,"
	@echo "             DRILLS='reads editors' chooses some"
	@echo "make bench   how the time of reading grows with a text; what pages weigh, how soon they can"
	@echo "             be used, Lighthouse's scores; how long charts take to draw (10 minutes); a"
	@echo "             million figures beside Datasette (an hour, SCALE=10000 minutes);"
	@echo "             BENCH='pages pictures' chooses some"
	@echo "make evaluate FOLDER    how well releases are read, from texts marked by hand there;"
	@echo "             OPTIONS=--held-out-misses lists the misses of the odd-numbered ones too"
	@echo "make lint    ruff: style and likely mistakes"
	@echo "make types   mypy"
	@echo "make lock    write requirements/*.txt anew from pyproject.toml"
	@echo "make clean   remove all that was built here; the database is kept (see README)"

serve: python
	@$(PYTHON) -m npcc_site.local.ports
	@$(MAKE) ready
	@exec $(IN_VENV) -m npcc_site.local.serve

# One more than there are processors: many tests wait for a moment to come.
WORKERS = $(shell $(IN_VENV) -c 'import os; print((os.cpu_count() or 1) + 1)')

test: ready
	@$(IN_VENV) -m npcc_site.local.browser
	@$(IN_VENV) -m pytest --numprocesses=$(WORKERS) --dist=loadfile $(PYTEST)

drill-embargo: ready
	@$(IN_VENV) -m benchmarks.drills $(DRILLS)

BENCH ?= reading pages pictures figures
bench: ready
	@$(if $(filter reading,$(BENCH)),$(IN_VENV) -m benchmarks.reading.hostile,:)
	@$(if $(filter pages,$(BENCH)),$(IN_VENV) -m benchmarks.pages,:)
	@$(if $(filter pictures,$(BENCH)),$(IN_VENV) -m benchmarks.pictures,:)
	@$(if $(filter figures,$(BENCH)),$(IN_VENV) -m benchmarks.figures,:)

evaluate: $(PACKAGES)
	@$(IN_VENV) -m benchmarks.reading "$(DIR)" $(OPTIONS)

lint: $(PACKAGES)
	@$(IN_VENV) -m ruff check .
	@$(IN_VENV) -m ruff format --check .

types: $(PACKAGES)
	@$(IN_VENV) -m mypy

ready: $(STATIC)

python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
	    echo "There is no $(PYTHON): install Python 3.11 or later, or name one: make PYTHON=/path/to/python3" >&2; \
	    exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "$(PYTHON) is `$(PYTHON) --version 2>&1`: Python 3.11 or later is needed. Name another: make PYTHON=python3.11" >&2; \
	    exit 2; }

$(PACKAGES): requirements/dev.txt | python
	@echo "Installing the locked Python packages."
	@test -x $(IN_VENV) || $(PYTHON) -m venv .venv || { \
	    rm -rf .venv; \
	    echo "$(PYTHON) cannot make a virtual environment: on Debian, install python3-venv." >&2; exit 2; }
	@$(QUIET_PIP) --requirement requirements/dev.txt
	@touch $@

$(NODE_MODULES): package.json package-lock.json $(PACKAGES)
	@echo "Installing the locked npm packages."
	@$(IN_VENV) -m npcc_site.local.npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(FRONT_END): $(NODE_MODULES) $(FRONT_END_SOURCES)
	@echo "Building styles and scripts."
	@$(IN_VENV) -m npcc_site.local.npm run --silent build
	@mkdir -p build && touch $@

$(STATIC): $(FRONT_END) $(IMAGES) npcc_site/settings/base.py
	@echo "Collecting static files."
	@$(BUILD) collectstatic --noinput --clear --verbosity 0
	@touch $@

lock: $(PACKAGES)
	@$(QUIET_PIP) --requirement requirements/lock.txt
	@set -e; lock() { \
	    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	        --no-annotate --no-emit-index-url --no-emit-find-links \
	        --custom-compile-command "make lock" "$$@"; }; \
	lock pyproject.toml --output-file requirements/production.txt; \
	lock pyproject.toml --group dev --output-file requirements/dev.txt; \
	lock --group node --output-file requirements/node.txt; \
	lock --group lock --output-file requirements/lock.txt

clean:
	rm -rf .venv node_modules build static/built .mypy_cache .pytest_cache .ruff_cache

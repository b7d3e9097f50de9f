# Two commands: `make run` sets up and runs the main job, `make test` sets up and runs the tests.
# Name another interpreter with PYTHON=/path/to/python3.13, another environment with VENV=folder.
PYTHON ?=
VENV ?= .venv
# One more than there are processors in continuous integration: a third of what browsers, sweeps that are killed
# and disks take is waiting.
WORKERS ?= 3
BIN = $(VENV)/bin
UV_VERSION = 0.13.9
PYTHONS = python3 python3.13 python3.12 python3.11 python3.14 python \
  $(wildcard $(HOME)/.pyenv/versions/3.1[1-4].*/bin/python3)
SUITABLE = import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))

# Without bytecode every process that starts compiles its libraries anew, which takes longer than the start.
unexport PYTHONDONTWRITEBYTECODE

.NOTPARALLEL:
.PHONY: run test quick static check benchmark docs documents lock clean help

help: ## list the targets
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

run: $(VENV)/.run ## set up and simulate configs/baseline.toml
	$(BIN)/orgsim run baseline

test: $(VENV)/.dev ## set up and run the whole test suite
	$(BIN)/python tests/compile_engine.py
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --durations=20

quick: $(VENV)/.dev ## the quick part of the suite
	$(BIN)/python tests/compile_engine.py
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m "not slow"

static: $(VENV)/.dev ## style, types and layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: static test ## what CI runs: style, types, layers, tests

benchmark: $(VENV)/.dev ## measure engine, sweep, start, fit and plan, and write them down by commit
	$(BIN)/python benchmarks/every_benchmark.py

docs: $(VENV)/.dev ## build the documentation site into build/site
	$(BIN)/python docs/site/build_site.py build/site

documents: $(VENV)/.dev ## renew what documents say of declarations and of the calibration
	$(BIN)/python -m orgsim.reporting.documents.parameter_documents docs/odd.md docs/guides/configs.md
	$(BIN)/python experiments/00_calibration/record.py

lock: $(VENV)/.python ## renew both lock files from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --no-header --upgrade --extra all pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --no-header --upgrade --constraint requirements.lock --extra all --extra dev pyproject.toml \
	  -o requirements-dev.lock

clean: ## remove the environment and everything built
	rm -rf $(VENV) build results .pytest_cache .ruff_cache .mypy_cache .import_linter_cache

# An environment that is half made, was moved or has lost its Python is made anew.
SOUND := $(shell { [ "$$(cat $(VENV)/.python)" = "$$(pwd -P)" ] && $(BIN)/python -c '' && echo yes; } 2>/dev/null)
ifneq ($(SOUND),yes)
.PHONY: $(VENV)/.python
endif

# The first Python that runs and is neither too old nor without venv; shims of others answer with an error.
$(VENV)/.python:
	@set -- $(if $(PYTHON),"$(PYTHON)",$(PYTHONS)); \
	for python; do \
	  if "$$python" -c '$(SUITABLE)' >/dev/null 2>&1; then \
	    echo "$(VENV): $$("$$python" --version), $$(command -v "$$python")"; \
	    exec "$$python" -m venv --clear $(VENV); \
	  fi; \
	done; \
	echo "orgsim needs Python 3.11 to 3.14 with venv, and none of these is one: $$*." \
	  "Install one, or name it: make PYTHON=/path/to/python3.13" >&2; exit 1
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION) 2>/dev/null \
	  || echo "uv cannot be had here; pip installs instead and takes a little longer"
	@pwd -P > $@

# uv installs quickly; where it is missing or fails, pip installs the same hashed lock.
install = { test -x $(BIN)/uv && $(BIN)/uv pip install --quiet --python $(BIN)/python $(1); } \
  || $(BIN)/python -m pip install --quiet --disable-pip-version-check $(1)

$(VENV)/.run: $(VENV)/.python requirements.lock pyproject.toml
	@$(call install,--require-hashes -r requirements.lock)
	@$(call install,--no-deps -e .)
	@touch $@

$(VENV)/.dev: $(VENV)/.python requirements.lock requirements-dev.lock pyproject.toml
	@$(call install,--require-hashes -r requirements-dev.lock)
	@$(call install,--no-deps -e .)
	@touch $(VENV)/.run $@

# Two commands: `make run` sets up and runs the main job, `make test` sets up and runs the tests.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
UV_VERSION = 0.13.9

.PHONY: run test quick check benchmark lock clean help

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(VENV)/.run ## set up and simulate configs/baseline.toml
	$(BIN)/orgsim run configs/baseline.toml

test: $(VENV)/.dev ## set up and run the whole test suite
	$(BIN)/python -m pytest

quick: $(VENV)/.dev ## the quick part of the suite
	$(BIN)/python -m pytest -m "not slow"

check: $(VENV)/.dev ## what CI runs: style, types, layers, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

benchmark: $(VENV)/.dev ## measure the engine beside its twins
	$(BIN)/python benchmarks/engine.py

lock: $(VENV)/.python ## renew both lock files from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --no-header --upgrade pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --no-header --upgrade --constraint requirements.lock --extra dev pyproject.toml \
	  -o requirements-dev.lock

clean: ## remove the environment and everything built
	rm -rf $(VENV) build results .pytest_cache .ruff_cache .mypy_cache

# uv installs quickly; where it cannot be had, pip installs the same hashed lock.
$(VENV)/.python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "orgsim needs Python 3.11 or newer; name one with make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION) || echo "uv not available, going on with pip"
	touch $@

define install
	if [ -x $(BIN)/uv ]; then VIRTUAL_ENV=$(abspath $(VENV)) $(BIN)/uv pip install --quiet --require-hashes -r $(1); \
	else $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1); fi
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
endef

$(VENV)/.run: $(VENV)/.python requirements.lock pyproject.toml
	$(call install,requirements.lock)
	touch $@

$(VENV)/.dev: $(VENV)/.python requirements.lock requirements-dev.lock pyproject.toml
	$(call install,requirements-dev.lock)
	touch $(VENV)/.run $@

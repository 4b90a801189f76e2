# Two commands do everything on a fresh machine: `make run` and `make test`.
# Each installs what it needs. uv is used where it is present, else pip.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PEERS := .build/peers
UV := $(shell command -v uv 2>/dev/null)
INSTALL = $(if $(UV),uv pip install --quiet --python $(BIN)/python,$(BIN)/python -m pip install --quiet --disable-pip-version-check)

.PHONY: setup run test lint lock goldens docs drift mutasi bench clean

setup: $(VENV)/.ready

$(VENV)/.ready: requirements.lock pyproject.toml
	@echo "capaian: menyiapkan $(VENV) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(INSTALL) --no-deps --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@./reports/debian-packages
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	@$(INSTALL) --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

run: setup
	@$(BIN)/capaian run --raw raw --warehouse capaian.duckdb --tampilkan

lint: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint warehouse/models --disable-progress-bar

# In the order of folders: else the files with few tests come last, and those are the long nights.
test: lint
	@./tests/debian-packages
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

# Thousands of drifting letters, newly drawn each time; a failure prints the smallest drift that shows it.
DRIFTS ?= 100
drift: $(VENV)/.ready-dev
	@./tests/debian-packages
	CAPAIAN_DRIFT=$(DRIFTS) $(BIN)/pytest -n 2 tests/extractors/test_drift.py

# Every right figure of the sample report changed, one at a time: which ones does no finding name?
EVERY ?= 1
mutasi: $(VENV)/.ready-dev
	$(BIN)/python -m tests.reconciliation $(EVERY)

goldens: $(VENV)/.ready-dev
	$(BIN)/python -m tests.goldens

# The data dictionary and the answers to the twenty questions, from a night over the sample letters.
docs: $(VENV)/.ready-dev
	$(BIN)/python -m tests.reports.pages

# The peers stand in a folder of their own: what they bring must not change what is tested.
bench: $(PEERS)/.ready
	@./tests/debian-packages bench
	PYTHONPATH=$(PEERS) $(BIN)/python -m tests.bench $(PARTS)

$(PEERS)/.ready: $(VENV)/.ready-dev requirements-bench.lock
	@rm -rf $(PEERS)
	@$(INSTALL) --no-deps --require-hashes --target $(PEERS) -r requirements-bench.lock
	@touch $@

# Writes the lock files anew from pyproject.toml; a person reads the diff.
lock:
	uv pip compile --quiet --generate-hashes --no-annotate --no-header pyproject.toml -o requirements.lock
	uv pip compile --quiet --generate-hashes --no-annotate --no-header -c requirements.lock --group dev -o requirements-dev.lock
	uv pip compile --quiet --generate-hashes --no-annotate --no-header -c requirements-dev.lock --override tests/bench/overrides.txt --group bench -o requirements-bench.lock

clean:
	rm -rf $(VENV) .build capaian.duckdb capaian.duckdb.state

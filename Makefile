# Two commands do everything on a fresh machine: `make run` and `make test`.
# Each installs what it needs. uv is used where it is present, else pip.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PEERS := .build/peers
SUPPLY := .build/supply
UV := $(shell command -v uv 2>/dev/null)
INSTALL_IN = $(if $(UV),uv pip install --quiet --python $(1)/bin/python,$(1)/bin/python -m pip install --quiet --disable-pip-version-check)
INSTALL = $(call INSTALL_IN,$(VENV))
# One process more than cores, as nights that are served or struck mostly wait. In the order of folders:
# else the files with few tests come last, and those are the long nights.
PYTEST = $(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

.PHONY: setup run test lint lint-style lint-types lint-models packages cluster lock goldens model docs drift mutasi fuzz faults supply audit offline bench clean

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

# What a machine of a Dask cluster needs besides, and the one that runs the nights (docs/cluster.md).
cluster: setup
	@$(INSTALL) --no-deps --require-hashes -r requirements-cluster.lock

lint: lint-style lint-types lint-models

lint-style: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

lint-types: $(VENV)/.ready-dev
	$(BIN)/mypy

lint-models: $(VENV)/.ready-dev
	$(BIN)/sqlfluff lint warehouse/models --disable-progress-bar

packages: $(VENV)/.ready-dev
	@./tests/debian-packages

# What the tests need comes while the linters look: both take a minute, and neither waits for the other.
test: $(VENV)/.ready-dev
	@$(MAKE) --no-print-directory --jobs=3 --output-sync=target lint packages
	$(PYTEST)

# Thousands of drifting letters, newly drawn each time; a failure prints the smallest drift that shows it.
DRIFTS ?= 100
drift: $(VENV)/.ready-dev
	@./tests/debian-packages
	CAPAIAN_DRIFT=$(DRIFTS) $(BIN)/pytest -n 2 tests/extractors/test_drift.py

# Every right figure of the sample report changed, one at a time: which ones does no finding name?
EVERY ?= 1
mutasi: $(VENV)/.ready-dev
	$(BIN)/python -m tests.reconciliation $(EVERY)

# Letters damaged at random, read for MINUTES; what the reader did not foresee goes to .build/fuzz.
MINUTES ?= 60
SEED ?= 1
fuzz: $(VENV)/.ready-dev
	$(BIN)/python -m tests.fuzz $(MINUTES) .build/fuzz $(SEED)

# Nights struck at their system calls: does anybody see half of one, and is the next one whole?
FAULTS ?= 200
faults: $(VENV)/.ready-dev
	@./tests/debian-packages
	$(BIN)/python -m tests.faults $(FAULTS) $(SEED)

# The tests once more where there is no network at all but the machine's own address.
offline: $(VENV)/.ready-dev
	@./tests/debian-packages
	unshare $(if $(filter-out 0,$(shell id -u)),--map-current-user --keep-caps) --net sh -c 'ip link set lo up && $(PYTEST) $(OPTIONS)'

goldens: $(VENV)/.ready-dev
	$(BIN)/python -m tests.goldens

# The recognition model's body in whole numbers, of the model that rapidocr's wheel brings (docs/scans.md).
model: $(VENV)/.ready-dev
	@./tests/debian-packages
	$(BIN)/python -m tests.quick_model

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

# What runs and under which licences (docs/supply/), and whether anything of it is known to be unsafe.
# The audit asks PyPI's advisories, so it is the one command that needs the network.
supply: $(SUPPLY)/.ready
	$(SUPPLY)/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible -o $(SUPPLY)/whole.json $(BIN)/python
	$(BIN)/python -m tests.supply.bill $(SUPPLY)/whole.json

audit: $(SUPPLY)/.ready
	$(SUPPLY)/bin/pip-audit --strict --disable-pip --no-deps -r requirements.lock

$(SUPPLY)/.ready: $(VENV)/.ready-dev requirements-supply.lock
	@rm -rf $(SUPPLY) && $(PYTHON) -m venv $(SUPPLY)
	@$(call INSTALL_IN,$(SUPPLY)) --no-deps --require-hashes -r requirements-supply.lock
	@touch $@

# Writes the lock files anew from pyproject.toml; a person reads the diff.
lock:
	uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header -c requirements.lock --group cluster -o requirements-cluster.lock
	uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header -c requirements-cluster.lock -c requirements.lock --group dev -o requirements-dev.lock
	uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header -c requirements-dev.lock --override tests/bench/overrides.txt --group bench -o requirements-bench.lock
	uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --group supply -o requirements-supply.lock

clean:
	rm -rf $(VENV) .build capaian.duckdb capaian.duckdb.state

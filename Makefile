# Porchlight needs python3 (3.11 or newer) and make, nothing else. `make` alone lists what can be done.

.DEFAULT_GOAL := help
.NOTPARALLEL:

# The first of these that is new enough; PYTHON=/path/to/python make install chooses another.
CANDIDATES := python3 python3.14 python3.13 python3.12 python3.11 /opt/homebrew/bin/python3 /usr/local/bin/python3
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in $(CANDIDATES); do $$p -c '$(NEW_ENOUGH)' >/dev/null 2>&1 && echo $$p && break; done)

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
# Wheels only and every file by its hash: what was tested is what is installed.
PIP_LOCKED := $(PIP) install -qq --no-deps --require-hashes --only-binary :all:

sum = $(shell cat $(1) 2>/dev/null | cksum | cut -d' ' -f1)
# Stamps carry a sum of what they stand for, so that an edit of a lock, and nothing else, installs again.
RUN_STAMP := .venv/.run-$(call sum,requirements.lock pyproject.toml)
DEV_STAMP := .venv/.dev-$(call sum,requirements-dev.lock pyproject.toml)

.PHONY: help
help: ## List what can be done here
	@grep -hE '^[a-z-]+:.*[#]# ' $(MAKEFILE_LIST) | sed -e 's/:.*## /\t/' | awk -F '\t' '{printf "  make %-12s %s\n", $$1, $$2}'

.PHONY: run
run: install ## Start the line on this machine (demo mode without settings); Ctrl-C stops it
	@exec $(BIN)/python -m app.run --with-parent

.PHONY: console
console: install ## Show staff what needs them and what the line says; prints a link that works once
	@exec $(BIN)/python -m app.console

.PHONY: test
test: install-dev lint check pytest ## Install what tests need, then lint, check the staff files, and run all tests

.PHONY: install
install: venv $(RUN_STAMP) ## Set up .venv with everything the line needs, and .venv/bin/porchlight

.PHONY: install-dev
install-dev: venv $(DEV_STAMP) ## The same, with what tests and linting need

.PHONY: lint
lint: install-dev ## Style, types and import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: format
format: install-dev ## Put all Python files into the project's format
	$(BIN)/ruff check --fix-only -q .
	$(BIN)/ruff format .

.PHONY: shipped
shipped: install-dev ## Take the language data of content/ into the program
	$(BIN)/python -m tools.ship_languages

.PHONY: check
check: install ## Prove what must hold for flows and content
	$(BIN)/porchlight check

.PHONY: pytest
pytest: install-dev
	$(BIN)/python -m pytest -n 2

PROVED := tests/features tests/engine/test_step.py tests/outbox/test_outbox.py tests/outbox/test_sealing.py \
	tests/privacy/test_privacy.py tests/web/test_faults.py tests/web/test_late_opt_outs.py \
	tests/web/test_never_unanswered.py tests/web/test_webhooks.py

.PHONY: coverage
coverage: install-dev ## Every branch of safety checks, opt-out and sealing is tested (100 %, or it fails)
	CI=1 SAFETY_CHECKS=2000 $(BIN)/python -m coverage run -m pytest -n 0 -q $(PROVED)
	$(BIN)/python -m coverage report

.PHONY: mutants
mutants: install-dev ## Faults put into them one at a time are noticed (90 % in each file, or it fails; half an hour)
	CI=1 $(BIN)/mutmut run --max-children 2
	$(BIN)/python -m tests.mutants

.PHONY: nightly
nightly: coverage mutants ## Those, a million safety checks among crashes and outages, 25 kills a point, 10,000 rows
	PORCHLIGHT_TEST_FULL=1 $(BIN)/python -m pytest -n 0 tests/outbox/test_processes.py tests/outbox/test_killed_workers.py
	SAFETY_CHECKS=1000000 $(BIN)/python -m pytest -n 2 -s tests/features/test_safety_model.py

BENCHES := engine understanding places place_import check webhook checkins memory

.PHONY: bench
bench: install-dev ## Measure; prints ratios against other ways of doing it
	@for name in $(BENCHES); do echo "== $$name"; $(BIN)/python -m tests.bench.$$name || exit 1; done

.PHONY: secrets
secrets: ## Make Valkey's users for docker compose, each with a password of its own, in secrets/; once, and never anew
	@$(PYTHON) -m app.store.valkey_users secrets valkey:6379

.PHONY: pin
pin: ## Write the digest of each base image into Dockerfile and docker-compose.yml, as its registry has it now (needs docker)
	@$(PYTHON) -m tools.pin_images

.PHONY: lock
lock: ## Write both lock files anew from pyproject.toml (needs uv)
	@command -v $(UV) >/dev/null || { echo "Locking needs uv (pip install uv, in a place of its own); nothing else here does." >&2; exit 1; }
	$(UV_COMPILE) --group build pyproject.toml -o requirements.lock
	$(UV_COMPILE) --group build --group dev pyproject.toml -o requirements-dev.lock

UV ?= uv
UV_COMPILE := $(UV) pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11

.PHONY: clean
clean: ## Remove .venv and caches; var/ stays, it holds the record of who said STOP
	rm -rf .venv mutants .coverage .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A .venv that was moved with its folder, or whose Python is gone, is made anew.
.PHONY: venv
venv:
	@{ grep -q "$(CURDIR)/.venv" $(BIN)/pip && $(BIN)/python -c '$(NEW_ENOUGH)'; } 2>/dev/null || $(MAKE) -s new-venv

.PHONY: new-venv
new-venv:
	@test -n "$(PYTHON)" || { echo "Porchlight needs Python 3.11 or newer, and found none. Install it, or run: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@"$(PYTHON)" -c '$(NEW_ENOUGH)' 2>/dev/null || { echo "Porchlight needs Python 3.11 or newer; $(PYTHON) is older or missing. Run: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { echo "This Python cannot make virtual environments. On Debian and Ubuntu: sudo apt install python3-venv" >&2; exit 1; }
	@rm -rf .venv
	@"$(PYTHON)" -m venv .venv

# Compiling all that was installed takes longer than installing it, and a line imports a tenth of it.
STARTED := app.run.__main__ app.web.serve app.web.main app.store.migrate app.release.train workers.worker workers.ticker
IMPORT := import importlib, sys; [importlib.import_module(name) for name in sys.argv[1:]]

$(RUN_STAMP):
	@echo "Installing what the line needs into .venv (once, about three minutes) ..."
	@$(PIP_LOCKED) --no-compile -r requirements.lock
	@$(MAKE) -s editable
	@env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -c '$(IMPORT)' $(STARTED) || true
	@$(BIN)/porchlight prepare >/dev/null || true
	@rm -f .venv/.run-* && touch $@

$(DEV_STAMP):
	@echo "Installing what the line and its tests need into .venv (once, about three minutes) ..."
	@$(PIP_LOCKED) -r requirements-dev.lock
	@$(MAKE) -s editable
	@$(BIN)/porchlight prepare >/dev/null || true
	@rm -f .venv/.run-* .venv/.dev-* && touch $(RUN_STAMP) $@

# Adds .venv/bin/porchlight; the build step uses what the lock installed and asks no index.
.PHONY: editable
editable:
	@$(PIP) install -qq --no-deps --no-build-isolation --no-index --editable .

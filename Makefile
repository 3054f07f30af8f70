# `make run` serves the chat, `make test` passes the tests; both set up all they need.
# Nothing is needed before them but git, make and a Python 3.11 (or any Python that has uv).

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

export RASA_TELEMETRY_ENABLED := false
export UV_PROJECT_ENVIRONMENT := .venv

# uv on the PATH, or our own copy in .tools (ignored by git).
UV := $(shell command -v uv 2>/dev/null || echo .tools/uv/bin/uv)
PYTHON ?= $(shell command -v python3.11 || command -v python3)
RUN := $(UV) run --no-sync

.PHONY: help setup run test train lint format photos browser postgresql bench clean

help: ## Show what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 16

.tools/uv/bin/uv:
	@echo "uv is missing: installing it into .tools/uv"
	@$(PYTHON) -m venv .tools/uv
	@.tools/uv/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.5'

setup: .venv/.synced ## Install everything, pinned, into .venv

.venv/.synced: pyproject.toml uv.lock | $(filter .tools/%,$(UV))
	@$(UV) sync --frozen --python 3.11
	@touch $@

run: setup ## Serve chat and console on this machine
	@$(RUN) redress serve

train: setup ## Train the assistant if it is missing or out of date
	@$(RUN) redress train

test: setup lint train ## Everything that needs no system packages
	@$(RUN) pytest -n auto --dist loadgroup tests/conversations
	@$(RUN) pytest -n auto --dist loadfile -m "not browser and not postgresql" --ignore=tests/conversations

lint: setup ## Style, types, borders between the rooms, the law's own checks
	@$(RUN) ruff check --no-cache .
	@$(RUN) ruff format --no-cache --check .
	@$(RUN) mypy
	@$(RUN) lint-imports --no-cache
	@$(RUN) redress law check

format: setup ## Put the code into shape
	@$(RUN) ruff check --fix .
	@$(RUN) ruff format .

browser: setup train ## Tests in headless Chromium (needs /usr/bin/chromium)
	@$(RUN) pytest -m browser tests/browser

postgresql: setup ## The store's tests again, on a PostgreSQL server of their own
	@$(RUN) tests/on_postgresql.sh

photos: setup ## The reading of papers again, with photos (needs tesseract)
	@$(RUN) pytest tests/unit/evidence_reading/test_propose.py

bench: setup train ## Measure speed, beside a baseline in the same run
	@$(RUN) python -m benchmarks

clean: ## Remove what was made (not var/, where the cases are)
	@rm -rf .venv .tools .cache models .rasa .mypy_cache .ruff_cache .pytest_cache .hypothesis

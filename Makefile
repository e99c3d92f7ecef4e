# Two commands from a bare clone: `make demo` and `make test`. Needs make and Python 3.11-3.13; the Neo4j tests need Java 17+ and Maven.
#
# PYTHON       interpreter that creates .venv; the first suitable one on PATH unless given: make demo PYTHON=python3.12
# TORCH_INDEX  package index for torch alone. On Linux the usual one brings 4.7 GB of CUDA libraries that nothing here needs:
#                make demo TORCH_INDEX=https://download.pytorch.org/whl/cpu
# DEMO         folder of the demo's embedded store (default ./demo; remove it to start afresh)

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help install demo run-demo test lint clean

SUITABLE := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
ifndef PYTHON
PYTHON := $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c '$(SUITABLE)' >/dev/null 2>&1 && { echo $$p; break; }; done)
endif
TORCH_INDEX ?=
DEMO ?= demo
SPONSOR := Islamic Revolutionary Guard Corps
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# The demo and the tests never touch a server that happens to be named in the caller's environment.
DEMO_ENV := env -u NEO4J_URI -u NEO4J_USERNAME -u NEO4J_PASSWORD -u NEO4J_DATABASE KG_HOME=$(abspath $(DEMO))
TEST_ENV := env -u NEO4J_URI -u NEO4J_USERNAME -u NEO4J_PASSWORD -u NEO4J_DATABASE -u KG_HOME

help:
	@echo 'make demo   build the graph of the example articles and query it (creates .venv)'
	@echo 'make test   install everything and run the whole test suite, Neo4j included'
	@echo 'make lint   ruff and mypy'
	@echo 'make clean  remove .venv, the demo store and caches'

$(BIN)/python:
	@[ -n '$(PYTHON)' ] && '$(PYTHON)' -c '$(SUITABLE)' || \
		{ echo 'make: no Python 3.11-3.13 found (give one: make demo PYTHON=/path/to/python3.12)' >&2; exit 1; }
	'$(PYTHON)' -m venv $(VENV)

# A stamp is newer than pyproject.toml when its installation is up to date. torch first, so that its index serves nothing else.
$(VENV)/.torch: | $(BIN)/python
	@if [ -n '$(TORCH_INDEX)' ]; then \
		echo 'Installing torch from $(TORCH_INDEX)'; $(PIP) 'torch>=2.6' --index-url '$(TORCH_INDEX)'; fi
	@touch $@

$(VENV)/.all: pyproject.toml $(VENV)/.torch
	@echo 'Installing isnad-kg and what it needs into $(VENV) (the first time takes minutes)'
	$(PIP) -e '.[all]'
	@touch $@

$(VENV)/.dev: $(VENV)/.all
	$(PIP) -e '.[all,dev]'
	@touch $@

install: $(VENV)/.all

demo: $(VENV)/.all run-demo

# The demo itself, with whatever installation BIN names.
run-demo: | $(if $(filter demo,$(MAKECMDGOALS)),$(VENV)/.all)
	@mkdir -p '$(DEMO)'
	@$(DEMO_ENV) $(BIN)/kg build examples/articles
	@$(DEMO_ENV) $(BIN)/kg incidents
	@echo; echo '$$ kg query group-strike-place --sponsor "$(SPONSOR)"'
	@$(DEMO_ENV) $(BIN)/kg query group-strike-place --sponsor '$(SPONSOR)'
	@echo; echo '$$ kg query retaliation-chains'
	@$(DEMO_ENV) $(BIN)/kg query retaliation-chains
	@echo; echo '$$ kg query conflicting-tolls'
	@$(DEMO_ENV) $(BIN)/kg query conflicting-tolls
	@$(DEMO_ENV) $(BIN)/kg db stop

test: $(VENV)/.dev
	@$(TEST_ENV) $(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict kg

clean:
	@[ ! -x $(BIN)/kg ] || [ ! -d '$(DEMO)' ] || $(DEMO_ENV) $(BIN)/kg db stop || true
	rm -rf $(VENV) '$(DEMO)' .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist

# Everything the project does, by name. `make run` and `make test` need only Python 3.11, venv and make.
PYTHON ?= python3
.DEFAULT_GOAL := help
.PHONY: help setup run test check format lint types layers bench torture catalogs pictures snapshots keys clean

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

.venv/.done: pyproject.toml
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check -c requirements/test.txt -e .
	@touch $@

.venv-dev/.done: pyproject.toml requirements/test.txt
	$(PYTHON) -m venv .venv-dev
	.venv-dev/bin/python -m pip install --quiet --disable-pip-version-check -r requirements/test.txt
	.venv-dev/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

setup: .venv/.done ## install the program into .venv

run: .venv/.done ## open the program on demo data, kept in .demo/
	@TUI_CRM_HOME=.demo .venv/bin/tui-crm demo --if-empty

test: .venv-dev/.done ## install what the tests need and run them
	.venv-dev/bin/python -m pytest -n 6 --dist worksteal tests

check: .venv-dev/.done ## format, lint, types, layers, then the tests
	.venv-dev/bin/ruff format --check .
	.venv-dev/bin/ruff check .
	.venv-dev/bin/mypy
	.venv-dev/bin/lint-imports
	$(MAKE) test

format: .venv-dev/.done ## put every file into the house's format
	.venv-dev/bin/ruff format .
	.venv-dev/bin/ruff check --fix .

lint: .venv-dev/.done ## ruff alone
	.venv-dev/bin/ruff check .

types: .venv-dev/.done ## mypy alone
	.venv-dev/bin/mypy

layers: .venv-dev/.done ## import-linter alone
	.venv-dev/bin/lint-imports

bench: .venv/.done .venv-dev/.done ## the figures of docs/speed.md at 10 k, 100 k and 1 M customers
	.venv-dev/bin/python -m benchmarks --write

torture: .venv-dev/.done ## the long runs: kills, power cuts, random keys
	.venv-dev/bin/python -m pytest -m torture --timeout 0 tests

catalogs: .venv-dev/.done ## extract messages, update and compile the catalogues
	.venv-dev/bin/python -m tests.support.catalogs

pictures: .venv-dev/.done ## draw the real screens into docs/pictures
	.venv-dev/bin/python -m tests.support.pictures

snapshots: .venv-dev/.done ## write the snapshots of the screens anew; read the difference
	SNAPSHOTS=write .venv-dev/bin/python -m pytest -n 4 tests/test_snapshots.py

keys: .venv-dev/.done ## write docs/keys.md and the cheat sheets from the declared commands
	.venv-dev/bin/python -m tests.support.keys

clean: ## remove what make has made
	rm -rf .venv .venv-dev .demo .bench build dist

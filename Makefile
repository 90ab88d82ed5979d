# Everything starts here. `make run` and `make test` do all set-up themselves.

PY := .venv/bin/python
PYTHON ?= python3
PORT ?= 8000

.PHONY: help setup ready run test quick check fix db db-stop demo bench soak messages describe vendor

help: ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: ## virtual environment, dependencies, .env, database ready
	@$(PYTHON) scripts/setup.py

ready:
	@$(PYTHON) scripts/setup.py --no-database

run: setup ## the product with the demo city on http://127.0.0.1:8000 (PORT= overrides)
	@exec env PORT=$(PORT) $(PY) -m secops.launch

test: setup ## the whole suite (REQUIRE_ALL=1: a skip is a failure)
	@$(PY) scripts/run_tests.py $(ARGS)

quick: setup ## rules and guards only
	@$(PY) -m pytest -q tests/rules tests/guards

check: setup ## lint, types, import directions, templates, migrations, deploy check
	@$(PY) scripts/check.py

fix: ready ## format what can be formatted
	@$(PY) -m ruff check --fix-only -q . ; $(PY) -m ruff format -q .
	@git ls-files '*.html' | xargs .venv/bin/djade --target-version 5.2 || true

demo: setup ## load the demo city into the current database
	@$(PY) manage.py load_demo

bench: setup ## the ratios of ARCHITECTURE, measured on this machine
	@$(PY) -m tests.bench

soak: setup ## 120 days in which everything goes wrong, laws checked (SOAK_SEED=, SOAK_DAYS=)
	@$(PY) -m tests.soak

db: ready ## start the embedded PostgreSQL, and keep it after `make run` (not with DATABASE_URL)
	@$(PY) -m secops.embedded start --keep

db-stop: ready ## stop the embedded PostgreSQL
	@$(PY) -m secops.embedded stop

messages: ready ## collect the words of the interface into locale/
	@$(PY) scripts/compile_messages.py --collect

describe: setup ## write docs/reference: rules.md from the tables of the law, openapi.json from the API
	@$(PY) manage.py describe_rules
	@$(PY) manage.py describe_api

vendor: ready ## copy the front-end files anew (needs node; see scripts/vendor.py)
	@$(PY) scripts/vendor.py

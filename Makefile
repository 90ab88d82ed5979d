# Everything starts here. `make run` and `make test` do all set-up themselves.

PY := .venv/bin/python
STAMP := .venv/.installed
PYTHON ?= python3
PORT ?= 8000

.PHONY: help setup run test quick check fix db db-stop demo bench messages describe vendor

help: ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(STAMP) .env db ## virtual environment, dependencies, .env, database ready
	@$(PY) scripts/compile_messages.py
	@$(PY) manage.py migrate --no-input -v 0

$(STAMP): requirements.txt requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else 0'
	@test -x $(PY) || $(PYTHON) -m venv .venv
	@echo "Installing dependencies ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $(STAMP)

.env: scripts/make_env.py .env.example | $(STAMP)
	@$(PY) scripts/make_env.py

db: $(STAMP) .env ## start the embedded PostgreSQL (nothing to do with DATABASE_URL set)
	@$(PY) -m secops.embedded start

db-stop: ## stop the embedded PostgreSQL
	@$(PY) -m secops.embedded stop

run: setup ## the product with the demo city on http://127.0.0.1:8000 (PORT= overrides)
	@PORT=$(PORT) $(PY) -m secops.launch

demo: setup ## load the demo city into the current database
	@$(PY) manage.py load_demo

test: setup ## the whole suite (REQUIRE_ALL=1: a skip is a failure)
	@$(PY) scripts/run_tests.py $(ARGS)

quick: $(STAMP) .env ## rules and guards only
	@$(PY) -m pytest -q tests/rules tests/guards

check: setup ## lint, types, import directions, templates, migrations, deploy check
	@$(PY) scripts/check.py

fix: $(STAMP) ## format what can be formatted
	@$(PY) -m ruff check --fix-only -q . ; $(PY) -m ruff format -q .
	@git ls-files '*.html' | xargs .venv/bin/djade --target-version 5.2 || true

bench: setup ## the ratios of ARCHITECTURE, measured on this machine
	@$(PY) -m tests.bench

messages: $(STAMP) ## collect the words of the interface into locale/
	@$(PY) scripts/compile_messages.py --collect

describe: setup ## write docs/reference/rules.md from the tables of the law
	@$(PY) manage.py describe_rules

vendor: $(STAMP) ## copy the front-end files anew (needs node; see scripts/vendor.py)
	@$(PY) scripts/vendor.py

# Two words are enough to begin: make demo, make test.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary :all:

.PHONY: demo test cover lint check setup messages battery prove clean

demo: $(VENV)/run.stamp
	@$(PY) manage.py demo --port $(PORT) $(if $(RESET),--reset)

test: $(VENV)/test.stamp
	@$(PY) -m pytest -n 2 $(ARGS)

# What the tests of the verbs alone reach of the verbs, branches counted; the floor only rises.
cover: $(VENV)/test.stamp
	@$(PY) -m coverage run -m pytest tests/enrollment/actions tests/enrollment/classes
	@$(PY) -m coverage report --skip-covered --fail-under 70

lint: $(VENV)/test.stamp
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@git ls-files -z 'templates/*.html' | xargs -0 $(VENV)/bin/djade --target-version 5.2 --check
	@$(PY) manage.py makemigrations --check --dry-run
	@$(VENV)/bin/mypy

check:
	@bash .ci/run

setup: $(VENV)/test.stamp

# Extracts, then compiles what is filled in by now. Needs GNU gettext (Debian: apt install gettext).
messages: $(VENV)/test.stamp
	@$(PY) manage.py makemessages --locale en --no-location --no-wrap --no-obsolete --ignore .venv --ignore var
	@$(PY) manage.py compilemessages --locale en --ignore .venv

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Kaike needs Python 3.11 or newer. Name one: make demo PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); echo "Making the virtual environment .venv failed. On Debian or Ubuntu: apt install python3-venv"; exit 1; }

$(VENV)/run.stamp: requirements/run.txt | $(PY)
	@echo "Installing what Kaike runs on (once) …"
	@$(INSTALL) -r requirements/run.txt || \
	  { echo "Installing from requirements/run.txt failed. Check the network or the package index pip uses, then run make again."; exit 1; }
	@touch $@

$(VENV)/test.stamp: requirements/test.txt | $(PY)
	@echo "Installing the test tools (once) …"
	@$(INSTALL) -r requirements/test.txt || \
	  { echo "Installing from requirements/test.txt failed. Check the network or the package index pip uses, then run make again."; exit 1; }
	@touch $@ $(VENV)/run.stamp

# Hours on two processors: every scenario of docs/battery.md in full, on SQLite and PostgreSQL.
battery: $(VENV)/test.stamp
	@bash bench/battery/run.sh

# An hour: what of docs/trust.md runs offline, and a report of it. make prove ARGS='--only restore'
prove: $(VENV)/test.stamp
	@$(PY) -m bench.prove $(ARGS)

clean:
	@rm -rf $(VENV) var .pytest_cache .ruff_cache .hypothesis

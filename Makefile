# Two commands matter: `make demo` and `make test`. Each makes the virtual environment it needs, in .venv.
PYTHON ?= python3
VENV := .venv
# those that need nothing but the project; the others say in their docstring what they take
BENCHMARKS := $(addprefix benchmarks/,startup.py engine.py functional.py identity.py reports.py catalogue.py organisation.py)
BIN := $(VENV)/bin

.PHONY: demo test check lint types wheel snapshots bench real-servers real-manifests browser clean

demo: $(VENV)/.installed
	@$(BIN)/footprint-audit demo --fail-on never

test: $(VENV)/.developing
	@$(BIN)/pytest

check: lint types wheel

lint: $(VENV)/.developing
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/python -m footprint_audit.collectors.catalogue.lint

types: $(VENV)/.developing
	@$(BIN)/mypy

wheel: $(VENV)/.developing
	@rm -rf dist
	@$(BIN)/python -m build --installer pip . > /dev/null
	@FOOTPRINT_AUDIT_WHEEL=1 $(BIN)/pytest tests/test_wheel.py

snapshots: $(VENV)/.developing
	@$(BIN)/python -m tests.reporters.catalogues
	@$(BIN)/python -m tests.reporters.snapshots
	@$(BIN)/python -m footprint_audit.collectors.catalogue.compile
	@$(BIN)/python -m tests.reporters.organisation.snapshots
	@rm -rf docs/rules && $(BIN)/footprint-audit rules docs docs/rules
	@$(BIN)/footprint-audit rules schema > rules/rule-file-v1.schema.json
	@$(BIN)/footprint-audit rules packs --markdown > docs/professions.md

bench: $(VENV)/.developing
	@for script in $(BENCHMARKS); do echo "== $$script"; $(BIN)/python $$script || exit 1; done

real-servers: $(VENV)/.developing
	@$(BIN)/pytest -m real_server -rs tests/real_servers

# Sherlock and Maigret bring their manifests along in their packages; they live beside .venv, and nothing of them is run.
real-manifests: $(VENV)/.developing $(VENV)-manifests/.installed
	@FOOTPRINT_AUDIT_MANIFESTS=$(VENV)-manifests $(BIN)/pytest -m real_manifest -rs tests/collectors/catalogue

browser: $(VENV)/.developing
	@npm ci --silent --no-audit --no-fund --prefix tests/browser
	@$(BIN)/pytest -m browser -rs tests/browser

clean:
	rm -rf $(VENV) $(VENV)-manifests tests/browser/node_modules dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.developing: $(VENV)/.installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@

$(VENV)-manifests/.installed:
	@$(PYTHON) -m venv $(VENV)-manifests
	@$(VENV)-manifests/bin/python -m pip install --quiet --disable-pip-version-check --no-deps sherlock-project maigret
	@touch $@

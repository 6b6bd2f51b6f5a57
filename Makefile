# The commands that never change (docs/architecture.md, section "Commands").
PYTHON ?= python3
BIN = .venv/bin

.PHONY: demo test check bench soak screenshots ci

.venv/app: requirements/app.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --require-hashes -r requirements/app.txt
	$(BIN)/python -m pip install -q --no-deps -e .
	touch $@

.venv/dev: requirements/dev.txt .venv/app
	$(BIN)/python -m pip install -q --require-hashes -r requirements/dev.txt
	touch $@

.venv/directory: requirements/directory.txt .venv/dev
	$(BIN)/python -m pip install -q --require-hashes -r requirements/directory.txt
	touch $@

demo: .venv/app
	$(BIN)/meindo demo

test: .venv/dev
	$(BIN)/python tools/test.py

check: .venv/dev
	$(BIN)/python tools/check.py

bench: .venv/dev
	$(BIN)/python tools/bench.py

soak: .venv/dev
	$(BIN)/python tools/test.py --soak

screenshots: .venv/dev
	$(BIN)/python tools/screenshots.py

ci:
	bash .ci/run

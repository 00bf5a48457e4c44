# Each target sets up what it needs: a virtual environment in .venv, Node packages in vscode-extension/.
PYTHON ?= python3
bin := .venv/bin
stamp := .venv/.installed
JOBS ?= 2

.PHONY: help demo test lint test-pythons coverage bench fuzz vsix test-vscode grammar clean
help:
	@echo "make demo         the main job on a real program: check it, debug it"
	@echo "make test         lint and all tests but those in a real VS Code"
	@echo "make test-vscode  the extension in a real VS Code"
	@echo "make test-pythons the tests of the language on the other Pythons that are installed"
	@echo "make coverage     which lines of runtime/ the tests run; fails under 92 %"
	@echo "make bench        programs against the same written by hand; server and debugger figures"
	@echo "make fuzz         the long random tests"
	@echo "make vsix         the VS Code extension as a file"
	@echo "make grammar      regenerate the parser from grammar/grammar.js"

$(stamp): pyproject.toml setup.py grammar/src/parser.c grammar/src/scanner.c grammar/bindings/python/tree_sitter_normil/binding.c
	test -x $(bin)/python || $(PYTHON) -m venv .venv
	$(bin)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	$(bin)/python -m compileall -q grammar/bindings runtime server dap
	touch $(stamp)

vscode-extension/node_modules: vscode-extension/package-lock.json
	cd vscode-extension && npm ci --no-audit --no-fund --loglevel=error
	touch $@

demo: $(stamp)
	@$(bin)/python tools/demo.py

test: lint vscode-extension/node_modules
	$(bin)/python -m pytest -n $(JOBS)

lint: $(stamp)
	$(bin)/ruff check
	$(bin)/ruff format --check
	$(bin)/mypy

test-pythons: $(stamp)
	JOBS=$(JOBS) $(bin)/python tools/test-pythons.py

coverage: $(stamp)
	mkdir -p .cache/coverage
	$(bin)/coverage erase
	$(bin)/coverage run -m pytest -n $(JOBS) --timeout 600 --ignore tests/textmate
	$(bin)/coverage combine --quiet
	$(bin)/coverage report

bench: $(stamp)
	$(bin)/python -m tests.bench --json .cache/bench.json
	$(bin)/python -m tests.server.benchmark --json .cache/bench-server.json

fuzz: $(stamp)
	$(bin)/python -m pytest -n $(JOBS) -m fuzz

vsix: vscode-extension/node_modules
	cd vscode-extension && npm run package

test-vscode: $(stamp) vsix
	$(bin)/python -m pytest -m vscode

grammar: $(stamp)
	tools/generate-grammar.sh
	$(bin)/python -m pip install --quiet --disable-pip-version-check --editable .

clean:
	rm -rf .venv build dist vscode-extension/node_modules vscode-extension/out .cache

# The names a person types. `make` alone lists them.
# Plain enough for the make 3.81 of macOS; without make, README.md has the same commands.

VENV   := .venv
BIN    := $(VENV)/bin
PY     := $(BIN)/python
LOCKED := $(VENV)/locked
READY  := $(VENV)/ready
NODE   := node_modules/.package-lock.json
LIGHTHOUSE := tools/audit/node_modules/.package-lock.json
PEERS  := $(VENV)/peers
TORCH  := $(VENV)/torch
# Where PyTorch keeps its builds for the processor alone; those of PyPI for Linux take gigabytes.
CPU    := https://download.pytorch.org/whl/cpu
PIP    := $(PY) -m pip --quiet --disable-pip-version-check install
# Extras are kept: pip refuses coverage[toml] where only coverage is pinned and a newer one is out.
COMPILE := $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-strip-extras
SITE   := _build/html
HELD   := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))

# The first of these that can make the environment; `make book PYTHON=...` names another.
PYTHON ?= $(firstword $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c "$(HELD)" >/dev/null 2>&1 && echo $$p; done; :))

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help book test tools site pdf audit traps cover sabotage refresh lab serve bench format lock

help: ## list these names
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | \
		awk -F'|' '{ printf "%-16s%s\n", $$1, $$2 }'

book: $(READY) ## build the site from scratch, a warning being an error
	@rm -rf $(SITE) _build/.doctrees
	@$(BIN)/jupyter-book build . -q -W -n --keep-going

test: $(READY) ## prove it: lint, types, tests, and every stored output
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(PY) -m pytest --numprocesses 2 --dist loadscope --no-loadscope-reorder \
		--nbval --nbval-current-env index.ipynb chapters tests src README.md

tools: $(READY) ## prove the tools: what is spoilt is noticed, what is refreshed stays as it is
	@$(PY) -m pytest --numprocesses 2 --dist loadscope tests/tools

site: book ## build, then open every page in a browser (Chromium, if there is one)
	@$(PY) -m pytest --numprocesses 2 tests/site

pdf: book ## build, then print the whole book into one PDF
	@$(PY) tools/pdf.py

audit: book $(LIGHTHOUSE) ## build, then Lighthouse on all pages (PAGES='index.html chapters/0*' RUNS=3)
	@$(PY) tools/audit.py $(if $(PAGES),--pages $(foreach page,$(PAGES),'$(page)')) $(if $(RUNS),--runs $(RUNS))

traps: $(TORCH) ## verify the page on PyTorch, which make test leaves outside
	@$(PY) -m pytest --nbval --nbval-current-env chapters/06h-pytorch-traps.ipynb

cover: $(READY) ## see what of the package the tests leave out
	@$(PY) -m pytest --numprocesses 2 --dist loadscope --cov

sabotage: $(READY) ## spoil the book N times, see what the tests miss (N=300 KIND=unit SEED=0)
	@$(PY) tools/sabotage.py $(if $(N),--n $(N)) $(if $(KIND),--kind $(KIND)) $(if $(SEED),--seed $(SEED))

refresh: $(READY) ## execute the notebooks and store their outputs (CHAPTER=04 for one)
	@$(PY) tools/notebooks.py refresh $(CHAPTER)

lab: $(READY) ## open the chapters in JupyterLab
	@$(PY) -m jupyter lab

serve: book ## build, then serve the site at http://localhost:8000
	@$(PY) -m http.server --bind localhost --directory $(SITE) 8000

bench: $(READY) $(PEERS) ## measure the speed against the peers
	@$(PY) benchmarks/run.py

format: $(READY) ## format modules and notebooks
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

lock: $(READY) ## compile each requirements.txt anew, from pyproject.toml and benchmarks/
	@$(COMPILE) --extra stack --extra book --extra test --extra dev pyproject.toml -o requirements.txt
	@$(COMPILE) --constraint requirements.txt --extra stack pyproject.toml -o .binder/requirements.txt
	@$(COMPILE) --constraint requirements.txt benchmarks/requirements.in -o benchmarks/requirements.txt

# The environment: every package at its locked version and hash, as a wheel, so that nothing is
# compiled; then the book's own package. Each step leaves a stamp when it is through, so that one
# that was interrupted is done again. An environment that was moved or copied, or whose Python is
# gone, does not find the package here: it is made again too.
FOUND := import importlib.util as u, os; print(os.path.relpath(u.find_spec('entropybook').origin))
ifneq ($(wildcard $(READY)),)
ifneq ($(shell $(PY) -c "$(FOUND)" 2>&1),src/entropybook/__init__.py)
.PHONY: $(LOCKED)
endif
endif

$(LOCKED): requirements.txt
	@$(or $(PYTHON),false) -c "$(HELD)" || { echo "The book needs Python 3.11, 3.12 or 3.13 with venv." \
		"Install one, or name it: make book PYTHON=/path/to/python3.12"; exit 1; }
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@echo "Installing $$(grep -c '^[a-zA-Z].*==' $<) packages into $(VENV), about a minute ..."
	@$(PIP) --only-binary :all: --require-hashes -r $<
	@touch $@

# What PyPI does not have: KaTeX and fonts, and axe for the tests. npm itself is from requirements.txt;
# it writes the file that stands for all the others when it is through.
$(NODE): $(LOCKED) package-lock.json
	@$(BIN)/npm ci --silent --ignore-scripts --no-audit --no-fund
	@touch $@

$(READY): $(LOCKED) $(NODE) pyproject.toml
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(LIGHTHOUSE): $(LOCKED) tools/audit/package-lock.json
	@$(BIN)/npm ci --prefix tools/audit --silent --ignore-scripts --no-audit --no-fund
	@touch $@

$(PEERS): $(READY) benchmarks/requirements.txt
	@$(PIP) --require-hashes -r benchmarks/requirements.txt
	@touch $@

$(TORCH): $(READY)
	@$(PIP) --retries 1 --extra-index-url $(CPU) --no-build-isolation -e '.[traps]'
	@touch $@

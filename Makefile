# Two commands are all one needs: `make site` and `make test`. The rest is for those who carry on.

VENV := .venv
BIN := $(VENV)/bin
# Validators that come from npm, and the tool that installs them, which comes from PyPI.
TOOLS := tests/site/tools
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm
# The tool that reads uv.lock; pinned, so that every machine installs alike.
UV := uv==0.13.9
export UV_PYTHON_DOWNLOADS := never
export PYTHONDONTWRITEBYTECODE := 1

.PHONY: help site test check golden bench soak lighthouse wheel clean
.DEFAULT_GOAL := help

help: ## say what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

site: $(VENV)/.synced ## build the repository's own newsletter
	@sh scripts/packages.sh site
	@$(BIN)/brief build

test: $(VENV)/.synced-dev $(TOOLS)/node_modules/.installed ## run every check and every test
	@sh scripts/packages.sh test
	@$(MAKE) --no-print-directory check
	$(BIN)/pytest -n auto --dist worksteal -rs

# What is drawn at random begins with this number.
SEED := 1
SOAK := tests/property/test_edits.py tests/contract/test_cache.py tests/acceptance/test_killed.py \
	tests/acceptance/test_disk_trouble.py tests/acceptance/test_interrupted.py \
	tests/acceptance/test_farm.py tests/mail/test_readers.py tests/mail/test_judged.py

soak: $(VENV)/.synced-dev ## try for hours what may go wrong: edits, kills, disks, a cluster, senders
	@sh scripts/packages.sh test
	BRIEF_SLOW=1 BRIEF_SEED=$(SEED) $(BIN)/pytest -n auto --hypothesis-seed=$(SEED) \
		--durations=12 $(SOAK)
	$(BIN)/python scripts/soak_delivery.py 200

check: $(VENV)/.synced-dev ## lint, types and import contracts, without tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python scripts/reference.py --check

golden: $(VENV)/.synced-dev ## rewrite what golden tests expect, and show the difference
	@test "$$CI" != true || { echo "golden files are not rewritten in CI"; exit 1; }
	$(BIN)/python scripts/reference.py
	$(BIN)/pytest tests/golden tests/pdf --update-golden -n 0 -q || true
	git --no-pager diff --stat -- tests/golden tests/pdf/golden docs/reference

# What is measured has its modules compiled, as it has where people use it.
bench: export PYTHONDONTWRITEBYTECODE :=
bench: $(VENV)/.synced-dev ## measure against a peer, in one run
	$(BIN)/uv sync --quiet --frozen --inexact --all-extras --group bench
	$(BIN)/python scripts/bench.py
	$(BIN)/python scripts/bench_pdf.py
	$(BIN)/python scripts/bench_serve.py
	$(BIN)/python scripts/bench_delivery.py

lighthouse: $(VENV)/.synced-dev $(TOOLS)/node_modules/.installed ## measure how fast pages load on a phone
	@sh scripts/packages.sh test
	$(BIN)/python scripts/lighthouse.py

wheel: $(VENV)/.synced-dev ## build the wheel into dist/
	$(BIN)/python -m uv build --wheel

clean: ## remove what was built, but not the environment
	rm -rf editions dist .brief .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find site -mindepth 1 ! -name .gitignore -delete

$(VENV)/bin/uv:
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "brief needs Python 3.11 or newer; this is $$(python3 -V)"; exit 1; }
	python3 -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(UV)

$(VENV)/.synced: pyproject.toml uv.lock | $(VENV)/bin/uv
	$(BIN)/uv sync --quiet --frozen --inexact --no-default-groups --extra search --extra serve
	@touch $@

$(VENV)/.synced-dev: pyproject.toml uv.lock | $(VENV)/bin/uv
	$(BIN)/uv sync --quiet --frozen --inexact --all-extras
	@touch $@ $(VENV)/.synced

$(TOOLS)/node_modules/.installed: $(TOOLS)/package.json $(TOOLS)/package-lock.json | $(VENV)/.synced-dev
	@if (cd $(TOOLS) && PUPPETEER_SKIP_DOWNLOAD=1 $(NPM) ci --loglevel=error); then touch $@; \
	else echo "the validators from npm could not be installed"; test "$$CI" != true; fi

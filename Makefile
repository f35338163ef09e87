# Every task of Heliograph. `make help` lists them; the lines it prints are the comments after ##.
# HELIOGRAPH_HOME, HELIOGRAPH_PORT and every other setting pass through the environment.

SHELL := /bin/sh
.SHELLFLAGS := -ec
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --no-print-directory

PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python tools/install.py
# One part waits for the network while another works.
TOGETHER = $(MAKE) -j3
DASHBOARD := src/heliograph/apps/api/dashboard/index.html
FONTS := src/heliograph/sdk/typesetting/fonts/Cinzel_500Medium.ttf
WEB_PARTS := web/node_modules/.package-lock.json
LIVE := tests/extensions/connectors/bluesky/live
LIVE_PARTS := $(LIVE)/node_modules/.package-lock.json
WEB_SOURCES := $(shell find web/src web/public web/index.html web/vite.config.ts web/tsconfig.json \
  -type f ! -name '*.test.ts' ! -name '*.test.tsx' 2>/dev/null)

# A copied or moved clone has a .venv whose programs name the old folder: it is made again.
ifneq ($(file <.venv/made),$(CURDIR))
.PHONY: .venv/made
endif

# The storm: make storm POSTS=300 KILLS=60 LOST=0.07 REFUSED=0.03 SEED=1 [PLATFORMS=mastodon,x]
# [GUARD=off] [FAULT=kill|pause|database|network]. KILLS counts what the fault counts: kills,
# paused sends, stops of the database, seconds of the cut.
POSTS ?= 300
KILLS ?= 60
LOST ?= 0.07
REFUSED ?= 0.03
SEED ?= 1
PLATFORMS ?=
GUARD ?= on
FAULT ?= kill
# The demonstration: make demo SIGN=leo DATE=2026-11-21 OUT=build/demo
SIGN ?= leo
DATE ?= $(shell date -u +%Y-%m-%d)
OUT ?= build/demo
# Further words for pytest: make test ARGS="tests/kit -x"
ARGS ?=

.PHONY: help up stop test test-live check format bench storm demo docs lock install fonts web clean
.PHONY: always browser check-product check-dashboard

help:  ## List the tasks
	@echo "Heliograph: make TASK"
	@sed -n 's/^\([a-z-]*\):.*  ## \(.*\)/  \1|\2/p' Makefile | awk -F'|' '{printf "%-11s %s\n", $$1, $$2}'
	@echo "HELIOGRAPH_PORT and HELIOGRAPH_HOME choose the port and the data folder of make up."

up: .stamps/running  ## Install what is missing and run Heliograph until Ctrl-C

stop:  ## Stop the Heliograph that runs on HELIOGRAPH_HOME
	@test -x $(BIN)/python || { echo "Nothing is installed here."; exit 0; }; \
	  exec $(BIN)/heliograph stop

test:  ## Run all tests, then all checks
	@$(TOGETHER) .stamps/dev .stamps/bucket $(FONTS) $(DASHBOARD) browser
	$(BIN)/python -m pytest -n 3 $(ARGS)
	@$(MAKE) check

test-live: .stamps/dev $(FONTS) $(LIVE_PARTS)  ## Publish to a real Bluesky server (installs 360 MB)
	$(BIN)/python -m pytest -m "live_bluesky or live_wordpress" $(ARGS)

check:  ## Lint, types, import rules, generated pages, dashboard
	@$(TOGETHER) --output-sync=target check-product check-dashboard

check-product: .stamps/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy -p tools
	$(BIN)/lint-imports
	$(BIN)/python -m tools.generate_reference --check

check-dashboard: $(WEB_PARTS)
	cd web && ../tools/node.sh npm run check

format: .stamps/dev  ## Format and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .stamps/dev $(FONTS)  ## Measure; ONLY=name runs one. Ends with one JSON line per figure
	@$(BIN)/python -m tools.bench $(ONLY)

storm: .stamps/dev $(FONTS)  ## Tear things down while posts go out: POSTS KILLS FAULT GUARD=off
	@exec $(BIN)/python -m benchmarks.storm --posts $(POSTS) --kills $(KILLS) --lost $(LOST) \
	  --refused $(REFUSED) --seed $(SEED) --platforms "$(PLATFORMS)" --guard $(GUARD) \
	  --fault $(FAULT)

demo: .stamps/install $(FONTS)  ## One trip without a server: SIGN=leo DATE=2026-11-21
	@mkdir -p $(OUT)
	@$(BIN)/heliograph try --pack zodiac --subject $(SIGN) --date $(DATE) --out $(OUT) --json \
	  >$(OUT)/try.json || { cat $(OUT)/try.json; exit 1; }
	@$(BIN)/python -m tools.tell_demo $(OUT)/try.json

docs: .stamps/dev  ## Write docs/reference anew
	@$(BIN)/python -m tools.generate_reference

lock: .stamps/dev  ## Choose new versions of all Python packages and write the lock files
	@tools/lock.sh

install: .stamps/install  ## Install the Python packages

fonts: $(FONTS)  ## Install the typefaces

web: $(DASHBOARD)  ## Build the dashboard when it is stale

clean:  ## Remove everything that was installed or built; the data folder stays
	rm -rf .venv .stamps build dist web/node_modules tools/fonts/node_modules $(LIVE)/node_modules
	rm -rf src/heliograph/apps/api/dashboard src/heliograph/sdk/typesetting/fonts
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis test-results

# What the tasks stand on. A stamp is newer than what it was made from.

.stamps/running: always
	@$(TOGETHER) .stamps/install $(FONTS) $(DASHBOARD)
	@exec tools/up.sh $@

.venv/made:
	@PYTHON="$(PYTHON)" tools/venv.sh
	@printf '%s' "$(CURDIR)" >$@

.stamps/base: .venv/made requirements/base.txt
	@mkdir -p .stamps
	@echo "Installing the Python packages (about a minute the first time)"
	@$(INSTALL) requirements/base.txt
	@touch $@

.stamps/install: .stamps/base requirements/build.txt pyproject.toml
	@echo "Installing Heliograph itself"
	@$(INSTALL) requirements/build.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --no-deps --no-index --no-build-isolation -e .
	@touch $@

.stamps/dev: .stamps/install requirements/dev.txt
	@echo "Installing the packages for tests and checks"
	@$(INSTALL) requirements/dev.txt
	@touch $@

# It wants other versions of what we use ourselves, so it lives apart.
.stamps/bucket: .venv/made requirements/bucket.txt
	@mkdir -p .stamps
	@echo "Installing a server that speaks S3, for tests"
	@$(BIN)/python -m venv --clear .stamps/s3
	@.stamps/s3/bin/python tools/install.py requirements/bucket.txt
	@touch $@

# Found or installed once, before two that need it look for it at the same moment.
.stamps/node: .venv/made requirements/node.txt
	@mkdir -p .stamps
	@tools/node.sh true
	@touch $@

browser:
	@tools/browser.sh

$(FONTS): tools/fonts/package-lock.json tools/install_fonts.py | .stamps/node
	@echo "Installing the typefaces"
	@cd tools/fonts && ../node.sh npm ci --ignore-scripts --loglevel=error
	@$(BIN)/python tools/install_fonts.py >/dev/null
	@touch $@

$(WEB_PARTS): web/package.json web/package-lock.json | .stamps/node
	@echo "Installing the parts of the dashboard"
	@cd web && ../tools/node.sh npm ci --ignore-scripts --loglevel=error
	@touch $@

$(DASHBOARD): $(WEB_PARTS) $(WEB_SOURCES)
	@echo "Building the dashboard"
	@cd web && ../tools/node.sh npm run build --silent -- --logLevel warn
	@touch $@

$(LIVE_PARTS): $(LIVE)/package-lock.json | .stamps/node
	@echo "Installing a real Bluesky server (about three minutes)"
	@cd $(LIVE) && ../../../../../tools/node.sh npm ci --ignore-scripts --loglevel=error
	@cd $(LIVE) && ../../../../../tools/node.sh npm rebuild better-sqlite3 --loglevel=error
	@touch $@

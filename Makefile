# `make` alone lists the commands. Needs Python 3.11 or newer; everything else is put into .venv.

PORT ?= 8000
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
# Code as on a developer's machine. The file of settings for a real one is deploy/production.env.example.
DEVELOP := env DEBUG=true
TOOLS := tests/quality
STRAPI := bench/peers/strapi_site
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command "make lock" pyproject.toml

# What is installed is remembered as the checksum of its list. One that matches costs nothing;
# uv, itself pinned in dev.txt, installs in seconds, and plain pip does where uv can not run.
define install
	set -e; list=requirements/$(1).txt; \
	if [ "$$(cat $(VENV)/$(1).stamp 2>/dev/null)" != "$$(cksum $$list)" ]; then \
		echo "Installing $$list"; \
		rm -f $(VENV)/base.stamp $(VENV)/dev.stamp; \
		pin=$(VENV)/uv.txt; awk '/^uv==/ {found=1} found {print} found && !/\\$$/ {exit}' \
			requirements/dev.txt > $$pin; \
		{ $(BIN)/python -m pip install --quiet --require-hashes -r $$pin \
			&& $(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes $$list; } \
		|| $(BIN)/python -m pip install --quiet --require-hashes -r $$list; \
		cksum $$list > $(VENV)/$(1).stamp; \
	fi
endef

# What npm installed into a folder is remembered as its package.json.
define packages
	command -v npm >/dev/null || { echo "npm not found: install Node.js 20 or newer."; exit 1; }; \
	cmp -s $(1)/package.json $(1)/node_modules/installed.json || { \
		npm install --prefix $(1) --no-package-lock --no-audit --no-fund $(2) \
		&& cp $(1)/package.json $(1)/node_modules/installed.json; }
endef

# In one process, because starting Django three times would be most of the wait.
define PREPARE
import os, django
from django.core.management import call_command
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()
call_command("migrate", verbosity=0)
call_command("load_content")
call_command("rebuild_search", if_stale=True, verbosity=0)
call_command("rebuild_documents", if_stale=True, verbosity=0)
call_command("ensure_superuser")
endef
export PREPARE

# Where it is set, every program and every worker of the tests compiles all its modules anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test test-all test-fast coverage fuzz validate lighthouse score bench bench-bulk bench-delivery bench-documents bench-growth bench-load bench-cms bench-profiles lint format lock migrations openapi contract screenshots messages venv base dev tools strapi

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: base ## Install, fill the database and serve on http://127.0.0.1:8000 (PORT=...)
	@$(DEVELOP) $(BIN)/python -c "$$PREPARE"
	@$(DEVELOP) SITE_URL=http://127.0.0.1:$(PORT) $(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

# `make test` and then the rest run every test on SQLite, and every test that opens a database and no
# browser on PostgreSQL too; none runs twice. tests/test_repository.py checks that.
FIRST_ON_SQLITE := not server and not matrix
FIRST_ON_POSTGRESQL := engine and not server and not matrix
REST_ON_SQLITE := server or matrix
REST_ON_POSTGRESQL := not pure and not browser and (not engine or server or matrix)
REPORTS := var/reports
PYTEST := $(BIN)/python -m pytest -n auto --dist worksteal --durations=20
SQLITE := env -u DATABASE_URL
POSTGRESQL := $(BIN)/python -m tests.postgres --

test: dev ## Run the tests on SQLite and on PostgreSQL, without the slowest and the long matrices
	@rm -rf $(REPORTS)
	$(SQLITE) $(PYTEST) -m "$(FIRST_ON_SQLITE)" --junitxml=$(REPORTS)/first-on-sqlite.xml
	$(POSTGRESQL) $(PYTEST) -m "$(FIRST_ON_POSTGRESQL)" --junitxml=$(REPORTS)/first-on-postgresql.xml

test-all: test ## Run `make test`, then every test that it leaves out
	$(SQLITE) $(PYTEST) -m "$(REST_ON_SQLITE)" --junitxml=$(REPORTS)/rest-on-sqlite.xml
	$(POSTGRESQL) $(PYTEST) -m "$(REST_ON_POSTGRESQL)" --junitxml=$(REPORTS)/rest-on-postgresql.xml

test-fast: dev ## Run the tests that need neither a browser nor PostgreSQL
	$(SQLITE) $(PYTEST) -m "$(FIRST_ON_SQLITE) and not browser"

# Programs that tests start are not measured, nor does a browser tell more than the other tests.
coverage: dev ## Measure the branches that tests run on SQLite, in var/coverage/index.html
	$(SQLITE) $(PYTEST) -m "not browser and not server" --cov --cov-report=html --cov-report=term:skip-covered

# In an environment of its own, because it would put its plugin into every run of the tests.
fuzz: dev ## Send the API what schemathesis makes up (EXAMPLES=50 for each operation, SEEDS="1 2")
	@test -x $(VENV)/fuzz/bin/python || $(BIN)/uv venv --quiet --python $(BIN)/python $(VENV)/fuzz
	@$(BIN)/uv pip sync --quiet --python $(VENV)/fuzz/bin/python --require-hashes requirements/fuzz.txt
	env -u DATABASE_URL PYTHONPATH=. $(BIN)/python -m tests.quality.fuzz $(VENV)/fuzz/bin/schemathesis \
		--examples $(or $(EXAMPLES),50) --seeds $(or $(SEEDS),1) $(OPTIONS)

validate: dev tools ## Check the HTML of every page with the checker of the W3C (needs Java and npm)
	env -u DATABASE_URL $(BIN)/python -m pytest -q -s tests/quality/validate.py

lighthouse: dev tools ## Measure the first pages as a phone and write docs/lighthouse.md (needs Chromium and npm)
	env -u DATABASE_URL $(BIN)/python -m tests.quality.lighthouse

score: dev ## Print how the expected searches come out on both engines
	env -u DATABASE_URL $(BIN)/python -m tests.search.score
	$(BIN)/python -m tests.postgres -- $(BIN)/python -m tests.search.score

bench-growth: dev ## Measure pages, searches and publishing as the catalogue grows, on both engines (COUNTS="70 10000" OPTIONS=--without-search)
	env -u DATABASE_URL $(BIN)/python -m bench.growth $(OPTIONS) $(COUNTS)
	$(BIN)/python -m tests.postgres -- $(BIN)/python -m bench.growth $(OPTIONS) $(COUNTS)
	$(BIN)/python -m bench.page

bench-delivery: dev ## Measure the cache in front of Django beside its peers (needs wrk and nginx)
	env -u DATABASE_URL $(BIN)/python -m bench.delivery
	$(BIN)/python -m bench.page

bench-bulk: dev ## Measure dumps, loads and exports of whole catalogues (COUNT=10000)
	env -u DATABASE_URL $(BIN)/python -m bench.bulk $(COUNT)
	$(BIN)/python -m bench.page

bench-load: dev ## Let many readers ask while an editor publishes (needs wrk; LEVEL="SECONDS ENTRIES")
	env -u DATABASE_URL $(BIN)/python -m bench.load $(LEVEL)
	$(BIN)/python -m bench.page

# Wagtail in an environment of its own: the site does not need it, nor do the tests.
bench-cms: dev strapi ## Measure what nothing has kept, beside Wagtail and Strapi (needs wrk and npm; SECONDS=5)
	@test -x $(VENV)/wagtail/bin/python || $(BIN)/uv venv --quiet --python $(BIN)/python $(VENV)/wagtail
	@$(BIN)/uv pip sync --quiet --python $(VENV)/wagtail/bin/python --require-hashes requirements/wagtail.txt
	env -u DATABASE_URL $(BIN)/python -m bench.cms $(VENV)/wagtail/bin/python $(STRAPI) $(SECONDS)
	$(BIN)/python -m bench.page

bench-profiles: dev ## Measure which parts of the program use the time of slow work (SECONDS=10)
	env -u DATABASE_URL $(BIN)/python -m bench.profiles $(SECONDS)
	$(BIN)/python -m bench.page

bench-documents: dev ## Measure ready-made documents beside the serializer, on both engines (COUNTS="1000")
	env -u DATABASE_URL $(BIN)/python -m bench.documents $(COUNTS)
	$(BIN)/python -m tests.postgres -- $(BIN)/python -m bench.documents $(COUNTS)
	$(BIN)/python -m bench.page

bench: bench-documents bench-bulk bench-cms bench-delivery bench-load bench-profiles bench-growth ## Run every bench; it takes an hour

lint: dev ## Check style, types, templates, import order, migrations and the production settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(DEVELOP) $(BIN)/mypy
	$(BIN)/djlint --quiet --lint templates
	$(BIN)/lint-imports
	$(DEVELOP) $(BIN)/python manage.py makemigrations --check --dry-run
	@set -a; . deploy/production.env.example; \
		SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))'); \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

format: dev ## Rewrite Python the way lint wants it
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The largest list first: it binds the others, so that no library has two versions in the project.
lock: dev ## Write requirements/*.txt anew from pyproject.toml (UPGRADE=1: newest versions)
	$(LOCK) $(if $(UPGRADE),--upgrade) --extra dev --output-file requirements/dev.txt
	$(LOCK) --constraint requirements/dev.txt --output-file requirements/base.txt
	for extra in s3 mcp parquet fuzz wagtail; do \
		$(LOCK) --constraint requirements/dev.txt $(if $(UPGRADE),--upgrade) --extra $$extra \
			--output-file requirements/$$extra.txt || exit 1; done

migrations: dev ## Write the migrations that changed models need
	$(DEVELOP) $(BIN)/python manage.py makemigrations catalog

openapi: dev ## Write docs/api/openapi.json anew from the API, with examples of its answers
	env -u DATABASE_URL $(BIN)/python -m pytest -q tests/api/examples.py
	$(DEVELOP) $(BIN)/python manage.py spectacular --format openapi-json --lang en --validate --fail-on-warn \
		--file docs/api/openapi.json

contract: openapi ## Take docs/api/openapi.json as the released contract, which later ones may not break
	$(BIN)/python -m tests.api.contract

screenshots: dev ## Take the pictures of docs/images anew (needs Chromium)
	$(BIN)/python -m pytest -q tests/browser/screenshots.py

messages: dev ## Collect texts to translate (needs GNU gettext) and compile the translations
	@command -v xgettext >/dev/null || { echo "xgettext not found: install GNU gettext."; exit 1; }
	$(DEVELOP) $(BIN)/python manage.py makemessages --locale zh_Hans --no-obsolete \
		--add-location file --ignore $(VENV) --ignore tests
	PYTHONPATH=. $(BIN)/pybabel --quiet extract --mapping-file catalog/locale/openapi.cfg --no-location --omit-header \
		--output-file $(VENV)/openapi.pot docs/api
	$(BIN)/pybabel update --domain openapi --locale zh_Hans --output-dir catalog/locale \
		--ignore-obsolete --no-fuzzy-matching --ignore-pot-creation-date --input-file $(VENV)/openapi.pot
	$(BIN)/pybabel compile --domain "django openapi" --directory catalog/locale

venv:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer was not found. Install it, or name it: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(BIN)/python -c 'import pip' 2>/dev/null || { rm -f $(VENV)/*.stamp; $(PYTHON) -m venv --clear $(VENV); }

# The test tools, once installed, stay: dev.txt holds everything base.txt does.
base: venv
	@if [ -e $(VENV)/dev.stamp ]; then $(call install,dev); else $(call install,base); fi

dev: venv
	@$(call install,dev)

# What `validate` and `lighthouse` start. Without a lock file, because that would name a registry.
tools:
	@$(call packages,$(TOOLS),--ignore-scripts)

strapi:
	@$(call packages,$(STRAPI))

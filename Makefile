# Two commands do everything: `make run` and `make test`. `make` alone explains each.
PYTHON ?= python3
PORT ?= 8000
DATA_DIR ?= var
DEMO ?= 1
EXPORT ?= .build/export
VENV := .venv/bin
LINT := DATA_DIR=.build/lint DJANGO_SETTINGS_MODULE=config.settings.dev $(VENV)/python manage.py
SOURCES := site home news honors resources manage.py bootstrap.py
TEMPLATES := site/templates

.PHONY: help run test lint format messages guide screens lighthouse lock export bench image clean
.DEFAULT_GOAL := help

help: ## Show what each command does
	@sed -nE 's/^([a-z]+):.*## (.*)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do printf 'make %-10s %s\n' "$$name" "$$text"; done

run: ## Run the site here (PORT=8000, DATA_DIR=var; DEMO=0 starts an empty school); Ctrl-C stops it
	@exec env DATA_DIR="$(DATA_DIR)" DEMO="$(DEMO)" DJANGO_SETTINGS_MODULE=config.settings.dev \
		$(PYTHON) bootstrap.py --parent-pid $$PPID -- manage.py serve --parent-pid $$PPID --port "$(PORT)"

test: ## Run every test: unit, integration on SQLite and PostgreSQL, browser (installs what they need)
	@exec $(PYTHON) tests/run.py

lint: ## Check style, types, templates, settings and migrations; change nothing
	@$(PYTHON) bootstrap.py --dev
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/python -m mypy $(SOURCES)
	$(VENV)/djlint --quiet --check $(TEMPLATES)
	$(VENV)/djlint --quiet --lint $(TEMPLATES)
	$(LINT) check --fail-level WARNING
	$(LINT) makemigrations --check --dry-run

format: ## Put code and templates into the agreed form
	@$(PYTHON) bootstrap.py --dev
	$(VENV)/ruff check --fix-only --quiet .
	$(VENV)/ruff format .
	-$(VENV)/djlint --quiet --reformat $(TEMPLATES)

messages: ## Collect the Vietnamese texts into the English catalogue and compile it (needs gettext)
	@$(PYTHON) bootstrap.py --dev
	$(LINT) makemessages --locale en --no-wrap --no-location --ignore '.*' --ignore tests --ignore var
	cd site/locale/en/LC_MESSAGES && msgattrib --no-obsolete --no-wrap --output-file=django.po django.po \
		&& sed -i '/^"POT-Creation-Date/d' django.po
	$(LINT) compilemessages --locale en --locale vi --ignore '.venv' --ignore var

guide: ## Photograph the admin anew for the guide (needs chromium)
	@exec env DJANGO_SETTINGS_MODULE=config.settings.dev $(PYTHON) bootstrap.py --dev -- tests/guide_pictures.py

lighthouse: ## Audit one page of each kind on a slow telephone (needs chromium and npm); fails below the goals
	@exec env DJANGO_SETTINGS_MODULE=config.settings.dev $(PYTHON) bootstrap.py --dev -- tests/lighthouse/run.py

screens: ## Photograph every type of public page anew into docs/screens (needs chromium)
	@exec env DJANGO_SETTINGS_MODULE=config.settings.dev $(PYTHON) bootstrap.py --dev -- tests/screens.py

lock: ## Write both hashed requirement files anew from pyproject.toml
	@$(PYTHON) bootstrap.py --dev
	$(VENV)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml -o requirements.txt
	$(VENV)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml --extra dev -c requirements.txt -o requirements-dev.txt

export: ## Write the public site as plain files into EXPORT (default .build/export), to open from anywhere
	@exec env DATA_DIR="$(DATA_DIR)" DJANGO_SETTINGS_MODULE=config.settings.dev \
		$(PYTHON) bootstrap.py -- manage.py export_site "$(EXPORT)"

bench: ## Compare the site's speed with the limit of this machine, with Wagtail's and with its own size (BENCH=--quick)
	@exec $(PYTHON) bootstrap.py --dev -- tests/bench/run.py $(BENCH)

image: ## Build the container image tuan-le (docker, or buildah when there is no docker)
	@if command -v docker >/dev/null; then exec docker build --file docker/Dockerfile --tag tuan-le .; \
	elif command -v buildah >/dev/null; then exec buildah build --format docker --file docker/Dockerfile --tag tuan-le .; \
	else echo 'Cần có docker hoặc buildah để dựng ảnh đóng gói.' >&2; exit 1; fi

clean: ## Remove what was built and installed here; data in DATA_DIR stays
	rm -rf .build .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

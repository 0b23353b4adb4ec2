# Each target makes what it needs: a virtual environment with hashed pins, then its job.
PYTHON ?= python3
RUN := .venv/.run
DEV := .venv/.dev

help:                ## Say what can be made.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 21

$(RUN): requirements/run.txt
	$(PYTHON) -m venv .venv
	.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	touch $(RUN)

$(DEV): requirements/dev.txt $(RUN)
	.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $(DEV)

demo: $(RUN)         ## Try everything on this machine, in a web page; no account needed.
	.venv/bin/python -m bot demo

run: $(RUN)          ## Serve customers, with the settings in .env.
	.venv/bin/python -m bot run

test: $(DEV)         ## Run all tests, on SQLite and PostgreSQL.
	# More workers than cores: two of four begin with the tests that start whole bots, which wait more than they compute.
	# Bytecode is kept, also where the environment says otherwise: each of hundreds of processes would compile all anew.
	PYTHONDONTWRITEBYTECODE= .venv/bin/python -m pytest -n 4 --dist loadgroup

lint: $(DEV)         ## Read the code without running it: format, lint, types, import contracts.
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/basedpyright
	.venv/bin/lint-imports

fix: $(DEV)          ## Format, and mend what can be mended.
	.venv/bin/ruff check --fix-only .
	.venv/bin/ruff format .

bench: $(DEV)        ## Measure against two ordinary bots; see benchmarks/README.md.
	.venv/bin/python -m benchmarks

chaos: $(DEV)        ## Kill and break everything while customers write; CHAOS_SEED= repeats, CHAOS_MINUTES= goes on.
	.venv/bin/python -m chaos $(if $(CHAOS_SEED),--seed $(CHAOS_SEED)) $(if $(CHAOS_MINUTES),--minutes $(CHAOS_MINUTES))

diagram: $(RUN)      ## Draw the workflow's diagram from its table.
	.venv/bin/python -m bot.flow.diagram > docs/flow.md

screens: $(DEV)      ## Draw every screen in every language into build/screens.html.
	.venv/bin/python -m tests.gallery build/screens.html

pins:                ## Resolve the pins anew (needs uv).
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements/dev.txt
	# What is delivered is what was tested, also where something of the tests' own holds a version back.
	uv pip compile pyproject.toml -c requirements/dev.txt --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements/run.txt
	uv pip compile pyproject.toml --extra roles -c requirements/dev.txt --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements/roles.txt
	uv pip compile --group supply --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements/supply.txt

# What looks at what is delivered lives by itself, so that it is no part of it.
SUPPLY := build/supply/.made

$(SUPPLY): requirements/supply.txt
	$(PYTHON) -m venv build/supply
	build/supply/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/supply.txt
	touch $(SUPPLY)

sbom: $(SUPPLY)      ## Write what is delivered, its licences and who needs whom into build/sbom.json (CycloneDX).
	$(PYTHON) -m venv --clear --without-pip build/delivered
	build/supply/bin/pip --python build/delivered/bin/python install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	build/supply/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --of JSON -o build/sbom.json build/delivered/bin/python

audit: $(SUPPLY)     ## Ask whether anything that is delivered is known to be vulnerable (needs PyPI's own index).
	build/supply/bin/pip-audit --strict --disable-pip --require-hashes -r requirements/run.txt

licences: $(DEV)     ## List the licences of what is delivered in docs/licences.md.
	.venv/bin/python -m tests.supply.licences > docs/licences.md

.PHONY: help demo run test lint fix bench chaos diagram screens pins sbom audit licences

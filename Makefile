# `make run` and `make test` do everything on a machine that has Python 3.10-3.13 with pip, make and git:
# they make .venv, install into it, and go. Nothing is installed twice; nothing needs root.
# Another Python: make run PYTHON=/path/to/python3.12

SHELL := /bin/sh
PYTHON ?=
UV := $(shell command -v uv 2>/dev/null)
BIN := .venv/bin
VERSIONS := >=3.10,<3.14
SUPPORTED := import sys; sys.exit(not (3, 10) <= sys.version_info[:2] < (3, 14))

.DELETE_ON_ERROR:
.PHONY: run test install install-dev clean

run: install
	@$(BIN)/rnntui run --cell lstm --forecast 6
	@echo 'Now open the lessons: $(BIN)/rnntui' >&2

# Three processes for two cores, since tests of a terminal mostly wait; they take work from each other.
test: install-dev
	@$(BIN)/python -m pytest -n 3 --dist worksteal $(TESTS)

install: $(BIN)/.installed
install-dev: $(BIN)/.installed-dev

# What the tests need includes what a run needs, so one newer stamp serves both.
$(BIN)/.installed: pyproject.toml constraints.txt | $(BIN)/.made
	@if [ $(BIN)/.installed-dev -nt pyproject.toml ] && [ $(BIN)/.installed-dev -nt constraints.txt ]; then :; \
	else $(call pip_install,.); fi
	@touch $@

$(BIN)/.installed-dev: pyproject.toml constraints.txt | $(BIN)/.made
	@$(call pip_install,.[dev])
	@touch $@

ifneq ($(UV),)
pip_install = echo 'Installing into .venv with uv (TensorFlow is large: this takes a minute or two) ...' >&2; \
	$(UV) pip install --quiet --python $(BIN)/python --constraint constraints.txt --editable '$(1)'
else
pip_install = echo 'Installing into .venv with pip (TensorFlow is large: this takes a minute or two) ...' >&2; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '$(1)'
endif

$(BIN)/.made:
ifneq ($(UV),)
	@$(UV) venv --quiet --allow-existing --python '$(or $(PYTHON),$(VERSIONS))' .venv
else
	@for python in $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python3.10 python); do \
		if "$$python" -c '$(SUPPORTED)' >/dev/null 2>&1; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "rnntui needs Python 3.10, 3.11, 3.12 or 3.13, and none was found as $(or $(PYTHON),python3): install one, or name it: make run PYTHON=/path/to/python3.12" >&2; \
		exit 1; \
	fi; \
	"$$found" -m venv .venv || { \
		echo "$$found could not make .venv (on Debian and Ubuntu its venv module is a package of its own: python3-venv); see above." >&2; \
		exit 1; \
	}
endif
	@touch $@

clean:
	rm -rf .venv build dist .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache

# Everything sets up .venv by itself, once, from the lock files.
PORT ?= 8080
PYTHON := .venv/bin/python
LOCK := .venv/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --upgrade \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet

# Where a computer keeps files in memory, the fast tests put theirs there: nothing they prove
# depends on a disk. The slow tests and the measurements stay on the disk.
MEMORY := $(shell test -w /dev/shm && test "$$(df -Pk /dev/shm | awk 'END {print $$4}')" -gt 1000000 \
	&& echo PYTEST_DEBUG_TEMPROOT=/dev/shm)

.PHONY: demo test lint bench lock

demo:   ## Open the rehearsal room: make demo PORT=8080
	@.ci/setup requirements.lock
	@exec $(PYTHON) -m bot demo --port $(PORT)

test:   ## Run the fast tests: about five minutes on two cores
	@.ci/setup requirements-dev.lock
	$(MEMORY) $(PYTHON) -m pytest -m "not slow" --numprocesses 2 --dist loadfile

lint:   ## Look at the code and at the words
	@.ci/setup requirements-dev.lock
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m ruff check
	$(PYTHON) -m mypy
	$(PYTHON) -m bot.lint

bench:  ## Measure, and fail when something became too slow
	@.ci/setup requirements-dev.lock
	$(PYTHON) -m pytest -s -m slow tests/bench

lock:   ## Choose the newest versions and write both lock files
	@.ci/setup requirements-dev.lock
	$(LOCK) --output-file requirements.lock
	$(LOCK) --extra dev --constraints requirements.lock --output-file requirements-dev.lock

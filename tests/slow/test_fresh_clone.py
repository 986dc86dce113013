"""A newcomer's first minute: a copy of the checkout, `make demo`, and the page is there.

Measured is everything from `make demo` to the first answer of /health: making .venv, fetching
and installing the packages of requirements.lock, and the start of the bot. Fetching depends
on the network; where pip has the packages at hand already, what is left is our own time.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest
from slow.elsewhere import clean_copy, free_port, health_within, own_environment, running, stop

pytestmark = pytest.mark.slow

LONGEST = 60.0


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clean_copy(tmp_path_factory.mktemp("fresh") / "alongside")


def demo_answers_within(seconds: float, clone: Path) -> tuple[float, str]:
    port = free_port()
    with running("make", "demo", f"PORT={port}", cwd=clone) as process:
        told, took = health_within(seconds, port)
        assert told["status"] == "ok"
        said = stop(process, signal.SIGTERM)
    return took, said


def test_a_fresh_clone_serves_the_page_within_a_minute(
    clone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    took, said = demo_answers_within(LONGEST, clone)
    assert "Setting up .venv." in said
    assert re.search(r"http://127\.0\.0\.1:\d+/r/[\w-]+/", said)
    with capsys.disabled():
        print(f"\nfrom a fresh clone to the page: {took:.1f} s")


def test_the_second_time_nothing_is_set_up(clone: Path) -> None:
    took, said = demo_answers_within(10, clone)
    assert "Setting up" not in said
    assert took < 5


def test_a_set_up_that_was_killed_half_way_is_mended(clone: Path) -> None:
    """Three times, each time later: what was left half-made stops none of the next ones."""
    for stamp in (clone / ".venv").glob(".ready-*"):
        stamp.unlink()
    for after in (0.3, 1.5, 4.0):
        with running("make", "demo", f"PORT={free_port()}", cwd=clone) as process:
            time.sleep(after)
            assert process.poll() is None, "what was left stopped it"
            stop(process, signal.SIGKILL)
        assert not list((clone / ".venv").glob(".ready-*")), "it was not half-way any more"
    _took, said = demo_answers_within(LONGEST, clone)
    assert "Setting up .venv." in said


def test_a_venv_whose_python_has_gone_is_made_anew(clone: Path) -> None:
    for link in (clone / ".venv/bin").glob("python*"):
        link.unlink()
    _took, said = demo_answers_within(LONGEST, clone)
    assert "Setting up .venv." in said


def test_another_lock_file_makes_another_venv(clone: Path) -> None:
    lock = clone / "requirements.lock"
    lock.write_text(lock.read_text() + "\n")
    _took, said = demo_answers_within(LONGEST, clone)
    assert "Setting up .venv." in said


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A PATH with the plain tools, to which a test adds the Pythons of its machine."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in ("sh", "cat", "cksum", "dirname", "rm", "make"):
        for place in os.get_exec_path():
            if Path(place, tool).exists():
                (folder / tool).symlink_to(Path(place, tool))
                break
    return folder


def python(path: Path, name: str, version: str, *, venv: bool) -> None:
    """A Python that has this version, with or without its venv module."""
    script = f"""#!/bin/sh
case "$2" in
    *'< (3, 11)'*) exit {int(tuple(map(int, version.split("."))) < (3, 11))} ;;
    *ensurepip*) exit {int(not venv)} ;;
    *version_info*) echo {version} ;;
esac
"""
    (path / name).write_text(script)
    (path / name).chmod(0o755)


@pytest.mark.parametrize(
    ("name", "version", "hint"),
    [
        ("python3", "3.9", "apt install python3 python3-venv"),
        ("python3", "3.11", "apt install python3.11-venv"),
        ("python3.12", "3.12", "apt install python3.12-venv"),
    ],
)
def test_what_python_lacks_is_said_with_the_way_to_get_it(
    tmp_path: Path, path: Path, name: str, version: str, hint: str
) -> None:
    here = clean_copy(tmp_path / "alongside")
    python(path, name, version, venv=False)
    done = subprocess.run(
        ["make", "demo"], cwd=here, env=own_environment(PATH=str(path)),
        capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert hint in done.stderr
    assert not (here / ".venv").exists()

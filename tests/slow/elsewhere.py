"""For tests that leave this folder: copies of the checkout, and programs of their own."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOT_OURS = shutil.ignore_patterns(
    ".git", ".venv", ".demo", "__pycache__", ".*_cache", ".hypothesis", "*.egg-info", "dist",
    "config.toml", "*.db", "*.db-wal", "node_modules",
)  # fmt: skip


def clean_copy(target: Path) -> Path:
    """The checkout as a fresh clone has it."""
    shutil.copytree(ROOT, target, ignore=NOT_OURS)
    return target


def own_environment(**more: str) -> dict[str, str]:
    ours = ("ALONGSIDE_", "PYTHON", "VIRTUAL_ENV", "MAKE")
    return {k: v for k, v in os.environ.items() if not k.startswith(ours)} | more


def free_port() -> int:
    with closing(socket.socket()) as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@contextmanager
def running(*command: str, cwd: Path) -> Iterator[subprocess.Popen[str]]:
    """A program and all it started; ended together."""
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env=own_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        stop(process, 15)


def stop(process: subprocess.Popen[str], signal: int) -> str:
    if process.poll() is None:
        os.killpg(process.pid, signal)
    said, _ = process.communicate(timeout=20)
    return said


def health_within(seconds: float, port: int) -> tuple[dict[str, object], float]:
    """What /health answers, and after how many seconds it did."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2) as answer:
                return json.load(answer), time.monotonic() - began
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"no answer within {seconds} seconds")

"""The wheel has everything: installed in another place, the program runs."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from slow.elsewhere import clean_copy, free_port, health_within, own_environment, running

from bot import __version__

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    source = clean_copy(folder / "source")
    built = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder / "dist")],
        cwd=source, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stdout + built.stderr
    (made,) = (folder / "dist").glob("*.whl")
    assert len(list((folder / "dist").glob("*.tar.gz"))) == 1
    return made


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    venv = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    pip = [str(venv / "bin/python"), "-m", "pip", "install", "--quiet", str(wheel)]
    done = subprocess.run(pip, env=own_environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return venv / "bin"


def alongside(programs: Path, *args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(programs / "alongside"), *args],
        cwd=cwd, env=own_environment(), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_the_wheel_has_the_words_and_the_example(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "bot/prompts/en/cli.ftl",
        "bot/config.example.toml",
        "bot/migrations/0001_start.sql",
    } <= names
    assert any(name.startswith("adapters/local/page/") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "docs/", "prompts/"))]


def test_the_installed_program_knows_its_version(programs: Path, tmp_path: Path) -> None:
    done = alongside(programs, "--version", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"alongside {__version__}\n")


def test_the_installed_program_is_well(programs: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.touch(0o600)
    config.write_text(f"[local]\nport = {free_port()}\n")
    done = alongside(programs, "check", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("All is well.\n")


def test_the_installed_rehearsal_room_opens(programs: Path, tmp_path: Path) -> None:
    port = free_port()
    with running(str(programs / "alongside"), "demo", "--port", str(port), cwd=tmp_path):
        told, _ = health_within(15, port)
    assert told["status"] == "ok"
    assert [each.name for each in tmp_path.iterdir()] == [".demo"]

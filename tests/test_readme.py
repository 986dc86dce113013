"""What the documentation tells people to type exists."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import pytest

from bot.cli import Shell, _parser
from bot.words import Words

ROOT = Path(__file__).parent.parent
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/*.md"))]
SHELL = {"sh", "bash", "console"}
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def typed(page: Path) -> list[str]:
    """Every command in a code block or between backticks."""
    text = page.read_text("utf-8")
    fence = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
    blocks = [body for language, body in fence.findall(text) if language in SHELL]
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    spans = re.findall(r"`([^`\n]+)`", fence.sub("", text))
    return [re.sub(r"\s+#.*", "", line) for line in (*lines, *spans)]


COMMANDS = [(page.name, line) for page in PAGES for line in typed(page)]


@pytest.mark.parametrize(
    ("page", "line"), [each for each in COMMANDS if re.match(r"alongside( |$)", each[1])]
)
def test_each_alongside_command_is_understood(page: str, line: str) -> None:
    parser = _parser(Shell(Words.load(), io.StringIO()))
    words = line.split()[1:]
    if {"--help", "--version"} & set(words):
        with pytest.raises(SystemExit) as end:
            parser.parse_args(words)
        assert end.value.code == 0
    else:
        parser.parse_args(words)


@pytest.mark.parametrize(
    ("page", "line"), [each for each in COMMANDS if re.match(r"make [a-z]", each[1])]
)
def test_each_make_target_is_there(page: str, line: str) -> None:
    target, *settings = line.split()[1:]
    assert re.search(rf"^{re.escape(target)}:", MAKEFILE, re.MULTILINE)
    for setting in settings:
        assert re.search(rf"^{setting.partition('=')[0]} \?=", MAKEFILE, re.MULTILINE)
    dry = subprocess.run(
        ["make", "-n", target, *settings], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert dry.returncode == 0, dry.stderr


def test_the_readme_shows_both_first_commands() -> None:
    assert {"make demo", "make test"} <= set(typed(ROOT / "README.md"))


def test_the_readme_shows_every_command_of_the_shell() -> None:
    shown = " ".join(typed(ROOT / "README.md"))
    for command in ("run", "demo", "check", "backup", "restore"):
        assert f"alongside {command}" in shown


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_link_leads_nowhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8")):
        if not re.match(r"https?:|mailto:", link):
            assert (page.parent / link).exists(), link


def test_nothing_names_a_package_index() -> None:
    for file in ("requirements.lock", "requirements-dev.lock", "pyproject.toml", "Makefile"):
        text = (ROOT / file).read_text("utf-8")
        assert not re.search(r"(index-url|find-links)[ =]+[\"']?\w+:|https?://|file:", text), file


def test_each_package_in_a_lock_file_has_one_version_and_hashes() -> None:
    for file in ("requirements.lock", "requirements-dev.lock"):
        for entry in (ROOT / file).read_text("utf-8").replace("\\\n", " ").splitlines():
            assert re.match(r"[a-z0-9.-]+==[\w.+!-]+ ", entry), entry
            assert "--hash=sha256:" in entry, entry


def test_both_lock_files_choose_the_same_versions() -> None:
    pins = {}
    for file in ("requirements.lock", "requirements-dev.lock"):
        pins[file] = set(
            re.findall(r"^([a-z0-9.-]+==\S+)", (ROOT / file).read_text(), re.MULTILINE)
        )
    assert pins["requirements.lock"] < pins["requirements-dev.lock"]

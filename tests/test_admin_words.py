"""What admins are told about a platform: it renders, and the page for admins has more on each."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from discord import Permissions

from adapters.discord.rights import NEEDED
from bot.cli import Shell
from bot.lint import Written, read
from bot.lint.sentences import sentences
from bot.words import Words

ROOT = Path(__file__).parent.parent
WORDS = Words.load()
ADMIN = ("/matrix-admin.ftl", "/discord-admin.ftl")
TEXTS = [text for text in read(ROOT / "prompts/en") if text.file.endswith(ADMIN)]
PAGE = " ".join((ROOT / "docs/admins.md").read_text("utf-8").split())

ALL_IS_WELL = {
    *("matrix-signed-in", "matrix-not-tried", "matrix-answers", "matrix-signed"),
    *("discord-signed-in", "discord-answers", "discord-channel-good", "discord-no-room-yet"),
}
"""Nothing to do, so nothing to look up."""

WHICH = "…"
PLATFORMS = ("Matrix", "Discord")


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.key)
def test_each_renders_and_begins_with_a_capital(text: Written) -> None:
    facts: dict[str, object] = dict.fromkeys(text.variables[""], "@ann:example.org")
    if "minutes" in facts:
        facts["minutes"] = 7
    told = Shell(WORDS, io.StringIO()).render(text.key, **facts)
    assert told[0].isupper()
    for fact in facts.values():
        assert str(fact) in told


@pytest.mark.parametrize(
    "text", [text for text in TEXTS if text.key not in ALL_IS_WELL], ids=lambda text: text.key
)
def test_what_needs_something_done_can_be_looked_up(text: Written) -> None:
    first = sentences(text.branches[-1].words)[0]
    heading = re.sub(r"\{\$[\w-]+\}", WHICH, first)
    assert f"**{heading}**" in PAGE or f"**{heading.rstrip('.')}**" in PAGE


def test_the_page_shows_no_error_that_is_not_there() -> None:
    readings = (branch.words for text in read(ROOT / "prompts/en") for branch in text.branches)
    named = (words.replace("{$platform}", one) for words in readings for one in PLATFORMS)
    known = {re.sub(r"\{\$[\w-]+\}", WHICH, words) for words in named}
    page = (ROOT / "docs/admins.md").read_text("utf-8")
    errors = page[page.index("## Something is wrong") : page.index("### The bot says nothing")]
    shown = re.findall(r"(?m)^\*\*(.+?)\*\*$", errors)
    assert len(shown) >= len(TEXTS) - len(ALL_IS_WELL)
    for heading in shown:
        assert any(words.startswith(heading) for words in known), heading


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.key)
def test_each_part_of_the_page_that_is_named_is_there(text: Written) -> None:
    for branch in text.branches:
        for name in re.findall(r"docs/admins\.md, “(.+?)”", branch.words):
            assert re.search(rf" #+ (\d+\. )?{re.escape(name)} ", PAGE), name


def test_the_page_quotes_what_the_bot_says() -> None:
    for key in ("welcome.arrival", "cli.running"):
        assert WORDS.word(key) in PAGE


def test_no_link_within_the_page_leads_nowhere() -> None:
    page = (ROOT / "docs/admins.md").read_text("utf-8")
    headings = re.findall(r"(?m)^#+ (.+)$", page)
    there = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    for link in re.findall(r"\]\(#([^)]+)\)", page):
        assert link in there, link


def test_the_invitation_asks_for_the_least_rights_and_no_more() -> None:
    wanted = int(Permissions(**dict.fromkeys(NEEDED, True)).value)
    assert re.findall(r"permissions=(\d+)", PAGE) == [str(wanted)]
    assert f"The number {wanted} stands for them" in PAGE
    for right in NEEDED:
        assert f"| {right.replace('_', ' ').title()} |" in PAGE

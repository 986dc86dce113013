"""People's words are read on Discord as they were typed, and ping nobody."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter

import pytest
from contract import HOSTILE
from hypothesis import example, given
from hypothesis import strategies as st
from on_discord.messages import Message, Messages
from on_discord.reading import read
from on_discord.rights import May
from on_discord.world import Channel, Watch, World

from adapters.discord import parts
from adapters.discord.markup import escape
from bot.facts import tame
from bot.model import Person, PersonId, Rendered

# fmt: off
PIECES = (
    "\\", "*", "**", "_", "__", "~~", "`", "```", "|", "||", "<", ">", "> ", ">>> ", "@", "#",
    "# ", "## ", "-# ", "- ", "-", "+ ", "1. ", "12.", "1", ".", "[", "](", "]", "(", ")",
    ":", "://", "https://a.bc", "<https://a.bc>", "[a](https://b.cd)", "<@1>", "<@&2>", "<#3>",
    "<t:0:R>", "<:a:4>", "</a:5>", ":smile:", ":+1:", ":e-mail:", ":100:", "@everyone", "@here",
    "¯\\_(ツ)_/¯", "a", "b", " ", "  ", "\n", "\u00a0", "\u2028",
)
# fmt: on
TYPED = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=12).map("".join)).map(tame)
"""Whatever somebody may type, as the bot shows it."""

AROUND = (
    ("", ""),
    ("", " is here."),
    ("", ": fine"),
    ("Tom, ", ". Next: Ann."),
    ("“", "”"),
    ("Yes.\n", "\nNo."),
)
"""Words of ours that may stand beside them."""


@pytest.mark.parametrize("around", AROUND, ids="word".join)
@given(typed=TYPED)
@example(typed=":+1:")
@example(typed=":smile")
@example(typed="-")
@example(typed="1.")
@example(typed="\\")
def test_words_are_read_as_they_were_typed(around: tuple[str, str], typed: str) -> None:
    before, after = around
    assert read(f"{before}{escape(typed)}{after}") == f"{before}{typed}{after}"


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_words_too(typed: str) -> None:
    assert read(escape(tame(typed))) == tame(typed)


def test_a_long_text_is_escaped_at_once() -> None:
    for typed in ("\n" * 4000, "1" * 4000, ":a" * 2000, " " * 4000, "-\n" * 2000, ":" * 4000):
        since = perf_counter()
        escape(typed)
        assert perf_counter() - since < 0.1


# Who is pinged.


@dataclass
class Town:
    """A channel where the bot may ping everybody, if it likes."""

    messages: Messages
    channel: Channel
    ann: int
    helpers: int

    def says(self, body: dict[str, object]) -> Message:
        return self.messages.say(self.messages.world.bot, self.channel, body)


@pytest.fixture(scope="module")
def town() -> Town:
    world = World(Watch())
    ann = world.new_user("Ann")
    guild = world.new_guild("Friday", ann)
    loud = world.new_role(guild, "loud", May.MENTION_EVERYONE)
    guild.members[world.bot.id].roles.append(loud)
    return Town(Messages(world), world.new_channel(guild, "lounge"), ann.id, loud.id)


def pinged(said: Message) -> list[object]:
    ids: list[object] = [one.id for one in said.mentions]
    ids += [one.id for one in said.roles]
    return [*ids, "everyone"] if said.everyone else ids


def test_words_that_were_not_escaped_would_ping(town: Town) -> None:
    said = town.says({"content": f"<@{town.ann}> <@&{town.helpers}> @everyone"})
    assert pinged(said) == [town.ann, town.helpers, "everyone"]


@given(st.data())
def test_nobodys_words_ping_anybody(town: Town, data: st.DataObject) -> None:
    those = st.sampled_from((f"<@{town.ann}>", f"<@!{town.ann}>", f"<@&{town.helpers}>", "@here"))
    typed = "".join(data.draw(st.lists(TYPED | those, max_size=6)))
    said = town.says(parts.message(Rendered(f"Tom: {escape(typed)}")))
    assert pinged(said) == []
    # Nor would they if everybody could be pinged: but for everybody at once.
    said = town.says({"content": f"Tom: {escape(typed)}"})
    assert pinged(said) in ([], ["everyone"])


@given(st.data())
def test_a_message_pings_only_whom_it_alerts(town: Town, data: st.DataObject) -> None:
    typed = data.draw(TYPED)
    calls = f"<@{town.ann}> <@&{town.helpers}> @everyone {escape(typed)}"
    ann, dilys = Person(PersonId(f"discord:{town.ann}"), "Ann"), Person(PersonId("phone:1"), "D")
    for alert, whom in ((ann, [town.ann]), (dilys, []), (None, [])):
        assert pinged(town.says(parts.message(Rendered(calls, alert=alert)))) == whom

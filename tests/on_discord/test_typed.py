"""Typed words: those that mention the bot, wherever in the line, and no others."""

from __future__ import annotations

import asyncio

import pytest
from on_discord.lounge import Lounge, buttons, person_id, room_id
from on_discord.messages import Message
from on_discord.people import Person

pytestmark = pytest.mark.slow

WAITED = "I could not reach you before. This was for you."


def me(lounge: Lounge) -> str:
    return lounge.discord.world.bot.mention


async def says(
    lounge: Lounge, who: Person, line: str, *, replies_to: Message | None = None
) -> Message:
    """A line with the bot's name anywhere in it; returns once the bot has taken it up."""
    said = await who.says(lounge.room, line.format(me=me(lounge)), replies_to=replies_to)
    await lounge.bot.tap.took(f"discord:{said.id}")
    await lounge.later()
    return said


async def rows(lounge: Lounge) -> dict[str, int]:
    """How much stands in each table."""

    def count(tx: object) -> dict[str, int]:
        tables = [row[0] for row in tx.all("SELECT name FROM sqlite_schema WHERE type = 'table'")]  # type: ignore[attr-defined]
        return {one: tx.one(f"SELECT count(*) FROM {one}")[0] for one in tables}  # type: ignore[attr-defined]

    return await lounge.bot.app.db.read(count)


async def test_a_line_that_mentions_nobody_does_nothing_and_costs_nothing(lounge: Lounge) -> None:
    """Its words never reach the bot. That somebody wrote is known, for the pace alone."""
    await lounge.meets()
    await lounge.later()
    await lounge.calm()
    before, asked = await rows(lounge), len(lounge.discord.asked)
    stirred = len(lounge.bot.tap.stirred)
    for line in ("hand up", "!hand up", "/hand-up", "Alongside hand up", "@Alongside hand up"):
        await lounge.tom.says(lounge.room, line)
    await asyncio.sleep(0.3)
    assert await rows(lounge) == before
    assert [str(one) for one in lounge.discord.asked[asked:]] == []
    assert not [one for one in lounge.bot.tap.heard if one.by.id == person_id(lounge.tom)][1:]
    assert lounge.bot.tap.stirred[stirred:] == [room_id(lounge.room)] * 5


@pytest.mark.parametrize(
    "line",
    [
        *("{me} hand up", "{me}, hand up", "{me}: Hand up!", "hand up {me}", "Hand up, {me}."),
        *(
            "hand up please {me}",
            "hand up, {me}, please",
            "please {me} hand up",
            "{me} {me} hand-up",
        ),
        *("{me} /hand-up", "{me}\nhand up"),
    ],
)
async def test_the_mention_stands_anywhere_in_the_line(lounge: Lounge, line: str) -> None:
    await lounge.meets()
    await says(lounge, lounge.tom, line)
    await lounge.last_line("Hands: Tom Hill.")
    await lounge.slash(lounge.bev, "next")
    await lounge.tom.hears(lounge.room, "it is your turn")
    assert "Alongside" not in lounge.lines()[-1], "its name is no part of what they said"


async def test_own_words_keep_the_names_in_them(lounge: Lounge) -> None:
    await lounge.meets()
    await says(lounge, lounge.tom, f"{{me}} hand up: what {lounge.ann.mention} said to {{me}} then")
    await lounge.slash(lounge.bev, "next")
    line = await lounge.tom.hears(lounge.room, "it is your turn")
    assert "About: “what Ann Lee said to Alongside then”." in line.content
    assert line.mentions == [lounge.tom.user]


@pytest.mark.parametrize(
    "line", ["{me} raise {tom}", "raise {tom} {me}", "{me} raise {tom} please"]
)
async def test_somebody_else_is_named_by_a_mention(lounge: Lounge, line: str) -> None:
    await lounge.meets()
    await says(lounge, lounge.bev, line.replace("{tom}", lounge.tom.mention))
    await lounge.last_line("Hands: Tom Hill.")


async def test_whom_the_group_knows_by_another_name_is_found_by_a_mention(lounge: Lounge) -> None:
    """They have renamed themselves since they said hello."""
    await lounge.meets()
    lounge.tom.renames("Thomas")
    await says(lounge, lounge.bev, f"{{me}} raise {lounge.tom.mention}")
    await lounge.last_line("Hands: Tom Hill.")


async def test_a_reply_to_a_line_of_the_bot_counts_when_it_is_surely_a_word(lounge: Lounge) -> None:
    first = await lounge.ann.hears(lounge.room, "Alongside here")
    [eve] = lounge.discord.people("Eve Moss")
    eve.joins(lounge.guild)
    await says(lounge, eve, "Say hello!", replies_to=first)
    assert person_id(eve) in lounge.group.members
    await lounge.meets()
    line = await lounge.ann.hears(lounge.room, "leads today")
    for word, hands in (
        ("hand up", "Hands: Tom Hill."),
        ("Hand down please", "Nobody is waiting."),
    ):
        await says(lounge, lounge.tom, word, replies_to=line)
        await lounge.last_line(hands)


@pytest.mark.parametrize(
    "talk",
    [
        *("I agree with that", "The bus came on time. Twice.", "pass the salt", "next week then"),
        *("no", "stop", "help me understand", "hand ups", "1", "👍", "who is that"),
    ],
)
async def test_a_reply_to_a_line_of_the_bot_is_talk_otherwise(lounge: Lounge, talk: str) -> None:
    """A round is answered that way, and the bot does not meddle."""
    await lounge.meets()
    line = await lounge.ann.hears(lounge.room, "leads today")
    before, rows_before = lounge.lines(), await rows(lounge)
    await says(lounge, lounge.tom, talk, replies_to=line)
    assert lounge.lines() == before
    assert await rows(lounge) == rows_before


async def test_a_reply_that_names_the_bot_is_a_word_for_it(lounge: Lounge) -> None:
    await lounge.opens_dm(lounge.tom)
    line = await lounge.ann.hears(lounge.room, "Alongside here")
    await says(lounge, lounge.tom, "{me} who leads", replies_to=line)
    await lounge.tom.hears(await lounge.tom.opens_dm(), "looked after by Bev Stone")


async def test_a_word_in_a_thread_is_a_word_in_its_channel(lounge: Lounge) -> None:
    await lounge.meets()
    thread = lounge.discord.thread(lounge.room, "The bus")
    await asyncio.sleep(0.1)
    await lounge.types(lounge.tom, "hand up", thread)
    await lounge.later()
    await lounge.last_line("Hands: Tom Hill.")
    shown = await lounge.answer(lounge.ann, await lounge.ann.slash(thread, "who-is-next"))
    assert shown == "Hands: Tom Hill."
    assert lounge.ann.reads(thread) == [shown], "what all hear stands in the channel"


async def test_a_line_that_is_changed_later_is_not_heard_again(lounge: Lounge) -> None:
    await lounge.meets()
    wrong = await says(lounge, lounge.tom, "{me} what about the bus")
    right = await says(lounge, lounge.ann, "{me} hand up")
    await lounge.later()
    await lounge.calm()
    before = lounge.lines()
    await lounge.tom.edits(wrong, f"{me(lounge)} hand up")
    await lounge.ann.edits(right, f"{me(lounge)} hand down")
    await asyncio.sleep(0.3)
    await lounge.later()
    assert lounge.lines() == before
    assert await lounge.slash(lounge.tom, "who-is-next") == "Hands: Ann Lee."


async def test_programs_are_not_heard(lounge: Lounge) -> None:
    """Neither other bots nor webhooks, which speak under any name."""
    await lounge.meets()
    before = lounge.lines()
    other = lounge.discord.world.new_user("Helper")
    lounge.discord.world.add_member(lounge.guild, other)
    other.bot = True
    body = {"content": f"{me(lounge)} hand up"}
    lounge.discord.messages.say(other, lounge.room, body)
    lounge.discord.messages.say(lounge.tom.user, lounge.room, body, webhook_id=7)
    await asyncio.sleep(0.3)
    await lounge.later()
    assert lounge.lines() == before
    assert await lounge.slash(lounge.ann, "who-is-next") == "Nobody is waiting."


@pytest.mark.parametrize("line", ["{me}", "{me} ?", "{me}!!"])
async def test_a_mention_alone_is_answered_with_a_way_on(lounge: Lounge, line: str) -> None:
    chat = await lounge.opens_dm(lounge.tom)
    said = await says(lounge, lounge.tom, line)
    told = await lounge.tom.hears(chat, lambda one: one.id > said.id)
    assert told.content.startswith("I am here. To see my words, type: /help.")
    assert "Help" in buttons(told)


async def test_slash_words_typed_as_text_are_understood_in_private(lounge: Lounge) -> None:
    """Where a client has no list of them they come as text, just as the bot spells them."""
    await lounge.opens_dm(lounge.tom)
    lounge.tom.slash_words = False
    assert await lounge.dm(lounge.tom, "/who-leads") == "This group is looked after by Bev Stone."
    assert (await lounge.dm(lounge.tom, "/help")).startswith("You can type: /")


async def test_who_has_no_private_chat_gets_the_answer_by_a_button(lounge: Lounge) -> None:
    """The room is told that an answer waits: not whose, and not what."""
    await says(lounge, lounge.tom, "{me} who leads")
    line = await lounge.ann.hears(lounge.room, "An answer is here")
    assert line.content == "An answer is here for somebody who asked. Only they can read it."
    told = await lounge.press(lounge.tom, "Show my answer", on=line)
    assert told == f"{WAITED} This group is looked after by Bev Stone."
    assert lounge.told(lounge.ann, lounge.bev) == []


async def test_several_answers_that_wait_are_told_in_one_message(lounge: Lounge) -> None:
    for word in ("who leads", "say hello", "step out", "plugh"):
        await says(lounge, lounge.tom, f"{{me}} {word}")
    told = await lounge.press(lounge.tom, "Show my answer")
    assert told.startswith("The room saw that word.")
    assert told.endswith("I do not know that word. To see my words, type: /help.")
    told = await lounge.press(lounge.tom, "Show my answer")
    print("TOLD", told)
    assert told == (
        f"{WAITED} Hello again, Tom Hill. We know each other already."
        " This group is looked after by Bev Stone."
    )

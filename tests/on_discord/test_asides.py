"""A question without a name on Discord, from a button to the post: pressed, and never a message."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from on_discord.interactions import Interaction
from on_discord.lounge import Lounge, buttons, open_lounge, until, unwanted
from on_discord.messages import Message
from on_discord.people import Person
from on_discord.server import Discord

from adapters.discord.saying import MESSAGES
from bot.anonymous.floor import FLOOR

pytestmark = pytest.mark.slow

WORD = "ask-without-my-name"
PRESS = "Ask without my name"
QUESTION = "I wonder whether afternoons would let more of us come."
NOT_YET = "It is not in the box yet."
DAY = 24 * 3600.0


@pytest.fixture
async def lounge(discord: Discord, tmp_path: Path) -> AsyncIterator[Lounge]:
    """A group that said yes to questions, and whose members have been there for a while."""
    async with open_lounge(discord, tmp_path) as one:
        for other in discord.people("Joe Reed", "Priya Rao", "Femi Cole", "Sam West"):
            other.joins(one.guild)
            await one.slash(other, "say-hello")
        await one.slash(one.bev, "alongside", words="switch on questions")
        await one.press(one.bev, "The group says yes")
        await one.later(15 * DAY)
        await until(lambda: one.bot.app.at_rest)
        await one.calm(1.0)  # what happened before the start is read, too
        one.before = frozenset(discord.messages.all())
        yield one
    assert unwanted(discord) == []


async def begins(lounge: Lounge, who: Person) -> Interaction:
    begun = await who.slash(lounge.room, WORD)
    assert "without your name" in await lounge.answer(who, begun)
    return begun


async def writes(lounge: Lounge, who: Person, words: str = QUESTION) -> Interaction:
    """As far as the words, shown once more before they are sent."""
    begun = await begins(lounge, who)
    form = await who.presses("Go on", on=begun.original)
    await who.form(form)
    sent = await who.submits(form, {"words": words})
    assert f"“{words}”" in await lounge.answer(who, sent)
    return sent


async def now_in_the_box(lounge: Lounge, who: Person, begun: Interaction) -> Message:
    """It says that it is not there yet; after the minute the same message says that it is."""
    assert (await lounge.answer(who, begun)).startswith(NOT_YET)
    shown = begun.original
    assert shown is not None
    await lounge.later(61)
    await until(lambda: shown.content.startswith("It is in the box."), shown.content)
    assert begun.follow_ups == []
    return shown


async def asks(lounge: Lounge, who: Person, send: str = "Send it") -> Message:
    written = await writes(lounge, who)
    return await now_in_the_box(lounge, who, await who.presses(send, on=written.original))


async def comes_out(lounge: Lounge, post: str) -> None:
    """Its members are seen, and days pass until the room reads it."""
    for one in lounge.discord.world.users.values():
        if one.name in ("Ann Lee", "Tom Hill", "Joe Reed", "Priya Rao", "Femi Cole"):
            await Person(lounge.discord, one).says(lounge.room, "good morning")
    await lounge.calm(0.1)
    for _ in range(8):
        await lounge.later(DAY)
        await until(lambda: lounge.bot.app.at_rest)
    await until(lambda: any(post in one for one in lounge.lines()), str(lounge.lines()[-3:]))


async def readable(lounge: Lounge) -> list[str]:
    """Every message that the bot's token can read, in rooms and in private chats, as fetched."""
    session = lounge.bot.adapter._session
    assert session is not None
    channels = {one.channel.id for one in lounge.discord.messages.all()}
    return [
        str(message)
        for id in channels
        for message in await session.saying._rest.ask(
            "GET", MESSAGES, query={"limit": 100}, channel_id=id
        )
    ]


async def test_a_question_goes_from_a_button_to_the_room(
    lounge: Lounge, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.clear()
    with caplog.at_level(logging.DEBUG):
        shown = await asks(lounge, lounge.ann, "Send it, with five words")
        await lounge.calm()
    code = shown.content.partition("Your five words are: ")[2].partition(".")[0]
    assert len(code.replace(",", "").split()) == 5
    told = " ".join(await readable(lounge))
    assert not [one for one in (QUESTION, code, "in the box", PRESS) if one in told]
    # Public things are logged, and nothing of this was one of them.
    assert [one.getMessage() for one in caplog.records if FLOOR.filter(one)] == []
    await comes_out(lounge, f"Question 1, without a name: “{QUESTION}”")
    assert code not in " ".join(await readable(lounge))


async def writes_back(lounge: Lounge, who: Person, code: str) -> Message:
    """Five words in a form; the message that says, after the minute, what they belong to."""
    begun = await who.slash(lounge.room, "write-back")
    assert "What are your five words?" in await lounge.answer(who, begun)
    form = await who.presses("Type them", on=begun.original)
    await who.form(form)
    sent = await who.submits(form, {"words": code})
    await lounge.answer(who, sent)
    shown = sent.original
    assert shown is not None
    await lounge.later(61)
    await until(lambda: f"This is question 1: “{QUESTION}”" in shown.content, shown.content)
    return shown


async def test_a_question_lives_its_whole_life(lounge: Lounge) -> None:
    """Asked, given to somebody, answered, written back to, confirmed and closed."""
    shown = await asks(lounge, lounge.ann, "Send it, with five words")
    code = shown.content.partition("Your five words are: ")[2].partition(".")[0]
    await comes_out(lounge, f"Question 1, without a name: “{QUESTION}”")

    await lounge.slash(lounge.bev, "alongside", words="pass question 1 to Tom Hill")
    await until(lambda: "can you answer question 1?" in lounge.lines()[-1], lounge.lines()[-1])
    begun = await lounge.tom.slash(lounge.room, "alongside", words="answer question 1")
    await lounge.answer(lounge.tom, begun)
    form = await lounge.tom.presses("Write my answer", on=begun.original)
    await lounge.tom.form(form)
    shown_first = await lounge.send(lounge.tom, form, answer="We can meet at two from June.")
    post = "Question 1. Tom Hill answers: “We can meet at two from June.”"
    assert post in shown_first
    await lounge.press(lounge.tom, "Post it")
    await until(lambda: post in lounge.lines()[-1], str(lounge.lines()[-1:]))

    found = await writes_back(lounge, lounge.ann, code)
    form = await lounge.ann.presses("Add something", on=found)
    await lounge.ann.form(form)
    written = await lounge.ann.submits(form, {"words": "And in winter?"})
    assert "“And in winter?”" in await lounge.answer(lounge.ann, written)
    sent = await lounge.ann.presses("Send it", on=written.original)
    await now_in_the_box(lounge, lounge.ann, sent)
    await comes_out(lounge, "Whoever asked question 1 adds: “And in winter?”")

    found = await writes_back(lounge, lounge.ann, code)
    confirms = await lounge.ann.presses("Say if that is what I meant", on=found)
    await lounge.answer(lounge.ann, confirms)
    yes = await lounge.ann.presses("Yes", on=confirms.original)
    await now_in_the_box(lounge, lounge.ann, yes)
    await comes_out(lounge, "yes, that is what I meant. It is closed.")
    assert code not in " ".join(await readable(lounge))


async def test_opening_the_form_is_the_first_answer_and_reads_nothing(
    lounge: Lounge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lookup would be a trace, and late: a form cannot follow a sign of waiting."""
    await lounge.calm()
    reads: list[str] = []
    db = lounge.bot.app.db

    def noted(how: Callable[..., Any]) -> Callable[..., Any]:
        def ask(fn: object) -> Any:
            reads.append(str(fn))
            return how(fn)

        return ask

    monkeypatch.setattr(db, "read", noted(db.read))
    monkeypatch.setattr(db, "write", noted(db.write))
    begun = await begins(lounge, lounge.ann)
    form = await lounge.ann.presses("Go on", on=begun.original)
    asked = await lounge.ann.form(form)
    monkeypatch.undo()
    assert [one for one in reads if "keeper" not in one.casefold()] == []
    assert form.original is None
    assert len(asked["title"]) <= 45
    [field] = [one["component"] for one in asked["components"] if one["type"] == 18]
    assert field["max_length"] == 1500
    assert field["style"] == 2


async def test_who_sees_no_slash_words_finds_a_button_in_the_room(lounge: Lounge) -> None:
    lounge.ann.slash_words = False
    said = await lounge.types(lounge.ann, "help")
    await lounge.later()
    post = await lounge.ann.hears(lounge.room, lambda one: "Menu" in buttons(one), after=said)
    assert post.only_for is None
    menu = await lounge.ann.presses("Menu", on=post)
    assert await lounge.answer(lounge.ann, menu)
    begun = await lounge.ann.presses(PRESS, on=menu.original)
    assert "without your name" in await lounge.answer(lounge.ann, begun)


async def test_the_hello_leads_there_as_well(lounge: Lounge) -> None:
    lounge.tom.slash_words = False
    asked = await lounge.tom.presses("Help", among=lounge.room)
    await lounge.answer(lounge.tom, asked)
    menu = await lounge.tom.presses("Menu", on=asked.original)
    await lounge.answer(lounge.tom, menu)
    begun = await lounge.tom.presses(PRESS, on=menu.original)
    assert "without your name" in await lounge.answer(lounge.tom, begun)


@pytest.mark.parametrize("line", ["ask without my name", "Ask without my name, please."])
async def test_typed_in_private_it_is_led_to_the_room(lounge: Lounge, line: str) -> None:
    await lounge.opens_dm(lounge.ann)
    said = await lounge.dm(lounge.ann, line)
    assert said.startswith("Please do not write it here. What you type here stays")
    assert "Please go to lounge." in said
    # And what is typed next is no part of anything.
    assert "in the box" not in await lounge.dm(lounge.ann, QUESTION)


async def test_pressed_in_private_it_is_led_to_the_room(lounge: Lounge) -> None:
    chat = await lounge.opens_dm(lounge.ann)
    await lounge.dm(lounge.ann, "menu")
    begun = await lounge.ann.presses(PRESS, among=chat)
    assert (await lounge.answer(lounge.ann, begun)).startswith("Please do not write it here.")
    slash = await lounge.ann.slash(chat, WORD)
    assert (await lounge.answer(lounge.ann, slash)).startswith("Please do not write it here.")


async def test_after_a_restart_old_buttons_are_answered_kindly_and_do_nothing(
    lounge: Lounge,
) -> None:
    begun = await begins(lounge, lounge.ann)
    written = await writes(lounge, lounge.ann)
    await lounge.starts_again()
    for button, on in (("Go on", begun.original), ("Send it", written.original)):
        pressed = await lounge.ann.presses(button, on=on)
        assert (await lounge.answer(lounge.ann, pressed)).startswith("I no longer hold this.")
    assert lounge.bot.app._keeper._box.notes == frozenset()


async def test_a_form_that_was_open_over_a_restart_is_answered_kindly(lounge: Lounge) -> None:
    begun = await begins(lounge, lounge.ann)
    form = await lounge.ann.presses("Go on", on=begun.original)
    await lounge.ann.form(form)
    await lounge.starts_again()
    answer = await lounge.send(lounge.ann, form, words=QUESTION)
    assert answer.startswith("I no longer hold this.")
    assert QUESTION not in " ".join(await readable(lounge))


async def test_a_press_that_is_told_twice_is_one_note(lounge: Lounge) -> None:
    written = await writes(lounge, lounge.ann)
    first = await lounge.ann.presses("Send it", on=written.original)
    second = await lounge.ann.presses("Send it", on=written.original)
    await now_in_the_box(lounge, lounge.ann, first)
    assert (await lounge.answer(lounge.ann, second)).startswith("I have taken that up already.")
    assert len(lounge.bot.app._keeper._box.notes) == 1


@pytest.mark.parametrize("after", [False, True])
async def test_where_the_connection_drops_nothing_is_logged_and_nothing_doubled(
    lounge: Lounge, caplog: pytest.LogCaptureFixture, after: bool
) -> None:
    """A press whose first answer was lost: taken up if it was shown, else not at all."""
    written = await writes(lounge, lounge.ann)
    await lounge.calm()
    with caplog.at_level(logging.DEBUG):
        logged = len(caplog.records)
        lounge.discord.faults.drop("POST", "/interactions/*/callback", after=after)
        sent = await lounge.ann.presses("Send it", on=written.original)
        await now_in_the_box(lounge, lounge.ann, sent)
    assert [one.getMessage() for one in caplog.records[logged:] if FLOOR.filter(one)] == []
    assert len(lounge.bot.app._keeper._box.notes) == 1


async def test_a_press_that_discord_refuses_sends_nothing_and_is_not_logged(
    lounge: Lounge, caplog: pytest.LogCaptureFixture
) -> None:
    written = await writes(lounge, lounge.ann)
    await lounge.calm()
    with caplog.at_level(logging.DEBUG):
        logged = len(caplog.records)
        lounge.discord.faults.fail("POST", "/interactions/*/callback", status=404)
        sent = await lounge.ann.presses("Send it", on=written.original)
        await asyncio.sleep(0.5)
    assert sent.original is None
    assert [one.getMessage() for one in caplog.records[logged:] if FLOOR.filter(one)] == []
    lounge.discord.interactions.all.remove(sent)
    await lounge.later(61)
    assert lounge.bot.app._keeper._box.notes == frozenset()
    # They saw that it failed, and press again.
    again = await lounge.ann.presses("Send it", on=written.original)
    await now_in_the_box(lounge, lounge.ann, again)


async def test_a_minute_that_fails_says_so_and_logs_nothing_of_it(
    lounge: Lounge, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = await writes(lounge, lounge.ann)
    monkeypatch.setattr(os, "pwrite", _full)
    with caplog.at_level(logging.DEBUG):
        sent = await lounge.ann.presses("Send it", on=written.original)
        assert (await lounge.answer(lounge.ann, sent)).startswith(NOT_YET)
        await lounge.later(61)
        shown = sent.original
        assert shown is not None
        await until(lambda: shown.content.startswith("I could not keep this"), shown.content)
    assert QUESTION not in " ".join(one.getMessage() for one in caplog.records if FLOOR.filter(one))


def _full(_handle: int, _data: bytes, _place: int) -> int:
    raise OSError(28, "No space left on device")

"""Talks without a name on a real homeserver: typed in the private chat, and gone afterwards.

Where others run the server and the chat is encrypted, what was said is taken away: neither the
bot's token nor its keys can read it again.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from contract import PATIENCE
from matrix.bot_here import BotHere, bot_here
from matrix.people import Person, Town
from nio.crypto import InboundGroupSession

from adapters.matrix.database import Keys
from adapters.matrix.wire import Homeserver, path
from bot import groups
from bot.anonymous.floor import FLOOR
from bot.aside import Watched
from bot.clock import Clock
from bot.db import Tx
from bot.model import Person as Named
from bot.model import PersonId, RoomId

pytestmark = pytest.mark.slow

QUESTION = "I wonder whether afternoons would let more of us come."
LONG_AGO = date(2020, 1, 1)


async def ready(bot: BotHere, town: Town, *, encrypted: bool) -> tuple[Person, str]:
    """A group that said yes to questions, whose members were there for long; Tom's chat."""
    _ann, _room, tom, chat = await everybody(bot, town, encrypted=encrypted)
    return tom, chat


async def everybody(
    bot: BotHere, town: Town, *, encrypted: bool
) -> tuple[Person, str, Person, str]:
    """The same, with Ann who leads, and the room."""
    ann, tom = await town.people("Ann", "Tom", encrypted=encrypted)
    room = await town.room("North Town", ann, tom, encrypted=encrypted)
    await ann.invite(room, bot.user)
    await ann.hears(room, "Hello. Alongside here.")
    chat = await tom.start_chat(bot.user, encrypted=encrypted)
    await tom.hears(chat, "Type a number")
    for line in ("!switch on questions", "!group says yes questions"):
        await bot.tap.took("matrix:" + await ann.says(room, line))
    group = bot.app.group_of(RoomId(f"matrix:{room}"))
    assert group is not None

    def join(tx: Tx) -> None:
        for who in (ann.user, tom.user, *(f"@other{n}:house.test" for n in range(6))):
            groups.join(tx, group.id, Named(PersonId(f"matrix:{who}"), who[1:4]), LONG_AGO)
        bot.app.groups.settle(tx)

    await bot.app.db.write(join)
    return ann, room, tom, chat


async def says(bot: BotHere, who: Person, chat: str, text: str, answer: str) -> str:
    """One line, and the answer to it; the id of the line."""
    said = await who.says(chat, text)
    await who.hears(chat, answer, after=said, by=bot.user)
    return said


async def asks(bot: BotHere, who: Person, chat: str, clock: Clock) -> list[str]:
    """A question from the first word until it is in the box; what was typed."""
    typed = [
        await says(bot, who, chat, "ask without my name", "without your name"),
        await says(bot, who, chat, "1", "What would you like to ask?"),
        await says(bot, who, chat, QUESTION, f"“{QUESTION}”"),
        await says(bot, who, chat, "1", "It is not in the box yet."),
    ]
    clock.move(timedelta(seconds=61))
    await who.hears(chat, "It is in the box.", after=typed[-1], by=bot.user)
    return typed


async def as_the_bot_reads(bot: BotHere, chat: str) -> dict[str, dict[str, Any]]:
    """Every event of a chat, fetched with the bot's own token."""
    found: dict[str, dict[str, Any]] = {}
    async with Homeserver(bot.adapter._config.homeserver) as server:
        server.token = device(bot)["access_token"]
        page = await server.ask(
            "GET", path("rooms", chat, "messages"), query={"dir": "b", "limit": "200"}
        )
    for event in page["chunk"]:
        found[event["event_id"]] = event
    return found


def device(bot: BotHere) -> dict[str, str]:
    found: dict[str, str] = json.loads((bot.adapter._config.store / "device.json").read_text())
    return found


def stored_keys(bot: BotHere) -> list[InboundGroupSession]:
    """What the key store would open, read from its file."""
    config = bot.adapter._config
    keys = Keys(
        config.user_id,
        device(bot)["device_id"],
        str(config.store),
        pickle_key=(config.store / "pickle.key").read_text(),
        database_name="keys.db",
    )
    try:
        return list(keys.load_inbound_group_sessions())
    finally:
        keys.database.close()


def opens(keys: list[InboundGroupSession], event: dict[str, Any]) -> bool:
    """Can one of these keys open it?"""
    for key in keys:
        if key.id == event["content"].get("session_id"):
            try:
                key.decrypt(event["content"]["ciphertext"])
            except Exception:  # noqa: BLE001 (vodozemac has an error for each reason)
                continue
            return True
    return False


async def test_after_a_sealed_talk_neither_token_nor_keys_can_read_it(
    town: Town, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    async with bot_here(
        town.synapse, tmp_path, encryption=True, clock=clock, run_by="others"
    ) as bot:
        tom, chat = await ready(bot, town, encrypted=True)
        assert bot.adapter.watched(PersonId(f"matrix:{tom.user}")) is Watched.SEALED
        before = set(await as_the_bot_reads(bot, chat))
        caplog.clear()
        with caplog.at_level(logging.DEBUG):
            begun = await tom.says(chat, "ask without my name")
            await tom.hears(chat, "without your name", after=begun, by=bot.user)
            whole = await as_the_bot_reads(bot, chat)
            assert opens(stored_keys(bot), whole[begun])  # until the talk is over it can be read
            for line, answer in (("1", "What would"), (QUESTION, QUESTION), ("1", "not in the")):
                await says(bot, tom, chat, line, answer)
            written = {
                id: one
                for id, one in (await as_the_bot_reads(bot, chat)).items()
                if id not in before
            }
            clock.move(timedelta(seconds=61))
            last = await tom.hears(chat, "It is in the box.", by=bot.user)
            assert last.body.endswith("This last line goes in ten minutes.")
            await until_gone(bot, chat, set(written))
        assert [one.getMessage() for one in caplog.records if FLOOR.filter(one)] == []
        # Whoever kept what stood there could not open it with the bot's keys, either.
        keys = stored_keys(bot)
        for event in written.values():
            assert event["type"] == "m.room.encrypted"
            assert not opens(keys, event)
        # And what Tom says next is still heard.
        await says(bot, tom, chat, "help", "You can type")


async def until_gone(bot: BotHere, chat: str, lines: set[str]) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            there = await as_the_bot_reads(bot, chat)
            if all(there[id]["content"] == {} for id in lines):
                return
            await asyncio.sleep(0.2)


async def test_where_the_bot_may_not_take_lines_away_it_says_how(
    town: Town, tmp_path: Path
) -> None:
    clock = Clock()
    async with bot_here(
        town.synapse, tmp_path, encryption=True, clock=clock, run_by="others"
    ) as bot:
        tom, chat = await ready(bot, town, encrypted=True)
        levels = {"users": {tom.user: 100, bot.user: 0}, "redact": 100, "invite": 0}
        bot_levels = bot.adapter._rooms.all[chat]  # type: ignore[union-attr]
        if not bot_levels.creators_above_all:
            await tom.state(chat, "m.room.power_levels", levels)
        else:
            bot_levels.creators = frozenset()
            bot_levels.levels = levels
        typed = await asks(bot, tom, chat, clock)
        said = await tom.hears(chat, "Yours I cannot take away.", by=bot.user)
        assert "hold each one, then choose Remove." in said.body
        keys = stored_keys(bot)
        there = await as_the_bot_reads(bot, chat)
        assert not any(opens(keys, there[id]) for id in typed if there[id]["content"])


async def test_a_talk_that_is_left_is_taken_away_as_well(town: Town, tmp_path: Path) -> None:
    async with bot_here(town.synapse, tmp_path, encryption=True, run_by="others") as bot:
        tom, chat = await ready(bot, town, encrypted=True)
        begun = await says(bot, tom, chat, "ask without my name", "without your name")
        await says(bot, tom, chat, "1", "What would you like to ask?")
        changed = await tom.says(chat, QUESTION)
        await tom.hears(chat, QUESTION, after=changed, by=bot.user)
        again = await tom.edit(chat, changed, QUESTION.replace("afternoons", "evenings"))
        await says(bot, tom, chat, "3", "That is fine.")
        await until_gone(bot, chat, {begun, changed, again})


@pytest.mark.parametrize("encrypted", [False, True])
async def test_where_the_organisation_runs_the_server_nothing_is_promised(
    town: Town, tmp_path: Path, encrypted: bool
) -> None:
    async with bot_here(town.synapse, tmp_path, encryption=encrypted) as bot:
        tom, chat = await ready(bot, town, encrypted=encrypted)
        assert bot.adapter.watched(PersonId(f"matrix:{tom.user}")) is Watched.SERVER
        begun = await says(bot, tom, chat, "ask without my name", "It is not secret.")
        await says(bot, tom, chat, "3", "That is fine.")
        await asyncio.sleep(1)
        assert (await as_the_bot_reads(bot, chat))[begun]["content"] != {}


async def test_a_chat_that_is_not_encrypted_is_not_sealed(town: Town, tmp_path: Path) -> None:
    async with bot_here(town.synapse, tmp_path, run_by="others") as bot:
        tom, chat = await ready(bot, town, encrypted=False)
        assert bot.adapter.watched(PersonId(f"matrix:{tom.user}")) is Watched.SERVER
        await says(bot, tom, chat, "ask without my name", "It is not secret.")


async def test_a_talk_leaves_nothing_on_our_disk_and_is_read_once(
    town: Town, tmp_path: Path
) -> None:
    """Read again after a lost connection, a line is not taken for the next one of the talk."""
    clock = Clock()
    async with bot_here(town.synapse, tmp_path, clock=clock) as bot:
        tom, chat = await ready(bot, town, encrypted=False)
        place = await bot.app.bookmark("matrix")
        assert place is not None
        await says(bot, tom, chat, "ask without my name", "without your name")
        await says(bot, tom, chat, "1", "What would you like to ask?")
        heard = len(bot.tap.heard)
        await bot.reads_again(place)
        shown = await says(bot, tom, chat, QUESTION, f"“{QUESTION}”")
        assert [one.text for one in bot.tap.heard[heard:]] == [QUESTION]
        number = await tom.hears(chat, f"“{QUESTION}”", after=shown, by=bot.user)
        assert "m.in_reply_to" not in number.relates_to
        mark = await tom.react(chat, number.id, "1\ufe0f\u20e3")
        await tom.hears(chat, "It is not in the box yet.", by=bot.user)
        clock.move(timedelta(seconds=61))
        await tom.hears(chat, "It is in the box.", by=bot.user)
        rows = await bot.app.db.read(lambda tx: tx.all("SELECT event FROM inbox"))
        assert not {f"matrix:{one}" for one in (shown, mark)} & {row[0] for row in rows}
    with closing(sqlite3.connect(tmp_path / "bot.db")) as database:
        assert QUESTION not in "\n".join(database.iterdump())
    for file in tmp_path.rglob("*"):
        if file.is_file() and file.name != "box":
            assert QUESTION.encode() not in file.read_bytes()


async def test_answers_in_a_thread_do_not_point_at_the_words(town: Town, tmp_path: Path) -> None:
    async with bot_here(town.synapse, tmp_path) as bot:
        tom, chat = await ready(bot, town, encrypted=False)
        root = await tom.says(chat, "ask without my name")
        first = await tom.hears(chat, "without your name", after=root, by=bot.user)
        await tom.says(chat, "1", thread=root)
        answer = await tom.hears(chat, "What would you like to ask?", after=first, by=bot.user)
        assert answer.thread == root
        assert "m.in_reply_to" not in answer.relates_to


DAY = timedelta(days=1)


async def boxed(bot: BotHere, who: Person, chat: str, clock: Clock, *lines: str) -> str:
    """Lines of a talk, each once the one before is answered; what the minute tells of the last."""
    said = ""
    for line in lines:
        said = await who.says(chat, line)
        first = await who.hears(chat, "", after=said, by=bot.user)
    clock.move(timedelta(seconds=61))
    return (await who.hears(chat, "", after=first, by=bot.user)).body


async def comes_out(bot: BotHere, room: str, ann: Person, words: str, clock: Clock) -> None:
    """Enough of its members are seen, and days pass until the room hears it."""
    group = bot.app.group_of(RoomId(f"matrix:{room}"))
    assert group is not None
    for member in group.members:
        bot.app.noticed(RoomId(f"matrix:{room}"), member)
    for _ in range(8):
        clock.move(DAY)
        async with asyncio.timeout(PATIENCE):
            while not bot.app.at_rest:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
    await ann.hears(room, words, by=bot.user)


async def test_a_question_lives_its_whole_life(town: Town, tmp_path: Path) -> None:
    """Asked, given to somebody, answered, written back to, confirmed and closed."""
    clock = Clock()
    async with bot_here(town.synapse, tmp_path, clock=clock) as bot:
        ann, room, tom, chat = await everybody(bot, town, encrypted=False)
        told = await boxed(bot, tom, chat, clock, "ask without my name", "1", QUESTION, "4", "2")
        code = told.partition("Your five words are: ")[2].partition(".")[0]
        await comes_out(bot, room, ann, f"Question 1, without a name: “{QUESTION}”", clock)

        await ann.says(room, "!i will answer 1")
        await ann.hears(room, "will answer question 1 by", by=bot.user)
        own = await ann.start_chat(bot.user)
        await ann.hears(own, "Type a number", by=bot.user)
        await says(bot, ann, own, "answer question 1", "What do you answer to question 1")
        await says(bot, ann, own, "We can meet at two from June.", "It says:")
        await says(bot, ann, own, "1", "question 1")
        await ann.hears(room, "answers: “We can meet at two from June.”", by=bot.user)

        assert QUESTION in await boxed(bot, tom, chat, clock, "write back", code)
        await says(bot, tom, chat, "2", "")
        assert "in the box" in await boxed(bot, tom, chat, clock, "And in winter?", "1")
        await comes_out(bot, room, ann, "adds: “And in winter?” Please do not guess who.", clock)

        await boxed(bot, tom, chat, clock, "write back", code)
        await boxed(bot, tom, chat, clock, "1", "1")
        await comes_out(bot, room, ann, "yes, that is what I meant. It is closed.", clock)
        await says(bot, tom, chat, "questions", "No question is open now.")

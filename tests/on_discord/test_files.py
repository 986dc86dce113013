"""Files that go with what the bot says: beside an answer of one person, and in rooms."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from calendars import by_the_first
from on_discord.lounge import Lounge, room_id
from on_discord.messages import Message
from on_discord.rights import May, Overwrite

from bot import dates, meetings
from bot.db import Tx
from bot.model import Address, Attached, Rendered

pytestmark = pytest.mark.slow

ANSWER = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
FILE = Attached("notes.md", "text/markdown", b"# Notes\n")


async def planned(lounge: Lounge) -> None:
    """Two meetings, as `plan` makes them."""
    plan = meetings.Plan("an aim", "all", None, None, "us", "soon", None, None)
    start = datetime.now(UTC).replace(tzinfo=None, second=0, microsecond=0) + timedelta(days=7)

    def add(tx: Tx) -> None:
        when = dates.When(start.date(), start.time(), "FREQ=WEEKLY;COUNT=2")
        meetings.add(tx, lounge.group, when, 60, plan, lounge.clock.now(), seed=7)

    await lounge.bot.app.db.write(add)


def files(message: Message | None) -> list[str]:
    assert message is not None
    return [one["filename"] for one in message.attachments]


async def test_the_file_comes_with_the_answer_that_only_its_person_sees(lounge: Lounge) -> None:
    await planned(lounge)
    begun = await lounge.ann.slash(lounge.room, "calendar")
    told = await lounge.answer(lounge.ann, begun)
    assert told.startswith("Our next meetings: ")
    assert files(begun.original) == ["meetings.ics"]
    assert begun.original is not None
    assert begun.original.ephemeral
    (sent,) = [one for one in lounge.discord.asked if one.uploads]
    assert len(by_the_first(sent.uploads[0])) == 2
    assert sent.files[0]["content_type"] == "text/calendar"


async def test_shown_again_it_comes_again(lounge: Lounge) -> None:
    await planned(lounge)
    await lounge.slash(lounge.ann, "calendar")
    begun = await lounge.ann.slash(lounge.room, "again")
    await lounge.answer(lounge.ann, begun)
    assert files(begun.original) == ["meetings.ics"]


async def test_an_answer_that_is_put_there_twice_has_one_file(lounge: Lounge) -> None:
    await planned(lounge)
    lounge.discord.faults.drop("PATCH", "/webhooks/*/messages/@original", after=True)
    begun = await lounge.ann.slash(lounge.room, "calendar")
    await lounge.answer(lounge.ann, begun)
    await lounge.calm()
    assert len([one for one in lounge.discord.asked if one.uploads]) == 2
    assert files(begun.original) == ["meetings.ics"]


async def test_in_a_room_the_same_token_is_one_message_with_one_file(lounge: Lounge) -> None:
    message = Rendered("Here it is.", file=FILE)
    address = Address(room_id(lounge.room))
    ids = {await lounge.bot.adapter.send(address, message, "t" * 24) for _ in range(3)}
    assert len(ids) == 1
    (shown,) = [one for one in lounge.tom.sees(lounge.room) if one.content == "Here it is."]
    assert files(shown) == ["notes.md"]


async def test_where_no_file_may_be_put_the_words_stand_alone(lounge: Lounge) -> None:
    lounge.room.overwrites[lounge.guild.id] = Overwrite(deny=May.ATTACH_FILES)
    address = Address(room_id(lounge.room))
    await lounge.bot.adapter.send(address, Rendered("Here it is.", file=FILE), "t" * 24)
    (shown,) = [one for one in lounge.tom.sees(lounge.room) if one.content == "Here it is."]
    assert files(shown) == []


async def test_a_file_that_is_too_large_keeps_no_answer_back(lounge: Lounge) -> None:
    await planned(lounge)
    fault = lounge.discord.faults.fail(
        "PATCH", "/webhooks/*/messages/@original", status=413, code=40005
    )
    begun = await lounge.ann.slash(lounge.room, "calendar")
    told = await lounge.answer(lounge.ann, begun)
    await asyncio.wait_for(fault.met(), 5)
    assert told.startswith("Our next meetings: ")
    assert files(begun.original) == []

"""Talks without a name in the rehearsal room: from memory, and in no file of its own."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

from local.practice import Room, event, rehearsal

from bot.clock import Clock
from bot.model import Heard, Person, PersonId, RoomId

QUESTION = "I wonder whether afternoons would let more of us come."
MORE = ("maya", "noor", "olu", "pat")


async def ready(room: Room) -> None:
    """The group said yes to questions, is large enough, and has been there for a while."""
    await room.until("@local:ana", "Hello, Ana")
    for name in MORE:
        await room.app.hear(
            Heard(
                f"hello-{name}",
                Person(PersonId(f"local:{name}"), name.title()),
                "say hello",
                room.app.clock.now(),
                room=RoomId("local:room"),
                pressed=True,
            )
        )
    await room.says("bashir", "switch on questions", pressed=True)
    await room.says("bashir", "group says yes questions", pressed=True)
    await room.until("local:room", "uestions")
    await moves(room, timedelta(days=15))


async def moves(room: Room, by: timedelta) -> None:
    room.app.clock.move(by)
    async with asyncio.timeout(20):
        while not room.app.at_rest:  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def to_the_slot(room: Room) -> None:
    for name in ("ana", "tom", "grace", "dilys", *MORE):
        room.app.noticed(RoomId("local:room"), PersonId(f"local:{name}"))
    for _ in range(8):
        await moves(room, timedelta(days=1))


async def asks(room: Room, who: str, *words: str) -> str:
    """One thing after the other; the newest line of the bot."""
    line = ""
    for one in words:
        before = await room.private(who)
        await room.says(who, one, alone=True)
        async with asyncio.timeout(10):
            while len(now := await room.private(who)) < len(before) + 2:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        line = now[-1]
    return line


def kept(folder: Path) -> bytes:
    """All that is on disk, but for the box."""
    files = [one for one in folder.rglob("*") if one.is_file() and one.name != "box"]
    return b"".join(one.read_bytes() for one in files)


async def test_a_typed_talk_is_in_no_file_and_ends_in_the_room(tmp_path: Path) -> None:
    async with rehearsal(tmp_path, clock=Clock()) as room:
        await ready(room)
        first = await asks(room, "tom", "ask without my name")
        assert "This is practice. Nothing is private here." in first
        shown = await asks(room, "tom", "1", QUESTION)
        assert f"“{QUESTION}”" in shown
        assert (await asks(room, "tom", "1")).startswith("It is not in the box yet.")
        await moves(room, timedelta(seconds=61))
        there = await room.until("@local:tom", "It is in the box.")
        # Later comes once, and after what it belongs to.
        assert [one.startswith("It is in the box.") for one in there].count(True) == 1
        assert there[-1].startswith("It is in the box.")
        for words in (QUESTION, "in the box", "comes out on"):
            assert words.encode() not in kept(tmp_path)
        await to_the_slot(room)
        await room.until("local:room", f"Question 1, without a name: “{QUESTION}”")


async def test_a_pressed_talk_opens_a_form_and_is_in_no_file(tmp_path: Path) -> None:
    async with rehearsal(tmp_path, clock=Clock()) as room:
        await ready(room)
        await room.says("tom", "ask without my name", alone=True, pressed=True)
        await room.until("@local:tom", "This is practice.")
        status, answer = await press(room, "tom", "Go on")
        assert status == 200
        form = answer["form"]
        assert form["fields"][0]["limit"] == 1500
        await fills_in(room, "tom", form["command"], QUESTION)
        await room.until("@local:tom", f"“{QUESTION}”")
        await press(room, "tom", "Send it")
        await moves(room, timedelta(seconds=61))
        await room.until("@local:tom", "It is in the box.")
        assert QUESTION.encode() not in kept(tmp_path)


async def test_a_talk_that_a_restart_cut_off_is_answered_kindly_and_not_kept(
    tmp_path: Path,
) -> None:
    """The page knows that its line went on in a talk, and the bot does not any more."""
    clock = Clock()
    async with rehearsal(tmp_path, clock=clock) as room:
        await ready(room)
        await asks(room, "tom", "ask without my name", "1")
    async with rehearsal(tmp_path, clock=clock) as room:
        for line in (QUESTION, "leave"):
            body = {
                "event": event(),
                "who": "local:tom",
                "place": "@local:tom",
                "text": line,
                "pressed": False,
                "aside": True,
            }
            assert (await room.post("say", body))[0] == 200
            await room.until("@local:tom", line)
        there = [one for one in await room.private("tom") if one.startswith("I no longer hold")]
        assert len(there) == 2
        assert QUESTION.encode() not in kept(tmp_path)
        group = room.app.group_of(RoomId("local:room"))
        assert group is not None
        assert PersonId("local:tom") in group.members


async def test_a_question_lives_its_whole_life(tmp_path: Path) -> None:
    """Asked, given to somebody, answered, written back to, confirmed and closed."""
    async with rehearsal(tmp_path, clock=Clock()) as room:
        await ready(room)
        told = await boxed(room, "tom", "ask without my name", "1", QUESTION, "4", "2")
        code = told.partition("Your five words are: ")[2].partition(".")[0]
        assert len(code.replace(",", "").split()) == 5
        await to_the_slot(room)
        await room.until("local:room", f"Question 1, without a name: “{QUESTION}”")

        await room.says("bashir", "pass question 1 to Ana", pressed=True)
        await room.until("local:room", "Ana, can you answer question 1?")
        await asks(room, "ana", "answer question 1", "We can meet at two from June.")
        await room.says("ana", "post", alone=True)
        answer = "Question 1. Ana answers: “We can meet at two from June.”"
        await room.until("local:room", answer)

        assert QUESTION in await boxed(room, "tom", "write back", code)
        shown = await asks(room, "tom", "2", "And in winter?")
        assert "“And in winter?”" in shown
        assert (await boxed(room, "tom", "1")).startswith("It is in the box.")
        await to_the_slot(room)
        await room.until("local:room", "Whoever asked question 1 adds: “And in winter?”")

        await boxed(room, "tom", "write back", code)
        assert (await asks(room, "tom", "1")).startswith("Does the answer to question 1")
        await boxed(room, "tom", "1")
        await to_the_slot(room)
        await room.until("local:room", "yes, that is what I meant. It is closed.")
        assert "No question is open" in await asks(room, "grace", "questions")


async def boxed(room: Room, who: str, *words: str) -> str:
    """The last of them is answered at the minute; what is told then."""
    await asks(room, who, *words)
    before = await room.private(who)
    await moves(room, timedelta(seconds=61))
    async with asyncio.timeout(10):
        while len(now := await room.private(who)) == len(before):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    return now[-1]


async def press(room: Room, who: str, label: str) -> tuple[int, dict[str, Any]]:
    """The newest button with that label."""
    lines = [one for one in (await room.snapshot())["lines"] if one["place"] == f"@local:{who}"]
    lines.sort(key=lambda one: one["order"])
    types = [b["types"] for one in lines for b in one["buttons"] if b["label"] == label][-1]
    return await room.says(who, types, alone=True, pressed=True)


async def fills_in(room: Room, who: str, command: str, words: str) -> None:
    body = {
        "event": event(),
        "who": f"local:{who}",
        "place": f"@local:{who}",
        "text": command,
        "pressed": True,
        "fields": {"words": words},
    }
    assert (await room.post("say", body))[0] == 200

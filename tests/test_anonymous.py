"""A card without a name leaves nothing but its post: who sent it makes no difference anywhere.

The same minutes are played twice, with another author. Whatever is kept, logged or held in
memory must come out the same; what would give the author away is shown to be caught.
"""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from stage import ROOM, Stage, on_stage, person

from bot import door, forms
from bot.anonymous import cards
from bot.db import Tx
from bot.model import Group, GroupId, Member, Person, PersonId, RoomId, Session

AUTHORS = ("Ann", "Joe")
SMALL = ("Ann", "Joe", "Priya")
RANDOM = re.compile(r"\b[0-9a-f]{16,}\b|\bm\d+\b|0x[0-9a-f]+")
"""Tokens, hashes, places in memory, and the platform's own numbers of its messages."""


@dataclass(frozen=True)
class Trace:
    """Everything that is left of a run, made comparable."""

    kept: dict[str, list[str]]
    logged: list[str]
    held: list[str]
    told: list[str | None]
    room: list[str]


Acts = Callable[[Stage, str], Awaitable[list[str | None]]]


async def passes(stage: Stage, seconds: int) -> None:
    """Time passes, and whoever waits for it goes on before the next second: always the same."""
    for _ in range(seconds):
        stage.clock.move(timedelta(seconds=1))
        for _ in range(40):
            await asyncio.sleep(0)
        await stage.settle()


async def card(stage: Stage, who: str, text: str, *, pressed: bool = False) -> str | None:
    """A card, and the ten seconds after it."""
    says = stage.says(who, text, alone=not pressed, pressed=pressed, wait=False)
    task = asyncio.create_task(says)
    for _ in range(40):
        await asyncio.sleep(0)
    await passes(stage, 10)
    return await asyncio.wait_for(task, 5)


async def typed(stage: Stage, who: str) -> list[str | None]:
    return [await card(stage, who, "slow"), await card(stage, who, "Pause, please.")]


async def pressed(stage: Stage, who: str) -> list[str | None]:
    return [await card(stage, who, "explain", pressed=True)]


async def checked(stage: Stage, who: str) -> list[str | None]:
    return [await card(stage, who, "check")]


async def insisted(stage: Stage, who: str) -> list[str | None]:
    """Few could have sent it: that is said first, then it is sent all the same, by number."""
    return [await stage.says(who, "slow", alone=True), await card(stage, who, "1")]


async def left_to_the_lead(stage: Stage, who: str) -> list[str | None]:
    return [await stage.says(who, "pause", alone=True), await card(stage, who, "two")]


async def in_a_quiet(stage: Stage, who: str) -> list[str | None]:
    await stage.says("Priya", "quiet")
    return [await card(stage, who, "slow")]


def silent(acts: int) -> Acts:
    """As long as so many cards take, and not one of them."""

    async def silence(stage: Stage, _who: str) -> list[str | None]:
        for _ in range(acts):
            next(stage._events)
            await passes(stage, 10)
        return []

    return silence


WAYS: dict[str, tuple[Acts, tuple[str, ...]]] = {
    "typed": (typed, ()),
    "pressed": (pressed, ()),
    "check": (checked, ()),
    "insisted": (insisted, SMALL),
    "left to the lead": (left_to_the_lead, SMALL),
    "in a quiet": (in_a_quiet, ()),
}


def even(text: object) -> str:
    return RANDOM.sub("#", str(text))


def dumped(tx: Tx) -> dict[str, list[str]]:
    """Every row of every table. The board is left out: it is edited at a pace of its own."""
    tables = tx.all("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return {
        table: [even(row) for row in tx.all(f"SELECT * FROM {table} ORDER BY 1")]
        for (table,) in tables
        if table != "board"
    }


def parts(thing: object) -> Iterator[object]:
    """What a thing holds by itself."""
    if isinstance(thing, dict):
        for key, value in thing.items():
            yield from (key, value)
    elif isinstance(thing, list | tuple | set | frozenset | deque):
        yield from thing
    elif is_dataclass(thing) and not isinstance(thing, type):
        yield from (getattr(thing, field.name) for field in fields(thing))
    elif hasattr(thing, "__dict__"):
        yield from vars(thing).values()


SHARED = {
    *("Core", "Groups", "Clock", "StageClock", "Parser", "Matcher", "Words", "Database", "App"),
    "Command",
}
"""What everything knows: the household itself, and no part of who said what."""


def held(*things: object) -> list[str]:
    """Everything the bot holds in memory about what was said, as it would be printed.

    Whatever waits knows the loop that wakes it, and so how many threads that has just now: this
    says how busy the computer is, and nothing of what was said.
    """
    found: list[str] = []
    seen: dict[int, object] = {}
    waiting = list(things)
    while waiting:
        thing = waiting.pop()
        known = id(thing) in seen or type(thing).__name__ in SHARED
        if known or callable(thing) or isinstance(thing, asyncio.AbstractEventLoop):
            continue
        seen[id(thing)] = thing
        if isinstance(thing, str):
            found.append(even(thing))
        elif isinstance(thing, bytes):
            found.append(f"{len(thing)} bytes")
        else:
            waiting.extend(parts(thing))
    return sorted(found)


Twin = Callable[[Stage, PersonId], Awaitable[None]]


async def no_twin(stage: Stage, who: PersonId) -> None:
    """The bot as it is."""


async def played(
    folder: Path,
    caplog: pytest.LogCaptureFixture,
    who: str,
    acts: Acts,
    members: tuple[str, ...] = (),
    twin: Twin = no_twin,
) -> Trace:
    """Some public talk, the private act of one person, and public talk again."""
    folder.mkdir()
    caplog.clear()
    with caplog.at_level(logging.DEBUG):
        async with on_stage(folder, dice=lambda: 0.5) as stage:
            await (stage.meeting(members=members) if members else stage.meeting())
            for name in AUTHORS:
                await stage.says(name, "hand up")
            await passes(stage, 70)
            told = await acts(stage, who)
            await twin(stage, person(who).id)
            await passes(stage, 5)
            for name in AUTHORS:
                await stage.says(name, "hand down", alone=True)
            await passes(stage, 70)
            app = stage.app
            return Trace(
                kept=await app.db.read(dumped),
                logged=[even(f"{r.name} {r.levelname} {r.getMessage()}") for r in caplog.records],
                held=held(app.cards, app._hearing, app._flood),
                told=told,
                room=stage.bot_lines(),
            )


async def both(
    folder: Path, caplog: pytest.LogCaptureFixture, way: str, twin: Twin = no_twin
) -> tuple[Trace, Trace]:
    acts, members = WAYS[way]
    ann, joe = [await played(folder / who, caplog, who, acts, members, twin) for who in AUTHORS]
    return ann, joe


@pytest.mark.parametrize("way", WAYS)
async def test_who_sent_a_card_makes_no_difference_anywhere(
    way: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ann, joe = await both(tmp_path, caplog, way)
    assert ann.kept == joe.kept
    assert ann.logged == joe.logged
    assert ann.held == joe.held
    assert ann.told == joe.told
    assert ann.room == joe.room
    assert all(ann.told), "or nothing was sent at all"


@pytest.mark.parametrize(("way", "cards"), [("typed", 2), ("check", 1)])
async def test_a_card_leaves_its_post_and_nothing_else(
    way: str, cards: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    acts, members = WAYS[way]
    card = await played(tmp_path / "card", caplog, "Ann", acts, members)
    none = await played(tmp_path / "none", caplog, "Ann", silent(cards), members)
    assert {table for table in card.kept if card.kept[table] != none.kept[table]} <= {
        "outbox",
        "due",  # what is said next keeps the pace of the room, in which a card is a line
        "hands_floor",
    }
    assert len(card.kept["inbox"]) == len(none.kept["inbox"]), "no mark that it was heard"
    extra = [row for row in card.kept["outbox"] if "hands.card" in row or "hands.check" in row]
    assert len(card.kept["outbox"]) == len(none.kept["outbox"]) + len(extra)
    assert not [line for line in card.logged if "card" in line or "slow" in line or "check" in line]


async def test_nothing_held_in_memory_names_a_person(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for way in WAYS:
        (tmp_path / way).mkdir()
        for trace in await both(tmp_path / way, caplog, way):
            assert not [text for text in trace.held if text.startswith("stage:")], way


async def test_a_card_that_fails_leaves_no_mark_and_no_line(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A bug on the road without a name is told to who pressed, and to nobody else."""
    broken = [False]

    def dice() -> float:
        if broken[0]:
            raise ZeroDivisionError
        return 0.5

    async with on_stage(tmp_path, dice=dice) as stage:
        await stage.meeting()
        await passes(stage, 5)
        marks = await stage.app.db.read(lambda tx: tx.all("SELECT * FROM inbox"))
        caplog.clear()
        broken[0] = True
        with caplog.at_level(logging.DEBUG):
            told = await stage.says("Ann", "slow", alone=True)
        broken[0] = False
        assert told is not None
        assert told.startswith("That did not work. It is my fault, not yours.")
        assert await stage.app.db.read(lambda tx: tx.all("SELECT * FROM inbox")) == marks
        assert not caplog.records


async def test_strangers_may_not_and_are_told_from_memory(tmp_path: Path) -> None:
    async with on_stage(tmp_path, dice=lambda: 0.5) as stage:
        await stage.meeting()
        rows = await stage.app.db.read(dumped)
        for who in ("Ann", "Zoe"):
            assert stage.app.cards.may(person(who).id, 1) is (who == "Ann")  # type: ignore[arg-type]
        assert await stage.app.db.read(dumped) == rows, "asking leaves no trace"


# What would give the author away, and is caught.


async def marks_the_event(stage: Stage, who: PersonId) -> None:
    await stage.app.db.write(lambda tx: door.first_time(tx, f"card:{who}", stage.clock.now()))


async def writes_a_row(stage: Stage, who: PersonId) -> None:
    def row(tx: Tx) -> None:
        tx.run(
            "INSERT INTO outbox (address, lane, cause, n, key, says, at, good_until, token, state)"
            " VALUES (:a, 0, 'twin', 0, 'hands.card-up', '', 0, 0, '', 'sent')",
            a=f"@{who}",
        )

    await stage.app.db.write(row)


async def logs_the_word(stage: Stage, who: PersonId) -> None:
    logging.getLogger("bot.anonymous.cards").debug("slow by %s", who)


async def remembers_the_person(stage: Stage, who: PersonId) -> None:
    vars(stage.app.cards)["seen"] = {who}


async def remembers_the_last_offer(stage: Stage, who: PersonId) -> None:
    vars(stage.app._hearing)["last"] = [(who, "slow")]


@pytest.mark.parametrize(
    ("twin", "shows"),
    [
        (marks_the_event, "kept"),
        (writes_a_row, "kept"),
        (logs_the_word, "logged"),
        (remembers_the_person, "held"),
        (remembers_the_last_offer, "held"),
    ],
)
async def test_a_twin_that_gives_the_author_away_is_caught(
    twin: Twin, shows: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ann, joe = await both(tmp_path, caplog, "typed", twin)
    differs = [
        field.name
        for field in fields(Trace)
        if getattr(ann, field.name) != getattr(joe, field.name)
    ]
    assert differs == [shows]


async def test_how_busy_the_computer_is_makes_no_difference(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Or this check would find one, now and then, where there is none."""

    async def threads(_stage: Stage, who: PersonId) -> None:
        several = 4 if who == person("Joe").id else 1
        await asyncio.gather(*(asyncio.to_thread(time.sleep, 0.01) for _ in range(several)))

    ann, joe = await both(tmp_path, caplog, "typed", threads)
    assert ann == joe


async def test_the_post_names_nobody(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    ann, _ = await both(tmp_path, caplog, "typed")
    cards = [line for line in ann.room if line.startswith("Card")]
    assert len(cards) == 2
    assert not [line for line in cards for name in AUTHORS if name in line]
    assert ROOM in str(ann.kept["outbox"])


async def test_a_card_in_the_middle_of_practising_writes_nothing_at_the_press(
    tmp_path: Path,
) -> None:
    """The meeting begins, and from then on cards are real: the practice ended with its start."""
    async with on_stage(tmp_path, dice=lambda: 0.5) as stage:
        await stage.group()
        await stage.says("Ann", "practise", alone=True)
        assert await stage.app.db.read(forms.people) == [person("Ann").id]
        await stage.says("Bashir", "start")
        assert await stage.app.db.read(forms.people) == []
        await stage.later(30)
        await asyncio.sleep(0.1)  # the live list stands
        before = await stage.app.db.read(lambda tx: tx.changes)
        task = asyncio.create_task(stage.says("Ann", "slow", alone=True, wait=False))
        for _ in range(50):
            await asyncio.sleep(0)
        assert await stage.app.db.read(lambda tx: tx.changes) == before
        await stage.later(10)
        assert await task is not None


def test_on_two_platforms_the_crowd_is_the_larger_and_never_the_sum() -> None:
    """Each may be on both, and nobody knows before they have said so themselves."""
    names = ("ann", "joe", "tom", "bev")
    people = [Person(PersonId(f"{p}:{n}"), n) for p in ("discord", "matrix") for n in names]
    day = date(2026, 5, 12)
    group = Group(
        id=GroupId(1),
        name="Both",
        rooms=(RoomId("discord:1"), RoomId("matrix:!a")),
        members={one.id: Member(one, day) for one in people},
        facilitators={},
        names={one.id: one.name for one in people},
        session=Session(1, people[-1], datetime(2026, 5, 12, 10, tzinfo=UTC)),
    )
    # Of four people one leads and one may be speaking.
    assert cards.possible(group) == 2
    alone = replace(group, members={one.id: Member(one, day) for one in people[4:]})
    assert cards.possible(alone) == 2
    assert cards.possible(replace(alone, members={**alone.members, **_one_more(day)})) == 3


def _one_more(day: date) -> dict[PersonId, Member]:
    zoe = Person(PersonId("matrix:zoe"), "Zoe")
    return {zoe.id: Member(zoe, day)}

"""What people and their clients put into names, words, options and forms."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from on_discord.house import AT_ONCE, House, open_house
from on_discord.interactions import AUTOCOMPLETE, COMMAND, COMPONENT, FORM, Interaction
from on_discord.lounge import buttons, indiscreet, until
from on_discord.messages import Message
from on_discord.people import Person
from on_discord.reading import read
from on_discord.server import Discord
from pace import SLOWER

from bot.flood import BURST
from bot.model import Person as Named
from bot.model import PersonId, named

pytestmark = pytest.mark.slow


@pytest.fixture
async def house(
    discord: Discord, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[House]:
    """At the end nobody was left without an answer, and nobody's words are in the log."""
    async with open_house(discord, tmp_path, meets=True) as one:
        yield one
    assert indiscreet(discord, caplog.records) == []
    ours = [one for one in caplog.records if one.name.startswith(("bot", "adapters", "asyncio"))]
    assert [one.getMessage() for one in ours if one.levelno >= logging.ERROR] == []


def newcomers(house: House, *names: str) -> Iterator[Person]:
    for name in names:
        one = house.discord.person(name)
        house.discord.world.add_member(house.guild, one.user)
        yield one


def settled(house: House, begun: Interaction) -> bool:
    """There is an answer, or none is to come."""
    one = begun.original
    return one is not None and (one.deleted or not one.loading)


async def presses(house: House, kind: int, data: Mapping[str, Any]) -> list[str]:
    """Ann's client sends this, whatever it is; what she sees. Others are answered at once."""
    message = next(one for one in house.ann.sees(house.room) if "Help" in buttons(one))
    begun = house.discord.interactions.begin(
        kind, house.ann.user, house.room, dict(data), message if kind == COMPONENT else None
    )
    assert await house.waits(house.tom) < AT_ONCE
    await until(lambda: settled(house, begun) or begun.form, f"{data} was left alone", 3)
    if kind == FORM:
        begun.data = {**data, "components": []}  # so that others can go through all forms
    return house.answers(begun)


# Names.

NAMES = (
    *("@everyone", "@here", "<@1>", "<@&1>", "<#1>", "**Ann**", "||Ann||", "`Ann`", "# Ann"),
    *("\u202eedir", "A\u0300\u0301\u0302\u0303" * 6, "\u2066\u2067\u2068", "\u200b\u200b", "Å"),
    *("A" * 32, "👩‍👩‍👧‍👦" * 4, "[a](http://b.c)", "http://b.c", "say:next", ":smile:", "Tom Hill"),
    *("1", "stop", "{ $who }", "\\", "%s", "Ann\nTom", "Ann\x00Tom", "<t:0:R>", "-# Ann", "> Ann"),
)


async def test_whatever_people_are_called_they_are_called_so_and_nobody_is_pinged(
    house: House,
) -> None:
    for some in [NAMES[n : n + 10] for n in range(0, len(NAMES), 10)]:
        await are_called(house, [*newcomers(house, *some)])
    for line in lines(house):
        assert not line.everyone
        assert not set(line.content) & set("\u202e\u2066\u2067\u2068\x00\u200b")


async def are_called(house: House, people: Sequence[Person]) -> None:
    """One after the other raises a hand and is called."""
    for one in people:
        assert "Your hand is up." in await house.slash(one, "hand-up")
    for n, one in enumerate(people):
        await house.bev.slash(house.room, "next")
        turn = await house.tom.hears(house.room, f"{one.mention}, it is your turn", seconds=20)
        assert (turn.mentions, turn.everyone, turn.roles) == ([one.user], False, [])
        if n + 1 < len(people):
            shown = named(Named(PersonId("discord:1"), people[n + 1].name)).name
            assert shown in read(turn.content, {f"@{one.id}": one.name})


def lines(house: House) -> list[Message]:
    bot = house.discord.world.bot
    return [one for one in house.tom.sees(house.room) if one.author is bot]


# Words.

WORDS = (
    *("\x00", "hand up\x00", "\u202ehand up", "@everyone @here", "<@&1> <#2>", "a" * 1900),
    *("hand up " * 200, "\n" * 500, "👍" * 900, "```" * 100, "||" * 400, "{ $who }", "!" * 500),
    *("https://a.b/?c=@everyone", "raise @everyone", "by phone <@1>", "1" * 1000, "%s%n", "\\"),
)


@pytest.mark.parametrize("private", [False, True], ids=["in the room", "in private"])
async def test_whatever_is_typed_is_taken_up_once_and_answered_kindly(
    house: House, *, private: bool
) -> None:
    chat = await house.opens_dm(house.ann)
    for words in WORDS:
        said = await (
            house.ann.dm(words[:2000]) if private else house.ann.mentions_bot(house.room, words)
        )
        await house.bot.tap.took(f"discord:{said.id}")
        if private:
            await house.ann.hears(chat, "", after=said, seconds=20)
        assert await house.waits(house.tom) < AT_ONCE
    assert [one.event for one in house.bot.tap.heard].count(f"discord:{said.id}") == 1
    for line in lines(house):
        assert not line.everyone
        assert not line.roles


async def test_an_alert_of_everybody_calls_nobody_here(house: House) -> None:
    """A line for everybody, and one in another bot's name, are not for us."""
    before = len(house.bot.tap.heard)
    await house.bev.says(house.room, "@everyone @here hand up")
    webhook = house.discord.world.new_user("Alongside", bot=True)
    house.discord.messages.say(
        webhook, house.room, {"content": f"{house.discord.world.bot.mention} quiet"}
    )
    await house.types(house.ann, "who is next")
    assert len(house.bot.tap.heard) == before + 1


# Slash words.

ODD: tuple[Any, ...] = (7, 1.5, True, None, [], {}, "")
ODD_OPTIONS: tuple[Any, ...] = (
    *(None, [], [{"name": "who", "type": 3, "value": "x" * 6000}]),
    *([{"name": "who", "type": 3, "value": value}] for value in ODD),
    *([{"name": name, "type": 3, "value": "x"}] for name in ("", "nobody", "x" * 100, "number")),
    [{"name": "who", "type": 3, "value": "Ann\x00\u202e"}, {"name": "who", "value": "Tom"}],
    [{"name": "who", "type": 3}],
    [{"name": "who", "type": 1, "options": [{"name": "deep", "type": 3, "value": "x"}]}],
    [{"type": 3, "value": "x"}],
    ["who", 5, None],
)
ODD_NAMES = (
    "",
    "x" * 32,
    "raise-",
    "no-longer-a-word",
    "hand up",
    "say:next",
    "form:raise:x",
    "😀",
)


async def test_whatever_stands_in_an_option_people_are_answered(house: House) -> None:
    for options in ODD_OPTIONS:
        for name in ("raise", "hand-up", "by-phone"):
            data = {"id": "1", "name": name, "type": 1, "options": options}
            await presses(house, COMMAND, data)
    for name in ODD_NAMES:
        await presses(house, COMMAND, {"id": "1", "name": name, "type": 1})


@pytest.mark.parametrize("value", ["x" * 6000, 5, None, [], {}, "\x00\u202e"])
async def test_whatever_is_typed_so_far_there_are_suggestions_or_none(
    house: House, value: object
) -> None:
    for option in (
        {"name": "who", "type": 3, "value": value, "focused": True},
        {"name": "who", "type": 3, "focused": True},
        {"name": "who", "type": 3, "value": value},
    ):
        data = {"id": "1", "name": "raise", "type": 1, "options": [option]}
        begun = house.discord.interactions.begin(AUTOCOMPLETE, house.ann.user, house.room, data)
        await until(lambda begun=begun: begun.answer, "nothing was suggested", 3)


# Buttons and forms.

ODD_IDS = (
    *("", "say:", "say:" + "x" * 96, "x" * 100, "form:", "form::", "form:raise:", "form:raise:x"),
    *("form:" + "x" * 95, "say:\x00", "say:\u202enext", "say:raise @everyone", ":" * 100),
    *("say:next 99999999999999999999", "say:for group 99", "say:say:say:help", "😀" * 50),
    *("say:help@", "say:@", "say:yes@99:who", "form:say:help", "say:write it", "say:back", "say:1"),
)


@pytest.mark.parametrize("custom_id", ODD_IDS, ids=range(len(ODD_IDS)))
async def test_whatever_a_button_is_called_there_is_an_answer(house: House, custom_id: str) -> None:
    seen = await presses(house, COMPONENT, {"custom_id": custom_id, "component_type": 2, "id": 1})
    assert len(seen) <= 1
    menu = {"custom_id": custom_id, "component_type": 3, "id": 1, "values": ["x", 5, None]}
    await presses(house, COMPONENT, menu)


def label(component: object) -> dict[str, object]:
    return {"type": 18, "id": 1, "component": component}


def text(value: object, name: object = "name") -> dict[str, object]:
    return {"type": 4, "id": 2, "custom_id": name, "value": value}


NOT_TEXT: tuple[Any, ...] = (None, 5, [], {}, "", "x", "x" * 4000, "\x00", "@everyone")

ODD_FORMS: tuple[Any, ...] = (
    *(None, [], "x", {}, [None], [5], [[]], [{}], [label(None)], [label([])], [label({})]),
    *([label(text(value))] for value in NOT_TEXT),
    *([label(text("Dilys", name))] for name in (None, 5, "", "other", "x" * 100)),
    [label({"type": 3, "custom_id": "name", "values": value}) for value in NOT_TEXT],
    [{"type": 1, "components": [text("Dilys")]}, {"type": 1, "components": None}],
    [{"type": 1, "components": [[[[text("Dilys")]]]]}],
    [label(text(f"Dilys {n}")) for n in range(50)],
    [{"type": 99, "id": 1, "component": text("Dilys")}],
)


async def test_whatever_stands_in_a_form_there_is_an_answer(house: House) -> None:
    for n, components in enumerate(ODD_FORMS):
        for m, word in enumerate(("by-phone", "by phone")):
            form = f"form:{word}:{n:015x}{m}"
            seen = await presses(house, FORM, {"custom_id": form, "components": components})
            assert len(seen) == 1, components
        await house.slash(house.ann, "stop")


# One person who floods.

PRESSES = 200


async def test_one_who_presses_200_times_in_a_second_slows_nobody_else(house: House) -> None:
    """Each is acknowledged, as long as they may press; and others are answered as ever."""
    message = next(one for one in house.ann.sees(house.room) if "Help" in buttons(one))
    hall = await house.hall("hall")
    chat = await house.opens_dm(house.bev)
    waits: list[float] = []
    begun: list[Interaction] = []

    async def flood() -> None:
        for n in range(PRESSES):
            begun.append(await house.ann.presses("Help", on=message))
            if n % 10 == 9:
                await asyncio.sleep(0.05)

    flooding = asyncio.create_task(flood())
    for n in range(8):
        began = time.perf_counter()
        if n % 2:
            await house.slash(house.tom, "hand-up" if n % 4 == 1 else "hand-down")
        else:
            said = await house.bev.dm("help")
            await house.bev.hears(chat, "", after=said)
        waits.append(time.perf_counter() - began)
    await flooding
    await until(lambda: all(one.answer for one in begun), "some were not acknowledged", 5)
    slowest = sorted(one.ack_ms or 0 for one in begun)[-3]
    print(f"others waited {max(waits):.2f} s at most; 99 % acknowledged in {slowest:.0f} ms")
    assert max(waits) < 2.0 * SLOWER
    assert slowest < 1000 * SLOWER
    # Of what was pressed so fast, so many are answered at once, and the rest at a walk.
    await until(lambda: sum(settled(house, one) for one in begun) >= BURST)
    await asyncio.sleep(1)
    assert sum(settled(house, one) for one in begun) < PRESSES
    await house.due(hall, "one")
    await house.has_said(hall, "one", seconds=AT_ONCE)
    assert house.discord.interactions.unanswered() == []

"""A worry without a name, as people live it: pressed or typed, and it comes out as nobody's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from asides import hears, then, told
from stage import MEMBERS, ROOM, Stage, on_stage, person

from bot import charter, posts, settings
from bot.aside import Watched
from bot.clauses import Kind, State
from bot.db import Tx
from bot.features.charter import store
from bot.model import GroupId, Heard

LEAD, WORD = "Bashir", "worry without my name"
GROUP = GroupId(1)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """Line 1 is agreed, and sets whose turn is next. Line 2 is tried."""
    async with on_stage(tmp_path) as stage:
        await stage.group()
        await stage.says(LEAD, "!switch on charter")
        await stage.says(LEAD, "!group says yes charter")
        await stage.says(LEAD, "start")
        for line in ("!setting line first come", "!write line: Quiet is fine", "!our draft"):
            await stage.says(LEAD, line)
        for line in ("!agree line 1", "!group says yes to line 1", "end"):
            await stage.says(LEAD, line)
        await stage.jump(timedelta(days=15))
        await stage.later(61)
        yield stage


async def state(stage: Stage, number: int) -> State:
    read = await stage.app.db.read(lambda tx: charter.read(tx, GROUP))
    found = read.clause(number)
    assert found is not None
    return found.state


async def comes_out(stage: Stage, days: int = 8) -> list[str]:
    """People are there, and days pass; what the room hears of worries."""
    for name in MEMBERS:
        await stage.says(name, "good morning")
    before = len(stage.bot_lines())
    for _ in range(days):
        await stage.jump(timedelta(days=1))
    return [line for line in stage.bot_lines()[before:] if "worr" in line]


async def test_it_comes_out_at_a_slot_with_its_line_and_nothing_else(stage: Stage) -> None:
    said = await told(stage, "Ann", WORD)
    assert "I never keep who it was" in said
    said = await told(stage, "Ann", "1")
    assert "could have sent it" in said
    assert "1: Hands are called in the order they went up" in said
    said = await told(stage, "Ann", "1")
    assert "There is a worry about line 1:" in said
    assert "North Town group, with no name" in said
    heard = stage.bot_lines()
    assert "It is in the box" in await then(stage, "Ann", "1")
    assert stage.bot_lines() == heard, "nothing is heard of it before its slot"
    assert await state(stage, 1) is State.AGREED
    (post,) = await comes_out(stage)
    assert post == (
        "There is a worry about line 1. Worries make it better. Who would like to talk about it?"
        " Line 1 was agreed. We try it again until we have talked."
    )
    assert await state(stage, 1) is State.TRIED


async def test_it_is_no_veto_so_what_the_line_sets_stays_until_people_have_talked(
    stage: Stage,
) -> None:
    await then(stage, "Ann", WORD, "1", "1", "1")
    await comes_out(stage)
    group = stage.app.groups.of_room(ROOM)
    assert group is not None
    assert settings.ORDER.of(group) == "first come"
    await stage.says(LEAD, "start")
    await stage.says(LEAD, "!look again")
    assert "1" in stage.room(), "and the group is asked about it at once"
    for line in ("!drop line 1", "!group says yes to line 1"):
        await stage.says(LEAD, line)
    await stage.later(61)
    group = stage.app.groups.of_room(ROOM)
    assert group is not None
    assert settings.ORDER.of(group) == "new voices"


async def test_nobody_hears_how_many_had_it(stage: Stage) -> None:
    for who in ("Ann", "Joe", "Priya"):
        await then(stage, who, WORD, "1", "2", "1")
    (post,) = await comes_out(stage)
    assert post.startswith("There is a worry about line 2.")
    steps = await stage.app.db.read(lambda tx: charter.changes(tx, GROUP, 2))
    assert [one.kind for one in steps].count(Kind.WORRY) == 1


async def test_worries_about_several_lines_are_one_post(stage: Stage) -> None:
    await then(stage, "Ann", WORD, "1", "2", "1")
    await then(stage, "Joe", WORD, "1", "1", "1")
    (post,) = await comes_out(stage)
    assert post.startswith("There are worries about lines 1 and 2.")


async def test_a_yes_that_the_group_was_asked_for_waits(stage: Stage) -> None:
    await then(stage, "Ann", WORD, "1", "2", "1")
    await stage.says(LEAD, "!agree line 2")
    await comes_out(stage)
    await stage.says(LEAD, "!group says yes to line 2")
    assert stage.to(LEAD).startswith("The group was not asked about line 2.")
    assert await state(stage, 2) is State.TRIED


async def test_a_line_that_was_dropped_meanwhile_needs_no_talk(stage: Stage) -> None:
    await then(stage, "Ann", WORD, "1", "2", "1")
    await stage.says(LEAD, "!drop line 2")
    await stage.says(LEAD, "!group says yes to line 2")
    assert await comes_out(stage) == []


async def test_a_young_group_is_told_before_anything_is_chosen(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.group()
        for line in ("!switch on charter", "!group says yes charter", "!setting line first come"):
            await stage.says(LEAD, line)
        await stage.later(61)
        said = await told(stage, "Ann", WORD)
        assert "I cannot hide you yet" in said
        assert "1" not in said, "nothing can be chosen"


async def test_somebody_fills_no_slot_alone(stage: Stage) -> None:
    for number in ("1", "2"):
        await then(stage, "Ann", WORD, "1", number, "1")
    assert "You have put two into the box." in await told(stage, "Ann", WORD)


async def test_a_meeting_that_begins_hears_of_it_first(stage: Stage) -> None:
    """The room has had its two posts of the week, so it was not posted yet."""

    def full(tx: Tx) -> None:
        for _ in range(2):
            posts.reserve(tx, GROUP, stage.clock.now() + timedelta(days=6))

    await stage.app.db.write(full)
    await then(stage, "Ann", WORD, "1", "2", "1")
    assert await comes_out(stage, days=4) == []
    assert await unsaid(stage), "it has come out, and waits"
    await stage.says(LEAD, "start")
    await stage.later(61)
    heard = [line for line in stage.bot_lines() if line.startswith("There is a worry about line 2")]
    assert len(heard) == 1
    assert not await unsaid(stage)
    for _ in range(5):
        await stage.jump(timedelta(days=1))
    heard = [line for line in stage.bot_lines() if line.startswith("There is a worry about line 2")]
    assert len(heard) == 1, "and once"


async def unsaid(stage: Stage) -> bool:
    return await stage.app.db.read(lambda tx: store.has_unsaid(tx, GROUP, store.WORRY))


async def test_a_week_without_room_for_it_holds_it_up_for_three_days_at_most(
    stage: Stage,
) -> None:
    def full(tx: Tx) -> None:
        for day in range(0, 20, 3):
            posts.reserve(tx, GROUP, stage.clock.now() + timedelta(days=day))

    await stage.app.db.write(full)
    await then(stage, "Ann", WORD, "1", "2", "1")
    assert len(await comes_out(stage, days=8)) == 1


async def test_where_words_are_typed_for_all_to_find_it_is_never_typed(stage: Stage) -> None:
    """On Discord: buttons and no form, and in the private chat only the way to the button."""
    stage.platform.abilities = replace(stage.platform.abilities, keeps_typed=True, forms=True)
    watched = Watched.COMPANY
    stage.platform.watched = lambda _person: watched  # type: ignore[method-assign,assignment]
    said = await told(stage, "Ann", WORD)
    assert "could have sent it" not in said
    text = WORD
    for choice in ("which", "line-2", "send"):
        reply = await stage.app.hear(pressed(stage, text))
        assert reply is not None
        assert await stage.app.form(pressed(stage, text)) is None
        buttons = [each.types for one in reply.messages for each in one.buttons]
        text = next(each for each in buttons if each.endswith(f" {choice}"))
    reply = await stage.app.hear(pressed(stage, text))
    assert reply is not None
    assert reply.later is not None


def pressed(stage: Stage, text: str) -> Heard:
    n = next(stage._events)
    at = stage.clock.now()
    return Heard(
        f"stage:press{n}", person("Ann"), text, at, ROOM, pressed=True, shares=(ROOM,), via=f"v{n}"
    )


async def test_typed_in_the_room_it_is_not_confirmed_there(stage: Stage) -> None:
    heard = stage.bot_lines()
    await stage.says("Ann", f"!{WORD}")
    assert stage.bot_lines() == heard


async def test_what_is_no_number_of_it_loses_nothing(stage: Stage) -> None:
    await told(stage, "Ann", WORD, "1")
    said = await told(stage, "Ann", "99")
    assert "Which line can you not live with?" in said
    assert (await hears(stage, "Ann", "stop")).over

"""Finding a time on Discord: a form for whoever leads, buttons for everybody, and no room hears."""

from __future__ import annotations

from datetime import timedelta

import pytest
from on_discord.lounge import Lounge, buttons
from on_discord.people import Person

from bot import groups
from bot.db import Tx
from bot.model import Person as Member
from bot.model import PersonId

pytestmark = pytest.mark.slow


async def has_many(lounge: Lounge) -> None:
    """Two more have said hello, so that nobody is known by what suits them."""

    def join(tx: Tx) -> None:
        for n in (1, 2):
            more = Member(PersonId(f"discord:{n}"), f"Zoe {n}")
            groups.join(tx, lounge.group.id, more, lounge.clock.now().date())
        lounge.bot.app.groups.settle(tx)

    await lounge.bot.app.db.write(join)


async def pressed(lounge: Lounge, who: Person, *labels: str) -> str:
    """Buttons, each under the answer to the one before."""
    begun = await who.presses(labels[0], among=lounge.room)
    shown = await lounge.answer(who, begun)
    for label in labels[1:]:
        assert begun.original is not None
        assert label in buttons(begun.original), buttons(begun.original)
        begun = await who.presses(label, on=begun.original)
        shown = await lounge.answer(who, begun)
    return shown


async def test_a_form_offers_times_and_buttons_answer(lounge: Lounge) -> None:
    await has_many(lounge)
    await lounge.opens_dm(lounge.bev)
    first, second = (lounge.clock.now() + timedelta(days=days) for days in (7, 9))
    days = [f"{day:%A} {day.day} {day:%B}" for day in (first, second)]
    asked = await lounge.slash(lounge.bev, "alongside", words="find time")
    assert asked.startswith("Which times do you offer? Two to eight.")
    form = await lounge.bev.presses("Write my answer", among=lounge.room)
    await lounge.bev.form(form)
    typed = f"{days[0]} 10:30\n{days[1]} at 2"
    shown = await lounge.send(lounge.bev, form, times=typed, until="For 2 days")
    assert f"Number 1: {days[0]} at 10:30.\nNumber 2: {days[1]} at 14:00.\n" in shown
    assert "To answer, type: /my-times." in shown
    await lounge.press(lounge.bev, "Post it")
    post = await lounge.ann.hears(lounge.room, "Number 2:")
    assert "My times" in buttons(post)
    lines = lounge.lines()
    told = await pressed(lounge, lounge.ann, "My times", f"{days[1]} at 14:00", "That is all")
    assert told.startswith(f"These suit: {days[1]} at 14:00.")
    told = await pressed(lounge, lounge.tom, "My times", "All of these")
    assert told.startswith(f"These suit: {days[0]} at 10:30 and {days[1]} at 14:00.")
    told = await lounge.slash(lounge.ann, "my-times", numbers="1 2")
    assert told.startswith(f"These suit: {days[0]} at 10:30 and {days[1]} at 14:00.")
    not_yet = await lounge.slash(lounge.bev, "alongside", words="find time")
    assert "People can still answer until" in not_yet
    assert (await lounge.press(lounge.bev, "Close it now, and tell me")).startswith("Too few have")
    await lounge.later()
    assert lounge.lines() == lines, "the room hears nothing of any of it"


async def test_at_the_end_whoever_asked_plans_with_a_button(lounge: Lounge) -> None:
    await has_many(lounge)
    await lounge.opens_dm(lounge.bev)
    day = lounge.clock.now() + timedelta(days=7)
    said = f"{day.day} {day:%B}"
    await lounge.slash(lounge.bev, "alongside", words="find time")
    form = await lounge.bev.presses("Write my answer", among=lounge.room)
    await lounge.bev.form(form)
    await lounge.send(lounge.bev, form, times=f"{said} 10:30 or 11:30", until="For 2 days")
    await lounge.press(lounge.bev, "Post it")
    await lounge.ann.hears(lounge.room, "Number 2:")
    for who in (lounge.ann, lounge.tom):
        assert "These suit" in await lounge.slash(who, "my-times", numbers="1")

    def answers(tx: Tx) -> None:
        sql = "INSERT INTO findtime_answer (group_id, person, suits) VALUES (:g, 'discord:1', '1')"
        tx.run(sql, g=lounge.group.id)

    await lounge.bot.app.db.write(answers)
    await lounge.slash(lounge.bev, "alongside", words="find time")
    told = await lounge.press(lounge.bev, "Close it now, and tell me")
    best = f"{day:%A} {said} at 10:30"
    assert told.startswith(f"Most of those who answered can come on {best}.")
    asked = await lounge.press(lounge.bev, f"Plan {best}")
    assert asked.startswith(f"This is for {best}.")

"""Who answers points: by their own yes and until a day, or outside with an address."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stage import ROOM, Stage, on_stage, person

from bot import answerers
from bot.db import Tx
from bot.model import GroupId, PersonId

LEAD = "Bashir"
G = GroupId(1)
OUTSIDE = ("answerer by email", "Lena", "lena@council.example", "1 July")


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(tmp_path) as stage:
        await stage.group()
        await stage.says(LEAD, "!switch on points")
        await stage.says(LEAD, "!group says yes points")
        await stage.later(61)
        yield stage


async def alone(stage: Stage, who: str, *texts: str) -> str:
    for text in texts:
        await stage.says(who, text, alone=True)
    return stage.to(who)


async def outside(stage: Stage) -> list[answerers.Answerer]:
    return await stage.app.db.read(lambda tx: answerers.outside(tx, G))


async def test_only_their_own_yes_makes_somebody_an_answerer(stage: Stage) -> None:
    await stage.says(LEAD, "!answerer Ana until 1 July")
    assert stage.room().startswith("Ana, will you answer points of this group, until Wednesday 1")
    assert await alone(stage, "Tom", "who answers points") == (
        "Nobody has said yes to answering points yet. Whoever leads can ask somebody in the room"
        " with: !answerer, and a name."
    )
    await stage.says("Tom", "!i will answer points")
    assert stage.to("Tom").startswith("Nobody has asked you yet.")
    await stage.later(61)
    await stage.says("Ana", "!i will answer points")
    assert stage.room() == "Ana answers points of this group, until Wednesday 1 July. Thank you."
    assert await alone(stage, "Tom", "who answers points") == (
        "Ana answers points, until Wednesday 1 July."
    )
    assert "I keep that you answer points until Wednesday 1 July." in await alone(
        stage, "Ana", "what is kept about me"
    )


async def test_the_role_ends_with_its_day_a_word_or_the_membership(stage: Stage) -> None:
    for who in ("Ana", "Sam", "Tom"):
        await stage.says(LEAD, f"!answerer {who} until 1 July")
        await stage.says(who, "!i will answer points")
    await stage.later(200)
    await stage.says("Sam", "!stop answering points")
    assert stage.room() == "Sam answered points until today. Thank you."
    await stage.says("Tom", "leave", alone=True)
    await alone(stage, "Tom", "1")
    assert "Ana answers points" in await alone(stage, "Joe", "who answers points")
    assert "Tom" not in stage.to("Joe")
    await stage.jump(timedelta(days=60))
    assert "Nobody has said yes" in await alone(stage, "Joe", "who answers points")


async def test_nobody_is_asked_who_is_not_here_or_on_the_phone(stage: Stage) -> None:
    await stage.says(LEAD, "!by phone Dilys")
    await stage.says(LEAD, "!answerer Dilys")
    assert stage.to(LEAD).startswith("I only know Dilys by phone")
    await stage.says(LEAD, "!answerer Lena")
    assert "answerer by email" in stage.to(LEAD)
    await stage.says(LEAD, "!answerer Ana until 1 July 2031")
    assert "within a year" in stage.to(LEAD)
    await stage.says("Tom", "!answerer Ana")
    assert "Only people who lead" in stage.to("Tom") or "lead" in stage.to("Tom")


async def test_somebody_outside_is_shown_to_the_room_before_it_is_kept(stage: Stage) -> None:
    before = len(stage.bot_lines())
    shown = await alone(stage, LEAD, *OUTSIDE)
    assert "This goes to North Town group." in shown
    post = (
        "Lena answers points by e-mail, until Wednesday 1 July. Lena is not in this chat. Bashir"
        " wrote down the address. Only people who lead can see it."
    )
    assert f"It says: “{post}”" in shown
    assert stage.bot_lines()[before:] == []
    assert await outside(stage) == []
    assert (await alone(stage, LEAD, "1")).startswith("It is posted. Please tell Lena")
    assert stage.room() == post, "to the letter"
    assert [one.email for one in await outside(stage)] == ["lena@council.example"]


async def test_an_address_is_shown_to_whoever_leads_alone(stage: Stage) -> None:
    await alone(stage, LEAD, *OUTSIDE, "1")
    assert "lena@council.example" in await alone(stage, LEAD, "who answers points")
    assert "council.example" not in await alone(stage, "Tom", "who answers points")
    await stage.says(LEAD, "!who answers points")
    shown = stage.bot_lines(ROOM)
    assert not any("council.example" in text for text in shown)


async def test_an_address_is_deleted_with_its_day_or_when_somebody_asks(stage: Stage) -> None:
    await alone(stage, LEAD, *OUTSIDE, "1")
    assert await alone(stage, LEAD, "forget answerer Len") == (
        "The name and the address of Lena are deleted."
    )
    assert await outside(stage) == []
    await alone(stage, LEAD, *OUTSIDE, "1")
    await stage.jump(timedelta(days=60))
    assert await outside(stage) == []


async def test_what_cannot_be_an_address_is_asked_again_and_loses_nothing(stage: Stage) -> None:
    asked = await alone(stage, LEAD, *OUTSIDE[:2], "lena at council")
    assert "It looks like: name@example.org." in asked
    assert "This goes to" in await alone(stage, LEAD, *OUTSIDE[2:])
    await alone(stage, LEAD, "stop")
    assert "in the group already" in await alone(stage, LEAD, OUTSIDE[0], "ana")


@pytest.mark.parametrize("text", ["a@b.uk", "first.last+x@sub.council.gov.uk", "ö@exämple.org"])
def test_addresses_are_taken(text: str) -> None:
    assert answerers.is_address(text)


@given(st.text(max_size=40).filter(lambda text: "@" not in text))
def test_what_has_no_at_sign_is_no_address(text: str) -> None:
    assert not answerers.is_address(text)


@pytest.mark.parametrize("text", ["a@b", "a b@c.uk", "a@b.uk, c@d.uk", "<a@b.uk>", "a@@b.uk"])
def test_one_address_and_nothing_else_is_taken(text: str) -> None:
    assert not answerers.is_address(text)


async def test_another_account_of_somebody_answers_as_them(stage: Stage) -> None:
    until = date(2026, 7, 1)
    await stage.says(LEAD, "!answerer Ana until 1 July")
    await stage.says("Ana", "!i will answer points")

    def moved(tx: Tx) -> bool:
        tx.run(
            "INSERT INTO also (person, same_as, name) VALUES (:a, :b, :name)",
            a=person("Ana").id,
            b=person("Sam").id,
            name="Sam",
        )
        return answerers.moves(tx, G, person("Ana").id)

    assert await stage.app.db.write(moved)
    found = await stage.app.db.read(lambda tx: answerers.of(tx, G, PersonId("stage:sam")))
    assert found is not None
    assert found.until == until

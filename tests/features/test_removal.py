"""Somebody is taken out quietly: asked back once, nobody told, and the name never said again."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planned import alone, london, planned, until
from stage import ROOM, Stage, person

from bot.db import Tx
from bot.model import Address, Person, PersonId, private
from bot.nameless import GAP, carries, without

DONE = (
    "I am sorry. No message will carry this name again. What they said stays until you decide"
    " together. If you would like to talk, Samaritans listen day and night, on 116 123. If it was"
    " a mistake, you can undo it within a day.\n1 Undo it."
)


async def remove(stage: Stage, who: str = "Femi") -> str:
    await alone(stage, "Bashir", f"remove quietly {who}")
    return await alone(stage, "Bashir", "1")


def said_since(stage: Stage, n: int) -> list[str]:
    """What the bot said to anybody but Bashir since then."""
    to_lead = private(person("Bashir").id)
    lines = stage.platform.lines[n:]
    return [one.text for one in lines if one.who == "Alongside" and one.where != to_lead]


def everywhere(tx: Tx) -> str:
    """All that is kept, but for what is kept a day for the undo."""
    tables = [row[0] for row in tx.all("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return "\n".join(
        str(row)
        for table in tables
        if table not in ("removed", "inbox")
        for row in tx.all(f"SELECT * FROM {table}")
    )


async def test_it_is_asked_back_once_with_what_follows(stage: Stage) -> None:
    await stage.group()
    n = len(stage.platform.lines)
    asked = await alone(stage, "Bashir", "remove quietly Femi")
    assert asked == (
        "I would take Femi out of this group. I tell nobody. No message of mine carries this name"
        " again. I delete the hand, the waiting answers and the choices. Where the name stands in"
        " words I still keep, I take it out. What was said in the room stays. You can undo it"
        " within a day, but not what was deleted. Shall I?\n1 Yes.\n2 No."
    )
    assert await alone(stage, "Bashir", "1") == DONE
    assert said_since(stage, n) == [], "nobody is told"
    group = next(iter(stage.app.groups))
    assert person("Femi").id not in group.names


async def test_no_changes_nothing(stage: Stage) -> None:
    await stage.group()
    await alone(stage, "Bashir", "remove quietly Femi", "2")
    assert person("Femi").id in next(iter(stage.app.groups)).names
    assert (await alone(stage, "Bashir", "undo removal")).startswith("There is nothing to undo.")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("remove quietly", "Who is it about?"),
        ("remove quietly Zoe", "I do not know “Zoe” in this group. Nothing was changed."),
        ("remove quietly Bashir", "That is your own name. To leave the group, type: leave."),
        ("really remove quietly", "I would take"),
    ],
)
async def test_what_names_nobody_is_answered_kindly(stage: Stage, typed: str, told: str) -> None:
    await stage.group()
    assert (await alone(stage, "Bashir", typed)).startswith(told)


async def test_the_inner_word_alone_removes_nobody(stage: Stage) -> None:
    await stage.group()
    told = await alone(stage, "Bashir", "really remove quietly", "1")
    assert told == "That person is not in this group now. Nothing was changed."


async def test_only_whoever_leads_and_only_in_private(stage: Stage) -> None:
    await stage.group()
    assert (await alone(stage, "Ann", "remove quietly Femi")).startswith("Only somebody who leads")
    n = len(stage.platform.lines)
    told = await stage.says("Bashir", "!remove quietly Femi")
    assert told is not None
    assert "Femi" not in told
    assert said_since(stage, n) == []
    assert person("Femi").id in next(iter(stage.app.groups)).names


async def test_a_name_that_means_two_people_is_asked_back(stage: Stage) -> None:
    await stage.group(members=("Ann", "Anna", "Tom"))
    asked = await alone(stage, "Bashir", "remove quietly An")
    assert "Ann" in asked
    assert "Anna" in asked


async def test_in_a_meeting_the_list_goes_on_without_the_name(stage: Stage) -> None:
    await stage.meeting()
    await stage.later(61)
    for who in ("Femi", "Tom"):
        await stage.says(who, "hand up")
    await stage.later(75)
    await stage.says("Ann", "hand up: what Femi said")
    await remove(stage)
    n = len(stage.platform.lines)
    await stage.later(90)
    await stage.says("Bashir", "next")
    await stage.says("Bashir", "next")
    await stage.says("Joe", "who is next")
    await stage.later(90)
    shown = said_since(stage, n)
    assert any("Tom, it is your turn." in line for line in shown)
    assert not any("Femi" in line for line in shown)
    for _ in range(400):  # the live list keeps a pace of its own
        if "Femi" not in stage.platform.boards[Address(ROOM)].text:
            return
        await asyncio.sleep(0.005)
    raise AssertionError("Femi is still on the live list")


async def test_whoever_led_is_led_for(stage: Stage) -> None:
    await stage.group()
    await stage.says("Bashir", "!facilitator Femi")
    await stage.says("Femi", "!i will lead")
    await stage.says("Femi", "start")
    await remove(stage)
    n = len(stage.platform.lines)
    await stage.says("Ann", "pause")
    assert said_since(stage, n) == ["Card: pause. Bashir, can we have a short break?"]


async def test_the_name_is_in_nothing_that_is_kept_and_in_nothing_that_is_said_later(
    stage: Stage,
) -> None:
    await stage.group()
    await stage.says("Bashir", "!switch on rounds")
    await stage.says("Bashir", "!group says yes rounds")
    await planned(stage, aim="the garden day of Femi", note="Femi's news", when="20 May 10:30")
    await alone(stage, "Femi", "answer ahead", "My tomatoes are up.", "1")
    await alone(stage, "Tom", "answer ahead", "I met Femi, and @Femi met me.", "1")
    await alone(stage, "Femi", "what helps me", "large print", "2")
    await alone(stage, "Bashir", "look back", "Ask Femi about nights.")
    await alone(stage, "Ann", "answer ahead", "Femi and I")
    await until(stage, london(13, 12))
    await remove(stage)
    await until(stage, stage.clock.now() + timedelta(days=2))
    kept = await stage.app.db.read(everywhere)
    assert "Femi" not in kept
    assert "femi" not in kept
    assert "the garden day of" in kept
    n = len(stage.platform.lines)
    await until(stage, london(20, 10, 30))
    await stage.says("Bashir", "start")
    await stage.says("Bashir", "go round")
    await stage.says("Bashir", "last round")
    await stage.says("Bashir", "end")
    shown = [line.text for line in stage.platform.lines[n:] if line.who == "Alongside"]
    assert any("Tom sent this: “I met …, and … met me.”" in line for line in shown)
    assert not any("Femi" in line or "tomatoes" in line for line in shown)


async def test_times_that_were_offered_stay_offered_with_no_name(stage: Stage) -> None:
    await stage.group()
    await stage.says("Bashir", "!facilitator Femi")
    await stage.says("Femi", "!i will lead")
    await alone(stage, "Femi", "find time", "20 May 11:00 or 12:00", "2", "post it")
    assert "Femi" in stage.room()
    await remove(stage)
    n = len(stage.platform.lines)
    await until(stage, stage.clock.now() + timedelta(days=5))
    assert said_since(stage, n) == []
    assert "about the times you offered" in stage.to("Bashir")
    assert "Femi" not in stage.to("Bashir")


async def test_a_mistake_is_undone_within_a_day(stage: Stage) -> None:
    await stage.group()
    before = next(iter(stage.app.groups)).members[person("Femi").id]
    await remove(stage)
    n = len(stage.platform.lines)
    told = await alone(stage, "Bashir", "undo removal")
    assert told.startswith("Femi is in the group again. Nobody was told.")
    assert next(iter(stage.app.groups)).members[person("Femi").id] == before
    assert said_since(stage, n) == []
    assert (await alone(stage, "Bashir", "undo removal")).startswith("There is nothing to undo.")


async def test_of_two_who_were_removed_each_is_undone_by_their_own_button(stage: Stage) -> None:
    await stage.group()
    await remove(stage)
    await stage.later(10)
    await remove(stage, "Tom")
    first, second = [
        number
        for (number,) in await stage.app.db.read(
            lambda tx: tx.all("SELECT number FROM removed ORDER BY removed_at")
        )
    ]
    told = await alone(stage, "Bashir", f"undo removal {first}")
    assert told.startswith("Femi is in the group again.")
    told = await alone(stage, "Bashir", f"undo removal {first}")
    assert told.startswith("There is nothing to undo."), "a button is not for somebody else"
    told = await alone(stage, "Bashir", f"undo removal {second}")
    assert told.startswith("Tom is in the group again.")


async def test_after_a_day_the_name_is_not_kept_for_an_undo(stage: Stage) -> None:
    await stage.group()
    await remove(stage)
    await stage.jump(timedelta(days=1, minutes=1))
    assert await stage.app.db.read(lambda tx: tx.all("SELECT * FROM removed")) == []
    assert (await alone(stage, "Bashir", "undo removal")).startswith("There is nothing to undo.")


async def test_somebody_on_the_phone_and_who_comes_back(stage: Stage) -> None:
    await stage.group()
    await stage.says("Bashir", "!by phone Dilys")
    assert await remove(stage, "Dilys") == DONE
    await remove(stage)
    told = await alone(stage, "Femi", "say hello")
    assert "Femi" in told, "who is well again is welcome, by their own word"


# What waits while a platform is down.


async def test_the_words_of_others_that_wait_stay_but_for_the_name(stage: Stage) -> None:
    await stage.group(members=("Ann", "Joe", "Femi"))
    await stage.says("Bashir", "!switch on rounds")
    await stage.says("Bashir", "!group says yes rounds")
    await alone(stage, "Ann", "answer ahead", "My tomatoes are up.", "1")
    await alone(stage, "Joe", "answer ahead", "I walked with Femi.", "1")
    await alone(stage, "Femi", "answer ahead", "The bus came.", "1")
    await stage.says("Bashir", "start")
    await stage.later(70)
    stage.platform.down = True
    await stage.says("Bashir", "go round")
    await remove(stage)
    stage.platform.down = False
    await asyncio.sleep(1)
    await stage.settle()
    round_ = next(line for line in reversed(stage.bot_lines()) if "tomatoes" in line)
    assert "“I walked with ….”" in round_
    assert "The bus came." in round_, "what they said stays"
    assert "Femi" not in round_


async def test_what_is_due_for_somebody_with_a_longer_id_stays(stage: Stage) -> None:
    await stage.group(members=("Femi", "Femina", "Joe"))
    await stage.says("Bashir", "!facilitator Femina")
    await stage.says("Femina", "!i will lead")
    await stage.says("Femina", "!start")
    await stage.says("Femina", "end")
    await remove(stage)
    await until(stage, stage.clock.now() + timedelta(days=2))
    assert any("Your list" in line for line in stage.bot_lines(private(person("Femina").id)))


async def test_no_account_of_theirs_is_known_as_theirs_any_more(stage: Stage) -> None:
    await stage.group(members=("Femi", "Joe"))

    def also(tx: Tx) -> None:
        tx.run("INSERT INTO also (person, same_as, name) VALUES ('m:f', 'stage:femi', 'Femi')")

    await stage.app.db.write(also)
    await remove(stage)
    assert await stage.app.db.read(lambda tx: tx.all("SELECT 1 FROM also")) == []


# The rules.


FEMI = Person(PersonId("stage:femi"), "Femi Ade")


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Femi said so", "… said so"),
        ("ask Femi Ade.", "ask …."),
        ("@Femi, Femi's bus", "…, …'s bus"),
        ("Femina and Feminism", "Femina and Feminism"),
        ("i agree with femi and FEMI ADE", "i agree with … and …"),
        ("nothing here", "nothing here"),
    ],
)
def test_a_name_is_taken_out_and_nothing_else(words: str, left: str) -> None:
    assert without(words, FEMI) == left


@pytest.mark.parametrize(
    ("name", "words", "left"),
    [
        ("June", "1 June, the 2nd of June, June 2026", "1 June, the 2nd of June, June 2026"),
        ("June", "ask June by 1 June", "ask … by 1 June"),
        ("May Hill", "May we ask May Hill, or May?", "May we ask …, or …?"),
        ("Will", "Will we ask Will? He will.", "Will we ask …? He will."),
        ("mark", "Mark the day. @mark and Mark.", "Mark the day. … and …."),
    ],
)
def test_a_date_or_a_common_word_stays_what_it_is(name: str, words: str, left: str) -> None:
    assert without(words, Person(PersonId("stage:somebody"), name)) == left


@given(st.text(), st.text(), st.text(min_size=1, max_size=40))
def test_no_words_carry_a_name_that_was_taken_out(before: str, after: str, name: str) -> None:
    who = Person(PersonId("stage:somebody-else-entirely"), name)
    gone = without(f"{before} {name} {after}", who)
    assert not carries(gone, who) or GAP in name


async def test_undone_they_are_counted_on_the_same_side_as_before(stage: Stage) -> None:
    """Who is paid to be here is shown to whoever asks without a name."""
    await stage.group()
    await stage.says("Bashir", "!paid here Femi")
    await remove(stage)
    await alone(stage, "Bashir", "undo removal")
    members = next(iter(stage.app.groups)).members
    assert members[person("Femi").id].paid
    assert not members[person("Joe").id].paid

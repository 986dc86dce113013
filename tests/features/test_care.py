"""Talking to a person: chosen by name, told to nobody else, promised, chased, and deleted."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from planned import LONDON, alone
from stage import ROOM, START, Stage, on_stage, person

from bot.care import Line, Supporter
from bot.db import Tx
from bot.model import Group, Heard, Person, PersonId, private

RITA = Supporter(
    "Rita",
    "advocate",
    "Ourtown Advocacy",
    outside=True,
    account=PersonId("stage:rita"),
    phone="01632 960002",
    hours="9 to 5",
)
UMA = Supporter("Uma", "listener", "Ourtown Listens", phone="01632 960009")
LINES = (Line("Samaritans", "116 123", "day and night"), Line("Carers' line", "01632 960004"))

SENT = (
    "I am telling Rita now. You hear from me by 15:00 on Tuesday 12 May, whatever comes."
    " Nobody else is told. To see it or take it back, type: talk to a person."
)
ASKED = (
    "Joe from “North Town group” would like to talk to you. Please ring. Where: “01632 960011”."
    " When: “after 2”. Only you read this. Can you do it?\n1 I can.\n2 I cannot."
)


async def here(stage: Stage, *supporters: Supporter) -> None:
    """A group on a Tuesday at 12:20, with these to talk to."""
    await stage.group()
    await stage.app.there_are(LINES, supporters or (RITA,))
    await stage.jump(timedelta(hours=2, minutes=4))


async def asks(stage: Stage, who: str = "Joe") -> str:
    return await alone(stage, who, "talk to a person", "1", "1", "01632 960011", "after 2", "1")


def heard(stage: Stage, who: str) -> list[str]:
    return stage.bot_lines(private(person(who).id))


def wishes(tx: Tx) -> list[tuple[object, ...]]:
    return tx.all("SELECT person, supporter, state FROM care_request ORDER BY number")


async def at(stage: Stage, hour: int, minute: int = 0) -> None:
    now = stage.clock.now().astimezone(LONDON)
    await stage.jump(now.replace(hour=hour, minute=minute, second=0) - now)


def the_group(stage: Stage) -> Group:
    group = stage.app.groups.of_room(ROOM)
    assert group is not None
    return group


async def rita_says(stage: Stage, text: str) -> str | None:
    """In private, by somebody who is in no room of the bot: the reply from memory."""
    event = f"stage:rita-{len(stage.platform.lines)}-{text}"
    by = Person(PersonId("stage:rita"), "Rita")
    reply = await stage.app.hear(Heard(event, by, text, stage.clock.now()))
    await stage.settle()
    return None if reply is None else " ".join(one.text for one in reply.messages)


# Who asks.


async def test_the_person_chosen_reads_exactly_what_was_shown_before(stage: Stage) -> None:
    await here(stage)
    first = await alone(stage, "Joe", "talk to a person")
    assert first == (
        "Who would you like to talk to? Only that person is told.\n"
        "1 Rita, advocate, from outside: Ourtown Advocacy.\n2 Somebody else."
    )
    shown = await alone(stage, "Joe", "1", "1", "01632 960011", "after 2")
    assert shown.startswith(
        "Only Rita gets this. “Joe from “North Town group” would like to talk to you. Please ring."
        " Where: “01632 960011”. When: “after 2”.” They can answer: I can, or: I cannot."
    )
    assert heard(stage, "Rita") == []
    assert await alone(stage, "Joe", "1") == SENT
    assert heard(stage, "Rita") == [ASKED]


async def test_nobody_else_hears_of_it(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    await here(stage)
    caplog.set_level("DEBUG")
    before = [line for line in stage.platform.lines if line.who == "Alongside"]
    await asks(stage)
    after = [line for line in stage.platform.lines if line.who == "Alongside"][len(before) :]
    assert {line.where for line in after} == {private(person(who).id) for who in ("Joe", "Rita")}
    await stage.jump(timedelta(days=2))
    assert "talk" not in caplog.text
    assert "supporter" not in caplog.text
    assert "care." not in caplog.text
    await stage.says("Bashir", "my list", alone=True)
    assert "Joe" not in stage.to("Bashir")


async def test_typed_in_the_room_the_word_is_not_repeated_there(stage: Stage) -> None:
    await here(stage)
    told = await stage.says("Joe", "!talk to a person")
    assert told is not None
    assert told.startswith("The room saw that word.")


async def test_a_yes_is_passed_on_and_later_it_is_asked_once_whether_they_talked(
    stage: Stage,
) -> None:
    await here(stage)
    await asks(stage)
    thanks = await alone(stage, "Rita", "1")
    assert thanks == (
        "Thank you. Joe knows now that you will. Where: “01632 960011”. When: “after 2”."
    )
    assert stage.to("Joe") == (
        "Rita has said yes. You will be rung. Afterwards I ask you whether it has happened."
    )
    await at(stage, 15)
    assert stage.to("Joe").startswith("A message from Alongside. Have you and Rita talked?")
    assert await alone(stage, "Joe", "1") == (
        "That is good. I have deleted what you asked for. Take good care."
    )
    assert await stage.app.db.read(wishes) == []


async def test_a_no_is_passed_on_at_once_with_the_next_ways(stage: Stage) -> None:
    await here(stage)
    await asks(stage)
    assert (await alone(stage, "Rita", "I cannot")).startswith("That is fine.")
    assert stage.to("Joe") == (
        "A message from Alongside. Rita cannot do it this time. I am sorry. There now:"
        " Rita: 01632 960002, 9 to 5. Samaritans: 116 123, day and night."
        " I have deleted what you asked for. You can ask somebody else.\n"
        "1 Choose somebody.\n2 See phone lines."
    )
    assert await stage.app.db.read(wishes) == []
    assert await alone(stage, "Joe", "1") != stage.bot_lines(private(person("Joe").id))[-2]


async def test_who_does_not_answer_is_asked_once_more_and_then_the_promise_is_kept(
    stage: Stage,
) -> None:
    await here(stage)
    await asks(stage)
    await at(stage, 14, 59)
    assert len(heard(stage, "Rita")) == 2
    assert heard(stage, "Rita")[1].startswith("Somebody still waits for a word from you. Joe from")
    assert stage.to("Joe") == SENT
    await at(stage, 15)
    assert stage.to("Joe").startswith(
        "A message from Alongside. Rita has not answered in time. I am sorry."
    )
    await stage.jump(timedelta(days=3))
    assert len(heard(stage, "Rita")) == 2
    assert await alone(stage, "Rita", "i can") == (
        "Nothing waits for you now. It is over, or was taken back. Whoever asked knows that."
    )


async def test_without_an_answer_it_is_deleted_a_day_after_it_was_asked(stage: Stage) -> None:
    await here(stage)
    await asks(stage)
    await alone(stage, "Rita", "1")
    await at(stage, 15)
    lines = len(stage.platform.lines)
    await stage.jump(timedelta(hours=23))
    assert await stage.app.db.read(wishes)
    await stage.jump(timedelta(hours=2))
    assert await stage.app.db.read(wishes) == []
    assert len(stage.platform.lines) == lines, "nobody is chased for an answer"


async def test_nobody_reached_them_is_answered_with_other_ways(stage: Stage) -> None:
    await here(stage)
    await asks(stage)
    await alone(stage, "Rita", "1")
    await at(stage, 15)
    told = await alone(stage, "Joe", "2")
    assert told.startswith("I am sorry that Rita did not reach you. There now: Rita: 01632")
    assert await stage.app.db.read(wishes) == []


async def test_it_can_be_looked_at_and_taken_back(stage: Stage) -> None:
    await here(stage)
    await asks(stage)
    stands = await alone(stage, "Joe", "talk to a person")
    assert stands.startswith("You asked to talk to Rita. Where: “01632 960011”. When: “after 2”.")
    kept = await alone(stage, "Joe", "what is kept")
    assert "I keep that you asked to talk to Rita." in kept
    assert (await alone(stage, "Joe", "take back my wish")).startswith("It is taken back")
    assert heard(stage, "Rita")[-1] == "Joe took that back. Nothing is to be done. Thank you."
    assert await stage.app.db.read(wishes) == []


async def test_somebody_else_leads_to_every_line(stage: Stage) -> None:
    await here(stage)
    told = await alone(stage, "Joe", "talk to a person", "2")
    assert told.startswith("People are there for you.")
    assert "Carers' line: 01632 960004." in told
    assert "ring 999" in told


async def test_who_can_only_be_rung_is_rung(stage: Stage) -> None:
    await here(stage, UMA)
    told = await alone(stage, "Joe", "talk to a person", "1")
    assert told == "You can ring: Uma: 01632 960009. I have told nobody that you asked."
    assert await stage.app.db.read(wishes) == []


async def test_with_nobody_named_the_lines_are_said(stage: Stage) -> None:
    await stage.group()
    told = await alone(stage, "Joe", "talk to a person")
    assert told == (
        "Nobody is named here yet for people to talk to. These people listen. Samaritans: 116 123,"
        " day and night. They listen to anybody, about anything. If you are in danger now,"
        " ring 999."
    )


async def test_as_soon_as_possible_is_answered_within_two_hours_by_day(stage: Stage) -> None:
    await here(stage)
    told = await alone(stage, "Joe", "talk to a person", "1", "2", "1", "1", "1")
    assert "You hear from me by 14:20 on Tuesday 12 May" in told
    assert "Please write. When: as soon as possible." in heard(stage, "Rita")[-1]


async def test_it_goes_with_the_membership(stage: Stage) -> None:
    await here(stage)
    await asks(stage)
    await alone(stage, "Joe", "leave", "1")
    assert await stage.app.db.read(wishes) == []
    lines = len(heard(stage, "Joe")), len(heard(stage, "Rita"))
    await stage.jump(timedelta(days=2))
    assert lines == (len(heard(stage, "Joe")), len(heard(stage, "Rita")))


async def test_no_byte_of_it_is_left_once_they_have_talked(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await here(stage)
        await alone(stage, "Joe", "talk to a person", "1", "1", "Zebra Lane 7", "after 2", "1")
        await alone(stage, "Rita", "1")
        await at(stage, 15)
        await alone(stage, "Joe", "1")
        await stage.settle()
        for file in tmp_path.iterdir():
            if file.is_file():
                assert b"Zebra" not in file.read_bytes(), file.name


# Who is asked.


async def test_a_supporter_who_is_in_no_group_can_do_only_that(stage: Stage) -> None:
    """Rita works elsewhere: "hello" does not make her a member."""
    await here(stage)
    assert await rita_says(stage, "I can") == (
        "Nothing waits for you now. It is over, or was taken back. Whoever asked knows that."
    )
    await asks(stage)
    for text in ("hello", "hand up", "when", "help", "Ann is ill and I worry"):
        told = await rita_says(stage, text)
        assert told is not None, "it is answered from memory, as for any stranger"
    group = the_group(stage)
    assert not {"stage:rita"} & (group.members.keys() | group.facilitators.keys())
    assert await rita_says(stage, "1") is None
    assert stage.to("Rita").startswith("Thank you. Joe knows now that you will.")
    assert stage.to("Joe").startswith("Rita has said yes.")
    assert "say hello" not in stage.to("Rita")


async def test_nobody_else_can_answer_for_a_supporter(stage: Stage) -> None:
    await here(stage)
    await asks(stage)
    number = (await stage.app.db.read(lambda tx: tx.one("SELECT number FROM care_request")) or [0])[
        0
    ]
    for who in ("Bashir", "Tom"):
        told = await alone(stage, who, f"i cannot {number}")
        assert told.startswith("Nothing waits for you now.")
    assert await stage.app.db.read(wishes)


# The role, as the group gives it.


async def test_a_group_names_its_own_by_their_own_yes(stage: Stage) -> None:
    await stage.group()
    await stage.says("Bashir", "!supporter Sam until 1 July")
    assert stage.room().startswith("Sam, will you be there for people here until Wednesday 1 July?")
    assert "Nobody is named here yet" in await alone(stage, "Joe", "talk to a person")
    await stage.says("Sam", "!i will support")
    assert stage.room().startswith("Sam is there for people here until Wednesday 1 July.")
    assert "1 Sam, from this group." in await alone(stage, "Joe", "talk to a person")
    await alone(stage, "Joe", "talk to a person", "1", "3", "1", "1", "1")
    assert stage.to("Sam").startswith("Joe from “North Town group” would like to talk to you.")
    assert "I keep that you are there for people" in await alone(stage, "Sam", "what is kept")
    assert "Nobody is named here yet" in await alone(stage, "Sam", "talk to a person")


async def test_who_could_not_be_reached_reads_it_once_at_their_next_word(stage: Stage) -> None:
    await stage.group()
    await stage.says("Bashir", "!supporter Sam")
    await stage.says("Sam", "!i will support")
    stage.platform.unseen.add(private(person("Sam").id))
    await alone(stage, "Joe", "talk to a person", "1", "1", "1", "1", "1")
    await stage.jump(timedelta(minutes=100))
    stage.platform.unseen.clear()
    told = await alone(stage, "Sam", "who leads")
    assert told.count("Joe from “North Town group” would like to talk to you.") == 1


async def test_what_is_over_is_not_told_to_who_could_not_be_reached(stage: Stage) -> None:
    await stage.group()
    await stage.says("Bashir", "!supporter Sam")
    await stage.says("Sam", "!i will support")
    stage.platform.unseen.add(private(person("Sam").id))
    await alone(stage, "Joe", "talk to a person", "1", "1", "1", "1", "1")
    await stage.jump(timedelta(hours=3))
    stage.platform.unseen.clear()
    assert "Joe" not in await alone(stage, "Sam", "who leads")


async def test_whoever_waits_hears_at_once_when_their_supporter_goes(stage: Stage) -> None:
    await stage.group()
    await stage.says("Bashir", "!supporter Sam")
    await stage.says("Sam", "!i will support")
    await alone(stage, "Joe", "talk to a person", "1", "1", "1", "1", "1")
    await alone(stage, "Sam", "leave", "1")
    assert stage.to("Joe").startswith("A message from Alongside. Sam cannot do it this time.")


async def test_who_is_taken_out_quietly_is_named_in_no_news_of_it(stage: Stage) -> None:
    await stage.group()
    await stage.says("Bashir", "!supporter Sam")
    await stage.says("Sam", "!i will support")
    await alone(stage, "Joe", "talk to a person", "1", "1", "1", "1", "1")
    await alone(stage, "Bashir", "remove quietly Sam", "1")
    assert stage.to("Joe").startswith(
        "A message from Alongside. The person you asked for cannot do it."
    )


async def test_a_role_ends_with_its_day(stage: Stage) -> None:
    await stage.group()
    await stage.says("Bashir", "!supporter Sam until 1 June")
    await stage.says("Sam", "!i will support")
    await stage.jump(timedelta(days=30))
    assert "Nobody is named here yet" in await alone(stage, "Joe", "talk to a person")


# Phone lines.


async def test_help_now_is_answered_to_whoever_types_it_alone(stage: Stage) -> None:
    await here(stage)
    await stage.says("Bashir", "start")
    lines = len(stage.bot_lines())
    await stage.says("Tom", "help now")
    assert stage.to("Tom") == (
        "People are there for you. Each of these is a person. Rita: 01632 960002, 9 to 5."
        " Samaritans: 116 123, day and night. Carers' line: 01632 960004."
        " If you are in danger now, ring 999.\n1 Choose somebody."
    )
    assert len(stage.bot_lines()) == lines


async def test_every_meeting_ends_with_the_same_words_about_who_listens(stage: Stage) -> None:
    await here(stage)
    endings = []
    for _ in range(3):
        await stage.says("Bashir", "start")
        await stage.later(90)
        await stage.says("Bashir", "end")
        await stage.later(90)
        endings.append(stage.room())
    assert (
        "A meeting can stay with you. Rita: 01632 960002, 9 to 5. Samaritans: 116 123,"
        " day and night. In private, anybody can type: talk to a person."
    ) in endings[0]
    assert endings[0] == endings[2]


def test_the_stage_begins_on_a_tuesday_morning() -> None:
    assert isinstance(START, datetime)
    assert START.astimezone(LONDON).hour == 10

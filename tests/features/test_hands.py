"""Dialogues about speaking: real database, given clock."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from stage import ROOM, START, WORDS, Stage, on_stage, person

from bot.features.hands import store
from bot.model import Address, Right, RoomId, private


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """With dice that ask nobody by chance."""
    async with on_stage(tmp_path, dice=lambda: 0.5) as one:
        yield one


async def test_hands_are_called_in_order(stage: Stage) -> None:
    await stage.meeting()
    await stage.later(61)
    await stage.says("Tom", "hand up")
    await stage.later(3)
    assert stage.room() == "Hands: Tom."
    await stage.says("Ann", "Hand up.")
    await stage.later(10)
    assert stage.room() == "Hands: Tom, then Ann."
    await stage.says("Bashir", "next")
    assert stage.room() == "Tom, it is your turn. Next: Ann."
    await stage.says("Bashir", "next")
    assert stage.room() == "Ann, it is your turn. Nobody is waiting."


# The list.


async def ready(stage: Stage, *hands: str) -> None:
    """A meeting in which these people have put a hand up, and the room is calm again."""
    await stage.meeting()
    await stage.later(61)
    for who in hands:
        await stage.says(who, "hand up")
    await stage.later(75)


async def test_pass_on_ones_own_turn_calls_the_next_person(stage: Stage) -> None:
    await ready(stage, "Tom", "Ann")
    await stage.says("Bashir", "next")
    await stage.says("Tom", "pass")
    assert stage.room() == "Ann, it is your turn. Nobody is waiting."
    await stage.says("Tom", "pass", alone=True)
    assert stage.room() == "Ann, it is your turn. Nobody is waiting.", "it is not his turn"
    assert stage.to("Tom") == "That is fine."


async def test_not_yet_keeps_the_place_and_lets_others_go_first(stage: Stage) -> None:
    await ready(stage, "Tom", "Ann")
    await stage.says("Tom", "not yet")
    assert stage.to("Tom") == "Your place is kept. When you are ready, type: hand up."
    await stage.says("Bashir", "next")
    assert stage.room() == "Ann, it is your turn. Nobody is waiting."
    await stage.says("Tom", "hand up", alone=True)
    assert stage.to("Tom") == "Your hand is up. You are first."


async def test_stepping_out_names_nobody(stage: Stage) -> None:
    await ready(stage, "Tom", "Ann")
    said = len(stage.bot_lines())
    await stage.says("Tom", "step out", alone=True)
    assert stage.to("Tom") == "You are off the list of hands. Nobody was told."
    await stage.later(75)
    assert stage.bot_lines()[said:] == ["Hands: Ann."]


async def test_the_group_chooses_its_order(stage: Stage) -> None:
    await ready(stage, "Tom")
    await stage.says("Bashir", "next")
    await stage.says("Tom", "hand up")
    await stage.says("Ann", "hand up")
    await stage.later(75)
    assert stage.room() == "Hands: Ann, then Tom.", "Ann has not spoken yet"
    await stage.says("Bashir", "!order first come")
    assert stage.room() == "From now on, hands are called in the order they went up."
    await stage.says("Bashir", "next")
    assert stage.room() == "Tom, it is your turn. Next: Ann."


async def test_a_question_goes_before_all_hands(stage: Stage) -> None:
    await ready(stage, "Tom", "Ann")
    await stage.says("Priya", "question this")
    await stage.later(75)
    assert stage.room() == "Hands: Priya with a question, then Tom, then Ann."


async def test_the_words_of_a_private_hand_stay_out_of_the_room(stage: Stage) -> None:
    await ready(stage)
    await stage.says("Tom", "hand up: my landlord", alone=True)
    assert "You are first" in stage.to("Tom")
    assert "You can type them in the room." in stage.to("Tom")
    await stage.later(75)
    assert stage.room() == "Hands: Tom."
    assert not [line for line in stage.platform.lines if "landlord" in line.text][1:]
    assert "landlord" not in str(
        await stage.app.db.read(lambda tx: tx.all("SELECT * FROM hands_hand"))
    )


async def test_a_long_turn_is_told_to_the_lead_alone(stage: Stage) -> None:
    await ready(stage, "Tom", "Ann")
    await stage.says("Bashir", "time hint 5", alone=True)
    await stage.says("Ann", "give me time", alone=True)
    await stage.says("Bashir", "next")
    room = len(stage.bot_lines())
    await stage.later(5 * 60)
    assert stage.to("Bashir") == "Tom has had 5 minutes. You decide what is kind."
    assert len(stage.bot_lines()) == room
    private_lines = len(stage.bot_lines(private(person("Bashir").id)))
    await stage.says("Bashir", "next")
    await stage.later(6 * 60)
    assert stage.to("Bashir") == "Tom has had 5 minutes. You decide what is kind."
    assert len(stage.bot_lines(private(person("Bashir").id))) == private_lines, "Ann asked for time"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1", "That would hurry people. I can tell you after 2 minutes or more."),
        ("61", "I can tell you after 60 minutes at most."),
        ("999999", "I can tell you after 60 minutes at most."),
        ("soon", "After how many minutes, from 2 to 60? Type: time hint 5."),
        ("-1", "That would hurry people. I can tell you after 2 minutes or more."),
        ("", "After how many minutes, from 2 to 60? Type: time hint 5."),
    ],
)
async def test_a_hint_that_cannot_be_is_told_what_can(stage: Stage, typed: str, said: str) -> None:
    await stage.group()
    await stage.says("Bashir", "time hint 5", alone=True)
    await stage.says("Bashir", f"!time hint {typed}".strip(), alone=True)
    assert stage.to("Bashir").startswith(said)
    assert stage.to("Bashir").endswith("To stop it, type: time hint 0.")
    group = stage.app.group_of(ROOM)
    assert group is not None
    assert store.MINUTES.of(group) == "5", "and what was chosen before holds"


async def test_somebody_on_the_phone_has_an_equal_place(stage: Stage) -> None:
    await ready(stage, "Tom")
    await stage.says("Bashir", "!by phone Dilys")
    assert stage.to("Bashir").startswith("Dilys takes part by phone.")
    await stage.says("Ann", "raise Dilys")
    await stage.later(75)
    assert stage.room() == "Hands: Tom, then Dilys by phone."
    await stage.says("Bashir", "next")
    await stage.says("Bashir", "next")
    assert stage.room() == "Dilys, it is your turn. Nobody is waiting."
    assert not [line for line in stage.platform.lines if line.where.startswith("@phone")]
    await stage.says("Bashir", "!by phone dilys")
    assert "called “dilys” already" in stage.to("Bashir")


async def test_a_hand_of_somebody_who_is_here_is_theirs(stage: Stage) -> None:
    await ready(stage)
    await stage.says("Ann", "raise Tom", alone=True)
    assert stage.to("Ann").startswith("Tom can put up their own hand.")
    await stage.says("Bashir", "raise Tom", alone=True)
    assert stage.to("Bashir") == "Tom is first on the list."


async def test_next_from_two_people_at_once_calls_one(stage: Stage) -> None:
    await ready(stage, "Tom", "Ann", "Joe")
    await stage.says("Bashir", "!facilitator Femi")
    await stage.says("Femi", "!i will lead")
    await stage.later(75)
    await asyncio.gather(
        stage.says("Bashir", "next", wait=False), stage.says("Femi", "next", wait=False)
    )
    await stage.settle()
    assert stage.room() == "Tom, it is your turn. Next: Ann."
    assert "Tom has just started." in (stage.to("Bashir"), stage.to("Femi"))
    await stage.later(6)
    await stage.says("Femi", "next")
    assert stage.room() == "Ann, it is your turn. Next: Joe."


async def test_a_button_pressed_twice_calls_one(stage: Stage) -> None:
    await ready(stage, "Tom", "Ann", "Joe")
    for _ in range(2):
        await stage.says("Bashir", "next 0", pressed=True)
        await stage.later(10)
    assert stage.room() == "Tom, it is your turn. Next: Ann."
    assert stage.to("Bashir") == "Tom has just started."


async def test_only_who_leads_calls_the_next_person(stage: Stage) -> None:
    await ready(stage, "Tom")
    await stage.says("Ann", "next")
    assert stage.to("Ann") == "Only somebody who leads can do that. You can ask Bashir."
    assert stage.room() == "Hands: Tom."


async def test_the_same_event_twice_is_one_hand(stage: Stage) -> None:
    await ready(stage)
    for _ in range(3):
        await stage.says("Tom", "hand up", alone=True, event="stage:same")
    assert len([line for line in stage.bot_lines(private(person("Tom").id)) if "up" in line]) == 1


async def test_words_that_come_too_late_are_answered_and_not_run(stage: Stage) -> None:
    await ready(stage)
    old = stage.clock.now() - timedelta(minutes=10, seconds=1)
    for _ in range(2):  # read again after a crash
        await stage.says("Tom", "hand up", at=old, event="stage:old")
    assert stage.to("Tom") == "I was away. Your hand is not up. Please say it again."
    await stage.later(75)
    assert "Hands: Tom." not in stage.bot_lines()
    await stage.says("Tom", "hand up", at=stage.clock.now() - timedelta(minutes=9))
    await stage.later(75)
    assert stage.room() == "Hands: Tom."


async def test_a_card_that_comes_too_late_is_not_shown(stage: Stage) -> None:
    await ready(stage)
    await stage.later(12 * 60)
    old = stage.clock.now() - timedelta(minutes=11)
    told = await stage.says("Tom", "slow", alone=True, at=old)
    assert told == "I was away. Your card was not shown. Please say it again."
    told = await stage.says("Tom", "check", alone=True, at=old)
    assert told == "I was away. I have not asked for a check. Please say it again."
    await stage.later(20)
    assert not [line for line in stage.bot_lines() if line.startswith("Card")]


async def test_a_flood_slows_only_the_one_who_makes_it(tmp_path: Path) -> None:
    async with on_stage(tmp_path, slowed=True) as stage:
        await ready(stage)
        flood = [
            asyncio.create_task(stage.says("Tom", "hand up", alone=True, wait=False))
            for _ in range(300)
        ]
        await asyncio.sleep(0.3)
        began = asyncio.get_running_loop().time()
        await stage.says("Ann", "hand up", alone=True)
        assert asyncio.get_running_loop().time() - began < 1
        assert stage.to("Ann") == "Your hand is up. You are second."
        heard = sum(task.done() for task in flood)
        assert 100 <= heard <= 150, "thirty at once, the rest in turn, and far too many unheard"
        for task in flood:
            task.cancel()
        await asyncio.gather(*flood, return_exceptions=True)


async def test_somebody_who_has_not_said_hello_is_invited_once(stage: Stage) -> None:
    await ready(stage)
    for _ in range(2):
        await stage.says("Zoe", "hand up", alone=True)
    lines = stage.bot_lines(private(person("Zoe").id))
    assert [("New here?" in line) for line in lines] == [True, False]
    await stage.says("Zoe", "1", alone=True)


# Cards.


async def test_a_typed_card_is_up_at_once_and_names_nobody(stage: Stage) -> None:
    await ready(stage)
    await stage.says("Ann", "slow")
    assert stage.room() == "Card: slow. Please go a little slower."
    await stage.says("Joe", "pause")
    assert stage.room() == "Card: pause. Bashir, can we have a short break?"


@pytest.mark.parametrize(("throw", "waits"), [(0.0, 3), (0.5, 6), (0.999, 8)])
async def test_a_private_card_waits_a_few_seconds_that_nobody_can_know(
    tmp_path: Path, throw: float, waits: int
) -> None:
    dice = [0.9]
    async with on_stage(tmp_path, dice=lambda: dice[0]) as stage:
        await stage.meeting()
        dice[0] = throw
        task = asyncio.create_task(stage.says("Ann", "explain", alone=True, wait=False))
        for _ in range(20):
            await asyncio.sleep(0)
        dice[0] = 0.9
        await stage.later(waits - 1)
        assert not task.done()
        assert not [line for line in stage.bot_lines() if line.startswith("Card")]
        await stage.later(1)
        told = await asyncio.wait_for(task, 5)
        await stage.settle()
        assert told is not None
        assert told.startswith("Your card is up. No name is shown.")
        assert stage.room().startswith("Card: explain.")


async def test_the_same_card_within_three_minutes_is_one_card(tmp_path: Path) -> None:
    async with on_stage(tmp_path, dice=lambda: 0.5) as stage:
        await ready(stage)
        told = [await stage.card(who, "slow") for who in ("Ann", "Joe")]
        await stage.says("Tom", "slow")
        cards = [line for line in stage.bot_lines() if line.startswith("Card")]
        assert cards == ["Card: slow. Please go a little slower."]
        promise = "I do not say or keep who. People who see you may guess."
        assert told == [f"Your card is up. No name is shown. {promise}"] * 2
        await stage.later(181)
        assert await stage.card("Ann", "slow") == told[0], "nothing remembers that Ann was told"
        cards = [line for line in stage.bot_lines() if line.startswith("Card")]
        assert len(cards) == 2


async def test_when_few_could_have_sent_it_that_is_said_first(tmp_path: Path) -> None:
    async with on_stage(tmp_path, dice=lambda: 0.5) as stage:
        await stage.meeting(members=("Ann", "Joe"))
        told = await stage.says("Ann", "slow", alone=True)
        assert told is not None
        assert told.startswith("Only two people could have sent this. They may guess.")
        assert "Let Bashir check with everybody" in told
        await stage.later(20)
        assert not [line for line in stage.bot_lines() if line.startswith("Card")]
        told = await stage.card("Ann", "2")
        assert told is not None
        assert told.startswith("I asked for a check with everybody. No name was given.")
        assert stage.to("Bashir").startswith("A good moment to ask everybody")
        assert not [line for line in stage.bot_lines() if line.startswith("Card")]
        await stage.says("Ann", "slow", alone=True)
        await stage.card("Ann", "one")
        assert stage.room() == "Card: slow. Please go a little slower.", "never refused for size"


async def test_leaving_it_sends_nothing(tmp_path: Path) -> None:
    async with on_stage(tmp_path, dice=lambda: 0.5) as stage:
        await stage.meeting(members=("Ann", "Joe"))
        await stage.says("Ann", "slow", alone=True)
        await stage.says("Ann", "3", alone=True)
        await stage.later(20)
        assert not [line for line in stage.bot_lines() if line.startswith("Card")]


async def test_a_check_also_comes_by_chance_and_only_to_the_lead(tmp_path: Path) -> None:
    async with on_stage(tmp_path, dice=lambda: 0.04) as stage:
        await stage.meeting()
        room = len(stage.bot_lines())
        await stage.later(10 * 60)
        checks = [
            line for line in stage.platform.lines if line.text.startswith("A good moment to ask")
        ]
        assert {line.where for line in checks} == {private(person("Bashir").id)}
        assert 1 <= len(checks) <= 4
        assert len(stage.bot_lines()) == room


async def test_chance_asks_nothing_when_the_dice_do_not_say_so(tmp_path: Path) -> None:
    async with on_stage(tmp_path, dice=lambda: 0.06) as stage:
        await stage.meeting()
        await stage.later(10 * 60)
        assert not [line for line in stage.platform.lines if "A good moment" in line.text]


async def test_a_check_typed_in_the_room_is_not_repeated_there(stage: Stage) -> None:
    await ready(stage)
    said = len(stage.bot_lines())
    told = await stage.says("Ann", "!check")
    assert told is not None
    assert told.startswith("The room saw that word.")
    await stage.later(20)
    assert len(stage.bot_lines()) == said


# Quiet.


async def test_in_a_quiet_nothing_is_heard_in_any_room_until_carry_on(tmp_path: Path) -> None:
    async with on_stage(tmp_path, dice=lambda: 0.5) as stage:
        await ready(stage, "Tom")
        await stage.says("Ann", "quiet")
        assert stage.room().startswith("Alongside is quiet now.")
        said = len(stage.bot_lines())
        await stage.says("Joe", "hand up")
        await stage.says("Priya", "help")
        await stage.says("Bashir", "next")
        assert stage.to("Bashir").startswith("It is quiet now. I will call nobody.")
        told = await stage.card("Ann", "slow")
        assert told is not None
        assert told.startswith("It is quiet now, so no card is shown.")
        await stage.says("Femi", "pause")
        await stage.later(19 * 60)
        assert len(stage.bot_lines()) == said
        assert "20 minutes" not in stage.to("Bashir")
        await stage.later(2 * 60)
        assert stage.to("Bashir").startswith("It has been quiet for 20 minutes.")
        assert len(stage.bot_lines()) == said
        await stage.says("Ann", "carry on")
        assert stage.room() == "We carry on. Places are kept: Tom, then Joe."
        await stage.later(120)
        assert [line for line in stage.bot_lines()[said + 1 :] if line.startswith("Hands")] == []


# Two rooms, two groups, two starts.

UPSTAIRS = RoomId("stage:upstairs")


async def test_two_rooms_that_are_linked_share_one_list(stage: Stage) -> None:
    await ready(stage, "Tom")
    await stage.app.arrived(UPSTAIRS, "Upstairs", person("Bashir"), frozenset({Right.MANAGE}))
    await stage.says("Bashir", "link", pressed=True)
    code = re.search(r"!link (\w+)", stage.to("Bashir"))
    assert code is not None
    await stage.says("Bashir", f"!link {code[1]}", room=UPSTAIRS)
    assert stage.room(UPSTAIRS).startswith("This room and the other one are now one group")
    await stage.later(75)
    await stage.says("Ann", "hand up", room=UPSTAIRS)
    await stage.later(75)
    assert stage.room() == stage.room(UPSTAIRS) == "Hands: Tom, then Ann."
    for room in (ROOM, UPSTAIRS):
        assert stage.bot_lines(room).count("Hands: Tom, then Ann.") == 1
    await stage.says("Bashir", "next", room=UPSTAIRS)
    assert stage.room() == stage.room(UPSTAIRS) == "Tom, it is your turn. Next: Ann."


async def test_linked_rooms_each_keep_the_pace(stage: Stage) -> None:
    await ready(stage)
    await stage.app.arrived(UPSTAIRS, "Upstairs", person("Bashir"), frozenset({Right.MANAGE}))
    await stage.says("Bashir", "link", pressed=True)
    code = re.search(r"!link (\w+)", stage.to("Bashir"))
    assert code is not None
    await stage.says("Bashir", f"!link {code[1]}", room=UPSTAIRS)
    await stage.later(75)
    mark = len(stage.platform.lines)
    await stage.says("Ann", "help", room=UPSTAIRS)
    await stage.later(12)
    await stage.says("Ann", "who is next", room=UPSTAIRS)
    await stage.later(12)
    await stage.says("Tom", "hand up")
    await stage.later(120)
    for room in (ROOM, UPSTAIRS):
        times = [
            line.at
            for line in stage.platform.lines[mark:]
            if line.where == Address(room) and line.who == "Alongside"
        ]
        for one, third in zip(times, times[2:], strict=False):
            assert third - one >= timedelta(minutes=1), room


async def test_who_asks_in_a_busy_room_is_answered_alone_and_at_once(stage: Stage) -> None:
    await ready(stage)
    for word in ("hand up", "next", "next"):
        await stage.says("Bashir", word)
    lines = len(stage.bot_lines())
    await stage.says("Tom", "help")
    assert stage.to("Tom").startswith("You can type")
    await stage.says("Tom", "who is next")
    assert stage.to("Tom") == "Nobody is waiting."
    assert len(stage.bot_lines()) == lines
    await stage.later(70)
    await stage.says("Tom", "help")
    await stage.later(10)
    assert len(stage.bot_lines()) == lines + 1, "in a calm room everybody hears it"


async def test_a_number_that_was_not_offered_is_asked_for_again(stage: Stage) -> None:
    await ready(stage)
    await stage.says("Tom", "menu", alone=True)
    told = await stage.says("Tom", "9", alone=True)
    assert told == WORDS.word("form.number")
    await stage.says("Tom", "Thanks!", alone=True)
    assert stage.to("Tom") == "You are welcome."


async def test_somebody_in_two_groups_is_asked_once_by_number(stage: Stage) -> None:
    await ready(stage)
    await stage.app.arrived(UPSTAIRS, "South Town group", person("Joe"), frozenset({Right.MANAGE}))
    await stage.says("Tom", "!say hello", room=UPSTAIRS)
    await stage.says("Joe", "start", room=UPSTAIRS)
    told = await stage.says("Tom", "hand up", alone=True)
    assert told is not None
    assert told.startswith("You are in more than one group. Which one is this for?")
    assert "1 North Town group" in told
    assert "2 South Town group" in told
    assert await stage.says("Tom", "2", alone=True) is None, "what he had said is done now"
    assert stage.to("Tom") == "Your hand is up. You are first."
    await stage.later(75)
    assert stage.room(UPSTAIRS) == "Hands: Tom."
    assert "Hands: Tom." not in stage.bot_lines()
    told = await stage.says("Tom", "hand down", alone=True)
    assert told is None, "not asked again"
    assert stage.to("Tom") == "Your hand is down."


async def test_a_form_goes_on_after_a_restart(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.group()
        await stage.says("Tom", "practise", alone=True)
        assert stage.to("Tom").startswith("Let us practise.")
    async with on_stage(tmp_path, START + timedelta(hours=2)) as stage:
        await stage.later(1)
        await stage.says("Tom", "hand up", alone=True, event="stage:again1")
        assert stage.to("Tom").startswith("Good. Now a card")
        assert await stage.says("Tom", "slow", alone=True, event="stage:again2") is None
        assert stage.to("Tom").startswith("Good. And when it is your turn")
        await stage.says("Tom", "pass", alone=True, event="stage:again3")
        assert stage.to("Tom").startswith("That is all you need.")
        assert not stage.bot_lines(), "nobody saw any of it"


async def test_the_list_is_still_there_after_a_restart(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage, "Tom", "Ann")
        await stage.says("Bashir", "next")
    async with on_stage(tmp_path, START + timedelta(minutes=10)) as stage:
        await stage.later(1)
        await stage.says("Bashir", "next", event="stage:again")
        assert stage.room() == "Ann, it is your turn. Nobody is waiting."


async def test_a_private_line_from_before_the_start_is_not_guessed_at(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
    later = START + timedelta(hours=1)
    before = later - timedelta(seconds=5)
    async with on_stage(tmp_path, later) as stage:
        await stage.says("Tom", "hand up", alone=True, at=before, event="stage:again1")
        assert stage.to("Tom") == "I was away. Please say that again."
        for n, text in enumerate(("my neighbour shouts at me", "slow")):
            told = await stage.says("Ann", text, alone=True, at=before, event=f"stage:new{n}")
            assert told is not None
            assert told.startswith("I was away. Please say that again.")
            assert ("Samaritans" in told) == (n == 0), "whoever says more is told where to turn"
        await stage.says("Joe", "!hand up", alone=True, at=before, event="stage:again2")
        assert stage.to("Joe") == "Your hand is up. You are first."

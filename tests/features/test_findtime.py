"""Dialogues about finding a time: real database, given clock."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from planned import LONDON, alone, london, planned, posts, until
from stage import Stage, on_stage, person

from bot import posts as room_posts
from bot.db import Tx
from bot.model import GroupId, private

SAID = "Tuesday 10:30, or the Thursday after at 2"
FIRST, SECOND = "Tuesday 19 May at 10:30", "Thursday 21 May at 14:00"
POST = (
    "Bashir asks: which times suit you for a meeting?\n"
    f"Number 1: {FIRST}.\n"
    f"Number 2: {SECOND}.\n"
    "To answer, open our private chat. Type: my times. You can answer until Friday 15 May at 18:00."
    " Then I tell Bashir which times suit most. I say no names. Pass is fine."
)
SHOWN = "This goes to North Town group. Nothing is posted yet. It says: "
CHOICES = "1 Post it.\n2 Choose other times.\n3 Leave it."
NUMBERS = f"1 {FIRST}.\n2 {SECOND}.\n3 All of these.\n4 None of these.\n5 Pass."
CLOSES = london(15, 18)
UNTIL = (
    "I keep this until Friday 15 May at 18:00, and then delete it. To change it, type: my times."
)
NOT_OPEN = "No times are asked for now. Nothing was kept."
MESSAGE = "A message from Alongside. This is about the times you offered. "
MOST = f"Most of those who answered can come on {FIRST}."
NO_NAMES = "I say no names and no numbers. All answers are deleted."


@pytest.fixture
async def group(stage: Stage) -> Stage:
    await stage.group()
    return stage


async def offered(stage: Stage, said: str = SAID, until_when: str = "2") -> str:
    """Bashir offers times, and posts them: what he was shown."""
    shown = await alone(stage, "Bashir", "find time", said, until_when)
    assert shown.endswith(CHOICES), shown
    await alone(stage, "Bashir", "post it")
    return shown


async def answered(stage: Stage, **said: str) -> None:
    for who, numbers in said.items():
        await alone(stage, who.capitalize(), "my times", numbers)


async def kept(stage: Stage) -> tuple[int, int]:
    """How many askings and how many answers are in the database."""

    def count(tx: Tx) -> tuple[int, int]:
        asks, answers = (
            tx.one(f"SELECT count(*) FROM {t}") for t in ("findtime", "findtime_answer")
        )
        assert asks is not None
        assert answers is not None
        return asks[0], answers[0]

    return await stage.app.db.read(count)


def told(stage: Stage, who: str = "Bashir") -> list[str]:
    """What somebody was told of what came of it."""
    lines = stage.bot_lines(private(person(who).id))
    return [line for line in lines if line.startswith(MESSAGE)]


# Offering times.


async def test_times_are_said_back_and_only_post_it_posts(group: Stage) -> None:
    lines = len(posts(group))
    asked = await alone(group, "Bashir", "findtime")
    assert asked.startswith("Which times do you offer? Two to eight.")
    shown = await alone(group, "Bashir", SAID, "2")
    assert shown == f"{SHOWN}{POST}\n{CHOICES}"
    assert len(posts(group)) == lines
    assert await kept(group) == (0, 0)
    await alone(group, "Bashir", "1")
    assert group.room() == POST
    assert len(posts(group)) == lines + 1


async def test_left_nothing_is_posted_and_other_times_can_be_chosen(group: Stage) -> None:
    lines = len(posts(group))
    shown = await alone(group, "Bashir", "find time", SAID, "2", "2", "20 May 11:00 or 12:00", "2")
    assert "Number 2: Wednesday 20 May at 12:00." in shown
    await alone(group, "Bashir", "leave it")
    assert len(posts(group)) == lines
    assert await kept(group) == (0, 0)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("Tuesday 10:30", "Please offer two to eight different times."),
        ("Tue at 9, 10, 11, 12, 1, 2, 3, 4, 5", "Please offer two to eight different times."),
        ("tomorrow 10:00, Friday 10:00", "People need at least a day to answer."),
        ("today at 5 or Friday at 10", "People need at least a day to answer."),
        ("every Tuesday 10:30", "I can only offer single times here. For a series, type: plan."),
        ("soon, Friday 10:00", "I did not get this part: “soon”."),
    ],
)
async def test_what_cannot_be_offered_is_said_and_asked_again(
    group: Stage, typed: str, why: str
) -> None:
    again = await alone(group, "Bashir", "find time", typed)
    assert again.startswith(why), again
    assert "Which times do you offer?" in again
    assert (await alone(group, "Bashir", SAID)).startswith("Until when can people answer?")


async def test_days_with_no_time_of_day_are_asked_for_it(group: Stage) -> None:
    asked = await alone(group, "Bashir", "find time", "Tuesday or Thursday")
    assert asked.startswith("At what time of day is that?")
    shown = await alone(group, "Bashir", "half past two", "tomorrow 18:00")
    assert "Number 1: Thursday 14 May at 14:30.\nNumber 2: Tuesday 19 May at 14:30." in shown


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("for a week", f"The first time you offer is {FIRST}. Please choose a day before it."),
        ("tomorrow 9:00", "People need at least a day, and a month is enough."),
        ("every Monday", "I did not get that day."),
        ("whenever", "I did not get that day."),
    ],
)
async def test_until_when_is_asked_again(group: Stage, typed: str, why: str) -> None:
    asked = await alone(group, "Bashir", "find time", SAID, typed)
    assert asked.startswith(why), asked
    shown = await alone(group, "Bashir", "Saturday at 11")
    assert "until Saturday 16 May at 11:00" in shown


async def test_a_day_alone_means_its_evening(group: Stage) -> None:
    shown = await alone(group, "Bashir", "find time", SAID, "Saturday")
    assert "until Saturday 16 May at 18:00" in shown


async def test_a_form_asks_all_at_once(group: Stage) -> None:
    await alone(group, "Bashir", "find time")
    await group.says(
        "Bashir", "write it", pressed=True, fields={"times": SAID, "until": "For 3 days"}
    )
    assert group.to("Bashir") == f"{SHOWN}{POST}\n{CHOICES}"


async def test_what_helps_people_is_told_while_the_times_are_chosen(group: Stage) -> None:
    await alone(group, "Ann", "what helps me", "1", "pass", "pass", "pass", "1", "2")
    asked = await alone(group, "Bashir", "find time")
    assert asked.startswith("What helps in this group: start after 10:30. I say no names")
    assert "Which times do you offer?" in asked
    shown = await alone(group, "Bashir", "Tuesday 9:00 or 11:00", "1")
    assert shown.startswith("One of these times goes against what helps here: start after 10:30. ")


async def test_only_who_leads_offers_times(group: Stage) -> None:
    told = await alone(group, "Ann", "find time")
    assert told.startswith("Only somebody who leads can do that.")


async def test_a_group_too_small_to_hide_anybody_is_told_so(stage: Stage) -> None:
    await stage.group(members=("Ann", "Joe"))
    await stage.says("Bashir", "!by phone Dilys")
    told = await alone(stage, "Bashir", "find time")
    assert told.startswith("With so few people here, my answer could show who said what.")


# The room: two posts a week, and quiet.


async def test_it_is_counted_among_the_two_posts_of_a_week_and_always_posted(
    group: Stage,
) -> None:
    await planned(group)
    await offered(group)
    await alone(group, "Bashir", "find time", "call it off")
    await offered(group)
    assert group.room().startswith("Bashir asks: which times suit you")
    at, group_id = group.clock.now(), GroupId(1)
    assert await group.app.db.read(lambda tx: room_posts.are_enough(tx, group_id, at))


async def test_a_quiet_keeps_what_was_shown_until_it_can_be_posted(group: Stage) -> None:
    await alone(group, "Bashir", "find time", SAID, "2")
    for _ in range(2):
        await group.says("Bashir", "plan", pressed=True, fields={"aim": "a", "can": "b"})
        await alone(group, "Bashir", "stop")
    await alone(group, "Bashir", "find time", SAID, "Monday 18 May")
    shown = list(group.platform.lines)[-1].message
    assert shown is not None
    await group.says("Ann", "!quiet")
    lines = len(posts(group))
    await group.says("Bashir", "1", alone=True)
    kept_on = group.to("Bashir")
    assert kept_on.startswith("It is quiet now. You can post it when the group carries on. This")
    assert len(posts(group)) == lines
    await group.says("Ann", "!carry on")
    await group.says("Bashir", "1", alone=True)
    assert group.room().startswith("Bashir asks: which times suit you")


# Answering.


async def test_everybody_answers_in_private_by_numbers_and_can_change_it(group: Stage) -> None:
    await offered(group)
    lines = len(posts(group))
    asked = await alone(group, "Ann", "my times")
    assert asked == f"Which times suit you? You can choose several, like this: 1 2.\n{NUMBERS}"
    assert await alone(group, "Ann", "1 and 2") == f"These suit: {FIRST} and {SECOND}. {UNTIL}"
    assert (await alone(group, "Ann", "my times")).startswith(f"These suit: {FIRST} and {SECOND}.")
    assert await alone(group, "Ann", "1") == f"These suit: {FIRST}. {UNTIL}"
    assert await kept(group) == (1, 1)
    await group.later(120)
    assert len(posts(group)) == lines, "and the room hears nothing of it"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("all", f"These suit: {FIRST} and {SECOND}."),
        ("All of these.", f"These suit: {FIRST} and {SECOND}."),
        ("3", f"These suit: {FIRST} and {SECOND}."),
        ("1, 3", f"These suit: {FIRST} and {SECOND}."),
        ("two", f"These suit: {SECOND}."),
        ("none of these", "None of these times suits."),
        ("none", "None of these times suits."),
        ("4", "None of these times suits."),
        ("pass", "You passed. That is fine. I keep nothing of it."),
        ("5", "You passed. That is fine. I keep nothing of it."),
        ("1 4", "You chose a time, and also none. Please choose once more."),
        ("any but mornings", "Please type one of these numbers."),
        ("I can never do mornings", "I am a program, so I may miss what matters here."),
        ("6", "Please type one of these numbers."),
    ],
)
async def test_forgiving_answers(group: Stage, typed: str, said: str) -> None:
    await offered(group)
    await alone(group, "Ann", "my times")
    reply = await group.says("Ann", typed, alone=True)
    assert (reply or group.to("Ann")).startswith(said)


async def test_numbers_after_the_word_are_an_answer_too(group: Stage) -> None:
    await offered(group)
    assert await alone(group, "Ann", "my times 2") == f"These suit: {SECOND}. {UNTIL}"
    assert (await alone(group, "Ann", "my times 7")).endswith(NUMBERS)


async def test_pass_takes_an_earlier_answer_away(group: Stage) -> None:
    await offered(group)
    await alone(group, "Ann", "my times 2")
    told = await alone(group, "Ann", "my times", "pass")
    assert told == "You passed. That is fine. I deleted what was kept before."
    assert await kept(group) == (1, 0)


async def test_buttons_choose_one_after_the_other(group: Stage) -> None:
    await offered(group)
    button = group.platform.lines[-1].message
    assert button is not None
    assert [one.label for one in button.buttons] == ["My times"]
    await group.says("Ann", "my times", via="a")
    first = group.platform.answers["a"]
    labels = [FIRST, SECOND, "All of these", "None of these", "Pass"]
    assert [one.label for one in first.buttons] == labels
    await group.says("Ann", first.buttons[1].types, via="b")
    second = group.platform.answers["b"]
    assert second.text == f"So far: {SECOND}. Is there more?"
    await group.says("Ann", second.buttons[-1].types, via="c")
    assert group.platform.answers["c"].text == f"These suit: {SECOND}. {UNTIL}"
    await group.says("Ann", "my times", via="d")
    all_of_them = group.platform.answers["d"].buttons[2]
    await group.says("Ann", all_of_them.types, via="e")
    assert group.platform.answers["e"].text.startswith(f"These suit: {FIRST} and {SECOND}.")


async def test_somebody_by_phone_answers_through_whoever_leads(group: Stage) -> None:
    await group.says("Bashir", "!by phone Dilys")
    await offered(group)
    asked = await alone(group, "Bashir", "times for Dilys")
    assert asked.startswith("Which times suit Dilys?")
    told = await alone(group, "Bashir", "2")
    assert told.startswith(f"These suit: {SECOND}. I keep this for Dilys until Friday 15 May")
    assert (await alone(group, "Bashir", "times for Dylis")).endswith("\n1 Dilys.")
    assert (await alone(group, "Ann", "times for Dilys")).startswith("Only somebody who leads")


async def test_typed_in_the_room_it_is_not_repeated_there(group: Stage) -> None:
    await offered(group)
    lines = len(posts(group))
    told = await group.says("Ann", "!my times 1")
    assert told is not None
    assert told.startswith("The room saw that word.")
    await group.later(61)
    assert (len(posts(group)), await kept(group)) == (lines, (1, 0))


async def test_a_question_of_other_times_keeps_nothing(group: Stage) -> None:
    await offered(group)
    await alone(group, "Ann", "my times")
    old = group.platform.lines[-1].message
    assert old is not None
    await alone(group, "Bashir", "find time", "call it off")
    told = await group.says("Ann", "1", alone=True)
    assert await kept(group) == (0, 0)
    assert told is not None
    await offered(group, "Friday 10:00 or 11:00", "1")
    pressed = await group.says("Ann", old.buttons[0].types, pressed=True)
    assert pressed is not None or "These suit" not in group.to("Ann")
    assert await kept(group) == (1, 0)


# What came of it.


async def test_at_the_end_whoever_asked_is_told_in_words_and_once(group: Stage) -> None:
    await offered(group)
    await answered(group, ann="1 2", joe="1", priya="all", tom="none", femi="pass")
    lines = len(posts(group))
    await until(group, CLOSES)
    choices = f"1 Plan {FIRST}.\n2 Plan {SECOND}.\n3 Ask again.\n4 Leave it."
    assert told(group) == [
        f"{MESSAGE}{MOST} Almost as many can come on {SECOND}. {NO_NAMES}\n{choices}"
    ]
    assert await kept(group) == (0, 0)
    assert len(posts(group)) == lines
    await until(group, CLOSES + timedelta(days=8))
    assert len(told(group)) == 1
    assert NOT_OPEN in await alone(group, "Ann", "my times")


@pytest.mark.parametrize("everybody", ["1", "1 2"])
async def test_nothing_that_is_said_names_or_counts_anybody(group: Stage, everybody: str) -> None:
    names = ("Ann", "Joe", "Priya", "Tom", "Femi", "Sam", "Ana")
    await offered(group)
    await answered(group, **dict.fromkeys(names, everybody))
    await until(group, CLOSES)
    (said,) = told(group)
    assert not any(name in said for name in names)
    assert not any(word in said.lower() for word in ("missing", "all of", "nobody", "everybody"))


async def test_with_few_answers_nothing_is_said_and_that_is_fine(group: Stage) -> None:
    await offered(group)
    await answered(group, ann="1", joe="2", bashir="1")
    await until(group, CLOSES)
    few = "Few answered, so I do not say which times suit. That protects everybody, and is fine."
    assert told(group) == [f"{MESSAGE}{few}\n1 Ask again.\n2 Leave it."]
    assert await kept(group) == (0, 0)


async def test_what_whoever_asks_knows_already_is_left_out(group: Stage) -> None:
    await group.says("Bashir", "!by phone Dilys")
    await offered(group)
    await answered(group, ann="1", joe="1", priya="1", bashir="2")
    await alone(group, "Bashir", "times for Dilys", "2")
    await until(group, CLOSES)
    (said,) = told(group)
    yours = "Your own answer is not counted in, as you know it."
    phone = "The answer by phone is not counted in. Please ask that person, too."
    assert said.startswith(f"{MESSAGE}{MOST} {yours} {phone} {NO_NAMES}")


async def test_of_two_on_the_phone_it_is_said_what_suits_both(group: Stage) -> None:
    for who in ("Dilys", "Eve"):
        await group.says("Bashir", f"!by phone {who}")
    await offered(group)
    await answered(group, ann="1", joe="1", priya="1")
    await alone(group, "Bashir", "times for Dilys", "1 2", "times for Eve", "2")
    await until(group, CLOSES)
    (said,) = told(group)
    assert f"For all of them, these suit: {SECOND}." in said


async def test_no_time_suits_most(group: Stage) -> None:
    await offered(group)
    await answered(group, ann="1", joe="2", priya="none", tom="none")
    await until(group, CLOSES)
    none = "No time suits most of those who answered. You could ask again, with other times."
    assert told(group) == [f"{MESSAGE}{none} {NO_NAMES}\n1 Ask again.\n2 Leave it."]
    assert "Which times do you offer?" in await alone(group, "Bashir", "ask again")


async def test_it_can_be_closed_earlier_but_not_for_few(group: Stage) -> None:
    await offered(group)
    await answered(group, ann="1", joe="1")
    asked = await alone(group, "Bashir", "find time")
    assert asked == (
        "People can still answer until Friday 15 May at 18:00. What shall I do?"
        "\n1 Close it now, and tell me.\n2 Call it off.\n3 Leave it open."
    )
    not_yet = await alone(group, "Bashir", "1")
    assert not_yet.startswith("Too few have answered to close it now. It stays open until Friday")
    assert await kept(group) == (1, 2)
    await answered(group, tom="1 2")
    said = await alone(group, "Bashir", "find time", "1")
    assert said.startswith(f"{MOST} {NO_NAMES}\n1 Plan {FIRST}.")
    assert await kept(group) == (0, 0)
    await until(group, CLOSES + timedelta(hours=1))
    assert told(group) == [], "it was told already"


async def test_called_off_all_is_deleted(group: Stage) -> None:
    await offered(group)
    await answered(group, ann="1")
    lines = len(posts(group))
    said = await alone(group, "Bashir", "find time", "call it off")
    assert said.startswith("It is called off, and all answers are deleted.")
    assert await kept(group) == (0, 0)
    await until(group, CLOSES)
    assert (told(group), len(posts(group))) == ([], lines)


async def test_what_helps_people_is_told_beside_the_best(group: Stage) -> None:
    await alone(group, "Ann", "what helps me", "1", "pass", "pass", "pass", "1", "2")
    await offered(group, "Tuesday 9:00 or 11:00")
    await answered(group, ann="1", joe="1", priya="1")
    await until(group, CLOSES)
    assert "This goes against what helps here: start after 10:30." in told(group)[0]


# What is done with it.


async def test_plan_with_that_time_asks_for_the_rest(group: Stage) -> None:
    await offered(group)
    await answered(group, ann="1", joe="1", priya="1")
    await until(group, CLOSES)
    asked = await alone(group, "Bashir", "1")
    assert asked.startswith(f"This is for {FIRST}. I ask for the rest, step by step.")
    shown = await alone(
        group, "Bashir", "page 1", "the words", "1", "all of us", "1 June", "90", "1", "1", "1"
    )
    assert f"We meet on {FIRST}. It takes 90 minutes." in shown


async def test_the_next_meeting_can_be_moved_to_it(group: Stage) -> None:
    await planned(group, when="Tuesday 26 May 10:30")
    await offered(group)
    await answered(group, ann="2", joe="2", priya="2")
    await until(group, CLOSES)
    assert f"\n2 Move our next meeting to {SECOND}.\n" in told(group)[0]
    shown = await alone(group, "Bashir", "2")
    assert "Our meeting on Tuesday 26 May at 10:30 has moved. It is now on Thursday 21" in shown
    await alone(group, "Bashir", "post it")
    assert group.room().startswith("Our meeting on Tuesday 26 May at 10:30 has moved.")


async def test_left_it_is_left(group: Stage) -> None:
    await offered(group)
    await answered(group, ann="1", joe="1", priya="1")
    await until(group, CLOSES)
    assert await alone(group, "Bashir", "leave it") == "That is fine. I changed nothing."


# In time.


async def away(folder: Path, back: datetime) -> list[str]:
    """The bot is switched off before the end and on again then: what Bashir is told."""
    async with on_stage(folder) as stage:
        await stage.group()
        await offered(stage)
        await answered(stage, ann="1", joe="1", priya="1")
    async with on_stage(folder, back) as stage:
        stage._events = itertools.count(1000)
        await stage.settle()
        await until(stage, back + timedelta(hours=20))
        said = told(stage)
        assert await kept(stage) == (0, 0)
    async with on_stage(folder, back + timedelta(days=2)) as stage:
        await stage.settle()
        assert told(stage) == [], "and not again after one more start"
    return said


LATE = f"{MESSAGE}It comes late, because I was switched off. "


async def test_closed_late_it_says_so_once(tmp_path: Path) -> None:
    (said,) = await away(tmp_path, CLOSES + timedelta(hours=1))
    assert said.startswith(f"{LATE}{MOST}")


async def test_late_at_night_it_waits_for_the_morning(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.group()
        await offered(stage)
        await answered(stage, ann="1", joe="1", priya="1")
    async with on_stage(tmp_path, london(16, 3)) as stage:
        await stage.settle()
        assert told(stage) == []
        await until(stage, london(16, 9))
        assert told(stage)[0].startswith(f"{LATE}{MOST}")
        line = next(one for one in stage.platform.lines if one.text.startswith(MESSAGE))
        assert line.at.astimezone(LONDON).hour == 8


async def test_times_that_are_past_by_then_are_not_named(tmp_path: Path) -> None:
    (said,) = await away(tmp_path, london(20, 12))
    assert FIRST not in said
    assert SECOND not in said, "nobody who answered can come then, and one cannot be told from none"
    assert said.startswith(f"{LATE}No time suits most of those who answered.")


async def test_after_a_fortnight_all_times_are_past(tmp_path: Path) -> None:
    (said,) = await away(tmp_path, london(29, 12))
    past = "All these times are past by now. You could offer others."
    assert said == f"{LATE}{past}\n1 Ask again.\n2 Leave it."


async def test_a_meeting_is_not_interrupted(group: Stage) -> None:
    await offered(group)
    await answered(group, ann="1", joe="1", priya="1")
    await until(group, CLOSES - timedelta(minutes=5))
    await group.says("Bashir", "start")
    await until(group, CLOSES + timedelta(minutes=10))
    assert told(group) == []
    assert NOT_OPEN in await alone(group, "Tom", "my times 1"), "its end has come all the same"
    await group.says("Bashir", "end")
    await until(group, CLOSES + timedelta(hours=2))
    assert [line.startswith(f"{MESSAGE}{MOST}") for line in told(group)] == [True]


async def test_whoever_looks_after_its_end_is_told_at_once(group: Stage) -> None:
    await offered(group)
    await answered(group, ann="1", joe="1", priya="1")
    await until(group, CLOSES - timedelta(minutes=5))
    await group.says("Bashir", "start")
    await until(group, CLOSES + timedelta(minutes=10))
    assert (await alone(group, "Bashir", "find time")).startswith(MOST)
    await group.says("Bashir", "end")
    await until(group, CLOSES + timedelta(hours=2))
    assert told(group) == []


async def test_through_a_quiet_it_closes_as_was_said(group: Stage) -> None:
    await offered(group)
    await answered(group, ann="1", joe="1", priya="1")
    await until(group, CLOSES - timedelta(minutes=5))
    await group.says("Ann", "!quiet")
    await until(group, CLOSES + timedelta(minutes=2))
    assert len(told(group)) == 1


async def test_a_time_that_the_clock_jumps_over_is_said(tmp_path: Path) -> None:
    async with on_stage(tmp_path, london(20, 10, month=3)) as stage:
        await stage.group()
        said = "29 March at 01:30 am, 30 March 10:30"
        shown = await offered(stage, said)
        assert "Number 1: Sunday 29 March at 2:30.\n" in shown
        assert "\nOn Sunday 29 March the clock jumps over 1:30. So it is 2:30.\n" in shown
        assert "clock jumps over 1:30" in stage.room(), "and the room reads the same"


async def test_a_time_that_comes_twice_is_said(tmp_path: Path) -> None:
    async with on_stage(tmp_path, london(19, 10, month=10)) as stage:
        await stage.group()
        shown = await offered(stage, "25 October at 01:30 am, 26 October 10:30")
        assert "\nOn Sunday 25 October, 1:30 comes twice. The first one is meant.\n" in shown


async def test_two_times_that_the_clock_makes_one_are_asked_again(tmp_path: Path) -> None:
    async with on_stage(tmp_path, london(20, 10, month=3)) as stage:
        await stage.group()
        said = "29 March at 01:30 am, 29 March at 02:30 am"
        told = await alone(stage, "Bashir", "find time", said, "1")
        assert told.startswith("Please offer two to eight different times.")


# What is kept about somebody.


async def test_an_answer_is_shown_to_its_person_and_ends_with_them(group: Stage) -> None:
    await offered(group)
    await alone(group, "Ann", "my times 2")
    shown = await alone(group, "Ann", "what is kept about me")
    assert f"These suit: {SECOND}. You told me so about the times that are offered." in shown
    assert "times" not in await alone(group, "Joe", "what is kept about me")
    await alone(group, "Ann", "leave", "yes")
    assert await kept(group) == (1, 0)


async def test_an_answer_goes_along_when_two_accounts_are_one(group: Stage) -> None:
    await offered(group)
    await alone(group, "Joe", "my times 2")
    code = (await alone(group, "Tom", "i am also")).split("i am also ")[1].split(".")[0]
    await alone(group, "Joe", f"i am also {code}")
    assert (await alone(group, "Joe", "my times")).startswith(f"These suit: {SECOND}.")
    assert await kept(group) == (1, 1)


async def test_if_whoever_asked_leads_no_longer_others_who_lead_are_told(group: Stage) -> None:
    await group.says("Bashir", "!facilitator Ann")
    await alone(group, "Ann", "i will lead")
    await offered(group)
    await answered(group, joe="1", priya="1", tom="1")
    await alone(group, "Bashir", "stop leading")
    await until(group, CLOSES)
    assert (len(told(group)), len(told(group, "Ann"))) == (0, 1)


async def test_whoever_asks_sees_that_their_name_is_kept_and_it_goes_with_them(
    group: Stage,
) -> None:
    await offered(group)
    own = "You asked which times suit, until"
    assert own in await alone(group, "Bashir", "what is kept about me")
    assert own not in await alone(group, "Ann", "what is kept about me")
    await group.says("Bashir", "!facilitator Ann")
    await group.says("Ann", "!i will lead")
    await alone(group, "Bashir", "leave", "yes")
    rows = await group.app.db.read(lambda tx: tx.all("SELECT person, name FROM findtime"))
    assert rows == [("", "…")]

"""The end of a group: said before, said at the last meetings, and done on the day that was said."""

from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from planned import alone, london, planned, posts, until
from stage import Stage, on_stage
from test_lengths import MOST_AT_OPENING

from bot.db import Tx
from bot.features.ending import rules

POST = (
    "Bashir says that our last meeting is on Tuesday 16 June. We do not meet after that. On"
    " Thursday 16 July I delete what I keep about this group. Safety copies stay with whoever runs"
    " me, until they delete them. Please talk about it. Until that day whoever leads can call it"
    " off."
)
DONE = (
    "It is time to say goodbye. I have deleted what I kept about this group. Thank you for having"
    " me. You can now remove me from the room."
)
LATE = "I was to delete this on Thursday 16 July. It comes late. I am sorry. "


async def ends(stage: Stage) -> str:
    """A fortnightly group whose third meeting, on 16 June, is its last: what Bashir was shown."""
    await stage.group()
    await planned(stage)
    await alone(stage, "Bashir", "ending")
    shown = await alone(stage, "Bashir", "3")
    await alone(stage, "Bashir", "post it")
    return shown


async def meet(stage: Stage, when: datetime, came: str = "") -> tuple[str, str]:
    """A meeting at that time: its opening and its closing."""
    await until(stage, when)
    await stage.says("Bashir", "start")
    opening = stage.room()
    await until(stage, when + timedelta(minutes=90))
    await stage.says("Bashir", "end")
    closing = stage.room()
    if came:
        await alone(stage, "Bashir", "look back", came, "1")
    return opening, closing


def kept(tx: Tx) -> dict[str, int]:
    """How many rows there are in each table that is not only about what is being said."""
    tables = [row[0] for row in tx.all("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    count = {name: tx.all(f"SELECT count(*) FROM {name}")[0][0] for name in tables}
    besides = ("inbox", "outbox", "fired", "bookmark", "salt", "ram")  # the last two: of no group
    return {name: rows for name, rows in count.items() if rows and name not in besides}


# Said before.


async def test_the_room_is_told_exactly_what_was_shown(stage: Stage) -> None:
    shown = await ends(stage)
    assert shown == (
        f"This goes to North Town group. Nothing is set yet. It says: {POST}"
        "\n1 Post it.\n2 Leave it."
    )
    assert stage.room() == POST


async def test_left_nothing_ends(stage: Stage) -> None:
    await stage.group()
    await planned(stage)
    said = len(posts(stage))
    told = await alone(stage, "Bashir", "ending", "3", "leave it")
    assert told == "That is fine. Nothing was posted, and nothing ends."
    assert len(posts(stage)) == said
    assert (await alone(stage, "Bashir", "call off ending")).startswith("No ending is set.")


async def test_only_a_planned_meeting_can_be_the_last(stage: Stage) -> None:
    await stage.group()
    assert (await alone(stage, "Bashir", "ending")).startswith("No meeting is planned")
    for word in ("last meeting 7", "post ending 7", "last meeting", "post ending soon"):
        assert (await alone(stage, "Bashir", word)).startswith("That meeting is past")
    assert (await alone(stage, "Ann", "ending")).startswith("Only somebody who leads")


async def test_no_meeting_comes_after_the_last(stage: Stage) -> None:
    await ends(stage)
    await until(stage, london(17, month=6))
    assert "No meeting is planned now." in await alone(stage, "Ann", "when")


# Said at the last meetings.


async def test_the_two_meetings_before_and_the_last_say_so_within_what_can_be_read_aloud(
    stage: Stage,
) -> None:
    await ends(stage)
    said = (
        (london(19, 10, 30), "Bashir leads today. After today, 2 more meetings. We leave with"),
        (london(2, 10, 30, month=6), "Bashir leads today. The next meeting is our last. We leave"),
        (london(16, 10, 30, month=6), "Bashir leads today. This is our last meeting. We leave"),
    )
    for when, sentence in said:
        opening, _ = await meet(stage, when, "1")
        assert sentence in opening
        assert len(opening.split()) <= MOST_AT_OPENING - 4, "its buttons are read aloud as well"


async def test_the_last_closing_says_what_came_and_what_is_deleted_when(stage: Stage) -> None:
    await ends(stage)
    await meet(stage, london(19, 10, 30), "2")
    await meet(stage, london(2, 10, 30, month=6), "1")
    _, closing = await meet(stage, london(16, 10, 30, month=6))
    form = "“words for page 1 of the form”"
    assert (
        "This was our last meeting. You may miss it. Thank you, all of you. What came of our"
        f" meetings: {form} was made in part and {form} was made. On Thursday 16 July I delete"
        " what I keep about this group. Safety copies stay with whoever runs me, until they"
        " delete them."
    ) in closing
    assert "We meet again" not in closing


async def test_without_results_nothing_is_made_up(stage: Stage) -> None:
    await ends(stage)
    _, closing = await meet(stage, london(16, 10, 30, month=6))
    assert "This was our last meeting." in closing
    assert "What came of our meetings" not in closing


# Done.


async def test_on_the_day_every_row_is_deleted_and_the_room_is_told(stage: Stage) -> None:
    await ends(stage)
    await meet(stage, london(16, 10, 30, month=6), "1")
    await until(stage, london(9, 10, 1, month=7))
    assert stage.room() == (
        "Soon I say goodbye. On Thursday 16 July I delete what I keep about this group. Safety"
        " copies stay with whoever runs me, until they delete them. To call it off, whoever leads"
        " types in private: ending."
    )
    await until(stage, london(16, 9, 59, month=7))
    assert "member" in await stage.app.db.read(kept)
    await until(stage, london(16, 10, 1, month=7))
    assert stage.room() == DONE
    assert await stage.app.db.read(kept) == {}
    assert stage.app.groups.of_room(stage.platform.lines[-1].where) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("day", [13, 30, 60])
async def test_it_can_be_called_off_until_the_day(stage: Stage, day: int) -> None:
    await ends(stage)
    await until(stage, london(1) + timedelta(days=day))
    told = await alone(stage, "Bashir", "ending")
    assert told.endswith("I delete what I keep about this group.\n1 Call it off.")
    said = len(posts(stage))
    off = (
        "Bashir has called off our ending. Nothing is deleted. We go on. Meetings that I called off"
        " stay off. New ones can be planned."
    )
    assert await alone(stage, "Bashir", "1") == (
        "Meetings that I called off do not come back. To plan new ones, type: plan. This goes to"
        f" North Town group. It is not posted yet. It says: {off}\n1 Post it.\n2 Leave it."
    )
    assert len(posts(stage)) == said, "shown before it is posted"
    await alone(stage, "Bashir", "post it")
    assert stage.room() == off
    said = len(posts(stage))
    await until(stage, london(1, month=9))
    assert "member" in await stage.app.db.read(kept)
    assert not any("delete" in line.text for line in posts(stage)[said:])


async def test_calling_it_off_can_be_left(stage: Stage) -> None:
    await ends(stage)
    told = await alone(stage, "Bashir", "ending", "call it off", "leave it")
    assert told == "That is fine. Nothing was posted, and our ending stays as it is."
    await until(stage, london(16, 10, 1, month=7))
    assert await stage.app.db.read(kept) == {}


async def test_the_last_closing_does_not_ask_whether_to_stay(stage: Stage) -> None:
    await stage.group()
    await planned(stage)
    await alone(stage, "Bashir", "ending", "2", "post it")
    await meet(stage, london(19, 10, 30))
    _, closing = await meet(stage, london(2, 10, 30, month=6))
    assert "This was our last meeting." in closing
    assert "Shall I stay?" not in closing


async def test_with_the_last_meeting_cancelled_the_one_before_it_says_goodbye(
    stage: Stage,
) -> None:
    await ends(stage)
    await until(stage, london(1, month=6))
    await alone(stage, "Bashir", "cancel meeting", "2", "post it")
    opening, closing = await meet(stage, london(2, 10, 30, month=6))
    assert "This is our last meeting." in opening
    assert "This was our last meeting." in closing
    assert "On Thursday 16 July I delete what I keep" in closing, "the day that was said stays"
    await until(stage, london(16, 10, 1, month=7))
    assert await stage.app.db.read(kept) == {}


async def test_no_round_is_begun_after_the_last_meeting(stage: Stage) -> None:
    await stage.group()
    await stage.says("Bashir", "!switch on rounds")
    await stage.says("Bashir", "!group says yes rounds")
    await planned(stage, when="9 June 10:30")
    await alone(stage, "Bashir", "regular round", "every Friday 10:00", "What is new?", "1")
    await alone(stage, "Bashir", "ending", "1", "post it")
    await until(stage, london(1, month=7))
    opened = [line.at for line in posts(stage) if "A round between meetings" in line.text]
    assert [f"{at:%d %b}" for at in opened] == ["22 May", "29 May", "05 Jun"]


async def test_a_quiet_that_nobody_ends_does_not_keep_anything_longer(stage: Stage) -> None:
    await ends(stage)
    await until(stage, london(10, month=7))
    await stage.says("Ann", "!quiet")
    said = len(posts(stage))
    await until(stage, london(16, 10, 1, month=7), step=timedelta(minutes=30))
    assert await stage.app.db.read(kept) == {}
    assert len(posts(stage)) == said


async def test_a_last_meeting_that_was_moved_on_moves_the_day(stage: Stage) -> None:
    await ends(stage)
    await until(stage, london(10, month=6))
    await alone(stage, "Bashir", "move meeting", "1", "Thursday 23 July 10:30", "post it")
    await until(stage, london(17, month=7))
    assert any("On Saturday 22 August I delete" in line.text for line in posts(stage))
    assert not any("Soon I say goodbye. On Thursday 16 July" in line.text for line in posts(stage))
    await until(stage, london(22, 10, 1, month=8))
    assert await stage.app.db.read(kept) == {}


@pytest.mark.parametrize("when", ["Monday 13 July 10:30", "Monday 20 July 10:30"])
async def test_nothing_is_deleted_while_a_meeting_is_planned(stage: Stage, when: str) -> None:
    await ends(stage)
    await meet(stage, london(16, 10, 30, month=6))
    await planned(stage, when=when)
    said = len(posts(stage))
    await until(stage, london(17, month=7))
    assert "member" in await stage.app.db.read(kept)
    told = [line.text for line in posts(stage)[said:] if "planned after our last one" in line.text]
    day = "Wednesday 12 August" if "13" in when else "Wednesday 19 August"
    assert told == [
        "Meetings are planned after our last one. So I delete nothing yet. On"
        f" {day} I delete what I keep about this group. Safety copies stay with whoever runs me,"
        " until they delete them. To call it off, whoever leads types in private: ending."
    ]
    await until(stage, london(20, month=8))
    assert any(line.text.startswith(f"Soon I say goodbye. On {day}") for line in posts(stage))
    assert await stage.app.db.read(kept) == {}, "with nothing planned it is done"


async def test_a_meeting_planned_in_the_last_week_puts_it_off_too(stage: Stage) -> None:
    await ends(stage)
    await until(stage, london(15, 12, month=7))
    await planned(stage, when="Thursday 6 August 10:30", often="")
    await until(stage, london(16, 10, 1, month=7))
    assert "member" in await stage.app.db.read(kept)
    assert "On Saturday 5 September I delete what I keep" in stage.room()
    opening, closing = await meet(stage, london(6, 10, 30, month=8))
    assert "This is our last meeting." in opening
    assert "This was our last meeting." in closing


# Away, and back.


@pytest.mark.parametrize(
    ("back", "deleted", "told"),
    [
        (london(16, 10, 1, month=7), True, DONE),
        (london(17, 11, month=7), True, LATE + DONE),
        (london(30, 11, month=7), False, "On Saturday 1 August I delete"),
    ],
)
async def test_away_over_the_day(
    tmp_path: Path, back: datetime, told: str, *, deleted: bool
) -> None:
    async with on_stage(tmp_path) as stage:
        await ends(stage)
        await until(stage, london(15, month=7))
    async with on_stage(tmp_path, back) as stage:
        stage._events = itertools.count(1000)
        await stage.settle()
        assert told in posts(stage)[-1].text
        assert posts(stage)[-1].text.startswith(told if deleted else "Soon")
        assert (await stage.app.db.read(kept) == {}) is deleted
        await until(stage, back + timedelta(days=3))
        assert await stage.app.db.read(kept) == {}, "a long time away is said before it is done"
        assert posts(stage)[-1].text.endswith(DONE)


def test_everything_stays_for_thirty_days() -> None:
    assert rules.delete_on(date(2026, 6, 9)) == date(2026, 7, 9)


async def test_two_who_post_the_same_ending_are_one_post(stage: Stage) -> None:
    await ends(stage)
    said = len(posts(stage))
    number = (await stage.app.db.read(lambda tx: tx.all("SELECT meeting FROM ending")))[0][0]
    told = await alone(stage, "Bashir", f"post ending {number}")
    assert told.startswith("That is fine.")
    assert len(posts(stage)) == said

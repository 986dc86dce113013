"""After a heavy meeting nothing comes by itself until the next day at ten; what people ask does."""

from __future__ import annotations

from datetime import datetime, timedelta

from planned import LONDON, alone, london, planned, posts, until
from stage import Stage

from bot.care import Supporter

RITA = Supporter("Rita", "advocate", "Ourtown Advocacy", outside=True, phone="01632 960002")
ROUND = ("round between", "What helped you?", "1", "1")


async def met(stage: Stage, *, note: str = "waiting for help", heavy: bool = False) -> None:
    """A planned meeting from 10:30 to 12 on Tuesday 19 May."""
    await stage.group()
    await stage.says("Bashir", "!switch on rounds")
    await stage.says("Bashir", "!group says yes rounds")
    await planned(stage, note=note)
    await until(stage, london(19, 10, 30))
    await stage.says("Bashir", "start")
    if heavy:
        await alone(stage, "Bashir", "it was heavy")
    await until(stage, london(19, 12))
    await stage.says("Bashir", "end")


def came(stage: Stage, after: datetime) -> list[str]:
    """When the room got a post that nobody had asked for, on London's clocks."""
    return [
        f"{one.at.astimezone(LONDON):%a %H:%M}"
        for one in posts(stage)
        if one.at > after and "Our round between" in one.text
    ]


async def a_round_ends_in_the_night(stage: Stage) -> None:
    """A round that was begun before and would be gathered on Wednesday at nine."""
    sql = "UPDATE due SET next_at = :at WHERE job = 'checkin.gather'"
    await alone(stage, "Bashir", *ROUND)
    when = int(london(20, 9).timestamp() * 1000)
    changed = await stage.app.db.write(lambda tx: tx.run(sql, at=when))
    assert changed == 1


async def test_after_a_meeting_with_a_hard_part_what_comes_by_itself_waits(stage: Stage) -> None:
    await met(stage)
    await a_round_ends_in_the_night(stage)
    await until(stage, london(21))
    assert came(stage, london(19, 12, 30)) == ["Wed 10:00"]


async def test_after_any_other_meeting_it_comes_in_its_time(stage: Stage) -> None:
    await met(stage, note="no hard part")
    await a_round_ends_in_the_night(stage)
    await until(stage, london(21))
    assert came(stage, london(19, 12, 30)) == ["Wed 09:00"]


async def test_whoever_leads_says_in_private_that_it_was_heavy(stage: Stage) -> None:
    await met(stage, note="no hard part")
    lines = len(stage.bot_lines())
    told = await alone(stage, "Bashir", "it was heavy")
    assert told == (
        "Thank you for saying so. I post nothing by myself until 10:00 on Wednesday 20 May."
        " The room is not told why."
    )
    assert len(stage.bot_lines()) == lines
    await a_round_ends_in_the_night(stage)
    await until(stage, london(21))
    assert came(stage, london(19, 12, 30)) == ["Wed 10:00"]
    assert (await alone(stage, "Bashir", "it was heavy")).startswith("You have had no meeting")


async def test_said_in_the_meeting_it_counts_from_its_end(stage: Stage) -> None:
    await met(stage, note="no hard part", heavy=True)
    await a_round_ends_in_the_night(stage)
    await until(stage, london(21))
    assert came(stage, london(19, 12, 30)) == ["Wed 10:00"]


async def test_the_closing_words_do_not_tell_that_it_was_heavy(stage: Stage) -> None:
    await met(stage, heavy=True)
    heavy = stage.room()
    assert "heavy" not in heavy
    assert "In private, anybody can type: talk to a person." in heavy


async def test_what_people_ask_for_is_still_said(stage: Stage) -> None:
    await met(stage)
    await stage.jump(timedelta(minutes=10))
    await stage.says("Ann", "!when")
    await stage.later(70)
    assert stage.room().startswith("The next meeting is on")
    await stage.says("Bashir", "start")
    await stage.says("Tom", "hand up")
    await stage.later(70)
    assert stage.room() == "Hands: Tom."


async def test_the_reminder_right_before_the_next_meeting_still_comes(stage: Stage) -> None:
    await met(stage)
    await planned(stage, when="20 May 9:30")
    await until(stage, london(20, 9, 30))
    assert f"{posts(stage)[-1].at.astimezone(LONDON):%a %H:%M}" == "Wed 09:15"


async def test_the_list_of_the_day_after_begins_with_somebody_to_talk_to(stage: Stage) -> None:
    await met(stage)
    await stage.app.there_are((), (RITA,))
    await until(stage, london(20, 10))
    assert "\n1 How are you? You can talk to Rita." in stage.to("Bashir")
    told = await alone(stage, "Bashir", "1")
    assert "You can talk to Rita. Only the one you choose is told." in told
    assert (await alone(stage, "Bashir", "1")).startswith("Who would you like to talk to?")

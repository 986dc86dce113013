"""Lines of the charter steer the other features, from that moment, in all rooms of the group."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from planned import london, planned, reminders, until
from stage import ROOM, START, Stage, on_stage
from two_rooms import GARDEN, MINUTE, two_rooms

from bot import catalogue, charter, ledger, settings, steering
from bot.anonymous import least, slots
from bot.clauses import Clause, Kind, State
from bot.db import Tx
from bot.features.charter.rules import LIMIT, MOST_WORDS
from bot.model import Ask, Due, Group, GroupId, Person, PersonId
from bot.settings import PARTS

LEAD = "Bashir"
MONTH = timedelta(days=28)

KINDS = {
    State.TRIED: Kind.TRIED,
    State.AGREED: Kind.AGREED,
    State.DROPPED: Kind.DROPPED,
    State.FADED: Kind.FADED,
    State.SUGGESTED: Kind.WRITTEN,
}


def group(stage: Stage) -> Group:
    found = stage.app.groups.of_room(ROOM)
    assert found is not None
    return found


async def has_charter(stage: Stage) -> None:
    await stage.says(LEAD, "!switch on charter")
    await stage.says(LEAD, "!group says yes charter")
    await stage.later(MINUTE)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(tmp_path) as stage:
        await stage.group()
        await has_charter(stage)
        yield stage


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[Stage]:
    async with two_rooms(tmp_path) as stage:
        await has_charter(stage)
        yield stage


async def stands(stage: Stage, steers: tuple[str, str], state: State, number: int = 1) -> None:
    """Line `number` steers that, and stands so from now on: as its own features make it so."""
    now, one = stage.clock.now(), group(stage)

    def change(tx: Tx) -> object:
        line = Clause(
            number,
            steering.words(steers, "en"),
            state,
            now.date(),
            now.date() + MONTH,
            steers,
        )
        charter.save(tx, one.id, line, KINDS[state], now.date())
        return door._say(tx, ask, door._moments(tx, ask, []), "done")

    door, nth = stage.app.core.door, next(stage._events)
    by = Person(PersonId("stage:bashir"), LEAD)
    ask = Ask(
        cause=f"test:{nth}",
        group=one,
        by=by,
        command="charter",
        args={},
        at=now,
        room=None,
        private=False,
        rights=frozenset(),
        seed=nth,
        account=by.id,
    )
    done = await stage.app.db.write(change)
    stage.app.core.after(done)  # type: ignore[arg-type]
    await stage.later(MINUTE)


async def lines(stage: Stage) -> tuple[Clause, ...]:
    return await stage.app.db.read(lambda tx: charter.read(tx, GroupId(1)).clauses)


# What there is to choose.


@pytest.mark.parametrize("one", steering.CATALOGUE, ids=lambda one: "=".join(one.steers))
def test_each_line_sets_what_its_setting_takes(one: steering.Steer) -> None:
    kept = one.value
    if one.setting is least.CROWD:
        kept = least.changed(Group(GroupId(1), "", (), {}, {}, {}), int(kept), START, START.date())
    assert one.setting.allows(kept)


@pytest.mark.parametrize("language", [each.code for each in catalogue.languages()])
def test_each_line_is_found_by_its_words_and_by_what_stands_for_it(language: str) -> None:
    for one in steering.CATALOGUE:
        words = steering.words(one.steers, language)
        assert len(words) <= LIMIT
        assert len(words.split()) <= MOST_WORDS
        assert not words.endswith(".")
        for typed in (*one.ears, words, words.upper() + "."):
            assert steering.picked(typed, language) is one
    ears = [ear for one in steering.CATALOGUE for ear in one.ears]
    assert len(ears) == len(set(ears))
    assert not set(ears) & set(steering.TOPICS)


@pytest.mark.parametrize("typed", ["", "first", "hands", "We are kind", "quiet from 03:00"])
def test_other_words_steer_nothing(typed: str) -> None:
    assert steering.picked(typed, "en") is None


def test_every_part_can_be_a_line_but_the_one_it_stands_in() -> None:
    parts = {name.removeprefix("part.") for name in steering.SETTINGS if name.startswith("part.")}
    assert parts <= set(PARTS)
    assert charter.PART not in parts


@pytest.mark.parametrize("part", sorted(set(PARTS) - {charter.PART}))
async def test_each_part_that_the_group_says_yes_to_is_a_line(stage: Stage, part: str) -> None:
    """Also one with no words of its own in the list."""
    await stage.says(LEAD, f"!switch on {part}")
    await stage.says(LEAD, f"!group says yes {part}")
    (line,) = await lines(stage)
    assert line.steers == (f"part.{part}", "on")
    assert line.words.startswith("Alongside")


def test_a_part_without_words_of_its_own_is_called_as_everywhere() -> None:
    assert steering.words(("part.charter", "on"), "en") == (
        "Alongside helps us with charter lines on how we work together"
    )


async def test_whoever_leads_picks_a_line_by_number_and_nothing_changes_yet(stage: Stage) -> None:
    await stage.says(LEAD, "!setting line")
    assert "What is this one about?" in stage.to(LEAD)
    assert "Whose turn is next" in stage.to(LEAD)
    await stage.says(LEAD, "!setting line hands")
    assert "Hands are called in the order they went up." in stage.to(LEAD)
    await stage.says(LEAD, "!setting line first come")
    await stage.later(MINUTE)
    assert stage.room().startswith(
        "Line 1 is written down: “Hands are called in the order they went up”"
    )
    (line,) = await lines(stage)
    assert (line.state, line.steers) == (State.SUGGESTED, ("hands.order", "first come"))
    assert settings.ORDER.of(group(stage)) == "new voices"
    await stage.says(LEAD, "!setting line first come")
    assert "Line 1 says so" in stage.to(LEAD)


# From the charter to the others, in both rooms at once.


async def test_the_order_of_hands_is_the_one_of_the_charter(both: Stage) -> None:
    await both.says(LEAD, "start")
    await both.says("Ann", "hand up")
    await both.says(LEAD, "next")  # Ann has spoken now
    await stands(both, ("hands.order", "first come"), State.TRIED)
    await both.says("Ann", "hand up")
    await both.later(MINUTE)
    await both.says("Uma", "hand up", room=GARDEN)
    await both.later(MINUTE)
    for room in (ROOM, GARDEN):
        assert both.room(room) == "Hands: Ann, then Uma."
    await stands(both, ("hands.order", "first come"), State.DROPPED)
    for room in (ROOM, GARDEN):
        assert both.room(room) == (
            "No line says otherwise now. So: Whoever has not spoken yet goes first."
        )
    await both.says("Tom", "hand up")
    await both.later(MINUTE)
    for room in (ROOM, GARDEN):
        assert both.room(room) == "Hands: Uma, then Tom, then Ann."


async def test_easy_words_are_used_in_both_rooms_while_a_line_says_so(both: Stage) -> None:
    await stands(both, ("wording", "easy"), State.AGREED)
    await both.says(LEAD, "!switch on rounds")
    await both.later(MINUTE)
    assert both.room(ROOM) == both.room(GARDEN)
    assert both.room().startswith(f"{LEAD} asks: shall I help")
    await stands(both, ("wording", "easy"), State.FADED)
    await both.says(LEAD, "!switch on rounds")
    await both.later(MINUTE)
    assert both.room(GARDEN).startswith(f"{LEAD} asks the group")


async def test_strong_words_are_told_at_each_opening_and_to_whoever_comes(both: Stage) -> None:
    await stands(both, ("strong-words", "ask"), State.TRIED)
    await both.says(LEAD, "start")
    await both.later(MINUTE)
    for room in (ROOM, GARDEN):
        opening = next(one for one in reversed(both.bot_lines(room)) if "leads today" in one)
        assert "Before strong words, we ask each other." in opening
    await both.says("Zoe", "say hello", alone=True)
    assert "Before strong words, we ask each other." in both.to("Zoe")
    await stands(both, ("strong-words", "ask"), State.DROPPED)
    assert both.room(GARDEN) == "Nothing is agreed about strong words now."
    await both.says("Yan", "say hello", alone=True)
    assert "strong words" not in both.to("Yan")


async def test_a_part_is_on_by_an_agreed_line_and_its_end_is_said(both: Stage) -> None:
    await stands(both, ("part.questions", "on"), State.AGREED)
    for room in (ROOM, GARDEN):
        assert "I now help with questions without a name" in both.room(room)
        assert "ask without my name" in both.room(room), "the part itself has spoken"
    said = await both.says("Ann", "ask without my name", alone=True)
    assert said is not None
    assert "I cannot hide you yet" in said, "it works, and the group is young"
    await stands(both, ("part.questions", "on"), State.FADED)
    for room in (ROOM, GARDEN):
        assert "no longer help with questions without a name" in both.room(room)
    assert not settings.has_part(group(both), "questions")


async def test_a_line_that_is_only_tried_switches_no_part_on_but_asks(stage: Stage) -> None:
    await stands(stage, ("part.rounds", "on"), State.TRIED)
    assert not settings.has_part(group(stage), "rounds")
    assert "That needs the group’s yes" in stage.room()
    await stage.says(LEAD, "!group says yes rounds")
    await stage.later(MINUTE)
    assert settings.has_part(group(stage), "rounds")
    assert "Line 1 of our charter says so now." in stage.room()
    (line,) = await lines(stage)
    assert line.state is State.AGREED


async def test_more_people_must_be_there_to_hide_in_once_all_that_was_told_is_over(
    stage: Stage,
) -> None:
    await stands(stage, ("part.questions", "on"), State.AGREED, 2)
    await stage.jump(timedelta(days=16))
    now = stage.clock.now()
    told = slots.comes_out(group(stage), now)
    await stands(stage, ("crowd.floor", "10"), State.AGREED)
    assert "10 people" in stage.room()
    said = await stage.says("Ann", "ask without my name", alone=True)
    assert said is not None
    assert "I cannot hide you" not in said, "until then all stays as it is"
    await stage.says("Ann", "stop", alone=True)
    assert least.crowd(group(stage), told) == 5
    assert least.crowd(group(stage), told + timedelta(days=1)) == 10
    await stage.jump(timedelta(days=8))
    said = await stage.says("Ann", "ask without my name", alone=True)
    assert said is not None
    assert "I need 10" in said
    await stands(stage, ("crowd.floor", "10"), State.DROPPED)
    today = stage.clock.now().date()
    assert least.crowd(group(stage), today) == 10, "and it is no sooner lower again"
    assert least.crowd(group(stage), today + timedelta(days=8)) == 5


async def test_more_must_answer_how_a_meeting_left_them_from_the_next_one_on(
    stage: Stage,
) -> None:
    await stands(stage, ("part.asking", "on"), State.AGREED, 2)
    await stage.says(LEAD, "start")
    await stage.says(LEAD, "end")
    await stage.later(MINUTE)
    pulse = group(stage).pulse
    assert pulse is not None
    assert pulse.floor == 5
    await stands(stage, ("pulse.floor", "8"), State.AGREED)
    after = group(stage).pulse
    assert after is not None
    assert after.floor == 5, "what is being asked stays as it was promised"
    await stage.jump(timedelta(days=2))
    await stage.says(LEAD, "start")
    await stage.says(LEAD, "end")
    await stage.later(MINUTE)
    later = group(stage).pulse
    assert later is not None
    assert later.floor == 8


async def test_reminders_that_wait_keep_out_of_the_quiet_hours_of_the_charter(
    stage: Stage,
) -> None:
    await planned(stage, when="every second Tuesday 9:00")
    await stage.later(MINUTE)
    line = ("quiet-hours", "18:00-10:00")
    await stands(stage, line, State.TRIED)
    assert settings.QUIET_HOURS.of(group(stage)) == line[1]
    await until(stage, london(26, 8, 30))
    # One comes 15 minutes before, whatever the hour.
    assert reminders(stage) == ["Sun 17 May 17:59", "Tue 19 May 08:45", "Mon 25 May 17:59"]
    await stands(stage, line, State.DROPPED)
    assert settings.QUIET_HOURS.of(group(stage)) == "20:00-08:00"
    assert stage.room().endswith("Nothing comes by itself from 20:00 to 08:00.")
    before = len(reminders(stage))
    await until(stage, london(9, 8, 30, month=6))
    assert "09:00" in {one.split()[-1] for one in reminders(stage)[before:]}


async def test_points_are_to_be_answered_by_the_day_of_the_charter(stage: Stage) -> None:
    async def answer_by() -> date:
        due = Due("test", group(stage), "any", {}, stage.clock.now(), timedelta(), seed=1)

        def add(tx: Tx) -> date:
            return ledger.add(tx, due, words="Why?", source=ledger.Source.NOTE).answer_by

        return await stage.app.db.write(add)

    usual = await answer_by()
    await stands(stage, ("points.answer-days", "5"), State.AGREED)
    assert await answer_by() == date(2026, 5, 19), "a week after a Tuesday"
    await stands(stage, ("points.answer-days", "5"), State.FADED)
    assert await answer_by() == usual


async def test_of_two_lines_about_one_thing_the_newer_counts(stage: Stage) -> None:
    await stands(stage, ("hands.order", "first come"), State.AGREED, 1)
    await stands(stage, ("hands.order", "new voices"), State.TRIED, 2)
    assert settings.ORDER.of(group(stage)) == "new voices"
    await stands(stage, ("hands.order", "new voices"), State.DROPPED, 2)
    assert settings.ORDER.of(group(stage)) == "first come", "the older one still counts"


async def test_a_line_in_other_words_steers_no_more(stage: Stage) -> None:
    await stands(stage, ("hands.order", "first come"), State.AGREED)

    def reworded(tx: Tx) -> None:
        (line,) = charter.read(tx, GroupId(1)).clauses
        other = replace(line, words="We listen to each other")
        charter.save(tx, GroupId(1), other, Kind.CHANGED, START.date(), was=line.words)
        (line,) = charter.read(tx, GroupId(1)).clauses
        assert line.steers is None
        assert [about for _, about in tx.moments] == ["hands.order=first come"]  # type: ignore[misc]

    await stage.app.db.write(reworded)


async def test_by_the_words_of_the_charter_it_is_tried_agreed_changed_and_dropped(
    both: Stage,
) -> None:
    async def says(*words: str) -> str:
        for line in words:
            await both.says(LEAD, line)
        await both.later(MINUTE)
        assert both.room() == both.room(GARDEN)
        return settings.ORDER.of(group(both))

    assert await says("start", "!setting line first come") == "new voices", "only written down"
    assert await says("!our draft") == "first come", "tried from now on"
    assert await says("!agree line 1", "!group says yes to line 1") == "first come"
    assert await says("!drop line 1") == "first come", "only asked"
    assert await says("!group says yes to line 1") == "new voices"
    assert "So: Whoever has not spoken yet goes first." in both.room()
    assert await says("!bring back line 1", "!group says yes to line 1") == "first come"


async def test_a_line_is_written_by_its_own_words_and_changed_to_others(stage: Stage) -> None:
    await stage.says(LEAD, "start")
    for words in ("!write line: words easy", "!our draft"):
        await stage.says(LEAD, words)
    (line,) = await lines(stage)
    assert line.words == "Alongside uses easy words with us"
    assert settings.WORDING.of(group(stage)) == "easy"
    await stage.says("Ann", "change line 1", alone=True)
    for words in ("We say hard things slowly", "It is kinder", "1"):
        await stage.says("Ann", words, alone=True)
    await stage.says(LEAD, "!group says yes to line 1")
    await stage.later(MINUTE)
    (line,) = await lines(stage)
    assert (line.words, line.steers) == ("We say hard things slowly", None)
    assert settings.WORDING.of(group(stage)) == "usual"
    assert "So: Alongside uses its usual words with us." in stage.room()


async def test_a_line_that_nobody_renews_fades_and_what_it_set_is_over_and_said(
    both: Stage,
) -> None:
    for words in ("start", "!setting line first come", "!our draft", "end"):
        await both.says(LEAD, words)
    for _ in range(12):
        await both.jump(timedelta(days=5))
    await both.later(MINUTE)
    (line,) = await lines(both)
    assert line.state is State.FADED
    assert settings.ORDER.of(group(both)) == "new voices"
    for room in (ROOM, GARDEN):
        assert any(one.startswith("No line says otherwise now.") for one in both.bot_lines(room))


async def test_a_part_does_not_fade_and_what_ends_with_its_line_is_said_before_a_yes(
    stage: Stage,
) -> None:
    await stage.says(LEAD, "!switch on points")
    await stage.says(LEAD, "!group says yes points")
    for day in range(0, 260, 5):
        await stage.jump(timedelta(days=5))
        if day % 60 == 0:
            await stage.says(LEAD, "lead on", alone=True)
            await stage.says(LEAD, "1", alone=True)
    await stage.says(LEAD, "start")
    assert "The day of line 1 has come" not in " ".join(stage.to(LEAD)), "it is on the list alone"
    (line,) = await lines(stage)
    assert line.state is State.AGREED
    assert settings.has_part(group(stage), "points")
    ends = "I go by this line. Without it, I no longer do what it says."
    await stage.says(LEAD, "!look again")
    assert any("Line 1" in one and ends in one for one in stage.bot_lines())
    await stage.says(LEAD, "!drop line 1")
    await stage.later(MINUTE)
    assert not settings.has_part(group(stage), "points")
    assert "I no longer help with points and their answers." in " ".join(stage.bot_lines())


@pytest.mark.parametrize(("words", "ends"), [("People speak in turn", True), ("new voices", False)])
async def test_a_change_that_ends_what_a_line_sets_says_so(
    stage: Stage, words: str, ends: bool
) -> None:
    for said in ("start", "!setting line first come", "!our draft", "end"):
        await stage.says(LEAD, said)
    await stage.later(MINUTE)
    for said in ("change line 1", words, "It suits us", "1"):
        await stage.says("Ann", said, alone=True)
    assert "would like to change line 1" in stage.bot_lines()[-1]
    assert ("I go by this line." in stage.bot_lines()[-1]) is ends


# And the other way round.


@pytest.mark.parametrize(
    ("word", "steers"),
    [
        ("order first come", ("hands.order", "first come")),
        ("easy words", ("wording", "easy")),
        ("quiet hours 21:00 to 7:30", ("quiet-hours", "21:00-07:30")),
    ],
)
async def test_what_a_word_changes_is_written_into_the_charter(
    stage: Stage, word: str, steers: tuple[str, str]
) -> None:
    await stage.says(LEAD, f"!{word}")
    await stage.later(MINUTE)
    assert "Line 1 of our charter says so now. We are trying it." in stage.room()
    (line,) = await lines(stage)
    assert (line.state, line.steers) == (State.TRIED, steers)
    assert line.words == steering.words(steers, "en")
    before = len(stage.bot_lines())
    await stage.says(LEAD, f"!{word}")
    await stage.later(MINUTE)
    assert "charter" not in "".join(stage.bot_lines()[before:]), "it says so already"
    assert len(await lines(stage)) == 1


async def test_back_and_forth_is_one_line_with_all_its_versions(stage: Stage) -> None:
    await stage.says(LEAD, "!order first come")
    await stage.says(LEAD, "!order new voices")
    await stage.later(MINUTE)
    (line,) = await lines(stage)
    assert line.steers == ("hands.order", "new voices")
    steps = await stage.app.db.read(lambda tx: charter.changes(tx, GroupId(1)))
    assert [one.kind for one in steps] == [Kind.TRIED, Kind.CHANGED]
    assert settings.ORDER.of(group(stage)) == "new voices"


async def test_a_part_by_the_groups_yes_is_an_agreed_line_until_it_is_switched_off(
    stage: Stage,
) -> None:
    await stage.says(LEAD, "!switch on rounds")
    await stage.says(LEAD, "!group says yes rounds")
    await stage.later(MINUTE)
    (line,) = await lines(stage)
    assert (line.state, line.steers) == (State.AGREED, ("part.rounds", "on"))
    await stage.says(LEAD, "!switch off rounds")
    await stage.later(MINUTE)
    assert stage.room().endswith("Line 1 of our charter is dropped.")
    assert stage.room().count("rounds") == 1, "it is said once that they are off"
    (line,) = await lines(stage)
    assert line.state is State.DROPPED


async def test_without_a_charter_nothing_is_written(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.group()
        await stage.says(LEAD, "!order first come")
        assert "charter" not in stage.room()
        assert await lines(stage) == ()


async def test_what_is_chosen_as_it_always_was_needs_no_line(stage: Stage) -> None:
    await stage.says(LEAD, "!order new voices")
    assert await lines(stage) == ()

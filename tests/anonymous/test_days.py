"""Other days for what comes out: chosen at any time, and nobody is told a day that is not kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from asides import LEAD, asks, ready
from hypothesis import given
from hypothesis import strategies as st
from stage import MEMBERS, ROOM, Stage

from bot.anonymous import slots
from bot.model import Group, GroupId

GROUP = Group(GroupId(1), "Us", (), {}, {}, {})
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
chosen = st.sampled_from(sorted(slots.RULES))
moments = st.integers(0, 24 * 365).map(lambda hours: BEGIN + hours * HOUR)


def with_days(days: str, change: slots.Change | None = None) -> Group:
    settings = {slots.DAYS.name: days}
    if change is not None:
        settings[slots.CHANGE.name] = change.kept()
    return replace(GROUP, settings=settings)


def all_slots(group: Group, since: date, until: date) -> Iterator[date]:
    at = slots.before(since)
    while (at := slots.next_slot(group, at)).date() <= until:
        yield at.date()


@given(chosen, chosen, moments, st.integers(0, 24 * 9))
def test_every_day_that_was_told_is_a_slot_and_none_are_too_near(
    old: str, new: str, now: datetime, hours: int
) -> None:
    """Told at any time before the change or after it."""
    before = with_days(old)
    change = slots.changed(before, new, now)
    after = with_days(old, change)
    since, until = now.date() - timedelta(days=21), now.date() + timedelta(days=42)
    found = list(all_slots(after, since, until))
    assert slots.comes_out(before, now - hours * HOUR) in found
    assert slots.comes_out(after, now + hours * HOUR) in found
    assert all(two - one >= timedelta(days=3) for one, two in pairwise(found))
    assert all(two - one >= timedelta(days=7) for one, two in zip(found, found[2:], strict=False))
    assert change.first - change.last <= timedelta(days=10)
    assert slots.is_changing(after, now.date())
    assert not slots.is_changing(after, change.first + timedelta(days=1))
    assert {slots.days(after, day) for day in found if day >= change.first} == {new}


@given(chosen, chosen, chosen, moments, st.integers(1, 24 * 30))
def test_a_second_change_begins_from_the_days_of_the_first(
    old: str, new: str, third: str, now: datetime, hours: int
) -> None:
    one = slots.changed(with_days(old), new, now)
    again = now + hours * HOUR
    if slots.is_changing(with_days(old, one), again.date()):
        return
    two = slots.changed(with_days(old, one), third, again)
    once = list(all_slots(with_days(old, one), now.date(), two.last))
    found = list(all_slots(with_days(new, two), one.first, two.first + timedelta(days=20)))
    assert [day for day in once if day >= one.first] == [day for day in found if day <= two.last]
    assert all(b - a >= timedelta(days=3) for a, b in pairwise(found))
    assert all(b - a >= timedelta(days=7) for a, b in zip(found, found[2:], strict=False))


async def test_a_note_comes_out_on_the_day_that_was_told_and_the_next_by_the_new_days(
    stage: Stage,
) -> None:
    await ready(stage)
    told = await asks(stage, "Joe", "First?")
    await stage.says(LEAD, "!question days Monday and Thursday")
    assert stage.room() == (
        "Bashir has chosen other days for questions without a name: Monday and Thursday."
        " The first is Thursday 4 June. Before that, they come out until Friday 29 May,"
        " as was promised."
    )
    assert "It comes out on Friday 29 May" in told
    await stage.says(LEAD, "!question days friday")
    assert stage.to(LEAD).startswith("Other days have been chosen already: Monday and Thursday.")
    for at, text in ((date(2026, 5, 29), "First?"), (date(2026, 6, 4), "Second?")):
        for who in MEMBERS:
            await stage.says(who, "good morning")
        before = len(stage.bot_lines())
        while len(stage.bot_lines()) == before:
            await stage.jump(HOUR)
        assert stage.clock.now().date() == at
        assert text in stage.bot_lines()[before]
        await stage.says(LEAD, f"!pass question {1 + (text != 'First?')} to Ana")
        said = await asks(stage, "Tom", "Second?" if text == "First?" else "Third?")
        assert "Thursday 4 June" in said or "Monday 8 June" in said
    group = stage.app.groups.of_room(ROOM)
    assert group is not None
    assert slots.days(group, stage.clock.now().date()) == "monday and thursday"


async def test_which_days_there_are_is_shown_and_nonsense_changes_nothing(stage: Stage) -> None:
    await ready(stage)
    for typed in ("", " every hour"):
        await stage.says(LEAD, f"!question days{typed}")
        assert stage.to(LEAD) == (
            "Questions come out on these days: Tuesday and Friday. Which other days would you"
            " like?\n1 Monday and Thursday.\n2 Friday."
        )

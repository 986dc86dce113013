"""Dialogues about what helps me: real database, given clock. Everything is private."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from stage import ROOM, Stage, on_stage, person

from bot import consent, groups, settings
from bot.db import Tx, checkpoint
from bot.model import GroupId, Heard, PersonId, Rendered, private

NIGHT = datetime(2026, 11, 11, 23, tzinfo=UTC)
DAY = datetime(2026, 11, 12, 11, tzinfo=UTC)
"""Half a year after the stage begins, at the first hour at which people may be asked."""

ASKED = "A message from Alongside. You said I may ask."


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """With dice that ask nobody by chance."""
    async with on_stage(tmp_path, dice=lambda: 0.5) as one:
        yield one


@pytest.fixture
async def group(stage: Stage) -> Stage:
    await stage.group()
    return stage


async def alone(stage: Stage, who: str, *lines: str) -> str:
    """Somebody says these one after the other in private: what they are told at last."""
    for line in lines:
        await stage.says(who, line, alone=True)
    return stage.to(who)


def shown(stage: Stage, who: str) -> Rendered:
    """The last message to somebody alone, with its buttons."""
    lines = [one for one in stage.platform.lines if one.where == private(person(who).id)]
    return next(one.message for one in reversed(lines) if one.message)


async def press(stage: Stage, who: str, *buttons: str, under: Rendered | None = None) -> str:
    """Somebody presses these, by their words: under the last message each time, or under one."""
    for label in buttons:
        message = under or shown(stage, who)
        button = next(one for one in message.buttons if one.label == label)
        heard = Heard(
            event=f"stage:press-{len(stage.platform.lines)}",
            by=person(who),
            text=button.types,
            at=stage.clock.now(),
            pressed=True,
            shares=(ROOM,),
            of=button.of,
        )
        reply = await stage.app.hear(heard)
        await stage.settle()
        if reply is not None:
            return " ".join(one.text for one in reply.messages)
    return stage.to(who)


async def says(stage: Stage, who: str, *, show: bool = True, may_ask: str | None = None) -> str:
    """Somebody says: start after 10:30, large print."""
    lines = ["what helps me", "1", "1", "pass", "pass", "1" if show else "2"]
    return await alone(stage, who, *lines, *([may_ask] if may_ask else []))


async def to(stage: Stage, at: datetime) -> None:
    await stage.jump(at - stage.clock.now())


async def kept(stage: Stage) -> dict[str, tuple[str, str, str]]:
    """What is kept of whom, and when each is asked again."""
    sql = "SELECT person, choices, own, ask_on FROM access_said"
    rows = await stage.app.db.read(lambda tx: tx.all(sql))
    return {who.removeprefix("stage:"): (choices, own, day) for who, choices, own, day in rows}


def questions(stage: Stage, who: str) -> int:
    """How often somebody was asked whether it is still right."""
    return sum(one.startswith(ASKED) for one in stage.bot_lines(private(person(who).id)))


async def leads_on(stage: Stage, who: str) -> None:
    """Somebody looks after the group for another while."""

    def choose(tx: Tx) -> None:
        until = stage.clock.now().date() + groups.TERM
        groups.choose_facilitator(tx, _id(stage), person(who), until)
        stage.app.groups.settle(tx)

    await stage.app.db.write(choose)


# Said once, by number, in words or by buttons.


async def test_the_private_menu_offers_it(group: Stage) -> None:
    assert "\n2 What helps me." in await alone(group, "Ann", "menu")
    assert (await alone(group, "Ann", "2")).startswith("Let us see what helps you take part.")
    assert "What helps me" not in await alone(group, "Zoe", "menu"), "not a member yet"
    assert (await alone(group, "Zoe", "what helps me")).startswith("Please say hello to me first.")


async def test_one_thing_at_a_time_and_each_can_be_passed(group: Stage) -> None:
    assert "Every question can be passed. I never ask why." in await alone(
        group, "Ann", "what helps me"
    )
    assert group.to("Ann").endswith("3 Not on some days.\n4 Pass.")
    assert (await alone(group, "Ann", "pass")).startswith("How should papers come to you?")
    assert (await alone(group, "Ann", "5")).startswith("What helps you in a meeting?")
    assert "Camera off is always fine, and needs no asking." in group.to("Ann")
    assert (await alone(group, "Ann", "Pass")).startswith("One more line for whoever plans?")
    told = await alone(group, "Ann", "pass")
    assert told == "That is fine. I keep nothing about it."
    assert await kept(group) == {}
    assert await group.app.db.read(lambda tx: consent.of(tx, _id(group), _who("ann"))) is None


async def test_several_by_number_and_in_words(group: Stage) -> None:
    assert (await alone(group, "Ann", "what helps me", "1 3")).startswith("Which days do not work")
    assert (await alone(group, "Ann", "1, 7")).startswith("How should papers come to you?")
    await alone(group, "Ann", "large print and papers in easy words", "1 and 2", "pass")
    assert group.to("Ann").startswith(
        "Whoever plans would see: start after 10:30, not on a Monday, not on a Sunday, large print,"
        " papers in easy words, more time for turns and a break every 30 minutes. No name is on it."
        " With few answers they may guess it is you."
    )
    assert await kept(group) == {}, "nothing before their yes"
    told = await alone(group, "Ann", "1")
    assert told.startswith("Thank you. I keep it, and whoever plans sees it.")
    chosen = "mornings monday sunday large-print easy-words more-time breaks"
    assert await kept(group) == {"ann": (chosen, "", "2026-11-12")}


async def test_several_by_buttons_until_that_is_all(group: Stage) -> None:
    await alone(group, "Ann", "what helps me")
    told = await press(group, "Ann", "End by 7 in the evening", "Start after 10:30")
    assert told.startswith("So far: start after 10:30 and end by 7 in the evening. Is there more?")
    assert (await press(group, "Ann", "That is all")).startswith("How should papers come to you?")
    await press(group, "Ann", "Pass", "Captions in the call", "That is all", "Pass", "Show it")
    assert (await kept(group))["ann"][0] == "mornings evenings captions"


async def test_a_button_of_an_earlier_message_still_adds_and_twice_is_once(group: Stage) -> None:
    await alone(group, "Ann", "what helps me")
    first = shown(group, "Ann")
    for _ in range(2):
        told = await press(group, "Ann", "Start after 10:30", under=first)
        assert told.startswith("So far: start after 10:30. Is there more?")
    told = await press(group, "Ann", "End by 7 in the evening", under=first)
    assert told.startswith("So far: start after 10:30 and end by 7 in the evening.")
    assert (await alone(group, "Ann", "back")).startswith("Which times work for you?")
    await press(group, "Ann", "Start after 10:30")
    assert (await alone(group, "Ann", "1")).startswith("How should papers come to you?")
    told = await press(group, "Ann", "Start after 10:30", under=first)
    assert told.startswith("That question is closed now."), "it was about the times"
    assert (await alone(group, "Ann", "back")).startswith("Which times work for you?")
    await alone(group, "Ann", "pass", "1", "pass", "pass", "1")
    assert (await kept(group))["ann"][0] == "large-print"


async def test_when_all_is_chosen_the_next_question_comes(group: Stage) -> None:
    await alone(group, "Ann", "what helps me", "1 2", "1 2 3")
    assert (await alone(group, "Ann", "helps-call-before")).startswith("Please type one of these")
    await alone(group, "Ann", "back", "4 3")
    told = await press(group, "Ann", *(
        "More time for turns", "A break every 30 minutes", "Bringing somebody along",
        "Captions in the call",
    ))  # fmt: skip
    assert told.startswith("One more line for whoever plans?")


async def test_a_reason_is_not_kept_and_is_answered_kindly(group: Stage) -> None:
    told = await group.says("Ann", "what helps me", alone=True)
    assert told is None
    told = await group.says("Ann", "mornings are bad as my back hurts", alone=True)
    assert told is not None
    assert told.startswith("I am a program, so I may miss what matters here. I have not kept this")
    assert (await alone(group, "Ann", "my back")).startswith("Please type one of these numbers.")
    rows = await group.app.db.read(lambda tx: tx.all("SELECT answers FROM open_form"))
    assert "back" not in str(rows)


async def test_it_works_as_one_form_where_there_are_forms(group: Stage) -> None:
    await alone(group, "Ann", "what helps me")
    asked = Heard("stage:f", person("Ann"), "write it", group.clock.now(), shares=(ROOM,))
    form = await group.app.form(asked)
    assert form is not None
    assert [field.name for field in form.fields] == ["times", "papers", "meeting", "own"]
    assert [one.label for one in form.fields[0].also][-2:] == ["Not on some days", "Pass"]
    assert not any(field.choices for field in form.fields), "several can be written in a row"
    filled = {
        "times": "1, not on some days",
        "papers": "large print",
        "meeting": "my back",
        "own": "Pass",
    }
    await group.says("Ann", "write it", alone=True, pressed=True, fields=filled)
    assert group.to("Ann").startswith("Which days do not work for you?")
    told = await alone(group, "Ann", "2")
    assert told.startswith("What helps you in a meeting?"), "what was not clear is asked again"
    told = await alone(group, "Ann", "4")
    assert "start after 10:30, not on a Tuesday, large print and captions in the call" in told


async def test_it_goes_on_after_a_restart(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.group()
        await alone(stage, "Ann", "what helps me", "1")
        await stage.says("Ann", "helps-large-print", alone=True, pressed=True)
        later = stage.clock.now() + timedelta(hours=3)
    async with on_stage(tmp_path, at=later) as stage:
        for n, line in enumerate(("that is all", "4", "pass", "2")):
            await stage.says("Ann", line, alone=True, event=f"stage:after-{n}")
        assert (await kept(stage))["ann"][0] == "mornings large-print captions"


# Seen, changed, forgotten.


async def test_it_is_asked_once_and_then_shown(group: Stage) -> None:
    await says(group, "Ann")
    await group.later(1)
    told = await alone(group, "Ann", "what helps me")
    assert told == (
        "In May you said what helps you: start after 10:30 and large print. Is that still right?"
        "\n1 Yes, it is.\n2 Change it.\n3 Forget it."
    )
    assert await alone(group, "Ann", "1") == "Thank you. I keep to it."


async def test_what_is_kept_is_said_in_words(group: Stage) -> None:
    assert "what helps you" not in await alone(group, "Ann", "what is kept")
    await says(group, "Ann", show=False)
    told = await alone(group, "Ann", "what is kept")
    assert "On Tuesday 12 May you said what helps you: start after 10:30 and large print." in told
    assert "Whoever plans sees it, with no name, once three people have answered." in told
    assert "I asked once if I may ask you things. You have not said, so I do not." in told
    assert "what helps you" not in await alone(group, "Tom", "what is kept")


async def test_while_it_is_changed_what_was_said_holds(group: Stage) -> None:
    await says(group, "Ann")
    await group.later(1)
    told = await alone(group, "Ann", "what helps me", "2")
    assert told.startswith("Let us choose again. What you said before holds until the end.")
    await alone(group, "Ann", "2")
    assert (await kept(group))["ann"][0] == "mornings large-print"
    await alone(group, "Ann", "pass", "pass", "pass", "1")
    assert (await kept(group))["ann"][0] == "evenings"
    told = await alone(group, "Ann", "change what helps me", "4", "pass", "pass", "pass")
    assert told.startswith("You chose nothing this time. I keep to what you said before.")
    assert (await kept(group))["ann"][0] == "evenings"
    assert await alone(group, "Ann", "2") == "I have forgotten it. Nobody is told."
    assert await kept(group) == {}


async def test_start_again_and_leave_it_keep_nothing(group: Stage) -> None:
    told = await alone(group, "Ann", "what helps me", "1", "pass", "pass", "pass", "3")
    assert "Which times work for you?" in told
    await alone(group, "Ann", "2", "pass", "pass", "pass", "4")
    assert group.to("Ann") == "That is fine. I have stopped."
    assert await kept(group) == {}


@pytest.mark.parametrize("end", ["forget", "leave", "left", "away"])
async def test_it_ends_and_its_words_are_in_no_byte_of_the_file(end: str, tmp_path: Path) -> None:
    secret = "parsnip-of-the-north"
    async with on_stage(tmp_path) as stage:
        await stage.group()
        await alone(stage, "Ann", "what helps me", "1", "pass", "pass", secret, "1", "1")
        assert (await kept(stage))["ann"][1] == secret
        assert secret in await alone(stage, "Bashir", "planning help")
        await stage.app.db.outside(checkpoint)
        assert secret.encode() in (tmp_path / "alongside.db").read_bytes(), "or it cannot fail"
        if end == "forget":
            await alone(stage, "Ann", "forget what helps me")
        elif end == "leave":
            await alone(stage, "Ann", "leave", "1")
        elif end == "left":
            await alone(stage, "Ann", "change what helps me", "pass", "pass", "pass", secret)
            await stage.app.left(_who("ann"), ROOM)
        else:
            await alone(stage, "Bashir", "send alongside away", "1")
        assert await kept(stage) == {}
        assert await stage.app.db.read(_asking) == 0, "and nobody is looked for any more"
        await stage.app.db.outside(checkpoint)
    for file in filter(Path.is_file, tmp_path.rglob("*")):
        assert secret.encode() not in file.read_bytes(), file.name


# Looked at again.


async def test_may_i_ask_is_asked_once_after_they_used_the_word(group: Stage) -> None:
    told = await says(group, "Ann")
    assert "May I ask you things here sometimes?" in told
    await alone(group, "Ann", "stop")
    await alone(group, "Ann", "change what helps me", "2", "pass", "pass", "pass")
    assert "May I ask" not in await alone(group, "Ann", "1")
    asked = [line for line in group.bot_lines(private(_who("tom"))) if "May I ask" in line]
    assert not asked, "and never of anybody else"


async def test_who_agreed_is_asked_half_a_year_later(group: Stage) -> None:
    await says(group, "Ann", may_ask="1")
    await to(group, NIGHT)
    assert questions(group, "Ann") == 0
    await to(group, DAY)
    assert group.to("Ann") == (
        f"{ASKED} In May you said what helps you: start after 10:30 and large print. Is that still"
        " right? Until you answer, I keep to it."
        "\n1 Yes.\n2 No.\n3 Ask me later.\n4 Do not ask me such things."
    )
    assert await alone(group, "Ann", "1") == "Thank you. I keep to it."
    assert (await kept(group))["ann"] == ("mornings large-print", "", "2027-05-12")


async def test_silence_is_neither_a_yes_nor_a_no_and_is_not_chased(group: Stage) -> None:
    await says(group, "Ann", may_ask="1")
    await to(group, DAY)
    for _ in range(100):
        await group.jump(timedelta(days=1))
    assert questions(group, "Ann") == 1
    assert (await kept(group))["ann"][0] == "mornings large-print"
    assert "In May you said" in await alone(group, "Ann", "what helps me"), "not in November"
    await to(group, datetime(2027, 5, 12, 10, tzinfo=UTC))
    assert questions(group, "Ann") == 2, "but another half year later"


async def test_no_leads_to_choosing_again(group: Stage) -> None:
    await says(group, "Ann", may_ask="1")
    await to(group, DAY)
    assert (await alone(group, "Ann", "no")).startswith("Let us choose again.")
    assert (await kept(group))["ann"][0] == "mornings large-print"


async def test_ask_me_later_is_a_month(group: Stage) -> None:
    await says(group, "Ann", may_ask="1")
    await to(group, DAY)
    assert (await alone(group, "Ann", "3")).startswith("That is fine. I ask again in a month.")
    await to(group, DAY + timedelta(days=29))
    assert questions(group, "Ann") == 1
    await to(group, DAY + timedelta(days=30))
    assert questions(group, "Ann") == 2


@pytest.mark.parametrize("answer", [None, "2", "stop", "I do not know yet"])
async def test_nobody_is_asked_without_their_yes(group: Stage, answer: str | None) -> None:
    await says(group, "Ann", may_ask=answer)
    heard = {who: len(group.bot_lines(private(_who(who)))) for who in ("ann", "tom", "bashir")}
    for _ in range(60):
        await group.jump(timedelta(days=10))
    for who, before in heard.items():
        assert len(group.bot_lines(private(_who(who)))) == before
    assert (await kept(group))["ann"][0] == "mornings large-print"


async def test_a_yes_can_become_a_no_and_a_no_a_yes(group: Stage) -> None:
    await says(group, "Ann", may_ask="1")
    await to(group, DAY)
    told = await alone(group, "Ann", "4")
    assert told.startswith("That is fine. I will not ask you things here.")
    await group.jump(timedelta(days=400))
    assert questions(group, "Ann") == 1
    assert "May I ask you things here" in await alone(group, "Ann", "may alongside ask me")
    await alone(group, "Ann", "yes")
    await group.jump(timedelta(days=1))
    assert questions(group, "Ann") == 2
    assert (await alone(group, "Ann", "may alongside ask me perhaps")).endswith("1 Yes.\n2 No.")


async def test_not_while_a_meeting_is_on(group: Stage) -> None:
    await says(group, "Ann", may_ask="1")
    await to(group, NIGHT)
    await leads_on(group, "Bashir")
    await group.says("Bashir", "!start")
    await to(group, DAY)
    assert questions(group, "Ann") == 0
    await group.says("Bashir", "!end")
    await to(group, DAY + timedelta(hours=3))
    assert questions(group, "Ann") == 1


async def test_not_in_the_quiet_hours_of_the_group(group: Stage) -> None:
    await says(group, "Ann", may_ask="1")
    await to(group, NIGHT)

    def choose(tx: Tx) -> None:
        day = group.clock.now().date()
        settings.choose(tx, _id(group), settings.QUIET_HOURS, "16:00-11:30", day)
        group.app.groups.settle(tx)

    await group.app.db.write(choose)
    await to(group, DAY)
    assert questions(group, "Ann") == 0
    await to(group, DAY + timedelta(hours=3))
    assert questions(group, "Ann") == 1


async def test_not_over_another_question(group: Stage) -> None:
    await says(group, "Ann", may_ask="1")
    await to(group, NIGHT)
    await alone(group, "Ann", "change what helps me")
    await to(group, DAY)
    assert questions(group, "Ann") == 0
    await alone(group, "Ann", "stop")
    await group.jump(timedelta(days=1))
    assert questions(group, "Ann") == 1


async def test_not_in_a_quiet_and_not_in_the_evening_after_it(group: Stage) -> None:
    await says(group, "Ann", may_ask="1")
    await to(group, NIGHT)
    await group.says("Tom", "!quiet")
    await to(group, DAY + timedelta(hours=8))
    await group.says("Tom", "!carry on")
    await group.jump(timedelta(minutes=5))
    assert questions(group, "Ann") == 0
    await to(group, DAY + timedelta(days=1))
    assert questions(group, "Ann") == 1


async def test_after_a_time_away_it_comes_the_next_afternoon(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.group()
        await says(stage, "Ann", may_ask="1")
    async with on_stage(tmp_path, at=DAY + timedelta(hours=12)) as stage:
        await stage.jump(timedelta(seconds=1))
        assert questions(stage, "Ann") == 0, "it is 23:00"
        await to(stage, DAY + timedelta(days=1, minutes=-1))
        assert questions(stage, "Ann") == 0
        await to(stage, DAY + timedelta(days=1))
        assert questions(stage, "Ann") == 1


# Whoever plans.


async def test_whoever_plans_sees_instructions_with_no_names_and_no_numbers(group: Stage) -> None:
    nothing = await alone(group, "Bashir", "planning help")
    assert nothing.startswith("I have nothing to show now.")
    for who in ("Ann", "Tom"):
        await says(group, who, show=False, may_ask="2")
        assert await alone(group, "Bashir", "planning help") == nothing, "few have answered"
    await alone(group, "Joe", "what helps me", "2", "1", "pass", "pass", "2", "2")
    told = await alone(group, "Bashir", "planning help")
    assert told == (
        "What helps in this group: start after 10:30, end by 7 in the evening and large print."
        " I say no names and no numbers. Please do not guess who."
    )
    await says(group, "Priya", show=False)
    assert await alone(group, "Bashir", "planning help") == told


async def test_with_few_answers_only_what_may_be_guessed_is_shown(group: Stage) -> None:
    await says(group, "Ann", show=False)
    await alone(group, "Tom", "what helps me", "pass", "4", "pass", "Tea first.", "1")
    told = await alone(group, "Bashir", "planning help")
    assert told.startswith("What helps in this group: a phone call before the meeting.")
    assert "In somebody’s own words: “Tea first”." in told
    assert "10:30" not in told


async def test_a_line_of_ones_own_needs_a_yes_however_many_answered(group: Stage) -> None:
    for who in ("Ann", "Joe", "Priya"):
        await says(group, who)
    told = await alone(group, "Tom", "what helps me", "1", "pass", "pass", "Tea first")
    assert "Also: “Tea first”. Your own line is shown only if you choose that now." in told
    assert "Your own line is shown to nobody." in await alone(group, "Tom", "2")
    assert "Tea" not in await alone(group, "Bashir", "planning help")
    assert "“Tea first”" in await alone(group, "Tom", "what is kept")


async def test_a_line_with_a_name_in_it_is_asked_for_once_more(group: Stage) -> None:
    told = await alone(group, "Tom", "what helps me", "1", "pass", "pass", "Please ring Ann", "1")
    assert told.startswith("There may be a name in your line.")
    assert await kept(group) == {}
    await alone(group, "Tom", "Please ring first", "1")
    assert (await kept(group))["tom"][:2] == ("mornings", "Please ring first")


async def test_only_who_leads_sees_it(group: Stage) -> None:
    await says(group, "Ann")
    told = await alone(group, "Tom", "planning help")
    assert told.startswith("Only somebody who leads can do that.")
    assert "planning help" in await alone(group, "Bashir", "help")


async def test_the_room_hears_nothing_of_it(group: Stage) -> None:
    lines = len(group.bot_lines())
    await says(group, "Ann", may_ask="1")
    await alone(group, "Bashir", "planning help")
    await to(group, DAY)
    await alone(group, "Ann", "1", "forget what helps me")
    assert len(group.bot_lines()) == lines


# What it changes.


async def test_more_time_holds_in_every_session_and_nobody_is_told(group: Stage) -> None:
    await alone(group, "Bashir", "time hint 2")
    told = await alone(group, "Ann", "what helps me", "pass", "pass", "1", "pass", "2", "2")
    assert "You have more time for your turns now." in group.bot_lines(private(_who("ann")))[-2]
    assert told.startswith("That is fine.")
    for _ in range(2):
        await group.says("Bashir", "start")
        for who, hints in (("Ann", 0), ("Tom", 1)):
            before = len(group.bot_lines(private(_who("bashir"))))
            await group.says(who, "hand up")
            await group.later(10)
            await group.says("Bashir", "next")
            await group.jump(timedelta(minutes=5))
            assert len(group.bot_lines(private(_who("bashir")))) - before == hints, who
        await group.says("Bashir", "end")
        await group.later(61)


async def test_two_accounts_that_are_one_person_keep_what_was_said(group: Stage) -> None:
    await says(group, "Joe", may_ask="1")
    told = await alone(group, "Tom", "i am also")
    code = told.split("i am also ")[1].split(".")[0]
    await alone(group, "Joe", f"i am also {code}")
    assert list(await kept(group)) == ["tom"]
    assert "start after 10:30" in await alone(group, "Joe", "what helps me")
    assert await group.app.db.read(lambda tx: consent.of(tx, _id(group), _who("tom"))) == "yes"


async def test_what_the_other_account_said_itself_stays(group: Stage) -> None:
    await says(group, "Joe")
    await alone(group, "Tom", "what helps me", "2", "pass", "pass", "pass", "1")
    told = await alone(group, "Tom", "i am also")
    await alone(group, "Joe", "i am also " + told.split("i am also ")[1].split(".")[0])
    assert {who: row[0] for who, row in (await kept(group)).items()} == {"tom": "evenings"}


def _who(name: str) -> PersonId:
    return PersonId(f"stage:{name}")


def _id(stage: Stage) -> GroupId:
    group = stage.app.groups.of_room(ROOM)
    assert group is not None
    return group.id


def _asking(tx: Tx) -> int:
    return len(tx.all("SELECT id FROM due WHERE job = 'access.ask-again'"))

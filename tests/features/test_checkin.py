"""Dialogues about rounds: real database, given clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from shutil import copytree

import pytest
from stage import ROOM, START, WORDS, Stage, on_stage, person

from bot import forms, packing, schedule
from bot.catalogue import prompts, sections
from bot.db import Tx
from bot.features.checkin.handlers import PASSED as PASSES
from bot.model import FromBank, Heard, PersonId, Right, RoomId, say
from bot.words import Words

PASSED = "You passed. That is fine. Nothing is shown."

TABLES = ("checkin_answer", "checkin_draft")


@pytest.fixture
async def rounds(stage: Stage) -> Stage:
    """A group that has said yes to rounds. No meeting is on."""
    return await ready(stage)


async def ready(stage: Stage) -> Stage:
    await stage.group()
    await stage.says("Bashir", "!switch on rounds")
    await stage.says("Bashir", "!group says yes rounds")
    await stage.says("Bashir", "!by phone Dilys")
    await stage.later(61)
    return stage


async def alone(stage: Stage, who: str, *lines: str) -> str:
    """Somebody says these one after the other in private: what they are told at last."""
    for line in lines:
        await stage.says(who, line, alone=True)
    return stage.to(who)


async def meeting(stage: Stage) -> Stage:
    await stage.says("Bashir", "start")
    await stage.later(61)
    return stage


async def kept(stage: Stage) -> int:
    """How many answers and drafts are in the database."""

    def count(tx: Tx) -> int:
        rows = (tx.one(f"SELECT count(*) FROM {table}") for table in TABLES)
        return sum(row[0] for row in rows if row)

    return await stage.app.db.read(count)


async def asked(stage: Stage) -> list[PersonId]:
    """Who is in the middle of a form."""
    return await stage.app.db.read(forms.people)


async def between(stage: Stage, question: str = "What is new?", days: str = "3") -> None:
    await alone(stage, "Bashir", "round between", question, days, "1")


async def to_gathering(stage: Stage) -> None:
    """Friday 15 May, 10:00 in London."""
    await stage.jump(START + timedelta(days=2, hours=23, minutes=45) - stage.clock.now())


# Switched on by the group.


async def test_rounds_are_off_until_the_group_says_yes(stage: Stage) -> None:
    await stage.meeting()
    await stage.says("Bashir", "go round")
    assert "I do not help with rounds here yet." in stage.to("Bashir")
    assert "answer ahead" not in (await alone(stage, "Ann", "menu")).lower()
    await alone(stage, "Ann", "answer ahead")
    assert "I do not help with rounds here yet." in stage.to("Ann")


async def test_menu_and_help_show_only_what_works_now(rounds: Stage) -> None:
    assert "Answer ahead" in await alone(rounds, "Ann", "menu")
    assert "My answer" not in await alone(rounds, "Ann", "menu")
    assert "go round" not in await alone(rounds, "Bashir", "help")
    await between(rounds)
    assert "My answer" in await alone(rounds, "Ann", "menu")
    assert "round between" not in await alone(rounds, "Bashir", "help")
    await meeting(rounds)
    assert "go round" in await alone(rounds, "Bashir", "help")
    assert "go round" not in await alone(rounds, "Ann", "help")


# A live round.


async def test_a_round_is_one_line_and_then_the_bot_listens(rounds: Stage) -> None:
    await meeting(rounds)
    before = len(rounds.bot_lines())
    await rounds.says("Bashir", "go round")
    assert rounds.room().startswith("First round. ")
    assert "Pass is fine. No replies now, we just listen. Bashir goes last." in rounds.room()
    await rounds.says("Priya", "My son slept through. So did I.")
    await rounds.says("Grace", "pass")
    await rounds.says("Femi", "the bus came!!")
    await rounds.later(300)
    await rounds.says("Bashir", "last round")
    assert rounds.room().startswith("Last round. ")
    assert rounds.room().endswith(
        "Few words are enough. Pass is fine. No replies now. Bashir goes last."
    )
    assert len(rounds.bot_lines()) == before + 2


async def test_only_a_facilitator_opens_a_round_and_only_in_a_meeting(rounds: Stage) -> None:
    lines = len(rounds.bot_lines())
    await alone(rounds, "Bashir", "go round")
    assert rounds.to("Bashir").startswith("No meeting is on now.")
    assert len(rounds.bot_lines()) == lines
    await meeting(rounds)
    lines = len(rounds.bot_lines())
    await rounds.says("Ann", "go round")
    assert rounds.to("Ann").startswith("Only somebody who leads can do that.")
    assert len(rounds.bot_lines()) == lines


async def test_talk_is_no_word_for_the_bot(rounds: Stage) -> None:
    await meeting(rounds)
    lines = len(rounds.bot_lines())
    await rounds.says("Bashir", "go round the corner and turn left")
    await rounds.says("Bashir", "last round was good")
    assert len(rounds.bot_lines()) == lines
    assert "corner" not in rounds.to("Bashir")


@pytest.mark.parametrize(
    "typed", ["go round: What made you smile?", "!go round What made you smile?"]
)
async def test_their_own_question_typed_in_the_room(rounds: Stage, typed: str) -> None:
    await meeting(rounds)
    await rounds.says("Bashir", typed)
    assert rounds.room().startswith(
        "First round. Bashir asks: “What made you smile?” Speak or type"
    )


async def test_their_own_question_typed_in_private_is_not_posted(rounds: Stage) -> None:
    await meeting(rounds)
    lines = len(rounds.bot_lines())
    told = await alone(rounds, "Bashir", "go round: What made you smile?")
    assert told.startswith("Please type your own question in the room.")
    assert len(rounds.bot_lines()) == lines
    assert "I have said it in the room." in await alone(rounds, "Bashir", "go round")


async def test_two_leads_open_one_round_and_later_another_question(rounds: Stage) -> None:
    await rounds.says("Bashir", "!facilitator Ann")
    await rounds.says("Ann", "!i will lead")
    await meeting(rounds)
    await rounds.says("Bashir", "go round", event="stage:round")
    first, lines = rounds.room(), len(rounds.bot_lines())
    await rounds.says("Bashir", "go round", event="stage:round")
    await rounds.says("Ann", "go round")
    assert rounds.to("Ann").startswith("A round has just begun.")
    assert len(rounds.bot_lines()) == lines
    await rounds.later(11)
    await rounds.says("Ann", "go round")
    assert len(rounds.bot_lines()) == lines + 1
    assert rounds.room() != first


async def test_no_round_in_quiet(rounds: Stage) -> None:
    await meeting(rounds)
    await rounds.says("Femi", "quiet")
    lines = len(rounds.bot_lines())
    await rounds.says("Bashir", "go round")
    assert rounds.to("Bashir").startswith("It is quiet now")
    assert len(rounds.bot_lines()) == lines


async def test_each_question_once_until_all_are_used_up(rounds: Stage) -> None:
    await meeting(rounds)
    names = sections("checkin-questions")["first"]
    heard = []
    for _ in range(len(names) + 1):
        await rounds.jump(timedelta(seconds=61))
        await rounds.says("Bashir", "go round")
        heard.append(rounds.room().partition(" round. ")[2])  # "First round" is said only once
    assert len(set(heard[:-1])) == len(names)
    assert heard[-1] in heard[:-2]


async def test_somebody_else_could_begin_each_time_and_only_the_lead_is_told(
    rounds: Stage,
) -> None:
    hints = []
    for _ in range(3):
        await meeting(rounds)
        await rounds.says("Bashir", "go round")
        hints.append(rounds.to("Bashir").split(" could begin the round this time.")[0])
        await rounds.says("Bashir", "end")
        await rounds.later(61)
    assert len(set(hints)) == 3
    assert "Bashir" not in hints
    assert not any("could begin" in line for line in rounds.bot_lines())


async def test_easy_words_also_for_the_question(rounds: Stage) -> None:
    easy = {question.easy for question in Words.load().bank("checkin-questions")}
    await rounds.says("Bashir", "!easy words")
    await meeting(rounds)
    await rounds.says("Bashir", "go round")
    assert any(question in rounds.room() for question in easy)


# Answers ahead.


async def test_an_answer_is_seen_whole_before_it_is_kept(rounds: Stage) -> None:
    shown = await alone(rounds, "Ann", "answer ahead", "I am on the train.")
    assert shown.startswith("This goes to North Town group, with your name. It says: “I am on the")
    assert await kept(rounds) == 0
    asked = await alone(rounds, "Ann", "change it")
    assert "What would you like to say?" in asked
    told = await alone(rounds, "Ann", "I am on the bus.", "1")
    assert told.startswith("Kept for the next first round")
    assert await kept(rounds) == 1


async def test_ahead_answers_are_posted_once_and_then_gone(rounds: Stage) -> None:
    await alone(rounds, "Bashir", "answer for Dilys", "My tomatoes are up.", "1")
    await alone(rounds, "Ann", "answer ahead", "Late today.", "1")
    await alone(rounds, "Ann", "answer ahead", "I am on the train.", "1")
    await meeting(rounds)
    await rounds.says("Bashir", "go round")
    sent = "\nDilys sent this: “My tomatoes are up.”\nAnn sent this: “I am on the train.”"
    assert rounds.room().endswith("Bashir goes last." + sent)
    assert await kept(rounds) == 0
    assert rounds.to("Bashir").split()[0] not in ("Dilys", "Ann", "Bashir")
    await rounds.later(11)
    await rounds.says("Bashir", "go round")
    assert "sent this" not in rounds.room()


async def test_an_answer_only_for_the_lead_never_reaches_the_room(rounds: Stage) -> None:
    lines = len(rounds.bot_lines())
    told = await alone(rounds, "Tom", "answer ahead", "I may cry today.", "3")
    assert told == "I told Bashir, and nobody else. I have not kept it."
    assert rounds.to("Bashir").endswith("Tom tells only those who lead: “I may cry today.”")
    assert len(rounds.bot_lines()) == lines
    assert await kept(rounds) == 0


async def test_the_only_lead_has_nobody_else_to_tell(rounds: Stage) -> None:
    told = await alone(rounds, "Bashir", "answer ahead", "I am tired.", "3")
    assert told == "Nobody else leads this group now. I told nobody, and kept nothing."


async def test_telling_the_lead_says_that_an_earlier_answer_still_goes_out(rounds: Stage) -> None:
    await alone(rounds, "Tom", "answer ahead", "I come late.", "1")
    told = await alone(rounds, "Tom", "answer ahead", "My train is stuck.", "3")
    assert "An earlier answer still goes to the group" in told


async def test_pass_stop_and_leave_it_keep_nothing(rounds: Stage) -> None:
    assert await alone(rounds, "Ann", "answer ahead", "pass") == PASSED
    assert await alone(rounds, "Ann", "answer ahead", "Hm", "4") == "That is fine. I have stopped."
    assert await alone(rounds, "Ann", "answer ahead", "stop") == "That is fine. I have stopped."
    assert await kept(rounds) == 0


async def test_a_word_of_the_form_is_also_a_word_of_ones_own(rounds: Stage) -> None:
    assert "It says: “change”" in await alone(rounds, "Ann", "answer ahead", "change")


async def test_an_answer_can_be_taken_back(rounds: Stage) -> None:
    nothing = "I keep no answer of yours now."
    assert await alone(rounds, "Ann", "take back my answer") == nothing
    await alone(rounds, "Ann", "answer ahead", "I am away.", "1")
    told = await alone(rounds, "Ann", "take back my answer")
    assert told == "It is taken back. Nobody was told."
    assert await kept(rounds) == 0


async def test_answers_for_the_phone_by_name_or_number(rounds: Stage) -> None:
    assert (await alone(rounds, "Bashir", "answer for")).startswith("Who is on the phone?")
    told = await alone(rounds, "Bashir", "answer for Dillys")
    assert told == "I do not know “Dillys” on the phone here. Who is it?\n1 Dilys."
    shown = await alone(rounds, "Bashir", "1", "My tomatoes are up.")
    assert shown.startswith("This goes to North Town group, with the name Dilys.")
    assert "Please read it to Dilys first." in shown
    assert (await alone(rounds, "Bashir", "back", "Beans.", "1")).startswith("Kept, with the name")
    assert await kept(rounds) == 1
    await alone(rounds, "Bashir", "take back for Dilys")
    assert await kept(rounds) == 0
    assert (await alone(rounds, "Bashir", "answer for Ann")).startswith("I do not know “Ann”")


async def test_nobody_on_the_phone(stage: Stage) -> None:
    await stage.group()
    await stage.says("Bashir", "!switch on rounds")
    await stage.says("Bashir", "!group says yes rounds")
    assert (await alone(stage, "Bashir", "answer for Dilys")).startswith("Nobody takes part by")


async def test_who_leaves_takes_their_answers_along(rounds: Stage) -> None:
    await alone(rounds, "Ann", "answer ahead", "I am away.", "1")
    await rounds.says("Bashir", "!switch off rounds")
    await rounds.app.left(PersonId("stage:ann"), ROOM)
    assert await kept(rounds) == 0


async def test_an_answer_waits_six_weeks(rounds: Stage) -> None:
    await alone(rounds, "Ann", "answer ahead", "I am away.", "1")
    await rounds.jump(timedelta(days=10))
    await alone(rounds, "Tom", "answer ahead", "Me too.", "1")
    await rounds.jump(timedelta(weeks=6, days=-10))
    assert await kept(rounds) == 1
    await rounds.jump(timedelta(days=10))
    assert await kept(rounds) == 0


async def test_many_long_answers_all_come_in_messages_that_fit(rounds: Stage) -> None:
    people = [f"Member {n}" for n in range(12)]
    for n, who in enumerate(people):
        await alone(rounds, who, "say hello", "answer ahead", f"{n} " + "word " * 70, "1")
    await meeting(rounds)
    lines = len(rounds.bot_lines())
    await rounds.says("Bashir", "go round")
    said = rounds.bot_lines()[lines:]
    assert all(len(line) <= 1900 for line in said)
    assert all(sum(f"{who} sent this" in line for line in said) == 1 for who in people)


async def presses(stage: Stage, who: str, text: str, **fields: str) -> str:
    """Somebody presses a choice, or sends a whole form, in private: what they are told."""
    heard = Heard(
        event=f"stage:press-{stage.clock.now()}-{text}",
        by=person(who),
        text=text,
        at=stage.clock.now(),
        pressed=True,
        shares=(ROOM,),
        fields=fields or None,
    )
    await stage.app.hear(heard)
    await stage.settle()
    return stage.to(who)


@pytest.mark.parametrize("word", ["answer ahead", "my answer", "answer for Dilys"])
async def test_pass_is_an_answer(rounds: Stage, word: str) -> None:
    await between(rounds)
    for answer in ("pass", "Pass.", "1"):
        assert await alone(rounds, "Bashir", word, answer) == PASSED
        assert not await asked(rounds)
    await alone(rounds, "Bashir", word)
    assert await presses(rounds, "Bashir", PASSES) == PASSED
    assert await alone(rounds, "Bashir", word, "Hm.", "2", "pass") == PASSED
    assert await kept(rounds) == 0


async def test_pass_in_a_form_sent_whole(rounds: Stage) -> None:
    assert await presses(rounds, "Ann", "answer ahead", words="pass") == PASSED
    assert not await asked(rounds)


async def test_forms_refuse_before_they_take_words(rounds: Stage) -> None:
    told = await alone(rounds, "Ann", "my answer")
    assert told.startswith("No round between meetings is open now.")
    for word in ("answer ahead", "my answer", "answer for Dilys"):
        assert "say hello" in await alone(rounds, "Grace Newcome", word)
    told = await alone(rounds, "Bashir", "answer for Nobody")
    assert told.startswith("I do not know")
    assert not await asked(rounds)


async def test_any_member_answers_for_the_phone_but_nobody_else(rounds: Stage) -> None:
    shown = await alone(rounds, "Ann", "answer for Dilys", "Beans.")
    assert "with the name Dilys" in shown
    assert (await alone(rounds, "Ann", "1")).startswith("Kept, with the name Dilys")
    assert (await alone(rounds, "Ann", "take back for Dilys")).startswith("It is taken back.")
    assert (await alone(rounds, "Ann", "answer for Tom")).startswith("I do not know “Tom”")


async def test_my_answer_shows_the_question(rounds: Stage) -> None:
    await between(rounds)
    told = await alone(rounds, "Ann", "my answer")
    assert told.startswith("Bashir asks: “What is new?” Pass is fine. About 60 words fit.")
    again = await alone(rounds, "Ann", "Hm.", "2")
    assert again == told


async def test_a_first_meeting_is_asked_nothing_about_an_earlier_one(rounds: Stage) -> None:
    sections = {one.text: one.section for one in WORDS.bank("checkin-questions")}

    async def asked() -> str:
        await rounds.says("Bashir", "go round")
        said = rounds.room()
        await rounds.later(11)
        return next(section for text, section in sections.items() if text in said)

    await meeting(rounds)
    assert {await asked() for _ in range(12)} == {"first"}
    await rounds.says("Bashir", "end")
    await rounds.later(61)
    await meeting(rounds)
    # All questions come once before any comes again, so those about earlier meetings come too.
    assert "again" in [await asked() for _ in range(len(sections) - 12)]


# Between meetings.


async def test_a_number_never_posts_what_post_it_once_meant(rounds: Stage) -> None:
    await alone(rounds, "Bashir", "round between", "What is new?", "3")
    lines = len(rounds.bot_lines())
    shown = await alone(rounds, "Bashir", "answer ahead", "Late today.", "post it")
    assert shown.startswith("Kept for the next first round")
    assert len(rounds.bot_lines()) == lines


async def test_a_day_too_soon_becomes_the_next_that_works(rounds: Stage) -> None:
    await between(rounds, days="7")
    await rounds.jump(timedelta(days=7, hours=3))
    shown = await alone(rounds, "Bashir", "round between", "And now?", "1")
    assert "And now?" in shown
    assert "Tuesday 26 May" in shown


async def test_a_round_between_meetings(rounds: Stage) -> None:
    shown = await alone(rounds, "Bashir", "round between", "What is *new*?", "3")
    post = (
        "A round between meetings. Bashir asks: “What is *new*?” To answer, open our private chat."
        " Type: my answer. Pass is fine, and nobody is listed. I post all answers together on"
        " Friday 15 May at 10:00."
    )
    choices = "\n1 Post it.\n2 Change it.\n3 Leave it."
    assert shown == f"This goes to North Town group. It says: {post}{choices}"
    assert rounds.room() != post
    await alone(rounds, "Bashir", "1")
    assert rounds.room() == post
    told = await alone(rounds, "Ann", "my answer", "A kettle.", "1")
    assert told.startswith("Kept. All answers come together on Friday 15 May at 10:00.")
    await alone(rounds, "Tom", "my answer", "pass")
    await alone(rounds, "Bashir", "answer for Dilys", "Beans.", "1")
    lines = len(rounds.bot_lines())
    await rounds.jump(START + timedelta(days=2, hours=23, minutes=44) - rounds.clock.now())
    assert len(rounds.bot_lines()) == lines
    await to_gathering(rounds)
    assert len(rounds.bot_lines()) == lines + 1
    start = "Our round between meetings. Bashir asks: “What is *new*?”\n"
    end = "\nThank you. No replies are needed."
    both = ("Ann says: “A kettle.”", "Dilys says: “Beans.”")
    orders = ("\n".join(order) for order in (both, both[::-1]))
    assert rounds.room() in (start + order + end for order in orders)
    assert await kept(rounds) == 0
    told = await alone(rounds, "Ann", "my answer")
    assert told.startswith("No round between meetings is open now.")


async def test_a_question_of_the_bank_is_shown_before_it_is_posted(rounds: Stage) -> None:
    shown = await alone(rounds, "Bashir", "round between", "1", "tomorrow")
    other = await alone(rounds, "Bashir", "2", "1", "1")
    assert shown != other
    await alone(rounds, "Bashir", "1")
    assert rounds.room() in other


async def test_nobody_answered_is_one_kind_line(rounds: Stage) -> None:
    await between(rounds)
    await to_gathering(rounds)
    kind = "Our round between meetings is over. It was a quiet one, and that is fine."
    assert rounds.room() == kind


async def test_only_the_post_that_was_shown_last_can_be_posted(rounds: Stage) -> None:
    await alone(rounds, "Bashir", "round between", "What is new?", "3")
    lines = len(rounds.bot_lines())
    assert (await alone(rounds, "Bashir", "post round 7")).startswith("That post is no longer")
    await rounds.jump(timedelta(days=3))
    assert await kept(rounds) == 0
    assert (await alone(rounds, "Bashir", "1")).startswith("That post is no longer")
    assert len(rounds.bot_lines()) == lines


async def test_nothing_is_opened_or_gathered_in_quiet(rounds: Stage) -> None:
    await alone(rounds, "Bashir", "round between", "What is new?", "3")
    await rounds.says("Femi", "!quiet")
    lines = len(rounds.bot_lines())
    assert (await alone(rounds, "Bashir", "1")).startswith("It is quiet now.")
    assert len(rounds.bot_lines()) == lines
    await rounds.says("Femi", "!carry on")
    await alone(rounds, "Bashir", "1")
    await alone(rounds, "Ann", "my answer", "A kettle.", "1")
    await rounds.says("Femi", "!quiet")
    lines = len(rounds.bot_lines())
    await to_gathering(rounds)
    await rounds.later(200)
    assert len(rounds.bot_lines()) == lines
    await rounds.says("Femi", "!carry on")
    await rounds.later(61)
    assert "Ann says: “A kettle.”" in rounds.room()
    assert "late" not in rounds.room()


async def test_a_meeting_is_not_interrupted(rounds: Stage) -> None:
    await between(rounds)
    await alone(rounds, "Ann", "my answer", "A kettle.", "1")
    await rounds.jump(START + timedelta(days=2, hours=23) - rounds.clock.now())
    await meeting(rounds)
    await to_gathering(rounds)
    assert "kettle" not in rounds.room()
    await rounds.says("Bashir", "end")
    await rounds.jump(timedelta(hours=1))
    assert "Ann says: “A kettle.”" in rounds.room()
    assert "can come on" in await alone(rounds, "Bashir", "round between")


async def test_the_room_gets_one_such_round_a_week(rounds: Stage) -> None:
    await between(rounds)
    told = await alone(rounds, "Bashir", "round between")
    assert told.startswith("A round between meetings is open already.")
    await to_gathering(rounds)
    told = await alone(rounds, "Bashir", "round between")
    assert "The next one can come on" in told
    assert not await asked(rounds)
    assert await kept(rounds) == 0
    await rounds.jump(timedelta(days=6))
    assert "And now?" in await alone(rounds, "Bashir", "round between", "And now?", "1")


async def test_switched_off_nothing_is_posted_and_nothing_stays(rounds: Stage) -> None:
    await between(rounds)
    await alone(rounds, "Ann", "my answer", "A kettle.", "1")
    await rounds.says("Bashir", "!switch off rounds")
    lines = len(rounds.bot_lines())
    await to_gathering(rounds)
    assert len(rounds.bot_lines()) == lines
    assert await kept(rounds) == 0


async def test_a_form_goes_on_and_a_late_post_says_so_after_a_restart(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await between(stage)
        await alone(stage, "Ann", "my answer", "A kettle.")
    async with on_stage(tmp_path, START + timedelta(hours=1)) as stage:
        await stage.says("Ann", "1", alone=True, event="stage:after-the-restart")
        assert stage.to("Ann").startswith("Kept.")
    async with on_stage(tmp_path, START + timedelta(days=4)) as stage:
        await stage.settle()
        assert "This comes late, because I was switched off.\nAnn says:" in stage.room()
    async with on_stage(tmp_path, START + timedelta(days=5)) as stage:
        await stage.settle()
        assert stage.bot_lines() == []


async def test_ten_o_clock_stays_ten_o_clock_over_the_change_of_clocks(tmp_path: Path) -> None:
    saturday = START.replace(month=10, day=24)  # clocks go back in the night to Sunday
    async with on_stage(tmp_path, saturday) as stage:
        await ready(stage)
        await between(stage, days="1")
        due = await stage.app.db.read(schedule.next_time)
        assert due == saturday.replace(day=25, hour=10, minute=0)


async def test_posting_and_gathering_happen_once_when_heard_twice(rounds: Stage) -> None:
    await alone(rounds, "Bashir", "round between", "What is new?", "3")
    lines = len(rounds.bot_lines())
    for _ in range(2):
        await rounds.says("Bashir", "1", alone=True, event="stage:post")
    assert len(rounds.bot_lines()) == lines + 1
    for _ in range(2):
        await rounds.says("Ann", "my answer", alone=True, event="stage:mine")
    await alone(rounds, "Ann", "A kettle.", "1")
    await to_gathering(rounds)
    await rounds.jump(timedelta(days=1))
    assert len(rounds.bot_lines()) == lines + 2


async def test_two_rooms_hear_one_round(rounds: Stage) -> None:
    upstairs = RoomId("stage:upstairs")
    await rounds.app.arrived(upstairs, "Upstairs", person("Bashir"), frozenset({Right.MANAGE}))
    code = (
        (await alone(rounds, "Bashir", f"for group {1}", "link")).split("!link ")[1].split(".")[0]
    )
    await rounds.says("Bashir", f"!link {code}", room=upstairs)
    await meeting(rounds)
    await rounds.says("Bashir", "go round")
    assert rounds.room() == rounds.room(upstairs)
    assert rounds.room().startswith("First round.")


# A question of a bank, as a fact.


def test_a_question_survives_the_outbox() -> None:
    one = say("checkin.first", ask=FromBank("checkin-questions", "smile"), lead=person("Bashir"))
    assert packing.unpack(packing.pack(one)) == replace(one)


def test_a_question_another_language_lacks_is_asked_in_english(tmp_path: Path) -> None:
    copytree(str(prompts()), tmp_path / "prompts")
    welsh = tmp_path / "prompts" / "cy"
    welsh.mkdir(exist_ok=True)
    (welsh / "more.ftl").write_text("word-go-round = rownd\n", "utf-8")
    (welsh / "checkin-questions.txt").write_text("# first\nsmile | Gwên? | Gwenu?\n", "utf-8")
    words = Words.load(tmp_path / "prompts")
    assert words.question(FromBank("checkin-questions", "smile"), "cy") == "Gwên?"
    assert words.question(FromBank("checkin-questions", "smile"), "cy", easy=True) == "Gwenu?"
    english = words.question(FromBank("checkin-questions", "weather"), "cy")
    assert english == "Which kind of weather do you like?"
    assert ("cy", "checkin-questions: weather") in words.missing
    with pytest.raises(KeyError):
        words.question(FromBank("checkin-questions", "gone"))

"""Passing on, more time and being away are said in the open; a reply comes in word for word."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from points import LEAD, NIGHTS, alone, answers, group, now, point
from stage import Stage, on_stage, person

from bot.ledger import State
from bot.mail import Never, NotNow
from bot.model import private

DAY = timedelta(days=1)
LENA = ("answerer by email", "Lena", "lena@council.example", "1 September", "1")
WORDS = "We looked at this twice. There is no money for nights until March."


class Post:
    """A mail server that keeps what it is given."""

    sender = "alongside@example.org"

    def __init__(self) -> None:
        self.sent: list[EmailMessage] = []

    def send(self, message: EmailMessage) -> None:
        self.sent.append(message)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(tmp_path) as stage:
        await group(stage)
        await alone(stage, LEAD, *LENA)
        await point(stage, by=date(2026, 5, 22))
        await stage.later(61)
        yield stage


def unasked(stage: Stage, who: str) -> list[str]:
    lines = stage.bot_lines(private(person(who).id))
    return [one for one in lines if one.startswith("A message from Alongside.")]


async def days(stage: Stage, number: int) -> None:
    for _ in range(number * 4):
        await stage.jump(DAY / 4)


# In the open.


async def test_a_point_is_passed_on_in_the_open_and_nobody_promises_in_their_name(
    stage: Stage,
) -> None:
    await stage.says("Tom", "!pass on 1 to Sam")
    assert stage.to("Tom").startswith("Whoever is asked to answer point 1, or leads")
    await stage.says("Ana", "!pass on 1 to Sam")
    assert stage.room() == (
        "Ana passes point 1 on to Sam. Sam has promised nothing yet."
        " An answer is hoped for by Friday 22 May."
    )
    one = await now(stage)
    assert (one.answerer, one.promised_by) == ("stage:sam", None)
    await stage.says("Sam", "!pass on 1 to Sam")
    assert stage.to("Sam") == "Sam is asked to answer point 1 already."
    await stage.says("Sam", "!pass on 1 to Zoe")
    assert stage.to("Sam").startswith("I know nobody called Zoe here.")


async def test_whoever_answers_points_can_pass_on_one_that_nobody_has(stage: Stage) -> None:
    await point(stage, "Nobody has this.", answerer=None, by=date(2026, 5, 22))
    await stage.says("Tom", "!pass on 2 to Sam")
    assert stage.to("Tom").startswith("Whoever is asked to answer point 2, or leads")
    await stage.says("Ana", "!more time 2 until 29 May")
    assert stage.room().startswith("Ana needs more time for point 2: until Friday 29 May.")
    assert (await now(stage, 2)).answerer == person("Ana").id  # so it is hers now
    await point(stage, "Nor this.", answerer=None)
    await stage.says("Ana", "!pass on 3 to Sam")
    assert (await now(stage, 3)).answerer == person("Sam").id


async def test_what_somebody_no_longer_answers_is_open_to_others(stage: Stage) -> None:
    await stage.says(LEAD, "!answerer Sam until 1 August")
    await stage.says("Sam", "!i will answer points")
    await stage.later(61)
    assert (await alone(stage, "Sam", "answer 1")).startswith("Somebody else is asked")
    await stage.says("Ana", "!stop answering points")
    assert stage.room() == (
        "Ana answered points until today. Thank you. Nobody is asked now to answer point 1."
        " To ask somebody, whoever leads types: !pass on 1 to, and a name."
    )
    assert (await alone(stage, "Sam", "answer 1")).startswith("Thank you. It is posted only")


async def test_what_somebody_outside_who_is_forgotten_had_is_open_to_others(stage: Stage) -> None:
    await stage.says("Ana", "!pass on 1 to Lena")
    told = await alone(stage, LEAD, "forget answerer Lena")
    assert "Nobody is asked now to answer point 1. To ask somebody" in told
    assert (await alone(stage, "Ana", "answer 1")).startswith("Thank you. It is posted only")


async def test_a_role_that_ends_with_its_day_leaves_no_point_with_somebody_who_hears_nothing(
    stage: Stage,
) -> None:
    await point(stage, answerer="Ana", by=date(2026, 9, 3))
    await days(stage, 115)  # past 1 September
    said = " ".join(stage.bot_lines())
    assert "Point 2 has no answer yet. It was due on Thursday 3 September. Nobody has said" in said
    assert (await now(stage)).answerer is None


async def test_a_point_is_passed_on_to_somebody_outside(stage: Stage) -> None:
    await stage.says("Ana", "!pass on 1 to lena")
    assert stage.room().startswith("Ana passes point 1 on to Lena, who is not in this chat.")
    assert stage.room().endswith("They type to me alone: send point 1.")
    assert (await now(stage)).answerer is not None


async def test_more_time_is_said_once_and_with_a_reason_after_that(stage: Stage) -> None:
    await stage.says("Ana", "!more time 1 until 29 May")
    assert stage.room() == (
        "Ana needs more time for point 1: until Friday 29 May. Before, it was Friday 22 May."
    )
    assert (await now(stage)).due == date(2026, 5, 29)
    await stage.says("Ana", "!more time 1 until 3 June")
    assert stage.to("Ana").startswith("Point 1 had more time once. Please say why")
    assert (await now(stage)).due == date(2026, 5, 29)
    await stage.later(61)
    await stage.says("Ana", "!more time 1 until 3 June because Lena is on leave until 2 June")
    assert stage.room().endswith("Why: “Lena is on leave until 2 June”")
    assert (await now(stage)).due == date(2026, 6, 3)


@pytest.mark.parametrize("day", ["20 May", "22 May", "yesterday", "blah"])
async def test_more_time_is_a_later_day(stage: Stage, day: str) -> None:
    await stage.says("Ana", f"!more time 1 until {day}")
    assert "is no later day" in stage.to("Ana")
    assert (await now(stage)).due == date(2026, 5, 22)


async def test_more_time_ends_where_the_group_waits_no_longer(stage: Stage) -> None:
    await stage.says("Ana", "!more time 1 until 1 December")
    assert stage.to("Ana").startswith("The group waits until Tuesday 4 August at most.")


async def test_away_is_said_with_what_is_due_and_never_why(stage: Stage) -> None:
    await stage.says("Ana", "!away until Monday 25 May")
    assert stage.room() == (
        "Ana is away until Monday 25 May. An answer to point 1 is hoped for before that."
    )
    assert "Ana is away until Monday 25 May." in await alone(stage, "Tom", "who answers points")
    assert (await alone(stage, "Tom", "points 1")).endswith("Ana is away until Monday 25 May.")
    await stage.later(61)
    await stage.says("Ana", "!i am back")
    assert stage.room() == "Ana is here again."
    assert "away" not in await alone(stage, "Tom", "who answers points")
    await stage.says("Tom", "!away until Monday")
    assert stage.to("Tom") == "You do not answer points here now."


async def test_somebody_outside_is_away_by_the_word_of_whoever_leads_and_never_why(
    stage: Stage,
) -> None:
    await stage.says("Ana", "!pass on 1 to lena")
    await stage.later(61)
    await stage.says("Bashir", "!answerer away Lena until Monday 25 May")
    assert stage.room() == (
        "Lena, who answers by e-mail, is away until Monday 25 May."
        " An answer to point 1 is hoped for before that."
    )
    assert "Lena is away until Monday 25 May." in await alone(stage, "Tom", "who answers points")
    assert (await alone(stage, "Tom", "points 1")).endswith("Lena is away until Monday 25 May.")
    await stage.later(61)
    await stage.says("Bashir", "!answerer back Lena")
    assert stage.room() == "Lena, who answers by e-mail, is here again."
    await stage.says("Bashir", "!answerer back Lena")
    assert stage.to("Bashir") == "I did not know Lena as away."
    assert "away" not in await alone(stage, "Tom", "who answers points")


async def test_nobody_is_said_to_be_away_by_another_who_can_say_it(stage: Stage) -> None:
    heard = stage.room()
    await stage.says("Bashir", "!answerer away Ana until Monday 25 May")
    assert stage.to("Bashir") == "Ana is in the chat, and can say so there: !away."
    await stage.says("Bashir", "!answerer away Nobody until Monday 25 May")
    assert "Nobody" in stage.to("Bashir")
    await stage.says("Bashir", "!answerer away Lena until yesterday")
    await stage.says("Tom", "!answerer away Lena until Monday 25 May")
    assert stage.room() == heard


async def test_being_away_outside_is_over_with_the_day(stage: Stage) -> None:
    await stage.says("Bashir", "!answerer away Lena until Monday 18 May")
    await days(stage, 7)
    assert "away" not in await alone(stage, "Tom", "who answers points")


# Unasked: one list a week, one note on the day.


async def test_whoever_said_yes_gets_one_list_a_week_and_a_note_on_the_day(stage: Stage) -> None:
    await days(stage, 5)
    assert unasked(stage, "Ana") == []
    await days(stage, 2)  # Monday 18 May
    (told,) = unasked(stage, "Ana")
    assert told == (
        "A message from Alongside. The group has a question for you: point 1 by Friday 22 May."
        " Short and honest is enough. It is posted only when you say: post."
        "\n1 Answer point 1.\n2 My points."
    )
    await days(stage, 4)  # Friday 22 May
    assert unasked(stage, "Ana")[1:] == [
        "A message from Alongside. Today an answer to point 1 is hoped for."
        " Short and honest is enough. It is posted only when you say: post."
        "\n1 Answer point 1.\n2 My points."
    ]
    await days(stage, 20)
    assert len(unasked(stage, "Ana")) == 5, "a list on each Monday, and the note of the day"
    for who in ("Tom", "Priya", LEAD, "Sam"):
        assert unasked(stage, who) == []


async def test_the_list_says_what_is_late_and_names_no_more_than_five(stage: Stage) -> None:
    for n in range(6):
        await point(stage, f"Point {n}.", by=date(2026, 6, 1))
    await days(stage, 14)  # Monday 25 May
    told = unasked(stage, "Ana")[-1]
    assert "The group has 7 questions for you: point 1 since Friday 22 May, point 2 by" in told
    assert ", point 5 by Monday 1 June, 2 more." in told


async def test_on_the_day_of_a_promise_it_is_not_called_unanswered(stage: Stage) -> None:
    await alone(stage, "Ana", "answer 1", "1", "2", "New words.", "22 May", "1")
    await days(stage, 11)  # Friday 22 May
    assert unasked(stage, "Ana")[-1].startswith(
        "A message from Alongside. Today is the promised day for point 1. Is it done?"
    )


async def test_where_a_word_belongs_is_said_with_the_word(stage: Stage) -> None:
    told = await alone(stage, "Ana", "pass on 1 to Sam")
    assert told == (
        "Please type that in the room. Everybody can see it there. It begins: !pass on."
    )


async def test_nobody_who_did_not_say_yes_gets_anything(stage: Stage) -> None:
    await stage.says("Ana", "!pass on 1 to Sam")
    await stage.says("Ana", "!stop answering points")
    await days(stage, 21)
    assert unasked(stage, "Ana") == unasked(stage, "Sam") == []


async def test_whoever_is_away_gets_nothing_until_they_are_back(stage: Stage) -> None:
    await stage.says("Ana", "!away until Tuesday 26 May")
    await days(stage, 13)
    assert unasked(stage, "Ana") == []
    await days(stage, 8)
    assert len(unasked(stage, "Ana")) == 1


async def test_a_list_that_came_while_the_bot_was_off_comes_once(stage: Stage) -> None:
    await stage.jump(7 * DAY)  # Tuesday 19 May: nothing ran on Monday
    assert len(unasked(stage, "Ana")) == 1
    await days(stage, 2)
    assert len(unasked(stage, "Ana")) == 1


async def test_no_list_comes_once_the_part_is_switched_off(stage: Stage) -> None:
    await stage.says(LEAD, "!switch off points")
    await days(stage, 21)
    assert unasked(stage, "Ana") == []


# By e-mail.


async def send(stage: Stage) -> str:
    return await alone(stage, LEAD, "send point 1", "1", "bashir@example.org")


async def test_whoever_gets_a_point_by_e_mail_that_nobody_has_is_asked_to_answer_it(
    stage: Stage,
) -> None:
    await stage.app.there_are((), (), Post())
    await point(stage, "Nobody has this.", answerer=None)
    await alone(stage, LEAD, "send point 2", "1", "bashir@example.org", "1")
    assert stage.room() == "Point 2 went to Lena by e-mail."
    assert "Lena is asked to answer it." in await alone(stage, "Tom", "points 2")
    await alone(stage, LEAD, "send point 1", "1", "bashir@example.org", "1")
    assert (await now(stage)).answerer == person("Ana").id  # who has it keeps it


async def test_a_point_goes_out_as_an_e_mail_that_was_seen_before(stage: Stage) -> None:
    post = Post()
    await stage.app.there_are((), (), post)
    before = len(stage.bot_lines())
    shown = await send(stage)
    assert shown.startswith(
        f"Lena gets this by e-mail: “Hello Lena. “North Town group” asked this, as point 1:"
        f" “{NIGHTS}” It matters"
    )
    assert "The room reads: “Point 1 went to Lena by e-mail.”" in shown
    assert len(stage.bot_lines()) == before
    assert post.sent == []
    told = await alone(stage, LEAD, "1")
    assert told == "It is on its way to Lena. When the answer is there, type: reply to 1."
    assert stage.room() == "Point 1 went to Lena by e-mail."
    for _ in range(50):
        await stage.settle()
        if post.sent:
            break
    (mail,) = post.sent
    assert (mail["To"], mail["Subject"]) == (
        "lena@council.example",
        "A question from “North Town group”: point 1",
    )
    text = mail.get_content()
    assert f"“{NIGHTS}”" in text
    assert "Please send your answer here: “bashir@example.org”" in text
    assert "Priya" not in text
    for sentence in text.strip().split("\n\n")[:-1]:
        assert " ".join(sentence.split()) in shown


async def test_a_name_that_is_taken_off_before_it_goes_is_in_no_e_mail(stage: Stage) -> None:
    post = Post()
    await stage.app.there_are((), (), post)
    await alone(stage, "Priya", "add my name 1")
    assert "Priya" in await send(stage)
    await alone(stage, "Priya", "without my name 1")
    await alone(stage, LEAD, "1")
    for _ in range(50):
        await stage.settle()
        if post.sent:
            break
    (mail,) = post.sent
    assert "Priya" not in mail.get_content()


async def test_an_e_mail_that_waits_says_the_name_that_somebody_has_now(stage: Stage) -> None:
    await stage.app.there_are((), (), Away())
    await alone(stage, "Priya", "add my name 1")
    await send(stage)
    await alone(stage, LEAD, "1")
    await alone(stage, "PRIYA", "points")  # another name for the same account
    ((says,),) = await stage.app.db.read(lambda tx: tx.all("SELECT says FROM mail"))
    assert '"PRIYA"' in says
    assert '"Priya"' not in says


async def test_whoever_leads_sees_on_their_list_what_waits_for_somebody_outside(
    stage: Stage,
) -> None:
    assert "waits for" not in await alone(stage, LEAD, "my list")
    await stage.says("Ana", "!pass on 1 to Lena")
    told = await alone(stage, LEAD, "my list")
    assert "Point 1 waits for Lena, by Friday 22 May. Send it." in told


async def test_without_a_mail_server_the_same_text_is_shown_to_send_oneself(stage: Stage) -> None:
    shown = await send(stage)
    assert shown.startswith("I cannot send e-mails here. You can send this text to Lena yourself")
    told = await alone(stage, LEAD, "1")
    assert told.startswith("Please send this to Lena, at lena@council.example.")
    assert f"“{NIGHTS}”" in told
    assert stage.file(LEAD) is not None
    assert "went to Lena" not in " ".join(stage.bot_lines())


async def test_only_whoever_leads_or_answers_sends_and_brings_in(stage: Stage) -> None:
    for text in ("send point 1", "reply to 1"):
        assert (await alone(stage, "Tom", text)).startswith("Only people who lead or answer")
    assert "Who shall get it?" in await alone(stage, "Ana", "send point 1")


async def test_a_reply_is_posted_word_for_word_with_its_route(stage: Stage) -> None:
    await stage.says("Ana", "!pass on 1 to Lena")
    asked = await alone(stage, LEAD, "reply to 1")
    assert asked.startswith("We take the answer word for word.")
    shown = await alone(stage, LEAD, "1", WORDS, "1")
    post = (
        f"Point 1. You said: “{NIGHTS}” By e-mail from Lena, word for word: “{WORDS}”"
        " It is still being thought about."
    )
    assert f"It says: “{post}”" in shown
    assert await answers(stage) == []
    await alone(stage, LEAD, "1")
    (one,) = await answers(stage)
    assert (one.words, one.by, one.route, one.person) == (WORDS, "Lena", "email", None)
    assert (await now(stage)).state is State.THINKING


async def test_two_who_bring_in_the_same_reply_are_told_before_it_is_said_twice(
    stage: Stage,
) -> None:
    await stage.says("Ana", "!pass on 1 to Lena")
    for who in ("Ana", LEAD):
        await alone(stage, who, "reply to 1", "1", WORDS, "1")
    await alone(stage, "Ana", "1")
    told = await alone(stage, LEAD, "1")
    assert told.startswith("Somebody else has just answered point 1.")
    assert f"word for word: “{WORDS}”" in told
    assert len(await answers(stage)) == 1
    await alone(stage, LEAD, "1")
    assert len(await answers(stage)) == 2, "they know, and say so"


async def test_a_no_from_outside_says_what_it_leaves_open(stage: Stage) -> None:
    shown = await alone(
        stage,
        LEAD,
        *("reply to 1", "Lena", "1", WORDS, "5"),
        "There is no money for nights until March.",
        *("1", "1 June", "The March budget.", "10 March", "1", "1 June"),
    )
    assert (
        f"word for word: “{WORDS}” We could not, yet."
        " Who decided: we will know by Monday 1 June."
        " What could change it: “The March budget.”"
        " We look again on Wednesday 10 March."
        " Where else you can take it: we will know by Monday 1 June.”"
    ) in shown
    await alone(stage, LEAD, "1")
    assert (await now(stage)).due == date(2026, 6, 1)


async def test_what_is_not_in_a_reply_is_copied_or_short(stage: Stage) -> None:
    told = await alone(stage, LEAD, "reply to 1", "Lena", "1", WORDS, "5", "money " * 20)
    assert told.startswith("Those words are not in the answer.")
    assert (await alone(stage, LEAD, "no money for nights")).startswith("Who decided?")


async def test_a_promise_from_outside_names_who_promised(stage: Stage) -> None:
    shown = await alone(stage, LEAD, "reply to 1", "Lena", "3", "I bring it.", "2", "1 June")
    assert "By phone from Lena, word for word: “I bring it.” Lena promised this" in shown
    await alone(stage, LEAD, "1")
    assert (await now(stage)).promised_by == "Lena"


async def test_a_member_is_quoted_by_nobody_else(stage: Stage) -> None:
    asked = await alone(stage, LEAD, "reply to 1", "ana")
    assert asked.startswith("That person is in the group")


async def test_a_reply_that_would_be_cut_is_not_taken(stage: Stage) -> None:
    asked = await alone(stage, LEAD, "reply to 1", "Lena", "1", "word " * 400)
    assert asked.startswith("That is longer than one post can be.")
    assert "What kind of answer" in await alone(stage, LEAD, WORDS)


async def test_an_address_that_is_forgotten_gets_nothing_more(stage: Stage) -> None:
    await stage.app.there_are((), (), Away())
    await send(stage)
    await alone(stage, LEAD, "1")
    await alone(stage, LEAD, "forget answerer Lena")
    assert await stage.app.db.read(lambda tx: tx.all("SELECT address FROM mail")) == []


async def test_the_sender_hears_of_an_e_mail_that_cannot_be_sent(stage: Stage) -> None:
    await stage.app.there_are((), (), Refusing())
    await send(stage)
    await alone(stage, LEAD, "1")
    for _ in range(50):
        await stage.later(1)
        if unasked(stage, LEAD):
            break
    (told,) = unasked(stage, LEAD)
    assert told.startswith("A message from Alongside. The e-mail about point 1 could not be sent.")


class Away(Post):
    """A mail server that cannot be reached."""

    def send(self, message: EmailMessage) -> None:
        raise NotNow("mail.unreachable")


class Refusing(Post):
    """A mail server that takes nothing to this address."""

    def send(self, message: EmailMessage) -> None:
        raise Never

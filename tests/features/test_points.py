"""Points: noted with a yes, decided, answered in the open, and closed by whoever said them."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from pathlib import Path

import pytest
from pointed import days, does, may_ask, ready
from stage import ROOM, START, Stage, on_stage, person

from bot import ledger
from bot.db import Tx
from bot.ledger import Answer, CouldNot, Point, State
from bot.model import Due, private
from bot.routes import Route

WORDS = "start page 1 with what I can do"


@pytest.fixture
async def meeting(stage: Stage) -> Stage:
    """A meeting of a group that keeps points, in which Ana answers."""
    await ready(stage)
    await stage.says("Bashir", "start")
    await stage.later(61)
    return stage


async def points(stage: Stage) -> list[Point]:
    return await does(stage, lambda tx, due: ledger.every(tx, due.group.id))


async def answered(stage: Stage, number: int, said: Answer, *, told: bool = False) -> None:
    def answers(tx: Tx, due: Due) -> None:
        one = ledger.by_number(tx, due.group.id, number)
        assert one is not None
        ledger.answered(tx, due, one, said, told=told)

    await does(stage, answers)
    await stage.settle()


def did(stage: Stage) -> Answer:
    return Answer(State.DID, "Page 1 opens with it.", "Ana", stage.clock.now().date())


def could_not(stage: Stage) -> Answer:
    six = CouldNot(
        heard="Nights are hard.",
        reason="There is no money for night care this year.",
        decided="Lena, who holds the budget",
        could_change="the March budget",
        look_again=date(2027, 3, 10),
        elsewhere="the Carers' Board, 01632 960004",
    )
    today = stage.clock.now().date()
    return Answer(State.COULD_NOT, "", "Ana", today, could_not=six)


# Noting.


async def test_a_point_as_in_the_golden_session(meeting: Stage) -> None:
    await meeting.says("Joe", f"note this: {WORDS}")
    await meeting.later(10)
    assert meeting.room() == (
        f"Point 1: “{WORDS}.” Ana, who decides this? By which day?"
        " You can type: !decided by us for 1 by Friday."
    )
    await meeting.says("Ana", "!decided by us for 1 by 26 May")
    assert meeting.room() == ("Kept. Point 1 is decided by us. Ana answers by Tuesday 26 May.")
    (one,) = await points(meeting)
    assert (one.sayer, one.named, one.words) == (person("Joe").id, False, WORDS)
    assert (one.decides, one.answer_by) == ("us", date(2026, 5, 26))


async def test_nobody_promises_for_another(meeting: Stage) -> None:
    await meeting.says("Joe", f"note this: {WORDS}")
    await meeting.says("Bashir", "!decided by Lena for 1 by 26 May")
    assert meeting.room() == (
        "Kept. Point 1 is decided by Lena. Ana is asked to answer by Tuesday 26 May."
    )


async def test_two_points_are_one_line(meeting: Stage) -> None:
    before = len(meeting.bot_lines())
    await meeting.says("Joe", f"note this: {WORDS}")
    await meeting.says("Priya", "note this: ask about nights.")
    await meeting.later(70)
    (line,) = meeting.bot_lines()[before:]
    assert line.startswith(f"Point 1: “{WORDS}.” Point 2: “ask about nights.” Ana, who decides")


async def test_in_private_the_exact_post_is_seen_before_it_goes(meeting: Stage) -> None:
    await meeting.says("Joe", f"note this: {WORDS}", alone=True)
    assert meeting.to("Joe").startswith(
        f"This goes to North Town group, with the next number. It says: “{WORDS}”. No name is on"
        " it, unless you add yours: Joe."
    )
    assert await points(meeting) == []
    await meeting.says("Joe", "post it with my name", alone=True)
    await meeting.later(10)
    assert meeting.room().startswith(f"Point 1, from Joe: “{WORDS}.”")
    (one,) = await points(meeting)
    assert one.named


async def test_alone_in_private_it_asks_for_the_words(meeting: Stage) -> None:
    await meeting.says("Joe", "note this", alone=True)
    assert meeting.to("Joe") == "What shall I note? You see the post before it goes out."
    await meeting.says("Joe", WORDS, alone=True)
    assert f"It says: “{WORDS}”." in meeting.to("Joe")
    await meeting.says("Joe", "post it", alone=True)
    (one,) = await points(meeting)
    assert one.words == WORDS


async def test_alone_in_the_room_it_says_what_to_type(meeting: Stage) -> None:
    await meeting.says("Joe", "note this")
    assert meeting.to("Joe") == "What shall I note? Type: !note this, and your words."


@pytest.mark.parametrize("said", ["yes", "Yes please", "post", "send it", "Post it.", "1"])
async def test_a_plain_yes_to_the_post_they_have_seen_posts_it_without_a_name(
    meeting: Stage, said: str
) -> None:
    await meeting.says("Joe", f"note this: {WORDS}", alone=True)
    await meeting.says("Joe", said, alone=True)
    (one,) = await points(meeting)
    assert (one.words, one.named) == (WORDS, False)


@pytest.mark.parametrize("said", ["ok", "yes but with my name", "yes or no", "sent"])
async def test_what_may_be_other_words_posts_nothing(meeting: Stage, said: str) -> None:
    await meeting.says("Joe", f"note this: {WORDS}", alone=True)
    await meeting.says("Joe", said, alone=True)
    assert await points(meeting) == []
    await meeting.says("Joe", "1", alone=True)
    assert len(await points(meeting)) == 1


async def test_while_their_words_are_asked_for_yes_is_their_words(meeting: Stage) -> None:
    await meeting.says("Joe", "note this", alone=True)
    await meeting.says("Joe", "yes", alone=True)
    assert "It says: “yes”." in meeting.to("Joe")
    assert await points(meeting) == []


async def test_a_plain_yes_asks_them(meeting: Stage) -> None:
    for line in ("note for Tom", "buses come too late", "yes"):
        await meeting.says("Bashir", line, alone=True)
    assert await wanted(meeting) == 1


@pytest.mark.parametrize("said", ["leave it", "stop", "no", "no thank you"])
async def test_what_is_left_is_in_no_row(meeting: Stage, said: str) -> None:
    before = len(meeting.bot_lines())
    await meeting.says("Joe", f"note this: {WORDS}", alone=True)
    await meeting.says("Joe", said, alone=True)
    await meeting.later(70)
    assert await points(meeting) == []
    assert meeting.bot_lines()[before:] == []


async def test_words_can_be_changed_before_they_go(meeting: Stage) -> None:
    await meeting.says("Joe", "note this: start page one", alone=True)
    await meeting.says("Joe", "change it", alone=True)
    await meeting.says("Joe", WORDS, alone=True)
    await meeting.says("Joe", "post it", alone=True)
    (one,) = await points(meeting)
    assert one.words == WORDS


async def test_without_the_part_nothing_is_noted(stage: Stage) -> None:
    await stage.meeting()
    await stage.says("Joe", f"note this: {WORDS}")
    assert await points(stage) == []


# Somebody else's words.


async def test_somebody_else_is_asked_alone_if_they_may_be(meeting: Stage) -> None:
    await may_ask(meeting, "Tom")
    await meeting.says("Bashir", "note for Tom", alone=True)
    await meeting.says("Bashir", "buses come too late", alone=True)
    assert "I ask Tom alone." in meeting.to("Bashir")
    assert await points(meeting) == []
    await meeting.says("Bashir", "ask them", alone=True)
    assert meeting.to("Tom") == (
        "Bashir would like to note your words for North Town group."
        " They are: “buses come too late”. Your name is not on it. If you do not answer by"
        " Wednesday 13 May, it is not noted.\n1 Yes, note it.\n2 Change it.\n3 No."
    )
    assert await points(meeting) == []
    await meeting.says("Tom", "1", alone=True)
    await meeting.later(10)
    assert "Point 1: “buses come too late.”" in meeting.room()
    (one,) = await points(meeting)
    assert one.sayer == person("Tom").id


async def test_else_they_are_asked_in_the_room_with_one_line(meeting: Stage) -> None:
    before = len(meeting.bot_lines(private(person("Tom").id)))
    await wish(meeting)
    assert meeting.room() == (
        "Tom, somebody would like to note something you said."
        " To see it, type in our private chat: show my words. No answer means no."
    )
    assert len(meeting.bot_lines(private(person("Tom").id))) == before
    await meeting.says("Tom", "show my words", alone=True)
    assert meeting.to("Tom") == (
        "Bashir would like to note your words for North Town group."
        " They are: “buses come too late”. Your name is not on it. If you do not answer by"
        " Wednesday 13 May, it is not noted.\n1 Yes, note it.\n2 Change it.\n3 No."
    )
    assert await points(meeting) == []
    await meeting.says("Tom", "1", alone=True)
    (one,) = await points(meeting)
    assert one.words == "buses come too late"


async def test_nobodys_words_are_shown_again_before_their_yes(meeting: Stage) -> None:
    before = len(meeting.bot_lines())
    await wish(meeting)
    heard = " ".join(meeting.bot_lines()[before:])
    assert "buses" not in heard
    assert "Bashir" not in heard


async def test_nobody_says_yes_to_words_they_have_not_seen(meeting: Stage) -> None:
    await wish(meeting)
    await meeting.says("Tom", "!note my words")
    assert meeting.to("Tom").startswith("You have not seen these words yet.")
    await meeting.says("Tom", "note my words", alone=True)
    assert await points(meeting) == []
    await meeting.says("Tom", "show my words", alone=True)
    await meeting.says("Tom", "!note my words")
    assert len(await points(meeting)) == 1


async def test_only_the_one_whose_words_they_are_sees_them(meeting: Stage) -> None:
    await wish(meeting)
    await meeting.says("Ann", "show my words", alone=True)
    assert meeting.to("Ann").startswith("Nothing of yours is asked about now.")


async def test_several_wishes_are_seen_one_at_a_time(meeting: Stage) -> None:
    await wish(meeting)
    await wish(meeting, words="nights are hard")
    seen = []
    for _ in range(2):
        await meeting.says("Tom", "show my words", alone=True)
        seen.append(meeting.to("Tom"))
        assert "Somebody would like to note one more thing." in seen[-1]
    assert sum("buses come too late" in one for one in seen) == 1
    assert sum("nights are hard" in one for one in seen) == 1
    await meeting.says("Tom", "1", alone=True)
    await meeting.says("Tom", "show my words", alone=True)
    assert "one more thing" not in meeting.to("Tom")
    assert len(await points(meeting)) == 1


async def wish(stage: Stage, who: str = "Tom", words: str = "buses come too late") -> None:
    await stage.says("Bashir", f"note for {who}", alone=True)
    await stage.says("Bashir", words, alone=True)
    await stage.says("Bashir", "ask them", alone=True)
    await stage.later(61)


async def test_nobody_else_can_say_the_yes(meeting: Stage) -> None:
    await wish(meeting)
    for who in ("Bashir", "Ann"):
        await meeting.says(who, "!note my words")
        await meeting.says(who, f"note my words {await wish_of(meeting)}", alone=True)
    assert await points(meeting) == []


async def wish_of(stage: Stage, words: str = "buses come too late") -> int:
    """By which number a wish is known."""
    sql = "SELECT id FROM point_wanted WHERE words = :words"
    (row,) = await does(stage, lambda tx, _: tx.all(sql, words=words))
    return int(row[0])


async def test_an_old_button_is_no_yes_to_other_words(meeting: Stage) -> None:
    await may_ask(meeting, "Tom")
    await wish(meeting)
    old = await wish_of(meeting)
    await meeting.says("Tom", f"leave my words {old}", alone=True)
    await wish(meeting, words="nights are hard")
    await meeting.says("Tom", f"note my words {old}", alone=True, pressed=True)
    assert meeting.to("Tom").startswith("Nothing of yours is asked about now.")
    assert await points(meeting) == []


async def test_a_yes_in_the_room_is_no_yes_to_what_was_asked_alone(meeting: Stage) -> None:
    await may_ask(meeting, "Tom")
    await wish(meeting)
    await meeting.says("Tom", "question this: why only Mondays?")
    await meeting.later(400)
    assert "why only Mondays?" in meeting.room()
    await meeting.says("Tom", "!note my words")
    await meeting.later(61)
    assert await points(meeting) == []
    assert meeting.to("Tom").startswith("You are asked about more than one thing.")
    await meeting.says("Tom", f"note my words {await wish_of(meeting, 'why only Mondays?')}",
                       alone=True)  # fmt: skip
    (one,) = await points(meeting)
    assert one.words == "why only Mondays?"


async def test_no_lets_go_of_the_words_and_tells_nobody(meeting: Stage) -> None:
    await wish(meeting)
    before = len(meeting.bot_lines()), len(meeting.bot_lines(private(person("Bashir").id)))
    await meeting.says("Tom", "leave my words", alone=True)
    assert meeting.to("Tom").startswith("That is fine. It is not noted")
    after = len(meeting.bot_lines()), len(meeting.bot_lines(private(person("Bashir").id)))
    assert after == before
    assert await wanted(meeting) == 0


async def wanted(stage: Stage) -> int:
    (row,) = await does(stage, lambda tx, _: tx.all("SELECT count(*) FROM point_wanted"))
    return int(row[0])


async def test_no_answer_is_a_no(meeting: Stage) -> None:
    await wish(meeting)
    assert await wanted(meeting) == 1
    await meeting.says("Bashir", "end")
    await days(meeting, 2.5)
    assert await wanted(meeting) == 0
    await meeting.says("Tom", "note my words", alone=True)
    assert await points(meeting) == []


async def test_they_can_say_it_in_other_words(meeting: Stage) -> None:
    await may_ask(meeting, "Tom")
    await wish(meeting)
    await meeting.says("Tom", "2", alone=True)
    await meeting.says("Tom", "the 7 bus comes too late", alone=True)
    await meeting.says("Tom", "post it", alone=True)
    (one,) = await points(meeting)
    assert (one.words, one.sayer) == ("the 7 bus comes too late", person("Tom").id)
    assert await wanted(meeting) == 0


async def test_nobody_is_asked_more_than_three_times_at_once(meeting: Stage) -> None:
    for n in range(3):
        await wish(meeting, words=f"words {n}")
    await meeting.says("Bashir", "note for Tom", alone=True)
    assert meeting.to("Bashir").endswith("Please let them answer first.")


async def test_somebody_on_the_phone_is_asked_aloud(meeting: Stage) -> None:
    await meeting.says("Bashir", "!by phone Dilys")
    await meeting.says("Bashir", "note for Dilys", alone=True)
    await meeting.says("Bashir", "my tomatoes are up", alone=True)
    assert "Please read this to Dilys" in meeting.to("Bashir")
    await meeting.says("Bashir", "they said yes, post it", alone=True)
    (one,) = await points(meeting)
    assert one.words == "my tomatoes are up"


async def test_off_the_record_nobody_notes_the_words_of_another(meeting: Stage) -> None:
    await meeting.says("Ann", "!off the record")
    await meeting.says("Bashir", "note for Tom", alone=True)
    await meeting.says("Bashir", "buses come too late", alone=True)
    await meeting.says("Bashir", "ask them", alone=True)
    assert await wanted(meeting) == 0
    await meeting.says("Joe", f"note this: {WORDS}")
    assert len(await points(meeting)) == 1


async def test_off_the_record_counts_from_its_first_moment(meeting: Stage) -> None:
    await meeting.says("Bashir", "note for Tom", alone=True)
    await meeting.says("Bashir", "buses come too late", alone=True)
    await meeting.says("Ann", "!off the record")
    await meeting.says("Bashir", "ask them", alone=True)
    assert meeting.to("Bashir").startswith("We are off the record.")
    assert await wanted(meeting) == 0


# A limit that was questioned.


NIGHTS = "why can page 1 not ask about nights"


async def test_a_questioned_limit_is_kept_by_its_sayers_yes_after_their_turn(
    meeting: Stage,
) -> None:
    await meeting.says("Priya", f"question this: {NIGHTS}")
    await meeting.later(61)
    await meeting.says("Bashir", "next")
    await meeting.later(61)
    assert await points(meeting) == []
    await meeting.says("Ann", "hand up")
    await meeting.later(61)
    await meeting.says("Bashir", "next")
    assert meeting.room() == (  # in the line that ends their turn: no line of its own
        f"Ann, it is your turn. Nobody is waiting. Priya, you asked: “{NIGHTS}”."
        " May I keep this as a point? To say yes, type: !note my words. No answer means no."
    )
    assert await points(meeting) == []
    await meeting.says("Priya", "!note my words")
    await meeting.later(61)
    assert meeting.room().startswith(f"Point 1: “{NIGHTS}.” Ana, who decides this?")
    assert (await points(meeting))[0].source is ledger.Source.LIMIT


async def test_the_asked_side_says_something_now_or_a_day(meeting: Stage) -> None:
    await meeting.says("Priya", f"question this: {NIGHTS}")
    await meeting.later(61)
    await meeting.says("Bashir", "next")
    assert meeting.room() == (
        "Priya, it is your turn. Nobody is waiting. Ana, can you answer that now, or by a day?"
    )


async def test_nobody_is_asked_to_answer_their_own_question(meeting: Stage) -> None:
    await meeting.says("Ana", f"question this: {NIGHTS}")
    await meeting.later(61)
    await meeting.says("Bashir", "next")
    assert meeting.room().endswith("Bashir, can you answer that now, or by a day?")


async def test_nobody_is_asked_in_the_middle_of_a_turn(meeting: Stage) -> None:
    for who in ("Ann", "Tom"):
        await meeting.says(who, "hand up")
    await meeting.says("Bashir", "next")
    await meeting.says("Priya", f"question this: {NIGHTS}")
    await meeting.later(400)
    assert not any("May I keep this" in line for line in meeting.bot_lines())
    await meeting.says("Bashir", "next")  # their own turn begins
    assert "May I keep this" not in meeting.room()
    await meeting.later(400)
    assert not any("May I keep this" in line for line in meeting.bot_lines())
    await meeting.says("Bashir", "next")
    assert meeting.room().startswith("Tom, it is your turn.")
    assert "Priya, you asked" in meeting.room()
    await meeting.says("Priya", "yes")
    assert [one.words for one in await points(meeting)] == [NIGHTS]


async def test_nobody_is_asked_in_the_middle_of_a_round(meeting: Stage) -> None:
    await meeting.says("Bashir", "!switch on rounds")
    await meeting.says("Bashir", "!group says yes rounds")
    await meeting.later(61)
    await meeting.says("Priya", f"question this: {NIGHTS}")
    await meeting.later(120)
    await meeting.says("Bashir", "go round")
    await meeting.later(600)
    assert not any("May I keep this" in line for line in meeting.bot_lines())
    await meeting.later(420)  # nobody was called: a round is not endless
    assert "Priya, you asked" in meeting.room()


async def test_who_was_never_called_is_asked_at_the_end_of_the_meeting(meeting: Stage) -> None:
    await meeting.says("Ann", "hand up")
    await meeting.says("Bashir", "next")
    await meeting.says("Priya", f"question this: {NIGHTS}")
    await meeting.later(400)
    await meeting.says("Bashir", "end")
    assert f"Priya, you asked: “{NIGHTS}”. May I keep this as a point?" in meeting.room()
    await meeting.says("Priya", "!note my words")
    assert len(await points(meeting)) == 1


async def test_a_questioned_limit_without_a_yes_is_gone(meeting: Stage) -> None:
    await meeting.says("Priya", f"question this: {NIGHTS}")
    await meeting.later(400)
    assert "May I keep this as a point?" in meeting.room()
    await meeting.says("Bashir", "end")
    await days(meeting, 2.5)
    assert await wanted(meeting) == 0
    assert await points(meeting) == []


async def test_without_the_part_a_questioned_limit_leaves_nothing(stage: Stage) -> None:
    await stage.meeting()
    await stage.says("Priya", f"question this: {NIGHTS}")
    await stage.later(400)
    assert await wanted(stage) == 0
    assert "keep this" not in stage.room()


# Deciding and parking.


async def test_only_who_leads_or_answers_says_who_decides(meeting: Stage) -> None:
    await meeting.says("Joe", f"note this: {WORDS}")
    await meeting.says("Tom", "!decided by us for 1")
    assert (await points(meeting))[0].decides is None
    assert meeting.to("Tom").startswith("Whoever leads or answers points says who decides.")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("us for 1 by 1 December", "That is too far away."),
        ("us for 1 by the new moon", "I did not get the day"),
        ("us", "Which point is it?"),
        ("us for 9", "I know no point with that number."),
    ],
)
async def test_what_cannot_be_kept_is_said_kindly(meeting: Stage, typed: str, answer: str) -> None:
    await meeting.says("Joe", f"note this: {WORDS}")
    await meeting.says("Ana", f"!decided by {typed}")
    assert meeting.to("Ana").startswith(answer)
    (one,) = await points(meeting)
    assert (one.decides, one.answer_by) == (None, date(2026, 6, 9))


async def test_the_group_can_only_have_fewer_days(meeting: Stage) -> None:
    await meeting.says("Bashir", "!answer days 30")
    assert "It can be from 1 to 20." in meeting.to("Bashir")
    await meeting.says("Bashir", "!answer days 10")
    assert "within 10 working days" in meeting.room()
    await meeting.says("Bashir", "!outcome days 30")
    await meeting.says("Joe", f"note this: {WORDS}")
    (one,) = await points(meeting)
    assert (one.answer_by, one.outcome_by) == (date(2026, 5, 26), date(2026, 6, 23))


async def test_what_is_noted_just_before_the_end_is_still_said(meeting: Stage) -> None:
    await meeting.says("Joe", f"note this: {WORDS}", alone=True)
    await meeting.says("Joe", "post it", alone=True)
    await meeting.says("Bashir", "end")
    await meeting.later(120)
    assert f"Point 1: “{WORDS}.”" in meeting.room()


async def test_a_parked_point_says_where_else_to_take_it_and_comes_back(meeting: Stage) -> None:
    await meeting.app.other_ways([Route("Complaints", "complaints@ourtown.example")])
    await meeting.says("Joe", f"note this: {WORDS}")
    await meeting.says("Bashir", "!park 1 until 1 June")
    assert meeting.room() == (
        "Point 1 rests until Monday 1 June. Then I say that it is open again."
        " Where else you can take something: Complaints: complaints@ourtown.example."
    )
    await meeting.says("Joe", "parked", alone=True)
    assert "It rests until Monday 1 June." in meeting.to("Joe")
    await meeting.says("Bashir", "end")
    heard = await days(meeting, 25)
    assert any("Point 1 has rested. It is open again." in line for line in heard)
    assert (await points(meeting))[0].parked_until is None


# Reading.


async def test_points_are_read_in_short_and_one_in_full(meeting: Stage) -> None:
    await meeting.says("Joe", f"note this: {WORDS}")
    await meeting.says("Ana", "!decided by Lena for 1 by 22 May")
    await meeting.says("Tom", "points", alone=True)
    assert meeting.to("Tom") == (
        f"Point 1: “{WORDS}.” Ana is asked to answer by Friday 22 May."
        " To read all of one, type: points 1."
    )
    will = Answer(State.WILL, "New words.", "Ana", START.date(), will_by=date(2026, 5, 26))
    await answered(meeting, 1, will, told=True)
    await meeting.says("Tom", "point 1", alone=True)
    assert meeting.to("Tom") == (
        f"Point 1: “{WORDS}.” It was said on Tuesday 12 May."
        " It is decided by Lena. On Tuesday 12 May: Ana promised, by Tuesday 26 May: “New words.”"
        " The next answer is due by Tuesday 26 May. Ana is asked to answer it."
    )


# What came of it.


async def test_an_answer_is_read_at_ten_with_how_to_say_if_it_was_meant(stage: Stage) -> None:
    await noted(stage)
    await answered(stage, 1, could_not(stage))
    heard = await days(stage, 1)
    assert heard == [
        "Point 1. You said: “start page 1 with what I can do.” We could not, yet. What we heard:"
        " “Nights are hard.” Why: “There is no money for night care this year.” Who decided:"
        " “Lena, who holds the budget.” What could change it: “the March budget.” We look again on"
        " Wednesday 10 March. Where else you can take it: “the Carers' Board, 01632 960004.” Ana"
        " answered."
        " Did you say this? In private, you can type: that is right 1. Or: not right 1."
        " Without a word from whoever said it, this closes on Wednesday 27 May."
    ]
    assert stage.bot_lines(private(person("Joe").id))[-1].count("Is the answer") == 0
    await stage.says("Joe", "that is right 1", alone=True)
    assert stage.to("Joe").endswith("Thank you. Point 1 is closed now.")
    (one,) = await points(stage)
    assert (one.confirmed, one.is_open) == ("yes", False)


async def noted(stage: Stage) -> None:
    """A point of Joe's, between meetings."""
    await ready(stage)
    await stage.says("Joe", f"!note this: {WORDS}")
    await stage.later(61)


async def test_who_may_be_asked_is_asked_alone(stage: Stage) -> None:
    await noted(stage)
    await may_ask(stage, "Joe")
    await answered(stage, 1, did(stage))
    (post,) = await days(stage, 1)
    assert "Did you say this?" in post  # as for everybody: else it would tell whose it is
    assert "Is the answer in the room what you meant?" in stage.to("Joe")
    await stage.says("Joe", "2", alone=True)
    (one,) = await points(stage)
    assert (one.confirmed, one.state, one.is_open) == ("partly", State.THINKING, True)
    heard = await days(stage, 6)
    assert any("whoever said it says that more is needed" in line for line in heard)
    assert not any("Joe" in line for line in heard)


async def test_nobody_else_can_close_a_point(stage: Stage) -> None:
    await noted(stage)
    await answered(stage, 1, did(stage))
    await days(stage, 1)
    for who in ("Bashir", "Ana"):
        await stage.says(who, "that is right 1", alone=True)
        assert "That is no point of yours." in stage.to(who)
    assert (await points(stage))[0].is_open


async def test_a_wait_that_is_over_closes_it_and_says_so(stage: Stage) -> None:
    await noted(stage)
    await answered(stage, 1, did(stage))
    await days(stage, 16)
    (one,) = await points(stage)
    assert (one.confirmed, one.is_open) == (ledger.WAITED, False)
    await stage.says("Tom", "points 1", alone=True)
    assert "Nobody had said that it is not right." in stage.to("Tom")


async def test_late_is_said_once_and_again_when_the_group_meets(stage: Stage) -> None:
    await noted(stage)
    heard = await days(stage, 35)
    assert [line for line in heard if "no answer yet" in line] == [
        "Point 1 has no answer yet. It was due on Tuesday 9 June. Ana knows."
        " I say it again when we meet."
    ]
    await stage.says("Bashir", "start")
    assert "We wait to hear about point 1. It is late." in stage.room()


async def test_what_is_late_says_once_that_it_is_said_again(stage: Stage) -> None:
    await noted(stage)
    await stage.says("Joe", f"!note this: {WORDS}, part two")
    await stage.later(61)
    heard = " ".join(await days(stage, 35))
    assert heard.count("Ana knows.") == 2
    assert heard.count("I say it again when we meet.") == 1


async def test_what_is_open_when_the_group_lets_points_go_is_said_and_how_to_go_on(
    stage: Stage,
) -> None:
    await noted(stage)
    await stage.says("Bashir", "!switch off points")
    assert stage.room() == (
        "I no longer help with points and their answers. Point 1 stays open. I say no more about"
        " it. To have it back, type: !switch on points."
    )


async def test_what_is_late_and_nobodys_says_once_how_somebody_is_asked(stage: Stage) -> None:
    await noted(stage)
    await stage.says("Ana", "!stop answering points")
    for part in ("two", "three"):
        await stage.later(61)
        await stage.says("Joe", f"!note this: {WORDS}, part {part}")
    await stage.later(61)
    heard = await days(stage, 35)
    late = [line for line in heard if "no answer yet" in line]
    assert len(late) == 1
    assert late[0].count("Nobody has said that they answer it.") == 3
    assert late[0].endswith("To ask somebody, whoever leads types: !pass on 1 to, and a name.")


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (State.WILL, "Point 1 was promised by Friday 15 May. I do not know yet if it is done."),
        (State.THINKING, "Point 1 has no new answer yet. It was due on Tuesday 4 August."),
    ],
)
async def test_what_was_answered_before_is_not_said_to_have_no_answer(
    stage: Stage, state: State, says: str
) -> None:
    await noted(stage)
    today = stage.clock.now().date()
    by = date(2026, 5, 15) if state is State.WILL else None
    await answered(stage, 1, Answer(state, "New words.", "Ana", today, will_by=by))
    heard = await days(stage, 90)
    assert [line for line in heard if says in line] == [
        says + " Ana knows. I say it again when we meet."
    ]
    assert not any("no answer yet" in line for line in heard)


async def test_all_that_came_of_points_keeps_to_two_posts_a_week(stage: Stage) -> None:
    await ready(stage)
    for n in range(6):
        await does(stage, lambda tx, due, n=n: ledger.add(  # type: ignore[misc]
            tx, due, words=f"Point {n}.", source=ledger.Source.NOTE))  # fmt: skip
    times: list[object] = []
    seen = len(stage.bot_lines())
    for n in range(1, 7):
        await answered(stage, n, did(stage))
        for _ in range(4):
            await stage.jump(timedelta(hours=6))
            if len(stage.bot_lines()) > seen:
                seen = len(stage.bot_lines())
                times.append(stage.clock.now())
    await days(stage, 10)
    assert len(times) == 2
    assert await does(stage, lambda tx, due: ledger.untold(tx, due.group.id)) == []


async def test_what_was_answered_while_the_part_was_off_is_read_when_it_is_on(
    stage: Stage,
) -> None:
    await noted(stage)
    await answered(stage, 1, did(stage))
    await stage.says("Joe", "that is right 1", alone=True)
    await stage.says("Bashir", "!switch off points")
    assert not any("You said" in line for line in await days(stage, 5))
    await stage.says("Bashir", "!switch on points")
    await stage.says("Bashir", "!group says yes points")
    assert any("Point 1. You said" in line for line in await days(stage, 5))


async def test_could_not_is_looked_at_again(stage: Stage) -> None:
    await noted(stage)
    await answered(stage, 1, could_not(stage))
    heard = await days(stage, 310)
    assert any("we said that we look again" in line for line in heard)
    assert (await points(stage))[0].is_open


# Meetings and people.


async def test_a_meeting_ends_with_its_new_points(meeting: Stage) -> None:
    await meeting.says("Joe", f"note this: {WORDS}")
    await meeting.later(61)
    await meeting.says("Bashir", "end")
    assert "There is a new point: 1." in meeting.room()


async def test_their_words_can_be_taken_out_of_every_byte(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await stage.says("Joe", "!note this: zebrafinch at dawn")
        await stage.later(61)
        await answered(stage, 1, did(stage), told=True)
        await stage.says("Joe", "take out 1", alone=True)
        await stage.says("Joe", "yes", alone=True)
        (one,) = await points(stage)
        assert (one.words, one.taken_out) == ("", True)
        await stage.says("Tom", "points 1", alone=True)
        assert stage.to("Tom").endswith("Point 1 was taken out by whoever said it.")
        await stage.jump(timedelta(days=3))
    left = b"".join(file.read_bytes() for file in tmp_path.glob("alongside.db*"))
    assert b"zebrafinch" not in left
    assert b"Page 1 opens" not in left


async def test_a_name_is_shown_only_by_its_sayer(meeting: Stage) -> None:
    await meeting.says("Joe", f"note this: {WORDS}")
    await meeting.says("Tom", "points 1", alone=True)
    assert "Joe" not in meeting.to("Tom")
    await meeting.says("Bashir", "add my name 1", alone=True)
    assert not (await points(meeting))[0].named
    await meeting.says("Joe", "add my name 1", alone=True)
    await meeting.says("Tom", "points 1", alone=True)
    assert "from Joe" in meeting.to("Tom")
    await meeting.says("Joe", "without my name 1", alone=True)
    assert not (await points(meeting))[0].named


async def test_what_is_kept_tells_their_own_points_and_leaving_lets_go(meeting: Stage) -> None:
    await meeting.says("Joe", f"note this: {WORDS}")
    await meeting.says("Joe", "add my name 1", alone=True)
    await meeting.says("Joe", "what is kept", alone=True)
    assert "One point is from you: 1." in meeting.to("Joe")
    await meeting.says("Ann", "what is kept", alone=True)
    assert "is from you" not in meeting.to("Ann")
    await meeting.says("Joe", "leave", alone=True)
    await meeting.says("Joe", "1", alone=True)
    (one,) = await points(meeting)
    assert (one.sayer, one.named, one.words) == (None, False, WORDS)


async def test_a_name_that_was_removed_is_in_no_point(meeting: Stage) -> None:
    await meeting.says("Joe", "note this: Tom is right about buses")
    await meeting.says("Bashir", "remove quietly Tom", alone=True)
    await meeting.says("Bashir", "yes", alone=True)
    assert (await points(meeting))[0].words == "… is right about buses"


async def test_words_that_are_taken_out_before_the_room_has_read_them_are_never_posted(
    meeting: Stage,
) -> None:
    meeting.platform.down = True
    await meeting.says("Joe", f"note this: {WORDS}")
    await meeting.later(61)
    await meeting.says("Joe", "take out 1", alone=True)
    await meeting.says("Joe", "yes", alone=True)
    rows = await does(meeting, lambda tx, _: tx.all("SELECT says FROM outbox"))
    assert WORDS not in str(rows)
    meeting.platform.down = False
    await asyncio.sleep(0.1)
    await meeting.later(61)
    assert not any(WORDS in line for line in meeting.bot_lines())
    assert any("these words were taken out" in line for line in meeting.bot_lines())


async def test_once_the_part_is_off_nobody_is_asked_about_their_words(meeting: Stage) -> None:
    await meeting.says("Bashir", "note for Tom", alone=True)
    await meeting.says("Bashir", "buses come too late", alone=True)
    await meeting.says("Priya", "note this: bring a map")
    await meeting.says("Bashir", "ask them", alone=True)
    await meeting.says("Bashir", "!switch off points")
    await meeting.later(120)
    assert not any("buses come too late" in line for line in meeting.bot_lines())


async def test_whoever_has_left_is_asked_nothing_that_waited(stage: Stage) -> None:
    await noted(stage)
    await may_ask(stage, "Joe")
    await answered(stage, 1, did(stage))
    joe = private(person("Joe").id)
    stage.platform.down = True
    await days(stage, 1)
    before = stage.bot_lines(joe)
    await stage.app.left(person("Joe").id, ROOM)
    stage.platform.down = False
    await asyncio.sleep(0.2)
    await stage.later(61)
    assert stage.bot_lines(joe) == before

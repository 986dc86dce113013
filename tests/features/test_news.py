"""News of the month: shown as it is, changed when words come out, let out by the group's yes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from planned import alone, london, posts, until
from stage import ROOM, Stage, on_stage, person
from test_ledger import NIGHTS, Book

from bot import ledger, releases
from bot import posts as fills
from bot.ledger import Answer, CouldNot, Point, State
from bot.model import Address, Attached
from bot.releases import Kind, Release

DID = "Page 1 now opens with it."
CAN_DO = "Start page 1 with what I can do."
COULD_NOT = CouldNot(
    heard="page 1 should ask about nights",
    reason="there is no money for night care this year",
    decided="Lena, who holds the budget",
    could_change="the March budget",
    look_again=date(2027, 3, 10),
    elsewhere="the Carers' Board: 01632 960004",
)

FIRST = london(2, 10, month=6)
"""The first Tuesday of June, at ten."""


@pytest_asyncio.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(tmp_path) as one:
        await switched_on(one)
        yield one


async def switched_on(stage: Stage) -> None:
    await stage.group()
    await stage.says("Bashir", "!switch on points")
    await stage.says("Bashir", "!group says yes points")


async def two_points(stage: Stage, *, named: bool = False) -> tuple[Book, Point, Point]:
    """Of Priya and of Joe: one was done, one could not be."""
    book = Book(stage)
    nights = await book.add(NIGHTS)
    joe = person("Joe").id
    can_do = await book.add(CAN_DO, sayer=joe, named=named)
    await book.does(lambda tx, due: ledger.thanked(tx, due, [nights, can_do]))
    day = stage.clock.now().date() + timedelta(days=3)
    ana = person("Ana").id
    await book.answered(nights, Answer(State.COULD_NOT, "", "Ana", day, ana, COULD_NOT))
    await book.answered(can_do, Answer(State.DID, DID, "Ana", day, ana))
    return book, nights, can_do


def read(file: Attached | None) -> str:
    assert file is not None
    return file.data.decode()


async def newest(stage: Stage, kind: Kind = Kind.NEWS) -> Release:
    group = Book(stage).group.id
    found = await stage.app.db.read(lambda tx: releases.newest(tx, group, kind))
    assert found is not None
    return found


def last_file(stage: Stage) -> Attached | None:
    where = Address(ROOM)
    files = [
        one.message.file
        for one in stage.platform.lines
        if one.where == where and one.message and one.message.file
    ]
    return files[-1] if files else None


# Made, and shown.


async def test_on_the_first_tuesday_the_room_gets_one_post_with_the_exact_text(
    stage: Stage,
) -> None:
    await two_points(stage)
    said = len(posts(stage))
    await until(stage, FIRST + timedelta(minutes=1))
    assert [line.text for line in posts(stage)[said:]] == [
        "Our news is here, as a file. It tells what came of 2 points. It stays in our group until"
        " Tuesday 9 June, and longer if you like. Your own words can come out. In private, type:"
        " out of news 1."
    ]
    file = stage.file()
    assert file is not None
    assert file.name == "our-news-2026-06-02.html"
    text = read(file)
    for words in (
        "North Town group, Tuesday 2 June 2026",
        "Until Tuesday 9 June this text is for our group alone.",
        "<h3>Point 1</h3>",
        f'<p dir="auto">{NIGHTS}</p>',
        "We could not, yet.",
        "Why: “there is no money for night care this year.”",
        "Who decided: “Lena, who holds the budget.”",
        "We look again on Wednesday 10 March.",
        "Where else you can take it: “the Carers&#x27; Board: 01632 960004.”",
        f"We did: “{DID}”",
        "Ana answered.",
    ):
        assert words in text, words
    assert "Priya" not in text
    assert "Joe" not in text


async def test_a_name_is_said_only_where_its_sayer_added_it(stage: Stage) -> None:
    await two_points(stage, named=True)
    await until(stage, FIRST + timedelta(minutes=1))
    text = read(stage.file())
    assert "Said by Joe" in text
    assert "Priya" not in text


async def test_a_month_without_change_is_said_as_that_and_has_no_file(stage: Stage) -> None:
    book = Book(stage)
    await book.add(NIGHTS)
    await book.add(CAN_DO)
    await until(stage, FIRST + timedelta(minutes=1))
    assert stage.room() == (
        "There is no change to tell you this month. 2 points are still being worked on: 1 and 2."
        " More news comes on Tuesday 7 July."
    )
    assert stage.file() is None


@pytest.mark.parametrize("day", [london(6, 10, month=7), london(9, 10, month=7)])
async def test_after_a_long_time_away_news_are_told_once(stage: Stage, day: datetime) -> None:
    """Those of June had no place in their week, and then the bot was away until July."""
    await Book(stage).add(NIGHTS)
    for hour in (1, 2):
        await until(stage, FIRST - timedelta(hours=hour))
        await Book(stage).does(lambda tx, due: fills.note(tx, due.group.id, due.at))
    await until(stage, FIRST + timedelta(minutes=1))
    await stage.jump(day - stage.clock.now())
    await until(stage, london(3, 10, month=8))
    quiet = [line for line in stage.bot_lines() if "There is no change" in line]
    assert len(quiet) == 1
    assert quiet[0].endswith("More news comes on Tuesday 4 August.")


async def test_what_is_late_is_said_to_be_late(stage: Stage) -> None:
    book, _, _ = await two_points(stage)
    late = await book.add("Why so early?")
    await book.does(lambda tx, due: ledger.decide(tx, due, late, answer_by=date(2026, 5, 20)))
    await until(stage, FIRST + timedelta(minutes=1))
    assert "Point 3 is late. It was due on Wednesday 20 May." in read(stage.file())


async def test_what_is_late_is_said_also_in_a_month_without_change(stage: Stage) -> None:
    book = Book(stage)
    late = await book.add("Why so early?")
    await book.does(lambda tx, due: ledger.decide(tx, due, late, answer_by=date(2026, 5, 20)))
    await until(stage, FIRST + timedelta(minutes=1))
    assert stage.room().startswith(
        "There is no change to tell you this month. One point is still being worked on: 1."
        " We wait to hear about point 1. It is late."
    )


async def test_each_answer_is_told_in_one_news_and_not_in_the_next(stage: Stage) -> None:
    book, _, _ = await two_points(stage)
    await until(stage, FIRST + timedelta(days=1))
    third = await book.add("Why so early?")
    day = stage.clock.now().date()
    await book.answered(third, Answer(State.THINKING, "We ask around.", "Ana", day))
    await until(stage, london(7, 10, 1, month=7))
    text = read(stage.file())
    assert "Why so early?" in text
    assert "We are thinking about it. “We ask around.”" in text
    assert NIGHTS not in text


async def test_with_the_part_off_nothing_is_posted(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.group()
        await two_points(stage)
        said = len(posts(stage))
        await until(stage, FIRST + timedelta(days=1))
        assert len(posts(stage)) == said


async def test_switched_off_again_nothing_is_posted(stage: Stage) -> None:
    await two_points(stage)
    await stage.says("Bashir", "!switch off points")
    said = len(posts(stage))
    await until(stage, FIRST + timedelta(days=1))
    assert len(posts(stage)) == said


async def test_switched_on_again_what_was_changed_meanwhile_is_shown(stage: Stage) -> None:
    await two_points(stage)
    await until(stage, FIRST + timedelta(hours=1))
    await alone(stage, "Priya", "out of news 1")
    await stage.says("Bashir", "!switch off points")
    await until(stage, FIRST + timedelta(days=3))
    await stage.says("Bashir", "!switch on points")
    await stage.says("Bashir", "!group says yes points")
    await until(stage, FIRST + timedelta(days=6))
    assert stage.room().startswith("Our news is here again, as a file.")


async def test_a_meeting_or_quiet_hours_are_not_disturbed(stage: Stage) -> None:
    await two_points(stage)
    await until(stage, FIRST - timedelta(minutes=5))
    await stage.says("Bashir", "start")
    await until(stage, FIRST + timedelta(minutes=59))
    assert last_file(stage) is None
    await stage.says("Bashir", "end")
    await until(stage, FIRST + timedelta(minutes=61))
    assert stage.room().startswith("Our news is here, as a file.")


async def test_it_keeps_to_two_posts_a_week(stage: Stage) -> None:
    await two_points(stage)
    await until(stage, FIRST - timedelta(hours=3))
    book = Book(stage)
    from bot import posts as counted

    for hours in (1, 2):
        at = stage.clock.now() - timedelta(hours=hours)
        await book.does(lambda tx, due, at=at: counted.note(tx, due.group.id, at))  # type: ignore[misc]
    await until(stage, FIRST + timedelta(days=6))
    assert last_file(stage) is None
    await until(stage, FIRST + timedelta(days=7, minutes=1))
    assert stage.room().startswith("Our news is here, as a file.")


async def test_the_text_stays_as_it_was_shown_whatever_comes_after(stage: Stage) -> None:
    book, _, can_do = await two_points(stage)
    await until(stage, FIRST + timedelta(minutes=1))
    shown = read(stage.file())
    await book.answered(can_do, Answer(State.DID, "Other words.", "Ana", date(2026, 6, 3)))
    await alone(stage, "Ann", "news")
    assert read(stage.file("Ann")) == shown


async def test_anybody_can_have_it_once_more_in_each_form(stage: Stage) -> None:
    await two_points(stage)
    assert await alone(stage, "Ann", "news") == (
        "There is no news yet. It comes on the first Tuesday of a month."
    )
    await until(stage, FIRST + timedelta(minutes=1))
    assert await alone(stage, "Ann", "news") == (
        "Our news of Tuesday 2 June is here, as a page. It stays in our group until Tuesday 9 June,"
        " and longer if you like. You can also have it as:\n1 A Word file.\n2 Plain text."
    )
    await alone(stage, "Ann", "2")
    file = stage.file("Ann")
    assert read(file).startswith("# You said, we did\n")
    await alone(stage, "Ann", "news", "1")
    file = stage.file("Ann")
    assert file is not None
    assert file.name == "our-news-2026-06-02.docx"
    assert file.data.startswith(b"PK")


# Words come out.


async def test_a_sayer_takes_their_words_out_and_the_days_begin_again(stage: Stage) -> None:
    await two_points(stage)
    await until(stage, FIRST + timedelta(days=3))
    assert await alone(stage, "Priya", "out of news 1") == (
        "The words of point 1 are out. On Monday 8 June the group reads what is left. Then the"
        " five working days begin again."
    )
    await alone(stage, "Ann", "news")
    assert NIGHTS not in read(stage.file("Ann")), "at once, for whoever asks"
    assert await alone(stage, "Bashir", "let news out") == (
        "Some words came out. First the group reads what is left."
    )
    said = len(posts(stage))
    await until(stage, london(7, 23, 59, month=6))
    assert posts(stage)[said:] == [], "nobody gets a file on a weekend"
    await until(stage, london(8, 10, 1, month=6))
    assert [line.text for line in posts(stage)[said:]] == [
        "Our news is here again, as a file. This is the text now. It stays in our group until"
        " Monday 15 June, and longer if you like. Your own words can come out. In private, type:"
        " out of news 2."
    ]
    text = read(stage.file())
    assert NIGHTS not in text
    assert "night care" not in text
    assert DID in text
    await until(stage, london(9, 12, month=6))
    assert await alone(stage, "Bashir", "let news out") == (
        "The group has this text until Monday 15 June. You can ask then."
    )


async def test_only_who_said_it_or_who_leads_takes_it_out(stage: Stage) -> None:
    await two_points(stage)
    await until(stage, FIRST + timedelta(hours=1))
    before = (await newest(stage)).print
    assert await alone(stage, "Tom", "out of news 1") == (
        "Point 1 can be taken out by who said it, or by who leads."
    )
    assert await alone(stage, "Tom", "out of news 9") == (
        "Point 9 is in no text of ours. Nothing was changed."
    )
    assert (await newest(stage)).print == before
    await alone(stage, "Bashir", "out of news 1")
    assert (await newest(stage)).print != before


async def test_words_of_a_point_that_is_taken_back_leave_the_news_and_every_byte(
    stage: Stage, tmp_path: Path
) -> None:
    book, nights, _ = await two_points(stage)
    await until(stage, FIRST + timedelta(hours=1))
    await book.does(lambda tx, due: ledger.take_out(tx, due, nights))
    await stage.later(61)
    assert NIGHTS not in read_document(await newest(stage))
    assert all(NIGHTS.encode() not in one.read_bytes() for one in tmp_path.glob("alongside.db*"))
    await until(stage, FIRST + timedelta(days=1, minutes=1))
    assert stage.room().startswith("Our news is here again, as a file.")


def read_document(one: Release) -> str:
    from bot import documents

    return documents.freeze(one.document)


async def test_several_who_take_words_out_on_a_day_are_one_post(stage: Stage) -> None:
    await two_points(stage)
    book = Book(stage)
    third = await book.add("Why so early?", sayer=person("Tom").id)
    await book.answered(third, Answer(State.DID, "It is later now.", "Ana", date(2026, 5, 20)))
    await until(stage, FIRST + timedelta(hours=1))
    said = len(posts(stage))
    await alone(stage, "Priya", "out of news 1")
    await alone(stage, "Joe", "out of news 2")
    await until(stage, FIRST + timedelta(days=3))
    assert len(posts(stage)) == said + 1


async def test_a_name_that_is_not_to_be_said_leaves_the_text(stage: Stage) -> None:
    await two_points(stage, named=True)
    await until(stage, FIRST + timedelta(hours=1))
    await alone(stage, "Bashir", "remove quietly Joe", "yes")
    assert "Joe" not in read_document(await newest(stage))


async def test_whoever_takes_their_name_off_a_point_is_in_no_news_that_have_yet_to_leave(
    stage: Stage,
) -> None:
    await two_points(stage, named=True)
    await until(stage, FIRST + timedelta(hours=1))
    await alone(stage, "Joe", "without my name 2")
    assert "Joe" not in read_document(await newest(stage))
    assert CAN_DO in read_document(await newest(stage))


# Let out.


async def test_it_leaves_by_the_groups_yes_after_five_working_days_and_not_before(
    stage: Stage,
) -> None:
    await two_points(stage)
    await until(stage, london(8, 23, 50, month=6))
    assert (await alone(stage, "Bashir", "let news out")).startswith("The group has this text")
    await until(stage, london(9, 10, month=6))
    await alone(stage, "Bashir", "let news out")
    assert stage.room() == (
        "Bashir asks: may our news of Tuesday 2 June leave our group? When people have said"
        " yes, Bashir types: !group lets out 1 all. Not yet is a good answer. Nobody has to say"
        " why. To say it, type: !keep it here 1."
    )
    asked = posts(stage)[-1].message
    assert asked is not None
    assert [one.label for one in asked.buttons] == ["The group says yes", "Not yet"]
    assert "for our group alone" in read(last_file(stage))
    one = await newest(stage)
    assert not one.out, "asking is no yes"
    await stage.says("Ann", f"group lets out {one.id} all", pressed=True)
    assert not (await newest(stage)).out, "only whoever leads says that the group said yes"
    await stage.says("Bashir", f"group lets out {one.id} all", pressed=True)
    assert stage.room() == (
        "Our news of Tuesday 2 June may be handed on now. You said yes. Here is the file."
    )
    outside = read(last_file(stage))
    assert "for our group alone" not in outside
    assert DID in outside
    assert (await newest(stage)).print == one.print, "the text that was shown, to the letter"


async def test_anybody_can_say_not_yet_without_a_name(stage: Stage) -> None:
    await two_points(stage)
    await until(stage, london(9, 10, month=6))
    await alone(stage, "Bashir", "let news out")
    one = await newest(stage)
    await stage.says("Ann", f"keep it here {one.id}", pressed=True)
    assert stage.room() == "It stays in our group for now. Somebody would like that."
    await stage.says("Bashir", f"group lets out {one.id} all", pressed=True)
    assert not (await newest(stage)).out, "a yes from before does not count"


async def test_where_there_are_no_buttons_the_yes_and_the_not_yet_are_typed(stage: Stage) -> None:
    await two_points(stage)
    await until(stage, london(9, 10, month=6))
    await alone(stage, "Bashir", "let news out")
    await stage.says("Ann", "!keep it here 1")
    assert stage.room() == "It stays in our group for now. Somebody would like that."
    await until(stage, london(9, 11, month=6))
    await alone(stage, "Bashir", "let news out")
    await stage.says("Bashir", "!group lets out 1 all")
    assert (await newest(stage)).out


async def test_words_that_come_out_while_the_group_is_asked_undo_the_asking(stage: Stage) -> None:
    await two_points(stage)
    await until(stage, london(9, 10, month=6))
    await alone(stage, "Bashir", "let news out")
    one = await newest(stage)
    await alone(stage, "Priya", "out of news 1")
    await stage.says("Bashir", f"group lets out {one.id} all", pressed=True)
    assert not (await newest(stage)).out


async def test_a_text_that_never_arrived_is_shown_again_before_it_can_leave(stage: Stage) -> None:
    await two_points(stage)
    stage.platform.closed.add(Address(ROOM))
    await until(stage, FIRST + timedelta(hours=12))
    stage.platform.closed.clear()
    assert last_file(stage) is None
    await until(stage, FIRST + timedelta(days=1, minutes=1))
    assert stage.room().startswith("Our news is here again, as a file.")
    assert (await newest(stage)).free_from == date(2026, 6, 10)


async def test_what_has_left_cannot_be_called_back_and_that_is_said(stage: Stage) -> None:
    await two_points(stage)
    await until(stage, london(9, 10, month=6))
    await alone(stage, "Bashir", "let news out")
    one = await newest(stage)
    await stage.says("Bashir", f"group lets out {one.id} all", pressed=True)
    assert await alone(stage, "Priya", "out of news 1") == (
        "The words of point 1 are out. What was handed on before, I cannot call back. I am sorry."
    )
    assert NIGHTS not in read_document(await newest(stage))


async def test_texts_are_kept_for_about_a_year(stage: Stage) -> None:
    await two_points(stage)
    await until(stage, FIRST + timedelta(minutes=1))
    group = Book(stage).group.id
    day = date(2027, 7, 7)
    await stage.app.db.write(lambda tx: releases.sweep(tx, group, day - timedelta(days=1)))
    await newest(stage)
    await stage.app.db.write(lambda tx: releases.sweep(tx, group, day))
    assert await stage.app.db.read(lambda tx: releases.every(tx, group)) == []


# With the points that people note.


async def test_words_noted_in_a_meeting_reach_the_news_and_leave_them_with_their_point(
    stage: Stage,
) -> None:
    await stage.says("Bashir", "start")
    await stage.says("Priya", f"note this: {NIGHTS}")
    await stage.says("Bashir", "end")
    book = Book(stage)
    (point,) = await book.does(lambda tx, due: ledger.every(tx, due.group.id))
    await book.answered(point, Answer(State.THINKING, "We ask Lena.", "Ana", date(2026, 5, 14)))
    await until(stage, FIRST + timedelta(hours=1))
    assert NIGHTS in read(last_file(stage))
    await alone(stage, "Priya", "take out 1", "1")
    assert NIGHTS not in read_document(await newest(stage))


async def test_with_answers_told_in_between_the_room_has_two_posts_a_week(stage: Stage) -> None:
    """Points that are answered, and the news: in any seven days no more than two by themselves."""
    book = Book(stage)
    for n in range(6):
        await book.add(f"Words {n}", sayer=None)
    points = await book.does(lambda tx, due: ledger.every(tx, due.group.id))
    begun = len(posts(stage))
    for n, point in enumerate(points):
        day = stage.clock.now().date()
        said = Answer(State.THINKING, f"Answer {n}", "Ana", day)
        await book.answered(point, said, told=False)
        await until(stage, stage.clock.now() + timedelta(days=4))
    await until(stage, FIRST + timedelta(days=9))
    times = [line.at for line in posts(stage)[begun:]]
    assert any("Our news is here" in line.text for line in posts(stage)[begun:])
    for at in times:
        assert sum(at <= other < at + timedelta(days=7) for other in times) <= 2

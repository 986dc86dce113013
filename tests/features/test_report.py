"""The yearly report: counts, lines, other views word for word, let out part by part."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest_asyncio
from features.test_news import DID, last_file, newest, read, switched_on, two_points
from planned import alone, london, posts, until
from pointed import here
from stage import Stage, on_stage, person
from test_ledger import NIGHTS, Book

from bot import steps
from bot.db import Tx
from bot.ledger import Answer, Source, State
from bot.releases import Kind

VIEW = "We were not asked early enough."


@pytest_asyncio.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(tmp_path) as one:
        await switched_on(one)
        yield one


async def shown(stage: Stage) -> str:
    """Bashir has it shown: what is in the file."""
    await alone(stage, "Bashir", "report", "2")
    await stage.settle()
    return read(last_file(stage))


async def part(stage: Stage, name: str) -> str:
    """What stands under a heading of the newest file."""
    return read(last_file(stage)).partition(f"<h2>{name}</h2>")[2].partition("</section>")[0]


async def test_it_counts_points_and_never_people(stage: Stage) -> None:
    book, _, _ = await two_points(stage)
    third = await book.add("By phone?", source=Source.QUESTION, sayer=None)
    await book.answered(third, Answer(State.THINKING, "", "Ana", date(2026, 9, 1)))
    await until(stage, london(1, 12, month=7))
    text = await shown(stage)
    assert "3 points were raised. 3 were answered, 2 of them on time. 1 changed something." in text
    assert '<th scope="row">Noted in our chat</th><td>2</td>' in text
    assert '<th scope="row">A question without a name</th><td>1</td>' in text
    assert "Of 3 answers, 2 came by the day that was said." in text
    for name in ("Priya", "Joe", "Tom", "Bashir"):
        assert name not in text


async def test_its_three_parts_are_drafted_from_the_ledger(stage: Stage) -> None:
    book, _, _ = await two_points(stage)
    await book.add("Why so early?")
    await until(stage, london(1, 12, month=7))
    text = await shown(stage)
    assert text.count("<h2>") == 3
    assert DID in await part(stage, "Progress")
    assert "no money for night care" in await part(stage, "What to work on")
    assert "Point 3 is late." in await part(stage, "What to work on")
    said = stage.room()
    assert said.startswith("Our yearly report is here, as a file. If you see it differently,")
    assert "It stays in our group until Wednesday 8 July" in said


async def test_lines_of_whoever_leads_are_kept_and_can_be_dropped(stage: Stage) -> None:
    await alone(stage, "Bashir", "report line", "2", "We read every paper aloud.")
    assert (await alone(stage, "Bashir", "report")).startswith(
        "Our report has three parts. You wrote 1 lines for it. Other views: 0."
    )
    await shown(stage)
    assert "We read every paper aloud." in await part(stage, "Good practice")
    await alone(stage, "Bashir", "report", "3")
    await shown(stage)
    assert "We read every paper aloud." not in read(last_file(stage))


async def test_another_view_is_kept_word_for_word_by_its_sayers_yes_alone(stage: Stage) -> None:
    asked = await alone(stage, "Ann", "other view", "3", VIEW, "1")
    assert (
        "This goes into our report, under “What to work on”. The group reads it first. It says:"
        f" “{VIEW}” No name is with it."
    ) in asked
    await shown(stage)
    assert VIEW not in read(last_file(stage)), "nothing before the yes"
    await alone(stage, "Ann", "1")
    await shown(stage)
    assert VIEW in await part(stage, "What to work on")
    assert "Ann" not in read(last_file(stage))


async def test_a_view_has_a_name_only_if_its_sayer_wants_it(stage: Stage) -> None:
    await alone(stage, "Ann", "other view", "1", VIEW, "2", "1")
    await shown(stage)
    assert "Said by Ann" in await part(stage, "Progress")
    await alone(stage, "Ann", "leave", "yes")
    await shown(stage)
    assert "Ann" not in read(last_file(stage))
    assert VIEW in read(last_file(stage))


async def test_a_view_comes_out_by_its_sayer_alone_and_the_days_begin_again(stage: Stage) -> None:
    await alone(stage, "Ann", "other view", "1", VIEW, "1", "1")
    await shown(stage)
    number = await stage.app.db.read(lambda tx: tx.all("SELECT id FROM report_line")[0][0])
    told = await alone(stage, "Tom", f"take view out {number}")
    assert told == "That is not there any more. Nothing was changed."
    assert await alone(stage, "Ann", "other view") == (
        f"You gave these. Choose one to take it out.\n1 Take out: “{VIEW}”.\n2 Give another view."
    )
    assert await alone(stage, "Ann", "1") == (
        "Your view is out. On Wednesday 13 May the group reads what is left. Then the five working"
        " days begin again."
    )
    await until(stage, london(13, 10, 1))
    assert stage.room().startswith("Our report is here again, as a file. This is the text now.")
    assert VIEW not in read(last_file(stage))


async def test_a_part_that_the_group_did_not_let_out_is_not_in_the_file(stage: Stage) -> None:
    await two_points(stage)
    await until(stage, london(25, 12))
    await shown(stage)
    assert (await alone(stage, "Bashir", "let report out")).startswith("The group has this text")
    await until(stage, london(1, 12, month=6))
    await alone(stage, "Bashir", "let report out")
    assert stage.room() == (
        "Bashir asks: which parts of our report may leave our group? A part without your yes stays"
        " here. When people have said yes, Bashir types: !group lets out 1 progress. The other"
        " parts are called: practice and develop. Not yet is a good answer. Nobody has to say why."
        " To say it, type: !keep it here 1."
    )
    one = await newest(stage, Kind.REPORT)
    await stage.says("Bashir", f"group lets out {one.id} practice", pressed=True)
    assert stage.room() == (
        "“Good practice” may be handed on now. You said yes. In the file are the parts you let out."
    )
    outside = read(last_file(stage))
    assert "Good practice" in outside
    assert NIGHTS not in outside
    assert DID not in outside
    await stage.says("Bashir", f"group lets out {one.id} progress", pressed=True)
    outside = read(last_file(stage))
    assert DID in outside
    assert NIGHTS not in outside


async def test_a_newer_report_takes_the_place_of_one_that_never_left(stage: Stage) -> None:
    await shown(stage)
    first = await newest(stage, Kind.REPORT)
    await alone(stage, "Bashir", "report line", "1", "We met by phone, too.")
    await shown(stage)
    again = await newest(stage, Kind.REPORT)
    assert again.print != first.print
    assert again.first == first.first, "it tells of the same days"


async def test_the_next_report_tells_of_the_days_after_the_one_that_left(stage: Stage) -> None:
    await two_points(stage)
    await until(stage, london(25, 12))
    await shown(stage)
    await until(stage, london(1, 12, month=6))
    await alone(stage, "Bashir", "let report out")
    one = await newest(stage, Kind.REPORT)
    await stage.says("Bashir", f"group lets out {one.id} progress", pressed=True)
    await until(stage, london(1, 12, month=8))
    text = await shown(stage)
    assert "since Monday 25 May 2026" in text
    assert DID not in text


async def test_what_was_replied_is_read_by_the_room_and_in_the_next_report(stage: Stage) -> None:
    said = len(posts(stage))
    await alone(stage, "Bashir", "their reply", "Lena from the council", "We will read it.")
    assert len(posts(stage)) == said, "nothing is posted before it was seen"
    await alone(stage, "Bashir", "1")
    assert stage.room() == "Lena from the council replied to our report: “We will read it.”"
    await shown(stage)
    progress = await part(stage, "Progress")
    assert "A reply to our last report" in progress
    assert "We will read it." in progress


async def test_only_whoever_leads_begins_it(stage: Stage) -> None:
    for words in ("report", "report line", "let report out", "their reply"):
        told = await alone(stage, "Ann", words)
        assert "Bashir" in told, words


async def test_what_is_kept_names_views(stage: Stage) -> None:
    await alone(stage, "Ann", "other view", "1", VIEW, "1", "1")
    assert "You gave one other view for our report." in await alone(
        stage, "Ann", "what is kept about me"
    )
    assert "other view for our report" not in await alone(stage, "Tom", "what is kept about me")


async def test_a_name_goes_out_of_lines_and_views_that_were_given(stage: Stage) -> None:
    await alone(stage, "Ann", "other view", "1", "Joe said it first.", "1", "1")
    await alone(stage, "Bashir", "remove quietly Joe", "yes")
    text = await shown(stage)
    assert "… said it first." in text


async def test_points_of_people_who_joined_later_are_counted_the_same(stage: Stage) -> None:
    book = Book(stage)
    for n in range(3):
        await book.add(f"Words {n}", sayer=person("Tom").id)
    await until(stage, stage.clock.now() + timedelta(days=2))
    assert "3 points were raised. 0 were answered, 0 of them on time." in await shown(stage)


async def test_a_view_stays_its_sayers_when_two_accounts_are_one_person(stage: Stage) -> None:
    await alone(stage, "Ann", "other view", "1", VIEW, "2", "1")
    code = (await alone(stage, "Tom", "i am also")).partition("i am also ")[2].partition(".")[0]
    await alone(stage, "Ann", f"i am also {code}")
    told = await alone(stage, "Ann", "other view")
    assert told.startswith("You gave these.")
    await alone(stage, "Ann", "1")
    assert VIEW not in await shown(stage)


# How far meetings felt from their step.

BANDS = ("planned", "planned", "higher", "lower", "mixed")


async def rated(stage: Stage, *bands: str | None) -> None:
    group = here(stage)

    def felt(tx: Tx) -> None:
        for n, band in enumerate(bands):
            steps.felt(tx, group.id, date(2026, 5, 1) + timedelta(days=n), band)

    await stage.app.db.write(felt)


async def with_ladder(stage: Stage) -> None:
    await stage.says("Bashir", "!switch on ladder")
    await stage.says("Bashir", "!group says yes ladder")


async def test_the_gap_of_the_ladder_is_a_chart_with_the_same_in_words(stage: Stage) -> None:
    await with_ladder(stage)
    await rated(stage, *BANDS, None)
    await until(stage, london(20, 12))
    await shown(stage)
    practice = await part(stage, "Good practice")
    assert (
        "After 6 meetings, people were asked how it felt. 5 times enough of them answered."
        " As planned: 2. A step lower: 1. Higher: 1. Different to different people: 1."
    ) in practice
    assert "<svg" in practice
    assert "https://www.thinklocalactpersonal.org.uk/" in practice, "it is named and linked"
    assert "Much lower" in practice, "a bar that is empty is still named"


async def test_a_gap_that_is_not_good_is_something_to_work_on(stage: Stage) -> None:
    await with_ladder(stage)
    await rated(stage, "lower", "much-lower", "planned")
    await until(stage, london(20, 12))
    await shown(stage)
    assert "How far up the ladder it felt" not in await part(stage, "Good practice")
    assert "How far up the ladder it felt" in await part(stage, "What to work on")


async def test_two_meetings_are_too_few_to_tell_of(stage: Stage) -> None:
    await with_ladder(stage)
    await rated(stage, "planned", "lower", None, None)
    await until(stage, london(20, 12))
    assert "ladder" not in await shown(stage)


async def test_meetings_of_another_year_or_without_the_part_are_not_told_of(stage: Stage) -> None:
    await rated(stage, *BANDS)
    await until(stage, london(20, 12))
    assert "ladder" not in await shown(stage), "the group has not said yes to it"
    await with_ladder(stage)
    await stage.jump(timedelta(days=380))
    assert "ladder" not in await shown(stage)


# For whoever reads it.


async def test_days_that_were_not_kept_are_no_good_practice(stage: Stage) -> None:
    book, _, _ = await two_points(stage)
    for words in ("By phone?", "By post?"):
        one = await book.add(words)
        await book.answered(one, Answer(State.THINKING, "", "Ana", date(2026, 9, 1)))
    await until(stage, london(1, 12, month=7))
    await shown(stage)
    said = "Of 4 answers, 2 came by the day that was said."
    assert said not in await part(stage, "Good practice")
    assert said in await part(stage, "What to work on")


async def test_a_report_of_many_points_does_not_name_who_answered_each(stage: Stage) -> None:
    await two_points(stage)
    await until(stage, london(1, 12, month=7))
    text = await shown(stage)
    assert "Ana answered." not in text
    assert DID in text


async def test_what_is_late_is_told_first_and_own_lines_are_introduced(stage: Stage) -> None:
    book, _, _ = await two_points(stage)
    await book.add("Why so early?")
    await until(stage, london(29, 12, month=6))
    await book.add("Why so late?")
    await alone(stage, "Bashir", "report line", "3", "We start with lunch.")
    await shown(stage)
    develop = await part(stage, "What to work on")
    assert develop.index("Point 3 is late.") < develop.index("Point 4: an answer is due by")
    assert "<p>Our group adds:</p>\n<ul><li>We start with lunch.</li></ul>" in develop


async def test_it_begins_with_the_first_point_and_not_before_the_group(stage: Stage) -> None:
    await two_points(stage)
    await until(stage, london(1, 12, month=7))
    assert "This is what happened since Tuesday 12 May 2026." in await shown(stage)

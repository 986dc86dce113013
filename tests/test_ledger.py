"""The ledger: numbers, days, moves, and what is due after each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stage import ROOM, Stage, person

from bot import dates, ledger, settings
from bot.db import Tx
from bot.ledger import Answer, CouldNot, Point, Source, State
from bot.model import Due, Group
from bot.times import from_ms

T = TypeVar("T")
TODAY = date(2026, 5, 12)
"""A Tuesday."""
NIGHTS = "Why can page 1 not ask about nights?"


class Book:
    """The ledger of the group on a stage, written as a handler would."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.done = 0

    @property
    def group(self) -> Group:
        found = self.stage.app.groups.of_room(ROOM)
        assert found is not None
        return found

    async def does(self, what: Callable[[Tx, Due], T]) -> T:
        self.done += 1
        due = Due(
            f"test:{self.done}", self.group, "test", {}, self.stage.clock.now(), timedelta(), 1
        )
        return await self.stage.app.db.write(lambda tx: what(tx, due))

    async def add(self, words: str = NIGHTS, **facts: object) -> Point:
        sayer = person("Priya").id
        return await self.does(
            lambda tx, due: ledger.add(
                tx,
                due,
                words=words,
                **{"sayer": sayer, "source": Source.NOTE, **facts},  # type: ignore[arg-type]
            )
        )

    async def answered(self, one: Point, said: Answer, *, told: bool = True) -> Point:
        return await self.does(lambda tx, due: ledger.answered(tx, due, one, said, told=told))

    async def due(self) -> dict[str, date]:
        """The jobs of points that are due, and on which day; thanks are due of each, at first."""
        rows = await self.stage.app.db.read(
            lambda tx: tx.all("SELECT job, next_at FROM due WHERE group_id = :g", g=self.group.id)
        )
        ours = (row for row in rows if row[0].startswith("points.") and row[0] != ledger.THANK)
        return {job: from_ms(at).date() for job, at in ours}

    async def now(self, one: Point) -> Point:
        found = await self.does(lambda tx, _: ledger.by_number(tx, one.group, one.number))
        assert found is not None
        return found


@pytest.fixture
async def book(stage: Stage) -> Book:
    await stage.group()
    return Book(stage)


def did(day: date = TODAY) -> Answer:
    return Answer(State.DID, "Page 1 asks about nights now.", "Ana", day, person("Ana").id)


def could_not(**other: object) -> Answer:
    six = CouldNot(
        heard="Nights are the hard part.",
        reason="There is no money for night care this year.",
        decided="Lena, who holds the budget",
        could_change="the March budget",
        look_again=date(2027, 3, 10),
        elsewhere="The Carers' Board",
    )
    six = replace(six, **other)  # type: ignore[arg-type]
    return Answer(State.COULD_NOT, "", "Ana", TODAY, person("Ana").id, could_not=six)


# Days.


@pytest.mark.parametrize(
    ("days", "then"),
    [
        (0, date(2026, 5, 12)),
        (2, date(2026, 5, 14)),
        (4, date(2026, 5, 18)),
        (20, date(2026, 6, 9)),
        (60, date(2026, 8, 4)),
    ],
)
def test_working_days_leave_out_weekends(days: int, then: date) -> None:
    assert dates.working_days_after(TODAY, days) == then


@given(st.dates(date(2026, 1, 1), date(2036, 1, 1)), st.integers(1, 80))
def test_a_working_day_is_no_weekend_and_each_adds_one(day: date, days: int) -> None:
    then = dates.working_days_after(day, days)
    assert then.weekday() < 5
    between = (day + timedelta(days=n) for n in range(1, (then - day).days + 1))
    assert sum(one.weekday() < 5 for one in between) == days


async def test_a_group_can_only_make_the_days_fewer(book: Book) -> None:
    for setting in (settings.ANSWER_DAYS, settings.OUTCOME_DAYS):
        assert setting.allows("1")
        assert setting.allows(setting.default)
        assert not setting.allows(str(int(setting.default) + 1))
        assert not setting.allows("0")

    def choose(tx: Tx, due: Due) -> None:
        settings.choose(tx, due.group.id, settings.ANSWER_DAYS, "10", TODAY)
        book.stage.app.groups.settle(tx)

    await book.does(choose)
    assert (await book.add()).answer_by == date(2026, 5, 26)


# Points.


async def test_a_point_has_a_number_and_its_days(book: Book) -> None:
    first, second = await book.add(), await book.add("Start page 1 with what I can do.")
    assert (first.number, second.number) == (1, 2)
    assert (first.state, first.due) == (State.HEARD, date(2026, 6, 9))
    assert first.outcome_by == date(2026, 8, 4)
    assert await book.now(first) == first
    assert (await book.due())["points.late"] == date(2026, 6, 10)


async def test_a_number_that_was_taken_out_is_never_used_again(book: Book) -> None:
    first = await book.add()
    await book.answered(first, did())
    gone = await book.does(lambda tx, due: ledger.take_out(tx, due, first))
    assert (gone.words, gone.sayer, gone.is_open, gone.taken_out) == ("", None, False, True)
    assert await book.does(lambda tx, _: ledger.answers(tx, gone)) == []
    assert await book.due() == {}
    assert (await book.add()).number == 2


async def test_a_question_without_a_name_keeps_its_number(book: Book) -> None:
    note = "INSERT INTO note (id, group_id, number, kind, text, slot_date, state)"
    note += " VALUES ('n', :g, 4, 'challenge', 'Why?', '2026-05-12', 'released')"
    await book.does(lambda tx, due: tx.run(note, g=due.group.id))
    asked = await book.add(sayer=None, note="n", number=4)
    found = await book.does(lambda tx, due: ledger.of_note(tx, due.group.id, "n"))
    assert found == asked
    assert (await book.add()).number == 5


async def test_what_a_person_owes_comes_with_the_soonest_first(book: Book) -> None:
    first, second = await book.add(), await book.add("Later.")
    ana = person("Ana").id
    for one, day in ((first, date(2026, 6, 5)), (second, date(2026, 5, 22))):
        await book.does(
            lambda tx, due, one=one, day=day: ledger.decide(  # type: ignore[misc]
                tx, due, one, decides="Lena", answerer=ana, answer_by=day
            )
        )
    owed = await book.does(lambda tx, due: ledger.owed_by(tx, due.group.id, ana))
    assert [one.number for one in owed] == [2, 1]


# Answers.


async def test_every_answer_is_kept_in_order_with_all_its_fields(book: Book) -> None:
    one = await book.add()
    thinking = Answer(State.THINKING, "We ask Lena.", "Ana", TODAY, route="email", heard="Nights.")
    will = Answer(State.WILL, "New words.", "Ana", TODAY, will_by=date(2026, 5, 26))
    said = [thinking, will, could_not()]
    for each in said:
        one = await book.answered(one, each)
    assert await book.does(lambda tx, _: ledger.answers(tx, one)) == said
    assert await book.now(one) == one


async def test_will_is_due_on_its_own_day_and_says_who_promised(book: Book) -> None:
    will = Answer(State.WILL, "New words.", "Ana", TODAY, will_by=date(2026, 5, 26))
    one = await book.answered(await book.add(), will)
    assert (one.due, one.promised_by) == (date(2026, 5, 26), "Ana")
    assert one.is_late(date(2026, 5, 27))
    assert not one.is_late(date(2026, 5, 26))


async def test_an_outcome_waits_for_its_sayer_and_closes_with_their_yes(book: Book) -> None:
    one = await book.answered(await book.add(), did())
    assert one.waits_for_sayer
    assert (one.is_open, one.due, one.asks_until) == (True, None, TODAY + ledger.WAIT)
    assert list(await book.due()) == ["points.close"]
    one = await book.does(lambda tx, due: ledger.confirm(tx, due, one, "yes"))
    assert (one.is_open, one.confirmed, one.closed_on) == (False, "yes", TODAY)
    assert await book.due() == {}


@pytest.mark.parametrize("said", ["partly", "no"])
async def test_an_answer_that_was_not_meant_is_owed_again(book: Book, said: str) -> None:
    one = await book.answered(await book.add(), did())
    one = await book.does(lambda tx, due: ledger.confirm(tx, due, one, said))
    assert (one.is_open, one.confirmed, one.state) == (True, said, State.THINKING)
    assert one.due == date(2026, 6, 9)
    assert list(await book.due()) == ["points.late"]


async def test_a_wait_that_is_over_is_recorded(book: Book) -> None:
    one = await book.answered(await book.add(), did())
    one = await book.does(lambda tx, due: ledger.wait_is_over(tx, due, one))
    assert (one.confirmed, one.closed_on) == (ledger.WAITED, TODAY)


async def test_what_we_will_know_by_a_day_is_due_then_and_nothing_closes(book: Book) -> None:
    by = date(2026, 6, 1)
    one = await book.answered(await book.add(), could_not(reason=by))
    assert (one.due, one.asks_until, one.waits_for_sayer) == (by, None, False)
    one = await book.answered(one, could_not())
    assert one.due is None
    assert one.waits_for_sayer


async def test_could_not_is_looked_at_again_also_when_it_is_closed(book: Book) -> None:
    one = await book.answered(await book.add(), could_not())
    one = await book.does(lambda tx, due: ledger.confirm(tx, due, one, "yes"))
    assert await book.due() == {"points.again": date(2027, 3, 10)}
    one = await book.does(lambda tx, due: ledger.goes_on(tx, due, one))
    assert (one.is_open, one.state, one.confirmed) == (True, State.THINKING, None)
    assert one.due is not None


async def test_more_time_moves_what_is_due_next(book: Book) -> None:
    one, day = await book.add(), date(2026, 9, 1)
    one = await book.does(lambda tx, due: ledger.more_time(tx, due, one, day))
    assert (one.answer_by, one.outcome_by, one.due) == (day, day, day)
    one = await book.answered(one, Answer(State.THINKING, "Soon.", "Ana", TODAY))
    one = await book.does(lambda tx, due: ledger.more_time(tx, due, one, date(2026, 10, 1)))
    assert one.due == date(2026, 10, 1)


async def test_a_parked_one_is_due_when_it_comes_back(book: Book) -> None:
    one, day = await book.add(), date(2026, 7, 1)
    one = await book.does(lambda tx, due: ledger.park(tx, due, one, day))
    assert one.due == day
    one = await book.does(lambda tx, due: ledger.goes_on(tx, due, one))
    assert (one.parked_until, one.state) == (None, State.HEARD)


async def test_late_is_due_once_for_each_day(book: Book) -> None:
    one = await book.add()
    one = await book.does(lambda tx, due: ledger.is_late(tx, due, one))
    assert one.late_said == one.due
    assert await book.due() == {}
    one = await book.does(lambda tx, due: ledger.more_time(tx, due, one, date(2026, 7, 1)))
    assert await book.due() == {"points.late": date(2026, 7, 2)}


async def test_a_closed_point_takes_no_answer_nor_one_without_its_fields(book: Book) -> None:
    one = await book.add()
    for bad in (
        Answer(State.COULD_NOT, "No.", "Ana", TODAY),
        Answer(State.WILL, "Soon.", "Ana", TODAY),
        replace(did(), will_by=TODAY),
    ):
        with pytest.raises(ValueError, match="belong"):
            await book.answered(one, bad)
    gone = await book.does(lambda tx, due: ledger.take_out(tx, due, one))
    with pytest.raises(ValueError, match="closed"):
        await book.answered(gone, did())
    assert await book.does(lambda tx, _: ledger.answers(tx, one)) == []


async def test_what_the_room_has_not_had_waits_for_ten_in_the_morning(book: Book) -> None:
    one = await book.answered(await book.add(), did(), told=False)
    assert (await book.due())["points.tell"] == TODAY + timedelta(days=1)  # it is 10:16
    untold = await book.does(lambda tx, due: ledger.untold(tx, due.group.id))
    assert untold == [(one, did())]
    await book.does(lambda tx, _: ledger.all_told(tx, [one]))
    assert await book.does(lambda tx, due: ledger.untold(tx, due.group.id)) == []


async def test_counts_are_of_what_was_said_in_those_days(book: Book) -> None:
    first, second, third = [await book.add(f"Point {n}.") for n in range(3)]
    await book.add("Asked.", source=Source.LIMIT)
    one = await book.answered(first, did())
    await book.does(lambda tx, due: ledger.confirm(tx, due, one, "yes"))
    await book.answered(second, could_not())
    await book.does(lambda tx, due: ledger.take_out(tx, due, third))
    found = await book.does(lambda tx, due: ledger.counts(tx, due.group.id, TODAY, TODAY))
    assert (found.raised, found.answered, found.on_time) == (3, 2, 2)
    assert (found.changed, found.could_not, found.confirmed) == (1, 1, 1)
    assert found.by_source == {Source.NOTE: 2, Source.LIMIT: 1}
    later = TODAY + timedelta(days=1)
    assert (
        await book.does(lambda tx, due: ledger.counts(tx, due.group.id, later, later))
    ).raised == 0
    given = await book.does(lambda tx, due: ledger.answered_between(tx, due.group.id, TODAY, TODAY))
    assert [(point.number, answer) for point, answer in given] == [(1, did()), (2, could_not())]


# People.


async def test_words_are_wanted_until_an_answer(book: Book) -> None:
    ann = person("Ann").id
    asked = ledger.Wanted(0, book.group.id, "Nights.", ann, "Bashir", Source.NOTE, TODAY)
    kept = await book.does(lambda tx, _: ledger.want(tx, asked, seed=7))
    assert await book.does(lambda tx, due: ledger.wanted_of(tx, due.group.id, ann)) == [kept]
    assert await book.does(lambda tx, due: ledger.every(tx, due.group.id)) == []
    assert await book.does(lambda tx, _: ledger.no_longer_wanted(tx, kept.id))
    assert not await book.does(lambda tx, _: ledger.no_longer_wanted(tx, kept.id))
    assert await book.does(lambda tx, due: ledger.wanted_of(tx, due.group.id, ann)) == []


async def test_somebody_who_leaves_is_in_no_row(book: Book) -> None:
    ana = person("Ana").id
    one = await book.add(sayer=ana, named=True)
    one = await book.does(lambda tx, due: ledger.decide(tx, due, one, answerer=ana))
    one = await book.answered(one, Answer(State.WILL, "Yes.", "Ana", TODAY, ana, will_by=TODAY))
    await book.does(lambda tx, due: ledger.lets_go(tx, due.group.id, ana))
    left = await book.now(one)
    assert (left.sayer, left.named, left.answerer, left.promised_by) == (None, False, None, None)
    assert left.words == NIGHTS
    (said,) = await book.does(lambda tx, _: ledger.answers(tx, left))
    assert (said.by, said.person, said.words) == ("", None, "Yes.")


async def test_a_name_is_taken_out_of_every_word(book: Book) -> None:
    one = await book.add("Ana said: start with what I can do.")
    one = await book.does(lambda tx, due: ledger.decide(tx, due, one, decides="Ana and Lena"))
    await book.answered(one, could_not(decided="Ana"))
    await book.does(
        lambda tx, due: ledger.reword(tx, due.group.id, lambda said: said.replace("Ana", "…"))
    )
    now = await book.now(one)
    assert (now.words, now.decides) == ("… said: start with what I can do.", "… and Lena")
    (said,) = await book.does(lambda tx, _: ledger.answers(tx, now))
    assert said.could_not is not None
    assert (said.by, said.could_not.decided) == ("…", "…")
    assert said.could_not.look_again == date(2027, 3, 10)

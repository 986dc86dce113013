"""What may become of a line, as tables, and a whole life of charters by chance."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot import charter
from bot.clauses import GRACE, Change, Clause, State, Tag, chosen, for_newcomer, said
from bot.db import Tx, migrate, steps
from bot.db.sqlite import Sqlite
from bot.features.charter import changing, fading, handlers, looking, rules, store, worries
from bot.features.charter.rules import Asked, What
from bot.model import (
    Ask,
    Due,
    Group,
    GroupId,
    Member,
    Person,
    PersonId,
    Refused,
    RoomId,
    Say,
    Session,
)

TODAY = date(2026, 5, 12)
LINE = Clause(4, "We let people finish", State.TRIED, TODAY, TODAY + rules.TRIAL)
states = st.sampled_from(State)
whats = st.sampled_from(What)


def asked(what: What, words: str = LINE.words, on: date = TODAY) -> Asked:
    return Asked(LINE.number, what, words, None, on)


@given(state=states, what=whats, waits=st.integers(0, 40))
def test_only_a_yes_to_the_same_question_makes_a_line_agreed(
    state: State, what: What, waits: int
) -> None:
    line = replace(LINE, state=state)
    try:
        new, _ = rules.yes(line, asked(what), TODAY + timedelta(days=waits))
    except Refused:
        return
    became = new.state is State.AGREED and state is not State.AGREED
    assert became == (state is State.TRIED and what in (What.AGREE, What.LOOK))
    assert waits < rules.ASKED_FOR.days


@given(state=states)
def test_nothing_comes_of_a_yes_that_nobody_asked_for(state: State) -> None:
    with pytest.raises(Refused):
        rules.yes(replace(LINE, state=state), None, TODAY)


@given(what=whats.filter(lambda what: what is not What.CHANGE))
def test_a_yes_to_other_words_is_none(what: What) -> None:
    line = replace(LINE, state=State.FADED if what is What.BACK else State.TRIED)
    with pytest.raises(Refused):
        rules.yes(line, asked(what, "Something else"), TODAY)


@pytest.mark.parametrize(
    ("typed", "number", "words"),
    [
        ("4: we wait", 4, "we wait"),
        ("4 - we wait", 4, "we wait"),
        ("we wait", None, "we wait"),
        ("4 people can stop us", None, "4 people can stop us"),
        ("2 hands: one line", None, "2 hands: one line"),
    ],
)
def test_a_number_before_a_colon_is_the_line_it_rewrites(
    typed: str, number: int | None, words: str
) -> None:
    assert rules.numbered(typed) == (number, words)


@pytest.mark.parametrize(
    ("days", "again"),
    [
        ((14, 28), 28),
        ((7, 14), 14),
        ((14,), 28),
        ((), 28),
        ((14, 200), 28),
    ],
)
def test_a_draft_is_looked_at_at_the_third_meeting_or_after_four_weeks(
    days: Sequence[int], again: int
) -> None:
    coming = [TODAY + timedelta(days=each) for each in days]
    assert rules.look_again(coming, TODAY) == TODAY + timedelta(days=again)


def test_a_worry_of_the_same_day_keeps_a_suggestion_and_a_later_one_opens_a_talk() -> None:
    back = rules.worried(LINE, TODAY)
    assert back is not None
    assert back.state is State.SUGGESTED
    later = TODAY + timedelta(days=1)
    assert rules.worried(LINE, later) == replace(LINE, look_again=later)
    agreed = rules.worried(replace(LINE, state=State.AGREED), later)
    assert agreed == replace(LINE, since=later, look_again=later), (
        "it counts, and is agreed no more"
    )


# The line of an opening.

lines = st.builds(
    Clause,
    number=st.integers(1, 8),
    words=st.just("words"),
    state=states,
    since=st.just(TODAY),
    look_again=st.just(TODAY),
    steers=st.sampled_from((None, ("order", "first come"))),
    tags=st.frozensets(st.sampled_from(Tag)),
    shown=st.integers(0, 5),
)
charters = st.lists(lines, max_size=6, unique_by=lambda one: one.number)
comings = st.frozensets(st.sampled_from(Tag))


@given(every=charters, coming=st.lists(comings, min_size=2, max_size=6))
def test_no_line_is_said_twice_in_a_row_and_none_that_does_not_count(
    every: list[Clause], coming: list[frozenset[Tag]]
) -> None:
    own = [one for one in every if one.live and one.steers is None]
    before: int | None = None
    for each in coming:
        found = chosen(every, each)
        assert (found is None) == (not own)
        if found is None:
            return
        assert found in own
        assert found.number != before or len(own) == 1
        before = found.number
        every = [said(one, every) if one.number == before else one for one in every]
        own = [one for one in every if one.live and one.steers is None]


@given(every=charters)
def test_whoever_is_new_reads_a_line_that_counts(every: list[Clause]) -> None:
    found = for_newcomer(every)
    own = [one for one in every if one.live and one.steers is None]
    assert (found is None) == (not own)
    if found is not None:
        assert found in own
        assert Tag.NEW in found.tags or not any(Tag.NEW in one.tags for one in own)


# A whole life, through the handlers and the database.

GROUP = GroupId(1)
LEAD = Person(PersonId("stage:bashir"), "Bashir")
ROOM = RoomId("stage:room")
picks = st.integers(0, 11)
"""Which of the lines there are, or one more, that is not there."""
sentences = st.sampled_from(("Quiet is fine", "We say why", "Nobody is alone", "We wait"))


class Charters(RuleBasedStateMachine):
    """Everything that can be said about lines, in any order, while days go by."""

    @initialize()
    def begins(self) -> None:
        raw = sqlite3.connect(":memory:", isolation_level=None)
        migrate(raw, steps())
        raw.execute(
            "INSERT INTO household (id, name, zone, language)"
            " VALUES (1, 'G', 'Europe/London', 'en')"
        )
        self.raw = raw
        self.tx = Tx(Sqlite(raw))
        self.now = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)
        self.told: list[Change] = []
        self.yes: dict[int, set[str]] = {}
        """By number: the words that people said yes to."""
        self.given: list[int] = []
        self.version = 0
        for words in ("Quiet is fine", "We say why"):
            self.writes(words)
        self.reads_out()

    def waiting(self, *what: What) -> list[int]:
        """Of which lines the group was asked that."""
        found = (store.asked(self.tx, GROUP, one.number) for one in self.lines())
        return [one.number for one in found if one is not None and one.what in (what or What)]

    def teardown(self) -> None:
        if hasattr(self, "raw"):
            self.raw.close()

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def group(self) -> Group:
        return Group(
            GROUP,
            "G",
            (ROOM,),
            {LEAD.id: Member(LEAD, TODAY)},
            {LEAD.id: date(2030, 1, 1)},
            {LEAD.id: LEAD.name},
            session=Session(1, LEAD, self.now),
            settings={"part.charter": "on"},
        )

    def number(self, pick: int) -> int:
        return 1 + pick % (len(self.lines()) + 1)

    def lines(self) -> tuple[Clause, ...]:
        return charter.read(self.tx, GROUP).clauses

    def does(self, handler: Callable[[Tx, Ask], Sequence[Say]], **args: object) -> bool:
        """False: refused, and then nothing has changed."""
        ask = Ask(
            cause=f"stage:{self.now}",
            group=self.group,
            by=LEAD,
            command="",
            args=args,
            at=self.now,
            room=ROOM,
            private=False,
            rights=frozenset(),
            seed=1,
            account=LEAD.id,
        )
        before = self.tx.changes
        try:
            handler(self.tx, ask)
        except Refused:
            assert self.tx.changes == before, "a refusal saves nothing"
            return False
        self.tx.moments.clear()
        return True

    def clause(self, number: int) -> Clause | None:
        return charter.read(self.tx, GROUP).clause(number)

    @rule(words=sentences)
    def writes(self, words: str) -> None:
        before = {one.number for one in self.lines()}
        if self.does(handlers.write_line, words=words):
            (new,) = {one.number for one in self.lines()} - before
            assert new not in self.given
            self.given.append(new)

    @rule(pick=picks, words=sentences)
    def rewrites(self, pick: int, words: str) -> None:
        number = self.number(pick)
        self.does(handlers.write_line, words=f"{number}: {words}")

    @rule()
    def reads_out(self) -> None:
        self.does(handlers.our_draft)

    @rule(pick=picks)
    def has_a_worry(self, pick: int) -> None:
        number = self.number(pick)
        one = self.clause(number)
        self.does(worries.worry, number=number)
        now = self.clause(number)
        if one is not None and one.live and (one.state, one.since) != (State.TRIED, self.today):
            assert now is not None
            assert now.live, "one person's worry opens a talk: the line still counts"
            assert (now.state, now.words, now.steers) == (State.TRIED, one.words, one.steers)
            assert now.is_due(self.today)

    @rule(pick=picks)
    def asks_to_agree(self, pick: int) -> None:
        self.asks(handlers.agree_line, pick)

    @rule(pick=picks)
    def asks_to_bring_back(self, pick: int) -> None:
        self.asks(handlers.bring_back, pick)

    @precondition(lambda self: any(one.live for one in self.lines()))
    @rule()
    def its_day_comes_and_it_is_looked_at(self) -> None:
        day = min(one.look_again for one in self.lines() if one.live)
        self.days_go_by(max(0, (day - self.today).days))
        self.asks(looking.look_again, 0)
        assert self.waiting(What.LOOK)

    @rule(pick=picks)
    def asks_to_drop(self, pick: int) -> None:
        number = self.number(pick)
        waits = store.asked(self.tx, GROUP, number)
        if waits is None or waits.what is not What.LOOK:
            self.asks(handlers.drop_line, pick)
        elif self.does(handlers.drop_line, number=number):
            assert waits.waits(self.today)

    def asks(self, handler: Callable[[Tx, Ask], Sequence[Say]], pick: int) -> None:
        before = {one.number: one for one in self.lines()}
        self.does(handler, number=self.number(pick))
        for one in self.lines():
            old = before[one.number]
            struck = handler is handlers.drop_line and old.state is State.SUGGESTED
            assert one == old or struck, "to ask changes nothing"

    @rule(pick=picks, words=sentences)
    def asks_for_a_change(self, pick: int, words: str) -> None:
        number = self.number(pick)
        one = self.clause(number)
        line = "" if one is None else one.words
        self.does(changing.post, number=str(number), line=line, words=words, because="it helps")
        assert self.clause(number) == one

    @precondition(lambda self: bool(self.waiting()))
    @rule(pick=picks)
    def group_says_yes(self, pick: int) -> None:
        there = self.waiting()
        number = there[pick % len(there)]
        waits = store.asked(self.tx, GROUP, number)
        if self.does(handlers.group_says_yes_to, line=f"line {number}"):
            assert waits is not None, "nobody was asked"
            self.yes.setdefault(number, set()).add(waits.words)
            self.looks_ahead(number)

    @precondition(lambda self: bool(self.waiting(What.LOOK)))
    @rule(pick=picks)
    def group_keeps(self, pick: int) -> None:
        there = self.waiting(What.LOOK)
        number = there[pick % len(there)]
        waits = store.asked(self.tx, GROUP, number)
        if self.does(looking.keep_line, number=number):
            assert waits is not None
            assert waits.what is What.LOOK
            self.yes.setdefault(number, set()).add(waits.words)
            self.looks_ahead(number)

    @precondition(lambda self: bool(self.waiting(What.LOOK)))
    @rule(pick=picks)
    def is_not_sure(self, pick: int) -> None:
        there = self.waiting(What.LOOK)
        number = there[pick % len(there)]
        if self.does(looking.not_sure, number=number):
            self.looks_ahead(number)

    def looks_ahead(self, number: int) -> None:
        one = self.clause(number)
        assert one is not None
        assert not one.live or one.look_again > self.today

    @rule()
    def a_meeting_opens(self) -> None:
        found = charter.line_for(self.tx, GROUP, frozenset())
        if found is not None:
            assert found.live
            charter.was_said(self.tx, GROUP, found)

    @rule(days=st.sampled_from((1, 1, 28, 28, 60)))
    def days_go_by(self, days: int) -> None:
        self.now += timedelta(days=days)
        due = self.tx.one("SELECT next_at FROM due WHERE job = :j", j=fading.FADE)
        assert (due is None) == (not charter.read(self.tx, GROUP).live)
        if due is not None and due[0] <= self.now.timestamp() * 1000:
            job = Due("due", self.group, fading.FADE, {}, self.now, timedelta(), 1)
            assert not fading.fade(self.tx, job), "nobody is disturbed"

    @invariant()
    def no_version_is_ever_lost(self) -> None:
        if not hasattr(self, "told"):
            return
        now = charter.changes(self.tx, GROUP)
        assert now[: len(self.told)] == self.told
        self.told = now
        for one in self.lines():
            last = [each for each in now if each.number == one.number][-1]
            assert last.words == one.words

    @invariant()
    def a_line_is_agreed_only_by_a_yes_to_its_words(self) -> None:
        if hasattr(self, "yes"):
            for one in self.lines():
                agreed = one.state is State.AGREED
                assert not agreed or one.words in self.yes.get(one.number, set())

    @invariant()
    def what_counts_has_its_day_ahead_or_waits_to_be_renewed(self) -> None:
        if hasattr(self, "told"):
            for one in self.lines():
                assert not one.live or one.look_again + GRACE > self.today

    @invariant()
    def no_number_is_given_twice_and_none_goes(self) -> None:
        if hasattr(self, "given"):
            assert [one.number for one in self.lines()] == self.given

    @invariant()
    def versions_count_up_once_a_day(self) -> None:
        if hasattr(self, "version"):
            found = charter.read(self.tx, GROUP)
            assert self.version <= found.version
            days = {one.on for one in self.told}
            assert found.version <= len(days)
            self.version = found.version


TestCharters = Charters.TestCase
TestCharters.settings = settings(max_examples=40, stateful_step_count=50, deadline=None)

"""Rules of rounds, for any group and any answers."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue import sections
from bot.features.checkin import rules
from bot.features.checkin.rules import Answer, Between, Question
from bot.model import Person, PersonId

NAMES = st.lists(st.text("abcdefgh", min_size=1, max_size=3), min_size=1, max_size=12, unique=True)
SEED = st.integers(0, 2**64 - 1)
WHO = st.text("abcdefgh", min_size=1, max_size=4).map(lambda name: Person(PersonId(name), name))
PEOPLE = st.lists(WHO, max_size=15, unique_by=lambda person: person.id)
WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=rules.MOST)
ANSWERS = st.lists(st.builds(Answer, WHO, WORDS), max_size=20)
DAY = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(NAMES, st.lists(SEED, min_size=1, max_size=40))
def test_no_question_comes_again_before_all_were_asked(names: list[str], seeds: list[int]) -> None:
    asked: list[str] = []
    history: list[str] = []
    for seed in seeds:
        name = rules.choose(names, asked, seed)
        if rules.used_up(names, asked):
            asked = []
        assert name not in asked
        assert len(names) == 1 or history[-1:] != [name]
        asked.append(name)
        history.append(name)


@given(NAMES, NAMES, SEED)
def test_questions_of_other_sections_do_not_count(
    names: list[str], others: list[str], seed: int
) -> None:
    assert rules.choose(names, [f"other-{name}" for name in others], seed) in names


def test_the_bank_has_enough_for_a_year_of_rounds() -> None:
    bank = sections("checkin-questions")
    assert set(bank) - {rules.AGAIN} == {rules.FIRST, rules.LAST, rules.BETWEEN}
    assert sum(map(len, bank.values())) >= 60


@given(PEOPLE, WHO)
def test_everybody_could_begin_once_before_anybody_again(
    people: list[Person], lead: Person
) -> None:
    others = [person.id for person in people if person.id != lead.id]
    last: PersonId | None = None
    began = []
    for _ in others:
        begins = rules.beginner(people, last, {lead.id})
        assert begins is not None
        began.append(last := begins.id)
    assert sorted(began) == sorted(others)


@given(PEOPLE, st.none() | WHO, st.sets(WHO.map(lambda person: person.id)))
def test_who_goes_last_or_is_away_is_never_asked_to_begin(
    people: list[Person], last: Person | None, besides: set[PersonId]
) -> None:
    begins = rules.beginner(people, last.id if last else None, besides)
    assert (begins is None) == (not {person.id for person in people} - besides)
    assert begins is None or (begins in people and begins.id not in besides)


@given(st.builds(datetime.combine, DAY, st.times()), st.sampled_from([*rules.DAYS]))
def test_answers_come_together_in_the_morning_of_a_later_day(now: datetime, days: str) -> None:
    gathers = rules.gather_time(now, rules.DAYS[days])
    assert gathers.time() == time(10)
    assert 1 <= (gathers.date() - now.date()).days <= 7
    assert gathers > now


@given(DAY, st.lists(st.tuples(st.integers(1, 7), st.integers(0, 5)), min_size=2, max_size=8))
def test_no_seven_days_hold_more_than_two_posts(start: date, rounds: list[tuple[int, int]]) -> None:
    posts: list[date] = []
    last: Between | None = None
    for days, waits in rounds:
        opened = start if last is None else rules.earliest(last, days) + timedelta(days=waits)
        gathers = rules.gather_time(datetime.combine(opened, time(12)), days)
        last = Between(Question("since"), opened, gathers)
        posts += [opened, gathers.date()]
    assert posts == sorted(posts)
    assert all(third - first >= rules.WEEK for first, third in zip(posts, posts[2:], strict=False))


@given(ANSWERS, SEED)
def test_shuffling_loses_and_adds_nothing(answers: list[Answer], seed: int) -> None:
    mixed = rules.shuffled(answers, seed)
    assert sorted(map(repr, mixed)) == sorted(map(repr, answers))
    assert rules.shuffled(answers, seed) == mixed


@given(ANSWERS)
def test_every_answer_is_posted_whole_and_every_message_fits(answers: list[Answer]) -> None:
    pages = rules.pages(answers)
    assert [answer for page in pages for answer in page] == answers
    assert len(pages) >= 1
    assert all(pages) or pages == ((),)
    assert all(sum(map(rules.length, page)) <= rules.SPACE for page in pages)


@given(st.lists(st.builds(Answer, WHO, st.text("a *_", min_size=1, max_size=40)), max_size=5))
def test_a_few_short_answers_are_one_message(answers: list[Answer]) -> None:
    assert len(rules.pages(answers)) == 1


@given(WORDS)
def test_the_length_allows_for_a_mark_before_each_sign(words: str) -> None:
    escaped = "".join(f"\\{char}" if not char.isalnum() and char != " " else char for char in words)
    assert len(escaped) <= rules.length(Answer(Person(PersonId("a"), "Ann"), words))

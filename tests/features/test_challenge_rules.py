"""Questions without a name, decided: the numbers that are shown, and what may happen when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.anonymous.crowd import FLOOR, MEMBER_FOR, crowd
from bot.anonymous.slots import once_a_week
from bot.aside import Around, Step, Told, Watched
from bot.features.challenge import rules
from bot.features.challenge.asking import asks
from bot.features.challenge.rules import NO, PARTLY, YES, Question, State
from bot.features.challenge.writing_back import writes_back
from bot.model import Group, GroupId, Member, Person, PersonId, RoomId, Text

TODAY = date(2026, 5, 12)
QUESTION = "I wonder whether afternoons would let more of us come."
THERE = {
    "note": "n1",
    "number": "1",
    "text": QUESTION,
    "day": "2026-05-08",
    "state": "released",
    "acts": "0",
    "receipt": "ff",
}


@st.composite
def groups(draw: st.DrawFn) -> Group:
    """Members who joined at any time, some paid, some leading, one perhaps by phone."""
    size = draw(st.integers(0, 15))
    members = {}
    for n in range(size):
        platform = draw(st.sampled_from(("stage", "stage", "stage", "phone")))
        who = Person(PersonId(f"{platform}:{n}"), f"N{n}")
        joined = TODAY - timedelta(days=draw(st.integers(0, 40)))
        members[who.id] = Member(who, joined, paid=draw(st.booleans()))
    leads = draw(st.sets(st.sampled_from(sorted(members)))) if members else set()
    return Group(
        id=GroupId(1),
        name="Us",
        rooms=(RoomId("stage:room"),),
        members=members,
        facilitators=dict.fromkeys(leads, TODAY + timedelta(days=30)),
        names={id: one.person.name for id, one in members.items()},
    )


def around(group: Group, watched: Watched = Watched.COMPANY, *, left: bool = True) -> Around:
    who = crowd(group, TODAY, once_a_week=once_a_week(group, TODAY))
    return Around(group, watched, TODAY, who, TODAY + timedelta(days=3), left=left)


@given(groups(), st.sampled_from(Watched))
def test_the_shown_numbers_follow_from_who_is_there(group: Group, watched: Watched) -> None:
    """Who leads, who joined lately and who has no account is not counted; staff are shown."""
    counted = [
        one
        for id, one in group.members.items()
        if id not in group.facilitators
        and not one.person.by_phone
        and one.joined_on <= TODAY - MEMBER_FOR
    ]
    step = asks(around(group, watched), Told())
    if len(counted) < FLOOR:
        assert step.says.key == "challenge.too-few-yet"
        assert step.says.facts["people"] == len(counted)
        assert step.draft is None
        return
    paid = sum(one.paid for one in counted)
    sides = step.says.facts["crowd"]
    assert isinstance(sides, Text)
    assert sides.facts == {"unpaid": len(counted) - paid, "paid": paid}
    guess = step.says.facts["guess"]
    assert isinstance(guess, int)
    assert 2 <= guess <= len(counted)


CHOICES = ("", "write", "change", "words", "keep", "about-words", "more", "leave", "send")


@given(
    groups(),
    st.sampled_from(Watched),
    st.lists(st.sampled_from((*CHOICES, "send-with-code")), max_size=8),
    st.sampled_from(("", "Mine", "Ann in Mill Lane", "x" * 1501, QUESTION)),
)
def test_nothing_goes_into_the_box_but_what_was_shown_last(
    group: Group, watched: Watched, choices: list[str], words: str
) -> None:
    """Whatever is pressed in whatever order: only the words of the last preview are sent."""
    draft: dict[str, str] = {}
    shown: object = None
    for choice in choices:
        said = Told(choice, words if choice == "words" else None, draft)
        step = asks(around(group, watched), said)
        if step.whisper is not None:
            assert step.whisper.text == words == draft["words"]
            assert around(group).crowd.size >= FLOOR
        if step.says.key == "challenge.goes-out":
            shown = step.says.facts["text"]
            assert shown == words
        draft = dict(step.draft or {})
        assert draft.get("words", words) == words


@given(groups(), st.integers(0, 4), st.integers(0, 4))
def test_three_acts_at_most_but_it_can_always_be_withdrawn(
    group: Group, done: int, waiting: int
) -> None:
    draft = {**THERE, "acts": str(done), "waiting": str(waiting)}
    found = writes_back(around(group), Told("found", draft=draft))
    types = [one.types.split()[-1] for one in found.says.choices]
    assert "withdraw" in types
    assert ("reply" in types) == (done + waiting < rules.MOST_ACTS)
    for choice in ("send", "meant-yes"):
        sent = writes_back(around(group), Told(choice, draft={**draft, "words": "More"}))
        assert sent.whisper is None or done + waiting < rules.MOST_ACTS
    sure = writes_back(around(group, left=False), Told("withdraw-it", draft=draft))
    assert sure.whisper is not None
    assert (sure.whisper.kind, sure.whisper.about) == ("withdraw", "n1")


@given(groups())
def test_replies_are_counted_on_who_was_there_both_times(group: Group) -> None:
    then, now = date.fromisoformat(THERE["day"]), around(group).crowd
    both = [
        name
        for name in now.names
        if any(
            one.person.name == name and one.joined_on <= then - MEMBER_FOR
            for one in group.members.values()
        )
    ]
    step = writes_back(around(group), Told("words", "More", {**THERE, "at": "reply"}))
    assert step.says.key == "challenge.reply-goes-out"
    (could,) = step.says.then
    assert could.facts["people"] == len(both)
    sent = writes_back(around(group), Told("send", draft={**THERE, "words": "More"}))
    assert (sent.whisper is not None) == (len(both) >= FLOOR)


@pytest.mark.parametrize("choice", ["take-out", "reply", "send", "withdraw-it", "meant-yes", "x"])
def test_without_five_words_nothing_can_be_done(choice: str) -> None:
    group = Group(GroupId(1), "Us", (), {}, {}, {})
    step: Step = writes_back(around(group), Told(choice))
    assert step.whisper is None
    assert not step.takes_out
    assert step.draft is None


@given(st.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_whoever_leads_has_until_a_monday_two_days_away_at_least(slot: date) -> None:
    by = rules.lead_says_by(slot)
    assert by.weekday() == 0
    assert timedelta(days=2) <= by - slot < timedelta(days=9)


@pytest.mark.parametrize(
    ("said", "counts"),
    [((), None), ((YES,), YES), ((YES, PARTLY), PARTLY), ((PARTLY, NO, YES), NO)],
)
def test_a_doubt_counts_more_than_a_yes(said: tuple[str, ...], counts: str | None) -> None:
    assert rules.meant(said) == counts


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("said", rules.MEANT)
def test_only_an_answer_can_be_confirmed(state: State, said: str) -> None:
    question = Question("n1", 1, QUESTION, TODAY, state)
    after, day = rules.after_confirming(question, said, TODAY)
    if state is not State.ANSWERED:
        assert after is state
    elif said == YES:
        assert (after, day) == (State.CLOSED, TODAY)
    else:
        assert (after, day) == (State.RELEASED, None)


@given(st.integers(0, 15), st.integers(0, 15), st.integers(0, 9))
def test_each_further_post_narrows_the_crowd_and_never_under_two(
    guess: int, more: int, posts: int
) -> None:
    size = guess + more
    found = rules.thread_guess(guess, size, posts)
    assert min(2, size) <= found <= max(guess, min(2, size))
    assert rules.thread_guess(guess, size, posts + 1) <= found

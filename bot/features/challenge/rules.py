"""What may happen to a question without a name, and by when: decided from its own row alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from bot.model import Group, Member, PersonId

CHALLENGE, REPLY, CONFIRM, WITHDRAW = "challenge", "reply", "confirm", "withdraw"

KINDS = frozenset({CHALLENGE, REPLY, CONFIRM, WITHDRAW})
"""What the slot of this feature opens."""

COUNTED = frozenset({REPLY, CONFIRM})
"""What can be done three times at most: each makes its writer easier to guess."""

MOST_ACTS = 3

YES, PARTLY, NO = "yes", "partly", "no"

MEANT = (YES, PARTLY, NO)
"""How its writer can say whether an answer is what they meant."""

ANSWER_IN = timedelta(days=14)
"""By when an answer is hoped for, when no day is said."""

LONGEST_PROMISE = timedelta(days=90)

CLOSES_AFTER = timedelta(days=21)
"""How long an answered question waits for its writer: no slot and no holiday is longer."""

RECEIPT_KEPT = timedelta(days=60)
"""How long five words are good for after it is closed."""

A_DAY = timedelta(days=1)

MONDAY = 0

AT_LEAST = timedelta(days=2)
"""How long whoever leads has to find out who will answer."""

READ_FOR = timedelta(days=3)
"""How long its Readers have; undecided after that it goes out, if it names nobody."""

WAITS_FOR = timedelta(days=14)
"""How long one that names somebody then waits for them, and no longer."""

NAME, HARM, NOT_HERE = "it-names-a-person", "it-could-harm", "not-for-this-group"

NOBODY = "undecided"
"""It names somebody, nobody decided, and the names in it cannot be left out for sure."""

REASONS = (NAME, HARM, NOT_HERE)
"""Why a question is held back; or words of its Readers' own, which the room reads."""

PAIR = range(2)
"""So many read one, and decide together."""

LEFT_OUT = "left-out"
"""Kept in the place of a reason: nobody decided, and it goes out with the names left out."""


class State(StrEnum):
    """Where a question is. It goes forward, but for `answered`, which a "no" opens again."""

    READING = "reading"
    """Only its Readers have seen it."""
    WAITING = "waiting"
    """Held: it names somebody, and its Readers have not decided."""
    PASSED = "passed"
    """It goes out as soon as the room can hear it."""
    HELD = "held"
    RELEASED = "released"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({State.RELEASED, State.ANSWERED})
"""Everybody sees it, and something is still to come of it."""

SEEN = frozenset({*OPEN, State.CLOSED})
"""The room has had its words."""

READ = frozenset({State.READING, State.WAITING})
"""Its Readers can decide."""

UNHEARD = frozenset({State.READING, State.PASSED})
"""The room does not even know that it is there."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is kept of one that came out. No author, and no time but the day of its slot."""

    id: str
    number: int
    text: str
    slot: date
    state: State
    answerer: PersonId | None = None
    """Who is asked to answer, in the open."""
    answer_by: date | None = None
    answer: str | None = None
    closes_on: date | None = None
    """Answered: when it is closed if its writer says nothing."""
    held_reason: str | None = None
    decide_by: date | None = None
    """It had Readers: the day by which they were to decide."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a talk knows of a group, besides who is in it."""

    supporter: str = ""
    """Who can be rung to ask for somebody; nobody, if empty."""
    phone: str = ""
    readers: Mapping[PersonId, date] = field(default_factory=dict)
    """Who said yes to reading questions first, and until when."""


def able(chosen: Mapping[PersonId, date], group: Group, today: date) -> list[Member]:
    """Who can read a question first today. Never whoever leads: it may be about them."""
    return [
        group.members[id]
        for id, until in sorted(chosen.items())
        if id in group.members and today <= until and not group.leads(id, today)
    ]


def pair(able: Sequence[Member]) -> tuple[Member, ...]:
    """The two who read it: the first who can, and one of both is here without pay. Or nobody."""
    for n, one in enumerate(able):
        for other in able[n + 1 :]:
            if not (one.paid and other.paid):
                return one, other
    return ()


def only_paid(members: Iterable[Member]) -> bool:
    """Are all of them paid to be here, where two would have to read?"""
    paid = [one.paid for one in members]
    return len(paid) > 1 and all(paid)


def lead_says_by(slot: date) -> date:
    """The Monday by which whoever leads says who will answer: two days at least."""
    soonest = slot + AT_LEAST
    return soonest + timedelta(days=(MONDAY - soonest.weekday()) % 7)


def meant(said: Collection[str]) -> str | None:
    """What counts when several came out together: a doubt counts more than a yes."""
    return next((one for one in (NO, PARTLY, YES) if one in said), None)


def after_confirming(question: Question, said: str, today: date) -> tuple[State, date | None]:
    """Where it is after its writer said whether that is what they meant, and when it closes.

    Only an answer can be confirmed: what comes too late changes nothing.
    """
    if question.state is not State.ANSWERED:
        return question.state, question.closes_on
    if said == YES:
        return State.CLOSED, today
    return State.RELEASED, None


def may_answer(question: Question, who: PersonId, *, leads: bool) -> bool:
    """Whoever was asked to, in the open, and whoever looks after the group."""
    return leads or who == question.answerer


def acts_left(done: int, waiting: int) -> int:
    return max(0, MOST_ACTS - done - waiting)


SHARES: Sequence[float] = (1, 0.7, 0.6, 0.5)
"""What is left of a crowd after one, two, three, four posts of one author, as was simulated."""


def thread_guess(guess: int, size: int, posts: int) -> int:
    """To how many of a crowd somebody may get down who knows that these posts are of one."""
    share = SHARES[min(max(posts, 1), len(SHARES)) - 1]
    return max(min(2, size), int(share * guess))

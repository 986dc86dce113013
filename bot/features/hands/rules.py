"""The list of hands, decided: who is on it, who is next, whose turn it is.

A `question this` goes first. Then the group's own order: *new voices* (who has not spoken
yet, then fewest turns, then time asked: progressive stack without any label on people) or
*first come*. The rule shown is the rule used; nothing about who people are is ever kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.model import Person, PersonId, Refused

NEW_VOICES = "new voices"
FIRST_COME = "first come"

JUST_NOW = 5_000
"""Milliseconds in which a typed `next` after somebody else's does not move the list again."""

SUM_UP_AFTER = 5
"""Turns after which the lead may be asked whether to stay or to move on (Training for Change)."""

MOST = 30
"""Hands on one list. A group has 4 to 15 people; more is a mistake or a flood."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody who would like to speak."""

    who: Person
    asked: int
    """Order of asking, in milliseconds; a new place is always behind the older ones."""
    why: str | None = None
    question: bool = False
    """Said `question this`: it goes before all other hands."""
    resting: bool = False
    """Said "not yet": the place is kept, and nobody calls it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is, and since when."""

    who: Person
    since: int


@dataclass(frozen=True, slots=True)
class Floor:
    """Everything the list of hands knows about one group."""

    order: str = NEW_VOICES
    hands: tuple[Hand, ...] = ()
    turns: Mapping[PersonId, int] = field(default_factory=dict)
    """How often each person had a turn in this session."""
    number: int = 0
    """Counts the turns up: a button that calls the next person names it."""
    turn: Turn | None = None
    moved_by: PersonId | None = None
    moved_at: int = 0
    told: tuple[PersonId, ...] = ()
    """Who was on the list when the room last heard it."""

    def hand_of(self, who: PersonId) -> Hand | None:
        return next((hand for hand in self.hands if hand.who.id == who), None)

    @property
    def speaker(self) -> PersonId | None:
        return self.turn.who.id if self.turn else None


def in_order(floor: Floor) -> tuple[Hand, ...]:
    """All hands, in the order they are called in. Resting hands keep their place."""

    def place(hand: Hand) -> tuple[bool, int, int]:
        turns = floor.turns.get(hand.who.id, 0) if floor.order == NEW_VOICES else 0
        return (not hand.question, turns, hand.asked)

    return tuple(sorted(floor.hands, key=place))


def callable_hands(floor: Floor) -> tuple[Hand, ...]:
    """The hands that `next` may call, in order."""
    return tuple(hand for hand in in_order(floor) if not hand.resting)


def position(floor: Floor, who: PersonId) -> int:
    """Place among those who will be called, from 1; 0: not on it."""
    order = [hand.who.id for hand in callable_hands(floor)]
    return order.index(who) + 1 if who in order else 0


def raise_hand(floor: Floor, who: Person, at: int, why: str | None = None) -> Floor:
    """Put a hand up. Again: new words, the same place. During one's own turn: for later."""
    return _with(floor, who, at, why=why)


def question(floor: Floor, who: Person, at: int) -> Floor:
    """Question the aim, a limit or how we meet: goes before all other hands."""
    return _with(floor, who, at, question=True)


def _with(
    floor: Floor, who: Person, at: int, why: str | None = None, *, question: bool = False
) -> Floor:
    mine = floor.hand_of(who.id)
    if mine is None:
        if len(floor.hands) >= MOST:
            raise Refused("hands.list-full")
        after = max((hand.asked for hand in floor.hands), default=0) + 1
        hand = Hand(who, max(at, after), why, question)
        return replace(floor, hands=(*floor.hands, hand))
    new = replace(
        mine, who=who, why=why or mine.why, question=question or mine.question, resting=False
    )
    return replace(floor, hands=tuple(new if hand is mine else hand for hand in floor.hands))


def lower_hand(floor: Floor, who: PersonId) -> Floor:
    """Take a hand down. Raises Refused when none is up."""
    if floor.hand_of(who) is None:
        raise Refused("hands.not-up")
    return _without(floor, who)


def _without(floor: Floor, who: PersonId) -> Floor:
    return replace(floor, hands=tuple(hand for hand in floor.hands if hand.who.id != who))


def not_yet(floor: Floor, who: PersonId, at: int) -> Floor:
    """Keep the place, and let others go first. On one's own turn: back to a kept place."""
    if floor.turn is not None and floor.turn.who.id == who:
        turn = floor.turn
        kept = Hand(turn.who, turn.since, resting=True)
        turns = {**floor.turns, who: max(floor.turns.get(who, 1) - 1, 0)}
        back = replace(floor, turn=None, turns=turns, hands=(*_without(floor, who).hands, kept))
        moved = _call(back, at) if callable_hands(back) else _no_turn(back)
        return replace(moved, moved_by=who, moved_at=at)
    mine = floor.hand_of(who)
    if mine is None:
        raise Refused("hands.not-up")
    resting = replace(mine, resting=True)
    return replace(floor, hands=tuple(resting if hand is mine else hand for hand in floor.hands))


def next_turn(floor: Floor, by: PersonId, at: int, number: int | None = None) -> Floor:
    """Call the next person. Cannot fire twice.

    `number` is the turn that a button was shown for; a typed `next` has none, and does nothing
    within five seconds of somebody else's. Raises Refused, with who is speaking.
    """
    if number is not None and number != floor.number:
        raise _already(floor)
    typed_too_soon = at - floor.moved_at < JUST_NOW and floor.moved_by != by
    if number is None and floor.moved_by is not None and typed_too_soon:
        raise _already(floor)
    if not callable_hands(floor):
        if floor.turn is None:
            raise Refused("hands.nobody-waiting")
        return replace(_no_turn(floor), moved_by=by, moved_at=at)
    return replace(_call(floor, at), moved_by=by, moved_at=at)


def _already(floor: Floor) -> Refused:
    if floor.turn is None:
        return Refused("hands.just-moved")
    return Refused("hands.just-started", who=floor.turn.who)


def _call(floor: Floor, at: int) -> Floor:
    called = callable_hands(floor)[0]
    who = called.who.id
    return replace(
        _without(floor, who),
        number=floor.number + 1,
        turn=Turn(called.who, at),
        turns={**floor.turns, who: floor.turns.get(who, 0) + 1},
        told=_told_after(floor, who),
    )


def _told_after(floor: Floor, called: PersonId) -> tuple[PersonId, ...]:
    """The turn line names the speaker and the next one, so the room has heard those."""
    left = callable_hands(_without(floor, called))
    told = tuple(id for id in floor.told if id != called)
    upcoming = left[0].who.id if left else None
    return told if upcoming is None or upcoming in told else (upcoming, *told)


def _no_turn(floor: Floor) -> Floor:
    return replace(floor, number=floor.number + 1, turn=None)


def pass_on(floor: Floor, who: PersonId, at: int) -> Floor:
    """`pass` on one's own turn: the next person's turn, or nobody's. Raises Refused otherwise."""
    if floor.turn is None or floor.turn.who.id != who:
        raise Refused("hands.not-your-turn")
    moved = _call(floor, at) if callable_hands(floor) else _no_turn(floor)
    return replace(moved, moved_by=who, moved_at=at)


def step_out(floor: Floor, who: PersonId, at: int) -> Floor:
    """Leave the list without a word: hand and turn."""
    if floor.turn is not None and floor.turn.who.id == who:
        return pass_on(_without(floor, who), who, at)
    return _without(floor, who)


def leave(floor: Floor, who: PersonId) -> Floor:
    """Gone from the group: hand and turn are let go, and nobody is called in silence."""
    left = _without(floor, who)
    return _no_turn(left) if floor.speaker == who else left


def news(floor: Floor) -> tuple[Hand, ...] | None:
    """The list as the room should hear it now; None: it has heard it already."""
    waiting = callable_hands(floor)
    return None if tuple(hand.who.id for hand in waiting) == floor.told else waiting


def heard(floor: Floor) -> Floor:
    """The room has just heard the list."""
    return replace(floor, told=tuple(hand.who.id for hand in callable_hands(floor)))


def time_to_sum_up(floor: Floor) -> bool:
    """After every five turns: stay, something new, a quiet minute, sum up."""
    return floor.number > 0 and floor.number % SUM_UP_AFTER == 0

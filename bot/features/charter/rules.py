"""What may become of a line of the charter. Each step is asked for first, and said by the group.

Its law: a line is agreed only where its very words were asked about, and people said yes; silence
is never one. Whatever is live has a day ahead on which it is looked at again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from bot.clauses import Clause, Kind, State
from bot.model import PersonId, Refused

TRIAL = timedelta(days=28)
"""How long a line is tried, where no third meeting is planned; and "not sure", at the most."""

LATEST = timedelta(days=91)
"""A third meeting that is further away than that is not waited for."""

REVIEW = timedelta(days=182)
"""How long an agreement stands until the group is asked again."""

ASKED_FOR = timedelta(days=28)
"""How long a question about a line waits for its answer: then it is asked anew."""

MOST = 10
"""Lines in people's own words that are not dropped. More are not remembered."""

MOST_WORDS = 15
LIMIT = 80
"""Characters of a line, so that all of them fit into one message."""

_NUMBERED = re.compile(r"(\d{1,3})\s*[:.,;–—-]\s*(.+)")
_NUMBER = re.compile(r"\d{1,3}")


class What(StrEnum):
    """What the group is asked about a line."""

    AGREE = "agree"
    CHANGE = "change"
    DROP = "drop"
    BACK = "back"
    LOOK = "look"
    """Keep, change, drop, or not sure?"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a line that waits for the group's answer."""

    number: int
    what: What
    words: str
    """How the line would read."""
    because: str | None
    on: date

    def waits(self, today: date) -> bool:
        return self.on <= today < self.on + ASKED_FOR


def numbered(typed: str) -> tuple[int | None, str]:
    """ "4: we wait" is line 4, in new words. Without a number: a new line."""
    found = _NUMBERED.fullmatch(typed)
    return (int(found[1]), found[2]) if found else (None, typed)


def number_in(typed: object) -> int | None:
    """The number of a line, however it is said: "line 4"."""
    found = _NUMBER.search(str(typed))
    return int(found[0]) if found else None


def numbers_in(typed: object) -> list[int]:
    """The numbers of several lines: "lines 2 and 3". Each once."""
    return list(dict.fromkeys(int(one) for one in _NUMBER.findall(str(typed))))


def worded(words: str) -> str:
    """The words of a line as they are kept. Raises Refused where they are too many."""
    kept = words.strip().rstrip(" .")
    if not kept:
        raise Refused("charter.no-words")
    if len(kept.split()) > MOST_WORDS or len(kept) > LIMIT:
        raise Refused("charter.too-long", most=MOST_WORDS)
    return kept


def new(
    clauses: Sequence[Clause],
    number: int,
    words: str,
    today: date,
    steers: tuple[str, str] | None = None,
) -> Clause:
    """One more line, suggested. Lines that set something do not count as people's own."""
    kept = worded(words)
    one = Clause(number, kept, State.SUGGESTED, today, today + TRIAL, steers)
    room_for(clauses, one)
    return one


def room_for(clauses: Sequence[Clause], one: Clause) -> None:
    """Raises Refused where a line that was dropped would be one too many."""
    others = [other for other in clauses if other.number != one.number]
    if one.steers is None and sum(map(_is_own, others)) >= MOST:
        raise Refused("charter.enough", most=MOST)


def _is_own(one: Clause) -> bool:
    return one.state is not State.DROPPED and one.steers is None


def rewritten(clause: Clause, words: str, today: date) -> Clause:
    """A line that nobody tries yet is simply written anew."""
    if clause.state is not State.SUGGESTED:
        raise Refused("charter.stands", number=clause.number)
    return replace(clause, words=worded(words), since=today)


def look_again(coming: Sequence[date], today: date) -> date:
    """When lines that are tried from today are asked about: at the third meeting, this one too."""
    third = coming[1] if len(coming) > 1 else None
    if third is None or not today < third <= today + LATEST:
        return today + TRIAL
    return third


def tried(clause: Clause, today: date, again: date) -> Clause:
    """Nobody said that they cannot live with it."""
    if clause.state is not State.SUGGESTED:
        raise Refused("charter.stands", number=clause.number)
    return replace(clause, state=State.TRIED, since=today, look_again=again)


def worried(clause: Clause, today: date) -> Clause | None:
    """What a worry makes of it. None: it is a suggestion, and stays one until it was talked about.

    A worry on the day of the draft keeps it a suggestion. Later, one person's worry opens a
    talk: the line is agreed no more, and is to be looked at now. Until then it is tried, and
    what it sets stays as it is; it is the group that changes the line.
    """
    if clause.state is State.SUGGESTED:
        return None
    if clause.state is State.TRIED and clause.since == today:
        return replace(clause, state=State.SUGGESTED)
    since = clause.since if clause.state is State.TRIED else today
    return replace(clause, state=State.TRIED, since=since, look_again=today)


KEYS = ("charter.only-suggested", "charter.agreed-already", "charter.counts-no-more")

_FROM = {
    What.AGREE: frozenset({State.TRIED}),
    What.CHANGE: frozenset({State.TRIED, State.AGREED}),
    What.DROP: frozenset({State.SUGGESTED, State.TRIED, State.AGREED, State.FADED}),
    What.BACK: frozenset({State.FADED, State.DROPPED}),
    What.LOOK: frozenset({State.TRIED, State.AGREED}),
}
"""What can be asked about a line that stands so."""

_INSTEAD = {
    State.SUGGESTED: "charter.only-suggested",
    State.TRIED: "charter.stands",
    State.AGREED: "charter.agreed-already",
    State.FADED: "charter.counts-no-more",
    State.DROPPED: "charter.counts-no-more",
}


def asked(
    clause: Clause, what: What, today: date, words: str | None = None, because: str | None = None
) -> Asked:
    """Put it to the group. Nothing has changed yet. Raises Refused where it cannot be asked."""
    if clause.state not in _FROM[what]:
        raise Refused(_INSTEAD[clause.state], number=clause.number)
    return Asked(clause.number, what, words or clause.words, because, today)


def yes(clause: Clause, one: Asked | None, today: date) -> tuple[Clause, Kind]:
    """The group said yes to what it was asked. Raises Refused where it was asked nothing."""
    if one is None or not one.waits(today) or clause.state not in _FROM[one.what]:
        raise Refused("charter.ask-first", number=clause.number)
    if one.what is not What.CHANGE and one.words != clause.words:
        raise Refused("charter.ask-first", number=clause.number)  # yes to other words is none
    match one.what:
        case What.AGREE:
            return _agreed(clause, today), Kind.AGREED
        case What.LOOK:
            return _agreed(clause, today), _renewed(clause)
        case What.DROP:
            return replace(clause, state=State.DROPPED, since=today), Kind.DROPPED
        case What.BACK:
            again = today + TRIAL
            back = replace(clause, state=State.TRIED, since=today, look_again=again)
            return back, Kind.BACK
        case What.CHANGE:
            in_new_words = replace(clause, words=one.words, since=today)
            if clause.state is State.AGREED:
                return replace(in_new_words, look_again=today + REVIEW), Kind.CHANGED
            return replace(in_new_words, look_again=today + TRIAL), Kind.CHANGED


def _agreed(clause: Clause, today: date) -> Clause:
    since = clause.since if clause.state is State.AGREED else today
    return replace(clause, state=State.AGREED, since=since, look_again=today + REVIEW)


def _renewed(clause: Clause) -> Kind:
    return Kind.KEPT if clause.state is State.AGREED else Kind.AGREED


def not_sure(clause: Clause, one: Asked | None, today: date) -> Clause:
    """It stands as it does, and is looked at again soon."""
    if one is None or one.what is not What.LOOK or not one.waits(today) or not clause.live:
        raise Refused("charter.look-first", number=clause.number)
    return replace(clause, look_again=today + TRIAL)


def faded(clause: Clause, today: date) -> Clause | None:
    """Its day is long past, and nobody renewed it. None: it stands."""
    if not clause.live or clause.fades_on is None or clause.fades_on > today:
        return None
    return replace(clause, state=State.FADED, since=today)


def struck(clause: Clause, today: date) -> Clause | None:
    """A line that nobody tries yet is taken off the draft at once. None: it counts already."""
    if clause.state is not State.SUGGESTED:
        return None
    return replace(clause, state=State.DROPPED, since=today)


# What the group knows, does not know yet, and hopes.


class List(StrEnum):
    """The three lists beside the lines."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    HOPE = "hope"


STANDING = ("strengths", "words", "barriers")
"""What no group knows at its start: they stay unknowns until it has found its own words."""

MOST_ITEMS = 6
"""In one list, so that all three fit into one message."""

ITEM_LIMIT = 80
"""Characters."""

FIND_OUT = timedelta(days=28)
LATEST_FIND_OUT = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on one of these lists."""

    number: int
    kind: List
    words: str
    """Empty: still the words of ours that `standing` names."""
    standing: str | None = None
    owner: PersonId | None = None
    """Who finds out, by their own word."""
    look_again: date | None = None
    """Of an unknown: when the group looks at it again."""

    def is_due(self, today: date) -> bool:
        """Has the day come on which the group can look at it again?"""
        return self.look_again is not None and self.look_again <= today


def one_more(items: Sequence[Item], number: int, kind: List, words: str, today: date) -> Item:
    """Add to a list. Raises Refused where it is long enough."""
    kept = words.strip().rstrip(" .")
    if not kept:
        raise Refused("charter.no-words")
    if sum(one.kind is kind for one in items) >= MOST_ITEMS:
        raise Refused("charter.list-is-long", most=MOST_ITEMS)
    again = today + FIND_OUT if kind is List.UNKNOWN else None
    return Item(number, kind, kept, look_again=again)


def known_now(items: Sequence[Item], one: Item, words: str) -> Item:
    """An unknown becomes something that the group knows, in words of its own."""
    if one.kind is not List.UNKNOWN:
        raise Refused("charter.no-such-unknown")
    if sum(other.kind is List.KNOWN for other in items) >= MOST_ITEMS:
        raise Refused("charter.list-is-long", most=MOST_ITEMS)
    return replace(one, kind=List.KNOWN, words=words, standing=None, owner=None, look_again=None)


def finds_out(one: Item, who: PersonId, by: date, today: date) -> Item:
    """Somebody promises to find out, for themselves."""
    if one.kind is not List.UNKNOWN:
        raise Refused("charter.no-such-unknown")
    if not today < by <= today + LATEST_FIND_OUT:
        raise Refused("charter.which-day")
    return replace(one, owner=who, look_again=by)

"""What comes by itself: the gathered post, what is late, the end of a wait, the day to look again.

Its law: two posts a week in all (`bot.posts`). So all that is to be said of points is one post, and
what finds no place in this week is in the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot import ledger, posts, schedule, told
from bot.db import Tx
from bot.features.points import meaning, saying, store
from bot.features.points.rules import New
from bot.ledger import Answer, Point, State
from bot.model import GROUP, Due, Lane, Listed, Say, Text, say
from bot.settings import has_part, quiet_ends
from bot.times import wall

WORTH_SAYING = timedelta(days=7)
FITS = 1_900
"""Characters of one post: some platforms take 2,000, and a mark in somebody's words needs two."""

OURS = 48
"""Of them our own words in one sentence about an answer, at most."""

LONGER = {
    "told.could-change-later": 60,
    "told.elsewhere-later": 60,
    "points.was-it-meant": 105,
    "points.write-back": 60,
    "points.closes-on": 80,
    "points.late": 120,
    "points.late-nobody": 120,
    "points.ask-somebody": 80,
    "points.open-back": 80,
    "points.open-again": 80,
    "points.open-not-yet": 100,
}
"""The same in other sentences."""

HOUR = timedelta(hours=1)


def late(tx: Tx, due: Due) -> Sequence[Say]:
    """A day has passed on which something was owed: it is said with all else that there is."""
    one = ledger.by_id(tx, due.group.id, int(str(due.args["point"])))
    if one is None or not one.is_late(ledger.today(due)):
        return []
    if one.parked_until is not None:
        one = ledger.goes_on(tx, due, one)
        store.mark(tx, due.group.id, New.BACK, one.id)
    _soon(tx, due, due.at)
    return []


def thank(tx: Tx, due: Due) -> Sequence[Say]:
    """The last morning to say thank you for a point, if nothing has said it before.

    As a rule the words that end the meeting did, or the line with its number. People asked for it
    by noting it, so it does not wait for a week with space; it is one post for all of them.
    """
    group = due.group
    if not has_part(group, ledger.PART):
        return []  # it is said when the group says yes again (`moments.switched`)
    found = ledger.not_thanked(tx, group.id)
    if not any(str(one.id) == str(due.args["point"]) for one in found):
        return []
    if (later := _busy_until(due)) is not None:
        schedule.once(tx, ledger.THANK, due, str(due.args["point"]), later, args=due.args)
        return []
    ledger.thanked(tx, due, found)
    posts.note(tx, group.id, due.at)
    thanks = say("points.thank-you", numbers=saying.numbers(found), count=len(found))
    return _posts([thanks])


def again(tx: Tx, due: Due) -> Sequence[Say]:
    """We could not, and said that we would look again: today."""
    one = ledger.by_id(tx, due.group.id, int(str(due.args["point"])))
    if one is None or one.taken_out:
        return []
    ledger.goes_on(tx, due, one)
    store.mark(tx, due.group.id, New.AGAIN, one.id)
    _soon(tx, due, due.at)
    return []


def close(tx: Tx, due: Due) -> Sequence[Say]:
    """The recorded wait is over: the day was said with the answer, so there is no post about it."""
    one = ledger.by_id(tx, due.group.id, int(str(due.args["point"])))
    if one is None or not one.waits_for_sayer or one.asks_until is None:
        return []
    if any(each.id == one.id for each, _ in ledger.untold(tx, due.group.id)):
        ledger.later(tx, due, one)  # the room has not had the answer: nothing closes unread
    elif one.asks_until < ledger.today(due):
        ledger.wait_is_over(tx, due, one)
    return []


def _soon(tx: Tx, due: Due, when: datetime) -> None:
    schedule.once(tx, ledger.TELL, due, str(due.group.id), when)


def tell(tx: Tx, due: Due) -> Sequence[Say]:
    """All that the room has not had, in one post."""
    group, today = due.group, ledger.today(due)
    if not has_part(group, ledger.PART):
        return []  # it is kept, and said when the group says yes again
    untold = ledger.untold(tx, group.id)
    open_now = ledger.still_open(tx, group.id)
    overdue = [one for one in open_now if one.is_late(today) and one.late_said != one.due]
    if not untold and not overdue and not any(store.marked(tx, group.id, one) for one in _BACK):
        return []
    if (later := _not_now(tx, due)) is not None:
        _soon(tx, due, later)
        return []
    posts.note(tx, group.id, due.at)
    said: list[Say] = []
    asked: list[Say] = []
    left = FITS
    for news in (
        *_answers(tx, due, untold),
        *_back(tx, due),
        *(_late(tx, due, o) for o in overdue),
    ):
        left -= sum(map(_size, news.says))
        if said and left < 0:  # the rest is the next post, which has its own place in the week
            _soon(tx, due, _tomorrow(tx, due))
            break
        says, asks = news.tells()
        said += says
        asked += asks
    return [*_posts(_with_what_follows(said)), *asked]


def _with_what_follows(said: Sequence[Say]) -> list[Say]:
    """After the last of those that are late: what comes next, once for all of them."""
    found = list(said)
    for key in ("points.late", "points.late-nobody"):
        those = [n for n, one in enumerate(found) if one.key == key]
        if those:
            first, last = found[those[0]], found[those[-1]]
            follows = say("points.late-again")
            if key == "points.late-nobody":
                follows = say("points.ask-somebody", number=first.facts["number"])
            found[those[-1]] = replace(last, then=(*last.then, follows))
    return found


_Told = tuple[Sequence[Say], Sequence[Say]]


@dataclass(frozen=True, slots=True)
class _News:
    """One thing that the room has not had."""

    says: Sequence[Say]
    """As it would be said, to see if there is room for it."""
    tells: Callable[[], _Told]
    """It is told now: what the room reads, and what somebody is asked in private."""


def _answers(tx: Tx, due: Due, untold: Sequence[tuple[Point, Answer]]) -> list[_News]:
    """What was answered, point by point."""
    found = []
    for one in {each.id: each for each, _ in untold}.values():
        mine = [answer for each, answer in untold if each.id == one.id]

        def tells(one: Point = one, mine: Sequence[Answer] = mine) -> _Told:
            now = _waits_from_now(tx, due, one)
            ledger.all_told(tx, [now])
            who = meaning.may_be_asked(tx, due, now)
            asks = [meaning.asks(now, who)] if now.waits_for_sayer and who is not None else []
            return [_answer(due, now, answer) for answer in mine], asks

        found.append(_News(_flat(_answer(due, one, answer) for answer in mine), tells))
    return found


def _waits_from_now(tx: Tx, due: Due, one: Point) -> Point:
    """Its sayer has the whole wait from the day on which the room reads the answer."""
    now = ledger.by_id(tx, due.group.id, one.id) or one
    return ledger.later(tx, due, now) if now.waits_for_sayer else now


KEYS = ("points.open-back", "points.open-again", "points.open-not-yet")

_BACK = (New.BACK, New.AGAIN, New.NOT_YET)


def _back(tx: Tx, due: Due) -> list[_News]:
    """What is open again, and why."""
    found = []
    for what in _BACK:
        for id in store.marked(tx, due.group.id, what):
            one = ledger.by_id(tx, due.group.id, id)
            says = []
            if one is not None and one.is_open:
                says.append(say(f"points.open-{what}", number=one.number, day=one.due))

            def tells(what: New = what, id: int = id, says: list[Say] = says) -> _Told:
                store.heard(tx, due.group.id, what, id)
                return says, ()

            found.append(_News(says, tells))
    return found


def _answer(due: Due, one: Point, answer: Answer) -> Say:
    """An answer as it was shown to whoever gave it; then how its sayer can say what they meant."""
    texts = told.answer(one.number, one.words, saying.sayer(due.group, one), answer)
    says = [Say(each.key, each.facts) for each in texts]
    if one.waits_for_sayer:
        if one.note is not None:
            says.append(say("points.write-back"))
        else:  # of all alike: else it would tell whose it is, by who has a private line
            says.append(say("points.was-it-meant", number=one.number))
        says.append(say("points.closes-on", day=one.asks_until))
    return replace(says[0], then=tuple(says[1:]))


def _posts(says: Sequence[Say]) -> list[Say]:
    """One post, or as many as all words need: a platform cuts off what is longer than it takes."""
    found: list[list[Sequence[Say]]] = []
    left = 0
    for one in says:
        for part in _parts(_flat([one])):
            size = sum(map(_size, part))
            if not found or size > left:
                found.append([])
                left = FITS
            left -= size
            found[-1].append(part)
    return [
        replace(_post(parts), to=GROUP, lane=Lane.POST, good_for=WORTH_SAYING) for parts in found
    ]


def _parts(sentences: Sequence[Say]) -> list[Sequence[Say]]:
    """All in one, or a sentence each where they are more than a post."""
    if sum(map(_size, sentences)) <= FITS:
        return [sentences]
    return [[one] for one in sentences]


def _post(parts: Sequence[Sequence[Say]]) -> Say:
    """A line for each point: a screen reader pauses there, and a tired eye finds its own."""
    if len(parts) == 1:
        first, *then = parts[0]
        return replace(first, then=tuple(then))
    lines = (told.together([Text(one.key, one.facts) for one in part]) for part in parts)
    return say("points.rows", rows=Listed(tuple(lines), "list.rows"))


def _flat(says: Iterable[Say]) -> list[Say]:
    return [each for one in says for each in (replace(one, then=()), *one.then)]


def _size(one: Say) -> int:
    """How long a sentence can be, with the words of people in it."""
    return LONGER.get(one.key, OURS) + sum(len(str(fact)) for fact in one.facts.values())


def _late(tx: Tx, due: Due, one: Point) -> _News:
    """On the day, kindly. Nobody is chased: whoever answers has been told by then."""

    def tells() -> _Told:
        ledger.is_late(tx, due, one)
        return [says], ()

    says = _is_late(tx, due, one)
    return _News(_flat([says]), tells)


def _is_late(tx: Tx, due: Due, one: Point) -> Say:
    who = saying.answerer(tx, due.group, one)
    # What was promised or said before is an answer: "no answer yet" would not be true.
    how = {State.HEARD: "heard", State.WILL: "will"}.get(one.state, "more")
    facts = {"number": one.number, "day": one.due, "how": how}
    if who is None:
        return Say("points.late-nobody", facts)
    then = tuple(saying.away(tx, due.group, one))
    return Say("points.late", {**facts, "who": who}, then=then)


def _not_now(tx: Tx, due: Due) -> datetime | None:
    """When it may be posted, if it may not now. In a rehearsal nobody waits for the morning."""
    if (later := _busy_until(due)) is not None:
        return later
    is_full = posts.are_enough(tx, due.group.id, due.at)
    local = wall(due.at, due.group.zone)
    if is_full or not (due.leapt or posts.is_good_day(tx, due.group, local.date())):
        return _tomorrow(tx, due)
    return None


def _busy_until(due: Due) -> datetime | None:
    """A meeting is not interrupted, and the quiet hours hold."""
    if due.group.session is not None:
        return due.at + HOUR
    ends = None if due.leapt else quiet_ends(due.group, wall(due.at, due.group.zone))
    return None if ends is None else schedule.utc(ends, due.group.zone)


def _tomorrow(tx: Tx, due: Due) -> datetime:
    """Ten in the morning of the next day that is good for a post."""
    day = posts.good_day(tx, due.group, ledger.today(due) + timedelta(days=1))
    return ledger.at_ten(day, due.group)

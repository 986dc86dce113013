"""What can happen to a point. Each runs in the transaction of what was said, and sets what is due.

Its law: a point is answered, or said to be late, or closed with its sayer's word or a recorded
wait. Nothing here closes one silently, and nothing can move one that is closed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot import answerers, posts, releases, schedule, settings, workdays
from bot.db import Tx
from bot.ledger import letting_go, questions, store
from bot.ledger.nouns import (
    AGAIN,
    CLOSE,
    LATE,
    NO,
    OUTCOMES,
    PART,
    PARTLY,
    TELL,
    THANK,
    THANKS,
    WAIT,
    WAITED,
    YES,
    Answer,
    Point,
    Source,
    State,
)
from bot.model import Ask, Due, Group, PersonId
from bot.times import wall

TEN = time(10)
"""When the room hears of what changed, in wall time of the group."""


def today(why: Ask | Due) -> date:
    """The local day of the group."""
    return wall(why.at, why.group.zone).date()


def at_ten(day: date, group: Group) -> datetime:
    """Ten in the morning of that day where the group is; in UTC."""
    return schedule.utc(datetime.combine(day, TEN), group.zone)


def add(
    tx: Tx,
    why: Ask | Due,
    *,
    words: str,
    source: Source,
    sayer: PersonId | None = None,
    named: bool = False,
    note: str | None = None,
    number: int | None = None,
) -> Point:
    """Raise a point, with its sayer's yes. The days are the group's; `number`: it has one already.

    `named`: they added their name themselves. `note`: the question without a name that it was.
    """
    day = today(why)
    answer = workdays.after(tx, day, settings.days(why.group, settings.ANSWER_DAYS))
    outcome = workdays.after(tx, day, settings.days(why.group, settings.OUTCOME_DAYS))
    one = store.insert(
        tx,
        Point(
            id=0,
            group=why.group.id,
            number=store.next_number(tx, why.group.id) if number is None else number,
            words=words,
            said_on=day,
            sayer=sayer,
            named=named and sayer is not None,
            source=source,
            note=note,
            decides=None,
            answerer=None,
            answer_by=answer,
            outcome_by=max(answer, outcome),
            state=State.HEARD,
            will_by=None,
            promised_by=None,
            known_by=None,
            look_again=None,
            parked_until=None,
            late_said=None,
            asks_until=None,
            confirmed=None,
            closed_on=None,
            taken_out=False,
        ),
    )
    last = at_ten(workdays.after(tx, day, THANKS), why.group)
    schedule.once(tx, THANK, why, str(one.id), last, args={"point": one.id})
    return _saved(tx, why, one)


def raised(
    tx: Tx, why: Ask | Due, *, words: str, source: Source, sayer: PersonId, named: bool = False
) -> Point:
    """A point by its sayer's own yes. Who is the only one to answer points has agreed to that."""
    one = add(tx, why, words=words, source=source, sayer=sayer, named=named)
    known = answerers.only(tx, why.group.id)
    return one if known is None else decide(tx, why, one, answerer=known.person)


def released(tx: Tx, why: Ask | Due, *, note: str, number: int, words: str) -> None:
    """A question without a name has come out: where the group keeps points, it is one, too."""
    group = why.group
    if settings.has_part(group, PART) and store.of_note(tx, group.id, note) is None:
        one = add(tx, why, words=words, source=Source.QUESTION, note=note, number=number)
        thanked(tx, why, [one])  # by the post in which it comes out


def thanked(tx: Tx, why: Ask | Due, points: Iterable[Point]) -> None:
    """What is said now thanks people for these: nothing more is due of that."""
    for one in points:
        store.thanked(tx, one, today(why))
        schedule.cancel(tx, THANK, str(one.id))


def thank_soon(tx: Tx, why: Ask | Due, point: Point) -> None:
    """At the next ten in the morning, if nothing has said it by then."""
    args = {"point": point.id}
    schedule.once(tx, THANK, why, str(point.id), _next_ten(tx, why), args=args)


def decide(
    tx: Tx,
    why: Ask | Due,
    point: Point,
    *,
    decides: str | None = None,
    answerer: PersonId | None = None,
    answer_by: date | None = None,
) -> Point:
    """Who decides, who answers, and by when. What is None stays as it is."""
    return _saved(
        tx,
        why,
        replace(
            point,
            decides=decides if decides is not None else point.decides,
            answerer=answerer if answerer is not None else point.answerer,
            answer_by=answer_by or point.answer_by,
            outcome_by=max(point.outcome_by, answer_by or point.answer_by),
        ),
    )


def more_time(tx: Tx, why: Ask | Due, point: Point, by: date) -> Point:
    """Whoever answers needs until that day for what is due next. The room is to be told why not."""
    match point.state:
        case State.HEARD:
            later = replace(point, answer_by=by, outcome_by=max(by, point.outcome_by))
        case State.THINKING:
            later = replace(point, outcome_by=by)
        case State.WILL:
            later = replace(point, will_by=by)
        case _:
            later = point if point.known_by is None else replace(point, known_by=by)
    return _saved(tx, why, later)


def answered(tx: Tx, why: Ask | Due, point: Point, answer: Answer, *, told: bool = False) -> Point:
    """Keep an answer that its Answerer has seen as it will be read, and said `post`.

    It joins the next gathered post of the group, at ten in the morning and at most two a week;
    with `told` the room has just heard it (an answer in a meeting). The point moves; after an
    outcome its sayer is asked whether that was meant, and the wait for it is recorded. The caller
    confirms to whoever answered; it posts nothing itself. Raises ValueError for a closed point,
    and for an answer without the fields of its state.
    """
    if not point.is_open:
        raise ValueError("closed")
    if (answer.state is State.COULD_NOT) != (answer.could_not is not None):
        raise ValueError("the six fields belong to: could not")
    if (answer.state is State.WILL) != (answer.will_by is not None):
        raise ValueError("a day belongs to: will")
    store.add_answer(tx, point, answer, told=told)
    could_not = answer.could_not
    known_by = None if could_not is None else could_not.open_until
    outcome = answer.state in OUTCOMES and known_by is None
    moved = replace(
        point,
        state=answer.state,
        will_by=answer.will_by,
        promised_by=answer.by if answer.state is State.WILL else None,
        known_by=known_by,
        look_again=None if could_not is None else could_not.look_again,
        parked_until=None,
        asks_until=answer.day + WAIT if outcome else None,
        confirmed=None,
    )
    if not told:
        tell_soon(tx, why)
    return _saved(tx, why, moved)


def tell_soon(tx: Tx, why: Ask | Due) -> None:
    """The room reads what changed at the next ten in the morning, all of it in one post."""
    schedule.once(tx, TELL, why, str(why.group.id), _next_ten(tx, why))


def _next_ten(tx: Tx, why: Ask | Due) -> datetime:
    day = today(why)
    first = day if wall(why.at, why.group.zone).time() < TEN else day + timedelta(days=1)
    return at_ten(posts.good_day(tx, why.group, first), why.group)


def confirm(tx: Tx, why: Ask | Due, point: Point, said: str) -> Point:
    """Its sayer has said YES, PARTLY or NO to "is this what you meant?".

    Yes closes it. Else it goes on, from thinking: what is missing has the days of a first answer.
    """
    if said == YES:
        return _saved(tx, why, replace(point, confirmed=YES, closed_on=today(why)))
    assert said in (PARTLY, NO)
    days = settings.days(why.group, settings.ANSWER_DAYS)
    by = workdays.after(tx, today(why), days)
    again = replace(point, confirmed=said, state=State.THINKING, outcome_by=by)
    return _saved(tx, why, replace(again, asks_until=None, will_by=None, look_again=None))


def later(tx: Tx, why: Ask | Due, point: Point) -> Point:
    """Its sayer would like to be asked later: the wait begins anew, and is recorded."""
    return _saved(tx, why, replace(point, asks_until=today(why) + WAIT))


def wait_is_over(tx: Tx, why: Ask | Due, point: Point) -> Point:
    """The recorded wait for its sayer is over: it closes, and says so."""
    return _saved(tx, why, replace(point, confirmed=WAITED, closed_on=today(why)))


def park(tx: Tx, why: Ask | Due, point: Point, until: date) -> Point:
    """Nobody in this group can decide it: it rests until that day, in the open."""
    return _saved(tx, why, replace(point, parked_until=until))


def goes_on(tx: Tx, why: Ask | Due, point: Point) -> Point:
    """A parked one comes back, or one that is looked at again: an answer is owed anew."""
    by = workdays.after(tx, today(why), settings.days(why.group, settings.ANSWER_DAYS))
    state = State.THINKING if point.state in OUTCOMES else point.state
    return _saved(
        tx,
        why,
        replace(
            point,
            state=state,
            parked_until=None,
            look_again=None,
            asks_until=None,
            confirmed=None,
            closed_on=None,
            answer_by=by if state is State.HEARD else point.answer_by,
            outcome_by=max(by, point.outcome_by),
        ),
    )


def is_late(tx: Tx, why: Ask | Due, point: Point) -> Point:
    """The room hears now that nothing came by the day that was due: said once for each such day."""
    return _saved(tx, why, replace(point, late_said=point.due))


def name(tx: Tx, why: Ask | Due, point: Point, *, named: bool) -> Point:
    """Its sayer adds their name, or leaves it out again: also of news that have yet to leave."""
    if not named:
        releases.unname(tx, why.group.id, str(point.number))
    return _saved(tx, why, replace(point, named=named))


def take_out(tx: Tx, why: Ask | Due, point: Point) -> Point:
    """Its sayer takes it back: every word of it and of its answers goes. The number stays."""
    letting_go.erase(tx, point)
    releases.comes_out(tx, why, str(point.number))
    gone = replace(
        point, words="", decides=None, sayer=None, named=False, answerer=None, promised_by=None
    )
    return _saved(tx, why, replace(gone, taken_out=True, closed_on=today(why), asks_until=None))


def _saved(tx: Tx, why: Ask | Due, point: Point) -> Point:
    """Keep it, and set what is due of it: late, the end of the wait, and the day to look again."""
    store.save(tx, point)
    questions.stands_the_same(tx, point)
    subject, args = str(point.id), {"point": point.id}
    day = timedelta(days=1)
    if point.due is None or point.due == point.late_said:
        schedule.cancel(tx, LATE, subject)
    else:
        schedule.once(tx, LATE, why, subject, at_ten(point.due + day, why.group), args=args)
    if point.waits_for_sayer and point.asks_until is not None:
        when = at_ten(point.asks_until + day, why.group)
        schedule.once(tx, CLOSE, why, subject, when, args=args)
    else:
        schedule.cancel(tx, CLOSE, subject)
    if point.state is State.COULD_NOT and point.look_again is not None and not point.taken_out:
        schedule.once(tx, AGAIN, why, subject, at_ten(point.look_again, why.group), args=args)
    else:
        schedule.cancel(tx, AGAIN, subject)
    return point

"""What the group reads when something came out: one post for a whole slot, and never at night."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot import ledger, posts, schedule
from bot.db import Tx
from bot.features.challenge import rules, store
from bot.features.challenge.rules import CONFIRM, REPLY, WITHDRAW, Question, State
from bot.model import (
    FACILITATORS,
    GROUP,
    Due,
    Group,
    Lane,
    Listed,
    Person,
    PersonId,
    Say,
    Text,
    say,
)
from bot.settings import quiet_ends
from bot.times import wall

TELL, WHO = "challenge.tell", "challenge.who"

TEN = time(10)

WORTH_SAYING = timedelta(days=7)
"""How long a post is worth saying late: nothing that came out is lost."""

FITS = 1_900
"""Characters of one post: some platforms take 2,000, and a mark in somebody's words needs two."""

OURS = 100
"""Of them our own words around each part, at most."""

KEYS = ("challenge.confirmed-yes", "challenge.confirmed-partly", "challenge.confirmed-no")


def tell(tx: Tx, due: Due, slot: date) -> Sequence[Say]:
    """All that came out at one slot, and what its Readers let out. At night: in the morning."""
    subject = f"{due.group.id} {slot}"
    if wait_for_morning(tx, due, TELL, subject, {"slot": slot.isoformat()}):
        return []
    questions = [
        *store.in_state(tx, due.group.id, State.PASSED),
        *(
            one
            for one in store.from_slot(tx, due.group.id, slot)
            if one.state is State.RELEASED and one.decide_by is None
        ),
    ]
    return posts_them(tx, due, questions, subject, _acts(tx, due, slot))


def told_later(tx: Tx, due: Due) -> Sequence[Say]:
    return tell(tx, due, date.fromisoformat(str(due.args["slot"])))


def posts_them(
    tx: Tx, due: Due, questions: Sequence[Question], subject: str, acts: Sequence[Say] = ()
) -> Sequence[Say]:
    """One post. From now on the room has these questions."""
    for one in questions:
        if one.state is not State.RELEASED:
            store.move(tx, one.id, State.RELEASED)
        ledger.released(tx, due, note=one.id, number=one.number, words=one.text)
    says = [*_released(tx, due, questions, subject), *acts]
    if not says:
        return []
    posts.note(tx, due.group.id, due.at)
    told = [in_the_room(one) for one in _as_posts(says)]
    return [*told, say("challenge.has-come", to=FACILITATORS)] if questions else told


def _as_posts(says: Sequence[Say]) -> list[Say]:
    """One post, or as many as all words need: a platform cuts off what is longer than it takes."""
    posts: list[list[Say]] = [[]]
    left = FITS
    for one in says:
        left -= len(str(one.facts.get("text", ""))) + OURS
        if left < 0 and posts[-1]:
            posts.append([])
            left = FITS - len(str(one.facts.get("text", ""))) - OURS
        posts[-1].append(one)
    return [replace(first, then=tuple(then)) for first, *then in posts]


def _released(tx: Tx, due: Due, questions: Sequence[Question], subject: str) -> list[Say]:
    if not questions:
        return []
    by = nobody_yet(tx, due, [one.id for one in questions], subject)
    said = [each for one in questions for each in _question(one)]
    who = leads(due.group, due.at.date())
    last = say("challenge.lead-says", who=who, day=by) if who.items else say("challenge.no-lead")
    return [*said, say("challenge.do-not-guess"), last, say("challenge.thanks")]


def _question(one: Question) -> list[Say]:
    said = say("challenge.released", number=one.number, text=one.text)
    return [said, say("challenge.left-out")] if one.held_reason == rules.LEFT_OUT else [said]


def nobody_yet(tx: Tx, due: Due, notes: Sequence[str], subject: str) -> date:
    """Whoever leads says until this Monday who answers; the day after, that nobody does is said."""
    by = rules.lead_says_by(wall(due.at, due.group.zone).date())
    when = at_ten(by + rules.A_DAY, due.group)
    schedule.once(tx, WHO, due, subject, when, args={"notes": list(notes), "subject": subject})
    return by


def _acts(tx: Tx, due: Due, slot: date) -> list[Say]:
    found = store.acts_of_slot(tx, due.group.id, slot)
    gone = {number for number, kind, _ in found if kind == WITHDRAW}
    says: list[Say] = []
    for number, kind, text in found:
        if kind == REPLY and number not in gone:
            says.append(say("challenge.replied", number=number, text=text))
    for number in sorted({number for number, kind, _ in found if kind == CONFIRM} - gone):
        said = rules.meant([text for n, kind, text in found if (n, kind) == (number, CONFIRM)])
        says.append(say(f"challenge.confirmed-{said}", number=number))
    if says:
        says.append(say("challenge.do-not-guess"))
    return [*says, *(say("challenge.withdrawn", number=number) for number in sorted(gone))]


def who(tx: Tx, due: Due) -> Sequence[Say]:
    """The Monday is over: which questions have nobody to answer them is said, once."""
    notes = due.args["notes"]
    assert isinstance(notes, list)
    found = (store.by_id(tx, due.group.id, str(one)) for one in notes)
    left = [one for one in found if one and one.state is State.RELEASED and one.answerer is None]
    if not left or not_now(tx, due, WHO, str(due.args["subject"]), dict(due.args)):
        return []
    posts.note(tx, due.group.id, due.at)
    return [
        in_the_room(say("challenge.nobody-answers", questions=numbers(left), number=left[0].number))
    ]


def in_the_room(one: Say) -> Say:
    """As a post: also when the platform could not be reached for a while."""
    return replace(one, to=GROUP, lane=Lane.POST, good_for=WORTH_SAYING)


def numbers(questions: Iterable[Question]) -> Listed:
    """A sentence for each."""
    each = (Text("challenge.question", {"number": one.number}) for one in questions)
    return Listed(tuple(each), "care.sentences")


def leads(group: Group, today: date) -> Listed:
    found = [
        Person(PersonId(id), group.names[id]) for id in group.facilitators if group.leads(id, today)
    ]
    return Listed(tuple(found), "list.or")


def at_ten(day: date, group: Group) -> datetime:
    """Ten in the morning of that day, in the group's zone: in UTC."""
    return schedule.utc(datetime.combine(day, TEN), group.zone)


def wait_for_morning(tx: Tx, due: Due, job: str, subject: str, args: dict[str, object]) -> bool:
    """In the quiet hours it waits until they are over, but in a rehearsal. True: it does."""
    if due.leapt:
        return False
    ends = quiet_ends(due.group, wall(due.at, due.group.zone))
    if ends is None:
        return False
    schedule.once(tx, job, due, subject, schedule.utc(ends, due.group.zone), args=args)
    return True


def not_now(tx: Tx, due: Due, job: str, subject: str, args: dict[str, object]) -> bool:
    """At night, or when the room has had its two posts of the week, it waits. True: it does."""
    if wait_for_morning(tx, due, job, subject, args):
        return True
    if not posts.are_enough(tx, due.group.id, due.at):
        return False
    schedule.once(tx, job, due, subject, due.at + timedelta(days=1), args=args)
    return True

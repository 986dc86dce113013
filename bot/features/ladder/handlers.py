"""Which step a meeting is planned as, when it is asked how it felt, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import groups, meetings, schedule, settings, steps
from bot.anonymous import crowd, slots
from bot.anonymous import store as memory
from bot.bands import STEPS
from bot.db import Tx
from bot.features.ladder import rules, store
from bot.model import ASKER, GROUP, Ask, Choice, Due, Listed, Pulse, Say, Text, say
from bot.times import wall

PART = steps.PART

COUNT = "ladder.count"

KEYS = (
    *("ladder.felt-planned", "ladder.felt-lower", "ladder.felt-much-lower", "ladder.felt-higher"),
    *("ladder.felt-mixed", "ladder.steps", "ladder.row"),
    *("ladder.this-meeting", "ladder.next-meeting"),
)

_WORD = (Choice("rate our step", "word.rate-our-step"),)


def only_without_a_name(_tx: Tx, _ask: Ask) -> Sequence[Say]:
    raise AssertionError("it never has a name")


def ladder(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Its steps, and how the last meeting with one felt, to whoever asks."""
    rows = (Text("ladder.row", {"number": n, "step": _step(n)}) for n in STEPS)
    lines = (Text("checkin.line", {"line": row}) for row in rows)
    post = say("checkin.post", lines=Listed((Text("ladder.steps"), *lines), "checkin.lines"))
    now = steps.said(tx, ask.group.id)
    then = [] if now is None else [say("ladder.is-said", number=now)]
    to = ASKER if ask.private else ask.asker
    return [replace(post, to=to, then=(*then, *_last(tx, ask)))]


def our_step(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Said in the open, for the meeting that is on, or the next one; and how the last one felt."""
    number = rules.step(ask.args["number"])
    steps.say_step(tx, ask.group.id, number)
    on = ask.group.session is not None
    key = "ladder.this-meeting" if on else "ladder.next-meeting"
    few = () if rules.can_be_asked(ask.group) else (say("ladder.few-come"),)
    then = (*few, *_last(tx, ask))
    return [say(key, to=GROUP, number=number, step=_step(number), then=then)]


def _step(number: int) -> Text:
    return Text(f"ladder.step-{number}")


def _last(tx: Tx, ask: Ask) -> list[Say]:
    """How far the last one was from what was said. Nothing as long as it can be answered."""
    last = store.last(tx, ask.group.id)
    if last is None or last.state == store.OPEN:
        return []
    if last.state == store.TOO_FEW:
        return [say("ladder.too-few", day=last.day, floor=last.floor)]
    if last.state == store.LOST:
        return [say("ladder.lost", day=last.day)]
    felt = Text(f"ladder.felt-{last.band}")
    return [say("ladder.last", day=last.day, number=last.step, felt=felt)]


def opening(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The step of the plan is now the one of this meeting. The opening post says it."""
    planned = meetings.near(tx, ask.group.id, ask.at)
    step = steps.of_meeting(tx, ask.group, planned)
    if step is not None:
        steps.say_step(tx, ask.group.id, step)
    return []


def closing(tx: Tx, ask: Ask) -> Sequence[Say]:
    """A meeting has ended that had a step: until the next morning people can say how it felt."""
    group, local = ask.group, wall(ask.at, ask.group.zone)
    number, session = steps.take(tx, group.id), groups.last_session(tx, group.id)
    if number is None or session is None or group.ladder is not None:
        return []
    if not rules.can_be_asked(group):
        return []
    morning = rules.next_morning(local)
    pulse = Pulse(
        id=slots.id_of(ask.seed, 1),  # 0 is how it left people
        opens_on=local.date(),
        closes_at=schedule.utc(settings.quiet_ends(group, morning) or morning, group.zone),
        floor=crowd.floor(group, local.date(), int(settings.PULSE_FLOOR.of(group))),
        ram_id=memory.ram_id(tx),
    )
    store.open_(tx, group.id, session.id, number, pulse)
    schedule.once(tx, COUNT, ask, pulse.id, pulse.closes_at, args={"ladder": pulse.id})
    return [say("ladder.opens", to=GROUP, choices=_WORD)]


def count(tx: Tx, due: Due, answers: tuple[int, ...] | None) -> Sequence[Say]:
    """It is over. Nothing is posted by itself: it is said when the next step is, or with `ladder`.

    `answers`: None: the machine was restarted, and they are lost. It is not asked again.
    """
    last = store.last(tx, due.group.id)
    if last is None or last.id != due.args["ladder"] or last.state != store.OPEN:
        return []
    pulse = due.group.ladder
    if answers is None:
        store.close(tx, due.group.id, last.id, store.LOST)
    elif pulse is not None and due.at < pulse.closes_at:  # the clock was put back
        schedule.once(tx, COUNT, due, last.id, pulse.closes_at, args=due.args)
    else:
        found = rules.band(answers, last.step, last.floor)
        state = store.TOO_FEW if found is None else store.SHOWN
        store.close(tx, due.group.id, last.id, state, found)
        steps.felt(tx, due.group.id, last.day, found)
    return []


def kept(_tx: Tx, ask: Ask) -> Sequence[Say]:
    """The same for everybody in the group: nobody can look up what is not there."""
    return [say("ladder.kept")] if settings.has_part(ask.group, PART) else []

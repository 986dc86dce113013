"""When it is asked how a meeting left people, and what is said of it the next morning."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from bot import groups, posts, schedule, settings
from bot.anonymous import slots
from bot.anonymous import store as memory
from bot.db import Tx
from bot.features.pulse import rules, store
from bot.model import GROUP, Ask, Choice, Due, Group, Pulse, Say, say
from bot.times import wall

PART = "asking"

COUNT, TELL = "pulse.count", "pulse.tell"

WORTH_SAYING = timedelta(days=2)

KEYS = ("pulse.lost-ask-again", "pulse.lost")


def only_without_a_name(_tx: Tx, _ask: Ask) -> Sequence[Say]:
    raise AssertionError("it never has a name")


def switched(_tx: Tx, ask: Ask) -> Sequence[Say]:
    """The group said yes; where too few come that is said at once."""
    mine = str(ask.args.get("part", "")).casefold().startswith(PART)
    if mine and rules.comes(ask.group) < rules.FEWEST:
        return [say("pulse.few-now", to=GROUP, fewest=rules.FEWEST)]
    return []


def closing(tx: Tx, ask: Ask) -> Sequence[Say]:
    """A meeting has ended: until the next morning everybody can say how it left them."""
    group, local = ask.group, wall(ask.at, ask.group.zone)
    asks = say("pulse.opens", to=GROUP, choices=_WORD)
    if group.pulse is not None:  # an earlier meeting of this day is asked about already
        return [asks] if group.pulse.opens_on == local.date() else []
    session = groups.last_session(tx, group.id)
    if session is None or rules.comes(group) < rules.FEWEST:
        return []
    closes = _closes(group, local)
    pulse = Pulse(
        id=slots.id_of(ask.seed, 0),
        opens_on=local.date(),
        closes_at=closes,
        floor=rules.floor(group, local.date(), int(settings.PULSE_FLOOR.of(group))),
        ram_id=memory.ram_id(tx),
    )
    if not store.open_(tx, group.id, session.id, pulse):
        return []
    schedule.once(tx, COUNT, ask, pulse.id, closes, args={"pulse": pulse.id})
    posts.reserve(tx, group.id, closes)
    return [asks]


_WORD = (Choice("how today left me", "word.how-today-left-me"),)


def _closes(group: Group, local: datetime) -> datetime:
    """The next morning, once the group's quiet hours are over (UTC)."""
    morning = rules.next_morning(local)
    return schedule.utc(settings.quiet_ends(group, morning) or morning, group.zone)


def count(tx: Tx, due: Due, answers: tuple[int, ...] | None) -> Sequence[Say]:
    """It is morning: one sentence, and never another. Or the answers were lost."""
    pulse = due.group.pulse
    if pulse is None or pulse.id != due.args["pulse"]:
        return []
    if answers is None:
        return _lost(tx, due, pulse)
    later = pulse.closes_at if due.at < pulse.closes_at else _not_now(due)
    if later is not None:  # nobody can answer any more, but this is no time to say it
        schedule.once(tx, COUNT, due, pulse.id, later, args=due.args)
        return []
    found = rules.sentence(answers, pulse.floor)
    state = "too-few" if found is None else "shown"
    store.close(tx, due.group.id, pulse.id, state, found)
    if found is None:
        return [say("pulse.too-few", to=GROUP, day=pulse.opens_on, floor=pulse.floor)]
    return [say(f"pulse.says-{found}", to=GROUP, day=pulse.opens_on, good_for=WORTH_SAYING)]


def _lost(tx: Tx, due: Due, pulse: Pulse) -> Sequence[Say]:
    """The memory is gone with all answers. It is asked once more, or over; both are said."""
    group, local = due.group, wall(due.at, due.group.zone)
    args: dict[str, object] = {"day": pulse.opens_on.isoformat()}
    meeting = datetime.combine(pulse.opens_on, time())
    if store.asked_once(tx, pulse.id) and rules.asks_again(meeting, local):
        new, closes = slots.id_of(due.seed, 0), _closes(group, local)
        ram = memory.ram_id(tx)
        store.again(tx, group.id, pulse.id, new=new, ram=ram, closes_at=closes)
        schedule.once(tx, COUNT, due, new, closes, args={"pulse": new})
        args["until"] = wall(closes, group.zone).isoformat()
    else:
        store.close(tx, group.id, pulse.id, "lost")
    schedule.once(tx, TELL, due, str(group.id), _not_now(due) or due.at, args=args)
    return []


def tell(tx: Tx, due: Due) -> Sequence[Say]:
    """The answers were lost, and nobody saw them."""
    later = _not_now(due)
    if later is not None:
        schedule.once(tx, TELL, due, str(due.group.id), later, args=due.args)
        return []
    day = datetime.fromisoformat(str(due.args["day"])).date()
    if "until" not in due.args:
        return [say("pulse.lost", to=GROUP, day=day)]
    until = datetime.fromisoformat(str(due.args["until"]))
    return [
        say(
            "pulse.lost-ask-again",
            to=GROUP,
            day=day,
            time=until,
            until=until.date(),
            choices=_WORD,
        )
    ]


def _not_now(due: Due) -> datetime | None:
    """When the room may hear of it (UTC), if not now: it meets, it rests, or it is night."""
    if due.group.session is not None:
        return due.at + timedelta(minutes=30)
    if due.group.rests(due.at):
        return due.group.rest_until
    ends = settings.quiet_ends(due.group, wall(due.at, due.group.zone))
    return None if ends is None else schedule.utc(ends, due.group.zone)


def kept(_tx: Tx, _ask: Ask) -> Sequence[Say]:
    """The same for everybody: nobody can look up what is not there."""
    return [say("pulse.kept")]

"""Starting and ending a session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot import groups, schedule
from bot.db import Tx
from bot.features.sessions import rules
from bot.model import GROUP, Ask, Choice, Due, Moment, Refused, Say, Text, say

FORGOTTEN = "sessions.forgotten"
LONG_FOR_A_SESSION = timedelta(hours=4)

KEYS = ("sessions.good-morning", "sessions.good-afternoon", "sessions.good-evening")


def start(tx: Tx, ask: Ask) -> Sequence[Say]:
    id = groups.begin_session(tx, ask.group.id, ask.by, ask.at)
    when = ask.at + LONG_FOR_A_SESSION
    schedule.once(tx, FORGOTTEN, ask, str(ask.group.id), when, args={"session": id})
    tx.moments.append(Moment.OPENING)
    hour = ask.at.astimezone(ZoneInfo(ask.group.zone)).hour
    return [
        say("sessions.opening", to=GROUP, greeting=Text(rules.greeting(hour)), who=ask.by),
    ]


def end(tx: Tx, ask: Ask) -> Sequence[Say]:
    assert ask.group.session is not None  # `when` of the command
    if ask.group.quiet_since is not None:
        raise Refused("sessions.quiet-first")
    tx.moments.append(Moment.CLOSING)
    held = groups.end_session(tx, ask.group.id, ask.group.session.id, ask.at)
    schedule.cancel(tx, FORGOTTEN, str(ask.group.id))
    stay = (say("sessions.may-i-stay"),) if rules.asks_to_stay(held) else ()
    return [say("sessions.closing", to=GROUP, then=stay)]


def forgotten(tx: Tx, due: Due) -> Sequence[Say]:
    session = due.group.session
    if session is None or session.id != due.args.get("session"):
        return []
    return [say("sessions.still-on", to=session.lead, choices=(Choice("end", "word.end"),))]


def send_away(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The group does not want the bot: it says goodbye, and forgets the group."""
    rooms = ask.group.rooms
    groups.forget(tx, ask.group.id)
    return [*(say("sessions.goodbye", to=room) for room in rooms), say("sessions.gone")]

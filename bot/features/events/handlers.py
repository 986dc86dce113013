"""Events on the server: switched on, off, and one that a person changed put back."""

from __future__ import annotations

from collections.abc import Sequence

from bot import events, meetings, settings
from bot.db import Tx
from bot.model import GROUP, Ask, Choice, Group, Refused, Say, platform_of, say
from bot.settings import OFF, ON

HAS_EVENTS = "discord"
"""The platform that has such things."""


def _has_server(group: Group) -> bool:
    return any(platform_of(room) == HAS_EVENTS for room in group.rooms)


def ask_first(_tx: Tx, ask: Ask) -> Sequence[Say]:
    """Everybody on the server will see them, so: really?"""
    _may_be_on(ask)
    yes, no = Choice("show discord events", "answer.yes"), Choice("stop", "answer.no")
    return [say("events.really", choices=(yes, no))]


def switch_on(tx: Tx, ask: Ask) -> Sequence[Say]:
    _may_be_on(ask)
    settings.choose(tx, ask.group.id, events.EVENTS, ON, ask.at.date())
    return [say("events.on", to=GROUP)]


def _may_be_on(ask: Ask) -> None:
    if not _has_server(ask.group):
        raise Refused("events.no-server")
    if events.EVENTS.of(ask.group) == ON:
        raise Refused("events.on-already")


def switch_off(tx: Tx, ask: Ask) -> Sequence[Say]:
    if events.EVENTS.of(ask.group) == OFF:
        raise Refused("events.off-already")
    settings.choose(tx, ask.group.id, events.EVENTS, OFF, ask.at.date())
    return [say("events.off", to=GROUP)]


def put_back(tx: Tx, ask: Ask) -> Sequence[Say]:
    """As we planned it. Our meeting never moved."""
    number = ask.args["number"]
    id = int(str(number)) if str(number).isdecimal() and len(str(number)) < 10 else 0
    one = meetings.get(tx, ask.group.id, id)
    if one is None or not events.put_back(tx, one.id):
        raise Refused("events.nothing-open")
    return [say("events.back", day=one.local.date(), time=one.local)]

"""What people do in small groups and for each other: lines, a call, who is placed by whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot import forms, places
from bot.db import Tx
from bot.feature import Command, Field, Form
from bot.features.smallgroups import store, telling
from bot.features.smallgroups.rules import LABELS, STAY
from bot.features.smallgroups.store import APART
from bot.model import Ask, Person, Refused, Say, platform_of, say
from bot.nameless import without
from bot.parse import fold, which_person

MOST = 300
"""Characters that a group's lines have in all: three short ones, with room to spare."""

CALLED = timedelta(minutes=2)
"""A second call within that time is the same one."""

LINES = Form(
    (
        Field("lines", "smallgroups.ask-lines", limit=MOST),
        Field("sure", "smallgroups.lines-preview", choices=forms.YES_OR_NO, alone=True),
    )
)
"""Lines written in private are shown before the small group reads them (law 3)."""


def _part(tx: Tx, ask: Ask) -> tuple[str, str]:
    """The small group this is about: the one whose place it was said in, or one's own."""
    if ask.apart is not None:
        subject = ask.group.apart[ask.apart]
        if subject:
            return subject.partition(":")[2], platform_of(ask.apart)
    own = store.where(tx, ask.group.id, ask.by.id)
    if own is None:
        raise Refused("smallgroups.in-none")
    return own


def our_lines(tx: Tx, ask: Ask) -> Sequence[Say]:
    """What the group would like all to hear: shown to the group now, said when all are back.

    Anybody of the group can change it, or take it back, until then.
    """
    part, lines = _part(tx, ask), str(ask.args.get("lines") or "")
    if ask.private and "sure" not in ask.args:
        shown = Command(ask.command, our_lines, form=LINES)
        asked = forms.begin(tx, ask.account, ask.group.id, shown, ask.at, {"lines": lines})
        assert isinstance(asked, Say)  # whether they are sure is still open
        return [asked]
    store.say_lines(tx, ask.group.id, part, lines)
    # Where they split by voice there is no place to show it, and all hear it at the end only.
    rooms = telling.in_places(ask.group, *part)
    there = [say("smallgroups.lines-shown", to=room, label=part[0], lines=lines) for room in rooms]
    return [say("smallgroups.lines-kept"), *there]


def no_lines(tx: Tx, ask: Ask) -> Sequence[Say]:
    part = _part(tx, ask)
    store.say_lines(tx, ask.group.id, part, "")
    rooms = telling.in_places(ask.group, *part)
    gone = [say("smallgroups.lines-gone", to=room, label=part[0]) for room in rooms]
    return [say("smallgroups.lines-gone", label=part[0]), *gone]


def come_here(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Call whoever leads: they are told in private, and where the group is."""
    part, session = _part(tx, ask), ask.group.session
    assert session is not None  # `when` of the command
    lead = session.lead
    if lead.id == ask.by.id:
        raise Refused("smallgroups.you-lead")
    told = say("smallgroups.lead-told", who=lead)
    if not store.call(tx, ask.group.id, part, ask.at, ask.at - CALLED):
        return [told]
    places.ask_in(tx, ask.group.id, telling.subject_of(part[0]), [lead.id])
    letters = [label for label, _, _ in store.parts(tx, ask.group.id)]
    come = say("smallgroups.come", to=lead, label=telling.called(*part, letters))
    rooms = telling.in_places(ask.group, *part)
    here = [say("smallgroups.called", to=room, alert=lead, who=lead) for room in rooms]
    return [told, come, *here]


# For somebody else.


def put(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Whoever leads places somebody who is on the phone, or asks for it: `put Dilys in A`."""
    where = _typed(ask, "where")
    who, now = _named(ask, "who", f"{{}} in {where}"), store.load(tx, ask.group.id)
    if now is None:
        raise Refused("smallgroups.none")
    typed = fold(where)
    where = STAY if typed in ("here", STAY) else typed.upper()
    if where != STAY and where not in LABELS[: now.wanted.count]:
        raise Refused("smallgroups.no-such", label=typed)
    to = telling.only(ask)
    if now.state != APART:
        store.choose(tx, ask.group.id, who, where)
        if where == STAY:
            return [say("smallgroups.put-here", to=to, who=who)]
        return [say("smallgroups.put", to=to, who=who, label=where)]
    parts = [(label, on) for label, on, _ in store.parts(tx, ask.group.id) if label == where]
    mine = [part for part in parts if who.by_phone or part[1] == platform_of(who.id)]
    if not mine:
        raise Refused("smallgroups.not-open", label=where)
    store.put(tx, ask.group.id, who, *mine[0])
    places.ask_in(tx, ask.group.id, telling.subject_of(where), [who.id])
    return [say("smallgroups.put", to=to, who=who, label=where)]


def together(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Two people stay together today: `together Sam with Dilys`."""
    who = _named(ask, "who", f"{{}} with {_typed(ask, 'whom')}")
    whom = _named(ask, "whom", f"{who.id} with {{}}")
    accounts = {platform_of(one.id) for one in (who, whom) if not one.by_phone}
    if who.id == whom.id or who.by_phone:
        raise Refused("smallgroups.who-helps")
    if len(accounts) > 1:
        raise Refused("smallgroups.two-apps", who=who, whom=whom)
    if any(helped.id == who.id for helped in store.pairs(tx, ask.group).values()):
        raise Refused("smallgroups.who-helps")
    store.pair(tx, ask.group.id, who, whom)
    return [say("smallgroups.together", to=telling.only(ask), who=who, whom=whom)]


def _named(ask: Ask, name: str, rest: str) -> Person:
    """Whom a word is about. `rest`: the same words again, with {} where a name is chosen."""
    who = ask.args.get(name)
    if isinstance(who, Person):
        return who
    which_person(str(who or ""), ask.group, lambda one: f"{ask.command} {rest.format(one)}")
    raise Refused("smallgroups.who-is-that", name=str(who or ""))


def _typed(ask: Ask, name: str) -> str:
    """What stood there, so that it can be said again; braces are nobody's name."""
    value = ask.args.get(name)
    typed = value.id if isinstance(value, Person) else str(value or "")
    return typed.replace("{", "").replace("}", "")


# What is kept of somebody.


def kept(tx: Tx, ask: Ask) -> Sequence[Say]:
    here = store.keeps_of(tx, ask.group.id, ask.by.id)
    return [say("smallgroups.kept")] if here else []


def left(tx: Tx, ask: Ask) -> Sequence[Say]:
    store.forget(tx, ask.group.id, ask.by.id)
    places.forget(tx, ask.group.id, ask.by.id)
    return []


def nameless(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Somebody is gone, and no line says their name: they stay with nobody either."""
    left(tx, ask)
    store.reword(tx, ask.group.id, lambda words: without(words, ask.by))
    return []

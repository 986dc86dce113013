"""What points have to say when a meeting opens or ends, and of what is kept about people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import ledger, outbox
from bot.db import Tx
from bot.features.points import saying, store
from bot.model import GROUP, Ask, Say, private, say
from bot.nameless import without
from bot.settings import has_part


def switched(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The group has said yes. What is late by now is said, and what was answered meanwhile."""
    if not has_part(ask.group, ledger.PART):
        return ()
    if ledger.every(tx, ask.group.id):  # also of one that was closed meanwhile, and never told
        ledger.tell_soon(tx, ask)
    for one in ledger.not_thanked(tx, ask.group.id):  # the morning for it came meanwhile
        ledger.thank_soon(tx, ask, one)
    mine = str(ask.args.get("part", "")).casefold().startswith(ledger.PART)
    return [say("points.now", to=GROUP)] if mine else ()


def opening(tx: Tx, ask: Ask) -> Sequence[Say]:
    """One line at most: which points are late."""
    if not has_part(ask.group, ledger.PART):
        return ()
    today = ledger.today(ask)
    late = [one for one in ledger.still_open(tx, ask.group.id) if one.is_late(today)]
    if not late:
        return ()
    return [say("points.opening-late", to=GROUP, numbers=saying.numbers(late), count=len(late))]


def closing(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Which points came of this meeting, with thanks; and a limit that nobody was asked about yet.

    One that was noted just now is still said after it.
    """
    if not has_part(ask.group, ledger.PART):
        return ()
    today = ledger.today(ask)
    found = ledger.said_between(tx, ask.group.id, today, today)
    new = [one for one in found if one.is_open and one.note is None]
    asks = [replace(one, to=GROUP) for one in ledger.meeting_over(tx, ask)]
    if not new:
        return asks
    ledger.thanked(tx, ask, new)
    came = say("points.closing", to=GROUP, numbers=saying.numbers(new), count=len(new))
    return [came, *asks]


def kept(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Their own points by number, so that they can take them out; and what waits for their yes."""
    mine = [one for one in ledger.every(tx, ask.group.id) if one.sayer == ask.by.id]
    says = []
    if mine:
        says.append(say("points.kept", numbers=saying.numbers(mine), count=len(mine)))
        says.append(say("points.kept-take-out"))
    answers = ledger.owed_by(tx, ask.group.id, ask.by.id)
    if answers:
        says.append(say("points.kept-answers", numbers=saying.numbers(answers), count=len(answers)))
    waits = ledger.wanted_of(tx, ask.group.id, ask.by.id)
    if waits:
        says.append(say("points.kept-wanted", count=len(waits), day=waits[-1].until))
        if any(one.source is ledger.Source.NOTE for one in waits):
            says.append(say("points.kept-see"))
    return says


def left(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Points are the group's, and stay; whose they were does not."""
    if not store.moves(tx, ask.group.id, ask.by.id):
        _asks_no_more(tx, ask)
        ledger.lets_go(tx, ask.group.id, ask.by.id)
    return ()


def _asks_no_more(tx: Tx, ask: Ask) -> None:
    """What has yet to be asked of them alone: their yes to that ended with their membership."""
    mine = [one for one in ledger.still_open(tx, ask.group.id) if one.sayer == ask.by.id]
    asks = [f"that is right {one.number}" for one in mine]
    asks += [f"note my words {one.id}" for one in ledger.wanted_of(tx, ask.group.id, ask.by.id)]
    for types in asks:
        outbox.withdraw(tx, private(ask.by.id), types)


def nameless(tx: Tx, ask: Ask) -> Sequence[Say]:
    ledger.reword(tx, ask.group.id, lambda words: without(words, ask.by))
    return ()

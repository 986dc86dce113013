"""The first fifteen minutes: three questions, one at a time. The talk is nobody's but theirs."""

from __future__ import annotations

from collections.abc import Sequence

from bot.db import Tx
from bot.features.charter import store
from bot.model import GROUP, Ask, Choice, Refused, Say, say

QUESTIONS = ("charter.what-helps", "charter.what-hinders", "charter.when-we-disagree")

KEYS = ("charter.what-helps", "charter.what-hinders", "charter.when-we-disagree")


def start(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Begin, or begin again, with the first question."""
    assert ask.group.session is not None  # `when` of the command
    store.go_to_step(tx, ask.group.id, ask.group.session.id, 0)
    asked = (say(QUESTIONS[0]), _on(ask))
    return [say("charter.begin", to=GROUP, choices=_next(0), told=True, then=asked)]


def next_(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The next question; after the last one the lines are written."""
    assert ask.group.session is not None
    step = store.at_step(tx, ask.group.id, ask.group.session.id)
    if step is None:
        raise Refused("charter.start-first")
    if ask.args.get("number", step) != step:  # two who lead press at once
        raise Refused("charter.next-already")
    step += 1
    if step < len(QUESTIONS):
        store.go_to_step(tx, ask.group.id, ask.group.session.id, step)
        return [Say(QUESTIONS[step], to=GROUP, choices=_next(step), told=True, then=(_on(ask),))]
    store.start_is_over(tx, ask.group.id)
    ideas = Choice("charter ideas", "word.charter-ideas")
    how = say("charter.how-to-write", who=ask.by)
    return [say("charter.now-our-lines", to=GROUP, choices=(ideas,), told=True, then=(how,))]


def _next(step: int) -> tuple[Choice, ...]:
    """The button knows to which question it belongs, so that none is leapt over."""
    return (Choice(f"charter next {step}", "charter.next-question"),)


def _on(ask: Ask) -> Say:
    return say("charter.go-on", who=ask.by)

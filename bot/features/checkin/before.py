"""A round between meetings about something that people told before: shown to whoever plans it.

Once, in private, before its post is shown; then it is their choice. A live round is never held
up: whoever leads hears of it in private, after it has begun (law 7).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import groups, recall
from bot.db import Tx
from bot.features.checkin import between, store
from bot.features.checkin.rules import Draft, Question
from bot.model import Ask, Person, Refused, Say, Text, say

LEAVE, AGAIN, OTHER = "leave that round", "ask that again", "ask something else"
"""What whoever plans can do with what was said before."""

KEYS = ("recall.live",)


def asks(tx: Tx, ask: Ask, draft: Draft) -> Say | None:
    """What was said about its question. None: nothing, or it is one of the bank."""
    if draft.question.asker is None:
        return None
    points = recall.find(tx, ask.group, draft.question.words)
    if not points:
        return None
    store.save_draft(tx, ask.group.id, ask.by.id, replace(draft, told=recall.numbers_of(points)))
    return recall.before(tx, points, LEAVE, AGAIN, OTHER)


def leave(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The answer there is will do: nothing is asked."""
    _found(tx, ask)
    store.drop_draft_of(tx, ask.group.id, ask.by.id)
    return [say("recall.not-asked")]


def again(tx: Tx, ask: Ask) -> Draft:
    """It is asked all the same, and the post says why."""
    return _chosen(tx, ask, replace(_found(tx, ask), again=str(ask.args["why"])))


def something_else(tx: Tx, ask: Ask) -> Draft:
    return _chosen(tx, ask, replace(_found(tx, ask), told=None))


def _found(tx: Tx, ask: Ask) -> Draft:
    draft = store.drafted(tx, ask.group.id, ask.by.id)
    if draft is None or draft.told is None:
        raise Refused("checkin.draft-gone")
    return draft


def _chosen(tx: Tx, ask: Ask, draft: Draft) -> Draft:
    store.save_draft(tx, ask.group.id, ask.by.id, draft)
    return draft


def opening(draft: Draft) -> Say:
    """The post of the round, with why it asks again, if it does."""
    post = between.opening(draft.question, draft.gathers)
    if draft.again is None:
        return post
    first, *rest = recall.for_the_room(draft.told, draft.again)
    then = (*rest, Say(post.key, post.facts))
    return replace(post, key=first.key, facts=first.facts, then=then)


def afterwards(tx: Tx, ask: Ask, question: Question, session: int, most: int) -> list[Say]:
    """For whoever opened a live round: what was said about its question, after it has begun."""
    if question.asker is None:
        return []
    points = recall.find(tx, ask.group, question.words, most=1)
    if not points or not groups.nudge(tx, session, most):
        return []
    lead = Person(ask.account, ask.by.name)
    known = recall.shown(tx, points, Text("recall.live"))
    return [replace(known, to=lead, unasked=True)]

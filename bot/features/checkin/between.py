"""A round between meetings: how it is opened and gathered, once or again and again.

Its posts keep to two a week: the one in which answers come together is counted from the day on
which the round opens. Answers leave the database in the write that posts them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot import catalogue, dates, posts, schedule, settings, times
from bot.db import Tx
from bot.features.checkin import noting, rules, store
from bot.features.checkin.rules import BETWEEN, Answer, Between, Question
from bot.model import (
    GROUP,
    Ask,
    Choice,
    Due,
    FromBank,
    Group,
    Lane,
    Listed,
    Say,
    Text,
    say,
)
from bot.times import ms

PART = "rounds"
BANK = "checkin-questions"
GATHER = "checkin.gather"

OPEN, CLOSED = "open", "closed"
STATE = settings.one_of("checkin.between", CLOSED, OPEN)
"""The setting that says whether a round between meetings is open: help and menu know it by it."""

WORTH_SAYING = timedelta(days=7)
"""People's words are said late rather than never."""

SHORT = 700
"""Characters of answers with which the next question still fits into one message."""

LATE = timedelta(hours=1)
"""From then on a post says that it is late."""

KEYS = (
    *("checkin.place", "checkin.lines", "checkin.says", "checkin.thank-you"),
    *("checkin.gathered", "checkin.gathered-goes-on", "checkin.late", "checkin.held"),
)


def is_open(group: Group) -> bool:
    """Is a round between meetings open?"""
    return STATE.of(group) == OPEN


def begin(tx: Tx, why: Ask | Due, new: Between, gathers: datetime) -> None:
    """The round is open. `gathers`: when its answers come together, in UTC."""
    group = why.group
    store.open_between(tx, group.id, new)
    if new.question.asker is None:
        mark_asked(tx, why, (BETWEEN,), new.question.words)
    settings.choose(tx, group.id, STATE, OPEN, new.opened_on)
    schedule.once(tx, GATHER, why, str(group.id), gathers)
    posts.reserve(tx, group.id, schedule.utc(new.gathers, group.zone))


def gather(tx: Tx, due: Due) -> Sequence[Say]:
    """All answers of a round in one post. A meeting is not interrupted."""
    last = store.between(tx, due.group.id)
    if last is None or not is_open(due.group):
        return []
    late = why_late(due)
    if (later := not_now(due)) is not None:
        args = {"late": late.key} if late else None
        schedule.once(tx, GATHER, due, str(due.group.id), later, args=args)
        return []
    return close(tx, due, last, late)


def close(
    tx: Tx, due: Due, last: Between, late: Text | None, opening: Say | None = None
) -> list[Say]:
    """The round is over: its answers are taken out, and are to be said now.

    `opening`: of the round that begins now. It is the same post, where it fits.
    """
    group = due.group
    answers: Sequence[Answer] = rules.shuffled(store.take(tx, group, BETWEEN), due.seed)
    posts.take_back(tx, group.id, schedule.utc(last.gathers, group.zone))
    posts.note(tx, group.id, due.at)
    settings.choose(tx, group.id, STATE, CLOSED, due.at.date())
    store.close_between(tx, group.id, answered=bool(answers))
    schedule.cancel(tx, GATHER, str(group.id))
    if not settings.has_part(group, PART):
        return []
    answers = noting.raised(tx, due, answers)
    said = [] if late is None else [late]
    pages = gathered(last.question, answers, said)
    if opening is None:
        return [post(lines(*page)) for page in pages]
    if sum(map(rules.length, rules.pages(answers)[-1])) > SHORT:
        return [*(post(lines(*page)) for page in pages), opening]
    *before, end = pages
    together = lines(*end, Text(opening.key, opening.facts))
    return [
        *(post(lines(*page)) for page in before),
        post(replace(together, choices=opening.choices)),
    ]


def not_now(due: Due) -> datetime | None:
    """When it may be posted, if it may not now: a meeting is on, or the quiet hours hold."""
    if due.group.session is not None:
        return due.at + timedelta(hours=1)
    wall = times.wall(due.at, due.group.zone)
    ends = settings.quiet_ends(due.group, wall)
    return None if ends is None else schedule.utc(ends, due.group.zone)


def why_late(due: Due) -> Text | None:
    """What a post that comes late says about it: nothing, if it is not."""
    if (known := due.args.get("late")) is not None:  # it was put off, and is no later for that
        return Text(str(known))
    if due.late <= LATE or due.leapt:
        return None
    return Text("checkin.held" if due.held else "checkin.late")


# Questions.


def from_bank(tx: Tx, why: Ask | Due, parts: Sequence[str], besides: Sequence[str] = ()) -> str:
    """A question of these sections of the bank that the group has not had."""
    names = _names(parts)
    return rules.choose(names, [*store.asked(tx, why.group.id), *besides], why.seed)


def mark_asked(tx: Tx, why: Ask | Due, parts: Sequence[str], name: str) -> None:
    names = _names(parts)
    if rules.used_up(names, store.asked(tx, why.group.id)):
        store.forget_asked(tx, why.group.id, names)
    store.ask(tx, why.group.id, name, ms(why.at))


def _names(parts: Sequence[str]) -> list[str]:
    """The questions of these sections of the bank; it may have no such section."""
    return [name for part in parts for name in catalogue.sections(BANK).get(part, ())]


def asks(question: Question) -> object:
    """The question as a fact of a text."""
    if question.asker is None:
        return FromBank(BANK, question.words)
    if not question.asker:  # whoever asked is no longer here
        return Text("checkin.asked", {"words": question.words})
    return Text("checkin.own", {"who": question.asker, "words": question.words})


# How it is said.


def opening(question: Question, gathers: datetime, rule: str | None = None) -> Say:
    """The post that opens a round. `rule`: it comes again and again."""
    choices = (Choice("my answer", "word.my-answer"),)
    facts = {"ask": asks(question), "day": gathers.date(), "time": gathers}
    if rule is None:
        return post(Say("checkin.between", facts, GROUP, choices))
    return post(Say("checkin.regular", {**facts, "rule": dates.said(rule)}, GROUP, choices))


def lines(*each: Text) -> Say:
    """A post for the room with each of these on a line of its own."""
    first, *others = each
    if not others:
        return Say(first.key, first.facts, to=GROUP)
    new = (Text("checkin.line", {"line": line}) for line in others)
    return say("checkin.post", to=GROUP, lines=Listed((first, *new), "checkin.lines"))


def gathered(
    question: Question, answers: Sequence[Answer], late: Sequence[Text]
) -> list[list[Text]]:
    """All answers, line by line; where they are too long for one message, in several."""
    if not answers:
        return [[Text("checkin.none-came"), *late]]
    pages: list[list[Text]] = []
    for page in rules.pages(answers):
        start = [Text("checkin.gathered-goes-on")]
        if not pages:
            start = [Text("checkin.gathered", {"ask": asks(question)}), *late]
        said = [noting.said("checkin.says", one) for one in page]
        pages.append([*start, *said])
    pages[-1].append(Text("checkin.thank-you"))
    return pages


def post(one: Say) -> Say:
    return replace(one, lane=Lane.POST, good_for=WORTH_SAYING)

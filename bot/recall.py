"""You already told us: which points of a group speak of a topic, so that nobody is asked twice.

Its law: one group's points are looked through, and nothing else; words are compared, and never
their meaning is guessed. What is found is shown to whoever plans, who decides (`Asked`).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from bot import catalogue, ledger, settings, told
from bot.db import Tx
from bot.feature import Field, Form, Given, Here
from bot.ledger import Answer, Point
from bot.model import Choice, Group, Listed, Say, Text, plain, say
from bot.search import Index, Known
from bot.words import ENGLISH

MOST = 3
"""Points that are shown before a round or a plan: more would be a list to read."""

ENOUGH = 0.4
"""Of the weight of a topic's words a point must have that much. Measured: docs/performance.md."""

NEAR = 0.8
"""And of the weight that the best point has."""

IN_ANSWER = 0.5
"""A word counts so much where it stands in an answer alone: people remember what they said."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a point says: its own words, and all that was answered."""

    words: str
    answers: str = ""


Where = tuple[frozenset[int], frozenset[int]]
"""The points in which one part of a topic stands at all, and those whose own words have it."""


def closest(
    points: Mapping[int, Told],
    topic: str,
    language: str = ENGLISH,
    *,
    enough: float = ENOUGH,
    near: float = NEAR,
    most: int = MOST,
) -> list[int]:
    """The numbers of the points that speak of a topic, the closest first. Often there is none."""
    about = _known(language).topics(topic)
    if not about or not points:
        return []
    texts = ((number, one.words, one.answers) for number, one in points.items())
    with closing(Index(texts)) as index:
        found = [(index.having(one), index.having(one, said=True)) for one in about]
    return ranked(found, len(points), enough=enough, near=near, most=most)


def ranked(
    found: Sequence[Where],
    points: int,
    *,
    enough: float = ENOUGH,
    near: float = NEAR,
    most: int = MOST,
) -> list[int]:
    """Which points have enough of a topic, the closest first, then the newest.

    `found`: for each part of the topic the points that speak of it. What few points speak of
    weighs more, and what none does weighs most: a topic of new words is a new topic.
    """
    weights = [math.log((points + 1) / (len(anywhere) + 0.5)) for anywhere, _ in found]
    has: dict[int, float] = {}
    for (anywhere, own), weight in zip(found, weights, strict=True):
        for point in anywhere:
            has[point] = has.get(point, 0) + weight * (1 if point in own else IN_ANSWER)
    best = max(has.values(), default=0.0)
    least = max(enough * sum(weights), near * best)
    close = (point for point, weight in has.items() if weight >= least and weight > 0)
    return sorted(close, key=lambda point: (-has[point], -point))[:most]


@cache
def _known(language: str) -> Known:
    """Plain lists that anybody can read (`prompts/en/recall-*-words.txt`), made ready once."""
    lines = catalogue.listed("recall-same", language)
    same = [[phrase.strip() for phrase in line.split(",")] for line in lines]
    return Known(same, catalogue.listed("recall-skip", language))


# In the ledger.


def find(
    tx: Tx, group: Group, topic: str, *, enough: float = ENOUGH, most: int = MOST
) -> list[Point]:
    """The points of this group that speak of a topic, the closest first."""
    if not settings.has_part(group, ledger.PART):
        return []
    known: dict[int, Told] = {}
    for number, words, said, could_not in ledger.spoken(tx, group.id):
        before = known.get(number) or Told(words)
        fields = " ".join(_words_of(could_not)) if could_not else ""
        known[number] = Told(words, f"{before.answers} {said} {fields}".strip())
    numbers = closest(known, topic, group.language, enough=enough, most=most)
    points = (ledger.by_number(tx, group.id, number) for number in numbers)
    return [one for one in points if one is not None]


def _words_of(could_not: str) -> list[str]:
    """What was said in the six fields. A field that is left open has a day, and no words."""
    return [one for one in json.loads(could_not).values() if isinstance(one, str)]


# How it is shown, and what whoever plans does with it.

LONG = 15
"""Words of a reason, which the room reads."""

QUOTED = 160
"""Characters of what was said or answered: three points fit into one message. The cut is seen."""


def _in_few_words(said: str, _given: Given, _here: Here) -> str | Text:
    return said if len(said.split()) <= LONG else Text("recall.shorter", {"most": LONG})


TOLD, AGAIN = "told", "ask-again"
"""Under these a draft remembers the points it was told about, and why it asks again all the same:
nothing under both, once it was something else."""

WHY = Form((Field("why", "recall.why", limit=150, takes=_in_few_words),))

KEYS = ("recall.before", "recall.point", "recall.no-answer")


def before(tx: Tx, points: Sequence[Point], uses: str, again: str, other: str) -> Say:
    """What whoever plans is shown in private, once, before anything is posted.

    `uses`, `again`, `other`: what the three choices type.
    """
    choices = (
        Choice(uses, "recall.use"),
        Choice(again, "recall.again"),
        Choice(other, "recall.other"),
    )
    return replace(shown(tx, points, Text("recall.before")), choices=choices)


def shown(tx: Tx, points: Sequence[Point], head: Text) -> Say:
    """Each point on a line of its own, with what came of it."""
    rows = (Text("checkin.line", {"line": _row(tx, one)}) for one in points)
    return say("checkin.post", lines=Listed((head, *rows), "checkin.lines"))


def _row(tx: Tx, one: Point) -> Text:
    facts = {"number": one.number, "day": one.said_on, "words": plain(one.words, QUOTED)}
    return Text("recall.point", {**facts, "came": _came_of(tx, one)})


def _came_of(tx: Tx, one: Point) -> object:
    """The last answer, in the sentences in which the room read it, without their longest parts."""
    answers = ledger.answers(tx, one)
    if not answers:
        return Text("recall.no-answer", {"day": one.answer_by})
    sentences = told.answer(one.number, one.words, None, _short(answers[-1]))
    return told.together(sentences[1:])


def _short(one: Answer) -> Answer:
    six = one.could_not
    if six is not None:  # the reason, and when it is looked at again
        why = six.reason if isinstance(six.reason, date) else plain(six.reason, QUOTED)
        six = replace(six, heard="", reason=why, decided="", could_change="", elsewhere="")
    return replace(one, words=plain(one.words, QUOTED), heard=None, could_not=six)


def for_the_room(numbers: str | None, why: str | None) -> list[Say]:
    """What the room reads of it in a post. `numbers`: of the points, a space between two."""
    if not numbers:
        return []
    points = Listed(tuple(Text("recall.number", {"number": int(one)}) for one in numbers.split()))
    post = say("recall.told-us", points=points)
    return [post, say("recall.ask-again", why=why) if why else say("recall.from-there")]


def numbers_of(points: Iterable[Point]) -> str:
    return " ".join(str(one.number) for one in points)

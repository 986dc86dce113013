"""How a point is said: the same words wherever people read it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot import answerers, ledger, told
from bot.db import Tx
from bot.features.points import rules
from bot.ledger import Point, State
from bot.model import Group, Listed, Person, PersonId, Say, Text, plain, say

KEYS = (
    *("points.line-heard", "points.line-thinking", "points.line-will", "points.line-waits"),
    *("points.line-late", "points.line-parked", "points.line-open"),
    *(
        "points.confirmed-partly",
        "points.confirmed-no",
        "points.closed-waited",
        "points.closed-yes",
    ),
    *("points.number", "points.row"),
)


def sayer(group: Group, one: Point) -> str | None:
    """Only of somebody who added their name, and is still here."""
    return group.names.get(one.sayer) if one.named and one.sayer else None


def quoted(words: str) -> str:
    """As it stands between quotes, before our own full stop."""
    return words.removesuffix(".")


def new(group: Group, one: Point) -> Say:
    """The point itself."""
    who = sayer(group, one)
    words = told.ended(one.words)
    if who is None:
        return say("points.point", number=one.number, words=words)
    return say("points.point-by", number=one.number, words=words, who=who)


def answerer(tx: Tx, group: Group, one: Point) -> str | None:
    """Who answers, as the group calls them."""
    found = None if one.answerer is None else answerers.name_of(tx, group, one.answerer)
    return None if found is None else found.name


def rows(tx: Tx, group: Group, points: Sequence[Point], today: date) -> Say:
    """Open points, one below the other: how each begins, and how it stands."""
    lines = tuple(_row(tx, group, one, today) for one in points)
    return say("points.rows", rows=Listed(lines, "list.rows"))


def _row(tx: Tx, group: Group, one: Point, today: date) -> Text:
    words = told.ended(plain(one.words, rules.SHOWN))
    point = Text("points.point", {"number": one.number, "words": words})
    stands = _short(tx, group, one, today)
    return Text("points.row", {"point": point, "stands": Text(stands.key, stands.facts)})


def _short(tx: Tx, group: Group, one: Point, today: date) -> Say:
    who = answerer(tx, group, one)
    facts: dict[str, object] = {"who": who or "", "day": one.due}
    facts["known"] = "no" if who is None else "yes"
    if one.parked_until is not None:
        return Say("points.line-parked", facts)
    if one.is_late(today):
        return Say("points.line-late", facts)
    if one.waits_for_sayer:
        return Say("points.line-waits", {**facts, "day": one.asks_until})
    match one.state:
        case State.HEARD:
            return Say("points.line-heard", facts)
        case State.WILL:
            return Say(
                "points.line-will",
                {
                    **facts,
                    "who": one.promised_by or "",
                    "known": "yes" if one.promised_by else "no",
                },
            )
        case State.THINKING:
            return Say("points.line-thinking", facts)
    return Say("points.line-open", facts)


def story(tx: Tx, group: Group, one: Point, today: date) -> list[Say]:
    """All of it in sentences: what was said, who decides, every answer, and how it stands."""
    if one.taken_out:
        return [say("points.taken-out", number=one.number)]
    says = [new(group, one), say("points.said-on", day=one.said_on)]
    if one.decides:
        says.append(say("points.decides", who=one.decides))
    for each in ledger.answers(tx, one):
        says.append(say("points.on-day", day=each.day))
        says += [Say(text.key, text.facts) for text in told.answer(one.number, "", None, each)[1:]]
    return [*says, *_stands(tx, group, one, today)]


def _stands(tx: Tx, group: Group, one: Point, today: date) -> list[Say]:
    who = answerer(tx, group, one)
    if not one.is_open:
        key = "points.closed-waited" if one.confirmed == ledger.WAITED else "points.closed-yes"
        says = [say(key, day=one.closed_on)]
        if one.look_again is not None:
            says.append(say("points.looks-again", day=one.look_again))
        return says
    says = []
    if one.confirmed in ("partly", "no"):
        says.append(say(f"points.confirmed-{one.confirmed}"))
    if one.parked_until is not None:
        return [*says, say("points.parked-until", day=one.parked_until)]
    if one.waits_for_sayer:
        return [*says, say("points.waits", day=one.asks_until)]
    if one.is_late(today):
        says.append(say("points.late-since", day=one.due))
    elif one.due is not None:
        says.append(say("points.due", day=one.due))
    says.append(say("points.nobody-answers") if who is None else say("points.answers", who=who))
    return [*says, *away(tx, group, one)]


def away(tx: Tx, group: Group, one: Point) -> list[Say]:
    """Until when whoever answers is away, and never why."""
    found = None if one.answerer is None else answerers.of(tx, group.id, one.answerer)
    who = answerer(tx, group, one)
    if found is None or found.away_until is None:
        return []
    return [say("points.away", who=who, day=found.away_until)]


def numbers(points: Sequence[Point]) -> Listed:
    return Listed(tuple(Text("points.number", {"number": one.number}) for one in points))


def asked_to_decide(tx: Tx, group: Group, today: date) -> Person | None:
    """Whom the room asks who decides: the only one who answers, if they are in the chat; else
    whoever leads the meeting, or looks after the group."""
    known = answerers.only(tx, group.id)
    if known is not None and not known.outside and (who := known.who(group)) is not None:
        return who
    if group.session is not None:
        return group.session.lead
    found = [PersonId(id) for id in group.facilitators if group.leads(PersonId(id), today)]
    return Person(found[0], group.names[found[0]]) if found else None
